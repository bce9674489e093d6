"""Numbers and amounts of time as prose writes them, and the same in the words of the bible's time grammar.

"five-and-twenty" is 25, "a year or two" is ``1 to 2 years``, "three quarters of an hour" ``45 minutes``.
What the grammar has no words for ("many years", "years") has no amount.
"""

from __future__ import annotations

import re
from functools import lru_cache

from storybible.when import Problem, parse_amount

ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = (
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_VALUES = {
    **{word: n for n, word in enumerate([*ONES, *TEENS], 1)},
    **{word: 10 * n for n, word in enumerate(TENS, 2)},
    **{"hundred": 100, "fourty": 40, "a": 1, "an": 1},
}
SPELT = frozenset([*ONES, *TEENS, *TENS, "fourty", "hundred"])
"""Words that are numbers, or the beginning of one."""

_ONES, _TEENS, _TENS = "|".join(ONES), "|".join(TEENS), "|".join([*TENS, "fourty"])
_BELOW = rf"(?:(?:{_TENS})(?:(?:- ?| )(?:{_ONES})\b)?|(?:{_ONES})[- ]and[- ](?:{_TENS})|{_TEENS}|{_ONES})"
NUMBER = (
    rf"(?:(?<![\d.,:/-])\d{{1,3}}(?![\d:/]|[.,]\d)|(?:a|an|one) hundred(?: and {_BELOW})?|{_BELOW})(?![\w'])"
)
"""A whole number up to three digits, in digits or words; no part of a date, a time, or a price."""
RANGE = rf"{NUMBER}(?:(?:,? or | to |, |-){NUMBER})?"

UNITS = {
    "minute": "minute", "hour": "hour", "day": "day", "night": "night", "week": "week",
    "fortnight": "fortnight", "month": "month", "year": "year", "decade": "decade", "century": "century",
    "centurie": "century", "twelvemonth": "year", "yr": "year", "hr": "hour", "min": "minute",
    "winter": "year", "summer": "year",
}  # fmt: skip
UNIT_WORDS = frozenset(w + s for w in UNITS for s in ("", "s")) - {"centurie", "mins", "min"}

_HEDGES = {
    "about": "about", "around": "about", "some": "about", "roughly": "about", "approximately": "about",
    "perhaps": "about", "maybe": "about", "scarcely": "about", "hardly": "about", "barely": "about",
    "nearly": "almost", "almost": "almost", "not quite": "almost", "close on": "almost",
    "over": "over", "more than": "over", "well over": "over", "upwards of": "over", "above": "over",
    "rather more than": "over", "a little over": "over", "a little more than": "over", "just over": "over",
    "under": "under", "less than": "under", "at least": "at least", "at most": "at most",
    "exactly": "exactly", "not more than": "at most", "no more than": "at most", "up to": "at most",
    "not less than": "at least",
}  # fmt: skip
_HEDGE = "|".join(sorted(_HEDGES, key=len, reverse=True)).replace(" ", r"\ ")
_VAGUE = "a few|several|a couple of|a dozen|half a dozen|half an?|half-an?".replace(" ", r"\ ")
_NUMBER = NUMBER.replace(" ", r"\ ")
_FILL = "more|long|whole|full|good|short|weary|odd|further|solid|happy|little|entire|other|such|dreary|bare"
AMOUNT = re.compile(
    rf"""\b(?:(?P<hedge>{_HEDGE})\ +)?
    (?:another\ +|the\ +whole\ +|the\ +)?
    (?:(?P<quarters>a|three)[ -]quarters?\ of\ (?=an?\ hour)an?\ (?P<hour>hour)
    |(?:(?P<number>{_NUMBER})(?:(?P<join>,?\ or\ |\ to\ |,\ |-)(?P<upper>{_NUMBER}|\d{{1,3}}))?(?P<odd>-odd)?
      |(?P<vague>{_VAGUE})
      |(?P<one>an?|another|one)
      |(?P<open>many|some|the))
    (?P<half>\ and\ a\ half)?
    (?:[ -]+(?:{_FILL})){{0,2}}
    [ -]+(?P<unit>(?:minute|hour|day|night|week|fortnight|month|year|decade|twelvemonth|yr|hr|winter|summer)s?
      |century|centuries)
    (?:\ and\ (?:(?P<end_half>a\ half)
      |(?P<more>{_NUMBER})\ +(?P<more_unit>(?:month|week|day|minute|hour)s?)))?
    (?P<tail>\ or\ (?:so|two|three|more))?
    )(?![\w-])""",
    re.I | re.X,
)
"""A length of time that ends in a unit; `amount_text` says it in the grammar."""


def number(words: str) -> int | None:
    """The value of what `NUMBER` has matched."""
    if words.isdecimal():
        return int(words)
    total = 0
    for word in words.lower().replace("-", " ").split():
        if word != "and":
            value = _VALUES.get(word)
            if value is None:
                return None
            total = 100 if value == 100 else total + value
    return total


_ORDINALS = {
    "first": "one", "second": "two", "third": "three", "fifth": "five", "eighth": "eight", "ninth": "nine",
    "twelfth": "twelve",
}  # fmt: skip


def ordinal(words: str) -> int | None:
    """The value of "sixteenth", "twenty-first", "21st"; None for any other word."""
    if words[0].isdigit():
        return int(words[:-2])
    *tens, last = words.lower().split("-")
    if last not in _ORDINALS and not last.endswith("th"):
        return None
    last = _ORDINALS.get(last) or (f"{last[:-4]}y" if last.endswith("ieth") else last[:-2])
    return number("-".join([*tens, last]))


def hedged(words: str) -> str:
    """The grammar's hedge for one in prose, with a blank after it; "" for none."""
    known = _HEDGES.get(" ".join(words.lower().split()))
    return f"{known} " if known else ""


def amount_text(found: re.Match[str]) -> str | None:
    """What `AMOUNT` has matched in the words of the grammar; None where that has none for it."""
    said = _said(found)
    return said if said is not None and _is_amount(said) else None


@lru_cache(2000)
def _is_amount(said: str) -> bool:
    return not isinstance(parse_amount(said), Problem)


def _said(found: re.Match[str]) -> str | None:
    hedge = hedged(found["hedge"] or "")
    if found["quarters"]:
        return f"{hedge}{15 if found['quarters'].lower() == 'a' else 45} minutes"
    unit = UNITS[found["unit"].lower() if found["unit"].lower() in UNITS else found["unit"].lower()[:-1]]
    units = "centuries" if unit == "century" else f"{unit}s"
    tail = (found["tail"] or "").removeprefix(" or ").lower()
    if tail == "so":
        hedge = hedge or "about "
    if found["one"]:
        if tail in ("two", "three"):
            return f"1 to {2 if tail == 'two' else 3} {units}"
        if found["half"] or found["end_half"]:
            return f"{hedge}1 and a half {units}"
        more = _more(found)
        return f"{hedge}1 {unit}{more}{' or more' if tail == 'more' else ''}"
    if found["vague"]:
        vague = found["vague"].lower().replace("-", " ")
        return f"{hedge}{vague} {unit if vague.startswith('half a') and 'dozen' not in vague else units}"
    if found["open"]:
        return None
    first = number(found["number"])
    second = number(found["upper"]) if found["upper"] else None
    if first is None or (found["upper"] and (second is None or second <= first)):
        return None
    if second is not None:
        joint = "or" if "or" in (found["join"] or "") or "," in (found["join"] or "") else "to"
        return f"{hedge}{first} {joint} {second} {units}"
    if found["half"] or found["end_half"]:
        return f"{hedge}{first} and a half {units}"
    if found["odd"]:
        return f"{first}-odd {units}"
    return (
        f"{hedge}{first} {unit if first == 1 else units}{_more(found)}{' or more' if tail == 'more' else ''}"
    )


def _more(found: re.Match[str]) -> str:
    if not found["more"]:
        return ""
    return f" and {number(found['more'])} {found['more_unit'].lower()}"
