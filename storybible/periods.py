"""Everything in a story that lasts for a while, and words for it."""

from __future__ import annotations

from collections.abc import Iterator

from storybible import records as r
from storybible.story import Story


def periods_of(story: Story, record: r.Record) -> Iterator[tuple[r.Period, str]]:
    """Every period of a record, and words for it."""
    if isinstance(record, r.Character):
        for name, history in record.traits.items():
            for trait in history:
                yield trait, f"{record.label}'s {name} ({trait.value.value})"
        for clock in record.age_clock:
            yield clock, f"{record.label}'s age clock"
    elif isinstance(record, r.Relationship):
        yield record, tie_words(story, record)
    elif isinstance(record, r.Office):
        for holder in record.holders:
            yield holder, f"{_who(story, holder.who)} as {record.label}"
    elif isinstance(record, r.Item):
        for holder in record.holders:
            yield holder, f"{_who(story, holder.who)} having {record.label}"
    elif isinstance(record, r.Group):
        for member in record.members:
            yield member, f"{_who(story, member.who)} in {record.label}"
    elif isinstance(record, r.Secret):
        for known in record.known:
            yield known, f"{_who(story, known.who)} knowing “{record.label}”"
    elif isinstance(record, r.Fact):
        yield record, f"“{record.label}”"
    for alias in record.aliases:
        yield alias, alias_words(record, alias)


def alias_words(record: r.Record, alias: r.Alias) -> str:
    """A name that somebody or something has for a while, in words."""
    return f"{record.label} as “{alias.name.value}”"


VERBS = {"serves": "serves", "served-by": "is served by"}
"""Kinds of ties that say what one does; the others say what one is."""


def tie_words(story: Story, tie: r.Relationship) -> str:
    """A relationship in words: "Mara and Teo: married", "Odo: mentor of Mara"."""
    people = *tie.who, *tie.of
    labels = iter(story.labels(*(ref.id for ref in people if ref.id)))
    names = [next(labels) if ref.id else ref.value for ref in people]
    left = " and ".join(names[: len(tie.who)])
    if tie.of:
        right = " and ".join(names[len(tie.who) :])
        if tie.tie.value in VERBS:
            return f"{left} {VERBS[tie.tie.value]} {right}"
        return f"{left}: {tie.tie.value} of {right}"
    return f"{left}: {tie.tie.value}"


def _who(story: Story, ref: r.Ref) -> str:
    return story.label(ref.id) if ref.id else ref.value
