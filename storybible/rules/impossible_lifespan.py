"""Somebody dies before being born, or lives for longer than their species does.

The limit is `lifespan`, in completed years (120 for humans).  Being really present somewhere, having an age
there, being somebody's friend or holding an office is living as well: a missing death hides nothing.

## Failing

```yaml
characters:
  mara: {name: Mara, born: 1800, died: 1925}
```

```text
bible/story.yaml:2:16: error SB204 impossible-lifespan: Mara lives for more than 120 years (by at least 3 years)
    bible/story.yaml:2: Mara was born 1800
    bible/story.yaml:2: Mara died 1925
    mend: bible/story.yaml:2: "1800" -> "1804"
    mend: bible/story.yaml:2: "1925" -> "1921"
```

## Passing

```yaml
# bible/storybible.yaml
thresholds: {elf: {lifespan: 900}}
```

```yaml
characters:
  mara: {name: Mara, born: 1800, died: 1915}
  lyra: {name: Lyra, species: elf, born: 1200, died: 1925}
```

Settings: `thresholds: {human: {lifespan: 120}}`
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from storybible.demand import Demand
from storybible.diagnostics import Evidence, Severity, Span
from storybible.encoding import Encoding, speaker
from storybible.periods import tie_words
from storybible.records import Character, Period, Record
from storybible.rules import Context, Finding, Fix, Later, Rule
from storybible.rules._certain import Certain, gap, not_more
from storybible.rules._dead import dead_at
from storybible.rules._fixes import entry_removed, not_really_there, value_fixes
from storybible.rules._life import BEYOND_DEATH, written_moments
from storybible.rules._lived import clock_evidence, clocked, doubt_about, lived_less, lived_more
from storybible.rules._parents import limits_by_kind, limits_of_kind, oddly_aged, revived
from storybible.rules._presence import stated_at, stated_presences_at
from storybible.sentences import at_words, evidence_of, moment_words
from storybible.story import Present, Story

RULE = Rule("SB204", Severity.ERROR, settings=("thresholds",), about="characters")
NAME = "impossible-lifespan"
NEVER = -(1 << 62)
"""Earlier than any minute of a story."""


def _longest(story: Story, who: str) -> int | None:
    """The most minutes that somebody may live; None where nothing limits it."""
    years = limits_of_kind(story, who).lifespan
    return None if years is None else round((years + 1) * story.calendar.YEAR) - 1


def _limits(context: Context, undead: Collection[str], by_clock: Collection[str]) -> dict[str, int]:
    """For everybody whose death says nothing, the most minutes that they may live."""
    story, deaths = context.story, context.encoding.deaths
    longest: dict[int, int | None] = {}
    found = {}
    for who, limits in limits_by_kind(story).items():
        if (who in deaths and who not in by_clock) or who in undead:
            continue
        if id(limits) not in longest:
            longest[id(limits)] = _longest(story, who)
        most = longest[id(limits)]
        if most is not None:
            found[who] = most
    return found


def _too_old(context: Context, limits: Mapping[str, int], who: str) -> int:
    """The minute from which on somebody is too old in one way everything can be; if not, they need not be.

    A clock may make anybody old.
    """
    if context.story.characters[who].age_clock:
        return NEVER
    return context.timeline.network.graph.potential[context.encoding.births[who]] + limits[who] + 1


def demands(encoding: Encoding, character: Character) -> Iterator[Demand]:
    """Everybody dies no earlier than at birth and no later than the life span allows."""
    who = character.id
    if who in encoding.deaths:
        yield _order(encoding, who)
        longest = _longest(encoding.story, who)
        if longest is not None and who not in encoding.story.revivals and not character.age_clock:
            yield _span(encoding, who, longest)


def _order(encoding: Encoding, who: str) -> Demand:
    character = encoding.story.characters[who]
    return Demand(
        NAME,
        (who, "order"),
        encoding.alive_by(who, encoding.deaths[who]),
        character.name.span,
        lambda: f"{character.label} dies before being born",
    )


def _span(encoding: Encoding, who: str, longest: int) -> Demand:
    character = encoding.story.characters[who]
    return Demand(
        NAME,
        (who,),
        ((encoding.births[who], encoding.deaths[who], None, longest),),
        character.name.span,
        lambda: f"{character.label} lives for more than {longest // encoding.calendar.YEAR} years",
    )


@dataclass(frozen=True, slots=True)
class Alive:
    """Somebody lives at a moment: ``words`` say so, with a place for the age.

    ``evidence`` is for what no statement of the timeline says; ``there`` is the presence that shows it.
    """

    who: str
    point: int
    shift: int
    words: str
    span: Span
    evidence: Evidence | None = None
    there: Present | None = None


def check(context: Context) -> Iterator[Finding]:
    """Whoever has no death is still not too old at each moment that shows them alive.

    With an age clock what they have lived counts, at their death as well.
    """
    story, encoding = context.story, context.encoding
    undead, by_clock = revived(story), {character.id for character in clocked(story)}
    yield from _aged_dead(context)
    limits = _limits(context, undead, by_clock)
    year = context.calendar.YEAR
    spoken: set[str] = set()
    dying = _dying(context, by_clock)
    for alive in chain(dying, _aged(context, limits), _present(context, limits), _lasting(context, limits)):
        who = alive.who
        if who not in limits or who in spoken:
            continue
        most = -limits[who] - 1 - alive.shift
        certain: Certain | None
        lived = None
        if who in by_clock:
            lived = lived_more(context, who, alive.point, limits[who] + alive.shift)
            certain = None if lived is None else lived.certain
        else:
            certain = not_more(context, alive.point, encoding.births[who], most)
        if certain is not None:
            spoken.add(who)
            least = gap(context, encoding.births[who], alive.point, certain.loose)[0] or 0
            years = (least if lived is None else lived.minutes) // year
            yield Finding(
                alive.span,
                f"{alive.words.format(years)}; the longest life is {limits[who] // year}",
                (who,),
                (NAME, who),
                certain.proof,
                (*_evidence(context, alive), *clock_evidence(context, who)),
                Later(partial(_fixes, context, alive, limits[who], certain)),
                certain.loose,
            )
    for who in sorted((by_clock & encoding.deaths.keys() & limits.keys()) - spoken):
        if lived_less(context, who, encoding.deaths[who], limits[who] + 1) is None:
            doubt_about(context, f"how long {story.label(who)} lives")


def _dying(context: Context, by_clock: set[str]) -> Iterator[Alive]:
    """Deaths of people whose age clock counts what they have lived; other deaths are demands."""
    for who in sorted(by_clock & context.encoding.deaths.keys()):
        character = context.story.characters[who]
        span = character.died[0].span if character.died else character.name.span
        words = f"{_plain(character.label)} has lived for at least {{}} years at their death"
        yield Alive(who, context.encoding.deaths[who], 0, words, span)


def _aged_dead(context: Context) -> Iterator[Finding]:
    """Stated ages of the dead; whose clock stops or who comes back is not asked."""
    story = context.story
    odd = oddly_aged(story)
    for who in context.encoding.deaths:
        person = story.characters[who]
        for age in person.ages if who not in odd else ():
            moment = context.encoding.moments.get(id(age))
            if moment is None or speaker(age, person) is not None:
                continue
            dead = dead_at(context, who, *moment)
            if dead is not None:
                when = at_words(moment_words(story, age.at.value, age.at.terms))
                words = f"{person.label} is {age.text.value} {when}"
                aged = Alive(who, moment[0], 0, words, age.text.span)
                yield Finding(
                    age.text.span,
                    f"{words}, after dying",
                    (who,),
                    (NAME, who, "age", f"{age.text.value} at {age.at.value}"),
                    dead.certain.proof,
                    _evidence(context, aged),
                    Later(partial(entry_removed, context, age.span)),
                    dead.certain.loose,
                )


def _aged(context: Context, limits: Mapping[str, int]) -> Iterator[Alive]:
    """Stated ages of those who are old in one way everything can be."""
    story, moments = context.story, context.encoding.moments
    times = context.timeline.network.graph.potential
    for who in limits:
        ages = story.characters[who].ages
        old = _too_old(context, limits, who) if ages else NEVER
        for age in ages:
            moment = moments.get(id(age))
            if moment is None or times[moment[0]] < old:
                continue
            if speaker(age, story.characters[who]) is None:
                words = f"{_plain(story.label(who))} is at least {{}} years old"
                yield Alive(who, moment[0], 0, words, age.text.span)


def _evidence(context: Context, alive: Alive) -> tuple[Evidence, ...]:
    """What says that somebody is alive then; an age is a statement of the timeline."""
    if alive.evidence is not None:
        return (alive.evidence,)
    return tuple(
        evidence_of(context.encoding, stated)
        for stated in context.encoding.stated.values()
        if stated.record == alive.who and stated.field == "ages" and stated.span == alive.span
    )


def _present(context: Context, limits: Mapping[str, int]) -> Iterator[Alive]:
    """Real presences that are late in a life in one way everything can be."""
    story, starts = context.story, context.encoding.starts
    times = context.timeline.network.graph.potential
    since = dict.fromkeys(story.characters, 1 << 62)  # a minute of no story
    since.update((who, _too_old(context, limits, who)) for who in limits)
    for present in _late(story, starts, times, since):
        there = f"{story.label(present.who)} is present at {story.titled(present.event)}"
        by_clock = bool(story.characters[present.who].age_clock)
        old = "having lived for at least {} years" if by_clock else "at least {} years after being born"
        span = present.presence.who.span
        record = story.records[present.scene or present.event]
        yield Alive(
            present.who,
            context.encoding.starts[present.event],
            0,
            f"{_plain(there)}, {old}",
            span,
            context.cited(span, there, present.presence, record),
            present,
        )


def _late(
    story: Story, starts: Mapping[str, int], times: Sequence[int], old: Mapping[str, int]
) -> Iterator[Present]:
    """The presences that the narrator states of somebody who is too old."""
    for event, people in zip(story.presences, stated_at(story), strict=True):
        start = times[starts[event]]
        for n, who in enumerate(people):
            if start >= old[who]:
                yield stated_presences_at(story, event)[n]


def _lasting(context: Context, limits: Mapping[str, int]) -> Iterator[Alive]:
    """Who holds an office, has a tie that ends with a life, or comes to know a secret."""
    story = context.story
    for office in story.offices.values():
        for holder in office.holders:
            who = holder.who.id
            if _late_in(context, limits, who, holder):
                words = f"{story.label(who or '')} is {office.label}"
                yield from _moments(context, who or "", office, holder, words)
    for tie in story.relationships.values():
        if tie.tie.value not in BEYOND_DEATH:
            for who in dict.fromkeys(ref.id for ref in (*tie.who, *tie.of)):
                if _late_in(context, limits, who, tie):
                    yield from _moments(context, who or "", tie, tie, tie_words(story, tie))
    for secret in story.secrets.values():
        for known in secret.known:
            who = known.who.id
            if _late_in(context, limits, who, known):
                words = f"{story.label(who or '')} knows “{secret.label}”"
                yield from _moments(context, who or "", secret, known, words)


def _late_in(context: Context, limits: Mapping[str, int], who: str | None, period: Period) -> bool:
    """Whether somebody is too old at some moment of a period."""
    if who is None or who not in limits:
        return False
    points, times = context.encoding.period(period), context.timeline.network.graph.potential
    there = (points.begin, points.end, *(first for first, _ in points.seen))
    since = _too_old(context, limits, who)
    return any(point is not None and times[point] >= since for point in there)


def _moments(context: Context, who: str, record: Record, period: Period, words: str) -> Iterator[Alive]:
    """The written moments of a period."""
    if speaker(period, record) is not None:
        return
    name, points = context.story.label(who), context.encoding.period(period)
    for which, time, first, _, sentence in written_moments(context.encoding, points, words):
        when = moment_words(context.story, time.value, time.terms)
        evidence = context.cited(time.span, sentence(), period, record) if sentence is not None else None
        message = f"{_plain(name)} is at least {{}} years old {_plain(at_words(when))} ({_plain(words)})"
        yield Alive(who, first, 1 if which == "until" else 0, message, time.span, evidence)


def _plain(text: str) -> str:
    """Text that may stand in a format."""
    return text.replace("{", "{{").replace("}", "}}")


def _fixes(context: Context, alive: Alive, longest: int, certain: Certain) -> Iterator[Fix]:
    birth = context.encoding.births[alive.who]
    yield from value_fixes(context, certain.proof, [(birth, alive.point, None, longest + alive.shift)])
    if alive.there is not None:
        yield from not_really_there(context, alive.there.presence)
