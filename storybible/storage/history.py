"""The log of edits: one line of JSON for each, only ever added to."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from storybible.storage import disk
from storybible.storage.patch import Hunk, Patch
from storybible.storage.place import LOG, STAGED, own

MOST_BYTES = 8 * 1024 * 1024
"""How long the log grows; then the older half of it is forgotten."""

_TAIL = 256 * 1024
_MOST_READ = 8 * MOST_BYTES  # of a log that somebody else has made


@dataclass(frozen=True, slots=True)
class Entry:
    """One edit: its number (from 1), when (UTC, ISO 8601), what in the words of a command, and the changes.

    ``undoes`` and ``redoes`` are the numbers of the edits that this one took back or made again.
    """

    number: int
    when: str
    what: str
    patches: tuple[Patch, ...]
    undoes: tuple[int, ...] = ()
    redoes: tuple[int, ...] = ()


def entries(root: str) -> list[Entry]:
    """Every edit that the log still holds, oldest first; lines that cannot be read are passed over.

    Raises :class:`OSError` where there is a log that cannot be opened.
    """
    try:
        data = disk.DISK.read(own(root, LOG), _MOST_READ)
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [entry for line in data.split(b"\n") if (entry := entry_of(line)) is not None]


def last_number(root: str) -> int:
    """The number of the last edit in the log, 0 where there is none.  Raises :class:`OSError`."""
    try:
        tail = disk.DISK.read(own(root, LOG), _TAIL)
    except (FileNotFoundError, NotADirectoryError):
        return 0
    for line in reversed(tail.split(b"\n")):
        entry = entry_of(line)
        if entry is not None:
            return entry.number
    found = entries(root) if len(tail) >= _TAIL else []
    return found[-1].number if found else 0


def append(root: str, entry: Entry) -> None:
    """Add an edit at the end, for good.  Raises :class:`OSError`."""
    path = own(root, LOG)
    handle = disk.DISK.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT)
    try:
        size = os.fstat(handle).st_size
        torn = size > 0 and _last_byte(handle, size) != b"\n"
        disk.DISK.write(handle, (b"\n" if torn else b"") + line_of(entry))
        disk.DISK.fsync(handle)
    finally:
        disk.DISK.close(handle)
    if size == 0:
        disk.sync_folder(own(root))
    if size > MOST_BYTES:
        with suppress(OSError):  # the next edit tries again
            _shorten(root)


def line_of(entry: Entry) -> bytes:
    """An edit as one line."""
    import json

    value: dict[str, Any] = {"n": entry.number, "when": entry.when, "what": entry.what}
    if entry.undoes:
        value["undoes"] = entry.undoes
    if entry.redoes:
        value["redoes"] = entry.redoes
    value["files"] = [
        {
            "file": patch.file,
            "old": patch.old,
            "new": patch.new,
            "hunks": [[h.line, h.before, h.old, h.new, h.after, *h.under] for h in patch.hunks],
        }
        for patch in entry.patches
    ]
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"


def entry_of(line: bytes) -> Entry | None:
    """The edit in a line; None for a line that is torn or holds something else."""
    import json

    if not line.strip():
        return None
    try:
        return _entry(json.loads(line))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _entry(value: dict[str, Any]) -> Entry:
    return Entry(
        _number(value["n"]),
        _text(value["when"]),
        _text(value["what"]),
        tuple(
            Patch(_text(f["file"]), _mark(f["old"]), _mark(f["new"]), tuple(map(_hunk, f["hunks"])))
            for f in value["files"]
        ),
        tuple(map(_number, value.get("undoes", ()))),
        tuple(map(_number, value.get("redoes", ()))),
    )


def _hunk(value: Sequence[Any]) -> Hunk:
    line, before, old, new, after, above, above_then = value
    under = tuple(map(_text, above)), tuple(map(_text, above_then))
    return Hunk(_number(line), _text(before), _text(old), _text(new), _text(after), under)


def _number(value: object) -> int:
    if type(value) is not int or value < 1:
        raise ValueError(value)
    return value


def _text(value: object) -> str:
    if type(value) is not str:
        raise ValueError(value)
    value.encode("utf-8")  # half a surrogate could be written nowhere
    return value


def _mark(value: object) -> str | None:
    return None if value is None else _text(value)


def _last_byte(handle: int, size: int) -> bytes:
    os.lseek(handle, size - 1, os.SEEK_SET)
    return os.read(handle, 1)


def _shorten(root: str) -> None:
    """Forget the older half."""
    kept: list[bytes] = []
    size = 0
    for line in reversed(disk.DISK.read(own(root, LOG), _MOST_READ).split(b"\n")):
        size += len(line) + 1
        if kept and size > MOST_BYTES // 2:
            break
        if entry_of(line) is not None:
            kept.append(line + b"\n")
    disk.put(own(root, LOG), b"".join(reversed(kept)), own(root, f"log{STAGED}"))
