"""What a draft tells at an offset: the moment at which its scene plays, or another time, or nothing real.

The writer's own word (`flashback`, `dream`) comes first.  Then the words: dreams and memories (`Frames`), and
stories told (`Flashbacks`).  Then the tense: in a draft told in the present a scene in the past tense tells
of what was before, unless it says for itself when it plays; and a sentence in the other tense than its scene
speaks of another time than the scene does.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from storybible.drafts.placing import Placed
from storybible.drafts.verbs import PAST, PRESENT
from storybible.manuscript.appearances import Mentioned
from storybible.manuscript.facts.passage import flattened
from storybible.manuscript.flashbacks import Flashbacks
from storybible.manuscript.frames import DREAM, Frames
from storybible.manuscript.narrators import Narrators
from storybible.manuscript.prose import Stretch

FEW = 3
"""So few verbs tell nothing of a scene's tense."""

_PAST = re.compile(
    r"\b(?:was|were|wasn['’]t|weren['’]t|had|did|didn['’]t|said|asked|went|came|took|told|stood|sat|knew"
    r"|thought|looked"
    r"|turned|got|made|saw|put|began|held|gave|kept|left|ran|felt)\b",
    re.I,
)
_PRESENT = re.compile(
    r"\b(?:is|are|am|isn['’]t|aren['’]t|has|does|doesn['’]t|says|asks|goes|comes|takes|tells|stands|sits"
    r"|knows|thinks|looks"
    r"|turns|gets|makes|sees|puts|begins|holds|gives|keeps|leaves|runs|feels|do|don['’]t)\b"
    r"|\b(?:I|[Yy]ou|[Tt]hey|[Ww]e)['’](?:m|re|ve)\b|\bI (?:say|ask|go|come|take|tell|stand|sit|know|think"
    r"|look|get|see|hold|have)\b",
)
_WAS = re.compile(r"\b(?:was|were|wasn['’]t|weren['’]t|had|did|became|turned|seemed)\b", re.I)
_IS = re.compile(
    r"\b(?:is|are|am|isn['’]t|aren['’]t|has|have|does|becomes|turns|seems)\b|['’](?:m|re|ve)\b", re.I
)

_LATELY = re.compile(
    r"\b(?:on\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day|this\s+(?:morning|afternoon|evening|week)|last\s+night|today|tonight|just\s+now)\b",
    re.I,
)
FEW_DAYS = 8
"""What a letter tells of the last days lies no more than so many days before it."""


class Telling:
    """What a draft tells where; asked by offset."""

    def __init__(self, mentioned: Mentioned, placed: Placed) -> None:
        prose = mentioned.prose
        self._mentioned = mentioned
        self._placed = placed
        self._frames = Frames(prose)
        self._flashbacks = Flashbacks(prose, flattened(prose.readable), mentioned.in_speech)
        self._narrators = Narrators(prose, mentioned.cast, mentioned.mentions, mentioned.in_speech)
        self._scenes = prose.scenes()
        self._starts = [scene.start for scene in self._scenes]
        counts = [self._verbs(scene) for scene in self._scenes]
        self._tense = _tense(sum(past for past, _ in counts), sum(present for _, present in counts))
        self._tenses = [_tense(*count) for count in counts]

    def in_letter(self, offset: int) -> bool:
        """Whether an offset stands in a letter, whose past may be any time before it."""
        return self._narrators.in_letter(offset)

    def lately(self, start: int, first: int, last: int) -> bool:
        """Whether a sentence of a letter tells of the last few days: "on Tuesday", "last night"."""
        return (
            self.in_letter(start) and _LATELY.search(self._mentioned.prose.readable, first, last) is not None
        )

    def narrator(self, offset: int) -> str | None:
        """Who says "I" at an offset."""
        return self._placed.at(offset).pov or self._narrators.at(offset)

    def tense(self, offset: int) -> str:
        """The tense that the scene of an offset is told in; "" where its verbs do not show it."""
        index = bisect_right(self._starts, offset) - 1
        return (self._tenses[index] if index >= 0 else "") or self._tense

    def dreamt(self, offset: int) -> bool:
        """Whether a stretch tells what is dreamt or only remembered, by the draft's own word or its words."""
        return self._unreal(offset) or self._frames.at(offset) == DREAM

    def earlier(self, offset: int) -> bool:
        """Whether a whole scene tells of what was before, by its tense."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or self._tense != PRESENT or self._tenses[index] != PAST or self.in_letter(offset):
            return False
        since, until = self._scenes[index - 1].end if index else 0, self._scenes[index].end
        own = bisect_left(self._placed.starts, since)  # a scene that says when it plays is told as it is
        return not (own < len(self._placed.starts) and self._placed.starts[own] < until)

    def aside(self, offset: int) -> bool:
        """Whether a stretch tells another time, or none."""
        return (
            self._unreal(offset)
            or bool(self._frames.at(offset))
            or self._flashbacks.covers(offset)
            or self.earlier(offset)
        )

    def out_of_tense(self, start: int, end: int, first: int, last: int, past: bool | None = None) -> bool:
        """Whether the words from ``start`` to ``end`` of a sentence stand in another tense than the scene.

        Of words without a verb the sentence (``first`` to ``last``) is looked at; ``past`` tells the tense
        of words of which it is known.
        """
        tense = PRESENT if self.in_letter(start) else self.tense(start)
        if not tense:
            return False
        if past is not None:
            return past == (tense == PRESENT)
        text = self._mentioned.prose.readable
        for since, until in ((start, end), (first, last)):
            was, now = _WAS.search(text, since, until), _IS.search(text, since, until)
            if was or now:
                return now is None if tense == PRESENT else was is None
        return False

    def _unreal(self, offset: int) -> bool:
        return self._placed.at(offset).strand in ("dream", "memory", "vision")

    def _verbs(self, scene: Stretch) -> tuple[int, int]:
        """How many verbs of a scene stand in the past, and in the present, outside of speech."""
        past = present = 0
        for start, end in self._narrated(scene):
            text = self._mentioned.prose.readable
            past += sum(1 for _ in _PAST.finditer(text, start, end))
            present += sum(1 for _ in _PRESENT.finditer(text, start, end))
        return past, present

    def _narrated(self, scene: Stretch) -> Iterator[tuple[int, int]]:
        """The stretches of a scene that are no speech."""
        speeches = self._mentioned.speeches
        at = bisect_left(speeches, scene.start, key=lambda speech: speech.start)
        for paragraph in scene.paragraphs:
            start = paragraph.start
            while at < len(speeches) and speeches[at].start < paragraph.end:
                yield start, max(start, speeches[at].start)
                start = max(start, speeches[at].end)
                at += 1
            yield start, paragraph.end


def _tense(past: int, present: int) -> str:
    """The tense of so many verbs; "" where they are few or mixed.  Told in the present, much stays past."""
    if present >= FEW and present > past:
        return PRESENT
    return PAST if past >= FEW and past >= 3 * present else ""
