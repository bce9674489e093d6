"""A relationship's line of text taken apart into the fields that it stands for."""

from __future__ import annotations

from storybible.config import Config
from storybible.editing.scalars import Value
from storybible.queries.resolve import Misuse
from storybible.reading import oneline
from storybible.records import Text

PERIOD_WORDS = ("from", "until", "seen")


def fields_of(config: Config, text: str) -> dict[str, Value]:
    """``mara married teo from wedding`` as its kind, its people and its period."""
    line = oneline.with_period(Text(text))
    found = oneline.relation(line.head, config.kinds)
    if found is None:
        raise Misuse(f"“{text}” does not read as a relationship; such as “mara married teo from wedding”")
    first, tie, second = [each.value for each in found[0]], found[1].value, [each.value for each in found[2]]
    fields: dict[str, Value] = {"kind": tie}
    if config.kind(tie).symmetric:
        fields["who"] = [*first, *second]
    else:
        fields["who"] = first[0] if len(first) == 1 else first
        fields["of"] = second[0] if len(second) == 1 else second
    for name, part in zip(PERIOD_WORDS, (line.starts, line.ends, line.seen), strict=True):
        if part is not None:
            fields[name] = part.value
    return fields
