"""Mistakes in dates themselves: their weekdays, their seasons, days that no calendar has."""

from __future__ import annotations

import random

import yaml

from benchmarks.planting.base import Base, planter
from benchmarks.planting.dates import Dates
from benchmarks.planting.texts import Edited


def _days(base: Base) -> list[tuple[str, yaml.ScalarNode, int]]:
    """(file, node, minute) of every date with a day."""
    dates = base.reader.dates
    found = []
    for _, file, node in base.scalars("event", "when", "until") + base.scalars("character", "born", "died"):
        read = dates.stretch_of(node.value)
        if read is not None and not read.faults and read.low // dates.DAY == read.high // dates.DAY:
            found.append((file, node, read.low))
    return found


def _day(base: Base, pick: random.Random) -> tuple[str, yaml.ScalarNode, int, Dates] | None:
    found = _days(base)
    return (*pick.choice(found), base.reader.dates) if found else None


@planter("wrong-weekday")
def weekday_named(base: Base, pick: random.Random) -> Edited | None:
    """A date with a weekday, most often the wrong one by a day or two."""
    chosen = _day(base, pick)
    if chosen is None:
        return None
    file, node, minute, dates = chosen
    name = dates.weekdays[(dates.weekday(minute) + pick.choice([0, 1, 1, -1, 2, 3])) % len(dates.weekdays)]
    words = dates.date_of(minute, pick.choice(["day", "named"]))
    return base.texts.replaced(file, node, f"{name} {words}")


@planter("wrong-weekday")
def day_off(base: Base, pick: random.Random) -> Edited | None:
    """The right weekday, of a date that is moved by some days."""
    chosen = _day(base, pick)
    if chosen is None:
        return None
    file, node, minute, dates = chosen
    moved = dates.move(minute, pick.choice([1, -1, 2, 4, 0]) * dates.DAY)
    name = dates.weekdays[dates.weekday(minute)]
    return base.texts.replaced(file, node, f"{name} {dates.date_of(moved, pick.choice(['day', 'named']))}")


@planter("wrong-season")
def season_named(base: Base, pick: random.Random) -> Edited | None:
    """A date with a season in which it lies, or nearly, or not."""
    chosen = _day(base, pick)
    if chosen is None:
        return None
    file, node, minute, dates = chosen
    words = dates.date_of(minute, pick.choice(["day", "named"]))
    return base.texts.replaced(file, node, f'"{pick.choice(list(dates.seasons))}, {words}"')


@planter("wrong-season")
def edge_of_season(base: Base, pick: random.Random) -> Edited | None:
    """The first and last days of a season, and those just outside it."""
    chosen = _day(base, pick)
    if chosen is None:
        return None
    file, node, minute, dates = chosen
    season, ends = pick.choice(list(dates.seasons.items()))
    year = dates.of(minute)[0]
    edge = dates.slot(year, *pick.choice(ends))
    moved = dates.move(dates.settle(edge), pick.choice([-2, -1, 0, 1, 2, 40]) * dates.DAY)
    return base.texts.replaced(file, node, f'"{season}, {dates.date_of(moved, "named")}"')


@planter("date-not-in-calendar")
def no_such_day(base: Base, pick: random.Random) -> Edited | None:
    """A month that has fewer days, a leap day in a common year, a month too many, a name of elsewhere."""
    chosen = _day(base, pick)
    if chosen is None:
        return None
    file, node, minute, dates = chosen
    year = dates.of(minute)[0]
    number = pick.randint(1, len(dates.months))
    month = dates.months[number - 1]
    last = dates.month_days(year, number)
    strange = "Solmath" if dates.months[0].name == "January" else "July"
    words = pick.choice([
        f"{year}-{number:02}-{last + pick.choice([0, 1, 1, 2]):02}",
        f"{month.named + pick.choice([0, 1, 1])} {month.name} {year}",
        f"{year}-{len(dates.months) + pick.choice([0, 1, 2]):02}-10",
        f"{dates.months[-1].leap} {dates.months[-1].name} {year}",
        f"12 {strange} {year}",
        *(f"{days + pick.choice([0, 1])} {feast} {year}" for feast, (_, _, days) in dates.feasts.items()),
    ])  # fmt: skip
    return base.texts.replaced(file, node, words)
