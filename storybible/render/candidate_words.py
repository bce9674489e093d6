"""What a candidate says, in a reader's words.  The forms of the values are those of the finders."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from storybible.manuscript.candidate import Candidate
from storybible.queries.resolve import listed
from storybible.story import Story

SURE, LIKELY, POSSIBLE = 0.9, 0.7, 0.5
Name = Callable[[object], str]
UNSAID = frozenset({"event", "moves_clock", "first", "as"})
"""Parts of a value that the kind of the candidate says already, or that are shown elsewhere."""


def about(candidate: Candidate, story: Story | None) -> str:
    """Whom it is about, and what it says: "Sakura: 25", "Asuma or Kurenai? hair pink"."""

    def name(record_id: object) -> str:
        known = story is not None and isinstance(record_id, str) and record_id in story.records
        return story.label(str(record_id)) if story is not None and known else str(record_id)

    value = value_words(candidate, name)
    if candidate.subject is not None:
        return f"{name(candidate.subject)}: {value}" if value else name(candidate.subject)
    if candidate.near and candidate.kind not in TIMELIKE:
        return f"{listed(map(name, candidate.near), 'or')}? {value}".rstrip()
    return value


TIMELIKE = frozenset({"jump", "anchor"})
"""Kinds that are nobody's."""


def value_words(candidate: Candidate, name: Name) -> str:
    """The value of a candidate."""
    value = candidate.value
    if not isinstance(value, Mapping):
        return "" if value is None else _plain(value, name)
    if candidate.kind in TIMELIKE and value.get("direction"):
        return _time(value, name)
    words = WORDS.get(candidate.kind)
    if words is not None:
        found = words(value, name)
        if found:
            return found
    said = {key: _plain(part, name) for key, part in value.items() if key not in UNSAID and part is not None}
    event = value.get("event")
    rest = ", ".join(f"{key} {part}" for key, part in said.items() if part)
    shown = str(event) if event is not None and event != candidate.kind else ""
    return " ".join(part for part in (shown, rest) if part)


def _plain(value: object, name: Name) -> str:
    if isinstance(value, list | tuple):
        return listed(_plain(part, name) for part in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_plain(part, name)}" for key, part in value.items())
    return name(value)


def _time(value: Mapping[object, object], name: Name) -> str:
    said = str(value.get("amount") or value.get("expression") or "")
    direction = str(value["direction"])
    if direction == "duration":
        return f"for {said}"
    anchor = value.get("anchor")
    if anchor:
        return f"{said} {'before' if direction == 'earlier' else 'after'} {name(anchor)}".strip()
    return f"{said} {direction}".strip() if value.get("amount") else said


def _new_name(value: Mapping[object, object], name: Name) -> str:
    times = value.get("times")
    kind = value.get("probably")
    kinds = {"other": "", "person": "a person", "place": "a place"}
    probably = f", probably {kinds.get(str(kind), str(kind))}" if kinds.get(str(kind), kind) else ""
    return f"{times} time{'' if times == 1 else 's'}{probably}"


def _tie(value: Mapping[object, object], name: Name) -> str:
    to = value.get("to")
    return f"{value.get('relation')} of {name(to) if to else '?'}"


WORDS: dict[str, Callable[[Mapping[object, object], Name], str]] = {
    "name": _new_name,
    "relationship": _tie,
    "age": lambda value, name: str(value.get("age", "")),
    "trait": lambda value, name: f"{value.get('trait')} {value.get('value')}",
    "office": lambda value, name: f"{value.get('change')} {name(value.get('office') or 'an office')}",
    "item": lambda value, name: f"{value.get('act')} {name(value.get('item'))}",
    "misspelling": lambda value, name: f"write {value.get('write')}",
    "term": lambda value, name: f"write {value.get('write')}",
    "mention": lambda value, name: "" if value.get("as") == "name" else str(value.get("as")),
}


def detail(candidate: Candidate) -> str:
    """A line below it: the first sentence with a new name."""
    value = candidate.value
    return str(value.get("first", "")) if candidate.kind == "name" and isinstance(value, Mapping) else ""


def confidence_word(confidence: float) -> str:
    """How much a reading is to be trusted."""
    return (
        "sure" if confidence >= SURE else "likely" if confidence >= LIKELY
        else "possible" if confidence >= POSSIBLE else "doubtful"
    )  # fmt: skip
