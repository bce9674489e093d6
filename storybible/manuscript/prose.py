"""A manuscript in memory: its text, its paragraphs, and where each character of it stands on the disk."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from storybible.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph.  ``number`` counts from 1 through the whole manuscript, as locators do; ``start`` and
    ``end`` are character offsets in the text of the prose.  A heading is a paragraph too."""

    number: int
    start: int
    end: int
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A file's share of the text, from ``start`` to ``end``.

    ``lines`` tells whether places in it are lines of the file; in a word processor's file they are
    paragraphs of it, each standing on one line of the text here.
    """

    file: str
    start: int
    end: int
    lines: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """Where a character stands: ``line`` (or, in a word processor's file, paragraph) and ``column`` count
    from 1 in ``file``; ``paragraph`` counts through the whole manuscript, 0 outside of paragraphs."""

    file: str
    line: int
    column: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Directive:
    """What a comment in the text, or its front matter, tells the program: ``storybible: at ...``.

    It holds for what comes after ``offset``.
    """

    offset: int
    text: str


@dataclass(slots=True)
class Prose:
    """A manuscript: the decoded text, exactly as it is in the file where that is plain text.

    ``front_matter`` and ``directives`` are no paragraphs.  ``problems`` are what could not be read.
    """

    name: str
    text: str
    paragraphs: Sequence[Paragraph]
    parts: Sequence[Part]
    front_matter: dict[str, str] = field(default_factory=dict)
    directives: Sequence[Directive] = ()
    problems: list[Diagnostic] = field(default_factory=list)
    _lines: list[int] = field(default_factory=list, repr=False)
    _starts: list[int] = field(default_factory=list, repr=False)

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """The paragraph a character stands in, if any."""
        if not self._starts:
            self._starts.extend(paragraph.start for paragraph in self.paragraphs)
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return None
        found = self.paragraphs[index]
        return found if offset <= found.end else None

    def place(self, offset: int) -> Place:
        """Where a character of the text stands in its file."""
        if not self._lines:
            self._lines.append(0)
            at = self.text.find("\n")
            while at >= 0:
                self._lines.append(at + 1)
                at = self.text.find("\n", at + 1)
        index = bisect_right(self._lines, offset) - 1
        part = next((p for p in self.parts if p.start <= offset <= p.end), None)
        paragraph = self.paragraph_at(offset)
        number = paragraph.number if paragraph else 0
        if part is None:
            return Place(self.name, index + 1, offset - self._lines[index] + 1, number)
        first = bisect_right(self._lines, part.start) - 1
        column = offset - max(self._lines[index], part.start) + 1
        return Place(part.file, index - first + 1, column, number)
