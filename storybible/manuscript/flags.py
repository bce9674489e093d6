"""Why a reading may not be meant as a plain statement: speech, negation, hypothesis, plan, hedge, memory.

A flag is given rather once too often: a flagged candidate never makes an error.
"""

from __future__ import annotations

import re

from storybible.manuscript.candidate import HEDGED, HYPOTHETICAL, NEGATED, PLANNED

_CLAUSE = re.compile(
    r"[;:()]|--|—|–|,(?= (?:and|but|so|for|yet|he|she|they|it|we|i|the|nor|who|which)\b)"
    r"|\b(?:and|but)(?= (?:he|she|they|it|we|i|then|now|[A-Z])\b)",
)
_NEGATED = re.compile(
    r"\b(?:not(?! only\b)|never|neither|nor|no longer|cannot|nobody|no one|none|without|far from)\b|n't\b",
    re.I,
)
_HYPOTHETICAL = re.compile(
    r"\b(?:if|unless|whether|suppos(?:e|ing)|wish(?:ed|es)?|as though|could have|would have|might have"
    r"|should have"
    r"|would rather|imagin(?:e|ed|ing)|provided|in case|otherwise|pretend(?:ed|ing)?|even though he were)\b",
    re.I,
)
_PLANNED = re.compile(
    r"\b(?:will|shall|would|going to|about to|intend(?:s|ed|ing)?|plan(?:s|ned|ning)?|means? to|meant to"
    r"|hop(?:e|es|ed|ing) to"
    r"|promis(?:e|es|ed|ing)|want(?:s|ed)? to|were to|was to|is to|are to|expect(?:s|ed)?|ought to|until|till"
    r"|should|let us|let me|agreed to|decided to)\b|'ll\b",
    re.I,
)
_HEDGED = re.compile(
    r"\b(?:maybe|perhaps|probably|possibly|seem(?:s|ed|ing)?|appear(?:s|ed)? to|apparently|supposed|might|may"
    r"|could|must|guess(?:ed)?|(?<!the )thought|think|thinks|believ(?:e|es|ed)|rumou?r(?:ed"
    r"|s)?|they say|it is said|was said"
    r"|said to|look(?:s|ed) (?:like|about|to be|as)|doubt(?:s|ed)?|likely|almost|nearly|half|as good as"
    r"|likes? to say|claimed"
    r"|(?:said|says|swore|declared|exclaimed|insisted|told \w+|heard|written|wrote|lie|lied|boasted) that"
    r"|pretended|felt|as if|like an?|you'd think|fancied|suspect(?:s|ed)?|reckon(?:ed)?|dare say|daresay)\b",
    re.I,
)
_QUESTION = (
    "do|does|did|is|are|was|were|have|has|had|can|could|will|would|shall|should|may|might|must|what|who|whom|whose|how|why"
    "|when|where|which|am"
)
_ASKED = re.compile(rf",? (?:and|but|so) (?:{_QUESTION})\b|[—–;:]\s*(?:{_QUESTION})\b", re.I)
_ASKS = re.compile(rf"[\W_]*(?:and |but |so )?(?:{_QUESTION})\b", re.I)
_JUDGED_APART = re.compile(r"\b(?:almost|nearly|half|could|may|might|felt|likely)\b", re.I)


def doubts(
    text: str, start: int, end: int, since: int, until: int, value_is_hedged: bool = False
) -> list[str]:
    """The flags that the words around a reading give it.

    ``since`` and ``until`` bound its sentence.  What negates or hedges the number itself ("not yet twenty",
    "about forty") is a part of the value where ``value_is_hedged``.
    """
    clause = since
    for cut in _CLAUSE.finditer(text, since, start):
        clause = cut.end()
    before = text[clause:start]
    said = text[clause:end]
    after = text[end : min(until, end + 60)]
    tail = _CLAUSE.search(after)
    after = after[: tail.start()] if tail else after
    flags = []
    if _NEGATED.search(before if value_is_hedged else said) or re.match(r" (?:no longer|not)\b", after, re.I):
        flags.append(NEGATED)
    if (
        _HYPOTHETICAL.search(text[since:end])
        or re.search(r"\bas if\b", said, re.I)
        or re.match(r"[^.!;:]*?(?<!\bas)(?:,? if | unless )", text[end:until], re.I)
        or (re.search(r"\?[\"')]*\s*\Z", text[end:until]) and not _asked_apart(text, since, end, until))
        or re.search(
            r"\A[\"' ]*(?:had|were|should) (?:he|she|i|it|[A-Z][a-z]+|the|they|we)\b", text[since:start], re.I
        )
    ):
        flags.append(HYPOTHETICAL)
    if _PLANNED.search(said):
        flags.append(PLANNED)
    hedge = _HEDGED.search(before if value_is_hedged else said)
    if hedge and not (
        value_is_hedged and _JUDGED_APART.fullmatch(hedge.group()) and hedge.end() + 1 >= len(before)
    ):
        flags.append(HEDGED)
    return flags


def _asked_apart(text: str, since: int, end: int, until: int) -> bool:
    """Whether only what comes after a statement is the question: "It is late, and do you know ...?"."""
    later = _ASKED.search(text, end, until)
    return later is not None and _ASKS.match(text, since) is None and "," not in text[end : later.start()]
