"""Stretches of prose that tell another time, or none: memories and dreams that the words open.

A dream goes on until somebody wakes or the scene ends; a memory until its paragraph ends, and over the ones
after it as long as these stay in the pluperfect.  Where in doubt a stretch counts as such: what stands in one
makes no error.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from storybible.manuscript.prose import Prose

_DREAM = re.compile(
    r"\b(?:dream(?:ed|t|s|ing)?|nightmares?|vision|hallucinat\w+|fell\s+asleep|drifted\s+off)\b", re.I
)
_WAKE = re.compile(r"\b(?:woke|awoke|awakened|wakes|woken|waking|sat\s+up\s+in\s+bed)\b", re.I)
_MEMORY = re.compile(
    r"\b(?:closed\s+(?:his|her|my)\s+eyes|remember(?:ed|s|ing)?|recall(?:ed|s|ing)?|reminisc\w+|flashback|memor(?:y|ies)|(?:thought|thinking|looked)\s+back"
    r"|in\s+those\s+days|back\s+then|long\s+ago|(?:years|months|weeks|days|decades)\s+(?:ago|before|earlier)"
    r"|as\s+a\s+(?:child|boy|girl)|when\s+(?:he|she|they)\s+(?:was|were)\s+(?:young|little|a)"
    r"|imagin(?:ed|es|ing)|pictur(?:ed|es|ing)|could\s+(?:still|almost)\s+(?:hear|see)|used\s+to|once\s+(?:told|said|asked)"
    r"|last\s+(?:words|letter)|(?:letter|diary|recording|tape|story|legend|tale)s?\b)",
    re.I,
)
_PLUPERFECT = re.compile(
    r"\b(?:had|’d|'d)\s+(?:\w+ly\s+)?(?:never\s+|just\s+|only\s+)?\w+(?:ed|en|wn|id|ght|ade|old|ent|one|ung|ome)\b"
)
_VERB = re.compile(r"\b(?:was|were|is|are|\w{3,}ed)\b")
MEMORY, DREAM = "memory", "dream"


class Frames:
    """Where a manuscript tells a memory or a dream; asked by offset."""

    def __init__(self, prose: Prose) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._kinds: list[str] = []
        text = prose.readable
        for scene in prose.scenes():
            dreaming = remembering = False
            for paragraph in scene.paragraphs:
                start, end = paragraph.start, paragraph.end
                if dreaming:
                    start = self._dream(text, start, start, end)
                    dreaming = start >= end
                    if dreaming:
                        continue
                opened = _DREAM.search(text, start, end)
                if opened:
                    dreaming = self._dream(text, start, opened.end(), end) >= end
                    remembering = False
                    continue
                remembering = self._memory(text, start, end, remembering)

    def _dream(self, text: str, start: int, search: int, end: int) -> int:
        """Enter a dream up to the waking, and where that is."""
        wake = _WAKE.search(text, search, end)
        stop = wake.start() if wake else end
        self._enter(DREAM, start, stop)
        return stop

    def _memory(self, text: str, start: int, end: int, remembering: bool) -> bool:
        """Enter what a paragraph remembers; whether the next one may go on with it."""
        opened = _MEMORY.search(text, start, end)
        if opened:
            self._enter(MEMORY, start, end)
            return True
        past = len(_PLUPERFECT.findall(text, start, end))
        if past and (remembering or 2 * past > len(_VERB.findall(text, start, end))):
            self._enter(MEMORY, start, end)
            return True
        return False

    def _enter(self, kind: str, start: int, end: int) -> None:
        if end > start:
            self._starts.append(start)
            self._ends.append(end)
            self._kinds.append(kind)

    def at(self, offset: int) -> str:
        """What is told there: "memory", "dream", or "" for neither."""
        index = bisect_right(self._starts, offset) - 1
        return self._kinds[index] if index >= 0 and offset < self._ends[index] else ""
