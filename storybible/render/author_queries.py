"""Findings on a draft as questions for its author: Markdown, an entry for each, in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from storybible.checker import Report
from storybible.diagnostics import Diagnostic, Severity
from storybible.manuscript.prose import Prose
from storybible.render.layout import counted

LONGEST = 300
_FIRST = re.compile(r"^(\s*\d*)([#+=.)-])(?=\s|[-+=#]|$)")
"""What begins a heading, a line or a list in Markdown."""
ASKED = {
    "stated-age-differs": "Which age is meant?",
    "stated-span-differs": "How long is it meant to be?",
    "name-drift": "Is this the same person, or somebody new?",
    "unknown-name": "Is this somebody new, and worth a record?",
    "alias-outside-its-period": "Is the old name meant here?",
    "trait-differs": "Which colour is right?",
    "dead-speaks": "Is this a memory or a dream, or should somebody else speak?",
    "item-differs": "Is this another thing, or was it found again?",
    "kinship-differs": "What are they to each other?",
    "office-differs": "Who holds the office at this point?",
    "unwanted-spelling": "May it be spelt as in the style sheet?",
}


def queries_text(report: Report, drafts: Sequence[Prose], notes: bool) -> list[str]:
    """A page for the author: the paragraph, the words, what the records say, and the question."""
    shown = [f for f in report.findings if notes or f.severity is not Severity.NOTE]
    names = ", ".join(escaped(prose.name) for prose in drafts)
    lines = [f"# Queries on {names}", "", f"{counted(len(shown), 'query')}.", ""]
    for prose in drafts:
        files = {part.file for part in prose.parts}
        own = [finding for finding in shown if finding.span.file in files]
        own.sort(key=lambda finding: (finding.span.file, finding.span.line, finding.span.column))
        for number, finding in enumerate(own, 1):
            lines += _entry(prose, number, finding)
    return lines[:-1]


def _entry(prose: Prose, number: int, finding: Diagnostic) -> list[str]:
    span = finding.span
    stated = [
        f"- {escaped(evidence.statement + (f' ({evidence.source})' if evidence.source else ''))}"
        for evidence in finding.evidence
        if evidence.span.file != span.file or evidence.span.line != span.line
    ]
    line = " ".join(prose.line(span.file, span.line).split())
    at = max(0, min(span.column - 1 - LONGEST // 2, len(line) - LONGEST))
    quote = ("…" if at else "") + line[at : at + LONGEST] + ("…" if at + LONGEST < len(line) else "")
    paragraph = next((e.source for e in finding.evidence if e.span.file == span.file and e.source), "")
    where = f"{escaped(span.file)}:{span.line}" + (f", {escaped(paragraph)}" if paragraph else "")
    question = ASKED.get(finding.rule, "Is this meant?")
    return [
        f"## {number}. {where}",
        "",
        f"> {escaped(quote)}",
        "",
        f"{escaped(finding.message[:1].upper() + finding.message[1:])}. **{question}**",
        "",
        *([*stated, ""] if stated else []),
    ]


def escaped(text: str) -> str:
    """Words that mean nothing to Markdown and HTML, whatever stands in them."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    for sign in "\\`*_[]<>&~":
        plain = plain.replace(sign, f"\\{sign}")
    return _FIRST.sub(r"\1\\\2", plain)
