"""The family as a graph: who is parent, spouse or sibling of whom, and where that is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from storybible import states
from storybible.bible import Bible
from storybible.diagnostics import Evidence
from storybible.encoding import PeriodPoints
from storybible.periods import tie_words
from storybible.queries.kin_terms import BIRTH
from storybible.queries.wording import cited, name_of
from storybible.records import Relationship
from storybible.timeline import QUERY

KINDS = frozenset({"parent", "child", "sibling", "married"})
PARENT, SPOUSE, SIBLING = "parent", "spouse", "sibling"


@dataclass(frozen=True, slots=True)
class Bond:
    """A step from one person to a relative: ``kind`` is what the relative is, ``role`` how.

    ``tie`` is the record of a marriage.
    """

    other: str
    kind: str
    role: str
    evidence: Evidence
    tie: Relationship | None = None


@dataclass(slots=True)
class Family:
    """Everybody's parents, children, spouses and stated siblings."""

    bible: Bible
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
        self,
        table: dict[str, list[Bond]],
        kind: str,
        people: Iterable[str],
        evidence: Evidence,
        tie: Relationship,
    ) -> None:
        """Enter a tie of equals for each pair of people."""
        everyone = list(people)
        for one in everyone:
            for other in everyone:
                if one != other:
                    table.setdefault(one, []).append(Bond(other, kind, kind, evidence, tie))

    def over(self, marriage: Bond, who: str) -> bool:
        """Whether a marriage has surely ended before somebody's birth, so that they are no kin by it."""
        end = self._points(marriage).end
        return end is not None and self._before(end, self.bible.timeline.encoding.births[who])

    def met(self, spouse: str, marriage: Bond, who: str) -> bool:
        """Whether a marriage may have lasted in somebody's lifetime, as a step-tie demands.

        Not so where it, or either spouse's life, surely ended before the birth, or it began after the death.
        """
        encoding = self.bible.timeline.encoding
        birth, death = encoding.births[who], encoding.deaths.get(who)
        begin = self._points(marriage).begin
        ends = (encoding.deaths.get(one) for one in (spouse, marriage.other))
        return not (
            self.over(marriage, who)
            or any(end is not None and self._before(end, birth) for end in ends)
            or (begin is not None and death is not None and self._before(death, begin))
        )

    def _points(self, marriage: Bond) -> PeriodPoints:
        assert marriage.tie is not None
        return self.bible.timeline.encoding.period(marriage.tie)

    def _before(self, a: int, b: int) -> bool:
        return self.bible.timeline.certainly_before(a, b, QUERY)

    def birth_parents(self, child: str) -> list[Bond]:
        """Those of the parents who are so by birth."""
        return [bond for bond in self.parents.get(child, ()) if bond.role in BIRTH]


def family(bible: Bible, t: int | None = None) -> Family:
    """The family ties of a bible; with a point in time, those that certainly hold then."""
    story = bible.story
    found = Family(bible)
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
            found.pairs(found.siblings, SIBLING, [*left, *right], evidence, tie)
        else:
            found.pairs(found.spouses, SPOUSE, [*left, *right], evidence, tie)
    return found


def _holds(bible: Bible, tie: Relationship, t: int | None) -> bool:
    return t is None or states.period_holds(bible.timeline, tie, t).verdict is states.YES


def _role(role: str) -> str:
    return {"adoptive": "adoptive parent", "step": "step-parent"}.get(role, role)
