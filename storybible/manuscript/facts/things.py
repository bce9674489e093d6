"""Items in somebody's hands: "Sakura wore the ring", "he drew his father's sword".

Value: ``{"item": id, "act": verb}``; the subject has or uses it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storybible.manuscript.facts.passage import Fact, Passage
from storybible.manuscript.mentions import Mention

_VERBS = (
    "w[eo]re?s?|wearing|carr(?:y|ies|ied|ying)|h[eo]lds?|held|holding|dr[ae]ws?|drawing|t[ao]kes?|took"
    "|taking|pick(?:s|ed)? up"
    "|picking up|grip(?:s|ped|ping)?|lift(?:s|ed|ing)?|rais(?:es?|ed|ing)|put on|puts on|put|puts|putting"
    "|laid|lays|laying|pull(?:s|ed|ing)? (?:out|on)"
    "|us(?:es?|ed|ing)|sw[iu]ngs?|lit|lights?|own(?:s|ed)?|keeps?|kept|had|has|have|pocket(?:s|ed|ing)?"
    "|brandish(?:es|ed|ing)?|unsheath(?:es?|ed|ing)|slip(?:s|ped)? on|clutch(?:es|ed|ing)?|finger(?:s|ed"
    "|ing)?"
    "|wield(?:s|ed|ing)?|sold|sells?|lost|loses?|thr[eo]ws?|g[ai]ves?|giving|br[eo]ke|breaks?|pour(?:s|ed"
    "|ing)?(?: tea from)?"
    "|flick(?:s|ed|ing)?|play(?:s|ed|ing)?|turn(?:s|ed|ing)?|sets? down|fill(?:s|ed|ing)?|bl[eo]ws?"
    "|fetch(?:es|ed|ing)?"
    "|br(?:ing|ings|ought)|hand(?:s|ed)|pass(?:es|ed)|show(?:s|ed)|snatch(?:es|ed|ing)?|polish(?:es|ed"
    "|ing)?|stroke[sd]?"
    "|stroking|grab(?:s|bed|bing)?|open(?:s|ed|ing)?|clos(?:es?|ed|ing)|shut|shuts|wip(?:es?|ed|ing)"
    "|clean(?:s|ed|ing)"
    "|shov(?:es?|ed)|tuck(?:s|ed|ing)?|button(?:s|ed)|strap(?:s|ped)|loads?|loaded|fir(?:es|ed)|aim(?:s|ed)"
    "|sheath(?:es|ed)"
)
_ACT = re.compile(
    rf"\b(?P<verb>{_VERBS})(?: (?:up|out|on|off|away|down|with|from|in|back))?"
    r"(?: (?P<whom>him|her|me|us|them|you|(?-i:[A-Z])[^\W_]+))?"
    r"(?: (?:the|his|her|my|their|a|an|that|this|old|own|[^\W_]+'s)){0,3} \Z",
    re.I,
)
_GIVING = re.compile(
    r"g[ai]ves?|hand(?:s|ed)|pass(?:es|ed)|show(?:s|ed)|thr[eo]ws?|br(?:ing|ings|ought)|fetch(?:es|ed)", re.I
)


def in_use(passage: Passage, item: Mention) -> Iterator[Fact]:
    """Who is said to have or to use the item that is mentioned."""
    start, _ = passage.window(item.start, 60, 0)
    lead = passage.text[start : item.start]
    found = _ACT.search(lead)
    if found is None or item.who is None or (found["whom"] and not _GIVING.fullmatch(found["verb"])):
        return
    who = passage.subject_before(start + found.start())
    if who.grammar in ("other", "plural"):
        return
    value = {"item": item.who, "act": found["verb"].lower()}
    yield Fact("item", start + found.start(), item.end, value, who, confidence=0.8)
