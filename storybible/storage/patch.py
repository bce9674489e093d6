"""What an edit did to a file, so that it can be taken back or made again: lines before, lines after."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from storybible.storage.address import entry_of, headings, indentation, lines_of

AROUND = 3
"""Lines kept on either side of a change; changes closer than twice this are one."""


class Unfit(ValueError):
    """The file no longer holds, or holds more than once, what the change rests on."""


@dataclass(frozen=True, slots=True)
class Hunk:
    """Whole lines ``old`` that became ``new``; ``before`` and ``after`` stand around them in both texts.

    ``line`` counts from 1 in the old text and is the first line of ``old``.  ``under`` are the headings that
    the lines stand under, in the old text and in the new one.
    """

    line: int
    before: str
    old: str
    new: str
    after: str
    under: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


@dataclass(frozen=True, slots=True)
class Patch:
    """What became of one file, named relative to the bible.

    ``old`` and ``new`` are fingerprints of the whole text; None where the file was not there, or is not.
    """

    file: str
    old: str | None
    new: str | None
    hunks: tuple[Hunk, ...]


def fingerprint(text: str | None) -> str | None:
    """A short text that no two different texts share."""
    if text is None:
        return None
    from hashlib import blake2b

    return blake2b(text.encode("utf-8"), digest_size=16).hexdigest()


def patch_of(file: str, old: str | None, new: str | None) -> Patch:
    """The difference of two texts of a file."""
    if old is None or new is None:
        hunks = [Hunk(1, "", old or "", new or "", "")]
    else:
        hunks = _hunks(lines_of(old), lines_of(new))
    return Patch(file, fingerprint(old), fingerprint(new), tuple(hunks))


def moved(patch: Patch, text: str | None, forward: bool) -> str | None:
    """A file's text with the change made (``forward``) or taken back; None: without the file.

    Where the text is not the one the change was made in (or has led to), every changed place has to stand
    in it exactly once, with the lines around it and under the same headings.  Raises :class:`Unfit` where it
    does not.
    """
    start, end = (patch.old, patch.new) if forward else (patch.new, patch.old)
    if fingerprint(text) == start:
        result = _in_place(patch, text, forward)
        if fingerprint(result) != end:
            raise Unfit(patch.file)
        return result
    if text is None and end is None:
        return None  # somebody has removed it already
    if text is None or start is None or end is None:
        raise Unfit(patch.file)
    return _by_context(patch, text, forward)


def _hunks(old: Sequence[str], new: Sequence[str]) -> list[Hunk]:
    found = []
    grouped: list[list[int]] = []
    for a, b, c, d in _runs(old, new):
        if grouped and a - grouped[-1][1] < 2 * AROUND:
            grouped[-1][1], grouped[-1][3] = b, d
        else:
            grouped.append([a, b, c, d])
    for n, (a, b, c, d) in enumerate(grouped):
        indent = _depth(old[a:b], new[c:d])
        first, last = entry_of(old, a, indent)[0], entry_of(old, b, indent)[1]
        first = max(min(first, a - AROUND), grouped[n - 1][1] if n else 0)
        last = min(max(last, b + AROUND), grouped[n + 1][0] if n + 1 < len(grouped) else len(old))
        under = headings(old, a, indent), headings(new, c, indent)
        before, gone, come, after = map("".join, (old[first:a], old[a:b], new[c:d], old[b:last]))
        found.append(Hunk(a + 1, before, gone, come, after, under))
    return found


def _runs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Where lines differ: from, to in the old ones; from, to in the new ones.

    Line by line where there are as many as before, as after a change of names; else all from the first
    difference to the last.
    """
    first, least = 0, min(len(old), len(new))
    while first < least and old[first] == new[first]:
        first += 1
    last = 0
    while last < least - first and old[-1 - last] == new[-1 - last]:
        last += 1
    if len(old) != len(new):
        return [(first, len(old) - last, first, len(new) - last)]
    return [(n, n + 1, n, n + 1) for n in range(first, len(old) - last) if old[n] != new[n]]


def _in_place(patch: Patch, text: str | None, forward: bool) -> str | None:
    """The change by line numbers: the text is known to be the right one."""
    if (patch.new if forward else patch.old) is None:
        return None
    lines = lines_of(text or "")
    parts: list[str] = []
    at = shift = 0
    for hunk in patch.hunks:
        gone, come = (hunk.old, hunk.new) if forward else (hunk.new, hunk.old)
        start = hunk.line - 1 + shift
        parts += [*lines[at:start], come]
        at = start + len(lines_of(gone))
        if not forward:
            shift += len(lines_of(hunk.new)) - len(lines_of(hunk.old))
    return "".join([*parts, *lines[at:]])


def _by_context(patch: Patch, text: str, forward: bool) -> str:
    """The change wherever its lines, and those around them, stand now."""
    parts: list[str] = []
    at = 0
    for hunk in patch.hunks:
        gone, come = (hunk.old, hunk.new) if forward else (hunk.new, hunk.old)
        start = _only_place(patch.file, text, hunk, gone, come, hunk.under[0 if forward else 1])
        end = start + len(hunk.before + gone + hunk.after)
        nothing_gone = not gone and (start if not hunk.before else len(text) - end if not hunk.after else 0)
        start += len(hunk.before)
        if start < at or nothing_gone:
            raise Unfit(patch.file)
        parts += [text[at:start], come]
        at = start + len(gone)
    return "".join([*parts, text[at:]])


def _only_place(file: str, text: str, hunk: Hunk, gone: str, come: str, under: tuple[str, ...]) -> int:
    """Where the lines stand that are to go, from the first one above them; :class:`Unfit` unless that is one
    place, under their headings."""
    wanted = hunk.before + gone + hunk.after
    indent = _depth(lines_of(gone), lines_of(come))
    lines = lines_of(text)
    starts = [0, *accumulate(map(len, lines))]
    found = -1
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        if _line_break(text, at) and _line_break(text, at + len(wanted)):
            number = bisect_left(starts, at + len(hunk.before))
            if headings(lines, number, indent) == under:
                if found >= 0:
                    raise Unfit(file)
                found = at
        at = text.find(wanted, at + 1)
    if found < 0:
        raise Unfit(file)
    return found


def _depth(old: Sequence[str], new: Sequence[str]) -> int:
    """How far in the lines of a change stand."""
    found = [columns for lines in (old, new) if (columns := indentation(lines)) is not None]
    return min(found, default=0)


def _line_break(text: str, at: int) -> bool:
    """Whether a line begins at an offset, or the text ends there."""
    if at in (0, len(text)):
        return True
    return text[at - 1] == "\n" or (text[at - 1] == "\r" and text[at] != "\n")
