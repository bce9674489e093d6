"""Characters: names, birth and death, parents, ages, traits, and clocks that run differently."""

from __future__ import annotations

import re

from storybible.reading import oneline
from storybible.reading.common import COMMON, Head, by_key, missing, take_period
from storybible.reading.fields import EVIDENCE, PERIOD, Fields, Reader, shape
from storybible.reading.nodes import Mapping, Node, Sequence
from storybible.reading.problems import WRONG_TYPE, near, one_of, short
from storybible.reading.texts import as_ref, as_time
from storybible.records import AgeAt, Character, Clock, Parent, Text, Trait

FIELDS = dict.fromkeys(
    ("name", "sex", "born", "died", "parents", "ages", "traits", "species", "age_clock", *COMMON)
)
PARENT_ROLES = ("mother", "father", "parent", "adoptive", "step", "guardian")
PARENT_FIELDS = dict.fromkeys(("who", "as", *EVIDENCE))
AGE_FIELDS = dict.fromkeys(("age", "at", *EVIDENCE))
TRAIT_FIELDS = dict.fromkeys(("is", *PERIOD, *EVIDENCE))
CLOCK_FIELDS = dict.fromkeys(("from", "until", "at", "rate", "jump", *EVIDENCE))


def read(reader: Reader, head: Head, given: Fields) -> Character:
    """A character; without a name it takes its id as one."""
    made = Character(
        id=head.id,
        kind="character",
        id_text=head.id_text,
        name=head.name(reader.text_of(given.get("name"), "name", "name: Mara Venn")),
    )
    get = given.get
    if "sex" in given:
        made.sex = reader.text_of(get("sex"), "sex", "sex: female")
    if "species" in given:
        made.species = reader.text_of(get("species"), "species", "species: human")
    if "born" in given:
        made.born = reader.times(get("born"), "born", "born: 12 years before the-flood")
    if "died" in given:
        made.died = reader.times(get("died"), "died", "died: during the-siege")
    if "parents" in given:
        made.parents = parents(reader, given["parents"])
    if "ages" in given:
        made.ages = ages(reader, given["ages"])
    if "traits" in given:
        made.traits = traits(reader, given["traits"])
    if "age_clock" in given:
        made.age_clock = clocks(reader, given["age_clock"])
    return made


def parents(reader: Reader, node: Node) -> tuple[Parent, ...]:
    """``[lyra, ged (adoptive), {who: ged, as: adoptive}]``."""
    example = "parents: [lyra, {who: ged, as: adoptive}]"
    found = []
    for entry in reader.entries(node, "parents", example, names=True):
        if type(entry) is Text:
            pair = oneline.bracketed(entry)
            role = oneline.role_word(pair[1].value.lower()) if pair else ""
            if pair and (role in PARENT_ROLES or not reader.is_whole(entry)):
                role = parent_role(reader, pair[1], role)
                if role:
                    found.append(Parent(who=as_ref(pair[0]), role=role, span=entry.span))
            else:
                found.append(Parent(who=as_ref(entry), span=entry.span))
            continue
        assert type(entry) is Mapping
        if by_role(reader, entry, entry is node):
            continue
        given = reader.fields(entry, PARENT_FIELDS, "parent")
        who = reader.ref(given.get("who"), "who", "who: ged")
        if who is None:
            if "who" not in given:
                missing(reader, entry, "parent", "who", example)
            continue
        made = Parent(who=who, span=entry.span)
        written = reader.text_of(given.get("as"), "as", "as: adoptive")
        if "as" in given:
            made.role = parent_role(reader, written, written.value.lower()) if written is not None else ""
            if not made.role:
                continue  # a tie of blood would be more than the author may have meant
        reader.evidence(made, given)
        found.append(made)
    return tuple(found)


def by_role(reader: Reader, node: Mapping, alone: bool) -> bool:
    """Report ``{mother: ruth, father: tom}``, which names parents by their roles; ``alone``: in no list."""
    if any(key.value in PARENT_FIELDS for key, _ in node.items):
        return False
    from storybible.reading.meant import as_entries  # only for a wrong mapping
    from storybible.reading.suggestions import PARENT_WORDS

    entries = []
    for key, value in node.items:
        role = PARENT_WORDS.get(key.value, key.value)
        if role not in PARENT_ROLES or type(value) is not Text or not value.value:
            return False
        entries.append(f"{{who: {reader.text[value.start : value.end].strip()}, as: {role}}}")
    if not entries:
        return False
    as_entries(
        reader, node, entries, "parents", alone, "parents are named with `who`, and their role with `as`"
    )
    return True


def parent_role(reader: Reader, text: Text, word: str) -> str:
    """Which tie to a parent a word names; "" where that cannot be told."""
    if word in PARENT_ROLES:
        return word
    from storybible.reading.suggestions import PARENT_WORDS  # only for a wrong one

    meant = PARENT_WORDS.get(word, "")
    guess = meant or near(word, PARENT_ROLES, 0.7)
    hint = f"did you mean {guess}?" if guess else "for example: parents: [{who: ged, as: adoptive}]"
    reader.add(
        WRONG_TYPE,
        text.span,
        f"{shape(text)} is no tie to a parent; known are {one_of(PARENT_ROLES)}",
        "leave it out: whoever is named alone is a parent by birth" if meant == "parent" else hint,
        "as",
        text.value,
        repair=(text.value, guess) if guess else None,
    )
    return meant


def ages(reader: Reader, node: Node) -> tuple[AgeAt, ...]:
    """``[25 at the-return, {age: late thirties, at: the-siege}]``."""
    example = "ages: [25 at the-return, {age: late thirties, at: the-siege}]"
    found = []
    for entry in reader.entries(node, "ages", example):
        if type(entry) is Text:
            pair = oneline.age_at(entry)
            if pair is not None and _several(reader, entry):
                continue
            if pair is None:
                _without_moment(reader, entry, example)
                continue
            found.append(AgeAt(text=pair[0], at=as_time(pair[1]), span=entry.span))
            continue
        assert type(entry) is Mapping
        if by_key(reader, entry, AGE_FIELDS, "ages", entry is node):
            continue
        given = reader.fields(entry, AGE_FIELDS, "age")
        text = reader.text_of(given.get("age"), "age", "age: late thirties")
        at = reader.time(given.get("at"), "at", "at: the-siege")
        if text is None or at is None:
            for field in ("age", "at"):
                if field not in given:
                    missing(reader, entry, "age", field, example)
            continue
        made = AgeAt(text=text, at=at, span=entry.span)
        reader.evidence(made, given)
        found.append(made)
    return tuple(found)


def _without_moment(reader: Reader, text: Text, example: str) -> None:
    """Report an age that does not say when."""
    from storybible.reading.meant import age_meant  # only for a wrong one

    meant = age_meant(text.value)
    reader.add(
        WRONG_TYPE,
        text.span,
        f"an age needs its moment, and “{short(text.value)}” names none",
        f"write {meant}" if meant else f"for example: {example}",
        "ages",
        text.value,
        repair=(text.value, meant) if meant else None,
    )


def _several(reader: Reader, text: Text) -> bool:
    """Report ``17 at the-wreck, 19 at the-fire``, which is two ages in one text."""
    parts = [text.part(part.start(), part.end()) for part in re.finditer(r"[^,;]*[^,;\s]", text.value)]
    if len(parts) < 2 or not all(part.value and oneline.age_at(part) for part in parts):
        return False
    listed = f"[{', '.join(part.value.strip() for part in parts)}]"
    raw = reader.text[text.start : text.end]
    reader.add(
        WRONG_TYPE,
        text.span,
        f"`ages` has {len(parts)} ages in one text",
        f"write a list: ages: {listed}",
        "ages",
        text.value,
        repair=(raw, listed) if "\n" not in raw else None,
    )
    return True


def traits(reader: Reader, node: Node) -> dict[str, tuple[Trait, ...]]:
    """A mapping from a trait to its value, or to the list of its values over time."""
    if type(node) is not Mapping:
        reader.wrong(node, "traits", "a mapping from a trait to its value", "traits: {eyes: grey}")
        return {}
    found: dict[str, tuple[Trait, ...]] = {}
    for key, value in node.items:
        entries = value.items if type(value) is Sequence else [value]
        values = []
        for entry in entries:
            made = trait(reader, entry, key.value)
            if made is not None:
                values.append(made)
        if values:
            found[key.value] = tuple(values)
    return found


def trait(reader: Reader, node: Node, name: str) -> Trait | None:
    """One value of a trait.

    One whose period cannot be read is left out: without its limits it would be said to hold always.
    """
    if type(node) is Text:
        if not node.value:
            return None
        line = oneline.trait(node)
        made = Trait(value=line.head, span=node.span)
        take_period(made, line)
        return made
    if type(node) is not Mapping:
        reader.wrong(node, name, "a text or a mapping", f"{name}: [{{is: black, until: the-flood}}]")
        return None
    before = len(reader.problems)
    given = reader.fields(node, TRAIT_FIELDS, "trait")
    value = reader.text_of(given.get("is"), "is", "is: black")
    if value is None:
        if "is" not in given and len(reader.problems) == before:
            missing(reader, node, "trait", "is", f"{name}: {{is: black, until: the-flood}}")
        return None
    made = Trait(value=value, span=node.span)
    reader.period(made, given)
    reader.evidence(made, given)
    return made if len(reader.problems) == before else None


def clocks(reader: Reader, node: Node) -> tuple[Clock, ...]:
    """Stretches in which somebody's age stands still, slows or leaps."""
    example = "age_clock: [{from: the-sleep, until: the-waking, rate: 0}]"
    found = []
    for entry in reader.entries(node, "age_clock", example):
        if type(entry) is not Mapping:
            reader.wrong(entry, "age_clock", "mappings with `rate` or `jump`", example)
            continue
        before = len(reader.problems)
        given = reader.fields(entry, CLOCK_FIELDS, "clock")
        made = Clock(span=entry.span)
        reader.period(made, given)
        if made.starts is None and "at" in given:
            made.starts = reader.time(given["at"], "at", "at: the-curse")
        made.rate = reader.number(given.get("rate"), "rate", "rate: 0.5")
        made.jump = reader.text_of(given.get("jump"), "jump", "jump: 10 years")
        reader.evidence(made, given)
        if made.rate is None and made.jump is None and len(reader.problems) == before:
            missing(reader, entry, "clock", "rate` or `jump", example)
        if len(reader.problems) == before:
            found.append(made)
    return tuple(found)
