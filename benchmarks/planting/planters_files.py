"""Mistakes in the files themselves, and what is only worth a note: so whatever the times are."""

from __future__ import annotations

import random

from benchmarks.planting.base import Base, planter
from benchmarks.planting.texts import Edited, then


@planter("unknown-reference", certain=True)
def misspelt(base: Base, pick: random.Random) -> Edited | None:
    """A reference to nobody."""
    events = [e for e in base.events() if base.reader.of("event")[e].get("who")]
    return base.texts.appended(pick.choice(events), "who", "zzyzx-nobody")


@planter("unknown-field", certain=True)
def misspelt_field(base: Base, pick: random.Random) -> Edited | None:
    """A field that does not exist."""
    return base.texts.added(pick.choice(base.events()), pick.choice(["wehn", "wear", "titel"]), "something")


@planter("unreadable-time", certain=True)
def unreadable(base: Base, pick: random.Random) -> Edited | None:
    """A time that nobody can read."""
    event, other = pick.sample(base.moments(), 2)
    return base.texts.appended(
        event, "when", pick.choice([f"soon after {other}", "12/07/1804", "3 years later"])
    )


@planter("duplicate-key", certain=True)
def twice(base: Base, pick: random.Random) -> Edited | None:
    """A field that stands twice."""
    events = [e for e in base.events() if base.reader.of("event")[e].get("title")]
    event = pick.choice(events)
    node = base.texts.field(event, "title")
    file = base.texts.records[event][1]
    if pick.random() < 0.5 or node is None or base.texts.records[event][3].flow_style:
        return base.texts.added(event, "title", "Another title")
    end, column = node.end_mark.index, base.texts.records[event][3].start_mark.column
    return base.texts.cut(file, end, end, f"\n{' ' * column}title: Another title")


@planter("duplicate-id", certain=True)
def same_id(base: Base, pick: random.Random) -> Edited | None:
    """Two records with one id, in two files."""
    who = pick.choice(base.people())
    name = next(iter(base.texts.files)).split("/")[0] + "/more.yaml"
    return Edited({**base.texts.files, name: f"places:\n  {who}: {{name: Somewhere}}\n"}, ((name, 2),))


@planter("not-plain-text", certain=True)
def anchored(base: Base, pick: random.Random) -> Edited | None:
    """An anchor of YAML."""
    return base.texts.added(pick.choice(base.events()), "note", "&here something")


@planter("wrong-type", certain=True)
def wrong_type(base: Base, pick: random.Random) -> Edited | None:
    """A list where a text belongs."""
    return base.texts.added(pick.choice(base.people()), "species", "[human, elf]")


@planter("text-cut-short", certain=True)
def cut_short(base: Base, pick: random.Random) -> Edited | None:
    """A remark sign inside a text."""
    return base.texts.added(pick.choice(base.events()), "note", "he was #1 again")


@planter("ambiguous-alias", certain=True)
def same_alias(base: Base, pick: random.Random) -> Edited | None:
    """Two people of one name, and somewhere that name."""
    one, other = pick.sample(base.people(), 2)
    if base.reader.of("character")[one].get("aliases") or base.reader.of("character")[other].get("aliases"):
        return None
    first = base.texts.appended(one, "aliases", "The Heron")
    second = then(first, lambda texts: texts.appended(other, "aliases", "The Heron"))
    event = pick.choice(base.events())
    return then(second, lambda texts: texts.appended(event, "who", "The Heron"))


@planter("source-out-of-range", certain=True)
def beyond_the_end(base: Base, pick: random.Random) -> Edited | None:
    """A paragraph that the manuscript does not have."""
    if not base.reader.settings.get("manuscripts"):
        return None
    free = [e for e in base.events() if not base.reader.of("event")[e].get("source")]
    free += [w for w in base.people() if not base.reader.of("character")[w].get("source")]
    return base.texts.added(pick.choice(free), "source", "¶ 9999")


def _more(base: Base, text: str, line: int) -> Edited:
    """A file more."""
    name = next(iter(base.texts.files)).split("/")[0] + "/more.yaml"
    return Edited({**base.texts.files, name: text}, ((name, line),))


@planter("never-paid-off", certain=True, note=True)
def unpaid(base: Base, pick: random.Random) -> Edited | None:
    """A promise that nothing keeps."""
    event = pick.choice(base.events())
    return _more(base, f"threads:\n  oath: {{kind: promise, what: An oath, planted: {event}}}\n", 2)


@planter("question-left-open", certain=True, note=True)
def unanswered(base: Base, pick: random.Random) -> Edited | None:
    """A question that nothing answers."""
    event = pick.choice(base.events())
    return _more(base, f"threads:\n  riddle: {{kind: question, what: A riddle, planted: {event}}}\n", 2)


@planter("unused-record", certain=True, note=True)
def unused(base: Base, pick: random.Random) -> Edited | None:
    """A place where nothing happens."""
    return _more(base, f"places:\n  nowhere-{pick.randrange(9)}: {{name: Nowhere at all}}\n", 2)


@planter("empty-file", certain=True, note=True)
def empty(base: Base, pick: random.Random) -> Edited | None:
    """A file without records."""
    return _more(base, "", 1)


@planter("office-vacant", certain=True, note=True)
def vacant(base: Base, pick: random.Random) -> Edited | None:
    """Years without a holder."""
    one, other = pick.sample(base.people(), 2)
    return _more(
        base,
        "events:\n  leaving: {}\n  coming: {when: 3 years after leaving}\n"
        f"offices:\n  seat: {{exclusive: yes, holders: [{{who: {one}, until: leaving}}, "
        f"{{who: {other}, from: coming}}]}}\n",
        5,
    )


@planter("confusable-names", certain=True, note=True)
def alike(base: Base, pick: random.Random) -> Edited | None:
    """Two names that a reader takes for one another."""
    if "confusable-names" in base.reader.settings.get("rules", {}):
        return None
    text = "characters:\n  jonathan-a: {name: Jonathan}\n  jonathan-b: {name: Jonathon}\n"
    return _more(base, text + "events:\n  meeting: {who: [jonathan-a, jonathan-b]}\n", 3)


@planter("unreadable-file", certain=True)
def unclosed(base: Base, pick: random.Random) -> Edited | None:
    """A bracket or a quote that is never closed."""
    entry = pick.choice(["{name: Nobody", "{name: Nobody, aliases: [No, None}", '{name: "Nobody}'])
    return _more(base, f"characters:\n  lyra-x: {entry}\n", 2)
