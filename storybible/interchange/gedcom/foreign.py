"""Dates of the Julian, French republican and Hebrew calendars as real days.

A day is counted as :meth:`storybible.calendars.Calendar.day_number` counts it: 0 is 0000-01-01 of the
Gregorian calendar.  The library that reads the dates would convert them too, but it counts the Hebrew months
from the wrong one and takes 44 B.C. for the year -44.
"""

from __future__ import annotations

JULIAN_YEAR_0 = -2  # 0000-01-01 of the Julian calendar
_JULIAN_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
FRENCH_YEAR_1 = 654_780  # 1792-09-22
FRENCH_LAST_YEAR = 14  # given up in it
_FRENCH_LEAP = (3, 7, 11)
HEBREW_YEAR_1 = -1_373_062  # 1 Tishri of the year 1, a day that the rules below may delay
_TISHRI_TO_ELUL = (30, 29, 30, 29, 30, 29, 29, 30, 29, 30, 29, 30, 29)

Days = tuple[int, int]
"""First and last real day."""


def julian(year: int, month: int | None, day: int | None) -> Days | None:
    """Days of a Julian date; the year is astronomical (44 B.C. is -43).  None where there is no such day."""
    lengths = [*_JULIAN_MONTHS]
    lengths[1] += year % 4 == 0
    return _days(JULIAN_YEAR_0 + 365 * year + (year + 3) // 4, lengths, month, day)


def french(year: int, month: int | None, day: int | None) -> Days | None:
    """Days of a republican date, years 1 to 14; month 13 are the days that complete the year."""
    if not 1 <= year <= FRENCH_LAST_YEAR:
        return None
    leap = year in _FRENCH_LEAP
    begin = FRENCH_YEAR_1 + 365 * (year - 1) + sum(y < year for y in _FRENCH_LEAP)
    return _days(begin, [30] * 12 + [5 + leap], month, day)


def hebrew(year: int, month: int | None, day: int | None) -> Days | None:
    """Days of a Hebrew date; month 1 is Tishri, 6 and 7 are Adar and, in leap years only, the second Adar.

    The arithmetic of the molad and its postponements, as in Dershowitz and Reingold, "Calendrical
    Calculations".
    """
    if year < 1:
        return None
    begin = _hebrew_new_year(year)
    length = _hebrew_new_year(year + 1) - begin
    lengths = [*_TISHRI_TO_ELUL]
    lengths[1] += length % 10 == 5  # a full year
    lengths[2] -= length % 10 == 3  # a deficient year
    if (7 * year + 1) % 19 < 7:
        lengths[5] = 30
    else:
        lengths[6] = 0
        month = 6 if month == 7 else month  # there is only one Adar
    return _days(begin, lengths, month, day)


def _hebrew_elapsed(year: int) -> int:
    """Days from the epoch to the molad of Tishri, not on a Sunday, Wednesday or Friday."""
    months = (235 * year - 234) // 19
    parts = 12_084 + 13_753 * months
    days = 29 * months + parts // 25_920
    return days + 1 if 3 * (days + 1) % 7 < 3 else days


def _hebrew_new_year(year: int) -> int:
    before, this, after = (_hebrew_elapsed(y) for y in (year - 1, year, year + 1))
    delay = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return HEBREW_YEAR_1 + this + delay


def _days(begin: int, lengths: list[int], month: int | None, day: int | None) -> Days | None:
    """The days of a year that begins on ``begin``, of a month of it, or one day."""
    if month is None:
        return begin, begin + sum(lengths) - 1
    if not 1 <= month <= len(lengths) or lengths[month - 1] < 1:
        return None
    begin += sum(lengths[: month - 1])
    if day is None:
        return begin, begin + lengths[month - 1] - 1
    return (begin + day - 1, begin + day - 1) if 1 <= day <= lengths[month - 1] else None
