"""Dates as people write them, read into stretches of lattice minutes.

The last day of a month owns the phantom slots after it: an event that month arithmetic puts on "31
February" fits February, and loosely 28 February.  A date with a day keeps to that day in its reading, so
that ages and orders between dated events stay exact (born on 29 February, one is not yet a year older
on the 28th).
"""

from __future__ import annotations

import re

from storybible.calendars import DAY, HOUR, MONTH, YEAR, YEAR_LIMIT, Calendar
from storybible.when.terms import Date, Problem, Spot, Widths
from storybible.when.tokens import HEDGES, Words, shown

_ISO = re.compile(r"(-?\d+)(?:-(\d{1,2})(?:-(\d{1,2})(?:t(\d{1,2}:\d\d)(?::\d\d)?)?)?)?")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)")
_DECADE = re.compile(r"(-?\d+0)'?s")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_SLASHED = re.compile(r"(\d+)[/.](\d+)[/.](\d+)")
_RANGE = re.compile(r"(\d+)-(\d{3,})")

_PARTS = ("early", "mid", "late")
_FILLERS = frozenset(("the", "of", "in", "on", "year", "spring's"))
_LONGEST = 8  # characters of a number, sign included

Found = tuple[Date, int] | Problem | None


class _Parts:
    """The pieces of one date while it is read; ``end`` is the index of the word after it."""

    __slots__ = ("clock", "day", "end", "month", "season", "span", "spots", "weekday", "year")

    def __init__(self) -> None:
        self.year: int | None = None
        self.month: int | None = None
        self.day: int | None = None
        self.clock: int | None = None
        self.weekday: int | None = None
        self.season = ""
        self.span = 0  # years, for a decade
        self.spots: list[Spot] = []
        self.end = 0


def read_date(words: Words, i: int, calendar: Calendar, widths: Widths) -> Found:
    """The date that begins at word ``i`` and the index after it; None where there is no date at all."""
    begin = i
    low = words.low
    hedge = ""
    if i < len(low) and (low[i] == "~" or HEDGES.get(low[i]) == "about"):
        hedge, i = "about", i + 1
    part = ""
    if i < len(low):
        if low[i] in _PARTS:
            part, i = low[i], i + 1
        elif low[i].startswith("mid-"):
            part = "mid"
    first = _read_one(words, i, calendar, part == "mid" and low[i].startswith("mid-"))
    if first is None or isinstance(first, Problem):
        return first
    lower, upper = _stretch(first, calendar)
    end = first.end
    precision = _precision(first)
    if part:
        return _part(words, begin, first, lower, upper, part, calendar)
    if not hedge and end + 1 < len(low) and low[end] in ("to", "-", "through"):
        second = _read_one(words, end + 1, calendar, False)
        if isinstance(second, Problem):
            return second
        if second is not None:
            last = _stretch(second, calendar)[1]
            if last < lower:
                return words.problem(begin, second.end, "this stretch of time ends before it begins", "")
            first.spots += [(a, b, f"last {kind}") for a, b, kind in second.spots]
            upper, end, precision = last, second.end, "span"
    if hedge:
        return _about(words, begin, first, lower, upper, precision, calendar, widths)
    loose = upper if precision == "minute" else calendar.owned(upper)
    if precision in ("month", "span"):
        upper = loose
    return _date(words, begin, end, first, (lower, upper, lower, loose), precision, ""), end


def _date(
    words: Words,
    begin: int,
    end: int,
    parts: _Parts,
    bounds: tuple[int, int, int, int],
    precision: str,
    hedge: str,
) -> Date:
    start, stop = words.starts[begin], words.ends[end - 1]
    return Date(
        *bounds, precision, words.text[start:stop], start, stop - start, hedge,
        parts.weekday, parts.season, parts.year, parts.month, parts.day, tuple(parts.spots),
    )  # fmt: skip


def _precision(parts: _Parts) -> str:
    if parts.season or parts.span:
        return "span"
    if parts.month is None:
        return "year"
    return "month" if parts.day is None else "day" if parts.clock is None else "minute"


def _stretch(parts: _Parts, calendar: Calendar) -> tuple[int, int]:
    """First and last minute of the real days that a checked date names."""
    year, month, day = parts.year or 0, parts.month, parts.day
    if parts.season:
        (y1, m1, d1), (y2, m2, d2) = calendar.seasons[parts.season]
        return calendar.to_lattice(year + y1, m1, d1), calendar.to_lattice(year + y2, m2, d2, DAY - 1)
    if month is None:
        return calendar.to_lattice(year), calendar.to_lattice(year + max(1, parts.span)) - 1
    if day is None:
        return (
            calendar.to_lattice(year, month),
            calendar.to_lattice(year, month, calendar.month_length(year, month), DAY - 1),
        )
    midnight = calendar.to_lattice(year, month, day)
    if parts.clock is not None:
        return midnight + parts.clock, midnight + parts.clock
    return midnight, midnight + DAY - 1


def _about(
    words: Words,
    begin: int,
    parts: _Parts,
    lower: int,
    upper: int,
    precision: str,
    calendar: Calendar,
    widths: Widths,
) -> Found:
    """``about 1900``: so many units of its own precision to either side."""
    rule, unit = widths.about_date, YEAR
    if precision == "month":
        rule, unit = widths.about_month, MONTH
    elif precision in ("day", "minute"):
        rule, unit = widths.about_day, DAY
    if unit == DAY:
        ends = [
            calendar.add_minutes(point, way * size * DAY)
            for size in rule
            for point, way in ((lower, -1), (upper, 1))
        ]
    else:
        ends = [point + way * size * unit for size in rule for point, way in ((lower, -1), (upper, 1))]
    bounds = (ends[0], ends[1], ends[2], ends[3])
    return _date(words, begin, parts.end, parts, bounds, "span", "about"), parts.end


def _part(
    words: Words, begin: int, parts: _Parts, lower: int, upper: int, part: str, calendar: Calendar
) -> Found:
    """``early 2004``, ``mid-July 2004``, ``the late 1990s``: a third, loosely up to half as much again.

    A third of a year is four months, of a month ten days; of a decade, as with ages, 0-3, 4-6, 7-9.
    """
    index = _PARTS.index(part)
    if parts.day is not None:
        return words.problem(begin, begin + 1, f"“{part}” goes with a year or a month, not with a day", "")
    if parts.season:
        return _date(words, begin, parts.end, parts, (lower, upper, lower, upper), "span", part), parts.end
    if parts.month is not None:
        unit, cuts, more = DAY, (0, 10, 20, 31), 5
    elif parts.span == 10:
        unit, cuts, more = YEAR, (0, 4, 7, 10), 1
    else:
        unit, cuts, more = MONTH, (0, 4, 8, 12), 2
    first, last = lower + cuts[index] * unit, min(upper, lower + cuts[index + 1] * unit - 1)
    loose = max(lower, first - more * unit), min(upper, last + more * unit)
    bounds = (first, last, loose[0], calendar.owned(loose[1]))
    return _date(words, begin, parts.end, parts, bounds, "span", part), parts.end


def _read_one(words: Words, i: int, calendar: Calendar, mid: bool) -> _Parts | Problem | None:
    """One date without hedge, from word ``i`` on; ``mid``: the word begins with "mid-"."""
    low = words.low
    parts = _Parts()
    while i < len(low) and low[i] in _FILLERS:
        i += 1
    if i >= len(low):
        return None
    word = low[i][4:] if mid else low[i]
    shift = 4 if mid else 0
    if word in calendar.weekday_words:
        parts.weekday = calendar.weekday_words[word]
        parts.spots.append((words.starts[i], words.ends[i], "weekday"))
        i += 1 + (low[i + 1 : i + 2] == [","])
        while i < len(low) and low[i] in ("the", "on"):
            i += 1
        if i >= len(low):
            return words.problem(
                i - 1, i, "which date? a weekday alone is no date", "write for example `Monday 2004-07-12`"
            )
        word = low[i]
    if word in calendar.seasons:
        parts.season = word
        return _year_after(words, i + 1, parts, calendar, word)
    if word in calendar.month_words and parts.month is None:
        return _named_month(words, i, parts, calendar, shift)
    if word[0].isdecimal() or word[0] == "-":
        return _numeric(words, i, parts, calendar, word, shift)
    if word == "day" and i + 1 < len(low):
        return _day_count(words, i, parts, calendar)
    if word in calendar.eras and i + 1 < len(low) and low[i + 1].isdecimal():
        return _in_era(words, i, i + 1, i, i + 2, parts, calendar)
    return None


def _year_after(
    words: Words, i: int, parts: _Parts, calendar: Calendar, what: str
) -> _Parts | Problem | None:
    """The year that must follow a month or a season."""
    low = words.low
    while i < len(low) and low[i] in (",", "of", "the", "year"):
        i += 1
    if i >= len(low) or not (low[i][0].isdecimal() or low[i][0] == "-" or low[i] in calendar.eras):
        return words.problem(
            i - 1, i, f"which year? “{shown(what)}” alone is no date", f"write for example `{what} 2004`"
        )
    if low[i] in calendar.eras and i + 1 < len(low) and low[i + 1].isdecimal():
        return _in_era(words, i, i + 1, i, i + 2, parts, calendar)
    if not low[i].removeprefix("-").isdecimal():
        return words.problem(i, i + 1, f"“{shown(low[i])}” is no year", "")
    if _era_follows(words, i, calendar):
        return _in_era(words, i, i, i + 1, i + 2, parts, calendar)
    return _finish(words, i, i + 1, parts, calendar, low[i])


def _named_month(
    words: Words, i: int, parts: _Parts, calendar: Calendar, shift: int
) -> _Parts | Problem | None:
    """``July 2004`` and ``July 12, 2004``; word ``i`` is the month."""
    low = words.low
    month = low[i][shift:]
    parts.month = calendar.month_words[month]
    parts.spots.append((words.starts[i] + shift, words.ends[i], "month name"))
    i += 1
    if i < len(low) and (match := _ORDINAL.fullmatch(low[i])) and len(low[i]) < 5 and low[i][0] != "0":
        day = int(match[1])
        follower = low[i + 2 : i + 3] if low[i + 1 : i + 2] == [","] else low[i + 1 : i + 2]
        year = follower[0] if follower else ""
        if year.removeprefix("-").isdecimal() or (year in calendar.eras and low[i + 1] == ","):
            parts.day = day
            parts.spots.append((words.starts[i], words.starts[i] + match.end(1), "day"))
            i += 1
        elif year in calendar.eras:
            pass  # "March 44 BC": the number is the year
        elif len(low[i]) <= 2 and 1 <= day <= 31:
            return words.problem(
                i, i + 1, f"is {day} the day or the year of {calendar.months[parts.month - 1]}?",
                f"write `{calendar.months[parts.month - 1]} {day}, 2004`, or `{calendar.months[parts.month - 1]} {day:04d}` for the year {day}",
            )  # fmt: skip
    return _year_after(words, i, parts, calendar, calendar.months[parts.month - 1])


def _numeric(
    words: Words, i: int, parts: _Parts, calendar: Calendar, word: str, shift: int
) -> _Parts | Problem | None:
    """Dates that begin with digits or a minus sign; ``word`` is word ``i`` without a "mid-"."""
    low = words.low
    start = words.starts[i] + shift
    j = i + 1
    while low[j : j + 1] == ["of"]:
        j += 1
    ordinal = _ORDINAL.fullmatch(word)
    if ordinal and j < len(low) and low[j] in calendar.month_words:
        parts.day, parts.month = int(ordinal[1]), calendar.month_words[low[j]]
        parts.spots += [
            (start, start + ordinal.end(1), "day"),
            (words.starts[j], words.ends[j], "month name"),
        ]
        return _year_after(words, j + 1, parts, calendar, f"{word} {calendar.months[parts.month - 1]}")
    match = _ISO.fullmatch(word)
    if match is None:
        return _odd_number(words, i, parts, calendar, word)
    if _era_follows(words, i, calendar) and match[2] is None:
        return _in_era(words, i, i, i + 1, i + 2, parts, calendar)
    for group, kind in ((2, "month"), (3, "day")):
        if match[group] is not None:
            setattr(parts, kind, int(match[group]))
            parts.spots.append((start + match.start(group), start + match.end(group), kind))
    if match[4] is not None and (problem := _clock(words, i, match[4], parts)):
        return problem
    return _finish(words, i, i + 1, parts, calendar, match[1], start)


def _odd_number(
    words: Words, i: int, parts: _Parts, calendar: Calendar, word: str
) -> _Parts | Problem | None:
    """``1990s``, and forms that cannot be read but nearly."""
    if match := _DECADE.fullmatch(word):
        parts.span = 10
        if len(match[1].lstrip("-")) > 2 and match[1].endswith("00"):
            parts.span = 10  # "the 1900s" is the decade; a century is "1900 to 1999"
        return _finish(words, i, i + 1, parts, calendar, match[1])
    if match := _SLASHED.fullmatch(word):
        year_first = len(match[1]) > 2
        fixed = f"{match[1]}-{match[2]:0>2}-{match[3]:0>2}" if year_first else "2004-07-12 (year, month, day)"
        return words.problem(i, i + 1, "this date can be read in several ways", f"write `{fixed}`")
    if match := _RANGE.fullmatch(word):
        return words.problem(i, i + 1, "is this a stretch of years?", f"write `{match[1]} to {match[2]}`")
    return None


def _day_count(words: Words, i: int, parts: _Parts, calendar: Calendar) -> _Parts | Problem | None:
    """``day 14``: real days counted from day 1, which is put on 1 January of year 0."""
    word = words.low[i + 1]
    if not word.removeprefix("-").isdecimal():
        return None
    if len(word) > _LONGEST:
        return words.problem(i + 1, i + 2, "this day is too far away", "")
    parts.year, parts.month, parts.day, _ = calendar.from_lattice(calendar.from_day_number(int(word) - 1))
    parts.spots.append((words.starts[i + 1], words.ends[i + 1], "day count"))
    parts.end = i + 2
    return _time(words, parts)


def _era_follows(words: Words, i: int, calendar: Calendar) -> bool:
    """Whether word ``i + 1`` is an era, or looks like one in capitals."""
    if i + 1 >= len(words.low):
        return False
    era = words.low[i + 1].replace(".", "")
    return era in calendar.eras or (
        2 <= len(era) <= 3 and words.text[words.starts[i + 1] : words.ends[i + 1]].isupper() and era.isalpha()
    )


def _in_era(
    words: Words, i: int, number: int, era: int, end: int, parts: _Parts, calendar: Calendar
) -> _Parts | Problem:
    """``44 BC``, ``AD 79``: word ``number`` is the year and word ``era`` its era."""
    rule = calendar.eras.get(words.low[era].replace(".", ""))
    count = words.low[number]
    if rule is None:
        written = words.text[words.starts[era] : words.ends[era]]
        return words.problem(
            era, era + 1, f"the {calendar.id} calendar has no era called “{shown(written)}”",
            f"write the year alone (`{shown(count)}`), or declare the era under `calendars:`",
        )  # fmt: skip
    if not count.isdecimal() or len(count) > _LONGEST:
        return words.problem(number, number + 1, f"“{shown(count)}” is no year of an era", "")
    first, direction = rule
    result = _finish(words, number, end, parts, calendar, str(first + direction * int(count)))
    if isinstance(result, _Parts):
        kind = "era year" if direction > 0 else "era year back"
        result.spots = [
            s if s[2] != "year" else (words.starts[number], words.ends[number], kind) for s in result.spots
        ]
    return result


def _finish(
    words: Words, i: int, end: int, parts: _Parts, calendar: Calendar, year: str, start: int | None = None
) -> _Parts | Problem:
    """Set the year, check the date, and read a time of day after it."""
    start = words.starts[i] if start is None else start
    if len(year) > _LONGEST or abs(int(year)) > YEAR_LIMIT:
        return Problem(
            start, len(year), "this year is too far away", f"years run from -{YEAR_LIMIT} to {YEAR_LIMIT}"
        )
    parts.year = int(year)
    parts.spots.append((start, start + len(year), "year"))
    parts.end = end
    problem = _invalid(words, parts, calendar)
    return problem if problem else _time(words, parts)


def _invalid(words: Words, parts: _Parts, calendar: Calendar) -> Problem | None:
    """What is wrong with the month or the day of a date."""
    year, month, day = parts.year or 0, parts.month, parts.day
    if month is None:
        return None
    places = {kind: (begin, end) for begin, end, kind in parts.spots}
    if not 1 <= month <= len(calendar.months):
        begin, end = places["month"]
        return Problem(
            begin, end - begin, f"there is no month {month}", f"months run from 1 to {len(calendar.months)}"
        )
    if day is None:
        return None
    length = calendar.month_length(year, month)
    if 1 <= day <= length:
        return None
    begin, end = places["day"]
    name = f"{calendar.months[month - 1]} {year}"
    last = calendar.format(calendar.to_lattice(year, month, length), "day")
    return Problem(begin, end - begin, f"{name} has no day {day}", f"its last day is {last}")


def _time(words: Words, parts: _Parts) -> _Parts | Problem:
    """An optional time of day after a date."""
    low, i = words.low, parts.end
    while i < len(low) and low[i] in (",", "at"):
        i += 1
    if parts.day is not None and i < len(low) and _CLOCK.fullmatch(low[i]):
        if problem := _clock(words, i, low[i], parts):
            return problem
        parts.end = i + 1
    return parts


def _clock(words: Words, i: int, text: str, parts: _Parts) -> Problem | None:
    """Read ``18:30``, the (last) part of word ``i``."""
    match = _CLOCK.fullmatch(text)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:
        return words.problem(i, i + 1, f"there is no time of day {shown(text)}", "write for example `18:30`")
    parts.clock = int(match[1]) * HOUR + int(match[2])
    return None
