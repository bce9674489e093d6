"""What the words of a question stand for: people, records and moments, or why they stand for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from storybible.bible import Bible
from storybible.names import near_words
from storybible.records import KINDS, Record
from storybible.sentences import moment_words
from storybible.story import Story
from storybible.timeline import Moment
from storybible.when import Date, Problem

PLURALS = {kind: kind + "s" for kind in KINDS}
PLURAL_KINDS = {plural: kind for kind, plural in PLURALS.items()} | {
    "people": "character",
    "person": "character",
}


class Misuse(ValueError):
    """A question that cannot be asked so; its text is one clear line for the person who asked."""


def who(story: Story, text: str) -> str:
    """The id of the character that an id, a name or an alias stands for."""
    return record(story, text, ("character",)).id


def record(story: Story, text: str, kinds: Sequence[str] = ()) -> Record:
    """The record that an id, name, title or alias stands for; of one of the kinds, where given."""
    wanted = " or ".join(kinds) or "record"
    if not text.strip():
        raise Misuse(f"the id or the name of {_a(wanted)} is missing")
    found = story.names.candidates(text, tuple(kinds))
    fitting = [i for i in found if not kinds or story.names.kind_of[i] in kinds]
    if len(fitting) == 1:
        return story.records[fitting[0]]
    if fitting:
        named = "; ".join(described(story, i) for i in sorted(fitting))
        raise Misuse(f"“{text}” may be any of these, write the id: {named}")
    if found:
        kind = story.names.kind_of[found[0]]
        raise Misuse(f"“{text}” is {_a(kind)}, and {_a(wanted)} is wanted here")
    near = story.names.near(text, tuple(kinds) or tuple(KINDS))
    hint = f"; did you mean {' or '.join(described(story, i) for i in near)}?" if near else ""
    raise Misuse(f"no {wanted} is called “{text}”{hint}")


def kind(text: str) -> str:
    """A kind of record, in the singular or the plural."""
    word = text.strip().casefold()
    if word in KINDS:
        return word
    if word in PLURAL_KINDS:
        return PLURAL_KINDS[word]
    near = near_words(word, [*KINDS, *PLURAL_KINDS])
    hint = f"did you mean {near[0]}?" if near else f"the kinds are {', '.join(PLURALS.values())}"
    raise Misuse(f"there are no records of the kind “{text}”; {hint}")


def moment(bible: Bible, text: str) -> Moment:
    """The moment that an event, a scene, a birth or death, a date or a time expression names."""
    if not text.strip():
        raise Misuse("the moment is missing: an event, or a time such as “5 years after wedding”")
    story = bible.story
    several = story.names.ambiguous(text)
    if several:
        named = "; ".join(described(story, i) for i in sorted(several))
        raise Misuse(f"“{text}” may be any of these, write the id: {named}")
    found = bible.timeline.moment(text)
    if isinstance(found, Problem):
        hint = f"; {found.suggestion}" if found.suggestion else ""
        part = text[found.column : found.column + found.length]
        at = f" (at “{part}”)" if part.strip() and part != text and part not in found.message else ""
        raise Misuse(f"{found.message}{at}{hint}")
    return found


@dataclass(frozen=True, slots=True)
class Then:
    """The moment of an ``--at``: what an answer calls it, words for it, and the point just after it.

    All three are empty where no moment was asked about.
    """

    id: str | None = None
    phrase: str = ""
    point: int | None = None


def then(bible: Bible, text: str | None) -> Then:
    """The world just after a moment, for questions that may be asked without one."""
    if text is None:
        return Then()
    found = moment(bible, text)
    return Then(moment_id(found, text), moment_phrase(bible.story, found), found.end)


def moment_id(moment: Moment, text: str) -> str:
    """What an answer calls the moment it was asked about: an id, or the words of the question."""
    return moment.ref if moment.ref is not None and not moment.terms else text


def moment_name(story: Story, moment: Moment) -> str:
    """A moment in a reader's words, with names for ids."""
    return moment_words(story, moment.text, moment.terms) if moment.terms else moment.text


def moment_phrase(story: Story, moment: Moment) -> str:
    """The same inside a sentence: "at “The wedding”", "in 2004", "5 years after “The wedding”"."""
    name = moment_name(story, moment)
    if len(moment.terms) == 1 and isinstance(moment.terms[0], Date):
        return f"{'on' if moment.terms[0].precision in ('day', 'minute') else 'in'} {name}"
    return f"at {name}" if name.startswith("“") or name.endswith(("'s birth", "'s death")) else name


def described(story: Story, record_id: str) -> str:
    """A record for a list of candidates: its name and its id."""
    label = story.label(record_id)
    return label if label == record_id else f"{label} ({record_id})"


def listed(words: Iterable[str], joint: str = "and") -> str:
    """A list for a reader: "a, b and c"."""
    parts = list(words)
    return " ".join([", ".join(parts[:-1]), joint, parts[-1]]) if len(parts) > 1 else "".join(parts)


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
