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


def may_be_called_so(story: Story, who: str, to: str) -> bool:
    """Whether some other bond lets people use words of kinship: a tie, a step-parent, an in-law."""
    if next(ties(story, who, to), None) is not None:
        return True
    near = {one: _family(story, one) for one in (who, to)}
    married = {one: _spouses(story, one) for one in (who, to)}
    for one, other in ((who, to), (to, who)):
        if any(parent.who.id == other for parent in story.characters[one].parents):
            return True  # by adoption, by marriage, a guardian
        if married[one] & near[other] or any(_spouses(story, kin) & {one} for kin in near[other]):
            return True
    return False


def _family(story: Story, who: str) -> set[str]:
    """Somebody's parents, children and siblings, by birth or not."""
    up = {parent.who.id or "" for parent in story.characters[who].parents}
    down = {child.id for child in story.characters.values() if any(p.who.id == who for p in child.parents)}
    beside = {child.id for child in story.characters.values() if any(p.who.id in up for p in child.parents)}
    return (up | down | beside) - {who, ""}


def _spouses(story: Story, who: str) -> set[str]:
    found: set[str] = set()
    for tie in story.relationships.values():
        partners = {ref.id for ref in tie.who if ref.id}
        if tie.tie.value in ("married", "engaged", "lovers", "dating", "partner") and who in partners:
            found |= partners - {who}
    return found
