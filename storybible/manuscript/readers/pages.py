"""A text put together from the paragraphs of a word processor's file: each on one line."""

from __future__ import annotations

import re

from storybible.manuscript.prose import Directive
from storybible.manuscript.readers.outline import Row, Sheet

BLANKS = re.compile(r"[\r\n\t\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")
SAID = re.compile(r"\s*storybible\s*:(.*)\Z", re.S | re.I)


class Pages:
    """Collects paragraphs; `sheet` is what they make."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._rows: list[Row] = []
        self._directives: list[Directive] = []
        self._at = 0
        self._gap = 0
        self._opens = False

    def paragraph(self, text: str, heading: bool = False) -> None:
        """The next paragraph; one without words is empty space."""
        text = BLANKS.sub(" ", text).strip()
        if not text:
            self._gap += 1
            return
        self._rows.append(
            Row(self._at, self._at + len(text), self._gap, True if heading else None, self._opens)
        )
        self._parts += (text, "\n")
        self._at += len(text) + 1
        self._gap, self._opens = 0, False

    def break_(self) -> None:
        """A scene ends here."""
        self._opens = True

    def comment(self, text: str) -> None:
        """What a comment at this place says, if it speaks to the program."""
        said = SAID.match(text)
        if said is not None:
            self._directives.append(Directive(self._at, " ".join(said[1].split())))

    def sheet(self) -> Sheet:
        """The whole."""
        return Sheet("".join(self._parts), self._rows, lines=False, directives=self._directives)
