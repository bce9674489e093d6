"""What the dates of a GEDCOM file alone forbid, pair by pair: a judge that shares no code with the program.

It reads births, deaths, burials, weddings and families, and compares two facts at a time.  "About 1850" is
1848 to 1852, "before" and "after" include the year they name.  What only follows over three people or more is
beyond it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, permutations
from pathlib import Path

YEAR, MONTH = 372, 31  # days, of months that all have 31: so that years and months are exact
NAMES = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
ABOUT = 2  # years to either side
MOTHER, FATHER, LIFE, SPAN = (12, 55), (13, 90), 120, 43  # completed years
NEAR, TWINS, POSTHUMOUS = 8 * MONTH, 7, 302  # days; 294 real ones are 302 of these at most

Time = tuple[float, float]
"""The earliest and the latest day."""
ALWAYS: Time = (float("-inf"), float("inf"))


@dataclass(frozen=True)
class Fault:
    """What cannot be: its category and the cross-references of those concerned."""

    category: str
    people: frozenset[str]


@dataclass
class Person:
    """What a file says of somebody; several dates of one kind leave the first."""

    sex: str = ""
    dates: dict[str, Time] = field(default_factory=dict)
    families: list[str] = field(default_factory=list)
    other_than_birth: set[str] = field(default_factory=set)  # families of adoption and the like


@dataclass
class Family:
    """A couple and its children."""

    partners: list[str] = field(default_factory=list)
    children: list[str] = field(default_factory=list)
    married: Time = ALWAYS


@dataclass
class Tree:
    """One file."""

    people: dict[str, Person] = field(default_factory=dict)
    families: dict[str, Family] = field(default_factory=dict)


def day(text: str) -> Time | None:
    """One date of any precision."""
    found = re.fullmatch(r"(?:(?:(\d{1,2}) )?([A-Z]{3})[A-Z]* )?(\d{3,4})", text.strip())
    if not found or (found[2] and found[2] not in NAMES):
        return None
    first = int(found[3]) * YEAR
    if not found[2]:
        return first, first + YEAR - 1
    first += NAMES.index(found[2]) * MONTH
    return (first, first + MONTH - 1) if not found[1] else (first + int(found[1]) - 1,) * 2


def time(text: str) -> Time:
    """A date value; one that cannot be read may be any time."""
    text = " ".join(text.upper().replace(".", "").split())
    word, _, rest = text.partition(" ")
    if word in ("ABT", "EST", "CAL"):
        around = day(rest)
        return (around[0] - ABOUT * YEAR, around[1] + ABOUT * YEAR) if around else ALWAYS
    if word in ("BEF", "TO"):
        return ALWAYS[0], (day(rest) or ALWAYS)[1]
    if word in ("AFT", "FROM"):
        return (day(rest) or ALWAYS)[0], ALWAYS[1]
    if word == "BET" and " AND " in rest:
        one, other = (day(part) or ALWAYS for part in rest.split(" AND ", 1))
        return one[0], other[1]
    return day(text) or ALWAYS


def read(path: Path) -> Tree:
    """Read a file in UTF-8."""
    tree = Tree()
    record: Person | Family | None = None
    fact = below = ""
    for row in path.read_text(encoding="utf-8-sig", errors="replace").splitlines():
        found = re.fullmatch(r"\s*(\d+) (?:@([^@]+)@ )?(\w+) ?(.*)", row)
        if not found:
            continue
        level, xref, tag, value = int(found[1]), found[2], found[3], found[4].strip()
        if level == 0:
            record = None
            if tag == "INDI" and xref:
                record = tree.people.setdefault(xref, Person())
            elif tag == "FAM" and xref:
                record = tree.families.setdefault(xref, Family())
        elif level == 1:
            fact, below = tag, value.strip("@")
            if isinstance(record, Person):
                if tag == "SEX":
                    record.sex = value
                elif tag == "FAMC":
                    record.families.append(below)
            elif isinstance(record, Family):
                if tag in ("HUSB", "WIFE") and below not in record.partners:
                    record.partners.append(below)
                elif tag == "CHIL" and below not in record.children:
                    record.children.append(below)
        elif level == 2 and tag == "DATE":
            if isinstance(record, Person):
                record.dates.setdefault(fact, time(value))
            elif isinstance(record, Family) and fact == "MARR" and record.married == ALWAYS:
                record.married = time(value)
        elif level == 2 and tag == "PEDI" and isinstance(record, Person) and value.lower() != "birth":
            record.other_than_birth.add(below)
    return tree


def faults(tree: Tree) -> set[Fault]:
    """Everything that two facts of a file forbid."""
    found = set()
    for xref, person in tree.people.items():
        found |= {Fault(category, frozenset((xref,))) for category in _life(person)}
        parents = {
            partner
            for family in person.families
            if family in tree.families and family not in person.other_than_birth
            for partner in tree.families[family].partners
        }
        if len(parents) > 2:
            found.add(Fault("more than two parents", frozenset((xref,))))
    for family in tree.families.values():
        found |= set(_family(tree, family))
    for mother, children in _children(tree).items():
        found |= set(_siblings(tree, mother, children))
    return found


def _of(person: Person, fact: str) -> Time:
    return person.dates.get(fact, ALWAYS)


def _death(person: Person) -> Time:
    """Somebody is buried after the death, if both are dated so."""
    first, last = _of(person, "DEAT")
    return first, min(last, _of(person, "BURI")[1], _of(person, "CREM")[1])


def _life(person: Person) -> Iterator[str]:
    born, died, buried = _of(person, "BIRT"), _of(person, "DEAT"), _of(person, "BURI")
    if died[1] < born[0]:
        yield "dead before born"
    if died[0] - born[1] >= (LIFE + 1) * YEAR:
        yield "life too long"
    if buried[1] < died[0] or buried[1] < born[0]:
        yield "buried before death or birth"


def _family(tree: Tree, family: Family) -> Iterator[Fault]:
    partners = {xref: tree.people[xref] for xref in family.partners if xref in tree.people}
    for xref, one in partners.items():
        if family.married[1] < _of(one, "BIRT")[0]:
            yield Fault("married before birth", frozenset((xref,)))
        if family.married[0] > _death(one)[1]:
            yield Fault("married after death", frozenset((xref,)))
    if len({one.sex for one in partners.values()}) < len(partners):
        return  # of two of one sex nobody knows which is the parent by birth
    for child in family.children:
        born = _of(tree.people.get(child, Person()), "BIRT")
        if child not in tree.people or _not_by_birth(tree, child, family):
            continue
        for xref, one in partners.items():
            for category in _parent(one, born):
                yield Fault(category, frozenset((child, xref)))


def _not_by_birth(tree: Tree, child: str, family: Family) -> bool:
    return any(tree.families.get(xref) is family for xref in tree.people[child].other_than_birth)


def _parent(parent: Person, born: Time) -> Iterator[str]:
    birth = _of(parent, "BIRT")
    youngest, oldest = MOTHER if parent.sex == "F" else FATHER
    if born[1] <= birth[0]:
        yield "child before parent"
    elif born[1] - birth[0] < youngest * YEAR:
        yield "parent too young"
    if born[0] - birth[1] >= (oldest + 1) * YEAR:
        yield "parent too old"
    if parent.sex == "F" and _death(parent)[1] < born[0]:
        yield "mother dead at birth"
    if parent.sex == "M" and born[0] - _death(parent)[1] > POSTHUMOUS:
        yield "father long dead at birth"


def _children(tree: Tree) -> dict[str, set[str]]:
    """The children by birth of every mother."""
    found: dict[str, set[str]] = {}
    for family in tree.families.values():
        mothers = [xref for xref in family.partners if xref in tree.people and tree.people[xref].sex == "F"]
        for mother in mothers[:1] if len(mothers) == 1 else ():
            found.setdefault(mother, set()).update(
                child
                for child in family.children
                if child in tree.people and not _not_by_birth(tree, child, family)
            )
    return found


def _siblings(tree: Tree, mother: str, children: set[str]) -> Iterator[Fault]:
    born = {child: _of(tree.people[child], "BIRT") for child in children}
    for one, other in combinations(children, 2):
        least = max(born[one][0] - born[other][1], born[other][0] - born[one][1])
        most = max(born[one][1] - born[other][0], born[other][1] - born[one][0])
        if least > TWINS and most < NEAR:
            yield Fault("siblings too close", frozenset((one, other, mother)))
    apart = (born[b][0] - born[a][1] for a, b in permutations(children, 2))
    if max(apart, default=0) >= (SPAN + 1) * YEAR:
        yield Fault("a mother's children too far apart", frozenset((mother,)))
