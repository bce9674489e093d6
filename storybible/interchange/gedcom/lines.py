"""GEDCOM's lines as trees, with whatever is damaged listed.

A library's reader would stop at the first line without a level, so this is our own: lines that cannot be read
are left out with what hangs on them, and the rest is read on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from storybible.interchange.gedcom.decoding import Decoded, mended
from storybible.interchange.imported import Leftovers

_LINE = re.compile(r"[ \t]*(\d{1,2})[ \t]+(?:@([^@\s][^@]*)@[ \t]+)?([A-Za-z0-9_]+)(?:[ \t](.*))?", re.S)
_POINTER = re.compile(r"\s*@([^@#\s][^@]*)@\s*")
_TEXTUAL = frozenset(("NOTE", "SNOTE", "TEXT", "TITL", "ADDR", "PUBL", "AUTH", "PAGE", "CAUS"))
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
LONGEST = 60_000
"""Characters of one text; what is beyond is cut off and listed."""


class Line:
    """One line and those below it.  ``number`` counts from 1; ``value`` has its continuation lines joined."""

    __slots__ = ("below", "number", "tag", "value", "xref")

    def __init__(self, number: int, xref: str, tag: str, value: str) -> None:
        self.number = number
        self.xref = xref
        self.tag = tag
        self.value = value
        self.below: Sequence[Line] = ()

    def add(self, line: Line) -> None:
        """Hang a line below this one."""
        if type(self.below) is list:
            self.below.append(line)
        else:
            self.below = [line]

    def first(self, *tags: str) -> Line | None:
        """The first line right below with one of the tags."""
        for line in self.below:
            if line.tag in tags:
                return line
        return None

    def every(self, *tags: str) -> list[Line]:
        """All lines right below with one of the tags."""
        return [line for line in self.below if line.tag in tags]

    def text(self, *tags: str) -> str:
        """The value of the first line right below with one of the tags, without blanks around it."""
        found = self.first(*tags)
        return found.value.strip().replace("@@", "@") if found is not None else ""

    @property
    def pointer(self) -> str:
        """The record this line points to, ``I1`` of ``@I1@``; "" where it is no pointer."""
        found = _POINTER.fullmatch(self.value)
        return found[1] if found else ""

    def written(self, level: int) -> str:
        """The line about as it stands in the file."""
        xref = f"@{self.xref}@ " if self.xref else ""
        return f"{level} {xref}{self.tag} {self.value[:200]}"


def read_lines(decoded: Decoded, left: Leftovers) -> tuple[list[Line], int]:
    """The lines of level 0 with all below them, and how many lines the file has."""
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    rows = text.split("\n")
    if rows and not rows[-1].strip("\x1a\x00 \t"):
        rows.pop()
    for number, why in decoded.doubts:
        left.add(number, rows[number - 1] if number <= len(rows) else "", why)
    reader = _Reader(left)
    for number, row in enumerate(rows, 1):
        reader.row(number, row)
    reader.finish(any("\udc80" <= sign <= "\udcff" for sign in text) if not text.isascii() else False)
    return reader.roots, len(rows)


class _Reader:
    def __init__(self, left: Leftovers) -> None:
        self.left = left
        self.roots: list[Line] = []
        self.open: list[Line] = []  # the line of each level that is being read
        self.last: Line | None = None  # what a line without a level would continue
        self.skipping = -1  # below this level lines belong to one that could not be read
        self.bad: tuple[int, int, str, str] | None = None  # lines in a row that cannot be read
        self.cut: set[int] = set()

    def row(self, number: int, row: str) -> None:
        """Read one row of the file."""
        found = _LINE.fullmatch(row) if row else None
        if found is None:
            if row.strip("\ufeff\x1a\x00 \t"):
                self.without_level(number, row)
            return
        level, tag, value = int(found[1]), found[3].upper(), found[4] or ""
        if self.skipping >= 0:
            if level > self.skipping:
                self.damaged(number, row, "hangs on a line that could not be read")
                return
            self.skipping = -1
        if tag in ("CONC", "CONT") and 0 < level <= len(self.open) and not found[2]:
            owner = self.open[level - 1]
            del self.open[level:]
            self.continues(owner, ("\n" if tag == "CONT" else "") + value)
            self.last = owner
            return
        if level > len(self.open):
            self.damaged(number, row, f"stands at level {level}, and a line between is missing")
            self.skipping = level - 1
            return
        line = Line(number, (found[2] or "").strip(), tag, value)
        del self.open[level:]
        if level:
            self.open[-1].add(line)
        else:
            self.roots.append(line)
        self.open.append(line)
        self.last = line

    def without_level(self, number: int, row: str) -> None:
        """A line that is none: the rest of a text that a program broke, or damage."""
        if self.last is not None and self.last.tag in _TEXTUAL and not _CONTROLS.search(row):
            self.continues(self.last, "\n" + row.strip())
            self.left.add(number, row, f"has no level and tag; read as more of line {self.last.number}")
        else:
            self.damaged(number, row, "is no line of GEDCOM (a level, a tag, a value)")

    def continues(self, owner: Line, more: str) -> None:
        """Put more text onto a line's value."""
        if len(owner.value) < LONGEST:
            owner.value += more
        elif owner.number not in self.cut:
            self.cut.add(owner.number)

    def damaged(self, number: int, row: str, why: str) -> None:
        """List a line; several in a row that are damaged alike make one entry."""
        if self.bad is not None and self.bad[1] == number - 1 and self.bad[3] == why:
            self.bad = (self.bad[0], number, *self.bad[2:])
            return
        self.tell()
        self.bad = number, number, row, why

    def tell(self) -> None:
        """Put the damaged lines in hand on the list."""
        if self.bad is not None:
            first, last, row, why = self.bad
            self.left.add(first, row, why if first == last else f"{why} (so up to line {last})")
            self.bad = None

    def finish(self, odd_bytes: bool) -> None:
        """Cut what is too long, and mend bytes that are no UTF-8, now that broken texts are whole again."""
        self.tell()
        waiting = list(self.roots)
        while waiting:
            line = waiting.pop()
            waiting.extend(line.below)
            if len(line.value) > LONGEST:
                self.cut.add(line.number)
                line.value = line.value[:LONGEST]
            if odd_bytes and not line.value.isascii():
                line.value, guessed = mended(line.value)
                if guessed:
                    self.left.add(line.number, line.value, "is not UTF-8; read as Windows-1252")
            if line.number in self.cut:
                self.left.add(line.number, line.value, f"was cut after {LONGEST:,} characters")
