"""check with drafts: prose held against the records."""

from __future__ import annotations

from collections.abc import Sequence

from storybible.cli.finding import open_bible
from storybible.cli.output import put
from storybible.cli.progress import busy
from storybible.cli.reporting import Shown, exit_code, show_report
from storybible.cli.scan import prose_of


def check_drafts(names: Sequence[str], at: str | None, format: str, shown: Shown, bible: str | None) -> int:
    """Hold drafts against the records; the exit code.  Raises Misuse where one cannot be read."""
    from storybible.draft_check import check_draft, lines_with, together
    from storybible.queries.resolve import moment

    book = open_bible(bible)
    if at is not None:
        moment(book, at)  # misuse, where there is no such moment
    drafts = [prose_of(name) for name in names]
    reports = []
    for prose in drafts:
        with busy(f"reading {prose.name}"):
            reports.append(check_draft(book, prose, at))
    report = together(reports)
    if format == "queries":
        from storybible.render.author_queries import queries_text

        put("\n".join(queries_text(report, drafts, shown.notes)) + "\n")
    else:
        show_report(book, report, format, shown, lines_with(drafts, book.loaded.line))
    return exit_code(report, shown.strict)
