"""What every record has, and the parts that several kinds share: holders, presence, aliases."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from storybible.reading import oneline
from storybible.reading.fields import EVIDENCE, PERIOD, Fields, Reader, shape
from storybible.reading.ids import as_name, as_title, is_id, make_id
from storybible.reading.nodes import Mapping, Node, Sequence
from storybible.reading.problems import WRONG_TYPE, near, one_of, short
from storybible.reading.texts import as_ref, as_time
from storybible.records import Alias, Holder, Period, Presence, Record, Text

COMMON = ("aliases", "tags", "external", *EVIDENCE)
ROLES = ("mentioned", "body", "dream", "vision", "ghost", "memory", "disguised")
HOLDER_FIELDS = dict.fromkeys(("who", *PERIOD, *EVIDENCE))
ALIAS_FIELDS = dict.fromkeys(("name", "by", *PERIOD, *EVIDENCE))
PRESENCE_FIELDS = dict.fromkeys(("who", "as", *EVIDENCE))


class Head:
    """The id of a record to be: ``written`` is the text where that is no id itself."""

    __slots__ = ("id", "id_text", "written")

    def __init__(self, id_: str, id_text: Text, written: str = "") -> None:
        self.id = id_
        self.id_text = id_text
        self.written = written

    def name(self, given: Text | None) -> Text:
        """The name of somebody or of a place: as given, else made of the id."""
        if given is not None:
            return given
        return Text(self.written or as_name(self.id), self.id_text.span)

    def title(self, given: Text | None) -> Text:
        """The title of anything else: as given, else made of the id."""
        if given is not None:
            return given
        return Text(self.written or as_title(self.id), self.id_text.span)


def head_of(reader: Reader, id_text: Text, kind: str) -> Head | None:
    """Check an id; a text that is none becomes one, and is reported."""
    written = id_text.value
    if is_id(written):
        return Head(written, id_text)
    made = make_id(written)
    reader.record = made
    message = f"“{short(written)}” is not an id; ids are lower-case letters, digits and hyphens"
    if not made:
        reader.add(
            WRONG_TYPE,
            id_text.span,
            f"{message}: the {kind} is not read",
            "for example: mara-venn",
            "id",
            written,
        )
        return None
    hint = f"write {made}; the name as people say it goes into `name:` or `title:`"
    reader.add(WRONG_TYPE, id_text.span, message, hint, "id", written, repair=(written, made))
    return Head(made, id_text, written)


def finish(reader: Reader, record: Record, head: Head, node: Mapping, given: Fields) -> None:
    """Fill in what every kind of record has."""
    record.span = head.id_text.span
    record.fields = {key.value: key.span for key, _ in node.items}
    reader.evidence(record, given)
    if "aliases" in given:
        record.aliases = aliases(reader, given["aliases"])
    if head.written and record.label != head.written:
        record.aliases = (*record.aliases, Alias(name=head.id_text, span=head.id_text.span))
    if "tags" in given:
        record.tags = tags(given["tags"])
    if "external" in given:
        record.external = external(reader, given["external"])
    own = reader.config.own_fields.get(record.kind)
    if own:
        for name, type_name in own.items():
            if name in given:
                value = own_value(reader, given[name], name, type_name)
                if value is not None:
                    record.extra[name] = value


def own_value(reader: Reader, node: Node, name: str, type_name: str) -> Any:
    """A writer's own field as its declared type."""
    if type_name == "number":
        return reader.number(node, name, f"{name}: 3", least=None)
    if type_name == "yes/no":
        return reader.yes_no(node, name)
    if type_name == "list":
        return reader.texts(node, name, f"{name}: [one, two]")
    if type_name == "reference":
        return reader.ref(node, name, f"{name}: mara")
    if type_name == "time":
        return reader.time(node, name, f"{name}: after the-flood")
    return reader.text_of(node, name, f"{name}: some words")


def tags(node: Node) -> tuple[Text, ...]:
    """Obsidian's tags, of which nothing is demanded."""
    if type(node) is Sequence:
        return tuple(item for item in node.items if type(item) is Text)
    return (node,) if type(node) is Text else ()


def external(reader: Reader, node: Node) -> dict[str, str]:
    """Ids in other programs."""
    if type(node) is not Mapping:
        reader.wrong(
            node, "external", "a mapping from a program's name to its id", "external: {gedcom: I169}"
        )
        return {}
    found = {}
    for key, value in node.items:
        if type(value) is Text:
            if value.value:
                found[key.value] = value.value
        else:
            reader.wrong(value, key.value, "a text", f"external: {{{key.value}: I169}}")
    return found


def aliases(reader: Reader, node: Node) -> tuple[Alias, ...]:
    """Other names, each perhaps for a part of the story."""
    example = "aliases: [Mara, {name: Captain Venn, from: knighting}]"
    found: list[Alias] = []
    if type(node) is Text and "," in node.value and node.end - node.start == len(node.value):
        found.extend(Alias(name=piece, span=piece.span) for piece in commas(node))
        return tuple(found)
    for entry in reader.entries(node, "aliases", example):
        if type(entry) is Text:
            line = oneline.with_period(entry, bare=False)
            made = Alias(name=line.head, span=entry.span)
            take_period(made, line)
        else:
            assert type(entry) is Mapping
            given = reader.fields(entry, ALIAS_FIELDS, "alias")
            name = reader.text_of(given.get("name"), "name", "name: Captain Venn")
            if name is None:
                if "name" not in given:
                    missing(reader, entry, "alias", "name", example)
                continue
            made = Alias(name=name, span=entry.span)
            made.by = reader.refs(given.get("by"), "by", "by: [teo]")
            reader.period(made, given)
            reader.evidence(made, given)
        found.append(made)
    return tuple(found)


def commas(text: Text) -> list[Text]:
    """``Mara, Captain Venn`` as its parts."""
    found = []
    done = 0
    for part in text.value.split(","):
        piece = oneline.trimmed(text, done, done + len(part))
        done += len(part) + 1
        if piece.value:
            found.append(piece)
    return found


def by_key(reader: Reader, node: Mapping, known: Collection[str], field: str, alone: bool) -> bool:
    """Report an entry that has a name where a field is: ``{teo: mentioned}``; False for any other."""
    if any(key.value in known for key, _ in node.items):
        return False
    from storybible.reading import meant  # only for a wrong entry

    write = {
        "ages": meant.age_entry,
        "who": meant.presence_entry,
        "routes": meant.route_entry,
    }.get(field, meant.holder_entry)
    return meant.keyed(reader, node, known, field, write, alone)


def missing(reader: Reader, node: Mapping, what: str, field: str, example: str) -> None:
    """Report an entry without the field it cannot do without, unless it has it by another name."""
    from storybible.reading.suggestions import MEANT  # only for a wrong entry

    if any(field in MEANT.get(key.value, ()) for key, _ in node.items):
        return
    article = "an" if what[:1] in "aeiou" else "a"
    reader.add(
        WRONG_TYPE, node.span, f"{article} {what} needs `{field}`", f"for example: {example}", what, field
    )


def take_period(made: Period, line: oneline.Line) -> None:
    """Fill in the period of a one-line form."""
    if line.starts is not None:
        if line.starts.value == "always":
            made.always = True
        else:
            made.starts = as_time(line.starts)
    if line.ends is not None:
        made.ends = as_time(line.ends)
    if line.seen is not None:
        made.seen = (as_time(line.seen),)


def holders(reader: Reader, node: Node | None, field: str, what: str) -> tuple[Holder, ...]:
    """Who holds an office, has an item or belongs to a group: ``odo until the-flood`` or a mapping."""
    if node is None:
        return ()
    example = f"{field}: [{{who: odo, from: the-feast, until: the-flood}}]"
    found = []
    for entry in reader.entries(node, field, example, names=True):
        if type(entry) is Text:
            line = oneline.with_period(entry)
            holder = Holder(who=as_ref(line.head), span=entry.span)
            take_period(holder, line)
        else:
            assert type(entry) is Mapping
            if by_key(reader, entry, HOLDER_FIELDS, field, entry is node):
                continue
            given = reader.fields(entry, HOLDER_FIELDS, what)
            who = reader.ref(given.get("who"), "who", "who: odo")
            if who is None:
                if "who" not in given:
                    missing(reader, entry, what, "who", example)
                continue
            holder = Holder(who=who, span=entry.span)
            reader.period(holder, given)
            reader.evidence(holder, given)
        found.append(holder)
    return tuple(found)


def presences(reader: Reader, node: Node | None) -> tuple[Presence, ...]:
    """Who is at an event or in a scene, and how."""
    if node is None:
        return ()
    found = []
    for entry in reader.entries(node, "who", "who: [mara, teo (mentioned)]", names=True):
        if type(entry) is Text:
            pair = oneline.bracketed(entry)
            if pair is None:
                found.append(Presence(who=as_ref(entry), span=entry.span))
                continue
            head, inside = pair
            role = role_of(reader, inside, entry)
            if role is None:  # brackets that belong to a name
                found.append(Presence(who=as_ref(entry), span=entry.span))
                continue
            made = Presence(who=as_ref(head), role=role[0], disguised_as=role[1], span=entry.span)
        else:
            assert type(entry) is Mapping
            if by_key(reader, entry, PRESENCE_FIELDS, "who", entry is node):
                continue
            given = reader.fields(entry, PRESENCE_FIELDS, "entry of `who`")
            who = reader.ref(given.get("who"), "who", "who: teo")
            if who is None:
                if "who" not in given:
                    missing(reader, entry, "entry of `who`", "who", "who: [mara, {who: teo, as: mentioned}]")
                continue
            made = Presence(who=who, span=entry.span)
            written = reader.text_of(given.get("as"), "as", "as: mentioned")
            if written is not None:
                role = role_of(reader, written)
                assert role is not None
                made.role, made.disguised_as = role
            elif "as" in given:
                made.role = "mentioned"
            reader.evidence(made, given)
        found.append(made)
    return tuple(found)


def role_of(reader: Reader, text: Text, bracketed: Text | None = None) -> tuple[str, Text | None] | None:
    """How somebody is present, and as whom if disguised.

    None where the text, in brackets at the end of ``bracketed``, belongs to a name that is known.  A role
    that cannot be read counts as mentioned: the least that it may mean.
    """
    word = oneline.role_word(text.value.lower())
    if word in ROLES:
        return word, None
    if word == "present":
        return "", None
    if word.startswith("disguised"):
        at = text.value.lower().find(" as ")
        return "disguised", oneline.trimmed(text, at + 4, len(text.value)) if at >= 0 else None
    if bracketed is not None and reader.is_whole(bracketed):
        return None
    from storybible.reading.suggestions import ROLE_WORDS  # only for a wrong role

    if word == "flashback":
        reader.add(
            WRONG_TYPE,
            text.span,
            "what a flashback tells has happened, and whoever is in it was really there",
            "leave the brackets out" if bracketed is not None else "leave `as` out",
            "role",
            text.value,
        )
        return "", None
    meant = ROLE_WORDS.get(word, "")
    guess = meant or near(word, ROLES, 0.7)
    reader.add(
        WRONG_TYPE,
        text.span,
        f"{shape(text)} is no way of being present; known are {one_of(ROLES)}",
        f"did you mean {guess}?" if guess else "leave it out for somebody who is really there",
        "role",
        text.value,
        repair=(text.value, guess) if guess else None,
    )
    return meant or "mentioned", None
