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
    The result is that of :func:`storybible.linking.build`.  Records are told apart as objects: a file that
    has not changed has to give the same ones (:class:`storybible.folder.FileCache`).
    """

    def __init__(self) -> None:
        self.known: dict[str, Linked] = {}
        self._names = NameIndex()
        self.settings = ""

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
        self.known, self._names, self.settings = made, story.names, settings
        return story


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
