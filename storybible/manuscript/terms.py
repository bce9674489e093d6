"""Spellings that are not wanted: the style sheet of the settings, looked for in prose.

A spelling matches whole words, in any case, with any run of blanks; its preferred form is left alone even
where it contains the unwanted one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from storybible.config import Term
from storybible.manuscript.prose import Prose
from storybible.names import PLAIN


@dataclass(frozen=True, slots=True)
class Unwanted:
    """An unwanted spelling in the text, and what to write instead, capitalised as it stands."""

    start: int
    end: int
    instead: str
    term: Term


def unwanted(prose: Prose, terms: Sequence[Term]) -> Iterator[Unwanted]:
    """Every unwanted spelling of the text, in order."""
    meant: dict[str, Term] = {}
    for term in terms:
        for spelling in term.instead_of:
            meant.setdefault(_folded(spelling.value), term)
    if not meant:
        return
    preferred = {_folded(term.use.value) for term in terms}
    longest = sorted({*meant, *preferred}, key=len, reverse=True)
    either = "|".join(_pattern(word) for word in longest)
    pattern = re.compile(rf"(?<!\w)(?:{either})(?![\w\u0300-\u036f])", re.I)
    text = prose.readable.translate(PLAIN)
    exact = {spelling.value for term in terms for spelling in term.instead_of}
    for found in pattern.finditer(text):
        words = " ".join(found.group().split())
        found_term = meant.get(words.casefold())
        if found_term is None or words == found_term.use.value:
            continue
        if words.casefold() in preferred and words not in exact:
            continue
        if prose.paragraph_at(found.start()) is not None:
            yield Unwanted(found.start(), found.end(), _like(found_term.use.value, words), found_term)


def _pattern(word: str) -> str:
    return r"\s+".join(re.escape(part) for part in word.split())


def _like(word: str, standing: str) -> str:
    """A word capitalised as another one stands in the text."""
    if standing.isupper() and len(standing) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if standing[:1].isupper() and standing[1:].islower() else word


def _folded(text: str) -> str:
    return " ".join(text.translate(PLAIN).split()).casefold()
