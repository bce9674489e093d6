"""Settings for prose: preferred spellings, whom a name means, who may be asked for a second opinion."""

from __future__ import annotations

from storybible.config import LanguageModel, MentionReading, Term
from storybible.reading.common import missing
from storybible.reading.fields import Reader
from storybible.reading.nodes import Mapping, Node
from storybible.records import Text

MENTION_FIELDS = dict.fromkeys(("name", "near", "is"))
NOBODY = ("nobody", "nothing", "no")
LLM_FIELDS = dict.fromkeys(("url", "model", "key_from", "timeout", "most"))
LLM_EXAMPLE = "llm: {url: http://localhost:8080/v1/chat/completions, model: small, key_from: MY_KEY}"
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


def read_nlp(reader: Reader, node: Node | None) -> str:
    """The spaCy model for second opinions; "" for none."""
    text = reader.text_of(node, "nlp", "nlp: en_core_web_sm")
    return text.value if text is not None else ""


def read_llm(reader: Reader, node: Node | None) -> LanguageModel | None:
    """The language model for second opinions; None where it is not set, or not whole."""
    if node is None or (type(node) is Text and not node.value):
        return None
    if type(node) is not Mapping:
        reader.wrong(node, "llm", "a mapping", LLM_EXAMPLE)
        return None
    given = reader.fields(node, LLM_FIELDS, "language model")
    texts = {
        name: reader.text_of(given.get(name), name, LLM_EXAMPLE) for name in ("url", "model", "key_from")
    }
    url, model, key_from = (text.value if text is not None else "" for text in texts.values())
    if not url or not model:
        missing(reader, node, "language model", "model" if url else "url", LLM_EXAMPLE)
        return None
    made = LanguageModel(url=url, model=model, key_from=key_from)
    timeout = reader.number(given.get("timeout"), "timeout", "timeout: 60")
    most = reader.number(given.get("most"), "most", "most: 40000")
    if timeout:
        made.timeout = timeout
    if most:
        made.most = int(most)
    return made


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
