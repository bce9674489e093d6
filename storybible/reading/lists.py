"""Texts that are several: names with commas between them, and numbers that a list cuts in two."""

from __future__ import annotations

from storybible.diagnostics import Span
from storybible.reading.ids import is_id
from storybible.reading.nodes import Node, Sequence
from storybible.records import Text

NAME_ENDINGS = frozenset(
    ("jr", "jr.", "sr", "sr.", "esq", "esq.", "md", "m.d.", "phd", "ph.d.", "ii", "iii", "iv")
)
"""What follows a comma and is part of the name before it."""


def folded(name: str) -> str:
    """How names compare: without regard to case and runs of blanks."""
    return " ".join(name.split()).casefold()


def rejoined(node: Sequence, source: str) -> tuple[list[Node], list[Text]]:
    """The items of a list, and those of them that YAML cut at the comma of a number and that are whole again:
    ``[1,500 years after fall]`` has one item."""
    items: list[Node] = []
    joined: list[Text] = []
    for item in node.items:
        last = items[-1] if items else None
        if node.brackets and type(item) is Text and type(last) is Text and _parted(source, last, item):
            raw = source[last.start : item.end]
            span = Span(last.span.file, last.span.line, last.span.column, len(raw))
            whole = Text(raw, span, last.start, item.end)
            items[-1] = whole
            joined = [*(text for text in joined if text is not last), whole]
        else:
            items.append(item)
    return items, joined


def _parted(source: str, first: Text, second: Text) -> bool:
    """Whether ``about 1`` and ``500 years after x`` were written ``about 1,500 years after x``."""
    if second.start != first.end + 1 or source[first.end : second.start] != ",":
        return False
    left = first.value.rsplit(" ")[-1].rsplit(",")[-1]
    word = second.value[:4]
    three = len(word) > 2 and word[:3].isdecimal() and not word[3:].isdecimal()
    return three and left.isdecimal() and len(left) < 4


def split_names(text: Text) -> list[Text]:
    """``Augusta, Edith (body) and Iris`` or ``[[Cora]]; [[Dora]]`` as one text each.

    Signs in brackets and in links do not part, and neither does a comma before "Jr." or a digit (a year).
    A text in quotes is one name, unless it is made of links.
    """
    value = text.value
    linked = value.startswith("[[") and "]]" in value[:-2]
    if text.end - text.start != len(value) and not linked:
        return [text]
    cuts: list[tuple[int, int]] = []
    depth = 0
    for index, sign in enumerate(value):
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        elif sign in ",;" and depth <= 0:
            rest = value[index + 1 :].lstrip()
            word = rest.split(maxsplit=1)[0].rstrip(",;").lower() if rest else ""
            if word in NAME_ENDINGS or word[:1].isdecimal():
                continue
            lead = len(value) - len(rest) + 4 * (word == "and" and rest[3:4].isspace())
            cuts.append((index, lead))
    if not cuts:
        return [text]
    last = cuts[-1][1]
    link = value.rfind(" and ", last)
    if link > 0 and value[link:].count("(") == value[link:].count(")"):
        cuts.append((link, link + 5))
    found = []
    begin = 0
    for end, after in [*cuts, (len(value), len(value))]:
        piece = value[begin:end]
        left = begin + len(piece) - len(piece.lstrip())
        if piece.strip():
            found.append(text.part(left, left + len(piece.strip())))
        begin = after
    return found


def split_ids(text: Text) -> list[Text]:
    """``mara, teo`` as two texts where every part looks like an id; else the text as it is."""
    parts = text.value.split(",")
    if text.end - text.start != len(text.value) or not all(is_id(part.strip()) for part in parts):
        return [text]
    found = []
    at = 0
    for part in parts:
        begin = at + len(part) - len(part.lstrip())
        found.append(text.part(begin, begin + len(part.strip())))
        at += len(part) + 1
    return found
