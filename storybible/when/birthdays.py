"""Moments named by somebody's age ("when Nora was 20", "Nora's 20th birthday"), which count from a birth."""

from __future__ import annotations

import re

from storybible.when.terms import Names, Problem
from storybible.when.tokens import read_number, shown

_AGED = re.compile(
    r"(?:when |while |the (?:day|year) (?:when |that )?)?(?P<who>\S.*?) (?:was|is|were|turned|turns|became)"
    r" (?P<age>[\w-]+)(?: years old| years of age)?",
    re.IGNORECASE,
)
_BIRTHDAY = re.compile(r"(?P<who>\S.*?)(?:'s|') (?P<age>\d+)(?:st|nd|rd|th) birthday", re.IGNORECASE)


def birthday(plain: str, names: Names, begin: int, end: int) -> Problem | None:
    """What to write for a moment named by an age; None where this stretch of the text names none so."""
    words = plain[begin:end].strip()
    found = _BIRTHDAY.fullmatch(words) or _AGED.fullmatch(words)
    number = read_number([found["age"].lower()], 0) if found else None
    if found is None or number is None or number[2] != 1:
        return None
    who = names.resolve(found["who"])
    name = who[1] if who is not None and who[0] == "character" else found["who"]
    before = plain[:begin].split()[-1:]
    hedge = {"after": "over ", "before": "under "}.get(before[0].lower() if before else "", "")
    unit = "year" if found["age"].lower() in ("1", "one") else "years"
    return Problem(
        begin,
        end - begin,
        f"“{shown(words)}” names a moment by an age",
        f"write `{hedge}{shown(found['age'])} {unit} after {shown(name)}.birth`",
    )
