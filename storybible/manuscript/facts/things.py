"""Items in somebody's hands: "Sakura wore the ring", "he drew his father's sword", "the lamp hung there".

Value: ``{"item": id, "act": verb}``; the subject has or uses it.  Where the thing itself is the subject, or
is in somebody's hand, the act is ``is there``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storybible.manuscript.facts.passage import OTHER, Fact, Passage, Who
from storybible.manuscript.handling import FORMS, GIVING
from storybible.manuscript.mentions import Mention

_VERBS = "|".join(sorted(FORMS, key=len, reverse=True))
_ACT = re.compile(
    rf"\b(?P<verb>{_VERBS})(?: (?:up|out|on|off|away|down|with|from|in|back)| tea from)?"
    r"(?: (?P<whom>him|her|me|us|them|you|(?-i:[A-Z])[^\W_]+))?"
    r"(?: (?:the|his|her|my|their|a|an|that|this|old|own|[^\W_]+'s)){0,3} \Z",
    re.I,
)
_WHOSE = r"(?:the|his|her|my|our|their|its|(?-i:[A-Z])[^\W_]+'s)"
_ON_SOMEBODY = re.compile(
    rf",? (?:in|on|at|round|around|over|under) {_WHOSE}(?: (?:own|left|right|free|other"
    rf"|bare))? (?P<part>hands?|fingers?|fist|side|belt"
    r"|neck|lap|back|pocket|wrist|arm|shoulder|breast|knees?|mouth|teeth)\b",
    re.I,
)
_THERE = re.compile(
    r"(?:,[^,.;]{1,30},)? (?:is|was|hangs|hung|lies|lay|stands|stood|shines|shone|gleams|gleamed|glints"
    r"|glinted|leans|leaned|leant"
    r"|sits|sat|rests|rested) (?:still |now |already )?"
    rf"(?P<place>(?:on|in|at|over|above|by|beside|against|under|round|around"
    rf"|behind) {_WHOSE}(?: [a-z]+)? (?:fingers?|hands?|pocket|belt|side"
    r"|neck|table|shelf|wall|desk|mantelpiece|mantelshelf|mantel|nail|hook|drawer|door|fire|hearth"
    r"|fireplace|bed|chair|lap|knees?"
    r"|window|windowsill|sill|bench|counter|dresser|cupboard|case|box|bag|basket|tray|corner))\b",
    re.I,
)
_NOT_HAD = re.compile(
    r"\b(?:without|miss\w*|want\w*|wish\w*|need\w*|no|not|never|of|for|about|instead|than|like|remember\w*"
    r"|imagin\w*|dream\w*|if|where"
    r"|draw\w*|drew|paint\w*|sketch\w*|thought|think\w*|picture\w*)\b[^,;]*\Z",
    re.I,
)
_ON = re.compile(r"\w(?:,|,? and|,? then|, and then) \Z")


def in_use(passage: Passage, item: Mention) -> Iterator[Fact]:
    """Who is said to have or to use the item that is mentioned."""
    if item.who is None or item.possessive:
        return
    start, stop = passage.window(item.start, 60, 90)
    lead = passage.text[start : item.start]
    article = re.search(rf"\b{_WHOSE} \Z", lead, re.I)
    there = _there(passage.text, lead[: article.start()], item, stop) if article else None
    if there is not None and article is not None:
        who = Who(None, "pronoun") if there.re is _ON_SOMEBODY else OTHER
        value = {"item": item.who, "act": "is there"}
        yield Fact("item", start + article.start(), there.end(), value, who, confidence=0.7)
        return
    found = _ACT.search(lead)
    verb = FORMS[found["verb"].lower()] if found else ""
    if found is not None and not (found["whom"] and verb not in GIVING):
        who = passage.subject_before(start + found.start())
        if who.grammar == "other" and found["verb"].lower() != verb and _ON.search(lead[: found.start()]):
            who = Who(None, "pronoun")  # "he went upstairs, took the sword ..."
        if who.grammar not in ("other", "plural"):
            value = {"item": item.who, "act": found["verb"].lower()}
            yield Fact("item", start + found.start(), item.end, value, who, confidence=0.8)


def _there(text: str, lead: str, item: Mention, stop: int) -> re.Match[str] | None:
    """Where the words after a thing say that it is: in somebody's hand, or (as the subject) by the door."""
    if _NOT_HAD.search(lead):
        return None
    found = _ON_SOMEBODY.match(text, item.end, stop)
    if found is not None:
        return found
    within = re.search(r"\b(?:of|in|on|with|to|by|under|over) \Z", lead, re.I)
    return None if within else _THERE.match(text, item.end, stop)
