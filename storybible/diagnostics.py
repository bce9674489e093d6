"""What every stage says about the author's text: where, how bad, why, and how to mend it.

Lines and columns count from 1.  ``file`` is relative to the folder that holds the bible, with forward
slashes (``bible/events.yaml``).  Nothing here raises on the author's text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is; the order of definition is the order of display."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


SEVERITY_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@dataclass(slots=True, order=True, unsafe_hash=True)
class Span:
    """A stretch of one line of one file.  Nobody changes one.

    ``length`` counts the characters a caret line underlines (1 where unknown).  (Not frozen, for speed: every
    word of a bible has one.)
    """

    file: str
    line: int
    column: int
    length: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


NOWHERE = Span("", 0, 0)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One statement of the author that an answer or a finding rests on.

    ``statement`` is a sentence for a reader, with names instead of ids; ``source`` is the manuscript
    locator as written.
    """

    span: Span
    statement: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Repair:
    """A change of text on one line that ends a finding and makes no new one.

    ``before`` stands exactly once on line ``span.line``; replacing it by ``after`` is the repair.
    ``ends`` are the ids of other findings (no notes) that it ends as well.
    """

    span: Span
    before: str
    after: str
    ends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding: one clause that names people and events, and the chain of statements that led to it.

    ``subject`` is what the finding is about, in terms that survive unrelated edits (ids and values,
    never line numbers); together with the rule it makes the stable ``id``.
    """

    code: str
    rule: str
    severity: Severity
    message: str
    span: Span
    records: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    repairs: tuple[Repair, ...] = ()
    subject: tuple[str, ...] = ()
    hint: str = ""

    @property
    def id(self) -> str:
        """A short name that stays the same while the finding does."""
        import hashlib  # most runs find nothing

        text = "\x1f".join((self.rule, *(self.subject or (self.message,))))
        return f"{self.code.lower()}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"

    @property
    def sort_key(self) -> tuple[str, int, int, int, str, str]:
        """File, then severity, then line: the order inside a report."""
        return (
            self.span.file,
            SEVERITY_ORDER[self.severity],
            self.span.line,
            self.span.column,
            self.code,
            self.message,
        )


@dataclass(frozen=True, slots=True)
class Undecided:
    """Something that was asked of the records and that they cannot answer."""

    what: str
    why: str
    rule: str = ""
