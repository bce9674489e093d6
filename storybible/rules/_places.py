"""Where events happen, and which places lie inside each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from storybible import records as r
from storybible.diagnostics import Evidence
from storybible.encoding import speaker
from storybible.gathering import DREAMLIKE
from storybible.rules import Context
from storybible.rules._presence import stated_presences_at
from storybible.story import Present, Story


def around(story: Story, place: str) -> list[str]:
    """A place and all that it lies within, from the inside out."""
    found: list[str] = []
    inner: str | None = place
    while inner is not None and inner in story.places and inner not in found:
        found.append(inner)
        within = story.places[inner].within
        inner = within.id if within is not None else None
    return found


def nested(story: Story, one: str, other: str) -> bool:
    """Whether two places are the same or one lies inside the other."""
    return one in around(story, other) or other in around(story, one)


def where(story: Story, event: r.Event) -> r.Ref | None:
    """The place of an event: its own, or that of the scenes that tell nothing else, if they agree."""
    if event.where is not None:
        return event.where if event.where.id is not None and speaker(event) is None else None
    found: list[r.Ref] = []
    for scene_id in story.scenes_telling.get(event.id, ()):
        scene = story.scenes[scene_id]
        if len(scene.tells) == 1 and scene.strand not in DREAMLIKE and scene.where is not None:
            found.append(scene.where)
    if not found or len({ref.id for ref in found}) > 1 or found[0].id is None:
        return None
    return found[0]


@dataclass(frozen=True, slots=True, eq=False)
class Stay:
    """Somebody really present at an event in a known place."""

    who: str
    event: str
    place: str
    start: int
    end: int
    present: Present

    def evidence(self, context: Context) -> Evidence:
        """The presence as evidence."""
        story = context.story
        record = story.records[self.present.scene or self.event]
        return context.cited(
            self.present.presence.who.span,
            f"{story.label(self.who)} is present at {story.titled(self.event)}, "
            f"which happens at {story.label(self.place)}",
            self.present.presence,
            record,
        )


def stays(context: Context) -> Iterator[Stay]:
    """Everybody's real presences in known places, as the narrator states them."""
    for at in placed(context.story):
        for present in at.presents:
            yield at.stay(context, present)


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """An event in a known place, and the real presences there that the narrator states."""

    event: str
    place: str
    presents: list[Present]

    def stay(self, context: Context, present: Present) -> Stay:
        """One of the presences."""
        encoding = context.encoding
        start, end = encoding.starts[self.event], encoding.ends[self.event]
        return Stay(present.who, self.event, self.place, start, end, present)


def placed(story: Story) -> list[Placed]:
    """The events in known places at which somebody is."""
    return [at for at in story.every(_placed, story.events) if at is not None]


def _placed(story: Story, event_id: str) -> Placed | None:
    presents = stated_presences_at(story, event_id)
    place = where(story, story.events[event_id]) if presents else None
    return Placed(event_id, place.id, presents) if place is not None and place.id is not None else None
