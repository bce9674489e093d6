"""The first files of a bible, written as its first edit: all of them or none, and to be taken back."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from storybible.config import CONFIG_FILE
from storybible.editing.transaction import Change, commit_in
from storybible.queries.resolve import Misuse
from storybible.storage.journal import interrupted, recover
from storybible.storage.lock import Busy, exclusive
from storybible.storage.place import IGNORE, LOCK, own


def begin(folder: Path, texts: Mapping[str, str], what: str) -> None:
    """Make a folder, where there is none, and files in it that are not there yet, in this order.

    ``texts`` are by their names; settings come first, so that whoever reads next finishes what was
    interrupted.  Raises :class:`Misuse` where that cannot be done; nothing is left behind then.
    """
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Misuse(f"cannot make the folder {folder}: {error.strerror or error}") from error
    name = folder.resolve().name
    try:
        commit_in(folder, [Change(f"{name}/{file}", None, text) for file, text in texts.items()], what)
    except BaseException:
        if made:
            _unmake(folder)
        raise


def finish_interrupted(folder: Path) -> bool:
    """Finish, or take back, what an earlier process began in a folder; whether that has made it a bible."""
    if (folder / CONFIG_FILE).exists() or not interrupted(str(folder)):
        return False  # whoever reads a bible does so anyway
    with suppress(OSError, Busy), exclusive(str(folder)):
        recover(str(folder))
    return (folder / CONFIG_FILE).exists()


def _unmake(folder: Path) -> None:
    """Remove a folder that was made for nothing; one with anything in it but a lock stays."""
    with suppress(OSError):
        inside = set(os.listdir(own(str(folder))))
        if inside <= {LOCK, IGNORE}:
            for name in inside:
                os.unlink(own(str(folder), name))
            os.rmdir(own(str(folder)))
            os.rmdir(folder)
