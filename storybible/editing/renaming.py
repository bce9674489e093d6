"""Another id for a record, in every place that means it: ``rename OLD NEW``.

Records, time expressions, lists, one-line forms, links and waivers are rewritten where they name the record
by its id, and nothing else is: names, aliases and notes stay.  Nobody needs to know beforehand what a word
would mean: the texts are changed in memory, all files are read again, and every reference must mean what it
meant.  Where one does not (its words came of the old id, or an id made of two others has moved along) it is
rewritten as well; where that does not help, the renaming is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from storybible.bible import Bible
from storybible.checker import check
from storybible.diagnostics import Diagnostic
from storybible.editing.adding import NAME_FIELD
from storybible.editing.grafts import field_added, texts_of
from storybible.editing.offsets import stretch
from storybible.editing.outcome import Outcome, difference, require_small, tried
from storybible.editing.page import Page, Splice
from storybible.editing.places import Place, place_of
from storybible.editing.references import Reference, Unread, references
from storybible.editing.transaction import Change
from storybible.editing.unread import unlooked
from storybible.names import NameIndex
from storybible.queries.resolve import Misuse, described, record
from storybible.reading.ids import is_id, make_id
from storybible.records import Record, Text, Time

ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Renaming:
    """A renaming in memory: the ids, how many references were rewritten, and what it does."""

    old: str
    new: str
    references: int
    outcome: Outcome


def rename(bible: Bible, name: str, new: str) -> Renaming:
    """Give a record another id.  Nothing is written.

    Raises :class:`Misuse` where the new id is none or is taken, where a reference would mean something
    else, or where a file cannot be edited safely.
    """
    target = record(bible.story, name)
    check_new(bible, target, new)
    return _Renamer(bible, target, new).made()


def check_new(bible: Bible, target: Record, new: str) -> None:
    """Raise :class:`Misuse` where a record cannot have an id."""
    if not is_id(new):
        made = make_id(new)
        hint = f"; did you mean {made}?" if made else ""
        raise Misuse(f"“{new}” is not an id; ids are lower-case letters, digits and hyphens{hint}")
    if new == target.id:
        raise Misuse(f"{described(bible.story, target.id)} has this id already")
    if new in bible.story.records:
        raise Misuse(
            f"{new} is taken already, by the {bible.story.names.kind_of[new]} {bible.story.label(new)}"
        )


class _Renamer:
    """The rounds of a renaming: what is rewritten so far, by file and offsets."""

    def __init__(self, bible: Bible, target: Record, new: str) -> None:
        self.bible = bible
        self.target = target
        self.new = new
        self.place: Place = place_of(bible, target)
        self.pages: dict[str, Page] = {self.place.page.file: self.place.page}
        self.names = given_names(target)
        self.splices: dict[tuple[str, int, int], Splice] = {}
        self.references, self.unread = references(bible)
        self.after: dict[str, str] = {}

    def made(self) -> Renaming:
        """The renaming, proved."""
        self.head()
        for one in self.references:
            if (
                one.id == self.target.id
                and by_id(one.text, self.target.id, self.names)
                and not self.page_named(one)
            ):
                self.write(one, self.new)
        for _ in range(ROUNDS):
            self.splice()
            then = tried(self.bible, self.changes())
            if not self.mended(then):
                return self.result(then)
        raise Misuse(
            f"what refers to {self.target.id} cannot be told apart from other records; nothing was written"
        )

    # ---- what is rewritten ----------------------------------------------------------------------

    def page(self, file: str) -> Page:
        """A file being changed."""
        if file not in self.pages:
            self.pages[file] = Page.of(self.bible, file)
        return self.pages[file]

    def head(self) -> None:
        """The id itself; a relationship without one gets one."""
        place, head = self.place, self.target.id_text
        page = place.page
        derived = self.target.kind == "relationship" and not _says_id(place)
        if not derived:
            self.put(page.file, head, 0, len(head.value), self.new)
        elif place.form == "line":
            raise Misuse(
                f"{place.where}: the id of this relationship follows from its words; write it as "
                f"{{kind: ..., who: ..., id: {self.new}}} to give it one"
            )
        else:
            for splice in field_added(place.page, place.node, "id", self.new, None).splices:
                self.splices[page.file, splice.start, splice.end] = splice

    def write(self, one: Reference, id_: str) -> None:
        """Rewrite the words of a reference."""
        self.put(one.place.span.file, one.place, one.begin, len(one.text), id_)

    def put(self, file: str, text: Text, begin: int, length: int, id_: str) -> None:
        """Rewrite a stretch of a text's value."""
        page = self.page(file)
        found = stretch(page.text, text, begin, length)
        if found is None:
            raise Misuse(
                f"{text.span}: “{text.value}” cannot be changed safely as it is written; change it by hand"
            )
        start, end = found
        if page.text[start:end] == id_:
            return
        self.splices[file, start, end] = Splice(start, end, id_)

    def page_named(self, one: Reference) -> bool:
        """Whether a link names the page of a vault, which keeps its name, and not the id."""
        note = self.target.id_text.span.file.rsplit("/", 1)[-1]
        page = self.page(one.place.span.file)
        linked = "[[" in page.text[max(one.place.start - 2, 0) : one.place.end]
        return linked and note.lower().endswith(".md") and note[: -len(".md")] == one.text

    def splice(self) -> None:
        """The new texts."""
        by_file: dict[str, list[Splice]] = {}
        for (file, _, _), splice in self.splices.items():
            by_file.setdefault(file, []).append(splice)
        self.after = {file: self.page(file).spliced(splices) for file, splices in by_file.items()}

    def changes(self) -> list[Change]:
        """The files changed so far."""
        return [Change(file, self.page(file).text, text) for file, text in sorted(self.after.items())]

    # ---- whether everything means what it meant --------------------------------------------------

    def mended(self, then: Bible) -> bool:
        """Rewrite what would mean something else; False where everything means what it meant."""
        moved = self.moved(then)
        now, unread = references(then)
        if len(unread) > len(self.unread) and self.times_written(unread):
            return True
        if len(now) != len(self.references) or len(unread) != len(self.unread):
            odd = next((o for o, n in zip(self.references, now, strict=False) if o.owner != n.owner), None)
            raise self.collision(odd or self.odd_one(now, moved))
        again = False
        for before, after in zip(self.references, now, strict=True):
            wanted = moved.get(before.id, before.id) if before.id is not None else None
            if after.id == wanted:
                continue
            known = len(self.splices)
            if before.id in moved and wanted is not None:
                self.write(before, wanted)
            if len(self.splices) == known:
                raise self.collision(before)
            again = True
        again = self.findings_renamed(then) or again
        return again

    def times_written(self, unread: Sequence[Unread]) -> bool:
        """Rewrite names of the record in time expressions that could not be read without; whether there are
        any."""
        known = len(self.splices)
        lines = {(one.time.span.file, one.time.span.line) for one in unread}
        for one in self.references:
            where = one.place.span.file, one.place.span.line
            if one.id == self.target.id and isinstance(one.place, Time) and where in lines:
                self.write(one, self.new)
        return len(self.splices) > known

    def moved(self, then: Bible) -> dict[str, str]:
        """Which id each record has now: that of the record, and those that are made of it."""
        before, after = list(self.bible.story.records.values()), list(then.story.records.values())
        moved = {}
        same = len(before) == len(after)
        for old, new in zip(before, after, strict=False):
            same = same and old.kind == new.kind and (old.id == new.id or self.may_move(old, new))
            if old.id != new.id:
                moved[old.id] = new.id
        if not same:
            raise Misuse(f"{self.new} would be read in another way; choose another id")
        return moved

    def may_move(self, old: Record, new: Record) -> bool:
        """Whether a record may have another id now."""
        return (old.id == self.target.id and new.id == self.new) or old.kind == "relationship"

    def odd_one(self, now: Sequence[Reference], moved: dict[str, str]) -> Reference:
        """The first reference that means something else."""
        for before, after in zip(self.references, now, strict=False):
            if after.id != moved.get(before.id or "", before.id or ""):
                return before
        return self.references[-1] if self.references else now[-1]

    def collision(self, one: Reference) -> Misuse:
        """Why the new id is refused."""
        return Misuse(
            f"{one.span}: “{one.text}” would mean something else if {self.target.id} were {self.new}"
        )

    # ---- findings --------------------------------------------------------------------------------

    def findings_renamed(self, then: Bible) -> bool:
        """Waivers of a single finding name it by an id that is made of what it is about."""
        waivers = [waiver.finding for waiver in self.bible.story.config.waivers if waiver.finding]
        if not waivers:
            return False
        before, after = check(self.bible, repairs=False), check(then, repairs=False)
        now: dict[object, list[Diagnostic]] = {}
        for finding in (*after.findings, *after.waived):
            now.setdefault(same_place(finding), []).append(finding)
        again = False
        for finding in before.waived:
            if finding.id in waivers and len(found := now.get(same_place(finding), [])) == 1:
                again = self.rewritten(finding.id, found[0].id) or again
        return again

    def rewritten(self, old: str, new: str) -> bool:
        """Write a finding's new id into its waiver; whether that was new."""
        file = f"{self.bible.name}/storybible.yaml"
        page = self.page(file)
        known = len(self.splices)
        for text in texts_of(page.root) if page.root is not None and old != new else ():
            if text.value == old:
                self.put(file, text, 0, len(old), new)
        return len(self.splices) > known

    def result(self, then: Bible) -> Renaming:
        """The outcome, when everything means what it meant."""
        for file, text in self.after.items():
            self.confirm(self.page(file), text)
        require_small(self.bible, self.changes())
        ended, appeared = difference(check(self.bible, repairs=False), check(then, repairs=False), same_place)
        target = self.target
        lost = next((found for found in appeared if found.code == "SB005"), None)
        if lost is not None:  # what was read as a reference is none any more
            raise Misuse(f"{lost.span}: {lost.message} then; nothing was written")
        remarks = [
            f"{one.time.span}: “{one.time.value}” cannot be read, and was left as it is"
            for one in self.unread
            if re.search(rf"(?<![\w-]){re.escape(target.id)}(?![\w-])", one.time.value)
        ]
        named = [one for one in self.references if one.id == target.id]
        times = {(one.time.span.file, one.time.span.line) for one in self.unread}
        remarks += [
            remark
            for remark in unlooked(self.bible, frozenset({target.id}), named, self.place)
            if not any(remark.startswith(f"{file}:{line} ") for file, line in times)
        ]
        remarks += called_otherwise(target, then.story.records[self.new])
        what = f"rename {target.id} {self.new}"
        place = target.id_text.span.file, target.id_text.span.line
        made = Outcome(what, self.new, tuple(self.changes()), place, ended, appeared, tuple(remarks))
        return Renaming(target.id, self.new, len(self.splices) - 1, made)

    def confirm(self, page: Page, text: str) -> None:
        """Make sure that the file says the same in every word that was not rewritten."""
        again = Page.read(page.file, text)
        old = list(texts_of(page.root)) if page.root is not None else []
        new = list(texts_of(again.root)) if again.root is not None else []
        spots = sorted((start, end) for file, start, end in self.splices if file == page.file)
        given = any(start == end for start, end in spots)  # a relationship that gets an id
        same = given or len(old) == len(new)
        for one, other in zip(old, new, strict=False):
            touched = any(one.start <= start and end <= one.end for start, end in spots)
            same = same and (given or touched or one.value == other.value)
        if not same or len(again.problems) != len(page.problems):
            raise Misuse(f"{page.file} is written in a way this cannot change safely; nothing was written")


def by_id(words: str, id_: str, names: frozenset[str]) -> bool:
    """Whether words name a record by its id, and not by one of its names (folded)."""
    folded = NameIndex.fold(words)
    return words == id_ or (folded not in names and folded.replace(" ", "-") == id_)


def given_names(target: Record) -> frozenset[str]:
    """The names a record is given; one that is made of its id is none."""
    names = {alias.name.value for alias in target.aliases}
    if not {"name", "title", "what"}.isdisjoint(target.fields):
        names.add(target.label)
    return frozenset(map(NameIndex.fold, names))


def called_otherwise(target: Record, then: Record) -> list[str]:
    """That a record is called something else now, since it had no name but the one its id makes."""
    field = NAME_FIELD.get(target.kind)
    if field is None or target.kind == "scene" or field in target.fields or target.label == then.label:
        return []
    keep = f'storybible set {then.id} {field} "{target.label}"'
    told = f"{then.id} has no {field}, and is called “{then.label}” now, after its id"
    return [f"{told}; to keep the old one: {keep}"]


def same_place(finding: Diagnostic) -> object:
    """Which finding a finding is, when ids change and lines do not."""
    return finding.rule, finding.severity, finding.span.file, finding.span.line


def _says_id(place: Place) -> bool:
    """Whether a relationship has an id of its own."""
    if place.form in ("id", "file"):
        return True
    return place.form == "entry" and not isinstance(place.node, Text) and _has_id(place)


def _has_id(place: Place) -> bool:
    node = place.node
    getter = getattr(node, "get", None)
    found = getter("id") if getter is not None else None
    return isinstance(found, Text) and bool(found.value)
