"""The fastest way from one place to another over the routes of a bible.

A route leads both ways unless ``one_way``.  A place inside another one (``within``) shares its routes: who
sets out from the quay sets out from the town.  Between two places inside one region that no routes of that
region join, how long it takes is unknown, and so it is where a route gives kilometres without a speed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import NamedTuple

from storybible import records as r
from storybible.diagnostics import Evidence
from storybible.encoding import speaker
from storybible.rules import Context
from storybible.rules._places import around
from storybible.when import Amount

Measure = Callable[[Amount], tuple[int, int]]
"""The fewest real minutes of a length of time: at its loosest reading and as read."""


@dataclass(frozen=True, slots=True, eq=False)
class Leg:
    """One route in one direction, in real minutes.  ``stated``: it says how long it takes itself."""

    start: str
    end: str
    loosest: int
    least: int
    stated: bool
    known: bool
    place: r.Place
    route: r.Route

    def evidence(self, context: Context) -> Evidence:
        """The route as evidence."""
        story, route = context.story, self.route
        names = f"{self.place.label} to {story.label(route.to.id or route.to.value)}"
        by = f" by {route.by.value}" if route.by is not None else ""
        if self.stated and route.takes is not None:
            words = f"the way from {names} takes {route.takes.value}{by}"
        else:
            speed = _speed(context, route)
            words = f"it is {route.km or 0:g} km from {names}{by}, at {speed:g} km a day"
        return context.cited(route.to.span, words, route, self.place)


@dataclass(frozen=True, slots=True)
class Way:
    """The fastest way between two places: its legs as read, and the fewest real minutes it takes."""

    legs: tuple[Leg, ...]
    loosest: int
    least: int

    @property
    def comfortable(self) -> int:
        """The fewest minutes that leave a tenth of the way's time to spare."""
        return self.least + max(1, self.least // 10)

    @property
    def stated(self) -> bool:
        """Whether each leg says how long it takes, so that no speed is assumed."""
        return all(leg.stated for leg in self.legs)


class _Here(NamedTuple):
    """A state of the search: the place, whether one has just left another for it, regions leapt across."""

    place: str
    left: bool
    leapt: frozenset[str]


class Ways:
    """All routes that the narrator states."""

    def __init__(self, context: Context, measure: Measure) -> None:
        self.story = context.story
        self.legs: dict[str, list[Leg]] = {}
        for leg in _legs(context, measure):
            self.legs.setdefault(leg.start, []).append(leg)
        self.inside: dict[str, list[str]] = {}
        for place in self.story.places:
            for outer in around(self.story, place)[1:]:
                self.inside.setdefault(outer, []).append(place)
        self.children: dict[str, list[str]] = {}
        for inner in self.story.places.values():
            if inner.within is not None and inner.within.id in self.story.places:
                self.children.setdefault(inner.within.id or "", []).append(inner.id)
        self._found: dict[tuple[str, str], Way | None] = {}
        self._joined: dict[tuple[str, str], frozenset[str]] = {}

    def __bool__(self) -> bool:
        return any(leg.known for legs in self.legs.values() for leg in legs)

    def fastest(self, start: str, end: str) -> Way | None:
        """The fastest way; None where there is none, or where a way of unknown length may be faster."""
        if (start, end) not in self._found:
            read, loose = self._search(start, end, False), self._search(start, end, True)
            way = None
            if read is not None and loose is not None and loose[0] > 0:
                way = Way(read[1], loose[0], read[0])
                if not all(leg.stated for leg in loose[1]):
                    way = Way(loose[1], loose[0], read[0])
            self._found[start, end] = way
        return self._found[start, end]

    def stated(self, start: str, end: str) -> int:
        """The fewest minutes by what routes say themselves, as if whatever is assumed took no time."""
        found = self._search(start, end, True, True)
        return found[0] if found is not None else 0

    def _search(
        self, start: str, end: str, loose: bool, stated: bool = False
    ) -> tuple[int, tuple[Leg, ...]] | None:
        """Dijkstra over places; how long it takes at least, and the legs; None where that is not known.

        With ``stated`` legs of which no time is stated take none, and none of them is unknown.

        Who has just left a place for what surrounds it does not enter another part of that by it: only
        routes, or one step of unknown length in each region, lead from one part to another.
        """
        here = _Here(start, False, frozenset())
        queue: list[tuple[int, bool, int, _Here, tuple[Leg, ...]]] = [(0, False, 0, here, ())]
        number = 0
        done: set[_Here] = set()
        while queue:
            spent, unknown, _, here, legs = heappop(queue)
            if here in done:
                continue
            done.add(here)
            if here.place == end:
                return None if unknown and not stated else (spent, legs)
            for there, leg in (*self._steps(here), *self._leaps(here)):
                if there in done:
                    continue
                number += 1  # of two as fast the known one comes first: the other one takes no less
                free = leg is None or (stated and not leg.stated)
                cost = 0 if leg is None or free else leg.loosest if loose else leg.least
                doubtful = (
                    unknown or len(there.leapt) > len(here.leapt) or (leg is not None and not leg.known)
                )
                way = legs if leg is None else (*legs, leg)
                heappush(queue, (spent + cost, doubtful, number, there, way))
        return None

    def _steps(self, here: _Here, region: frozenset[str] | None = None) -> Iterator[tuple[_Here, Leg | None]]:
        """Where one can be next, and by which leg (None: at once)."""
        for leg in self.legs.get(here.place, ()):
            if region is None or leg.end in region:
                yield _Here(leg.end, False, here.leapt), leg
        outer = around(self.story, here.place)[1:2]
        if outer and (region is None or outer[0] in region):
            yield _Here(outer[0], True, here.leapt), None
        if not here.left:
            for inner in self.children.get(here.place, ()):
                if region is None or inner in region:
                    yield _Here(inner, False, here.leapt), None

    def _leaps(self, here: _Here) -> Iterator[tuple[_Here, None]]:
        """The other parts of a region that no routes of the region lead to, in an unknown time."""
        for region in around(self.story, here.place)[1:] if not here.left else ():
            if region not in here.leapt:
                joined = self._joined_inside(here.place, region)
                for other in self.inside[region]:
                    if other not in joined:
                        yield _Here(other, False, here.leapt | {region}), None

    def _joined_inside(self, place: str, surrounding: str) -> frozenset[str]:
        """The places of a region that its own routes join to one of them."""
        if (place, surrounding) not in self._joined:
            region = frozenset(self.inside[surrounding])
            queue = [_Here(place, False, frozenset())]
            seen = set(queue)
            for here in queue:
                for there, _ in self._steps(here, region):
                    if there not in seen:
                        seen.add(there)
                        queue.append(there)
            self._joined[place, surrounding] = frozenset(here.place for here in seen)
        return self._joined[place, surrounding]


def _legs(context: Context, measure: Measure) -> Iterator[Leg]:
    """Every route in each direction it leads."""
    for place in context.story.places.values():
        for route in place.routes:
            to = route.to.id
            if to is None or to not in context.story.places or speaker(route, place) is not None:
                continue
            loosest, least, stated, known = _time(context, route, measure)
            yield Leg(place.id, to, loosest, least, stated, known, place, route)
            if not route.one_way:
                yield Leg(to, place.id, loosest, least, stated, known, place, route)


def _time(context: Context, route: r.Route, measure: Measure) -> tuple[int, int, bool, bool]:
    """How long a route takes at least (loosest, as read), whether it says so itself, whether it is known."""
    if route.length is not None:
        return *measure(route.length), True, True
    speed = _speed(context, route)
    if route.takes is not None or route.km is None or speed <= 0:
        return 0, 0, False, False
    minutes = int(route.km * context.calendar.DAY / speed)
    return minutes, minutes, False, True


def _speed(context: Context, route: r.Route) -> float:
    """Kilometres a day by the route's way of travel; 0 where it names none, or one without a speed."""
    if route.by is None:
        return 0
    speeds = context.config.speeds
    return speeds.get(route.by.value, speeds.get(route.by.value.casefold(), 0))
