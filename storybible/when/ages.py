"""Stated ages as stretches of lattice time between a birth (a midnight) and a moment.

An age counts completed years, so 25 is everything from the 25th birthday to the minute before the 26th;
months, weeks and days likewise ("6 months" until the seventh begins).
"""

from __future__ import annotations

from collections.abc import Mapping

from storybible.calendars import GREGORIAN, Calendar
from storybible.when.terms import Age, Problem, Spot, Widths
from storybible.when.tokens import (
    AFTERTHOUGHTS,
    HEDGE_PAIRS,
    HEDGES,
    LONGEST,
    Words,
    odd_step,
    plain,
    read_number,
    shown,
)
from storybible.when.widths import widths_of

DECADES: Mapping[str, int] = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
    "eighties": 80, "nineties": 90,
}  # fmt: skip
THIRDS: Mapping[str, tuple[int, int]] = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}
TEENS: Mapping[str, tuple[int, int]] = {"early": (13, 14), "mid": (14, 16), "late": (17, 19), "": (13, 19)}

_OPENING = frozenset(
    ("aged", "age", "now", "still", "in", "her", "his", "their", "the", "just", "only", "is", "was")
)
_AFTERTHOUGHTS = {
    **AFTERTHOUGHTS,
    **dict.fromkeys(("older", "over", "above"), "at least"),
    **dict.fromkeys(("younger", "under", "below"), "at most"),
}
_OLDEST = 10_000_000
_EXAMPLES = "write for example `25`, `about 40`, `17 or 18` or `late thirties`"


def parse_age(
    text: str, calendar: Calendar = GREGORIAN, widths: Widths | Mapping[str, object] | None = None
) -> Age | Problem:
    """Read an age: ``25``, ``about 40``, ``over 30``, ``17 or 18``, ``late thirties``, ``6 months``."""
    read = read_age(text, calendar, widths_of(widths))
    if isinstance(read, Problem):
        from storybible.when.meant import age_meant  # only for words that are no age

        meant = age_meant(text)
        works = meant and not isinstance(read_age(meant, calendar, widths_of(widths)), Problem)
        return read._replace(suggestion=f"write `{shown(meant, 200)}`") if works else read
    return read[0]


def read_age(text: str, calendar: Calendar, widths: Widths) -> tuple[Age, tuple[Spot, ...]] | Problem:
    """An age and where its numbers stand."""
    if len(text) > LONGEST:
        return Problem(0, LONGEST, "an age is shorter than this")
    words = Words(text)
    low = words.low
    i = 0
    while i < len(low) and low[i] in _OPENING:
        i += 1
    if i >= len(low):
        return Problem(
            0, max(1, len(text)), "there is no age here", "write for example `25` or `late thirties`"
        )
    decade = _decade(words, i, text, calendar.YEAR)
    if decade is not None:
        return decade
    hedge = ""
    pair = HEDGE_PAIRS.get((low[i], low[i + 1])) if i + 1 < len(low) else None
    if pair is not None:
        hedge, i = pair, i + 2
    elif low[i] in HEDGES or low[i] in ("between", "above", "below"):
        hedge = {"above": "over", "below": "under", "between": "between"}.get(low[i]) or HEDGES[low[i]]
        i += 1
    return _numbers(words, i, hedge, text, calendar, widths)


def _decade(words: Words, i: int, text: str, year: int) -> tuple[Age, tuple[Spot, ...]] | None:
    """``late thirties``, ``mid-forties``, ``teens``, ``her 30s``; loosely one year wider."""
    low = words.low
    part, word, start = "", low[i], words.starts[i]
    if word in THIRDS and i + 1 < len(low):
        part, word, i = word, low[i + 1], i + 1
    else:
        head, dash, tail = word.partition("-")
        if dash and head in THIRDS:
            part, word = head, tail
    if word.endswith("s") and word[:-1].rstrip("'").isdecimal() and len(word) <= 5:
        first = int(word[:-1].rstrip("'"))
        if first % 10 or not first:
            return None
    elif word in DECADES:
        first = DECADES[word]
    elif word in ("teens", "teenager", "teenaged"):
        first = 10
    else:
        return None
    if i + 1 < len(low):
        return None
    youngest, oldest = TEENS[part] if first == 10 else tuple(first + n for n in THIRDS.get(part, (0, 9)))
    age = Age(youngest * year, (oldest + 1) * year - 1, (youngest - 1) * year, (oldest + 2) * year - 1, text)
    return age, ((start, words.ends[i], "decade"),)


def _numbers(
    words: Words, i: int, hedge: str, text: str, calendar: Calendar, widths: Widths
) -> tuple[Age, tuple[Spot, ...]] | Problem:
    """A number or two, a unit (years unless named), and what may stand after it."""
    low = words.low
    spots: list[Spot] = []
    values: list[tuple[int, int]] = []
    if i < len(low) and "-" in low[i]:
        left, _, right = low[i].partition("-")
        if left.isdecimal() and right.isdecimal() and len(low[i]) < 10:
            values = [(int(left), 1), (int(right), 1)]
            start = words.starts[i]
            middle = start + plain(text)[start:].index("-")
            spots = [(start, middle, "number"), (middle + 1, words.ends[i], "number")]
            i += 1
        elif right.endswith(("year-old", "years-old")) and left.isdecimal() and len(left) < 8:
            values, spots, i = (
                [(int(left), 1)],
                [(words.starts[i], words.starts[i] + len(left), "number")],
                i + 1,
            )
    while not values or (len(values) == 1 and i + 1 < len(low) and low[i] in ("to", "or", "and", "-")):
        j = i + 1 if values else i
        number = read_number(low, j)
        if low[j : j + 1] in (["a"], ["an"]):
            number = read_number(low, j + 1) or (1, 1, j + 1)  # "a hundred and five", "a year"
        if number is None:
            break
        values.append(number[:2])
        spots.append((words.starts[j], words.ends[number[2] - 1], "number"))
        i = number[2]
    if not values:
        return words.problem(min(i, len(low) - 1), len(low), f"“{shown(text)}” is no age",
                             _EXAMPLES)  # fmt: skip
    if low[i : i + 1] == ["odd"] and len(values) == 1 and values[0][1] == 1 and values[0][0]:
        values.append((values[0][0] + odd_step(values[0][0]) - 1, 1))  # "thirty-odd" is not yet 40
        spots, i = [], i + 1
    unit = calendar.YEAR
    if i < len(low) and low[i] in calendar.units:
        unit, i = calendar.units[low[i]], i + 1
        if len(values) == 1 and unit == calendar.YEAR:
            more = _second_part(low, i)
            if more is not None:
                months, i = more
                values = [(values[0][0] * len(calendar.months) + months * values[0][1], values[0][1])]
                unit = calendar.MONTH
    if i + 1 < len(low) and low[i] in ("or", "and") and low[i + 1] in _AFTERTHOUGHTS and not hedge:
        hedge, i = _AFTERTHOUGHTS[low[i + 1]], i + 2
    if low[i : i + 3] == ["years", "of", "age"]:
        i += 3
    i += low[i : i + 1] in (["old"], ["year-old"])
    if i < len(low):
        rest = text[words.starts[i] :]
        return words.problem(i, len(low), f"“{shown(rest)}” does not belong to an age", _EXAMPLES)
    if max(value // under for value, under in values) * unit > _OLDEST * calendar.YEAR:
        return words.problem(0, len(low), "nobody is ten million years old", "")
    return _age(values, unit, hedge, words, text, calendar, widths, tuple(spots))


def _second_part(low: list[str], i: int) -> tuple[int, int] | None:
    """``... and 6 months`` after years: the months and the index after them."""
    i += low[i : i + 1] in (["and"], [","])
    number = read_number(low, i)
    if number is not None and number[1] == 1 and low[number[2] : number[2] + 1] in (["month"], ["months"]):
        return number[0], number[2] + 1
    return None


def _age(
    values: list[tuple[int, int]], unit: int, hedge: str, words: Words, text: str, calendar: Calendar,
    widths: Widths, spots: tuple[Spot, ...],
) -> tuple[Age, tuple[Spot, ...]] | Problem:  # fmt: skip
    """The stretch for the smallest and the largest number."""
    (least, under), (most, most_under) = values[0], values[-1]
    youngest, oldest = least * unit // under, most * unit // most_under
    step = unit // under
    if oldest < youngest:
        return words.problem(0, len(words.low), "the smaller number comes first in a range", "")
    end = oldest + step - 1
    low: int | None = youngest
    high: int | None = end
    loose: tuple[int | None, int | None] | None = None
    match hedge:
        case "about":
            near, far = (
                max(rule[0] * step, oldest * rule[1] // 100) for rule in (widths.about, widths.about_loose)
            )
            low, high = max(0, youngest - near), end + near
            loose = max(0, youngest - far), end + far
        case "almost":
            low, high = max(0, youngest - step), oldest - 1
            loose = max(0, youngest - 2 * step), oldest - 1
        case "over":
            high = end + step
            loose = low, end + 2 * step
        case "at least":
            high = None
        case "at most":
            low = 0
        case "under":
            low, high = 0, oldest - 1
    if unit < calendar.MONTH:
        low = None if low is None else calendar.stretch(low, False)
        high = None if high is None else calendar.stretch(high, True)
        if loose is not None:
            loose = (None if loose[0] is None else calendar.stretch(loose[0], False),
                     None if loose[1] is None else calendar.stretch(loose[1], True))  # fmt: skip
    if high is not None and high < 0:
        return words.problem(0, len(words.low), "nobody is younger than at birth", "")
    loose_low, loose_high = loose if loose is not None else (low, high)
    return Age(low, high, loose_low, loose_high, text), spots
