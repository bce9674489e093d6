"""Story dates as whole numbers, so that calendar talk becomes exact arithmetic.

Lattice time counts minutes.  Every year has 372 day slots and every month 31, whatever its real
length, so "aged 25" and "three years and two months later" are exact differences although no date is
known.  The slots that no real day fills (30 February, 31 April ...) are *phantom slots*: the last day
of a month owns the ones after it, which is what :meth:`Calendar.settle` does.  Only counts of days,
hours and minutes need care; :meth:`Calendar.stretch` bounds what they span when no date is known, and
:meth:`Calendar.add_minutes` counts them exactly when one is.

Years are astronomical: there is a year 0, negative years are fine, and no year is too far away.  The
standard library's ``datetime`` knows only the years 1 to 9999, so nothing here computes with it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

from storybible.moons import Moon
from storybible.units import unit_words

MINUTE = 1
HOUR = 60
DAY = 24 * HOUR
WEEK = 7 * DAY
MONTH = 31 * DAY
YEAR = 12 * MONTH

YEAR_LIMIT = 9_999_999
"""The farthest year, before or after year 0, that an expression may name."""

MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)  # days before each month, no leap day

# An era maps "n ERA" onto year first + direction * n.
ERAS: dict[str, tuple[int, int]] = {"ad": (0, 1), "ce": (0, 1), "bc": (1, -1), "bce": (1, -1)}

# Hulls of what people mean, months and days of a year offset: from the first of the month in which the
# season begins to the eve of the equinox or solstice that ends it.  "Winter 2004" may be either end of it.
Season = tuple[tuple[int, int, int], tuple[int, int, int]]  # ((year offset, month, day) first, last)
_SPRING: Season = ((0, 3, 1), (0, 6, 21))
_SUMMER: Season = ((0, 6, 1), (0, 9, 23))
_AUTUMN: Season = ((0, 9, 1), (0, 12, 21))
_WINTER: Season = ((-1, 12, 1), (1, 3, 20))
NORTHERN: dict[str, Season] = {
    "spring": _SPRING,
    "summer": _SUMMER,
    "autumn": _AUTUMN,
    "fall": _AUTUMN,
    "winter": _WINTER,
}
SOUTHERN: dict[str, Season] = {
    "spring": _AUTUMN,
    "summer": _WINTER,
    "autumn": _SPRING,
    "fall": _SPRING,
    "winter": _SUMMER,
}


class Calendar:
    """The proleptic Gregorian calendar; :mod:`storybible.own_calendar` builds a story's own on it.

    A calendar is its unit constants (minutes), :meth:`month_length`, :meth:`days_before_year`,
    :meth:`days_before_month` and :meth:`year_of_day`; everything else follows from these.
    ``eras`` maps a lower-case era to (first, direction): year = first + direction * n.
    """

    MINUTE = MINUTE
    HOUR = HOUR
    DAY = DAY
    WEEK = WEEK
    MONTH = MONTH
    YEAR = YEAR

    own = False
    """Whether it is a story's own."""
    month_days = 31
    """Days of the longest month, without the days between two months that are counted with it."""
    cycle_years = 400
    """After so many years the leap years repeat."""
    cycle_days = 146_097
    few_years: tuple[int, int, int] | None = (95, 111, 117)
    """Years that hold every pattern of leap years a few years can meet: from, to, end of the table."""
    few_days = 4 * 365
    """Fewer real days than this are a few years: they see at most one skipped leap day."""
    leap_slots = frozenset({59})
    """The slots within a year that hold a day in leap years only."""
    week_known = True
    """Whether it is known which weekday a day is."""
    phrases: Mapping[str, tuple[tuple[str, ...], ...]] = {}
    """Names of several words by their first word: a grammar must take them as one."""
    feasts: Mapping[str, tuple[int, int]] = {}
    """Lower-case names of days between two months: the month before, and the day of it they begin on."""
    era_years: Mapping[str, int] = {}
    """How many years an era has, where that is known."""
    moons: tuple[Moon, ...] = ()
    """The moons that the story declares."""

    def __init__(
        self,
        id: str = "gregorian",
        *,
        months: list[str] = MONTHS,
        weekdays: list[str] = WEEKDAYS,
        eras: dict[str, tuple[int, int]] = ERAS,
        seasons: dict[str, Season] = NORTHERN,
    ) -> None:
        self.id = id
        self.months = months
        self.weekdays = weekdays
        self.eras = eras
        self.seasons = seasons
        self.month_words = _month_words(months)
        self.weekday_words = _weekday_words(weekdays)
        self._tables: dict[int, tuple[list[int], list[int], int, int]] = {}
        self._phantoms: dict[int, tuple[int, int]] = {0: (0, 0)}
        self.units = unit_words(self.HOUR, self.DAY, self.WEEK, self.MONTH, self.YEAR)

    # The shape of the year

    def is_leap(self, year: int) -> bool:
        """Whether the astronomical ``year`` has a 29 February."""
        return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)

    def month_length(self, year: int, month: int) -> int:
        """Real days in a month (1 to 12)."""
        return 29 if month == 2 and self.is_leap(year) else _LENGTHS[month - 1]

    def named_length(self, year: int, month: int) -> int:
        """The same without days between two months that are counted on from the month before."""
        return self.month_length(year, month)

    def feast_days(self, year: int, name: str) -> int:
        """How many days of a name between two months (a key of ``feasts``) the year has."""
        return 0

    def is_valid(self, year: int, month: int = 1, day: int = 1) -> bool:
        """Whether the date exists in this calendar."""
        return 1 <= month <= len(self.months) and 1 <= day <= self.month_length(year, month)

    def days_before_year(self, year: int) -> int:
        """Real days from 0000-01-01 to 1 January of ``year``; negative before year 0."""
        return 365 * year + (year + 3) // 4 - (year + 99) // 100 + (year + 399) // 400

    def days_before_month(self, year: int, month: int) -> int:
        """Real days of ``year`` before a month."""
        return _BEFORE[month - 1] + (1 if month > 2 and self.is_leap(year) else 0)

    def is_leap_day(self, point: int) -> bool:
        """Whether the slot of ``point`` holds a day in leap years only."""
        return point // self.DAY % (self.YEAR // self.DAY) in self.leap_slots

    def year_of_day(self, number: int) -> int:
        """The year that holds the real day ``number`` (0 is 0000-01-01)."""
        year = number * self.cycle_years // self.cycle_days
        while self.days_before_year(year) > number:
            year -= 1
        while self.days_before_year(year + 1) <= number:
            year += 1
        return year

    # Lattice points and real days

    def to_lattice(self, year: int, month: int = 1, day: int = 1, minute: int = 0) -> int:
        """The lattice minute of a date and a minute of its day; the date is not checked."""
        return year * self.YEAR + (month - 1) * self.MONTH + (day - 1) * self.DAY + minute

    def from_lattice(self, point: int) -> tuple[int, int, int, int]:
        """Year, month, day and minute of the day; a phantom slot reads as the last day of its month."""
        year, rest = divmod(point, self.YEAR)
        month, rest = divmod(rest, self.MONTH)
        day, minute = divmod(rest, self.DAY)
        return year, month + 1, min(day + 1, self.month_length(year, month + 1)), minute

    def midnight(self, point: int) -> int:
        """The first minute of the slot of ``point``."""
        return point // self.DAY * self.DAY

    def settle(self, point: int) -> int:
        """The same time on the day that owns the slot: the point itself unless its slot is a phantom."""
        return self.to_lattice(*self.from_lattice(point))

    def owned(self, point: int) -> int:
        """The same time on the last slot that the day of ``point`` owns."""
        year, month, day, minute = self.from_lattice(point)
        if day == self.month_length(year, month):
            return self.to_lattice(year, month, self.MONTH // self.DAY, minute)
        return self.to_lattice(year, month, day, minute)

    def day_number(self, point: int) -> int:
        """Real days from 0000-01-01 to the day of ``point``."""
        year, month, day, _ = self.from_lattice(point)
        return self.days_before_year(year) + self.days_before_month(year, month) + day - 1

    def from_day_number(self, number: int) -> int:
        """The lattice midnight that begins the real day ``number``."""
        year = self.year_of_day(number)
        day = number - self.days_before_year(year)
        month = 1
        while day >= (length := self.month_length(year, month)):
            day -= length
            month += 1
        return self.to_lattice(year, month, day + 1)

    def add_days(self, point: int, days: int) -> int:
        """``days`` real days on (or back), at the same time of day."""
        return self.from_day_number(self.day_number(point) + days) + point % self.DAY

    def add_minutes(self, point: int, minutes: int) -> int:
        """``minutes`` real minutes on (or back)."""
        days, minute = divmod(point % self.DAY + minutes, self.DAY)
        return self.from_day_number(self.day_number(point) + days) + minute

    def add_lattice(self, point: int, minutes: int) -> int:
        """Months and years on (or back), settled: a month after 31 January is 28 or 29 February."""
        return self.settle(self.settle(point) + minutes)

    def days_between(self, first: int, last: int) -> int:
        """Real days (midnights) from the day of ``first`` to the day of ``last``."""
        return self.day_number(last) - self.day_number(first)

    def real_minutes(self, first: int, last: int) -> tuple[int, int]:
        """The real minutes from 0000-01-01 of two lattice points; from a phantom slot, all of its day."""
        begin, end = (self.day_number(point) * self.DAY for point in (first, last))
        return (
            begin + (first % self.DAY if self.settle(first) == first else 0),
            end + (last % self.DAY if self.settle(last) == last else self.DAY - 1),
        )

    def weekday(self, point: int) -> int:
        """0 for Monday to 6 for Sunday."""
        return (self.day_number(point) + 5) % 7

    def age(self, birth: int, moment: int) -> int:
        """Completed years; who is born on 29 February is a year older on 1 March in common years."""
        return (self.settle(moment) - self.settle(birth)) // self.YEAR

    # What a count of days spans when no date is known

    def phantoms(self, days: int) -> tuple[int, int]:
        """The fewest and the most phantom slots that ``days`` real days on end can cross, at any date.

        A stretch crosses the phantom slots after each of its days.  The fullest stretch begins on the
        last day of a short month and the emptiest one right after such a day, so only those are tried;
        over 400 years the calendar repeats.
        """
        known = self._phantoms.get(days)
        if known is None:
            cycles, rest = divmod(days, self.cycle_days)
            ends, totals, first, last = self._short_months(rest < self.few_days)
            each = self.cycle_years * (self.YEAR // self.DAY) - self.cycle_days
            fewest, most = each, 0
            for i in range(first, last):
                fewest = min(fewest, totals[bisect_left(ends, ends[i] + 1 + rest)] - totals[i + 1])
                most = max(most, totals[bisect_left(ends, ends[i] + rest)] - totals[i])
            known = self._phantoms[days] = (cycles * each + fewest, cycles * each + most)
        return known

    def _short_months(self, few_years: bool) -> tuple[list[int], list[int], int, int]:
        """Days that end a short month, phantom slots up to each, and which of them to start from.

        For a few years it is enough to start in years 95 to 111, which hold every pattern of leap
        years that so short a stretch can meet (year 100 has no leap day).
        """
        table = self._tables.get(few_years)
        if table is None:
            whole = 0, self.cycle_years, 2 * self.cycle_years + 1
            begin, starts, end = self.few_years if few_years and self.few_years else whole
            ends: list[int] = []
            totals = [0]
            day = last = 0
            for year in range(begin, end):
                if year == starts:
                    last = len(ends)
                for month in range(1, len(self.months) + 1):
                    length = self.month_length(year, month)
                    day += length
                    if length * self.DAY < self.MONTH:
                        ends.append(day - 1)
                        totals.append(totals[-1] + self.MONTH // self.DAY - length)
            table = self._tables[few_years] = (ends, totals, 0, last)
        return table

    def stretch(self, minutes: int, most: bool) -> int:
        """The least (or ``most``) lattice minutes that ``minutes`` real minutes span, at any date."""
        if minutes < 0:
            return -self.stretch(-minutes, not most)
        if most:
            return minutes + self.phantoms(-(-minutes // self.DAY))[1] * self.DAY
        return minutes + self.phantoms(minutes // self.DAY)[0] * self.DAY

    def stretch_from(self, midnight: int, minutes: int, most: bool) -> int:
        """Like :meth:`stretch`, for a stretch that begins at any time of the day at ``midnight``.

        Negative ``minutes`` run backwards and give a negative span; ``most`` means the larger number.
        """
        days = -(-minutes // self.DAY) if most else minutes // self.DAY
        return minutes + self.from_day_number(self.day_number(midnight) + days) - midnight - days * self.DAY

    # Text

    def format(self, point: int, precision: str = "minute") -> str:
        """``2004-07-12 18:30``, cut at ``precision`` (year, month, day or minute); parses back."""
        year, month, day, minute = self.from_lattice(point)
        text = f"{year:04d}" if year >= 0 else str(year)
        if precision == "year":
            return text
        text += f"-{month:02d}"
        if precision == "month":
            return text
        text += f"-{day:02d}"
        return text if precision == "day" else f"{text} {minute // self.HOUR:02d}:{minute % self.HOUR:02d}"

    def in_words(self, point: int, precision: str = "day") -> str:
        """``12 July 2004 18:30``, ``12 July 2004``, ``July 2004`` or ``2004``; parses back."""
        year, month, day, minute = self.from_lattice(point)
        number = self.year_words(year)
        if precision == "year":
            plain = number.removeprefix("-").isdecimal()  # not in an era
            return f"year {year}" if year < 100 and plain else number
        if precision == "month":
            return f"{self.months[month - 1]} {number}"
        text = f"{self.day_words(year, month, day)} {number}"
        return text if precision == "day" else f"{text} {minute // self.HOUR:02d}:{minute % self.HOUR:02d}"

    def year_words(self, year: int) -> str:
        """A year as a reader writes it; "0012", because "12" might be a day."""
        return f"{year:04d}" if 0 <= year < 100 else str(year)

    def day_words(self, year: int, month: int, day: int) -> str:
        """A day of a year: ``12 July``."""
        return f"{day} {self.months[month - 1]}"

    def describe(self, lower: int | None, upper: int | None, counted: bool = False) -> str:
        """The shortest honest text for "not before ``lower`` and not after ``upper``".

        Both ends have the same precision.  Ends that are not at a midnight are widened to their day,
        unless both are one minute (and not one next to midnight, which follows from an order and is
        nobody's time of day).  What it says can be read back and then holds the interval.
        ``counted``: in days of the story ("day 14"), for a bible whose dates are written so.
        """
        if lower is None:
            return "at an unknown time" if upper is None else f"by {self._last(upper, counted)}"
        if upper is None:
            return f"{self._first(lower, counted)} or later"
        first, last = self.from_lattice(lower), self.from_lattice(upper)
        if first[:3] == last[:3] and not counted:
            known = lower == upper == self.settle(lower) and 10 < first[3] < DAY - 10
            return self.in_words(lower, "minute" if known else "day")
        begin, end = self._first(lower, counted), self._last(upper, counted)
        if not counted:
            unit = min(self._begins(lower), self._ends(upper), key=("day", "month", "year").index)
            begin, end = self.in_words(lower, unit), self.in_words(upper, unit)
        return begin if begin == end else f"between {begin} and {end}"

    def _first(self, point: int, counted: bool) -> str:
        """The longest unit that begins on the day of ``point``."""
        return f"day {self.day_number(point) + 1}" if counted else self.in_words(point, self._begins(point))

    def _last(self, point: int, counted: bool) -> str:
        """The longest unit that ends on the day of ``point``."""
        return f"day {self.day_number(point) + 1}" if counted else self.in_words(point, self._ends(point))

    def _begins(self, point: int) -> str:
        _, month, day, _ = self.from_lattice(point)
        return "day" if day > 1 else "month" if month > 1 else "year"

    def _ends(self, point: int) -> str:
        year, month, day, _ = self.from_lattice(point)
        if day < self.month_length(year, month):
            return "day"
        return "month" if month < len(self.months) else "year"


def _month_words(months: list[str]) -> dict[str, int]:
    """Lower-case month names and their first three letters, to 1 .. n."""
    words = {name.lower(): number for number, name in enumerate(months, 1)}
    for name, number in list(words.items()):
        words.setdefault(name[:3], number)
        words.setdefault(f"{name[:3]}.", number)
    if "september" in words:
        words.update({"sept": words["september"], "sept.": words["september"]})
    return words


def _weekday_words(weekdays: list[str]) -> dict[str, int]:
    """Lower-case weekday names to 0 .. n - 1."""
    return {name.lower(): number for number, name in enumerate(weekdays)}


GREGORIAN = Calendar()
"""The calendar of a bible that names none."""
