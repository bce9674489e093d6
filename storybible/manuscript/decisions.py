"""What a writer decided about candidates: a plain text file beside the records, one decision on a line.

    accepted c-0123456789  draft.md ¶12 “was thirty-six” -> asuma
    accepted c-3456789abc  at 3 years after first-date  draft.md ¶20 “three years had passed”
    rejected c-abcdef0123  draft.md ¶3 “at least once”

The verdict and the id count, and `at` with a time up to the next two blanks; what follows is for a reader.
Ids are made of words and values: a decision survives new scans and edits of the text around.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from storybible.storage.place import DECISIONS

FILE = DECISIONS
ACCEPTED, REJECTED = "accepted", "rejected"
HEAD = "# Decisions about what prose may state; `storybible review` writes them, and you may edit them.\n"
_LINE = re.compile(
    r"\s*(?P<verdict>accepted|rejected)\s+(?P<id>c-[0-9a-f]+)(?:\s\s+at (?P<at>.*?))?(?:\s\s.*)?\s*"
)


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision.  ``at`` is when the story goes on, of an accepted jump; ``about`` words for a reader."""

    id: str
    accepted: bool
    at: str = ""
    about: str = ""

    @property
    def line(self) -> str:
        """The line of the file, with its end."""
        parts = [f"{ACCEPTED if self.accepted else REJECTED} {self.id}"]
        parts += [f"at {self.at}"] if self.at else []
        parts += [" ".join(self.about.split())] if self.about.strip() else []
        return "  ".join(parts) + "\n"


def read_decisions(text: str) -> dict[str, Decision]:
    """Decisions by candidate; of two about one the later holds, and what is none is passed over."""
    found: dict[str, Decision] = {}
    for line in text.splitlines():
        read = _LINE.fullmatch(line)
        if read is not None:
            at = " ".join((read["at"] or "").split())
            found[read["id"]] = Decision(read["id"], read["verdict"] == ACCEPTED, at)
    return found


def with_decisions(text: str, decisions: Iterable[Decision]) -> str:
    """The file with decisions more, at its end; an earlier one about the same candidate is taken out."""
    new = list(decisions)
    ids = {decision.id for decision in new}
    kept = []
    for line in (text or HEAD).splitlines(keepends=True):
        read = _LINE.fullmatch(line.rstrip("\r\n"))
        if read is None or read["id"] not in ids:
            kept.append(line)
    if kept and not kept[-1].endswith(("\n", "\r")):
        kept[-1] += "\n"
    return "".join(kept) + "".join(decision.line for decision in new)
