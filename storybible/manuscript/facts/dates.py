"""Dates and what is reckoned from events: "in the spring of 1904", "5 May 1904", "since the war".

Kind ``anchor``; a date that begins a sentence ("In 1904 Mara came back.") is a ``jump``.  The ``expression``
of a date is in the bible's time grammar; a date without a year is passed over, for records cannot hold it.
Of "since the war" the ``anchor`` is the war.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from storybible.manuscript.facts.passage import Fact, Passage
from storybible.manuscript.words import word_set
from storybible.names import NameIndex
from storybible.when import parse

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
SINCE = frozenset({"since"})
SAME = "same"

_SEASON = "spring|summer|autumn|fall|winter"
_MONTH = "|".join(MONTHS)
_PART = "early|late|mid|the (?:beginning|end|middle|start) of"
_YEAR = r"(?P<year>1\d{3}|20\d\d)"
_DATE = re.compile(
    rf"(?:\b(?P<part>{_PART})[- ])?"
    rf"(?:\b(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: day)?(?: of)? (?P<month>{_MONTH}),?(?: of)? "
    rf"|\b(?P<month2>{_MONTH}) (?:the )?(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,? (?:of )?"
    rf"|\b(?P<month3>{_MONTH}),?(?: of)? (?:the year )?"
    rf"|\b(?P<season>{_SEASON})(?: of|,)? (?:the year )?"
    r"|\b(?P<lead>in|of|since|by|until|till|from|before|after|during|about|around|circa|year|date"
    r"|dated) (?:the year )?)"
    rf"{_YEAR}(?P<era> BC| AD)?(?![\w,/:-]*\d)(?!'?s\b)(?!-)",
    re.I,
)
_NOT_A_YEAR = re.compile(r" (?:[a-z]+s\b|acres|men|pounds|feet|miles|horses|souls)", re.I)
_SINCE = re.compile(
    r"\b(?:ever )?since (?P<what>(?:the|his|her|their|my|our|your|that|last|yesterday"
    r"|this) ?(?:[a-z-]+ ?){0,4}|[A-Z][^\W_]+'s [a-z]+"
    r"|(?:early )?(?:morning|noon|midnight|dawn|sunrise|sunset|dinner|breakfast|supper|lunch|then"
    r"|childhood|yesterday|boyhood|infancy))",
)
_CLAUSE = word_set(
    "was were had has have is are did would could came went said told left gave took began made saw got "
    "knew died been would must can may will do does got met fell found put arose rose broke grew drew "
    "threw flew wore tore spoke woke chose froze stole drove rode wrote sank sang rang began ran swam "
    "stood sat lay lost left kept slept built sent spent brought bought caught taught thought fought held "
    "heard paid shot shut struck stuck swore won"
)


def dates(passage: Passage, at: int, end: int) -> Iterator[Fact]:
    """The date whose year stands at ``at``."""
    start, stop = passage.window(at, 45, 20)
    for found in _DATE.finditer(passage.text, start, stop):
        if found.start("year") != at:
            continue
        lead = (found["lead"] or "").lower()
        rest = passage.text[found.end() : stop]
        if (
            lead
            and lead not in ("year", "date", "dated")
            and _NOT_A_YEAR.match(rest)
            and not re.match(r" (?:was|is|as|has|his)\b", rest, re.I)
        ):
            return
        said = _said(found)
        if said is None:
            return
        begin = found.start("year") if lead else found.start()
        direction = "earlier" if lead == "since" else SAME
        moves = lead not in ("since", "from", "before", "after", "until", "till") and _opens(passage, found)
        value = {"expression": said, "direction": direction, "anchor": None,
                 "moves_clock": "proposed" if moves else "no"}  # fmt: skip
        kind = "jump" if moves else "anchor"
        yield Fact(kind, begin, found.end(), value, confidence=0.9, about_value=True)
        return


def date_beside(passage: Passage, start: int, end: int) -> tuple[str, int] | None:
    """The date that a verb from ``start`` to ``end`` is given ("born in 1870"), and its end."""
    text = passage.text
    begin, stop = passage.window(start, 60, end - start + 45)
    for year in re.finditer(r"(?<![\w.,:/-])(?:1\d{3}|20\d\d)\b", text[begin:stop]):
        at = begin + year.start()
        fact = next(dates(passage, at, at + 4), None)
        if fact is None:
            if at == end + 1:
                return (year.group(), at + 4) if is_date(year.group()) else None  # "born 1870"
            continue
        if fact.value["direction"] != SAME:
            continue
        between = text[end : fact.start] if at > end else text[fact.end : start]
        lead = text[begin : fact.start]
        if at > end and re.fullmatch(
            r"(?: here| there| (?:in|at) [A-Z][^\W_]+,?)?(?: in| on)?(?: the)? ", between
        ):
            return str(fact.value["expression"]), fact.end
        if (
            at < start
            and re.fullmatch(r"(?:[Ii]n|[Oo]n)(?: the)? ", lead[passage.sentence(start)[0] - begin :])
            and (re.fullmatch(r",? [A-Z][^\W_]+(?: [A-Z][^\W_]+)? ", between))
        ):
            return str(fact.value["expression"]), end
    return None


def _opens(passage: Passage, found: re.Match[str]) -> bool:
    """Whether the story may go on at a date: it begins a sentence that is told in the plain past."""
    start, stop = passage.sentence(found.start())
    before = passage.text[start : found.start()]
    if not re.fullmatch(r"[\s\"'(]*(?:(?:it|this|that) was |on |in |one [a-z]+ in )?(?:the )?", before, re.I):
        return False
    return not re.search(r"\bhad\b|'d\b", passage.text[found.end() : min(stop, found.end() + 60)])


def _said(found: re.Match[str]) -> str | None:
    year = found["year"] + (found["era"] or "")
    month = found["month"] or found["month2"] or found["month3"]
    day = found["day"] or found["day2"]
    if month:
        said = f"{day} {month.title()} {year}" if day else f"{month.title()} {year}"
    elif found["season"]:
        season = found["season"].lower()
        said = f"{'autumn' if season == 'fall' else season} {year}"
    else:
        said = year
    part = (found["part"] or "").lower()
    if part and not day:
        word = "late" if part.startswith("the end") else "mid" if "middle" in part else part.split()[0]
        said = f"{'early' if word == 'the' else word} {said}"
    return said if is_date(said) else None


@lru_cache(2000)
def is_date(said: str) -> bool:
    """Whether the bible's grammar reads it as a time."""
    return not parse(said, NameIndex()).problems


def since(passage: Passage, at: int, end: int) -> Iterator[Fact]:
    """Read "since the war": reckoned from what is no clause; "since he was ill" is a reason or a clause."""
    start, stop = passage.window(at, 6, 70)
    found = _SINCE.match(
        passage.text, start if passage.text[start:at].lower().strip() == "ever" else at, stop
    )
    if found is None:
        return
    what = found["what"].strip()
    words = what.split()
    for index, word in enumerate(words):
        if (
            word
            in (
                "and",
                "but",
                "when",
                "in",
                "at",
                "on",
                "with",
                "by",
                "for",
                "to",
                "as",
                "that",
                "which",
                "who",
                "he",
                "she",
            )
            and index
        ):
            words = words[:index]
            break
    after = passage.text[found.start("what") + len(" ".join(words)) : stop]
    if len(words) < 2 and words[0] in (
        "the",
        "his",
        "her",
        "their",
        "my",
        "our",
        "your",
        "that",
        "this",
        "last",
    ):
        return
    follower = re.match(r"\s*([a-z']+)", after, re.I)
    if _CLAUSE.intersection(words) or (
        follower and (follower[1].lower() in _CLAUSE or follower[1].endswith("ed"))
    ):
        return
    if any(word.endswith("ed") for word in words[1:]) or (follower and follower[1].istitle()):
        return
    anchor = " ".join(words)
    end_at = found.start("what") + len(anchor)
    if not anchor or passage.text[found.start("what") : end_at] != anchor:
        return
    value = {"direction": "earlier", "anchor": anchor, "moves_clock": "no"}
    yield Fact("anchor", found.start(), end_at, value, confidence=0.85, about_value=True)
