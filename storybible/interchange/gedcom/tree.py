"""A file's records by their cross-reference, and what any fact says: when, where, from what source."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from storybible.interchange.gedcom.dates import Dated, read_date
from storybible.interchange.gedcom.ids import Ids
from storybible.interchange.gedcom.lines import Line
from storybible.interchange.imported import Leftovers
from storybible.interchange.plain_yaml import Value

KEPT_NOWHERE = "the format has no field for it"
NO_WORDS = "no date that can be read; kept in a note"
_KINDS = {"INDI": "a person", "FAM": "a family", "SOUR": "a source", "NOTE": "a note", "SNOTE": "a note"}
_PASSED = frozenset(("HEAD", "TRLR", "SUBM", "SUBN", "REPO", "OBJE"))
_READ_BELOW: dict[str, frozenset[str]] = {
    "DATE": frozenset(("PHRASE",)), "SOUR": frozenset(("PAGE",)), "FAMC": frozenset(("PEDI", "ADOP")),
    "CHIL": frozenset(("_FREL", "_MREL")), "HUSB": frozenset(("AGE",)), "WIFE": frozenset(("AGE",)),
    **dict.fromkeys(("PLAC", "ADDR", "TYPE", "CAUS", "AGE", "NOTE", "SNOTE", "SEX", "FAMS"), frozenset()),
}  # fmt: skip
"""What is read below lines that are no facts; anything else there is listed."""
_PARTS_OF_TIMES = re.compile(r"^(?:about|between|by|after) | or (?:earlier|later)$| and | to ")


@dataclass(slots=True)
class Fact:
    """What the lines below a fact say; texts are "" where they say nothing."""

    line: Line
    dated: Dated | None = None
    place: str = ""
    source: str = ""
    note: str = ""
    kind: str = ""
    age: str = ""
    cause: str = ""

    @property
    def when(self) -> str:
        """The moment as a time expression."""
        return self.dated.moment if self.dated is not None else ""


class Tree:
    """One file while it is turned into records."""

    def __init__(self, roots: list[Line], left: Leftovers, ids: Ids) -> None:
        self.left = left
        self.ids = ids
        self.people: list[Line] = []
        self.families: list[Line] = []
        self.places: dict[str, str] = {}  # name to id
        self.times: set[str] = set()  # every time expression that is written, and the moments in it
        self._records: dict[tuple[str, str], Line] = {}
        self._titles: dict[str, str] = {}
        for line in roots:
            self._enter(line)

    def _enter(self, line: Line) -> None:
        tag = line.tag
        if tag == "INDI":
            self.people.append(line)
        elif tag == "FAM":
            self.families.append(line)
        elif tag not in _KINDS:
            if tag not in _PASSED:
                self.left.pass_over(tag, line.number, line.written(0), KEPT_NOWHERE)
            return
        if not line.xref:
            if tag not in ("INDI", "FAM"):
                self.left.add(line.number, line.written(0), "has no cross-reference: nothing points to it")
            return
        first = self._records.setdefault((_same(tag), line.xref), line)
        if first is not line:
            self.left.add(
                line.number,
                line.written(0),
                f"is {_KINDS[tag]} already (line {first.number}): who points there means the first",
            )

    def target(self, line: Line, tag: str, level: int) -> Line | None:
        """The record that a line points to; what points nowhere is listed."""
        xref = line.pointer
        if xref == "VOID":  # GEDCOM 7: known to be somebody, not known who
            return None
        found = self._records.get((tag, xref)) if xref else None
        if found is None:
            what = f"points to @{xref}@, and no {tag} of the file is that" if xref else "points to nothing"
            self.left.add(line.number, line.written(level), what)
        return found

    def known(self, xref: str, tag: str) -> bool:
        """Whether a record of this kind is in the file."""
        return (tag, xref) in self._records

    # ---- facts -------------------------------------------------------------------------------------------

    def fact(self, line: Line, path: str, also: Collection[str] = ()) -> Fact:
        """Read the lines below a fact; ``also`` are tags that the caller reads himself."""
        fact = Fact(line)
        address = ""
        for below in line.below:
            tag, value = below.tag, below.value
            if tag == "DATE":
                fact.dated = fact.dated or self.date(below)
            elif tag == "PLAC":
                fact.place = fact.place or place_name(value)
            elif tag == "ADDR":
                address = address or value
            elif tag == "TYPE":
                fact.kind = fact.kind or one_line(value)
            elif tag == "CAUS":
                fact.cause = fact.cause or one_line(value)
            elif tag == "AGE":
                fact.age = fact.age or value
            elif tag == "SOUR":
                fact.source = fact.source or self.sources(line, 2)
            elif tag in ("NOTE", "SNOTE"):
                fact.note = fact.note or self.notes(line, 2)
            elif tag not in also:
                self.pass_over(below, f"{path}.{tag}", 2)
        fact.place = fact.place or place_name(address.replace("\n", ", "))
        if fact.dated is not None and fact.dated.note and fact.dated.text:
            fact.note = joined(fact.dated.note, fact.note)
        return fact

    def date(self, date: Line) -> Dated | None:
        """The date of a line; one without words in the format is listed."""
        dated = read_date(date.value, date.text("PHRASE"))
        if dated is not None and not dated.text:
            self.left.add(date.number, date.written(2), NO_WORDS)
        return dated

    def time(self, text: str) -> str:
        """A time expression that will be written: no name may be the same."""
        self.times.add(text.casefold())
        self.times.update(part.casefold() for part in _PARTS_OF_TIMES.split(text))
        return text

    def stated(self, when: str, source: str = "", note: str = "") -> Value:
        """A time with what it comes from."""
        if not source and not note:
            return self.time(when)
        return {"when": self.time(when), "source": source, "note": note}

    def place(self, name: str) -> str:
        """The id of a place."""
        if name not in self.places:
            self.places[name] = self.ids.make(name, "place")
        return self.places[name]

    # ---- notes and sources -------------------------------------------------------------------------------

    def notes(self, line: Line, level: int) -> str:
        """All notes right below a line."""
        found = []
        for below in line.below:
            if below.tag not in ("NOTE", "SNOTE"):
                continue
            note: Line | None = below
            if below.pointer:
                note = self.target(below, "NOTE", level)
            if note is not None:
                found.append(note.value.replace("@@", "@"))
        return joined(*found)

    def sources(self, line: Line, level: int) -> str:
        """The titles of all sources right below a line, with the page where it is given."""
        found = []
        for below in line.below:
            if below.tag != "SOUR":
                continue
            if below.pointer:
                target = self.target(below, "SOUR", level)
                title = self._title(target) if target is not None else ""
            else:
                title = one_line(below.value)
            page = one_line(below.text("PAGE"))
            found.append(f"{title}, {page}" if title and page else title or page)
        return "; ".join(dict.fromkeys(text for text in found if text))

    def _title(self, source: Line) -> str:
        known = self._titles.get(source.xref)
        if known is None:
            titles = (one_line(source.text(tag)) for tag in ("TITL", "ABBR", "AUTH", "PUBL", "TEXT"))
            known = self._titles[source.xref] = next((title for title in titles if title), source.xref)
        return known

    def unread_below(self, line: Line, level: int) -> None:
        """List what stands below a line that was read and has no place in the records itself."""
        read = _READ_BELOW.get(line.tag)
        for below in line.below:
            if read is not None and below.tag not in read:
                self.pass_over(below, f"{line.tag}.{below.tag}", level + 1)
            elif below.tag in _READ_BELOW:
                self.unread_below(below, level + 1)

    def pass_over(self, line: Line, path: str, level: int) -> None:
        """A line that has no place in the records."""
        self.left.pass_over(path, line.number, line.written(level), f"{path}: {KEPT_NOWHERE}")


def _same(tag: str) -> str:
    """GEDCOM 7 calls a shared note SNOTE."""
    return "NOTE" if tag == "SNOTE" else tag


def joined(*texts: str) -> str:
    """Texts one below the other."""
    return "\n".join(dict.fromkeys(text.strip() for text in texts if text.strip()))


def one_line(text: str) -> str:
    """A text without line breaks, signs that nobody sees and blanks around it."""
    if text.isprintable() and "@@" not in text:
        return " ".join(text.split()) if " " in text else text
    return " ".join("".join(c if c.isprintable() else " " for c in text).replace("@@", "@").split())


def place_name(text: str) -> str:
    """A place as the file has it, without the levels that were left empty: ``, , Ireland``."""
    return ", ".join(part for part in (part.strip() for part in one_line(text).split(",")) if part)
