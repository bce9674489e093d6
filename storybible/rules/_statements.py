"""Every statement of a record, with words for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from storybible import records as r
from storybible.diagnostics import Span


def statements(record: r.Record) -> Iterator[tuple[r.Statement, str, Span]]:
    """Everything a record states that may have a source of its own: the statement, its field, its place.

    A part whose source is the record's own is itself not in here: births and deaths of an event, for example.
    """
    if isinstance(record, r.Character):
        yield from _of_character(record)
    elif isinstance(record, r.Event):
        yield from _times(record, "when", record.when)
        yield from _times(record, "until", record.until)
        for presence in record.who:
            yield presence, "who", presence.who.span
        for use in record.uses:
            yield use, "uses", use.who.span
        for seen in record.moons:
            yield seen, "moon", seen.phase.span
    elif isinstance(record, r.Office | r.Item):
        for holder in record.holders:
            yield holder, "holders", holder.who.span
    elif isinstance(record, r.Group):
        for member in record.members:
            yield member, "members", member.who.span
    elif isinstance(record, r.Secret):
        for known in record.known:
            yield known, "known", known.who.span
    elif isinstance(record, r.Place):
        for route in record.routes:
            yield route, "routes", route.to.span


def _of_character(character: r.Character) -> Iterator[tuple[r.Statement, str, Span]]:
    yield from _times(character, "born", character.born)
    yield from _times(character, "died", character.died)
    for parent in character.parents:
        yield parent, "parents", parent.who.span
    for age in character.ages:
        yield age, "ages", age.text.span
    for name, history in character.traits.items():
        for trait in history:
            yield trait, name, trait.value.span
    for alias in character.aliases:
        yield alias, "aliases", alias.name.span
    for clock in character.age_clock:
        yield clock, "age_clock", clock.span


def _times(record: r.Record, name: str, times: Iterable[r.Time]) -> Iterator[tuple[r.Statement, str, Span]]:
    for time in times:
        yield time.evidence or r.Statement(span=time.span), name, time.span


def sources(record: r.Record) -> Iterator[r.Text]:
    """Every locator in a record, each place once."""
    seen: set[int] = set()
    for statement in (record, *(statement for statement, _, _ in statements(record))):
        source = statement.source
        if source is not None and id(source) not in seen:
            seen.add(id(source))
            yield source
