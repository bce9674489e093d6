"""Items whose hands, uses, losses and finds fit in no order, though every two of them would."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import combinations

from storybible import records as r
from storybible.diagnostics import Evidence
from storybible.encoding import speaker
from storybible.rules import Context, Finding, Fix, Later
from storybible.rules._certain import Certain
from storybible.rules._fixes import entry_removed, value_fixes
from storybible.rules._held import all_seen, forwards
from storybible.rules._items import There, whereabouts
from storybible.rules._jointly import Either, Ways, jointly_impossible, one_by_one
from storybible.rules._words import listed

HANDS, LOST, MADE = "item-in-two-hands", "item-after-lost-or-destroyed", "item-before-it-exists"
WORDS = {HANDS: "two people have it at once", LOST: "it is gone already", MADE: "it is not made yet"}


@dataclass(frozen=True, slots=True)
class About:
    """What a choice about an item is about: the rule that asks it and what it stands on."""

    rule: str
    holders: tuple[r.Holder, ...] = ()
    use: There | None = None
    time: r.Time | None = None
    how: str = ""

    @property
    def parts(self) -> tuple[object, ...]:
        """The holders, the use and the end that a choice is about."""
        return (*self.holders, self.use, self.time)


@dataclass(frozen=True, slots=True)
class Tangle:
    """An item and choices about it that cannot all be made."""

    item: r.Item
    choices: list[Either]
    certain: Certain


def tangled(context: Context, rule: str) -> Iterator[Finding]:
    """The findings that a rule is to make: the first of the rules whose choices are in a tangle speaks."""
    found: list[Tangle] | None = context.shared.get("tangled items")
    if found is None:
        found = context.shared["tangled items"] = list(_tangles(context))
    for tangle in found:
        rules = {choice.about.rule for choice in tangle.choices}
        if next(name for name in (HANDS, LOST, MADE) if name in rules) == rule:
            yield _finding(context, tangle, rule, sorted(rules))


def _tangles(context: Context) -> Iterator[Tangle]:
    there = whereabouts(context)
    for item in context.story.items.values():
        if speaker(item) is not None or (len(item.holders) < 3 and item.id not in there):
            continue  # of two holders that cannot both have it the rule about hands speaks
        everything = _choices(context, item, there.get(item.id, []))
        choices = [choice for choice in everything if choice.about.rule in context.active]
        doubt = f"whether {item.label} can be everywhere it is said to be"
        for blamed, certain in jointly_impossible(context, choices, doubt):
            yield Tangle(item, blamed, certain)


def _choices(context: Context, item: r.Item, there: list[There]) -> Iterator[Either]:
    encoding = context.encoding
    people = context.story.characters
    holders = [h for h in item.holders if h.who.id in people and speaker(h, item) is None]
    for one, other in combinations(forwards(context, holders), 2):
        if one.who.id != other.who.id:
            ways = one_by_one(encoding.period(one), encoding.period(other), handed_over=True)
            yield Either(ways, About(HANDS, (one, other)))
    ends = [*((time, "lost") for time in item.lost)]
    ends += [(item.destroyed, "destroyed")] if item.destroyed is not None else []
    for use in there:
        made = encoding.moments.get(id(item.made)) if item.made is not None else None
        if made is not None and made[0] != use.last:
            yield Either([[(made[0], use.last, -use.shift, None)]], About(MADE, (), use, item.made, "made"))
        for time, how in ends:
            ways = _not_after(context, item, use, time, how)
            if ways:
                yield Either(ways, About(LOST, (), use, time, how))


def _not_after(context: Context, item: r.Item, use: There, time: r.Time, how: str) -> Ways:
    """The ways an item may be somewhere: before it is lost, or found again in between."""
    moments = context.encoding.moments
    gone = moments.get(id(time))
    if gone is None or gone[1] == use.first:
        return []
    ways: Ways = [[(use.first, gone[1], use.shift, None)]]
    for found in item.found if how == "lost" else ():
        back = moments.get(id(found))
        if back is None or back[0] == use.last or back[1] == gone[0]:
            return []
        ways.append([(gone[0], back[1], 1, None), (back[0], use.last, 0, None)])
    return ways


def _finding(context: Context, tangle: Tangle, rule: str, rules: list[str]) -> Finding:
    story, encoding, item = context.story, context.encoding, tangle.item
    about: list[About] = [choice.about for choice in tangle.choices]
    holders = list({id(h): h for one in about for h in one.holders}.values())
    uses = list({id(one.use): one.use for one in about if one.use is not None}.values())
    people = dict.fromkeys(story.label(h.who.id or "") for h in holders)
    evidence: list[Evidence] = []
    for holder in holders:
        words = f"{story.label(holder.who.id or '')} has {item.label}"
        evidence += all_seen(context, words, encoding.period(holder), item)
    for use in uses:
        evidence += use.evidence(context)
    ends = {id(one.time): (one.time, one.how) for one in about if one.time is not None}
    for time, how in ends.values():
        evidence.append(context.becomes(item, how, time))
    wrong = " or ".join(WORDS[name] for name in (HANDS, LOST, MADE) if name in rules)
    who = f"with {listed(list(people))} " if people else ""
    records = dict.fromkeys((item.id, *(h.who.id or "" for h in holders)))
    records.update(dict.fromkeys(name for use in uses for name in use.about))
    spans = [*(holder.who.span for holder in holders), *(use.span for use in uses)]
    return Finding(
        max(spans),
        f"{item.label} cannot be {who}as stated: in every order {wrong}",
        tuple(records),
        (rule, item.id, *sorted(records)),
        tangle.certain.proof,
        tuple(dict.fromkeys(evidence)),
        Later(partial(_fixes, context, tangle)),
        tangle.certain.loose,
    )


def _fixes(context: Context, tangle: Tangle) -> Iterator[Fix]:
    """Another time for something the tangle rests on; a holder or a use that is left out."""
    for choice in tangle.choices:
        for way in choice.ways:
            yield from value_fixes(context, tangle.certain.proof, way)
    for choice in tangle.choices:
        about: About = choice.about
        if about.use is not None:
            yield from about.use.left_out(context)
        for holder in reversed(about.holders):
            yield from entry_removed(context, holder.span)
