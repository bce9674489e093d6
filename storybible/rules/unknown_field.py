"""A field that the format does not have.

A misspelt field would silently say nothing.  Fields of your own are declared under `fields:` in
`storybible.yaml`; the names of rules in its `rules:` and `waivers:` are looked up as well.

## Failing

```yaml
characters:
  lyra: {name: Lyra}
  mara: {name: Mara, parent: [lyra]}
```

```text
bible/story.yaml:3:22: error SB002 unknown-field: a character has no field `parent`; did you mean `parents`?
    3 |   mara: {name: Mara, parent: [lyra]}
                             ^^^^^^
    its fields are name, sex, born, died, parents, ages, traits, species, age_clock, aliases, tags, external, source, quote, says, note
    mend: bible/story.yaml:3: "parent" -> "parents"
```

## Passing

```yaml
# bible/storybible.yaml
fields: {character: {favourite-song: text}}
```

```yaml
characters:
  lyra: {name: Lyra}
  mara: {name: Mara, parents: [lyra], favourite-song: The mill wheel}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from storybible.diagnostics import Severity
from storybible.rules import Rule

RULE = Rule("SB002", Severity.ERROR)
