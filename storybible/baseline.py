"""The findings an old bible had when the tool came to it: a file of their ids, which `check` then hides.

One finding on a line: its id, then words for a reader that are not read again.  `#` begins a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from storybible.diagnostics import Diagnostic
from storybible.folder import shown

HEAD = (
    "# Findings that were there already: `storybible check --baseline` with this file hides them.\n"
    "# Only the first word of a line counts. Take a line out once you want to hear of it again.\n"
)
ID = re.compile(r"sb\d{3}-[0-9a-f]{8}")


class NoBaseline(ValueError):
    """A text that is no baseline: the line (from 1) that holds no finding's id, and its first word."""

    def __init__(self, line: int, word: str) -> None:
        super().__init__(f"line {line}: {word}")
        self.line = line
        self.word = word


def read_baseline(text: str) -> tuple[str, ...]:
    """The ids that a baseline lists, each once.  Raises :class:`NoBaseline` on anything else."""
    found: dict[str, None] = {}
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        words = line.split(maxsplit=1)
        if not words or words[0].startswith("#"):
            continue
        if not ID.fullmatch(words[0]):
            raise NoBaseline(number, words[0])
        found[words[0]] = None
    return tuple(found)


def baseline_text(findings: Iterable[Diagnostic]) -> str:
    """A baseline of findings, by file and rule so that two of them are easily compared.

    Lines are not numbered: they would change with every edit of the records.
    """
    rows = sorted(
        (finding.span.file, finding.rule, shown(" ".join(finding.message.split())), finding.id)
        for finding in findings
    )
    return HEAD + "".join(f"{name}  {file} {rule}: {message}\n" for file, rule, message, name in rows)
