"""Plain text and Markdown.  The text of the prose is the file's own, sign by sign."""

from __future__ import annotations

import re
from collections.abc import Iterator

from storybible.diagnostics import Diagnostic
from storybible.manuscript.prose import LINE_END, Directive, blanked
from storybible.manuscript.readers.outline import Row, Sheet, is_directive, is_ornament
from storybible.manuscript.readers.pages import SAID
from storybible.reading.nodes import Mapping, Node, Sequence
from storybible.records import Text
from storybible.yamltext import parse

FRONT = re.compile(r"---[ \t]*(?:\r\n?|\n)(?=(\S.*?)(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?:[\r\n]|\Z))", re.S)
FIELD = re.compile(r"[\w][\w .-]{0,40}:(?:\s|\Z)")
FRONT_MOST = 20_000
MARKUP = re.compile(r"(?<![\w\\])(?:\*{1,3}|_{1,3})(?=[^\s*_])|(?<=[^\s*_\\])(?:\*{1,3}|_{1,3})(?!\w)")
ATX = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+([^\s#].*?)[ \t]*#*[ \t]*\Z")
UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-+)[ \t]*\Z")
INDENTED = re.compile(r"\t|[ \u3000]{2}|\u3000")
LINE_OF_PRINT = 120
"""Longer lines than that are paragraphs of their own, not lines of a wrapped text."""

Line = tuple[int, int]


def read_plain(text: str, file: str, markdown: bool = False) -> tuple[Sheet, list[Diagnostic]]:
    """A text file: its front matter, comments, and paragraphs; what was wrong with the front matter."""
    sheet = Sheet(text, [])
    start, problems = _front_matter(sheet, file)
    if start:
        sheet.hidden.append((0, start))
    for begin, end in _comments(text, start, markdown):
        said = SAID.match(text[begin:end].strip("<!->%"))
        if said is not None:
            sheet.directives.append(Directive(begin, " ".join(said[1].split())))
        sheet.hidden.append((begin, end))
    prose = blanked(text, sheet.hidden)
    lines = list(_lines(prose, start))
    wrapped = is_wrapped(prose, lines)
    sheet.rows += _rows(prose, text, lines, wrapped, markdown)
    if markdown or "_" in text:
        sheet.hidden += _markup(prose, sheet.rows, markdown)
        sheet.hidden.sort()
    return sheet, problems


def _comments(text: str, at: int, markdown: bool) -> Iterator[tuple[int, int]]:
    """Where comments stand; what is never closed is none."""
    closings = {"<!--": "-->", "%%": "%%"} if markdown else {"<!--": "-->"}
    next_one = {mark: text.find(mark, at) for mark in closings}
    while next_one := {mark: n if n >= at else text.find(mark, at) for mark, n in next_one.items() if n >= 0}:
        begin, mark = min((n if n >= 0 else len(text), mark) for mark, n in next_one.items())
        end = text.find(closings[mark], begin + len(mark))
        if end < 0:
            next_one[mark] = -1
            continue
        at = end + len(closings[mark])
        yield begin, at


def _front_matter(sheet: Sheet, file: str) -> tuple[int, list[Diagnostic]]:
    """Read what stands between two lines ``---`` at the top; where the prose begins."""
    text = sheet.text
    if not text.startswith("---"):
        return 0, []
    found = FRONT.match(text)
    if found is None or len(found[1]) > FRONT_MOST:
        return 0, []
    fields = [line for line in LINE_END.split(found[1]) if line.strip() and line[0] not in " \t-#"]
    if not all(FIELD.match(line) for line in fields):
        return 0, []  # a break between scenes, and prose
    root, problems = parse(text, file, found.end(), found.end(1))
    if isinstance(root, Mapping):
        sheet.front_matter.update((key.value, _flat(value)) for key, value in root.items)
    closing = LINE_END.search(text, found.end(1))
    return (closing.start() if closing else len(text)), problems


def _flat(node: Node) -> str:
    """A value of the front matter as one text; lists with commas."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Sequence):
        return ", ".join(_flat(item) for item in node.items)
    return "; ".join(f"{key.value}: {_flat(value)}" for key, value in node.items)


def _lines(text: str, at: int) -> Iterator[Line]:
    """Where each line begins and ends, without its end."""
    for end in LINE_END.finditer(text, at):
        yield at, end.start()
        at = end.end()
    if at < len(text):
        yield at, len(text)


def is_wrapped(text: str, lines: list[Line]) -> bool:
    """Whether lines were broken to fit a page, so that only an empty line ends a paragraph.

    They were if most lines that have another right below them are full: its first word would not have fit.
    """
    pairs: list[tuple[int, int]] = []
    before = 0
    for start, end in lines:
        line = text[start:end].strip()
        if before and line:
            pairs.append((before, len(line.split(None, 1)[0])))
        before = len(line)
    if not pairs:
        return True
    lengths = sorted(length for length, _ in pairs)
    width = lengths[len(lengths) * 19 // 20]
    if width > LINE_OF_PRINT:
        return False
    full = sum(length + 1 + word > width * 0.9 for length, word in pairs)
    return full * 5 >= len(pairs) * 3


def _rows(text: str, written: str, lines: list[Line], wrapped: bool, markdown: bool) -> Iterator[Row]:
    """The paragraphs of a text in which comments are blank, and of which the lines are given."""
    by_indent = wrapped and _is_indented(text, lines)
    row: Row | None = None
    gap = empty = 0
    indented = False
    for start, end in lines:
        line = text[start:end]
        if not line.strip():
            if row is not None:
                yield row
                row = None
            empty = 0 if written[start:end].strip() else empty + 1  # a comment is no empty line
            gap = max(gap, empty)
            continue
        heading = ATX.match(line) if markdown else None
        alone = heading is not None or (end - start <= 300 and (is_ornament(line) or is_directive(line)))
        new_indent = INDENTED.match(line) is not None
        if row is not None and markdown and UNDERLINE.match(line) and _is_one_line(text, row):
            row.heading = True
            yield row
            row = None
            gap = empty = 0
            continue
        if row is not None and (not wrapped or alone or (by_indent and new_indent and not indented)):
            yield row
            row = None
        if row is None:
            begin = start + (heading.start(2) if heading else len(line) - len(line.lstrip()))
            stop = start + (heading.end(2) if heading else len(line.rstrip()))
            row = Row(begin, max(begin, stop), gap, True if heading else None)
            gap = empty = 0
            if alone:
                yield row
                row = None
        else:
            row.end = start + len(line.rstrip())
        indented = new_indent
    if row is not None:
        yield row


def _is_one_line(text: str, row: Row) -> bool:
    words = text[row.start : row.end]
    return LINE_END.search(words) is None and len(words) <= 100 and words[-1:] not in '.!?…”"'


def _is_indented(text: str, lines: list[Line]) -> bool:
    """Whether paragraphs begin with an indented line, with no empty lines between most of them."""
    blocks = indents = 0
    blank, before = True, False
    for start, end in lines:
        line = text[start:end]
        if not line.strip():
            blank = True
            continue
        indented = INDENTED.match(line) is not None
        blocks += blank
        indents += indented and not blank and not before
        blank, before = False, indented
    return indents > 2 * blocks


def _markup(text: str, rows: list[Row], markdown: bool) -> Iterator[tuple[int, int]]:
    """Where signs of emphasis stand: ``*so*``, ``_so_``."""
    for row in rows:
        if text.find("_", row.start, row.end) >= 0 or (markdown and text.find("*", row.start, row.end) >= 0):
            for found in MARKUP.finditer(text, row.start, row.end):
                if markdown or found[0][0] == "_":
                    yield found.span()
