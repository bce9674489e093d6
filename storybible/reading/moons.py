"""Moons of a calendar, and what an event says of them."""

from __future__ import annotations

import re

from storybible.calendars import Calendar
from storybible.moons import PHASES, Moon, phase_named
from storybible.reading.fields import EVIDENCE, Fields, Reader
from storybible.reading.nodes import Mapping, Node
from storybible.reading.oneline import trimmed
from storybible.reading.texts import as_number
from storybible.records import MoonSeen, Text
from storybible.when import Amount, Date, parse, parse_amount

MOON_FIELDS = dict.fromkeys(("name", "period", "full", "note"))
SEEN_FIELDS = dict.fromkeys(("moon", "is", *EVIDENCE))
EXAMPLE = "moons: [{name: Luna, period: 29 days 12 hours, full: 1400-01-14}]"
SEEN_EXAMPLE = "moon: full"
_DAYS = re.compile(r"(\d+[.,]\d+|\d+) ?d(ays?)?")


class NoNames:
    """For dates that are read before there are records."""

    def resolve(self, text: str) -> tuple[str, str] | None:
        """Nothing is called so."""
        return None

    def near(self, text: str) -> list[str]:
        """Nothing looks like it."""
        return []

    def ambiguous(self, text: str) -> list[str]:
        """Nothing is called so."""
        return []


def read_moons(reader: Reader, node: Node | None, calendar: Calendar) -> tuple[Moon, ...]:
    """The moons that a calendar declares; its months must be known."""
    found: dict[str, Moon] = {}
    for entry in reader.entries(node, "moons", EXAMPLE):
        if type(entry) is not Mapping:
            reader.wrong(entry, "moons", "moons with `name:` and `period:`", EXAMPLE)
            continue
        given = reader.fields(entry, MOON_FIELDS, "moon")
        name = reader.text_of(given.get("name"), "name", "name: Luna")
        period = _period(reader, given, calendar)
        if name is None or period is None:
            if "name" not in given or "period" not in given:
                reader.wrong(entry, "moons", "moons with `name:` and `period:`", EXAMPLE)
            continue
        if name.value.casefold() in found:
            reader.wrong(name, "name", "a name that no other moon has", "name: Luna")
            continue
        found[name.value.casefold()] = Moon(name.value, period, _full(reader, given.get("full"), calendar))
    return tuple(found.values())


def _period(reader: Reader, given: Fields, calendar: Calendar) -> float | None:
    """From full to full, in real minutes: ``29 days 12 hours``, ``29.53 days``."""
    node = given.get("period")
    if node is None:
        return None
    text = node.value.strip().casefold() if type(node) is Text else ""
    days = _DAYS.fullmatch(text)
    number = as_number(days[1]) if days is not None else None
    minutes = number * calendar.DAY if number is not None else None
    if minutes is None:
        amount = parse_amount(f"exactly {text}", calendar)
        if isinstance(amount, Amount) and amount.real is not None and not amount.months_low:
            minutes = float(amount.real[0])
    if minutes is None or minutes < calendar.DAY:
        reader.wrong(node, "period", "days and hours, a day at least", "period: 29 days 12 hours")
        return None
    return minutes


def _full(reader: Reader, node: Node | None, calendar: Calendar) -> tuple[int, int] | None:
    """Between which real minutes the moon was full once."""
    if node is None:
        return None
    parsed = parse(node.value, NoNames(), calendar) if type(node) is Text else None
    date = parsed.terms[0] if parsed is not None and len(parsed.terms) == 1 else None
    if not isinstance(date, Date) or date.precision not in ("day", "minute") or date.hedge:
        reason = f": {parsed.problems[0].message}" if parsed is not None and parsed.problems else ""
        reader.wrong(node, "full", f"a day on which it is full{reason}", "full: 1400-01-14")
        return None
    return calendar.real_minutes(date.lower, date.upper)


def moons_seen(reader: Reader, node: Node | None) -> tuple[MoonSeen, ...]:
    """What an event says of the moon: ``full``, ``Luna full``, ``{moon: Luna, is: full}``, or several."""
    found = []
    for entry in reader.entries(node, "moon", SEEN_EXAMPLE):
        if type(entry) is Mapping:
            given = reader.fields(entry, SEEN_FIELDS, "moon")
            phase = reader.text_of(given.get("is"), "is", "is: full")
            moon = reader.text_of(given.get("moon"), "moon", "moon: Luna")
            if phase is None:
                if "is" not in given:
                    reader.wrong(entry, "moon", "a moon and its phase", "moon: {moon: Luna, is: full}")
                continue
        elif type(entry) is Text:
            given = {}
            moon, phase = _one_line(reader, entry)
        else:
            continue
        if phase_named(phase.value) is None:
            reader.wrong(phase, "moon", f"a phase: {', '.join(PHASES)}", SEEN_EXAMPLE)
            continue
        made = MoonSeen(phase=phase, moon=_declared(reader, phase, moon), span=entry.span)
        reader.evidence(made, given)
        found.append(made)
    return tuple(found)


def _one_line(reader: Reader, text: Text) -> tuple[Text | None, Text]:
    """``full``, or the name of a moon before it: ``Luna full``, ``Luna: full``."""
    for moon in reader.config.calendar_in_use.moons:
        name = moon.name.casefold()
        words = text.value.casefold()
        if words.startswith(name) and words[len(name) : len(name) + 1] in (" ", ":"):
            rest = trimmed(text, len(name) + 1, len(text.value))
            return text.part(0, len(name)), rest
    return None, text


def _declared(reader: Reader, phase: Text, moon: Text | None) -> str:
    """The name of the moon that is meant; "" where no moon is declared (or not this one)."""
    moons = reader.config.calendar_in_use.moons
    if moon is None:
        if len(moons) > 1:
            names = " or ".join(one.name for one in moons)
            reader.wrong(phase, "moon", f"which moon: {names}", f"moon: {moons[0].name} {phase.value}")
        return moons[0].name if len(moons) == 1 else ""
    for one in moons:
        if one.name.casefold() == moon.value.casefold():
            return one.name
    expected = " or ".join(one.name for one in moons) or "a moon that the calendar declares (`moons:`)"
    reader.wrong(moon, "moon", expected, EXAMPLE if not moons else f"moon: {moons[0].name} {phase.value}")
    return ""
