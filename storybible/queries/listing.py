"""Records of one kind, and a text in any record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from storybible import records as r
from storybible import states
from storybible.bible import Bible
from storybible.diagnostics import Span
from storybible.names import near_words
from storybible.queries.age import alive_at
from storybible.queries.proof import NOTHING, Proof, of_steps
from storybible.queries.relations import tie_state
from storybible.queries.resolve import Misuse
from storybible.states import NO, UNKNOWN, YES, State, Verdict
from storybible.story import Story


@dataclass(frozen=True, slots=True)
class Listed:
    """A record in a list; ``verdict`` tells whether it is there at the moment asked about, ``proof`` why."""

    record: r.Record
    verdict: Verdict = YES
    proof: Proof = NOTHING


@dataclass(frozen=True, slots=True)
class Match:
    """A line of a file that holds a text, and the record it belongs to ("" for settings)."""

    record: str
    kind: str
    span: Span
    line: str


# ---- list ------------------------------------------------------------------------------------------------


def list_records(
    bible: Bible, kind: str, where: tuple[tuple[str, str], ...] = (), t: int | None = None
) -> list[Listed]:
    """The records of a kind for which every FIELD=VALUE holds.

    With a point in time: people alive then, events begun by then, relationships and facts that hold,
    offices and items somebody holds, certain and possible.  Raises Misuse for a field no record has.
    """
    found = [record for record in bible.story.records.values() if record.kind == kind]
    for name, value in where:
        _known_field(bible.story, kind, name)
        found = [record for record in found if matches(bible.story, record, name, value)]
    if t is None:
        return [Listed(record) for record in found]
    listed = []
    for record in found:
        state = there(bible, record, t)
        listed.append(Listed(record, state.verdict, of_steps(bible.timeline, state.steps)))
    return sorted((entry for entry in listed if entry.verdict is not NO), key=lambda e: e.verdict is UNKNOWN)


def there(bible: Bible, record: r.Record, t: int) -> State:
    """Whether a record counts at a point in time."""
    timeline = bible.timeline
    match record:
        case r.Character():
            return alive_at(timeline, record.id, t)
        case r.Event():
            return states.not_after(timeline, timeline.encoding.starts[record.id], t)
        case r.Relationship():
            return tie_state(timeline, record, t)
        case r.Fact():
            return states.period_holds(timeline, record, t)
        case r.Office() | r.Item():
            return _any(states.holder_state(timeline, record, holder, t) for holder in record.holders)
        case r.Secret():
            return _any(states.period_holds(timeline, known, t) for known in record.known)
    return State(YES)


def _any(found: Iterable[State]) -> State:
    """The surest of several states; unknown where there is none."""
    by_verdict = {state.verdict: state for state in found} or {UNKNOWN: State(UNKNOWN)}
    return by_verdict.get(YES) or by_verdict.get(UNKNOWN) or by_verdict[NO]


def matches(story: Story, record: r.Record, name: str, value: str) -> bool:
    """Whether a field of a record holds a value: the same text, or another name of the same record."""
    wanted = story.names.fold(value)
    ids = set(story.names.candidates(value))
    return any(story.names.fold(text) == wanted or text in ids for text in values(record, name))


def values(record: r.Record, name: str) -> Iterator[str]:
    """Every text that stands in a field: values, ids of references, and inside lists and mappings."""
    key = _python_name(record, name)
    if isinstance(record, r.Character) and name in record.traits:
        for trait in record.traits[name]:
            yield trait.value.value
    if name in record.extra:
        yield from _texts(record.extra[name])
    if key is not None:
        yield from _texts(getattr(record, key))


RENAMED = {"kind": {"relationship": "tie", "thread": "purpose"}, "in": {"scene": "inside"}}
"""Fields whose name in a file differs from their name in :mod:`storybible.records`."""
HIDDEN = {"id_text", "span", "fields", "extra", "length"}


def _python_name(record: r.Record, name: str) -> str | None:
    renamed = RENAMED.get(name, {}).get(record.kind, name)
    names = {f.name for f in fields(record)} - HIDDEN
    return renamed if renamed in names else None


def _known_field(story: Story, kind: str, name: str) -> None:
    """Misuse for a field that no record of the kind has."""
    known = {f.name for f in fields(r.KINDS[kind])} - HIDDEN
    known |= set(story.config.own_fields.get(kind, ()))
    known |= {field for field, kinds in RENAMED.items() if kind in kinds}
    if kind == "character":
        known |= {trait for character in story.characters.values() for trait in character.traits}
    if name in known:
        return
    near = near_words(name, known)
    hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(sorted(known))}"
    raise Misuse(f"no {kind} has a field “{name}”; {hint}")


def _texts(value: object) -> Iterator[str]:
    """The texts inside a value of a record."""
    match value:
        case bool():
            yield "yes" if value else "no"
        case str() | int() | float():
            yield f"{value:g}" if isinstance(value, float) else str(value)
        case r.Ref():
            yield value.value
            if value.id is not None:
                yield value.id
        case r.Text():
            yield value.value
        case dict():
            for key, inner in value.items():
                yield str(key)
                yield from _texts(inner)
        case list() | tuple():
            for inner in value:
                yield from _texts(inner)
        case r.Holder() | r.Presence() | r.Use() | r.Known() | r.Parent():
            yield from _texts(value.who)
        case r.Alias():
            yield value.name.value
        case r.Trait():
            yield value.value.value
        case r.AgeAt():
            yield value.text.value
        case r.Route():
            yield from _texts(value.to)


# ---- find ------------------------------------------------------------------------------------------------


def find(bible: Bible, text: str) -> list[Match]:
    """Every line of every file of the bible that holds a text, without regard to case."""
    wanted = text.casefold()
    if not wanted.strip():
        raise Misuse("the text to look for is missing")
    begins: dict[str, list[tuple[int, r.Record]]] = {}
    for record in bible.story.records.values():
        place = record.id_text.span if record.id_text.span.line else record.span
        first = min(place.line, record.span.line or place.line)
        begins.setdefault(record.span.file or place.file, []).append((first, record))
    found: list[Match] = []
    for file, content in sorted(bible.loaded.files.items()):
        if wanted not in content.casefold():
            continue
        starts = sorted(begins.get(file, ()), key=lambda pair: pair[0])
        for number, line in enumerate(content.splitlines(), 1):
            column = line.casefold().find(wanted)
            if column < 0:
                continue
            owner = next((record for first, record in reversed(starts) if first <= number), None)
            span = Span(file, number, min(column, len(line)) + 1, len(text))
            found.append(Match(owner.id if owner else "", owner.kind if owner else "", span, line.strip()))
    return found
