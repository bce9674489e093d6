"""Reading on after an error of YAML: masking a character, or blanking out an entry.

Both keep every other character where it is, so that all places stay those of the author's text.
"""

from __future__ import annotations

import re

from storybible.reading.kinds import PLURALS
from storybible.reading.nodes import Source
from storybible.reading.problems import quoted

FIRST_MASK, LAST_MASK = 0xE000, 0xE0FF  # private-use characters stand in for the masked ones
KEY_LINE = re.compile(r"""[ ]*(?:-[ ]+)*(?P<key>[^\s#\[{][^:\n\r]*?):(?:[ \t]|$)""")


def masked(source: Source, offsets: tuple[int, ...], mask_as: str | None) -> str | None:
    """The text with characters masked: by a blank for good, or until after parsing, when ``mask_as`` (None:
    the character itself) takes their place.  None where there is nothing to mask, or nothing to mask it with.
    """
    if not offsets:
        return None
    if mask_as == " ":
        letters = list(source.clean)
        for offset in offsets:
            letters[offset] = " "
        return "".join(letters)
    letters = list(source.clean)
    for offset in offsets:
        mask = _mask_for(source, letters[offset] if mask_as is None else mask_as)
        if not mask:
            return None
        letters[offset] = mask
    return "".join(letters)


def links_in_quotes(raw: str) -> str:
    """``[[Cora]] (body)`` in quotes, and ``[[Cora]], [[Dora]]`` as the list it was meant to be."""
    parts = [part.strip() for part in re.split(r"(?<=[\])])\s*[,;]\s*(?=\[\[)", raw)]
    return quoted(raw) if len(parts) < 2 else f"[{', '.join(quoted(part) for part in parts)}]"


def _mask_for(source: Source, back: str) -> str:
    """A character that is not in the text, to stand for ``back``; "" where none is left."""
    for mask in range(FIRST_MASK, LAST_MASK):
        if source.restore.get(mask) == back or (mask not in source.restore and chr(mask) not in source.text):
            source.restore[mask] = back
            return chr(mask)
    return ""


def _depth(line: str) -> int:
    """Twice the indentation; an item of a list counts as deeper than a field in the same column."""
    words = line.lstrip(" \t")
    indent = line[: len(line) - len(words)].expandtabs(8)
    return 2 * len(indent) + (words.startswith("- ") or words == "-")


def without_entry(source: Source, at: int) -> tuple[str | None, int, int]:
    """The text with the entry at an offset blanked out, and the first and last line blanked."""
    lines = source.clean.splitlines(keepends=True)
    here = len(source.clean[: source.line_start(at)].splitlines())
    here = min(here, len(lines) - 1)
    while here > 0 and not lines[here].strip():
        here -= 1
    ladder = [here]
    for above in range(here - 1, -1, -1):
        if lines[above].strip() and not lines[above].lstrip().startswith("#"):
            if _depth(lines[above]) < _depth(lines[ladder[-1]]):
                ladder.append(above)
            if not _depth(lines[ladder[-1]]):
                break
    ladder.reverse()
    top = KEY_LINE.match(lines[ladder[0]])
    level = 2 if top and top["key"] in PLURALS else 0
    for step in range(min(level, len(ladder) - 1), -1, -1):
        first = ladder[step]
        if not lines[first].strip():
            continue
        last = first
        for below in range(first + 1, len(lines)):
            if lines[below].strip() and _depth(lines[below]) <= _depth(lines[first]):
                break
            if lines[below].strip():
                last = below
        for index in range(first, last + 1):
            body = lines[index].rstrip("\r\n")
            lines[index] = " " * len(body) + lines[index][len(body) :]
        return "".join(lines), source.first_line + first, source.first_line + last
    return None, 0, 0
