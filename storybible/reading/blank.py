"""Fields with nothing between their quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storybible.reading.problems import WRONG_TYPE
from storybible.records import Text

if TYPE_CHECKING:
    from storybible.reading.fields import Reader

ORDINARY = frozenset({"note", "quote", "source", "because", "tags", "aliases"})
"""What may well be left blank; so may anything in a note of a vault, which writes blank fields itself."""


def blank(reader: Reader, key: Text, value: Text) -> None:
    """Report `when: ""`: somebody meant to write something.  A field without a value is only left open."""
    quoted = value.start >= 0 and reader.text[value.start : value.end] in ("''", '""')
    if quoted and key.value not in ORDINARY and not reader.file.endswith(".md"):
        reader.add(
            WRONG_TYPE, value.span, f"`{key.value}` has nothing between its quotes",
            "write a value, or take the field out", key.value, "blank",
        )  # fmt: skip
