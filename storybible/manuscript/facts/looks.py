"""Looks: the colour of eyes and hair ("her black hair", "green-eyed", "his eyes were blue").

Value: ``{"trait": "hair" | "eyes", "value": colour}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
_ADJ = rf"(?:,? (?!{_PART}\b)[a-z-]+){{0,2}}"
_OWN = re.compile(rf"\b{_TONE}{_ADJ},?[ ](?P<part>{_PART})(?![\w-])", re.I)
_COMPOUND = re.compile(rf"\b{_TONE}[- ](?P<part>haired|eyed)\b", re.I)
_WERE = re.compile(
    rf"\b(?P<part>{_PART})(?: [a-z]+)?(?:,? which)? (?:was|were|is|are|had turned|turned|had gone|gleamed"
    rf"|shone|looked)"
    rf"(?: (?:as|now|so|very|quite|still|all|a|of a|of|not|only|almost|nearly|perfectly))* {_TONE}\b"
    rf"(?! (?:with|from|and (?:swollen|wet|bright|full|heavy|wide)|thread|rims?))",
    re.I,
)
_LIKE = re.compile(rf"\b{_TONE},? (?:like|as) (?=(?:his|her|my|[^\W_]+'s) (?P<part>eyes|hair)\b)", re.I)
_FROM = re.compile(
    r"(?: [a-z]+)? (?:with|from) (?:weeping|crying|tears|smoke|dust|want|drink|lack|sleeplessness|rage)"
    r"|,? for the ",
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
                who = (
                    Who(passage.person(mention), "name") if mention else _being(passage, found.start(), start)
                )
                yield _fact(
                    found, word.removesuffix("ed").replace("ey", "eyes").replace("eyeses", "eyes"), who
                )
                return
        return
    trait = "eyes" if word in ("eye", "eyes") else "hair"
    for found in _OWN.finditer(text, start, stop):
        if found.start("part") == at and found["part"].lower() != "eye":
            who = _owner(passage, found, start)
            flags = ("hedged",) if trait == "eyes" and _FROM.match(text, end, stop) else ()
            yield _fact(found, trait, who, flags)
            return
    for found in _WERE.finditer(text, start, stop):
        if found.start("part") == at:
            who = passage.owner_before(found.start("part"))
            if who.grammar == "other" and re.search(r"\b(?:the|a) \Z", text[start:at], re.I):
                who = OTHER
            yield _fact(found, trait, who)
            return
    for found in _LIKE.finditer(text, start, stop):
        if found.start("part") == at:
            yield _fact(found, trait, passage.owner_before(at))
            return


def _owner(passage: Passage, found: re.Match[str], start: int) -> Who:
    """Whose hair it is: "Mara's long black hair", "her black hair", "Mara had black hair"."""
    begin = found.start()
    lead = re.search(
        r"(?:[^\W_]+'s?|\b(?:his|her|my|your|their))((?: [a-z-]+,?){0,3} )\Z", passage.text[start:begin], re.I
    )
    if lead:
        return passage.owner_before(start + lead.start(1) + 1)
    had = re.search(r"\b(?:had|has|with)(?: [a-z-]+,?){0,3} \Z", passage.text[start:begin], re.I)
    if had and had.group().lower().startswith("ha"):
        return passage.subject_before(start + had.start())
    return OTHER


def _being(passage: Passage, at: int, start: int) -> Who:
    """Who is said to be so: "Mara was black-haired"."""
    verb = re.search(r"\b(?:was|is)(?: [a-z]+,?){0,4},? \Z", passage.text[start:at], re.I)
    return passage.subject_before(start + verb.start()) if verb else OTHER


def _fact(found: re.Match[str], trait: str, who: Who, flags: tuple[str, ...] = ()) -> Fact:
    shade = found["shade"].lower().strip(" -")
    colour = found["colour"].lower() + (found["second"] or "").lower().replace("-", " ")
    if shade in ("dark", "light", "pale"):
        colour = f"{shade} {colour}"
    return Fact(
        "trait",
        found.start(),
        found.end(),
        {"trait": trait, "value": colour},
        who,
        flags,
        0.9 if who.id else 0.7,
    )
