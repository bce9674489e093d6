"""Words of an expression with their places, and the words the grammar knows.

Dashes, quotation marks and odd blanks are made plain one for one, so that every column stays what the
writer sees.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from storybible.calendars import GREGORIAN
from storybible.when.terms import Problem

LONGEST = 2000
"""No expression is longer than this many characters."""

_PLAIN = {
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
    **dict.fromkeys(map(ord, "‘’‚′"), "'"),
    **dict.fromkeys(map(ord, "“”„″"), '"'),
    **dict.fromkeys(map(ord, "\u00a0\u2007\u202f\u2009\u200a\u3000"), " "),
}
_THIN = re.compile(r"(?<=\d)(?<!\d\d\d\d)[\u00a0\u2007\u202f\u2009](?=\d\d\d(?!\d))")
_GROUP = r"(?<=\d)(?<!\d\d\d\d),(?=\d\d\d(?!\d))"  # the comma of 1,500
_WORD = re.compile(rf"(?:[^\s,]|{_GROUP})+|,")
_GLUED = re.compile(r"(\d+)([a-z]+\.?)")  # "3yrs"

UNITS: Mapping[str, int] = GREGORIAN.units
"""Every word for a unit; a calendar's own ``units`` say how long each is in it."""
Phrases = Mapping[str, tuple[tuple[str, ...], ...]]

HEDGES: Mapping[str, str] = {
    **dict.fromkeys(("exactly", "precisely"), "exactly"),
    **dict.fromkeys(("just", "only"), ""),
    **dict.fromkeys(("about", "around", "some", "roughly", "approximately"), "about"),
    **dict.fromkeys(("circa", "ca.", "ca", "c."), "about"),
    **dict.fromkeys(("almost", "nearly"), "almost"),
    **dict.fromkeys(("over",), "over"),
    **dict.fromkeys(("under",), "under"),
}
HEDGE_PAIRS: Mapping[tuple[str, str], str] = {
    ("more", "than"): "over",
    ("just", "over"): "over",
    ("less", "than"): "under",
    ("fewer", "than"): "under",
    ("just", "under"): "almost",
    ("at", "least"): "at least",
    ("at", "most"): "at most",
    ("up", "to"): "at most",
}
AFTERTHOUGHTS: Mapping[str, str] = {"so": "about", "more": "at least", "less": "at most"}  # "or so" ...

_SMALL = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_NUMBERS = {
    **{word: number for number, word in enumerate(_SMALL)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
    **{
        f"{tens}-{ones}": 10 * t + o
        for t, tens in enumerate(_TENS, 2)
        for o, ones in enumerate(_SMALL[1:10], 1)
    },
}
_LARGE = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_FRACTIONS = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4)}
_LONGEST_NUMBER = 10


def plain(text: str) -> str:
    """The text with plain dashes, quotation marks and blanks; the same number of characters."""
    return text if text.isascii() else text.translate(_PLAIN)


def ungrouped(text: str) -> str:
    """The text without the separators of thousands: ``1,500`` (or with a thin blank) is 1500."""
    return re.sub(_GROUP, "", text if text.isascii() else _THIN.sub(",", text))


def _seam(word: str) -> int:
    """Where two words were written as one: ``3|yrs``, ``twenty|-odd``, ``c.|1881``; 0 for one word."""
    if word[0].isdigit():
        if not word[-1].isdigit() and (glued := _GLUED.fullmatch(word)) and glued[2] in UNITS:
            return glued.end(1)
    elif word[0] in "c~" and word[-1].isdigit() and (hedge := re.match(r"(?:~|c\.|ca\.)(?=\d)", word)):
        return hedge.end()
    return len(word) - 4 if word.endswith("-odd") else 0


class Words:
    """The words of a text in lower case, and where they begin and end.

    A number with separators of thousands is one word without them, "3yrs" is two words.  ``phrases`` are
    a calendar's names of several words ("sun's height"): each is one word here.
    """

    __slots__ = ("ends", "low", "starts", "text")

    def __init__(
        self, text: str, begin: int = 0, end: int | None = None, phrases: Phrases | None = None
    ) -> None:
        self.text = text
        self.low: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        whole = text if text.isascii() else plain(_THIN.sub(",", text))
        for match in _WORD.finditer(whole, begin, len(text) if end is None else end):
            word = match.group().lower()
            if "," in word and len(word) > 1:
                word = re.sub(_GROUP, "", word)
            elif (middle := _seam(word)) > 0:
                self.low += (word[:middle], word[middle:].lstrip("-"))
                self.starts += (match.start(), match.end() - len(self.low[-1]))
                self.ends += (match.start() + middle, match.end())
                continue
            self.low.append(word)
            self.starts.append(match.start())
            self.ends.append(match.end())
        if phrases:
            self._join(phrases)

    def _join(self, phrases: Phrases) -> None:
        """Make one word of every phrase; the longest that fits counts."""
        i = 0
        while i < len(self.low):
            for phrase in phrases.get(self.low[i], ()):
                end = i + len(phrase)
                if tuple(self.low[i:end]) == phrase:
                    self.low[i:end] = [" ".join(phrase)]
                    del self.starts[i + 1 : end], self.ends[i : end - 1]
                    break
            i += 1

    def grouped(self, i: int) -> bool:
        """Whether word ``i`` is a number with separators of thousands."""
        return self.low[i][-1].isdigit() and self.ends[i] - self.starts[i] > len(self.low[i])

    def problem(
        self, first: int, last: int, message: str, suggestion: str = "", unknown_date: bool = False
    ) -> Problem:
        """A problem about the words ``first`` up to and without ``last``."""
        if not self.starts:
            return Problem(0, 1, message, suggestion, unknown_date)
        if first >= len(self.starts):
            return Problem(self.ends[-1] - 1, 1, message, suggestion, unknown_date)
        start = self.starts[first]
        length = self.ends[max(last, first + 1) - 1] - start
        return Problem(start, length, message, suggestion, unknown_date)


def shown(text: str, longest: int = 40) -> str:
    """A piece of the writer's text for a message: on one line, printable, not too long."""
    piece = " ".join(text[: 4 * longest].split())
    piece = "".join(c if c.isprintable() else "\ufffd" for c in piece)
    return piece if len(piece) <= longest else piece[: longest - 1] + "…"


Number = tuple[int, int, int]
"""Numerator, denominator, index of the word after it."""


def read_number(low: list[str], i: int) -> Number | None:
    """A number in digits or words that begins at word ``i``; None where there is none.

    ``12``, ``2.5``, ``2½``, ``2 1/2``, ``twenty-five``, ``twenty five``, ``a hundred and five``,
    ``two and a half``.  A number of more than ten digits is no number.
    """
    if i >= len(low):
        return None
    word = low[i]
    first = word[0]
    if first.isdecimal():
        return _read_digits(low, i)
    if first in _FRACTIONS:
        return (*_FRACTIONS[word], i + 1) if word in _FRACTIONS else None
    if word in _NUMBERS:
        value = _NUMBERS[word]
        i += 1
        if 20 <= value < 100 and "-" not in word and i < len(low) and 0 < _NUMBERS.get(low[i], 99) < 10:
            value += _NUMBERS[low[i]]
            i += 1
    elif word in _LARGE:
        value = 1  # "a hundred": the loop below multiplies
    else:
        return None
    total = 0
    while i < len(low):
        if low[i] in _LARGE and total + value <= 10**9:
            value *= _LARGE[low[i]]
            i += 1
            if value >= 1000:
                total, value = total + value, 0
        elif low[i] == "and" and (total or value >= 100) and i + 1 < len(low) and low[i + 1] in _NUMBERS:
            value += _NUMBERS[low[i + 1]]
            i += 2
            break
        elif (total or value >= 100) and low[i] in _NUMBERS and value % 100 == 0:
            value += _NUMBERS[low[i]]
            i += 1
        else:
            break
    return _and_a_half(low, total + value, i)


def _read_digits(low: list[str], i: int) -> Number | None:
    """A number that begins with a digit."""
    word = low[i]
    if word.isdecimal():
        if len(word) > _LONGEST_NUMBER:
            return None
        value = int(word)
        if i + 1 < len(low):
            follower = low[i + 1]
            if follower == "1/2":
                return 2 * value + 1, 2, i + 2
            if follower in _LARGE:
                return value * _LARGE[follower], 1, i + 2
        return _and_a_half(low, value, i + 1)
    if word == "1/2":
        return 1, 2, i + 1
    if len(word) > _LONGEST_NUMBER:
        return None
    if word[-1] in _FRACTIONS and word[:-1].isdecimal():
        over, under = _FRACTIONS[word[-1]]
        return int(word[:-1]) * under + over, under, i + 1
    whole, point, part = word.partition(".")
    if point and whole.isdecimal() and part.isdecimal() and len(part) <= 3:
        over, under = int(part), 10 ** len(part)
        for divisor in (5, 2):
            while over % divisor == 0 and under % divisor == 0:
                over, under = over // divisor, under // divisor
        return int(whole) * under + over, under, i + 1
    return None


def odd_step(number: int) -> int:
    """How far "-odd" reaches beyond a number above 0: "twenty-odd" ten, "two hundred-odd" a hundred."""
    step = 1
    while number % (10 * step) == 0:
        step *= 10
    return step


def _and_a_half(low: list[str], value: int, i: int) -> Number:
    """``... and a half`` after a whole number."""
    if low[i : i + 3] == ["and", "a", "half"]:
        return 2 * value + 1, 2, i + 3
    return value, 1, i


def spelled(number: int) -> str:
    """A number in words ("twenty-five", "one hundred and five"); digits from 10,000 on."""
    if number < 20:
        return _SMALL[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens - 2] + (f"-{_SMALL[ones]}" if ones else "")
    if number >= 10_000:
        return str(number)
    size, name = (1000, "thousand") if number >= 1000 else (100, "hundred")
    count, rest = divmod(number, size)
    link = "" if not rest else " and " if rest < 100 else " "
    return f"{spelled(count)} {name}{link}{spelled(rest) if rest else ''}"
