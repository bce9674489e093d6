"""Families: who is whose parent, and what two people were to each other, from when until when.

A couple is married where the file says so (a marriage or a divorce).  Where it only says that two people make
a family, they are partners: GEDCOM uses one record for marriages and for parents who never married.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from storybible.interchange.gedcom.dates import Dated
from storybible.interchange.gedcom.lines import Line
from storybible.interchange.gedcom.people import Fields, Person, age_text
from storybible.interchange.gedcom.tree import Fact, Tree, joined, one_line
from storybible.interchange.plain_yaml import Value

PARTNER = "partner"
# How a child belongs to its parents, in the words of GEDCOM and of programs; None: not a parent at all.
PEDIGREE = {
    "": "birth", "birth": "birth", "natural": "birth", "biological": "birth", "adopted": "adoptive",
    "adoptive": "adoptive", "foster": "guardian", "guardian": "guardian", "step": "step", "stepchild": "step",
}  # fmt: skip
_STRENGTH = ("guardian", "step", "adoptive", "")  # what a tie is where two families say different things
_UNMARRIED = frozenset(("partners", "unmarried", "not married", "single", "myheritage:rel_partners"))
_COUPLE = ("MARR", "ENGA", "DIV", "ANUL", "EVEN", "MARB", "MARC", "MARL")
_HERE = frozenset(("HUSB", "WIFE", "CHIL", "NOTE", "SNOTE", "SOUR", *_COUPLE))
_OTHERWISE = {"MARB": "Banns", "MARC": "Marriage contract", "MARL": "Marriage licence"}


@dataclass(slots=True, eq=False)
class Family:
    """One family.  ``partners`` and ``children`` are each once, in the order of the file."""

    line: Line
    partners: list[Person]
    children: dict[str, tuple[Person, Line | None]]


class Families:
    """All families of a file; fills in the parents of its people."""

    def __init__(self, tree: Tree, people: list[Person]) -> None:
        self.tree = tree
        self.events: dict[str, Fields] = {}
        self.people = {id(person.line): person for person in people}
        self.families: list[Family] = []
        self._by_line: dict[int, Family] = {}
        for line in tree.families:
            family = self._family(line)
            self.families.append(family)
            self._by_line[id(line)] = family
        for person in people:
            self._own_view(person)
        for family in self.families:
            self._parents(family)

    # ---- who belongs to a family

    def _family(self, line: Line) -> Family:
        family = Family(line, [], {})
        for below in line.below:
            if below.tag in ("HUSB", "WIFE", "CHIL"):
                found = self.tree.target(below, "INDI", 1)
                if found is None:
                    continue
                person = self.people[id(found)]
                if below.tag == "CHIL":
                    if person.id in family.children:
                        self.tree.left.add(below.number, below.written(1), "is a child of it already")
                    family.children.setdefault(person.id, (person, below))
                elif person in family.partners:
                    self.tree.left.add(below.number, below.written(1), "is in this family already")
                else:
                    family.partners.append(person)
            elif below.tag not in _HERE:
                self.tree.pass_over(below, "FAM." + below.tag, 1)
                continue
            self.tree.unread_below(below, 1)
        return family

    def _own_view(self, person: Person) -> None:
        """The families that somebody names: a child that its family forgets is a child all the same."""
        for line in person.line.every("FAMC", "FAMS"):
            found = self.tree.target(line, "FAM", 1)
            if found is None:
                continue
            family = self._by_line[id(found)]
            if line.tag == "FAMC":
                family.children.setdefault(person.id, (person, None))
            elif person not in family.partners:
                self.tree.left.add(line.number, line.written(1), "the family does not have them as a partner")

    # ---- parents

    def _parents(self, family: Family) -> None:
        parents = family.partners
        if len(parents) > 2:
            for more in family.line.every("HUSB", "WIFE")[2:]:
                self.tree.left.add(more.number, more.written(1), "one of several: not taken for a parent")
            parents = parents[:2]
        for child, line in family.children.values():
            how_of = {parent: self._how(family, child, parent, line) for parent in parents}
            by_birth = [_birth_role(parent) for parent, how in how_of.items() if how == "birth"]
            for parent, how in how_of.items():
                if how is None:
                    continue
                role = _birth_role(parent) if how == "birth" else how
                if how == "birth" and by_birth.count(role) > 1:
                    role = ""  # two of one sex: which of them is the parent by birth, nobody says
                known = child.parents.get(parent.id)
                if known is None or _strength(role) > _strength(known):
                    child.parents[parent.id] = role

    def _how(self, family: Family, child: Person, parent: Person, line: Line | None) -> str | None:
        """How somebody is the child of a parent: birth, adoptive, step or guardian; None for not at all."""
        stated = self._stated(family, child, parent, line)
        if stated is None:
            return "birth"
        how = PEDIGREE.get(stated.value.strip().casefold())
        if how is None:
            self.tree.left.add(
                stated.number, stated.written(2), f"{parent.name}: a parent in no way that the format has"
            )
        return how

    def _stated(self, family: Family, child: Person, parent: Person, line: Line | None) -> Line | None:
        """The line that says how, the most particular first."""
        fathers = [one.pointer for one in family.line.every("HUSB")]
        of_father = bool(parent.line.xref) and parent.line.xref in fathers
        if line is not None:
            own = line.first("_FREL" if of_father else "_MREL")
            if own is not None:
                return own
        for adoption in child.line.every("ADOP"):
            link = adoption.first("FAMC")
            if link is None or link.pointer != family.line.xref:
                continue
            if link.text("ADOP").upper() in ("BOTH", "HUSB" if of_father else "WIFE"):
                return Line(adoption.number, "", "ADOP", "adopted")
        for link in child.line.every("FAMC"):
            if link.pointer == family.line.xref:
                return link.first("PEDI")
        return None

    # ---- couples

    def ties(self) -> Iterator[tuple[Family, Fields]]:
        """The relationships of all couples."""
        for family in self.families:
            if len(family.partners) < 2:
                self._alone(family)
            for n, one in enumerate(family.partners[:-1]):
                for other in family.partners[n + 1 :]:
                    if len(family.partners) == 2 or one.sex != other.sex or not one.sex:
                        yield from ((family, tie) for tie in self._couple(family, one, other))

    def _alone(self, family: Family) -> None:
        """What a family tells of a couple of which it names one at most."""
        for found in family.line.every(*_COUPLE):
            what = f"FAM.{found.tag}: with whom is not said"
            if found.below and found.first("DATE", "PLAC", "NOTE") is not None:
                self.tree.left.add(found.number, found.written(1), what)
            else:
                self.tree.left.pass_over(what, found.number, found.written(1), what)

    def _couple(self, family: Family, one: Person, other: Person) -> Iterator[Fields]:
        tree, line = self.tree, family.line
        marriages = [tree.fact(found, "FAM.MARR", ("HUSB", "WIFE")) for found in _said(line, "MARR")]
        engagements = [tree.fact(found, "FAM.ENGA") for found in _said(line, "ENGA")]
        ends = [tree.fact(found, "FAM." + found.tag) for found in _said(line, "DIV", "ANUL")]
        notes, unmarried = self._other_events(line, [fact.kind for fact in marriages])
        notes.insert(0, tree.notes(line, 1))
        source = tree.sources(line, 1)
        married = next((fact for fact in marriages if fact.when), marriages[0] if marriages else None)
        for fact in marriages:
            if fact is not married:
                tree.left.add(fact.line.number, fact.line.written(1), "a second marriage of the same couple")
        begin = self._begins(family, one, other, married) if married is not None else ""
        for fact in engagements:
            tie = self._tie("engaged", family, one, other, fact)
            tie["from"] = tree.time(fact.when) if fact.when else ""
            tie["until"] = begin
            yield tie
        if married is None and not ends and engagements and not unmarried:
            return
        kind = "married" if (married is not None or ends) and not unmarried else PARTNER
        tie = self._tie(kind, family, one, other, married)
        tie["from"] = begin
        tie["until"] = self._until(
            one,
            other,
            begin,
            married.dated if married is not None else None,
            ends[0] if ends else None,
            notes,
        )
        tie["source"] = "; ".join(dict.fromkeys(text for text in (source, str(tie["source"])) if text))
        tie["note"] = joined(*notes, str(tie["note"]))
        yield tie

    def _other_events(self, line: Line, kinds: list[str]) -> tuple[list[str], bool]:
        """What else a family says of a couple: notes, and whether they are said not to be married."""
        notes, unmarried = [], any(kind.casefold() in _UNMARRIED for kind in kinds)
        for found in line.every("EVEN", *_OTHERWISE):
            fact = self.tree.fact(found, "FAM." + found.tag)
            if fact.kind.casefold() in _UNMARRIED:
                unmarried = True
                continue
            what = _OTHERWISE.get(found.tag, fact.kind)
            said = (one_line(what), one_line(found.value), fact.when, fact.place, fact.note)
            notes.append(": ".join(text for text in said if text))
        return notes, unmarried

    def _tie(self, kind: str, family: Family, one: Person, other: Person, fact: Fact | None) -> Fields:
        external = {"gedcom": family.line.xref} if family.line.xref else {}
        tie: Fields = {"kind": kind, "who": [one.id, other.id], "from": "", "until": "", "external": external}
        tie["source"], tie["note"] = (fact.source, fact.note) if fact is not None else ("", "")
        if fact is not None and not fact.when:
            said = fact.dated.note if fact.dated is not None else ""
            where = f"in {fact.place}" if fact.place else ""
            if said or where:
                said = ", ".join(text for text in (said, where) if text)
                tie["note"] = joined(f"{kind.capitalize()}: {said}", fact.note)
        return tie

    def _begins(self, family: Family, one: Person, other: Person, fact: Fact) -> str:
        """When a couple marries: at a wedding where it is known where, else on a date.  "" where unknown."""
        if not fact.when:
            return ""
        begin = self.tree.time(fact.when)
        if fact.place:
            begin = self.tree.ids.make(f"wedding of {one.id} and {other.id}", "wedding")
            self.events[begin] = {
                "title": f"Wedding of {one.name} and {other.name}",
                "when": self.tree.time(fact.when),
                "where": self.tree.place(fact.place),
                "who": [one.id, other.id],
            }
        for tag in ("HUSB", "WIFE"):
            line, partner = fact.line.first(tag), family.line.first(tag)
            age = age_text(line.text("AGE")) if line is not None else ""
            for person in (one, other):
                if age and partner is not None and partner.pointer == person.line.xref:
                    person.ages.append({"age": age, "at": begin})
        return begin

    def _until(
        self, one: Person, other: Person, begin: str, begun: Dated | None, end: Fact | None, notes: list[str]
    ) -> Value:
        """When a marriage is over: with the divorce, else with the death that surely comes first."""
        if end is not None:
            if end.when:
                return self.tree.time(end.when)
            said = end.dated.note if end.dated is not None else ""
            what = "Divorced" if end.line.tag == "DIV" else "Annulled"
            notes.append(f"{what}: {said}" if said else what)
            return self.tree.time(f"after {begin}") if begin and begin.replace("-", "").isalnum() else ""
        for first, second in ((one, other), (other, one)):
            if _surely_before(first.died, second.died) and not _surely_before(first.died, begun):
                return self.tree.time(f"{first.id}.death")
        return ""


def _said(line: Line, *tags: str) -> list[Line]:
    """The lines with these tags, without those that deny what they name."""
    return [found for found in line.every(*tags) if found.value.strip().upper() != "N"]


def _birth_role(parent: Person) -> str:
    """Nobody's sex is assumed: a parent of unknown sex is a parent."""
    return {"male": "father", "female": "mother"}.get(parent.sex, "")


def _strength(role: str) -> int:
    return _STRENGTH.index(role) if role in _STRENGTH else len(_STRENGTH)


def _surely_before(one: Dated | None, other: Dated | None) -> bool:
    return (
        one is not None and other is not None and one.last is not None and other.first is not None
        and one.last < other.first
    )  # fmt: skip
