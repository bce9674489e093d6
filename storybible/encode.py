"""A story's records, kind by kind, as points and statements about time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from storybible import records as r
from storybible import stn
from storybible.demand import Demand
from storybible.encoding import Encoding, PeriodPoints, Stated, born_by_order, speaker, term_span
from storybible.nature import ends_after_starts
from storybible.sentences import moment_words, seen_words
from storybible.story import Story
from storybible.when import Anchor, Date, Offset, anchors, links


def encode(story: Story, hypothetical: frozenset[str] = frozenset()) -> Encoding:
    """All points and statements of a story."""
    encoding = Encoding(story, hypothetical)
    begin(encoding)
    for record in in_order(story):
        encoding.begins[record.id] = encoding.points
        encode_record(encoding, record)
    return encoding


def begin(encoding: Encoding) -> None:
    """The points that every record may speak of."""
    _points(encoding)
    story = encoding.story
    for record in (*story.events.values(), *story.characters.values()):
        pin(encoding, record)


def during(event: r.Event) -> list[str]:
    """What an event happens during: something of length."""
    return [
        anchor.ref
        for time in event.when
        for term in time.terms
        if getattr(term, "relation", None) == "during"
        for anchor in anchors(term)
        if anchor.ref is not None
    ]


def in_order(story: Story) -> Iterator[r.Record]:
    """The records in the order in which their points are made."""
    for kind in (
        story.characters, story.events, story.scenes, story.relationships, story.offices, story.items,
        story.groups, story.secrets, story.facts, story.threads, story.places,
    ):  # fmt: skip
        yield from kind.values()


def encode_record(encoding: Encoding, record: r.Record) -> None:
    """The statements of one record, and the points that only they speak of."""
    if isinstance(record, r.Character):
        _character(encoding, record)
    elif isinstance(record, r.Event):
        _event(encoding, record)
    elif isinstance(record, r.Scene):
        _scene(encoding, record)
    elif isinstance(record, r.Relationship):
        encoding.add_period(record, record, "lasts")
    elif isinstance(record, r.Office | r.Item):
        for n, holder in enumerate(record.holders, 1):
            encoding.add_period(record, holder, "holder", f" {holder.who.id or n}")
        if isinstance(record, r.Item):
            _item(encoding, record)
    elif isinstance(record, r.Group):
        for n, member in enumerate(record.members, 1):
            encoding.add_period(record, member, "member", f" {member.who.id or n}")
    elif isinstance(record, r.Secret):
        for n, known in enumerate(record.known, 1):
            encoding.add_period(record, known, "known", f" {known.who.id or n}")
    elif isinstance(record, r.Fact):
        encoding.add_period(record, record, "holds")
    elif isinstance(record, r.Thread):
        for name, time in (("planted", record.planted), ("paid", record.paid)):
            if time is not None and time.terms:
                encoding.moments[id(time)] = encoding.moment(record, name, time, record)
    elif isinstance(record, r.Place) and record.destroyed is not None and record.destroyed.terms:
        time = record.destroyed
        encoding.moments[id(time)] = encoding.moment(record, "destroyed", time, record)
    for alias in record.aliases:
        if alias.starts or alias.ends or alias.seen:
            encoding.add_period(record, alias, "alias", f" {alias.name.value}")
    encoding.demands.extend(ends_after_starts(encoding, record))


def encode_alone(encoding: Encoding, record: r.Record) -> Encoding:
    """One record encoded once more, with the points that :func:`encode` gave it.

    ``encoding`` has all points (those of deaths that are only spoken of are made where they are first
    mentioned).  The result holds the statements, periods and moments of this record alone.
    """
    begin = encoding.begins[record.id]
    alone = Encoding(encoding.story, encoding.hypothetical, begin, encoding.starts, encoding.ends)
    alone.births, alone.arrivals = encoding.births, encoding.arrivals
    alone.deaths = {who: point for who, point in encoding.deaths.items() if point < begin}
    alone.exact, alone.exact_starts = encoding.exact, encoding.exact_starts
    alone.exact_births = encoding.exact_births
    encode_record(alone, record)
    return alone


def _points(encoding: Encoding) -> None:
    """A birth for everybody; a start for every event and scene; an end where something has length."""
    story = encoding.story
    for character_id in story.characters:
        encoding.births[character_id] = encoding.new_point()
    encoding.days.update(encoding.births.values())
    long = {e.id for e in story.events.values() if e.lasts is not None or e.until}
    for event in story.events.values():
        long.update(during(event))
    for event_id in story.events:
        encoding.starts[event_id] = encoding.new_point()
        encoding.ends[event_id] = encoding.new_point() if event_id in long else encoding.starts[event_id]
    for scene in story.scenes.values():
        told = [ref.id for ref in scene.tells if ref.id is not None]
        if len(told) == 1:
            encoding.starts[scene.id] = encoding.starts[told[0]]
            encoding.ends[scene.id] = encoding.ends[told[0]]
        else:
            encoding.starts[scene.id] = encoding.new_point()
            encoding.ends[scene.id] = encoding.new_point()
    for character in story.characters.values():
        if born_by_order(character):
            encoding.arrivals[character.id] = encoding.new_point()
    for event in story.events.values():
        for ref in event.births:
            if ref.id in encoding.births and ref.id not in encoding.arrivals:
                encoding.arrivals[ref.id] = encoding.new_point()
    for character in story.characters.values():
        if any(time.terms for time in character.died):
            encoding.death(character.id)
    for event in story.events.values():
        for ref in event.deaths:
            if ref.id is not None and not comes_back(event, ref):
                encoding.death(ref.id)


def comes_back(event: r.Event, ref: r.Ref) -> bool:
    """Whether somebody who dies at an event comes back to life at the same one."""
    return any(other.id == ref.id for other in event.revivals)


def pin(encoding: Encoding, record: r.Record) -> None:
    """Note whether a narrator's date pins an event or a birth to one day."""
    if isinstance(record, r.Event):
        _exact_day(encoding, encoding.exact_starts, record, "when", record.when)
        if record.id in encoding.exact_starts and encoding.starts[record.id] == encoding.ends[record.id]:
            encoding.exact[record.id] = encoding.exact_starts[record.id]
    elif isinstance(record, r.Character):
        _exact_day(encoding, encoding.exact_births, record, "born", record.born)


def _exact_day(
    encoding: Encoding,
    exact: dict[str, tuple[int, stn.Key]],
    record: r.Record,
    name: str,
    times: Iterable[r.Time],
) -> None:
    calendar = encoding.calendar
    for time in times:
        for term in time.terms:
            if isinstance(term, Date) and speaker(time.evidence, record) is None:
                lower, upper = term.lower, term.upper
                if calendar.midnight(lower) == calendar.midnight(upper):
                    key = (record.kind, record.id, name, time.value)
                    exact.setdefault(record.id, (calendar.midnight(lower), key))


def _character(encoding: Encoding, character: r.Character) -> None:
    birth = encoding.births[character.id]
    for time in character.born:
        _born(encoding, character, time, birth)
    if any(time.terms for time in character.died):
        death = encoding.death(character.id)
        encoding.died_by_statement.add(character.id)
        encoding.state_times(character, "died", character.died, death, death)
    for age in character.ages:
        if age.age is None or not age.at.terms:
            continue
        if character.age_clock:
            encoding.unread_ages.append((character.id, age))
            continue
        _age(encoding, character, age, birth)
    for name, history in character.traits.items():
        for n, trait in enumerate(history, 1):
            points = encoding.add_period(character, trait, "trait", f" {name} {trait.value.value or n}")
            if trait.seen and speaker(trait, character) is None:
                encoding.demands.extend(_seen_within(encoding, character, name, trait, points))
    for clock in character.age_clock:
        encoding.add_period(character, clock, "clock", " age clock")


def _born(encoding: Encoding, character: r.Character, time: r.Time, birth: int) -> None:
    """A birth is the midnight that begins its day: a stated hour is rounded down.

    What is said by an event is said of the very moment, on that day.
    """
    evidence = time.evidence
    for term, tight, loose, used in encoding.constraints_of(time.terms, birth, birth):
        stated = Stated(
            ("character", character.id, "born", time.value), character.id, "born",
            term_span(time, term), time, term, None, evidence, None, "",
            speaker(evidence, character), relies_on=used,
        )  # fmt: skip
        on_day = encoding.on_birthday
        encoding.state(stated, on_day(character.id, tight), on_day(character.id, loose))
        stated.links = tuple((c[0], birth) for c in tight)


def age_point(encoding: Encoding, character: r.Character, age: r.AgeAt) -> int:
    """The point in time that an age is stated for."""
    return encoding.moment(character, "age seen", age.at, age, f" being {age.text.value}")[0]


def _age(encoding: Encoding, character: r.Character, age: r.AgeAt, birth: int) -> None:
    """An age at the start of an event, or at a moment some other expression describes."""
    assert age.age is not None
    moment = age_point(encoding, character, age)
    encoding.moments[id(age)] = (moment, moment)
    encoding.state(
        Stated(
            ("character", character.id, "ages", f"{age.text.value} at {age.at.value}"), character.id,
            "ages", age.text.span, age.text, None, age.age, age, age, "",
            speaker(age, character),
        ),
        [(birth, moment, age.age.lower, age.age.upper)],
        [(birth, moment, age.age.loose_lower, age.age.loose_upper)],
    )  # fmt: skip


def _seen_within(
    encoding: Encoding, character: r.Character, name: str, trait: r.Trait, points: PeriodPoints
) -> Iterator[Demand]:
    """A trait's value is so from its `from` to its `until`, and it is so where it was seen."""
    what = f"{character.label}'s {name} ({trait.value.value})"
    for time, (first, _) in zip((t for t in trait.seen if t.terms), points.seen, strict=False):
        bounds: list[stn.Constraint] = []
        if points.begin is not None:
            bounds.append((points.begin, first, 0, None))
        if points.end is not None:
            bounds.append((first, points.end, 0, None))
        if bounds:
            yield Demand(
                "trait-outside-its-period", (character.id, f"{name} {trait.value.value}", time.value),
                tuple(bounds), time.span, lambda: f"{what} is seen outside its own time",
                partial(_seen_words, encoding.story, what, time), trait, settled=True,
            )  # fmt: skip


def _seen_words(story: Story, what: str, time: r.Time) -> str:
    return f"{what}, {seen_words(moment_words(story, time.value, time.terms))}"


def _event(encoding: Encoding, event: r.Event) -> None:
    start, end = encoding.starts[event.id], encoding.ends[event.id]
    encoding.state_times(event, "when", event.when, start, end)
    if event.length is not None and event.lasts is not None:
        begin = Anchor(event.id, "event", "start", None, "", 0)
        (link,) = links(Offset(event.length, "after", begin, "", 0, 0), encoding.exact_day, encoding.calendar)
        dated = encoding.exact_starts.get(event.id) if event.length.real is not None else None
        encoding.state(
            Stated(
                ("event", event.id, "lasts", event.lasts.value), event.id, "lasts", event.lasts.span,
                event.lasts, None, None, event, event, "", speaker(event),
                relies_on=() if dated is None else (dated[1],),
            ),
            [(start, end, link.lower, link.upper)],
            [(start, end, link.loose_lower, link.loose_upper)],
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
                arrival = encoding.arrivals[ref.id]
                encoding.state(
                    stated,
                    [
                        (encoding.births[ref.id], start, 0, encoding.calendar.DAY - 1),
                        (start, arrival, 0, None),
                        (arrival, end, 0, None),
                        encoding.birthday(ref.id),
                    ],
                )
                stated.links = stated.links[:1]
            elif not comes_back(event, ref) and not _dies_again(encoding, ref.id):
                encoding.died_by_statement.add(ref.id)
                death = encoding.deaths[ref.id]
                encoding.state(stated, [(start, death, 0, None), (death, end, 0, None)])


def _dies_again(encoding: Encoding, who: str) -> bool:
    """Whether somebody is revived and dies more than once: no single moment is then their death."""
    story = encoding.story
    if who not in story.revivals:
        return False
    deaths = sum(ref.id == who for event in story.events.values() for ref in event.deaths)
    return deaths + bool(story.characters[who].died) > 1


def _scene(encoding: Encoding, scene: r.Scene) -> None:
    """A scene reaches over what it tells; what a flashback tells lies before its host scene."""
    told = [ref.id for ref in scene.tells if ref.id is not None]
    if len(told) > 1:
        start, end = encoding.starts[scene.id], encoding.ends[scene.id]
        for event_id in told:
            encoding.demands.append(
                Demand(
                    "", (scene.id, event_id),  # no rule's: that is what a scene is
                    ((start, encoding.starts[event_id], 0, None), (encoding.ends[event_id], end, 0, None)),
                    scene.span, lambda: "a scene reaches over the events it tells",
                )
            )  # fmt: skip
    host = scene.inside
    if scene.strand != "flashback" or host is None or host.id is None or host.id not in encoding.starts:
        return
    if _in_itself(encoding.story, scene):
        return  # the linking says so
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


def _in_itself(story: Story, scene: r.Scene) -> bool:
    """Whether a scene is told inside itself, over whatever others."""
    inside, met = scene.inside, set[str]()
    while inside is not None and inside.id in story.scenes and inside.id not in met:
        met.add(inside.id)
        inside = story.scenes[inside.id].inside
    return scene.id in met


def _item(encoding: Encoding, item: r.Item) -> None:
    single: Mapping[str, r.Time | None] = {"made": item.made, "destroyed": item.destroyed}
    for name, time in single.items():
        if time is not None and time.terms:
            encoding.moments[id(time)] = encoding.moment(item, name, time, item)
    for name, times in (("lost", item.lost), ("found", item.found)):
        for time in times:
            if time.terms:
                encoding.moments[id(time)] = encoding.moment(item, name, time, item)
