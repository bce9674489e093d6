"""Check a bible: what cannot be true, how to mend it, what is waived, what could not be decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from storybible.bible import Bible
from storybible.diagnostics import Diagnostic, Severity, Undecided
from storybible.inspection import inspect
from storybible.memory import no_collection
from storybible.rules import Rule, all_rules
from storybible.story import Story


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a check.  ``findings`` are sorted by file, severity and line; waived ones are out."""

    bible: str
    findings: tuple[Diagnostic, ...]
    undecided: tuple[Undecided, ...]
    waived: tuple[Diagnostic, ...]
    records: dict[str, int]
    hypothetical: frozenset[str] = frozenset()

    @property
    def counts(self) -> dict[str, int]:
        """How many findings of each severity, and how many were waived."""
        counts = {severity.value: 0 for severity in Severity}
        for finding in self.findings:
            counts[finding.severity.value] += 1
        counts["waived"] = len(self.waived)
        return counts


def check(bible: Bible, repairs: bool = True, rules: Iterable[Rule] | None = None) -> Report:
    """Run the rules over a bible.  With ``repairs``, findings carry mendings that a re-check confirmed."""
    with no_collection():
        inspection = inspect(bible, tuple(all_rules() if rules is None else rules))
    suspects = inspection.suspects
    if repairs and suspects:
        from storybible.repairs import with_repairs  # only when there is something to mend

        suspects = with_repairs(bible, inspection)
    findings, waived = _waive(bible.story, [s.diagnostic for s in suspects])
    counts: dict[str, int] = {}
    for record in bible.story.records.values():
        counts[record.kind] = counts.get(record.kind, 0) + 1
    return Report(
        bible.name,
        tuple(sorted(findings, key=lambda d: d.sort_key)),
        tuple(inspection.undecided),
        tuple(waived),
        counts,
        frozenset(s.diagnostic.id for s in suspects if s.clash is not None and s.clash.hypothetical),
    )


def _waive(story: Story, found: Iterable[Diagnostic]) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Split findings into those that stand and those that a waiver of the bible covers."""
    kept: list[Diagnostic] = []
    waived: list[Diagnostic] = []
    accepted = [(waiver, {_meant(story, name) for name in waiver.records}) for waiver in story.config.waivers]
    for diagnostic in found:
        covered = any(
            waiver.finding == diagnostic.id
            if waiver.finding
            else waiver.rule in (diagnostic.rule, diagnostic.code)
            and about
            and about <= set(diagnostic.records)
            for waiver, about in accepted
        )
        (waived if covered else kept).append(diagnostic)
    return kept, waived


def _meant(story: Story, name: str) -> str:
    """The id that a waiver's word for a record stands for."""
    found = story.names.candidates(name)
    return found[0] if len(found) == 1 else name
