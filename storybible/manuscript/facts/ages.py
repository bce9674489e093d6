"""Stated ages: "was now twenty-five", "at nineteen", "a man of forty", "nine-year-old", "late thirties".

The value is ``{"age": text}``, the text in the bible's grammar of ages (`storybible.when.parse_age` reads
it).  An age that somebody had at another time than the one that is told ("when she was six", "had married at
nineteen") is flagged as a flashback.  Counts, hours, prices, distances and lengths of time are no ages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from storybible.manuscript.candidate import FLASHBACK, NEGATED
from storybible.manuscript.facts.appositions import named_after, named_before
from storybible.manuscript.facts.numerals import NUMBER, SPELT, hedged, number
from storybible.manuscript.facts.passage import OTHER, PERSONS, Fact, Passage, Who
from storybible.manuscript.words import word_set
from storybible.when import Problem, parse_age

TRIGGERS = SPELT
"""Words an age is looked for at; numbers in digits are others."""

PERSON = "|".join(sorted(PERSONS - {"one", "host", "heir"}, key=len, reverse=True))
_BEFORE = (
    "about|around|some|roughly|perhaps|maybe|probably|nearly|almost|close on|over|more than|well over|above"
    "|upwards of|under|less than|at least|at most|not more than|no more than|not less than|exactly|past"
    "|turned|rising|scarcely|hardly|barely|not yet|not quite|just|only|but|just turned|just over"
    "|getting on for"
    "|going on|near|nearer|below|well past|somewhere about|somewhat over|a little over|a little past"
    "|still only"
    "|not above|not|something over|close upon|fully|quite|already|say|between|now|of some|of about|apparently"
    "|all of|scarcely more than|hardly more than|little more than|not much more than|only about|only just"
)
_HEDGE = rf"(?P<hedge>(?:(?:{_BEFORE}) ){{0,2}})"
_UNITS = "years?|months?|weeks?|days?|winters|summers"
_AGE = rf"(?P<age>{NUMBER}(?:(?:,? or | to |-){NUMBER}|-odd| and {NUMBER})?)"
_ENDS = (
    r"(?=\s*(?:[.,;:!?)\"—–]|-{2}|-\s|\Z|…"
    r"|\s(?:and|but|or|when|while|now|then|at|in|on|to-?day|that|this|last|next|years? old|if|though"
    r"|although|as"
    r"|with|before|because|since|till|until|yet|for|so|she|he|by|again|already|who|whose|just|too"
    r"|years? of age"
    r"|come|upon|before|than)\b))"
)
_OLD = re.compile(
    rf"\b{_HEDGE}{_AGE}(?P<half> and a half)?(?:- ?| )(?P<unit>{_UNITS}|year|month|week"
    rf"|day)'?[- ]?(?P<old>olds?\b|of age\b)",
    re.I,
)
_AGED = re.compile(
    rf"\b(?P<lead>aged|(?:at |of |to |by |till |until |reached |attained )?(?:the|an) (?:early |tender |ripe "
    rf"|advanced |mature |great )?age of|at age|age)(?P<comma>,?) {_HEDGE}{_AGE}(?P<half> and a half)?"
    rf"(?: (?P<unit>{_UNITS}))?(?![\w-])(?! (?:to|per|miles|pounds|feet))",
    re.I,
)
_WAS = re.compile(
    rf"(?P<verb>\b(?:was|is|am|are|were|be|been|being|turned|turns|turning|becomes?|became|looked|seemed)"
    rf"|'(?:m|s|re))(?P<now>(?:,? (?:now|then|just|still|only|already|also|at (?:this|that) time|by now"
    rf"|herself"
    rf"|himself|by this time|today|to-day|at last|apparently|evidently|a[nt]? least|himself),?)*) "
    rf"{_HEDGE}{_AGE}(?P<half> and a half)?(?: (?P<unit>{_UNITS})(?= old| of age))?{_ENDS}",
    re.I,
)
_AT = re.compile(
    rf"\b(?P<lead>at|only at|by|till|until|since|before|after) {_HEDGE}{_AGE}(?=,? (?P<next>[\w'-]+)"
    rf"|\s*[.,;:!?)\"—])",
    re.I,
)
_OF = re.compile(
    rf"\b(?:{PERSON})s?,?(?: apparently| probably| perhaps| evidently| now)?,?(?P<of> (?:of|aged))? "
    rf"{_HEDGE}"
    rf"{_AGE}(?: or so)?(?: (?P<unit>{_UNITS})(?! (?:experience|standing|age and|service|pounds)))?"
    rf"(?=\s*(?:[.,;:!?)\"—–]|-|\Z)"
    rf"|\s(?:and|who|with|whose|years|in|at|on|when|was|had|is|to|could|would|came|sat|stood|as|but|that"
    rf"|may)\b)",
    re.I,
)
_IS = re.compile(
    r"(?:\b(?:was|is|am|are|were|be|been|turned|being)\b|'(?:m|s|re)\b)(?:,? (?:now|then|just|still|only"
    r"|already|also|at|last|[a-z]+ly|about|around|some|nearly|almost|over|not|quite|more|less"
    r"|than|under|perhaps|maybe"
    rf"|himself|herself|a|an|the|(?:[a-z-]+ )?(?:{PERSON})(?: of)?),?)* ?\Z",
    re.I,
)
_BESIDE = re.compile(
    rf",? \(?(?:(?P<now>now|just|already|barely|still|only|then) )?(?:(?:turned|rising"
    rf"|all of) )?(?P<age>{NUMBER})"
    rf"(?: years old)?(?=[,)]|\.\Z)", re.I
)  # fmt: skip
_FIRST = re.compile(
    rf"\b(?:was|is) (?:[a-z]+ ){{0,2}}{NUMBER}(?: years old)?(?:,| and|, and|, but| but|;) \Z", re.I
)
_SECOND = re.compile(rf"(?P<age>{NUMBER})(?=\s*(?:[.,;!?)]|\Z)| years old)", re.I)
_COUNTED = re.compile(
    r"\b(?:votes?|points?|scores?|runs|goals|shares?|bets?|bids?|pounds|coins|tallies|tally|counted)\b", re.I
)
_DOES = re.compile(r", [a-z]+(?:s|ed)\b")
_LED = re.compile(r", (?:now|just|already|barely|still|only|then)(?: turned| rising| all of)? \Z", re.I)
_NO_PEOPLE = word_set("it there this that these those they we which what chapter number room page")
_TIME = word_set("o'clock a.m p.m am pm past minutes minute to oclock")


def ages(passage: Passage, at: int, end: int) -> Iterator[Fact]:
    """The ages of which the number begins at ``at``."""
    start, stop = passage.window(at, 60, 70)
    text = passage.text
    for pattern, reader in (
        (_OLD, _years_old),
        (_AGED, _aged),
        (_WAS, _stated),
        (_OF, _a_man_of),
        (_AT, _at),
    ):
        for found in pattern.finditer(text, start, stop):
            if found.start("age") <= at < found.end("age"):
                fact = reader(passage, found)
                if fact is not None:
                    yield fact
                    return
    fact = _beside(passage, at)
    if fact is not None:
        yield fact


@lru_cache(2000)
def is_age(text: str) -> bool:
    """Whether the bible's grammar reads it as an age."""
    return not isinstance(parse_age(text), Problem)


def _parts(age: str) -> list[str]:
    """The one number of an age, or the two of a range: "seventeen or eighteen", "thirty and forty"."""
    words = re.split(r",? or | to |(?<=\d)-(?=\d)", age)
    low, _, high = age.partition(" and ")
    return [low, high] if high and 10 <= (number(low) or 0) < 100 else words


def _said(found: re.Match[str], unit: str = "") -> str | None:
    """The age in the bible's words; None where it is none that a person can have."""
    words = _parts(found["age"])
    odd = words[0].endswith("-odd")
    values = [number(word.removesuffix("-odd")) for word in words]
    if any(value is None or value > 120 for value in values) or len(values) > 2:
        return None
    groups = found.groupdict()
    before = " ".join((groups.get("hedge") or "").lower().split())
    hedge = _hedge(before)
    if len(values) == 2 and (values[0] >= values[1] or (" and " in found["age"] and "between" not in before)):  # type: ignore[operator]
        return None
    joint = "or" if " or " in found["age"].lower() else "to"
    said = f" {joint} ".join(str(value) for value in values) + ("-odd" if odd else "")
    if groups.get("half"):
        said = f"{said} and a half"
    unit = unit.lower()
    if unit.startswith(("month", "week", "day")):
        said = f"{said} {unit if unit.endswith('s') or said == '1' else unit + 's'}"
    said = f"{hedge}{said}"
    return said if is_age(said) else None


def _hedge(before: str) -> str:
    """A hedge of the grammar for the words before an age."""
    if before in ("not yet", "not quite", "below", "under", "less than", "not above"):
        return "at most " if before == "not above" else "under "
    if "past" in before or before in ("turned of",):
        return "over "
    if before.endswith("more than") and before.split()[0] in ("scarcely", "hardly", "little"):
        return "about "
    if before in ("getting on for", "going on", "rising", "near", "nearer", "close upon"):
        return "almost "
    for words in (before, before.split(" ", 1)[-1], before.split(" ")[0]):
        if known := hedged(words):
            return known
    return "over " if "over" in before else "about " if "about" in before else ""


def age_fact(passage: Passage, found: re.Match[str], said: str | None, who: Who, *flags: str) -> Fact | None:
    """The fact of an age, flagged where a plain "not" stands before the number."""
    if said is None:
        return None
    sure = 0.95 if who.id else 0.9
    if (found.groupdict().get("hedge") or "").lower().split()[:2] in (["not"], ["not", "about"]):
        flags = (*flags, NEGATED)
    return Fact("age", found.start(), found.end(), {"age": said}, who, flags, sure, True)


def _years_old(passage: Passage, found: re.Match[str]) -> Fact | None:
    """Read "nine years old", "nine-year-old Hanae", "nineteen years of age"."""
    said = _said(found, found["unit"])
    after = passage.mention_starting(found.end() + 1)
    if after is not None and "-" in found.group():
        return age_fact(passage, found, said, Who(passage.person(after), "name"))
    start, _ = passage.sentence(found.start())
    lead = passage.text[max(start, found.start() - 40) : found.start()]
    verb = _IS.search(lead)
    if verb:
        who = passage.subject_before(found.start() - len(lead) + verb.start())
    else:
        who = passage.subject_before(found.start()) if lead.rstrip().endswith(",") else OTHER
        beside = passage.mention_ending(found.start() - 2) if lead.endswith(", ") else None
        if beside is not None:
            who = Who(passage.person(beside), "name")
        elif not lead.strip(" \"'("):
            who = named_after(passage, found.end())
    return age_fact(passage, found, said, who, *_then(passage, found))


def _aged(passage: Passage, found: re.Match[str]) -> Fact | None:
    """Read "aged nine", "at the age of nineteen", "age 31"."""
    lead = found["lead"].lower()
    said = _said(found, found["unit"] or "")
    if "of" not in lead or lead.startswith("of"):
        beside = passage.mention_ending(found.start() - 2) or passage.mention_ending(found.start() - 1)
        return age_fact(passage, found, said, Who(passage.person(beside), "name") if beside else OTHER)
    return age_fact(passage, found, said, _following(passage, found.end()), *_then(passage, found, True))


def _stated(passage: Passage, found: re.Match[str]) -> Fact | None:
    """Read "was now twenty-five", "I'm nine", "turned forty"."""
    turned = found["verb"].lower().startswith(("turn", "becom", "becam"))
    if found["verb"].lower() in ("looked", "seemed") and not found["hedge"]:
        return None
    who = passage.subject_before(found.start("verb"))
    if who.grammar == "other":
        who = named_before(passage, found.start("verb"))
    if who.grammar in ("other", "plural"):
        return None
    who_is_many = found["verb"].lower() in ("were", "are", "'re")
    start = passage.sentence(found.start())[0]
    lead = passage.text[max(start, found.start() - 60) : found.start()]
    words = lead.lower().split()
    if words and words[-1] in _NO_PEOPLE | {"we", "they"}:
        return None
    value = number(_parts(found["age"])[0].removesuffix("-odd"))
    following = passage.text[found.end() : found.end() + 12].lower()
    if who_is_many and words and words[-1] != "you" and "if" not in words:
        return None
    if value is None or re.match(
        r",? (?:o'clock|and a half (?:feet|miles)|or (?:two|three)|to one|in number)", following
    ):
        return None
    if value < 3 and "old" not in following:
        return None
    if value < 13 and who.grammar == "capital" and "old" not in following and not turned:
        return None
    if re.match(r" in (?:all|number)|,? (?:and|or) [a-z]+ (?:feet|miles|pounds)|[,.]\d", following):
        return None
    return age_fact(passage, found, _said(found, found["unit"] or ""), who, *_then(passage, found))


def _a_man_of(passage: Passage, found: re.Match[str]) -> Fact | None:
    """Read "a man of forty", "a girl of nineteen or twenty"."""
    said = _said(found, found["unit"] or "")
    value = number(_parts(found["age"])[0].removesuffix("-odd"))
    if not found["of"] and not hedged(found["hedge"]) and _hedge(found["hedge"].lower().strip()) == "":
        return None
    if value is not None and value < 3 and not found["unit"]:
        return None
    start, _ = passage.sentence(found.start())
    lead = passage.text[max(start, found.start() - 50) : found.start()]
    verb = re.search(r"(?:\b(?:was|is|am)\b|'m|'s)(?: [a-z]+){0,2} an?(?: [a-z-]+,?){0,4} \Z", lead, re.I)
    named = re.search(r", an?(?: [a-z-]+,?){0,4} \Z", lead, re.I)
    who = OTHER
    if verb:
        who = passage.subject_before(found.start() - len(lead) + verb.start())
    elif named and (beside := passage.mention_ending(found.start() - len(lead) + named.start())):
        who = Who(passage.person(beside), "name")
    elif re.fullmatch(r"[\s\"'(]*[Aa]n? (?:[a-z]+ ){0,2}", lead):
        who = named_after(passage, found.end())
    flags: tuple[str, ...] = ()
    if re.search(r"\b(?:like|as|than) an?(?: [a-z-]+){0,3} \Z", lead, re.I):
        flags = ("hedged",)
    return age_fact(passage, found, said, who, *flags, *_then(passage, found))


def _at(passage: Passage, found: re.Match[str]) -> Fact | None:
    """Read "at nineteen"; small numbers are hours, and what is counted or measured is none."""
    value = number(_parts(found["age"])[0].removesuffix("-odd"))
    parted = passage.text[found.start() - 2 : found.start()] == ", "
    beside = passage.mention_ending(found.start() - 2) if parted else None
    aged = re.match(r", (?:is|was|has|had)\b", passage.text[found.end() : found.end() + 8])
    if beside is not None and aged and not beside.possessive and value is not None and 2 < value < 100:
        return age_fact(
            passage, found, _said(found), Who(passage.person(beside), "name")
        )  # "Teo, at thirty, was"
    if value is None or value < 13:
        return None
    lead = found["lead"].lower()
    following = (found["next"] or "").lower().strip(".")
    closed = passage.text[found.end() : found.end() + 1] in ',.;:!?)"' or not following
    if lead not in ("at", "only at") and (found["age"].isdigit() or not closed):
        return None
    if lead in ("by", "before", "after", "since", "till", "until") and value > 99:
        return None
    if following in _TIME or (found["age"].isdigit() and value > 99):
        return None
    if not closed and following not in _AFTER_AGE and passage.mention_starting(found.end() + 1) is None:
        return None
    head = passage.text[passage.sentence(found.start())[0] : found.start()].strip("\"' (")
    who = _following(passage, found.end())
    if lead not in ("at", "only at") and not head:
        return None
    if re.search(
        r"\b(?:priced?|valued?|sold|bought|estimated|set|stood|stands|put|fixed|bid|offered|selling|pounds"
        r"|odds|rate"
        r"|page|temperature|degrees|arrived?|left|leaves|starts?|began|ends|miles|total|numbered|reckoned"
        r"|taken|dinner"
        r"|lunch|train|clock|hour|night|morning|today|tomorrow|meet|thermometer|chapter|interest|stopped"
        r"|insured"
        r"|let|assessed|run|ran|play(?:ed)?|par|cent|shillings)\b[^.;]*\Z",
        head, re.I,
    ):  # fmt: skip
        return None
    flags = list(_then(passage, found, True))
    if head and FLASHBACK not in flags:
        flags.append(FLASHBACK)
    return age_fact(passage, found, _said(found), who, *flags)


_AFTER_AGE = word_set(
    "he she i you and but when with one they we who had was is than or as in to you're he's she's my his her "
    "the a"
) - {"the", "a", "to", "in", "or"}


def _following(passage: Passage, at: int) -> Who:
    """Who is the subject of what follows "at nineteen,"."""
    begin = at
    while begin < passage.end and passage.text[begin] in ", ":
        begin += 1
    mention = passage.mention_starting(begin)
    if mention is not None and not mention.possessive:
        return Who(passage.person(mention), "name")
    word = re.compile(r"[A-Za-z]+").match(passage.text, begin)
    if word and word.group().lower() in ("he", "she", "i"):
        return passage.pronoun(word.group().lower(), begin)
    start, _ = passage.sentence(at)
    lead = passage.text[start:at]
    tail = re.search(
        r"([^\W_]+) (?:had |has )?(?:[a-z]+ly )?[a-z]+(?:ed|t|n|me|ft|nt|ew|ame|ent) ([a-z]+ ){0,3}?(?:at"
        r"|by|since)\b",
        lead,
    )
    if tail:
        return passage.subject_before(start + tail.end(1) + 1)
    return OTHER


def _then(passage: Passage, found: re.Match[str], pluperfect: bool = False) -> tuple[str, ...]:
    """The flag for an age at another time: "when she was six", "had married at nineteen"."""
    start, stop = passage.sentence(found.start())
    lead = passage.text[start : found.start()].lower()
    if re.search(
        r"\b(?:when|since|before|until|till|ever since|while|after|as|by the time"
        r"|once)(?: [^\s,;.]+){1,4} ?\Z",
        lead,
    ):
        return (FLASHBACK,)
    rest = passage.text[found.end() : stop].lower()
    if pluperfect and (
        re.search(r"\bhad(?: [a-z]+){0,2} [a-z]+(?:ed|en|n|t|ne|me|ft|de)\b[^,;]*\Z", lead)
        or re.match(
            r",? [^,.;]*?\bhad(?: [a-z]+ly| never| already| been)? [a-z]+(?:ed|en|wn|ught|pt|lt|ome|eft"
            r"|one|ost)\b",
            rest,
        )
    ):
        return (FLASHBACK,)
    return ()


def _beside(passage: Passage, at: int) -> Fact | None:
    """Read "Mara, 25, ..." and "Mara (25)", and the second of "Teo was forty and Mara eighteen"."""
    second = passage.mention_ending(at - 1)
    start, _ = passage.sentence(at)
    first = _FIRST.search(passage.text[start : second.start]) if second and not second.possessive else None
    if second is not None and first is not None and passage.subject_before(start + first.start()).id:
        found = _SECOND.match(passage.text, at, min(passage.end, at + 40))
        who = passage.person(second)
        if found is not None and who is not None and 3 <= (number(found["age"]) or 0) < 120:
            return age_fact(passage, found, _said(found), Who(who, "name"), *_then(passage, found))
    if _COUNTED.search(passage.text[start:at]):
        return None
    lead = _LED.search(passage.text[max(start, at - 24) : at])
    for back in (2, 3) if lead is None else (len(lead.group()),):
        mention = passage.mention_ending(at - back)
        if mention is None or mention.possessive:
            continue
        found = _BESIDE.match(passage.text, mention.end, min(passage.end, mention.end + 30))
        who = passage.person(mention)
        if found is None or who is None:
            continue
        value = number(found["age"])
        then = (FLASHBACK,) if (found["now"] or "").lower() == "then" else ()
        opens = not passage.text[start : mention.start].strip(" \"'(")
        alone = opens and _DOES.match(passage.text, found.end())
        if value is not None and (3 if lead or alone else 13) <= value <= 110:
            return age_fact(passage, found, _said(found), Who(who, "name"), *then)
    return None
