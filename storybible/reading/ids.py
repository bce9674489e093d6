"""Ids: what one looks like, and what a record is called that has nothing but one."""

from __future__ import annotations


def is_id(text: str) -> bool:
    """Lower-case letters (of any script, with their signs), digits, and hyphens between them."""
    bare = text.replace("-", "")
    if not (bare.isalnum() or _is_word(bare)):
        return False
    return text == text.lower() and text[0] != "-" and text[-1] != "-"


def _is_word(text: str) -> bool:
    """Whether a text consists of letters and of signs on them that are no letters of their own."""
    import unicodedata

    written = not text.isascii() and text == unicodedata.normalize("NFC", text)
    return written and text[:1].isalnum() and all(map(_in_word, text))


def _in_word(sign: str) -> bool:
    """Whether a sign is a letter, a digit, or one that stands on a letter, as vowels do in many scripts."""
    import unicodedata

    return sign.isalnum() or unicodedata.category(sign)[0] == "M"


def make_id(text: str) -> str:
    """The nearest id: ``Mara Venn`` and ``mara_venn`` give ``mara-venn``, ``ＡＢＣ`` gives ``abc``; "" where
    nothing is left."""
    import unicodedata  # only for a text that is no id

    letters = [
        char if _in_word(char) else "" if char in "'’" or unicodedata.category(char) == "Cf" else "-"
        for char in unicodedata.normalize("NFKC", text).lower()
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
