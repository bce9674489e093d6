"""A draft calls somebody by a name that they have only later, or have no more.

A warning.  Only where the alias has a `from` or an `until`, the scene has a moment, and the one is certainly
over, or has certainly not begun, at the other.  In speech it is a note: people go on calling a captain
captain.

## Failing

```yaml
characters:
  mara: {name: Mara Venn, aliases: [{name: Captain Venn, from: knighting, until: disgrace, source: ¶4}]}
events:
  knighting: {title: The knighting, when: 3 years before disgrace}
  disgrace: {title: The disgrace}
```

```text
# draft.md
---
at: 2 years after disgrace
---

Captain Venn sat down. “Captain Venn,” they cried.
```

```text
draft.md:5:1: warning SB705 alias-outside-its-period: Mara Venn is no longer called “Captain Venn” here
    draft.md:5: the draft calls Mara Venn so                                (¶1)
    bible/story.yaml:2: Mara Venn as “Captain Venn”, until “The disgrace”   (¶4)
    draft.md:2: this scene is 2 years after “The disgrace”
```

## Passing

```yaml
characters:
  mara: {name: Mara Venn, aliases: [{name: Captain Venn, from: knighting, until: disgrace, source: ¶4}]}
events:
  knighting: {title: The knighting, when: 3 years before disgrace}
  disgrace: {title: The disgrace}
```

```text
# draft.md
---
at: 2 years after knighting
---

Captain Venn sat down.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from storybible import states
from storybible.diagnostics import Severity
from storybible.manuscript.mentions import Mention
from storybible.rules import Finding, Rule
from storybible.states import NO
from storybible.timeline import WORLD

if TYPE_CHECKING:
    from storybible.drafts.context import Draft

RULE = Rule("SB705", Severity.WARNING)
_KNOWN_SO = re.compile(
    r"\b(?:(?:former|formerly|ex|late|old|once|named|known as|future|him|her|play(?:ed|s|ing)?)"
    r"|(?:call(?:ed|s|ing)?|name[ds]?|nicknam\w+|dubb\w+|styl(?:ed|es)|titled"
    r"|address\w+)(?:\s+[^\W_]+){0,3})[\s,“\"‘']*\Z", re.I
)  # fmt: skip


def draft(draft: Draft) -> Iterator[Finding]:
    """Names used outside of their periods; each once for a scene."""
    spoken: set[tuple[object, ...]] = set()
    for mention in draft.mentioned.mentions:
        if len(mention.uses) != 1 or mention.uses[0].alias is None or not mention.sure:
            continue
        if _KNOWN_SO.search(draft.prose.readable[max(0, mention.start - 50) : mention.start]):
            continue
        placement = draft.placement(mention.start)
        aside = draft.aside(mention.start) or not draft.of_now(mention.start, mention.end)
        once = (mention.uses[0].id, mention.form.text, placement, aside)
        if once not in spoken and (found := _outside(draft, mention, aside)) is not None:
            spoken.add(once)
            yield found


def _outside(draft: Draft, mention: Mention, aside: bool) -> Finding | None:
    alias = mention.uses[0].alias
    t = draft.moment(mention.start)
    if t is None or alias is None or not (alias.starts or alias.ends or alias.seen):
        return None
    timeline = draft.timeline
    points = timeline.encoding.period(alias)
    begun = states.started(timeline, points, t, WORLD)
    ended = states.ended(timeline, points, t, view=WORLD)
    wrong = begun if begun.verdict is NO else states.negated(ended)
    if wrong.verdict is not NO:
        return None
    proof = draft.proof_of(wrong.steps, t)
    if proof is None:
        return None
    person = mention.uses[0].id
    when = "not yet" if begun.verdict is NO else "no longer"
    record = draft.story.records[person]
    return Finding(
        draft.span(mention.start, mention.end),
        f"{record.label} is {when} called “{mention.form.text}” here",
        (person,),
        ("alias-outside-its-period", person, mention.form.text, draft.scene_words(mention.start)),
        proof,
        (draft.quoted(mention.start, mention.end, f"the draft calls {record.label} so"),),
        severity=Severity.NOTE if aside else None,
    )
