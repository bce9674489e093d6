"""Everything that leaves the program: results on stdout, the rest on stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from storybible.queries.resolve import Misuse
from storybible.render.ink import clean, finished


def say(lines: Iterable[str]) -> None:
    """Text for a reader, in colour only on a terminal that wants it."""
    _write(finished(lines, wants_colour(), columns()))


def tell(value: dict[str, Any]) -> None:
    """JSON for a program."""
    from storybible.render.json import text_of

    _write(text_of(value) + "\n")


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
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


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
    """A file's text for a program."""
    _write(text)


def _write(text: str) -> None:
    """Write all of a text; quietly stop where the reader has gone (``| head``)."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except UnicodeEncodeError:
        encoding = sys.stdout.encoding or "ascii"
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:
        # What is left in the buffer would be written, and fail, once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
