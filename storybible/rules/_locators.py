"""Locators: where in a manuscript something is written ("one-shot ¶19-25", "par. 49", "book-2 ch. 7")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from storybible.config import Manuscript

Ranges = tuple[tuple[int, int], ...]
"""Stretches of paragraphs: the first and the last of each."""
ANYWHERE: Ranges = ((1, 10**9),)

MARK = r"¶¶?|par(?:agraph)?s?\b\.?"
NUMBERS = r"\d+(?:\s*[-\u2013]\s*\d+)?(?:\s*(?:,|and|&)\s*¶?\s*\d+(?:\s*[-\u2013]\s*\d+)?)*"
PIECE = re.compile(rf"(?P<text>.*?)\s*(?P<mark>{MARK})?\s*(?P<numbers>{NUMBERS})\s*\Z", re.I | re.S)
NEXT = re.compile(r";|,\s*(?=[^\s\d¶])")
STRETCH = re.compile(r"(\d+)(?:\s*[-\u2013]\s*(\d+))?")
LONGEST = 500
CHAPTER = re.compile(r"\s*\b(?:ch(?:apter)?|part|book|vol(?:ume)?|scene|page|pp?)\b\.?\s*\Z", re.I)


@dataclass(frozen=True, slots=True)
class Locator:
    """One piece of a locator.

    ``text`` is what names the manuscript ("" where it is left out), ``column`` its place in the whole
    locator; ``marked`` tells that the numbers are paragraphs for certain; ``chapter`` that they are not.
    """

    text: str
    column: int
    numbers: tuple[int, ...]
    ranges: Ranges
    marked: bool
    chapter: bool


def read_locator(source: str) -> Iterator[Locator]:
    """The pieces of a locator, as far as they can be read; one without a manuscript has the one before it."""
    if len(source) > LONGEST:
        return
    ends = [*(cut.end() for cut in NEXT.finditer(source)), len(source)]
    at = 0
    for end in ends:
        piece = source[at:end].rstrip("; ,")
        found = PIECE.match(piece)
        if found is not None:
            text = found["text"]
            chapter = CHAPTER.search(text)
            name = text[: chapter.start()] if chapter and not found["mark"] else text
            lead = len(name) - len(name.lstrip())
            stretches = [m.groups() for m in STRETCH.finditer(found["numbers"])][:100]
            ranges = tuple((int(m), int(n or m)) for m, n in stretches if len(m) < 10 and len(n or "") < 10)
            yield Locator(
                name.strip(),
                at + lead,
                tuple(number for first, last in ranges for number in dict.fromkeys((first, last))),
                ranges,
                found["mark"] is not None,
                chapter is not None and not found["mark"],
            )
        at = end


def named_manuscript(text: str, manuscripts: Mapping[str, Manuscript]) -> str | None:
    """The id of the manuscript a text names, by id or title; None where it names none."""
    folded = " ".join(text.casefold().split())
    for manuscript in manuscripts.values():
        title = " ".join(manuscript.title.value.casefold().split()) if manuscript.title is not None else None
        if folded in (manuscript.id.casefold(), title):
            return manuscript.id
    return None


def located(source: str, manuscripts: Mapping[str, Manuscript]) -> Iterator[tuple[str, Ranges]]:
    """The manuscripts that a locator names, and where in each; those that nobody declared are left out.

    A locator that names none means the only one there is; one of a chapter means anywhere in its manuscript.
    """
    last = next(iter(manuscripts)) if len(manuscripts) == 1 else None
    for piece in read_locator(source):
        if piece.text:
            last = named_manuscript(piece.text, manuscripts)
        if last is not None:
            yield last, ANYWHERE if piece.chapter else piece.ranges
