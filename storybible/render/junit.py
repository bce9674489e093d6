"""The report of a check as JUnit XML, for the test views of CI servers.

One test case for each rule: the list of cases, and with it each case's history, stays the same whatever the
records are called and wherever they stand.  A rule that found errors fails, once, with all of them in its
text; a rule that is off is skipped; what does not fail the run stands in a case's output.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from storybible.checker import Report
from storybible.config import Config
from storybible.diagnostics import Diagnostic, Severity, Span
from storybible.inspection import severity_of
from storybible.render.ink import clean, finished, tame
from storybible.render.report import finding_lines
from storybible.rules import Rule

FAMILIES = {
    "0": "reading", "1": "names", "2": "time-and-age", "3": "people", "4": "place", "5": "things-and-offices",
    "6": "knowledge", "7": "manuscript", "8": "canon", "9": "evidence",
}  # fmt: skip
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(
    report: Report, rules: Iterable[Rule], config: Config, line_of: Callable[[Span], str], strict: bool
) -> str:
    """JUnit XML.  ``strict``: warnings fail as errors do."""
    failing = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    found: dict[str, list[Diagnostic]] = {}
    for finding in report.findings:
        found.setdefault(finding.code, []).append(finding)
    cases: list[str] = []
    failures = skipped = 0
    for rule in rules:
        findings = found.get(rule.code, [])
        bad = [f for f in findings if f.severity in failing]
        off = not findings and severity_of(config, rule) is None
        failures += bool(bad)
        skipped += off
        cases += _case(rule, findings, bad, off, line_of)
    name = _attribute(report.bible)
    counts = f'tests="{sum(c.startswith("    <testcase") for c in cases)}" failures="{failures}" errors="0"'
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<testsuites name="storybible" {counts} skipped="{skipped}">',
            f'  <testsuite name="{name}" {counts} skipped="{skipped}">',
            *cases,
            "  </testsuite>",
            "</testsuites>",
            "",
        ]
    )


def _case(
    rule: Rule, findings: list[Diagnostic], bad: list[Diagnostic], off: bool, line_of: Callable[[Span], str]
) -> list[str]:
    """The lines of one rule's case."""
    family = FAMILIES.get(rule.code[2:3], "other")
    lead = f'    <testcase classname="storybible.{family}" name="{rule.code} {rule.name}"'
    quiet = [f for f in findings if f not in bad]
    if not (bad or quiet or off):
        return [f"{lead}/>"]
    lines = [f"{lead}>"]
    if off:
        lines.append('      <skipped message="off in this bible"/>')
    if bad:
        more = f" (and {len(bad) - 1} more)" if len(bad) > 1 else ""
        message = _attribute(f"{bad[0].span.file}:{bad[0].span.line}: {bad[0].message}{more}")
        kind = bad[0].severity.value
        lines.append(f'      <failure type="{kind}" message="{message}">{_said(bad, line_of)}</failure>')
    if quiet:
        lines.append(f"      <system-out>{_said(quiet, line_of)}</system-out>")
    return [*lines, "    </testcase>"]


def _said(findings: Iterable[Diagnostic], line_of: Callable[[Span], str]) -> str:
    """Findings as `check` prints them."""
    lines = [line for finding in findings for line in (*finding_lines(finding, line_of), "")]
    return _content(finished(lines[:-1], colour=False))


def _content(text: str) -> str:
    safe = _FORBIDDEN.sub("\ufffd", tame(clean(text)))
    return safe.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(text: str) -> str:
    return _content(" ".join(text.split())).replace('"', "&quot;")
