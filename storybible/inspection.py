"""Run the rules over a bible once: clashes and findings become diagnostics, the strongest speak."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from storybible.bible import Bible
from storybible.config import Config
from storybible.demand import Demand
from storybible.diagnostics import SEVERITY_ORDER, Diagnostic, Severity, Span
from storybible.names import did_you_mean, near_words
from storybible.records import KINDS
from storybible.rules import Context, Finding, Fix, Later, Rule, all_rules
from storybible.sentences import is_cited, missing
from storybible.stn import Key
from storybible.story import Story
from storybible.timeline import Clash, Timeline
from storybible.undecided import Open, Questions, open_questions


@dataclass(frozen=True, slots=True)
class Suspect:
    """A finding with what is needed to look for its repairs; whether it rests on a hypothesis."""

    diagnostic: Diagnostic
    clash: Clash | None = None
    finding: Finding | None = None
    fixes: Iterable[Fix] = ()
    hypothetical: bool = False


@dataclass(slots=True)
class Inspection:
    """One run of the rules, before repairs and waivers.

    ``silent`` are the ids of findings for which a stronger rule speaks, on the same statements.
    """

    timeline: Timeline
    context: Context
    suspects: list[Suspect]
    open: Open
    silent: frozenset[str] = frozenset()


def inspect(
    bible: Bible, rules: tuple[Rule, ...], look: Callable[[Timeline], None] | None = None
) -> Inspection:
    """Run the rules; nothing is waived yet and no repairs are looked for.

    ``look`` is shown the timeline as soon as it is solved, and may raise.
    """
    config = bible.story.config
    active = [rule for rule in rules if severity_of(config, rule) is not None]
    by_name = {rule.name: rule for rule in rules}
    timeline, open_ages = bible.solve(active)
    if look is not None:
        look(timeline)
    names = frozenset(rule.name for rule in active)
    context = Context(
        bible.story, timeline, timeline.encoding, config, bible.loaded.files, str(bible.path), active=names
    )
    read = [
        *bible.diagnostics,
        *_unknown_rules(config, {rule.name: rule for rule in all_rules()}),
        *_unknown_records(bible.story),
    ]
    suspects = [Suspect(d) for d in graded(config, by_name, read)]
    for clash in timeline.clashes:
        suspect = _from_clash(context, config, by_name, clash)
        if suspect is not None:
            suspects.append(suspect)
    for rule in active:
        if rule.check is not None:
            context.rule = rule.name
            for finding in rule.check(context):
                suspects.append(from_finding(context, config, rule, finding))
    context.rule = "undecidable"
    kept, silent = _strongest(context, once(suspects), by_name)

    def left() -> Questions:
        found = open_questions(timeline)
        return Questions((*context.undecided, *open_ages, *found.groups), found.settles)

    return Inspection(timeline, context, kept, Open(left), silent)


# ---- from a rule's words to a diagnostic ------------------------------------------------------------------


def severity_of(config: Config, rule: Rule) -> Severity | None:
    """The severity a rule has in this bible; None where it is off."""
    setting = config.rules.get(rule.name) or config.rules.get(rule.code)
    if setting is None:
        return None if rule.opt_in else rule.severity
    return None if setting.value == "off" else Severity(setting.value)


def _unknown_rules(config: Config, by_name: dict[str, Rule]) -> Iterator[Diagnostic]:
    """Settings and waivers that name a rule which does not exist."""
    known = {*by_name, *(rule.code for rule in by_name.values())}
    named: list[tuple[str, Span, tuple[str, ...]]] = [
        (setting.name, setting.span, ("rules", setting.name)) for setting in config.rules.values()
    ]
    for waiver in config.waivers:
        if waiver.rule:
            about = ("waivers", waiver.rule, *(ref.value for ref in waiver.refs))
            named.append((waiver.rule, waiver.span, about))
    for name, span, subject in named:
        if name not in known:
            near = [name.upper()] if name.upper() in known else near_words(name, by_name)
            hint = did_you_mean(near) or "`storybible rules` lists them"
            yield Diagnostic(
                "SB002", "unknown-field", Severity.ERROR, f"no rule is called “{name}”", span,
                subject=subject, hint=hint,
            )  # fmt: skip


def _unknown_records(story: Story) -> Iterator[Diagnostic]:
    """Waivers about records that do not exist."""
    for waiver in story.config.waivers:
        for name in waiver.refs:
            if not story.names.candidates(name.value):
                hint = did_you_mean(story.names.near(name.value, tuple(KINDS)))
                yield Diagnostic(
                    "SB005", "unknown-reference", Severity.ERROR, f"no record is called “{name.value}”",
                    name.span, subject=("waivers", name.value), hint=hint or "take the waiver out",
                )  # fmt: skip


def graded(config: Config, by_name: dict[str, Rule], found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The diagnostics of reading and linking at the severity that the bible sets for their rules."""
    for diagnostic in found:
        rule = by_name.get(diagnostic.rule)
        if rule is None:
            yield diagnostic
            continue
        setting = config.rules.get(rule.name) or config.rules.get(rule.code)
        if setting is None:
            yield diagnostic
        elif (severity := severity_of(config, rule)) is not None:
            yield replace(diagnostic, severity=severity)


def _weaker(a: Severity, b: Severity) -> Severity:
    return a if SEVERITY_ORDER[a] >= SEVERITY_ORDER[b] else b


def _from_clash(context: Context, config: Config, by_name: dict[str, Rule], clash: Clash) -> Suspect | None:
    """A set of statements that cannot all be true, named after its demand where it has one."""
    if clash.demand is None and clash.claims:
        name = "claim-differs"
    else:
        name = clash.demand.rule if clash.demand is not None else "contradictory-timeline"
    rule = by_name.get(name)
    severity = severity_of(config, rule) if rule is not None else None
    if rule is None or severity is None:
        return None
    if not clash.loose:
        severity = _weaker(severity, Severity.WARNING)
    if clash.claims:
        severity = Severity.NOTE
    demand = clash.demand
    fixes: Iterable[Fix] = ()
    if demand is not None:
        message = f"{demand.message()} ({missing(clash.shortfall, context.calendar)})"
        span = _likeliest(context, clash, demand)
        finding = Finding(
            span,
            message,
            demand.subject,
            (rule.name, *demand.subject),
            clash.keys,
            () if demand.about is None else (demand.about,),
        )
        make = rule.fixes
        fixes = Later(partial(make, context, demand)) if make is not None else ()
    elif rule.clash is not None:
        finding = rule.clash(context, clash)
        fixes = finding.fixes
    else:
        return None
    return Suspect(
        _diagnostic(context, rule, severity, finding), clash, finding, fixes, _supposed(context, finding)
    )


def from_finding(context: Context, config: Config, rule: Rule, finding: Finding) -> Suspect:
    """A rule's finding as a diagnostic, at the severity that the bible sets and the readings allow."""
    severity = finding.severity or severity_of(config, rule) or rule.severity
    if not finding.loose:
        severity = _weaker(severity, Severity.WARNING)
    diagnostic = _diagnostic(context, rule, severity, finding)
    return Suspect(diagnostic, None, finding, finding.fixes, _supposed(context, finding))


def _likeliest(context: Context, clash: Clash, demand: Demand) -> Span:
    """Where to look first: where a demand stands, unless that is but the name of somebody.

    Then the statement in most of what cannot be true; of several the least certain, then the last one.
    """
    votes, story = context.timeline.votes, context.story
    said = [(key, s) for key in clash.keys if (s := context.encoding.stated.get(key)) is not None]
    here = (demand.span.file, demand.span.line)
    who = story.characters.get(demand.subject[0])
    named = who is not None and who.name.span == demand.span
    if not named or not said or any((s.span.file, s.span.line) == here for _, s in said):
        return demand.span
    ranked = [((-votes[key], is_cited(story, s), not s.hedged, -s.span.line, key), s.span) for key, s in said]
    return min(ranked, key=lambda one: one[0])[1]


def _supposed(context: Context, finding: Finding) -> bool:
    """Whether a finding rests on a hypothesis: on a statement of one, or on a line of its file."""
    stated = (context.encoding.stated.get(key) for key in finding.proof)
    return finding.span.file in context.encoding.hypothetical or any(
        s is not None and s.hypothetical for s in stated
    )


def _diagnostic(context: Context, rule: Rule, severity: Severity, finding: Finding) -> Diagnostic:
    evidence = dict.fromkeys((*finding.evidence, *context.timeline.evidence(finding.proof)))
    records = dict.fromkeys(r for r in finding.records if r in context.story.records)
    for key in finding.proof:
        stated = context.encoding.stated.get(key)
        if stated is not None:
            records.setdefault(stated.record)
    return Diagnostic(
        rule.code, rule.name, severity, finding.message, finding.span, tuple(records),
        tuple(evidence), finding.repairs, finding.subject, finding.hint,
    )  # fmt: skip


def once(suspects: Iterable[Suspect]) -> list[Suspect]:
    """Each finding once, though two rules or two paths may have come upon it: the gravest of them."""
    found: dict[str, Suspect] = {}
    for suspect in suspects:
        known = found.setdefault(suspect.diagnostic.id, suspect)
        if SEVERITY_ORDER[suspect.diagnostic.severity] < SEVERITY_ORDER[known.diagnostic.severity]:
            found[suspect.diagnostic.id] = suspect
    return list(found.values())


def _strongest(
    context: Context, suspects: list[Suspect], by_name: dict[str, Rule]
) -> tuple[list[Suspect], frozenset[str]]:
    """Of several rules that one set of records or of statements breaks, the strongest speaks alone.

    A stronger rule's warning does not hide a weaker one's error: the error alone is said then.  Also the ids
    of what is silent since the same statements make a stronger rule speak.
    """
    suspects = _without_doubtful(suspects, by_name)
    spoken: dict[str, list[tuple[int, set[str], set[Key]]]] = {}
    for suspect in suspects:
        firmness = SEVERITY_ORDER[suspect.diagnostic.severity]
        voice = firmness, set(_subject(suspect)), _written(context, suspect)
        spoken.setdefault(suspect.diagnostic.rule, []).append(voice)
    kept = []
    silent = set()
    for suspect in suspects:
        rule = by_name.get(suspect.diagnostic.rule)
        stronger = [
            (about, reasons)
            for name in (rule.yields_to if rule is not None else ())
            for firmness, about, reasons in spoken.get(name, ())
            if firmness <= SEVERITY_ORDER[suspect.diagnostic.severity]
        ]
        mine = set(_subject(suspect)) if stronger else set()
        if any(mine <= about for about, _ in stronger):
            continue
        because = _written(context, suspect) if stronger else set()
        if any(_same_facts(context, because, reasons) for _, reasons in stronger):
            silent.add(suspect.diagnostic.id)
        else:
            kept.append(suspect)
    return kept, frozenset(silent)


def _without_doubtful(suspects: list[Suspect], by_name: dict[str, Rule]) -> list[Suspect]:
    """All but what a stronger rule only doubts where a weaker one is graver about the very same records."""
    firm: dict[tuple[str, frozenset[str]], int] = {}
    for suspect in suspects:
        rule, about = by_name.get(suspect.diagnostic.rule), frozenset(_subject(suspect))
        for name in rule.yields_to if rule is not None and about else ():
            gravest = SEVERITY_ORDER[suspect.diagnostic.severity]
            firm[name, about] = min(gravest, firm.get((name, about), gravest))
    return [
        s
        for s in suspects
        if firm.get((s.diagnostic.rule, frozenset(_subject(s))), SEVERITY_ORDER[s.diagnostic.severity])
        >= SEVERITY_ORDER[s.diagnostic.severity]
    ]


def _written(context: Context, suspect: Suspect) -> set[Key]:
    """The statements of the records that a finding follows from."""
    proof = suspect.finding.proof if suspect.finding is not None else ()
    return {key for key in proof if key in context.encoding.stated}


def _same_facts(context: Context, mine: set[Key], reasons: set[Key]) -> bool:
    """Whether a finding follows from another's reasons and its own `from`, `until` or `seen` alone."""
    stated = context.encoding.stated
    return bool(reasons) and reasons <= mine and all(stated[key].of_period for key in mine - reasons)


def _subject(suspect: Suspect) -> tuple[str, ...]:
    if suspect.finding is not None:
        return suspect.finding.records
    return suspect.diagnostic.records
