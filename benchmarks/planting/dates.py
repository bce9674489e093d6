"""Dates in lattice minutes, in the oracle's own reckoning: every month has as many day slots as the longest.

So years and months are exact differences whatever the calendar.  The Gregorian calendar has 31 slots a month
and 12 months; a story's own is read from the text of its settings.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, cached_property
from typing import Any, NamedTuple

FAR = 10**12
"""Farther than anything."""
Leap = Callable[[int], bool]


class Month(NamedTuple):
    """A month with the days behind it: its days alone, all of them, and all of them in leap years."""

    name: str
    named: int
    days: int
    leap: int


class Read(NamedTuple):
    """First and last minute of a date, and what is wrong with it (names of rules).

    ``loose``: the last minute of the loosest reading, which takes in the slots that no day fills.
    """

    low: int
    high: int
    loose: int
    faults: tuple[str, ...] = ()


class Dates:
    """The arithmetic of one calendar.  ``DAY``, ``WEEK``, ``MONTH`` and ``YEAR`` are in minutes."""

    def __init__(
        self,
        months: list[Month],
        leap: Leap,
        cycle: int,
        weekdays: list[str],
        seasons: dict[str, tuple[tuple[int, int], tuple[int, int]]],
        hours: int = 24,
        eras: dict[str, int] | None = None,
        feasts: dict[str, tuple[int, int, int]] | None = None,
    ) -> None:
        self.months, self.leap, self.cycle, self.weekdays, self.seasons = (
            months,
            leap,
            cycle,
            weekdays,
            seasons,
        )
        self.eras = eras or {}  # "rr": the year before its year 1
        self.feasts = feasts or {}  # name: month, first day, days
        self.slots = max(max(m.days, m.leap) for m in months)
        self.DAY = hours * 60
        self.WEEK = len(weekdays) * self.DAY
        self.MONTH = self.slots * self.DAY
        self.YEAR = len(months) * self.MONTH
        self.known = 0  # weekday of ordinal 0
        self.year_slots = self.slots * len(months)
        words = "|".join(re.escape(word.lower()) for word in (*[m.name for m in months], *self.feasts))
        days = "|".join(re.escape(word.lower()) for word in weekdays)
        era = "|".join(re.escape(word) for word in self.eras)
        number = r"-?\d{1,5}" + (rf"(?: (?:{era}))?|(?:{era}) \d{{1,5}}" if era else "")
        self._words = re.compile(
            rf"(?:(?P<season>{'|'.join(seasons)}), )?(?:(?P<weekday>{days}) )?(?:(?P<day>\d{{1,2}}) )?"
            rf"(?:(?P<month>{words}) )?(?P<year>{number})"
        )
        self._seasonal = re.compile(rf"(?P<season>{'|'.join(seasons)}) (?P<year>{number})")
        self._figures = re.compile(
            rf"(?:(?P<season>{'|'.join(seasons)}), )?(?:(?P<weekday>{days}) )?"
            r"(-?\d{1,5})-(\d\d)(?:-(\d\d))?(?: (\d\d):(\d\d))?"
        )

    # ---- the year -----------------------------------------------------------------------------------------

    def month_days(self, year: int, month: int) -> int:
        """The length of a month, with the days behind it."""
        found = self.months[month - 1]
        return found.leap if self.leap(year) else found.days

    def slot(self, year: int, month: int, day: int) -> int:
        """The lattice minute at which a day begins."""
        return (year * self.year_slots + (month - 1) * self.slots + day - 1) * self.DAY

    def of(self, minute: int) -> tuple[int, int, int]:
        """Year, month and day (or slot without a day) of a lattice minute."""
        slot = minute // self.DAY
        within = slot % self.year_slots
        return slot // self.year_slots, within // self.slots + 1, within % self.slots + 1

    def settle(self, minute: int) -> int:
        """The nearest day that exists, at the same time of day."""
        year, month, day = self.of(minute)
        return self.slot(year, month, min(day, self.month_days(year, month))) + minute % self.DAY

    def owned(self, minute: int) -> int:
        """The last slot before the next day that exists: the last day of a month owns what follows."""
        year, month, day = self.of(minute)
        if day == self.month_days(year, month):
            return self.slot(year, month, 1) + self.MONTH - 1
        return minute // self.DAY * self.DAY + self.DAY - 1

    # ---- real days ----------------------------------------------------------------------------------------

    @cached_property
    def _starts(self) -> list[int]:
        """Real days before each year of a cycle; the last one is the length of the cycle."""
        found = [0]
        for year in range(self.cycle):
            found.append(found[-1] + sum(m.leap if self.leap(year) else m.days for m in self.months))
        return found

    def ordinal(self, minute: int) -> int:
        """The number of a real day, counted from the first of year 0."""
        year, month, day = self.of(minute)
        rounds, rest = divmod(year, self.cycle)
        before = sum(self.month_days(year, n) for n in range(1, month))
        return (
            rounds * self._starts[-1]
            + self._starts[rest]
            + before
            + min(day, self.month_days(year, month))
            - 1
        )

    def day(self, ordinal: int) -> int:
        """The lattice minute at which a real day begins."""
        rounds, rest = divmod(ordinal, self._starts[-1])
        year = next(n for n in range(self.cycle) if self._starts[n + 1] > rest)
        rest -= self._starts[year]
        year += rounds * self.cycle
        month = 1
        while rest >= self.month_days(year, month):
            rest -= self.month_days(year, month)
            month += 1
        return self.slot(year, month, rest + 1)

    def move(self, minute: int, real: int) -> int:
        """A lattice minute some real minutes later."""
        total = self.ordinal(minute) * self.DAY + minute % self.DAY + real
        return self.day(total // self.DAY) + total % self.DAY

    @cached_property
    def _slots_of_days(self) -> list[int]:
        found = []
        for year in range(self.cycle):
            for month in range(1, len(self.months) + 1):
                first = self.slot(year, month, 1) // self.DAY
                found += range(first, first + self.month_days(year, month))
        return found

    @cache  # noqa: B019 - there are only two calendars
    def phantoms(self, days: int) -> tuple[int, int]:
        """The fewest and the most slots without a day within so many days, over a cycle of leap years."""
        if days <= 0:
            return 0, 0
        slots = self._slots_of_days
        span, whole = len(slots), self.cycle * self.year_slots
        gaps = {
            slots[(n + days) % span] + whole * ((n + days) // span) - slots[n] - days for n in range(span)
        }
        return min(gaps), max(gaps)

    def lattice_span(self, real: int, most: bool) -> int:
        """Lattice minutes that so many real minutes take at the least, or at the most."""
        if real >= FAR:
            return FAR
        days = -(-real // self.DAY) if most else real // self.DAY
        return real + self.DAY * self.phantoms(days)[1 if most else 0]

    def weekday(self, minute: int) -> int:
        """The number of the weekday of a day."""
        return (self.ordinal(minute) + self.known) % len(self.weekdays)

    # ---- text ---------------------------------------------------------------------------------------------

    def date_of(self, minute: int, precision: str) -> str:
        """A date: in figures ("year", "month", "day"), in words ("named", "era"), with its day ("full")."""
        year, month, day = self.of(minute)
        match precision:
            case "year":
                return f"{year}"
            case "month":
                return f"{year}-{month:02}"
            case "day":
                return f"{year}-{month:02}-{day:02}"
        if precision == "full":
            return f"{self.weekdays[self.weekday(minute)]} {self.date_of(minute, 'named')}"
        named = self.months[month - 1].named
        era = next((era for era, zero in self.eras.items() if year > zero), "")
        words = f"{year - self.eras[era]} {era.upper()}" if era and precision == "era" else f"{year}"
        if day <= named:
            return f"{day} {self.months[month - 1].name} {words}"
        feast = next(
            (n for n, (m, first, days) in self.feasts.items() if m == month and first <= day < first + days),
            "",
        )
        if not feast:
            return self.date_of(minute, "day")
        return f"{day - self.feasts[feast][1] + 1} {feast} {words}"

    def stretch_of(self, text: str) -> Read | None:
        """First and last minute of a date, with the rules it breaks by itself; None where it is none."""
        low = text.strip().lower()
        if (found := self._figures.fullmatch(low)) is not None:
            season, weekday, *parts = found.groups()
            if parts[3] and not parts[2]:
                return None
            year, month, day = (int(n or 0) for n in parts[:3])
            clock = int(parts[3]) * 60 + int(parts[4]) if parts[3] else None
            return self._checked(year, month, day, clock, season, weekday)
        if (found := self._seasonal.fullmatch(low)) is not None:
            (first, last), year = self.seasons[found["season"]], self._year(found["year"])
            if last < first:  # over the turn of the year, either end of it
                return self._span(self.slot(year - 1, *first), self.slot(year + 1, *last))
            return self._span(self.slot(year, *first), self.slot(year, *last))
        if (found := self._words.fullmatch(low)) is None:
            return None
        year, day, name = self._year(found["year"]), int(found["day"] or 0), found["month"]
        if not name:
            if day or found["weekday"] or found["season"]:
                return None
            return self._checked(year, 0, 0, None, None, None)
        feast = next((f for n, f in self.feasts.items() if n.lower() == name), None)
        if feast is not None:
            month, first, days = feast
            if day > days:
                return Read(0, 0, 0, ("date-not-in-calendar",))
            if not day:
                return self._span(self.slot(year, month, first), self.slot(year, month, first + days - 1))
            return self._checked(year, month, first + day - 1, None, found["season"], found["weekday"])
        month = next(n for n, m in enumerate(self.months, 1) if m.name.lower() == name)
        one = self.months[month - 1]
        if day > (one.leap if self.leap(year) and one.named == one.days else one.named):
            return Read(0, 0, 0, ("date-not-in-calendar",))
        return self._checked(year, month, day, None, found["season"], found["weekday"])

    def _year(self, text: str) -> int:
        era = next((era for era in self.eras if era in text), "")
        return int(text.replace(era, "")) + self.eras[era] if era else int(text)

    def _checked(
        self, year: int, month: int, day: int, clock: int | None, season: str | None, weekday: str | None
    ) -> Read:
        wrong = Read(0, 0, 0, ("date-not-in-calendar",))
        if not month:
            last = len(self.months)
            high = self.slot(year, last, self.month_days(year, last)) + self.DAY - 1
            return Read(self.slot(year, 1, 1), high, self.owned(high))
        if month > len(self.months):
            return wrong
        last = self.month_days(year, month)
        if day > last or (clock or 0) >= self.DAY:
            return wrong
        low, high = self.slot(year, month, day or 1), self.slot(year, month, day or last) + self.DAY - 1
        faults = []
        if weekday and day and self.weekdays[self.weekday(low)].lower() != weekday:
            faults.append("wrong-weekday")
        if season and not self._in_season(low, high, season):
            faults.append("wrong-season")
        if clock is not None:
            return Read(low + clock, low + clock, low + clock, tuple(faults))
        loose = self.owned(high)
        return Read(low, high if day else loose, loose, tuple(faults))

    def _span(self, low: int, last: int) -> Read:
        high = self.owned(last + self.DAY - 1)
        return Read(low, high, high)

    def _in_season(self, low: int, high: int, season: str) -> bool:
        first, last = self.seasons[season]
        days = {self.of(minute)[1:] for minute in range(low, high, self.DAY)}
        return any(first <= d <= last if first <= last else d >= first or d <= last for d in days)


def _gregorian() -> Dates:
    names = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
             "November", "December")  # fmt: skip
    lengths = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    months = [Month(n, d, d, 29 if d == 28 else d) for n, d in zip(names, lengths, strict=True)]
    found = Dates(
        months,
        lambda year: year % 4 == 0 and (year % 100 != 0 or year % 400 == 0),
        400,
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
        {
            "spring": ((3, 1), (6, 21)), "summer": ((6, 1), (9, 23)), "autumn": ((9, 1), (12, 21)),
            "winter": ((12, 1), (3, 20)),
        },
    )  # fmt: skip
    found.known = -found.ordinal(found.slot(2004, 7, 12)) % 7  # a Monday
    return found


GREGORIAN = _gregorian()


def declared(settings: dict[str, Any]) -> Dates:
    """The calendar that the settings of a bible declare; the Gregorian one where they declare none."""
    calendars = settings.get("calendars")
    if not calendars:
        return GREGORIAN
    return _declared(repr(calendars), next(iter(calendars.values())))


_KNOWN: dict[str, Dates] = {}


def _declared(key: str, given: dict[str, Any]) -> Dates:
    if key in _KNOWN:
        return _KNOWN[key]
    months: list[Month] = []
    feasts: dict[str, tuple[int, int, int]] = {}
    for one in given["months"]:
        days = int(one["days"])
        if str(one.get("intercalary")) == "yes":
            before = months[-1]
            feasts[str(one["name"])] = len(months), before.days + 1, days
            months[-1] = before._replace(days=before.days + days, leap=before.leap + days)
        else:
            months.append(Month(str(one["name"]), days, days, int(one.get("leap", days))))
    step = int(str(given["leap"]).removeprefix("every "))
    seasons = {}
    for name, text in given["seasons"].items():
        (first, day), (last, end) = (part.rsplit(" ", 1) for part in text.split(" to "))
        numbers = {m.name: n for n, m in enumerate(months, 1)}
        seasons[str(name)] = (numbers[first], int(day)), (numbers[last], int(end))
    found = Dates(
        months, lambda year: year % step == 0, step, [str(day) for day in given["weekdays"]], seasons,
        int(given.get("hours", 24)), {str(e["short"]).lower(): int(e["year_1"]) - 1 for e in given["eras"]},
        feasts,
    )  # fmt: skip
    weekday, _, day = str(given["known_day"]).partition(" ")
    plain = found.stretch_of(day)
    assert plain is not None
    found.known = (found.weekdays.index(weekday) - found.ordinal(plain.low)) % len(found.weekdays)
    _KNOWN[key] = found
    return found
