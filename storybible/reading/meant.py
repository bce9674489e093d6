"""What people write in the place of an entry of a list, a name or a one-line form, and how it is written.

Looked at only where something is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from storybible.reading.fields import Reader
from storybible.reading.nodes import Mapping
from storybible.reading.problems import WRONG_TYPE, short
from storybible.records import Text
from storybible.when import Problem, parse_age, parse_amount

_AGE_FIRST = re.compile(
    r"(.+?)(?:\s*\((?P<inside>.+)\)|(?:\s+when\b|\s*[@:=,]|\s+by\b|\s+-)\s*(?P<after>.+))\Z", re.I
)
_AGE_LAST = re.compile(
    r"(?:(?:at|in|on)\s+)?(?P<at>.+?)(?:\s*[:=,]|\s+-|,?\s+(?:s?he|they)\s+(?:is|was|are|were))\s*(?P<age>.+)\Z",
    re.I,
)


def age_meant(text: str) -> str:
    """``17 at the-wreck`` for ``17 (the-wreck)``, ``17 when the-wreck``, ``the-wreck: 17``; "" for none."""
    found = _AGE_FIRST.match(text)
    if found and _is_age(found[1]):
        return f"{found[1]} at {found['inside'] or found['after']}"
    found = _AGE_LAST.match(text)
    return f"{found['age']} at {found['at']}" if found and _is_age(found["age"]) else ""


def _is_age(text: str) -> bool:
    return not isinstance(parse_age(text), Problem)


def age_entry(key: str, value: str) -> str:
    """``{17: the-wreck}`` or ``{the-wreck: 17}`` as one line."""
    return f"{key} at {value}" if _is_age(key) else f"{value} at {key}" if _is_age(value) else ""


def presence_entry(key: str, value: str) -> str:
    """``{teo: mentioned}`` as one line."""
    return f"{key} ({value})"


def holder_entry(key: str, value: str) -> str:
    """``{odo: until the-flood}`` as one line."""
    return f"{key} {value}" if re.match(r"(?:from|until|seen)\s", value) else f"{key} from {value}"


def route_entry(key: str, value: str) -> str:
    """``{abbey: 3 days}`` or ``{abbey: 40 km}`` as a route."""
    if km := re.fullmatch(r"(\d+(?:\.\d+)?)\s*km", value):
        return f"{{to: {key}, km: {km[1]}}}"
    return "" if isinstance(parse_amount(value), Problem) else f"{{to: {key}, takes: {value}}}"


def route_meant(text: str) -> str:
    """``to mill in 3 days``, ``mill 3 days`` and ``mill: 3 days`` as a route; "" for none."""
    found = re.match(
        r"(?:to\s+)?(.+?)(?::|\s+in|,|\s+is)?\s+((?:about\s+)?(?:\d|an?\s|half\s|\w+\s\w+$).*)", text
    )
    return route_entry(found[1], found[2]) if found else ""


def keyed(
    reader: Reader,
    node: Mapping,
    known: Collection[str],
    field: str,
    write: Callable[[str, str], str],
    alone: bool,
) -> bool:
    """Report a mapping whose keys are names instead of fields; ``alone``: it stands in no list.

    ``write`` puts a key and its value into the form of an entry; "" where it cannot.
    """
    entries = []
    for key, value in node.items:
        if key.value in known or type(value) is not Text or not value.value:
            return False
        entries.append(write(key.value, value.value))
    if not entries or not all(entries):
        return False
    raw = reader.text[node.start : node.end]
    name = short(node.items[0][0].value)
    message = f"`{name}` stands where an entry of `{field}` has the name of a field"
    as_entries(reader, node, entries, field, alone, message, raw[:80])
    return True


def as_entries(
    reader: Reader, node: Mapping, entries: list[str], field: str, alone: bool, message: str, *about: str
) -> None:
    """Report a mapping with the entries that it is to be; ``alone``: it stands in no list."""
    written, raw = ", ".join(entries), reader.text[node.start : node.end]
    written = f"[{written}]" if alone else written
    reader.add(
        WRONG_TYPE,
        node.span,
        message,
        f"write {f'{field}: ' if alone else ''}{short(written, 120)}",
        field,
        *about,
        repair=(raw, written) if node.braces and "\n" not in raw else None,
    )


# ---- names ---------------------------------------------------------------------------------------------

_EVERYBODY = frozenset(("everyone", "everybody", "all", "all of them", "the others", "the rest", "others"))
_NOBODY = frozenset(("nobody", "no one", "none", "noone", "n/a", "unknown", "?", "-", "tbd"))
_YEARS = re.compile(r"(.+?)[\s,]*\(?\b(\d{3,4})\s*(?:[-–—/]|to|until)\s*(\d{3,4})\)?\Z")
_SINCE = re.compile(r"(.+?)[\s,]*\(?\b(?:in|since|after|as of|starting|starting in|at)\s+(.+?)\)?\Z")
_TILL = re.compile(r"(.+?)[\s,]*\(?\b(?:before|till|til|up to|through|to)\s+(.+?)\)?\Z")
_VERB = re.compile(r"(.+?)\s+(?:is|are|was|were|got|became|has|had)\Z", re.I)
_PRESENT = "mentioned|body|dream|vision|ghost|memory|disguised"
_PARENT = "mother|father|adoptive|step|guardian"
PERIODS = frozenset(("group", "office", "item", "relationship", "secret"))
"""Kinds of record that say from when until when of a person."""


def name_meant(text: str, kind: str, is_known: Callable[[str], bool]) -> str:
    """A hint for a text that is no name; ``kind`` is that of the record it stands in."""
    word = text.lower()
    if word in _EVERYBODY:
        return "name each of them: [mara, teo]; a group has `members`"
    if word in _NOBODY:
        return "leave it out where nobody is meant, or it is not known who"
    if kind in PERIODS:
        if (found := _YEARS.match(text)) and is_known(found[1]):
            return f"write `{found[1]} from {found[2]} until {found[3]}`"
        for pattern, said in ((_SINCE, "from"), (_TILL, "until")):
            if (found := pattern.match(text)) and is_known(found[1]):
                return f"write `{found[1]} {said} {found[2]}`"
        if (found := _VERB.match(text)) and is_known(found[1]):
            return f"write `{found[1]}` and the kind of relationship right after it: `nora married hale`"
    roles = {"event": _PRESENT, "scene": _PRESENT, "character": _PARENT}.get(kind)
    if roles and (found := re.match(rf"(.+?)\s*[-–—/:,]\s*({roles})\Z", text, re.I)) and is_known(found[1]):
        return f"write `{found[1]} ({found[2].lower()})`"
    if roles and (found := re.match(rf"({roles})[\s:]+(.+)\Z", text, re.I)) and is_known(found[2]):
        return f"write `{found[2]} ({found[1].lower()})`"
    return ""


# ---- relationships -------------------------------------------------------------------------------------

_TIES = {
    **dict.fromkeys(("mother", "father", "mum", "mom", "dad", "parents"), "parent"),
    **dict.fromkeys(("son", "daughter", "kid"), "child"),
    **dict.fromkeys(("brother", "sister", "siblings", "brothers", "sisters", "twin"), "sibling"),
    **dict.fromkeys(("husband", "wife", "spouse", "spouses", "ex-wife", "ex-husband"), "married"),
    **dict.fromkeys(("fiance", "fiancé", "fiancee", "fiancée"), "engaged"),
    **dict.fromkeys(("boyfriend", "girlfriend"), "dating"),
    **dict.fromkeys(("lover",), "lovers"),
    **dict.fromkeys(("teacher", "master", "tutor"), "mentor"),
    **dict.fromkeys(("pupil", "apprentice", "disciple"), "student"),
    **dict.fromkeys(("foe", "nemesis", "hates", "enemies"), "enemy"),
    **dict.fromkeys(("ally", "allies", "friends", "knows"), "friend"),
    **dict.fromkeys(("servant",), "serves"),
}
_IS_OF = re.compile(
    r"(?P<a>.+?) (?:(?:is|was|were|are) )?(?:the |an? )?(?P<k>[\w-]+) (?:of|to|with) (?P<b>.+)\Z"
)
_HIS = re.compile(r"(?P<b>.+?)['’]s (?P<k>[\w-]+) (?:is|was) (?P<a>.+)\Z")
_IS_HIS = re.compile(r"(?P<a>.+?) (?:is|was) (?P<b>.+?)['’]s (?P<k>[\w-]+)\Z")
_PAIR = re.compile(r"(?P<a>.+?) (?:&|\+|and) (?P<b>\S+)(?: are| were)? (?P<k>[\w-]+)\Z")
_VERBED = re.compile(r"(?P<a>\S+) (?P<k>[\w-]+) (?P<b>\S+)\Z")
_KIND_LAST = re.compile(r"(?P<a>\S+) (?P<b>\S+) (?P<k>[\w-]+)\Z")


def tie_meant(word: str, kinds: Collection[str]) -> str:
    """The kind of relationship that a word may mean; "" for none."""
    tie = _TIES.get(word.lower(), word.lower())
    return tie if tie in kinds else ""


def relation_meant(text: str, kinds: Collection[str]) -> str:
    """A line that reads, for one that does not: ``hale sibling of nora`` for "Hale is Nora's brother"."""
    for pattern in (_IS_HIS, _HIS, _IS_OF, _PAIR, _VERBED, _KIND_LAST):
        found = pattern.match(text)
        tie = tie_meant(found["k"], kinds) if found else ""
        if found and tie:
            return (
                f"{found['a']} {tie} of {found['b']}"
                if tie != "married"
                else f"{found['a']} married {found['b']}"
            )
    return ""
