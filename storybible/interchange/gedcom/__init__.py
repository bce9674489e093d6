"""GEDCOM 5.5, 5.5.1 and 7 into record files.  What maps to what: ``docs/import.md``."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

from storybible.interchange.gedcom.decoding import decode
from storybible.interchange.gedcom.families import Families
from storybible.interchange.gedcom.ids import Ids
from storybible.interchange.gedcom.layout import Entry, files_of, places
from storybible.interchange.gedcom.lines import Line, read_lines
from storybible.interchange.gedcom.people import Fields, character, read_person
from storybible.interchange.gedcom.tree import Tree, one_line
from storybible.interchange.imported import Beside, Imported, ImportProblem, Leftovers
from storybible.interchange.plain_yaml import scalar
from storybible.memory import no_collection

__all__ = ["read", "read_bytes"]

_SETTINGS = """\
# storybible.yaml: made from {file} ({about})
title: {title}

kinds:
  married: {{min_age: 12}}        # as former times had it; for people of today 18
  engaged: {{min_age: 0}}

rules:
  confusable-names: off         # relatives are called after one another
"""


def read(path: str | Path, beside: Beside | None = None) -> Imported:
    """Read a GEDCOM file; ``beside`` is what the bible that is to gain the records holds already.

    Nothing that stands in the file raises: what can be read is read, the rest is listed.
    Raises :class:`OSError` where there is no file, :class:`ImportProblem` where the library is missing.
    """
    return read_bytes(Path(path).name, Path(path).read_bytes(), beside)


def read_bytes(name: str, data: bytes, beside: Beside | None = None) -> Imported:
    """Read what stands in a file of this name; else as :func:`read`."""
    if importlib.util.find_spec("ged4py") is None:
        raise ImportProblem("to read GEDCOM, install the program with its extra: storybible[gedcom]")
    with no_collection():
        return _read(name, data, beside)


def _read(name: str, data: bytes, beside: Beside | None) -> Imported:
    left = Leftovers()
    decoded = decode(data)
    roots, count = read_lines(decoded, left)
    tree = Tree(roots, left, Ids(beside.ids if beside is not None else ()))
    people = [read_person(tree, line) for line in tree.people]
    families = Families(tree, people)
    ties = [Entry(family.partners[0].surname, "", tie) for family, tie in families.ties()]
    people.sort(key=lambda person: person.sorting)
    ties.sort(key=lambda entry: (entry.group or "").casefold())
    characters = [Entry(person.surname, person.id, character(person)) for person in people]
    events = [Entry(person.surname, *event) for person in people for event in person.events.items()]
    events += [Entry("Weddings", *event) for event in families.events.items()]
    where = places(tree.places)
    for entry in (*characters, *events, *where):
        _no_time(tree, entry.fields)
    intro = f"From {one_line(name)}"
    files: dict[str, str] = {}
    for file, kind, entries, what in (
        ("people", "characters", characters, "people, by surname and birth."),
        ("families", "relationships", ties, "couples, by the surname of the first."),
        ("events", "events", events, "what happened to people, where it has a date."),
        ("places", "places", where, "where events happened."),
    ):
        files.update(files_of(file, kind, entries, f"{intro}: {what}"))
    head = next((line for line in roots if line.tag == "HEAD"), None)
    about = f"GEDCOM{_version(head)}, {decoded.encoding}"
    known = beside.people if beside is not None else {}
    counts = {
        "characters": len(characters),
        "events": len(events),
        "relationships": len(ties),
        "places": len(where),
        "lines": count,
        "known": sum(known.get(person.line.xref) == person.name for person in people),
    }
    settings = _SETTINGS.format(file=one_line(name), about=about, title=scalar(_title(head, name)))
    return Imported(files, left.result(), counts, settings, about)


def _version(head: Line | None) -> str:
    gedcom = head.first("GEDC") if head is not None else None
    version = one_line(gedcom.text("VERS")) if gedcom is not None else ""
    return f" {version}" if re.fullmatch(r"[\d.]{1,12}", version) else ""


def _title(head: Line | None, name: str) -> str:
    """What the file calls itself, or its own name."""
    if head is not None:
        title = one_line(head.text("_TITL"))[:200]
        stem = re.split(r"[\\/]", one_line(head.text("FILE")))[-1].rpartition(".")
        title = title or stem[0] or stem[2]
        if any(c.isalnum() for c in title):
            return title[:200]
    return one_line(Path(name).stem) or "A family tree"


def _no_time(tree: Tree, fields: Fields) -> None:
    """No name may read like a date of these records: a name wins, and the date could not be read."""
    for name in ("name", "title"):
        value = fields.get(name)
        if isinstance(value, str) and _plain(value) in tree.times:
            fields[name] = f"“{value}”"
    aliases = fields.get("aliases")
    if isinstance(aliases, list):
        fields["aliases"] = [
            f"“{one}”" if isinstance(one, str) and _plain(one) in tree.times else one for one in aliases
        ]


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
