"""What follows from a supposition, as text."""

from __future__ import annotations

from collections.abc import Sequence

from storybible.diagnostics import Diagnostic, Severity, Span
from storybible.queries.age import AgeAnswer
from storybible.queries.resolve import listed
from storybible.queries.what_if import Change, Supposed
from storybible.render.age import years_phrase
from storybible.render.ink import bold
from storybible.render.layout import counted, table
from storybible.render.report import finding_lines, worst_first

MOST_CHANGES = 40


def what_if_text(
    supposed: Supposed,
    caused: Sequence[Diagnostic],
    mended: Sequence[Diagnostic],
    changes: Sequence[Change],
    new_ages: Sequence[Sequence[AgeAnswer]],
) -> list[str]:
    """Findings that a supposition causes or ends, and the ages it changes."""
    story = supposed.bible.story
    lines = [bold(f"If {listed([h.text for h in supposed.hypotheses] + list(supposed.files))}"), ""]
    for event_id, answers in zip(supposed.events, new_ages, strict=True):
        rows = [(story.label(a.who), _age(a)) for a in answers if _age(a)]
        if rows:
            lines += [bold(f"How old people are at {story.titled(event_id)}"), *table(rows), ""]
    if changes:
        rows = [
            (
                f"{story.label(c.after.who)} {c.after.moment}",
                f"{_age(c.before) or '?'} -> {_age(c.after) or '?'}",
            )
            for c in changes[:MOST_CHANGES]
        ]
        lines += [bold("Ages that change"), *table(rows)]
        if len(changes) > MOST_CHANGES:
            lines.append(f"  and {len(changes) - MOST_CHANGES} more")
        lines.append("")
    loud = [f for f in caused if f.severity is not Severity.NOTE]
    for finding in worst_first(loud):
        lines += [*finding_lines(finding, _no_line), ""]
    for finding in mended:
        lines.append(f"no longer: {finding.span}: {finding.severity.value} {finding.rule}: {finding.message}")
    if mended:
        lines.append("")
    return [*lines, _verdict(loud)]


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
