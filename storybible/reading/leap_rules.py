"""Leap years as a writer states them: ``every 4``, ``gregorian``, a list of years, a cycle."""

from __future__ import annotations

import re
from math import lcm

from storybible.own_calendar import Leap
from storybible.reading.fields import NO, Reader
from storybible.reading.nodes import Mapping, Node, Sequence
from storybible.reading.texts import as_number
from storybible.records import Text

CYCLE_FIELDS = dict.fromkeys(("cycle", "years"))
LONGEST_CYCLE = 2000  # years: tables are made of a whole cycle
MOST_YEARS = 10_000
EXAMPLE = "leap: every 4 except 100 unless 400"
_RULE = re.compile(
    r"every (\d{1,4})(?:st|nd|rd|th)?(?: years?)?"
    r"(?:,? except (?:every )?(\d{1,4})(?:,? unless (?:every )?(\d{1,4}))?)?"
)


def read_leap(reader: Reader, node: Node) -> Leap | None:
    """The rule; reported and None where it cannot be read."""
    if type(node) is Mapping:
        given = reader.fields(node, CYCLE_FIELDS, "leap rule")
        cycle, years = given.get("cycle"), _years(given.get("years"))
        number = as_number(cycle.value) if type(cycle) is Text else None
        if number and 1 <= number <= LONGEST_CYCLE and number == int(number) and years:
            return Leap(int(number), tuple(sorted({year % int(number) for year in years})))
    elif type(node) is Sequence:
        years = _years(node)
        if years:
            return Leap(0, tuple(sorted(set(years))))
    elif type(node) is Text:
        words = " ".join(node.value.lower().split())
        if words in (*NO, "none", "never"):
            return Leap()
        words = {"gregorian": "every 4 except 100 unless 400", "julian": "every 4"}.get(words, words)
        match = _RULE.fullmatch(words)
        if match is not None:
            every, skip, keep = (int(part or 0) for part in match.groups())
            cycle_years = lcm(*(n for n in (every, skip, keep) if n)) if every else 0
            if 1 <= cycle_years <= LONGEST_CYCLE:
                return Leap(
                    cycle_years, tuple(y for y in range(cycle_years) if _is_leap(y, every, skip, keep))
                )
    reader.wrong(node, "leap", "a rule, a list of years, or a cycle with its years", EXAMPLE)
    return None


def _is_leap(year: int, every: int, skip: int, keep: int) -> bool:
    if year % every:
        return False
    return not skip or year % skip != 0 or (keep > 0 and year % keep == 0)


def _years(node: Node | None) -> list[int]:
    """Whole numbers in a list; nothing where one is none."""
    if type(node) is not Sequence or not 1 <= len(node.items) <= MOST_YEARS:
        return []
    found = [as_number(item.value) if type(item) is Text else None for item in node.items]
    numbers = [int(n) for n in found if n is not None and n == int(n) and abs(n) < 10_000_000]
    return numbers if len(numbers) == len(found) else []
