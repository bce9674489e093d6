"""What a rule about prose may look at: the draft, its names and facts, the story at each of its moments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from storybible.bible import Bible
from storybible.diagnostics import Diagnostic, Evidence, Repair, Span
from storybible.drafts.decided import decisions_of, manuscript_id
from storybible.drafts.placing import Placed, Placement, event_named, place
from storybible.drafts.plainness import (
    AROUND,
    clause_at,
    is_plain,
    is_present,
    is_quoted,
    is_set_apart,
    sentence_at,
    shows_looks,
)
from storybible.drafts.pronouns import nobody_between, surely_means
from storybible.drafts.telling import FEW_DAYS, Telling
from storybible.manuscript.appearances import Mentioned
from storybible.manuscript.candidate import DOUBTFUL, HYPOTHETICAL, NEGATED, Candidate
from storybible.manuscript.facts.passage import PRONOUN
from storybible.manuscript.handling import in_the_past
from storybible.manuscript.prose import Prose
from storybible.manuscript.speakers import Speech
from storybible.manuscript.words import SPEECH
from storybible.rules import Context
from storybible.states import Step
from storybible.stn import Key
from storybible.story import Story
from storybible.timeline import WORLD, Timeline

SAID = re.compile(
    r"[\s,—–-]*(?:(?P<who>s?he)\s+(?:(?:then|only|just|quietly|finally|[a-z]+ly)\s+)?(?P<verb>[a-z]+)"
    r"|(?P<verb2>[a-z]+)\s+(?P<who2>s?he))\b"
)
"""“...,” he said; “...,” said she."""
IS = re.compile(r"(?:is|was|am|were|be|['’]s|['’]m)\b")
SAYS_NOTHING = frozenset({NEGATED, HYPOTHETICAL})
"""Flags of words that state no fact: what is denied or supposed contradicts nothing."""


@dataclass
class Draft:
    """A draft, read and placed.  ``candidates`` are all that its prose may state, in the order of the text.

    ``timeline`` and ``story`` are those of a twin that has the draft's scenes as events besides.
    """

    bible: Bible
    prose: Prose
    mentioned: Mentioned
    candidates: Sequence[Candidate]
    placed: Placed
    context: Context

    @classmethod
    def of(
        cls, bible: Bible, mentioned: Mentioned, candidates: Sequence[Candidate], at: str | None = None
    ) -> Draft:
        """Place a draft in story time; candidates that the writer rejected are none."""
        decided = decisions_of(bible, manuscript_id(bible, mentioned.prose.name))
        placed = place(bible, mentioned.prose, at, candidates)
        candidates = [c for c in candidates if c.id not in decided or decided[c.id].accepted]
        candidates = [c for c in candidates if SAYS_NOTHING.isdisjoint(c.flags)]
        timeline = placed.timeline
        context = Context(
            timeline.story,
            timeline,
            timeline.encoding,
            timeline.story.config,
            bible.loaded.files,
            str(bible.path),
        )
        return cls(bible, mentioned.prose, mentioned, candidates, placed, context)

    @property
    def timeline(self) -> Timeline:
        """Story time with the draft's scenes in it."""
        return self.placed.timeline

    @property
    def story(self) -> Story:
        """The story with the draft's scenes in it."""
        return self.placed.timeline.story

    @property
    def problems(self) -> list[Diagnostic]:
        """What the draft says of itself and cannot be read."""
        return self.placed.diagnostics

    def of_kind(self, kind: str) -> Iterator[Candidate]:
        """The candidates of one kind."""
        return (candidate for candidate in self.candidates if candidate.kind == kind)

    def placement(self, offset: int) -> Placement:
        """When and how a character of the text plays."""
        return self.placed.at(offset)

    def event_named(self, words: object) -> str | None:
        """The one event that some words of the draft name."""
        return event_named(self.bible.story, words)

    def moment(self, offset: int) -> int | None:
        """The point in story time at which a character of the text plays; None where nobody says."""
        event = self.placement(offset).event
        return self.timeline.encoding.starts.get(event) if event else None

    def moment_end(self, offset: int) -> int | None:
        """The end of the event that a character of the text tells."""
        event = self.placement(offset).event
        return self.timeline.encoding.ends.get(event) if event else None

    def span(self, start: int, end: int) -> Span:
        """The place of a stretch of the draft."""
        place = self.prose.place(start)
        line_end = self.prose.text.find("\n", start, end)
        return Span(place.file, place.line, place.column, max(1, (end if line_end < 0 else line_end) - start))

    def mend(self, start: int, end: int, *instead: str) -> tuple[Repair, ...]:
        """Words to write instead; none where the old ones do not stand alone on their line."""
        span, before = self.span(start, end), self.prose.text[start:end]
        if "\n" in before or self.prose.line(span.file, span.line).count(before) != 1:
            return ()
        return tuple(Repair(span, before, after) for after in instead if after != before)

    def quoted(self, start: int, end: int, statement: str) -> Evidence:
        """The draft's own words as evidence."""
        place = self.prose.place(start)
        return Evidence(self.span(start, end), statement, f"¶{place.paragraph}" if place.paragraph else None)

    def aside(self, offset: int, speech: bool = True) -> bool:
        """Whether a stretch tells another time, or none, or (with ``speech``) stands in direct speech."""
        return self.telling.aside(offset) or (speech and self.mentioned.in_speech(offset))

    @cached_property
    def ghosts(self) -> frozenset[str]:
        """Who is at some event as a ghost."""
        everywhere = (present for presences in self.story.presences.values() for present in presences)
        return frozenset(present.who for present in everywhere if present.presence.role == "ghost")

    @cached_property
    def telling(self) -> Telling:
        """Where the draft tells of another time than its scene's, or of none."""
        return Telling(self.mentioned, self.placed)

    def before(self, offset: int) -> int:
        """By how many minutes what a stretch tells may lie before its scene's moment: days, in a letter."""
        return FEW_DAYS * self.story.calendar.DAY if self.telling.in_letter(offset) else 0

    def proof_of(
        self, steps: Iterable[Step], t: int | None = None, before: int = 0
    ) -> tuple[Key, ...] | None:
        """The statements that a verdict rests on; None where what rules may reason from does not prove it.

        ``t`` is the moment of the scene: what changes at that very moment may change in the scene, so that
        it has to lie before; by more than ``before`` minutes where what is told may lie so far back.
        """
        keys: dict[Key, None] = {}
        for a, b, most in steps:
            proof = self.timeline.prove(a, b, -1 - before if a == t and most == 0 else most, WORLD)
            if proof is None:
                return None
            keys.update(dict.fromkeys(proof))
        return tuple(keys)

    def scene_words(self, offset: int) -> str:
        """What a scene's time is called in the ids of findings: as the draft writes it, or an event's id."""
        event = self.placement(offset).event
        record = self.story.events.get(event) if event else None
        if record is None:
            return ""
        if record.id.startswith("~"):
            return record.when[0].value if record.when else "later"
        return record.id

    def plain(self, candidate: Candidate) -> bool:
        """Whether the sentence of a reading speaks of the moment that is told, and of nothing else."""
        paragraph = self.prose.paragraph_at(candidate.start)
        if paragraph is None:
            return False
        text = self.prose.readable
        if candidate.kind == "relationship":
            return not is_quoted(text, self.sentence(candidate.start, candidate.end)[0], candidate.start)
        if candidate.kind == "trait":
            return shows_looks(text, candidate.start, candidate.end, paragraph.start, paragraph.end)
        stated = candidate.kind == "age" and IS.match(candidate.quote)
        if stated and is_set_apart(text, candidate.start, candidate.end, paragraph.start, paragraph.end):
            return False
        past = candidate.kind in ("jump", "anchor", "birth", "marriage", "death")
        lately = candidate.kind == "item" and self.telling.lately(
            candidate.start, *self.sentence(candidate.start, candidate.end)
        )
        value = candidate.value if isinstance(candidate.value, dict) else {}
        known = in_the_past(str(value.get("act"))) if candidate.kind == "item" else None
        clause = clause_at(text, candidate.start, candidate.end, paragraph.start, paragraph.end)
        if not past and not lately and self.telling.out_of_tense(
            candidate.start, candidate.end, *clause, past=known
        ):  # fmt: skip
            return False
        return is_plain(text, candidate.start, candidate.end, paragraph.start, paragraph.end, past)

    def of_now(self, start: int, end: int) -> bool:
        """Whether nothing in the sentence of a stretch speaks of another time than the scene's."""
        paragraph = self.prose.paragraph_at(start)
        if paragraph is None:
            return False
        return is_present(self.prose.readable, start, end, paragraph.start, paragraph.end)

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The paragraph of a stretch, as far as it is looked at."""
        paragraph = self.prose.paragraph_at(start)
        if paragraph is None:
            return start, end
        return max(paragraph.start, start - AROUND), min(paragraph.end, end + AROUND)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The sentence that a stretch of the draft stands in."""
        paragraph = self.prose.paragraph_at(start)
        if paragraph is None:
            return start, end
        return sentence_at(self.prose.readable, start, end, paragraph.start, paragraph.end)

    def named(self, candidate: Candidate) -> bool:
        """Whether the words name whom they are about; one that a pronoun means is a warning at most."""
        return PRONOUN not in candidate.flags

    def _named_before(self, candidate: Candidate) -> bool:
        """Whether the one a pronoun means is named earlier in its own sentence, or surely meant before."""
        paragraph = self.prose.paragraph_at(candidate.start)
        if paragraph is None:
            return False
        text = self.prose.readable
        first, _ = sentence_at(text, candidate.start, candidate.end, paragraph.start, paragraph.end)
        begin = max(paragraph.start, candidate.start - AROUND)
        named = self.mentioned.within(begin, candidate.start)
        own = [mention for mention in named if mention.who == candidate.subject and mention.start >= first]
        if own:
            return nobody_between(text, own[-1].end, candidate.start)
        return surely_means(text, candidate.subject or "", named, begin, candidate.start)

    def speaker_by_pronoun(self, speech: Speech, whose: frozenset[str]) -> str | None:
        """Who of ``whose`` speaks where a pronoun tells it: “Come in,” he said; None where that is open."""
        text = self.prose.readable
        tag = SAID.match(text, speech.end)
        paragraph = self.prose.paragraph_at(speech.start)
        if tag is None or paragraph is None or (tag["verb"] or tag["verb2"]).casefold() not in SPEECH:
            return None
        sex = "female" if (tag["who"] or tag["who2"]).casefold() == "she" else "male"
        begin = max(paragraph.start, speech.start - AROUND)
        named = self.mentioned.within(begin, speech.start)
        told = [mention for mention in named if not self.mentioned.in_speech(mention.start)]
        last = told[-1] if told else None
        if last is None or last.who not in whose or self.mentioned.cast.sex.get(last.who or "") != sex:
            return None
        return last.who if surely_means(text, last.who or "", named, begin, speech.start) else None

    def opens_scene(self, offset: int) -> bool:
        """Whether a stretch is the first after the words that place its scene."""
        starts = self.placed.starts
        since = max((start for start in starts if start < offset), default=0)
        return not self.prose.readable[since:offset].strip(" \t\r\n“\"‘'(")

    def dreamt(self, offset: int) -> bool:
        """Whether a stretch tells what is dreamt or only remembered, by the draft's own word or its words."""
        return self.telling.dreamt(offset)

    def doubtful(self, candidate: Candidate) -> bool:
        """Whether a reading is flagged, or stands where another time, or none, is told: a note at most."""
        return (
            not DOUBTFUL.isdisjoint(candidate.flags)
            or self.dreamt(candidate.start)
            or self.telling.earlier(candidate.start)
            or not self.plain(candidate)
            or (PRONOUN in candidate.flags and not self._named_before(candidate))
            or candidate.subject is None
        )
