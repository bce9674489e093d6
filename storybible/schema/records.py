"""Every kind of record as JSON Schema: the fields its reader knows, with words and an example for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from storybible.config import Config
from storybible.reading import characters, common, events, moons, telling, things
from storybible.reading.files import EXAMPLES, known_fields
from storybible.reading.kinds import PLURALS
from storybible.reading.oneline import ROLE_LEAD
from storybible.records import KINDS
from storybible.schema.parts import (
    EVIDENCE_TOLD,
    LASTING,
    PERIOD_TOLD,
    Schema,
    Told,
    any_case,
    field,
    mapping,
    one_of,
    part,
    several,
    words,
)

TEXT, TEXTS, TIME, TIMES = part("text"), part("texts"), part("time"), part("times")
MENTION, MENTIONS = part("mention"), part("mentions")
YES_NO, AMOUNT = part("yes-no"), part("amount")
WHO: Told = (MENTION, "Who: an id, a name or an alias.", "mara")
OWN: dict[str, tuple[Schema, object]] = {
    "text": (TEXT, "some words"), "number": (part("number"), 3), "yes/no": (YES_NO, True),
    "list": (TEXTS, ["one", "two"]), "reference": (MENTION, "mara"), "time": (TIME, "after the-flood"),
}  # fmt: skip


def _listed(fields: Mapping[str, Told], known: Iterable[str], *needs: str, line: bool = True) -> Schema:
    """A list of mappings, or of lines that say the same."""
    one = mapping(fields, needs, known)
    return several(one_of(TEXT, one) if line else one)


def _role() -> Schema:
    """How somebody is present: ``mentioned``, ``in a dream``, ``disguised as a cabin boy``."""
    lead = "|".join(any_case(word) for word in ROLE_LEAD)
    known = "|".join(any_case(word) for word in (*common.ROLES, "present"))
    return one_of(
        {"enum": [*common.ROLES]}, {"type": "null"},
        {"type": "string", "pattern": f"^ *({lead})*({known}|{any_case('disguised')} .*) *$"},
    )  # fmt: skip


LISTS: dict[str, Schema] = {
    "holders": _listed(LASTING | {"who": WHO}, common.HOLDER_FIELDS, "who"),
    "presences": _listed(
        EVIDENCE_TOLD | {"who": WHO, "as": (_role(), "How, unless really there.", "mentioned")},
        common.PRESENCE_FIELDS,
        "who",
    ),
    "parents": _listed(
        EVIDENCE_TOLD
        | {
            "who": WHO,
            "as": (words(*characters.PARENT_ROLES), "Which tie, unless by birth.", "adoptive"),
        },
        characters.PARENT_FIELDS,
        "who",
    ),
    "ages": _listed(
        EVIDENCE_TOLD
        | {
            "age": (TEXT, "Completed years, or words such as `late thirties`.", "late thirties"),
            "at": (TIME, "The moment: an event, or any time expression.", "the-siege"),
        },
        characters.AGE_FIELDS,
        "age",
        "at",
    ),
    "trait": _listed(
        LASTING | {"is": (TEXT, "The value of the trait.", "black")}, characters.TRAIT_FIELDS, "is"
    ),
    "clocks": _listed(
        LASTING
        | {
            "at": (TIME, "The moment of a leap.", "the-curse"),
            "rate": (AMOUNT, "0 stands still, 0.5 ages at half speed.", 0),
            "jump": (TEXT, "How much the body ages at once.", "10 years"),
        },
        characters.CLOCK_FIELDS,
        line=False,
    ),
    "uses": _listed(
        EVIDENCE_TOLD | {"who": WHO, "secret": (MENTION, "Which secret.", "odos-debt")},
        events.USE_FIELDS,
        "who",
        "secret",
    ),
    "moons": _listed(
        EVIDENCE_TOLD
        | {
            "moon": (TEXT, "Which moon, where there are several.", "Luna"),
            "is": (TEXT, "Its phase.", "waxing crescent"),
        },
        moons.SEEN_FIELDS,
        "is",
    ),
    "routes": _listed(
        EVIDENCE_TOLD
        | {
            "to": (MENTION, "The place it leads to.", "abbey"),
            "km": (AMOUNT, "How far it is, in kilometres.", 40),
            "takes": (TEXT, "How long the way takes.", "6 days"),
            "by": (TEXT, "The way of travelling; its speed stands in the settings.", "foot"),
            "one_way": (YES_NO, "Whether it leads there and not back.", True),
        },
        things.ROUTE_FIELDS,
        "to",
    ),
    "known": _listed(
        LASTING | {"who": WHO, "how": (TEXT, "How they learned it.", "told")}, telling.KNOWN_FIELDS, "who"
    ),
    "aliases": _listed(
        LASTING
        | {
            "name": (TEXT, "The name.", "Captain Venn"),
            "by": (MENTIONS, "The only people who call them so.", ["teo"]),
        },
        common.ALIAS_FIELDS,
        "name",
    ),
    "paragraphs": several(
        one_of({"type": ["number", "null"]}, {"type": "string", "pattern": "^[0-9¶§., \u2013-]*$"})
    ),
}
"""Lists whose entries are mappings of their own; most take a line of text as well."""

COMMON: dict[str, Told] = {
    "aliases": (
        part("aliases"),
        "Other names, each perhaps for a part of the story.",
        ["Mara", "Captain Venn"],
    ),
    "tags": (
        one_of(TEXTS, {"type": "object"}),
        "Your own sorting; it means nothing to the program.",
        ["crew"],
    ),
    "external": (
        one_of({"type": "object", "additionalProperties": TEXT}, {"type": "null"}),
        "Its ids in other programs.",
        {"gedcom": "I169"},
    ),
    **EVIDENCE_TOLD,
}
FIELDS: dict[str, dict[str, Told]] = {
    "character": {
        "name": (TEXT, "The full name; left out it is made of the id.", "Mara Venn"),
        "sex": (TEXT, "Decides words such as mother and aunt; nobody's is assumed.", "female"),
        "born": (TIMES, "When; several times all hold.", "12 years before the-flood"),
        "died": (TIMES, "When; several times all hold.", "during the-siege"),
        "parents": (part("parents"), "Parents by birth, and others with `as`.", ["lyra", "ged (adoptive)"]),
        "ages": (part("ages"), "Ages at moments.", ["25 at the-return"]),
        "traits": (
            one_of({"type": "object", "additionalProperties": part("trait")}, {"type": "null"}),
            "Whatever you want to keep straight, each with one value or several over time.",
            {"eyes": "grey"},
        ),
        "species": (TEXT, "Human if left out; life spans are set per species.", "human"),
        "age_clock": (
            part("clocks"),
            "Stretches in which a body does not age by the calendar.",
            [{"from": "the-sleep", "until": "the-waking", "rate": 0}],
        ),
    },
    "event": {
        "title": (TEXT, "What a reader would call it.", "The river takes the lower town"),
        "when": (TIMES, "When it begins; several times all hold.", "3 years before telling"),
        "lasts": (TEXT, "How long.", "2 days"),
        "until": (TIMES, "When it ends, instead of `lasts` or together with it.", "the-return"),
        "where": (MENTION, "A place.", "lower-town"),
        "who": (part("presences"), "Who is there, each perhaps with how.", ["mara", "teo (mentioned)"]),
        "births": (MENTIONS, "Who is born at it.", ["teo"]),
        "deaths": (MENTIONS, "Who dies at it.", ["odo"]),
        "revivals": (MENTIONS, "Who comes back to life at it.", ["odo"]),
        "items": (MENTIONS, "Things that are used or seen.", ["ring"]),
        "uses": (part("uses"), "Who acts on which secret.", ["mara uses odos-debt"]),
        "moon": (part("moons"), "How the moon looks: its phase, with its name where there are more.", "full"),
    },
    "relationship": {
        "kind": (TEXT, "Which tie: of the kinds that are built in, or one of your own.", "married"),
        "who": (MENTIONS, "All of them; in a kind with a direction: who is KIND of `of`.", ["mara", "teo"]),
        "of": (MENTIONS, "The other side of a kind with a direction.", "mara"),
        "id": (part("id"), "An id; without it the program makes one.", "odo-teaches-mara"),
        **PERIOD_TOLD,
    },
    "place": {
        "name": (TEXT, "What people call it.", "The quay"),
        "within": (MENTION, "The larger place it lies in.", "lower-town"),
        "routes": (part("routes"), "Ways from here; they lead both ways.", ["abbey 40 km by foot"]),
        "destroyed": (TIME, "When it ceased to be.", "the-great-fire"),
    },
    "item": {
        "name": (TEXT, "What people call it.", "the ring"),
        "made": (TIME, "When it came to be.", "ring-forged"),
        "lost": (TIMES, "When it was lost; a list where that happens more than once.", "ring-thrown"),
        "found": (TIMES, "When it was found again.", "ring-found"),
        "destroyed": (TIME, "When it ceased to be.", "the-great-fire"),
        "holders": (part("holders"), "Who has it, and when.", ["teo until ring-thrown"]),
    },
    "group": {
        "name": (TEXT, "What people call it.", "Team 7"),
        "members": (part("holders"), "Who belongs to it, and when.", ["naruto", "sasuke until exile"]),
    },
    "office": {
        "title": (TEXT, "What the office is called.", "Harbour master"),
        "exclusive": (YES_NO, "Whether only one person can hold it at a time.", True),
        "holders": (part("holders"), "Who holds it, and when.", ["odo until the-flood"]),
    },
    "scene": {
        "title": (TEXT, "A title, if it has one.", "Outside the door"),
        "manuscript": (TEXT, "The id of a manuscript of the settings, where there are several.", "one-shot"),
        "paragraphs": (part("paragraphs"), "The paragraphs it reaches over.", "16-34"),
        "tells": (MENTIONS, "The events it tells.", ["the-flood"]),
        "pov": (MENTION, "Whose eyes we look through.", "mara"),
        "where": (MENTION, "A place.", "quay"),
        "who": (part("presences"), "Who is in it, each perhaps with how.", ["mara", "teo"]),
        "items": (MENTIONS, "Things that are used or seen.", ["ring"]),
        "strand": (TEXT, "Left out for the story itself; flashback, dream, vision, memory ...", "flashback"),
        "in": (MENTION, "The scene that this one stands inside of.", "s3"),
    },
    "secret": {
        "what": (TEXT, "The secret, in a sentence.", "Odo owed the guild"),
        "known": (part("known"), "Who knows it, since when, and how they learned it.", ["mara from telling"]),
    },
    "thread": {
        "what": (TEXT, "What it is about.", "Who wrote the letter"),
        "kind": (
            one_of({"enum": [*telling.PURPOSES]}, {"type": "null"}), "A promise, if left out.", "question",
        ),
        "planted": (TIME, "When the text raises it.", "ring-thrown"),
        "paid": (TIME, "When the text settles it.", "ring-found"),
    },
    "fact": {
        "what": (TEXT, "The fact, in a sentence.", "The five countries are at peace"),
        **PERIOD_TOLD,
    },
}  # fmt: skip


def fields_of(kind: str, config: Config) -> dict[str, Told]:
    """The fields of a kind of record, the writer's own among them, in the order of its reader."""
    own = {
        name: (OWN[type_name][0], "A field of your own.", OWN[type_name][1])
        for name, type_name in config.own_fields.get(kind, {}).items()
    }
    told = {**FIELDS[kind], **COMMON, **own}
    if kind == "relationship":
        told["kind"] = (one_of({"enum": sorted(config.kinds)}, {"type": "null"}), *told["kind"][1:])
    return {name: told[name] for name in known_fields(config)[kind]}


def definitions(config: Config) -> dict[str, Schema]:
    """For each kind: its record, several of them, and a file that is one of them; then all files."""
    found = dict(LISTS)
    collections: dict[str, Schema] = {}
    for plural, kind in PLURALS.items():
        needs = ("kind", "who") if kind == "relationship" else ()
        record = found[kind] = mapping(fields_of(kind, config), needs)
        found[plural] = _collection(kind, record)
        said = f"{plural.capitalize()}, {'a list' if kind == 'relationship' else 'each under its id'}."
        shown = needs or tuple(record["properties"])[:1]
        example = {name: FIELDS[kind][name][2] for name in shown}
        collections[plural] = field(part(plural), said, [example] if needs else {EXAMPLES[kind]: example})
    one = {
        kind: field(part("id"), f"This file is one {kind}, with this id.", EXAMPLES[kind]) for kind in KINDS
    }
    for kind in KINDS:
        found[f"file-of-one-{kind}"] = {
            **found[kind],
            "properties": {**collections, **_shared(kind, found[kind]), kind: one[kind]},
            "required": [kind, *found[kind].get("required", ())],
        }
    several_records: Schema = {"properties": {**collections, **one}, "additionalProperties": False}
    found["records"] = {
        "type": ["object", "null"],
        "allOf": [
            *({"if": {"required": [kind]}, "then": part(f"file-of-one-{kind}")} for kind in KINDS),
            {"if": {"anyOf": [{"required": [kind]} for kind in KINDS]}, "else": several_records},
        ],
    }
    return found


def _shared(kind: str, record: Schema) -> dict[str, Schema]:
    """The fields of a kind by reference."""
    return {name: {"$ref": f"#/definitions/{kind}/properties/{name}"} for name in record["properties"]}


def _collection(kind: str, record: Schema) -> Schema:
    """Several records: under their ids, in a list with `id`, or for relationships a plain list."""
    empty: Schema = {"type": "null"}
    fields: list[Schema] = [part(kind), empty]
    if kind == "relationship":
        line: Schema = {"type": "string", "examples": ["mara married teo from wedding until teo.death"]}
        fields.append(line)
    under_ids = {"type": "object", "propertyNames": part("id"), "additionalProperties": one_of(*fields)}
    if kind == "relationship":
        return one_of(*fields, under_ids, {"type": "array", "items": one_of(part(kind), line)})
    identified = {
        **record,
        "properties": {"id": field(part("id"), "Its id.", EXAMPLES[kind]), **_shared(kind, record)},
        "required": ["id"],
    }
    return one_of(under_ids, {"type": "array", "items": identified}, empty)
