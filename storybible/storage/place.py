"""Where things are: the program's own folder in a bible, and the files that an edit may touch."""

from __future__ import annotations

import os
from contextlib import suppress

from storybible.config import RECORD_SUFFIXES

FOLDER = ".storybible"
JOURNAL = "journal.json"
LOG = "log.jsonl"
LOCK = "lock"
IGNORE = ".gitignore"
STAGED = ".tmp"


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
    parts = name.split("/")
    if not name.lower().endswith(RECORD_SUFFIXES) and name != DECISIONS:
        raise Outside(f"the name of a file of records ends in {', '.join(RECORD_SUFFIXES)}")
    if any(part.startswith(".") or not part for part in parts):
        raise Outside("it is not a plain path inside the bible")
    if "\0" in name or (os.name == "nt" and any(sign in name for sign in '\\:*?"<>|')):
        raise Outside("its name has signs that no file name has")
    real_root = os.path.realpath(root)
    real = os.path.realpath(os.path.join(real_root, *parts))
    if not real.startswith(real_root + os.sep):
        raise Outside("it is a link that leads out of the bible")
    inside = real[len(real_root) + 1 :].replace(os.sep, "/")
    named = real.lower().endswith(RECORD_SUFFIXES) or inside == DECISIONS
    if not named or f"{os.sep}." in real[len(real_root) :]:
        raise Outside("it is a link to something that is no file of records")
    if os.path.lexists(real) and not os.path.isfile(real):
        raise Outside("it is no ordinary file")
    return real
