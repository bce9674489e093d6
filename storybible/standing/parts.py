"""What each record gives to the encoding of a story, kept record by record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field

from storybible import records as r
from storybible.demand import Demand
from storybible.encode import comes_back, during
from storybible.encoding import Encoding, Stated, born_by_order
from storybible.relinking import Linked
from storybible.stn import Key
from storybible.story import Story
from storybible.when import anchors

Need = tuple[str, str]
"""A point that a record asks for: `birth`, `arrival`, `death`, `start` or `end`, and of whom or what."""
OF_PEOPLE = ("birth", "arrival", "death")


@dataclass(slots=True)
class Part:
    """What one record gave, how it was linked, and what others see of it.

    ``anchors`` are the records that its times are said by, ``own`` the points that only it speaks of,
    ``spoken`` those whose death it speaks of.
    """

    linked: Linked
    label: str
    facet: object
    needs: tuple[Need, ...]
    anchors: frozenset[str]
    spoken: frozenset[str]
    own: list[int]
    stated: dict[Key, Stated]
    demands: list[Demand]
    periods: tuple[int, ...]
    moments: tuple[int, ...]
    dead: frozenset[str]
    unread: list[tuple[str, r.AgeAt]]


class ByRecord(MutableMapping[Key, Stated]):
    """Statements by their keys, kept record by record; ``added`` are those that came without a part."""

    def __init__(self, parts: Mapping[str, Part]) -> None:
        self._parts = parts
        self.added: list[Key] = []

    def of(self, record_id: str) -> Mapping[Key, Stated]:
        """Those of one record."""
        return self._parts[record_id].stated if record_id in self._parts else {}

    def __getitem__(self, key: Key) -> Stated:
        return self._parts[key[1]].stated[key]

    def __contains__(self, key: object) -> bool:
        return isinstance(key, tuple) and key[1] in self._parts and key in self._parts[key[1]].stated

    def __setitem__(self, key: Key, stated: Stated) -> None:
        self._parts[key[1]].stated[key] = stated
        self.added.append(key)

    def __delitem__(self, key: Key) -> None:
        del self._parts[key[1]].stated[key]

    def __iter__(self) -> Iterator[Key]:
        for part in self._parts.values():
            yield from part.stated

    def __len__(self) -> int:
        return sum(len(part.stated) for part in self._parts.values())


@dataclass(slots=True)
class Whole(Encoding):
    """The encoding of the whole story, which gives the numbers of points that nobody needs any more again."""

    free: list[int] = field(default_factory=list)
    added: list[int] | None = None  # the points made since a story was encoded

    def stated_of(self, record_id: str) -> Mapping[Key, Stated]:
        assert isinstance(self.stated, ByRecord)
        return self.stated.of(record_id)

    def new_point(self) -> int:
        point = self.free.pop() if self.free else Encoding.new_point(self)
        if self.added is not None:
            self.added.append(point)
        return point


@dataclass(slots=True)
class Alone(Encoding):
    """One record's share of an encoding; ``former`` are the points that it had before."""

    whole: Encoding = field(kw_only=True)
    former: list[int] = field(default_factory=list)
    own: list[int] = field(default_factory=list)
    spoken: set[str] = field(default_factory=set)

    def new_point(self) -> int:
        point = self.former.pop() if self.former else self.whole.new_point()
        self.own.append(point)
        return point

    def death(self, character: str) -> int:
        self.spoken.add(character)
        return self.whole.death(character)


def needs(record: r.Record) -> tuple[Need, ...]:
    """The points that somebody may ask for before anything is stated, as far as a record asks for them."""
    if isinstance(record, r.Character):
        found = [("birth", record.id)]
        if born_by_order(record):
            found.append(("arrival", record.id))
        if any(time.terms for time in record.died):
            found.append(("death", record.id))
        return tuple(found)
    if isinstance(record, r.Event):
        found = [("start", record.id)]
        if record.lasts is not None or record.until:
            found.append(("end", record.id))
        found += [("end", other) for other in during(record)]
        found += [("arrival", ref.id) for ref in record.births if ref.id is not None]
        found += [("death", ref.id) for ref in record.deaths if ref.id and not comes_back(record, ref)]
        return tuple(found)
    if isinstance(record, r.Scene) and sum(ref.id is not None for ref in record.tells) != 1:
        return ("start", record.id), ("end", record.id)
    return ()


def anchors_of(stated: Iterable[Stated]) -> frozenset[str]:
    """The records that the times of statements are said by."""
    terms = (each.term for each in stated if each.term is not None)
    return frozenset(anchor.ref for term in terms for anchor in anchors(term) if anchor.ref is not None)


def names_late(story: Story, record_id: str) -> bool:
    """Whether a record's statements and demands name others only when somebody reads them.

    The words of all other kinds are made when they are encoded.
    """
    return any(record_id in table for table in (story.events, story.characters, story.scenes))


def facet(record: r.Record) -> object:
    """All that the demands of other people and of ties may depend on, but for points and exact days.

    Those of events depend on nothing else.
    """
    if isinstance(record, r.Character):
        return (
            record.label, record.sex and record.sex.value, record.species and record.species.value,
            bool(record.age_clock), _times(record.born), _times(record.died), _who(record.says),
        )  # fmt: skip
    if isinstance(record, r.Event):
        people = [[ref.id for ref in refs] for refs in (record.births, record.deaths, record.revivals)]
        return record.label, people, _who(record.says)
    if isinstance(record, r.Scene):
        inside = record.inside.id if record.inside is not None else None
        return record.label, [ref.id for ref in record.tells], inside
    return record.label


def _times(times: Iterable[r.Time]) -> list[object]:
    return [
        (time.value, time.terms, _who(time.evidence.says if time.evidence is not None else None))
        for time in times
    ]


def _who(ref: r.Ref | None) -> str | None:
    return None if ref is None else ref.id or ref.value
