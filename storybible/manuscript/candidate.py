"""A candidate: something that a stretch of prose may state, for a writer to accept or reject."""

from __future__ import annotations

from dataclasses import dataclass

DIALOGUE = "dialogue"
NEGATED = "negated"
HYPOTHETICAL = "hypothetical"
PLANNED = "planned"
HEDGED = "hedged"
FLASHBACK = "flashback"
DOUBTFUL = frozenset({DIALOGUE, NEGATED, HYPOTHETICAL, PLANNED, HEDGED, FLASHBACK})
"""Flags with which a candidate never makes an error."""
EARLIER = "earlier"
"""The flag of a birth, a death or a wedding that lies before the scene that tells of it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a stretch of prose.

    ``start`` and ``end`` are character offsets in the text, and ``quote`` is what stands there, verbatim.
    ``value`` is plain data, its form said by the reader of that ``kind``.  ``subject`` is a record's id, or
    None where the text names nobody; ``near`` are then the nearest names, nearest first.  ``id`` is made of
    the words, not of the place: it survives edits of the text around.
    """

    id: str
    kind: str
    start: int
    end: int
    quote: str
    value: object
    subject: str | None = None
    near: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    confidence: float = 1.0


def content_id(kind: str, quote: str, value: object, occurrence: int) -> str:
    """The id of a candidate: of its kind, its words and its value, and how many such came before it."""
    import hashlib  # only where prose is read

    words = " ".join(quote.split()).casefold()
    text = "\x1f".join((kind, words, repr(value), str(occurrence)))
    return f"c-{hashlib.sha256(text.encode()).hexdigest()[:10]}"


class Ids:
    """Ids for the candidates of one text, in its order: counts which kinds, words and values came before."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str, str], int] = {}

    def __call__(self, kind: str, quote: str, value: object, subject: str | None = None) -> str:
        """The id of the next candidate of these words, about this record."""
        value = (value, subject) if subject is not None else value
        key = kind, " ".join(quote.split()).casefold(), repr(value)
        before = self._seen.get(key, 0)
        self._seen[key] = before + 1
        return content_id(kind, quote, value, before)
