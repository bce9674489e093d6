"""Two people hold an exclusive office at the same time.

Only what is stated counts: the moments of `from` and `seen`, and the time up to a stated `until`.  One
holder may follow another at a moment.  Whoever holds an office without `until` holds it until the next one
comes, which is no contradiction; but nobody whose time is stated to be over is seen in it again without a
new `from` while another holds it, and where the earlier of two in the list has only an `until` and the
later one only a `from`, that `until` is not after the `from`.  Several holders whose times fit in no order, though
every two of them would, are found as well.

## Failing

```yaml
characters:
  odo: {name: Odo}
  mara: {name: Mara}
offices:
  harbour-master:
    title: Harbour master
    exclusive: yes
    holders: [{who: odo, seen: the-feast, until: wedding}, {who: mara, from: the-flood}]
events:
  the-feast: {title: The feast, when: before the-flood}
  the-flood: {title: The flood}
  wedding: {title: The wedding, when: 2 years after the-flood}
```

```text
bible/story.yaml:8:66: error SB501 exclusive-office-overlap: Mara and Odo are Harbour master at the same time for 1 year 6 months or more, and only one may be
    bible/story.yaml:8: Odo is Harbour master, at the time of “The feast”
    bible/story.yaml:10: “The feast” is before “The flood”
    bible/story.yaml:8: Mara is Harbour master, from “The flood”
    bible/story.yaml:12: “The wedding” is 2 years after “The flood”
    bible/story.yaml:8: Odo is Harbour master, until “The wedding”
    mend: bible/story.yaml:8: "wedding" -> "the-flood"
    mend: bible/story.yaml:8: "the-flood" -> "wedding"
    mend: bible/story.yaml:8: "wedding}, {who: mara, from: the-flood}" -> "wedding}"
    mend: bible/story.yaml:8: "{who: odo, seen: the-feast, until: wedding}, {who:" -> "{who:"
```

## Passing

```yaml
characters:
  odo: {name: Odo}
  mara: {name: Mara}
offices:
  harbour-master:
    title: Harbour master
    exclusive: yes
    holders: [{who: odo, seen: the-feast, until: the-flood}, {who: mara, from: the-flood}]
  consul: {title: Consul, holders: [{who: odo, seen: wedding}, {who: mara, seen: wedding}]}
events:
  the-feast: {title: The feast, when: before the-flood}
  the-flood: {title: The flood}
  wedding: {title: The wedding, when: 2 years after the-flood}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations, permutations

from storybible.diagnostics import Evidence, Severity
from storybible.encoding import speaker
from storybible.records import Holder, Office, Period
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._certain import Certain, before, gap, not_after, together
from storybible.rules._fixes import entry_removed, value_fixes
from storybible.rules._held import Held, Overlap, all_seen, ends_moved, forwards, held, overlap, seen_evidence
from storybible.rules._jointly import Either, jointly_impossible, one_by_one
from storybible.rules._words import listed
from storybible.timeline import WORLD
from storybible.when import duration_text

RULE = Rule("SB501", Severity.ERROR)


def check(context: Context) -> Iterator[Finding]:
    """Every two holders of each exclusive office; of two people the firmest finding speaks."""
    for office in context.story.offices.values():
        if not office.exclusive:
            continue
        holders = [h for h in office.holders if h.who.id is not None and speaker(h, office) is None]
        pairs = list(combinations(forwards(context, holders), 2))
        found: dict[frozenset[str], tuple[Overlap, Holder, Holder]] = {}
        for one, other in pairs:
            pair = frozenset((one.who.id or "", other.who.id or ""))
            if len(pair) == 2 and pair not in found:
                certain = _overlap(context, holders, one, other)
                if certain is not None:
                    found[pair] = certain, one, other
        for certain, one, other in found.values():
            yield _finding(context, office, one, other, certain)
        choices = [
            Either(one_by_one(context.encoding.period(one), context.encoding.period(other)), (one, other))
            for one, other in pairs
            if one.who.id != other.who.id
        ]
        doubt = f"whether {office.label} has one holder at a time"
        for blamed, together_ in jointly_impossible(context, choices, doubt):
            yield _in_no_order(context, office, blamed, together_)


def _overlap(context: Context, holders: list[Holder], one: Holder, other: Holder) -> Overlap | None:
    encoding = context.encoding
    return (
        overlap(context, encoding.period(one), encoding.period(other))
        or _listed_before(context, holders, one, other)
        or _came_back(context, holders, one, other)
        or _came_back(context, holders, other, one)
    )


def _listed_before(context: Context, holders: list[Holder], one: Holder, other: Holder) -> Overlap | None:
    """The list says who came first: one holder up to an `until`, then right away another from a `from` on."""
    encoding = context.encoding
    first, second = encoding.period(one), encoding.period(other)
    if one.starts or one.seen or one.always or other.ends or first.end is None or second.begin is None:
        return None
    places = [id(holder) for holder in holders]
    if places.index(id(other)) != places.index(id(one)) + 1:
        return None
    certain = before(context, second.begin, first.end)
    return Overlap(certain, ()) if certain is not None else None


def _came_back(context: Context, holders: list[Holder], back: Holder, other: Holder) -> Overlap | None:
    """Somebody is seen in the office when another has taken it, though their own time had ended before."""
    encoding = context.encoding
    again, taken = encoding.period(back), encoding.period(other)
    if back.starts or not again.seen or taken.begin is None or other.ends:
        return None
    ended = [
        certain
        for former in holders
        if former is not back
        and former.who.id == back.who.id
        and (end := encoding.period(former).end) is not None
        and (certain := not_after(context, end, taken.begin)) is not None
    ]
    if not ended or not _alone(context, holders, back, other, taken.begin):
        return None
    for moment in held(again):
        since = not_after(context, taken.begin, moment.first)
        if since is not None and gap(context, taken.begin, moment.first, since.loose) != (0, 0):
            return Overlap(together(since, ended[0]), ((back, moment),))
    return None


def _alone(context: Context, holders: list[Holder], back: Holder, other: Holder, begin: int) -> bool:
    """Whether nobody else may have ended the other's time: each was over when it began."""
    for third in holders:
        if third is back or third is other:
            continue
        points = context.encoding.period(third)
        moments = [points.end] if points.end is not None else []
        if not moments or not_after(context, moments[0], begin) is None:
            return False
    return True


def _finding(context: Context, office: Office, one: Holder, other: Holder, found: Overlap) -> Finding:
    story = context.story
    names = {id(holder): story.label(holder.who.id or "") for holder in (one, other)}
    evidence: list[Evidence] = []
    for holder in (one, other):
        moments: list[tuple[Period, Held]] = [m for m in found.moments if m[0] is holder]
        evidence.extend(seen_evidence(context, f"{names[id(holder)]} is {office.label}", moments, office))
    who, others = one.who.id or "", other.who.id or ""
    first, second = sorted((one, other), key=lambda holder: holder.who.id or "")  # in any order of the files
    return Finding(
        other.who.span,
        f"{names[id(first)]} and {names[id(second)]} are {office.label} at the same time"
        f"{_how_long(context, one, other)}, and only one may be",
        (office.id, who, others),
        ("exclusive-office-overlap", office.id, *sorted((who, others))),
        found.certain.proof,
        tuple(evidence),
        Later(partial(_fixes, context, one, other, found.certain)),
        found.certain.loose,
    )


def _in_no_order(context: Context, office: Office, blamed: list[Either], certain: Certain) -> Finding:
    """Several holders whom no order keeps apart."""
    story = context.story
    holders = sorted({id(h): h for choice in blamed for h in choice.about}.values(), key=lambda h: h.who.span)
    names = {holder.who.id or "": story.label(holder.who.id or "") for holder in holders}
    evidence: list[Evidence] = []
    for holder in holders:
        words = f"{names[holder.who.id or '']} is {office.label}"
        evidence.extend(all_seen(context, words, context.encoding.period(holder), office))
    return Finding(
        holders[-1].who.span,
        f"{listed([names[who] for who in sorted(names)])} cannot be {office.label} one after another: "
        "in every order two of them are it at once",
        (office.id, *names),
        ("exclusive-office-overlap", office.id, *sorted(names)),
        certain.proof,
        tuple(evidence),
        Later(partial(_left_out, context, blamed, certain)),
        certain.loose,
    )


def _left_out(context: Context, blamed: list[Either], certain: Certain) -> Iterator[Fix]:
    for choice in blamed:
        for way in choice.ways:
            yield from value_fixes(context, certain.proof, way)
    for holder in {id(h): h for choice in blamed for h in choice.about}.values():
        yield from entry_removed(context, holder.span)


def _how_long(context: Context, one: Holder, other: Holder) -> str:
    """How long they overlap at the least, by what is stated: from each beginning to each end."""
    periods = [context.encoding.period(holder) for holder in (one, other)]
    leasts = [
        context.timeline.gap(later.begin, first.end, WORLD)[0] or 0
        for first in periods
        for later in periods
        if first.end is not None and later.begin is not None
    ]
    least = min(leasts, default=0)
    return f" for {duration_text(least, context.calendar)} or more" if least >= context.calendar.DAY else ""


def _fixes(context: Context, one: Holder, other: Holder, certain: Certain) -> Iterator[Fix]:
    """An end where the other begins; the event of a `from` or an `until` at another time; no such entry."""
    yield from ends_moved(context, one, other)
    encoding = context.encoding
    for first, second in permutations((one, other)):
        ends, begins = encoding.period(first).end, encoding.period(second).begin
        if ends is not None and begins is not None:
            yield from value_fixes(context, certain.proof, [(ends, begins, 0, None)])
