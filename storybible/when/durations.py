"""Lengths of time as people say them."""

from __future__ import annotations

from storybible.calendars import GREGORIAN, Calendar
from storybible.when.terms import Amount


def duration_years(minutes: int, calendar: Calendar = GREGORIAN) -> float:
    """Lattice minutes as years, not rounded."""
    return minutes / calendar.YEAR


def duration_text(minutes: int, calendar: Calendar = GREGORIAN) -> str:
    """Lattice minutes in at most two units: "2 years 6 months", "3 days", "5 hours", "0 minutes".

    Rounded to the nearest of the smaller unit: years to months, months to days, days to hours.  A
    negative length has a minus sign.
    """
    if minutes < 0:
        return f"-{duration_text(-minutes, calendar)}"
    year, month, day, hour = calendar.YEAR, calendar.MONTH, calendar.DAY, calendar.HOUR
    steps = (
        (year, "year", month, "month"), (month, "month", day, "day"), (day, "day", hour, "hour"),
        (hour, "hour", 1, "minute"),
    )  # fmt: skip
    for unit, name, part, part_name in steps:
        rounded = (minutes + part // 2) // part * part
        if rounded >= unit:
            whole, rest = divmod(rounded, unit)
            text = _count(whole, name)
            return f"{text} {_count(rest // part, part_name)}" if rest >= part else text
    return _count(minutes, "minute")


def reading_text(amount: Amount, calendar: Calendar = GREGORIAN) -> str:
    """How a bare amount is read, to a quarter: "2½ to 3½" for "three years".

    Several parts are put in the finest one's unit: "37½ to 38½ months" for "3 years and 2 months".
    """
    if amount.real is None:
        middle = amount.lower + amount.step // 2
    else:
        middle = amount.months_low + amount.real[0] + amount.step // 2
    units = [word for word in amount.text.lower().split() if word in calendar.units]
    size = calendar.units[units[-1]] if units else amount.step
    least, most = ((4 * middle + way * 2 * amount.step) // size for way in (-1, 1))
    text = f"{_quarters(max(0, least))} to {_quarters(most)}"
    return text if len(units) < 2 else f"{text} {units[-1]}"


def _quarters(number: int) -> str:
    whole, part = divmod(number, 4)
    return f"{whole or ('' if part else 0)}{('', '¼', '½', '¾')[part]}"


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
