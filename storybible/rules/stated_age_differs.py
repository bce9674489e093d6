"""A draft gives somebody an age that they cannot have when the scene plays.

The scene needs a moment (`at:` in the front matter, a comment, or `--at`).  An error where the age misses even
at the loosest reading of everything that is stated, a warning where it misses the readings as such, a note
where the words stand in speech, are denied, supposed, hedged, or remembered.

## Failing

```yaml
characters: {mara: {name: Mara Venn, ages: [{age: 25, at: the-return, source: ¶49}]}}
events: {the-return: {title: The return}}
```

```text
# draft.md
---
at: 10 years after the-return
---

Mara was thirty-one that autumn. “I am twenty,” said Mara.
```

```text
draft.md:5:6: error SB701 stated-age-differs: Mara Venn cannot be 31 here: 34 to 36 by the records
    draft.md:5: the draft: “was thirty-one”                 (¶1)
    bible/story.yaml:1: Mara Venn is 25 at “The return”     (¶49)
    draft.md:2: this scene is 10 years after “The return”
    mend: draft.md:5: "thirty-one" -> "thirty-four"
    mend: draft.md:5: "thirty-one" -> "thirty-five"
    mend: draft.md:5: "thirty-one" -> "thirty-six"
```

## Passing

```yaml
characters: {mara: {name: Mara Venn, ages: [{age: 25, at: the-return, source: ¶49}]}}
events: {the-return: {title: The return}}
```

```text
# draft.md
---
at: 10 years after the-return
---

Mara was thirty-five that autumn.
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from storybible.diagnostics import Repair, Severity
from storybible.manuscript.candidate import Candidate
from storybible.rules import Finding, Rule
from storybible.stn import Key
from storybible.timeline import LOOSE_WORLD, WORLD
from storybible.when import Age, Problem, age_mends, parse_age

if TYPE_CHECKING:
    from storybible.drafts.context import Draft

RULE = Rule("SB701")


def draft(draft: Draft) -> Iterator[Finding]:
    """Every stated age of somebody known, against what the records allow."""
    for candidate in draft.of_kind("age"):
        who = candidate.subject
        if who is None or who not in draft.story.characters or draft.story.characters[who].age_clock:
            continue
        text = candidate.value.get("age") if isinstance(candidate.value, dict) else None
        age = parse_age(str(text), draft.story.calendar, draft.story.config.widths)
        if not isinstance(age, Problem) and (found := _differs(draft, candidate, who, age)) is not None:
            yield found


def _differs(draft: Draft, candidate: Candidate, who: str, age: Age) -> Finding | None:
    timeline = draft.timeline
    t = draft.moment(candidate.start)
    if t is None:
        draft.context.doubt(
            f"whether “{' '.join(candidate.quote.split())}” is right", "nothing says when the scene plays"
        )
        return None
    death = timeline.encoding.deaths.get(who)
    mortal = death is not None and who in timeline.encoding.died_by_statement
    if mortal and death is not None and not timeline.certainly_not_after(t, death, WORLD):
        return None  # the dead grow no older
    birth = timeline.encoding.births[who]
    least, most = timeline.gap(birth, t, WORLD)
    proof: tuple[Key, ...] | None = None
    if least is not None and age.upper is not None and least > age.upper:
        proof = timeline.prove(t, birth, -(age.upper + 1), WORLD)
    elif most is not None and age.lower is not None and most < age.lower:
        proof = timeline.prove(birth, t, age.lower - 1, WORLD)
    if proof is None:
        return None
    low, high = timeline.gap(birth, t, LOOSE_WORLD)
    loose = (low is not None and age.loose_upper is not None and low > age.loose_upper) or (
        high is not None and age.loose_lower is not None and high < age.loose_lower
    )
    name = draft.story.label(who)
    words = " ".join(candidate.quote.split())
    year = draft.story.calendar.YEAR
    return Finding(
        draft.span(candidate.start, candidate.end),
        f"{name} cannot be {age.text} here: {_room(least, most, year)} by the records",
        (who,),
        ("stated-age-differs", who, candidate.id),
        proof,
        (draft.quoted(candidate.start, candidate.end, f"the draft: “{words}”"),),
        loose=loose and draft.named(candidate),
        severity=Severity.NOTE if draft.doubtful(candidate) else None,
        repairs=_mends(draft, candidate, age, (least, most)),
    )


def _room(least: int | None, most: int | None, year: int) -> str:
    low = max(least, 0) // year if least is not None else None
    high = most // year if most is not None else None
    if high is not None and high < 0:
        return "not born yet"
    if low is None or high is None:
        return f"{low} or older" if low is not None else f"{high} at most"
    return f"{low} to {high}" if low < high else str(low)


def _mends(
    draft: Draft, candidate: Candidate, age: Age, room: tuple[int | None, int | None]
) -> tuple[Repair, ...]:
    """The same words with the nearest numbers that the records allow."""
    calendar, widths = draft.story.calendar, draft.story.config.widths
    words = list(re.finditer(r"\w+", candidate.quote))
    for length in range(1, min(4, len(words)) + 1):
        for first in range(len(words) - length + 1):
            start, end = words[first].start(), words[first + length - 1].end()
            piece = candidate.quote[start:end]
            read = parse_age(piece, calendar, widths)
            if isinstance(read, Problem) or (read.lower, read.upper) != (age.lower, age.upper):
                continue
            after = [
                text[:1].upper() + text[1:] if piece[0].isupper() else text
                for text in age_mends(piece, room, calendar, widths)
            ]
            return draft.mend(candidate.start + start, candidate.start + end, *after)
    return ()
