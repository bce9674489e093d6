"""Check a bible: what cannot be true, how to mend it, what is waived, what could not be decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from storybible.bible import Bible
from storybible.config import Waiver
from storybible.diagnostics import Diagnostic, Severity, Undecided
from storybible.inspection import inspect, severity_of
from storybible.least_change import NOTHING, LeastChange, least_change
from storybible.memory import no_collection
from storybible.rules import Rule, all_rules, rule_named
from storybible.story import Story
from storybible.undecided import Open


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a check.

    ``findings`` are sorted by file, severity and line; those that a waiver covers stand in ``waived``, those
    that a baseline lists in ``hidden``.  ``stale`` are ids of the baseline that nothing has any more.
    ``to_change`` bounds how many lines must change until no error is left.
    ``undecided`` is what the records leave open, and ``settles`` the one statement that would settle most of
    it ("" for none); both are in ``open``.
    ``unmended`` are ids of findings whose mendings were not looked for, because the bible is so large.
    """

    bible: str
    findings: tuple[Diagnostic, ...]
    open: Open
    waived: tuple[Diagnostic, ...]
    records: dict[str, int]
    hypothetical: frozenset[str] = frozenset()
    hidden: tuple[Diagnostic, ...] = ()
    stale: tuple[str, ...] = ()
    to_change: LeastChange = NOTHING
    unmended: frozenset[str] = frozenset()

    @property
    def undecided(self) -> tuple[Undecided, ...]:
        """What the records do not decide."""
        return self.open.questions.groups

    @property
    def settles(self) -> str:
        """The one statement that would settle most of that; "" where nothing stands out."""
        return self.open.questions.settles

    @property
    def counts(self) -> dict[str, int]:
        """How many findings of each severity, how many were waived and how many the baseline hides."""
        counts = {severity.value: 0 for severity in Severity}
        for finding in self.findings:
            counts[finding.severity.value] += 1
        counts["waived"] = len(self.waived)
        if self.hidden:
            counts["baseline"] = len(self.hidden)
        return counts


def check(
    bible: Bible,
    repairs: bool = True,
    rules: Iterable[Rule] | None = None,
    baseline: Collection[str] = (),
    mend: str = "",
    at_once: bool = True,
) -> Report:
    """Run the rules over a bible.  With ``repairs``, findings carry mendings that a re-check confirmed.

    ``baseline`` holds ids of findings that were known before and are not to be shown.  ``mend`` is the id of
    the one finding whose mendings are to be looked for, in a bible of any size; "" for those of all.
    ``at_once``: look for what is left open now, not only when somebody asks.
    """
    with no_collection():
        inspection = inspect(bible, tuple(all_rules() if rules is None else rules))
        if at_once:
            inspection.open.questions  # noqa: B018 - now is when nothing has changed what it looks at
    suspects = inspection.suspects
    findings, waived = waive(bible.story, [s.diagnostic for s in suspects])
    hidden = [finding for finding in findings if finding.id in baseline] if baseline else []
    stale = set(baseline) - {finding.id for finding in (*findings, *waived)} if baseline else ()
    if hidden:
        findings = [finding for finding in findings if finding.id not in baseline]
    unmended: frozenset[str] = frozenset()
    if repairs and suspects and findings:
        from storybible.repairs import with_repairs  # only when there is something to mend

        standing = {finding.id: finding for finding in findings}
        mended, unmended = with_repairs(bible, inspection, [mend] if mend else standing)
        for suspect in mended:
            if suspect.diagnostic.id in standing:
                standing[suspect.diagnostic.id] = suspect.diagnostic
        findings = list(standing.values())
    findings.sort(key=lambda d: d.sort_key)
    counts: dict[str, int] = {}
    for record in bible.story.records.values():
        counts[record.kind] = counts.get(record.kind, 0) + 1
    return Report(
        bible.name,
        tuple(findings),
        inspection.open,
        tuple(waived),
        counts,
        frozenset(s.diagnostic.id for s in suspects if s.hypothetical),
        tuple(sorted(hidden, key=lambda d: d.sort_key)),
        tuple(sorted(stale)),
        least_change(bible, inspection, findings) if repairs else NOTHING,
        unmended,
    )


def waive(
    story: Story, found: Iterable[Diagnostic], of_draft: bool = False
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Split findings into those that stand and those that a waiver of the bible covers.

    A waiver that covers nothing is a finding itself (a note, unless the bible turns the rule off), unless it
    is about drafts, or only a draft was looked at.
    """
    kept: list[Diagnostic] = []
    waived: list[Diagnostic] = []
    accepted = [(waiver, {_meant(story, name) for name in waiver.records}) for waiver in story.config.waivers]
    used = [False] * len(accepted)
    for diagnostic in found:
        covering = [n for n, (waiver, about) in enumerate(accepted) if _covers(waiver, about, diagnostic)]
        for n in covering:
            used[n] = True
        (waived if covering else kept).append(diagnostic)
    rule = rule_named("unused-waiver")
    severity = severity_of(story.config, rule) if rule is not None else None
    for (waiver, about), was_used in zip(accepted, used, strict=True):
        silent = was_used or of_draft or _of_drafts(waiver) or not _known(story, waiver)
        if rule is not None and severity is not None and not silent:
            what = waiver.finding or waiver.rule
            message = f"this waiver of {what} hides nothing"
            subject = (waiver.rule, waiver.finding, *sorted(about))
            kept.append(
                Diagnostic(rule.code, rule.name, severity, message, waiver.span, tuple(sorted(about)),
                           subject=subject, hint="take it out")
            )  # fmt: skip
    return kept, waived


def _of_drafts(waiver: Waiver) -> bool:
    """Whether a waiver is about what only the check of a draft finds."""
    name = waiver.rule or waiver.finding.split("-")[0]
    rule = rule_named(name)
    return rule is not None and rule.draft is not None


def _known(story: Story, waiver: Waiver) -> bool:
    """Whether a waiver's rule and records exist; where they do not, that is a finding of its own."""
    rule = bool(waiver.finding) or rule_named(waiver.rule) is not None
    return rule and all(story.names.candidates(name) for name in waiver.records)


def _covers(waiver: Waiver, about: set[str], diagnostic: Diagnostic) -> bool:
    """Whether a waiver is about a finding: by its id, or by its rule and all of the waiver's records."""
    if waiver.finding:
        return waiver.finding == diagnostic.id
    return (
        waiver.rule in (diagnostic.rule, diagnostic.code) and bool(about) and about <= set(diagnostic.records)
    )


def _meant(story: Story, name: str) -> str:
    """The id that a waiver's word for a record stands for."""
    found = story.names.candidates(name)
    return found[0] if len(found) == 1 else name
