"""The writer's words with another number in them: digits stay digits, words stay words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from storybible.calendars import YEAR_LIMIT, Calendar
from storybible.when.ages import DECADES
from storybible.when.terms import Amount, Date, Spot
from storybible.when.tokens import read_number, spelled, ungrouped

_PARTS = ("early", "mid", "late")
_FORTIES = ("", "teens", *DECADES)  # by tens
_WORD_AFTER = re.compile(r"\s*([^\W\d_]+)")
_ONE_DECADE = re.compile(r"(?i)(early|mid|late)?([-\s]*)([a-z]+|\d+)('?s)?$")


class Handle(NamedTuple):
    """A number in a text that can be turned: ``render(n)`` is the whole text with ``n`` in its place.

    ``render`` gives None where no such text can be written.  ``weight``: minutes that one step moves.
    """

    value: int
    render: Callable[[int], str | None]
    weight: int


def replaced(text: str, changes: Sequence[tuple[int, int, str]]) -> str:
    """``text`` with (begin, end, new) stretches exchanged."""
    for begin, end, new in sorted(changes, reverse=True):
        text = text[:begin] + new + text[end:]
    return text


def number_like(old: str, number: int) -> str:
    """``number`` in the style of ``old``: digits, digits with a fraction, words, a capital first letter."""
    plain = ungrouped(old)
    read = read_number(plain.lower().split(), 0)
    fraction = ""
    if read is not None and read[1] == 2:
        fraction = "½" if "½" in old else ".5" if "." in old else " 1/2" if "/" in old else " and a half"
    word = _digits_like(old, number) if old[:1].isdigit() else spelled(number)
    return (word.capitalize() if old[:1].isupper() else word) + fraction


def _finer(unit: int, calendar: Calendar) -> int:
    """The most of a unit beside a larger one: "3 years and 11 months", not 12."""
    day, hour = calendar.DAY, calendar.HOUR
    slots, months = calendar.MONTH // day, len(calendar.months)
    most = {1: hour - 1, hour: day // hour - 1, day: slots - 1, calendar.WEEK: 3, calendar.MONTH: months - 1}
    return 9 if unit == calendar.YEAR else most.get(unit, 99)


def _digits_like(old: str, number: int) -> str:
    """``number`` in digits, its thousands parted as in ``old``: 1,500."""
    if len(ungrouped(old)) == len(old):
        return str(number)
    return f"{number:,}".replace(",", next(sign for sign in old if not sign.isdigit() and sign != "-"))


def amount_handles(text: str, amount: Amount, calendar: Calendar) -> list[Handle]:
    """One handle for each number of an amount; both numbers of a range move together."""
    spots = [spot for spot in amount.spots if spot[2] in ("number", "range")]
    if not spots:
        return []
    if spots[0][2] == "range":
        return [_dashed(text, spots[0], amount.step)]
    first, last = (_value(text, spot) for spot in (spots[0], spots[-1]))
    if amount.months_low + (amount.real or (0,))[0] and len(spots) == 2 and _joined(text, spots[0], spots[1]):
        weight = _unit_after(text, spots[1], calendar)
        return [Handle(first, lambda n: _numbers(text, spots, n, last - first, calendar), weight)]
    return [_one_number(text, spot, i > 0, calendar) for i, spot in enumerate(spots)]


def _one_number(text: str, spot: Spot, finer: bool, calendar: Calendar) -> Handle:
    """A number of its own; ``finer``: of a second part, which stays below one unit of the first."""
    unit = _unit_after(text, spot, calendar)
    most = _finer(unit, calendar) if finer else None

    def render(n: int) -> str | None:
        return _numbers(text, [spot], n, 0, calendar) if most is None or n <= most else None

    return Handle(_value(text, spot), render, unit)


def _joined(text: str, first: Spot, second: Spot) -> bool:
    """Whether two numbers are the ends of one range ("2 to 3", "two or three")."""
    return text[first[1] : second[0]].strip().lower() in ("to", "or", "-", "and")


def _value(text: str, spot: Spot) -> int:
    """The whole part of the number at a spot; vague words count as what they begin with."""
    words = ungrouped(text[spot[0] : spot[1]]).lower().split()
    read = read_number(words, 0)
    if read is not None:
        size = 12 if "dozen" in words else 20 if "score" in words else 1
        return read[0] // read[1] * size
    if "dozen" in words:
        return 6 if "half" in words else 12
    if "couple" in words or "few" in words:
        return 2
    return 3 if "several" in words else 0 if "half" in words else 1


def _unit_after(text: str, spot: Spot, calendar: Calendar) -> int:
    match = _WORD_AFTER.match(text, spot[1])
    return calendar.units.get(match[1].lower(), calendar.YEAR) if match else calendar.YEAR


def _numbers(text: str, spots: Sequence[Spot], number: int, gap: int, calendar: Calendar) -> str | None:
    """The text with ``number`` at the first spot and ``number + gap`` at the second."""
    if number < 1:
        return None
    changes = []
    for spot, value in zip(spots, (number, number + gap), strict=False):
        old = text[spot[0] : spot[1]]
        low = ungrouped(old).lower()
        vague = read_number(low.split(), 0) is None or "dozen" in low or "score" in low
        new = spelled(value) if vague else number_like(old, value)
        if vague and old[:1].isupper():
            new = new.capitalize()
        changes.append((spot[0], spot[1], new))
    match = _WORD_AFTER.match(text, spots[-1][1])
    if match is not None and match[1].lower() in calendar.units:
        changes.append((match.start(1), match.end(1), _plural(match[1], number + gap == 1)))
    return replaced(text, changes)


def _plural(unit: str, one: bool) -> str:
    """The singular or plural of a written unit."""
    if unit.lower() in ("century", "centuries"):
        return unit[:6] + ("y" if one else "ies")
    return unit.rstrip("s") if one else unit.rstrip("s") + "s"


def _dashed(text: str, spot: Spot, step: int) -> Handle:
    """``2-3 years``: both ends move."""
    old = text[spot[0] : spot[1]]
    left, right = (int(piece) for piece in ungrouped(old).split("-"))

    def render(n: int) -> str | None:
        new = f"{_digits_like(old, n)}-{_digits_like(old, n + right - left)}"
        return replaced(text, [(spot[0], spot[1], new)]) if n > 0 else None

    return Handle(left, render, step)


def date_handles(text: str, date: Date, calendar: Calendar) -> list[Handle]:
    """Handles that move a date at its own precision; each end of "1900 to 1910" has its own."""
    handles = []
    for prefix in ("", "last "):
        spots = [
            (begin, end, kind.removeprefix(prefix))
            for begin, end, kind in date.spots
            if kind.startswith("last ") == bool(prefix)
        ]
        if spots:
            handles.append(_date_handle(text, date, spots, calendar))
    return handles


def _date_handle(text: str, date: Date, spots: list[Spot], calendar: Calendar) -> Handle:
    kinds = {kind for _, _, kind in spots}
    read = {kind: _read_field(text[begin:end], kind, calendar) for begin, end, kind in spots}
    year = read.get("year", date.year if date.year is not None else 0)
    month = read.get("month", read.get("month name", 1))
    third = _third(text, date)
    months = len(calendar.months)
    if kinds & {"day", "day count"}:
        if "day count" in kinds:
            value = read["day count"] - 1
        else:
            value = calendar.day_number(calendar.to_lattice(year, month, read["day"]))
        weight = calendar.DAY
    elif kinds & {"month", "month name"}:
        value, weight = year * months + month - 1, calendar.MONTH
    else:
        value, weight = year, calendar.YEAR
    unit = weight
    if third is not None:
        value, weight = value * 3 + third[2], weight // 3

    def render(n: int) -> str | None:
        part, n = (n % 3, n // 3) if third is not None else (0, n)
        if unit == calendar.DAY:
            point = calendar.from_day_number(n)
        elif unit == calendar.MONTH:
            point = n * calendar.MONTH
        else:
            point = calendar.to_lattice(n)
        if abs(calendar.from_lattice(point)[0]) > YEAR_LIMIT:
            return None
        changes = []
        for begin, end, kind in spots:
            new = _write_field(text[begin:end], kind, point, n, "month" in kinds, calendar)
            if new is None:
                return None
            changes.append((begin, end, new))
        if third is not None:
            changes.append((third[0], third[1], _PARTS[part]))
        return replaced(text, changes)

    return Handle(value, render, weight)


def _third(text: str, date: Date) -> tuple[int, int, int] | None:
    """Where "early", "mid" or "late" stands, and which of them it is."""
    if date.hedge not in _PARTS or date.season:
        return None
    begin = text.lower().find(date.hedge, date.column)
    if begin < 0:  # "the end of 2004"
        return None
    return begin, begin + len(date.hedge), _PARTS.index(date.hedge)


def _read_field(old: str, kind: str, calendar: Calendar) -> int:
    if kind == "month name":
        return calendar.month_words[old.lower()]
    if kind == "weekday":
        return calendar.weekday_words[old.lower()]
    return int(ungrouped(old))


def _write_field(old: str, kind: str, point: int, number: int, iso: bool, calendar: Calendar) -> str | None:
    """One field of the date at ``point``, written like ``old``; ``iso``: months and days have two digits."""
    year, month, day, _ = calendar.from_lattice(point)
    if kind == "month name":
        if day > calendar.named_length(year, month):
            return None  # a day between two months has a name of its own
        name = calendar.months[month - 1]
        name = name[:3] if len(old) == 3 and old.lower() != "may" else name
        return name if old[:1].isupper() else name.lower()
    if kind == "weekday":
        name = calendar.weekdays[calendar.weekday(point)]
        return name if old[:1].isupper() else name.lower()
    if kind == "day count":
        return str(number + 1)
    if kind.startswith("era year "):
        first, direction = (int(part) for part in kind.split()[2:])
        count = (year - first) * direction
        return _digits_like(old, count) if count > 0 else None
    value = {"year": year, "month": month, "day": day}[kind]
    if kind == "year" and value >= 0 and len(ungrouped(old)) < len(old):
        return _digits_like(old, value)
    width = len(old) if old.startswith("0") or (iso and kind != "year") else 1
    return f"{value:0{width}d}" if value >= 0 else str(value)


def age_handles(text: str, spots: Sequence[Spot], calendar: Calendar) -> list[Handle]:
    """Handles for a stated age: its number, both of "17 or 18", or "late thirties"."""
    if spots and spots[0][2] == "decade":
        handle = _decade_handle(text, spots[0], calendar.YEAR)
        return [handle] if handle is not None else []
    values = [_value(text, spot) for spot in spots]
    if len(spots) == 2:
        gap = values[1] - values[0]
        return [Handle(values[0], lambda n: _age_numbers(text, spots, n, gap, calendar), calendar.YEAR)]
    if not spots:
        return []
    return [Handle(values[0], lambda n: _age_numbers(text, spots, n, 0, calendar), calendar.YEAR)]


def _age_numbers(text: str, spots: Sequence[Spot], number: int, gap: int, calendar: Calendar) -> str | None:
    return _numbers(text, spots, number, gap, calendar) if number > 0 or gap else None


def _decade_handle(text: str, spot: Spot, year: int) -> Handle | None:
    """``late thirties`` to ``early forties``; without a third whole decades."""
    old = text[spot[0] : spot[1]]
    match = _ONE_DECADE.match(old)
    if match is None:
        return None
    part, glue, word, ending = match.groups()
    if word.isdecimal():
        tens = int(word) // 10
    else:
        name = word.lower() if word.lower() in _FORTIES else (word + (ending or "")).lower()
        if name not in _FORTIES:
            return None
        tens = _FORTIES.index(name)

    def render(n: int) -> str | None:
        third, ten = (n % 3, n // 3) if part else (0, n)
        if not 1 <= ten < (len(_FORTIES) if not word.isdecimal() else 100):
            return None
        new = f"{ten}0{ending or 's'}" if word.isdecimal() else _FORTIES[ten]
        begin = f"{_PARTS[third]}{glue}" if part else glue
        if part and part[:1].isupper():
            begin = begin.capitalize()
        return replaced(text, [(spot[0], spot[1], begin + new)])

    return Handle(
        tens * 3 + _PARTS.index(part.lower()) if part else tens, render, 3 * year if part else 10 * year
    )
