"""A report of findings on its way out: which parts of it, in which format, with which exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from storybible.cli.finding import seen_from_here
from storybible.cli.output import put, say, tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from storybible.bible import Bible
    from storybible.checker import Report
    from storybible.diagnostics import Span


class Shown(NamedTuple):
    """What of a report is shown besides errors and warnings, and whether warnings fail."""

    notes: bool
    undecided: bool
    strict: bool


def exit_code(report: Report, strict: bool) -> int:
    """1 where there is an error (or, if strict, a warning)."""
    return 1 if report.counts["error"] or (strict and report.counts["warning"]) else 0


def show_report(
    book: Bible,
    report: Report,
    format: str,
    wanted: Shown,
    line_of: Callable[[Span], str] | None = None,
) -> None:
    """A report in the format asked for; ``line_of`` finds the lines of text where not all are records'."""
    line = line_of or book.loaded.line
    if format == "text":
        from storybible.render.report import report_text

        say(report_text(report, line, wanted.notes, wanted.undecided))
    elif format == "json":
        from storybible.render import json

        tell(json.report(report))
    elif format == "sarif":
        from storybible import __version__
        from storybible.render.sarif import sarif
        from storybible.rules import all_rules

        folder = seen_from_here(book.path.resolve().parent)
        tell(sarif(report, all_rules(), book.story.config, line, __version__, folder))
    else:
        from storybible.render.junit import junit
        from storybible.rules import all_rules

        put(junit(report, all_rules(), book.story.config, line, wanted.strict))
