"""A text that YAML would cut short, or take apart.

Inside braces a comma ends a text; a ` #` begins a comment; a colon followed by a blank makes a field.  The
text is read as it was meant where that is plain, and quotes make it safe for every program.

## Failing

```yaml
events:
  flood: {title: Wind, rain and flood}
```

```text
bible/story.yaml:2:18: warning SB008 text-cut-short: inside braces a comma ends a text: `title` would be only “Wind”
    2 |   flood: {title: Wind, rain and flood}
                         ^^^^^^^^^^^^^^^^^^^^
    put it in quotes: title: "Wind, rain and flood", or in brackets if it is a list
    mend: bible/story.yaml:2: "Wind, rain and flood" -> ""Wind, rain and flood""
```

## Passing

```yaml
events:
  flood: {title: "Wind, rain and flood"}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from storybible.diagnostics import Severity
from storybible.rules import Rule

RULE = Rule("SB008", Severity.WARNING)
