"""From a story to points in time and statements about them.

Every written fact with a time in it becomes one *statement* of the temporal network: what it says at
its loosest reading and at its reading, the words it was written in, and where.  ``Encoding`` hands out
the *points* (starts, ends, births, deaths, ends of periods) that the statements and the demands of the
rules speak about.  The semantics are those of ``docs/engine.md``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field

from storybible import records as r
from storybible import stn
from storybible.calendars import Calendar
from storybible.demand import Demand
from storybible.diagnostics import Span
from storybible.story import Story
from storybible.when import Age, Anchor, Term, anchors, dated_anchors, links

ORIGIN = 0


@dataclass(frozen=True, slots=True)
class PeriodPoints:
    """The points of something that lasts: its stated ends and the moments it was seen at.

    ``seen`` holds (start, end) pairs of points.  ``timeless`` means nothing about time was said.
    """

    period: r.Period
    begin: int | None
    end: int | None
    seen: tuple[tuple[int, int], ...]

    @property
    def timeless(self) -> bool:
        """Whether no from, until or seen was written: such a thing is so all along."""
        return self.begin is None and self.end is None and not self.seen


@dataclass(slots=True)
class Stated:
    """One written statement about time: its words, its place and who says it.

    ``field`` is the field it stands in; ``text`` the scalar that a repair would change; ``term`` the
    part of a time expression; ``relies_on`` the statements of exact dates that its reading used;
    ``statement`` what it says to the network.
    """

    key: stn.Key
    record: str
    field: str
    span: Span
    text: r.Text | None = None
    term: Term | None = None
    age: Age | None = None
    evidence: r.Statement | None = None
    owner: r.Statement | None = None
    subject: str = ""
    says: str | None = None
    hypothetical: bool = False
    relies_on: tuple[stn.Key, ...] = ()
    links: tuple[tuple[int, int], ...] = ()
    statement: stn.Statement = dataclasses.field(init=False, repr=False, compare=False)

    @property
    def bare(self) -> bool:
        """Whether it rests on an amount without a hedge, read as half a unit either way."""
        return bool(getattr(self.term, "bare", False))

    @property
    def kind(self) -> tuple[str, str, str]:
        """What it is like: "a day after A" and "an hour after B" are of one kind, "before A" is not."""
        side = getattr(self.term, "side", "") or getattr(self.term, "relation", "")
        return self.field, type(self.term).__name__, side

    @property
    def of_period(self) -> bool:
        """Whether it says when something that lasts begins, ends or was seen."""
        return self.field.rsplit(" ", 1)[-1] in ("from", "until", "seen")

    @property
    def hedged(self) -> bool:
        """Whether the writer marked it as inexact."""
        return bool(getattr(self.term, "hedged", False))


@dataclass(slots=True)
class Encoding:
    """The points and statements of one story.

    ``hypothetical`` names the files whose statements are hypotheses (``what-if``).  ``begins`` is, for each
    record, how many points there were before its own.  A point of ``births`` is the midnight that begins the
    day of a birth, and one of ``days``; where an event or an order says more, ``arrivals`` has the very
    moment on that day.
    """

    story: Story
    hypothetical: frozenset[str] = frozenset()
    points: int = 1
    starts: dict[str, int] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    births: dict[str, int] = field(default_factory=dict)
    days: set[int] = field(default_factory=set)
    arrivals: dict[str, int] = field(default_factory=dict)
    deaths: dict[str, int] = field(default_factory=dict)
    periods: dict[int, PeriodPoints] = field(default_factory=dict)
    moments: dict[int, tuple[int, int]] = field(default_factory=dict)
    stated: MutableMapping[stn.Key, Stated] = field(default_factory=dict)
    demands: list[Demand] = field(default_factory=list)
    died_by_statement: set[str] = field(default_factory=set)
    unread_ages: list[tuple[str, r.AgeAt]] = field(default_factory=list)
    exact: dict[str, tuple[int, stn.Key]] = field(default_factory=dict)
    exact_starts: dict[str, tuple[int, stn.Key]] = field(default_factory=dict)
    exact_births: dict[str, tuple[int, stn.Key]] = field(default_factory=dict)
    begins: dict[str, int] = field(default_factory=dict)
    by_record: dict[str, dict[stn.Key, Stated]] = field(default_factory=dict)

    @property
    def calendar(self) -> Calendar:
        """The calendar of the story."""
        return self.story.config.calendar_in_use

    @property
    def statements(self) -> list[stn.Statement]:
        """All that is stated, for the network."""
        return [stated.statement for stated in self.stated.values()]

    def stated_of(self, record_id: str) -> Mapping[stn.Key, Stated]:
        """What one record states, by key."""
        if not self.by_record:
            for key, stated in self.stated.items():
                self.by_record.setdefault(stated.record, {})[key] = stated
        return self.by_record.get(record_id, {})

    # ---- points ------------------------------------------------------------------------------------

    def new_point(self) -> int:
        """A point of its own."""
        self.points += 1
        return self.points - 1

    def death(self, character: str) -> int:
        """The moment by which somebody is dead; made on first use."""
        if character not in self.deaths:
            self.deaths[character] = self.new_point()
        return self.deaths[character]

    def alive_by(self, who: str, point: int) -> tuple[stn.Constraint, ...]:
        """That a point is not before somebody's birth: not before its day, nor before its very moment.

        A point that is itself the day of a birth may be any moment of that day.
        """
        day = (self.births[who], point, 0, None)
        if who not in self.arrivals or point in self.days:
            return (day,)
        return day, (self.arrivals[who], point, 0, None)

    def birthday(self, who: str) -> stn.Constraint:
        """That somebody is born on the day of their birth."""
        return self.births[who], self.arrivals[who], 0, self.calendar.DAY - 1

    def on_birthday(self, who: str, constraints: Iterable[stn.Constraint]) -> list[stn.Constraint]:
        """Dates are about the midnight of a birth, all else about its moment, which lies on that day."""
        found: list[stn.Constraint] = []
        for source, target, lower, upper in constraints:
            if source == ORIGIN:
                low, high = (None if at is None else self.calendar.midnight(at) for at in (lower, upper))
                found.append((source, target, low, high))
            else:
                found.append((source, self.arrivals[who], lower, upper))
        if any(constraint[1] != self.births[who] for constraint in found):
            found.append(self.birthday(who))
        return found

    def anchor_points(self, anchor: Anchor) -> tuple[int, int] | None:
        """(start, end) of what an anchor names; None for dates and for what is unknown."""
        ref = anchor.ref
        if ref is None:
            return None
        if ref in self.births:
            point = self.death(ref) if anchor.part == "death" else self.births[ref]
            return point, point
        if ref not in self.starts:
            return None
        start, end = self.starts[ref], self.ends[ref]
        if anchor.part == "start":
            return start, start
        if anchor.part == "end":
            return end, end
        return start, end

    def exact_day(self, anchor: Anchor) -> int | None:
        """The midnight of the day an anchor surely lies on, where a date says so."""
        found = self._exact(anchor)
        return found[0] if found else None

    def _dated(self, term: Term) -> tuple[Anchor, ...]:
        """The anchors whose known day makes a difference to a term."""
        if not self.exact_starts and not self.exact_births:
            return ()
        return dated_anchors(term, self.exact_day, self.calendar)

    def _exact(self, anchor: Anchor) -> tuple[int, stn.Key] | None:
        if anchor.ref is None:
            return None
        if anchor.part == "birth":
            return self.exact_births.get(anchor.ref)
        if anchor.part == "start":
            return self.exact_starts.get(anchor.ref)
        return self.exact.get(anchor.ref)

    # ---- statements -----------------------------------------------------------------------------------

    def state(
        self,
        stated: Stated,
        tight: list[stn.Constraint],
        loose: list[stn.Constraint] | None = None,
    ) -> None:
        """Add a statement; ``loose`` left out means that it has one reading only."""
        key = stated.key
        number = 2
        while key in self.stated:
            key = (*stated.key, f"{number:03}")
            number += 1
        stated.key = key
        if loose == tight:
            loose = None
        if stated.span.file in self.hypothetical:
            stated.hypothetical = True
            ranks = (stn.HYPOTHESIS, stn.HYPOTHESIS)
        elif stated.says is not None:
            ranks = (stn.CLAIM, stn.CLAIM)
        else:
            ranks = (stn.LOOSEST, stn.READING)
        stated.links = tuple((c[0], c[1]) for c in tight)
        readings = [(ranks[0], tight)] if loose is None else [(ranks[0], loose), (ranks[1], tight)]
        stated.statement = stn.Statement(key, readings)
        self.stated[key] = stated

    def constraints_of(
        self, terms: Iterable[Term], start: int, end: int
    ) -> Iterator[tuple[Term, list[stn.Constraint], list[stn.Constraint], tuple[stn.Key, ...]]]:
        """For each term of an expression about (start, end): its reading, its loosest, what it used."""
        for term in terms:
            tight: list[stn.Constraint] = []
            loose: list[stn.Constraint] = []
            used = tuple(found[1] for anchor in self._dated(term) if (found := self._exact(anchor)))
            for link in links(term, self.exact_day, self.calendar):
                subject = start if link.subject == "start" else end
                if link.anchor is None:
                    anchor = ORIGIN
                else:
                    pair = self.anchor_points(link.anchor)
                    if pair is None:
                        continue
                    anchor = pair[0] if link.part == "start" else pair[1]
                tight.append((anchor, subject, link.lower, link.upper))
                loose.append((anchor, subject, link.loose_lower, link.loose_upper))
            if tight:
                yield term, tight, loose, used

    def state_times(
        self,
        record: r.Record,
        name: str,
        times: Iterable[r.Time],
        start: int,
        end: int,
        owner: r.Statement | None = None,
        subject: str = "",
    ) -> None:
        """One statement for each term of each time expression about the points."""
        for time in times:
            evidence = time.evidence or owner
            for term, tight, loose, used in self.constraints_of(time.terms, start, end):
                self.state(
                    Stated(
                        (record.kind, record.id, name + subject, time.value),
                        record.id,
                        name,
                        term_span(time, term),
                        time,
                        term,
                        None,
                        evidence,
                        owner,
                        subject,
                        speaker(evidence, record),
                        relies_on=used,
                    ),
                    tight,
                    loose,
                )

    # ---- periods ------------------------------------------------------------------------------------

    def add_period(self, record: r.Record, period: r.Period, name: str, subject: str = "") -> PeriodPoints:
        """The points of a period, with a statement for each end that was written."""
        begin = end = None
        if period.starts is not None and period.starts.terms:
            begin = self.new_point()
            self.state_times(record, name + " from", (period.starts,), begin, begin, period, subject)
        if period.ends is not None and period.ends.terms:
            end = self.new_point()
            self.state_times(record, name + " until", (period.ends,), end, end, period, subject)
        seen = []
        for time in period.seen:
            if time.terms:
                moment = self.moment(record, name + " seen", time, period, subject)
                seen.append(moment)
                bounds: list[stn.Constraint] = []
                if begin is not None:
                    bounds.append((begin, moment[0], 0, None))
                if end is not None:
                    bounds.append((moment[0], end, 0, None))
                if bounds and (name != "trait" or speaker(period, record) is not None):
                    self.state(
                        Stated(
                            (record.kind, record.id, name + " seen" + subject, time.value),
                            record.id, name + " seen", time.span, time, time.terms[0], None, period,
                            period, subject, speaker(period, record),
                        ),
                        bounds,
                    )  # fmt: skip
        points = PeriodPoints(period, begin, end, tuple(seen))
        self.periods[id(period)] = points
        return points

    def moment(
        self, record: r.Record, name: str, time: r.Time, owner: r.Statement | None, subject: str = ""
    ) -> tuple[int, int]:
        """The (start, end) points of a moment that a field names: an event's own, or new ones."""
        plain = self.plain_anchor(time)
        if plain is not None:
            return plain
        point = self.new_point()
        self.state_times(record, name, (time,), point, point, owner, subject)
        return point, point

    def plain_anchor(self, time: r.Time) -> tuple[int, int] | None:
        """The points of an expression that only names an event, a scene, a birth or a death."""
        if len(time.terms) != 1:
            return None
        found = anchors(time.terms[0])
        if len(found) != 1 or not is_at(time.terms[0]):
            return None
        return self.anchor_points(found[0])

    def period(self, period: r.Period) -> PeriodPoints:
        """The points of a period that was encoded."""
        return self.periods[id(period)]


def born_by_order(character: r.Character) -> bool:
    """Whether a birth is said to be before, at or after something that is no date."""
    terms = (term for time in character.born for term in time.terms)
    return any(anchor.ref is not None for term in terms for anchor in anchors(term))


def is_at(term: Term) -> bool:
    """Whether a term says no more than `at ANCHOR`."""
    return getattr(term, "relation", None) == "at"


def term_span(time: r.Time, term: Term) -> Span:
    """Where one term of an expression stands, as far as the text stands on one line."""
    return time.span if len(time.terms) < 2 else time.place(term.column, term.length)


def speaker(*statements: r.Statement | None) -> str | None:
    """Who claims a statement; None is the narrator.  The nearest `says:` counts."""
    for statement in statements:
        if statement is not None and statement.says is not None:
            return statement.says.id or statement.says.value
    return None
