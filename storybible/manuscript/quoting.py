"""Looking a quote up in prose: where its words stand, whatever the signs around them look like.

A quote is the durable anchor of a statement: paragraphs renumber when a text is edited, words stay.  Blanks,
kinds of quotation marks, dashes and ellipses, capitals and forms of Unicode do not matter; an ellipsis in a
quote may also stand for words left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from storybible.manuscript.prose import Prose

_SIGNS = str.maketrans(
    dict.fromkeys('“”„‟«»″"', "")
    | dict.fromkeys("‘’‚‛′´`", "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
    | {"…": "..."}
)
_NO_APOSTROPHE = re.compile(r"(?<![^\W\d_])'|'(?![^\W\d_])")
_ELLIPSIS = re.compile(r"\s*\.(?:\s*\.){2,}\s*")
_DASH = re.compile(r"\s*-+\s*")
_BEFORE_SIGN = re.compile(r"\s+(?=[,.;:!?)\]])")
_LEFT_OUT = re.compile(r"\[?\.\.\. ?\]?")
_WORD = re.compile(r"\w+(?:['-]\w+)*")
LEAST_SHARED = 0.5
"""The share of a quote's words that a passage must have to be shown as the nearest."""


def normal(text: str) -> str:
    """A text in the form in which quotes are compared."""
    text = unicodedata.normalize("NFKC", text).translate(_SIGNS).casefold()
    text = _NO_APOSTROPHE.sub("", text)
    text = _ELLIPSIS.sub("... ", text)
    return " ".join(_BEFORE_SIGN.sub("", _DASH.sub("-", text)).split())


def find_words(words: str, text: str) -> Iterator[int]:
    """Where some words stand in a text, both in their normal form; never inside of a longer word."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        cut = (at and words[0].isalnum() and text[at - 1].isalnum()) or (
            end < len(text) and words[-1].isalnum() and text[end].isalnum()
        )
        if not cut:
            yield at
        at = text.find(words, at + 1)


def stands_in(quote: str, text: str) -> bool:
    """Whether a quote stands in a text, both in their normal form."""
    if next(find_words(quote, text), None) is not None:
        return True
    pieces = [piece.strip(" ,.;:-") for piece in _LEFT_OUT.split(quote)]
    pieces = [piece for piece in pieces if piece]
    if len(pieces) < 2:
        return False
    at = 0
    for piece in pieces:
        found = next((n for n in find_words(piece, text) if n >= at), None)
        if found is None:
            return False
        at = found + len(piece)
    return True


@dataclass(frozen=True, slots=True)
class Nearest:
    """The passage of a text that is most like a quote that stands nowhere."""

    paragraph: int
    words: str


class Quotable:
    """A manuscript in which quotes are looked up; paragraphs are put into their normal form when needed."""

    def __init__(self, prose: Prose) -> None:
        self.prose = prose
        self._normal: dict[int, str] = {}
        self._where: dict[str, list[int]] = {}

    def text(self, number: int) -> str:
        """A paragraph in its normal form; "" for one that is not there."""
        if not 0 < number <= len(self.prose.paragraphs):
            return ""
        known = self._normal.get(number)
        if known is None:
            paragraph = self.prose.paragraphs[number - 1]
            known = self._normal[number] = normal(self.prose.readable[paragraph.start : paragraph.end])
        return known

    def within(self, quote: str, first: int, last: int) -> bool:
        """Whether a quote (in its normal form) stands in some paragraphs, ends included."""
        last = min(last, len(self.prose.paragraphs))
        return stands_in(quote, " ".join(self.text(n) for n in range(max(first, 1), last + 1)))

    def anywhere(self, quote: str) -> list[int]:
        """The numbers of all paragraphs in which a quote stands, or begins."""
        numbers = range(1, len(self.prose.paragraphs) + 1)
        found = [n for n in numbers if stands_in(quote, self.text(n))]
        return found or [n for n in numbers if self._crosses(quote, n)]

    def _crosses(self, quote: str, number: int) -> bool:
        """Whether a quote begins in a paragraph and goes on in the next."""
        first = quote.split(" ", 1)[0]
        return first in self.text(number) and stands_in(quote, f"{self.text(number)} {self.text(number + 1)}")

    def nearest(self, quote: str, beside: Sequence[int] = ()) -> Nearest | None:
        """The passage that shares most words with a quote; of equals the one in a paragraph of ``beside``."""
        words = _WORD.findall(quote)
        if not words:
            return None
        shared: dict[int, int] = {}
        for word in set(words):
            for number in self._index().get(word, ()):
                shared[number] = shared.get(number, 0) + 1
        if not shared:
            return None
        best = max(shared, key=lambda n: (shared[n], n in beside, -n))
        if shared[best] < LEAST_SHARED * len(set(words)):
            return None
        return Nearest(best, self._window(best, words))

    def _index(self) -> dict[str, list[int]]:
        """Which paragraphs have a word."""
        if not self._where:
            for number in range(1, len(self.prose.paragraphs) + 1):
                for word in set(_WORD.findall(self.text(number))):
                    self._where.setdefault(word, []).append(number)
        return self._where

    def _window(self, number: int, words: Sequence[str]) -> str:
        """The words of a paragraph, as written, around where most of some words stand together."""
        paragraph = self.prose.paragraphs[number - 1]
        written = self.prose.text[paragraph.start : paragraph.end]
        spans = [found.span() for found in _WORD.finditer(written)]
        if not spans:
            return ""
        written_words = [normal(written[a:b]) for a, b in spans]
        wanted = set(words)
        size = min(len(words), len(spans))
        best, at = (-1, False), 0
        for start in range(len(spans) - size + 1):
            shared = sum(word in wanted for word in written_words[start : start + size])
            if (shared, written_words[start] == words[0]) > best:
                best, at = (shared, written_words[start] == words[0]), start
        return " ".join(written[spans[at][0] : spans[at + size - 1][1]].split())
