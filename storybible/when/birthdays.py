"""Moments named by somebody's life: "when Nora was 20", "Nora's 20th birthday", "Nora was born"."""

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

_BORN = re.compile(
    r"(?:when |the (?:day|year) (?:when |that )?)?(?P<who>\S.*?) (?P<part>was born|died|was killed)",
    re.IGNORECASE,
)


def birthday(plain: str, names: Names, begin: int, end: int) -> Problem | None:
    """What to write for a moment of somebody's life; None where this stretch of the text names none so."""
    words = plain[begin:end].strip()
    if born := _BORN.fullmatch(words):
        moment = f"{_named(names, born['who'])}.{'birth' if born['part'].lower() == 'was born' else 'death'}"
        message = f"“{shown(words)}” names a moment of a life"
        return Problem(begin, end - begin, message, f"write `{shown(moment, 200)}`")
    found = _BIRTHDAY.fullmatch(words) or _AGED.fullmatch(words)
    number = read_number([found["age"].lower()], 0) if found else None
    if found is None or number is None or number[2] != 1:
        return None
    name = _named(names, found["who"])
    before = plain[:begin].split()[-1:]
    hedge = {"after": "over ", "before": "under "}.get(before[0].lower() if before else "", "")
    unit = "year" if found["age"].lower() in ("1", "one") else "years"
    return Problem(
        begin,
        end - begin,
        f"“{shown(words)}” names a moment by an age",
        f"write `{hedge}{shown(found['age'])} {unit} after {shown(name, 200)}.birth`",
    )


def _named(names: Names, who: str) -> str:
    """The id of somebody, or the name as it is where nobody is called so."""
    found = names.resolve(who)
    return found[1] if found is not None and found[0] == "character" else who
