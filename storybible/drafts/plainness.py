"""Whether a sentence states something of the moment that is told, plainly: a finding needs no less.

A sentence that names another time ("when", "back then", "in 1890"), that looks ahead or back, or that gives
somebody's words or a picture may be right wherever the scene plays.  In doubt a sentence is not plain: a
missed contradiction costs less than a false one.
"""

from __future__ import annotations

import re

_OTHER_TIME = re.compile(
    r"\b(?:when|whenever|while|until|till|once|back\s+then|in\s+those\s+days|long\s+ago|ago|earlier|previously|formerly"
    r"|former|used\s+to|yesterday|tomorrow|someday|one\s+day|next\s+(?:year|month|week|spring|summer|autumn|winter|time)"
    r"|last\s+(?:year|month|week|spring|summer|autumn|winter|time)|first\s+met|the\s+(?:night|day|year|summer|winter|time|last\s+time|first\s+time)\s+\w+"
    r"|at\s+the\s+(?:time|flood|wedding|funeral|beginning|start|end)|during|in\s+(?:the\s+year\s+)?\d{3,4}|since|before|after|by\s+the\s+time"
    r"|would|will|shall|going\s+to|about\s+to|dread(?:s|ed)|look(?:s|ed|ing)\s+forward)\b",
    re.I,
)
_TOLD = re.compile(
    r"\b(?:said|says|told|tells|tell|lied|lies|claimed|claims|swore|wrote|writes|written|read|reads|according|register|paper|papers|film|movie"
    r"|chapter|photo(?:graph)?|picture|portrait|painting|story|stories|song|letter|diary|tape|recording|video|play(?:s|ed|ing)?|role|part"
    r"|thought|thinks|imagined|pretend(?:s|ed|ing)?|dream(?:s|ed|t)?|felt|feels|seem(?:s|ed)|look(?:s|ed)\s+(?:like|about|as|no)|as\s+if|as\s+though"
    r"|everyone|everybody|nobody|but|except|all\s+but|dog\s+years)\b",
    re.I,
)
_PLUPERFECT = re.compile(
    r"\b(?:had|’d|'d)\s+(?:\w+ly\s+|never\s+|just\s+|only\s+|already\s+|once\s+|not\s+)?"
    r"(?!(?:no|to|one|some|ten|seven|eleven|an|even|then|often)\b)"
    r"\w+(?:ed|en|wn|pt|ght|lt|nt|ood|ung|unk|one|ome|id|old|ade|ost|ept|elt|un|ot|ut|it|et|at|ad|een|egun|wam)\b",
    re.I,
)
_CHANGED = re.compile(
    r"\b(?:once|used\s+to"
    r"|(?:turn(?:s|ed|ing)|gone|went|going|fad(?:ed|es|ing)|becom(?:e|es|ing)|became|grown|grew)\s+(?:\w+\s+)?"
    r"(?:white|gr[ea]y|silver|red|green|black|brown|blond|dark|pale|purple|blue)"
    r"|lights?|lamp|moonlight|sunlight|firelight|candlelight|glow(?:ed)?|shadows?|jealous(?:y)?|envy|fight|fought"
    r"|punch(?:ed)?|swollen|bruis(?:ed|es)|crying|tears|wept|weeping|all\s+night|band|ribbon|comb|nest"
    r"|reflection|mirror)\b",
    re.I,
)
_AND = re.compile(r",\s+(?:and|but|so|yet)\s+")
_END = re.compile(r"[.!?…;][”\"’')]*(?=\s|\Z)")


def sentence_at(text: str, start: int, end: int, begin: int, stop: int) -> tuple[int, int]:
    """The sentence of a paragraph (from ``begin`` to ``stop``) that a stretch of the text stands in."""
    first = begin
    for found in _END.finditer(text, begin, start):
        first = found.end()
    last = _END.search(text, end, stop)
    return first, last.end() if last else stop


def clause_at(text: str, start: int, end: int, begin: int, stop: int) -> tuple[int, int]:
    """The part of its sentence, between its ", and" and ", but", that a stretch stands in."""
    first, last = sentence_at(text, start, end, begin, stop)
    for cut in _AND.finditer(text, first, last):
        if cut.end() <= start:
            first = cut.end()
        elif cut.start() >= end:
            return first, cut.start()
    return first, last


def shows_looks(text: str, start: int, end: int, begin: int, stop: int) -> bool:
    """Whether the sentence of a stretch shows how somebody looks: no picture, no change, no play of light.

    When it does so matters less: eyes stay as they are.
    """
    first, last = clause_at(text, start, end, begin, stop)
    return not (_TOLD.search(text, first, last) or _CHANGED.search(text, first, last))


def is_plain(text: str, start: int, end: int, begin: int, stop: int, past: bool = False) -> bool:
    """Whether the sentence of a stretch says what is so in the scene, and nothing about any other time.

    ``past``: the stretch itself may stand in the pluperfect, as a span that has passed does.
    """
    first, last = clause_at(text, start, end, begin, stop)
    around = text[first:start] + " " + text[end:last]
    if _OTHER_TIME.search(around) or _TOLD.search(around):
        return False
    return not _PLUPERFECT.search(around if past else text[first:last])
