"""GEDCOM's dates as time expressions of the format.

Before a date goes to the library that knows the grammar of GEDCOM 5.5.1, it is brought into its words: those
of GEDCOM 7 (``JULIAN``, ``BCE``), and those that programs write all the same (``Bef. 1900``, ``12 July
1904``, ``1900-1910``, ``c 1850``).  ``BEF`` and ``AFT`` are read as "no later" and "no earlier than", as
GEDCOM 7 explains them and many files mean them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from storybible.calendars import GREGORIAN, MONTHS, YEAR_LIMIT
from storybible.interchange.gedcom import foreign

if TYPE_CHECKING:
    from ged4py.calendar import CalendarDate

LONGEST = 120  # characters; nothing longer is a date
Day = tuple[int, int, int]
"""Year (astronomical), month, day of the Gregorian calendar."""

_KEYWORDS = {
    "ABOUT": "ABT", "CIRCA": "ABT", "CA": "ABT", "C": "ABT", "~": "ABT", "BEFORE": "BEF", "ANTE": "BEF",
    "AFTER": "AFT", "POST": "AFT", "BETWEEN": "BET", "BTW": "BET", "&": "AND", "ESTIMATED": "EST",
    "CALCULATED": "CAL", "CALC": "CAL", "INTERPRETED": "INT",
    "BC": "B.C.", "BCE": "B.C.", "B.C": "B.C.", "B.C.E": "B.C.",
    "JULIAN": "@#DJULIAN@", "GREGORIAN": "@#DGREGORIAN@", "FRENCH_R": "@#DFRENCH_R@", "HEBREW": "@#DHEBREW@",
    **{month.upper(): month[:3].upper() for month in MONTHS}, "SEPT": "SEP",
}  # fmt: skip
_BEFORE_DATES = ("BET", "AND", "FROM", "TO", "BEF", "AFT", "ABT", "CAL", "EST")
_MONTHS = frozenset(month[:3].upper() for month in MONTHS)
_NOTHING = frozenset(("AD", "A.D", "CE", "C.E", "IN", "ON"))
_TOKEN = re.compile(r"@#D[^@]*@|[^\s,]+")
_IN_BRACKETS = re.compile(r"([^()]*)\((.*)\)\s*", re.S)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_GLUED = re.compile(r"(~|CA?|ABT|BEF|AFT)\.?(\d{3,4})")
_YEARS = re.compile(r"(\d{3,4})[-–](\d{3,4})")
_OLD_STYLE = re.compile(r"(@#DJULIAN@ (?:\d+ )?(?:JAN|FEB|MAR) )(\d{3,4})/(\d{2,4})\b")
_LOOSE_YEARS = 6  # as far as "about 1850" reaches, and a year for months and days
_HEDGES = {"ABOUT": "", "CALCULATED": "calculated", "ESTIMATED": "estimated"}


@dataclass(frozen=True, slots=True)
class Dated:
    """A date.  ``text`` is a time expression, "" where there is no word for it; then ``note`` keeps the date.

    Of a period from one date to another ``text`` is the beginning and ``until`` the end.  ``first`` and
    ``last`` are the widest bounds.
    """

    text: str
    first: Day | None = None
    last: Day | None = None
    until: str = ""
    note: str = ""

    @property
    def moment(self) -> str:
        """When something happened that happens once: some time of a period."""
        if not self.until or self.first is None or self.last is None:
            return self.text
        return f"between {day_text(*self.first)} and {day_text(*self.last)}"


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A date without hedge: ``text`` as the format writes it, ``single`` where it is a year, month or day."""

    text: str
    first: Day
    last: Day
    single: bool = True

    @property
    def first_text(self) -> str:
        """A date for the beginning."""
        return self.text if self.single else day_text(*self.first)

    @property
    def last_text(self) -> str:
        """A date for the end."""
        return self.text if self.single else day_text(*self.last)


def read_date(value: str, phrase: str = "") -> Dated | None:
    """A date value, with the phrase that GEDCOM 7 keeps apart from it; None where neither says anything."""
    value, phrase = " ".join(value.split()), " ".join(phrase.split())
    if not value:
        return Dated("", note=phrase) if phrase else None
    found = _read(value) if len(value) <= LONGEST else Dated("", note=value)
    if phrase and phrase != found.note:
        found = replace(found, note=f"{phrase}; {found.note}" if found.note else phrase)
    return found


@lru_cache(maxsize=20_000)
def _read(value: str) -> Dated:
    head, note = value, ""
    brackets = _IN_BRACKETS.fullmatch(value)
    if brackets:
        head, note = brackets[1].strip(), brackets[2].strip()
    text = _OLD_STYLE.sub(_new_year, _in_words_of_551(head.removeprefix("INT ") if note else head))
    found = _value(text)
    if found is None or not head:
        return Dated("", note=value if head else note)
    if note:
        return replace(found, note=note)
    if "@#D" in text and "@#DGREGORIAN@" not in text:
        return replace(found, note=f"in the file: {value}")
    return found


def _new_year(found: re.Match[str]) -> str:
    """The year of ``@#DJULIAN@ 5 MAR 1699/00`` as we count it: the later one, where they are neighbours."""
    later = str(int(found[2]) + 1)
    return found[1] + later if later.endswith(found[3]) else found[0]


def _in_words_of_551(value: str) -> str:
    """The same date in the keywords, month names and calendar escapes of GEDCOM 5.5.1."""
    words = []
    for token in _TOKEN.findall(value):
        if token.startswith("@#D"):
            words.append("@#D" + token[3:-1].strip().upper() + "@")
            continue
        word = token.upper()
        word = word if word == "B.C." else word.rstrip(".")
        if word.endswith("?") and word[:-1].isdecimal():
            words += ["ABT", word[:-1]]
        elif iso := _ISO.fullmatch(word):
            month = int(iso[2])
            words += [iso[3], MONTHS[month - 1][:3].upper() if 1 <= month <= 12 else "?", iso[1]]
        elif years := _YEARS.fullmatch(word):
            words += ["BET", years[1], "AND", years[2]]
        elif glued := _GLUED.fullmatch(word):
            words += [_KEYWORDS.get(glued[1], glued[1]), glued[2]]
        elif word not in _NOTHING:
            words.append(_KEYWORDS.get(word, word))
    if len(words) == 3 and words[0] in _MONTHS and words[1].isdecimal() and len(words[1]) < 3:
        words[:2] = words[1::-1]  # July 12, 1904
    if len(words) > 1 and words[0].startswith("@#D") and words[1] in _BEFORE_DATES:
        words = _moved(words)
    return " ".join(words).replace("@#DFRENCH_R@", "@#DFRENCH R@")


def _moved(words: list[str]) -> list[str]:
    """A calendar named once before the keyword, where it belongs before each date."""
    calendar, *rest = words
    moved = []
    for word in rest:
        moved.append(word)
        if word in _BEFORE_DATES:
            moved.append(calendar)
    return moved


def _value(text: str) -> Dated | None:
    """A date value of GEDCOM 5.5.1."""
    from ged4py.date import DateValue, DateValueTypes  # heavier than all else here

    try:
        value = DateValue.parse(text)
    except ValueError:  # a calendar that nobody knows, a number without end
        return None
    kind = value.kind
    dates = [getattr(value, name) for name in ("date", "date1", "date2") if hasattr(value, name)]
    stretches = [stretch for date in dates if (stretch := _stretch(date)) is not None]
    if not stretches or len(stretches) < len(dates):
        return None
    one, two = stretches[0], stretches[-1]
    if kind in (DateValueTypes.SIMPLE, DateValueTypes.INTERPRETED):
        return Dated(one.text, one.first, one.last)
    if kind.name in _HEDGES:
        return _about(one, _HEDGES[kind.name])
    if kind in (DateValueTypes.BEFORE, DateValueTypes.TO):
        return Dated(f"{one.last_text} or earlier", None, one.last)
    if kind in (DateValueTypes.AFTER, DateValueTypes.FROM):
        return Dated(f"{one.first_text} or later", one.first, None)
    if two.last < one.first:
        return None
    if kind is DateValueTypes.PERIOD:
        return Dated(one.text, one.first, two.last, until=two.text)
    return Dated(f"between {one.first_text} and {two.last_text}", one.first, two.last)


def _about(one: _Stretch, note: str) -> Dated:
    """``about 1850``; what another calendar's month or year is about, is about a year of ours."""
    text = one.text if one.single else year_text((one.first[0] + one.last[0]) // 2)
    first = (one.first[0] - _LOOSE_YEARS, *one.first[1:])
    last = (one.last[0] + _LOOSE_YEARS, *one.last[1:])
    return Dated(f"about {text}", first, last, note=note)


def _stretch(date: CalendarDate) -> _Stretch | None:
    """A year, a month or a day; None where the calendar has no such date."""
    calendar, month, day = date.calendar.name, date.month_num, date.day
    if (date.month is not None and month is None) or not 0 < date.year <= YEAR_LIMIT:
        return None
    year = 1 - date.year if date.bc else date.year
    if calendar == "GREGORIAN":
        return _gregorian(year, month, day, getattr(date, "dual_year", None))
    if date.bc and calendar != "JULIAN":
        return None
    days = {"JULIAN": foreign.julian, "FRENCH_R": foreign.french, "HEBREW": foreign.hebrew}[calendar](
        year, month, day
    )
    if days is None:
        return None
    first, last = (GREGORIAN.from_lattice(GREGORIAN.from_day_number(number))[:3] for number in days)
    if first == last:
        return _Stretch(day_text(*first), first, last)
    return _Stretch(f"{day_text(*first)} to {day_text(*last)}", first, last, single=False)


def _gregorian(year: int, month: int | None, day: int | None, dual: int | None) -> _Stretch | None:
    """A date of today's calendar.  ``dual`` is the later year of ``1699/00``: what we call the year.

    The years differ from January to March, where the old year still ran; elsewhere, or where more than a year
    lies between, either may be meant.
    """
    if month is None:
        last = year if dual is None else dual
        if last < year or last > YEAR_LIMIT:
            return None
        text = year_text(year) if last == year else f"{year_text(year)} to {year_text(last)}"
        return _Stretch(text, (year, 1, 1), (last, 12, 31), single=last == year)
    if dual is not None:
        if dual != year + 1 or month > 3:
            return None
        year = dual
    if day is None:
        first, last_day = (year, month, 1), (year, month, GREGORIAN.month_length(year, month))
        return _Stretch(month_text(year, month), first, last_day)
    if not GREGORIAN.is_valid(year, month, day):
        return None
    return _Stretch(day_text(year, month, day), (year, month, day), (year, month, day))


def year_text(year: int) -> str:
    """``1904``, ``0079``, ``44 BC``."""
    return str(year) if year > 99 else f"{year:04d}" if year > 0 else f"{1 - year} BC"


def month_text(year: int, month: int) -> str:
    """``1904-07``, ``March 44 BC``."""
    return f"{year:04d}-{month:02d}" if year > 0 else f"{MONTHS[month - 1]} {year_text(year)}"


def day_text(year: int, month: int, day: int) -> str:
    """``1904-07-12``, ``15 March 44 BC``."""
    return f"{year:04d}-{month:02d}-{day:02d}" if year > 0 else f"{day} {MONTHS[month - 1]} {year_text(year)}"
