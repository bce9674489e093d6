"""Fields with nothing between their quotes."""

from __future__ import annotations

from storybible.diagnostics import Diagnostic
from storybible.reading.problems import WRONG_TYPE, problem
from storybible.records import Text

ORDINARY = frozenset({"note", "quote", "source", "because", "tags", "aliases"})
"""What may well be left blank; so may anything in a note of a vault, which writes blank fields itself."""


def blank(text: str, record: str, key: Text, value: Text) -> list[Diagnostic]:
    """Report `when: ""`: somebody meant to write something.  A field without a value is only left open."""
    quoted = value.start >= 0 and text[value.start : value.end] in ("''", '""')
    if not quoted or key.value in ORDINARY or value.span.file.endswith(".md"):
        return []
    message = f"`{key.value}` has nothing between its quotes"
    hint = "write a value, or take the field out"
    subject = (record or value.span.file, key.value, "blank")
    records = (record,) if record else ()
    return [problem(WRONG_TYPE, value.span, message, hint, records=records, subject=subject)]
