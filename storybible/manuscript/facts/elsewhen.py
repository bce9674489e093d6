"""Whether the sentence around a state (an age, looks, an office) says that it holds at another time.

"Mara was eighteen when the war began", "in the photograph Teo was twelve", "had been nineteen": none of them
says how old somebody is in the scene that is told.  Rather too often than too seldom: a state of another time
is never held against the scene.
"""

from __future__ import annotations

import re

KINDS = frozenset({"age", "trait", "office", "item"})
"""Kinds of facts that are states, which hold at a time."""

_AFTER = re.compile(
    r"(?:[^;:,.!?\"]*?[ ,])??(?<!and )(?<!but )(?:when|before|until|till|while|the (?:first "
    r"|last )?(?:day|night|year"
    r"|summer|winter|spring|autumn|week|month|time|morning|evening) (?:that |when )?(?!was|is|had)[^\W_]+"
    r"|(?:at|by|since|during) (?:the|that|her|his|their) (?:time|moment|age|wedding|war|flood"
    r"|birth|death|fire)"
    r"|(?:in|on|from) (?:th[eo]se days|that day|the old days)|at (?:his|her|their|the) [a-z]+'s "
    r"(?:death|birth|wedding|funeral)|by then|back then|then|once|years? ago|again)\b",
    re.I,
)
_NO_THEN = re.compile(r"(?:, and| and|,|;)? then [a-z]+(?:ed|ent|ame|ot|aid|ook|an|at|ood)\b")
_BEFORE = re.compile(
    r"\b(?:back then|in those days|at (?:the|that) time|by then|once|formerly|long ago|ago"
    r"|years (?:before|earlier)"
    r"|earlier|as a (?:child|boy|girl|baby|youth)|soon|one day|some ?day|eventually|(?:he|she) used to be)\b"
    r"|\A[\"' ]*to [A-Z][^\W_]+,"
    r"|(?<!years )(?<!year )(?<!months )(?<!month )(?<!weeks )(?<!week )(?<!days )(?<!day )"
    r"\b(?:before|after|until|till|during|since|by|at) (?:the|his|her|their|my|our|that) (?:[a-z]+ )?(?:war"
    r"|wedding|flood|fire|siege|battle|funeral|birth|death|fair|storm|famine|plague|accident"
    r"|move|voyage|divorce"
    r"|marriage|coronation|trial|strike|revolution|end|time|summer|winter|spring|autumn|year)\b"
    r"|\b(?:in|by|since|until|before|after|during|around|about|of) (?:the )?(?:[a-z]+ (?:of )?)?1\d{3}\b"
    r"|\b(?:in|by|since|until|before|after|during|around|about|of) (?:the )?(?:[a-z]+ (?:of )?)?20\d\d\b"
    r"|\bby (?:the )?(?:next |following )?(?:spring|summer|autumn|winter|christmas|easter|year|harvest)\b"
    r"|\b(?:last|the previous) (?:year|month|week|spring|summer|autumn|winter)\b"
    r"|\b(?:the|those|all the) (?:[a-z]+ )?(?:days?|years?|times?|summer|winter|spring"
    r"|autumn) (?:that |when |in which )?"
    r"(?:[^\s,;.]+ ){1,3}\Z",
    re.I,
)
_SHOWN = re.compile(
    r"\b(?:photo(?:graph)?s?|pictures?|portraits?|paintings?|drawings?|sketch(?:es)?|films?"
    r"|stor(?:y|ies)|tales?"
    r"|letters?|diar(?:y|ies)|journals?|books?|novels?|memor(?:y|ies)|dreams?|songs?|legends?|plays?|records?"
    r"|papers?|articles?|obituar(?:y|ies)|minds?|eyes of|thoughts|statues?|frescos?|murals?"
    r"|tapestr(?:y|ies))\b",
    re.I,
)
_SHOWN_THERE = re.compile(
    rf"\b(?:in|on|from|of|to|with) (?:[^\W_]+'s |[a-z]+ ){{1,3}}?{_SHOWN.pattern[2:]}"
    rf"|{_SHOWN.pattern}(?: of [^,.;]{{1,30}})? (?:show(?:s|ed)|told|tells?|said|says|of)\b",
    re.I,
)
_HAD = re.compile(
    r"\b(?:had|[^\W_]+'d)(?: (?:once|still|already|then|only|always|never|also|long"
    r"|[a-z]+ly))* (?:been|turned"
    r"|become|looked|had|worn|carried|held)(?: (?:once|still|already|then|only|the|a|an))* ?\Z",
    re.I,
)
_ACTS = re.compile(
    r"(?:[Aa]t|[Bb]y)(?: the age of)? [a-z0-9-]+(?: and a half)?,? [^\W_]+(?: [A-Z][^\W_]+)? ([a-z]+)"
)
"""“At nineteen, Mara married”: what somebody did is told of their youth; what they had or were, of now."""
_STATES = frozenset({"had", "has", "was", "is", "still", "owned", "knew", "ran", "led", "held"})
_JUST = re.compile(r"\b(?:just|now|recently|lately|newly)\b", re.I)


def elsewhen(text: str, start: int, end: int, since: int, until: int) -> bool:
    """Whether a state that stands from ``start`` to ``end`` of a sentence is one of another time.

    ``since`` and ``until`` bound the sentence; the signs are plain ones.
    """
    before, after = text[since:start], text[end:until]
    if (
        not before.strip(" \"'(")
        and (acts := _ACTS.match(text[start:until]))
        and acts[1].lower() not in (_STATES if "," in acts.group() else _STATES - {"had"})
        and not acts[1].endswith("s")
    ):
        return True
    if _AFTER.match(after) and not _NO_THEN.match(after):
        return True
    if _BEFORE.search(before) or _SHOWN_THERE.search(before) or _SHOWN_THERE.search(after[:80]):
        return True
    said = text[since:end]
    had = _HAD.search(text[since : start + _verb(text[start:end])])
    return had is not None and not _JUST.search(said[had.start() :])


def _verb(said: str) -> int:
    """How many characters of a reading its own verb takes: "been eighteen", "turned eighteen"."""
    found = re.match(r"(?:been|turned|become|be)\b", said, re.I)
    return found.end() if found else 0
