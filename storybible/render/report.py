"""The report of a check as text: worst file first, each finding with its evidence and its mendings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from storybible.blame import Shared, shared_blame
from storybible.checker import Report
from storybible.diagnostics import SEVERITY_ORDER, Diagnostic, Repair, Severity, Span
from storybible.queries.resolve import listed
from storybible.render.ink import BLUE, RED, YELLOW, bold, dim, paint, width
from storybible.render.layout import SUPPOSED_PLACE, counted, evidence_lines, is_supposed

INDENT = "    "
COLOURS = {Severity.ERROR: RED, Severity.WARNING: YELLOW, Severity.NOTE: BLUE}
WIDEST = 100
NOUNS = {"character": "character", "event": "event", "relationship": "relationship"}
YOUNG = 3
"""A bible with fewer people and events than this is at its beginning."""

LineOf = Callable[[Span], str]


def report_text(report: Report, line_of: LineOf, notes: bool = False, undecided: bool = False) -> list[str]:
    """Findings by file, then one line of counts; what to do next where there is little to check."""
    return [*findings_text(report, line_of, notes), *counts_text(report, notes, undecided)]


def findings_text(report: Report, line_of: LineOf, notes: bool) -> list[str]:
    """Findings by file."""
    shown = [f for f in report.findings if notes or f.severity is not Severity.NOTE]
    lines: list[str] = []
    ordered = worst_first(shown)
    groups = shared_blame(ordered)
    spoken = {other.id for group in groups.values() for other in group.others}
    for finding in ordered:
        if finding.id not in spoken:
            shared = groups.get(finding.id)
            lines += [*finding_lines(finding, line_of), *(also_lines(shared) if shared else []), ""]
    return lines


def counts_text(report: Report, notes: bool, undecided: bool) -> list[str]:
    """What is open, where somebody wants to see it, and the line of counts."""
    lines: list[str] = []
    if undecided and report.undecided:
        lines.append(bold("Not to be decided from the records"))
        for doubt in report.undecided:
            lines += [f"  {doubt.what}", dim(f"    {doubt.why}")]
        if report.settles:
            lines += ["", f"  {report.settles[0].upper()}{report.settles[1:]}."]
        lines.append("")
    return lines + summary(report, notes, undecided)


def worst_first(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Findings by file, the file with most errors (then warnings) first; inside one by severity and line."""
    by_file: dict[str, list[Diagnostic]] = {}
    for finding in findings:
        by_file.setdefault(finding.span.file, []).append(finding)

    def badness(file: str) -> tuple[int, int, int, str]:
        severities = [finding.severity for finding in by_file[file]]
        return (*(-severities.count(severity) for severity in SEVERITY_ORDER), file)  # type: ignore[return-value]

    return [
        f for file in sorted(by_file, key=badness) for f in sorted(by_file[file], key=lambda f: f.sort_key)
    ]


def finding_lines(finding: Diagnostic, line_of: LineOf) -> list[str]:
    """One finding: where and what, the line itself for reading problems, evidence, mendings."""
    severity = paint(COLOURS[finding.severity], finding.severity.value)
    where = SUPPOSED_PLACE if is_supposed(finding.span) else str(finding.span)
    lines = [f"{where}: {severity} {finding.code} {finding.rule}: {finding.message}"]
    if not finding.evidence:
        lines += _excerpt(finding.span, line_of(finding.span))
    if finding.hint:
        lines.append(f"{INDENT}{finding.hint}")
    lines += evidence_lines(finding.evidence, INDENT)
    lines += [mend_line(repair) for repair in finding.repairs]
    return lines


def mend_line(repair: Repair) -> str:
    """One mending: which text on which line becomes what."""
    after = f'-> "{repair.after}"' if repair.after.strip() else "taken out"
    also = ""
    if repair.ends:
        also = f" (also ends {len(repair.ends)} {'others' if len(repair.ends) > 1 else 'other'})"
    return f'{INDENT}mend: {repair.span.file}:{repair.span.line}: "{repair.before.strip()}" {after}{also}'


def also_lines(shared: Shared) -> list[str]:
    """What else the statement to blame makes: the places, file by file."""
    files: dict[str, list[str]] = {}
    for other in shared.others:
        lines = files.setdefault(other.span.file, [])
        if str(other.span.line) not in lines:
            lines.append(str(other.span.line))
    places = "; ".join(f"{file}:{', '.join(lines)}" for file, lines in files.items())
    count = f"{len(shared.others)} more" if len(shared.others) > 1 else "1 more"
    blamed = f"{shared.span.file}:{shared.span.line}"
    return [f"{INDENT}the same statement ({blamed}) also makes {count}: {places}"]


def _excerpt(span: Span, line: str) -> list[str]:
    """The line of text with a caret under the word that is meant."""
    if not line.strip() or span.line < 1:
        return []
    begin = max(0, span.column - 1 - WIDEST // 2) if len(line) > WIDEST else 0
    piece = line[begin : begin + WIDEST].replace("\t", " ")
    at = span.column - 1 - begin
    length = max(1, min(span.length, len(piece) - at))
    number = f"{span.line} | "
    caret = " " * (len(number) + width(piece[:at])) + "^" * max(1, width(piece[at : at + length]))
    return [f"{INDENT}{dim(number)}{piece.rstrip()}", f"{INDENT}{caret}"]


def summary(report: Report, notes: bool, undecided: bool) -> list[str]:
    """The last line: how many of what, and how to see the rest."""
    counts = report.counts
    loud = [counted(counts[s], s) for s in ("error", "warning") if counts[s]]
    quiet = []
    if counts["note"]:
        quiet.append(counted(counts["note"], "note") + ("" if notes else " (--notes)"))
    if report.undecided:
        quiet.append(f"{len(report.undecided)} undecided" + ("" if undecided else " (--undecided)"))
    if counts["waived"]:
        quiet.append(f"{counts['waived']} waived")
    if report.hidden:
        quiet.append(f"{len(report.hidden)} hidden by the baseline")
    stale = stale_lines(report)
    if loud:
        lines = [f"{bold(', '.join(loud))}{'; ' + ', '.join(quiet) if quiet else ''}"]
        return [*lines, *change_lines(report), *unmended_lines(report), *stale]
    if is_young(report.records):
        return [*([", ".join(quiet)] if counts["note"] and notes else []), *next_steps(report.records)]
    new = "new " if report.hidden else ""
    lines = [f"No {new}contradictions: {kinds_text(report.records)} checked."]
    return lines + ([", ".join(quiet)] if quiet else []) + stale


def change_lines(report: Report) -> list[str]:
    """How few lines have to change until no error is left; nothing for a single error."""
    change = report.to_change
    if report.counts["error"] < 2 or not change.at_most:
        return []
    if change.at_least == change.at_most:
        return [f"{counted(change.at_most, 'line')} to change until no error is left"]
    return [f"at least {change.at_least}, at most {change.at_most} lines to change until no error is left"]


def unmended_lines(report: Report) -> list[str]:
    """What to do about mendings that were not looked for."""
    if not report.unmended:
        return []
    which = counted(len(report.unmended), "finding")
    return [f"mendings of {which} were not looked for: `storybible fix FINDING --dry-run` looks for one's"]


def stale_lines(report: Report) -> list[str]:
    """Findings of the baseline that are gone."""
    if not report.stale:
        return []
    which = counted(len(report.stale), "finding")
    return [f"note: the baseline lists {which} no longer there: {', '.join(report.stale)}"]


def kinds_text(records: Mapping[str, int]) -> str:
    """How many records of the most important kinds, and how many others."""
    parts = [counted(records[kind], noun) for kind, noun in NOUNS.items() if records.get(kind)]
    others = sum(records.values()) - sum(records.get(kind, 0) for kind in NOUNS)
    if others:
        parts.append(counted(others, "other record" if parts else "record"))
    return listed(parts) or "no records"


def is_young(records: Mapping[str, int]) -> bool:
    """Whether there is too little yet for contradictions."""
    return records.get("character", 0) + records.get("event", 0) < YOUNG


def next_steps(records: Mapping[str, int]) -> list[str]:
    """What a writer may do next with a bible that has hardly begun."""
    lines = [f"Nothing to object to yet: {kinds_text(records)} so far."]
    if not records.get("character"):
        lines.append("Add somebody: a file with `character: mara` and `name: Mara Venn` is enough.")
    elif not records.get("event"):
        lines.append("Add an event, and say how old somebody is at it: `ages: [25 at the-return]`.")
    else:
        lines.append("Say when one event happens by another: `when: 3 years after the-flood`.")
    return lines
