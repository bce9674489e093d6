"""Writing a file so that at any moment either the old text or the new one is on the disk, never a part."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from storybible.bible import Bible
from storybible.queries.resolve import Misuse


def disk_path(bible: Bible, file: str) -> Path:
    """Where a file of the bible is on the disk; ``file`` as in spans (``bible/events.yaml``)."""
    return bible.path.joinpath(*file.split("/")[1:])


def write_changed(bible: Bible, file: str, text: str) -> None:
    """Put ``text`` in the place of a file of the bible.

    Raises :class:`Misuse` where the file has changed since the bible was read, or cannot be written.
    """
    path = disk_path(bible, file)
    try:
        if path.read_bytes() != bible.loaded.files[file].encode("utf-8"):
            raise Misuse(f"{file} has changed in the meantime; nothing was written, try again")
        replace_text(path, text)
    except OSError as error:
        raise Misuse(f"cannot write {file}: {error.strerror or error}") from error


def replace_text(path: Path, text: str) -> None:
    """Write a file by way of a temporary one beside it that takes its name in one step.

    Line ends and a byte-order mark are those of ``text``; permissions (and, where allowed, the owner) stay;
    a link stays a link.  Raises :class:`OSError`.
    """
    target = Path(os.path.realpath(path))
    before = target.stat() if target.exists() else None
    if before is not None and not before.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
        raise PermissionError(13, "it is read-only", str(path))
    handle, name = tempfile.mkstemp(prefix=".storybible-", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        _take_after(name, before)
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise
    _sync_folder(target.parent)


def _take_after(name: str, before: os.stat_result | None) -> None:
    """The permissions and the owner that the file had; those of any new file where there was none."""
    if before is None:
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)
        return
    if hasattr(os, "chown"):
        now = os.stat(name)
        if (now.st_uid, now.st_gid) != (before.st_uid, before.st_gid):
            with suppress(OSError):  # only an administrator may give files away
                os.chown(name, before.st_uid, before.st_gid)
    os.chmod(name, stat.S_IMODE(before.st_mode))


def _sync_folder(folder: Path) -> None:
    """Make the new name last; some systems cannot, and need not."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    with suppress(OSError):
        os.fsync(handle)
    os.close(handle)
