"""Markdown files: a record's fields stand between two lines ``---`` at the top, free notes below."""

from __future__ import annotations

import re

from storybible.diagnostics import Diagnostic, Span
from storybible.reading.ids import make_id
from storybible.reading.kinds import PLURALS
from storybible.reading.nodes import Node, line_breaks
from storybible.reading.problems import EMPTY_FILE, UNREADABLE_FILE, a, problem
from storybible.records import KINDS, Text

OPENING = r"\ufeff?(?:[ \t]*(?:\r\n?|\n))*---[ \t]*(?:\r\n?|\n)"
CLOSING = r"(?m)^(?:---|\.\.\.)[ \t]*$"
KIND_FIELDS = ("type", "kind", "class", "category", "fileClass")
SAYS_KIND = rf"(?mi)^(?:{'|'.join(KIND_FIELDS)})[ \t]*:[ \t]*[\"'\[]*({'|'.join(KINDS)})s?[\"'\]]*[ \t]*$"
RECORD_NAME = rf"(?m)^[\"']?(?:{'|'.join([*PLURALS, *KINDS])})[\"']?[ \t]*:(?=\s|$)"


def front_matter(text: str) -> tuple[int, int] | None:
    """Where the lines between --- at the top begin and end; None where they hold no record.

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


def without_record(text: str, file: str) -> list[Diagnostic]:
    """A note on a file that says ``type: character`` and does not say which: it is passed over."""
    opening = re.match(OPENING, text)
    if opening is None:
        return []
    body = text if "\r" not in text else text.replace("\r", "\n")
    closing = re.compile(CLOSING).search(body, opening.end())
    said = re.compile(SAYS_KIND).search(body, opening.end(), closing.start() if closing else opening.end())
    if said is None:
        return []
    kind = said[1].lower()
    id_ = make_id(file.rsplit("/")[-1][: -len(".md")]) or f"my-{kind}"
    place = Span(file, line_breaks(text, 0, said.start()) + 1, 1, len(said[0].rstrip()))
    return [
        problem(
            EMPTY_FILE,
            place,
            f"“{said[0].strip()}” alone makes no record: the file is passed over",
            f"write `{kind}: {id_}` above it to have it read as {a(kind)}",
            subject=(file, "type"),
        )
    ]


def says_kind(name: Text, value: Node, kind: str) -> bool:
    """Whether a field only repeats what kind of record the note is: ``type: character``."""
    if name.value not in KIND_FIELDS or type(value) is not Text:
        return False
    return value.value.lower() in (kind, f"{kind}s")


def unclosed(text: str, file: str) -> Diagnostic:
    """The diagnostic for fields at the top of a file without a line that ends them."""
    opening = re.match(OPENING, text)
    line = line_breaks(text, 0, opening.end()) if opening else 1
    return problem(
        UNREADABLE_FILE,
        Span(file, line, 1, 3),
        "the fields that begin with this --- have no second --- at their end: the file is not read",
        "put a line with --- below the fields",
        subject=(file, "front matter"),
    )
