"""Names that note what is asked of them, and a linker that parses no time expression twice.

With these notes it is known, when somebody is called otherwise, which records may mean something else now.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from storybible import records as r
from storybible.linking import Linker
from storybible.names import NameIndex, having, near_words, words_of
from storybible.story import Story
from storybible.when import Age, Amount, Parsed, Problem


class Called(NamedTuple):
    """The kind of a record, and its names as they compare."""

    kind: str
    names: list[str]


NOBODY = Called("", [])
MANY = 1_000
"""Misspelt names of which it is remembered what they may mean."""


class NotedNames(NameIndex):
    """Names that change, and note what is asked.

    ``asked`` are all forms in which a name or an id was looked up, found or not; ``place`` numbers the
    records in their order, and ``ids`` are theirs in this order.  What a misspelt name may mean is remembered
    until a name appears or vanishes that it resembles.
    """

    def __init__(self, place: Mapping[str, float]) -> None:
        super().__init__()
        self.asked: set[str] = set()
        self.place = place
        self.ids: Collection[str] = ()
        self.changes = 0
        self._called: dict[str, Called] = {}
        self._changed: dict[str, int] = {}  # by which of the changes a word got another meaning last
        self._in_order = True
        self._near: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        self._known: dict[tuple[str, ...], dict[str, str]] = {}

    def candidates(self, text: str, kinds: tuple[str, ...] = ()) -> list[str]:
        """See :meth:`NameIndex.candidates`."""
        self.asked.add(text)
        if text not in self.kind_of:
            folded = self.fold(text)
            self.asked.add(folded)
            if " " in folded:
                self.asked.add(folded.replace(" ", "-"))
        return super().candidates(text, kinds)

    def nearest(self, text: str, kinds: tuple[str, ...]) -> list[str]:
        """See :meth:`NameIndex.nearest`."""
        near = self._near.get((text, kinds))
        if near is None:
            self.order()
            near = self._near[text, kinds] = super().nearest(text, kinds)
        return near

    def known(self, kinds: tuple[str, ...]) -> dict[str, str]:
        """See :meth:`NameIndex.known`."""
        if kinds not in self._known:
            self._known[kinds] = super().known(kinds)
        return self._known[kinds]

    def same_since(self, words: Iterable[str], change: int) -> bool:
        """Whether these words mean what they meant after a change, of which there are ``changes`` so far."""
        return change == self.changes or all(self._changed.get(word, 0) <= change for word in words)

    def replace(self, records: Iterable[r.Record], lost: Iterable[str], moved: bool) -> set[str]:
        """Enter records under their names of now; the names and ids that stand for something else then.

        ``lost`` are the ids that there are no more; with ``moved``, some records have changed places.
        """
        words: set[str] = set()
        touched: dict[str, list[str]] = {}
        called = {record.id: Called(record.kind, self.names_of(record)) for record in records}
        for id_, new in [*called.items(), *((id_, NOBODY) for id_ in lost)]:
            old = self._called.get(id_, NOBODY)
            if old == new and not moved:
                continue
            if old.kind != new.kind:  # the kind decides, too, whom a name stands for
                words.update((id_,), old.names, new.names)
            for name in old.names:
                ids = self.by_name[name]
                touched.setdefault(name, ids)
                self.by_name[name] = [other for other in ids if other != id_]
            for name in new.names:
                ids = self.by_name.get(name, [])
                touched.setdefault(name, ids)
                self.by_name[name] = [*ids, id_]
            self._called[id_], self.kind_of[id_] = new, new.kind
        for id_ in lost:
            del self._called[id_], self.kind_of[id_]
        for name, ids in touched.items():
            self.by_name[name].sort(key=self.place.__getitem__)
            if self.by_name[name] != ids:
                words.add(name)
            if not self.by_name[name]:
                del self.by_name[name]
        self._forget_near(words, moved)
        if words:
            self.changes += 1
            self._changed.update(dict.fromkeys(words, self.changes))
        if words or moved:
            self._in_order = False
            self._known.clear()
        return words

    def order(self) -> None:
        """Put ids and names into the order of the records (which only decides what is nearest)."""
        if not self._in_order:
            self._in_order = True
            self.kind_of = {id_: self.kind_of[id_] for id_ in self.ids}
            names = dict.fromkeys(chain.from_iterable(self._called[id_].names for id_ in self.ids))
            self.by_name = {name: self.by_name[name] for name in names}

    def _forget_near(self, words: Collection[str], moved: bool) -> None:
        """Forget what misspelt names may mean that resemble one of these words."""
        if moved or len(self._near) > MANY:
            self._near.clear()
        if words and self._near:
            parts = {part for word in words for part in words_of(word)}
            for key in [key for key in self._near if _resembles(key[0], words, parts)]:
                del self._near[key]


def _resembles(text: str, known: Collection[str], parts: Collection[str]) -> bool:
    """Whether a misspelt name may mean one of the known ones (:meth:`NameIndex.nearest`)."""
    words = words_of(text)
    if near_words(text, known, 1) or having(words, known):
        return True
    return len(words) == 1 and bool(near_words(words[0], parts, 1))


class Read(NamedTuple):
    """A time expression that was parsed, what was asked of the names for it, and after how many changes."""

    parsed: Parsed
    asked: frozenset[str]
    changes: int


@dataclass(slots=True)
class Words:
    """Words that were read before, and what they say: time expressions, ages and lengths."""

    times: dict[str, Read] = field(default_factory=dict)
    ages: dict[str, Age | Problem] = field(default_factory=dict)
    lengths: dict[str, Amount | Problem] = field(default_factory=dict)


class NotingLinker(Linker):
    """A linker for a story that is linked again and again; ``words`` are those that it can read.

    (Times that it cannot are read anew: how many hints there are depends on how much else is wrong.)
    """

    names: NotedNames

    def __init__(self, story: Story, words: Words) -> None:
        super().__init__(story)
        self.texts, self.ages, self.lengths = words.times, words.ages, words.lengths
        self.faulty: dict[str, Read] = {}

    def parsed(self, text: str) -> Parsed:
        """What a time expression says, with what was asked for it noted each time."""
        names = self.names
        read = self.texts.get(text) or self.faulty.get(text)
        if read is None or not names.same_since(read.asked, read.changes):
            self.texts.pop(text, None)
            outer, names.asked = names.asked, set()
            parsed = super().parsed(text)
            read = Read(parsed, frozenset(names.asked), names.changes)
            (self.faulty if parsed.problems else self.texts)[text] = read
            names.asked = outer
        names.asked |= read.asked
        return read.parsed
