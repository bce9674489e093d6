"""A manuscript in which one blank stands between two words of a sentence, and the way back.

Lines that end in two signs, indented lines, and signs of emphasis leave more blanks there; patterns that know
one blank then see what they would see without them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from storybible.manuscript.prose import Directive, Paragraph, Part, Prose

RUN = re.compile(r"(?<=[^\s.!?…:”\"])(?:[ \t]{2,}|[ \t]*(?:\r\n?|\n)[ \t]*)(?=\S)")
"""More than a single sign between two words; after the end of a sentence it does not matter."""


@dataclass(frozen=True, slots=True)
class Condensed:
    """``starts`` are the places in the condensed text from which on ``missing`` signs more stood before."""

    prose: Prose
    starts: list[int]
    missing: list[int]

    def before(self, offset: int) -> int:
        """Where a character of the condensed text stood in the manuscript."""
        index = bisect_right(self.starts, offset) - 1
        return offset + (self.missing[index] if index >= 0 else 0)

    def before_end(self, offset: int) -> int:
        """Where a stretch that ends at ``offset`` ended in the manuscript."""
        return self.before(offset - 1) + 1


def condensed(prose: Prose) -> Condensed | None:
    """The manuscript with single blanks in its paragraphs; None where they are single already."""
    text = prose.readable
    parts: list[str] = []
    starts: list[int] = []
    missing: list[int] = []
    paragraphs: list[Paragraph] = []
    at = gone = 0
    for paragraph in prose.paragraphs:
        start = paragraph.start - gone
        for run in RUN.finditer(text, paragraph.start, paragraph.end):
            if run.end() - run.start() > 1:
                parts += (text[at : run.start()], " ")
                at = run.end()
                gone += at - run.start() - 1
                starts.append(at - gone)
                missing.append(gone)
        paragraphs.append(Paragraph(paragraph.number, start, paragraph.end - gone, paragraph.heading))
    if not starts:
        return None
    found = Condensed(Prose(prose.name, "", paragraphs, ()), starts, missing)
    found.prose.text = "".join((*parts, text[at:]))
    found.prose.front_matter = prose.front_matter
    found.prose.parts = [Part(prose.name, 0, len(found.prose.text))]
    found.prose.directives = [Directive(_after(found, d.offset), d.text) for d in prose.directives]
    found.prose.breaks = [_after(found, offset) for offset in prose.breaks]
    return found


def _after(found: Condensed, offset: int) -> int:
    """Where a character that no run swallowed stands in the condensed text."""
    index = bisect_right(range(len(found.starts)), offset, key=lambda n: found.starts[n] + found.missing[n])
    return offset - (found.missing[index - 1] if index else 0)
