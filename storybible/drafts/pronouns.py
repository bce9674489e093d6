"""Whether a pronoun surely means somebody whom its own sentence does not name.

It does where the paragraph has that person as the subject of a sentence before, and from there on nobody
else whom the pronoun might mean: no other name, and no word that may be a person's, an animal's or a ship's.
Which words are such is told by their endings; what only looks so costs a reading, nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from storybible.drafts.plainness import END
from storybible.manuscript.facts.passage import EITHER_NOUNS, MEN_NOUNS, WOMEN_NOUNS
from storybible.manuscript.mentions import Mention

_THINGS = (
    "water|river|dinner|supper|letter|paper|winter|summer|corner|shoulder|finger|door|floor|mirror|ladder"
    "|butter|leather"
    "|weather|feather|silver|copper|counter|matter|number|order|answer|power|tower|flower|shower|chapter"
    "|quarter|cover"
    "|drawer|pepper|sugar|colou?r|odou?r|anchor|harbou?r|parlou?r|armou?r|honou?r|labou?r|favou?r|hour|moor"
    "|mayor's|timber|lumber|amber"
    "|ember|chamber|cucumber|december|november|october|september|number|thunder|powder|border|gutter"
    "|shutter|saucer"
    "|hammer|ladder|rudder|tiller|boiler|trailer|trigger|burner|banner|manner|copper|paper|wrapper|slipper"
    "|zipper"
    "|newspaper|poster|roster|cluster|plaster|oyster|lobster|other|another|either|neither|later|after|ever"
    "|never|over|under|her"
    "|moment|present|garment|pavement|tent|event|accent|scent|cent|front|want|instant|plant|restaurant"
    "|board|cupboard"
    "|yard|courtyard|card|word|sword|cord|lord's|ward|blackboard|mustard|custard|billiard|coffee|knee|tree"
    "|toffee|list|mist"
    "|wrist|fist|waist|twist|breakfast|chest|rest|forest|west|less|dress|mess|darkness|business|illness"
    "|harness|press"
    "|glass|guess|wilderness|hand|errand|sand|land|island|gland|stand|band|brand|end|bend|weekend|reason"
    "|season|apron"
    "|lantern|human|ocean|van|pan|fan|plan|can|caravan|bed|head|bread|thread"
)
_BEINGS = (
    "cook|clerk|guard|thief|spy|guest|host|king|queen|chief|guide|groom|page|boss|crowd|people|others?"
    "|twins?|bride|nurse"
    "|judge|coach|pope|saint|elf|dwarf|ghost|knight|squire|mayor|duke|earl|count|baron|lord|crew|crone|hag"
    "|heir|dancer"
    "|tailor|dog|cat|horse|mare|cow|goat|sheep|lamb|ox|bull|hen|cock|bird|gull|hawk|crow|owl|wolf|bear|fox"
    "|mule|donkey|pony"
    "|hound|pup|puppy|kitten|foal|calf|pig|sow|ship|boat|brig|ketch|smack|schooner|sloop|barge|ferry|vessel"
    "|yacht|doll|statue"
    "|figure|shape|shadow|voice|face|beast|creature|monster|dragon"
)
_BEING = re.compile(
    r"\b(?:the|an?|his|her|my|our|your|their|its|that|this|another|some|one|two|three|four|five|six|both"
    r"|every|no|of"
    r"|[^\W_]+['’]s)\s+"
    r"(?:[a-z’'-]+\s+){0,2}?"
    rf"(?!(?:{_THINGS})s?\b)"
    r"(?:[a-z]+(?:er|or|ess|ist|man|men|woman|women|ian|ant|ent|eer|ee|ster|ard|wright|smith|herd|folk|maid"
    r"|mate|kin|ling)s?"
    rf"|{_BEINGS}|{'|'.join(sorted(WOMEN_NOUNS | MEN_NOUNS | EITHER_NOUNS))})s?\b",
    re.I,
)
_LEAD = re.compile(
    r"[\W_]*(?:(?:and|but|then|so|now|still|at\s+last|again|here|there|finally)\b\W*){0,2}", re.I
)
_TAG = re.compile(r"[^”\"]*[”\"]\s*[a-z]+\s+", re.S)
"""“...,” said, before a name."""
_FINITE = re.compile(r"(?:,[^,.;]{1,40},)?\s+[a-z]|[.!?,]")


def surely_means(text: str, who: str, mentions: Sequence[Mention], begin: int, start: int) -> bool:
    """Whether a pronoun before ``start``, in a paragraph from ``begin``, means ``who`` for certain.

    ``mentions`` are those of the paragraph; whose pronoun is read as meaning whom is judged before.
    """
    edges = [begin, *(found.end() for found in END.finditer(text, begin, start))]
    for since, until in zip(reversed(edges), [start, *reversed(edges)], strict=False):
        here = [mention for mention in mentions if since <= mention.start < until]
        first = next((m for m in here if m.who == who and not m.possessive), None)
        if first is None and here:
            return False
        if first is None:
            continue
        if _LEAD.fullmatch(text, since, first.start) or _TAG.fullmatch(text, since, first.start):
            return _FINITE.match(text, first.end) is not None and nobody_between(text, first.end, start)
    return False


def nobody_between(text: str, start: int, end: int) -> bool:
    """Whether no word of a stretch may be a person's, an animal's or a ship's."""
    return _BEING.search(text, start, end) is None
