"""A manuscript in memory: its text, its paragraphs, and where each character of it stands on the disk."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from storybible.diagnostics import Diagnostic

LINE_END = re.compile(r"\r\n?|\n")


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

    It holds for what comes after ``offset``.  ``text`` is what stands after ``storybible:``.
    """

    offset: int
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A scene of the text: what stands between two breaks, headings or directives.

    ``number`` counts from 1; ``paragraphs`` are those of the scene, its headings among them; ``directives``
    are the texts of those that stand right before it.
    """

    number: int
    start: int
    end: int
    paragraphs: Sequence[Paragraph]
    directives: tuple[str, ...] = ()


@dataclass(slots=True)
class Prose:
    """A manuscript: the decoded text, exactly as it is in the file where that is plain text.

    ``front_matter`` and ``directives`` are no paragraphs.  ``problems`` are what could not be read: an error
    among them means that nothing was.  ``breaks`` are the offsets at which a new scene begins, ``hidden`` the
    stretches that are no prose: front matter, comments, signs of markup.
    """

    name: str
    text: str
    paragraphs: Sequence[Paragraph]
    parts: Sequence[Part]
    front_matter: dict[str, str] = field(default_factory=dict)
    directives: Sequence[Directive] = ()
    problems: list[Diagnostic] = field(default_factory=list)
    breaks: Sequence[int] = ()
    hidden: Sequence[tuple[int, int]] = ()
    _lines: list[int] = field(default_factory=list, repr=False)
    _starts: list[int] = field(default_factory=list, repr=False)
    _readable: str | None = field(default=None, repr=False)

    @property
    def readable(self) -> str:
        """The text with blanks in place of what is no prose; every offset is the same as in ``text``.

        Finders search here and quote from ``text``.
        """
        if self._readable is None:
            self._readable = blanked(self.text, self.hidden)
        return self._readable

    def paragraph_at(self, offset: int) -> Paragraph | None:
        """The paragraph a character stands in, if any."""
        if not self._starts:
            self._starts.extend(paragraph.start for paragraph in self.paragraphs)
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return None
        found = self.paragraphs[index]
        return found if offset <= found.end else None

    def part_at(self, offset: int) -> Part | None:
        """The file a character stands in."""
        index = bisect_right(self.parts, offset, key=lambda part: part.start) - 1
        found = self.parts[index] if index >= 0 else None
        return found if found is not None and offset <= found.end else None

    def place(self, offset: int) -> Place:
        """Where a character of the text stands in its file."""
        part = self.part_at(offset) or Part(self.name, 0, len(self.text))
        paragraph = self.paragraph_at(offset)
        number = paragraph.number if paragraph else 0
        if not part.lines:
            first = bisect_right(self.paragraphs, part.start - 1, key=lambda p: p.start)
            ordinal = bisect_right(self.paragraphs, offset, key=lambda p: p.start) - first
            start = paragraph.start if paragraph else part.start
            return Place(part.file, max(1, ordinal), offset - start + 1, number)
        if not self._lines:
            self._lines.append(0)
            self._lines.extend(end.end() for end in LINE_END.finditer(self.text))
        index = bisect_right(self._lines, offset) - 1
        before = bisect_right(self._lines, part.start) - 1
        column = offset - max(self._lines[index], part.start) + 1
        return Place(part.file, index - before + 1, column, number)

    def line(self, file: str, number: int) -> str:
        """The line (or paragraph) of a file that has this number, without its end; "" where there is none."""
        part = next((part for part in self.parts if part.file == file), None)
        if part is None or number < 1:
            return ""
        if part.lines:
            lines = LINE_END.split(self.text[part.start : part.end])
            return lines[number - 1] if number <= len(lines) else ""
        own = [p for p in self.paragraphs if part.start <= p.start <= part.end]
        return self.text[own[number - 1].start : own[number - 1].end] if number <= len(own) else ""

    def scenes(self) -> list[Stretch]:
        """The scenes in the order of the text; what stands before the first break is one as well."""
        edges = sorted({self.paragraphs[0].start, *self.breaks} if self.paragraphs else ())
        starts = [paragraph.start for paragraph in self.paragraphs]
        found: list[Stretch] = []
        before = 0
        for number, start in enumerate(edges, 1):
            last = number == len(edges)
            end = len(self.text) if last else edges[number]
            own = self.paragraphs[bisect_right(starts, start - 1) : bisect_right(starts, end - 1)]
            said = tuple(d.text for d in self.directives if before <= d.offset <= start)
            found.append(Stretch(number, start, own[-1].end if own else end, own, said))
            before = start + 1
        return found


def blanked(text: str, stretches: Sequence[tuple[int, int]]) -> str:
    """The text with blanks, as many as there are signs, in place of some stretches; line ends stay."""
    if not stretches:
        return text
    parts: list[str] = []
    at = 0
    for start, end in stretches:
        parts.append(text[at:start])
        gone = text[start:end]
        parts.append("".join(c if c in "\r\n" else " " for c in gone))
        at = end
    parts.append(text[at:])
    return "".join(parts)
