"""Candidates as questions, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from storybible.manuscript.candidate import Candidate
from storybible.render import changes
from storybible.render.candidate_words import about, confidence_word
from storybible.render.ink import bold, dim
from storybible.render.scan import KINDS
from storybible.reviewing.accepting import Accepted
from storybible.reviewing.desk import Desk

AROUND = 160
"""Characters of the text that are shown on each side of a quote."""


def candidate_question(desk: Desk, candidate: Candidate, number: int, total: int) -> list[str]:
    """A candidate in its surroundings, and how it was read."""
    prose = desk.prose
    place = prose.place(candidate.start)
    paragraph = prose.paragraph_at(candidate.start)
    start = max(paragraph.start if paragraph else 0, candidate.start - AROUND)
    end = min(paragraph.end if paragraph else len(prose.text), candidate.end + AROUND)
    before, after = prose.text[start : candidate.start], prose.text[candidate.end : end]
    lead = "…" if paragraph and start > paragraph.start else ""
    tail = "…" if paragraph and end < paragraph.end else ""
    kind = KINDS.get(candidate.kind, (candidate.kind, ""))[0]
    doubts = [*candidate.flags, confidence_word(candidate.confidence)]
    when = desk.when(candidate)
    head = f"{number} of {total}  {place.file}:{place.line}  ¶{place.paragraph}  {kind}"
    read = about(candidate, desk.bible.story)
    return [
        "",
        dim(f"{head}  {candidate.id}"),
        _flat(f"{lead}{before}") + bold(_flat(candidate.quote)) + _flat(f"{after}{tail}"),
        f"  {read}  {dim('(' + ', '.join(doubts) + (', at ' + when if when else '') + ')')}",
    ]


def _flat(text: str) -> str:
    """A text on one line, its blanks at the ends kept."""
    words = " ".join(text.split())
    return (" " if text[:1].isspace() else "") + words + (" " if words and text[-1:].isspace() else "")


def decided_text(made: Accepted, written: bool) -> list[str]:
    """What was accepted or rejected."""
    quote = " ".join(made.candidate.quote.split())
    if made.made is not None:
        return [f"“{quote}”:", *changes.edited_text(made.made, written)]
    verb = "accepted" if made.decision.accepted else "rejected"
    at = f", the story goes on {made.decision.at}" if made.decision.at else ""
    return [f"{verb.capitalize() if written else f'Would be {verb}'}: “{quote}”{at}"]


def decided_json(done: Sequence[Accepted], written: bool) -> dict[str, Any]:
    """The same for programs."""
    return {
        "decisions": [
            {
                "id": made.decision.id,
                "accepted": made.decision.accepted,
                "at": made.decision.at or None,
                "edit": changes.edited(made.made, written) if made.made is not None else None,
            }
            for made in done
        ],
        "written": written,
    }
