"""Everything that leaves the program: results on stdout, the rest on stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from errno import EINVAL
from typing import Any

from storybible.queries.resolve import Misuse
from storybible.render.ink import clean, finished


def say(lines: Iterable[str]) -> None:
    """Text for a reader, in colour only on a terminal that wants it."""
    _write(finished(lines, wants_colour(), columns()))


def tell(value: dict[str, Any]) -> None:
    """JSON for a program."""
    from storybible.render.json import text_of

    put(text_of(value) + "\n")


def complain(message: str) -> None:
    """One line on stderr."""
    line = " ".join(clean(message).split()).encode("utf-8", "backslashreplace").decode("utf-8")
    try:
        sys.stderr.write(f"storybible: {line}\n")
        sys.stderr.flush()
    except OSError:
        pass  # nobody listens


def wants_colour() -> bool:
    """Whether stdout is a terminal and NO_COLOR is not set."""
    wanted = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and (os.name != "nt" or _shows_colour())


def _shows_colour() -> bool:
    """Whether the console of Windows reads signs of colour as such, once it is told to."""
    import ctypes

    try:
        kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - other systems have none
        console, mode = kernel.GetStdHandle(-11), ctypes.c_ulong()
        known = kernel.GetConsoleMode(console, ctypes.byref(mode))
        return bool(known and kernel.SetConsoleMode(console, mode.value | 4))
    except (AttributeError, OSError):
        return False


def columns() -> int:
    """How wide a page is: the terminal's width, 80 in a pipe."""
    if not sys.stdout.isatty():
        return 80
    from shutil import get_terminal_size

    return max(40, get_terminal_size().columns)


def as_json(text: str) -> bool:
    """Whether ``--format`` asks for JSON; misuse for a format there is not."""
    return one_of(text, ("text", "json")) == "json"


def one_of(text: str, formats: Sequence[str]) -> str:
    """The format asked for, of those that a command knows; misuse for any other."""
    if text in formats:
        return text
    raise Misuse(f"--format is {', '.join(formats[:-1])} or {formats[-1]}, not “{text}”")


def put(text: str) -> None:
    """A file's text for a program: in UTF-8, whatever a terminal's letters are."""
    raw = getattr(sys.stdout, "buffer", None)
    if raw is None or sys.stdout.isatty() or _encoding().replace("-", "") == "utf8":
        _write(text)
        return
    with _listened_to():
        sys.stdout.flush()
        raw.write(text.encode("utf-8", "backslashreplace"))
        raw.flush()


def _encoding() -> str:
    return (sys.stdout.encoding or "ascii").lower()


_PLAINER = {
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-",
    "‑": "-", "…": "...", "¶": "par. ", "½": ".5", "×": "x", "→": "->", "≤": "<=", "≥": ">=", "·": "-",
}  # fmt: skip
"""Our own signs that the letters of an old terminal lack."""


def _write(text: str) -> None:
    """Write all of a text; quietly stop where the reader has gone (``| head``)."""
    with _listened_to():
        try:
            sys.stdout.write(text)
        except UnicodeEncodeError:
            encoding = _encoding()
            known = {sign: _has(encoding, sign) for sign in _PLAINER}
            plainer = {ord(sign): plain for sign, plain in _PLAINER.items() if not known[sign]}
            shown = text.translate(plainer).encode(encoding, "backslashreplace")
            sys.stdout.write(shown.decode(encoding))
        sys.stdout.flush()


def _has(encoding: str, sign: str) -> bool:
    try:
        return bool(sign.encode(encoding))
    except UnicodeEncodeError:
        return False


@contextmanager
def _listened_to() -> Iterator[None]:
    """Stop quietly where the reader has gone."""
    try:
        yield
    except OSError as error:
        if not isinstance(error, BrokenPipeError) and (os.name, error.errno) != ("nt", EINVAL):
            raise
        # What is left in the buffer would be written, and fail, once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
