"""One date as people write it: ``2004-07-12``, ``July 12, 2004``, ``spring 2004``, ``44 BC``, ``day 14``."""

from __future__ import annotations

import re

from storybible.calendars import YEAR_LIMIT, Calendar
from storybible.when.parts import Parts, invalid
from storybible.when.spoken import MOVABLE, century, clock, feast
from storybible.when.terms import Problem
from storybible.when.tokens import Words, shown

RANGE_WORDS = frozenset(("to", "-", "through", "until"))

_ISO = re.compile(r"(-?\d+)(?:-(\d{1,2})(?:-(\d{1,2})(?:t(\d{1,2}:\d\d)(?::\d\d)?)?)?)?")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
_SLASHED = re.compile(r"\d{3,}([/.])\d{1,2}\1\d{1,2}")
_ODD = re.compile(
    r"(-?\d+0)'?s|(\d{1,2})[/.-](\d{1,2})[/.-](\d{1,})|(\d+)-(\d{3,})|(\d{3,4})[-/](\d{1,2})|(.*\d)\?+"
)

_TO_DASH = {ord("/"): "-", ord("."): "-"}
FILLERS = frozenset(("the", "of", "in", "on", "year"))
_LONGEST = 8  # characters of a number, sign included


def read_one(words: Words, i: int, calendar: Calendar, mid: bool) -> Parts | Problem | None:
    """One date without hedge, from word ``i`` on; ``mid``: the word begins with "mid-"."""
    low = words.low
    parts = Parts()
    while i < len(low) and low[i] in FILLERS:
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
        fuller = _after_season(words, i + 1, calendar)
        if fuller is not None:
            fuller.stated = word
            return fuller
        parts.season = word
        return _year_after(words, i + 1, parts, calendar, word)
    if word in calendar.feasts:
        return _feast(words, i, parts, calendar, None)
    named = feast(low, i, calendar) if not mid else None
    if named is not None:
        parts.month, parts.day, after = named
        return _year_after(words, after, parts, calendar, words.text[words.starts[i] : words.ends[after - 1]])
    if word in MOVABLE and any(each.isdecimal() for each in low[i + 1 : i + 3]):
        name = words.text[words.starts[i] : words.ends[i]]
        return words.problem(i, i + 1, f"{shown(name)} falls on another day each year", "write its date")
    if number := century(low, i, word):
        return _century(words, i, number, parts, calendar)
    if word in calendar.month_words and parts.month is None:
        return _named_month(words, i, parts, calendar, shift)
    if word[0].isdecimal() or word[0] == "-":
        return _numeric(words, i, parts, calendar, word, shift)
    if word == "day" and i + 1 < len(low):
        return _day_count(words, i, parts, calendar)
    if word in calendar.eras and i + 1 < len(low) and low[i + 1].isdecimal():
        return _in_era(words, i, i + 1, i, i + 2, parts, calendar)
    if calendar.own:
        from storybible.when.strange import strange_name  # only a story's own calendar lacks known names

        return strange_name(words, i, calendar)
    return None


def _feast(words: Words, i: int, parts: Parts, calendar: Calendar, day: int | None) -> Parts | Problem | None:
    """``2 Lithe 1400``, ``Lithe 1400``: days between two months, counted on from the month before them."""
    low = words.low
    name = parts.feast = low[i]
    parts.month, first = calendar.feasts[name]
    j = i + 1
    follower = low[i + 3 : i + 4] if low[i + 2 : i + 3] == [","] else low[i + 2 : i + 3]
    if day is None and j < len(low) and len(low[j]) < 3 and low[j].isdecimal() and follower:
        year = follower[0]
        if year.removeprefix("-").isdecimal() or (year in calendar.eras and low[i + 2] == ","):
            day, j = int(low[j]), j + 1
    parts.day = first + (day or 1) - 1
    parts.days = 0 if day is not None else -1  # how many, the year decides
    return _year_after(words, j, parts, calendar, words.text[words.starts[i] : words.ends[i]])


def _after_season(words: Words, i: int, calendar: Calendar) -> Parts | None:
    """The rest of ``spring, 12 April 2004``; None where only a year follows."""
    low = words.low
    i += low[i : i + 1] == [","]
    if i >= len(low) or low[i] in FILLERS or low[i] in calendar.seasons:
        return None
    found = read_one(words, i, calendar, False)
    return found if isinstance(found, Parts) and found.month is not None else None


def _year_after(words: Words, i: int, parts: Parts, calendar: Calendar, what: str) -> Parts | Problem | None:
    """The year that must follow a month or a season."""
    low = words.low
    while i < len(low) and low[i] in (",", "of", "the", "year"):
        i += 1
    if i < len(low) and low[i] in RANGE_WORDS:
        parts.end = i  # the end of the range names the year
        return parts
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
    words: Words, i: int, parts: Parts, calendar: Calendar, shift: int
) -> Parts | Problem | None:
    """``July 2004`` and ``July 12, 2004``; word ``i`` is the month."""
    low = words.low
    month = low[i][shift:]
    parts.month = calendar.month_words[month]
    parts.spots.append((words.starts[i] + shift, words.ends[i], "month name"))
    i += 1
    if low[i : i + 1] == ["the"] and i + 1 < len(low) and low[i + 1][-1] in "htd":
        i += 1  # "July the 3rd, 2004"
    if i < len(low) and words.grouped(i):
        hint = "part the day and the year by a comma and a blank"
        return words.problem(i, i + 1, "is this one number, or a day and a year?", hint)
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
            name = calendar.months[parts.month - 1]
            hint = f"write `{name} {day}, 2004`, or `{name} {day:04d}` for the year {day}"
            return words.problem(i, i + 1, f"is {day} the day or the year of {name}?", hint)
    return _year_after(words, i, parts, calendar, calendar.months[parts.month - 1])


def _numeric(
    words: Words, i: int, parts: Parts, calendar: Calendar, word: str, shift: int
) -> Parts | Problem | None:
    """Dates that begin with digits or a minus sign; ``word`` is word ``i`` without a "mid-"."""
    low = words.low
    start = words.starts[i] + shift
    j = i + 1
    while low[j : j + 1] == ["of"]:
        j += 1
    ordinal = _ORDINAL.fullmatch(word)
    if ordinal and j < len(low) and low[j] in calendar.feasts:
        return _feast(words, j, parts, calendar, int(ordinal[1]))
    if ordinal and j < len(low) and low[j] in calendar.month_words:
        parts.day, parts.month = int(ordinal[1]), calendar.month_words[low[j]]
        parts.spots += [
            (start, start + ordinal.end(1), "day"),
            (words.starts[j], words.ends[j], "month name"),
        ]
        return _year_after(words, j + 1, parts, calendar, f"{word} {calendar.months[parts.month - 1]}")
    if calendar.own and ordinal and j < len(low):
        from storybible.when.strange import strange_name

        if problem := strange_name(words, j, calendar):
            return problem
    match = _ISO.fullmatch(word if not _SLASHED.fullmatch(word) else word.translate(_TO_DASH))
    if match is not None and match[2] is not None and words.grouped(i):
        return None
    if match is None or (
        match[2] is not None
        and match[3] is None
        and match[1][0] != "-"
        and int(match[2]) > max(12, len(calendar.months))
    ):
        return _odd_number(words, i, parts, calendar, word)
    if _era_follows(words, i, calendar) and match[2] is None:
        return _in_era(words, i, i, i + 1, i + 2, parts, calendar)
    era = i + 1 < len(low) and low[i + 1].replace(".", "") in calendar.eras
    for group, kind in ((2, "month"), (3, "day")):
        if match[group] is not None:
            setattr(parts, kind, int(match[group]))
            parts.spots.append((start + match.start(group), start + match.end(group), kind))
    if match[4] is not None and (problem := _clock(words, i, match[4], parts, calendar)):
        return problem
    if era:
        return _in_era(words, i, i, i + 1, i + 2, parts, calendar, match[1])
    return _finish(words, i, i + 1, parts, calendar, match[1], start)


def _odd_number(words: Words, i: int, parts: Parts, calendar: Calendar, word: str) -> Parts | Problem | None:
    """``1990s``, and forms that cannot be read but nearly."""
    match = _ODD.fullmatch(word)
    if match is None:
        return None
    if match[1] and len(match[1]) < 3:
        decade = match[1][-2:].zfill(2)
        return words.problem(i, i + 1, "of which century?", f"write for example `the 19{decade}s`")
    if match[1]:
        parts.span = 10  # "the 1900s" too: a century is "1900 to 1999"
        return _finish(words, i, i + 1, parts, calendar, match[1])
    if match[2]:
        return _either_way(words, i, match[2], match[3], match[4], calendar)
    if match[9]:
        hint = f"write `about {match[9]}`" if _ISO.fullmatch(match[9]) else "write `about` before the date"
        return words.problem(i, i + 1, "how sure is this?", hint)
    last = match[6] or _two_years(match[7], match[8])
    if not last:
        return _year_and_month(words, i, match[7], match[8], calendar)
    return words.problem(i, i + 1, "is this a stretch of years?", f"write `{match[5] or match[7]} to {last}`")


def _two_years(first: str, last: str) -> str:
    """The second year of ``1881-82`` written out; "" where the digits are no later year."""
    whole = first[: -len(last)] + last
    return whole if int(whole) > int(first) else ""


def _year_and_month(words: Words, i: int, year: str, month: str, calendar: Calendar) -> Problem:
    """``1881/05``, or ``1881-13``."""
    if 1 <= int(month) <= len(calendar.months):
        return words.problem(i, i + 1, "is this a year and a month?", f"write `{year}-{int(month):02d}`")
    hint = f"months run from 1 to {len(calendar.months)}"
    return Problem(words.ends[i] - len(month), len(month), f"there is no month {int(month)}", hint)


def _either_way(words: Words, i: int, one: str, two: str, year: str, calendar: Calendar) -> Problem:
    """``12/11/1881``: which is the day and which the month?"""
    if len(year) < 3:
        return words.problem(
            i, i + 1, "this date can be read in several ways", "write `2004-07-12` (year, month, day)"
        )
    ways = [(int(two), int(one)), (int(one), int(two))]
    good = [
        f"`{year}-{month:02d}-{day:02d}`"
        for month, day in dict.fromkeys(ways)
        if len(year) <= _LONGEST and calendar.is_valid(int(year), month, day)
    ]
    message = "this date can be read in several ways" if len(good) > 1 else "this is no date as it stands"
    return words.problem(i, i + 1, message, f"write {' or '.join(good) or '`2004-07-12`'} (year, month, day)")


def _century(words: Words, i: int, number: int, parts: Parts, calendar: Calendar) -> Parts:
    """``19th century``: 1801 to 1900; word ``i`` is the number."""
    rule = calendar.eras.get(words.low[i + 2].replace(".", "")) if i + 2 < len(words.low) else None
    first, direction = rule or (0, 1)
    begin = 100 * (number - 1) + 1
    parts.year = first + (begin if direction > 0 else -(begin + 99))
    parts.span = 100
    parts.end = i + (3 if rule else 2)
    return parts


def _day_count(words: Words, i: int, parts: Parts, calendar: Calendar) -> Parts | Problem | None:
    """``day 14``: real days counted from day 1, which is put on 1 January of year 0."""
    word = words.low[i + 1]
    if not word.removeprefix("-").isdecimal():
        return None
    if len(word) > _LONGEST:
        return words.problem(i + 1, i + 2, "this day is too far away", "")
    parts.year, parts.month, parts.day, _ = calendar.from_lattice(calendar.from_day_number(int(word) - 1))
    parts.spots.append((words.starts[i + 1], words.ends[i + 1], "day count"))
    parts.end = i + 2
    return _time(words, parts, calendar)


def _era_follows(words: Words, i: int, calendar: Calendar) -> bool:
    """Whether word ``i + 1`` is an era, or looks like one in capitals."""
    if i + 1 >= len(words.low):
        return False
    era = words.low[i + 1].replace(".", "")
    return era in calendar.eras or (
        2 <= len(era) <= 3 and words.text[words.starts[i + 1] : words.ends[i + 1]].isupper() and era.isalpha()
    )


def _in_era(
    words: Words, i: int, number: int, era: int, end: int, parts: Parts, calendar: Calendar, count: str = ""
) -> Parts | Problem:
    """``44 BC``, ``AD 79``: word ``number`` (or its part ``count``) is the year and word ``era`` its era."""
    name = words.low[era].replace(".", "")
    rule = calendar.eras.get(name)
    stop = words.starts[number] + len(count) if count else words.ends[number]
    count = count or words.low[number]
    if rule is None:
        written = words.text[words.starts[era] : words.ends[era]]
        return words.problem(
            era, era + 1, f"the {calendar.id} calendar has no era called “{shown(written)}”",
            f"write the year alone (`{shown(count)}`), or declare the era under `calendars:`", True,
        )  # fmt: skip
    if not count.isdecimal() or len(count) > _LONGEST:
        return words.problem(number, number + 1, f"“{shown(count)}” is no year of an era", "")
    first, direction = rule
    if int(count) == 0:
        return words.problem(number, number + 1, "an era has no year 0", "years of an era begin with 1", True)
    longest = calendar.era_years.get(name)
    if longest is not None and int(count) > longest:
        written = words.text[words.starts[era] : words.ends[era]]
        return words.problem(
            number, number + 1, f"{shown(written)} has no year {count}", f"its last year is {longest}", True
        )
    result = _finish(words, number, end, parts, calendar, str(first + direction * int(count)))
    if isinstance(result, Parts):
        kind = f"era year {first} {direction}"
        start = words.starts[number]
        result.spots = [s if s[2] != "year" else (start, stop, kind) for s in result.spots]
    return result


def _finish(
    words: Words, i: int, end: int, parts: Parts, calendar: Calendar, year: str, start: int | None = None
) -> Parts | Problem:
    """Set the year, check the date, and read a time of day after it."""
    start = words.starts[i] if start is None else start
    if len(year) > _LONGEST or abs(int(year)) > YEAR_LIMIT:
        return Problem(
            start, len(year), "this year is too far away", f"years run from -{YEAR_LIMIT} to {YEAR_LIMIT}"
        )
    parts.year = int(year)
    stop = words.ends[end - 1] if words.grouped(end - 1) else start + len(year)
    parts.spots.append((start, stop, "year"))
    parts.end = end
    problem = invalid(words, parts, calendar)
    return problem if problem else _time(words, parts, calendar)


def _time(words: Words, parts: Parts, calendar: Calendar) -> Parts | Problem:
    """An optional time of day after a date."""
    low, i = words.low, parts.end
    while i < len(low) and low[i] in (",", "at"):
        i += 1
    if parts.day is None or parts.clock is not None or i >= len(low):
        return parts
    read = clock(words, i, calendar)
    if isinstance(read, Problem):
        return read
    if read is not None:
        parts.clock, parts.end = read
    return parts


def _clock(words: Words, i: int, text: str, parts: Parts, calendar: Calendar) -> Problem | None:
    """Read the ``18:30`` of ``2004-07-12T18:30``, which is word ``i``."""
    read = clock(Words(text), 0, calendar)
    if not isinstance(read, tuple) or isinstance(read, Problem):
        hint = read.suggestion if isinstance(read, Problem) else "write for example `18:30`"
        return words.problem(i, i + 1, f"there is no time of day {shown(text)}", hint, True)
    parts.clock = read[0]
    return None
