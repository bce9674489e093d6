"""What the rules about presence share."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from storybible.demand import Demand
from storybible.encoding import Encoding, speaker
from storybible.rules import Context, Fix
from storybible.rules._fixes import not_really_there
from storybible.stn import Constraint
from storybible.story import Present, Story


def stated_presences(story: Story) -> list[Present]:
    """Every real presence that the narrator states; what a character claims contradicts nothing."""
    return story.once(_stated_presences)


def _stated_presences(story: Story) -> list[Present]:
    return list(chain.from_iterable(story.every(_stated_presences_at, story.presences)))


def stated_presences_at(story: Story, event: str) -> list[Present]:
    """Those at one event."""
    return story.each(_stated_presences_at, event)


def stated_at(story: Story) -> list[tuple[str, ...]]:
    """Whom these are of, for each event in the order of ``story.presences``."""
    return story.every(_stated_at, story.presences)


def _stated_at(story: Story, event: str) -> tuple[str, ...]:
    return tuple(present.who for present in stated_presences_at(story, event))


def _stated_presences_at(story: Story, event: str) -> list[Present]:
    return [
        present
        for present in story.presences[event]
        if present.real and speaker(present.presence, story.records[present.scene or event]) is None
    ]


def presence_demand(
    encoding: Encoding, present: Present, rule: str, constraints: tuple[Constraint, ...], clause: str
) -> Demand:
    """The demand that a presence makes of somebody's birth or death."""
    story = encoding.story
    who, event, presence = present.who, present.event, present.presence
    record = story.records[present.scene or event]

    def sentence() -> str:
        return f"{story.label(who)} is present at {story.titled(event)}"

    return Demand(
        rule,
        (who, event),
        constraints,
        presence.who.span,
        lambda: f"{sentence()}, {clause}",
        sentence,
        presence if presence.source else record,
    )


def presence_fixes(context: Context, demand: Demand) -> Iterator[Fix]:
    """Somebody is only mentioned at the event, or not there."""
    who, event = demand.subject[:2]
    for present in context.story.presences.get(event, ()):
        if present.who == who and present.real:
            yield from not_really_there(context, present.presence)
