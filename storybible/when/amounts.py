"""Amounts of time: "about three years", "a year and a half", "2 to 3 weeks", and how wide they are read.

An amount is a number of units; a hedge says how it was rounded (``format.md``, "Time expressions").
The width is taken from the *finest* unit that is named, because that is what the writer counted in:
"3 years and 2 months" is right to half a month, "a year and a half" to a quarter of a year.  Parts in
months and longer are exact on the lattice.  Parts in weeks and shorter are real minutes, widened by the
phantom slots that so long a stretch can cross.
"""

from __future__ import annotations

from storybible.calendars import Calendar
from storybible.when.terms import Amount, Problem, Spot, Widths
from storybible.when.tokens import (
    AFTERTHOUGHTS,
    HEDGE_PAIRS,
    HEDGES,
    LONGEST,
    Words,
    odd_step,
    read_number,
    shown,
)

_NO_END = {"at least"}
_FARTHEST = 10_000_000  # years

Bounds = tuple[int, int | None, int, int | None]


class _Sum:
    """What has been read so far of an amount; totals in minutes, for the smaller and the larger end."""

    __slots__ = (
        "calendar",
        "half",
        "low_months",
        "low_real",
        "most_months",
        "most_real",
        "real",
        "spots",
        "step",
        "vague",
    )

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.low_months = self.most_months = self.low_real = self.most_real = 0
        self.step = 0
        self.real = False
        self.half = False
        self.vague = ""
        self.spots: list[Spot] = []

    def add(self, low: int, most: int, under: int, unit: int) -> None:
        """``low/under`` to ``most/under`` units more; the last part added is the finest."""
        if unit < self.calendar.MONTH:
            self.real = True
            self.low_real += -(-low * unit // under)  # half a minute is one
            self.most_real += -(-most * unit // under)
        else:
            self.low_months += low * unit // under
            self.most_months += most * unit // under
        self.step = max(1, unit // under)


def read_amount(
    words: Words, i: int, calendar: Calendar, widths: Widths
) -> tuple[Amount, int] | Problem | None:
    """The amount that begins at word ``i`` and the index after it; None where there is none at all."""
    low = words.low
    begin = i
    hedge, i = _read_hedge(low, i)
    total = _Sum(calendar)
    first = _read_part(words, i, total, widths)
    if first is None:
        return None
    if isinstance(first, Problem):
        return first
    i = first
    while not total.vague:
        j = i
        if j < len(low) and low[j] == ",":
            j += 1
        if j < len(low) and low[j] == "and":
            j += 1
        step = total.step
        more = _read_part(words, j, total, widths, step)
        if isinstance(more, Problem):
            return more
        if more is None:
            break
        i = more
    if low[i : i + 3] in (["to", "the", "day"], ["to", "the", "hour"], ["to", "the", "minute"]) and not hedge:
        hedge, i = "exactly", i + 3  # "a year to the day"
    if i + 1 < len(low) and low[i] == "or" and low[i + 1] in AFTERTHOUGHTS and not hedge:
        hedge = AFTERTHOUGHTS[low[i + 1]]
        i += 2
    if total.low_months + total.low_real == 0 == total.most_months + total.most_real:
        return words.problem(
            begin, i, "no time at all passes in this amount", "write `at` for the same moment"
        )
    if total.most_months + total.most_real > _FARTHEST * calendar.YEAR:
        return words.problem(begin, i, "this is longer than ten million years", "")
    start, end = words.starts[begin], words.ends[i - 1]
    return _amount(total, hedge, words.text[start:end], calendar, widths), i


def _read_hedge(low: list[str], i: int) -> tuple[str, int]:
    """The hedge at word ``i``, "" for none, and the index after it."""
    if i >= len(low):
        return "", i
    pair = HEDGE_PAIRS.get((low[i], low[i + 1])) if i + 1 < len(low) else None
    if pair is not None:
        return pair, i + 2
    hedge = HEDGES.get(low[i])
    return (hedge, i + 1) if hedge is not None else ("", i)


def _read_part(words: Words, i: int, total: _Sum, widths: Widths, below: int = 0) -> int | Problem | None:
    """One number and its unit added to ``total``; the index after them.

    ``below`` is the unit of the part before, which this one must be finer than; 0 for the first part.
    """
    low = words.low
    if i >= len(low):
        return None
    word = low[i]
    spot = (words.starts[i], words.ends[i], "number")
    if word in ("a", "an", "the") and i + 1 < len(low):
        follower = low[i + 1]
        if word != "the" and below and follower == "half":
            return _half_more(i, total, below)
        if word != "the" and (
            follower in ("few", "couple", "dozen", "half", "hundred", "thousand", "million")
        ):
            i, word = i + 1, follower
            spot = (spot[0], words.ends[i], "number")
        elif word != "the" and follower in total.calendar.units:
            return _close(words, i + 1, total, (1, 1, 1), spot, below)
        else:
            return None
    if word in ("few", "several", "some") and not below:
        return _vague(words, i, total, widths, "several" if word == "several" else "few", spot)
    if word == "couple":
        i += 1 + (low[i + 1 : i + 2] == ["of"])
        return _close(words, i, total, (2, 2, 1), (spot[0], words.ends[i - 1], "number"), below)
    if word in ("half", "half-a", "half-an"):
        return _half(words, i, total, spot, below)
    if word in ("dozen", "dozens"):
        i += 1 + (low[i + 1 : i + 2] == ["of"])
        return _close(words, i, total, (12, 12, 1), (spot[0], words.ends[i - 1], "number"), below)
    return _plain_number(words, i, total, spot[0], below)


def _plain_number(words: Words, i: int, total: _Sum, start: int, below: int) -> int | Problem | None:
    """A number in digits or words, or a range of two, and its unit."""
    low = words.low
    number = read_number(low, i)
    if number is None:
        left, dash, right = low[i].partition("-")
        if dash and left.isdecimal() and right.isdecimal() and len(low[i]) <= 12:
            return _close(
                words, i + 1, total, (int(left), int(right), 1), (start, words.ends[i], "range"), below
            )
        if low[i].isdecimal() and low[i + 1 : i + 2] and low[i + 1] in total.calendar.units:
            return words.problem(i, i + 1, "this number is too large", "")
        return None
    over, under, i = number
    spot = (start, words.ends[i - 1], "number")
    if low[i : i + 1] == ["odd"] and under == 1 and over:
        spot = (start, words.ends[i], "odd")
        return _close(words, i + 1, total, (over, over + odd_step(over), 1), spot, below)
    if i < len(low) and low[i] in ("dozen", "score") and under == 1:
        over, i = over * (12 if low[i] == "dozen" else 20), i + 1
        i += low[i : i + 1] == ["of"]
        spot = (start, words.ends[i - 1], "number")
    if i < len(low) and low[i] in ("to", "or", "-"):
        second = read_number(low, i + 1)
        if second is not None:
            total.spots.append(spot)
            spot = (words.starts[i + 1], words.ends[second[2] - 1], "number")
            most, most_under, i = second
            return _close(words, i, total, (over * most_under, most * under, under * most_under), spot, below)
    return _close(words, i, total, (over, over, under), spot, below)


def _close(
    words: Words, i: int, total: _Sum, number: tuple[int, int, int], spot: Spot, below: int
) -> int | Problem | None:
    """Add ``number`` of the unit at word ``i``; "a year and a half" is closed by :func:`_half_more`."""
    low = words.low
    unit = total.calendar.units.get(low[i]) if i < len(low) else None
    if unit is None or (below and unit >= below):
        return None
    least, most, under = number
    if least > most:
        return words.problem(
            i - 1,
            i,
            "the smaller number comes first in a range",
            f"write `{most // under} to {least // under}`",
        )
    total.spots.append(spot)
    total.add(least, most, under, unit)
    return i + 1


def _half(words: Words, i: int, total: _Sum, spot: Spot, below: int) -> int | Problem | None:
    """``half a year``, ``half an hour``, ``half a dozen years``; word ``i`` is "half"."""
    low = words.low
    j = i + 1
    if low[i] == "half" and low[j : j + 1] in (["a"], ["an"], ["of"]):
        j += 1 + (low[j : j + 2] == ["of", "a"])
    if low[j : j + 1] == ["dozen"]:
        return _close(words, j + 1, total, (6, 6, 1), (spot[0], words.ends[j], "number"), below)
    total.half = not below
    return _close(words, j, total, (1, 1, 2), (spot[0], words.ends[j - 1], "number"), below)


def _half_more(i: int, total: _Sum, unit: int) -> int:
    """``... and a half`` after a whole unit; word ``i`` is "a"."""
    total.add(1, 1, 2, unit)
    return i + 2


def _vague(words: Words, i: int, total: _Sum, widths: Widths, vague: str, spot: Spot) -> int | None:
    """``a few years``, ``several weeks``; word ``i`` is the vague one."""
    low = words.low
    j = i + 1 + (low[i + 1 : i + 2] == ["of"])
    unit = total.calendar.units.get(low[j]) if j < len(low) else None
    if unit is None:
        return None
    few = widths.few if vague == "few" else widths.several
    total.spots.append(spot)
    total.add(few[0], few[1], 1, unit)
    total.vague = vague
    return j + 1


def _amount(total: _Sum, hedge: str, text: str, calendar: Calendar, widths: Widths) -> Amount:
    """The readings of what was summed up."""
    least = total.low_months + total.low_real
    most = total.most_months + total.most_real
    step = total.step
    ranged = most != least and not total.vague
    bare = not hedge and not ranged and not total.vague
    pinned = not total.vague and (hedge in ("exactly", "at least", "at most") or ranged)
    low, high, loose_low, loose_high = _moves(total, hedge, least, most, widths)
    reading = _bounds(total, low, high, calendar)
    loosest = _bounds(total, loose_low, loose_high, calendar)
    real: Bounds | None = None
    if total.real:
        real = (
            -total.low_months if low is None else total.low_real + low,
            None if high is None else total.most_real + high,
            -total.low_months if loose_low is None else total.low_real + loose_low,
            None if loose_high is None else total.most_real + loose_high,
        )
    return Amount(
        reading[0], reading[1], loosest[0], loosest[1],
        total.low_months, total.most_months, real,
        hedge or total.vague, bare, pinned,
        text, step, tuple(total.spots),
    )  # fmt: skip


Moves = tuple[int | None, int | None, int | None, int | None]


def _moves(total: _Sum, hedge: str, least: int, most: int, widths: Widths) -> Moves:
    """How far a hedge moves the two ends, in the reading and in the loosest reading.

    None for the first means "from one minute on", for the second "without end".
    """
    step = total.step
    if total.vague:
        few = widths.few if total.vague == "few" else widths.several
        loose_low, loose_high = (few[2] - few[0]) * step, (few[3] - few[1]) * step
        if hedge == "at least":
            return 0, None, loose_low, None
        if hedge in ("at most", "under"):
            return None, 0, None, loose_high
        return 0, 0, loose_low, loose_high
    match hedge:
        case "exactly":
            return 0, 0, 0, 0
        case "at least":
            return 0, None, 0, None
        case "at most":
            return None, 0, None, 0
        case "under":
            return None, -1, None, -1
        case "almost":
            return -((step + 1) // 2), -1, -step, -1
        case "over":
            return 1, step, 1, 2 * step
        case "about":
            near = _width(widths.about, step, least), _width(widths.about, step, most)
            far = _width(widths.about_loose, step, least), _width(widths.about_loose, step, most)
            return -near[0], near[1], -far[0], far[1]
    if least != most:
        return 0, 0, -(step // 2), step // 2
    loose = _width(widths.bare_loose, step, most)
    return -(step // 2), step // 2 if total.half else (step + 1) // 2 - 1, -loose, loose


def _width(rule: tuple[int, int], step: int, size: int) -> int:
    """The larger of so many units and so many per cent."""
    return max(rule[0] * step, size * rule[1] // 100)


def _bounds(total: _Sum, low: int | None, high: int | None, calendar: Calendar) -> tuple[int, int | None]:
    """Lattice minutes of the two ends, moved; at least one minute."""
    if low is None:
        lower = 1
    elif total.real:
        lower = total.low_months + calendar.stretch(total.low_real + low, False)
    else:
        lower = total.low_months + low
    if high is None:
        upper = None
    elif total.real:
        upper = total.most_months + calendar.stretch(total.most_real + high, True)
    else:
        upper = total.most_months + high
    return max(1, lower), upper if upper is None else max(1, upper)


def parse_amount(text: str, calendar: Calendar, widths: Widths) -> Amount | Problem:
    """A length of time alone ("2 days", "about 3 weeks"), as in ``lasts:``."""
    if len(text) > LONGEST:
        return Problem(0, LONGEST, f"a length of time has at most {LONGEST} characters")
    words = Words(text)
    if not words.low:
        return Problem(0, 1, "there is no length of time here", "write for example `2 days`")
    found = read_amount(words, 0, calendar, widths)
    if found is None:
        return words.problem(
            0,
            len(words.low),
            f"“{shown(text)}” is no length of time",
            "write for example `2 days` or `about 3 weeks`",
        )
    if isinstance(found, Problem):
        return found
    amount, end = found
    if end < len(words.low):
        rest = text[words.starts[end] : words.ends[-1]]
        message = f"“{shown(rest)}” does not belong to a length of time"
        return words.problem(end, len(words.low), message, "write only how long it is, such as `3 days`")
    return amount
