"""Jumps in time that stand by themselves: headings and lines such as "1920", "Hull, May 1898", "Epilogue".

What a heading, or a short line with nothing else in it, says of time holds for what follows, so that it is a
jump whatever its direction: ``*Three years earlier*`` as well.  A date has the direction ``same``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from storybible.manuscript.facts import dates, times
from storybible.manuscript.facts.passage import Fact, Passage
from storybible.manuscript.mentions import WORDS

LONGEST = 60
"""A line of so many characters at most may be a caption; a heading may be longer."""

_EPILOGUE = re.compile(r"\W*(?P<word>epilogue|afterwards|years later|much later)\b", re.I)
_YEAR = re.compile(
    r"(?<!chapter )(?<!part )(?<!book )(?<!volume )(?<!page )(?<!number )(?<!no\. )(?<![\w.,:/-])"
    r"(?P<date>1\d{3}|20\d\d)(?P<day>-\d\d(?:-\d\d)?)?(?![\w/-]|[.,:]\d)",
    re.I,
)
_SMALL = re.compile(r"(?:the|in|of|on|at|and|de|la|near|year|anno|domini|ad|to)\b", re.I)


def caption(passage: Passage, heading: bool) -> Iterator[Fact]:
    """What a heading or a line by itself says of time; nothing where it says none or more than that."""
    text, start, end = passage.text, passage.start, passage.end
    if end - start > LONGEST and not heading:
        return
    fact = _told(passage) or _epilogue(passage, heading)
    if fact is None or passage.in_speech(fact.start):
        return
    rest = f"{text[start : fact.start]} {text[fact.end : end]}"
    words = [word for word in WORDS.findall(rest) if not _SMALL.fullmatch(word)]
    bare = len(fact.value) == 2  # the word for an epilogue, whose title may follow
    if heading or bare or (len(words) <= 4 and not any(word[0].islower() for word in words)):
        yield replace(fact, kind="jump", value={**fact.value, "moves_clock": "proposed"})


def _told(passage: Passage) -> Fact | None:
    """The first date or amount of time."""
    for word in WORDS.finditer(passage.text, passage.start, passage.end):
        low = word.group().lower()
        if low in times.TRIGGERS:
            found = times.jumps(passage, word.start(), word.end())
        elif low in times.NEAR_TRIGGERS:
            found = times.nearby(passage, word.start(), word.end())
        elif len(low) == 4 and low.isdigit():
            found = dates.dates(passage, word.start(), word.end())
        else:
            continue
        fact = next((fact for fact in found if fact.value["direction"] != times.DURATION), None)
        if fact is not None:
            return fact
    year = _YEAR.search(passage.text, passage.start, passage.end)
    if year is None or not dates.is_date(year.group()):
        return None
    value = {"expression": year.group(), "direction": times.SAME, "anchor": None}
    return Fact("jump", year.start(), year.end(), value, confidence=0.9)


def _epilogue(passage: Passage, heading: bool) -> Fact | None:
    """The word for what comes after the end of the story."""
    found = _EPILOGUE.match(passage.text, passage.start, passage.end)
    if found is None or not (
        heading or re.match(r"\s*(?:[:.—–-]|\Z)", passage.text[found.end() : passage.end])
    ):
        return None
    value = {"direction": times.LATER, "anchor": None}
    return Fact("jump", found.start("word"), found.end(), value, confidence=0.9)
