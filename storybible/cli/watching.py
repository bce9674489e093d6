"""`check --watch`: the findings again whenever a file changes."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from storybible.cli.output import complain, put, say
from storybible.cli.progress import busy
from storybible.diagnostics import Diagnostic
from storybible.render.ink import bold
from storybible.render.report import counts_text, finding_lines, findings_text, report_text, summary
from storybible.workspace import Change, Workspace, changes, difference

CLEAR = "\x1b[2J\x1b[3J\x1b[H"
"""Makes a terminal empty."""


def watch(path: Path, notes: bool, undecided: bool, wait: Callable[[float], object] = time.sleep) -> int:
    """Check, and check again after each change, until somebody presses Ctrl-C; that is no failure.

    A terminal shows all findings each time; anything else is told what has appeared and what is gone.
    Findings are shown before anybody looks for what is left open.
    """
    terminal = sys.stdout.isatty()
    try:
        with busy("reading and checking"):
            workspace = Workspace(path)
        if terminal:
            put(CLEAR)
        say([*report_text(workspace.report, workspace.bible.loaded.line, notes, undecided), ""])
        for change in changes(workspace, wait):
            _show(workspace, change, terminal, notes, undecided)
    except KeyboardInterrupt:
        pass
    return 0


def _show(workspace: Workspace, change: Change, terminal: bool, notes: bool, undecided: bool) -> None:
    if change.gone:
        complain(f"{workspace.path} cannot be read at the moment: {change.gone}")
        return
    line_of = workspace.bible.loaded.line
    appeared, gone = difference(change.before, change.report)
    if terminal:
        put(CLEAR)
        news = [*_short("New", appeared), *_short("Gone", gone)]
        _say_some(findings_text(change.report, line_of, notes))
        say([*counts_text(change.report, notes, undecided), *news])
        return
    lines = [line for finding in appeared for line in (*finding_lines(finding, line_of), "")]
    _say_some([*lines, *_short("Gone", gone)])
    say([*summary(change.report, notes, undecided), ""])


def _say_some(lines: list[str]) -> None:
    if lines:
        say(lines)


def _short(word: str, findings: Iterable[Diagnostic]) -> list[str]:
    """Findings on a line each."""
    return [f"{bold(word)}: {f.span}: {f.severity.value} {f.rule}: {f.message}" for f in findings]
