"""Somebody is present in two places at once.

Two events overlap for certain when every order that the records allow makes them overlap: both are the same
minute, one begins while the other goes on, or one is said to be `during` the other.  A place inside another
one (`within`) is no second place, and an event without a place is not asked.  Several events that could each
be moved, but not all of them, are found as well.

## Failing

```yaml
characters:
  mara: {name: Mara}
places:
  quay: {name: the quay}
  abbey: {name: the abbey}
events:
  flood: {title: The flood, when: 1140-06-01, lasts: 3 days, where: quay, who: [mara]}
  vigil: {title: The vigil, when: 1140-06-02, where: abbey, who: [mara]}
```

```text
bible/story.yaml:8:67: error SB401 two-places-at-once: Mara is in two places at once: at “The flood” (the quay) and at “The vigil” (the abbey)
    bible/story.yaml:7: Mara is present at “The flood”, which happens at the quay
    bible/story.yaml:8: Mara is present at “The vigil”, which happens at the abbey
    bible/story.yaml:7: “The flood” is dated 1140-06-01
    bible/story.yaml:7: “The flood” lasts 3 days
    bible/story.yaml:8: “The vigil” is dated 1140-06-02
    mend: bible/story.yaml:7: "1140-06-01" -> "1140-05-31"
    mend: bible/story.yaml:8: "1140-06-02" -> "1140-06-03"
    mend: bible/story.yaml:8: "mara" -> "mara (mentioned)"
    mend: bible/story.yaml:7: "mara" -> "mara (mentioned)"
```

## Passing

```yaml
characters:
  mara: {name: Mara}
places:
  town: {name: the town}
  quay: {name: the quay, within: town}
  abbey: {name: the abbey}
events:
  flood: {title: The flood, when: 1140-06-01, lasts: 3 days, where: quay, who: [mara]}
  parley: {title: The parley, when: 1140-06-02, where: town, who: [mara]}
  vigil: {title: The vigil, when: 1140-06-02, where: abbey, who: [mara (mentioned)]}
  mass: {title: The mass, when: 1140-06-04, where: abbey, who: [mara]}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import compress

from storybible.diagnostics import Severity
from storybible.encode import during
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._certain import Certain, before, not_after, surely, together
from storybible.rules._fixes import not_really_there, value_fixes
from storybible.rules._journeys import journeys
from storybible.rules._parts import impossible_part
from storybible.rules._places import Stay, nested, placed
from storybible.rules._tied import tied
from storybible.rules._words import listed
from storybible.stn import Constraint, Key, choose
from storybible.story import Story
from storybible.timeline import LOOSE_WORLD, WORLD
from storybible.when import Order

RULE = Rule("SB401", Severity.ERROR)
MOST_TOGETHER = 12
"""How many events of one person are tried in all orders at most."""
Pair = tuple[Stay, Stay]


def check(context: Context) -> Iterator[Finding]:
    """Everybody's presences: first two by two, then those that could be moved but not all of them."""
    if len(context.story.places) < 2:
        return
    outright = _inside(context)
    for pairs_told in outright.values():
        for (a, b), said in pairs_told.items():
            dated = _at_once(context, a, b)
            yield _finding(context, a, b, dated if dated is not None and dated.loose else said)
    for who, there in _groups(context):
        pairs = _meeting(context, there)
        certain = {(a, b): found for a, b in pairs if (found := _at_once(context, a, b))}
        told = {_events(*pair) for pair in outright.get(who, ())}
        for (a, b), how in certain.items():
            if _events(a, b) not in told:
                yield _finding(context, a, b, how)
        certain.update(outright.get(who, {}))
        told |= {_events(*pair) for pair in certain}
        open_pairs = [pair for pair in pairs if _events(*pair) not in told and _lasting(*pair)]
        if open_pairs and len(there) > 2:
            yield from _crowded(context, who, open_pairs, there, certain)


def _groups(context: Context) -> Iterator[tuple[str, list[Stay]]]:
    """Somebody's presences among which two may surely overlap: what is not tied can be moved apart.

    Two moments surely coincide only where the one is fixed by the other.
    """
    encoding, network = context.encoding, context.timeline.network
    there = placed(context.story)
    when = [
        network.graph.potential[encoding.starts[at.event]] for at in there
    ]  # in one way everything can be
    at_once = Counter(when)
    same = (encoding.starts[at.event] for at, moment in zip(there, when, strict=True) if at_once[moment] > 1)
    number = network.fixed(dict.fromkeys(same))
    several = Counter(number.get(encoding.starts[at.event]) for at in there)
    longer = {
        p.who for at in there if encoding.starts[at.event] != encoding.ends[at.event] for p in at.presents
    }
    sets = tied(context) if longer else []
    groups: dict[tuple[str, int], list[Stay]] = {}
    for at in there:
        start = encoding.starts[at.event]
        fixed = number.get(start)
        alone = fixed is None or several[fixed] < 2
        if alone and not longer:
            continue
        for present in at.presents:
            if present.who in longer:
                groups.setdefault((present.who, sets[start]), []).append(at.stay(context, present))
            elif fixed is not None and not alone:
                groups.setdefault((present.who, fixed), []).append(at.stay(context, present))
    for (who, _), stays in groups.items():
        if len(stays) > 1:
            yield who, stays


def _meeting(context: Context, there: list[Stay]) -> list[Pair]:
    """The presences in different places that coincide in one way everything can be; others need not."""
    times = context.timeline.network.times
    there = sorted(there, key=lambda stay: (times[stay.start], stay.event))
    found = []
    for n, a in enumerate(there):
        for b in there[n + 1 :]:
            if times[b.start] > times[a.end]:
                break
            if a.event != b.event and _coincide(times, a, b) and not nested(context.story, a.place, b.place):
                found.append((a, b))
    return found


def _inside(context: Context) -> dict[str, dict[Pair, Certain]]:
    """Everybody's presences at an event that is said to be `during` another one, at another place.

    At the loosest it may touch an end of the other, so that this is no more than a warning; where the way
    takes time, that rule speaks.
    """
    known = dict(_during(context))
    found: dict[str, dict[Pair, Certain]] = {}
    if not known:
        return found
    outer = {event for others in known.values() for event, _ in others}
    those = [at for at in placed(context.story) if at.event in known or at.event in outer]
    everything = [at.stay(context, present) for at in those for present in at.presents]
    there = {(stay.who, stay.event): stay for stay in everything}
    hurries = journeys(context).hurries if "impossible-travel" in context.active else []
    late = {(h.journeys[0].a.who, _events(h.journeys[0].a, h.journeys[0].b)) for h in hurries}
    for stay in everything:
        for host, key in known.get(stay.event, ()):
            other = there.get((stay.who, host))
            if other is None or nested(context.story, stay.place, other.place):
                continue
            if (stay.who, _events(stay, other)) not in late:
                found.setdefault(stay.who, {})[other, stay] = Certain((key,), loose=False)
    return found


def _during(context: Context) -> Iterator[tuple[str, list[tuple[str, Key]]]]:
    """For an event those it is stated to be during, where nothing contradicts that."""
    refused = {key for key, _ in context.timeline.network.parked}
    found: dict[str, list[tuple[str, Key]]] = {}
    events = context.story.events
    for event_id in compress(events, context.story.every(_is_during, events)):
        for key, stated in context.encoding.stated_of(event_id).items():
            term = stated.term
            if stated.field != "when" or not isinstance(term, Order) or term.relation != "during":
                continue
            outer = term.anchor.ref
            if stated.says is None and key not in refused and outer in events and outer is not None:
                found.setdefault(event_id, []).append((outer, key))
    yield from found.items()


def _is_during(story: Story, event: str) -> bool:
    return bool(during(story.events[event]))


def _events(a: Stay, b: Stay) -> frozenset[str]:
    return frozenset((a.event, b.event))


def _coincide(times: Mapping[int, int], a: Stay, b: Stay) -> bool:
    if a.start == a.end and b.start == b.end:
        return times[a.start] == times[b.start]
    return times[a.start] < times[b.end] and times[b.start] < times[a.end]


def _at_once(context: Context, a: Stay, b: Stay) -> Certain | None:
    """Whether two presences surely overlap by a minute or more."""
    moments = a.start == a.end and b.start == b.end
    earlier = not_after if moments else before
    first = earlier(context, a.start, b.end)
    second = earlier(context, b.start, a.end) if first is not None else None
    return together(first, second) if first is not None and second is not None else None


def _finding(context: Context, a: Stay, b: Stay, certain: Certain) -> Finding:
    story = context.story
    a, b = sorted((a, b), key=lambda stay: stay.present.presence.who.span)
    return Finding(
        b.present.presence.who.span,
        f"{story.label(b.who)} is in two places at once: at {story.titled(a.event)} ({story.label(a.place)}) "
        f"and at {story.titled(b.event)} ({story.label(b.place)})",
        (b.who, a.event, b.event, a.place, b.place),
        ("two-places-at-once", b.who, *sorted((a.event, b.event))),
        certain.proof,
        (a.evidence(context), b.evidence(context)),
        Later(partial(_fixes, context, [(a, b)], certain)),
        certain.loose,
    )


def _orders(a: Stay, b: Stay) -> tuple[list[Constraint], list[Constraint]]:
    """The two ways not to overlap: one is over by the time the other begins."""
    apart = 1 if a.start == a.end and b.start == b.end else 0
    return [(a.end, b.start, apart, None)], [(b.end, a.start, apart, None)]


def _fixes(context: Context, pairs: Sequence[Pair], certain: Certain) -> Iterator[Fix]:
    for a, b in pairs:
        for order in _orders(a, b):
            yield from value_fixes(context, certain.proof, order)
    for stay in dict.fromkeys(stay for pair in pairs for stay in reversed(pair)):
        yield from not_really_there(context, stay.present.presence)


def _lasting(a: Stay, b: Stay) -> bool:
    """Whether two events are different and one of them has length: two moments can always be kept apart."""
    return a.event != b.event and (a.start != a.end or b.start != b.end)


# ---- several events that cannot all be kept apart --------------------------------------------------------


def _crowded(
    context: Context, who: str, open_pairs: list[Pair], there: list[Stay], known: dict[Pair, Certain]
) -> Iterator[Finding]:
    """Presences that may each be kept apart, where no order keeps all of them apart."""
    doubt = f"whether {context.story.label(who)} can be at all of {len(there)} events in different places"
    pairs, many = _neighbours(context, open_pairs, there, known)
    if len(pairs) < 2:
        return
    if many:
        found = _in_part(context, pairs)
        if found is None:
            context.doubt(doubt, "their times are too loosely known to try every order")
        else:
            yield _crowded_finding(context, who, *found)
        return
    groups = [_orders(a, b) for a, b in pairs]
    for loose, view in ((True, LOOSE_WORLD), (False, WORLD)):
        choice = choose(context.timeline.network, groups, view)
        if choice.verdict == "impossible":
            blamed = [pairs[n] for n in choice.groups]
            yield _crowded_finding(context, who, blamed, Certain(choice.keys, loose))
            return
        if choice.verdict == "undecided":
            found = _in_part(context, pairs)
            if found is None:
                context.doubt(doubt, "there are too many orders to try")
            else:
                yield _crowded_finding(context, who, *found)
            return


def _in_part(context: Context, pairs: list[Pair]) -> tuple[list[Pair], Certain] | None:
    """Pairs of neighbouring presences that no order keeps apart, where all together are too many."""
    times = context.timeline.network.times
    near = sorted({stay for pair in pairs for stay in pair}, key=lambda s: (times[s.start], s.event))
    found = impossible_part(
        context, context.timeline.network, near, pairs,
        lambda pair: pair, lambda pair, _: _orders(*pair), ((True, LOOSE_WORLD), (False, WORLD)),
    )  # fmt: skip
    return None if found is None else (found[0], Certain(found[1].keys, found[2]))


def _neighbours(
    context: Context, open_pairs: list[Pair], there: list[Stay], known: dict[Pair, Certain]
) -> tuple[list[Pair], bool]:
    """All pairs that might overlap among the events in question and those near them; whether too many."""
    near = list(dict.fromkeys(stay for pair in open_pairs for stay in pair))
    pairs: list[Pair] = []
    done: set[frozenset[str]] = {_events(a, b) for a, b in known}
    for stay in near:
        for other in there:
            names = frozenset((stay.event, other.event))
            if names in done or not _lasting(stay, other) or nested(context.story, stay.place, other.place):
                continue
            done.add(names)
            if surely(context, other.start, stay.end, 0) or surely(context, stay.start, other.end, 0):
                continue
            pairs.append((stay, other))
            if other not in near:
                near.append(other)
        if len(near) > MOST_TOGETHER:
            return [*pairs, *(pair for pair in open_pairs if _events(*pair) not in done)], True
    return pairs, False


def _crowded_finding(context: Context, who: str, pairs: list[Pair], certain: Certain) -> Finding:
    story = context.story
    those = sorted(
        dict.fromkeys(stay for pair in pairs for stay in pair), key=lambda s: s.present.presence.who.span
    )
    events = [f"{story.titled(stay.event)} ({story.label(stay.place)})" for stay in those]
    return Finding(
        those[-1].present.presence.who.span,
        f"{story.label(who)} cannot be at all of {listed(events)}: in every order two of them overlap",
        (who, *(stay.event for stay in those)),
        ("two-places-at-once", who, *sorted(stay.event for stay in those)),
        certain.proof,
        tuple(stay.evidence(context) for stay in those),
        Later(partial(_fixes, context, pairs, certain)),
        certain.loose,
    )
