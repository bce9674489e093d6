"""Candidates that are names: mentions of what the bible knows, names it does not have, misspelt ones, and
spellings that its style sheet does not want."""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator

from storybible.manuscript.appearances import Mentioned
from storybible.manuscript.candidate import DIALOGUE, Candidate, Ids
from storybible.manuscript.cast import DERIVED, SUPPOSED
from storybible.manuscript.mentions import Mention
from storybible.manuscript.newcomers import NewName, new_names
from storybible.manuscript.slips import slips
from storybible.manuscript.terms import unwanted

KINDS = frozenset({"mention", "name", "misspelling", "term"})
AMBIGUOUS = "ambiguous"
HOW = {DERIVED: "part of the name", SUPPOSED: "short form"}
SENTENCE = re.compile(r"[.!?…][”\"’')]*\s")
LONGEST_SENTENCE = 240


def find(mentioned: Mentioned) -> Iterator[Candidate]:
    """All candidates of these kinds, in the order of the text.

    Values: of a mention its form and how it is known; of a new name how often it stands in the text, what it
    probably names and the first sentence with it; of a misspelling and a term what to write instead.
    """
    ids = Ids()
    yield from heapq.merge(
        (_mention(mentioned, mention, ids) for mention in mentioned.mentions),
        _others(mentioned, ids),
        key=lambda found: found.start,
    )


def _mention(mentioned: Mentioned, mention: Mention, ids: Ids) -> Candidate:
    quote = mentioned.prose.text[mention.start : mention.end]
    value = {"name": mention.form.text, "as": HOW.get(mention.uses[0].how, "name")}
    flags = [DIALOGUE] if mentioned.in_speech(mention.start) else []
    if mention.who is None:
        flags.append(AMBIGUOUS)
    confidence = 0.95 if mention.who is not None and mention.sure else 0.6
    near = tuple(use.id for use in mention.uses) if mention.who is None else ()
    id_ = ids("mention", quote, value)
    return Candidate(
        id_, "mention", mention.start, mention.end, quote, value, mention.who, near, tuple(flags), confidence
    )


def _others(mentioned: Mentioned, ids: Ids) -> Iterator[Candidate]:
    """New names, misspelt ones and unwanted spellings."""
    prose = mentioned.prose
    found = []
    misspelt = slips(mentioned)
    for slip in misspelt:
        quote = prose.text[slip.start : slip.end]
        said = {"write": slip.meant[0]}
        id_ = ids("misspelling", quote, said)
        found.append(
            Candidate(id_, "misspelling", slip.start, slip.end, quote, said, near=slip.meant, confidence=0.8)
        )
    wrong_words = {slip.word for slip in misspelt}
    for name in new_names(prose, mentioned.cast):
        if not wrong_words.isdisjoint(name.name.split()):
            continue
        quote = prose.text[name.first : name.first_end]
        value = {"times": name.count, "probably": name.kind, "first": first_sentence(mentioned, name)}
        id_ = ids("name", quote, name.name)
        found.append(
            Candidate(id_, "name", name.first, name.first_end, quote, value, confidence=name.confidence)
        )
    for wrong in unwanted(prose, mentioned.cast.terms):
        quote = prose.text[wrong.start : wrong.end]
        said = {"write": wrong.instead}
        found.append(Candidate(ids("term", quote, said), "term", wrong.start, wrong.end, quote, said))
    yield from sorted(found, key=lambda candidate: candidate.start)


def first_sentence(mentioned: Mentioned, name: NewName) -> str:
    """The sentence in which a name comes first, in short where it is long."""
    prose = mentioned.prose
    paragraph = prose.paragraph_at(name.first)
    if paragraph is None:
        return name.name
    text = prose.readable
    start = paragraph.start
    for end in SENTENCE.finditer(text, paragraph.start, name.first):
        start = end.end()
    after = SENTENCE.search(text, name.first_end, paragraph.end)
    stop = after.end() if after else paragraph.end
    sentence = " ".join(text[start:stop].split())
    return sentence if len(sentence) <= LONGEST_SENTENCE else sentence[: LONGEST_SENTENCE - 1].rstrip() + "…"
