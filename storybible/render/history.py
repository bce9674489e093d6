"""What was edited, and what was taken back, as text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from storybible.editing.undoing import Undoing
from storybible.render import json
from storybible.render.changes import NOT_WRITTEN, changed, diffs, effect
from storybible.render.layout import counted
from storybible.storage.address import lines_of
from storybible.storage.history import Entry
from storybible.storage.patch import Hunk, Patch

MOST_PLACES = 6


def undone_text(undoing: Undoing, written: bool) -> list[str]:
    """Edits that were taken back or made again, or would be."""
    verb = "made again" if undoing.redo else "taken back"
    lead = verb.capitalize() if written else f"Would be {verb}"
    lines = [] if written else diffs(undoing.changes)
    lines += [f"{lead}: {entry.what}" for entry in undoing.entries]
    lines += [f"  {change.file}" for change in undoing.changes]
    return [*lines, *effect(undoing.ended, undoing.appeared, written), *([] if written else [NOT_WRITTEN])]


def undone(undoing: Undoing, written: bool) -> dict[str, Any]:
    """The same for programs."""
    return {
        "redone" if undoing.redo else "undone": [
            {"n": entry.number, "when": entry.when, "what": entry.what} for entry in undoing.entries
        ],
        "written": written,
        "changes": [changed(change) for change in undoing.changes],
        "ended": [json.finding(finding) for finding in undoing.ended],
        "appeared": [json.finding(finding) for finding in undoing.appeared],
    }


def log_text(entries: Sequence[Entry], done: Sequence[Entry], newest: int, folder: str) -> list[str]:
    """The newest edits, newest first; those that do not hold any more are marked."""
    if not entries:
        return ["No edits yet."]
    holding = {entry.number for entry in done}
    lines = []
    for entry in reversed(entries[-newest:]):
        undone = not (entry.undoes or entry.redoes or entry.number in holding)
        mark = "   (taken back)" if undone else ""
        lines.append(f"{entry.number}  {_local(entry.when)}  {entry.what}{mark}")
        lines += [f"    {folder}/{_patch_words(patch)}" for patch in entry.patches]
    hidden = len(entries) - newest
    if hidden > 0:
        lines += ["", f"{counted(hidden, 'older edit')} (storybible log {len(entries)})"]
    return lines


def log(entries: Sequence[Entry], done: Sequence[Entry], newest: int, folder: str) -> dict[str, Any]:
    """The same for programs, oldest first."""
    holding = {entry.number for entry in done}
    return {
        "edits": [
            {
                "n": entry.number,
                "when": entry.when,
                "what": entry.what,
                "undone": not (entry.undoes or entry.redoes or entry.number in holding),
                "undoes": list(entry.undoes),
                "redoes": list(entry.redoes),
                "files": [_patch(patch, folder) for patch in entry.patches],
            }
            for entry in entries[-newest:]
        ],
        "older": max(0, len(entries) - newest),
    }


def _patch(patch: Patch, folder: str) -> dict[str, Any]:
    added, removed, size = _sums(patch)
    return {
        "file": f"{folder}/{patch.file}",
        "change": _kind(patch) or "changed",
        "lines": [hunk.line for hunk in patch.hunks],
        "added": added,
        "removed": removed,
        "bytes": size,
    }


def _patch_words(patch: Patch) -> str:
    added, removed, size = _sums(patch)
    places = [str(hunk.line) for hunk in patch.hunks]
    if len(places) > MOST_PLACES:
        places = [*places[:MOST_PLACES], "..."]
    kind = _kind(patch)
    where = f"{patch.file} ({kind})" if kind else f"{patch.file}:{','.join(places)}"
    return f"{where}   +{added} -{removed} lines, {size:+d} bytes"


def _kind(patch: Patch) -> str:
    return "new" if patch.old is None else "removed" if patch.new is None else ""


def _sums(patch: Patch) -> tuple[int, int, int]:
    """Lines that came, lines that went, by how many bytes the file grew."""
    differing = [_differing(hunk) for hunk in patch.hunks]
    size = sum(len(h.new.encode("utf-8")) - len(h.old.encode("utf-8")) for h in patch.hunks)
    return sum(d[0] for d in differing), sum(d[1] for d in differing), size


def _differing(hunk: Hunk) -> tuple[int, int]:
    old, new = lines_of(hunk.old), lines_of(hunk.new)
    if len(old) == len(new):  # lines between may be the same
        count = sum(a != b for a, b in zip(old, new, strict=True))
        return count, count
    return len(new), len(old)


def _local(when: str) -> str:
    """A moment as the clock on the wall shows it; as it stands where it is none."""
    import time
    from calendar import timegm

    try:
        moment = timegm(time.strptime(when, "%Y-%m-%dT%H:%M:%SZ"))
        return time.strftime("%Y-%m-%d %H:%M", time.localtime(moment))
    except (ValueError, OverflowError, OSError):
        return when
