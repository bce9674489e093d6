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
from storybible.linking import TABLES, Linker, join
from storybible.names import NameIndex
from storybible.story import Story


@dataclass(slots=True)
class Linked:
    """What linking one record led to; ``names`` are its names as they compare."""

    record: r.Record
    names: list[str]
    diagnostics: list[Diagnostic]
    used: set[str]
    named_days: list[tuple[str, r.Time]]


class Relinker:
    """Links the records of one bible again and again; what it made before stays as it was.

    The result is that of :func:`storybible.linking.build`.  Records are told apart as objects: a file that
    has not changed has to give the same ones (:class:`storybible.folder.FileCache`).
    """

    def __init__(self) -> None:
        self._known: dict[int, Linked] = {}
        self._names: tuple[list[tuple[str, str]], list[tuple[str, list[str]]]] = ([], [])
        self.settings = ""

    def build(self, config: Config, settings: str, records: Iterable[r.Record]) -> Story:
        """The story of these records; ``settings`` is the text that ``config`` was read from."""
        story = Story(config)
        for record in records:
            if record.id not in story.records:
                story.records[record.id] = record
                getattr(story, TABLES[record.kind])[record.id] = record
        known = self._known if settings == self.settings else {}
        called = {id_: self._called(record, known) for id_, record in story.records.items()}
        names = story.names
        for record in story.records.values():
            names.kind_of[record.id] = record.kind
            for name in called[record.id]:
                ids = names.by_name.setdefault(name, [])
                if record.id not in ids:
                    ids.append(record.id)
        state = list(names.kind_of.items()), list(names.by_name.items())
        if state != self._names:
            known = {}
        linker = Linker(story)
        made: dict[int, Linked] = {}
        for record in story.records.values():
            linked = known.get(id(record))
            if linked is None or linked.record is not record:
                linked = _linked(linker, record, called[record.id])
            made[id(record)] = linked
            story.used |= linked.used
            story.diagnostics += linked.diagnostics
            story.named_days += linked.named_days
        linker.owner = next(reversed(story.records), "")
        join(linker)
        self._known, self._names, self.settings = made, state, settings
        return story

    def of(self, record: r.Record) -> Linked:
        """How a record of the last story was linked: another object wherever that was done anew."""
        return self._known[id(record)]

    def _called(self, record: r.Record, known: dict[int, Linked]) -> list[str]:
        linked = known.get(id(record))
        return linked.names if linked is not None and linked.record is record else NameIndex.names_of(record)


def _linked(linker: Linker, record: r.Record, names: list[str]) -> Linked:
    """Link one record, and take what that led to out of the story."""
    story = linker.story
    before = story.diagnostics, linker.used, story.named_days
    story.diagnostics, story.named_days, linker.used = [], [], set()
    linker.link(record)
    made = Linked(record, names, story.diagnostics, linker.used, story.named_days)
    story.diagnostics, linker.used, story.named_days = before
    return made
