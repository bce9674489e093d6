"""Lengths of time as people say them."""

from __future__ import annotations

from storybible.calendars import DAY, HOUR, MONTH, YEAR

_STEPS = ((YEAR, "year", MONTH, "month"), (MONTH, "month", DAY, "day"), (DAY, "day", HOUR, "hour"),
          (HOUR, "hour", 1, "minute"))  # fmt: skip


def duration_years(minutes: int) -> float:
    """Lattice minutes as years, not rounded."""
    return minutes / YEAR


def duration_text(minutes: int) -> str:
    """Lattice minutes in at most two units: "2 years 6 months", "3 days", "5 hours", "0 minutes".

    Rounded to the nearest of the smaller unit: years to months, months to days, days to hours.  A
    negative length has a minus sign.
    """
    if minutes < 0:
        return f"-{duration_text(-minutes)}"
    for unit, name, part, part_name in _STEPS:
        rounded = (minutes + part // 2) // part * part
        if rounded >= unit:
            whole, rest = divmod(rounded, unit)
            text = _count(whole, name)
            return f"{text} {_count(rest // part, part_name)}" if rest >= part else text
    return _count(minutes, "minute")


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
