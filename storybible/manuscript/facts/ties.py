"""Kinship and relationship words with a name at one end: "her brother Teo", "Mara's mother".

Value: ``{"relation": word, "to": id or None}``: the subject is the ``relation`` of ``to``.  Words without any
known name ("her mother said") are passed over: they state nothing that a record could hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storybible.manuscript.facts.passage import MEN_NOUNS, OTHER, WOMEN_NOUNS, Fact, Passage, Who
from storybible.manuscript.mentions import Mention
from storybible.manuscript.words import word_set

KIN = word_set(
    "mother father parent sister brother son daughter wife husband aunt uncle niece nephew cousin"
    " grandmother "
    "grandfather grandson granddaughter twin stepmother stepfather stepson stepdaughter widow widower fiancé "
    "fiancée fiance fiancee bride lover sweetheart betrothed girlfriend boyfriend ward guardian godfather "
    "godmother teacher sensei student pupil master apprentice mentor teammate partner friend rival enemy "
    "half-brother half-sister foster mum mom dad son-in-law daughter-in-law"
)
_ONE_ONLY = word_set("mother father wife husband mum mom dad")
_PREPOSITIONS = word_set(
    "to with from of for by about before after at on in without between and like towards toward than"
)
_ROLE = (
    r"(?P<adj>(?:(?:own|only|elder|eldest|older|oldest|younger|youngest|little|big|late|dead|dear|poor|old"
    r"|young|best|good"
    r"|former|new|first|second|half|twin|beloved|future)[- ]){0,2})"
)


def ties(passage: Passage, at: int, end: int) -> Iterator[Fact]:
    """What the word of kinship at ``at`` says."""
    text, word = passage.text, passage.text[at:end].lower()
    start, stop = passage.window(at, 70, 60)
    if text.startswith("'s", end):
        return  # "her mother's daughter" tells of somebody else
    lead = re.search(_ROLE + r"\Z", text[start:at], re.I)
    begin = start + lead.start() if lead else at
    owner = passage.owner_before(begin)
    after = text[end:stop]
    gap = re.match(r"(?:,|, who (?:was|is) called|, called|, named| named)? ", after)
    beside = passage.mention_starting(end + gap.end()) if gap else None
    titled = passage.mention_starting(at)
    if beside is None and titled is not None and titled.title == word and gap and gap.group() == " ":
        beside = titled  # "her aunt Mara": the word is a part of the mention
    if owner.grammar == "other":
        of = re.match(r" (?:of|to) ", after)
        other = passage.mention_starting(end + of.end()) if of else None
        to = passage.person(other)
        article = re.search(r"\b(?:the|a|an)(?: [a-z]+)? \Z", text[start:begin], re.I)
        if to is None or article is None or other is None or other.possessive:
            return
        who = _predicate(passage, start + article.start(), start)
        yield _tie(passage, at, other.end, word, Who(to, "name"), who)
        return
    if owner.grammar in ("plural", "capital") and beside is None:
        return
    left = _owner_start(passage, begin, start)
    if beside is not None and beside.possessive:
        beside = None  # "gave her sister Mara's hat" may be Mara's
    if beside is not None and passage.person(beside) and _is_called(passage, word, left, beside, after):
        yield _tie(passage, left, beside.end, word, owner, Who(passage.person(beside), "name"))
        return
    who = _predicate(passage, left, start)
    if who.id is None and owner.id is None:
        return
    if who.id is None and owner.grammar != "name":
        return
    if who.id is not None and who.id == owner.id:
        who = OTHER
        if owner.grammar != "name":
            return
    yield _tie(passage, left, end, word, owner, who)


def _is_called(passage: Passage, word: str, at: int, beside: Mention, after: str) -> bool:
    """Whether the name after a word of kinship is that person's: "her brother Teo", "her brother, Teo,"."""
    sex = passage.cast.sex.get(beside.who or "")
    if (sex == "male" and word in WOMEN_NOUNS) or (sex == "female" and word in MEN_NOUNS):
        return False
    follows = passage.text[beside.end : beside.end + 5]
    if after[:1] == ",":
        closed = follows[:1] in (",", ".", ";", ")", "!", "?", "")
        return closed and not beside.possessive and not re.match(r",? (?:and|or)\b", follows)
    if word not in _ONE_ONLY:
        return True
    # "in her talk with her mother Natasha was silent": here the name begins something new
    before = passage.text[passage.sentence(at)[0] : at].split()
    return not before or before[-1].lower() not in _PREPOSITIONS


def _owner_start(passage: Passage, begin: int, start: int) -> int:
    """Where "her" or "Mrs. Venn's" before a word of kinship begins."""
    found = re.search(r"([^\W_]+)(?:'s?)?\s+\Z", passage.text[start:begin])
    if found is None:
        return begin
    mention = passage.mention_ending(start + found.end(1))
    return mention.start if mention else start + found.start()


def _predicate(passage: Passage, at: int, start: int) -> Who:
    """Who is said to be it: "Teo was her brother", "Teo, her brother"."""
    before = passage.text[start:at]
    verb = re.search(
        r"(?:\b(?:was|is|became|had been|been)|'s)(?: (?:not|now|also|still|only|then|once))? (?:the )?\Z",
        before,
    )
    if verb:
        return passage.subject_before(start + verb.start())
    if before.endswith(", "):
        mention = passage.mention_ending(at - 2)
        who = passage.person(mention)
        if who is not None and mention is not None and not mention.possessive:
            listed = re.search(r"(?:,|\band|\bor)\s*\Z", passage.text[start : mention.start])
            return OTHER if listed else Who(who, "name")
    return OTHER


def _tie(passage: Passage, start: int, end: int, word: str, owner: Who, who: Who) -> Fact:
    """The subject is ``word`` of the owner."""
    value = {"relation": word, "to": owner.id}
    flags = tuple(dict.fromkeys((*who.flags, *owner.flags)))
    return Fact(
        "relationship",
        start,
        end,
        value,
        Who(who.id, who.grammar, flags),
        confidence=0.9 if who.id and owner.id else 0.6,
    )
