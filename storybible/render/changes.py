"""Changes of files as text and as JSON: what `waive` and `fix` did, or would do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from storybible.diagnostics import Diagnostic
from storybible.editing.applying import Mending
from storybible.editing.outcome import Outcome
from storybible.editing.removing import Removal
from storybible.editing.renaming import Renaming
from storybible.editing.transaction import Change
from storybible.editing.waiving import Waiving
from storybible.reading.nodes import lines_of
from storybible.render import json
from storybible.render.layout import counted
from storybible.render.report import mend_line

NOT_WRITTEN = "Nothing was written."


def diff_lines(file: str, before: str | None, after: str | None) -> list[str]:
    """A change as a unified diff with one line around it; None for a file that is not there."""
    from difflib import unified_diff

    old, new = (lines_of(text.removesuffix("\n")) if text else [] for text in (before, after))
    return [line.rstrip("\r\n") for line in unified_diff(old, new, file, file, n=1, lineterm="")]


def waived_text(waiving: Waiving, written: bool) -> list[str]:
    """A waiver that was written, or would be."""
    finding = waiving.finding
    about = f"{finding.span.file}:{finding.span.line}: {finding.rule}: {finding.message}"
    if not written:
        diff = diff_lines(waiving.file, waiving.before, waiving.after)
        return [*diff, "", f"Would waive {about}", NOT_WRITTEN]
    return [f"Waived {about}", f"  in {waiving.file}:{waiving.line}"]


def waived(waiving: Waiving, written: bool) -> dict[str, Any]:
    """The same for programs."""
    return {
        "finding": waiving.finding.id,
        "waiver": waiving.waiver,
        "file": waiving.file,
        "line": waiving.line,
        "written": written,
        "diff": "\n".join(diff_lines(waiving.file, waiving.before, waiving.after)),
    }


def mended_text(mending: Mending, written: bool) -> list[str]:
    """A mending that was made, or would be: the change, what ended, what appeared, what else would do."""
    diff = diff_lines(mending.repair.span.file, mending.before, mending.after)
    lines = [*diff, "", *effect(mending.ended, mending.appeared, written)]
    others = [
        f"  --repair {n}:{mend_line(repair)[4 + len('mend:') :]}"
        for n, repair in enumerate(mending.finding.repairs, 1)
        if n != mending.number
    ]
    lines += ["", "Other mendings of it:", *others] if others else []
    return [*lines, *([] if written else ["", NOT_WRITTEN])]


def mended(mending: Mending, written: bool) -> dict[str, Any]:
    """The same for programs."""
    file = mending.repair.span.file
    return {
        "finding": mending.finding.id,
        "repair": json.repair(mending.repair),
        "number": mending.number,
        "written": written,
        "diff": "\n".join(diff_lines(file, mending.before, mending.after)),
        "ended": [json.finding(finding) for finding in mending.ended],
        "appeared": [json.finding(finding) for finding in mending.appeared],
    }


def edited_text(made: Outcome, written: bool) -> list[str]:
    """A record that was added or changed, or would be: where, what ended, what appeared."""
    verb, _, rest = made.what.partition(" ")
    done = {"add": "Added", "set": "Set", "remove": "Removed"}[verb]
    file, line = made.place
    what = f"{done if written else f'Would {verb}'} {rest} in {file}:{line}"
    return [*_shown(made, written), what, *_after(made, written)]


def edited(made: Outcome, written: bool) -> dict[str, Any]:
    """The same for programs."""
    file, line = made.place
    return {
        "edit": made.what,
        "record": made.record,
        "file": file,
        "line": line,
        "written": written,
        "changes": [changed(change) for change in made.changes],
        "ended": [json.finding(finding) for finding in made.ended],
        "appeared": [json.finding(finding) for finding in made.appeared],
        "remarks": list(made.remarks),
    }


def renamed_text(renaming: Renaming, written: bool) -> list[str]:
    """A record that was renamed, or would be, and in which files."""
    made = renaming.outcome
    files = [change.file for change in made.changes]
    places = f"{counted(renaming.references, 'reference')} in {counted(len(files), 'file')}"
    verb = "Renamed" if written else "Would rename"
    lines = [*_shown(made, written), f"{verb} {renaming.old} to {renaming.new}: {places}"]
    return [*lines, *(f"  {file}" for file in files), *_after(made, written)]


def renamed(renaming: Renaming, written: bool) -> dict[str, Any]:
    """The same for programs."""
    names = {"from": renaming.old, "to": renaming.new, "references": renaming.references}
    return {**edited(renaming.outcome, written), **names}


def references_text(removal: Removal) -> list[str]:
    """What still refers to a record."""
    lines = [f"  {one.span.file}:{one.span.line}: {one.owner or 'a waiver'}" for one in removal.references]
    return [f"These still refer to {removal.record}:", *dict.fromkeys(lines)]


def removed_text(removal: Removal, written: bool, forced: bool) -> list[str]:
    """A record that was removed, or would be; with ``forced``, also what refers to it."""
    dangling = ["", *references_text(removal)] if forced and removal.references else []
    return [*edited_text(removal.outcome, written), *dangling]


def removed(removal: Removal, written: bool) -> dict[str, Any]:
    """The same for programs."""
    still = [
        {"file": one.span.file, "line": one.span.line, "column": one.span.column, "record": one.owner or None}
        for one in removal.references
    ]
    return {**edited(removal.outcome, written), "references": still}


def diffs(made: Sequence[Change]) -> list[str]:
    """Changes as unified diffs, with an empty line after them."""
    return [*(line for c in made for line in diff_lines(c.file, c.before, c.after)), ""]


def effect(ended: Sequence[Diagnostic], appeared: Sequence[Diagnostic], written: bool) -> list[str]:
    """The findings that an edit ends and brings."""
    would = "" if written else "would be "
    gone = [f"{would}gone: {_short(finding)}" for finding in ended]
    return [*gone, *(f"{would}new: {_short(finding)}{_meant(finding)}" for finding in appeared)]


def changed(change: Change) -> dict[str, Any]:
    """What becomes of a file, for programs."""
    return {
        "file": change.file,
        "created": change.before is None,
        "removed": change.after is None,
        "diff": "\n".join(diff_lines(change.file, change.before, change.after)),
    }


def _shown(made: Outcome, written: bool) -> list[str]:
    """The changes, where they are only shown."""
    if written:
        return []
    return diffs(made.changes)


def _after(made: Outcome, written: bool) -> list[str]:
    """What an edit does to the check, and what else there is to know."""
    lines = [*(f"note: {remark}" for remark in made.remarks)]
    return [*lines, *effect(made.ended, made.appeared, written), *([] if written else [NOT_WRITTEN])]


def _short(finding: Diagnostic) -> str:
    where = f"{finding.span.file}:{finding.span.line}"
    return f"{where}: {finding.severity.value} {finding.rule}: {finding.message}"


def _meant(finding: Diagnostic) -> str:
    """Which word was meant, for a slip of the pen that an edit has just made."""
    return f"; {finding.hint}" if (finding.hint or "").startswith("did you mean ") else ""
