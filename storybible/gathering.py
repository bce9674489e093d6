"""Who is at which event: whom it names itself, and who is in the scenes that tell it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from storybible.story import Present, Story

DREAMLIKE = frozenset({"dream", "vision", "memory", "imagined", "prophecy"})


def gather(story: Story) -> None:
    """Fill in what rests on several linked records; ``presences`` are those that each event names."""
    story.scenes_telling = _telling(story)
    for event_id in story.scenes_telling:
        story.presences[event_id] = _with_scenes(story, event_id, story.presences[event_id])
    for present in story.real_presences:
        story.appearances.setdefault(present.who, []).append(present)
    story.revivals = _revivals(story, story.events)


def gather_again(
    story: Story,
    before: Story,
    others: Collection[str],
    own: Callable[[str], list[Present]],
    reviving: Iterable[str],
    place: Mapping[str, float],
    moved: bool,
) -> None:
    """Fill in the same, with what the story was before and the ids of records that may be otherwise since.

    ``own`` are the presences that an event names, ``reviving`` the events that bring somebody back; ``place``
    numbers all records in their order, and ``moved`` tells that some have changed places.  Presences that are
    as they were stay the same objects, with the statement that says so now.
    """
    events = {id_ for id_ in others if id_ in story.events}
    gone = {id_ for id_ in others if id_ in before.events and id_ not in story.events}
    story.scenes_telling = before.scenes_telling
    if any(id_ in story.scenes or id_ in before.scenes for id_ in others):
        telling = story.scenes_telling = _telling(story)
        for id_ in telling.keys() | before.scenes_telling.keys():
            if telling.get(id_) != before.scenes_telling.get(id_):
                events.add(id_)
        events.update(e for id_ in others if id_ in story.scenes for e in _told(story, id_))
    scenes = {scene for id_ in events for scene in story.scenes_telling.get(id_, ())}
    events.update(event for scene in scenes for event in _told(story, scene))
    events -= gone
    presences: dict[str, list[Present]] = {}
    for id_ in events.copy():
        old, new = before.presences.get(id_), _with_scenes(story, id_, own(id_))
        if old == new and not moved:
            for present, again in zip(old, new, strict=True):
                present.presence = again.presence
            events.remove(id_)
        else:
            presences[id_] = new
    story.presences = {**before.presences, **presences} if presences else before.presences
    if moved or gone or len(story.presences) > len(before.presences):
        story.presences = dict(zip(story.events, map(story.presences.__getitem__, story.events), strict=True))
    story.appearances = _appearances_again(story, before, events | gone, place, moved)
    story.revivals = _revivals(story, reviving)


def _told(story: Story, scene: str) -> list[str]:
    """The events that a scene tells."""
    return [ref.id for ref in story.scenes[scene].tells if ref.id is not None]


def _telling(story: Story) -> dict[str, list[str]]:
    """The scenes that tell each event."""
    telling: dict[str, list[str]] = {}
    for scene in story.scenes:
        for event in _told(story, scene):
            telling.setdefault(event, []).append(scene)
    return telling


def _with_scenes(story: Story, event_id: str, there: list[Present]) -> list[Present]:
    """Those whom an event names, and behind them those of the scenes that tell it.

    Whom an event names keeps the role it gives them, unless it only mentions somebody who is in its scene.
    In a scene that tells several events, somebody whom one of these events names is at that one; anybody else
    in the scene is at all of them.
    """
    for scene_id in story.scenes_telling.get(event_id, ()):
        scene = story.scenes[scene_id]
        if not scene.who:
            continue
        told = _told(story, scene_id)
        named = {p.who.id for e in told for p in story.events[e].who}
        if len(told) == 1:  # whom the event only mentions, the scene may have there
            named = {p.who.id for p in story.events[told[0]].who if p.role != "mentioned"}
        for presence in scene.who:
            who = presence.who.id
            if who is None or who in named:
                continue
            real = presence.real and scene.strand not in DREAMLIKE
            if real:
                there = [p for p in there if p.who != who or p.presence.role != "mentioned"]
            if all(p.who != who for p in there):
                there = [*there, Present(who, event_id, presence, scene_id, real)]
    return there


def _appearances_again(
    story: Story, before: Story, events: set[str], place: Mapping[str, float], moved: bool
) -> dict[str, list[Present]]:
    """The real presences of each person, where only those at some events are others than before."""
    if not (events or moved):
        return before.appearances
    theirs: dict[str, list[Present]] = {}
    for id_ in sorted(events & story.presences.keys(), key=place.__getitem__):
        for present in story.presences[id_]:
            if present.real:
                theirs.setdefault(present.who, []).append(present)
    people = {p.who for id_ in events for p in before.presences.get(id_, ()) if p.real} | theirs.keys()
    appearances = dict(before.appearances)
    for who in people:
        old = before.appearances.get(who, [])
        new = [p for p in old if p.event not in events] + theirs.get(who, [])
        new.sort(key=lambda present: place[present.event])
        moved = moved or _first(old, before.presences) != _first(new, story.presences)
        appearances[who] = new
    if moved:  # in the order in which they appear first
        order = dict.fromkeys(present.who for present in story.real_presences)
        return {who: appearances[who] for who in order}
    return appearances


def _first(theirs: list[Present], presences: Mapping[str, list[Present]]) -> tuple[str, int] | None:
    """At which event, and behind how many others there, somebody appears first; None for nobody."""
    if not theirs:
        return None
    real = (present for present in presences[theirs[0].event] if present.real)
    return theirs[0].event, next(n for n, present in enumerate(real) if present is theirs[0])


def _revivals(story: Story, reviving: Iterable[str]) -> dict[str, list[str]]:
    """The events that bring each person back."""
    revivals: dict[str, list[str]] = {}
    for event_id in reviving:
        for ref in story.events[event_id].revivals:
            if ref.id is not None:
                revivals.setdefault(ref.id, []).append(event_id)
    return revivals
