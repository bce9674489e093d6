"""Commands that answer a finding: waive, fix."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from storybible.cli.asking import answer
from storybible.cli.finding import bible_path, manuscripts_of, open_bible
from storybible.cli.options import BibleDir, Format
from storybible.cli.output import as_json, say, tell
from storybible.cli.progress import busy
from storybible.queries.resolve import Misuse, moment

if TYPE_CHECKING:
    from storybible.bible import Bible
    from storybible.editing.waiving import Checking

Finding = Annotated[
    str | None,
    typer.Argument(
        metavar="FINDING",
        help="Its place as `check` prints it (bible/events.yaml:12), its id, or its rule.",
        show_default=False,
    ),
]
WHICH = "Which finding? (its place, such as bible/events.yaml:12, its id, or its rule)"
MISSING = "the finding is missing: its place (bible/events.yaml:12), its id, or its rule"
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be written, and write nothing.")]


def waive(
    finding: Finding = None,
    because: Annotated[str, typer.Option("--because", metavar="TEXT", help="Why it is meant so.")] = "",
    draft: Annotated[
        list[str] | None,
        typer.Option("--in", metavar="DRAFT", help="The draft it is about; else those in the settings."),
    ] = None,
    at: Annotated[
        str | None, typer.Option("--at", metavar="WHEN", help="When the draft begins, as with check.")
    ] = None,
    dry_run: DryRun = False,
    format: Format = "text",
    bible: BibleDir = None,
) -> None:
    """Accept a finding, on the records or a draft: a waiver with your reason is added to storybible.yaml."""
    from storybible.editing.naming import finding_named
    from storybible.editing.transaction import Change, commit, editing
    from storybible.editing.waiving import waive as waived_by
    from storybible.render import changes

    structured = as_json(format)
    finding = finding if finding is not None else answer(WHICH, MISSING)
    checked = _checking(open_bible(bible), finding, draft or [], at)
    if not because:  # who is asked for a reason hears first that there is no such finding
        finding_named(checked(open_bible(bible)), finding)
        because = answer("Why is it meant so?", "say why it is meant so: --because TEXT")
    with busy("reading and checking"), editing(bible_path(bible), dry_run):
        book = open_bible(bible)
        waiving = waived_by(book, finding_named(checked(book), finding), because, checked)
        if not dry_run:
            change = Change(waiving.file, waiving.before, waiving.after)
            commit(book, [change], f"waive {waiving.finding.rule} at {waiving.finding.span}")
    if structured:
        tell(changes.waived(waiving, not dry_run))
    else:
        say(changes.waived_text(waiving, not dry_run))


def _checking(book: Bible, finding: str, drafts: list[str], at: str | None) -> Checking:
    """How the report is made that holds a finding: of the records, or of drafts, named or meant."""
    from storybible.cli.scan import prose_of
    from storybible.editing.waiving import records_checked

    names = drafts or _drafts_meant(book, finding)
    if not names:
        if at is not None:
            raise Misuse("--at says when a draft begins; name the draft, too: --in DRAFT")
        return records_checked
    from storybible.draft_check import check_drafts

    if at is not None:
        moment(book, at)  # misuse, where there is no such moment
    read = [prose_of(name) for name in names]
    return lambda bible: check_drafts(bible, read, at)


def _drafts_meant(book: Bible, finding: str) -> list[str]:
    """The drafts that a finding is about which the records do not have: by its place, or by its rule."""
    from storybible.editing.naming import file_named, is_known
    from storybible.editing.waiving import records_checked
    from storybible.rules import rule_named

    file = file_named(finding)
    rule = None if file else rule_named(finding) or rule_named(finding.partition("-")[0])
    if (not file and (rule is None or rule.draft is None)) or is_known(records_checked(book), finding):
        return []
    if file:
        path = Path(file).resolve()
        return [file] if path.is_file() and book.path.resolve() not in path.parents else []
    if names := manuscripts_of(book):
        return names
    raise Misuse(f"there is no finding “{finding}” in the records; --in DRAFT names the draft it is about")


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
    finding = finding if finding is not None else answer(WHICH, MISSING)
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
