"""What keeps a manuscript from being read, in one line."""

from __future__ import annotations

from storybible.diagnostics import Diagnostic, Severity, Span


class Unreadable(Exception):
    """A manuscript cannot be read.  It never leaves this package: `read_prose` makes a diagnostic of it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def unreadable(file: str, trouble: Unreadable) -> Diagnostic:
    """The error that stands for a manuscript of which nothing could be read."""
    return Diagnostic(
        "SB001", "unreadable-file", Severity.ERROR, str(trouble), Span(file, 1, 1), hint=trouble.hint
    )


def remark(file: str, message: str, line: int = 1, hint: str = "") -> Diagnostic:
    """A note on how a manuscript was read."""
    return Diagnostic("SB001", "unreadable-file", Severity.NOTE, message, Span(file, line, 1), hint=hint)
