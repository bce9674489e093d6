"""What two people are to each other by the records, for words of kinship in a draft."""

from __future__ import annotations

from collections.abc import Iterator

from storybible import records as r
from storybible.rules._parents import Parentage, parentages
from storybible.story import Story

PARENT, CHILD, SIBLING, SPOUSE = "parent", "child", "sibling", "spouse"
GRANDPARENT, GRANDCHILD, FURTHER = "grandparent", "grandchild", "further"
SAID = {
    **dict.fromkeys(("mother", "father", "parent", "mum", "mom", "dad"), PARENT),
    **dict.fromkeys(("son", "daughter"), CHILD),
    **dict.fromkeys(("sister", "brother", "twin"), SIBLING),
    **dict.fromkeys(("grandmother", "grandfather"), GRANDPARENT),
    **dict.fromkeys(("grandson", "granddaughter"), GRANDCHILD),
    **dict.fromkeys(("wife", "husband"), SPOUSE),
    **dict.fromkeys(("uncle", "aunt", "nephew", "niece", "cousin"), FURTHER),
}
"""What a word of kinship makes of somebody."""
ROLES = {"mother": "mother", "mum": "mother", "mom": "mother", "father": "father", "dad": "father"}


def stated(story: Story, who: str, to: str) -> dict[str, tuple[Parentage, ...]]:
    """What somebody is to another by the records, with the parents that it follows from."""
    mine, theirs = parents_of(story, who), parents_of(story, to)
    found: dict[str, tuple[Parentage, ...]] = {}
    for kind, further, own, elder in ((PARENT, GRANDPARENT, theirs, who), (CHILD, GRANDCHILD, mine, to)):
        for link in own:
            if link.parent == elder:
                found[kind] = (link,)
            for higher in parents_of(story, link.parent):
                if higher.parent == elder:
                    found[further] = (link, higher)
    for one in mine:
        for other in theirs:
            if one.parent == other.parent:
                found[SIBLING] = (one, other)
    if any(tie.tie.value == "married" for tie in ties(story, who, to)):
        found[SPOUSE] = ()
    return found


def parents_of(story: Story, child: str) -> list[Parentage]:
    """The birth parents that the narrator states of somebody."""
    return [link for link in parentages(story) if link.child == child]


def ties(story: Story, one: str, other: str) -> Iterator[r.Relationship]:
    """The relationships that two people are in together."""
    for tie in story.relationships.values():
        if {one, other} <= {ref.id for ref in (*tie.who, *tie.of)}:
            yield tie


def may_be_called_so(story: Story, who: str, to: str, said: str) -> bool:
    """Whether some other bond lets people use a word of kinship: a tie, adoption, a marriage."""
    if next(ties(story, who, to), None) is not None:
        return True
    if said == CHILD:
        return may_be_called_so(story, to, who, PARENT)
    if said == PARENT:
        by_marriage = {elder for spouse in _spouses(story, to) for elder in _elders(story, spouse)}
        return who in _elders(story, to) | by_marriage | _married_to(story, _elders(story, to))
    beside = _siblings(story, to)
    in_law = _married_to(story, beside) | _siblings_of(story, _spouses(story, to))
    return who in beside | in_law or bool(_elders(story, who) & _married_to(story, _elders(story, to)))


def _elders(story: Story, who: str) -> set[str]:
    """Somebody's parents, by birth or not."""
    return {parent.who.id for parent in story.characters[who].parents if parent.who.id}


def _siblings(story: Story, who: str) -> set[str]:
    """Who has a parent in common with somebody."""
    up = _elders(story, who)
    return {one for one in story.characters if one != who and up & _elders(story, one)}


def _siblings_of(story: Story, people: set[str]) -> set[str]:
    return {one for person in people if person in story.characters for one in _siblings(story, person)}


def _married_to(story: Story, people: set[str]) -> set[str]:
    return {spouse for person in people for spouse in _spouses(story, person)}


def _spouses(story: Story, who: str) -> set[str]:
    found: set[str] = set()
    for tie in story.relationships.values():
        partners = {ref.id for ref in tie.who if ref.id}
        if tie.tie.value in ("married", "engaged", "lovers", "dating", "partner") and who in partners:
            found |= partners - {who}
    return found
