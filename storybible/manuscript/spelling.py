"""Names that are probably misspellings of a known one.

Damerau's distance, where a swap of neighbours is one edit (F. J. Damerau, A technique for computer detection
and correction of spelling errors, 1964; the restricted form, by dynamic programming): one edit in words of
five to seven letters, two from eight letters on, none below five.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

LEAST = 5
LONG = 8


def distance(a: str, b: str, most: int = 2) -> int:
    """Edits between two words, at most ``most`` + 1."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        earlier, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def allowed(word: str) -> int:
    """How many edits a misspelling of a name may have, by its length."""
    return 0 if len(word) < LEAST else 1 if len(word) < LONG else 2


class Speller:
    """Known words of names, indexed so that a misspelling is compared with few of them."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_size: dict[int, dict[str, str]] = {}
        self._known: set[str] = set()
        for word in words:
            folded = fold(word)
            self._known.add(folded)
            if allowed(folded):
                self._by_size.setdefault(len(folded), {}).setdefault(folded, word)

    def meant(self, word: str) -> list[str]:
        """The known words that a word may be a misspelling of, nearest first; none where it is known itself.

        A mere plural or possessive is no misspelling, and neither is a word that differs in its first letter
        and in length: that is another name.
        """
        folded = fold(word)
        if folded in self._known or not allowed(folded):
            return []
        near = []
        for size in range(len(folded) - 2, len(folded) + 3):
            for other, as_written in self._by_size.get(size, {}).items():
                if folded in (other + "s", other + "es", other + "n", other + "an") or other == folded + "s":
                    continue
                most = min(allowed(folded), allowed(other))
                edits = distance(folded, other, most)
                if edits <= most and (folded[0] == other[0] or len(folded) == len(other)):
                    near.append((edits, folded[0] != other[0], as_written))
        near.sort()
        return [as_written for _, _, as_written in near]


def fold(word: str) -> str:
    """A word without case and accents: an accent left out is no misspelling."""
    return "".join(
        sign for sign in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(sign)
    )
