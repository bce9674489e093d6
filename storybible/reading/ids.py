"""Ids: what one looks like, and what a record is called that has nothing but one."""

from __future__ import annotations

import re
import unicodedata

PLAIN_ID = re.compile(r"[a-z0-9]+(?:-+[a-z0-9]+)*\Z")


def is_id(text: str) -> bool:
    """Lower-case letters (of any script), digits, and hyphens between them."""
    if PLAIN_ID.match(text):
        return True
    if text.isascii() or text[:1] == "-" or text[-1:] == "-":
        return False
    return all(char == "-" or (char.isalnum() and char == char.lower()) for char in text)


def make_id(text: str) -> str:
    """The nearest id: ``Mara Venn`` and ``mara_venn`` give ``mara-venn``; "" where nothing is left."""
    letters = [char if char.isalnum() else "" if char in "'’" else "-" for char in unicodedata.normalize("NFC", text).lower()]
    made = re.sub("-+", "-", "".join(letters)).strip("-")
    return made if is_id(made) else ""


def as_name(id_: str) -> str:
    """The name of somebody or something known by id only: ``mara-venn`` is Mara Venn."""
    return " ".join(word[:1].upper() + word[1:] for word in id_.split("-") if word)


def as_title(id_: str) -> str:
    """The title of something known by id only: ``three-years-later`` is "Three years later"."""
    words = " ".join(word for word in id_.split("-") if word)
    return words[:1].upper() + words[1:]
