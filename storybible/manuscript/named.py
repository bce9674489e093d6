"""Candidates that are names and words of the bible: mentions, and spellings that its style sheet bans."""

from __future__ import annotations

import heapq
from collections.abc import Iterator

from storybible.manuscript.appearances import Mentioned
from storybible.manuscript.candidate import DIALOGUE, Candidate, Ids
from storybible.manuscript.cast import DERIVED, SUPPOSED
from storybible.manuscript.mentions import Mention
from storybible.manuscript.terms import unwanted

KINDS = frozenset({"mention", "term"})
AMBIGUOUS = "ambiguous"
HOW = {DERIVED: "part of the name", SUPPOSED: "short form"}


def find(mentioned: Mentioned) -> Iterator[Candidate]:
    """All candidates of these kinds, in the order of the text.

    Values: of a mention its form and how it is known; of a term what to write instead.
    """
    ids = Ids()
    yield from heapq.merge(
        (_mention(mentioned, mention, ids) for mention in mentioned.mentions),
        _terms(mentioned, ids),
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


def _terms(mentioned: Mentioned, ids: Ids) -> Iterator[Candidate]:
    prose = mentioned.prose
    for wrong in unwanted(prose, mentioned.cast.terms):
        quote = prose.text[wrong.start : wrong.end]
        said = {"write": wrong.instead}
        yield Candidate(ids("term", quote, said), "term", wrong.start, wrong.end, quote, said)
