"""Whether somebody is dead at a moment, also somebody who comes back from death."""

from __future__ import annotations

from dataclasses import dataclass

from storybible import records as r
from storybible.diagnostics import Evidence
from storybible.encoding import speaker
from storybible.rules import Context
from storybible.rules._certain import Certain, before, not_more, together
from storybible.rules._parents import revived


@dataclass(frozen=True, slots=True)
class Death:
    """One death, between two points.  ``evidence`` says so where no statement of the timeline does."""

    first: int
    last: int
    event: str = ""
    ref: r.Ref | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Dead:
    """That somebody is dead at a moment, and the deaths and returns that say so."""

    certain: Certain
    evidence: tuple[Evidence, ...]


def deaths(context: Context) -> dict[str, list[Death]]:
    """Everybody's deaths, as the narrator states them: several only of those who come back."""
    found: dict[str, list[Death]] | None = context.shared.get("deaths")
    if found is None:
        found = context.shared["deaths"] = _deaths(context)
    return found


def _deaths(context: Context) -> dict[str, list[Death]]:
    story, encoding = context.story, context.encoding
    undead = revived(story)
    found: dict[str, list[Death]] = {}
    for who, point in encoding.deaths.items():
        person = story.characters[who]
        if who not in undead or any(speaker(time.evidence, person) is None for time in person.died):
            found[who] = [Death(point, point)]
    for event in story.events.values() if undead else ():
        for ref in event.deaths:
            if ref.id is not None and ref.id in undead and speaker(event) is None:
                words = f"{story.label(ref.id)} dies at {story.titled(event.id)}"
                here = encoding.starts[event.id], encoding.ends[event.id]
                death = Death(*here, event.id, ref, context.cited(ref.span, words, event))
                found.setdefault(ref.id, []).append(death)
    return found


def dead_at(context: Context, who: str, start: int, end: int, minutes: int = 0) -> Dead | None:
    """Whether somebody is surely dead from one point until ``minutes`` after another."""
    for death in deaths(context).get(who, ()):
        found = dead_by(context, who, death, start, end, minutes)
        if found is not None:
            return found
    return None


def dead_by(context: Context, who: str, death: Death, start: int, end: int, minutes: int = 0) -> Dead | None:
    """The same by one death: every return is before it, or after that time."""
    story, encoding = context.story, context.encoding
    died = before(context, death.last, start)
    if died is None:
        return None
    certain = [died]
    evidence = [death.evidence] if death.evidence is not None else []
    for event in story.revivals.get(who, ()):
        back = encoding.starts[event], encoding.ends[event]
        apart = before(context, back[1], death.first) or not_more(context, back[0], end, -1 - minutes)
        if apart is None:
            return None
        certain.append(apart)
        words = f"{story.label(who)} comes back to life at {story.titled(event)}"
        evidence += [
            context.cited(ref.span, words, story.events[event])
            for ref in story.events[event].revivals
            if ref.id == who
        ]
    return Dead(together(*certain), tuple(evidence))
