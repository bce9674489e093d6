"""Where events happen, and which places lie inside each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from storybible import records as r
from storybible.diagnostics import Evidence
from storybible.encoding import speaker
from storybible.gathering import DREAMLIKE
from storybible.rules import Context
from storybible.rules._presence import stated_presences
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
    story, encoding = context.story, context.encoding
    places = {event.id: where(story, event) for event in story.events.values()}
    for present in stated_presences(story):
        place = places[present.event]
        if place is not None and place.id is not None:
            start, end = encoding.starts[present.event], encoding.ends[present.event]
            yield Stay(present.who, present.event, place.id, start, end, present)
