"""What is said about a family cannot all be so.

Siblings share a parent.  Two people whose parents by birth are both known and all different are no siblings;
nor is one who would need a third parent to be the sibling of several.  Half siblings share one, which is
enough; so is a parent by adoption, a step-parent or a guardian of both, and a couple made of a parent of one
and a parent of the other.  A tie with a `from` or `seen` (somebody became a brother) is not of birth.

And nobody is both mother and father of one child, or its parent by birth and its step-parent.

## Failing

```yaml
characters:
  lyra: {name: Lyra}
  ged: {name: Ged}
  ina: {name: Ina}
  odo: {name: Odo}
  mara: {name: Mara, parents: [lyra, ged]}
  teo: {name: Teo, parents: [ina, odo]}
relationships:
  - {kind: sibling, who: [mara, teo]}
```

```text
bible/story.yaml:9:27: error SB310 contradictory-kinship: Mara and Teo are siblings, but have no parent in common
    bible/story.yaml:9: Mara and Teo: sibling
    bible/story.yaml:6: Lyra is parent of Mara
    bible/story.yaml:6: Ged is parent of Mara
    bible/story.yaml:7: Ina is parent of Teo
    bible/story.yaml:7: Odo is parent of Teo
    mend: bible/story.yaml:6: "lyra" -> "ina"
    mend: bible/story.yaml:6: "ged" -> "ina"
    mend: bible/story.yaml:7: "ina" -> "lyra"
    mend: bible/story.yaml:7: "odo" -> "lyra"
```

## Passing

```yaml
characters:
  lyra: {name: Lyra}
  ged: {name: Ged}
  ina: {name: Ina}
  odo: {name: Odo}
  mara: {name: Mara, parents: [lyra, ged]}
  teo: {name: Teo, parents: [ina, ged]}
  una: {name: Una, parents: [ina, odo, {who: lyra, as: adoptive}]}
relationships:
  - {kind: sibling, who: [mara, teo, una]}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations

from storybible import records as r
from storybible.diagnostics import Severity
from storybible.encoding import speaker
from storybible.periods import tie_words
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._fixes import entry_removed, removed, rewritten
from storybible.rules._parents import BIRTH, Parentage, above, parentages
from storybible.rules._words import listed
from storybible.story import Story

RULE = Rule("SB310", Severity.ERROR, yields_to=("too-many-parents", "ancestor-cycle"))
COUPLES = frozenset({"married", "engaged", "dating", "lovers", "partner"})
Tie = tuple[str, r.Relationship]
"""The other sibling and the relationship that says so."""


def check(context: Context) -> Iterator[Finding]:
    """Siblings without a parent in common, and parents in two roles."""
    yield from _two_roles(context)
    story = context.story
    ties = _siblings(story)
    if not ties:
        return
    parents = above(parentages(story))
    joined = _families(story)
    spoken: set[frozenset[str]] = set()
    for who, others in ties.items():
        mine = {link.parent for link in parents.get(who, ())}
        apart: list[Tie] = []
        for other, tie in others:
            theirs = {link.parent for link in parents.get(other, ())}
            if len(theirs) == 2 and not mine & theirs and not _related(joined, who, other):
                apart.append((other, tie))
        found = _refused(apart, parents, 2 - len(mine)) if len(mine) <= 2 else None
        for some in found or ():
            people = frozenset((who, *(other for other, _ in some)))
            if people not in spoken:
                spoken.add(people)
                yield _finding(context, who, some, parents)


def _siblings(story: Story) -> dict[str, list[Tie]]:
    """For everybody the siblings whom the narrator gives them, by birth as far as is said."""
    found: dict[str, list[Tie]] = {}
    for tie in story.relationships.values():
        if tie.tie.value != "sibling" or tie.starts or tie.seen or tie.ends or speaker(tie) is not None:
            continue
        people = [ref.id for ref in (*tie.who, *tie.of) if ref.id in story.characters and ref.id is not None]
        for one, other in combinations(dict.fromkeys(people), 2):
            found.setdefault(one, []).append((other, tie))
            found.setdefault(other, []).append((one, tie))
    return found


def _families(story: Story) -> dict[str, set[str]]:
    """For everybody their parents of any kind, and those with whom these ever were a couple."""
    couples: dict[str, set[str]] = {}
    parents: dict[str, set[str]] = {}
    for tie in story.relationships.values():
        left, right = ([ref.id for ref in side if ref.id is not None] for side in (tie.who, tie.of))
        if tie.tie.value in COUPLES or story.config.kind(tie.tie.value).min_age:
            for person in (*left, *right):
                couples.setdefault(person, set()).update(left, right)
        elif tie.tie.value in ("parent", "child"):
            above, below = (left, right) if tie.tie.value == "parent" else (right, left)
            for child in below:
                parents.setdefault(child, set()).update(above)
    for character in story.characters.values():
        mine = parents.setdefault(character.id, set())
        mine.update(parent.who.id for parent in character.parents if parent.who.id is not None)
    return {
        child: mine | {partner for parent in mine for partner in couples.get(parent, ())}
        for child, mine in parents.items()
    }


def _related(joined: dict[str, set[str]], one: str, other: str) -> bool:
    """Whether two people share a parent of any kind, or have parents who were a couple."""
    return not joined.get(one, set()).isdisjoint(joined.get(other, ()))


def _refused(apart: list[Tie], parents: dict[str, list[Parentage]], unknown: int) -> list[list[Tie]] | None:
    """The fewest siblings who cannot all share a parent with somebody of whom ``unknown`` parents are not
    known (each sibling alone where all are known); None where they can."""
    theirs = {other: {link.parent for link in parents[other]} for other, _ in apart}
    if unknown == 0:
        return [[tie] for tie in apart]
    for size in range(unknown + 1, min(len(apart), 4) + 1):
        for some in combinations(apart, size):
            everybody = sorted(set().union(*(theirs[other] for other, _ in some)))
            choices = combinations(everybody, min(unknown, len(everybody)))
            if not any(all(theirs[other] & set(choice) for other, _ in some) for choice in choices):
                return [list(some)]
    return None


def _finding(context: Context, who: str, ties: list[Tie], parents: dict[str, list[Parentage]]) -> Finding:
    story = context.story
    names = [story.label(other) for other, _ in ties]
    mine = parents.get(who, [])
    if len(ties) == 1:
        message = f"{story.label(who)} and {names[0]} are siblings, but have no parent in common"
    else:
        message = (
            f"{story.label(who)} cannot be the sibling of {listed(names)}: they have no parents in common "
            f"that {story.label(who)} could share with each"
        )
    links = [*mine, *(link for other, _ in ties for link in parents[other])]
    those = list({tie.id: tie for _, tie in ties}.values())
    evidence = [context.cited(tie.span, tie_words(story, tie), tie) for tie in those]
    evidence += dict.fromkeys(link.evidence(story) for link in links)
    people = dict.fromkeys((who, *(other for other, _ in ties)))
    return Finding(
        those[0].who[0].span if those[0].who else those[0].span,
        message,
        (*people, *dict.fromkeys(link.parent for link in links)),
        ("contradictory-kinship", *sorted(people)),
        evidence=tuple(evidence),
        fixes=Later(partial(_fixes, context, those, links, frozenset(people))),
    )


def _fixes(
    context: Context, ties: list[r.Relationship], links: list[Parentage], people: frozenset[str]
) -> Iterator[Fix]:
    """They are no siblings, or one of the parents is another's."""
    for tie in ties:
        if len(tie.who) > 2:
            for ref in tie.who:
                if ref.id in people:
                    yield from removed(context, ref)
        yield from entry_removed(context, tie.span)
    for link in links:
        others = [other for other in links if other.child != link.child]
        for other in others:
            for entry in context.story.characters[link.child].parents:
                if entry.who.id == link.parent:
                    yield from rewritten(context, entry.who, other.parent)


# ---- one parent in two roles ------------------------------------------------------------------------------


def _two_roles(context: Context) -> Iterator[Finding]:
    """Who is mother and father of one child, or parent by birth and step-parent."""
    story = context.story
    for child in story.characters.values():
        if len({parent.who.id for parent in child.parents}) == len(child.parents):
            continue  # nobody twice
        roles: dict[str, dict[str, r.Parent]] = {}
        for parent in child.parents:
            if parent.who.id in story.characters and speaker(parent, child) is None:
                roles.setdefault(parent.who.id or "", {}).setdefault(parent.role, parent)
        for who, by_role in roles.items():
            for one, other in (("mother", "father"), *((role, "step") for role in sorted(BIRTH))):
                if one in by_role and other in by_role:
                    yield _role_finding(context, child, who, (by_role[one], by_role[other]))
                    break


def _role_finding(context: Context, child: r.Character, who: str, both: tuple[r.Parent, r.Parent]) -> Finding:
    story = context.story
    roles = ["step-parent" if parent.role == "step" else parent.role for parent in both]
    last = max(both, key=lambda parent: parent.who.span)
    return Finding(
        last.who.span,
        f"{story.label(who)} cannot be both {roles[0]} and {roles[1]} of {child.label}",
        (child.id, who),
        ("contradictory-kinship", child.id, who, *sorted(roles)),
        evidence=tuple(
            context.cited(parent.who.span, f"{story.label(who)} is {role} of {child.label}", parent, child)
            for parent, role in zip(both, roles, strict=True)
        ),
        fixes=Later(partial(_either_removed, context, both)),
    )


def _either_removed(context: Context, both: tuple[r.Parent, r.Parent]) -> Iterator[Fix]:
    for parent in reversed(both):
        yield from entry_removed(context, parent.span)
