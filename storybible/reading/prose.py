"""Settings for prose: preferred spellings, and whom a name means where the text alone does not tell."""

from __future__ import annotations

from storybible.config import MentionReading, Term
from storybible.reading.common import missing
from storybible.reading.fields import Reader
from storybible.reading.nodes import Mapping, Node
from storybible.records import Text

MENTION_FIELDS = dict.fromkeys(("name", "near", "is"))
NOBODY = ("nobody", "nothing", "no")
TERMS_EXAMPLE = "terms: {medic-nin: [medic nin, medicnin]}"
MENTIONS_EXAMPLE = "mentions: [{name: Venn, near: came in late, is: teo}]"


def read_terms(reader: Reader, node: Node | None) -> tuple[Term, ...]:
    """Each preferred spelling with those that are not wanted."""
    if node is None or (type(node) is Text and not node.value):
        return ()
    if type(node) is not Mapping:
        reader.wrong(node, "terms", "a mapping from a spelling to those it replaces", TERMS_EXAMPLE)
        return ()
    return tuple(
        Term(use=use, instead_of=reader.texts(others, use.value, TERMS_EXAMPLE)) for use, others in node.items
    )


def read_mentions(reader: Reader, node: Node | None) -> tuple[MentionReading, ...]:
    """Whom names in prose mean, by the writer's own word."""
    found = []
    for entry in reader.entries(node, "mentions", MENTIONS_EXAMPLE):
        if type(entry) is not Mapping:
            reader.wrong(entry, "mentions", "a list of mappings", MENTIONS_EXAMPLE)
            continue
        given = reader.fields(entry, MENTION_FIELDS, "mention")
        name = reader.text_of(given.get("name"), "name", MENTIONS_EXAMPLE)
        meant = reader.ref(given.get("is"), "is", MENTIONS_EXAMPLE)
        if name is None or meant is None:
            missing(reader, entry, "mention", "name" if name is None else "is", MENTIONS_EXAMPLE)
            continue
        near = reader.text_of(given.get("near"), "near", MENTIONS_EXAMPLE)
        nobody = meant.value.casefold() in NOBODY
        found.append(MentionReading(name=name, near=near, meant=None if nobody else meant, span=entry.span))
    return tuple(found)
