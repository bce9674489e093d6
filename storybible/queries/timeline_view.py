"""The events of a story in order, with what is known of when each happens."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import pairwise

from storybible.bible import Bible
from storybible.encoding import ORIGIN
from storybible.queries.proof import NOTHING, Proof, of_keys, prove
from storybible.queries.wording import time_phrases
from storybible.stn import Key
from storybible.story import Story
from storybible.timeline import QUERY, Timeline

PAIRWISE = 400
"""Up to so many events every pair is compared; beyond it only what is written and dated orders them."""

CLOSE = 2  # days
"""What lies so close together stays together."""

Place = tuple[float, float, int]
"""Where an event is told: manuscript, paragraph, and its place in the files."""


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event of a timeline.

    ``earliest`` and ``latest`` are lattice minutes of its start against the calendar, None where unknown.
    ``stated`` is what its record says of when it happens.  ``told`` are the scenes that tell it.
    ``proof`` is what its bounds rest on, or else what its record says, where that was asked for.
    """

    id: str
    title: str
    earliest: int | None
    latest: int | None
    stated: str
    told: tuple[str, ...]
    proof: Proof = NOTHING


def event_lines(
    bible: Bible, who: str | None = None, narrative: bool = False, proofs: bool = False
) -> list[EventLine]:
    """The events (of one character, where given) in story time, or in the order in which they are told.

    Story time is consistent with everything that is known; where nothing is known between two events, the
    one told first stands first.  ``proofs``: with what each rests on; in a very large bible that is what its
    own record says.
    """
    story, timeline = bible.story, bible.timeline
    said: dict[str, list[Key]] = {}
    for key, stated in timeline.encoding.stated.items() if proofs else ():
        if stated.field == "when":
            said.setdefault(stated.record, []).append(key)
    places = telling(story)
    events = [e for e in story.events if who is None or _is_about(story, e, who)]
    if narrative:
        events.sort(key=places.__getitem__)
    else:
        events = in_story_time(timeline, events, places)
    earliest, latest = timeline.network.bounds(QUERY)
    lines = []
    for event_id in events:
        start = timeline.encoding.starts[event_id]
        proof = of_keys(timeline, said.get(event_id, ()))
        if proofs and len(events) <= PAIRWISE:
            proof = _bounded(timeline, start, earliest[start], latest[start]) or proof
        lines.append(
            EventLine(
                event_id, story.events[event_id].label, earliest[start], latest[start],
                time_phrases(story, story.events[event_id].when),
                tuple(story.scenes_telling.get(event_id, ())), proof,
            )
        )  # fmt: skip
    return lines


def _bounded(timeline: Timeline, start: int, earliest: int | None, latest: int | None) -> Proof | None:
    """Why a point lies between two dates; None where it does not."""
    if earliest is None and latest is None:
        return None
    low = NOTHING if earliest is None else prove(timeline, start, ORIGIN, -earliest, ORIGIN)
    return low + (NOTHING if latest is None else prove(timeline, ORIGIN, start, latest))


def ordered(bible: Bible, events: Iterable[str]) -> list[str]:
    """Events in story time as far as it is known, else as they are told or stand in the files."""
    found = list(events)
    return in_story_time(bible.timeline, found, telling(bible.story)) if len(found) > 1 else found


def telling(story: Story) -> dict[str, Place]:
    """Where each event is told first; what no scene tells comes last, in the order of the files."""
    places: dict[str, Place] = {}
    for scene in story.scenes.values():
        manuscript = story.config.manuscripts.get(scene.manuscript.value) if scene.manuscript else None
        order = manuscript.order if manuscript is not None and manuscript.order is not None else 0.0
        first = re.search(r"\d+", scene.paragraphs.value) if scene.paragraphs else None
        for n, ref in enumerate(scene.tells):
            if ref.id in story.events and ref.id is not None:
                place = (order, float(first.group()) if first else float("inf"), n)
                places[ref.id] = min(place, places.get(ref.id, place))
    for n, event_id in enumerate(story.events):
        places.setdefault(event_id, (float("inf"), float("inf"), n))
    return places


def in_story_time(timeline: Timeline, events: list[str], places: dict[str, Place]) -> list[str]:
    """The events in an order that nothing known contradicts.

    What happens within two days of each other stays together.
    """
    if len(events) > PAIRWISE:
        return _sorted(events, _written(timeline, events), places)
    later, blocks = _compared(timeline, events)
    leader = {event: block[0] for block in blocks for event in block}
    follows: dict[str, list[str]] = {}
    for event, others in later.items():
        apart = {leader[other] for other in others} - {leader[event]}
        follows.setdefault(leader[event], []).extend(sorted(apart))
    firsts = {block[0]: min(places[event] for event in block) for block in blocks}
    inside = {
        block[0]: _sorted(block, {e: [o for o in later.get(e, ()) if o in set(block)] for e in block}, places)
        for block in blocks
    }
    return [event for first in _sorted(list(firsts), follows, firsts) for event in inside[first]]


def _sorted(events: list[str], later: dict[str, list[str]], places: dict[str, Place]) -> list[str]:
    """A topological order; of several that may come next the one told first."""
    waits = dict.fromkeys(events, 0)
    for followers in later.values():
        for event in followers:
            waits[event] += 1
    ready = [(places[e], e) for e in events if not waits[e]]
    heapify(ready)
    ordered: list[str] = []
    while ready:
        _, event = heappop(ready)
        ordered.append(event)
        for follower in later.get(event, ()):
            waits[follower] -= 1
            if not waits[follower]:
                heappush(ready, (places[follower], follower))
    left = set(ordered)
    return ordered + [event for event in events if event not in left]


def _compared(timeline: Timeline, events: Iterable[str]) -> tuple[dict[str, list[str]], list[list[str]]]:
    """For each event those that start later, or not earlier where it may not be later; and what lies close.

    Whatever surely lies between two close events is close to both, so that blocks can be ordered whole.
    """
    starts = timeline.encoding.starts
    by_point: dict[int, list[str]] = {}
    for event in events:
        by_point.setdefault(starts[event], []).append(event)
    later: dict[str, list[str]] = {}
    block_of: dict[str, list[str]] = {}
    close = CLOSE * timeline.story.calendar.DAY
    for a, first in by_point.items():
        back = timeline.network.reach(a, QUERY, reverse=True)  # time[a] - time[b] <= back[b]
        ahead = timeline.network.reach(a, QUERY)
        block = block_of.setdefault(first[0], [])
        block += [event for event in first if event not in block]
        block_of.update(dict.fromkeys(first, block))
        for b, others in by_point.items():
            if a == b or b not in back:
                continue
            if back[b] < 0 or (back[b] == 0 and ahead.get(b) != 0):
                for event in first:
                    later.setdefault(event, []).extend(others)
            if back[b] <= close and ahead.get(b, close + 1) <= close:
                _join(block_of, first[0], others)
    blocks: dict[int, list[str]] = {id(block): block for block in block_of.values()}
    return later, list(blocks.values())


def _join(block_of: dict[str, list[str]], event: str, others: list[str]) -> None:
    """Make one block of the block of an event and those of others."""
    block = block_of[event]
    for other in others:
        if block_of.get(other) is block:
            continue
        joining = block_of.get(other, [other])
        block += [e for e in joining if e not in block]
        block_of.update(dict.fromkeys(joining, block))


def _written(timeline: Timeline, events: Iterable[str]) -> dict[str, list[str]]:
    """Orders between two events that one statement gives, and those that dates give."""
    encoding = timeline.encoding
    of_point: dict[int, str] = {encoding.starts[e]: e for e in events}
    found: dict[str, list[str]] = {}
    for statement in encoding.statements:
        for source, target, lower, upper in statement.readings[-1][1]:
            a, b = of_point.get(source), of_point.get(target)
            if a is None or b is None or a == b or (statement.key, 1) in timeline.network.parked:
                continue
            if lower is not None and lower > 0:
                found.setdefault(a, []).append(b)
            elif upper is not None and upper < 0:
                found.setdefault(b, []).append(a)
    earliest = timeline.network.bounds(QUERY)[0]
    dated = sorted((moment, point) for point in of_point if (moment := earliest[point]) is not None)
    for (first, sooner), (second, after) in pairwise(dated):
        if first < second:
            found.setdefault(of_point[sooner], []).append(of_point[after])
    return found


def _is_about(story: Story, event_id: str, who: str) -> bool:
    """Whether somebody is at an event in any role, or is born, dies or comes back at it."""
    event = story.events[event_id]
    if any(present.who == who for present in story.present_at(event_id, real=False)):
        return True
    return any(ref.id == who for ref in (*event.births, *event.deaths, *event.revivals))
