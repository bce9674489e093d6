"""Who says "I": the narrator of each stretch of a manuscript.

The writer's own ``pov`` comes first.  Else a letter is told by whoever signs it, and a text by the one who
says outside of speech "My name is Mara Venn" or "I, Mara Venn,"; where several do, nobody is taken.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from storybible.manuscript.cast import Cast
from storybible.manuscript.mentions import Mention
from storybible.manuscript.prose import Paragraph, Prose

SIGNATURE = 60
"""The name under a letter stands in a line of so many characters at most."""
_DEAR = re.compile(
    r"[\s_*]*(?:my (?:own )?)?(?:dear(?:est)?|darling|beloved)\s[^.!?]{1,60}[,.:!—–-]*\s*(?:\n|\Z)", re.I
)
_MINE = re.compile(
    r"\b(?:my name(?:’s|'s| is| was)|(?:they|people|everyone|everybody) calls? me|i am|i’m|i'm|i,) \Z", re.I
)
_CLOSING = re.compile(
    r"[\s_*—–-]*(?:(?:ever |always )?(?:your|yours|with|love|all my love|in haste|as ever"
    r"|the)\b[^.!?]{0,40}?)?[\s,_*—–-]*",
    re.I,
)
_AFTER_NAME = re.compile(r"[\s.,_*—–-]*")
_POV = re.compile(r"pov:?\s+(.+)", re.I)


class Narrators:
    """Who tells what, asked by offset."""

    def __init__(
        self, prose: Prose, cast: Cast, mentions: Sequence[Mention], in_speech: Callable[[int], bool]
    ) -> None:
        self._said = _said(prose, cast)
        self._letters = _letters(prose, cast, mentions)
        self._named = None if self._said else _named(prose, cast, mentions, in_speech)

    def at(self, offset: int) -> str | None:
        """The record of whoever says "I" at an offset; None where nobody is known to."""
        for start, end, who in self._letters:
            if start <= offset < end:
                return who
        index = bisect_right(self._said, offset, key=lambda one: one[0]) - 1
        return self._said[index][1] if index >= 0 else self._named

    def in_letter(self, offset: int) -> bool:
        """Whether an offset stands in a letter."""
        return any(start <= offset < end for start, end, _ in self._letters)


def _said(prose: Prose, cast: Cast) -> list[tuple[int, str | None]]:
    """The writer's own word on who tells the story, from which offset on."""
    said = [(0, prose.front_matter.get("pov", ""))]
    said += [
        (directive.offset, pov[1]) for directive in prose.directives if (pov := _POV.match(directive.text))
    ]
    by_name = {label.casefold(): who for who, label in cast.labels.items()}
    return [
        (offset, name if name in cast.kind_of else by_name.get(name.casefold()))
        for offset, name in said
        if name
    ]


def _letters(prose: Prose, cast: Cast, mentions: Sequence[Mention]) -> list[tuple[int, int, str | None]]:
    """Where a letter begins and ends, and who signs it: from "Dear ...," up to a line with a name alone."""
    if re.search(r"\b(?:dear|darling|beloved)", prose.readable, re.I) is None:
        return []
    found: list[tuple[int, int, str | None]] = []
    starts = [mention.start for mention in mentions]
    breaks = sorted(prose.breaks)
    opened = -1
    for paragraph in prose.paragraphs:
        if _DEAR.match(prose.readable, paragraph.start, min(paragraph.end, paragraph.start + 90)):
            opened = paragraph.start
            continue
        if opened >= 0 and paragraph.end - paragraph.start <= SIGNATURE:
            index = bisect_left(starts, paragraph.start)
            who = _signed(prose, cast, paragraph, mentions[index] if index < len(mentions) else None)
            if who is not None:
                index = bisect_right(breaks, paragraph.start)
                end = breaks[index] if index < len(breaks) else len(prose.text)
                found.append((opened, end, who))  # with its postscript
                opened = -1
    return found


def _signed(prose: Prose, cast: Cast, paragraph: Paragraph, mention: Mention | None) -> str | None:
    """Whoever signs in a line of their own."""
    if mention is None or mention.start >= paragraph.end or mention.who is None or mention.possessive:
        return None
    alone = _CLOSING.fullmatch(prose.readable, paragraph.start, mention.start) and _AFTER_NAME.fullmatch(
        prose.readable, mention.end, paragraph.end
    )
    return mention.who if alone and cast.kind_of.get(mention.who) == "character" else None


def _named(
    prose: Prose, cast: Cast, mentions: Sequence[Mention], in_speech: Callable[[int], bool]
) -> str | None:
    """The one who gives their own name in the narration; None where nobody or several do."""
    if len(re.findall(r"\bI\b", prose.readable)) < 2:
        return None
    names: set[str] = set()
    for mention in mentions:
        if mention.who is None or mention.possessive or cast.kind_of.get(mention.who) != "character":
            continue
        lead = prose.readable[max(0, mention.start - 24) : mention.start]
        found = _MINE.search(lead)
        if found is None or in_speech(mention.start):
            continue
        after = prose.readable[mention.end : mention.end + 1]
        if after in (".", ",", ";", "!") and not (found.group().startswith(("I,", "i,")) and after != ","):
            names.add(mention.who)
    return names.pop() if len(names) == 1 else None
