"""What lasts for a while lies inside the lives of its people."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from storybible import records as r
from storybible.demand import Demand, Words
from storybible.diagnostics import Evidence, Span
from storybible.encoding import Encoding, PeriodPoints, speaker
from storybible.rules import Context, Finding, Fix, Later
from storybible.rules._certain import Certain, before
from storybible.rules._dead import dead_at
from storybible.rules._fixes import entry_removed, rewritten, value_fixes
from storybible.sentences import moment_words, seen_words, source_of
from storybible.stn import Constraint

BEYOND_DEATH = frozenset({"parent", "child", "sibling"})
"""Ties that a death does not end."""
ALL = ("from", "seen", "until")


def life_demands(
    encoding: Encoding,
    rule: str,
    who: str,
    record: r.Record,
    period: r.Period,
    words: str,
    mortal: bool = True,
    named: Span | None = None,
) -> Iterator[Demand]:
    """One demand for each moment of a period and each end of somebody's life.

    ``words`` say what is so ("Odo is Harbour master"); ``mortal``: it ends with a death; ``named``: where it
    is said who.  What a claim says is not asked.
    """
    if speaker(period, record) is not None or id(period) not in encoding.periods:
        return
    name = encoding.story.label(who)
    points = encoding.period(period)
    for which, time, first, last, sentence in written_moments(encoding, points, words):
        subject = (who, record.id, which, time.value)
        statement = period if period.source else record
        asks = _seen(encoding, words, time, which)
        there = named is not None and (named.file, named.line) != (time.span.file, time.span.line)
        about = Evidence(named, words, source_of(period, record)) if there and named is not None else None
        verb = {"from": "begins", "until": "goes on"}.get(which, "is so")
        yield Demand(
            rule,
            (*subject, "birth"),
            encoding.alive_by(who, last),
            time.span,
            _said(f"{words}; this {'ends' if which == 'until' else verb} before {name} is born"),
            sentence,
            statement,
            asks=asks,
            about=about,
        )
        if mortal and who in encoding.deaths:
            yield Demand(
                rule,
                (*subject, "death"),
                ((first, encoding.deaths[who], 0, None),),
                time.span,
                _said(f"{words}; this {verb} after {name}'s death"),
                sentence,
                statement,
                asks=asks,
                about=about,
            )


def _said(message: str) -> Words:
    return lambda: message


def written_moments(
    encoding: Encoding, points: PeriodPoints, words: str
) -> Iterator[tuple[str, r.Time, int, int, Words | None]]:
    """Each written moment of a period: which it is, its text, its points, and a sentence where no
    statement of the timeline says it."""
    period = points.period
    if points.begin is not None and period.starts is not None:
        yield "from", period.starts, points.begin, points.begin, None
    for time, (first, last) in zip([t for t in period.seen if t.terms], points.seen, strict=False):
        yield "seen", time, first, last, _seen(encoding, words, time)
    if points.end is not None and period.ends is not None:
        yield "until", period.ends, points.end, points.end, None


def _seen(encoding: Encoding, words: str, time: r.Time, which: str = "seen") -> Words:
    def said() -> str:
        when = moment_words(encoding.story, time.value, time.terms)
        return f"{words}, {seen_words(when) if which == 'seen' else f'{which} {when}'}"

    return said


def life_fixes(context: Context, demand: Demand, period: r.Period) -> Iterator[Fix]:
    """It begins with the birth, ends with the death, or is left out."""
    who, which, end = demand.subject[0], demand.subject[2], demand.subject[4]
    time = {"from": period.starts, "until": period.ends}.get(which)
    if time is not None and ((end == "death") == (which == "until")):
        yield from rewritten(context, time, f"{who}.{end}")
    yield from entry_removed(context, period.span)


def outside(
    context: Context,
    rule: str,
    who: str | None,
    record: r.Record,
    period: r.Period,
    words: str,
    born: tuple[str, ...] = ALL,
    dead: tuple[str, ...] = (),
) -> Iterator[Finding]:
    """A finding where a written moment of a period is surely before somebody's birth or while they are dead.

    ``born`` and ``dead`` say which moments are asked: "from", "seen", "until".  At most one for a period.
    """
    story, encoding = context.story, context.encoding
    if who is None or who not in story.characters or speaker(period, record) is not None:
        return
    name, birth = story.label(who), encoding.births[who]
    for which, time, first, last, sentence in written_moments(encoding, encoding.period(period), words):
        certain = before(context, last, birth) if which in born else None
        verb = "ends" if which == "until" else "begins" if which == "from" else "is so"
        evidence: tuple[Evidence, ...] = ()
        when = f"before {name} is born"
        if certain is None and which in dead:
            gone = dead_at(context, who, first, last)
            if gone is not None:
                certain, evidence = gone.certain, gone.evidence
                verb = "goes on" if which == "until" else verb
                when = f"while {name} is dead" if who in story.revivals else f"after {name}'s death"
        if certain is not None:
            if sentence is not None:
                evidence = (*evidence, context.cited(time.span, sentence(), period, record))
            wanted: list[Constraint] = [(birth, last, 0, None)] if when.startswith("before") else []
            yield Finding(
                time.span,
                f"{words}; this {verb} {when}",
                (who, record.id),
                (rule, who, record.id, words, which, time.value),
                certain.proof,
                evidence,
                Later(partial(_left_out, context, period, wanted, certain)),
                certain.loose,
            )
            return


def _left_out(
    context: Context, period: r.Period, wanted: list[Constraint], certain: Certain
) -> Iterator[Fix]:
    if wanted:
        yield from value_fixes(context, certain.proof, wanted)
    yield from entry_removed(context, period.span)
