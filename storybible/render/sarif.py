"""The report of a check as SARIF 2.1.0 (OASIS standard), for code hosts and editors that show findings.

Columns count characters (``unicodeCodePoints``), lines and columns from 1, a byte-order mark not counted.
Waived and baselined findings are left out: not every viewer honours suppressions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from storybible.checker import Report
from storybible.config import Config
from storybible.diagnostics import Diagnostic, Evidence, Repair, Span
from storybible.inspection import severity_of
from storybible.rules import Rule

Json = dict[str, Any]
_LINK = re.compile(r"\[([^\[\]]*)\]\(")
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "storybibleFinding/v1"
"""The name under which a finding's id is given, so that a viewer knows it again after other edits."""


def sarif(
    report: Report,
    rules: Iterable[Rule],
    config: Config,
    line_of: Callable[[Span], str],
    version: str,
    folder: str = "",
) -> Json:
    """A SARIF log of one run.  ``folder`` leads from where the program runs to the folder of the bible."""
    catalogue = list(rules)
    place = {rule.code: n for n, rule in enumerate(catalogue)}
    log = _Log(line_of, folder)
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "storybible",
                        "version": version,
                        "semanticVersion": version,
                        "rules": [_rule(rule, config) for rule in catalogue],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "invocations": [{"executionSuccessful": True}],
                "results": [log.result(finding, place.get(finding.code)) for finding in report.findings],
                "properties": {"counts": report.counts, "undecided": len(report.undecided)},
            }
        ],
    }


def _rule(rule: Rule, config: Config) -> Json:
    """A rule of the catalogue with its documentation, at the severity that the bible gives it."""
    severity = severity_of(config, rule)
    about = rule.doc.split("\n## ", 1)[0].strip()
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": about},
        "help": {"text": rule.doc, "markdown": rule.doc},
        "defaultConfiguration": {
            "level": (severity or rule.severity).value, "enabled": severity is not None,
        },
    }  # fmt: skip


def _unlinked(text: str) -> str:
    """The text with no link in it: ``[words](place)`` is one in the messages of SARIF."""
    return _LINK.sub(r"\\[\1\\](", text)


class _Log:
    """Findings as results."""

    def __init__(self, line_of: Callable[[Span], str], folder: str) -> None:
        self.line_of = line_of
        self.folder = folder

    def result(self, finding: Diagnostic, index: int | None) -> Json:
        """One finding."""
        text = finding.message + (f"\n{finding.hint}" if finding.hint else "")
        value: Json = {
            "ruleId": finding.code,
            "level": finding.severity.value,
            "message": {"text": _unlinked(text)},
            "locations": [{"physicalLocation": self.physical(finding.span)}],
            "partialFingerprints": {FINGERPRINT: finding.id},
        }
        if index is not None:
            value["ruleIndex"] = index
        if finding.evidence:
            value["relatedLocations"] = [self.related(n, e) for n, e in enumerate(finding.evidence, 1)]
        fixes = [fix for repair in finding.repairs if (fix := self.fix(repair)) is not None]
        if fixes:
            value["fixes"] = fixes
        return value

    def related(self, number: int, evidence: Evidence) -> Json:
        """A statement that the finding rests on."""
        source = f" ({evidence.source})" if evidence.source else ""
        return {
            "id": number,
            "message": {"text": _unlinked(evidence.statement + source)},
            "physicalLocation": self.physical(evidence.span),
        }

    def physical(self, span: Span) -> Json:
        """A stretch of a line of a file."""
        line, column = max(span.line, 1), max(span.column, 1)
        room = len(self.line_of(span)) + 1 - column
        end = column + max(1, min(span.length, room) if room > 0 else 1)
        return {
            "artifactLocation": self.artifact(span.file),
            "region": {"startLine": line, "startColumn": column, "endLine": line, "endColumn": end},
        }

    def artifact(self, file: str) -> Json:
        """A file, seen from where the program runs."""
        path = f"{self.folder}/{file}" if self.folder else file
        return {"uri": quote(path), "uriBaseId": "%SRCROOT%"}

    def fix(self, repair: Repair) -> Json | None:
        """A mending as a replacement; None where its text is not found on its line."""
        at = self.line_of(repair.span).find(repair.before)
        if at < 0:
            return None
        words = (
            f"“{repair.before.strip()}” → “{repair.after.strip()}”"
            if repair.after.strip()
            else (f"take out “{repair.before.strip()}”")
        )
        if repair.ends:
            words += f" (also ends {len(repair.ends)} more)"
        line = repair.span.line
        return {
            "description": {"text": _unlinked(words)},
            "artifactChanges": [
                {
                    "artifactLocation": self.artifact(repair.span.file),
                    "replacements": [
                        {
                            "deletedRegion": {
                                "startLine": line, "startColumn": at + 1,
                                "endLine": line, "endColumn": at + 1 + len(repair.before),
                            },
                            "insertedContent": {"text": repair.after},
                        }
                    ],
                }
            ],
        }  # fmt: skip
