"""Colour without a terminal: marks in the text that the very end turns into colour or into nothing.

The marks are characters that Unicode reserves for such private use inside a program.  ``clean`` makes the
author's control characters visible, so that no text of a bible can drive a terminal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

BOLD, DIM, RED, YELLOW, BLUE, PLAIN = (chr(0xFDD0 + n) for n in range(6))

HANG = chr(0xFDD6)
"""Where the last column of a table begins: text too long for the page goes on below this mark."""

GLUE = chr(0xFDD7)
"""A blank at which no line is broken."""

_ANSI = {
    ord(BOLD): "\x1b[1m", ord(DIM): "\x1b[2m", ord(RED): "\x1b[31m", ord(YELLOW): "\x1b[33m",
    ord(BLUE): "\x1b[34m", ord(PLAIN): "\x1b[0m", ord(HANG): None, ord(GLUE): " ",
}  # fmt: skip
_NOTHING = dict.fromkeys(range(0xFDD0, 0xFDD7)) | {0xFDD7: " "}
_TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))  # would reverse the text around them
_VISIBLE = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in (0x09, 0x0A)}
_VISIBLE |= {code: f"\\u{code:04x}" for code in (*_TURNING, 0x2028, 0x2029)}
_VISIBLE[0x09] = " "
COMMAND = re.compile(r"##(?=[a-z]*\[)", re.IGNORECASE)
_AT_FIRST = re.compile(r"(?m)^((?:\x1b\[\d+m|[^\S\n])*)::")


def paint(style: str, text: str) -> str:
    """The text in a style, as marks."""
    return f"{style}{text}{PLAIN}"


def glued(text: str) -> str:
    """The text as one word that is never broken over lines."""
    return text.replace(" ", GLUE)


def bold(text: str) -> str:
    """A heading."""
    return paint(BOLD, text)


def dim(text: str) -> str:
    """Something a reader may skip."""
    return paint(DIM, text)


def clean(text: str) -> str:
    """The text with control characters written out (``\\x1b``); line ends stay, tabs become blanks."""
    return text if text.isprintable() else text.translate(_VISIBLE)


def finished(lines: Iterable[str], colour: bool, columns: int = 80) -> str:
    """The lines for a terminal that shows colour, or for anything else, with long table cells folded."""
    shown = (line.replace("\n", "\\x0a") for line in lines)  # an author's line end begins no line of ours
    folded = [part for line in shown for part in (fold(line, columns) if HANG in line else [line])]
    return tame(clean("\n".join(folded)).translate(_ANSI if colour else _NOTHING)) + "\n"


def tame(text: str) -> str:
    """The text without what the logs of CI servers take for commands of theirs.

    GitHub reads lines that begin with ``::error::``, GitHub, Azure and TeamCity ``##[...]``, ``##vso[...]``
    and ``##teamcity[...]``, anywhere.
    """
    if "##" in text:
        text = COMMAND.sub(r"#\\x23", text)
    return _AT_FIRST.sub(r"\1\\x3a:", text) if "::" in text else text


def fold(line: str, columns: int) -> list[str]:
    """A table row whose last cell goes on, below itself, where it does not fit."""
    lead, _, cell = line.partition(HANG)
    indent = width(lead)
    room = max(24, columns - indent)
    if width(cell) <= room:
        return [line if cell else lead.rstrip()]
    rows, row = [], ""
    for word in cell.split(" "):
        if row and width(row) + 1 + width(word) > room:
            rows.append(row.rstrip())
            row = word
        else:
            row = f"{row} {word}" if row else word
    rows.append(row)
    return [lead + rows[0], *(" " * indent + row for row in rows[1:])]


def width(text: str) -> int:
    """How many columns a terminal needs for a text; marks need none."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width  # only for texts that need them

    return sum(
        0 if combining(c) or 0xFDD0 <= ord(c) <= 0xFDD6 else 2 if east_asian_width(c) in "WF" else 1
        for c in text
    )
