"""Jumps in time and what they are counted from: "three years had passed", "two weeks later", "3 years ago".

The value has ``direction`` (later, earlier, same, duration), ``amount`` or ``expression`` in the bible's time
grammar where that has words for it, ``anchor`` (a record's id, or the words of the text, or None) and
``moves_clock``: ``proposed`` where the story may go on at another time from here on, else ``no``.  Kind
``jump`` is what is proposed, ``anchor`` everything else.

Only what the words around show is taken: an amount alone (a price, a distance, "every three years") is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storybible.manuscript.facts.numerals import AMOUNT, UNIT_WORDS, amount_text
from storybible.manuscript.facts.passage import Fact, Passage
from storybible.manuscript.words import word_set

TRIGGERS = UNIT_WORDS - {"summers", "winters"}
"""Words an amount of time ends in."""
NEAR_TRIGGERS = word_set(
    "next following same previous preceding ensuing last that this yesterday tomorrow tonight morrow eve "
    "day morning night evening afternoon"
)
"""Words at which "the next morning" and its like are looked for."""

LATER, EARLIER, SAME, DURATION = "later", "earlier", "same", "duration"

_PASSED = re.compile(
    r",?(?: that)?(?: has| have| had|'d| must have| would| will| were to| shall| might| was| were| since)?"
    r"(?: now| already| thus| then| just| all| quickly| slowly| quietly| had| have| been"
    r"| of [a-z]+(?: [a-z]+)?){0,3} "
    r"(?P<verb>passed|pass|passes|gone by|gone past|went by|went on|go by|goes by|elapsed|elapse"
    r"|rolled (?:by|on|away|past)"
    r"|slipped (?:by|away|past)|flew (?:by|past)|flown(?: by)?|crept (?:by|on)|dragged (?:by|on)|wore on"
    r"|glided (?:by|on|away)|sped by|drifted by|ticked by|crawled by|slid by|ran (?:by|on)|come and gone"
    r"|came and went|rolled|slipped|expired|had gone|gone)(?![\w-])(?! (?:the|a|his|her|through|over|into"
    r"|out|to)\b)",
    re.I,
)
_AFTERWARDS = re.compile(
    r",? (?P<word>later|afterwards?|thereafter|hence|after that|after this|after(?=\s*[.,;:!?)\"—–-]"
    r"|\s*\Z)|on(?=[,.;])"
    r"|from (?:now|then|that (?:day|time|night|moment|date|hour)|this (?:day|time|night|moment)|to-?day"
    r"|to-?night"
    r"|the (?:day|time|date)))\b",
    re.I,
)
_AGO = re.compile(
    r",? (?P<word>ago|earlier|previously|beforehand|prior|back(?=\s*[.,;:!?)\"—]|,? (?:he|she|i|they|we"
    r"|when|in)\b)"
    r"|agone|behind (?:him|her|them|us|me)|gone(?=[,.;!?]| (?:since|by)\b)|before(?=\s*[.,;:!?)\"—–]|\s*\Z)"
    r"|since(?=\s*[.,;:!?)\"—]"
    r"|\s*\Z))(?![\w-])",
    re.I,
)
_AFTER = re.compile(
    r",? (?P<side>after|following|since|before|from|prior to|previous to|until|till) (?P<what>.+)",
    re.I | re.S,
)
_LEAD_AFTER = re.compile(
    r"\b(?P<lead>after|in|within|inside|at the end of|in the course of|upon)(?: only| just| but)? \Z", re.I
)
_LEAD_FOR = re.compile(
    r"\b(?P<lead>for|during|throughout|through|lasted|lasting|over|spent|spend|waited|stayed|took|takes|take"
    r"|(?:for|in|over|within|during|of|these|those|all) (?:the|these|those|his|her|their|my|our)?"
    r" ?(?:last|past|next|first|whole|previous|following|coming|remaining|long)?"
    r"|the (?:last|past|next|first|following|previous))"
    r"(?: at least| about| nearly| almost| only| just| but| full| a good| fully| quite| the space of"
    r"| a space of"
    r"| a period of| the period of| some| the best part of| the greater part of| upwards of)? \Z",
    re.I,
)
_LEAD_NO = re.compile(
    r"\b(?:every|each|twice|times|once|thrice|per|than|any|no|like|by|of a|at a)(?: the| few| other"
    r"| single)? \Z",
    re.I,
)
_IT_WAS = re.compile(
    r"\b(?:it(?:'s| is| was| had been| has been| would be| will be| must be| may be)?|that (?:was|is)"
    r"|'twas|was|"
    r"'s been|not)(?: now| not| only| but| nearly| already| just| all of| quite| some| about| full"
    r"| fully)* \Z",
    re.I,
)
_DAY = (
    "days?|morning|evening|afternoon|night|noon|midnight|week|month|year|summer|autumn|winter|spring|fall"
    "|season|century|hour|forenoon|minute"
)
_WEEKDAY = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_NEXT = re.compile(
    rf"\b(?:(?P<det>the|on the|that|this|early the|late the|all the|of the|early|late) )?(?:very )?"
    rf"(?P<which>next|following|same|previous|preceding|ensuing|last) "
    rf"(?P<unit>{_DAY}|{_WEEKDAY})(?P<part>'s|s')?(?: (?P<sub>morning|evening|night|afternoon))?\b(?!-)",
    re.I,
)
_THAT = re.compile(
    r"\b(?P<det>that|this|later that|earlier that|later the same|early that|late that|all that) (?:very "
    r"|same )?"
    r"(?P<unit>morning|evening|afternoon|night|day|week|month|year|summer|autumn|winter|spring|noon)\b"
    r"(?!-|'s|,? (?:was|had been|is|were|has|when|that|which|came|would|of|on which|in which)\b)",
    re.I,
)
_BESIDE = re.compile(
    rf"\b(?P<det>the|that|on the|one|a) (?P<unit>day|morning|evening|night|week|month|year|summer"
    rf"|afternoon|winter|{_WEEKDAY}) "
    rf"(?P<side>after|before|following)(?: that| next)?\b(?! (?:yesterday|to-?morrow|last))",
    re.I,
)
_WORD = re.compile(
    r"\b(?:the )?(?P<far>day (?:before|after) )?(?P<word>yesterday|to-?morrow|to-?night|morrow)"
    r"(?: (?P<sub>morning|evening|night|afternoon))?\b",
    re.I,
)

_BARE = re.compile(
    r"(?:\A|(?<=[.!?,;:\"'—–] )|(?<=[\"'—–])|(?<=\band )|(?<=\bthen )|(?<=\bonly )|(?<=\bbut )|^|(?<= {2}))"
    r"(?P<said>(?P<unit>years|months|weeks|decades|centuries|days)(?: and (?:years|months|weeks|days))?"
    r"(?:,? later| afterwards?|(?: had)? (?:passed|went by|gone by|rolled (?:by|on)|slipped (?:by|away))))\b",
    re.I,
)


def jumps(passage: Passage, at: int, end: int) -> Iterator[Fact]:
    """What is said with the amount of time whose unit stands at ``at``."""
    start, stop = passage.window(at, 70, 110)
    for found in AMOUNT.finditer(passage.text, start, min(stop, end + 30)):
        unit = found.start("hour") if found["hour"] else found.start("unit")
        if unit != at:
            continue
        fact = _around(passage, found, start, stop)
        if fact is not None:
            yield fact
        return
    bare = _BARE.search(passage.text, start, stop)
    if bare and bare.start("unit") == at:
        yield _fact(passage, bare.start("said"), bare.end(), {}, LATER, None, 0.85)


def _around(passage: Passage, found: re.Match[str], start: int, stop: int) -> Fact | None:
    """The reading of an amount by what stands before and after it."""
    text = passage.text
    before, after = text[start : found.start()], text[found.end() : stop]
    amount = amount_text(found)
    if re.match(
        r"[- ]+(?:old|olds|of age|older|younger|senior|junior|a(?:way|part)|wide|long gone)\b", after, re.I
    ):
        return None
    if re.match(r"'s? |-", after) and not re.match(r"-+ ?-", after):
        return None  # an hour's walk, a two-hour ride
    hyped = (found["number"] or found["one"] or "").lower() in ("a hundred",) or re.match(
        r" (?:hundred|thousand|million)", after
    )
    if hyped:
        return None

    def fact(direction: str, stop_at: int, anchor: str | None, begin: int, sure: float = 0.9) -> Fact:
        value: dict[str, object] = {"amount": amount} if amount else {}
        return _fact(passage, begin, stop_at, value, direction, anchor, sure)

    begin = found.start()
    no = _LEAD_NO.search(before)
    passed = _PASSED.match(after)
    if passed and re.match(r",? (?:and )?(?:then )?another\b", text[found.end() + passed.end() : stop]):
        amount = ""  # as long again, and perhaps more
    if passed and not found["one"] and not no:
        end = found.end() + passed.end()
        direction, anchor = LATER, None
        since = re.match(r" (?:since|from|after) (.+)", text[end:stop], re.I | re.S)
        if since:
            anchor, length = _anchor(passage, end + since.start(1))
            end += since.start(1) + length if anchor else 0
        return fact(direction, end, anchor, begin)
    if passed and found["one"] and not no and (found["unit"] or "").lower() not in ("day", "night"):
        return fact(LATER, found.end() + passed.end(), None, begin)
    later = _AFTERWARDS.match(after)
    lead_for = _LEAD_FOR.search(before)
    if later and lead_for and lead_for["lead"].lower() == "for":
        return fact(DURATION, found.end() + later.end(), None, start + lead_for.start())
    if later and not no:
        if found["unit"] and found["open"] and found["open"].lower() == "the":
            return None
        return fact(LATER, found.end() + later.end(), None, begin, 0.95)
    ago = _AGO.match(after)
    if ago and not no:
        if ago["word"].lower() == "before" and found["open"] == "the":
            return None
        return fact(EARLIER, found.end() + ago.end(), None, begin, 0.95)
    side = _AFTER.match(after)
    if (
        side
        and (found["open"] or "").lower() != "the"
        and not (no and side["side"].lower() not in ("after", "before"))
    ):
        anchor, length = _anchor(passage, found.end() + side.start("what"))
        end = found.end() + (side.start("what") + length if anchor else side.end("side"))
        word = side["side"].lower()
        it_was = _IT_WAS.search(before)
        if word in ("after", "following") and not lead_for:
            return fact(LATER, end, anchor, begin)
        if word == "since" and (it_was or anchor):
            return fact(LATER, end, anchor, begin)
        if word in ("before", "prior to", "previous to", "until", "till") and it_was and not anchor:
            return fact(LATER if word != "prior to" else EARLIER, end, anchor, begin, 0.8)
        if word in ("before", "prior to", "previous to") and not lead_for:
            return fact(LATER if it_was and "not" in it_was.group() else EARLIER, end, anchor, begin)
    lead = _LEAD_AFTER.search(before)
    if lead and not (found["one"] and lead["lead"].lower() in ("upon",)):
        word = lead["lead"].lower()
        begin = start + lead.start()
        if word == "upon":
            return None
        if word == "in" and re.match(r" (?:the|a|an|of) ", after):
            return None
        if word in ("within", "inside") and after.startswith(" of "):
            return None  # so near to something
        if word == "in the course of":
            return fact(DURATION, found.end(), None, begin, 0.8)
        if word == "in" and (found["open"] or "").lower() == "the":
            return None
        if word == "in" and found["one"] and (found["unit"] or "").lower() == "day" and not found["tail"]:
            return None  # so much in a day
        if word == "in" and (
            found["open"]
            or re.search(
                r"\b(?:not|n't|never|first|once|only|times|twice|best|worst|most|[a-z]+est)\b",
                before[-50:],
                re.I,
            )
        ):
            return fact(DURATION, found.end(), None, begin, 0.8)
        if word == "after" and found["open"] and found["open"].lower() == "the":
            return None
        return fact(LATER, found.end(), None, begin, 0.85)
    if lead_for and not no:
        begin = start + lead_for.start()
        word = lead_for["lead"].lower().strip()
        unit = (found["unit"] or found["hour"] or "").lower()
        if (
            found["open"]
            and found["open"].lower() == "the"
            and unit in ("day", "night", "hour", "minute", "week", "year")
        ):
            return None
        if word in (
            "for",
            "over",
            "through",
            "of",
            "in",
            "all",
            "took",
            "takes",
            "take",
            "spent",
            "spend",
        ) and (found["one"] and found["one"].lower() == "one" and unit in ("day", "night")):
            return None
        if word in ("of", "all"):
            return None
        return fact(DURATION, found.end(), None, begin, 0.85)
    return None


def _anchor(passage: Passage, at: int) -> tuple[str | None, int]:
    """What an amount is counted from, and how many characters it takes: a record, or "the wedding"."""
    stop = min(passage.sentence(at)[1], at + 60)
    text = passage.text[at:stop]
    skipped = re.match(r"the ", text, re.I)
    mention = passage.mention_starting(at) or (passage.mention_starting(at + 4) if skipped else None)
    if mention is not None:
        rest = passage.text[mention.end : stop]
        event = re.match(
            r"'s? (?:own )?([a-z]+)(?=\s*[.,;:!?)\"—]|\s(?:and|but|when|he|she|they|the|in|at|on|had"
            r"|was)\b|\s*\Z)",
            rest,
        )
        if event:
            return passage.text[at : mention.end + event.end()], mention.end + event.end() - at
        if mention.possessive or re.match(r" (?!had|and|but)[a-z]", rest):
            return None, 0
        return mention.who or passage.text[at : mention.end], mention.end - at
    noun = re.match(
        r"(?:the|his|her|their|my|our|this|that|these|those) (?:[a-z]+ ){0,2}?[a-z]+(?: of (?:the )?[\w'-]+)?"
        r"(?=\s*[.,;:!?)\"—–]|\s*--|\s(?:and|but|when|he|she|they|the|in|at|on|had|that|there|it|a)\b|\s*\Z)",
        text,
    )
    if noun and not re.search(r"\b(?:was|were|had|is|came|went|said)\b", noun.group()):
        return noun.group(), noun.end()
    return None, 0


def _fact(
    passage: Passage,
    start: int,
    end: int,
    value: dict[str, object],
    direction: str,
    anchor: str | None,
    sure: float,
) -> Fact:
    """A jump where the story may go on from there, an anchor else; flags are seen to by the caller."""
    moves = direction == LATER
    said = {**value, "direction": direction, "anchor": anchor, "moves_clock": "proposed" if moves else "no"}
    return Fact("jump" if moves else "anchor", start, end, said, confidence=sure, about_value=True)


def nearby(passage: Passage, at: int, end: int) -> Iterator[Fact]:
    """What a word such as "next" or "yesterday" at ``at`` says: "the next morning", "the day after"."""
    start, stop = passage.window(at, 16, 60)
    text = passage.text
    for found in _NEXT.finditer(text, start, stop):
        if found.start("which") == at:
            fact = _next(passage, found)
            if fact is not None:
                yield fact
            return
    for found in _THAT.finditer(text, start, stop):
        if found.start() <= at < found.start("unit") and text[at:end].lower() in ("that", "this"):
            yield from _that(passage, found)
            return
    for found in _BESIDE.finditer(text, start, stop):
        if found.start("unit") == at and found["det"].lower() not in ("one", "a"):
            direction = EARLIER if found["side"].lower() == "before" else LATER
            anchor, length = (
                _anchor(passage, found.end() + 1) if text[found.end() : found.end() + 1] == " " else (None, 0)
            )
            said = f"{'previous' if direction == EARLIER else 'next'} {found['unit'].lower()}"
            stop_at = found.end() + (1 + length if anchor else 0)
            yield _fact(passage, found.start(), stop_at, {"expression": said}, direction, anchor, 0.9)
            return
    for found in _WORD.finditer(text, start, stop):
        if found.start("word") == at:
            word = found["word"].lower().replace("-", "")
            direction = EARLIER if word == "yesterday" else SAME if word == "tonight" else LATER
            value: dict[str, object] = {"amount": "2 days"} if found["far"] else {"expression": word}
            fact = _fact(passage, found.start(), found.end(), value, direction, None, 0.85)
            yield fact
            return


def _next(passage: Passage, found: re.Match[str]) -> Fact | None:
    which, unit, det = found["which"].lower(), found["unit"].lower(), (found["det"] or "").lower()
    if which == "last" and (det or unit in ("day", "days", "hour", "minute")):
        return None  # the last day of all
    if unit == "days" or (unit in ("minute", "hour") and which in ("same", "last")):
        return None
    if which == "same" and not det:
        return None
    if which == "last" and unit in ("morning", "evening", "afternoon"):
        return None
    direction = SAME if which == "same" else EARLIER if which in ("previous", "preceding", "last") else LATER
    name = {"following": "next", "ensuing": "next", "preceding": "previous", "last": "previous"}.get(
        which, which
    )
    said = f"{name} {unit}" + (f" {found['sub'].lower()}" if found["sub"] else "")
    return _fact(passage, found.start(), found.end(), {"expression": said}, direction, None, 0.95)


def _that(passage: Passage, found: re.Match[str]) -> Iterator[Fact]:
    det, unit = found["det"].lower(), found["unit"].lower()
    if det.startswith(("this", "that")) and unit in ("day", "week", "month", "year") and det != "that":
        return
    before = passage.text[max(passage.start, found.start() - 8) : found.start()].lower()
    if before.endswith(
        (" to ", " from ", " until ", " till ", " after ", " before ", " since ", " of ", " by ")
    ):
        return
    direction = LATER if det.startswith("later") else EARLIER if det.startswith("earlier") else SAME
    yield _fact(passage, found.start(), found.end(), {"expression": f"same {unit}"}, direction, None, 0.85)
