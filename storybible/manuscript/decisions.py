"""What a writer decided about candidates: a plain text file beside the records, one decision on a line.

    accepted c-0123456789  in draft  ¶12 “was thirty-six” -> asuma
    accepted c-3456789abc  in draft  at 3 years after first-date  ¶20 “three years had passed”
    rejected c-abcdef0123  in draft  ¶3 “at least once”

The verdict and the id count, `in` with the manuscript (every one, without it), and `at` with a time up to the
next two blanks; what follows is for a reader.
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
_LINE = re.compile(r"[\s-]*(?P<verdict>accepted|rejected)\s*:?\s+(?P<id>c-[0-9a-f]+)(?P<rest>\s.*|)", re.I)
_IN = re.compile(r"\s+in (?P<manuscript>\S+)(?=\s\s|\s*\Z)")
_AT = re.compile(r"\s\s+at (?P<at>.*?)(?=\s\s|\s*\Z)")


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision.  ``at`` is when the story goes on, of an accepted jump; ``about`` words for a reader;
    ``manuscript`` the id of the text it is about, "" for any."""

    id: str
    accepted: bool
    at: str = ""
    about: str = ""
    manuscript: str = ""

    @property
    def line(self) -> str:
        """The line of the file, with its end."""
        parts = [f"{ACCEPTED if self.accepted else REJECTED} {self.id}"]
        parts += [f"in {self.manuscript}"] if self.manuscript else []
        parts += [f"at {self.at}"] if self.at else []
        parts += [" ".join(self.about.split())] if self.about.strip() else []
        return "  ".join(parts) + "\n"


def read_decisions(text: str, manuscript: str | None = None) -> dict[str, Decision]:
    """Decisions by candidate; of two about one the later holds, and what is none is passed over.

    With a manuscript's id, those about this one and those about any.
    """
    found: dict[str, Decision] = {}
    for line in text.splitlines():
        decision = _read(line)
        if decision is not None and (manuscript is None or decision.manuscript in ("", manuscript)):
            found[decision.id] = decision
    return found


def _read(line: str) -> Decision | None:
    read = _LINE.fullmatch(line)
    if read is None:
        return None
    rest = read["rest"]
    within = _IN.match(rest)
    at = _AT.match(rest, within.end() if within else 0)
    when = " ".join(at["at"].split()) if at else ""
    accepted = read["verdict"].casefold() == ACCEPTED
    return Decision(read["id"], accepted, when, manuscript=within["manuscript"] if within else "")


def with_decisions(text: str, decisions: Iterable[Decision]) -> str:
    """The file with decisions more, at its end; an earlier one about the same candidate is taken out."""
    new = list(decisions)
    same = {(decision.id, decision.manuscript) for decision in new}
    kept = []
    for line in (text or HEAD).splitlines(keepends=True):
        read = _read(line.rstrip("\r\n"))
        if read is None or (read.id, read.manuscript) not in same:
            kept.append(line)
    newline = "\r\n" if kept and kept[0].endswith("\r\n") else "\n"
    if kept and not kept[-1].endswith(("\n", "\r")):
        kept[-1] += newline
    return "".join(kept) + "".join(decision.line.replace("\n", newline) for decision in new)
