"""Dates in lattice minutes: a year has 372 day slots and a month 31, so that years and months are exact."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

DAY, MONTH, YEAR = 1440, 31 * 1440, 372 * 1440
FAR = 10**12
"""Farther than anything."""


def slot(year: int, month: int, day: int) -> int:
    """The lattice minute at which a day begins."""
    return (year * 372 + (month - 1) * 31 + day - 1) * DAY


def month_days(year: int, month: int) -> int:
    """The length of a month."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def stretch_of(text: str) -> tuple[int, int] | None:
    """First and last minute of a date without words; None where it is none."""
    found = re.fullmatch(r"(-?\d{1,5})(?:-(\d\d))?(?:-(\d\d))?(?: (\d\d):(\d\d))?", text)
    if found is None or (found[4] and not found[3]):
        return None
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if not month:
        return slot(year, 1, 1), slot(year, 12, 31) + DAY - 1
    if not day:
        return slot(year, month, 1), slot(year, month, month_days(year, month)) + DAY - 1
    if found[4]:
        minute = slot(year, month, day) + int(found[4]) * 60 + int(found[5])
        return minute, minute
    return slot(year, month, day), slot(year, month, day) + DAY - 1


def owned(minute: int) -> int:
    """The last slot before the next day that exists: the last day of a month owns what follows."""
    day = minute // DAY
    if day % 31 + 1 == month_days(day // 372, day % 372 // 31 + 1):
        return (day // 31 + 1) * MONTH - 1
    return day * DAY + DAY - 1


def real_day(minute: int) -> int:
    """Days of the real calendar, for a lattice minute (years 1 to 9999)."""
    day = minute // DAY
    year, month = day // 372, day % 372 // 31 + 1
    return date(year, month, min(day % 31 + 1, month_days(year, month))).toordinal()


def move(minute: int, real: int) -> int:
    """A lattice minute some real minutes later."""
    total = real_day(minute) * DAY + minute % DAY + real
    found = date(1, 1, 1) + timedelta(total // DAY - 1)
    return slot(found.year, found.month, found.day) + total % DAY


@cache
def phantoms(days: int) -> tuple[int, int]:
    """The fewest and the most slots without a day within so many days, over 400 years."""
    if days <= 0:
        return 0, 0
    slots = _slots()
    span = 146_097
    gaps = {
        slots[(n + days) % span] + 372 * 400 * ((n + days) // span) - slots[n] - days for n in range(0, span)
    }
    return min(gaps), max(gaps)


@cache
def _slots() -> list[int]:
    start = date(1600, 1, 1)
    found = []
    for n in range(146_097):
        day = start + timedelta(n)
        found.append((day.year - 1600) * 372 + (day.month - 1) * 31 + day.day - 1)
    return found


def lattice_span(real: int, most: bool) -> int:
    """Lattice minutes that so many real minutes take at the least, or at the most."""
    if real >= FAR:
        return FAR
    days = -(-real // DAY) if most else real // DAY
    return real + DAY * phantoms(days)[1 if most else 0]
