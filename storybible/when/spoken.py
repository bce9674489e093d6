"""Times of day, feast days and centuries as people say them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from storybible.calendars import MONTHS, Calendar
from storybible.when.terms import Problem
from storybible.when.tokens import Words, read_number, shown

FEASTS: Mapping[str, tuple[int, int]] = {
    "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26),
    "new year": (1, 1), "new year's": (1, 1), "new year's day": (1, 1), "new year's eve": (12, 31),
    "candlemas": (2, 2), "valentine's day": (2, 14), "lady day": (3, 25), "may day": (5, 1),
    "midsummer": (6, 24), "midsummer day": (6, 24), "midsummer's day": (6, 24), "midsummer eve": (6, 23),
    "michaelmas": (9, 29), "halloween": (10, 31), "hallowe'en": (10, 31), "martinmas": (11, 11),
}  # fmt: skip
"""(month, day) of days that are called by a name."""
_FEAST_STARTS = frozenset(name.split()[0] for name in FEASTS)
MOVABLE = frozenset(("easter", "whitsun", "pentecost", "thanksgiving"))

_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second",
)  # fmt: skip
_NUMBERED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")
_CLOCK = re.compile(r"(\d{1,2})(?::(\d\d)(?::\d\d)?)?(am|pm|a\.m\.?|p\.m\.?)?")
_HALVES = frozenset(("am", "pm", "a.m.", "p.m.", "a.m", "p.m"))
DAY_PARTS = frozenset(
    ("morning", "afternoon", "evening", "night", "dawn", "dusk", "sunrise", "sunset", "noon", "midnight")
)


def feast(low: list[str], i: int, calendar: Calendar) -> tuple[int, int, int] | None:
    """Month, day and the index after a day with a name, in a calendar that has our months."""
    if low[i] not in _FEAST_STARTS or calendar.months != MONTHS:
        return None
    for size in (3, 2, 1):
        found = FEASTS.get(" ".join(low[i : i + size]))
        if found is not None and i + size <= len(low):
            return (*found, i + size)
    return None


def century(low: list[str], i: int, word: str) -> int:
    """Which century stands at word ``i`` (which reads as ``word``): "19th century" is 19, none is 0."""
    if low[i + 1 : i + 2] != ["century"]:
        return 0
    numbered = _NUMBERED.fullmatch(word)
    if numbered:
        return int(numbered[1])
    return _ORDINALS.index(word) + 1 if word in _ORDINALS else 0


def clock(words: Words, i: int, calendar: Calendar) -> tuple[int, int] | Problem | None:
    """The minute of the day and the index after a time of day at word ``i``; None where there is none.

    ``18:30`` (seconds do not count), ``9pm``, ``9 p.m.``, ``9:30 pm``, ``noon``.
    """
    low = words.low
    word = low[i]
    if word in ("noon", "midday"):
        return calendar.DAY // 2, i + 1
    if word == "midnight":
        return words.problem(
            i, i + 1, "does the day begin or end at this midnight?",
            "write `00:00` of the day that begins with it",
        )  # fmt: skip
    if word in ("half", "quarter") and low[i + 1 : i + 2] in (["past"], ["to"]):
        return _told(words, i, calendar)
    match = _CLOCK.fullmatch(word)
    if match is None:
        return None
    end = i + 1
    half = match[3] or ""
    if not half and low[end : end + 1] and low[end] in _HALVES:
        half, end = low[end], end + 1
    hour, minute = int(match[1]), int(match[2] or 0)
    if not half and match[2] is None:
        if low[end : end + 1] != ["o'clock"]:
            return None
        return _which_half(words, i, end + 1, hour, 0, calendar)
    hours = calendar.DAY // calendar.HOUR
    noon = hours // 2
    if hour > (noon if half else hours - 1) or minute >= calendar.HOUR or (half and not hour):
        text = words.text[words.starts[i] : words.ends[end - 1]]
        last = f"a day runs from 00:00 to {hours - 1:02d}:{calendar.HOUR - 1:02d}"
        hint = last if calendar.own else "write for example `18:30`"
        return words.problem(i, end, f"there is no time of day {shown(text)}", hint, True)
    if half:
        hour = hour % noon + (noon if half[0] == "p" else 0)
    return hour * calendar.HOUR + minute, end


def _told(words: Words, i: int, calendar: Calendar) -> Problem | None:
    """``half past six``: on which half of the day is not said."""
    number = read_number(words.low, i + 2)
    if number is None or not 1 <= number[0] <= 12 or number[1] != 1:
        return None
    past = words.low[i + 1] == "past"
    minute = calendar.HOUR // (2 if words.low[i] == "half" else 4)
    hour = number[0] if past else (number[0] - 2) % 12 + 1
    return _which_half(words, i, number[2], hour, minute if past else calendar.HOUR - minute, calendar)


def _which_half(words: Words, i: int, end: int, hour: int, minute: int, calendar: Calendar) -> Problem:
    noon = max(1, calendar.DAY // calendar.HOUR // 2)
    early, late = hour % noon, hour % noon + noon
    return words.problem(
        i, end, "in the morning or in the evening?",
        f"write `{early:02d}:{minute:02d}` or `{late:02d}:{minute:02d}`",
    )  # fmt: skip
