"""A family tree of any size as GEDCOM, sound but for mistakes planted where they are known.

    python benchmarks/family_tree.py PEOPLE FILE.ged [MISTAKES]

Several generations in villages: couples of one generation, their children, who marry into other families.
Dates are of mixed precision (days, months, years, about, before, after, between), a few people have none;
there are burials, christenings, censuses, occupations, notes and sources.  The text depends on nothing but
the numbers given.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


MONTHS = _words("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC")
GIVEN = {
    "M": _words("Adam Bram Caspar Daniel Edmund Felix Gilbert Henry Ivo Jonas Lucas Martin Noah Owen"),
    "F": _words("Agnes Bridget Clara Dora Edith Frances Greta Hannah Ida Judith Lena Martha Nora Olive"),
}
STEMS = _words("Ash Brook Cold Dun East Fair Green Hart Iron King Lang Marsh North Oak Penn Red")
ENDS = _words("bury field ford ham ley low more ridge stead ton well wick worth")



@dataclass
class Person:
    """Somebody as they truly were; days are counted from the year 0, of 365.25 to a year."""

    id: int
    sex: str
    surname: str
    given: str
    born: int
    died: int
    extra: list[str] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)  # dates that the file gives instead of the true ones


@dataclass
class Couple:
    """A marriage."""

    id: int
    husband: Person
    wife: Person
    married: int
    children: list[Person] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Planted:
    """A mistake: the category, and the cross-references of those concerned."""

    category: str
    people: frozenset[str]


@dataclass
class Tree:
    """A whole tree."""

    people: list[Person]
    couples: list[Couple]
    planted: list[Planted] = field(default_factory=list)


def day(number: int) -> str:
    """A day in GEDCOM's words."""
    year, rest = divmod(number * 100, 36525)
    month, of_month = divmod(rest // 100, 31)
    return f"{min(of_month, 27) + 1} {MONTHS[min(month, 11)]} {year}"


def vague(draw: random.Random, number: int) -> str:
    """A date that holds, as people write it."""
    text = day(number)
    _, month, year = text.split()
    kind = draw.random()
    if kind < 0.45:
        return text
    if kind < 0.55:
        return f"{month} {year}"
    if kind < 0.75:
        return year
    if kind < 0.87:
        return f"ABT {int(year) + draw.choice((-1, 0, 1))}"
    if kind < 0.92:
        return f"BEF {int(year) + draw.randint(1, 4)}"
    if kind < 0.95:
        return f"AFT {int(year) - draw.randint(1, 4)}"
    return f"BET {int(year) - draw.randint(1, 3)} AND {int(year) + draw.randint(1, 3)}"


def years(number: float) -> int:
    """Years in days."""
    return int(number * 365.25)


def grow(people: int, seed: int = 1) -> Tree:
    """Generations of people, each of couples of the one before and of people from elsewhere."""
    draw = random.Random(seed)
    tree = Tree([], [])
    surnames = [stem + end for stem in STEMS for end in ENDS]

    def person(sex: str, surname: str, born: int) -> Person:
        died = born + years(draw.choice((draw.randint(22, 60), draw.randint(50, 95)))) + 99
        one = Person(len(tree.people) + 1, sex, surname, draw.choice(GIVEN[sex]), born, died)
        tree.people.append(one)
        return one

    single = [
        person("MF"[n % 2], draw.choice(surnames), years(1500 + draw.random() * 8))
        for n in range(max(8, people // 25))
    ]
    while len(tree.people) < people:
        men = [one for one in single if one.sex == "M"]
        women = [one for one in single if one.sex == "F"]
        draw.shuffle(men)
        draw.shuffle(women)
        single = []
        for husband, wife in zip(men, women, strict=False):
            married = max(husband.born, wife.born) + years(19 + draw.random() * 2)
            if husband.surname == wife.surname or married > min(husband.died, wife.died):
                continue
            couple = Couple(len(tree.couples) + 1, husband, wife, married)
            tree.couples.append(couple)
            born = married
            for _ in range(draw.randint(1, 5)):
                born += years(1.2 + draw.random() * 3)
                if len(tree.people) < people and born < min(husband.died, wife.died, wife.born + years(44)):
                    couple.children.append(person(draw.choice("MF"), husband.surname, born))
            single += couple.children
        base = single[0].born if single else years(1500)
        while len(single) < max(8, people // 40) and len(tree.people) < people:
            single.append(person(draw.choice("MF"), draw.choice(surnames), base + draw.randint(0, 999)))
    return tree


# ---- mistakes ---------------------------------------------------------------------------------------------


def plant(tree: Tree, mistakes: int, seed: int = 2) -> None:
    """Mistakes of all categories in turn, no two of them about the same people."""
    draw = random.Random(seed)
    couples = [couple for couple in tree.couples if len(couple.children) >= 2]
    draw.shuffle(couples)
    touched: set[int] = set()
    categories = list(PLANTERS)
    for couple in couples:
        circle = {p.id for p in (couple.husband, couple.wife, *couple.children)}
        around = {
            p.id
            for other in tree.couples
            if circle & {p.id for p in (other.husband, other.wife, *other.children)}
            for p in (other.husband, other.wife, *other.children)
        }
        if len(tree.planted) >= mistakes:
            break
        if touched & around:
            continue
        touched |= around
        category = categories[len(tree.planted) % len(categories)]
        concerned = PLANTERS[category](couple, draw)
        xrefs = frozenset(f"I{one.id}" for one in concerned)
        tree.planted.append(Planted(category, xrefs))


def _say(person: Person, what: str, number: int, exact: bool) -> None:
    person.said[what] = day(number) if exact else day(number).split()[-1]


def _child_before(parent: str) -> Callable[[Couple, random.Random], tuple[Person, ...]]:
    def work(couple: Couple, draw: random.Random) -> tuple[Person, ...]:
        child, other = couple.children[0], couple.husband if parent == "father" else couple.wife
        _say(other, "born", child.born + years(draw.randint(3, 9)), draw.random() < 0.5)
        _say(child, "born", child.born, draw.random() < 0.5)
        return child, other

    return work


def _parent_young(couple: Couple, draw: random.Random) -> tuple[Person, ...]:
    child = couple.children[0]
    _say(couple.wife, "born", child.born - years(draw.randint(5, 9)), draw.random() < 0.5)
    _say(child, "born", child.born, draw.random() < 0.5)
    return child, couple.wife


def _mother_old(couple: Couple, draw: random.Random) -> tuple[Person, ...]:
    child = couple.children[-1]
    _say(couple.wife, "born", child.born - years(draw.randint(60, 66)), draw.random() < 0.5)
    couple.wife.said["died"] = day(child.born + years(3))
    _say(child, "born", child.born, draw.random() < 0.5)
    return child, couple.wife


def _mother_dead(couple: Couple, draw: random.Random) -> tuple[Person, ...]:
    child = couple.children[-1]
    _say(couple.wife, "died", child.born - years(draw.randint(2, 4)), draw.random() < 0.5)
    _say(child, "born", child.born, draw.random() < 0.5)
    return child, couple.wife


def _father_dead(couple: Couple, draw: random.Random) -> tuple[Person, ...]:
    child = couple.children[-1]
    _say(couple.husband, "died", child.born - years(draw.randint(3, 5)), draw.random() < 0.5)
    _say(child, "born", child.born, draw.random() < 0.5)
    return child, couple.husband


def _long_life(couple: Couple, draw: random.Random) -> tuple[Person, ...]:
    one = couple.children[0]
    _say(one, "born", one.born, draw.random() < 0.5)
    _say(one, "died", one.born + years(draw.randint(125, 140)), draw.random() < 0.5)
    return (one,)


def _dead_before_born(couple: Couple, draw: random.Random) -> tuple[Person, ...]:
    one = couple.children[0]
    _say(one, "born", one.born, draw.random() < 0.5)
    _say(one, "died", one.born - years(draw.randint(3, 30)), draw.random() < 0.5)
    return (one,)


def _buried_alive(couple: Couple, draw: random.Random) -> tuple[Person, ...]:
    one = couple.children[0]
    _say(one, "died", one.died, True)
    _say(one, "buried", one.died - years(draw.randint(2, 4)), draw.random() < 0.5)
    return (one,)


def _wed_after_death(couple: Couple, draw: random.Random) -> tuple[Person, ...]:
    _say(couple.husband, "died", couple.husband.died, True)
    couple.said["married"] = day(couple.husband.died + years(draw.randint(2, 5)))
    return (couple.husband,)


def _wed_before_birth(couple: Couple, draw: random.Random) -> tuple[Person, ...]:
    _say(couple.wife, "born", couple.wife.born, True)
    couple.said["married"] = day(couple.wife.born - years(draw.randint(2, 5)))
    return (couple.wife,)


def _too_close(couple: Couple, draw: random.Random) -> tuple[Person, ...]:
    one, other = couple.children[:2]
    one.said["born"] = day(one.born)
    other.said["born"] = day(one.born + draw.randint(60, 150))
    return one, other


PLANTERS: dict[str, Callable[[Couple, random.Random], tuple[Person, ...]]] = {
    "child before father": _child_before("father"),
    "child before mother": _child_before("mother"),
    "parent too young": _parent_young,
    "mother too old": _mother_old,
    "mother dead at birth": _mother_dead,
    "father long dead at birth": _father_dead,
    "life too long": _long_life,
    "dead before born": _dead_before_born,
    "buried before death": _buried_alive,
    "married after death": _wed_after_death,
    "married before birth": _wed_before_birth,
    "siblings too close": _too_close,
}


# ---- GEDCOM -----------------------------------------------------------------------------------------------


def text_of(tree: Tree, seed: int = 3) -> str:
    """The tree as a file."""
    draw = random.Random(seed)
    places = [f"{stem.capitalize()}{end}, {shire}shire" for stem in STEMS[:8] for end, shire in
              zip(ENDS[:5], ("North", "South", "West", "Mid", "Fen"), strict=True)]  # fmt: skip
    lines = ["0 HEAD", "1 SOUR GROWN", "1 GEDC", "2 VERS 5.5.1", "1 CHAR UTF-8"]
    child_of = {child.id: couple for couple in tree.couples for child in couple.children}
    partner_in: dict[int, list[Couple]] = {}
    for couple in tree.couples:
        for one in (couple.husband, couple.wife):
            partner_in.setdefault(one.id, []).append(couple)
    for one in tree.people:
        lines += [f"0 @I{one.id}@ INDI", f"1 NAME {one.given} /{one.surname}/", f"1 SEX {one.sex}"]
        told = draw.random()
        for tag, what, true, share in (
            ("BIRT", "born", one.born, 0.95),
            ("DEAT", "died", one.died, 0.75),
            ("BURI", "buried", one.died + 3, 0.2),
        ):
            said = one.said.get(what)
            if what == "buried" and said is None and "died" in one.said:
                continue
            if said is None and draw.random() > share:
                continue
            lines += [f"1 {tag}", f"2 DATE {said or vague(draw, true)}"]
            if draw.random() < 0.6:
                lines.append(f"2 PLAC {draw.choice(places)}")
            if draw.random() < 0.3:
                lines += [f"2 SOUR @S{draw.randint(1, 9)}@", f"3 PAGE {draw.randint(1, 300)}"]
        if told < 0.2 and not one.said:
            lines += ["1 CENS", f"2 DATE {day(one.born + years(11)).split()[-1]}",
                      f"2 PLAC {draw.choice(places)}"]  # fmt: skip
        if told > 0.8:
            lines.append(f"1 OCCU {draw.choice(('Smith', 'Weaver', 'Miller', 'Mason', 'Cooper'))}")
        if told > 0.95:
            lines.append("1 NOTE Named in the will of an uncle, who left them a clock.")
        if one.id in child_of:
            lines.append(f"1 FAMC @F{child_of[one.id].id}@")
        lines += [f"1 FAMS @F{couple.id}@" for couple in partner_in.get(one.id, ())]
    for couple in tree.couples:
        lines += [f"0 @F{couple.id}@ FAM", f"1 HUSB @I{couple.husband.id}@", f"1 WIFE @I{couple.wife.id}@"]
        lines += [f"1 CHIL @I{child.id}@" for child in couple.children]
        parents = {**couple.husband.said, **couple.wife.said}
        said = couple.said.get("married")
        if said or (draw.random() < 0.8 and not parents):
            lines += ["1 MARR", f"2 DATE {said or vague(draw, couple.married)}"]
            if draw.random() < 0.5:
                lines.append(f"2 PLAC {draw.choice(places)}")
    lines += [line for n in range(1, 10) for line in (f"0 @S{n}@ SOUR", f"1 TITL Register of parish {n}")]
    return "\n".join([*lines, "0 TRLR", ""])


def main() -> None:
    """Write one tree."""
    tree = grow(int(sys.argv[1]))
    plant(tree, int(sys.argv[3]) if len(sys.argv) > 3 else 0)
    Path(sys.argv[2]).write_text(text_of(tree), encoding="utf-8")
    print(f"{len(tree.people)} people, {len(tree.couples)} couples, {len(tree.planted)} mistakes")


if __name__ == "__main__":
    main()
