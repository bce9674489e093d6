"""Where things are: the program's own folder in a bible, and the files that an edit may touch."""

from __future__ import annotations

import os
import re
from contextlib import suppress

from storybible.config import RECORD_SUFFIXES

FOLDER = ".storybible"
JOURNAL = "journal.json"
LOG = "log.jsonl"
LOCK = "lock"
IGNORE = ".gitignore"
STAGED = ".tmp"


_DEVICE = re.compile(r"con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]", re.IGNORECASE)
_NO_SIGNS = frozenset('\\:*?"<>|')


class Outside(ValueError):
    """A name that no edit may write to; its text says why, in a few words."""


def own(root: str, name: str = "") -> str:
    """The program's own folder in the bible ``root``, or something in it."""
    return os.path.join(root, FOLDER, name) if name else os.path.join(root, FOLDER)


def make_own_folder(root: str) -> None:
    """Make the folder where there is none, and hide it from git.  Raises :class:`OSError`."""
    from storybible.storage import disk

    folder = own(root)
    if os.path.islink(folder):
        raise NotADirectoryError(20, "it is a link", folder)
    if not os.path.isdir(folder):
        with suppress(FileExistsError):  # another process was faster
            disk.DISK.mkdir(folder)
    ignore = own(root, IGNORE)
    state = disk.state_of(ignore)
    if state is None or state.st_size == 0:  # or its process has ended before it was written
        handle = disk.DISK.open(ignore, os.O_WRONLY | os.O_CREAT)
        try:
            disk.DISK.write(handle, b"*\n")
        finally:
            disk.DISK.close(handle)


DECISIONS = "decisions.txt"
"""The one other file that the writer's decisions go to: those about candidates of manuscripts."""


def target(root: str, name: str) -> str:
    """The path of a bible's file on the disk, links followed.

    ``name`` is relative to the bible's folder, with forward slashes.  Raises :class:`Outside` for whatever
    is no file of records or settings, is hidden, or lies outside of the bible.
    """
    from storybible.storage import disk

    parts = name.split("/")
    if not name.lower().endswith(RECORD_SUFFIXES) and name != DECISIONS:
        raise Outside(f"the name of a file of records ends in {', '.join(RECORD_SUFFIXES)}")
    if any(part.startswith(".") or not part for part in parts):
        raise Outside("it is not a plain path inside the bible")
    if "\0" in name or (disk.DISK.windows and any(_strange_on_windows(part) for part in parts)):
        raise Outside("its name is none that a file can have here")
    real_root = os.path.realpath(root)
    real = os.path.realpath(os.path.join(real_root, *parts))
    if not lies_in(real, real_root):
        raise Outside("it is a link that leads out of the bible")
    inside = real[len(os.path.join(real_root, "")) :].replace(os.sep, "/")
    named = real.lower().endswith(RECORD_SUFFIXES) or inside == DECISIONS
    if not named or "/." in f"/{inside}":
        raise Outside("it is a link to something that is no file of records")
    if os.path.lexists(real) and not os.path.isfile(real):
        raise Outside("it is no ordinary file")
    return real


def lies_in(path: str, folder: str) -> bool:
    """Whether a real path lies below a real folder, be that the root of a disk."""
    return path.startswith(os.path.join(folder, ""))


def relative(path: str | os.PathLike[str], start: str | os.PathLike[str] = os.curdir) -> str:
    """A path as seen from a folder, with forward slashes; the whole path where it is on another drive."""
    try:
        found = os.path.relpath(path, start)
    except ValueError:
        found = os.path.abspath(path)
    return found.replace(os.sep, "/")


def same_name(name: str) -> str:
    """What two names of files have in common that macOS or Windows take for one."""
    if name.isascii():
        return name.lower()
    from unicodedata import normalize

    return normalize("NFC", normalize("NFC", name).casefold())


def is_reserved(name: str) -> bool:
    """Whether Windows takes a file of this name for a device, whatever its ending."""
    return _DEVICE.fullmatch(name.partition(".")[0].strip()) is not None


def _strange_on_windows(part: str) -> bool:
    return not _NO_SIGNS.isdisjoint(part) or is_reserved(part) or part[-1:] in (".", " ")
