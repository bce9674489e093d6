"""Offices gained, lost and held: "became the Hokage", "Tsunade had resigned", "the Hokage, Tsunade".

Value: ``{"office": id or words, "change": "gained" | "lost" | "held"}``.  An office is one of the bible, or a
title that the words show to be one ("was elected mayor").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storybible.manuscript.candidate import FLASHBACK
from storybible.manuscript.facts.passage import Fact, Passage, Who
from storybible.manuscript.mentions import Mention
from storybible.manuscript.words import word_set

CHANGES = word_set(
    "became become becomes appointed elected crowned promoted named made sworn resigned resigns resign"
    " retired "
    "abdicated dismissed deposed stepped stepping"
)
_TITLES = (
    "king|queen|emperor|empress|prince|princess|duke|duchess|president|mayor|governor|chancellor|minister"
    "|captain"
    "|general|colonel|major|admiral|commander|sergeant|lieutenant|chief|bishop|abbot|judge|sheriff|headmaster"
    "|headmistress|director|warden|regent|senator|ambassador|harbour master|harbor master|postmaster|steward"
    "|rector|vicar|curate|magistrate|constable|professor|dean|squire|churchwarden|secretary|treasurer"
)
_GAINED = re.compile(
    rf"(?:became|become|becomes|(?:was|were|been|be|being|is) (?:made|appointed|elected|crowned"
    rf"|promoted(?: to)?|named|sworn in as)"
    rf"|made|appointed|elected|crowned|promoted to|named)(?: to be| as)? (?:the |a |an |our "
    rf"|their )?(?:new |first |next |acting )?"
    rf"(?P<title>{_TITLES})\b(?! of (?:his|her|the house))",
    re.I,
)
_LOST = re.compile(
    r"(?P<verb>resigned|resigns|resign|retired|abdicated|stepped down|stepping down"
    r"|(?:was|were|been|being) (?:dismissed|deposed))\b(?P<as> (?:as|from|her|his)(?: (?:the|her|his|being"
    r"|office|post|position|of|as))*)? ?",
    re.I,
)


def changes(passage: Passage, at: int, end: int) -> Iterator[Fact]:
    """What "became", "resigned" and their like at ``at`` say."""
    text = passage.text
    start, stop = passage.window(at, 50, 60)
    lost = _LOST.search(text, max(start, at - 6), stop)
    if lost and lost.start() <= at < lost.end():
        who = passage.subject_before(lost.start())
        office = _office_at(passage, lost.end())
        if lost["verb"].lower() == "retired" and not lost["as"]:
            return
        if (
            who.grammar in ("other", "plural")
            or (office is None and (who.id is None or "dis" in lost["verb"]))
            or re.match(r"(?:him|her|my|your|them|it)sel|to\b", text[lost.end() : stop])
        ):
            return
        value = {
            "office": office.who or text[office.start : office.end] if office else None,
            "change": "lost",
        }
        yield Fact(
            "office", lost.start(), office.end if office else lost.end("verb"), value, who, confidence=0.8
        )
        return
    word = text[at:end].lower()
    passive = re.search(r"\b(?:was|were|been|be|being|is) \Z", text[start:at], re.I)
    begin = start + passive.start() if passive else at
    if word in ("made", "named", "appointed", "elected", "crowned", "promoted") and not passive:
        return
    verb = re.compile(
        r"(?:(?:was|were|been|be|being|is) )?\w+(?: to be| as| to| in as)? (?:the |a |an |our "
        r"|their )?(?:new |first |next |acting )?",
        re.I,
    ).match(text, begin, stop)
    office = _office_at(passage, verb.end()) if verb else None
    who = passage.subject_before(begin)
    if office is not None and who.grammar not in ("other", "plural"):
        yield Fact(
            "office", begin, office.end, {"office": office.who, "change": "gained"}, who, confidence=0.9
        )
        return
    found = _GAINED.match(text, begin, stop)
    if found and who.id is not None:
        yield Fact(
            "office",
            begin,
            found.end(),
            {"office": found["title"].lower(), "change": "gained"},
            who,
            confidence=0.8,
        )


def _office_at(passage: Passage, at: int) -> Mention | None:
    for place in (at, at + 4 if passage.text[at : at + 4].lower() == "the " else at):
        mention = passage.mention_starting(place)
        if mention is not None and mention.who and passage.cast.kind_of.get(mention.who) == "office":
            return mention
    return None


_ONCE_BEFORE = re.compile(
    r"\b(?:old|late|former|dead|ex|last|first|previous|past|then|deceased|drowned|murdered|one-?time"
    r"|under|after|since|before|(?:graves?|tombs?|statue|bust|days?|times?|reign|rule|death"
    r"|funeral|widow|ghost"
    r"|heir|works?|ashes|body|name) of)[ -](?:the )?\Z",
    re.I,
)
_ONCE_AFTER = re.compile(
    r",? (?:who )?(?:had\b(?! (?:an?|the|no|not|his|her|my|some|many|two|three|[a-z]+s)\b)|died\b|(?:was|is"
    r"|were|lay|lies) "
    r"(?:long |now |already )?(?:dead|buried|killed|gone|murdered|slain|drowned)\b)|'d ",
    re.I,
)


def _once(text: str, since: int, start: int, end: int) -> tuple[str, ...]:
    """The flag for who may only have held it: "the Warden, Odo, had died", "the old Warden Odo"."""
    once = _ONCE_BEFORE.search(text[since:start]) or _ONCE_AFTER.match(text, end)
    return (FLASHBACK,) if once else ()


def held(passage: Passage, office: Mention) -> Iterator[Fact]:
    """Whom the words beside an office call its holder: "the Hokage, Tsunade,", "Teo was not the warden"."""
    text = passage.text
    start, _ = passage.window(office.start, 50, 60)
    if office.possessive:
        return
    the = re.search(
        r"\b(?:the|our|your|their|my) (?:(?:new|young|present|current) )?\Z",
        text[max(start, office.start - 16) : office.start],
        re.I,
    )
    article = the is not None
    begin = office.start - len(the.group()) if the is not None else office.start
    value = {"office": office.who, "change": "held"}
    gap = ", " if text.startswith(", ", office.end) else " " if text.startswith(" ", office.end) else ""
    after = passage.mention_starting(office.end + len(gap)) if gap else None
    who = passage.person(after)
    closed = after is not None and article and text[after.end : after.end + 1] in ",.;!?)"
    if after is not None and who is not None and not after.possessive and (gap == " " or closed):
        flags = _once(text, start, begin, after.end)
        yield Fact("office", begin, after.end, value, Who(who, "name"), flags, confidence=0.9)
        return
    before = text[start:begin]
    mention = passage.mention_ending(begin - 2) if before.endswith(", ") else None
    who = passage.person(mention)
    if (
        mention is not None
        and who is not None
        and not mention.possessive
        and text[office.end : office.end + 1] in ",.;!?)"
    ):
        flags = _once(text, start, mention.start, office.end)
        yield Fact("office", mention.start, office.end, value, Who(who, "name"), flags, confidence=0.9)
        return
    is_whom = re.match(r" (?:is|was) (?:now |still )?", text[office.end : office.end + 16])
    if is_whom and article and the is not None and the.group().lower().startswith("the "):
        named = passage.mention_starting(office.end + is_whom.end())
        alone = named is not None and not named.possessive and text[named.end : named.end + 1] in ",.;!?"
        if named is not None and alone and passage.person(named):
            yield Fact("office", begin, named.end, value, Who(passage.person(named), "name"), confidence=0.9)
            return
    asked = re.search(r"(?:\A[\s\"'(]*|[,;:] (?:and |but )?)[Aa]s \Z", before)
    if asked and text.startswith((", ", " "), office.end):
        after = passage.mention_starting(office.end + (2 if text[office.end] == "," else 1))
        who = passage.person(after)
        if after is not None and who is not None and not after.possessive:
            yield Fact("office", start + asked.end() - 3, after.end, value, Who(who, "name"), confidence=0.9)
            return
        pronoun = re.compile(r",? (he|she|I)\b").match(text, office.end)
        if pronoun:
            meant = passage.pronoun(pronoun[1].lower(), pronoun.start(1))
            yield Fact("office", start + asked.end() - 3, pronoun.end(), value, meant, confidence=0.8)
            return
    served = re.search(r"\b(?:served|serves|ruled|rules|sits|sat|reigned|reigns) as \Z", before)
    if served:
        subject = passage.subject_before(start + served.start())
        if subject.grammar in ("name", "pronoun", "person", "capital"):
            yield Fact("office", start + served.start(), office.end, value, subject, confidence=0.9)
        return
    verb = re.search(
        r"(?:\b(?:was|is|am|remained|remains|has been)|'s|'m)(?: (?:not|now|still|never|no longer|already"
        r"|then|only))* \Z",
        before,
    )
    if verb:
        subject = passage.subject_before(start + verb.start())
        if subject.grammar in ("name", "pronoun", "person", "capital"):
            yield Fact("office", start + verb.start(), office.end, value, subject, confidence=0.9)
