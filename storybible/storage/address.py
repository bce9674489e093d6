"""Under which headings a line of a file stands, as its indentation tells: ``characters``, ``nora``.

Lines that look the same in two records are not the same lines.  Nothing is parsed here: an edit has to be
taken back, too, in a file that nobody can read any more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
MOST = 40
"""Lines of an entry of a list that are looked at on either side."""


def lines_of(text: str) -> list[str]:
    """Lines with their ends (LF, CR LF or CR); joined, they are the text again."""
    return _LINES.findall(text)


def indentation(lines: Sequence[str]) -> int | None:
    """The columns that stand before the first line that says something; None where none does."""
    return next((_indent(line) for line in lines if _says(line)), None)


def headings(lines: Sequence[str], at: int, indent: int) -> tuple[str, ...]:
    """The names of the fields, and the first lines of the entries, that hold a line ``at``, outermost first.

    ``indent`` is the line's own indentation; the line itself need not be there.
    """
    return tuple(_name(lines[n]) for n in _above(lines, at, indent))[::-1]


def entry_of(lines: Sequence[str], at: int, indent: int) -> tuple[int, int]:
    """The lines, from and to, of the entry of a list that holds line ``at``; none but itself where none does.

    An entry has no name: what tells it from the next one may be said in any of its lines.
    """
    firsts = [n for n in _above(lines, at, indent) if _dashed(lines[n])]
    if not firsts:
        return at, at
    first = max(firsts[-1], at - MOST)
    last = at
    while last < min(len(lines), at + MOST) and (
        not _says(lines[last]) or _indent(lines[last]) > _indent(lines[firsts[-1]])
    ):
        last += 1
    while last > at and not _says(lines[last - 1]):
        last -= 1
    return first, last


def _above(lines: Sequence[str], at: int, indent: int) -> list[int]:
    """The lines that hold a line, innermost first: each above the last and further to the left."""
    found = []
    for n in range(at - 1, -1, -1):
        if not indent:
            break
        if _says(lines[n]) and _indent(lines[n]) < indent:
            found.append(n)
            indent = _indent(lines[n])
    return found


def _says(line: str) -> bool:
    words = line.strip("\ufeff \t\r\n")
    return bool(words) and words[0] != "#"


def _indent(line: str) -> int:
    line = line.removeprefix("\ufeff")
    return len(line) - len(line.lstrip(" \t"))


def _dashed(line: str) -> bool:
    return line.strip() == "-" or line.lstrip().startswith("- ")


def _name(line: str) -> str:
    words = line.strip("\ufeff \t\r\n")
    return words if _dashed(words) else words.partition(":")[0].strip() or words
