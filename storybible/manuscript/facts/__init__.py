"""Facts that prose may state: ages, jumps in time, births, deaths, marriages, ties, looks, offices, items.

The text is cut into words once, and a reader looks around the words that may matter to it; its patterns see a
window of one sentence.  What they find gets its flags (`flags`, `flashbacks`) and, where nobody is named, the
two nearest names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from storybible.manuscript.appearances import Mentioned, read_mentions
from storybible.manuscript.candidate import DIALOGUE, DOUBTFUL, FLASHBACK, PLANNED, Candidate, Ids
from storybible.manuscript.cast import Cast
from storybible.manuscript.condensing import condensed
from storybible.manuscript.facts import (
    ages,
    captions,
    dates,
    decades,
    lives,
    looks,
    offices,
    things,
    ties,
    times,
)
from storybible.manuscript.facts.elsewhen import KINDS as STATES
from storybible.manuscript.facts.elsewhen import elsewhen
from storybible.manuscript.facts.passage import Fact, Passage, flattened
from storybible.manuscript.flags import doubts
from storybible.manuscript.flashbacks import Flashbacks
from storybible.manuscript.mentions import WORDS, Mention, blocks
from storybible.manuscript.narrators import Narrators
from storybible.manuscript.prose import Paragraph, Prose

KINDS = frozenset(
    {"age", "jump", "anchor", "birth", "death", "marriage", "relationship", "trait", "office", "item"}
)

Reader = Callable[[Passage, int, int], Iterator[Fact]]
Trigger = tuple[int, Reader | None, Mention | None]
MOST = 40
"""So many words of a sentence are looked at; what has more of them is no prose."""
_NAMES_AROUND = 1500
_WOULD = re.compile(
    r",? (?:[^\W_]+ ){1,4}?(?<!who )(?<!that )(?<!which )(?:would|will|shall)\b|,? [^\W_]+'(?:d|ll)\b", re.I
)
"""Three years after the fair there would be a bridge: what only lies ahead."""
_READERS: dict[str, list[Reader]] = {}


def _readers() -> dict[str, list[Reader]]:
    """Which readers look at which word, in the three ways a word may be written."""
    if not _READERS:
        for words, reader in (
            (ages.TRIGGERS, ages.ages),
            (decades.TRIGGERS, decades.decades),
            (times.TRIGGERS, times.jumps),
            (times.NEAR_TRIGGERS, times.nearby),
            (dates.SINCE, dates.since),
            (lives.BIRTH, lives.births),
            (lives.DEATH, lives.deaths),
            (lives.MARRIAGE, lives.marriages),
            (ties.KIN, ties.ties),
            (looks.TRIGGERS, looks.looks),
            (offices.CHANGES, offices.changes),
        ):
            for word in words:
                for spelling in {word, word.title(), word.upper()}:
                    _READERS.setdefault(spelling, []).append(reader)
    return _READERS


def find(mentioned: Mentioned) -> Iterator[Candidate]:
    """Every fact that a manuscript may state, in the order of the text."""
    single = condensed(mentioned.prose)
    if single is None:
        yield from _find(mentioned)
        return
    for found in _find(read_mentions(single.prose, mentioned.cast)):
        start, end = single.before(found.start), single.before_end(found.end)
        yield replace(found, start=start, end=end, quote=mentioned.prose.text[start:end])


def _find(mentioned: Mentioned) -> Iterator[Candidate]:
    prose, cast = mentioned.prose, mentioned.cast
    text = flattened(prose.readable)
    around = _Around(prose, cast, mentioned, text)
    captioned: set[int] = set()
    waiting = deque(p for p in prose.paragraphs if p.heading or p.end - p.start <= captions.LONGEST)
    for paragraph, triggers in _triggers(prose, cast, mentioned.mentions):
        yield from around.captions(waiting, paragraph.start, captioned)
        if paragraph.heading:
            continue
        passage = around.passage(paragraph)
        seen = {(kind, start) for start in captioned for kind in ("jump", "anchor")}
        found: list[Fact] = []
        looked_at = Counter[int]()
        for at, reader, mention in triggers:
            looked_at[passage.sentence_number(at)] += 1
            if looked_at[passage.sentence_number(at)] > MOST:
                continue
            if reader is not None:
                end = WORDS.match(text, at).end()  # type: ignore[union-attr]
                found.extend(reader(passage, at, end))
            elif mention is not None:
                office = cast.kind_of.get(mention.who or "") == "office"
                found.extend((offices.held if office else things.in_use)(passage, mention))
        for fact in sorted(found, key=lambda fact: (fact.start, fact.end)):
            if (fact.kind, fact.start) not in seen:
                seen.add((fact.kind, fact.start))
                yield around.candidate(passage, fact)
    yield from around.captions(waiting, len(text), captioned)


def _triggers(
    prose: Prose, cast: Cast, mentions: Sequence[Mention]
) -> Iterator[tuple[Paragraph, list[Trigger]]]:
    """The paragraphs with words or mentions that a reader looks at."""
    readers = _readers()
    numbers = _number_readers()
    paragraphs = prose.paragraphs
    starts = [paragraph.start for paragraph in paragraphs]
    held = [m for m in mentions if cast.kind_of.get(m.who or "") in ("office", "item")]
    held_at = 0
    for start, end in blocks(prose):
        pieces = WORDS.split(prose.readable[start:end])
        places = list(accumulate(map(len, pieces), initial=start))
        words = pieces[1::2]
        at = bisect_left(starts, start)
        group: list[Trigger] = []
        hits: list[Trigger] = []
        for index in [i for i, word in enumerate(words) if word in readers or word < ":"]:
            place = places[2 * index + 1]
            for reader in readers.get(words[index]) or numbers(words[index]):
                hits.append((place, reader, None))
        while held_at < len(held) and held[held_at].start < end:
            hits.append((held[held_at].start, None, held[held_at]))
            held_at += 1
        hits.sort(key=lambda hit: hit[0])
        for hit in hits:
            while at + 1 < len(starts) and starts[at + 1] <= hit[0]:
                if group:
                    yield paragraphs[at], group
                    group = []
                at += 1
            group.append(hit)
        if group:
            yield paragraphs[at], group


def _number_readers() -> Callable[[str], Sequence[Reader]]:
    """Which readers look at a word that begins with a digit."""

    def of(word: str) -> Sequence[Reader]:
        if word.isdigit():
            if len(word) <= 3:
                return (ages.ages,)
            return (dates.dates,) if len(word) == 4 and word[0] in "12" else ()
        return (decades.decades,) if len(word) == 3 and word[1:] == "0s" else ()

    return of


class _Around:
    """What is known of the whole text, and how a fact becomes a candidate."""

    def __init__(self, prose: Prose, cast: Cast, mentioned: Mentioned, text: str) -> None:
        self.prose = prose
        self.cast = cast
        self.mentioned = mentioned
        self.text = text
        self.starts = [mention.start for mention in mentioned.mentions]
        self.ids = Ids()
        self.flashbacks = Flashbacks(prose, text, mentioned.in_speech)
        self.narrators = Narrators(prose, cast, mentioned.mentions, mentioned.in_speech)

    def passage(self, paragraph: Paragraph) -> Passage:
        """A paragraph with the names in it and shortly before it."""
        first = bisect_left(self.starts, paragraph.start - 400)
        last = bisect_left(self.starts, paragraph.end, first)
        return Passage(
            self.text, paragraph.start, paragraph.end, self.cast, self.mentioned.mentions[first:last],
            self.mentioned.in_speech,
            self.narrators.at(paragraph.start),
        )  # fmt: skip

    def captions(self, waiting: deque[Paragraph], until: int, found: set[int]) -> Iterator[Candidate]:
        """What headings and lines by themselves say of time, up to a place; ``found`` gets their places."""
        while waiting and waiting[0].start <= until:
            paragraph = waiting.popleft()
            passage = self.passage(paragraph)
            found.clear()
            for fact in captions.caption(passage, paragraph.heading):
                found.add(fact.start)
                quote = self.prose.text[fact.start : fact.end]
                own = self.ids(fact.kind, quote, dict(fact.value))
                yield Candidate(own, fact.kind, fact.start, fact.end, quote, dict(fact.value))

    def candidate(self, passage: Passage, fact: Fact) -> Candidate:
        """A fact with its flags, its nearest names and its id."""
        since, until = passage.sentence(fact.start)
        flags = dict.fromkeys(fact.flags)
        if self.mentioned.in_speech(fact.start):
            flags[DIALOGUE] = None
        flags.update(dict.fromkeys(doubts(self.text, fact.start, fact.end, since, until, fact.about_value)))
        if self.flashbacks.covers(fact.start) or (
            fact.kind in STATES
            and fact.value.get("change") in (None, "held")
            and elsewhen(self.text, fact.start, fact.end, since, until)
        ):
            flags[FLASHBACK] = None
        who = fact.who
        flags.update(dict.fromkeys(who.flags if who.id or fact.kind == "relationship" else ()))
        kind, value = fact.kind, dict(fact.value)
        if kind == "jump" and _WOULD.match(self.text, fact.end, until):
            flags[PLANNED] = None
        if kind == "jump" and DOUBTFUL.intersection(flags):
            kind, value["moves_clock"] = "anchor", "no"
        quote = self.prose.text[fact.start : fact.end]
        near = () if who.id is not None else self._near(fact.start)
        sure = round(fact.confidence * (0.8 if DOUBTFUL.intersection(flags) else 1), 2)
        own = self.ids(kind, quote, value, who.id)
        return Candidate(own, kind, fact.start, fact.end, quote, value, who.id, near, tuple(flags), sure)

    def _near(self, at: int) -> tuple[str, ...]:
        """The two people named nearest before or after a place."""
        index = bisect_left(self.starts, at)
        listed = self.mentioned.mentions[max(0, index - 6) : index + 6]
        near = sorted(
            (abs(mention.start - at), mention.who)
            for mention in listed
            if mention.who is not None
            and self.cast.kind_of.get(mention.who) == "character"
            and abs(mention.start - at) < _NAMES_AROUND
        )
        return tuple(dict.fromkeys(who for _, who in near))[:2]


__all__ = ["KINDS", "find"]
