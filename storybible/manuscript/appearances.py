"""Where each record appears in a manuscript: how often, first, last, and who has been away for long."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from storybible.manuscript.cast import Cast
from storybible.manuscript.mentions import Mention, mentions
from storybible.manuscript.prose import Prose
from storybible.manuscript.speakers import Speech, spoken
from storybible.manuscript.words import MIND
from storybible.records import Ref


@dataclass(slots=True)
class Appearance:
    """One record's mentions, as places of a list of all; ``absent`` is the longest stretch without one.

    It counts paragraphs: ``absent`` of them between the paragraphs ``left`` and ``back`` (None: it never is).
    """

    id: str
    places: list[int] = field(default_factory=list)
    first: int = 0
    last: int = 0
    absent: int = 0
    left: int = 0
    back: int | None = None

    @property
    def count(self) -> int:
        """How often the record is mentioned."""
        return len(self.places)


@dataclass(slots=True)
class Mentioned:
    """All mentions of a manuscript, and all its direct speech.

    ``ambiguous`` are the mentions of which the words do not tell whom they mean.
    """

    prose: Prose
    cast: Cast
    mentions: list[Mention]
    speeches: list[Speech]

    @property
    def ambiguous(self) -> list[Mention]:
        """Mentions that may mean several records."""
        return [mention for mention in self.mentions if mention.who is None]

    def within(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin in a stretch of the text."""
        first = bisect_left(self.mentions, start, key=_start)
        return self.mentions[first : bisect_left(self.mentions, end, first, key=_start)]

    def appearances(self) -> dict[str, Appearance]:
        """By record, in the order of their first mentions; uncertain mentions are left out."""
        found: dict[str, Appearance] = {}
        for place, mention in enumerate(self.mentions):
            if mention.who is not None and mention.sure:
                found.setdefault(mention.who, Appearance(mention.who)).places.append(place)
        for appearance in found.values():
            self._measure(appearance)
        return found

    def _measure(self, appearance: Appearance) -> None:
        numbers = []
        for place in appearance.places:
            paragraph = self.prose.paragraph_at(self.mentions[place].start)
            numbers.append(paragraph.number if paragraph else 0)
        appearance.first, appearance.last = numbers[0], numbers[-1]
        total = self.prose.paragraphs[-1].number if self.prose.paragraphs else 0
        for before, after in zip(numbers, [*numbers[1:], total + 1], strict=True):
            if after - before - 1 > appearance.absent:
                appearance.absent, appearance.left = after - before - 1, before
                appearance.back = after if after <= total else None

    def point_of_view(self, start: int, end: int) -> tuple[str | None, int]:
        """Whose thoughts a stretch tells, and how often; None where nobody's, or two people's as often.

        A reading of verbs such as "felt" and "wondered" right after a name, outside of speech.
        """
        minds: Counter[str] = Counter()
        for mention in self.within(start, end):
            if mention.who is None or not mention.sure or self.in_speech(mention.start):
                continue
            after = self.prose.readable[mention.end : mention.end + 60].split(maxsplit=2)
            if any(word.strip(".,;").casefold() in MIND for word in after[:2]):
                minds[mention.who] += 1
        top = minds.most_common(2)
        if not top or (len(top) == 2 and top[0][1] == top[1][1]):
            return None, 0
        return top[0]

    def speeches_near(self, start: int, end: int) -> list[Speech]:
        """The direct speech that begins in a stretch."""
        first = bisect_left(self.speeches, start, key=_start)
        return self.speeches[first : bisect_left(self.speeches, end, first, key=_start)]

    def in_speech(self, offset: int) -> bool:
        """Whether a character of the text stands in direct speech."""
        return self.speech_at(offset) is not None

    def speech_at(self, offset: int) -> Speech | None:
        """The direct speech that a character of the text stands in, if any."""
        after = bisect_right(self.speeches, offset, key=_start)
        last = self.speeches[after - 1] if after else None
        return last if last is not None and offset < last.end else None


def _start(stretch: Mention | Speech) -> int:
    return stretch.start


def read_mentions(prose: Prose, cast: Cast) -> Mentioned:
    """Every mention of a manuscript; names that only some people use count where these may be speaking."""
    found = list(mentions(prose, cast))
    mentioned = Mentioned(prose, cast, found, spoken(prose, found))
    if any(use.alias is not None and use.alias.by for form in cast.forms.values() for use in form.uses):
        mentioned.mentions = list(_as_spoken(mentioned))
    return mentioned


def _as_spoken(mentioned: Mentioned) -> Iterable[Mention]:
    """Mentions without those meanings that only people use who do not speak there."""
    for mention in mentioned.mentions:
        uses = tuple(
            use for use in mention.uses if use.alias is None or _may_say(mentioned, mention, use.alias.by)
        )
        if uses:
            yield mention if len(uses) == len(mention.uses) else replace(mention, uses=uses)


def _may_say(mentioned: Mentioned, mention: Mention, by: Sequence[Ref]) -> bool:
    """Whether one of those who use a name may be the one who speaks here."""
    if not by:
        return True
    speech = mentioned.speech_at(mention.start)
    if speech is None:
        return False
    return speech.who is None or speech.who in [ref.id for ref in by]
