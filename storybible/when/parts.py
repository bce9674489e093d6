"""The pieces of one date, and whether the calendar has a date of these pieces."""

from __future__ import annotations

from storybible.calendars import Calendar
from storybible.when.terms import Problem, Spot
from storybible.when.tokens import Words


class Parts:
    """The pieces of one date; ``end`` is the index of the word after it.

    ``year`` is None where a range may still give it ("12 July to 3 August 2004").
    """

    __slots__ = (
        "clock", "day", "days", "end", "feast", "month", "season", "span", "spots", "stated", "weekday",
        "year",
    )  # fmt: skip

    def __init__(self) -> None:
        self.year: int | None = None
        self.month: int | None = None
        self.day: int | None = None
        self.clock: int | None = None
        self.weekday: int | None = None
        self.season = ""  # the date is this season
        self.stated = ""  # the season that the writer gave with a fuller date
        self.span = 0  # years, for a decade
        self.feast = ""  # the days between two months that the day is counted in
        self.days = 0  # how many of these days are meant where no day is named
        self.spots: list[Spot] = []
        self.end = 0


def invalid(words: Words, parts: Parts, calendar: Calendar) -> Problem | None:
    """What is wrong with the month or the day of a date."""
    year, month, day = parts.year or 0, parts.month, parts.day
    if month is None:
        return None
    places = {kind: (begin, end) for begin, end, kind in parts.spots}
    if not 1 <= month <= len(calendar.months):
        begin, end = places["month"]
        return Problem(
            begin, end - begin, f"there is no month {month}", f"months run from 1 to {len(calendar.months)}",
            True,
        )  # fmt: skip
    if day is None:
        return None
    if parts.feast:
        return _no_feast(words, parts, calendar)
    named = "month name" in places
    length = calendar.named_length(year, month) if named else calendar.month_length(year, month)
    if 1 <= day <= length:
        return None
    begin, end = places["day"]
    name = f"{calendar.months[month - 1]} {calendar.year_words(year) if calendar.own else year}"
    point = calendar.to_lattice(year, month, length)
    last = calendar.in_words(point, "day") if calendar.own and named else calendar.format(point, "day")
    return Problem(begin, end - begin, f"{name} has no day {day}", f"its last day is {last}", True)


def _no_feast(words: Words, parts: Parts, calendar: Calendar) -> Problem | None:
    """What is wrong with a day between two months; also how many days are meant where none is named."""
    year, month, day = parts.year or 0, parts.month or 1, parts.day or 0
    first = calendar.feasts[parts.feast][1]
    count = calendar.feast_days(year, parts.feast)
    if parts.days and count:
        parts.days = count
    if first <= day < first + count:
        return None
    at = next(n for n, word in enumerate(words.low) if word == parts.feast)
    name = f"{words.text[words.starts[at] : words.ends[at]]} {calendar.year_words(year)}"
    if not count:
        return words.problem(
            at, at + 1, f"there is no {name}", f"{calendar.year_words(year)} is no leap year", True
        )
    last = calendar.in_words(calendar.to_lattice(year, month, first + count - 1))
    return words.problem(at, at + 1, f"{name} has no day {day - first + 1}", f"its last day is {last}", True)
