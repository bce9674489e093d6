"""Which moments the written statements tie to each other, and words for what ties nothing.

Seen from the statements alone, without what the world demands and without claims.  Within a *set* each
moment is bounded against each other from both sides: one more statement ties two sets.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from storybible.encoding import ORIGIN, Stated
from storybible.rules._tied import tied_sets
from storybible.sentences import moment_words
from storybible.stn import CLAIM, Key
from storybible.stn.statement import Edge
from storybible.timeline import Timeline


class Unity:
    """The sets of one timeline."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.encoding = timeline.encoding
        self.story = timeline.story
        stated = self.encoding.stated
        self.out = [
            [edge for edge in edges if edge[4].key in stated and edge[4].ranks[0] != CLAIM]
            for edges in timeline.network.graph.out
        ]
        self.sets = tied_sets(self.out)
        self.parts = _parts(self.out)
        self.members: dict[int, list[int]] = {}
        for point, number in enumerate(self.sets):
            self.members.setdefault(number, []).append(point)
        encoding = self.encoding
        self.names: dict[int, str] = {}
        self.people: dict[int, str] = {}
        for who, point in (*encoding.births.items(), *encoding.arrivals.items(), *encoding.deaths.items()):
            end = "death" if encoding.deaths.get(who) == point else "birth"
            self.names[point] = f"{self.story.label(who)}'s {end}"
            self.people[point] = who
        for event in self.story.events:
            self.names.setdefault(encoding.starts[event], self.story.titled(event))
            self.names.setdefault(encoding.ends[event], f"the end of {self.story.titled(event)}")

    def apart(self, a: int, b: int) -> tuple[int, int] | None:
        """What one more statement would have to tie; None for moments of one set.

        Two sets by their numbers; for a birth or a death of which nothing is said, its set and -1 less the
        part in which it would find a place.
        """
        one, other = self.sets[a], self.sets[b]
        if one == other:
            return None
        for point, number, there in ((a, one, b), (b, other, a)):
            if point in self.people and len(self.members[number]) == 1:
                return number, -1 - self.parts[there]
        return min(one, other), max(one, other)

    def reason(self, a: int, b: int) -> str:
        """Why two moments of different sets are not compared."""
        for point in (a, b):
            who = self.people.get(point)
            if who is not None and len(self.members[self.sets[point]]) == 1:
                return self._nothing_about(point, who)
        one, other = self._shown(a, b), self._shown(b, a)
        if self.parts[a] != self.parts[b]:
            return f"no statement ties {one} to {other}"
        return f"no statement says how long it is between {one} and {other}"

    def wanted(self, pair: tuple[int, int]) -> str:
        """The statement that would tie two sets, in words."""
        if pair[1] < 0:
            (point,) = self.members[pair[0]]
            label = self.story.label(self.people[point])
            if point != self.encoding.deaths.get(self.people[point]):
                return f"an age or a birth date for {label}"
            return f"a date for the death of {label}"
        one, other = (self._named(number) for number in sorted(pair, key=self._first))
        return f"how long it is between {one} and {other}"

    def words(self, point: int, stated: Stated) -> str:
        """A moment that an age is stated at."""
        at = getattr(stated.owner, "at", None)
        if at is not None:
            return moment_words(self.story, at.value, at.terms)
        return self.names.get(point, "that moment")

    def _nothing_about(self, point: int, who: str) -> str:
        label = self.story.label(who)
        if point != self.encoding.deaths.get(who):
            if self.parts[point] != self.parts[ORIGIN] and self._lonely(point):
                return f"nothing says when {label} was born or how old {label} is at any event"
            return f"nothing says how old {label} is at any event, or in which year {label} was born"
        return f"nothing says when {label} died"

    @cached_property
    def reached(self) -> set[int]:
        """The points that some statement leads to."""
        return {edge[1] for edges in self.out for edge in edges}

    def _lonely(self, point: int) -> bool:
        """Whether no statement at all speaks of a moment."""
        return not self.out[point] and point not in self.reached

    def _shown(self, point: int, other: int) -> str:
        """A moment by its own name, or the birth of somebody by an event it is tied to."""
        who = self.people.get(point)
        if who is not None and point != self.encoding.deaths.get(who):
            for age in self.story.characters[who].ages:
                plain = self.encoding.plain_anchor(age.at)
                if plain is None or plain[0] >= len(self.sets):  # a death that no statement speaks of
                    continue
                if self.sets[plain[0]] == self.sets[point] and plain[0] != other:
                    return self.names.get(plain[0], self.names[point])
        return self.names.get(point) or self._named(self.sets[point])

    def _first(self, number: int) -> int:
        """The place of a set among others: by its first member that has a name; the dates come first."""
        ranks, members = self.timeline.ranks, self.members[number]
        return -1 if ORIGIN in members else min(ranks.get(point, len(ranks)) for point in members)

    def _named(self, number: int) -> str:
        """A set by its first event, its first person, or what it is."""
        members = self.members[number]
        named = sorted(
            (point for point in members if point in self.names), key=self.timeline.ranks.__getitem__
        )
        events = [point for point in named if point not in self.people]
        if ORIGIN in members:
            dated = f" (such as {self.names[events[0]]})" if events else ""
            return f"the dates{dated}"
        if events or named:
            return self.names[(events or named)[0]]
        return "a moment that only one statement names"

    # ---- what stands alone --------------------------------------------------------------------------------

    def bridges(self) -> set[Key]:
        """Statements without which what they tie would be apart: nothing else confirms or contradicts them.

        Where the graph of points and statements falls apart (Tarjan 1972, without recursion): a statement may
        tie more than two points.
        """
        near: list[list[int]] = [[] for _ in self.out]
        keys: dict[int, Key] = {}
        for key, stated in self.encoding.stated.items():
            if stated.says is None:
                keys[len(near)] = key
                tied = [*dict.fromkeys(point for link in stated.links for point in link)]
                for point in tied:
                    near[point].append(len(near))
                near.append(tied)
        order = [-1] * len(near)
        low = [0] * len(near)
        found: set[Key] = set()
        number = 0
        for root in range(len(self.out)):
            if order[root] >= 0:
                continue
            order[root] = low[root] = number
            number += 1
            work = [(root, -1, 0)]
            while work:
                node, came, at = work.pop()
                if at < len(near[node]):
                    work.append((node, came, at + 1))
                    other = near[node][at]
                    if order[other] < 0:
                        order[other] = low[other] = number
                        number += 1
                        work.append((other, node, 0))
                    elif other != came:
                        low[node] = min(low[node], order[other])
                elif came >= 0:
                    low[came] = min(low[came], low[node])
                    if came in keys and low[node] >= order[came]:
                        found.add(keys[came])
        return found


def _parts(out: Sequence[Sequence[Edge]]) -> list[int]:
    """For each point the number of its part: what some chain of statements joins (union-find)."""
    root = list(range(len(out)))

    def top(point: int) -> int:
        while root[point] != point:
            root[point] = root[root[point]]
            point = root[point]
        return point

    for edges in out:
        for edge in edges:
            one, other = top(edge[0]), top(edge[1])
            if one != other:
                root[max(one, other)] = min(one, other)
    return [top(point) for point in range(len(out))]
