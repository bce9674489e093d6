"""Records sorted into files that a person can read: by surname, some hundred to a file."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from storybible.interchange.gedcom.people import Fields
from storybible.interchange.plain_yaml import lines_of, listed

MOST = 250
"""Records in one file; where a tree has more, each initial has files of its own."""


@dataclass(slots=True)
class Entry:
    """One record: ``id`` is "" for a relationship, ``group`` is the surname under which it stands, if any."""

    group: str | None
    id: str
    fields: Fields


def files_of(name: str, kind: str, entries: list[Entry], intro: str) -> Iterator[tuple[str, str]]:
    """Name and text of the files for records of one kind, in their order."""
    if len(entries) <= MOST:
        if entries:
            yield f"{name}.yaml", _text(kind, entries, intro)
        return
    initials: dict[str, list[Entry]] = {}
    for entry in entries:
        initials.setdefault(_initial(entry.group or ""), []).append(entry)
    for initial, those in initials.items():
        for n, begin in enumerate(range(0, len(those), MOST), 1):
            number = f"-{n}" if len(those) > MOST else ""
            yield f"{name}/{initial}{number}.yaml", _text(kind, those[begin : begin + MOST], intro)


def _initial(surname: str) -> str:
    """A letter from a to z; "other" for anything else."""
    for sign in unicodedata.normalize("NFKD", surname).casefold():
        if "a" <= sign <= "z":
            return sign
        if sign.isalpha():
            break
    return "other"


def _text(kind: str, entries: list[Entry], intro: str) -> str:
    lines = [f"# {_comment(intro)}", "", f"{kind}:"]
    group: str | None = None
    for entry in entries:
        if entry.group is not None and entry.group != group:
            group = entry.group
            lines += ["", f"  # {_comment(group)}"]
        if entry.id:
            lines.append(f"  {entry.id}:")
            lines.extend(lines_of(entry.fields, "    "))
        else:
            lines.extend(listed([entry.fields], "  "))
    return "\n".join([*lines, ""])


def _comment(text: str) -> str:
    return "".join(c if c.isprintable() and c not in "\xa0\xad" else " " for c in text) or "without a surname"


def places(names: Mapping[str, str]) -> list[Entry]:
    """The places that events happen at, each within the next larger one that is among them."""
    found = []
    for name, id_ in sorted(names.items(), key=lambda item: item[0].casefold()):
        parts = name.split(", ")
        larger = (", ".join(parts[n:]) for n in range(1, len(parts)))
        within = next((names[one] for one in larger if one in names), "")
        found.append(Entry(None, id_, {"name": name, "within": within}))
    return found
