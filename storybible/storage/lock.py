"""One edit at a time: a lock that ends with its process, so that none is ever left over."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from storybible.storage import disk
from storybible.storage.place import LOCK, make_own_folder, own

PATIENCE = 30.0
"""Seconds to wait for another process."""

_LONGEST_PAUSE = 0.02
_held = threading.local()


class Busy(Exception):
    """Another process has kept the bible locked for too long."""


@contextmanager
def exclusive(root: str, patience: float = PATIENCE) -> Iterator[None]:
    """Keep every other process from editing the bible in the folder ``root`` while the block runs.

    The thread that has the lock may take it again.  Raises :class:`Busy` after ``patience`` seconds, and
    :class:`OSError` where nothing can be locked.  The lock is the system's (flock, or a locked byte on
    Windows): it is free as soon as its process is gone, however that ended.
    """
    key = os.path.realpath(root)
    held: set[str] = _held.__dict__.setdefault("roots", set())
    if key in held:
        yield
        return
    handle = _taken(key, patience)
    held.add(key)
    try:
        yield
    finally:
        held.discard(key)
        with suppress(OSError):  # the lock is gone all the same, and the edit is made
            disk.DISK.close(handle)


def _taken(root: str, patience: float) -> int:
    """A handle that has the lock."""
    end = time.monotonic() + patience
    pause = 0.001
    make_own_folder(root)
    path = own(root, LOCK)
    while True:
        handle = disk.DISK.open(path, os.O_RDWR | os.O_CREAT)
        try:
            if disk.DISK.lock(handle) and _same_file(handle, path):
                return handle
        except BaseException:
            disk.DISK.close(handle)
            raise
        disk.DISK.close(handle)
        if time.monotonic() > end:
            raise Busy
        time.sleep(pause)
        pause = min(pause * 1.5, _LONGEST_PAUSE)


def _same_file(handle: int, path: str) -> bool:
    """Whether the lock is still the file of that name: somebody may have deleted the folder meanwhile."""
    state = disk.state_of(path)
    return state is not None and os.path.samestat(os.fstat(handle), state)
