"""Who speaks: direct speech with the name that its paragraph puts beside it.

Only where a verb of speech ties the name to the words ("said Mara", "Mara asked"); a pronoun, or nothing,
leaves the speaker open.  All speech of one paragraph is one speaker's where one is named and no other is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from storybible.manuscript.dialogue import speeches
from storybible.manuscript.mentions import Mention
from storybible.manuscript.prose import Prose
from storybible.manuscript.words import SPEECH

_AFTER = re.compile(r"[\s,—–-]*(?:the\s+)?(?P<verb>[^\W\d_]+)\s+(?:the\s+)?(?:(?:old|poor|dear)\s+)?", re.I)
_THEN = re.compile(
    r"(?:['’]s)?\s+(?:(?:had|then|only|just|quietly|finally|[a-z]+ly)\s+){0,2}(?P<verb>[^\W\d_]+)"
)
_LONGER = re.compile(r"['’]s\b|\s+(?:of|the)\s|[ \n](?-i:[A-Z])\w")
_LEAD = re.compile(r"\W*(?:(?:then|and|but|so|now|at last|finally|only|just|again)\b\W*)*(?:the\s+)?", re.I)
_AND_SAID = re.compile(
    r"(?:,?\s+and|,\s+then|,)\s+(?:then\s+|[a-z]+ly\s+)?(?P<verb>[^\W\d_]+)(?:\s+(?:to\s+)?(?:[^\W\d_]+)){0,3}\s*[,:]\Z"
)
_NEW_SUBJECT = re.compile(
    r"\b(?:he|she|they|i|we|it|you|who|whom|which|that|when|while|as|until|because|if|where|before|after|since|somebody|someone"
    r"|everybody|everyone|nobody|another|and\s+(?:the|an?|his|her|their)\s+\w+\s+\w+(?:ed|s))\b|[,;]\s+(?:and|but)\s+(?:the|an?|his|her)\b",
    re.I,
)
_TO = re.compile(r"\b(?:to|towards?|at|from|past|by|behind|beside|near|opposite)\s\Z")
_SENTENCE = re.compile(r"[.!?…][”\"’')]*\s+")


@dataclass(frozen=True, slots=True)
class Speech:
    """A stretch of direct speech, marks included; ``by`` is the mention of who speaks it, None where open."""

    start: int
    end: int
    by: Mention | None = None

    @property
    def who(self) -> str | None:
        """The record of the speaker, where it is decided."""
        return self.by.who if self.by is not None else None


def spoken(prose: Prose, mentioned: Sequence[Mention]) -> list[Speech]:
    """All direct speech of a manuscript, in order, with its speakers."""
    starts = [mention.start for mention in mentioned]
    found: list[Speech] = []
    for paragraph in prose.paragraphs:
        marked = list(speeches(prose.readable, paragraph.start, paragraph.end))
        if not marked:
            continue
        first = bisect_left(starts, paragraph.start)
        here = mentioned[first : bisect_left(starts, paragraph.end)]
        by_start = {mention.start: mention for mention in here}
        ends = [b for _, b in marked]
        tagged: list[Mention | None] = []
        for index, (start, end) in enumerate(marked):
            until = marked[index + 1][0] if index + 1 < len(marked) else paragraph.end
            since = ends[index - 1] if index else paragraph.start
            tagged.append(
                _after(prose.readable, end, until, by_start) or _before(prose.readable, since, start, here)
            )
        named = {mention.who for mention in tagged if mention is not None}
        only = next((mention for mention in tagged if mention is not None), None) if len(named) == 1 else None
        found.extend(
            Speech(start, end, mention or only) for (start, end), mention in zip(marked, tagged, strict=True)
        )
    return found


def _after(text: str, end: int, until: int, by_start: dict[int, Mention]) -> Mention | None:
    """The name in “…,” said NAME or “…,” NAME said."""
    verb = _AFTER.match(text, end, until)
    if verb and verb["verb"].casefold() in SPEECH:
        return _himself(text, by_start.get(verb.end()), until)
    at = end
    while at < until and text[at] in " ,\n\r\t—–-":
        at += 1
    if text.startswith("the ", at):
        at += 4
    mention = by_start.get(at)
    if mention is None:
        return None
    then = _THEN.match(text, mention.end, until)
    return _himself(text, mention, until) if then and then["verb"].casefold() in SPEECH else None


def _himself(text: str, mention: Mention | None, until: int) -> Mention | None:
    """A mention that names its bearer alone: no possessor, and nobody of a longer name."""
    if mention is None or mention.possessive or not mention.sure:
        return None
    return None if _LONGER.match(text, mention.end, until) else mention


def _before(text: str, since: int, start: int, here: Sequence[Mention]) -> Mention | None:
    """The name in NAME said, “…”."""
    lead = text[since:start].rstrip()
    if not lead.endswith((",", ":")):
        return None
    cut = max((found.end() for found in _SENTENCE.finditer(lead)), default=0)
    inside = [mention for mention in here if since + cut <= mention.start < start]
    if not inside or not _LEAD.fullmatch(text, since + cut, inside[0].start):
        return None
    then = _THEN.match(text, inside[0].end, start)
    if then and then["verb"].casefold() in SPEECH:
        return _himself(text, inside[0], start)
    # "Odo turned to the window and said, “...”": one subject, and nobody else who might be it
    last = _AND_SAID.search(lead)
    if last is None or last["verb"].casefold() not in SPEECH:
        return None
    until = since + last.start()
    others = [mention for mention in inside[1:] if mention.start < until]
    if any(not _TO.search(text[inside[0].end : mention.start]) for mention in others):
        return None
    between = text[inside[0].end : until]
    return None if _NEW_SUBJECT.search(between) else _himself(text, inside[0], start)
