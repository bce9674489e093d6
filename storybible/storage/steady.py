"""Reading while others edit: never half of an edit."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar

from storybible.storage.place import FOLDER, JOURNAL, LOG

PATIENCE = 5.0
"""Seconds a reader waits for an edit that is under way."""
ROUNDS = 4
"""How often a bible is read where others edit it at every turn and it cannot be locked."""

T = TypeVar("T")
Stamp: TypeAlias = "tuple[bool, tuple[int, int, int] | None]"


@dataclass(frozen=True, slots=True)
class Settled:
    """What a reader has to know besides the files.

    ``texts`` are texts that files will have, by their names relative to the bible: an interrupted edit that
    cannot be finished here is finished in memory.  ``trouble`` tells why it cannot.
    """

    texts: dict[str, str] = field(default_factory=dict)
    trouble: str = ""


NOTHING = Settled()


def stamp(root: str) -> Stamp:
    """Something that differs before and after every edit of the bible in the folder ``root``."""
    try:
        state = os.stat(os.path.join(root, FOLDER, LOG))
    except OSError:
        log = None
    else:
        log = state.st_mtime_ns, state.st_size, state.st_ino
    return os.path.exists(os.path.join(root, FOLDER, JOURNAL)), log


def read_steadily(root: str, reading: Callable[[Settled], T]) -> T:
    """What ``reading`` gives, with no edit of the bible in the folder ``root`` in the midst of it.

    An interrupted edit is finished, or taken back, first.  Where somebody edits meanwhile, all is read once
    more with the bible locked.
    """
    for _ in range(ROUNDS):
        before = stamp(root)
        if not before[0]:
            result = reading(NOTHING)
            if stamp(root) == before:
                return result
        with ExitStack() as stack:
            settled = _settled(root, stack)
            if settled is not None:
                return reading(settled)
    return reading(NOTHING)


def _settled(root: str, stack: ExitStack) -> Settled | None:
    """The bible locked and an interrupted edit dealt with, or else finished in memory; never raises.

    None where there is no such edit and nothing can be locked: whoever edits may do so once more.
    """
    from storybible.storage.journal import interrupted, recover
    from storybible.storage.lock import Busy, exclusive

    try:
        stack.enter_context(exclusive(root, PATIENCE))
        recover(root)
        return NOTHING
    except Busy:
        trouble = "another process is in the middle of it"
    except OSError as error:
        trouble = f"it cannot be finished here: {error.strerror or error}"
    return _in_memory(root, trouble) if interrupted(root) else None


def _in_memory(root: str, trouble: str) -> Settled:
    """The texts as they will be."""
    from storybible.storage.journal import pending, read
    from storybible.storage.patch import Unfit, fingerprint, moved
    from storybible.storage.place import Outside, target

    texts = {}
    try:
        entry = pending(root)
        for patch in entry.patches if entry is not None else ():
            try:
                now = read(target(root, patch.file))
                if fingerprint(now) != patch.new:
                    texts[patch.file] = moved(patch, now, forward=True) or ""
            except (Unfit, Outside, UnicodeDecodeError):
                continue
    except OSError as error:
        trouble = f"it cannot be read: {error.strerror or error}"
    return Settled(texts, trouble)
