"""A story linked again after a change of some texts: only what may have changed is linked anew.

What a record mentions depends on the record, on the settings and on what its words stand for.
Each record therefore notes which names it looked up, found or not; it is linked again where it was read again
or one of these stands for something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress, count
from operator import is_not
from typing import Any

from storybible import records as r
from storybible.config import Config
from storybible.diagnostics import Diagnostic
from storybible.gathering import gather_again
from storybible.linking import PATIENCE, TABLES
from storybible.noting import NotedNames, NotingLinker, Words
from storybible.story import Present, Story

NARROW = 1e-4
"""Between two numbers that are less apart, no record is put."""
READ = 3
"""Time expressions that are kept for each record, at most."""


@dataclass(slots=True)
class Linked:
    """What linking one record led to; ``asked`` are the names and ids that it looked up."""

    record: r.Record
    diagnostics: list[Diagnostic]
    used: set[str]
    named_days: list[tuple[str, r.Time]]
    presences: list[Present]
    asked: set[str]


class Relinker:
    """Links the records of one bible again and again; a story that it made before is of no use then.

    ``known`` is how each record of the last story was linked: another object wherever that was done anew.
    ``changed`` are those records, as against the story before (None: all), ``gone`` those that there are no
    more.  The result is that of :func:`storybible.linking.build`.  Records are told apart as objects: a file
    that has not changed has to give the same ones (:class:`storybible.folder.FileCache`).
    """

    def __init__(self) -> None:
        self.changed: set[str] | None = None
        self.gone: set[str] = set()
        self.settings = ""
        self._begin()

    def _begin(self) -> None:
        """Know nothing."""
        self.known: dict[str, Linked] = {}
        self._story: Story | None = None
        self._records: list[r.Record] = []
        self._place: dict[str, float] = {}
        self._names = NotedNames(self._place)
        self._words = Words()
        self._used: set[str] = set()
        self._users: dict[str, set[str]] = {}
        self._askers: dict[str, set[str]] = {}
        self._left: dict[str, set[str]] = {}
        # the records with diagnostics, those with days that are named, the events that bring somebody back
        self._wrong, self._dated, self._reviving = set[str](), set[str](), set[str]()
        self._circles: list[Diagnostic] = []

    def users(self, record_id: str) -> Iterable[str]:
        """The records that mention a record; those that did before where it is gone since the last story."""
        return self._users.get(record_id, self._left.get(record_id, set()))

    def build(self, config: Config, settings: str, records: Iterable[r.Record]) -> Story:
        """The story of these records; ``settings`` is the text that ``config`` was read from."""
        records = list(records)
        ids: set[str] = set()
        whole = self._story is None or settings != self.settings
        if whole:
            ids = set(self.known)
            self._begin()
        before = self._story or Story(config)
        self._story = None  # what is known is of no use if this is interrupted
        change = _change(self._records, records)
        if change.shifted:
            _number(self._place, change)
            if len(self._place) < len(records):
                self._begin()
                return self.build(config, settings, _first_of_each(records))
        self._left = {id_: {*self._users.get(id_, ())} for id_ in change.lost}
        story = Story(config, names=self._names)
        _fill_tables(story, before, change)
        self._names.ids = story.records
        words = self._names.replace(change.fresh, change.lost, change.moved)
        anew = {record.id for record in change.fresh}.union(*[self._askers.get(word, ()) for word in words])
        anew -= change.lost
        linker = self._link(story, anew)
        for id_ in change.lost:
            self._enter(id_, None)
        if change.shifted:
            self.known = dict(zip(story.records, map(self.known.__getitem__, story.records), strict=True))
        self._put_together(linker, before, anew | change.lost, change.moved)
        self.changed, self.gone = (None, ids - self.known.keys()) if whole else (anew, change.lost)
        self._story, self._records, self.settings = story, records, settings
        return story

    def _link(self, story: Story, anew: set[str]) -> NotingLinker:
        """Link records anew, and those of which something was wrong: how many hints there are depends on how
        much else is wrong."""
        if len(self._words.times) > READ * len(self._place) + 100:
            self._words = Words()
        linker = NotingLinker(story, self._words)
        linker.names.patience = PATIENCE
        for id_ in sorted(anew | (self._wrong & story.records.keys()), key=self._place.__getitem__):
            linked = _linked(linker, story.records[id_])
            if id_ in anew:
                self._enter(id_, linked)
                self.known[id_] = linked
            else:
                self.known[id_].diagnostics = linked.diagnostics
        return linker

    def _enter(self, id_: str, linked: Linked | None) -> None:
        """Note what linking a record led to; None: there is no such record any more."""
        old = self.known.get(id_)
        was, now = (old.used if old else set()), (linked.used if linked else set())
        _move(self._users, id_, was, now)
        for other in was ^ now:
            _mark(self._used, other, other in self._users)
        _move(self._askers, id_, old.asked if old else set(), linked.asked if linked else set())
        _mark(self._wrong, id_, linked is not None and bool(linked.diagnostics))
        _mark(self._dated, id_, linked is not None and bool(linked.named_days))
        revives = linked is not None and isinstance(linked.record, r.Event) and bool(linked.record.revivals)
        _mark(self._reviving, id_, revives)

    def _put_together(self, linker: NotingLinker, before: Story, others: set[str], moved: bool) -> None:
        """The story, of what each record of it gave; ``others`` may be otherwise than they were before."""
        story, place = linker.story, self._place.__getitem__
        for id_ in sorted(self._wrong, key=place):
            story.diagnostics += self.known[id_].diagnostics
        for id_ in sorted(self._dated, key=place):
            story.named_days += self.known[id_].named_days
        linker.used = set()
        linker.owner = next(reversed(story.records), "")
        linker.settings()
        story.used = self._used if linker.used <= self._used else self._used | linker.used
        known = len(story.diagnostics)
        hosts = story.places, story.scenes, before.places, before.scenes
        if any(id_ in table for id_ in others for table in hosts):
            linker.circles()
            self._circles = story.diagnostics[known:]
        else:
            story.diagnostics += self._circles
        reviving = sorted(self._reviving, key=place)
        gather_again(story, before, others, self._presences, reviving, self._place, moved)

    def _presences(self, event: str) -> list[Present]:
        """Those whom an event names itself."""
        return self.known[event].presences


# ---- what has changed -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Change:
    """What became of the records: from the one numbered ``at`` on, ``new`` ones stand for ``old`` ones.

    ``fresh`` of these are others than before, and ``lost`` the ids that there are no more.  ``shifted``: the
    ids are not the same in the same order; ``moved``: some have changed places.
    """

    records: list[r.Record]
    at: int
    old: list[r.Record]
    new: list[r.Record]
    fresh: list[r.Record]
    lost: set[str]
    shifted: bool
    moved: bool


def _change(before: list[r.Record], after: list[r.Record]) -> _Change:
    """What became of records that are the same objects where they have not changed."""
    first = _alike(before, after)
    old, new = before[first:], after[first:]
    rest = _alike(old[::-1], new[::-1])
    old, new = old[: len(old) - rest], new[: len(new) - rest]
    were, are = {record.id: record for record in old}, {record.id: record for record in new}
    shifted = [*were] != [record.id for record in new]
    moved = shifted and [id_ for id_ in were if id_ in are] != [id_ for id_ in are if id_ in were]
    fresh = new if moved else [record for record in new if were.get(record.id) is not record]
    return _Change(after, first, old, new, fresh, were.keys() - are.keys(), shifted, moved)


def _alike(some: Sequence[object], others: Sequence[object]) -> int:
    """How many are the same objects from the beginning on."""
    return next(compress(count(), map(is_not, some, others)), min(len(some), len(others)))


def _number(place: dict[str, float], change: _Change) -> None:
    """Number the new records between those in front of them and those behind."""
    for id_ in change.lost:
        del place[id_]
    records, behind, many = change.records, change.at + len(change.new), len(change.new) + 1
    low = place[records[change.at - 1].id] if change.at else None
    high = place[records[behind].id] if behind < len(records) else None
    if low is None:
        low = 0.0 if high is None else high - many
    step = 1.0 if high is None else (high - low) / many
    if step < NARROW:
        place.update((record.id, float(n)) for n, record in enumerate(records))
    else:
        place.update((record.id, low + n * step) for n, record in enumerate(change.new, 1))


def _first_of_each(records: Iterable[r.Record]) -> Iterable[r.Record]:
    """The records without those whose ids are taken."""
    unique: dict[str, r.Record] = {}
    for record in records:
        unique.setdefault(record.id, record)
    return unique.values()


def _move(index: dict[str, set[str]], id_: str, old: set[str], new: set[str]) -> None:
    """Enter an id under other keys of an index."""
    if old == new:
        return
    for key in old - new:
        index[key].discard(id_)
        if not index[key]:
            del index[key]
    for key in new - old if old else new:
        index.setdefault(key, set()).add(id_)


def _mark(ids: set[str], id_: str, marked: bool) -> None:
    """Have an id among others, or not."""
    if marked:
        ids.add(id_)
    else:
        ids.discard(id_)


# ---- one story ------------------------------------------------------------------------------------------


def _fill_tables(story: Story, before: Story, change: _Change) -> None:
    """All records of a story, and those of each kind, in their order."""
    story.records = _replaced(before.records, change, "")
    for kind, table in TABLES.items():
        setattr(story, table, _replaced(getattr(before, table), change, kind))


def _replaced(table: dict[str, Any], change: _Change, kind: str) -> dict[str, Any]:
    """A table of the records of one kind ("" for all) after a change."""
    old = [record.id for record in change.old if kind in ("", record.kind)]
    new = {record.id: record for record in change.new if kind in ("", record.kind)}
    if old == [*new]:
        table.update(new)
        return table
    ids, records = [*table], [*table.values()]
    if old:
        at = ids.index(old[0])
    else:
        front = (record.id for record in reversed(change.records[: change.at]) if kind in ("", record.kind))
        at = ids.index(last) + 1 if (last := next(front, None)) else 0
    ids[at : at + len(old)] = new
    records[at : at + len(old)] = new.values()
    return dict(zip(ids, records, strict=True))


def _linked(linker: NotingLinker, record: r.Record) -> Linked:
    """Link one record, and take what that led to out of the story."""
    story = linker.story
    story.diagnostics, story.named_days, linker.used, linker.names.asked = [], [], set(), set()
    linker.link(record)
    presences = story.presences.pop(record.id, [])
    asked = linker.names.asked
    made = Linked(record, story.diagnostics, linker.used, story.named_days, presences, asked)
    story.diagnostics, story.named_days, linker.names.asked = [], [], set()
    return made
