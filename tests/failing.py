"""A disk that fails, or a process that ends, at any operation of an edit."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from storybible.storage import disk
from storybible.storage.disk import Disk

FOREVER = 10**9


class Ended(BaseException):
    """The process has ended: nothing it meant to do afterwards happens."""


class Failing(Disk):
    """A disk on which operation number ``at`` (from 0) goes wrong.

    ``fault`` is raised ``before`` the operation, ``after`` it, or when ``half`` of it is done (of a write;
    any other is not done at all).  With ``lasting`` every later one that needs room or permission fails too.
    After :class:`Ended` nothing works any more, and what was not waited for with fsync is lost.
    ``done`` names the operations so far.
    """

    def __init__(
        self,
        at: int = FOREVER,
        fault: BaseException | None = None,
        when: str = "before",
        lasting: bool = False,
    ) -> None:
        self.at, self.fault, self.when, self.lasting = at, fault, when, lasting
        self.done: list[str] = []
        self.handles: dict[int, str] = {}
        self.unsynced: dict[str, int] = {}

    def read(self, path: str, last: int | None = None) -> bytes:
        with self._operation("read", path):
            return super().read(path, last)

    def open(self, path: str, flags: int) -> int:
        with self._operation("open", path):
            handle = super().open(path, flags)
            self.handles[handle] = path
            return handle

    def write(self, handle: int, data: bytes) -> None:
        self.unsynced.setdefault(self.handles[handle], os.fstat(handle).st_size)
        if self._now() and self.when == "half":
            super().write(handle, data[: len(data) // 2])
        with self._operation("write", self.handles[handle]):
            super().write(handle, data)

    def fsync(self, handle: int) -> None:
        with self._operation("fsync", self.handles.get(handle, "a folder")):
            self.unsynced.pop(self.handles.get(handle, ""), None)

    def close(self, handle: int) -> None:
        with self._operation("close", self.handles[handle]):
            super().close(handle)
            del self.handles[handle]

    def replace(self, source: str, target: str) -> None:
        with self._operation("replace", target):
            super().replace(source, target)
            if source in self.unsynced:
                self.unsynced[target] = self.unsynced.pop(source)

    def unlink(self, path: str) -> None:
        with self._operation("unlink", path):
            super().unlink(path)
            self.unsynced.pop(path, None)

    def mkdir(self, path: str) -> None:
        with self._operation("mkdir", path):
            super().mkdir(path)

    def lock(self, handle: int) -> bool:
        with self._operation("lock", self.handles[handle]):
            return super().lock(handle)

    def _now(self) -> bool:
        return len(self.done) == self.at

    @contextmanager
    def _operation(self, name: str, path: str) -> Iterator[None]:
        if isinstance(self.fault, Ended) and len(self.done) > self.at:
            raise Ended
        now = self._now()
        later = self.lasting and len(self.done) > self.at and name in ("open", "write", "fsync", "mkdir")
        self.done.append(f"{name} {os.path.basename(path)}")
        if self.fault is not None and ((now and self.when != "after") or later):
            raise self.fault
        try:
            yield
        finally:
            if self.fault is not None and now:
                raise self.fault

    def end(self) -> None:
        """Let the system close what the process had open."""
        for handle in self.handles:
            os.close(handle)
        self.handles.clear()
        if isinstance(self.fault, Ended):
            for path, size in self.unsynced.items():
                if os.path.exists(path):
                    os.truncate(path, size)


class ReadOnly(Disk):
    """A disk to which nothing can be written."""

    def open(self, path: str, flags: int) -> int:
        raise OSError(30, "Read-only file system", path)

    replace = unlink = mkdir = open  # type: ignore[assignment]


@contextmanager
def using(other: Disk, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let edits use another disk for a while."""
    with monkeypatch.context() as patched:
        patched.setattr(disk, "DISK", other)
        yield
    if isinstance(other, Failing):
        other.end()
