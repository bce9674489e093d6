"""Looks: the colour of eyes and hair ("her black hair", "green-eyed", "his eyes were blue").

Value: ``{"trait": "hair" | "eyes", "value": colour}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storybible.manuscript.candidate import HEDGED
from storybible.manuscript.facts.ages import PERSON
from storybible.manuscript.facts.passage import OTHER, Fact, Passage, Who
from storybible.manuscript.words import word_set

TRIGGERS = word_set(
    "hair hairs eyes eye haired eyed locks curls tresses braid braids ringlets blonde brunette redhead"
)
COLOURS = word_set(
    "black brown blue green grey gray hazel red pink white golden gold blond blonde silver auburn chestnut"
    " copper "
    "amber violet purple fair flaxen raven jet ginger sandy tawny dark yellow orange turquoise teal scarlet "
    "crimson russet mahogany ebony ivory platinum lavender emerald sapphire slate strawberry"
)
_COLOUR = "|".join(sorted(COLOURS, key=len, reverse=True))
_SHADE = "dark|light|pale|bright|deep|soft|very|jet|blood|ice|sky|sea|snow|coal|raven|steel|faded|clear"
_SHADE += "|brilliant|pure"
_TONE = rf"(?P<shade>(?:(?:{_SHADE})[- ])?)(?P<colour>{_COLOUR})(?P<second>[- ](?:{_COLOUR}))?"
_PART = r"(?:hair|eyes|eye|locks|curls|tresses|braids?|ringlets)"
_FITTING = word_set(
    "long short thick thin fine curly curling curled straight wavy waved wild tangled unruly untidy loose "
    "wet damp dry dirty clean shiny shining glossy silky silken soft softly coarse beautiful lovely pretty "
    "big large small wide narrow round deep bright brilliant warm cold cool kind sharp clear "
    "tired sad gentle "
    "piercing striking startling intelligent watchful solemn serious great own still very rather quite now "
    "natural heavy braided plaited cropped light pale dark same strange merry laughing smiling keen fierce "
    "quick mild thoughtful honest greying graying thinning bushy frizzy flowing shaggy neat smooth tousled "
    "matted pinned wonderful famous usual familiar"
)
"""What may stand before a colour and says only more of the same eyes or hair."""
_FITS = f"{'|'.join(sorted(_FITTING))}|[a-z]+-[a-z]+"
_ADJ = rf"(?:,? (?:and )?(?:{_FITS}|{_COLOUR}|swollen|sleepy|bloodshot|sunken|lidded|hooded|watery)){{0,2}}"
_OWN = re.compile(rf"\b{_TONE}{_ADJ},?[ ](?P<part>{_PART})(?![\w-])", re.I)
_COMPOUND = re.compile(rf"\b{_TONE}[- ](?P<part>haired|eyed)\b", re.I)
_WERE = re.compile(
    rf"\b(?P<part>{_PART})(?: (?:now|still|then|always|too|both|[a-z]+ly))?(?:,? which| that)? "
    rf"(?P<verb>was|were|is|are|had turned|turned|had gone|gleamed|shone|looked)"
    rf"(?: (?:as|now|so|very|quite|still|all|a|of a|of|not|only|almost|nearly|perfectly))*"
    rf"(?: (?:(?:very|so|rather|quite) )?(?:{_FITS}),?(?: and| but)?(?: as| very| quite"
    rf"| still)?){{0,3}} {_TONE}\b"
    rf"(?! (?:with|from|and (?:swollen|wet|bright|full|heavy|wide)|thread|rims?))"
    rf"(?=[^\w\s]|\s*\Z|\s*[^\w\s]|\s(?:and|but|or|like|as|in|now|then|again|still|at|over|under|against"
    rf"|down|for"
    rf"|to|than|when|where|because|enough|too|all|even|already|by|on)\b)",
    re.I,
)
_AMONG = rf"((?: (?:the|such|{_FITS}),?(?: and)?){{0,3}} )"
_THING = re.compile(
    r",? (?:ribbons?|combs?|pins?|brush(?:es)?|bands?|nets?|bows?|slides?|clips?|dress(?:er|ing)?|dyes?|oils?"
    r"|pieces?|shadow|glass(?:es)?|drops?|patch|tonic|powder|ties?|ornaments?|clasps?|lotion|wash|shirts?|gel"
    r"|beads?|lockets?|brooch(?:es)?|wigs?|jewel(?:le?ry|s)?|tassels?|cords?|cream|paint|liner|mask)\b",
    re.I,
)
"""What is made for hair or eyes, and is neither."""
_LOOSE = re.compile(
    r" (?:in|on|from|all over) (?:the|my|his|her|your) (?:brush|comb|soup|drain|sink|coat|sleeve|collar"
    r"|hand|locket|box)",
    re.I,
)
_LIKE = re.compile(rf"\b{_TONE},? (?:like|as) (?=(?:his|her|my|[^\W_]+'s) (?P<part>eyes|hair)\b)", re.I)
_ASIDE = re.compile(
    rf"\b(?P<part>{_PART})(?:,| ?[—–]| -{{1,2}}) ?(?:(?:{_FITS}),? (?:and )?)?{_TONE}(?=,| and [a-z]+,"
    rf"| as [a-z]+| like [a-z]+| ?[—–]| -)",
    re.I,
)
_ELDER = "(?:mother|father|grandmother|grandfather|aunt|uncle)"
_FROM = re.compile(
    r"(?: [a-z]+)? (?:with|from) (?:weeping|crying|tears|smoke|dust|want|drink|lack|sleeplessness|rage)"
    r"|,? for the ",
    re.I,
)
_SORE = re.compile(
    r"\b(?:swollen|bruis(?:ed|es)|bloodshot|tears?|tearful|weep(?:ing|s)?|wept|cry(?:ing)?|cried|sob\w*|sore"
    r"|puffy|blacken(?:ed|ing)|beaten|battered|rimmed|rubbed|sleepless\w*|smok[ey]|inflamed|fever\w*|closed"
    r"|raw|infected|itch\w*|stung|drunk)\b",
    re.I,
)
_LIGHT = re.compile(
    r"\b(?:in|by|under|against) (?:the |this |that |his |her |a )?(?:[a-z]+ ){0,2}?(?:[a-z]*light|sun"
    r"|sunset|sunrise|dusk|dawn|glow|shadows?|darkness|dark|fire|flames?|lamps?|candles?"
    r"|lanterns?|torch(?:es)?"
    r"|moon|water|mirror)\b",
    re.I,
)


def looks(passage: Passage, at: int, end: int) -> Iterator[Fact]:
    """What is said of eyes or hair at ``at``."""
    word = passage.text[at:end].lower()
    start, stop = passage.window(at, 60, 60)
    text = passage.text
    if word in ("haired", "eyed"):
        for found in _COMPOUND.finditer(text, start, stop):
            if found.start("part") == at:
                mention = passage.mention_starting(found.end() + 1)
                who = Who(passage.person(mention), "name") if mention else _being(passage, found, start)
                yield from _fact(passage, found, "eyes" if word == "eyed" else "hair", who)
                return
        return
    trait = "eyes" if word in ("eye", "eyes") else "hair"
    for found in _OWN.finditer(text, start, stop):
        if found.start("part") == at and found["part"].lower() != "eye":
            if not _THING.match(text, end, stop) and not _LOOSE.match(text, end, stop):
                who = _owner(passage, found, start)
                flags = (HEDGED,) if trait == "eyes" and _FROM.match(text, end, stop) else ()
                yield from _fact(passage, found, trait, who, flags)
            return
    for found in _WERE.finditer(text, start, stop):
        if found.start("part") == at:
            who = passage.owner_before(found.start("part"))
            if who.grammar == "other" and re.search(r"\b(?:the|a) \Z", text[start:at], re.I):
                who = OTHER
            yield from _fact(passage, found, trait, who)
            return
    for found in _ASIDE.finditer(text, start, stop):
        if found.start("part") == at:
            yield from _fact(passage, found, trait, passage.owner_before(at))
            return
    for found in _LIKE.finditer(text, start, stop):
        if found.start("part") == at:
            yield from _fact(passage, found, trait, passage.owner_before(at))
            return


def _owner(passage: Passage, found: re.Match[str], start: int) -> Who:
    """Whose hair it is: "Mara's long black hair", "her black hair", "Mara had black hair"."""
    begin = found.start()
    parent = re.search(
        rf"\b(?:had|has|have) (?:his|her|my) {_ELDER}'s(?: own)?{_AMONG}\Z", passage.text[start:begin], re.I
    )
    if parent:  # "she had her father's green eyes"
        return passage.subject_before(start + parent.start())
    lead = re.search(
        rf"(?:[^\W_]+'s?|\b(?:his|her|my|your|their|its)){_AMONG}\Z", passage.text[start:begin], re.I
    )
    if lead:
        return passage.owner_before(start + lead.start(1) + 1)
    had = re.search(rf"\b(?:had|has|have){_AMONG}\Z", passage.text[start:begin], re.I)
    if had is None or re.search(r"\band I \Z", passage.text[start : start + had.start()]):
        return OTHER
    return passage.subject_before(start + had.start())


def _being(passage: Passage, found: re.Match[str], start: int) -> Who:
    """Who is said to be so: "Mara was black-haired", "Mara was a tall, black-haired woman"."""
    after = re.match(rf",? (?:(?:[a-z]+ )?(?:{PERSON})|and|or|but|like|as)\b|\s*(?:[.,;:!?)\"]|-{{2}}|\Z)",
                     passage.text[found.end() : found.end() + 40], re.I)  # fmt: skip
    apart = rf", (?:(?:{_FITS}|tall|young|old|slim|slender),? (?:and )?)?\Z"
    beside = re.search(apart, passage.text[start : found.start()])
    named = passage.mention_ending(start + beside.start()) if beside else None
    if named is not None and after and not named.possessive and passage.text.startswith(",", found.end()):
        return Who(passage.person(named), "name")
    verb = re.search(
        rf"\b(?:was|is)(?: (?:a|an|{_FITS}|tall|young|old|slim|slender),?(?: and)?){{0,4}} \Z",
        passage.text[start : found.start()],
    )
    return passage.subject_before(start + verb.start()) if verb and after else OTHER


def _fact(
    passage: Passage, found: re.Match[str], trait: str, who: Who, flags: tuple[str, ...] = ()
) -> Iterator[Fact]:
    """The colour; none where the words only say how light or dark eyes are."""
    shade = found["shade"].lower().strip(" -")
    colour = found["colour"].lower() + (found["second"] or "").lower().replace("-", " ")
    if trait == "eyes" and colour in ("dark", "fair"):
        return
    if colour == "dark" or (found.re is not _LIKE and _passing(passage, found, trait, colour)):
        flags = (*flags, HEDGED)
    if shade in ("dark", "light", "pale"):
        colour = f"{shade} {colour}"
    value = {"trait": trait, "value": colour}
    yield Fact("trait", found.start(), found.end(), value, who, flags, 0.9 if who.id else 0.7)


def _passing(passage: Passage, found: re.Match[str], trait: str, colour: str) -> bool:
    """Whether it may only look so: in some light, or because of tears."""
    start, stop = passage.sentence(found.start())
    if found.groupdict().get("verb") in ("gleamed", "shone", "looked"):
        return True
    if trait == "eyes" and (colour.startswith(("red", "pink")) or _SORE.search(passage.text, start, stop)):
        return True
    return _LIGHT.search(passage.text, start, stop) is not None
