"""Whether a sentence states something of the moment that is told, plainly: a finding needs no less.

A sentence that names another time ("when", "back then", "in 1890"), that looks ahead or back, or that gives
somebody's words or a picture may be right wherever the scene plays.  In doubt a sentence is not plain: a
missed contradiction costs less than a false one.
"""

from __future__ import annotations

import re

from storybible.manuscript.facts.passage import LONGEST

AROUND = 1500
"""A paragraph is looked at no farther than this many characters from the words in question."""
_OTHER_TIME = re.compile(
    r"\b(?:when|whenever|while|until|till|once|back\s+then|in\s+those\s+days|long\s+ago|ago|earlier"
    r"|previously|formerly"
    r"|former|used\s+to|yesterday|tomorrow|someday|one\s+day|next\s+(?:year|month|week|spring|summer|autumn"
    r"|winter|time)"
    r"|last\s+(?:year|month|week|spring|summer|autumn|winter|time)|first\s+met|the\s+(?:night|day|year"
    r"|summer|winter|time|last\s+time|first\s+time)\s+\w+"
    r"|at\s+the\s+(?:time|flood|wedding|funeral|beginning|start|end)|during|in\s+(?:the\s+year\s+)?\d{3,4}"
    r"|since|before|after|by\s+the\s+time"
    r"|would|will|shall|going\s+to|about\s+to|dread(?:s|ed)|look(?:s|ed|ing)\s+forward)\b",
    re.I,
)
_LONG_AGO = re.compile(
    r"\b(?:when|whenever|once|back\s+then|in\s+those\s+days|long\s+ago|ago|earlier|previously|formerly"
    r"|used\s+to|yesterday|until|till"
    r"|(?:the|that)\s+(?:night|day|year|summer|winter|spring|autumn|time|last\s+time|first\s+time)\s+(?:\w+"
    r"|[.,;])|in\s+(?:the\s+year\s+)?\d{4}"
    r"|(?:years|months|weeks|days|long)\s+before|as\s+a\s+(?:boy|girl|child|young\s+\w+)|in\s+(?:his"
    r"|her)\s+(?:youth|day|time)"
    r"|last\s+(?:year|month|week|spring|summer|autumn|winter|night|time)|would)\b",
    re.I,
)
"""Words that tell of another time than the scene's."""
_SET_APART = re.compile(
    r"[\W_]*(?:and\s+|but\s+)?(?:to|in|with|for|at|on|by|under|inside|from)\s+"
    r"(?!now|last|first|fact|truth|least|all|(?:mon|tues|wednes|thurs|fri|satur|sun)day)",
    re.I,
)
_ONLY_THERE = re.compile(
    r"\W*(?:at\s+least|for\s+(?:the|a|an)|that\s+(?:day|night|time)|in\s+the\s+(?:dark|light)|to\s+\w+)\b",
    re.I,
)
_HABIT = re.compile(
    r"\b(?:all\s+(?:his|her)\s+life|every|always|often|never|sometimes|usually|each|will"
    r"|for\s+(?:\w+\s+){0,3}years|since"
    r"|any|anybody|anyone|nobody|everybody|everyone|everything|whoever|men|women|people|in\s+(?:those|these)"
    r"|during|many|years?)\b",
    re.I,
)
"""Words that tell what somebody did at all times, or of what they were like."""
_SAYS = re.compile(
    r"\b(?:said|says|say|saying|told|tells|tell|lied|lies|claim(?:s|ed)?|swore|swears?|wrote|writes|written"
    r"|according|thought"
    r"|thinks?|imagin(?:es?|ed)|pretend(?:s|ed|ing)?|dream(?:s|ed|t|ing)?|felt|feels?|feeling|seem(?:s|ed)?"
    r"|maintain(?:s|ed)?"
    r"|insist(?:s|ed)?|announc(?:es?|ed)|declar(?:es?|ed)|guess(?:es|ed)?|reckon(?:s|ed)?|suppos(?:es?|ed)"
    r"|suspect(?:s|ed)?"
    r"|believ(?:es?|ed)|hear(?:s|d)?|hop(?:es?|ed)|wish(?:es|ed)?|fear(?:s|ed)?|jok(?:es?|ed)|boast(?:s"
    r"|ed)?|whisper(?:s|ed)?"
    r"|argu(?:es?|ed)|admit(?:s|ted)?|suggest(?:s|ed)?|deem(?:s|ed)?|call(?:s|ed)?|fanc(?:y|ies|ied)"
    r"|consider(?:s|ed)?"
    r"|rumou?rs?|gossip|legends?|by\s+all\s+accounts|in\s+the\s+eyes\s+of|in\s+(?:his|her|their"
    r"|my)\s+(?:mind|head|heart|thoughts)"
    r"|look(?:s|ed)?\s+(?:like|about|as|no|to\s+be)|passe[sd]\s+for|playing|played|plays"
    r"|let\s+it\s+be\s+known|wanted|wants|to\s+hear|if)\b",
    re.I,
)
"""What stands before a statement and makes it somebody's words or thoughts."""
_TAGGED = re.compile(r"[”\"’'»][\s,—–]*\Z")
"""Speech that ends right before "said": the words are those, not what follows."""
_SAYS_AFTER = re.compile(
    r"[,—–-]+\s*(?:or\s+)?(?:as\s+)?(?:so\s+)?(?:he|she|they|it|I|people|some|everyone|everybody|the\s+\w+"
    r"|[A-Z]\w+)\s+"
    r"(?:had\s+|always\s+|often\s+|then\s+)?(?:said|says|say|told|tells|thought|thinks|think|claimed|claims"
    r"|swore|swears|wrote"
    r"|writes|guessed|reckoned|supposed|suppose|believed|believe|felt|feel|fancied|decided|maintained"
    r"|insisted|imagined"
    r"|pretended|liked\s+to|likes\s+to|seemed)\b"
    r"|,\s+(?:said|says|thought|thinks|claimed|claims|swore|swears|wrote|writes|insisted"
    r"|insists)\s+(?:[A-Z]|he|she|the|I)\w*"
    r"|\b(?:at\s+heart|in\s+spirit|at\s+a\s+guess|by\s+the\s+feel|if\s+(?:he|she|it|I)\s+(?:was|were"
    r"|is)\s+a\s+day|by\s+(?:his|her)\s+own"
    r"\s+(?:account|reckoning|count)|to\s+look\s+at|dog\s+years|it\s+(?:was|is)\s+said|on\s+paper|or\s+so)\b",
)
"""What follows a statement and takes it back in part: whose words it is, or how it is meant."""
_PICTURES = (
    r"(?:register|papers?|film|movie|chapter|photo(?:graph)?s?|pictures?|portraits?|paintings?|drawings?"
    r"|sketch"
    r"|stor(?:y|ies)|tales?|songs?|letters?|diar(?:y|ies)|tapes?|recordings?|videos?|r[oô]les?|parts?\s+of"
    r"|the\s+(?:part|play)|mirrors?|games?|coins?|statues?|carvings?|tapestr(?:y|ies)|medals?|stamps?"
    r"|banners?|stage)"
)
_COMPARED = (
    r"(?:(?:in|on|across)\s+the\s+(?:glass|page|stone|wall)|as\s+if|as\s+though|like\s+(?:an?|the)"
    r"|(?:nobody|no\s+one|everyone|everybody|all|any|anything|nothing)\s+but|all\s+but|except|in\s+name"
    r"|signs?\s+(?:said|says))"
)
_SHOWN = re.compile(rf"\b(?:{_PICTURES}|{_COMPARED})\b", re.I)
_SHOWN_THERE = re.compile(
    rf"\b(?:(?:in|on|from|of|to)\s+(?:the|an?|his|her|my|their|our|that|this"
    rf"|[^\W_]+['’]s)\s+(?:\w+\s+)?{_PICTURES}"
    rf"|{_COMPARED})\b",
    re.I,
)
"""A picture, a story, a comparison or an exception, before or after a statement."""
_TAKEN_BACK = re.compile(
    r"[,;:—–.-]+\s*(?:no|not\s+(?:quite|that)|well|or\s+rather|or\s+was\s+it"
    r"|I\s+mean)\b(?=[\s,;—–.-])(?!\s+(?:one|longer|more|man|woman|\w+er)\b)"
    r"|\bor\s+(?:rather|was\s+(?:it|he|she))\b|\bno,\s",
    re.I,
)
"""Somebody corrects what has just been stated."""
_PLUPERFECT = re.compile(
    r"\b(?:had|’d|'d)\s+(?:\w+ly\s+|never\s+|only\s+|already\s+|once\s+|not\s+)?"
    r"(?!(?:no|to|one|some|ten|seven|eleven|an|even|then|often)\b)"
    r"\w+(?:ed|en|wn|pt|ght|lt|nt|ood|ung|unk|one|ome|id|old|ade|ost|ept|elt|un|ot|ut|it|et|at|ad|een|egun"
    r"|wam)\b",
    re.I,
)
_CHANGED = re.compile(
    r"\b(?:once|used\s+to"
    r"|(?:turn(?:s|ed|ing)|gone|went|going|fad(?:ed|es|ing)|becom(?:e|es|ing)|became|grown"
    r"|grew)\s+(?:\w+\s+)?"
    r"(?:white|gr[ea]y|silver|red|green|black|brown|blond|dark|pale|purple|blue)"
    r"|lights?|lamp|moonlight|sunlight|firelight|candlelight|glow(?:ed)?|shadows?|jealous(?:y)?|envy|fight"
    r"|fought"
    r"|punch(?:ed)?|swollen|bruis(?:ed|es)|crying|tears|wept|weeping|all\s+night|band|ribbon|comb|nest"
    r"|reflection|mirror|flour|soot|chalk|paint|ink|blood)\b",
    re.I,
)
_AND = re.compile(r",\s+(?:and|but|so|yet)\s+")
END = re.compile(r"[.!?…;][”\"’')]*(?=\s|\Z)")


def sentence_at(text: str, start: int, end: int, begin: int, stop: int) -> tuple[int, int]:
    """The sentence of a paragraph (from ``begin`` to ``stop``) that a stretch of the text stands in.

    At most `LONGEST` characters to either side are looked at.
    """
    first = max(begin, start - LONGEST)
    for found in END.finditer(text, first, start):
        first = found.end()
    stop = min(stop, end + LONGEST)
    last = END.search(text, end, stop)
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
    return not (is_said(text, start, end, first, last) or _CHANGED.search(text, first, last))


def is_present(text: str, start: int, end: int, begin: int, stop: int) -> bool:
    """Whether nothing in the sentence of a stretch speaks of another time than the scene's."""
    first, last = sentence_at(text, start, end, begin, stop)
    return _LONG_AGO.search(text, first, start) is None and _LONG_AGO.search(text, end, last) is None


def is_set_apart(text: str, start: int, end: int, begin: int, stop: int) -> bool:
    """Whether "was nineteen" holds only somewhere, or to somebody: "to the old men Mara was nineteen"."""
    first, last = clause_at(text, start, end, begin, stop)
    return _SET_APART.match(text, first, start) is not None or _ONLY_THERE.match(text, end, last) is not None


def is_habit(text: str, first: int, last: int) -> bool:
    """Whether a sentence tells what somebody did at all times."""
    return _HABIT.search(text, first, last) is not None


def is_plain(text: str, start: int, end: int, begin: int, stop: int, past: bool = False) -> bool:
    """Whether the sentence of a stretch says what is so in the scene, and nothing about any other time.

    ``past``: the stretch itself may stand in the pluperfect, as a span that has passed does.
    """
    first, last = clause_at(text, start, end, begin, stop)
    around = text[first:start] + " " + text[end:last]
    if _OTHER_TIME.search(around) or is_said(text, start, end, first, last):
        return False
    if _TAKEN_BACK.match(text, end, stop) or _TAKEN_BACK.search(text[end : min(stop, last + 12)]):
        return False
    return not _PLUPERFECT.search(around if past else text[first:last])


def is_quoted(text: str, first: int, start: int) -> bool:
    """Whether words before ``start`` make what follows in a sentence from ``first`` somebody's words."""
    return any(not _TAGGED.search(text, first, found.start()) for found in _SAYS.finditer(text, first, start))


def is_said(text: str, start: int, end: int, first: int, last: int) -> bool:
    """Whether what a stretch of a sentence (``first`` to ``last``) states is somebody's words or thoughts.

    A picture and a comparison are as little plain.
    """
    return bool(
        is_quoted(text, first, start)
        or _SAYS_AFTER.search(text, end, last)
        or _SHOWN.search(text, first, start)
        or _SHOWN_THERE.search(text, end, last)
    )
