"""What one person is to another in the family: "granddaughter", "half-sister", "cousin once removed".

A term follows from a path up to common ancestors and down again, with at most one marriage at either
end of it.  Where somebody's sex is not given, the term does not give it either.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from storybible.bible import Bible
from storybible.diagnostics import Evidence
from storybible.queries.kin_graph import Bond, Family, family
from storybible.queries.kin_terms import (
    AUNT,
    BIRTH,
    CHILD,
    NIECE,
    PARENT,
    SIBLING,
    SPOUSE,
    Words,
    descent_term,
    in_law,
    sexed,
    step,
)  # fmt: skip

FARTHEST = 24
"""How many generations up are looked at; also what ends the walk where somebody is their own ancestor."""

OWN = (*BIRTH, "adoptive")
"""Roles of parents whose in-laws count."""

Line = tuple[Bond, ...]


@dataclass(frozen=True, slots=True)
class KinAnswer:
    """What A is to B, most direct term first; none where they are unrelated as far as is known."""

    a: str
    b: str
    terms: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """A way from B to A through the family: how many steps, the word for it, and what it rests on."""

    steps: int
    term: str
    evidence: tuple[Evidence, ...]


def kin(bible: Bible, a: str, b: str, t: int | None = None) -> KinAnswer:
    """Every kinship term that fits, the one of the shortest way first.

    With a point in time, marriages count that certainly hold then; without one, those that were not surely
    over before A or B was born.
    """
    ties = family(bible, t)
    character = bible.story.characters[a]
    sex = character.sex.value.casefold() if character.sex is not None else ""
    found = [] if a == b else [*by_descent(ties, a, b, sex), *by_marriage(ties, a, b, sex)]
    ways = sorted((way for way in found if way.term), key=lambda way: (way.steps, way.term))
    evidence = dict.fromkeys(e for way in ways[:1] for e in way.evidence)
    return KinAnswer(a, b, tuple(dict.fromkeys(way.term for way in ways)), tuple(evidence))


# ---- by descent ------------------------------------------------------------------------------------------


def ancestors(ties: Family, who: str) -> dict[str, Line]:
    """Everybody somebody descends from, themselves included, with the bonds that lead there."""
    found: dict[str, Line] = {who: ()}
    queue = [who]
    for person in queue:
        line = found[person]
        for bond in ties.parents.get(person, ()) if len(line) < FARTHEST else ():
            if bond.other not in found:
                found[bond.other] = (*line, bond)
                queue.append(bond.other)
    return found


def by_descent(ties: Family, a: str, b: str, sex: str) -> Iterator[Way]:
    """What A is to B through the nearest of their common ancestors."""
    ups, downs = ancestors(ties, b), ancestors(ties, a)
    common = [person for person in ups if person in downs]
    for person in sorted(common, key=lambda p: (len(ups[p]) + len(downs[p]), p)):
        up, down = ups[person], downs[person]
        if any(other != person and _on(b, up, other) and _on(a, down, other) for other in common):
            continue  # both lines meet before this one
        term = descent_term(len(up), len(down), [bond.role for bond in (*up, *down)], sex)
        if len(up) == 1 == len(down) and _half(ties, a, b, up, down):
            term = f"half-{term}"
        yield Way(len(up) + len(down), term, tuple(bond.evidence for bond in (*up, *reversed(down))))
    yield from _by_stated_siblings(ties, ups, downs, sex)


def _by_stated_siblings(
    ties: Family, ups: dict[str, Line], downs: dict[str, Line], sex: str
) -> Iterator[Way]:
    """The same over two people who are said to be siblings, though no parent of both is known."""
    for elder, up in ups.items():
        for bond in ties.siblings.get(elder, ()):
            down = downs.get(bond.other)
            if (
                down is None
                or elder in downs
                or bond.other in ups
                or _share_a_parent(ties, elder, bond.other)
            ):
                continue
            term = descent_term(len(up) + 1, len(down) + 1, [one.role for one in (*up, *down)], sex)
            evidence = (
                *(one.evidence for one in up),
                bond.evidence,
                *(one.evidence for one in reversed(down)),
            )
            yield Way(len(up) + len(down) + 2, term, evidence)


def _share_a_parent(ties: Family, one: str, other: str) -> bool:
    return any(_is_parent(ties, bond.other, other) for bond in ties.parents.get(one, ()))


def _on(start: str, line: Line, person: str) -> bool:
    """Whether a line passes through somebody before its end."""
    return person == start or any(bond.other == person for bond in line[:-1])


def _half(ties: Family, a: str, b: str, up: Line, down: Line) -> bool:
    """Half siblings: two birth parents of each are known, they share one, and nothing says siblings."""
    if any(bond.role not in BIRTH for bond in (*up, *down)):
        return False
    ours, theirs = ties.birth_parents(a), ties.birth_parents(b)
    shared = {bond.other for bond in ours} & {bond.other for bond in theirs}
    stated = any(bond.other == a for bond in ties.siblings.get(b, ()))
    return len(ours) == len(theirs) == 2 and len(shared) == 1 and not stated


# ---- by marriage -----------------------------------------------------------------------------------------


def by_marriage(ties: Family, a: str, b: str, sex: str) -> Iterator[Way]:
    """What A is to B by one marriage."""
    for marriage in ties.spouses.get(b, ()):
        if marriage.other == a:
            yield Way(1, sexed(sex, SPOUSE), (marriage.evidence,))
        elif not ties.over(marriage, a):
            yield from _kin_of_spouse(ties, a, b, marriage, sex)
    for marriage in ties.spouses.get(a, ()):
        if marriage.other != b and not ties.over(marriage, b):
            yield from _spouse_of_kin(ties, a, b, marriage, sex)
    yield from _step_siblings(ties, a, b, sex)


def _kin_of_spouse(ties: Family, a: str, b: str, marriage: Bond, sex: str) -> Iterator[Way]:
    """A is a parent, a sibling or a child of somebody married to B."""
    spouse = marriage.other
    for bond in ties.parents.get(spouse, ()):
        if bond.other == a and bond.role in OWN:
            yield Way(2, in_law(sex, PARENT), (marriage.evidence, bond.evidence))
    for bond in ties.children.get(spouse, ()):
        own = bond.other == a and bond.role in OWN
        if own and not _is_parent(ties, b, a) and ties.met(b, marriage, a):
            yield Way(2, step(sex, CHILD), (marriage.evidence, bond.evidence))
    for way in by_descent(ties, a, spouse, ""):
        evidence = (marriage.evidence, *way.evidence)
        if way.term.endswith("sibling"):
            yield Way(3, in_law(sex, SIBLING), evidence)
        elif way.term.endswith("grandparent"):
            yield Way(way.steps + 1, _in_law_of(way.term, sex, PARENT), evidence)
        elif way.term.endswith("grandchild"):
            if not _related(ties, a, b) and ties.met(b, marriage, a):
                yield Way(way.steps + 1, f"step-{_sexed_term(way.term, sex, CHILD)}", evidence)
        elif not _related(ties, a, b):
            for words in (NIECE, AUNT):
                if way.term.endswith(words[2].split()[-1]):
                    yield Way(way.steps + 1, f"{_sexed_term(way.term, sex, words)} by marriage", evidence)


def _spouse_of_kin(ties: Family, a: str, b: str, marriage: Bond, sex: str) -> Iterator[Way]:
    """A is married to a parent, a child, a sibling, an aunt or an uncle of B."""
    partner = marriage.other
    for bond in ties.parents.get(b, ()):
        own = bond.other == partner and bond.role in OWN
        if own and not _is_parent(ties, a, b) and ties.met(a, marriage, b):
            yield Way(2, step(sex, PARENT), (bond.evidence, marriage.evidence))
    for bond in ties.children.get(b, ()):
        if bond.other == partner and bond.role in OWN:
            yield Way(2, in_law(sex, CHILD), (bond.evidence, marriage.evidence))
    for way in by_descent(ties, partner, b, ""):
        evidence = (*way.evidence, marriage.evidence)
        if way.term.endswith("sibling"):
            yield Way(3, in_law(sex, SIBLING), evidence)
        elif way.term.endswith("grandchild"):
            yield Way(way.steps + 1, _in_law_of(way.term, sex, CHILD), evidence)
        elif way.term.endswith("grandparent"):
            if not _related(ties, a, b) and ties.met(a, marriage, b):
                yield Way(way.steps + 1, f"step-{_sexed_term(way.term, sex, PARENT)}", evidence)
        elif not _related(ties, a, b):
            for words in (NIECE, AUNT):
                if way.term.endswith(words[2].split()[-1]):
                    yield Way(way.steps + 1, f"{_sexed_term(way.term, sex, words)} by marriage", evidence)


def _sexed_term(term: str, sex: str, words: Words) -> str:
    """A term that gives no sex, with the word for one: "great-grandparent" -> "great-grandmother"."""
    neutral = words[2]
    if " or " in neutral:  # "great-aunt or great-uncle"
        return " or ".join(
            term.split(" or ")[0].replace(words[0], word) for word in sexed(sex, words).split(" or ")
        )
    return term.replace(neutral, sexed(sex, words))


def _in_law_of(term: str, sex: str, words: Words) -> str:
    return f"{_sexed_term(term, sex, words)}-in-law"


def _step_siblings(ties: Family, a: str, b: str, sex: str) -> Iterator[Way]:
    """A parent of A is married to a parent of B, and they share none."""
    if any(_is_parent(ties, bond.other, b) for bond in ties.parents.get(a, ())):
        return
    for ours in ties.birth_parents(a):
        for theirs in ties.birth_parents(b):
            for marriage in ties.spouses.get(ours.other, ()):
                if marriage.other != theirs.other:
                    continue
                if ties.met(ours.other, marriage, a) and ties.met(ours.other, marriage, b):
                    yield Way(3, step(sex, SIBLING), (theirs.evidence, marriage.evidence, ours.evidence))


def _is_parent(ties: Family, who: str, child: str) -> bool:
    return any(bond.other == who for bond in ties.parents.get(child, ()))


def _related(ties: Family, a: str, b: str) -> bool:
    return any(way.term for way in by_descent(ties, a, b, ""))
