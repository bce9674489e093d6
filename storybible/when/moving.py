"""Amounts counted in the real calendar, from a date or from a day that is known."""

from __future__ import annotations

from storybible.calendars import Calendar
from storybible.when.terms import Amount


def ends(amount: Amount, loose: bool) -> tuple[tuple[int, int], tuple[int, int] | None]:
    """(months, real minutes) of the smaller and the larger end."""
    if amount.real is None:
        lower, upper = (amount.loose_lower, amount.loose_upper) if loose else (amount.lower, amount.upper)
        return (lower, 0), None if upper is None else (upper, 0)
    low, high = amount.real[2:] if loose else amount.real[:2]
    return (amount.months_low, low), None if high is None else (amount.months_high, high)


def from_day(
    amount: Amount, after: bool, day: int, loose: bool, calendar: Calendar
) -> tuple[int, int | None]:
    """The distance (counted away from the anchor) to the ends of an amount, from any time of a day."""
    near, far = ends(amount, loose)
    low = max(1, _distance(near, after, day, amount.pinned, False, calendar))
    if far is None:
        return low, None
    return low, max(low, _distance(far, after, day, amount.pinned, True, calendar))


def _distance(
    end: tuple[int, int], after: bool, day: int, pinned: bool, most: bool, calendar: Calendar
) -> int:
    """Lattice minutes from any time of ``day`` to one end of an amount, counted away from it.

    Months land on a day that exists: a month after 31 January is 28 or 29 February, and so is each day from
    28 to 31 January a month before 28 February.  A year after 29 February is 28 February or 1 March, for
    people keep either.
    """
    months, real = end
    sign = 1 if after else -1
    target = day + sign * months
    if pinned and (months or not real):
        settled = calendar.settle(target)
        if months and not after and not most and settled == target:
            settled = calendar.settle(calendar.owned(day) - months)
        if settled != target:
            if calendar.is_leap_day(day) and most == after:
                settled = calendar.add_days(settled, 1)
            months, target = sign * (settled - day), settled
    if not real:
        return months
    span = calendar.stretch_from(calendar.midnight(calendar.settle(target)), sign * real, most == after)
    return months + sign * span


def move(point: int, end: tuple[int, int], sign: int, pinned: bool, later: bool, calendar: Calendar) -> int:
    """One end of a date moved by one end of an amount: first the months, then the real minutes."""
    months, real = end
    target = point + sign * months
    if pinned and months:
        settled = calendar.settle(target)
        leap_day = target != settled and calendar.is_leap_day(point)
        if sign < 0 and later and settled == target:
            settled = calendar.settle(calendar.owned(point) - months)
        target = calendar.add_days(settled, 1) if leap_day and later else settled
    if real:
        target = calendar.add_minutes(target, sign * real)
    return target


def around(point: int, unit: int, calendar: Calendar, step: int = 0) -> tuple[int, int]:
    """First and last minute of the unit that holds a point, or of one ``step`` units on."""
    year, month, _, _ = calendar.from_lattice(point)
    day = calendar.DAY
    if unit == calendar.YEAR:
        first = calendar.to_lattice(year + step)
        return first, first + unit - 1
    if unit == calendar.MONTH:
        first = calendar.to_lattice(year, month) + step * unit
        return first, calendar.settle(first + unit - day) + day - 1
    days = unit // day
    number = calendar.day_number(point) + step * days
    last = number + days - 1
    if unit == calendar.WEEK and calendar.week_known:
        number -= calendar.weekday(calendar.from_day_number(number))
        last = number + days - 1
    elif unit == calendar.WEEK:
        number -= days - 1  # the week may have begun on any of these days
    return calendar.from_day_number(number), calendar.from_day_number(last) + day - 1


def weekday_from(point: int, weekday: int, after: bool, week: int, calendar: Calendar) -> tuple[int, int]:
    """The first and the last midnight that may be the nearest such weekday strictly after, or before, the
    day of a point: the same one, unless the calendar does not say which day is which."""
    number = calendar.day_number(point)
    if not calendar.week_known:
        first, last = (number + 1, number + week) if after else (number - week, number - 1)
        return calendar.from_day_number(first), calendar.from_day_number(last)
    today = calendar.weekday(point)
    if after:
        found = calendar.from_day_number(number + ((weekday - today - 1) % week) + 1)
    else:
        found = calendar.from_day_number(number - ((today - weekday - 1) % week) - 1)
    return found, found
