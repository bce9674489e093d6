"""A calendar of the story's own, out of ``calendars:`` in ``storybible.yaml``.

What cannot be read is reported and left out; what is left is a calendar all the same.
"""

from __future__ import annotations

import re

from storybible.calendars import ERAS, GREGORIAN, MONTHS, NORTHERN, SOUTHERN, WEEKDAYS, Season
from storybible.own_calendar import Era, Feast, Leap, Month, OwnCalendar, Shape, folded
from storybible.reading.fields import Fields, Reader
from storybible.reading.leap_rules import read_leap
from storybible.reading.moons import NoNames, read_moons
from storybible.reading.nodes import Mapping, Node
from storybible.reading.problems import WRONG_TYPE, a
from storybible.reading.texts import as_number
from storybible.records import Text
from storybible.when import Date, parse
from storybible.when.one_date import FILLERS, RANGE_WORDS
from storybible.when.tokens import HEDGES
from storybible.when.vocabulary import NEXT_UNITS, ORDERS, WHICH

FIELDS = dict.fromkeys(
    (
        "name", "months", "weekdays", "known_day", "hours", "minutes", "eras", "leap", "seasons", "moons",
        "source", "quote", "note",
    )
)  # fmt: skip
MONTH_FIELDS = dict.fromkeys(("name", "short", "days", "leap", "intercalary", "note"))
ERA_FIELDS = dict.fromkeys(("name", "short", "year_1", "years", "backwards", "note"))
MOST = 99  # months a year, days a month, hours a day: two digits each
_NAME = re.compile(r"[^\W\d_][\w'. -]*")
_GRAMMAR = frozenset(
    (*ORDERS, *HEDGES, *GREGORIAN.units, *NEXT_UNITS, *WHICH, *FILLERS, *RANGE_WORDS, "and", "or", "between",
     "within", "early", "mid", "late", "a", "an", "always", "from", "more", "less", "up")
)  # fmt: skip
_MONTHS_EXAMPLE = "months: [{name: Afteryule, days: 30}, {name: Solmath, days: 28, leap: 29}]"


def read_calendar(reader: Reader, id_: Text, given: Fields) -> OwnCalendar:
    """The calendar that these fields declare; Gregorian in whatever they leave out."""
    return _CalendarReader(reader, id_, given).read()


class _CalendarReader:
    def __init__(self, reader: Reader, id_: Text, given: Fields) -> None:
        self.reader = reader
        self.id = id_
        self.given = given
        self.taken: dict[str, str] = {}  # every name and what it names
        self.short: dict[str, int] = {}

    def read(self) -> OwnCalendar:
        """All fields, months first: the rest may name them."""
        given, reader = self.given, self.reader
        months = self.months()
        own = months is not None
        if months is None:
            lengths = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
            months = [Month(name, n, 29 if n == 28 else n) for name, n in zip(MONTHS, lengths, strict=True)]
            self.taken.update({folded(name): "month" for name in MONTHS})
        leap = self.leap(months, own)
        weekdays = reader.texts(given.get("weekdays"), "weekdays", "weekdays: [Sterday, Sunday]")
        names = [text.value for text in weekdays if self.named(text, "weekday")]
        shape = Shape(
            self.id.value, tuple(months), leap, tuple(names if own or names else WEEKDAYS),
            self.count("hours", 24, MOST), self.count("minutes", 60, 100), tuple(self.eras()),
            {} if own else ERAS, {}, self.short,
        )  # fmt: skip
        shape = shape._replace(seasons=self.seasons(months, own))
        calendar = OwnCalendar(shape)
        if not own and not names:
            calendar.set_weekday(0, GREGORIAN.weekday(0))
        self.known_day(calendar)
        if "moons" in given:
            calendar.moons = read_moons(reader, given["moons"], calendar)
        return calendar

    def count(self, field: str, usual: int, most: int) -> int:
        """Hours in a day, minutes in an hour."""
        number = self.whole(self.given.get(field), field, most)
        return usual if number is None else number

    def whole(self, node: Node | None, field: str, most: int | None = None, least: int = 1) -> int | None:
        """A whole number within limits."""
        if node is None:
            return None
        number = as_number(node.value) if type(node) is Text else None
        if number is None or number != int(number) or number < least or (most and number > most):
            limits = f"a whole number from {least} to {most}" if most else "a whole number"
            self.reader.wrong(node, field, limits, f"{field}: {max(least, 1)}")
            return None
        return int(number)

    def named(self, text: Text, what: str) -> bool:
        """Whether a name can stand in a date and is free."""
        name = folded(text.value)
        if _NAME.fullmatch(name) is None or name in _GRAMMAR:
            message = f"“{text.value}” cannot name {a(what)}: it would not be recognised in a date"
            self.reader.add(WRONG_TYPE, text.span, message, "use letters, and no word of a time", text.value)
            return False
        if name in self.taken:
            message = f"“{text.value}” is {a(self.taken[name])} already"
            self.reader.add(WRONG_TYPE, text.span, message, "every name may stand once", text.value)
            return False
        self.taken[name] = what
        return True

    # ---- months ------------------------------------------------------------------------------------------

    def months(self) -> list[Month] | None:
        """The months with the days between them; None where none was declared (or none can be read)."""
        found: list[Month] = []
        for entry in self.reader.entries(self.given.get("months"), "months", _MONTHS_EXAMPLE):
            if type(entry) is Mapping:
                self.month(entry, found)
            elif type(entry) is Text:
                name, _, days = entry.value.strip().rpartition(" ")
                count = as_number(days)
                text = Text(name.rstrip(" ,:"), entry.span)
                if not name or count is None or count != int(count) or not 1 <= count <= MOST:
                    self.reader.wrong(entry, "months", "months with their days", _MONTHS_EXAMPLE)
                elif self.named(text, "month"):
                    found.append(Month(text.value, int(count), int(count)))
        if len(found) > MOST:
            node = self.given["months"]
            self.reader.add(WRONG_TYPE, node.span, f"a year has at most {MOST} months", "", "months")
            del found[MOST:]
        for n, month in enumerate(found):
            if max(month.length(False), month.length(True)) > MOST:
                message = f"{month.name} and the days behind it are more than {MOST} days"
                hint = "divide the year into shorter months"
                self.reader.add(WRONG_TYPE, self.given["months"].span, message, hint, month.name)
                found[n] = Month(month.name, min(month.days, MOST), min(month.days, MOST))
        if found and max(month.days for month in found) < 2:
            message = "no month is longer than a day: then it is days that are named here, not months"
            self.reader.add(WRONG_TYPE, self.given["months"].span, message, _MONTHS_EXAMPLE, "months")
            return None
        return found or None

    def month(self, entry: Mapping, found: list[Month]) -> None:
        """``{name: Solmath, days: 28, leap: 29}``, or days between two months."""
        reader = self.reader
        given = reader.fields(entry, MONTH_FIELDS, "month")
        name = reader.text_of(given.get("name"), "name", "name: Solmath")
        between = bool(reader.yes_no(given.get("intercalary"), "intercalary"))
        days = self.whole(given.get("days"), "days", MOST, 0 if between else 1)
        leap = self.whole(given.get("leap"), "leap", MOST, 0)
        if days is None and between and leap:
            days = 0
        if name is None or days is None:
            if "name" not in given or ("days" not in given and not (between and leap)):
                reader.wrong(entry, "months", "months with `name:` and `days:`", _MONTHS_EXAMPLE)
            return
        if leap is not None and leap < days:
            message = f"{name.value} is shorter in leap years than in others"
            reader.add(WRONG_TYPE, given["leap"].span, message, "turn the leap rule round", name.value)
            leap = None
        leap = days if leap is None else leap
        if not between:
            if self.named(name, "month"):
                found.append(Month(name.value, days, leap))
                short = reader.text_of(given.get("short"), "short", "short: Sol")
                if short is not None and self.named(short, "month"):
                    self.short[folded(short.value)] = len(found)
            return
        if not found:
            message = f"{name.value} stands before the first month; days between months follow one"
            hint = "put it behind the last month, or make it a month of its own"
            reader.add(WRONG_TYPE, entry.span, message, hint, name.value)
            return
        before = found[-1]
        if before.length(True) != before.length(False):
            message = f"{name.value} stands behind days that only leap years have"
            hint = "of the days behind a month, put those of leap years last"
            reader.add(WRONG_TYPE, entry.span, message, hint, name.value)
        elif leap and self.named(name, "day between months"):
            found[-1] = before._replace(feasts=(*before.feasts, Feast(name.value, days, leap)))

    def leap(self, months: list[Month], own: bool) -> Leap:
        """Which years are leap years; both a rule and something that grows are needed."""
        node = self.given.get("leap")
        rule = Leap(*GREGORIAN_LEAP) if not own else Leap()
        if node is not None:
            rule = read_leap(self.reader, node) or rule
        longer = any(month.length(True) != month.length(False) for month in months)
        if rule.years and not longer:
            message = "no month is longer in a leap year"
            hint = f"say which one: {_MONTHS_EXAMPLE}"
            span = node.span if node is not None else self.id.span
            self.reader.add(WRONG_TYPE, span, message, hint, "leap")
            return Leap()
        if longer and node is None and own:
            message = "nothing says which years are leap years"
            self.reader.add(WRONG_TYPE, self.id.span, message, "for example: leap: every 4", "leap")
        return rule

    # ---- eras, seasons, weekdays --------------------------------------------------------------------------

    def eras(self) -> list[Era]:
        """The eras; ``short`` is what stands behind a year."""
        reader = self.reader
        example = "eras: [{name: SR, year_1: 1601}]"
        found = []
        for entry in reader.entries(self.given.get("eras"), "eras", example):
            if type(entry) is not Mapping:
                reader.wrong(entry, "eras", "eras with `name:` and `year_1:`", example)
                continue
            given = reader.fields(entry, ERA_FIELDS, "era")
            name = reader.text_of(given.get("name"), "name", "name: SR")
            short = reader.text_of(given.get("short"), "short", "short: SR")
            first = self.whole(given.get("year_1"), "year_1", 9_000_000, -9_000_000)
            years = self.whole(given.get("years"), "years")
            backwards = bool(reader.yes_no(given.get("backwards"), "backwards"))
            if name is None or first is None:
                if "name" not in given or "year_1" not in given:
                    reader.wrong(entry, "eras", "eras with `name:` and `year_1:`", example)
                continue
            forms = [text for text in (short, name) if text is not None and self.named(text, "era")]
            rule = (first + 1, -1) if backwards else (first - 1, 1)
            found += [Era(text.value, *rule, years) for text in forms]
        return found

    def seasons(self, months: list[Month], own: bool) -> dict[str, Season]:
        """``winter: Foreyule 1 to Solmath 30``; the Gregorian ones where the months are Gregorian."""
        node = self.given.get("seasons")
        usual = {} if own else NORTHERN
        example = "seasons: {winter: Foreyule 1 to Solmath 30}"
        if node is None:
            return usual
        if type(node) is Text and not own and node.value.lower() in ("northern", "southern"):
            return NORTHERN if node.value.lower() == "northern" else SOUTHERN
        if type(node) is not Mapping:
            self.reader.wrong(node, "seasons", "a mapping from a season to its days", example)
            return usual
        found: dict[str, Season] = {}
        for name, value in node.items:
            first, _, last = value.value.partition(" to ") if type(value) is Text else ("", "", "")
            begin, end = _day_of_year(first, months, False), _day_of_year(last, months, True)
            if begin is None or end is None:
                between = [feast.name for month in months for feast in month.feasts]
                named = [day for day in between if folded(day) in folded(f"{first} {last}")]
                why = f" ({named[0]} belongs to no month: take a day of a month)" if named else ""
                self.reader.wrong(value, name.value, f"a day to a day of the year{why}", example)
            elif self.named(name, "season"):
                over = (-1, 1) if end < begin else (0, 0)  # over the turn of the year: either end
                found[folded(name.value)] = (over[0], *begin), (over[1], *end)
        return found

    def known_day(self, calendar: OwnCalendar) -> None:
        """``known_day: Sterday 1400-01-01``: one day whose weekday is known fixes them all."""
        node = self.given.get("known_day")
        if node is None:
            return
        example = "known_day: Sterday 1400-01-01"
        parsed = parse(node.value, NoNames(), calendar) if type(node) is Text else None
        terms = parsed.terms if parsed is not None else ()
        date = terms[0] if len(terms) == 1 else None
        if isinstance(date, Date) and date.weekday is not None and date.precision == "day":
            calendar.set_weekday(date.lower, date.weekday)
            return
        reason = f": {parsed.problems[0].message}" if parsed is not None and parsed.problems else ""
        self.reader.wrong(node, "known_day", f"a weekday and a day{reason}", example)


GREGORIAN_LEAP = (400, tuple(year for year in range(400) if GREGORIAN.is_leap(year)))


def _day_of_year(text: str, months: list[Month], last: bool) -> tuple[int, int] | None:
    """Month and day of ``Solmath 30``, ``30 Solmath`` or ``Solmath`` (its first or its last day)."""
    words = folded(text)
    for number, month in enumerate(months, 1):
        name = folded(month.name)
        if words == name:
            return number, max(month.days, month.leap) if last else 1
        rest = (
            words.removeprefix(name + " ") if words.startswith(name + " ") else words.removesuffix(" " + name)
        )
        if rest != words and rest.strip(" ,").isdecimal():
            day = int(rest.strip(" ,"))
            return (number, day) if 1 <= day <= max(month.days, month.leap) else None
    return None
