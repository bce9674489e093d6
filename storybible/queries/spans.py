"""Lengths of time as an answer gives them: years as a number, and words."""

from __future__ import annotations

from dataclasses import dataclass

from storybible.calendars import GREGORIAN, Calendar
from storybible.when import duration_text


@dataclass(frozen=True, slots=True)
class Duration:
    """A length in lattice minutes; negative where the second moment comes first."""

    minutes: int
    calendar: Calendar = GREGORIAN

    @property
    def years(self) -> float:
        """The same in years, unrounded."""
        return self.minutes / self.calendar.YEAR

    @property
    def text(self) -> str:
        """The same in words: "2 years 6 months", "less than 15 years before"."""
        words = length_words(abs(self.minutes), self.calendar)
        return f"{words} before" if self.minutes < 0 else words


def length_words(minutes: int, calendar: Calendar = GREGORIAN) -> str:
    """A length in words; what misses a whole day by less than an hour says so.

    Strict readings ("after", "almost", "[2½, 3½) years") miss their round number by one minute, and a
    reader wants the round number: "more than 13 years", "less than 3 years 6 months".
    """
    day, hour = calendar.DAY, calendar.HOUR
    beyond = minutes % day
    if minutes > day and 0 < beyond < hour:
        return f"more than {duration_text(minutes - beyond, calendar)}"
    if beyond > day - hour:
        return f"less than {duration_text(minutes - beyond + day, calendar)}"
    return duration_text(minutes, calendar)
