"""How long people have lived by a moment whose age clock stops, slows or leaps.

The thresholds of nature are about what somebody has lived.  For most people that is the time since their
birth, and demands on the timeline say so; here it is bounded for the others, one question at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from storybible.clocks import LOOSE, READ, Reader, clock_ends
from storybible.diagnostics import Evidence
from storybible.records import Character
from storybible.rules import Context, Finding, Later
from storybible.rules._certain import Certain
from storybible.rules._parents import (
    Parentage,
    ages_at_birth,
    entry_fixes,
    limits_of_kind,
    possible_parentages,
    revived,
)
from storybible.sentences import clock_words
from storybible.story import Story


@dataclass(frozen=True, slots=True)
class Lived:
    """The least and the most minutes lived by a moment, and the statements that prove one of them."""

    minutes: int
    certain: Certain


def clocked(story: Story) -> Iterator[Character]:
    """Whose age is not the time since the birth; of whom comes back from death nothing is known."""
    undead = revived(story)
    return (who for who in story.characters.values() if who.age_clock and who.id not in undead)


def lived_less(context: Context, who: str, point: int, minutes: int) -> Lived | None:
    """That somebody has surely lived for less than ``minutes`` by a point; how long at most."""
    for view in (LOOSE, READ):
        found = _lived(context, who, point, view, most=True)
        if found is not None and found.minutes < minutes:
            return found
    return None


def lived_more(context: Context, who: str, point: int, minutes: int) -> Lived | None:
    """That somebody has surely lived for more than ``minutes`` by a point; how long at least."""
    for view in (LOOSE, READ):
        found = _lived(context, who, point, view, most=False)
        if found is not None and found.minutes > minutes:
            return found
    return None


def _lived(context: Context, who: str, point: int, view: int, most: bool) -> Lived | None:
    """What is lived at least or at most by a point; None where nothing bounds it."""
    encoding, timeline = context.encoding, context.timeline
    character, birth = context.story.characters[who], encoding.births[who]
    ends = clock_ends(encoding, character)
    for end in ends:  # of a clock that may have run before the birth nothing is known
        if end is None or not any(timeline.certainly_not_after(one, end[0], view) for one in (birth, point)):
            return None
    reader = Reader(timeline, character, ends, point)
    passed = reader.passed(birth, view)
    if passed is None:
        return None
    target, low, high = passed
    bounds = timeline.gap(birth, target, view)
    bound, more = (bounds[1], high) if most else (bounds[0], low)
    if bound is None or more is None:
        return None
    if most:
        proof = timeline.prove(birth, target, bound, view)
    else:
        proof = timeline.prove(target, birth, -bound, view)
    if target != birth and proof is None:
        return None
    keys = dict.fromkeys((*(proof or ()), *reader.keys))
    return Lived(bound + more, Certain(tuple(keys), view == LOOSE))


def clock_evidence(context: Context, who: str) -> Iterator[Evidence]:
    """The clocks of somebody that no statement of the timeline speaks of."""
    character = context.story.characters[who]
    for clock in character.age_clock:
        if clock.starts is None and clock.ends is None:
            yield context.cited(clock.span, clock_words(character, clock), clock, character)


def parents_by_clock(context: Context) -> Iterator[tuple[Parentage, float | None, float | None]]:
    """Birth parents with a clock of their own, with the youngest and the oldest age for the child."""
    story = context.story
    people = {who.id for who in clocked(story)}
    for link in possible_parentages(story) if people else ():
        if link.parent in people:
            yield link, *ages_at_birth(story, link, limits_of_kind(story, link.parent))


def parent_finding(context: Context, link: Parentage, rule: str, message: str, found: Lived) -> Finding:
    """A parent who has lived for too short or for too long."""
    return Finding(
        link.span,
        message,
        (link.child, link.parent),
        (rule, link.child, link.parent),
        found.certain.proof,
        (link.evidence(context.story), *clock_evidence(context, link.parent)),
        Later(partial(entry_fixes, context, link.child, link.parent)),
        found.certain.loose,
    )


def doubt_about(context: Context, what: str) -> None:
    """Count a question that the clock leaves open."""
    context.doubt(what, "what is stated does not tell how much their age clock changes by then")

