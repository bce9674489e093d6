"""Changes of files as text and as JSON: what `waive` and `fix` did, or would do."""

from __future__ import annotations

from typing import Any

from storybible.diagnostics import Diagnostic
from storybible.editing.applying import Mending
from storybible.editing.waiving import Waiving
from storybible.render import json
from storybible.render.report import mend_line

NOT_WRITTEN = "Nothing was written."


def diff_lines(file: str, before: str, after: str) -> list[str]:
    """A change as a unified diff with one line around it."""
    from difflib import unified_diff

    old, new = (text.removesuffix("\n").split("\n") for text in (before, after))
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
    would = "" if written else "would be "
    lines = [*diff, ""]
    lines += [f"{would}gone: {_short(finding)}" for finding in mending.ended]
    lines += [f"{would}new: {_short(finding)}" for finding in mending.appeared]
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


def _short(finding: Diagnostic) -> str:
    where = f"{finding.span.file}:{finding.span.line}"
    return f"{where}: {finding.severity.value} {finding.rule}: {finding.message}"
