"""The story: every record under its id, with names resolved and time expressions parsed.

``Story`` is what the later stages read; :mod:`storybible.linking` builds it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from storybible import records as r
from storybible.calendars import Calendar
from storybible.config import Config
from storybible.diagnostics import Diagnostic
from storybible.names import NameIndex

Made = TypeVar("Made")


@dataclass(slots=True, unsafe_hash=True)
class Present:
    """Somebody at an event: the person, the role, and the statement that says so.  Nobody changes one.

    (Not frozen, for speed: every story makes very many.)
    """

    who: str
    event: str
    presence: r.Presence = field(compare=False)
    scene: str | None = None
    real: bool = True


@dataclass(slots=True)
class Story:
    """All records of one bible, linked.  Dictionaries keep the order of the files.

    ``presences`` are by event, ``appearances`` (the real ones) by person, ``revivals`` the events that
    bring a person back; ``named_days`` are the times whose dates name a weekday or a season, by record.
    ``worked_out`` is what :meth:`once` keeps, ``remembered`` what :meth:`each` does.
    """

    config: Config
    records: dict[str, r.Record] = field(default_factory=dict)
    characters: dict[str, r.Character] = field(default_factory=dict)
    events: dict[str, r.Event] = field(default_factory=dict)
    relationships: dict[str, r.Relationship] = field(default_factory=dict)
    offices: dict[str, r.Office] = field(default_factory=dict)
    items: dict[str, r.Item] = field(default_factory=dict)
    places: dict[str, r.Place] = field(default_factory=dict)
    groups: dict[str, r.Group] = field(default_factory=dict)
    scenes: dict[str, r.Scene] = field(default_factory=dict)
    secrets: dict[str, r.Secret] = field(default_factory=dict)
    threads: dict[str, r.Thread] = field(default_factory=dict)
    facts: dict[str, r.Fact] = field(default_factory=dict)
    names: NameIndex = field(default_factory=NameIndex)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    presences: dict[str, list[Present]] = field(default_factory=dict)
    appearances: dict[str, list[Present]] = field(default_factory=dict)
    revivals: dict[str, list[str]] = field(default_factory=dict)
    named_days: list[tuple[str, r.Time]] = field(default_factory=list)
    scenes_telling: dict[str, list[str]] = field(default_factory=dict)
    worked_out: dict[object, Any] = field(default_factory=dict)
    remembered: dict[object, dict[str, Any]] = field(default_factory=dict)

    @property
    def calendar(self) -> Calendar:
        """The calendar that all dates and lengths of the story are in."""
        return self.config.calendar_in_use

    def once(self, work: Callable[[Story], Made]) -> Made:
        """What ``work`` makes of this story, worked out the first time it is asked for: a linked story
        stays as it is."""
        if work not in self.worked_out:
            self.worked_out[work] = work(self)
        made: Made = self.worked_out[work]
        return made

    def each(self, work: Callable[[Story, str], Made], record_id: str) -> Made:
        """What ``work`` makes of one record, worked out once.

        It may look at the record, at what that mentions and at what mentions it: where none of these has
        changed, a story that is checked again after an edit remembers it.
        """
        known = self.remembered.setdefault(work, {})
        if record_id not in known:
            known[record_id] = work(self, record_id)
        made: Made = known[record_id]
        return made

    def every(self, work: Callable[[Story, str], Made], ids: Collection[str]) -> list[Made]:
        """What :meth:`each` gives for several records."""
        known: dict[str, Made] = self.remembered.setdefault(work, {})
        for record_id in ids:
            if record_id not in known:
                known[record_id] = work(self, record_id)
        return [known[record_id] for record_id in ids]

    def while_same(self, work: Callable[[Story], Made], of: Sequence[object]) -> Made:
        """What ``work`` makes of this story, which depends on nothing but ``of``: remembered as long as that
        is equal."""
        known = self.remembered.setdefault(work, {}).get("")
        if known is None or known[0] != of:
            known = self.remembered[work][""] = (of, work(self))
        made: Made = known[1]
        return made

    def become(self, other: Story) -> None:
        """Be what another story is: whoever holds this one looks at that."""
        for each in fields(self):
            setattr(self, each.name, getattr(other, each.name))

    def label(self, record_id: str) -> str:
        """What a reader calls a record."""
        record = self.records.get(record_id)
        return record.label if record else record_id

    def labels(self, *ids: str) -> list[str]:
        """What a reader calls several people: with their ids where two have one name."""
        owners: dict[str, set[str]] = {}
        for one in ids:
            owners.setdefault(self.label(one), set()).add(one)
        named = ((self.label(one), one) for one in ids)
        return [f"{label} ({one})" if len(owners[label]) > 1 else label for label, one in named]

    def titled(self, record_id: str) -> str:
        """A record's name inside a sentence: titles of events and scenes in quotation marks."""
        record = self.records.get(record_id)
        if record is None:
            return record_id
        if record_id.startswith("~"):  # a scene of a draft has no title
            return record.label
        return f"“{record.label}”" if record.kind in ("event", "scene", "fact") else record.label

    def present_at(self, event_id: str, real: bool = True) -> Iterator[Present]:
        """Who is at an event: its own `who` and that of the scenes that tell it."""
        for present in self.presences.get(event_id, ()):
            if present.real or not real:
                yield present

    @property
    def real_presences(self) -> Iterator[Present]:
        """Every real presence of every event."""
        for presences in self.presences.values():
            for present in presences:
                if present.real:
                    yield present
