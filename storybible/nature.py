"""What nothing escapes: an event, and whatever lasts, does not end before it begins."""

from __future__ import annotations

from collections.abc import Iterator

from storybible import records as r
from storybible.demand import Demand
from storybible.diagnostics import Span
from storybible.encoding import Encoding
from storybible.periods import periods_of


def ends_after_starts(encoding: Encoding, record: r.Record) -> Iterator[Demand]:
    """Nothing ends before it begins: an event of any length, and periods."""
    story = encoding.story
    if isinstance(record, r.Event):
        start, end = encoding.starts[record.id], encoding.ends[record.id]
        if start != end:
            yield _order(
                "event-ends-before-it-starts", (record.id,), start, end,
                record.until[0].span if record.until else record.id_text.span,
                f"{story.titled(record.id)} ends before it starts",
            )  # fmt: skip
    for period, name in periods_of(story, record):
        points = encoding.periods.get(id(period))
        if points and points.begin is not None and points.end is not None and period.ends is not None:
            yield _order(
                "relation-ends-before-it-begins", _period_subject(record, period), points.begin,
                points.end, period.ends.span, f"{name} ends before it begins",
            )  # fmt: skip


def _order(rule: str, subject: tuple[str, ...], start: int, end: int, span: Span, message: str) -> Demand:
    return Demand(rule, subject, ((start, end, 0, None),), span, lambda: message)


def _period_subject(owner: r.Record, period: r.Period) -> tuple[str, ...]:
    """What tells a period from its record's others, in words that survive other people's new names."""
    who = getattr(period, "who", None)
    value = getattr(period, "value", getattr(period, "name", None))
    mine = who.id or who.value if isinstance(who, r.Ref) else value.value if isinstance(value, r.Text) else ""
    ends = (time.value if time is not None else "" for time in (period.starts, period.ends))
    return (owner.id, mine, *ends)
