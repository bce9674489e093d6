"""Which stretches of a manuscript tell of another time: memories, dreams, stories told.

A sentence of memory ("she remembered another summer") or dream opens one that goes on to the end of its
paragraph.  A paragraph that begins with "It was three years ago", or ends in a memory of "when ...", opens
one that goes on until the words lead back ("while she listened to his story", "lost in some memory"), until
the scene ends, or for so many paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from storybible.manuscript.prose import Prose

MOST = 16
"""A memory that nothing ends is thought to last so many paragraphs at most."""

_WORDS = re.compile(
    r"\b(?:it was (?:in )?(?:the|a) (?:year|summer|winter|spring|autumn|season) (?:of|before|after|that"
    r"|when)\b(?! (?:the year )?\d)"
    r"|remember(?:ed|ing|s)|recall(?:ed|ing|s)|reminded of|thought back|thinking back|looked back"
    r"|looking back"
    r"|memory of|memories of|reminisc(?:ed|ing)|dream(?:ed|t|s|ing)? (?:of|that|about|again)|dreamed"
    r"|dreamt|in (?:the|his|her|my|a) dream"
    r"|(?:years|months|weeks|days|winters|summers) (?:ago|earlier|before)[,.]|(?:in|back in) those days"
    r"|in (?:his|her|my) (?:youth|childhood|boyhood|girlhood)"
    r"|back then\b|in (?:the|this|that|an|his|her|my) (?:old )?(?:photo(?:graph)?|picture"
    r"|portrait|painting|diary)"
    r"|as a (?:child|boy|girl)|long ago|once upon a time|when (?:he|she|i) (?:was|had been) (?:a|an|still"
    r"|very|only) [a-z]+"
    r"|(?:his|her|my|their) (?:mind|thoughts) (?:went|flew|wandered|ran|turned|travelled|drifted) back)\b",
    re.I,
)
_AGO = re.compile(
    r"\W*(?:it (?:was|had been|all (?:began|started|happened)|began|started|happened)"
    r"|that was)\W[^.!?,;]{1,40}\bago\b",
    re.I,
)
_WHEN = re.compile(
    r"\b(?:thoughts|thought|memor(?:y|ies)|mind|remember(?:ed|ing)|recall(?:ed|ing)|flooded"
    r"|dream)\b[^.!?]{0,80}"
    r"\b(?:of|to|about|that|how)? ?(?:when|the (?:day|night|time|morning|evening|first time)|that (?:day"
    r"|night))\b[^.!?]*[.!?…]*[\"')]*\s*\Z",
    re.I,
)
_BACK = re.compile(
    r"\b(?:end of (?:the|his|her|my|that) (?:memory|dream)|lost in (?:\w+ ){0,4}(?:memor(?:y|ies)|thoughts?)"
    r"|(?:back|returned|brought|came back) (?:to|in|into) the present|memor(?:y|ies) (?:faded|broke|ended"
    r"|left|dissolved)"
    r"|shook (?:off )?the memory|awoke from|woke from|finished (?:his|her|the|my) (?:story|tale)|(?:his"
    r"|her) story was (?:over|done)"
    r"|listened to (?:\w+ ){1,3}(?:talk|story|tale)|now,? (?:years|all these years) later)\b",
    re.I,
)
_CUES = re.compile(
    r"ago\b|back then|it was (?:in )?(?:the|a) (?:[yws]|au)|photo|picture|portrait|painting|diary|remember"
    r"|recall|dream|memor|thought"
    r"|look(?:ed|ing) back|reminisc|reminded|earlier|those days"
    r"|youth|hood\b|as a |when |once upon",
    re.I,
)


class Flashbacks:
    """Where a manuscript tells of another time; asked by offset."""

    def __init__(self, prose: Prose, text: str, in_speech: Callable[[int], bool]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        breaks = sorted(prose.breaks)
        open_until = -1
        opened = 0
        for paragraph in prose.paragraphs:
            start, end = paragraph.start, paragraph.end
            index = bisect_right(breaks, start)
            if open_until >= 0 and (
                paragraph.heading or paragraph.number > open_until or (index and breaks[index - 1] > opened)
            ):
                open_until = -1
            if open_until >= 0:
                back = _BACK.search(text, start, end)
                if back is None:
                    self._add(start, end)
                    continue
                open_until = -1
            if paragraph.heading or not _CUES.search(text, start, end):
                continue
            ago = _AGO.match(text, start, min(end, start + 120))
            if ago and not in_speech(ago.end() - 1):
                open_until, opened = paragraph.number + MOST, start
                self._add(start, end)
                continue
            for cue in _WORDS.finditer(text, start, end):
                if not in_speech(cue.start()):
                    self._add(self._sentence(text, start, cue.start()), end)
                    break
            tail = max(start, end - 300)
            when = _WHEN.search(text, tail, end)
            if (
                when
                and not in_speech(when.start())
                and not re.search(r"[.!?]\s", text[when.start() : when.end() - 1])
            ):
                open_until, opened = paragraph.number + MOST, start

    def _add(self, start: int, end: int) -> None:
        self._starts.append(start)
        self._ends.append(end)

    @staticmethod
    def _sentence(text: str, start: int, at: int) -> int:
        cut = max(text.rfind(sign, start, at) for sign in (". ", "! ", "? ", "… "))
        return cut + 2 if cut >= 0 else start

    def covers(self, offset: int) -> bool:
        """Whether a character stands in such a stretch."""
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self._ends[index]
