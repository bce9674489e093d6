"""Written statements as sentences a writer reads: names instead of ids, no jargon."""

from __future__ import annotations

from collections.abc import Iterable

from storybible.calendars import Calendar
from storybible.demand import Demand
from storybible.diagnostics import Evidence
from storybible.encoding import Encoding, Stated
from storybible.periods import alias_words, tie_words
from storybible.records import AgeAt, Alias, Clock, Record, Statement
from storybible.story import Story
from storybible.when import Anchor, Date, Term, anchors, duration_text

AGED = ("ages", "age seen")
BECOMES = {
    "made": "made", "lost": "lost", "found": "found", "destroyed": "destroyed",
    "planted": "planted", "paid": "paid off",
}  # fmt: skip
TURNED = {"since": "not before", "by": "not after"}
LINKS = frozenset(
    ["before", "after", "during", "within", "between", "since", "by", "at", "on", "in", "day", "week",
     "month", "year", "night", "earlier", "later"]
)  # fmt: skip
"""Words of an expression that does more than name a birth or a death."""
PARTS = {"birth": "{}'s birth", "death": "{}'s death", "start": "the start of {}", "end": "the end of {}"}


def named(story: Story, anchor: Anchor) -> str:
    """An anchor in a reader's words."""
    if anchor.ref is None:
        return anchor.text
    name = story.titled(anchor.ref)
    return PARTS[anchor.part].format(name) if anchor.part in PARTS else name


def time_words(story: Story, text: str, term: Term | None) -> str:
    """A term of a time expression with the names of what it refers to in place of ids."""
    if term is None:
        return text
    words = text[term.column : term.column + term.length]
    for anchor in sorted(anchors(term), key=lambda a: -a.column):
        at = anchor.column - term.column
        if anchor.ref is not None and words[at : at + len(anchor.text)] == anchor.text:
            words = words[:at] + named(story, anchor) + words[at + len(anchor.text) :]
    return words


def moment_words(story: Story, text: str, terms: Iterable[Term]) -> str:
    """A whole time expression in a reader's words."""
    parts = [time_words(story, text, term) for term in terms]
    return "; ".join(parts) if parts else text


def sentence(story: Story, stated: Stated) -> str:
    """One statement as a sentence without a full stop."""
    words = time_words(story, stated.text.value, stated.term) if stated.text is not None else ""
    text = _sentence(story, stated, words)
    return f"{story.label(stated.says)} says: {text}" if stated.says else text


def _sentence(story: Story, stated: Stated, words: str) -> str:
    record = story.records[stated.record]
    kind, name = record.kind, stated.field
    label = story.titled(record.id)
    if kind == "event":
        return _event_sentence(story, stated, label, words)
    if name == "born":
        return f"{label} was born {words if words.isdigit() else at_words(words)}"
    if name == "died":
        return f"{label} died {words if words.isdigit() else at_words(words)}"
    if name in AGED and isinstance(stated.owner, AgeAt):
        at = stated.owner.at
        return f"{label} is {stated.owner.text.value} {at_words(moment_words(story, at.value, at.terms))}"
    if name in BECOMES:
        return becomes(record, name, words)
    if kind == "scene":
        host = (
            story.titled(stated.text.value) if stated.text and stated.text.value in story.records else words
        )
        return f"{story.titled(stated.subject)} is told as a flashback inside {host}"
    end = name.rsplit(" ", 1)[-1]
    if end in ("from", "until", "seen"):
        when = seen_words(words) if end == "seen" else f"{end} {words}"
        return f"{_period_words(story, stated)}, {when}"
    return f"{label}: {name} {words}"


def becomes(record: Record, what: str, words: str) -> str:
    """What becomes of a thing, a place or a thread at a moment: "the ring is lost at “The flood”"."""
    name = f"“{record.label}”" if record.kind == "thread" else record.label
    return f"{name} is {BECOMES[what]} {at_words(words)}"


def _event_sentence(story: Story, stated: Stated, label: str, words: str) -> str:
    match stated.field:
        case "lasts":
            return f"{label} lasts {words}"
        case "until":
            return f"{label} goes on until {words}"
        case "deaths":
            return f"{story.label(stated.subject)} dies at {label}"
        case "births":
            return f"{story.label(stated.subject)} is born at {label}"
    if isinstance(stated.term, Date):
        return f"{label} is dated {words}"
    return f"{label} is {at_words(words)}"


def at_words(words: str) -> str:
    """A moment behind a verb: `at “The wedding”`, `2 years after “The wedding”`, `in 1140`."""
    head, _, rest = words.partition(" ")
    if head in TURNED and rest:
        return f"{TURNED[head]} {rest}"
    life = words.endswith(("'s birth", "'s death")) and LINKS.isdisjoint(words.split())
    if life or words.startswith("“"):
        return f"at {words}"
    if head in ("early", "mid", "late") and rest[:1].isdigit():
        return f"in {words}"
    if head.replace("-", "").isdigit() and head[0].isdigit():
        dashes = head.count("-")
        return f"on {words}" if dashes == 2 else f"in {words}" if not rest else words
    return words


def seen_words(words: str) -> str:
    """A moment at which something is so: `at the time of “The wedding”`, `in 1140`."""
    when = at_words(words)
    return f"at the time of {words}" if when == f"at {words}" else when


def _period_words(story: Story, stated: Stated) -> str:
    record = story.records[stated.record]
    if isinstance(stated.owner, Alias):
        return alias_words(record, stated.owner)
    who = getattr(stated.owner, "who", None)
    who_id = getattr(who, "id", None)
    name = story.label(who_id) if who_id else ""
    match record.kind:
        case "relationship":
            return tie_words(story, record)  # type: ignore[arg-type]
        case "office":
            return f"{name} is {record.label}"
        case "item":
            return f"{name} has {record.label}"
        case "group":
            return f"{name} belongs to {record.label}"
        case "secret":
            return f"{name} knows “{record.label}”"
        case "fact":
            return f"“{record.label}”"
        case "character" if isinstance(stated.owner, Clock):
            return clock_words(record, stated.owner)
        case "character":
            return f"{record.label}'s{stated.subject}"
    return record.label


def clock_words(record: Record, clock: Clock) -> str:
    """A stretch of another rate: "Mara's age clock (rate: 0)"."""
    how = f"jump: {clock.jump.value}" if clock.jump is not None else f"rate: {clock.rate or 0:g}"
    return f"{record.label}'s age clock ({how})"


def demand_sentence(demand: Demand) -> str | None:
    """What was written that a demand of the world stands on."""
    return demand.sentence() if demand.sentence else None


def missing(shortfall: int, calendar: Calendar) -> str:
    """By how many minutes statements miss each other at the least, in words."""
    return (
        "by less than a day"
        if shortfall < calendar.DAY
        else f"by at least {duration_text(shortfall, calendar)}"
    )


def source_of(*statements: Statement | None) -> str | None:
    """The locator of the nearest source."""
    for statement in statements:
        if statement is not None and statement.source is not None:
            return statement.source.value
    return None


def is_cited(story: Story, stated: Stated) -> bool:
    """Whether a statement names its source itself.

    The source of a whole person covers many paragraphs and vouches for no single age; that of any other
    record vouches for what the record says.
    """
    record = story.records.get(stated.record)
    if record is not None and record.kind == "character":
        record = None
    return source_of(stated.evidence, stated.owner, record) is not None


def evidence_of(encoding: Encoding, stated: Stated) -> Evidence:
    """A statement as evidence: its place, its sentence, its source."""
    record = encoding.story.records.get(stated.record)
    here = stated.owner.text.span if isinstance(stated.owner, AgeAt) else stated.span
    return Evidence(here, sentence(encoding.story, stated), source_of(stated.evidence, stated.owner, record))
