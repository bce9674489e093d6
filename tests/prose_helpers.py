"""Prose for tests: a text becomes a manuscript whose paragraphs stand apart by blank lines."""

from __future__ import annotations

import re
from pathlib import Path

from storybible.manuscript.prose import Paragraph, Part, Prose

SHARED = Path(__file__).parent.parent.parent / "shared"


def prose_of(text: str) -> Prose:
    """A manuscript in memory."""
    paragraphs = [
        Paragraph(number, found.start(), found.end())
        for number, found in enumerate(re.finditer(r"\S(?:.|\n(?!\s*\n))*", text), 1)
    ]
    return Prose("draft.txt", text, paragraphs, [Part("draft.txt", 0, len(text))])
