"""Plain text in columns, good at 80 characters and in a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from storybible.diagnostics import Evidence
from storybible.queries.proof import Proof
from storybible.render.ink import bold, dim
from storybible.story import Story

INDENT = "  "


def width(text: str) -> int:
    """How many columns a terminal needs for a text."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width  # only for texts that need them

    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def padded(text: str, columns: int) -> str:
    """A text filled up with blanks."""
    return text + " " * max(0, columns - width(text))


def table(rows: Iterable[Sequence[str]], indent: str = INDENT, gap: int = 2) -> list[str]:
    """Rows in columns as wide as they need; the last column runs free."""
    found = [tuple(row) for row in rows]
    if not found:
        return []
    columns = max(len(row) for row in found)
    widths = [max((width(row[n]) for row in found if len(row) > n + 1), default=0) for n in range(columns)]
    return [
        (indent + (" " * gap).join([*(padded(cell, widths[n]) for n, cell in enumerate(row[:-1])), row[-1]])).rstrip()
        for row in found
    ]


def evidence_lines(evidence: Iterable[Evidence], indent: str = INDENT) -> list[str]:
    """Statements with their places; their sources stand below each other."""
    rows = [(place(e), e.statement, f"({e.source})" if e.source else "") for e in evidence]
    lines = [f"{where}: {statement}" for where, statement, _ in rows]
    column = max((width(line) for line in lines), default=0)
    column = min(column, 76)
    return [
        indent + (f"{padded(line, column)}   {dim(source)}" if source else line)
        for line, (_, _, source) in zip(lines, rows, strict=True)
    ]


def place(evidence: Evidence) -> str:
    """Where a statement stands."""
    return f"{evidence.span.file}:{evidence.span.line}"


def why_lines(title: str, proof: Proof) -> list[str]:
    """A heading and the statements of a proof; nothing for an empty one."""
    return [bold(title), *evidence_lines(proof.evidence)] if proof.evidence else []


def caveats(story: Story, proof: Proof) -> list[str]:
    """What a reader must know about an answer: claims, contradictions, amounts that were read broadly."""
    lines = [f"According to {story.label(who)}." for who in proof.according_to]
    if proof.contested:
        lines.append("This rests on statements that contradict each other: `storybible check` tells which.")
    for rounded in proof.rounded:
        if rounded.read_as:
            lines.append(f"'{rounded.text}' read as {rounded.read_as}; write `exactly` to pin it")
    return [dim(line) for line in lines]


def counted(number: int, noun: str) -> str:
    """"1 event", "2 events", "2 secrets", "3 people"."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun[:-1] + 'ies' if noun.endswith('y') else noun + 's'}"
