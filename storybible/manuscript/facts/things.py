"""Items in somebody's hands: "Sakura wore the ring", "he drew his father's sword".

Value: ``{"item": id, "act": verb}``; the subject has or uses it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storybible.manuscript.facts.passage import Fact, Passage
from storybible.manuscript.mentions import Mention

_ACT = re.compile(
    r"\b(?P<verb>wore|wears|wearing|carried|carries|carrying|held|holds|holding|drew|draws|took|takes"
    r"|taking|picked up|picks up"
    r"|gripped|lifted|raised|raises|put on|puts on|pulled (?:out|on)|used|uses|swung|lit|owns|owned|kept"
    r"|keeps|had|has|pocketed"
    r"|brandished|unsheathed|slipped on|clutched|fingered|wielded|sold|lost|threw|throws|gave|gives|broke"
    r"|poured|poured tea from"
    r"|flicked|played|turned|set down|filled)(?: (?:up|out|on|off|away|down|with|from|in))?"
    r"(?: (?:the|his|her|my|their|a|an|that|this|old|own|[^\W_]+'s)){0,3} \Z",
    re.I,
)


def in_use(passage: Passage, item: Mention) -> Iterator[Fact]:
    """Who is said to have or to use the item that is mentioned."""
    start, _ = passage.window(item.start, 60, 0)
    lead = passage.text[start : item.start]
    found = _ACT.search(lead) or (_ACT.search(f"{lead}") if lead else None)
    if found is None or item.who is None:
        return
    who = passage.subject_before(start + found.start())
    if who.grammar in ("other", "plural"):
        return
    value = {"item": item.who, "act": found["verb"].lower()}
    yield Fact("item", start + found.start(), item.end, value, who, confidence=0.8)
