"""Commands that answer a finding: waive, fix."""

from __future__ import annotations

from typing import Annotated

import typer

from storybible.cli.asking import answer
from storybible.cli.finding import bible_path, open_bible
from storybible.cli.options import BibleDir, Format
from storybible.cli.output import as_json, say, tell
from storybible.cli.progress import busy
from storybible.queries.resolve import Misuse

Finding = Annotated[
    str | None,
    typer.Argument(
        metavar="FINDING",
        help="Its place as `check` prints it (bible/events.yaml:12), its id, or its rule.",
        show_default=False,
    ),
]
MISSING = "the finding is missing: its place (bible/events.yaml:12), its id, or its rule"
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be written, and write nothing.")]


def waive(
    finding: Finding = None,
    because: Annotated[str, typer.Option("--because", metavar="TEXT", help="Why it is meant so.")] = "",
    dry_run: DryRun = False,
    format: Format = "text",
    bible: BibleDir = None,
) -> None:
    """Accept a finding: a waiver with your reason is added to storybible.yaml."""
    from storybible.checker import check
    from storybible.editing.naming import finding_named
    from storybible.editing.transaction import Change, commit, editing
    from storybible.editing.waiving import waive as waived_by
    from storybible.render import changes

    structured = as_json(format)
    finding = finding if finding is not None else answer("Which finding?", MISSING)
    if not because:  # who is asked for a reason hears first that there is no such finding
        finding_named(check(open_bible(bible), repairs=False), finding)
        because = answer("Why is it meant so?", "say why it is meant so: --because TEXT")
    with busy("reading and checking"), editing(bible_path(bible), dry_run):
        book = open_bible(bible)
        waiving = waived_by(book, finding_named(check(book, repairs=False), finding), because)
        if not dry_run:
            change = Change(waiving.file, waiving.before, waiving.after)
            commit(book, [change], f"waive {waiving.finding.rule} at {waiving.finding.span}")
    if structured:
        tell(changes.waived(waiving, not dry_run))
    else:
        say(changes.waived_text(waiving, not dry_run))


def fix(
    finding: Finding = None,
    repair: Annotated[
        str, typer.Option("--repair", metavar="N", help="Which of its mendings, counted from 1.")
    ] = "1",
    dry_run: DryRun = False,
    format: Format = "text",
    bible: BibleDir = None,
) -> None:
    """Make one of the mendings that `check` offers for a finding, and say what that ends."""
    from storybible.checker import check
    from storybible.editing.applying import mend
    from storybible.editing.naming import finding_named
    from storybible.editing.transaction import Change, commit, editing
    from storybible.render import changes

    structured = as_json(format)
    if not (repair.isascii() and repair.isdigit()):
        raise Misuse(f"--repair is the number of a mending, counted from 1, not “{repair}”")
    finding = finding if finding is not None else answer("Which finding?", MISSING)
    with busy("reading and checking"), editing(bible_path(bible), dry_run):
        book = open_bible(bible)
        report = check(book)
        named = finding_named(report, finding)
        if named.id in report.unmended:
            report = check(book, mend=named.id)
            named = finding_named(report, named.id)
        mending = mend(book, report, named, int(repair))
        if not dry_run:
            change = Change(mending.repair.span.file, mending.before, mending.after)
            made = f"{mending.repair.before} -> {mending.repair.after}"
            commit(book, [change], f"fix {mending.finding.rule}: {made}")
    if structured:
        tell(changes.mended(mending, not dry_run))
    else:
        say(changes.mended_text(mending, not dry_run))
