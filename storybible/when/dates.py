"""Dates as people write them, read into stretches of lattice minutes.

The last day of a month owns the phantom slots after it: an event that month arithmetic puts on "31
February" fits February, and loosely 28 February.  A date with a day keeps to that day in its reading, so
that ages and orders between dated events stay exact (born on 29 February, one is not yet a year older
on the 28th).
"""

from __future__ import annotations

from storybible.calendars import Calendar
from storybible.when.one_date import FILLERS, RANGE_WORDS, read_one
from storybible.when.parts import Parts, invalid
from storybible.when.terms import Date, Problem, Widths
from storybible.when.tokens import HEDGES, Words

_PARTS = ("early", "mid", "late")
EDGES = {"beginning": "early", "start": "early", "middle": "mid", "end": "late"}  # "the end of 2004"

Found = tuple[Date, int] | Problem | None


def read_date(words: Words, i: int, calendar: Calendar, widths: Widths) -> Found:
    """The date that begins at word ``i`` and the index after it; None where there is no date at all."""
    begin = i
    low = words.low
    hedge = ""
    if low[i : i + 1] == ["sometime"]:
        i += 1 + (low[i + 1 : i + 2] == ["during"])
    elif low[i : i + 2] == ["some", "time"]:
        i += 2 + (low[i + 2 : i + 3] == ["during"])
    while i < len(low) and low[i] in FILLERS:
        i += 1
    if i < len(low) and (low[i] == "~" or HEDGES.get(low[i]) == "about"):
        hedge, i = "about", i + 1
    part, glued = "", False
    if i < len(low):
        if low[i] in _PARTS:
            part, i = low[i], i + 1
        elif low[i].startswith("mid-") and len(low[i]) > 4:
            part, glued = "mid", True
        elif low[i] in EDGES and low[i + 1 : i + 2] == ["of"]:
            part, i = EDGES[low[i]], i + 2
    first = read_one(words, i, calendar, glued)
    if first is None or isinstance(first, Problem):
        return first
    end = first.end
    precision = _precision(first)
    second: Parts | None = None
    if not part and not hedge and end + 1 < len(low) and low[end] in RANGE_WORDS:
        last = read_one(words, end + 1, calendar, False)
        if isinstance(last, Problem):
            return last
        second = last
    if second is not None:
        if problem := _complete(words, begin, first, second, calendar):
            return problem
        precision, end = "span", second.end
    elif first.year is None:
        return words.problem(begin, end, "which year?", "write the year too")
    lower, upper = _stretch(first, calendar)
    if second is not None:
        upper = _stretch(second, calendar)[1]
        if upper < lower:
            return words.problem(begin, end, "this stretch of time ends before it begins")
        first.spots += [(a, b, f"last {kind}") for a, b, kind in second.spots]
    if part:
        return _part(words, begin, first, lower, upper, part, calendar)
    if hedge:
        return _about(words, begin, first, lower, upper, precision, calendar, widths)
    loose = upper if precision == "minute" else calendar.owned(upper)
    if precision in ("month", "span"):
        upper = loose
    return _date(words, begin, end, first, (lower, upper, lower, loose), precision, ""), end


def _complete(words: Words, begin: int, first: Parts, second: Parts, calendar: Calendar) -> Problem | None:
    """Give the first date of a range what only the second one says: "12 to 14 July 2004"."""
    if first.year is None:
        first.year = second.year
    elif (
        second.day is not None
        and first.month is None
        and 0 < first.year < 32
        and words.ends[begin] - words.starts[begin] < 3
    ):
        first.year, first.month, first.day = second.year, second.month, first.year
        first.spots = [(start, end, "day") for start, end, _ in first.spots]
    if second.year is None:
        return words.problem(second.end - 1, second.end, "which year?", "write the year too")
    return invalid(words, first, calendar)


def _date(
    words: Words,
    begin: int,
    end: int,
    parts: Parts,
    bounds: tuple[int, int, int, int],
    precision: str,
    hedge: str,
) -> Date:
    start, stop = words.starts[begin], words.ends[end - 1]
    return Date(
        *bounds, precision, words.text[start:stop], start, stop - start, hedge,
        parts.weekday, parts.season or parts.stated, parts.year, parts.month, parts.day, tuple(parts.spots),
    )  # fmt: skip


def _precision(parts: Parts) -> str:
    if parts.season or parts.span or parts.days > 1:
        return "span"
    if parts.month is None:
        return "year"
    return "month" if parts.day is None else "day" if parts.clock is None else "minute"


def _stretch(parts: Parts, calendar: Calendar) -> tuple[int, int]:
    """First and last minute of the real days that a checked date names."""
    year, month, day = parts.year or 0, parts.month, parts.day
    if parts.season:
        (y1, m1, d1), (y2, m2, d2) = calendar.seasons[parts.season]
        last = calendar.to_lattice(year + y2, m2, d2, calendar.DAY - 1)
        return calendar.to_lattice(year + y1, m1, d1), calendar.settle(last)
    if month is None:
        return calendar.to_lattice(year), calendar.to_lattice(year + max(1, parts.span)) - 1
    if day is None:
        return (
            calendar.to_lattice(year, month),
            calendar.to_lattice(year, month, calendar.month_length(year, month), calendar.DAY - 1),
        )
    if parts.days > 1:  # several days between two months, taken together
        last = calendar.to_lattice(year, month, day + parts.days - 1, calendar.DAY - 1)
        return calendar.to_lattice(year, month, day), last
    midnight = calendar.to_lattice(year, month, day)
    if parts.clock is not None:
        return midnight + parts.clock, midnight + parts.clock
    return midnight, midnight + calendar.DAY - 1


def _about(
    words: Words,
    begin: int,
    parts: Parts,
    lower: int,
    upper: int,
    precision: str,
    calendar: Calendar,
    widths: Widths,
) -> Found:
    """``about 1900``: so many units of its own precision to either side."""
    rule, unit = widths.about_date, calendar.YEAR
    if precision == "month":
        rule, unit = widths.about_month, calendar.MONTH
    if precision in ("day", "minute"):
        ends = [
            calendar.add_days(point, way * size)
            for size in widths.about_day
            for point, way in ((lower, -1), (upper, 1))
        ]
    else:
        ends = [point + way * size * unit for size in rule for point, way in ((lower, -1), (upper, 1))]
    bounds = (ends[0], ends[1], ends[2], ends[3])
    return _date(words, begin, parts.end, parts, bounds, "span", "about"), parts.end


def _part(
    words: Words, begin: int, parts: Parts, lower: int, upper: int, part: str, calendar: Calendar
) -> Found:
    """``early 2004``, ``mid-July 2004``, ``the late 1990s``: a third, loosely up to half as much again.

    A third of a year is four months, of a month ten days; of a decade, as with ages, 0-3, 4-6, 7-9; of a
    century 33 years or 34.
    """
    index = _PARTS.index(part)
    if parts.day is not None and not parts.days:
        word = next((each for each in words.low[begin:] if each in EDGES), part)
        message = f"“{word}” goes with a year or a month, not with a day"
        return words.problem(begin, begin + 1, message, "write a time of day as `18:30`, or leave it out")
    if parts.season or parts.days:
        return _date(words, begin, parts.end, parts, (lower, upper, lower, upper), "span", part), parts.end
    if parts.month is not None:
        count, unit = calendar.month_days, calendar.DAY
        cuts, more = (0, count // 3, count * 2 // 3, calendar.MONTH // unit), max(1, count // 6)
    elif parts.span == 10:
        unit, cuts, more = calendar.YEAR, (0, 4, 7, 10), 1
    elif parts.span == 100:
        unit, cuts, more = calendar.YEAR, (0, 33, 67, 100), 16
    else:
        count, unit = len(calendar.months), calendar.MONTH
        cuts, more = (0, count // 3, count * 2 // 3, count), max(1, count // 6)
    if not cuts[1]:
        return words.problem(begin, begin + 1, f"this is too short to have an “{part}” part", "")
    first, last = lower + cuts[index] * unit, min(upper, lower + cuts[index + 1] * unit - 1)
    loose = max(lower, first - more * unit), min(upper, last + more * unit)
    bounds = (first, last, loose[0], calendar.owned(loose[1]))
    return _date(words, begin, parts.end, parts, bounds, "span", part), parts.end
