"""What the fields of many records take: texts, mentions, times, periods, lists, as JSON Schema (draft 7).

Editors read a file with the YAML of everybody else, in which ``25``, ``no`` and ``2004`` are no texts and
``[[Mara Venn]]`` is a list in a list; whatever a reader of this program takes for a text passes here too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from storybible.reading.fields import (
    EVIDENCE,
    NO,
    PERIOD,
    REF_FIELDS,
    REF_NAMES,
    TIME_FIELDS,
    TIME_NAMES,
    YES,
)

Schema = dict[str, Any]
Told = tuple[Schema, str, Any]
"""What a field takes, what it is for, and an example of its value."""


def part(name: str) -> Schema:
    """One of :func:`parts`, by its name."""
    return {"$ref": f"#/definitions/{name}"}


def one_of(*choices: Schema) -> Schema:
    """Any of several schemas."""
    return {"anyOf": list(choices)}


def several(one: Schema) -> Schema:
    """A list, or a single one without the brackets."""
    return one_of(one, {"type": "array", "items": one})


def words(*known: str) -> Schema:
    """One of a few words, in capitals too; an editor offers them as they are written here."""
    return one_of({"enum": [*known]}, {"type": "string", "pattern": f"^({'|'.join(map(any_case, known))})$"})


def any_case(word: str) -> str:
    """A pattern for a word in small letters or capitals."""
    return "".join(f"[{c}{c.upper()}]" if c.isalpha() else c for c in word)


def mapping(
    fields: Mapping[str, Told], needs: Sequence[str] = (), known: Iterable[str] | None = None
) -> Schema:
    """A mapping with these fields and no others; those that its reader knows, where ``known`` names them."""
    if known is not None:
        fields = {name: fields[name] for name in known}
    made: Schema = {
        "type": "object",
        "properties": {name: field(*told) for name, told in fields.items()},
        "additionalProperties": False,
    }
    if needs:
        made["required"] = [*needs]
    return made


def field(takes: Schema, description: str, example: Any) -> Schema:
    """A field with what an editor shows of it.  Beside ``$ref`` draft 7 reads nothing: hence ``allOf``."""
    return {"description": description, "examples": [example], "allOf": [takes]}


EVIDENCE_TOLD: dict[str, Told] = {
    "source": (part("texts"), "Where it is told: a paragraph, a chapter, or what you like.", "one-shot ¶49"),
    "quote": (part("text"), "A few words of the text; they stay when paragraphs move.", "in her thirties"),
    "says": (part("mention"), "The character who claims it. Left out, the narrator says so.", "tsunade"),
    "note": (part("text"), "Anything you want to remember.", "our reading of the scene"),
}  # fmt: skip
PERIOD_TOLD: dict[str, Told] = {
    "from": (part("time"), "When it began; `always` if it never did.", "the-flood"),
    "until": (part("time"), "When it ended; at this moment it is over.", "teo.death"),
    "seen": (part("times"), "A moment, or a list of moments, at which it was so.", "the-feast"),
}
LASTING: dict[str, Told] = {**{name: PERIOD_TOLD[name] for name in PERIOD}, **EVIDENCE_TOLD}


def parts() -> dict[str, Schema]:
    """The definitions that :func:`part` names."""
    evidence = {name: EVIDENCE_TOLD[name] for name in EVIDENCE}
    named: Told = (part("text"), "An id, a name or an alias.", "mara")
    when: Told = (part("times"), "A time expression.", "3 years before the-flood")
    return {
        "text": one_of({"type": ["string", "number", "boolean", "null"]}, part("link")),
        "link": {
            "description": "A link of Obsidian: [[Mara Venn]].",
            "type": "array", "minItems": 1, "maxItems": 1,
            "items": {"type": "array", "items": {"type": ["string", "number", "boolean"]}},
        },
        "texts": several(part("text")),
        "mention": one_of(
            part("text"),
            {"type": "array", "minItems": 1, "maxItems": 1, "items": part("text")},
            {
                **mapping(evidence | dict.fromkeys(REF_NAMES, named), known=REF_FIELDS),
                "anyOf": [{"required": [name]} for name in REF_NAMES],
            },
        ),
        "mentions": several(part("mention")),
        "time": one_of(
            part("text"),
            {"type": "array", "minItems": 1, "maxItems": 1, "items": part("text")},
            part("time-with-evidence"),
        ),
        "times": one_of(part("time"), {"type": "array", "items": part("time")}),
        "time-with-evidence": {
            **mapping(evidence | dict.fromkeys(TIME_NAMES, when), known=TIME_FIELDS),
            "anyOf": [{"required": [name]} for name in TIME_NAMES],
        },
        "id": {
            "description": "Small letters, digits and hyphens; no two records share one.",
            "type": "string",
            "pattern": "^[^\\sA-Z_.,:;'\"()/]+$",
        },
        "yes-no": one_of({"type": ["boolean", "null"]}, words(*sorted(YES | NO, reverse=True))),
        "number": one_of(
            {"type": ["number", "null"]}, {"type": "string", "pattern": "^ *[+-]?[0-9]*\\.?[0-9]* *$"}
        ),
        "amount": one_of(
            {"type": "number", "minimum": 0}, {"type": "null"},
            {"type": "string", "pattern": "^ *\\+?[0-9]*\\.?[0-9]* *$"},
        ),
    }  # fmt: skip
