"""Mistakes about parents and children, planted in the text.  One function for each way."""

from __future__ import annotations

import random

import yaml

from benchmarks.planting.base import Base, planter
from benchmarks.planting.texts import Edited


@planter("child-before-parent")
def parent_replaced(base: Base, pick: random.Random) -> Edited | None:
    """A parent of the wrong generation, or of nearly the right one."""
    who, other = pick.sample(base.people(), 2)
    gap = pick.choice([0, 5, 11, 12, 14, 56, 60, 92, 40]) * base.year
    fits = sorted(base.people(), key=lambda p: abs(base.birth(who) - base.birth(p) - gap))[:4]
    other = pick.choice([other, *fits])
    if other == who:
        return None
    node = base.texts.field(who, "parents")
    file = base.texts.records[who][1]
    entry = pick.choice([other, f"{{who: {other}, as: {pick.choice(['mother', 'father', 'adoptive'])}}}"])
    if isinstance(node, yaml.SequenceNode) and node.value:
        return base.texts.replaced(file, pick.choice(node.value), entry)
    return base.texts.appended(who, "parents", entry)


@planter("parent-too-young")
def born_near_parent(base: Base, pick: random.Random) -> Edited | None:
    """A birth that is too near to a parent's, or too far from it, told by its distance."""
    found = [who for who in base.people() if base.reader.of("character")[who].get("parents")]
    if not found:
        return None
    who = pick.choice(found)
    parents = [p for p in base.people() if p in str(base.reader.of("character")[who]["parents"])]
    parent = pick.choice(parents)
    words = pick.choice([
        f"{pick.choice([3, 9, 11, 12, 13, 15, 55, 56, 58, 91, 95])} years after {parent}.birth",
        f"{pick.choice([1, 2, 5])} {pick.choice(['months', 'years'])} after {parent}.death",
        f"{pick.choice([1, 2, 5])} years before {parent}.birth",
        f"after {parent}.death", f"before {parent}.death",
    ])  # fmt: skip
    if base.reader.of("character")[who].get("born"):
        return base.texts.appended(who, "born", words)
    return base.texts.added(who, "born", words)


@planter("siblings-too-close")
def born_near_sibling(base: Base, pick: random.Random) -> Edited | None:
    """A child a few months, or half a century, after another one of its mother."""
    mothers: dict[str, list[str]] = {}
    for child in base.people():
        for parent in base.people() if base.reader.of("character")[child].get("parents") else ():
            if parent in str(base.reader.of("character")[child]["parents"]):
                mothers.setdefault(parent, []).append(child)
    several = [c for c in mothers.values() if len(c) > 1]
    if not several:
        return None
    one, other = pick.sample(pick.choice(several), 2)
    words = pick.choice([
        f"{pick.choice([2, 4, 6, 7, 8, 9])} months {pick.choice(['after', 'before'])} {other}.birth",
        f"exactly {pick.choice([3, 7, 8])} months after {other}.birth", f"exactly 3 days after {other}.birth",
        f"{pick.choice([42, 44, 45, 50])} years after {other}.birth",
    ])  # fmt: skip
    if base.reader.of("character")[one].get("born"):
        return base.texts.appended(one, "born", words)
    return base.texts.added(one, "born", words)


def _parents(base: Base, sex: str) -> list[tuple[str, str]]:
    """(parent, child), of those parents who have this sex."""
    return [(p, c) for c, p in base.links if base.reader.of("character")[p].get("sex") == sex]


def _about_parent(base: Base, pick: random.Random, sex: str, field: str, words: list[str]) -> Edited | None:
    """One of these (with the child for ``{}``) in a field of a parent."""
    found = _parents(base, sex)
    if not found:
        return None
    parent, child = pick.choice(found)
    text = pick.choice(words).format(child)
    if base.reader.of("character")[parent].get(field):
        return base.texts.appended(parent, field, text)
    return base.texts.added(parent, field, text)


@planter("mother-dead-at-birth")
def mother_dead(base: Base, pick: random.Random) -> Edited | None:
    """A mother who dies before the birth, or just after it."""
    words = [f"{pick.choice([1, 4, 12])} months before {{}}.birth", "before {}.birth", "after {}.birth",
             "about 1 year before {}.birth", "2 months after {}.birth", "{}.birth"]  # fmt: skip
    return _about_parent(base, pick, "female", "died", words)


@planter("father-long-dead-at-birth")
def father_dead(base: Base, pick: random.Random) -> Edited | None:
    """A father who dies too long before the birth, or about as long as may be."""
    words = [f"{n} months before {{}}.birth" for n in (6, 8, 9, 10, 11, 12, 20)]
    words += [f"exactly {n} days before {{}}.birth" for n in (250, 290, 300, 310)] + ["before {}.birth"]
    return _about_parent(base, pick, "male", "died", words)


@planter("parent-too-old")
def mother_old(base: Base, pick: random.Random) -> Edited | None:
    """A mother of fifty-odd years."""
    return _about_parent(
        base,
        pick,
        "female",
        "born",
        [f"{n} years before {{}}.birth" for n in (50, 54, 55, 56, 57, 58, 62, 70)],
    )


@planter("parent-too-old")
def father_old(base: Base, pick: random.Random) -> Edited | None:
    """A father of ninety-odd years."""
    return _about_parent(
        base,
        pick,
        "male",
        "born",
        [f"about {n} years before {{}}.birth" for n in (60, 85, 95, 110, 120, 140)],
    )


@planter("sibling-span")
def far_sibling(base: Base, pick: random.Random) -> Edited | None:
    """A brother or sister more than forty years older."""
    mothers = _parents(base, "female")
    found = [(c, d) for m, c in mothers for n, d in mothers if m == n and c != d]
    if not found:
        return None
    one, other = pick.choice(found)
    years = f"{pick.choice(['', 'exactly ', 'at least '])}{pick.choice([40, 43, 44, 45, 48])} years"
    words = f"{years} after {other}.birth"
    if base.reader.of("character")[one].get("born"):
        return base.texts.appended(one, "born", words)
    return base.texts.added(one, "born", words)


@planter("ancestor-cycle")
def own_ancestor(base: Base, pick: random.Random) -> Edited | None:
    """A descendant becomes a parent."""
    found = [who for who in base.people() if base.reader.of("character")[who].get("parents")]
    if not found:
        return None
    who = pick.choice(found)
    chain = [who]
    for _ in range(pick.randint(1, 3)):
        above = base.reader.of("character")[chain[-1]].get("parents")
        parents = [p for p in base.people() if p in str(above)] if above else []
        if not parents:
            break
        chain.append(pick.choice(parents))
    if base.reader.of("character")[chain[-1]].get("parents"):
        node = base.texts.field(chain[-1], "parents")
        if isinstance(node, yaml.SequenceNode):
            return base.texts.replaced(base.texts.records[chain[-1]][1], node.value[0], who)
    return base.texts.appended(chain[-1], "parents", who)


@planter("too-many-parents")
def third_parent(base: Base, pick: random.Random) -> Edited | None:
    """A third birth parent (or an adoptive one, which is fine)."""
    found = [
        w for w in base.people() if len(str(base.reader.of("character")[w].get("parents", "")).split()) > 1
    ]
    if not found:
        return None
    who = pick.choice(found)
    fits = sorted(base.people(), key=lambda p: abs(base.birth(who) - base.birth(p) - 30 * base.year))[:6]
    other = pick.choice(fits)
    if other in str(base.reader.of("character")[who].get("parents")) or other == who:
        return None
    return base.texts.appended(
        who, "parents", pick.choice([other, f"{{who: {other}, as: step}}", f"{other} (parent)"])
    )
