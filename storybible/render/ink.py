"""Colour without a terminal: marks in the text that the very end turns into colour or into nothing.

The marks are characters that Unicode reserves for such private use inside a program.  ``clean`` makes the
author's control characters visible, so that no text of a bible can drive a terminal.
"""

from __future__ import annotations

BOLD, DIM, RED, YELLOW, BLUE, PLAIN = (chr(0xFDD0 + n) for n in range(6))

_ANSI = {
    ord(BOLD): "\x1b[1m", ord(DIM): "\x1b[2m", ord(RED): "\x1b[31m", ord(YELLOW): "\x1b[33m",
    ord(BLUE): "\x1b[34m", ord(PLAIN): "\x1b[0m",
}  # fmt: skip
_NOTHING = dict.fromkeys(range(0xFDD0, 0xFDD6))
_TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))  # would reverse the text around them
_VISIBLE = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in (0x09, 0x0A)}
_VISIBLE |= {code: f"\\u{code:04x}" for code in (*_TURNING, 0x2028, 0x2029)}
_VISIBLE[0x09] = " "


def paint(style: str, text: str) -> str:
    """The text in a style, as marks."""
    return f"{style}{text}{PLAIN}"


def bold(text: str) -> str:
    """A heading."""
    return paint(BOLD, text)


def dim(text: str) -> str:
    """Something a reader may skip."""
    return paint(DIM, text)


def clean(text: str) -> str:
    """The text with control characters written out (``\\x1b``); line ends stay, tabs become blanks."""
    return text if text.isprintable() else text.translate(_VISIBLE)


def finished(text: str, colour: bool) -> str:
    """The text for a terminal that shows colour, or for anything else."""
    return clean(text).translate(_ANSI if colour else _NOTHING)
