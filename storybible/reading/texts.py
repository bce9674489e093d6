"""A text as something else: a number, a mention, a time expression, a list of ids."""

from __future__ import annotations

from storybible.reading.ids import is_id
from storybible.reading.nodes import link_target
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
    if value.startswith("[[") and value.endswith("]]"):
        value = link_target(value[2:-2])
    return Ref(value, text.span, text.start, text.end)


def as_time(text: Text) -> Time:
    """A text as a time expression; Obsidian links in it are blanked out around the page they name."""
    value = text.value
    return Time(unlinked(value) if "[[" in value else value, text.span, text.start, text.end)


def unlinked(value: str) -> str:
    """``3 years before [[people/Mara Venn|her]]`` with blanks for all but the name, so that columns stay."""
    done = 0
    while (begin := value.find("[[", done)) >= 0 and (end := value.find("]]", begin)) >= 0:
        inside = value[begin + 2 : end]
        target = link_target(inside)
        at = inside.rfind(target, 0, len(inside.split("|")[0].split("#")[0])) if target else 0
        put = " " * (2 + max(at, 0)) + target
        value = value[:begin] + put + " " * (end + 2 - begin - len(put)) + value[end + 2 :]
        done = end + 2
    return value.rstrip()


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
