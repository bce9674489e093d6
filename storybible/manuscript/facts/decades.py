"""Ages without a plain number: "in her late thirties", "on her sixteenth birthday"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from storybible.manuscript.facts.ages import PERSON, age_fact, is_age
from storybible.manuscript.facts.numerals import ordinal
from storybible.manuscript.facts.passage import OTHER, Fact, Passage, Who
from storybible.manuscript.words import word_set

TRIGGERS = word_set("teens twenties thirties forties fifties sixties seventies eighties nineties birthday")

_TENS = re.compile(
    r"\b(?:(?:in|into|of|past|out of|entering|reached|approaching|to|past|through|for|towards|be) )"
    r"(?P<whose>his|her|their|my|your|our|its|the)(?: own)? "
    r"(?P<part>(?:very )?(?:early|mid|middle|late|later|latter|mid-)[- ]?)?"
    r"(?P<decade>teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties|[2-9]0'?s)\b",
    re.I,
)
_BIRTHDAY = re.compile(
    r"\b(?P<whose>his|her|my|[^\W_]+'s) (?P<age>[a-z]+(?:-[a-z]+)?|\d{1,3}(?:st|nd|rd|th)) birthday\b", re.I
)


def decades(passage: Passage, at: int, end: int) -> Iterator[Fact]:
    """What a decade or "birthday" at ``at`` says; "30s" is a decade as well."""
    return (_birthday if passage.text[at:end].lower() == "birthday" else _decade)(passage, at, end)


def _decade(passage: Passage, at: int, end: int) -> Iterator[Fact]:
    start, stop = passage.window(at, 50, 20)
    for found in _TENS.finditer(passage.text, start, stop):
        if not found.start("decade") <= at < found.end("decade"):
            continue
        whose = found["whose"].lower()
        lead = passage.text[start : found.start()]
        if whose in ("the", "its") and not re.search(rf"\b(?:{PERSON})\b[^.;,]*\Z", lead, re.I):
            continue
        part = (found["part"] or "").lower().removeprefix("very ").strip(" -")
        part = {"middle": "mid", "later": "late", "latter": "late"}.get(part, part)
        said = (
            f"{part}-{found['decade'].lower()}"
            if part == "mid"
            else f"{part} {found['decade'].lower()}".strip()
        )
        if not is_age(said):
            continue
        verb = re.search(r"\b(?:was|is|am|were|are|'s|'m)\b(?: [a-z]+){0,3} ?\Z", lead)
        who = passage.subject_before(start + verb.start()) if verb else OTHER
        if who.grammar == "other" and verb is None:
            who = passage.pronoun(whose, found.start("whose")) if whose not in ("the", "its") else OTHER
            beside = passage.mention_ending(found.start() - 1) or passage.mention_ending(found.start() - 2)
            who = Who(passage.person(beside), "name") if beside else who
        fact = age_fact(passage, found, said, who)
        if fact is not None:
            yield fact


def _birthday(passage: Passage, at: int, end: int) -> Iterator[Fact]:
    """Read "on her sixteenth birthday"."""
    start, _ = passage.window(at, 50, 0)
    for found in _BIRTHDAY.finditer(passage.text, start, end):
        value = ordinal(found["age"])
        if found.end() == end and value is not None:
            who = passage.owner_before(found.start("age"))
            fact = age_fact(passage, found, str(value), who)
            if fact is not None:
                yield fact
