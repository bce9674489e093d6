"""Direct speech: which stretches of a text stand in quotation marks, or after a dash that opens a paragraph.

Marks are matched inside one paragraph.  A speech that a paragraph opens and does not close goes on to the
paragraph's end, as printers do it for a speech of several paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from storybible.manuscript.prose import Prose

_CLOSING = {"“": "”", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』", '"': '"'}
_MARKS = re.compile(r"[“”„«»「」『』\"]|(?<!\w)[‘'](?=\w|[—–…])|(?<=[\w.,!?…—–-])[’'](?!\w)")
_DASH = re.compile(r"\s*[—–―]\s*(?=\w)")


def speeches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of direct speech in one paragraph, marks included, as offsets in the text."""
    dash = _DASH.match(text, start, end)
    if dash:
        yield start, end
        return
    found, unclosed = _marked(text, start, end, singles=True)
    if unclosed:  # no single mark closes after it: what opened was an apostrophe, and so are later ones
        found, _ = _marked(text, start, end, singles=False, known=found)
    yield from found


def _marked(
    text: str, start: int, end: int, singles: bool, known: list[tuple[int, int]] | None = None
) -> tuple[list[tuple[int, int]], bool]:
    """The marked stretches, after those known already, and whether a single mark was left open."""
    found = known or []
    opened: int | None = None
    closing = ""
    for mark in _MARKS.finditer(text, found[-1][1] if found else start, end):
        sign = mark.group()
        if opened is None:
            if sign in _CLOSING:
                opened, closing = mark.start(), _CLOSING[sign]
            elif singles and sign in "‘'" and _is_opening(text, mark.start(), start):
                opened, closing = mark.start(), "’" if sign == "‘" else "'"
        elif sign in closing and (sign not in "’'" or _ends_a_speech(text, mark.end(), end)):
            found.append((opened, mark.end()))
            opened = None
    if opened is not None and closing in ("’", "'"):
        return found, True
    if opened is not None:
        found.append((opened, end))
    return found, False


def _is_opening(text: str, at: int, start: int) -> bool:
    """Whether a single mark opens a speech; an apostrophe before a word ('tis) has no blank and no speech."""
    before = text[at - 1] if at > start else " "
    if not (before.isspace() or before in "([—–"):
        return False
    follows = text[at + 1 : at + 2]
    return follows.isupper() or (before == " " and text[max(start, at - 2) : at - 1] in (",", ":", ""))


def _ends_a_speech(text: str, after: int, end: int) -> bool:
    """A closing single mark stands after punctuation; after a letter it is a plural's apostrophe."""
    return text[after - 2] in ".,!?…—–-" or after >= end


class Dialogue:
    """Where there is speech in a manuscript; asked by offset."""

    def __init__(self, prose: Prose) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for paragraph in prose.paragraphs:
            for start, end in speeches(prose.readable, paragraph.start, paragraph.end):
                self._starts.append(start)
                self._ends.append(end)

    def covers(self, offset: int) -> bool:
        """Whether a character stands in direct speech."""
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self._ends[index]

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """The speeches that overlap a stretch."""
        first = max(0, bisect_right(self._starts, start) - 1)
        found = []
        for a, b in zip(self._starts[first:], self._ends[first:], strict=True):
            if a >= end:
                break
            if b > start:
                found.append((a, b))
        return found
