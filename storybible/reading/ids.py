"""Ids: what one looks like, and what a record is called that has nothing but one."""

from __future__ import annotations


def is_id(text: str) -> bool:
    """Lower-case letters (of any script), digits, and hyphens between them."""
    bare = text.replace("-", "")
    return bare.isalnum() and text == text.lower() and text[0] != "-" and text[-1] != "-"


def make_id(text: str) -> str:
    """The nearest id: ``Mara Venn`` and ``mara_venn`` give ``mara-venn``; "" where nothing is left."""
    import unicodedata  # only for a text that is no id

    letters = [
        char if char.isalnum() else "" if char in "'’" or unicodedata.category(char) == "Cf" else "-"
        for char in unicodedata.normalize("NFC", text).lower()
    ]
    made = "-".join(word for word in "".join(letters).split("-") if word)
    return made if is_id(made) else ""


def as_name(id_: str) -> str:
    """The name of somebody or something known by id only: ``mara-venn`` is Mara Venn."""
    return " ".join(word[:1].upper() + word[1:] for word in id_.split("-") if word)


def as_title(id_: str) -> str:
    """The title of something known by id only: ``three-years-later`` is "Three years later"."""
    words = " ".join(word for word in id_.split("-") if word)
    return words[:1].upper() + words[1:]
