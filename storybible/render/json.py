"""Answers and reports as values for JSON; the keys are a contract with other programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from storybible.queries.wording import title_of
from storybible.render.ink import COMMAND

if TYPE_CHECKING:
    from storybible.calendars import Calendar
    from storybible.checker import Report
    from storybible.diagnostics import Diagnostic, Evidence, Repair
    from storybible.queries.age import AgeAnswer
    from storybible.queries.between import BetweenAnswer
    from storybible.queries.kinship import KinAnswer
    from storybible.queries.listing import Listed, Match
    from storybible.queries.order import OrderAnswer
    from storybible.queries.path import Step
    from storybible.queries.proof import Proof
    from storybible.queries.show import Shown
    from storybible.queries.spans import Duration
    from storybible.queries.timeline_view import EventLine
    from storybible.rules import Rule
    from storybible.story import Story

Json = dict[str, Any]


def text_of(value: Json) -> str:
    """JSON that a terminal, and a CI server's log, shows safely: what could drive them is escaped."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=2)
    if "##" in text:
        text = COMMAND.sub(r"#\\u0023", text)
    if text.isprintable():
        return text
    return "".join(c if c == "\n" or c.isprintable() else json.dumps(c)[1:-1] for c in text)


def evidence(found: Iterable[Evidence]) -> list[Json]:
    """Statements with their places and sources."""
    return [
        {"file": e.span.file, "line": e.span.line, "statement": e.statement, "source": e.source}
        for e in found
    ]


def marks(proof: Proof) -> Json:
    """What is remarkable about an answer: contradictions, claims, amounts without a hedge."""
    found: Json = {}
    if proof.contested:
        found["contested"] = True
    if proof.according_to:
        found["according_to"] = (
            proof.according_to[0] if len(proof.according_to) == 1 else [*proof.according_to]
        )
    if proof.rounded:
        found["rounded"] = [{"text": r.text, "read_as": r.read_as} for r in proof.rounded]
    return found


def _contested(so: bool) -> Json:
    return {"contested": True} if so else {}


# ---- answers ---------------------------------------------------------------------------------------------


def age(answer: AgeAnswer) -> Json:
    """One age."""
    return {
        "who": answer.who,
        "at": answer.at,
        "min": answer.least,
        "max": answer.most,
        "alive": answer.alive.value,
        "why": {
            "min": evidence(answer.why_least.evidence),
            "max": evidence(answer.why_most.evidence),
            "alive": evidence(answer.why_alive.evidence),
        },
        **marks(answer.why_least + answer.why_most),
    }


def ages(who: str, answers: Iterable[AgeAnswer]) -> Json:
    """Somebody's age at every event."""
    return {"who": who, "ages": [age(answer) for answer in answers]}


def duration(length: Duration | None) -> Json | None:
    """A length of time."""
    return None if length is None else {"years": length.years, "text": length.text}


def between(answer: BetweenAnswer) -> Json:
    """How long from one moment to another."""
    return {
        "from": answer.first,
        "to": answer.second,
        "min": duration(answer.least),
        "max": duration(answer.most),
        "why": {"min": evidence(answer.why_least.evidence), "max": evidence(answer.why_most.evidence)},
        **marks(answer.proof),
    }


def order(answer: OrderAnswer) -> Json:
    """Which of two moments comes first."""
    why = evidence(answer.proof.evidence)
    return {"a": answer.first, "b": answer.second, "order": answer.order, "why": why, **marks(answer.proof)}


def kin(answer: KinAnswer) -> Json:
    """What one person is to another."""
    return {"a": answer.a, "b": answer.b, "terms": [*answer.terms], "why": evidence(answer.evidence)}


def path(a: str, b: str, steps: Sequence[Step] | None) -> Json:
    """The chain of relationships; null where there is none."""
    chain = None
    if steps is not None:
        chain = [{"from": s.first, "to": s.second, "text": s.words, "record": s.record} for s in steps]
    return {"a": a, "b": b, "path": chain, "why": evidence(s.evidence for s in steps or ())}


# ---- records ---------------------------------------------------------------------------------------------


def show(story: Story, shown: Shown, at: str | None) -> Json:
    """Everything about a record."""
    record = shown.record
    return {
        "id": record.id,
        "kind": record.kind,
        "label": title_of(story, record),
        "at": at,
        "file": record.span.file,
        "line": record.span.line,
        "entries": [
            {
                "topic": e.topic, "text": e.text, "state": e.verdict.value if e.verdict else None,
                "file": e.span.file, "line": e.span.line, "source": e.source,
                **({} if e.verdict is None else {"why": evidence(e.proof.evidence)}),
                **_contested(e.proof.contested),
                **({"according_to": e.says} if e.says else {}),
            }
            for e in shown.entries
        ],
    }  # fmt: skip


def listing(story: Story, kind: str, at: str | None, listed: Iterable[Listed]) -> Json:
    """Records of a kind."""
    return {
        "kind": kind,
        "at": at,
        "records": [
            {
                "id": e.record.id, "label": title_of(story, e.record), "file": e.record.span.file,
                "line": e.record.span.line, "state": e.verdict.value,
                **({} if at is None else {"why": evidence(e.proof.evidence)}),
                **_contested(e.proof.contested),
            }
            for e in listed
        ],
    }  # fmt: skip


def matches(text: str, found: Iterable[Match]) -> Json:
    """Lines that hold a text."""
    return {
        "text": text,
        "matches": [
            {
                "id": m.record or None, "kind": m.kind or None, "file": m.span.file, "line": m.span.line,
                "column": m.span.column, "text": m.line,
            }
            for m in found
        ],
    }  # fmt: skip


def timeline(events: Iterable[EventLine], who: str | None, order: str, calendar: Calendar) -> Json:
    """Events in order; dates as ISO text, null where nothing is known."""
    return {
        "who": who,
        "order": order,
        "events": [
            {
                "id": e.id, "title": e.title,
                "earliest": None if e.earliest is None else calendar.format(e.earliest),
                "latest": None if e.latest is None else calendar.format(e.latest),
                "when": e.stated or None, "told": [*e.told], "why": evidence(e.proof.evidence),
                **_contested(e.proof.contested),
            }
            for e in events
        ],
        **_contested(any(e.proof.contested for e in events)),
    }  # fmt: skip


# ---- checking --------------------------------------------------------------------------------------------


def finding(found: Diagnostic) -> Json:
    """One finding."""
    return {
        "id": found.id,
        "code": found.code,
        "rule": found.rule,
        "severity": found.severity.value,
        "message": found.message,
        "file": found.span.file,
        "line": found.span.line,
        "column": found.span.column,
        "records": [*found.records],
        "hint": found.hint or None,
        "evidence": evidence(found.evidence),
        "repairs": [repair(r) for r in found.repairs],
    }


def repair(found: Repair) -> Json:
    """One mending; with the ids of the other findings it ends, where there are any."""
    value: Json = {
        "file": found.span.file, "line": found.span.line, "from": found.before, "to": found.after,
    }  # fmt: skip
    return {**value, "also_ends": [*found.ends]} if found.ends else value


def report(checked: Report) -> Json:
    """A whole check."""
    value: Json = {
        "schema": 1,
        "bible": checked.bible,
        "findings": [finding(found) for found in checked.findings],
        "undecided": [{"what": u.what, "why": u.why, "rule": u.rule} for u in checked.undecided],
        "would_settle": checked.settles or None,
        "counts": checked.counts,
        "records": checked.records,
        "lines_to_change": {
            "at_least": checked.to_change.at_least, "at_most": checked.to_change.at_most,
        },
    }  # fmt: skip
    if checked.hidden or checked.stale:
        value["baseline"] = {"hidden": [f.id for f in checked.hidden], "stale": [*checked.stale]}
    return value


def rule(found: Rule, full: bool = False) -> Json:
    """One rule of the catalogue; with ``full`` its documentation."""
    value: Json = {
        "code": found.code, "rule": found.name, "severity": found.severity.value, "opt_in": found.opt_in,
        "summary": found.summary,
    }  # fmt: skip
    return {**value, "doc": found.doc} if full else value
