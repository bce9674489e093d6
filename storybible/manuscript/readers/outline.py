"""What a file's lines are to a reader: paragraphs, headings, breaks between scenes, words to the program.

Every format ends here: a reader tells which stretches of the text are paragraphs (`Row`) and how much empty
space stands above each; what they mean is decided the same way for all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from storybible.manuscript.prose import Directive, Paragraph, Part, Prose

ORNAMENT = re.compile(r"[\s*#\-_=~+•·∙◦●○◆◇■□★☆✦✧⁂⁎∗❦❧☙†‡§—–―|/\\.<>oO0xX]{1,80}\Z")
DIRECTIVE = re.compile(r"\s*\[\s*storybible\s*:\s*([^\[\]]*?)\s*\]\s*\Z", re.I)
_NUMBER = (
    r"(?:\d{1,4}|[ivxlcdm]{1,8}|(?:the\s+)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|"
    r"last|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ]\w{3,5})?))"
)
HEADING = re.compile(
    rf"\s*(?:(?:chapter|part|book|volume|act|scene|canto|section)\s+{_NUMBER}(?:\s*[.:\u2014\u2013-].{{0,80}})?"
    r"|prologue|epilogue|interlude|foreword|preface|afterword|contents"
    r"|[IVXLC]{1,8}\.?|\d{1,3}\.?)\s*\Z",
    re.I,
)
LONGEST_HEADING = 120
UNFINISHED = re.compile(r"[^.!?…:;,\"”’')\]*]\Z")


@dataclass(slots=True)
class Row:
    """A stretch of text that may be a paragraph; ``gap`` counts the empty lines above it.

    ``heading``: True where the file says so, None where its words decide.  ``opens``: a scene begins here.
    """

    start: int
    end: int
    gap: int = 0
    heading: bool | None = None
    opens: bool = False


@dataclass(slots=True)
class Sheet:
    """One file, read: its text and the rows in it."""

    text: str
    rows: list[Row]
    lines: bool = True
    front_matter: dict[str, str] = field(default_factory=dict)
    directives: list[Directive] = field(default_factory=list)
    hidden: list[tuple[int, int]] = field(default_factory=list)


def is_ornament(text: str) -> bool:
    """Whether a line only marks a break: ``***``, ``---``, ``#``, ``x x x``, ``o0o``."""
    if ORNAMENT.match(text) is None:
        return False
    signs = "".join(text.split())
    letters = sum(sign.isalnum() for sign in signs)
    return signs.strip(".") != "" and (not letters or len(text.strip()) > 4 or signs in ("o0o", "oOo", "xXx"))


def is_directive(text: str) -> bool:
    """Whether a line speaks to the program: ``[storybible: at 5 years after wedding]``."""
    return "[" in text and DIRECTIVE.match(text) is not None


def bound(name: str, sheets: Sequence[tuple[str, Sheet]]) -> Prose:
    """The prose of one file, or of several one after the other.  Paragraphs are numbered through all."""
    texts: list[str] = []
    paragraphs: list[Paragraph] = []
    parts: list[Part] = []
    prose = Prose(name, "", paragraphs, parts)
    breaks: list[int] = []
    directives: list[Directive] = []
    hidden: list[tuple[int, int]] = []
    at = 0
    for file, sheet in sheets:
        if texts and not texts[-1].endswith("\n"):
            texts.append("\n")
            at += 1
        if parts:
            directives += _of_file(sheet.front_matter, at)
        _settle(sheet, at, paragraphs, breaks, directives)
        hidden += [(start + at, end + at) for start, end in sheet.hidden]
        prose.front_matter = prose.front_matter if parts else dict(sheet.front_matter)
        parts.append(Part(file, at, at + len(sheet.text), sheet.lines))
        texts.append(sheet.text)
        at += len(sheet.text)
    prose.text = texts[0] if len(texts) == 1 else "".join(texts)
    prose.breaks, prose.directives, prose.hidden = breaks, directives, hidden
    return prose


def _of_file(front_matter: dict[str, str], at: int) -> list[Directive]:
    """What the front matter of a later file says, as if a comment at its head said it."""
    said = {key.casefold(): value.strip() for key, value in front_matter.items()}
    return [
        *([Directive(at, f"at {said['at']}")] if said.get("at") else []),
        Directive(at, f"pov {said.get('pov') or 'nobody'}"),
    ]


def _settle(
    sheet: Sheet, at: int, paragraphs: list[Paragraph], breaks: list[int], directives: list[Directive]
) -> None:
    """Tell paragraphs from breaks and directives; add them, moved by ``at``."""
    comments = sorted(sheet.directives, key=lambda directive: directive.offset)
    said: list[Directive] = []
    usual = usual_gap(sheet.rows)
    opens, spoken, after_heading, first = True, False, False, True
    for row in sheet.rows:
        while comments and comments[0].offset <= row.start:
            said.append(comments.pop(0))
            spoken = True
        words = sheet.text[row.start : min(row.end, row.start + 400)]
        if row.heading is None and row.end - row.start <= 300:
            if is_ornament(words):
                opens = True
                continue
            directive = DIRECTIVE.match(words)
            if directive is not None:
                said.append(Directive(row.start, directive[1]))
                spoken = True
                continue
        heading = row.heading
        if heading is None:
            heading = row.end - row.start <= LONGEST_HEADING and (
                HEADING.match(words) is not None or (first and len(sheet.rows) > 2 and _is_title(words))
            )
        begins = opens or row.opens or heading or row.gap > usual
        if spoken or (begins and not after_heading):
            breaks.append(row.start + at)
        paragraphs.append(Paragraph(len(paragraphs) + 1, row.start + at, row.end + at, heading))
        opens, spoken, after_heading, first = False, False, heading, False
    directives += [Directive(d.offset + at, d.text) for d in (*said, *comments)]


def _is_title(words: str) -> bool:
    return "\n" not in words.strip() and len(words.split()) <= 12 and UNFINISHED.search(words) is not None


def usual_gap(rows: Iterable[Row]) -> int:
    """How many empty lines stand between two paragraphs of a file as a rule."""
    gaps = Counter(row.gap for row in list(rows)[1:])
    return max(gaps, key=lambda gap: (gaps[gap], -gap)) if gaps else 0
