"""The dates of a story that name a weekday or a season, with where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from storybible.records import Record, Time
from storybible.rules import Fix
from storybible.story import Story
from storybible.when import Date, anchors


class Dated(NamedTuple):
    """A date, the expression it is part of, and the record that this stands in."""

    record: Record
    time: Time
    date: Date


def dates(story: Story) -> Iterator[Dated]:
    """All dates, also those that another time is counted from."""
    for record_id, time in story.named_days:
        for term in time.terms:
            found = (term,) if isinstance(term, Date) else tuple(a.date for a in anchors(term) if a.date)
            yield from (Dated(story.records[record_id], time, date) for date in found)


def word_fix(found: Dated, kind: str, word: str, source: str) -> Iterator[Fix]:
    """Another word in the place of the part of a date that ``kind`` names; in quotes or not."""
    for begin, end, what in found.date.spots:
        if what == kind:
            yield from replaced_part(found.time, begin, end, word, source)


def replaced_part(time: Time, begin: int, end: int, word: str, source: str) -> Iterator[Fix]:
    """A fix for columns ``begin`` to ``end`` of an expression, where it stands in the file as it is."""
    at = source.find(time.value, time.start, time.end) if 0 <= time.start < time.end <= len(source) else -1
    if at >= 0:
        yield Fix(time.span.file, at + begin, at + end, word)
