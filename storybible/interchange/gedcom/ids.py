"""Ids made of names: unique, and never a word or a number that a time expression is made of."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from storybible.reading.ids import make_id
from storybible.when.tokens import HEDGES, UNITS
from storybible.when.vocabulary import NEXT_UNITS, ORDERS, WHICH

LONGEST = 60
_MORE = ("to", "and", "or", "between", "within", "the", "always", "early", "mid", "late")
_GRAMMAR = frozenset((*ORDERS, *HEDGES, *UNITS, *NEXT_UNITS, *WHICH, *_MORE))


class Ids:
    """The ids of a bible; ``taken`` are those that it has already."""

    def __init__(self, taken: Collection[str]) -> None:
        self._taken = set(taken)
        self._last: dict[str, int] = {}

    def make(self, name: str, otherwise: str) -> str:
        """An id for a name: ``mary-kennedy``, for the next one ``mary-kennedy-2``.

        ``otherwise`` is the id where a name has no letters, and stands before one that is no good by itself:
        an id wins over a word of the grammar, so nobody's is ``before`` or ``1900``.
        """
        base = make_id(_plain(name))
        if len(base) > LONGEST:
            base = base[:LONGEST].rpartition("-")[0] or base[:LONGEST]
        base = make_id(base) or otherwise
        if base[0].isdecimal() or base in _GRAMMAR:
            base = f"{otherwise}-{base}"
        made, count = base, self._last.get(base, 1)
        while made in self._taken:
            count += 1
            made = f"{base}-{count}"
        self._last[base] = count
        self._taken.add(made)
        return made


def _plain(name: str) -> str:
    """A name in plain letters, easier to type, where it has plain ones: Brontë is bronte."""
    if name.isascii():
        return name
    letters = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return letters if letters.isascii() else name
