"""A story linked again after a change of some texts: only what may have changed is linked anew.

What a record mentions depends on the record, on what all records are called and on the settings.  Where names
and settings are as before, records whose file did not change keep what was found for them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from storybible import records as r
from storybible.config import Config
from storybible.diagnostics import Diagnostic
from storybible.linking import PATIENCE, TABLES, Linker, join
from storybible.names import NameIndex
from storybible.story import Present, Story


@dataclass(slots=True)
class Linked:
    """What linking one record led to; ``names`` are its names as they compare."""

    record: r.Record
    names: list[str]
    diagnostics: list[Diagnostic]
    used: set[str]
    named_days: list[tuple[str, r.Time]]
    presences: list[Present]


class Relinker:
    """Links the records of one bible again and again; what it made before stays as it was.

    ``known`` is how each record of the last story was linked: another object wherever that was done anew.
    ``changed`` are those records, as against the story before (None: all), ``gone`` those that there are no
    more.  The result is that of :func:`storybible.linking.build`.  Records are told apart as objects: a file
    that has not changed has to give the same ones (:class:`storybible.folder.FileCache`).
    """

    def __init__(self) -> None:
        self.known: dict[str, Linked] = {}
        self.changed: set[str] | None = None
        self.gone: set[str] = set()
        self._users: dict[str, set[str]] = {}
        self._left: dict[str, set[str]] = {}
        self._names = NameIndex()
        self.settings = ""

    def users(self, record_id: str) -> Iterable[str]:
        """The records that mention a record; those that did before where it is gone since the last story."""
        return self._users.get(record_id, self._left.get(record_id, set()))

    def build(self, config: Config, settings: str, records: Iterable[r.Record]) -> Story:
        """The story of these records; ``settings`` is the text that ``config`` was read from."""
        story = Story(config)
        for record in records:
            story.records.setdefault(record.id, record)
        tables: dict[str, dict[str, r.Record]] = {kind: getattr(story, TABLES[kind]) for kind in TABLES}
        for id_, record in story.records.items():
            tables[record.kind][id_] = record
        known = self.known if settings == self.settings and list(self.known) == list(story.records) else {}
        # what was wrong is said again: how many hints there are depends on how much else is wrong
        new = [x for x in story.records.values() if not known or _changed(known[x.id], x)]
        called = {record.id: NameIndex.names_of(record) for record in new}
        if known and all(_called_as(known[record.id], record, called[record.id]) for record in new):
            story.names = self._names
        else:
            for record in story.records.values():
                story.names.add(record)
            known, new = {}, list(story.records.values())
        story.names.patience = PATIENCE
        linker = Linker(story)
        made = dict(known)
        for record in new:
            made[record.id] = _linked(linker, record, called)
        for linked in made.values():
            if linked.diagnostics:
                story.diagnostics += linked.diagnostics
            if linked.named_days:
                story.named_days += linked.named_days
        story.used.update(*[linked.used for linked in made.values()])
        story.presences = {event: made[event].presences for event in story.events}
        linker.owner = next(reversed(story.records), "")
        join(linker)
        self._note(made, settings)
        self._names = story.names
        return story

    def _note(self, made: dict[str, Linked], settings: str) -> None:
        """Remember how the records are linked now, and what is another than before."""
        known = self.known
        self.changed = {id_ for id_, linked in made.items() if known.get(id_) is not linked}
        self.gone = known.keys() - made.keys()
        self._left = {id_: {*self._users.get(id_, ())} for id_ in self.gone}
        for id_ in [*self.gone, *self.changed]:
            for used in known[id_].used if id_ in known else ():
                users = self._users[used]
                users.discard(id_)
                if not users:
                    del self._users[used]
        for id_ in self.changed:
            for used in made[id_].used:
                self._users.setdefault(used, set()).add(id_)
        if not known or settings != self.settings:
            self.changed = None
        self.known, self.settings = made, settings


def _changed(linked: Linked, record: r.Record) -> bool:
    """Whether a record is to be linked again even where all names are as before."""
    return linked.record is not record or bool(linked.diagnostics)


def _called_as(linked: Linked, record: r.Record, names: list[str]) -> bool:
    """Whether a record has the kind and the names of the one that it replaces."""
    return linked.record.kind == record.kind and linked.names == names


def _linked(linker: Linker, record: r.Record, called: dict[str, list[str]]) -> Linked:
    """Link one record, and take what that led to out of the story."""
    story = linker.story
    before = story.diagnostics, linker.used, story.named_days
    story.diagnostics, story.named_days, linker.used = [], [], set()
    linker.link(record)
    names = called[record.id] if record.id in called else NameIndex.names_of(record)
    presences = story.presences.get(record.id, [])
    made = Linked(record, names, story.diagnostics, linker.used, story.named_days, presences)
    story.diagnostics, linker.used, story.named_days = before
    return made
