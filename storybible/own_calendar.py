"""A story's own calendar: its months, leap years, weekdays, eras and hours, as exact as the Gregorian one.

The same lattice, with other numbers: every month has as many slots as the longest one has days, every
year as many months.  Days between two months are counted on from the month before, so that "one month
later" passes them by and a year has its twelve (or ten) months; only the last of these days may be one
that leap years alone have, so that every day of the year keeps its slot.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from storybible.calendars import Calendar, Season


class Feast(NamedTuple):
    """Days between two months; ``leap``: how many they are in a leap year."""

    name: str
    days: int
    leap: int


class Month(NamedTuple):
    """A month, its days in common years and in leap years, and the days between it and the next month."""

    name: str
    days: int
    leap: int
    feasts: tuple[Feast, ...] = ()

    def length(self, leap: bool) -> int:
        """All its days, those behind it too."""
        if leap:
            return self.leap + sum(feast.leap for feast in self.feasts)
        return self.days + sum(feast.days for feast in self.feasts)


class Leap(NamedTuple):
    """Which years are leap years: those whose remainder by ``cycle`` is among ``years``.

    A cycle of 0 means that ``years`` are the leap years themselves, and there are no others.
    """

    cycle: int = 1
    years: tuple[int, ...] = ()


class Era(NamedTuple):
    """``year = first + direction * n``; ``years``: how many it has, None where it has no end."""

    name: str
    first: int
    direction: int = 1
    years: int | None = None


class Shape(NamedTuple):
    """Everything a writer declares of a calendar, checked."""

    id: str
    months: tuple[Month, ...]
    leap: Leap = Leap()
    weekdays: tuple[str, ...] = ()
    hours: int = 24
    minutes: int = 60
    eras: tuple[Era, ...] = ()
    known_eras: Mapping[str, tuple[int, int]] = {}
    seasons: Mapping[str, Season] = {}
    short: Mapping[str, int] = {}


class OwnCalendar(Calendar):
    """A calendar of the shape that a story declares."""

    own = True
    week_known = False
    few_years = None
    few_days = 0

    def __init__(self, shape: Shape) -> None:
        months = shape.months
        self.shape = shape
        self._lengths = [(month.length(False), month.length(True)) for month in months]
        self._before = [
            [sum(lengths[leap] for lengths in self._lengths[:n]) for n in range(len(months))]
            for leap in (0, 1)
        ]
        self._year = sum(common for common, _ in self._lengths)
        self._more = sum(leap - common for common, leap in self._lengths)
        self._leap_years = frozenset(shape.leap.years)
        slots = max(max(lengths) for lengths in self._lengths)
        # The units are constants of the class for the Gregorian calendar, and of the object here.
        self.HOUR = shape.minutes
        self.DAY = shape.hours * shape.minutes
        self.WEEK = (len(shape.weekdays) or 7) * self.DAY
        self.MONTH = slots * self.DAY
        self.YEAR = len(months) * self.MONTH
        self.month_days = max(max(month.days, month.leap) for month in months)
        self.cycle_years = shape.leap.cycle or 1
        self.cycle_days = self.cycle_years * self._year
        if shape.leap.cycle:
            self.cycle_days += self._more * len(shape.leap.years)
        self.leap_slots = frozenset(
            n * slots + day for n, (common, leap) in enumerate(self._lengths) for day in range(common, leap)
        )
        self.feasts = {}
        for number, month in enumerate(months, 1):
            day = month.days + 1
            for feast in month.feasts:
                self.feasts[folded(feast.name)] = number, day
                day += feast.days
        self._feasts = {folded(feast.name): feast for month in months for feast in month.feasts}
        self.era_years = {era_key(e.name): e.years for e in shape.eras if e.years is not None}
        eras = dict(shape.known_eras) | {era_key(e.name): (e.first, e.direction) for e in shape.eras}
        self._shown = sorted(
            shape.eras, key=lambda e: (e.direction < 0, -e.first if e.direction > 0 else e.first)
        )
        super().__init__(
            shape.id, months=[m.name for m in months], weekdays=list(shape.weekdays), eras=eras,
            seasons=dict(shape.seasons),
        )  # fmt: skip
        if not shape.known_eras:  # not the Gregorian months: no abbreviations but the writer's
            self.month_words = {folded(month.name): n for n, month in enumerate(months, 1)}
        self.month_words.update(shape.short)
        self.weekday_words = {folded(name): n for n, name in enumerate(shape.weekdays)}
        self.phrases = _phrases(
            [*self.month_words, *self.weekday_words, *self.feasts, *self.eras, *self.seasons]
        )
        self._known = 0
        self._common: OwnCalendar | None = None

    def set_weekday(self, point: int, weekday: int) -> None:
        """Let the day of ``point`` be a weekday (0 is the first); all others follow."""
        self._known = (weekday - self.day_number(point)) % max(1, len(self.weekdays))
        self.week_known = bool(self.weekdays)

    # The shape of the year

    def is_leap(self, year: int) -> bool:
        """Whether ``year`` is a leap year."""
        cycle = self.shape.leap.cycle
        return (year % cycle if cycle else year) in self._leap_years

    def month_length(self, year: int, month: int) -> int:
        """Real days of a month and of the days behind it that belong to no month."""
        return self._lengths[month - 1][self.is_leap(year)]

    def named_length(self, year: int, month: int) -> int:
        """Real days of the month alone."""
        found = self.shape.months[month - 1]
        return found.leap if self.is_leap(year) else found.days

    def feast_days(self, year: int, name: str) -> int:
        """How many days of a name between two months the year has."""
        feast = self._feasts[name]
        return feast.leap if self.is_leap(year) else feast.days

    def days_before_year(self, year: int) -> int:
        """Real days from the first day of year 0 to the first of ``year``; negative before year 0."""
        cycle, years = self.shape.leap
        if cycle:
            cycles, rest = divmod(year, cycle)
            leaps = cycles * len(years) + bisect_left(years, rest)
        else:
            leaps = bisect_left(years, year) - bisect_left(years, 0)
        return year * self._year + leaps * self._more

    def days_before_month(self, year: int, month: int) -> int:
        """Real days of ``year`` before a month."""
        return self._before[self.is_leap(year)][month - 1]

    def weekday(self, point: int) -> int:
        """0 for the first weekday; only where ``week_known``."""
        return (self.day_number(point) + self._known) % max(1, len(self.weekdays))

    def phantoms(self, days: int) -> tuple[int, int]:
        """As in every calendar; where the leap years are a list of their own, a sound but wider answer.

        Without its leap days a stretch is one in the calendar of common years, and spans what that
        spans, but for its two ends, which may themselves be leap days.
        """
        if self.shape.leap.cycle or not self._more or not days:
            return super().phantoms(days)
        if self._common is None:
            self._common = OwnCalendar(self.shape._replace(leap=Leap()))
        ends = self._more
        leaps = ends * min(len(self._leap_years), days // self._year + 2)
        fewest = self._common.phantoms(max(0, days - leaps - ends))[0] - leaps - 2 * ends
        return max(0, fewest), self._common.phantoms(days + ends)[1] + 2 * ends

    # Text

    def year_words(self, year: int) -> str:
        """A year in the era it falls in: ``1401 SR``; the bare number before the first era."""
        for era in self._shown:
            count = (year - era.first) * era.direction
            if count >= 1 and (era.years is None or count <= era.years):
                return f"{count} {era.name}"
        return super().year_words(year)

    def _last(self, point: int, counted: bool) -> str:
        year, month, day, _ = self.from_lattice(point)
        if not counted and day > self.named_length(year, month) and month < len(self.months):
            return self.in_words(point, "day")  # the month's name alone would hide that it is over
        return super()._last(point, counted)

    def day_words(self, year: int, month: int, day: int) -> str:
        """A day of a year: ``12 Solmath``, ``2 Lithe``; a day of its own by its name alone."""
        found = self.shape.months[month - 1]
        length = self.named_length(year, month)
        if day > length:
            day -= length
            for feast in found.feasts:
                count = feast.leap if self.is_leap(year) else feast.days
                if day <= count:
                    return feast.name if count == 1 else f"{day} {feast.name}"
                day -= count
        return f"{day} {found.name}"


_PLAIN = {**dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"), **dict.fromkeys(map(ord, "‘’‚′"), "'")}


def folded(name: str) -> str:
    """A name as the grammar compares it: lower case, plain signs, single blanks."""
    return " ".join(name.translate(_PLAIN).lower().split())


def era_key(name: str) -> str:
    """An era's name as the grammar compares it: without full stops."""
    return folded(name).replace(".", "")


def _phrases(names: Sequence[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The names of several words, by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in names:
        words = tuple(name.split())
        if len(words) > 1:
            found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(set(all_), key=lambda w: (-len(w), w))) for first, all_ in found.items()}
