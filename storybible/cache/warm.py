"""A bible out of the cache: solved, and with records that are read when somebody looks at them.

Kept are the names, who is present where, the points in time and the solved network.  A record is a *shell* at
first; the file it stands in is read, and what it mentions resolved, at the first look at any of its fields.
What is not kept (periods, words for statements) is worked out anew, for one record or for all, in the same
way and with the same points as ever.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from storybible import records as r
from storybible.bible import Bible
from storybible.demand import Demand
from storybible.encode import encode, encode_alone
from storybible.encoding import Encoding
from storybible.folder import Gathered
from storybible.linking import NAMED, TABLES, Linker, build
from storybible.loader import Loaded, read
from storybible.names import NameIndex
from storybible.reading.files import known_fields, read_file
from storybible.stn import Key
from storybible.stn.frozen import frozen, thawed
from storybible.story import Present, Story
from storybible.timeline import Timeline

Json = dict[str, Any]
MANY = 300
"""Looks at single statements after which all of them are worked out together."""

# ---- keeping --------------------------------------------------------------------------------------------


def frozen_bible(bible: Bible) -> Json:
    """What is kept of a bible whose timeline nobody has asked anything yet."""
    story, timeline = bible.story, bible.timeline
    encoding = timeline.encoding
    files = {file: n for n, file in enumerate(bible.loaded.files)}
    places = ((x.kind, x.id, x.id_text.span) for x in bible.loaded.records)
    return {
        "records": [[kind, id_, files[at.file], at.line, at.column] for kind, id_, at in places],
        "whole": {file: sorted(whole) for file, whole in bible.loaded.whole.items() if whole},
        "names": story.names.by_name,
        "presences": [
            [event, present.who, present.scene, _nth(story, present), present.real]
            for event, found in story.presences.items()
            for present in found
        ],
        "revivals": story.revivals,
        "telling": story.scenes_telling,
        "starts": encoding.starts, "ends": encoding.ends, "births": encoding.births,
        "arrivals": encoding.arrivals,
        "deaths": encoding.deaths, "died": sorted(encoding.died_by_statement), "points": encoding.points,
        "begins": [encoding.begins[record.id] for record in bible.loaded.records],
        "exact": [encoding.exact, encoding.exact_starts, encoding.exact_births],
        "network": frozen(timeline.network),
    }  # fmt: skip


def _nth(story: Story, present: Present) -> int:
    """Which of the entries of `who` a presence is."""
    people = story.scenes[present.scene].who if present.scene else story.events[present.event].who
    return next(n for n, entry in enumerate(people) if entry is present.presence)


# ---- records --------------------------------------------------------------------------------------------


class Shelf:
    """The texts of a bible and the shells of the records in them."""

    def __init__(self, gathered: Gathered, made: Json) -> None:
        self.gathered = gathered
        self.known = known_fields(gathered.config)
        self.whole: dict[str, list[str]] = made["whole"]
        self.names = NameIndex()
        self.shells: list[r.Record] = []
        self.places: dict[str, list[tuple[r.Record, tuple[str, int, int]]]] = {}
        self.file_of: dict[str, str] = {}
        files = list(gathered.texts)
        for kind, id_, number, line, column in made["records"]:
            cls = shell_of(kind)
            shell: r.Record = cls.__new__(cls)
            shell.id, shell.kind, shell.shelf = id_, kind, self  # type: ignore[attr-defined]
            self.shells.append(shell)
            self.file_of[id_] = files[number]
            self.places.setdefault(files[number], []).append((shell, (kind, line, column)))
            self.names.kind_of[id_] = kind
        self.names.by_name = made["names"]

    def fill(self, record: r.Record) -> None:
        """Read the file of a record, and resolve what its records mention."""
        config, file = self.gathered.config, self.file_of[record.id]
        whole = frozenset(self.whole.get(file, ()))
        result = read_file(self.gathered.texts[file], file, config, self.known, whole)
        found = {(x.kind, x.id_text.span.line, x.id_text.span.column): x for x in result.records}
        linker = Linker(Story(config, names=self.names))  # what is wrong was said when it was kept
        shells = self.places.pop(file)
        for shell, place in shells:
            for name in field_names(r.KINDS[shell.kind]) - {"id", "kind"}:
                setattr(shell, name, getattr(found[place], name))
        for shell, _ in shells:
            linker.link(shell)


@cache
def shell_of(kind: str) -> Any:
    """The class of a kind of record whose fields are filled in at the first look at one of them."""

    def look(self: Any, name: str) -> Any:
        if name not in names:
            raise AttributeError(name)
        self.shelf.fill(self)
        return getattr(self, name)

    cls = r.KINDS[kind]
    names = field_names(cls)
    return type(cls.__name__, (cls,), {"__slots__": ("shelf",), "__getattr__": look})


def field_names(cls: type[Any]) -> frozenset[str]:
    """The names of the fields of a dataclass."""
    return frozenset(cls.__dataclass_fields__)


class LatePresent(Present):
    """A presence whose statement is looked up when it is wanted."""

    __slots__ = ("nth", "story")

    def __init__(self, story: Story, nth: int, who: str, event: str, scene: str | None, real: bool) -> None:
        given = {"who": who, "event": event, "scene": scene, "real": real, "story": story, "nth": nth}
        for name, value in given.items():
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        if name != "presence":
            raise AttributeError(name)
        people = self.story.scenes[self.scene].who if self.scene else self.story.events[self.event].who
        object.__setattr__(self, name, people[self.nth])
        return people[self.nth]


class WarmStory(Story):
    """A story of shells.  What is missing is worked out by linking all of them."""

    __slots__ = ()

    @classmethod
    def of(cls, shelf: Shelf, made: Json) -> WarmStory:
        """The story with what was kept of it."""
        story = cls.__new__(cls)
        story.config, story.names = shelf.gathered.config, shelf.names
        story.records = {shell.id: shell for shell in shelf.shells}
        tables: dict[str, dict[str, r.Record]] = {name: {} for name in TABLES.values()}
        for shell in shelf.shells:
            tables[TABLES[shell.kind]][shell.id] = shell
        for name, table in tables.items():
            setattr(story, name, table)
        story.presences = {event: [] for event in story.events}
        story.appearances = {}
        for event, who, scene, nth, real in made["presences"]:
            present = LatePresent(story, nth, who, event, scene, real)
            story.presences[event].append(present)
            if real:
                story.appearances.setdefault(who, []).append(present)
        story.revivals, story.scenes_telling = made["revivals"], made["telling"]
        linker = Linker(Story(story.config, names=story.names))
        for reading in story.config.mentions:
            linker.ref(reading.meant, *NAMED)
        return story

    def __getattr__(self, name: str) -> Any:
        if name not in field_names(Story):
            raise AttributeError(name)
        _complete(self, build(self.config, self.records.values()), Story)
        return getattr(self, name)


def _complete(partial: object, whole: object, cls: type[Any]) -> None:
    """Fill in the fields that are missing."""
    for name in field_names(cls):
        try:
            object.__getattribute__(partial, name)
        except AttributeError:
            setattr(partial, name, getattr(whole, name))


# ---- time -----------------------------------------------------------------------------------------------


class WarmEncoding(Encoding):
    """The points of a story.  Statements are worked out for one record or, when all are wanted, for all."""

    __slots__ = ()

    @classmethod
    def of(cls, story: Story, made: Json) -> WarmEncoding:
        """The encoding with what was kept of it."""
        encoding = cls.__new__(cls)
        encoding.story, encoding.hypothetical, encoding.points = story, frozenset(), made["points"]
        encoding.starts, encoding.ends = made["starts"], made["ends"]
        encoding.births, encoding.deaths = made["births"], made["deaths"]
        encoding.arrivals = made["arrivals"]
        encoding.died_by_statement = set(made["died"])
        encoding.begins = dict(zip(story.records, made["begins"], strict=True))
        encoding.exact, encoding.exact_starts, encoding.exact_births = (
            {id_: (day, tuple(key)) for id_, (day, key) in table.items()} for table in made["exact"]
        )
        encoding.stated = LateStated(encoding)
        return encoding

    def __getattr__(self, name: str) -> Any:
        if name not in field_names(Encoding):
            raise AttributeError(name)
        _complete(self, encode(self.story), Encoding)
        return getattr(self, name)


class Late(dict[Any, Any]):
    """A dictionary that is filled when all of it is wanted, or one entry that is not there yet."""

    complete = False

    def fill(self) -> None:
        """Put everything in."""
        raise NotImplementedError

    def look(self, key: Key) -> None:
        """Put one entry in, and perhaps others."""
        self.all()

    def all(self) -> None:
        """Put everything in, once."""
        if not self.complete:
            self.complete = True
            self.clear()
            self.fill()

    def _find(self, key: Key) -> None:
        if not self.complete and not dict.__contains__(self, key):
            self.look(key)

    def __contains__(self, key: object) -> bool:
        self._find(key)  # type: ignore[arg-type]
        return dict.__contains__(self, key)

    def __getitem__(self, key: Key) -> Any:
        self._find(key)
        return dict.__getitem__(self, key)

    def get(self, key: Key, default: Any = None) -> Any:
        self._find(key)
        return dict.get(self, key, default)

    def __iter__(self) -> Iterator[Key]:
        self.all()
        return dict.__iter__(self)

    def __len__(self) -> int:
        self.all()
        return dict.__len__(self)

    def keys(self) -> Any:
        self.all()
        return dict.keys(self)

    def values(self) -> Any:
        self.all()
        return dict.values(self)

    def items(self) -> Any:
        self.all()
        return dict.items(self)


class LateStated(Late):
    """The statements by their keys, worked out record by record."""

    def __init__(self, encoding: WarmEncoding) -> None:
        self.encoding = encoding
        self.looks = 0

    def fill(self) -> None:
        self.update(encode(self.encoding.story).stated)

    def look(self, key: Key) -> None:
        self.looks += 1
        if self.looks > MANY:
            return self.all()
        record = self.encoding.story.records.get(key[1]) if len(key) > 1 else None
        if record is not None and record.kind == key[0]:
            self.update(encode_alone(self.encoding, record).stated)


class LateDemands(Late):
    """What no event and no period can escape, by its key."""

    def __init__(self, encoding: WarmEncoding) -> None:
        self.encoding = encoding

    def fill(self) -> None:
        demand: Demand
        for demand in self.encoding.demands:
            self.setdefault(demand.key, demand)

    def look(self, key: Key) -> None:
        if key[:1] == ("~demand",):
            self.all()


# ---- all of it ------------------------------------------------------------------------------------------


class WarmLoaded(Loaded):
    """What was read; the diagnostics are had by reading everything."""

    __slots__ = ("gathered",)
    gathered: Gathered

    def __getattr__(self, name: str) -> Any:
        if name not in field_names(Loaded):
            raise AttributeError(name)
        _complete(self, read(self.gathered), Loaded)
        return getattr(self, name)


class WarmBible(Bible):
    """A bible of shells, with its timeline solved."""

    @classmethod
    def thawed(cls, gathered: Gathered, made: Json) -> WarmBible:
        """The bible with these texts, of which :func:`frozen_bible` kept ``made``."""
        shelf = Shelf(gathered, made)
        story = WarmStory.of(shelf, made)
        loaded = WarmLoaded.__new__(WarmLoaded)
        loaded.gathered, loaded.config, loaded.root = gathered, gathered.config, gathered.root
        loaded.files, loaded.records = gathered.texts, shelf.shells
        bible = cls(gathered.root, loaded, story)
        encoding = WarmEncoding.of(story, made)
        bible.__dict__["timeline"] = Timeline.solved(encoding, LateDemands(encoding), thawed(made["network"]))
        return bible
