"""Locators: where in a manuscript something is written ("one-shot ¶19-25", "par. 49", "book-2 ch. 7")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from storybible.config import Manuscript

MARK = r"¶¶?|par(?:agraph)?s?\b\.?"
NUMBERS = r"\d+(?:\s*[-\u2013]\s*\d+)?(?:\s*(?:,|and|&)\s*¶?\s*\d+(?:\s*[-\u2013]\s*\d+)?)*"
PIECE = re.compile(rf"(?P<text>.*?)\s*(?P<mark>{MARK})?\s*(?P<numbers>{NUMBERS})\s*\Z", re.I | re.S)
NEXT = re.compile(r";|,\s*(?=[^\s\d¶])")
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
            numbers = tuple(int(n) for n in re.findall(r"\d+", found["numbers"])[:200] if len(n) < 10)
            yield Locator(
                name.strip(),
                at + lead,
                numbers,
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


def paragraph_count(manuscript: Manuscript, root: str) -> int | None:
    """How many paragraphs a manuscript has: as stated, else counted in a text file; None where unknown.

    In a file, every line with text on it is counted: more than the paragraphs where lines are broken, and
    never fewer.
    """
    if manuscript.paragraphs is not None:
        return manuscript.paragraphs
    if manuscript.file is None or not manuscript.file.value.endswith(".txt"):
        return None
    path = Path(root) / manuscript.file.value
    try:
        if path.stat().st_size > 64 * 1024 * 1024:
            return None
        text = path.read_text(encoding="utf-8", errors="replace")
    except (OSError, ValueError):
        return None
    return sum(1 for line in text.splitlines() if line.strip())
