"""From a story to points in time and statements about them.

Every written fact with a time in it becomes one *statement* of the temporal network: what it says at
its loosest reading and at its reading, the words it was written in, and where.  ``Encoding`` hands out
the *points* (starts, ends, births, deaths, ends of periods) that the statements and the demands of the
rules speak about.  The semantics are those of ``docs/engine.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from storybible import records as r
from storybible import stn
from storybible.calendars import DAY
from storybible.diagnostics import NOWHERE, Span
from storybible.story import Story
from storybible.when import Age, Anchor, Date, Term, anchors, links

ORIGIN = 0
LAST_MINUTE = DAY - 1
Words = Callable[[], str]


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
    part of a time expression; ``relies_on`` the statements of exact dates that its reading used.
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

    @property
    def bare(self) -> bool:
        """Whether it rests on an amount without a hedge, read as half a unit either way."""
        return bool(getattr(self.term, "bare", False))

    @property
    def hedged(self) -> bool:
        """Whether the writer marked it as inexact."""
        return bool(getattr(self.term, "hedged", False))


@dataclass(frozen=True, slots=True)
class Demand:
    """Something the world demands of two points: ``lower <= time[target] - time[source] <= upper``.

    ``message`` is what a finding says; ``sentence`` the written fact the demand stands on, for the
    evidence (None: nothing was written, it is how the world is).
    """

    rule: str
    subject: tuple[str, ...]
    constraints: tuple[stn.Constraint, ...]
    span: Span
    message: Words
    sentence: Words | None = None
    statement: r.Statement | None = None
    says: str | None = None

    @property
    def key(self) -> stn.Key:
        """Canonical, after every statement's key in order (``~`` sorts behind letters)."""
        return ("~demand", self.rule, *self.subject)


@dataclass(slots=True)
class Encoding:
    """The points and statements of one story.

    ``hypothetical`` names the files whose statements are hypotheses (``what-if``).
    """

    story: Story
    hypothetical: frozenset[str] = frozenset()
    points: int = 1
    starts: dict[str, int] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    births: dict[str, int] = field(default_factory=dict)
    deaths: dict[str, int] = field(default_factory=dict)
    periods: dict[int, PeriodPoints] = field(default_factory=dict)
    moments: dict[int, tuple[int, int]] = field(default_factory=dict)
    stated: dict[stn.Key, Stated] = field(default_factory=dict)
    statements: list[stn.Statement] = field(default_factory=list)
    demands: list[Demand] = field(default_factory=list)
    died_by_statement: set[str] = field(default_factory=set)
    unread_ages: list[tuple[str, r.AgeAt]] = field(default_factory=list)
    exact: dict[str, tuple[int, stn.Key]] = field(default_factory=dict)
    exact_births: dict[str, tuple[int, stn.Key]] = field(default_factory=dict)

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

    def _exact(self, anchor: Anchor) -> tuple[int, stn.Key] | None:
        if anchor.ref is None:
            return None
        if anchor.part == "birth":
            return self.exact_births.get(anchor.ref)
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
        self.stated[key] = stated
        self.statements.append(stn.Statement(key, readings))

    def constraints_of(
        self, terms: Iterable[Term], start: int, end: int
    ) -> Iterator[tuple[Term, list[stn.Constraint], list[stn.Constraint], tuple[stn.Key, ...]]]:
        """For each term of an expression about (start, end): its reading, its loosest, what it used."""
        for term in terms:
            tight: list[stn.Constraint] = []
            loose: list[stn.Constraint] = []
            used = tuple(
                found[1] for a in anchors(term) if (found := self._exact(a)) and needs_calendar(term)
            )
            for link in links(term, self.exact_day):
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
            evidence = getattr(time, "evidence", None) or owner
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
                if bounds:
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


def needs_calendar(term: Term) -> bool:
    """Whether a term counts days, so that an exact anchor date changes what it says."""
    amount = getattr(term, "amount", None)
    return amount is not None and amount.days is not None


def is_at(term: Term) -> bool:
    """Whether a term says no more than `at ANCHOR`."""
    return getattr(term, "relation", None) == "at"


def term_span(time: r.Time, term: Term) -> Span:
    """Where one term of an expression stands, as far as the text stands on one line."""
    span = time.span
    if len(time.terms) < 2 or span.length not in (len(time.value), len(time.value) + 2):
        return span
    quoted = span.length - len(time.value) == 2
    return Span(span.file, span.line, span.column + term.column + quoted, max(1, term.length))


def speaker(*statements: r.Statement | None) -> str | None:
    """Who claims a statement; None is the narrator.  The nearest `says:` counts."""
    for statement in statements:
        if statement is not None and statement.says is not None:
            return statement.says.id or statement.says.value
    return None


# ---- encoding a story -------------------------------------------------------------------------------------


def encode(story: Story, hypothetical: frozenset[str] = frozenset()) -> Encoding:
    """All points and statements of a story."""
    encoding = Encoding(story, hypothetical)
    _points(encoding)
    _exact_days(encoding)
    for character in story.characters.values():
        _character(encoding, character)
    for event in story.events.values():
        _event(encoding, event)
    for scene in story.scenes.values():
        _scene(encoding, scene)
    for relationship in story.relationships.values():
        encoding.add_period(relationship, relationship, "lasts")
    for kind in (story.offices, story.items):
        for owner in kind.values():
            for n, holder in enumerate(owner.holders, 1):
                encoding.add_period(owner, holder, "holder", f" {holder.who.id or n}")
    for group in story.groups.values():
        for n, member in enumerate(group.members, 1):
            encoding.add_period(group, member, "member", f" {member.who.id or n}")
    for item in story.items.values():
        _item(encoding, item)
    for secret in story.secrets.values():
        for n, known in enumerate(secret.known, 1):
            encoding.add_period(secret, known, "known", f" {known.who.id or n}")
    for fact in story.facts.values():
        encoding.add_period(fact, fact, "holds")
    for thread in story.threads.values():
        for name, time in (("planted", thread.planted), ("paid", thread.paid)):
            if time is not None and time.terms:
                encoding.moments[id(time)] = encoding.moment(thread, name, time, thread)
    for place in story.places.values():
        if place.destroyed is not None and place.destroyed.terms:
            encoding.moments[id(place.destroyed)] = encoding.moment(
                place, "destroyed", place.destroyed, place
            )
    encoding.demands.extend(_ends_after_starts(encoding))
    return encoding


def _points(encoding: Encoding) -> None:
    """A birth for everybody; a start for every event and scene; an end where something has length."""
    story = encoding.story
    for character_id in story.characters:
        encoding.births[character_id] = encoding.new_point()
    long = {e.id for e in story.events.values() if e.lasts is not None or e.until}
    for event in story.events.values():
        for time in event.when:
            for term in time.terms:
                if getattr(term, "relation", None) == "during":
                    long.update(a.ref for a in anchors(term) if a.ref is not None)
    for event_id in story.events:
        encoding.starts[event_id] = encoding.new_point()
        encoding.ends[event_id] = (
            encoding.new_point() if event_id in long else encoding.starts[event_id]
        )
    for scene in story.scenes.values():
        told = [ref.id for ref in scene.tells if ref.id is not None]
        if len(told) == 1:
            encoding.starts[scene.id] = encoding.starts[told[0]]
            encoding.ends[scene.id] = encoding.ends[told[0]]
        else:
            encoding.starts[scene.id] = encoding.new_point()
            encoding.ends[scene.id] = encoding.new_point()
    for character in story.characters.values():
        if any(time.terms for time in character.died):
            encoding.death(character.id)
    for event in story.events.values():
        for ref in event.deaths:
            if ref.id is not None and not event.revivals:
                encoding.death(ref.id)


def _exact_days(encoding: Encoding) -> None:
    """Which events and births a narrator's date pins to one day."""
    for event in encoding.story.events.values():
        if encoding.starts[event.id] == encoding.ends[event.id]:
            _exact_day(encoding.exact, event, "when", event.when)
    for character in encoding.story.characters.values():
        _exact_day(encoding.exact_births, character, "born", character.born)


def _exact_day(
    exact: dict[str, tuple[int, stn.Key]], record: r.Record, name: str, times: Iterable[r.Time]
) -> None:
    for time in times:
        for term in time.terms:
            if isinstance(term, Date) and speaker(getattr(time, "evidence", None), record) is None:
                lower, upper = term.lower, term.upper
                if lower is not None and upper is not None and lower // DAY == upper // DAY:
                    exact.setdefault(
                        record.id, (lower // DAY * DAY, (record.kind, record.id, name, time.value))
                    )


def _character(encoding: Encoding, character: r.Character) -> None:
    birth = encoding.births[character.id]
    for time in character.born:
        _born(encoding, character, time, birth)
    if any(time.terms for time in character.died):
        death = encoding.death(character.id)
        encoding.died_by_statement.add(character.id)
        encoding.state_times(character, "died", character.died, death, death, character.died_evidence)
    for age in character.ages:
        if age.age is None or not age.at.terms:
            continue
        if character.age_clock:
            encoding.unread_ages.append((character.id, age))
            continue
        _age(encoding, character, age, birth)
    for name, history in character.traits.items():
        for n, trait in enumerate(history, 1):
            encoding.add_period(character, trait, "trait", f" {name} {trait.value.value or n}")
    for alias in character.aliases:
        if alias.starts or alias.ends or alias.seen:
            encoding.add_period(character, alias, "alias", f" {alias.name.value}")


def _born(encoding: Encoding, character: r.Character, time: r.Time, birth: int) -> None:
    """A birth is the midnight that begins its day: a stated hour, or an event's hour, is rounded down."""
    evidence = getattr(time, "evidence", None) or character.born_evidence
    for term, tight, loose, used in encoding.constraints_of(time.terms, birth, birth):
        encoding.state(
            Stated(
                ("character", character.id, "born", time.value), character.id, "born",
                term_span(time, term), time, term, None, evidence, character.born_evidence, "",
                speaker(evidence, character), relies_on=used,
            ),
            [_to_midnight(c) for c in tight],
            [_to_midnight(c) for c in loose],
        )  # fmt: skip


def _to_midnight(constraint: stn.Constraint) -> stn.Constraint:
    """The same about the midnight before: a date rounds to its day, an anchor may lie hours later."""
    source, target, lower, upper = constraint
    if source == ORIGIN:
        return (
            source, target,
            None if lower is None else lower // DAY * DAY,
            None if upper is None else upper // DAY * DAY,
        )  # fmt: skip
    return source, target, None if lower is None else lower - LAST_MINUTE, upper


def _age(encoding: Encoding, character: r.Character, age: r.AgeAt, birth: int) -> None:
    """An age at the start of an event, or at a moment some other expression describes."""
    assert age.age is not None
    plain = encoding.plain_anchor(age.at)
    tight: list[stn.Constraint] = []
    loose: list[stn.Constraint] = []
    used: tuple[stn.Key, ...] = ()
    if plain is not None:
        moment = plain[0]
    else:
        moment = encoding.new_point()
        for _, more, looser, dates in encoding.constraints_of(age.at.terms, moment, moment):
            tight += more
            loose += looser
            used += dates
    tight.insert(0, (birth, moment, age.age.lower, age.age.upper))
    loose.insert(0, (birth, moment, age.age.loose_lower, age.age.loose_upper))
    encoding.moments[id(age)] = (moment, moment)
    encoding.state(
        Stated(
            ("character", character.id, "ages", f"{age.text.value} at {age.at.value}"), character.id,
            "ages", age.text.span, age.text, None, age.age, age, age, "",
            speaker(age, character), relies_on=used,
        ),
        tight,
        loose,
    )  # fmt: skip


def _event(encoding: Encoding, event: r.Event) -> None:
    start, end = encoding.starts[event.id], encoding.ends[event.id]
    encoding.state_times(event, "when", event.when, start, end, event.when_evidence)
    if event.length is not None and event.lasts is not None:
        amount = event.length
        encoding.state(
            Stated(
                ("event", event.id, "lasts", event.lasts.value), event.id, "lasts", event.lasts.span,
                event.lasts, None, None, event, event, "", speaker(event),
            ),
            [(start, end, amount.lower, amount.upper)],
            [(start, end, amount.loose_lower, amount.loose_upper)],
        )  # fmt: skip
    if event.until:
        encoding.state_times(event, "until", event.until, end, end)
    for name, people in (("births", event.births), ("deaths", event.deaths)):
        for ref in people:
            if ref.id is None or ref.id not in encoding.births:
                continue
            stated = Stated(
                ("event", event.id, name, ref.id), event.id, name, ref.span, ref, None, None, event,
                event, ref.id, speaker(event),
            )  # fmt: skip
            if name == "births":
                encoding.state(stated, [(encoding.births[ref.id], start, 0, LAST_MINUTE)])
            elif ref.id in encoding.deaths:
                encoding.died_by_statement.add(ref.id)
                death = encoding.deaths[ref.id]
                encoding.state(stated, [(start, death, 0, None), (death, end, 0, None)])


def _scene(encoding: Encoding, scene: r.Scene) -> None:
    """A scene reaches over what it tells; what a flashback tells lies before its host scene."""
    told = [ref.id for ref in scene.tells if ref.id is not None]
    if len(told) > 1:
        start, end = encoding.starts[scene.id], encoding.ends[scene.id]
        for event_id in told:
            encoding.demands.append(
                Demand(
                    "scene-reaches-over-its-events", (scene.id, event_id),
                    ((start, encoding.starts[event_id], 0, None), (encoding.ends[event_id], end, 0, None)),
                    scene.span, lambda: "a scene reaches over the events it tells",
                )
            )  # fmt: skip
    host = scene.inside
    if scene.strand != "flashback" or host is None or host.id is None or host.id not in encoding.starts:
        return
    before = encoding.starts[host.id]
    shared = {ref.id for ref in encoding.story.scenes[host.id].tells}
    for ref in scene.tells:
        if ref.id is None or ref.id in shared:
            continue
        encoding.state(
            Stated(
                ("scene", scene.id, "in", host.id + " " + ref.id), scene.id, "in", host.span, host,
                None, None, scene, scene, ref.id, speaker(scene),
            ),
            [(encoding.ends[ref.id], before, 1, None)],
        )  # fmt: skip


def _item(encoding: Encoding, item: r.Item) -> None:
    single: Mapping[str, r.Time | None] = {"made": item.made, "destroyed": item.destroyed}
    for name, time in single.items():
        if time is not None and time.terms:
            encoding.moments[id(time)] = encoding.moment(item, name, time, item)
    for name, times in (("lost", item.lost), ("found", item.found)):
        for time in times:
            if time.terms:
                encoding.moments[id(time)] = encoding.moment(item, name, time, item)


def _ends_after_starts(encoding: Encoding) -> Iterator[Demand]:
    """Nothing ends before it begins: events of any length, and periods."""
    story = encoding.story
    for event in story.events.values():
        start, end = encoding.starts[event.id], encoding.ends[event.id]
        if start != end:
            yield _order(
                "event-ends-before-it-starts", (event.id,), start, end,
                event.until[0].span if event.until else event.id_text.span,
                f"{story.titled(event.id)} ends before it starts",
            )  # fmt: skip
    for owner, period, name in all_periods(story):
        points = encoding.periods.get(id(period))
        if points and points.begin is not None and points.end is not None and period.ends is not None:
            yield _order(
                "relation-ends-before-it-begins", (owner.id, name), points.begin, points.end,
                period.ends.span, f"{name} ends before it begins",
            )  # fmt: skip


def _order(
    rule: str, subject: tuple[str, ...], start: int, end: int, span: Span, message: str
) -> Demand:
    return Demand(rule, subject, ((start, end, 0, None),), span, lambda: message)


def all_periods(story: Story) -> Iterator[tuple[r.Record, r.Period, str]]:
    """Every period of the story: its record, itself, and words for it."""
    for tie in story.relationships.values():
        yield tie, tie, tie_words(story, tie)
    for office in story.offices.values():
        for holder in office.holders:
            yield office, holder, f"{_who(story, holder.who)} as {office.label}"
    for item in story.items.values():
        for holder in item.holders:
            yield item, holder, f"{_who(story, holder.who)} having {item.label}"
    for group in story.groups.values():
        for member in group.members:
            yield group, member, f"{_who(story, member.who)} in {group.label}"
    for character in story.characters.values():
        for name, history in character.traits.items():
            for trait in history:
                yield character, trait, f"{character.label}'s {name} ({trait.value.value})"
    for fact in story.facts.values():
        yield fact, fact, f"“{fact.label}”"


def tie_words(story: Story, tie: r.Relationship) -> str:
    """A relationship in words: "Mara and Teo: married", "Odo: mentor of Mara"."""
    left = " and ".join(_who(story, ref) for ref in tie.who)
    if tie.of:
        return f"{left}: {tie.tie.value} of {' and '.join(_who(story, ref) for ref in tie.of)}"
    return f"{left}: {tie.tie.value}"


def _who(story: Story, ref: r.Ref) -> str:
    return story.label(ref.id) if ref.id else ref.value


__all__ = [
    "NOWHERE", "ORIGIN", "Demand", "Encoding", "PeriodPoints", "Stated", "all_periods", "encode",
    "speaker", "tie_words",
]  # fmt: skip
