"""A manuscript under review: what may be decided about it, and what has been."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from storybible.bible import Bible
from storybible.drafts.decided import decisions_of, manuscript_at, manuscript_id
from storybible.drafts.placing import Placed, place
from storybible.manuscript.appearances import Mentioned, read_mentions
from storybible.manuscript.candidate import Candidate
from storybible.manuscript.cast import Cast
from storybible.manuscript.decisions import Decision
from storybible.manuscript.prose import Prose
from storybible.manuscript.scanning import candidates_of
from storybible.queries.resolve import Misuse
from storybible.storage.place import relative

ASKED = frozenset(
    ("name", "age", "jump", "birth", "death", "marriage", "relationship", "trait", "office", "item")
)
"""Kinds that become records, or place a scene; mentions only where the words do not tell whom they mean."""


@dataclass(slots=True)
class Desk:
    """One manuscript, with its candidates and the decisions about them.

    ``manuscript`` is its id in the settings, or the one that it would have.
    """

    bible: Bible
    prose: Prose
    mentioned: Mentioned
    candidates: Sequence[Candidate]
    placed: Placed
    manuscript: str
    known: bool
    decisions: dict[str, Decision] = field(default_factory=dict)

    @classmethod
    def of(cls, bible: Bible, prose: Prose) -> Desk:
        """Read a manuscript for review."""
        mentioned = read_mentions(prose, Cast.of(bible.story))
        candidates = list(candidates_of(mentioned))
        decided = decisions_of(bible, manuscript_id(bible, prose.name))
        placed = place(bible, prose, None, candidates)
        manuscript = manuscript_at(bible, prose.name)
        known = manuscript is not None
        if manuscript is None:
            if prose.name == "-":
                raise Misuse("a review needs a file: candidates name it as their source")
            manuscript = manuscript_id(bible, prose.name)
        return cls(bible, prose, mentioned, candidates, placed, manuscript, known, decided)

    @property
    def open(self) -> list[Candidate]:
        """What is to be decided, in the order of the text."""
        return [c for c in self.candidates if asks(c) and c.id not in self.decisions]

    def candidate(self, id_: str) -> Candidate | None:
        """The candidate of an id, or of the beginning of one that is the only such."""
        found = [c for c in self.candidates if c.id == id_] or [
            c for c in self.candidates if len(id_) > 3 and c.id.startswith(id_)
        ]
        return found[0] if len(found) == 1 else None

    def source(self, candidate: Candidate) -> str:
        """The locator of a candidate."""
        paragraph = self.prose.place(candidate.start).paragraph
        return f"{self.manuscript} ¶{paragraph}" if paragraph else self.manuscript

    def when(self, candidate: Candidate) -> str:
        """When a candidate plays, as an event's id or the draft's own words; "" where nobody says."""
        event = self.placed.at(candidate.start).event
        record = self.placed.timeline.story.events.get(event) if event else None
        if record is None:
            return ""
        if record.id.startswith("~"):
            return record.when[0].value if record.when else ""
        return record.id

    @property
    def file(self) -> str:
        """The manuscript's file, seen from the bible's folder."""
        return relative(self.prose.name, self.bible.path)


def asks(candidate: Candidate) -> bool:
    """Whether a candidate is one to decide about."""
    return candidate.kind in ASKED or (candidate.kind == "mention" and bool(candidate.near))
