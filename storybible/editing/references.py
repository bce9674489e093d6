"""Every place of a bible that means a record: references, time expressions, waivers."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields, is_dataclass
from types import NoneType

from storybible.bible import Bible
from storybible.diagnostics import Span
from storybible.names import NameIndex
from storybible.records import Presence, Record, Ref, Text, Time
from storybible.when import anchors, parse
from storybible.when.anchoring import Reader
from storybible.when.tokens import plain


@dataclass(frozen=True, slots=True)
class Reference:
    """A place that means a record: ``text`` are the words, ``id`` the record (None where it means none).

    ``owner`` is the record it stands in ("" for the settings).  ``begin`` counts from the first character of
    the value of ``place``, the text of the file in which the words stand.
    """

    owner: str
    id: str | None
    text: str
    place: Text
    begin: int

    @property
    def span(self) -> Span:
        """Where the words stand, for a reader."""
        return self.place.place(self.begin, len(self.text))


@dataclass(frozen=True, slots=True)
class Unread:
    """A time expression that cannot be read, so that nobody knows what it means."""

    owner: str
    time: Time


def references(bible: Bible) -> tuple[list[Reference], list[Unread]]:
    """All references of a bible in the order of its records, then those of the settings."""
    found: list[Reference] = []
    unread: list[Unread] = []
    seen: set[object] = set()
    for record in bible.story.records.values():
        for text in texts_in(record):
            place = _place(text)
            if place in seen:
                continue
            seen.add(place)
            if isinstance(text, Ref):
                found.append(_reference(bible, record, text))
            elif isinstance(text, Time):
                found.extend(_anchors(bible, record, text, unread))
    for reading in bible.story.config.mentions:
        if reading.meant is not None:
            found.append(Reference("", reading.meant.id, reading.meant.value, reading.meant, 0))
    for waiver in bible.story.config.waivers:
        for word in waiver.refs:
            meant = bible.story.names.candidates(word.value)
            found.append(Reference("", meant[0] if len(meant) == 1 else None, word.value, word, 0))
    return found, unread


def _place(text: Text) -> object:
    """What tells mentions apart: where they stand; in a text that is not written as it reads (folded lines,
    escapes), where each piece has the place of the whole, each one is its own."""
    if text.end - text.start - len(text.value) in (0, 2):
        return text.span.file, text.start, text.end
    return id(text)


def rebound(bible: Bible, then: Bible, edited: Collection[str]) -> list[tuple[Reference, str]]:
    """The references of before that mean another record after an edit, each with the id of that one.

    Those of the records that are edited do not count; one that means nothing any more is a finding, and none
    of these.
    """
    before, unread = references(bible)
    after = references(then)[0]
    known = {(one.owner, one.text) for one in before} | {(one.owner, "") for one in unread}
    now: dict[tuple[str, str], list[str | None]] = {}
    found = []
    for one in after:
        now.setdefault((one.owner, one.text), []).append(one.id)
        taken = one.id in edited and isinstance(one.place, Time)  # a date or a word of the grammar until now
        if taken and one.owner not in edited and known.isdisjoint({(one.owner, one.text), (one.owner, "")}):
            found.append((one, str(one.id)))
    for one in before:
        ids = now.get((one.owner, one.text), [])
        if one.owner not in edited and one.id is not None and ids and one.id not in ids:
            found += [(one, id_) for id_ in ids[:1] if id_ is not None]
    return found


_PARTS: dict[type, tuple[str, ...]] = {}
_LEAVES = frozenset({NoneType, str, bool, int, float, Text, Span})


def texts_in(value: object) -> Iterator[Ref | Time]:
    """Every mention and every time expression in a record, also in what they rest on."""
    kind = type(value)
    if isinstance(value, Ref | Time):
        yield value
        if value.evidence is not None:
            yield from texts_in(value.evidence)
    elif kind is tuple or kind is dict:
        for one in value.values() if isinstance(value, dict) else value:  # type: ignore[attr-defined]
            yield from texts_in(one)
    elif is_dataclass(value):
        if isinstance(value, Presence) and value.disguised_as is not None:
            word = value.disguised_as
            yield Ref(word.value, word.span, word.start, word.end)
        names = _PARTS.get(kind)
        if names is None:
            names = _PARTS[kind] = tuple(each.name for each in fields(value) if each.name != "fields")
        for name in names:
            part = getattr(value, name)
            if part and type(part) not in _LEAVES:
                yield from texts_in(part)


def _reference(bible: Bible, record: Record, ref: Ref) -> Reference:
    """A mention; linking leaves a writer's own fields and disguises alone, so they are looked up here."""
    meant = ref.id
    if meant is None:
        found = bible.story.names.candidates(ref.value)
        meant = found[0] if len(found) == 1 else None
    return Reference(record.id, meant, ref.value, ref, 0)


def _anchors(bible: Bible, record: Record, time: Time, unread: list[Unread]) -> Iterator[Reference]:
    """The records that a time expression counts from."""
    terms, readable = time.terms, time.readable
    if not terms and readable:  # a writer's own field, which linking leaves alone
        config = bible.story.config
        read = parse(time.value, bible.story.names, bible.story.calendar, config.widths)
        terms, readable = read.terms, not read.problems
    if not readable:
        unread.append(Unread(record.id, time))
    for term in terms:
        for anchor in anchors(term):
            if anchor.ref is not None:
                begin, length = _name(anchor.text, anchor.ref)
                words = anchor.text[begin : begin + length]
                yield Reference(record.id, anchor.ref, words, time, anchor.column + begin)


def _name(text: str, id_: str) -> tuple[int, int]:
    """Where the id stands in the words of an anchor, such as ``the birth of Sakura``; all of them where it
    does not (they are a name)."""
    whole = plain(text)
    for core in (whole, Reader.split(whole)[0]):
        for lead in ("", "the ", "[[", '"', "'"):
            name = core[len(lead) :] if core.lower().startswith(lead) else core
            name = name.split("|")[0].strip("[]\"'") if lead and lead != "the " else name
            if NameIndex.fold(name) in (id_, id_.replace("-", " ")) and name in whole:
                return whole.index(name), len(name)
    return 0, len(text)
