"""Whom and what a manuscript may name: every form under which a record of the bible can stand in prose.

Explicit forms are the record's name, title and aliases.  Derived ones are parts of a person's name ("Mara",
"Venn" of "Mara Venn").  Supposed ones are short forms of a given name that nobody else bears.  A form may
belong to several records: which is meant is then not guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from storybible import records as r
from storybible.config import MentionReading, Term
from storybible.manuscript.pet_names import kindred
from storybible.manuscript.words import COMMON_NAMES, HONORIFICS, MEN, NUMERALS, PARTICLES, WOMEN
from storybible.names import PLAIN
from storybible.story import Story

EXPLICIT, DERIVED, SUPPOSED = 0, 1, 2
"""How a form is known: written in the bible; a part of a name; a short form of a given name."""
NAMED_KINDS = ("character", "place", "item", "group", "office")


@dataclass(frozen=True, slots=True)
class Use:
    """One record that a form may mean; ``alias`` where the form is an alias, with its period."""

    id: str
    kind: str
    how: int = EXPLICIT
    alias: r.Alias | None = None


@dataclass(slots=True)
class Form:
    """A way to write a name: its words, what stands between them, and the records it may mean.

    ``between[i]`` stands before ``words[i + 1]``: a blank, a hyphen, an apostrophe.  ``explicit`` tells that
    somebody wrote it in the bible; ``lower`` that it begins with a small letter as a rule ("the ring"), and
    may begin a sentence with a capital; ``common`` that it is also a word of the language ("Will", "May").
    """

    words: tuple[str, ...]
    between: tuple[str, ...]
    uses: list[Use] = field(default_factory=list)
    explicit: bool = False
    lower: bool = field(init=False)
    common: bool = field(init=False)

    def __post_init__(self) -> None:
        self.lower = self.words[0][:1].islower()
        self.common = len(self.words) == 1 and self.words[0].casefold() in COMMON_NAMES

    @property
    def text(self) -> str:
        """The form as one would write it."""
        return self.words[0] + "".join(a + b for a, b in zip(self.between, self.words[1:], strict=True))


class Cast:
    """The forms of all records that prose can name, found by their first word."""

    def __init__(self) -> None:
        self.forms: dict[tuple[tuple[str, ...], tuple[str, ...]], Form] = {}
        self.by_first: dict[str, tuple[Form, ...]] = {}
        self.sex: dict[str, str] = {}
        self.kind_of: dict[str, str] = {}
        self.labels: dict[str, str] = {}
        self.words: set[str] = set()
        self.readings: dict[str, list[MentionReading]] = {}
        self.terms: tuple[Term, ...] = ()
        self._given: list[tuple[str, str, str]] = []

    @classmethod
    def of(cls, story: Story) -> Cast:
        """All names of a story's characters, places, items, groups and offices."""
        cast = cls()
        people = []
        for record in story.records.values():
            if record.kind not in NAMED_KINDS:
                continue
            cast._enter(record)
            if isinstance(record, r.Character):
                people.append(record)
        for person in people:
            cast._derive(person)
        cast.terms = story.config.terms
        for reading in story.config.mentions:
            cast._settle(reading)
        cast._close()
        return cast

    @classmethod
    def of_names(cls, names: Iterable[str]) -> Cast:
        """People known by nothing but their names; each name is its own id."""
        cast = cls()
        listed = list(names)
        for name in listed:
            cast.kind_of[name] = "character"
            cast.labels[name] = name
            cast._add(name, Use(name, "character"))
        for name in listed:
            cast._derive_from(name, name, "")
        cast._close()
        return cast

    def label(self, record_id: str) -> str:
        """What a reader calls a record."""
        return self.labels.get(record_id, record_id)

    def _enter(self, record: r.Record) -> None:
        self.kind_of[record.id] = record.kind
        self.labels[record.id] = record.label
        self._add(record.label, Use(record.id, record.kind))
        for alias in record.aliases:
            self._add(alias.name.value, Use(record.id, record.kind, alias=alias))

    def _add(self, name: str, use: Use) -> None:
        words, between = _without_article(name)
        if not words:
            return
        form = self.forms.setdefault((words, between), Form(words, between))
        if not any(u.id == use.id for u in form.uses):
            form.uses.append(use)
            form.explicit = True

    def _settle(self, reading: MentionReading) -> None:
        """Enter the writer's word on whom a name means; the name need be none of the bible's."""
        words, between = _without_article(reading.name.value)
        if words and (reading.meant is None or reading.meant.id is not None):
            self.forms.setdefault((words, between), Form(words, between))
            self.readings.setdefault(" ".join(words), []).append(reading)

    def _derive(self, person: r.Character) -> None:
        sex = person.sex.value.casefold() if person.sex is not None else ""
        if sex in ("female", "male"):
            self.sex[person.id] = sex
        self._derive_from(person.id, person.label, sex)

    def _derive_from(self, record_id: str, name: str, sex: str) -> None:
        """Parts of a full name: the given name, the name without its title, the family name."""
        words, between = split_name(name)
        units = _units(between, len(words))
        if not units:  # "???"
            return
        bare = ["-".join(words[a:b]).casefold() for a, b in units]
        if not sex and bare and bare[0] in MEN | WOMEN:
            self.sex[record_id] = "male" if bare[0] in MEN else "female"
        first = 0
        while first < len(units) - 1 and bare[first] in HONORIFICS:
            first += 1
        last = len(units)
        while last > first + 1 and bare[last - 1] in NUMERALS:
            last -= 1
        for start, end in _parts(bare, first, last):
            begin, after = units[start][0], units[end - 1][1]
            self._part_of(record_id, words[begin:after], between[begin : after - 1], DERIVED)
        begin, after = units[last - 1]
        family = words[begin] if last - 1 > first and after == begin + 1 else ""
        self._given.append((record_id, words[units[first][0]], family))

    def _part_of(self, record_id: str, part: tuple[str, ...], seps: tuple[str, ...], how: int) -> None:
        """Enter a form that follows from a name, unless it is somebody's by the writer's own word."""
        if not part[0][:1].isupper() or len("".join(part)) < 2:
            return
        form = self.forms.setdefault((part, seps), Form(part, seps))
        if not form.explicit and not any(u.id == record_id for u in form.uses):
            form.uses.append(Use(record_id, "character", how))

    def _suppose(self) -> None:
        """Short forms of given names, where nobody of the cast bears them: alone or with the family name."""
        borne = {form.words[0] for form in self.forms.values()}
        for record_id, given, family in self._given:
            for name in sorted(kindred(given) - borne):
                self._part_of(record_id, (name,), (), SUPPOSED)
                if family:
                    self._part_of(record_id, (name, family), (" ",), SUPPOSED)

    def _close(self) -> None:
        """Forms by the words they may begin with in a text, the longest first."""
        self._suppose()
        listed: dict[str, list[Form]] = {}
        for form in self.forms.values():
            word = form.words[0]
            self.words.update(w.casefold() for w in form.words)
            spelt = {word, word.upper()} if len(form.text) > 2 else {word}
            if form.lower:
                spelt.add(word[:1].upper() + word[1:])
            for spelling in spelt:
                listed.setdefault(spelling, []).append(form)
        for first, forms in listed.items():
            forms.sort(key=lambda form: (-len(form.words), -len(form.text)))
            self.by_first[first] = tuple(forms)

    def fits_title(self, record_id: str, title: str) -> bool:
        """Whether a title before a name does not contradict a person's sex."""
        against = {"female": MEN, "male": WOMEN}.get(self.sex.get(record_id, ""))
        return against is None or title not in against


def _units(between: tuple[str, ...], count: int) -> list[tuple[int, int]]:
    """Stretches of words that belong together: those with a hyphen or an apostrophe between them."""
    cuts = [0, *(i + 1 for i, gap in enumerate(between) if gap == " "), count]
    return [(a, b) for a, b in pairwise(cuts) if a < b]


def _parts(bare: list[str], first: int, last: int) -> set[tuple[int, int]]:
    """Which stretches of a full name may stand for it: those that neither begin nor end with a particle."""
    family = last - 1
    while family - 1 > first and bare[family - 1] in PARTICLES:
        family -= 1
    parts = {(first, last), (family, last)}
    if last - first <= 6:
        parts.update((a, b) for a in range(first, last) for b in range(a + 2, last + 1))
    parts.update((i, i + 1) for i in range(first, last))
    small = PARTICLES | HONORIFICS
    return {(a, b) for a, b in parts if bare[b - 1] not in small and (bare[a] not in small or a == family)}


def _without_article(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    words, between = split_name(name)
    return (words[1:], between[1:]) if len(words) > 1 and words[0].casefold() == "the" else (words, between)


def split_name(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A name's words and what stands between them, in composed characters; points are left out."""
    words: list[str] = []
    between: list[str] = []
    plain = re.sub(r"\s*\(.*?\)", "", unicodedata.normalize("NFC", name).translate(PLAIN))
    gap = ""
    for sign in plain:
        if sign.isalnum():
            if gap and words:
                between.append(joint(gap))
            if gap or not words:
                words.append(sign)
            else:
                words[-1] += sign
            gap = ""
        else:
            gap += sign
    return tuple(words), tuple(between)


def joint(gap: str) -> str:
    """What stands between two words, in one way of writing it: a blank, or marks without blanks."""
    if gap == " ":
        return gap
    plain = gap.translate(PLAIN).replace(".", "").replace("_", "").replace("*", "")
    bare = plain.strip()
    if not bare:
        return "\n\n" if plain.count("\n") > 1 else " "
    return bare
