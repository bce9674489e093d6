"""Markdown files: a record's fields stand in the YAML front matter, free notes below it."""

from __future__ import annotations

import re

from storybible.diagnostics import Diagnostic, Span
from storybible.reading.kinds import PLURALS
from storybible.reading.problems import UNREADABLE_FILE, problem
from storybible.records import KINDS

OPENING = r"\ufeff?---[ \t]*(?:\r\n?|\n)"
CLOSING = r"(?m)^(?:---|\.\.\.)[ \t]*$"
RECORD_NAME = rf"(?m)^[\"']?(?:{'|'.join([*PLURALS, *KINDS])})[\"']?[ \t]*:(?=\s|$)"


def front_matter(text: str) -> tuple[int, int] | None:
    """Where the front matter begins and ends; None where the file holds no record.

    Begin and end are the same where it is never closed although it names a record.
    """
    opening = re.match(OPENING, text)
    if opening is None:
        return None
    start = opening.end()
    body = text if "\r" not in text else text.replace("\r", "\n")
    closing = re.compile(CLOSING).search(body, start)
    end = closing.start() if closing else start
    if re.compile(RECORD_NAME).search(body, start, end if closing else start + 2000) is None:
        return None
    return start, end


def unclosed(text: str, file: str) -> Diagnostic:
    """The diagnostic for front matter without an end."""
    return problem(
        UNREADABLE_FILE,
        Span(file, 1, 1, 3),
        "the front matter that opens here is never closed: the file is not read",
        "put a line with --- below the fields",
        subject=(file, "front matter"),
    )
