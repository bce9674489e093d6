"""Candidates that are names of nobody known: those the bible does not have, and probably misspelt ones.

Whether a name is new is known only when the whole text has been read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storybible.manuscript.appearances import Mentioned
from storybible.manuscript.candidate import Candidate, Ids
from storybible.manuscript.newcomers import NewName, new_names
from storybible.manuscript.slips import slips

KINDS = frozenset({"name", "misspelling"})
WHOLE_TEXT = True
"""Nothing comes before all is read: `scan` asks this finder last, where results are wanted as they come."""

SENTENCE = re.compile(r"[.!?…][”\"’')]*\s")
LONGEST_SENTENCE = 240


def find(mentioned: Mentioned) -> Iterator[Candidate]:
    """All candidates of these kinds, in the order of the text.

    Values: of a new name how often it stands in the text, what it probably names, the first sentence with it,
    and the whole ``name`` where that sentence has a part of it; of a misspelling what to write instead.
    """
    ids = Ids()
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
        if " ".join(quote.split()) != name.name:
            value["name"] = name.name
        id_ = ids("name", quote, name.name)
        found.append(
            Candidate(id_, "name", name.first, name.first_end, quote, value, confidence=name.confidence)
        )
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
