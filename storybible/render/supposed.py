"""What follows from a supposition, as text."""

from __future__ import annotations

from collections.abc import Sequence

from storybible.diagnostics import Diagnostic, Severity, Span
from storybible.queries.age import AgeAnswer
from storybible.queries.resolve import listed
from storybible.queries.what_if import Change, Supposed, resting
from storybible.render.age import years_phrase
from storybible.render.ink import bold
from storybible.render.layout import contested, counted, table, why_lines
from storybible.render.report import finding_lines, worst_first

MOST_NAMED = 3


def what_if_text(
    supposed: Supposed,
    caused: Sequence[Diagnostic],
    mended: Sequence[Diagnostic],
    changes: Sequence[Change],
    new_ages: Sequence[Sequence[AgeAnswer]],
    why: bool = False,
) -> list[str]:
    """Findings that a supposition causes or ends, and the ages it changes."""
    story = supposed.bible.story
    lines = [bold(f"If {listed([h.text for h in supposed.hypotheses] + list(supposed.files))}"), ""]
    for event_id, answers in zip(supposed.events, new_ages, strict=True):
        if event_id in supposed.impossible:
            lines += [f"{story.titled(event_id)} cannot be then, so nothing follows from it.", ""]
            continue
        rows = [(story.label(a.who), _age(a)) for a in answers if _age(a)]
        if rows:
            lines += [bold(f"How old people are at {story.titled(event_id)}"), *table(rows), ""]
    if changes:
        lines += [bold("Ages that change"), *table(_change_rows(supposed, changes)), ""]
    loud = [f for f in caused if f.severity is not Severity.NOTE]
    for finding in worst_first(loud):
        lines += [*finding_lines(finding, _no_line), ""]
    for finding in mended:
        lines.append(f"no longer: {finding.span}: {finding.severity.value} {finding.rule}: {finding.message}")
    if mended:
        lines.append("")
    proof = resting(supposed, changes, new_ages)
    if why and proof.evidence:
        lines += [*why_lines("What the ages rest on", proof), ""]
    lines += [*contested(proof)[1:], ""] if proof.contested else []
    return [*lines, _verdict(loud)]


def _change_rows(supposed: Supposed, changes: Sequence[Change]) -> list[tuple[str, str, str]]:
    """One row for each person and change, with the events it concerns."""
    story = supposed.bible.story
    groups: dict[tuple[str, str], list[str]] = {}
    for change in changes:
        words = f"{_age(change.before) or '?'} -> {_age(change.after) or '?'}"
        groups.setdefault((story.label(change.after.who), words), []).append(change.after.at)
    rows = []
    for (who, words), events in groups.items():
        named = [story.titled(event) for event in events[:MOST_NAMED]]
        more = len(events) - len(named)
        rows.append((who, words, f"at {listed([*named, *([f'{more} more'] if more else [])])}"))
    return rows


def _verdict(caused: Sequence[Diagnostic]) -> str:
    if not caused:
        return "Nothing contradicts it.  Nothing was written."
    counts = [
        counted(n, severity.value)
        for severity in (Severity.ERROR, Severity.WARNING)
        if (n := sum(f.severity is severity for f in caused))
    ]
    return f"It would cause {listed(counts)}.  Nothing was written."


def _age(answer: AgeAnswer) -> str:
    if answer.unborn:
        return "not yet born"
    if answer.reached or answer.beyond is not None:
        return "dead"
    return years_phrase(answer.least, answer.most)


def _no_line(_: Span) -> str:
    return ""
