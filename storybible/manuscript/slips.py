"""Probable misspellings of known names in a text.

A word counts that is capitalised, that the bible does not have, that stands in the text no more than a few
times and nowhere in small letters.  At the head of a sentence, where any word is capitalised, it counts only
with a verb or a possessive after it, or where it has exactly the letters of a name.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import accumulate

from storybible.manuscript.appearances import Mentioned
from storybible.manuscript.cast import SUPPOSED
from storybible.manuscript.mentions import WORDS, blocks
from storybible.manuscript.newcomers import HEAD
from storybible.manuscript.spelling import LEAST, Speller
from storybible.manuscript.words import AUXILIARY, IRREGULAR, MIND, NO_NAMES, SPEECH

OFTEN = 3
"""Who is named more often than this is somebody else."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A word that is probably a misspelling, and the names that it may be meant for, nearest first."""

    start: int
    end: int
    word: str
    meant: tuple[str, ...]


def slips(mentioned: Mentioned) -> list[Slip]:
    """Every probable misspelling, in the order of the text."""
    prose, cast = mentioned.prose, mentioned.cast
    speller = Speller(
        word
        for form in cast.forms.values()
        for word in form.words
        if not form.lower and any(use.how != SUPPOSED for use in form.uses)
    )
    seen: Counter[str] = Counter()
    found: list[Slip] = []
    meant: dict[str, tuple[str, ...]] = {}
    for start, end in blocks(prose, headings=False):
        pieces = WORDS.split(prose.readable[start:end])
        words, gaps = pieces[1::2], pieces[::2]
        seen.update(words)
        places = list(accumulate(map(len, pieces), initial=start))
        for index, word in enumerate(words):
            if len(word) < LEAST or not word[0].isupper() or word.isupper():
                continue
            known = meant.get(word)
            if known is None:
                known = meant[word] = () if word.casefold() in NO_NAMES else tuple(speller.meant(word))
            if known and (not _at_head(gaps[index]) or _swapped(word, known) or _acts(words, gaps, index)):
                found.append(Slip(places[2 * index + 1], places[2 * index + 2], word, known))
    return [slip for slip in found if seen[slip.word] <= OFTEN and not seen[slip.word.lower()]]


def _at_head(gap: str) -> bool:
    return not gap or bool(HEAD.search(gap))


def _swapped(word: str, known: tuple[str, ...]) -> bool:
    """Whether the letters are those of a name: no other word has them all by chance."""
    return any(sorted(word.casefold()) == sorted(name.casefold()) for name in known)


def _acts(words: list[str], gaps: list[str], index: int) -> bool:
    """Whether a verb or a possessive follows."""
    if index + 1 >= len(words):
        return False
    after = words[index + 1].casefold()
    if gaps[index + 1] in ("'", "’"):
        return after == "s"
    return gaps[index + 1] == " " and (after in SPEECH | MIND | AUXILIARY | IRREGULAR or after.endswith("ed"))
