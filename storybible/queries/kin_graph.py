"""The family as a graph: who is parent, spouse or sibling of whom, and where that is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from storybible import states
from storybible.bible import Bible
from storybible.diagnostics import Evidence
from storybible.periods import tie_words
from storybible.queries.kin_terms import BIRTH
from storybible.queries.wording import cited, name_of
from storybible.records import Relationship

KINDS = frozenset({"parent", "child", "sibling", "married"})
PARENT, SPOUSE, SIBLING = "parent", "spouse", "sibling"


@dataclass(frozen=True, slots=True)
class Bond:
    """A step from one person to a relative: ``kind`` is what the relative is, ``role`` how."""

    other: str
    kind: str
    role: str
    evidence: Evidence


@dataclass(slots=True)
class Family:
    """Everybody's parents, children, spouses and stated siblings."""

    parents: dict[str, list[Bond]] = field(default_factory=dict)
    children: dict[str, list[Bond]] = field(default_factory=dict)
    spouses: dict[str, list[Bond]] = field(default_factory=dict)
    siblings: dict[str, list[Bond]] = field(default_factory=dict)

    def parent(self, child: str, parent: str, role: str, evidence: Evidence) -> None:
        """Enter a parent once; what is stated first counts."""
        if all(bond.other != parent for bond in self.parents.get(child, ())):
            self.parents.setdefault(child, []).append(Bond(parent, PARENT, role, evidence))
            self.children.setdefault(parent, []).append(Bond(child, "child", role, evidence))

    def pairs(
        self, table: dict[str, list[Bond]], kind: str, people: Iterable[str], evidence: Evidence
    ) -> None:
        """Enter a tie of equals for each pair of people."""
        everyone = list(people)
        for one in everyone:
            for other in everyone:
                if one != other:
                    table.setdefault(one, []).append(Bond(other, kind, kind, evidence))

    def birth_parents(self, child: str) -> list[Bond]:
        """Those of the parents who are so by birth."""
        return [bond for bond in self.parents.get(child, ()) if bond.role in BIRTH]


def family(bible: Bible, t: int | None = None) -> Family:
    """The family ties of a bible; with a point in time, those that certainly hold then."""
    story = bible.story
    found = Family()
    for character in story.characters.values():
        for parent in character.parents:
            if parent.who.id is not None:
                words = f"{name_of(story, parent.who)} is {_role(parent.role)} of {character.label}"
                found.parent(character.id, parent.who.id, parent.role, cited(story, character, parent, words))
    for tie in story.relationships.values():
        kind = tie.tie.value
        if kind not in KINDS or not _holds(bible, tie, t):
            continue
        left = [ref.id for ref in tie.who if ref.id in story.characters and ref.id is not None]
        right = [ref.id for ref in tie.of if ref.id in story.characters and ref.id is not None]
        evidence = cited(story, tie, tie, tie_words(story, tie))
        if kind in ("parent", "child"):
            for a in left:
                for b in right:
                    parent_id, child_id = (a, b) if kind == "parent" else (b, a)
                    found.parent(child_id, parent_id, "parent", evidence)
        elif kind == "sibling":
            found.pairs(found.siblings, SIBLING, [*left, *right], evidence)
        else:
            found.pairs(found.spouses, SPOUSE, [*left, *right], evidence)
    return found


def _holds(bible: Bible, tie: Relationship, t: int | None) -> bool:
    return t is None or states.period_holds(bible.timeline, tie, t).verdict is states.YES


def _role(role: str) -> str:
    return {"adoptive": "adoptive parent", "step": "step-parent"}.get(role, role)
