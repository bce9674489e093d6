"""Commands that go back over edits: undo, log."""

from __future__ import annotations

from typing import Annotated

import typer

from storybible.cli.finding import MARK, bible_path, option_of
from storybible.cli.mending import DryRun
from storybible.cli.options import BibleDir, Format
from storybible.cli.output import as_json, say, tell
from storybible.cli.progress import busy
from storybible.queries.resolve import Misuse

Count = Annotated[
    str | None, typer.Argument(metavar="[N]", help="How many edits, 1 by default.", show_default=False)
]
Newest = Annotated[
    str | None,
    typer.Argument(metavar="[N]", help="How many of the newest edits, 20 by default.", show_default=False),
]


def undo(
    steps: Count = None,
    redo: Annotated[bool, typer.Option("--redo", help="Make edits again that were taken back.")] = False,
    dry_run: DryRun = False,
    format: Format = "text",
    bible: BibleDir = None,
) -> None:
    """Take back the last edit that storybible made, or the last N.

    What you have changed by hand elsewhere in the files stays.
    """
    from storybible.editing import undoing
    from storybible.editing.transaction import editing
    from storybible.render import history

    structured = as_json(format)
    count = _number(steps or "1")
    path = bible_path(bible, taken_back=True)
    with busy("reading and checking"), editing(path, dry_run):
        planned = undoing.with_effect(path, undoing.undo(path, count, redo))
        if not dry_run:
            undoing.carry_out(path, planned)
    if structured:
        tell(history.undone(planned, not dry_run))
    else:
        say(history.undone_text(planned, not dry_run))
        if not dry_run and not (path / MARK).exists():
            how = f"`storybible undo --redo{option_of(path)}` makes it one again"
            say([f"{path} is no bible any more; what is yours in it stays. {how}."])


def log(newest: Newest = None, format: Format = "text", bible: BibleDir = None) -> None:
    """The edits that storybible made, the newest first: what, when, which lines of which files."""
    from storybible.editing import undoing
    from storybible.render import history

    structured = as_json(format)
    count = _number(newest or "20")
    path = bible_path(bible, taken_back=True)
    entries = undoing.history_of(path)
    done, _ = undoing.in_force(entries)
    folder = path.resolve().name
    if structured:
        tell(history.log(entries, done, count, folder))
    else:
        say(history.log_text(entries, done, count, folder))


def _number(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text[:9]) > 0:
        return int(text[:9])
    raise Misuse(f"N is a number of edits, counted from 1, not “{text}”")
