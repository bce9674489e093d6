"""Making a mending: a change of one line, tried in memory before anything is written."""

from __future__ import annotations

from dataclasses import dataclass

from storybible.bible import Bible
from storybible.checker import Report, check
from storybible.diagnostics import Diagnostic, Repair, Severity
from storybible.least_change import mended_text
from storybible.queries.resolve import Misuse


@dataclass(frozen=True, slots=True)
class Mending:
    """A finding's repair made in memory: the file's new text, what ended with it and what appeared.

    ``number`` is the repair's place among the finding's repairs, from 1.  Notes are not counted.
    """

    finding: Diagnostic
    repair: Repair
    number: int
    before: str
    after: str
    ended: tuple[Diagnostic, ...]
    appeared: tuple[Diagnostic, ...]


def mend(bible: Bible, report: Report, finding: Diagnostic, number: int = 1) -> Mending:
    """Make a repair of a finding in memory and check the result; nothing is written.

    Raises :class:`Misuse` where there is no such repair, or where it would not end the finding.
    """
    repairs = finding.repairs
    where = f"{finding.span.file}:{finding.span.line}"
    if not repairs:
        hint = f": {finding.hint}" if finding.hint else ""
        raise Misuse(f"no mending is known for {finding.rule} at {where}; it takes a writer{hint}")
    if not 1 <= number <= len(repairs):
        known = "there is 1 mending" if len(repairs) == 1 else f"there are mendings 1 to {len(repairs)}"
        raise Misuse(f"--repair {number}: {known} for {finding.rule} at {where}")
    repair = repairs[number - 1]
    file = repair.span.file
    before = bible.loaded.files[file]
    after = mended_text(before, repair)
    if after is None:
        raise Misuse(f"“{repair.before}” does not stand once at {file}:{repair.span.line}")
    trial = Bible.load(bible.path, {**bible.loaded.files, file: after})
    then = check(trial, repairs=False)
    known_before, still = {f.id for f in report.findings}, {f.id for f in then.findings}
    if finding.id in still:
        raise Misuse(f"that would not end {finding.rule} at {where}; nothing was written")
    return Mending(
        finding,
        repair,
        number,
        before,
        after,
        tuple(f for f in report.findings if f.id not in still and f.severity is not Severity.NOTE),
        tuple(f for f in then.findings if f.id not in known_before and f.severity is not Severity.NOTE),
    )
