"""The file system as edits see it: each operation that can fail, in one place.

Everything an edit does to a disk goes through :data:`DISK`; tests put another one in its place that fails,
or ends the process, at any operation they like.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable
from contextlib import suppress

_PLAIN = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


_PAUSES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4)
"""Seconds between two tries to replace a file that another program has open, on Windows."""


class Disk:
    """The operations themselves.  All of them raise :class:`OSError`.

    ``windows``: what holds there holds here: which names there are, and that a file may be held by others.
    """

    windows = os.name == "nt"

    def read(self, path: str, last: int | None = None) -> bytes:
        """All bytes of an ordinary file, or at most the ``last`` so many."""
        if not stat.S_ISREG(os.stat(path).st_mode):  # a pipe never ends, nor does /dev/zero
            raise OSError(22, "it is no ordinary file", path)
        with open(path, "rb") as file:
            if last is not None:
                file.seek(max(0, os.fstat(file.fileno()).st_size - last))
            return file.read()

    def open(self, path: str, flags: int) -> int:
        """A handle of a file; a link is not followed where the system can tell."""
        return os.open(path, flags | _PLAIN, 0o666)

    def write(self, handle: int, data: bytes) -> None:
        """All of ``data``."""
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]

    def fsync(self, handle: int) -> None:
        """Wait until what was written lasts; on macOS also in the disk's own memory."""
        try:
            import fcntl

            fcntl.fcntl(handle, getattr(fcntl, "F_FULLFSYNC"))  # noqa: B009 - other systems have none
        except (ImportError, AttributeError, OSError):
            os.fsync(handle)

    def close(self, handle: int) -> None:
        """Give a handle back; whatever it had locked is free."""
        os.close(handle)

    def replace(self, source: str, target: str) -> None:
        """Give a file another name in one step, in the place of any that has it."""
        self._patiently(lambda: os.replace(source, target))

    def unlink(self, path: str) -> None:
        """Remove a file."""
        self._patiently(lambda: os.unlink(path))

    def _patiently(self, act: Callable[[], None]) -> None:
        """Do what Windows refuses as long as a virus scanner, an editor or a reader has the file open."""
        for pause in _PAUSES if self.windows else ():
            try:
                return act()
            except PermissionError:
                time.sleep(pause)
        return act()

    def mkdir(self, path: str) -> None:
        """Make a folder."""
        os.mkdir(path)

    def is_link(self, entry: os.DirEntry[str]) -> bool:
        """Whether something in a folder leads elsewhere: a link, or a junction of Windows."""
        if entry.is_symlink() or not self.windows:
            return entry.is_symlink()
        tag = getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0)
        return tag == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", 0xA0000003)

    def lock(self, handle: int) -> bool:
        """Lock a file against all other processes until the handle is closed or this process ends.

        False where another has it: nobody waits here.
        """
        try:
            import fcntl
        except ImportError:
            return self._lock_on_windows(handle)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _lock_on_windows(self, handle: int) -> bool:
        import importlib

        msvcrt = importlib.import_module("msvcrt")
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno in (11, 13, 36):  # another has it
                return False
            raise
        return True


DISK = Disk()


def write_new(path: str, data: bytes, like: os.stat_result | None = None) -> None:
    """Make a file that lasts, with the permissions (and, where allowed, the owner) of ``like``.

    It is removed again where it cannot be written whole; what an earlier process left under its name goes.
    """
    with suppress(FileNotFoundError):
        DISK.unlink(path)
    handle = DISK.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    try:
        try:
            DISK.write(handle, data)
            if like is not None:
                _take_after(path, like)
            DISK.fsync(handle)
        finally:
            DISK.close(handle)
    except BaseException:
        with suppress(OSError):
            DISK.unlink(path)
        raise


def replace_text(path: str, text: str) -> None:
    """Write any file whole or not at all.

    Line ends and a byte-order mark are those of ``text``; permissions (and, where allowed, the owner) stay;
    a link stays a link, and a pipe or a device is written to.  Raises :class:`OSError`.
    """
    target = os.path.realpath(path)
    before = state_of(target)
    if before is not None and not stat.S_ISREG(before.st_mode):
        handle = DISK.open(target, os.O_WRONLY)
        try:
            DISK.write(handle, text.encode("utf-8"))
        finally:
            DISK.close(handle)
        return
    if before is not None:
        require_writable(target, before)
    staged = os.path.join(os.path.dirname(target), f".storybible-{os.getpid()}.tmp")
    put(target, text.encode("utf-8"), staged, before)


def put(path: str, data: bytes, staged: str, like: os.stat_result | None = None) -> None:
    """Write a file by way of ``staged``, which takes its name in one step."""
    write_new(staged, data, like)
    try:
        DISK.replace(staged, path)
    except BaseException:
        with suppress(OSError):
            DISK.unlink(staged)
        raise
    sync_folder(os.path.dirname(path))


def sync_folder(folder: str) -> None:
    """Make names in a folder last; some systems cannot, and need not."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        with suppress(OSError):
            DISK.fsync(handle)
    finally:
        os.close(handle)


def state_of(path: str) -> os.stat_result | None:
    """What the system knows of a file; None where there is none."""
    try:
        return os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None


def require_writable(path: str, state: os.stat_result) -> None:
    """Raise :class:`PermissionError` for a file that is marked as not to be written.

    Another file could take its name all the same, and nobody who marks a file so wants that.
    """
    if not state.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(path, os.W_OK):
        raise PermissionError(13, "it is read-only", path)


def _take_after(path: str, before: os.stat_result) -> None:
    """The permissions and the owner that the file before it had."""
    if hasattr(os, "chown"):
        now = os.stat(path)
        if (now.st_uid, now.st_gid) != (before.st_uid, before.st_gid):
            with suppress(OSError):  # only an administrator may give files away
                os.chown(path, before.st_uid, before.st_gid)
    os.chmod(path, stat.S_IMODE(before.st_mode))
