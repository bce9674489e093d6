"""Everything in a story that lasts for a while, and words for it."""

from __future__ import annotations

from collections.abc import Iterator

from storybible import records as r
from storybible.story import Story


def all_periods(story: Story) -> Iterator[tuple[r.Record, r.Period, str]]:
    """Every period of the story: its record, itself, and words for it."""
    for tie in story.relationships.values():
        yield tie, tie, tie_words(story, tie)
    for office in story.offices.values():
        for holder in office.holders:
            yield office, holder, f"{_who(story, holder.who)} as {office.label}"
    for item in story.items.values():
        for holder in item.holders:
            yield item, holder, f"{_who(story, holder.who)} having {item.label}"
    for group in story.groups.values():
        for member in group.members:
            yield group, member, f"{_who(story, member.who)} in {group.label}"
    for character in story.characters.values():
        for name, history in character.traits.items():
            for trait in history:
                yield character, trait, f"{character.label}'s {name} ({trait.value.value})"
        for clock in character.age_clock:
            yield character, clock, f"{character.label}'s age clock"
    for record in story.records.values():
        for alias in record.aliases:
            yield record, alias, alias_words(record, alias)
    for secret in story.secrets.values():
        for known in secret.known:
            yield secret, known, f"{_who(story, known.who)} knowing “{secret.label}”"
    for fact in story.facts.values():
        yield fact, fact, f"“{fact.label}”"


def alias_words(record: r.Record, alias: r.Alias) -> str:
    """A name that somebody or something has for a while, in words."""
    return f"{record.label} as “{alias.name.value}”"


def tie_words(story: Story, tie: r.Relationship) -> str:
    """A relationship in words: "Mara and Teo: married", "Odo: mentor of Mara"."""
    left = " and ".join(_who(story, ref) for ref in tie.who)
    if tie.of:
        return f"{left}: {tie.tie.value} of {' and '.join(_who(story, ref) for ref in tie.of)}"
    return f"{left}: {tie.tie.value}"


def _who(story: Story, ref: r.Ref) -> str:
    return story.label(ref.id) if ref.id else ref.value
