"""The one-line forms: what may be written as one text instead of a mapping.

Only splitting; nothing here knows records.  Each piece keeps its own place in the file.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from storybible.reading.ids import is_id
from storybible.records import Text

PERIOD_WORD = r"(?:^|\s)(from|until|seen at|seen)\s+(?=\S)"
ROLE_LEAD = ("as ", "in ", "only ", "a ", "an ", "the ", "her ", "his ", "their ")


class Line:
    """A text taken apart: ``head`` and, where they were given, from, until and seen.

    ``rest`` is what stood in brackets at the end and was not a period.
    """

    __slots__ = ("ends", "head", "rest", "seen", "starts")

    def __init__(self, head: Text, ends: Text | None = None) -> None:
        self.head = head
        self.starts: Text | None = None
        self.ends = ends
        self.seen: Text | None = None
        self.rest: Text | None = None


def trimmed(text: Text, begin: int, end: int) -> Text:
    """``value[begin:end]`` without blanks around it."""
    value = text.value[begin:end]
    left = begin + len(value) - len(value.lstrip())
    return text.part(left, left + len(value.strip()))


def bracketed(text: Text) -> tuple[Text, Text] | None:
    """``teo (mentioned)`` as ``teo`` and ``mentioned``; None where nothing stands in brackets at the end."""
    value = text.value
    if value[-1:] != ")":
        return None
    opening = value.rfind("(")
    if opening <= 0:
        return None
    head = trimmed(text, 0, opening)
    inside = trimmed(text, opening + 1, len(value) - 1)
    return (head, inside) if head.value and inside.value else None


def with_period(text: Text, bare: bool = True, aside: bool = False) -> Line:
    """``mara from telling until teo.death``, ``mara (from telling)``; with ``aside`` also ``mara (told)``.

    Without ``bare`` a period counts only in brackets: the head is free text that may hold such words.
    """
    line = Line(text)
    pair = bracketed(text)
    if pair:
        head, inside = pair
        if re.match(PERIOD_WORD, inside.value):
            line.head = head
            _take_period(line, inside)
            return line
        if aside:
            line.head, line.rest = pair
    if bare:
        whole = line.head
        found = re.search(PERIOD_WORD, whole.value)
        if found and found.start() > 0:
            line.head = trimmed(whole, 0, found.start())
            _take_period(line, trimmed(whole, found.start(), len(whole.value)))
    return line


def _take_period(line: Line, text: Text) -> None:
    marks = list(re.finditer(PERIOD_WORD, text.value))
    for index, mark in enumerate(marks):
        end = marks[index + 1].start() if index + 1 < len(marks) else len(text.value)
        piece = trimmed(text, mark.end(), end)
        if mark[1] == "from":
            line.starts = line.starts or piece
        elif mark[1] == "until":
            line.ends = line.ends or piece
        else:
            line.seen = line.seen or piece


def trait(text: Text) -> Line:
    """``black (until the-flood)``, and without brackets where the end is plainly an id."""
    if text.value[-1:] == ")":
        return with_period(text, bare=False)
    at = text.value.rfind(" until ")
    if at > 0:
        end = trimmed(text, at + 7, len(text.value))
        if "-" in end.value and is_id(end.value.replace(".", "-")):
            return Line(trimmed(text, 0, at), ends=end)
    return Line(text)


def role_word(text: str) -> str:
    """``as a ghost`` and ``in a dream`` without the words before the noun."""
    word = text.strip()
    while True:
        lead = next((each for each in ROLE_LEAD if word.startswith(each)), None)
        if lead is None:
            return word
        word = word[len(lead) :].lstrip()


def age_at(text: Text) -> tuple[Text, Text] | None:
    """``25 at the-return``, ``at least 18 at the-siege``, ``12 in 2004``: the age and the moment."""
    value = text.value
    begin = 9 if value.lower().startswith("at least ") else 8 if value.lower().startswith("at most ") else 0
    for found in re.finditer(
        r"\s(at|in|on|during|just before|just after|right after)\s+(?=\S)", value[begin:]
    ):
        word = found[1]
        moment = begin + (found.end() if word in ("at", "in", "on") else found.start())
        return trimmed(text, 0, begin + found.start()), trimmed(text, moment, len(value))
    return None


def relation(text: Text, kinds: Collection[str]) -> tuple[list[Text], Text, list[Text]] | None:
    """``mara married teo``, ``lyra friend of teo``, ``odo and mara rivals``: who, the kind, and of whom.

    The second list is empty where all stand before the kind.  None where no known kind stands in it, unless
    it is written ``X word of Y``.
    """
    value = text.value
    words = list(re.finditer(r"\S+", value))
    place: tuple[int, int] | None = None
    for index in range(1, len(words)):
        for size in (3, 2, 1):
            if index + size > len(words):
                continue
            spoken = value[words[index].start() : words[index + size - 1].end()]
            if any(name in kinds for name in kind_names(spoken)):
                place = index, index + size
                break
        if place:
            break
    if place is None:
        if len(words) != 4 or words[2][0] not in ("of", "to", "with"):
            return None
        place = 1, 2
    first, last = place
    tie = text.part(words[first].start(), words[last - 1].end())
    who = list(persons(trimmed(text, 0, words[first].start())))
    if last < len(words) and words[last][0] in ("of", "to", "with"):
        last += 1
    of = list(persons(trimmed(text, words[last].start(), len(value)))) if last < len(words) else []
    if not who or (not of and len(who) < 2):
        return None
    known = next((name for name in kind_names(tie.value) if name in kinds), tie.value)
    tie.value = known
    return who, tie, of


def kind_names(word: str) -> Iterator[str]:
    """The kinds a word may mean: itself, with hyphens, without the s of the plural."""
    name = "-".join(word.lower().split())
    yield name
    if name.endswith("s"):
        yield name[:-1]
    yield name + "s"


def persons(text: Text) -> Iterator[Text]:
    """``mara, odo and teo`` one by one."""
    done = 0
    for found in re.finditer(r"\s*,\s*(?:and\s+)?|\s+and\s+|$", text.value):
        piece = trimmed(text, done, found.start())
        if piece.value:
            yield piece
        done = found.end()
