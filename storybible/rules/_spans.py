"""What the spans that a draft states are counted from: an event, a death, a birth, a marriage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from storybible.diagnostics import Evidence
from storybible.manuscript.candidate import Candidate
from storybible.when import Amount, Problem, parse_amount

if TYPE_CHECKING:
    from storybible.drafts.context import Draft

LIVES = {"death": "died", "birth": "was born", "wedding": "married", "marriage": "married"}
_SINCE = re.compile(r"\bsince\b", re.I)
_LED = re.compile(
    r"[\W_]*(?:(?:and|but|now|still|by\s+now|by\s+then|already)\b[,\s]*)*"
    r"(?:it|this)(?:(?:\s+(?:had|has)|['’]s)\s+been|\s+(?P<was>was|is)|(?P<s>['’]s))"
    r"(?:\s+(?:now|already|almost|nearly|all\s+of|barely|only|just|about|some|quite|fully|over|more\s+than"
    r"|exactly))*\s+",
    re.I,
)
"""“It had been” before “nine years since the wedding”."""
_WAS = re.compile(
    r"(?:\A|[.!?…;]|,\s+(?:and|but|so))[\W_]*(?P<what>(?:the|[^\W_]+['’]s)\s+[\w’' -]{2,40}?"
    r"|[^\W_]+['’]s\s+[a-z]+|(?:our|my)\s+wedding)\s+"
    r"(?P<verb>was|were|lay|is|are|lies|had\s+been)\s+(?:now\s+|nearly\s+|almost\s+|only\s+|already\s+"
    r"|all\s+of\s+)*\Z",
    re.I,
)
"""“The wedding was” before “nine years ago”."""
_OF = re.compile(
    r"(?:the\s+)?(?P<word>death|birth|wedding|marriage)\s+of\s+(?P<name>.+)"
    r"|(?P<owner>.+?)['’]s?\s+(?P<noun>death|birth|wedding"
    r"|marriage)", re.I,
)  # fmt: skip
_DIED = re.compile(
    r"\s+(?:had\s+)?(?:(?P<died>died|drowned|perished|was\s+killed|been\s+killed)|(?:was|been)\s+born"
    r"|married)\b",
    re.I,
)


_WHO = r"(?:[^\W\d_][\w’'-]*(?:\s+[^\W\d_][\w’'-]*){0,3})"
_VERB = r"(?P<verb>died|drowned|was\s+killed|was\s+born|were\s+married|(?:got\s+)?married|was\s+married\s+to)"
_DONE = re.compile(rf"\A[\W_]*{_WHO}\s+(?:had\s+)?{_VERB}(?:(?<=married)\s+{_WHO})?\s+\Z", re.I)
_DONE_AFTER = re.compile(rf",?\s+{_WHO}\s+{_VERB}(?=[\s.,;!?])", re.I)
_STILL = re.compile(r"\b(?:still|now|today|even\s+now|to\s+this\s+day|yet)\b", re.I)
Source = tuple[int, str, tuple[str, ...], tuple[Evidence, ...]]
"""A point, words for it, whom it concerns, and what else says so."""


@dataclass(frozen=True, slots=True)
class Span:
    """A span of ``amount`` from ``source`` (a point in story time) to the moment of the scene.

    ``since`` says from what in words, ``who`` are the records that it concerns; ``lead`` is where its clause
    begins in the text.
    """

    candidate: Candidate
    lead: int
    source: int
    since: str
    who: tuple[str, ...]
    amount: Amount
    evidence: tuple[Evidence, ...] = ()


def told(draft: Draft) -> Iterator[tuple[Candidate, str, str]]:
    """Spans since an event that are said of the scene: the reading, the event, the amount."""
    for candidate in draft.candidates:
        value: dict[str, Any] = candidate.value if isinstance(candidate.value, dict) else {}
        if candidate.kind not in ("jump", "anchor") or not value.get("amount"):
            continue
        event, said = draft.event_named(value.get("anchor")), candidate
        if event is not None and value.get("direction") == "later":
            lead = _lead(draft, candidate)
            if lead is None:
                continue
            said = replace(candidate, start=lead)
        elif value.get("direction") == "earlier" and value.get("anchor") is None:
            found = _was(draft, candidate)
            event = draft.event_named(found[1]) if found is not None else None
            if event is None or found is None:
                continue
            said = replace(candidate, start=found[0])
        if event is not None and _of_now(draft, said):
            yield said, event, str(value["amount"])


def lives(draft: Draft) -> Iterator[Span]:
    """Spans since somebody's birth, death or marriage that are said of the scene."""
    for candidate in draft.candidates:
        value: dict[str, Any] = candidate.value if isinstance(candidate.value, dict) else {}
        if candidate.kind in ("age", "trait", "item", "office", "relationship"):
            continue
        amount = parse_amount(
            str(value.get("amount") or "none"), draft.story.calendar, draft.story.config.widths
        )
        if isinstance(amount, Problem):
            continue
        found: Source | None = None
        lead: int | None = candidate.start
        if candidate.kind in ("jump", "anchor") and value.get("direction") == "later":
            lead = _lead(draft, candidate)
            found = _life(draft, candidate, value.get("anchor"))
        elif (
            candidate.kind in ("jump", "anchor")
            and value.get("direction") == "earlier"
            and not value["anchor"]
        ):
            ago = _was(draft, candidate)
            found = _named_life(draft, ago[1], candidate.start) if ago is not None else None
            lead = ago[0] if ago is not None else lead
            if found is None:
                lead, found = _did(draft, candidate)
        elif candidate.kind == "marriage" and value.get("lasted"):
            found = married(draft, candidate.subject, value.get("with"))
        elif candidate.kind == "death" and value.get("lasted") and candidate.subject:
            found = point_of(draft, candidate.subject, "death")
        if found is None or lead is None or not _of_now(draft, replace(candidate, start=lead)):
            continue
        source, since, who, evidence = found
        yield Span(candidate, lead, source, since, who, amount, evidence)


def point_of(draft: Draft, who: str, noun: str) -> Source | None:
    """The point of somebody's birth, death or only marriage, with words for it; None where none is stated."""
    encoding = draft.timeline.encoding
    if noun in ("wedding", "marriage"):
        return married(draft, who, None)
    points = encoding.births if noun == "birth" else encoding.deaths
    if who not in points or (noun == "death" and who not in encoding.died_by_statement):
        return None
    return points[who], f"{draft.story.label(who)} {LIVES[noun]}", (who,), ()


def married(draft: Draft, who: str | None, other: object) -> Source | None:
    """Where somebody's marriage (with somebody) begins; None where there is none, or more than one."""
    found = []
    for tie in draft.story.relationships.values():
        partners = tuple(ref.id for ref in tie.who if ref.id)
        if tie.tie.value == "married" and who in partners and (other is None or other in partners):
            found.append((tie, partners))
    if len(found) != 1 or found[0][0].says is not None:
        return None
    tie, partners = found[0]
    points = draft.timeline.encoding.period(tie)
    if points.begin is None or points.end is not None:
        return None
    names = " and ".join(draft.story.label(partner) for partner in partners)
    return points.begin, f"{names} married", partners, ()


def _life(draft: Draft, candidate: Candidate, anchor: object) -> Source | None:
    """What "since Odo's death" and "since Odo died" are counted from."""
    text = draft.prose.readable
    if anchor is None:
        mention = next(iter(draft.mentioned.within(candidate.end, candidate.end + 3)), None)
        verb = _DIED.match(text, mention.end) if mention is not None and mention.who else None
        if mention is None or mention.who not in draft.story.characters or verb is None:
            return None
        said = verb.group().casefold()
        noun = "death" if verb["died"] else "birth" if "born" in said else "marriage"
        return point_of(draft, mention.who, noun)
    return _named_life(draft, str(anchor), candidate.start)


def _named_life(draft: Draft, what: str, offset: int) -> Source | None:
    """What "Odo's death", "the death of Odo" and "our wedding" are."""
    if re.fullmatch(r"(?:our|my)\s+(?:wedding|marriage)", what, re.I):
        return married(draft, draft.telling.narrator(offset), None)
    found = _OF.fullmatch(what)
    if found is None:
        return None
    name = (found["name"] or found["owner"]).strip()
    people = [i for i in draft.story.names.candidates(name, ("character",)) if i in draft.story.characters]
    return (
        point_of(draft, people[0], (found["word"] or found["noun"]).casefold()) if len(people) == 1 else None
    )


def _did(draft: Draft, candidate: Candidate) -> tuple[int, Source | None]:
    """What "Odo died nine years ago" is counted from, and where that clause begins."""
    text = draft.prose.readable
    first, last = draft.sentence(candidate.start, candidate.end)
    before, after = text[first : candidate.start], text[candidate.end : last]
    verb = _DONE.search(before) or (_DONE_AFTER.match(after) if not before.strip(" \t\r\n“\"‘'(") else None)
    if verb is None:
        return first, None
    since, until = candidate.end, candidate.end + verb.end()
    if verb.re is _DONE:
        since, until = first, candidate.start
    named = draft.mentioned.within(since, until)
    people = [m.who for m in named if m.who in draft.story.characters and not m.possessive]
    own = draft.telling.narrator(candidate.start)
    if re.search(r"\b(?:I|me|we|us)\b", text[since:until], re.I) and own:
        people.append(own)
    said = verb["verb"].casefold()
    noun = "wedding" if "mar" in said else "birth" if "born" in said else "death"
    if noun == "wedding" and 1 <= len(people) <= 2:
        return first, married(draft, people[0], people[1] if len(people) == 2 else None)
    return first, point_of(draft, people[0] or "", noun) if len(people) == 1 and noun != "wedding" else None


def _sentence_start(draft: Draft, offset: int) -> int:
    paragraph = draft.prose.paragraph_at(offset)
    if paragraph is None:
        return offset
    return draft.sentence(offset, offset)[0]


def _lead(draft: Draft, candidate: Candidate) -> int | None:
    """Where the clause of a span begins that is said of what is told; None where it may be about anything."""
    text = draft.prose.readable
    first = _sentence_start(draft, candidate.start)
    led = _LED.fullmatch(text, first, candidate.start)
    if led is not None and _SINCE.search(text, candidate.start, candidate.end + 1):
        return first if not draft.telling.out_of_tense(first, candidate.start, first, candidate.end) else None
    if text[first : candidate.start].strip(" \t\r\n“\"‘'("):
        return None
    rest = text[candidate.end : draft.sentence(candidate.start, candidate.end)[1]]
    still = _STILL.search(rest) is not None and not draft.telling.out_of_tense(
        candidate.end, candidate.end + len(rest), candidate.start, candidate.end + len(rest)
    )
    if not _SINCE.search(candidate.quote) and not still and not draft.opens_scene(candidate.start):
        return None  # "nine years after the wedding" may tell of then, or look ahead
    return candidate.start


def _was(draft: Draft, candidate: Candidate) -> tuple[int, str] | None:
    """Where "The wedding was" before "nine years ago" begins, and what it names."""
    text = draft.prose.readable
    first = _sentence_start(draft, candidate.start)
    found = _WAS.search(text[first : candidate.start])
    if found is None or draft.telling.out_of_tense(
        first + found.start("verb"), candidate.start, first, candidate.end
    ):
        return None
    return first + found.start("what"), found["what"]


def _of_now(draft: Draft, candidate: Candidate) -> bool:
    """Whether a span is plainly said of the moment that is told."""
    return draft.plain(candidate) and not draft.telling.earlier(candidate.start)
