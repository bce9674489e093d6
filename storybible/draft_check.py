"""Check a draft: its prose against the records, each reading at its own moment of story time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from storybible.bible import Bible
from storybible.checker import Report, waive
from storybible.diagnostics import Diagnostic, Span, Undecided
from storybible.drafts.context import Draft
from storybible.inspection import from_finding, graded, once, severity_of
from storybible.manuscript.appearances import read_mentions
from storybible.manuscript.cast import Cast
from storybible.manuscript.prose import Prose
from storybible.manuscript.scanning import candidates_of
from storybible.rules import Rule, all_rules
from storybible.undecided import Open, Questions


def check_draft(
    bible: Bible, prose: Prose, at: str | None = None, rules: Iterable[Rule] | None = None
) -> Report:
    """Hold a draft against the records.  ``at`` is when it begins, where that is said outside of it."""
    mentioned = read_mentions(prose, Cast.of(bible.story))
    draft = Draft.of(bible, mentioned, list(candidates_of(mentioned)), at)
    context, config = draft.context, bible.story.config
    active = tuple(all_rules() if rules is None else rules)
    suspects = []
    for rule in active:
        if rule.draft is None or severity_of(config, rule) is None:
            continue
        context.rule = rule.name
        suspects += [from_finding(context, config, rule, finding) for finding in rule.draft(draft)]
    by_name = {rule.name: rule for rule in active}
    found = [*graded(config, by_name, draft.problems), *(s.diagnostic for s in once(suspects))]
    findings, waived = waive(bible.story, found, of_draft=True)
    findings = [replace(f, records=tuple(r for r in f.records if not r.startswith("~"))) for f in findings]
    findings.sort(key=lambda finding: finding.sort_key)
    questions = Questions((*context.undecided, *_unplaced(draft)))
    return Report(bible.name, tuple(findings), Open(lambda: questions), tuple(waived), _counted(bible))


def check_drafts(bible: Bible, drafts: Iterable[Prose], at: str | None = None) -> Report:
    """Hold several drafts against the records, each for itself."""
    return together([check_draft(bible, prose, at) for prose in drafts])


def together(reports: Sequence[Report]) -> Report:
    """The reports of several drafts as one."""
    first = reports[0]
    findings: list[Diagnostic] = [finding for report in reports for finding in report.findings]
    return Report(
        first.bible,
        tuple(findings),
        Open(lambda: Questions(tuple(doubt for report in reports for doubt in report.undecided))),
        tuple(finding for report in reports for finding in report.waived),
        first.records,
    )


def lines_with(drafts: Sequence[Prose], otherwise: Callable[[Span], str]) -> Callable[[Span], str]:
    """How a report finds the line of text that a span is on: in the drafts, or elsewhere."""

    def line_of(span: Span) -> str:
        for prose in drafts:
            if any(part.file == span.file for part in prose.parts):
                return prose.line(span.file, span.line)
        return otherwise(span)

    return line_of


def _unplaced(draft: Draft) -> list[Undecided]:
    """How much of the draft nobody places in story time."""
    scenes = draft.prose.scenes()
    lost = [scene for scene in scenes if draft.moment(scene.start) is None]
    if not lost:
        return []
    what = (
        f"{len(lost)} of {len(scenes)} scenes of {draft.prose.name}" if len(scenes) > 1 else draft.prose.name
    )
    first = draft.prose.place(lost[0].start)
    why = (
        f"nothing says when it plays (from {first.file}:{first.line}): write `at: ...` into its front matter"
    )
    return [Undecided(what, why, "undecidable")]


def _counted(bible: Bible) -> dict[str, int]:
    counts: dict[str, int] = {}
    for record in bible.story.records.values():
        counts[record.kind] = counts.get(record.kind, 0) + 1
    return counts
