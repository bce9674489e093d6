"""Which records' demands a change may touch.

What a rule demands of a record depends on the record, on what that mentions, on what mentions it, and on what
its ties and its scenes mention.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from storybible import records as r
from storybible.relinking import Linked
from storybible.standing.parts import Part
from storybible.story import Story


def touched(
    story: Story,
    known: Mapping[str, Linked],
    users: Callable[[str], Iterable[str]],
    parts: Iterable[tuple[Part | None, Part | None]],
    moved: Iterable[str],
    dated: Iterable[str],
) -> set[str]:
    """The records of which something may be demanded otherwise.

    ``known`` is how each record is linked now, ``users`` who mentions one, or did before; ``parts`` are those
    that were encoded again, as they were and as they are (None: not there); ``moved`` the records of which
    others may know other points than before, ``dated`` those of which they may know another day.
    """
    found: set[str] = set()
    seen: set[str] = set()
    for before, after in parts:
        there = [part for part in (before, after) if part is not None]
        otherwise = before is None or after is None or before.facet != after.facet
        for part in there:
            record = part.linked.record
            found.add(record.id)
            found |= _beside(story, part.linked)
            if isinstance(record, r.Event):  # who is there has a part in who is at the others of its scene
                for scene in story.scenes.keys() & users(record.id):
                    found |= _beside(story, known[scene])
            if otherwise:
                seen.add(record.id)
                seen |= _whose_life(record)
    others = {*moved}
    for id_ in (*others, *dated):
        if id_ in story.events:  # the day of a birth or a death may be that of the event
            seen |= _whose_life(story.events[id_])
            seen.update(user for user in users(id_) if user in story.characters)
    for id_ in others | seen:
        found.add(id_)
        for user in users(id_):
            if id_ in others or (user not in story.events and user not in story.scenes):
                found.add(user)
                if user in known:
                    found |= _beside(story, known[user])
    return found


def _beside(story: Story, linked: Linked) -> set[str]:
    """Of whom something may be demanded because of a record: the people of a tie, the events of a scene."""
    if isinstance(linked.record, r.Relationship):
        return linked.used & story.characters.keys()
    if isinstance(linked.record, r.Scene):
        return linked.used & story.events.keys()
    return set()


def _whose_life(record: r.Record) -> set[str]:
    """Who is born, dies or comes back at an event."""
    if not isinstance(record, r.Event):
        return set()
    return {ref.id for ref in (*record.births, *record.deaths, *record.revivals) if ref.id is not None}
