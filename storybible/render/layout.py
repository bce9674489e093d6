"""Plain text in columns, good at 80 characters and in a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from storybible.diagnostics import Evidence, Span
from storybible.queries.proof import Proof
from storybible.render.ink import HANG, bold, dim, width
from storybible.story import Story

INDENT = "  "
SUPPOSED, SUPPOSED_PLACE = "what-if", "supposed"
"""The file name of suppositions that stand in no file, and what a reader sees in place of it."""


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
        (
            indent
            + (" " * gap).join(
                [*(padded(cell, widths[n]) for n, cell in enumerate(row[:-1])), HANG + row[-1]]
            )
        )
        for row in found
    ]


def evidence_lines(evidence: Iterable[Evidence], indent: str = INDENT) -> list[str]:
    """Statements with their places; their sources stand below each other."""
    rows = [(place(e), e.statement, f"({e.source})" if e.source else "") for e in evidence]
    lines = [f"{where}: {statement}" for where, statement, _ in rows]
    column = max((width(line) for line in lines), default=0)
    column = min(column, 96)
    return [
        indent + (f"{padded(line, column)}   {dim(source)}" if source else line)
        for line, (_, _, source) in zip(lines, rows, strict=True)
    ]


def place(evidence: Evidence) -> str:
    """Where a statement stands; a supposition stands nowhere."""
    return SUPPOSED_PLACE if is_supposed(evidence.span) else f"{evidence.span.file}:{evidence.span.line}"


def is_supposed(span: Span) -> bool:
    """Whether a place is that of a supposition of the command line, in no file at all."""
    return span.file == SUPPOSED


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


def contested(proof: Proof) -> list[str]:
    """A line for an answer of many parts, of which some rest on a contradiction."""
    if not proof.contested:
        return []
    words = "Some of this rests on statements that contradict each other: `storybible check` tells which."
    return ["", dim(words)]


def counted(number: int, noun: str) -> str:
    """ "1 event", "2 events", "2 secrets", "3 people"."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun[:-1] + 'ies' if noun.endswith('y') else noun + 's'}"
