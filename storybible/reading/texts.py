"""A text as something else: a number, a mention, a time expression, a list of ids."""

from __future__ import annotations

from storybible.diagnostics import Span
from storybible.reading.nodes import is_link, link_target
from storybible.records import Ref, Text, Time


def as_number(text: str) -> float | None:
    """A decimal number, or None; whole numbers come back as int."""
    digits = text.strip().lstrip("+-").replace(".", "", 1)
    if not digits.isdecimal() or not digits.isascii() or len(digits) > 15:
        return None
    return float(text) if "." in text else int(text)


def as_ref(text: Text) -> Ref:
    """A text as a mention; an Obsidian link counts as the page it names."""
    value = text.value
    if is_link(value):
        value = link_target(value[2:-2])
    return Ref(value, text.span, text.start, text.end)


class LinkedTime(Time):
    """A time expression that was written with Obsidian links: its value has the pages they name.

    ``written`` is the text with the links, ``places`` where each character of the value stands in it.
    """

    __slots__ = ("places", "written")

    def __init__(self, text: Text) -> None:
        value, places = unlinked(text.value)
        super().__init__(value, text.span, text.start, text.end)
        self.written = text
        self.places = places

    def place(self, begin: int, length: int) -> Span:
        """The span of a stretch of the value, with the signs of links that stand in between."""
        if not 0 <= begin < len(self.places):
            return self.span
        last = min(begin + max(length, 1), len(self.places)) - 1
        return self.written.place(self.places[begin], self.places[last] + 1 - self.places[begin])


def as_time(text: Text) -> Time:
    """A text as a time expression; Obsidian links in it are read as the pages they name."""
    if "[[" in text.value:
        return LinkedTime(text)
    return Time(text.value, text.span, text.start, text.end)


def unlinked(value: str) -> tuple[str, list[int]]:
    """``3 years before [[people/Mara Venn|her]]`` with the page's name for the link, and the place of each
    of its characters in ``value``."""
    kept: list[int] = []
    done = 0
    while (begin := value.find("[[", done)) >= 0 and (end := value.find("]]", begin)) >= 0:
        inside = value[begin + 2 : end]
        target = link_target(inside)
        at = inside.rfind(target, 0, len(inside.split("|")[0].split("#")[0])) if target else 0
        kept += range(done, begin)
        kept += range(begin + 2 + max(at, 0), begin + 2 + max(at, 0) + len(target))
        done = end + 2
    kept += range(done, len(value))
    return "".join(value[index] for index in kept), kept
