"""Phrases that several questions share: times and periods of records in a reader's words."""

from __future__ import annotations

from collections.abc import Iterable

from storybible.config import Config
from storybible.diagnostics import Evidence
from storybible.periods import tie_words
from storybible.records import Period, Record, Ref, Relationship, Statement, Time
from storybible.sentences import moment_words, source_of
from storybible.story import Story

ORDER_WORDS = (
    "by ",
    "before ",
    "after ",
    "since ",
    "not ",
    "between ",
    "within ",
    "right ",
    "just ",
    "at or ",
)
ADJECTIVES = {"married": "married to", "engaged": "engaged to", "dating": "dating", "lovers": "a lover of"}


def time_phrase(story: Story, time: Time) -> str:
    """A time expression with names for ids; as written where it could not be read."""
    return moment_words(story, time.value, time.terms) if time.terms else time.value


def time_phrases(story: Story, times: Iterable[Time]) -> str:
    """Several expressions that all hold."""
    return "; ".join(time_phrase(story, time) for time in times)


def period_phrase(story: Story, period: Period) -> str:
    """From when, until when, and when it was seen to be so; empty where nothing was said."""
    parts = []
    if period.always:
        parts.append("always")
    if period.starts is not None:
        parts.append(f"{_joint(period.starts, 'from', 'begun')} {time_phrase(story, period.starts)}")
    if period.seen:
        parts.append(f"seen at {', '.join(time_phrase(story, time) for time in period.seen)}")
    if period.ends is not None:
        parts.append(f"{_joint(period.ends, 'until', 'over')} {time_phrase(story, period.ends)}")
    return ", ".join(parts)


def _joint(time: Time, plain: str, loose: str) -> str:
    """ "until" before a moment, "over" before words such as "by the wedding"."""
    return loose if time.value.casefold().startswith(ORDER_WORDS) else plain


def title_of(story: Story, record: Record) -> str:
    """What a list calls a record: its name, or for a relationship who is what to whom."""
    return tie_words(story, record) if isinstance(record, Relationship) else record.label


def name_of(story: Story, ref: Ref) -> str:
    """Who or what a reference names; the text itself where it names nothing."""
    return story.label(ref.id) if ref.id is not None else ref.value


def said_by(story: Story, *statements: Statement | None) -> str | None:
    """The id (or the text) of the character who claims something; None for the narrator."""
    for statement in statements:
        if statement is not None and statement.says is not None:
            return statement.says.id or statement.says.value
    return None


def cited(story: Story, record: Record, statement: Statement, text: str) -> Evidence:
    """A written fact without a question of time in it, as evidence."""
    span = statement.span if statement.span.file else record.span
    return Evidence(span, text, source_of(statement, record))


def tie_roles(config: Config, tie: Relationship, who: str) -> list[tuple[str, str, str]]:
    """What somebody is in a relationship: for each other side (role, "of" or "with", the other's id).

    In "Odo is mentor of Mara", Odo is "mentor of" Mara, and Mara is "student of" Odo.
    """
    left = [ref.id for ref in tie.who if ref.id is not None]
    right = [ref.id for ref in tie.of if ref.id is not None]
    kind = config.kind(tie.tie.value)
    roles = []
    if not right:
        if who in left:
            roles += [(kind.name, "with", other) for other in left if other != who]
        return roles
    if who in left:
        roles += [(kind.name, "of", other) for other in right if other != who]
    if who in right:
        inverse = kind.name if kind.symmetric else kind.inverse
        for other in left:
            if other != who:
                roles.append((inverse, "of", other) if inverse else (kind.name, "by", other))
    return roles


def role_phrase(role: str, link: str, other: str) -> str:
    """A role in words: "married to Teo", "mentor of Mara", "a friend of Lyra"."""
    role = role.replace("-", " ")
    if link == "with":
        if role in ADJECTIVES:
            return f"{ADJECTIVES[role]} {other}"
        return f"{'an' if role[0] in 'aeiou' else 'a'} {role} of {other}"
    if link == "by":
        return f"{other} is {role} of this one"
    if role == "serves":
        return f"serves {other}"
    return f"{role.replace('served by', 'served')} {'by' if role == 'served by' else 'of'} {other}"
