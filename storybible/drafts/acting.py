"""Who does something before the reader's eyes: people who act, by name, in the scene that is told.

Only what a name's own verb shows to happen there and then (`verbs`).  What somebody was, had, or did for
years may be told of the dead as well, and so may anything that the words put into another time, a habit, a
wish, a comparison or somebody's mouth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from storybible.drafts.plainness import AROUND, END, is_habit, is_present, is_said
from storybible.drafts.verbs import HAS, PAST, PRESENT, doing, gesture, movement
from storybible.manuscript.facts.passage import Passage, flattened
from storybible.manuscript.flags import doubts
from storybible.manuscript.mentions import Mention
from storybible.manuscript.prose import Paragraph

if TYPE_CHECKING:
    from storybible.drafts.context import Draft

_THEN = (
    r"(?:,[^,.;!?\"]{1,50},)?"
    r"(?: (?:then|only|just|suddenly|merely|simply|now|too|also|at last|again|[a-z]+ly))* "
)
_PAST = re.compile(rf"{_THEN}(?:(?P<gesture>{gesture(PAST)}|{doing(PAST)})|{movement(PAST)})")
_PRESENT = re.compile(rf"{_THEN}(?P<gesture>{gesture(PRESENT)}|{doing(PRESENT)}|{movement(PRESENT)}|{HAS})")
_AND = re.compile(
    r"(?:(?:, and|, but| and|,)(?: then| again)?(?: he| she)?|[.!?] (?:He|She))(?: [a-z]+ly)? "
    rf"(?:{gesture(PAST)}|{movement(PAST)})"
)
"""Another act beside the first."""
_NEAR = 120
_FEW = 2
"""Sentences of a paragraph that is all beat."""
_GENERAL = re.compile(
    r"\b(?:every|(?<!had )(?<!has )always|often|usually|used to|would|all (?:his|her) life|in those days"
    r"|for years|times"
    r"|known|whenever"
    r")\b|\b(?:to|at)\s+(?:the\s+|his\s+)?(?!hers|his|ours|yours|us|this"
    r"|yes)[a-z]+[^s\W]s\b",
    re.I,
)
"""What was so at all times, or was done to many."""
_UNDER = re.compile(
    r"\b(?:when|while|as|if|because|that|who|whom|whose|which|where|until|till|before|after|since|how|what"
    r"|why"
    r"|whether|than|like"
    r"|though|although|so|lest|unless|once|for)\b",
    re.I,
)
_OTHER = re.compile(r"\b(?:young|little|baby|small|other|another|second|junior|the|an?)\s*\Z", re.I)
_TOGETHER = re.compile(r"[\W_]*(?:then |now )?(?:[A-Z]\w+(?: [A-Z]\w+)?|He|She|They|I),? and ")
_FIRM = re.compile(r"n't\b|\bnot\b|\bnothing\b|\bwants to know\b")
"""What is denied or wanted here is seen all the same."""
_IN_CAME = re.compile(
    r"\b(?:In|Out|Up|Down|Back|Along|Over) (?P<verb>came|comes|went|goes|walked|walks|strode|strides) \Z"
)
_LONGER = re.compile(r"['’]s\b|\s+(?:of|the)\s|[ \n](?-i:[A-Z])\w")
_LONG_PAST = re.compile(
    r"\b(?:had|['’]d)\s+(?:\w+ly\s+|never\s+|just\s+|only\s+|always\s+|once\s+)*\w+(?:ed|en|wn|ght|lt|nt"
    r"|ood|ung|one|ome|id|ade|ost"
    r"|ept|elt|ut|it|at|ad|een)\b|\b(?:remember|recall|dream|memor|imagin|ghost|vision|portrait|photograph"
    r"|picture|graves?|tomb|coffin|churchyard|cemetery"
    r"|statue|heaven|spirit)\w*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody does, from their name to their verb."""

    mention: Mention
    start: int
    end: int


def acts(draft: Draft, whose: frozenset[str]) -> Iterator[Act]:
    """What people do in the scenes of a draft, of those whom ``whose`` names."""
    if not whose:
        return
    text = flattened(draft.prose.readable)
    passage: Passage | None = None
    for mention in draft.mentioned.mentions:
        if mention.who not in whose or mention.possessive or not mention.sure:
            continue
        paragraph = draft.prose.paragraph_at(mention.start)
        if paragraph is None or paragraph.heading or draft.aside(mention.start):
            continue
        if passage is None or passage.start != paragraph.start:
            passage = _passage(draft, text, paragraph)
        end = _acted(draft, passage, mention)
        if end is not None:
            yield Act(mention, mention.start, end)


def _passage(draft: Draft, text: str, paragraph: Paragraph) -> Passage:
    mentioned = draft.mentioned
    inside = mentioned.within(paragraph.start, paragraph.end)
    return Passage(text, paragraph.start, paragraph.end, mentioned.cast, inside, mentioned.in_speech)


def _acted(draft: Draft, passage: Passage, mention: Mention) -> int | None:
    """Where the verb of a name ends, if what it does happens there and then."""
    found = _verb(draft, passage, mention)
    entering = _IN_CAME.search(passage.text, passage.sentence(mention.start)[0], mention.start)
    if found is None and entering is not None and not draft.telling.in_letter(mention.start):
        return _entered(draft, passage, mention, entering)
    if found is None or _LONGER.match(passage.text, mention.end) or mention.title in ("little", "young"):
        return None
    text, end = passage.text, found.end()
    first, last = draft.sentence(mention.start, end)
    lead = text[first : mention.start]
    if _UNDER.search(lead) or _OTHER.search(lead) or is_habit(text, first, last):
        return None
    if is_said(text, mention.start, end, first, last) or not is_present(
        text, mention.start, end, first, last
    ):
        return None
    if _LONG_PAST.search(text, max(passage.start, first - AROUND), last):
        return None
    if found.re is _PAST and not _is_scene(draft, passage, mention):
        return None
    at = found.start("gesture") if found["gesture"] else _verb_start(found)
    who = passage.subject_before(at)
    together = who.grammar == "plural" and _TOGETHER.fullmatch(lead) is not None
    if passage.person(mention) is None or not (together or (who.id == mention.who and who.grammar == "name")):
        return None
    firm = _FIRM.search(found.group()) is not None
    return None if not firm and doubts(text, mention.start, end, first, last) else end


def _is_scene(draft: Draft, passage: Passage, mention: Mention) -> bool:
    """Whether the paragraph of an act in the past shows a scene, and does not sum up a life.

    It has direct speech, or somebody else in it, or next to nothing; and no word of what was so at all times.
    """
    start, end = draft.around(mention.start, mention.end)
    if _GENERAL.search(passage.text, start, end):
        return False
    others = [m for m in draft.mentioned.within(start, end) if m.who and m.who != mention.who]
    kinds = draft.mentioned.cast.kind_of
    return (
        any(kinds.get(other.who or "") == "character" for other in others)
        or bool(draft.mentioned.speeches_near(start, end))
        or len(list(END.finditer(passage.text, start, end))) <= _FEW
    )


def _entered(draft: Draft, passage: Passage, mention: Mention, found: re.Match[str]) -> int | None:
    """The end of a name that comes in: "In came Odo with the tray"."""
    text = passage.text
    first, last = draft.sentence(mention.start, mention.end)
    tense = draft.telling.tense(mention.start)
    fits = not tense or (tense == PRESENT) == found["verb"].endswith("s")
    plain = is_present(text, found.start(), mention.end, first, last) and not is_habit(text, first, last)
    alone = passage.person(mention) is not None and not _LONGER.match(text, mention.end)
    past = _LONG_PAST.search(text, max(passage.start, first - AROUND), last)
    return (
        mention.end
        if fits and plain and alone and not past and found.start() == first + _gap(text, first)
        else None
    )


def _gap(text: str, at: int) -> int:
    return len(text[at:]) - len(text[at:].lstrip(" \"'\n"))


def _verb(draft: Draft, passage: Passage, mention: Mention) -> re.Match[str] | None:
    """What stands after a name as its verb, in the tense that the scene is told in."""
    text, tense = passage.text, draft.telling.tense(mention.start)
    if draft.telling.in_letter(mention.start):  # its past may be any time before it
        found = _PRESENT.match(text, mention.end, passage.end)
        return found if found is not None and found["gesture"].startswith("has ") else None
    if tense != PAST:
        found = _PRESENT.match(text, mention.end, passage.end)
        if found is not None:
            return found
    if tense == PRESENT:
        return None
    found = _PAST.match(text, mention.end, passage.end)
    if found is None or found["gesture"]:
        return found
    return found if _AND.search(text, found.end(), min(passage.end, found.end() + _NEAR)) else None


def _verb_start(found: re.Match[str]) -> int:
    lead = re.match(_THEN, found.group())
    return found.start() + (lead.end() if lead is not None else 0)
