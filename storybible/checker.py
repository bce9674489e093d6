"""Check a bible: run every rule, name what cannot be true, say what could not be decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from storybible.bible import Bible
from storybible.config import Config
from storybible.diagnostics import SEVERITY_ORDER, Diagnostic, Severity, Undecided
from storybible.encoding import Demand, Encoding
from storybible.rules import Context, Finding, Fix, Rule, all_rules
from storybible.timeline import WORLD, Clash, Timeline, at_most

LOOK_UPS = 4000
"""How many undecided demands are looked at one by one; beyond it they are only counted."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A finding with what is needed to look for its repairs."""

    diagnostic: Diagnostic
    clash: Clash | None = None
    finding: Finding | None = None
    fixes: tuple[Fix, ...] = ()


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
    inspection = inspect(bible, tuple(all_rules() if rules is None else rules))
    suspects = inspection.suspects
    if repairs and suspects:
        from storybible.repairs import with_repairs  # only when there is something to mend

        suspects = with_repairs(bible, inspection)
    findings, waived = _waive(bible.story.config, [s.diagnostic for s in suspects])
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


@dataclass(slots=True)
class Inspection:
    """One run of the rules, before repairs and waivers."""

    timeline: Timeline
    context: Context
    suspects: list[Suspect]
    undecided: list[Undecided]


def inspect(bible: Bible, rules: tuple[Rule, ...]) -> Inspection:
    """Run the rules; nothing is waived yet and no repairs are looked for."""
    config = bible.story.config
    active = [rule for rule in rules if _severity(config, rule) is not None]
    by_name = {rule.name: rule for rule in rules}
    encoding = bible.encode()
    demands = [d for rule in active if rule.demands is not None for d in rule.demands(encoding)]
    timeline = Timeline(encoding, demands)
    context = Context(bible.story, timeline, encoding, config, bible.loaded.files, str(bible.path))
    suspects = [Suspect(d) for d in _graded(config, by_name, bible.diagnostics)]
    for clash in timeline.clashes:
        suspect = _from_clash(context, config, by_name, clash)
        if suspect is not None:
            suspects.append(suspect)
    for rule in active:
        if rule.check is not None:
            context.rule = rule.name
            for finding in rule.check(context):
                suspects.append(_from_finding(context, config, rule, finding))
    context.rule = "undecidable"
    return Inspection(
        timeline, context, _strongest(_once(suspects), by_name), [*context.undecided, *_undecided(timeline)]
    )


# ---- from a rule's words to a diagnostic ------------------------------------------------------------------


def _severity(config: Config, rule: Rule) -> Severity | None:
    """The severity a rule has in this bible; None where it is off."""
    setting = config.rules.get(rule.name) or config.rules.get(rule.code)
    if setting is None:
        return None if rule.opt_in else rule.severity
    value = getattr(setting, "value", setting)
    return None if value == "off" else Severity(value)


def _graded(config: Config, by_name: dict[str, Rule], found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The diagnostics of reading and linking at the severity that the bible sets for their rules."""
    for diagnostic in found:
        rule = by_name.get(diagnostic.rule)
        if rule is None:
            yield diagnostic
            continue
        setting = config.rules.get(rule.name) or config.rules.get(rule.code)
        if setting is None:
            yield diagnostic
        elif (severity := _severity(config, rule)) is not None:
            yield replace(diagnostic, severity=severity)


def _weaker(a: Severity, b: Severity) -> Severity:
    return a if SEVERITY_ORDER[a] >= SEVERITY_ORDER[b] else b


def _from_clash(
    context: Context, config: Config, by_name: dict[str, Rule], clash: Clash
) -> Suspect | None:
    """A set of statements that cannot all be true, named after its demand where it has one."""
    if clash.demand is None and clash.claims:
        name = "claim-differs"
    else:
        name = clash.demand.rule if clash.demand is not None else "contradictory-timeline"
    rule = by_name.get(name)
    severity = _severity(config, rule) if rule is not None else None
    if rule is None or severity is None:
        return None
    if not clash.loose:
        severity = _weaker(severity, Severity.WARNING)
    if clash.claims:
        severity = Severity.NOTE
    demand = clash.demand
    fixes: tuple[Fix, ...] = ()
    if demand is not None:
        finding = Finding(demand.span, demand.message(), demand.subject, (rule.name, *demand.subject), clash.keys)
        make = getattr(rule, "fixes", None)
        fixes = tuple(make(context, demand)) if make is not None else ()
    elif rule.clash is not None:
        finding = rule.clash(context, clash)
        fixes = finding.fixes
    else:
        return None
    return Suspect(_diagnostic(context, rule, severity, finding), clash, finding, fixes)


def _from_finding(context: Context, config: Config, rule: Rule, finding: Finding) -> Suspect:
    severity = finding.severity or _severity(config, rule) or rule.severity
    if not finding.loose:
        severity = _weaker(severity, Severity.WARNING)
    return Suspect(_diagnostic(context, rule, severity, finding), None, finding, finding.fixes)


def _diagnostic(context: Context, rule: Rule, severity: Severity, finding: Finding) -> Diagnostic:
    evidence = dict.fromkeys((*finding.evidence, *context.timeline.evidence(finding.proof)))
    records = dict.fromkeys(r for r in finding.records if r in context.story.records)
    for key in finding.proof:
        stated = context.encoding.stated.get(key)
        if stated is not None:
            records.setdefault(stated.record)
    return Diagnostic(
        rule.code, rule.name, severity, finding.message, finding.span, tuple(records),
        tuple(evidence), (), finding.subject, finding.hint,
    )  # fmt: skip


def _once(suspects: Iterable[Suspect]) -> list[Suspect]:
    """Each finding once, though two rules or two paths may have come upon it."""
    found: dict[str, Suspect] = {}
    for suspect in suspects:
        found.setdefault(suspect.diagnostic.id, suspect)
    return list(found.values())


def _strongest(suspects: list[Suspect], by_name: dict[str, Rule]) -> list[Suspect]:
    """Of several rules that one set of records breaks, the strongest speaks alone."""
    spoken = {(s.diagnostic.rule, frozenset(_subject(s))) for s in suspects}
    kept = []
    for suspect in suspects:
        rule = by_name.get(suspect.diagnostic.rule)
        about = frozenset(_subject(suspect))
        if rule is None or not any(
            stronger == name and about <= others
            for stronger in rule.yields_to
            for name, others in spoken
            if others
        ):
            kept.append(suspect)
    return kept


def _subject(suspect: Suspect) -> tuple[str, ...]:
    if suspect.finding is not None:
        return suspect.finding.records
    return suspect.diagnostic.records


def _waive(config: Config, found: Iterable[Diagnostic]) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """Split findings into those that stand and those that a waiver of the bible covers."""
    kept, waived = [], []
    for diagnostic in found:
        covered = any(
            waiver.rule in (diagnostic.rule, diagnostic.code)
            and waiver.records
            and set(waiver.records) <= set(diagnostic.records)
            for waiver in config.waivers
        )
        (waived if covered else kept).append(diagnostic)
    return kept, waived


# ---- what could not be decided ------------------------------------------------------------------------------


def _undecided(timeline: Timeline) -> Iterator[Undecided]:
    """Demands that the records neither grant nor refute, together for each rule and person."""
    groups: dict[tuple[str, str], list[Demand]] = {}
    for key, demand in timeline.demands.items():
        if demand.sentence is not None and (key, 1) not in timeline.network.parked:
            groups.setdefault((demand.rule, demand.subject[0]), []).append(demand)
    left = LOOK_UPS
    not_looked_at = 0
    for (rule, subject), demands in groups.items():
        if left < len(demands):
            not_looked_at += len(demands)
            continue
        left -= len(demands)
        doubtful = [d for d in demands if not _granted(timeline, d)]
        if not doubtful:
            continue
        label = timeline.story.label(subject)
        count = f"{len(doubtful)} of {len(demands)}"
        first = doubtful[0].sentence
        example = f", such as: {first()}" if first is not None else ""
        yield Undecided(f"{label}: {rule}, {count}{example}", _why(timeline.encoding, subject), rule)
    if not_looked_at:
        yield Undecided(
            f"{not_looked_at} more demands of the rules", "too many to be looked at one by one", "undecidable"
        )


def _granted(timeline: Timeline, demand: Demand) -> bool:
    """Whether what is stated alone makes a demand true."""
    for source, target, lower, upper in demand.constraints:
        least, most = timeline.gap(source, target, WORLD & ~(1 << 3))
        if lower is not None and not (least is not None and least >= lower):
            return False
        if upper is not None and not at_most(most, upper):
            return False
    return True


def _why(encoding: Encoding, subject: str) -> str:
    """Why a person's demands are open, in a writer's words."""
    character = encoding.story.characters.get(subject)
    if character is None:
        return "what is stated leaves both possible"
    if not character.born and not character.ages and not any(
        ref.id == subject for event in encoding.story.events.values() for ref in event.births
    ):
        return f"nothing says when {character.label} was born or how old {character.label} is at any event"
    return "what is stated leaves both possible"
