"""Records, lists of them and the timeline as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from storybible.calendars import Calendar
from storybible.queries.listing import Listed, Match
from storybible.queries.proof import combined
from storybible.queries.show import Entry, Shown
from storybible.queries.timeline_view import EventLine
from storybible.queries.wording import title_of
from storybible.render.ink import HANG, bold, dim, glued, width
from storybible.render.layout import INDENT, contested, counted, padded, table, why_lines
from storybible.states import UNKNOWN
from storybible.story import Story


def show_text(story: Story, shown: Shown, at: str, why: bool) -> list[str]:
    """One record: a heading, and what is said of it by topic."""
    record = shown.record
    title = title_of(story, record)
    name = title if title == record.id else f"{title} ({record.id})"
    when = f", {at}" if at else ""
    source = f"  {dim(f'({record.source.value})')}" if record.source is not None else ""
    lines = [f"{bold(name)}{when}  {dim(f'{record.span.file}:{record.span.line}')}{source}"]
    column = max((width(entry.topic) for entry in shown.entries), default=0)
    before = ""
    own = record.source.value if record.source is not None else ""
    for entry in shown.entries:
        topic = entry.topic if entry.topic != before else ""
        before = entry.topic
        lines.append(f"{INDENT}{dim(padded(topic, column))}  {HANG}{_entry(story, entry, own, why)}")
    if len(lines) == 1:
        lines.append(f"{INDENT}Nothing more is on record{' ' + at if at else ''}.")
    return lines + contested(combined(entry.proof for entry in shown.entries))


def _entry(story: Story, entry: Entry, own: str, why: bool) -> str:
    doubt = " (possibly)" if entry.verdict is UNKNOWN else ""
    claim = f" (according to {story.label(entry.says)})" if entry.says else ""
    source = f"  {dim(glued(f'({entry.source})'))}" if entry.source and entry.source != own else ""
    place = f"   {dim(f'{entry.span.file}:{entry.span.line}')}" if why else ""
    return f"{entry.text}{doubt}{claim}{source}{place}"


def list_text(story: Story, kind: str, listed: Sequence[Listed], why: bool) -> list[str]:
    """Ids and names of records."""
    if not listed:
        return [f"No {kind} fits."]
    rows = []
    for entry in listed:
        title = title_of(story, entry.record)
        label = title if title != entry.record.id else ""
        doubt = "possibly" if entry.verdict is UNKNOWN else ""
        span = entry.record.span
        row = (entry.record.id, label + (f" ({doubt})" if doubt else ""))
        rows.append((*row, dim(f"{span.file}:{span.line}")) if why else row)
    return [*table(rows, ""), *contested(combined(entry.proof for entry in listed))]


def find_text(text: str, matches: Sequence[Match]) -> list[str]:
    """Lines that hold a text, with their places and records."""
    if not matches:
        return [f"“{text}” does not stand in any record."]
    lines = []
    for match in matches:
        owner = f" {dim(f'({match.record})')}" if match.record else ""
        lines.append(f"{match.span.file}:{match.span.line}: {match.line}{owner}")
    return lines


def timeline_text(
    story: Story, events: Sequence[EventLine], who: str | None, narrative: bool, why: bool = False
) -> list[str]:
    """Events in order, with the dates that follow or else the words of the record."""
    about = f" of {story.label(who)}" if who else ""
    if not events:
        return [f"No event{about} is on record."]
    order = "in the order of the telling" if narrative else "in story time"
    lines = [bold(f"{counted(len(events), 'event')}{about}, {order}")]
    dated = any(event.earliest is not None or event.latest is not None for event in events)
    lines += table(_event_rows(events, dated, story.calendar))
    proof = combined(event.proof for event in events)
    if why and proof.evidence:
        lines += ["", *why_lines("What this rests on", proof)]
    return lines + contested(proof)


def _event_rows(events: Iterable[EventLine], dated: bool, calendar: Calendar) -> Iterable[tuple[str, ...]]:
    for event in events:
        known = event.earliest is not None or event.latest is not None
        when = calendar.describe(event.earliest, event.latest) if known else event.stated
        yield (when or "?", event.title) if dated else (event.title, dim(event.stated or "no time given"))
