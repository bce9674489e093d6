"""A new relationship: one line of text, or a mapping where it has more to say than a line can."""

from __future__ import annotations

from dataclasses import replace

from storybible.bible import Bible
from storybible.editing.filing import filing, fresh
from storybible.editing.grafts import entry_added, list_begun, node_in_brackets
from storybible.editing.identities import new_tie, renumbered
from storybible.editing.lines import fields_of
from storybible.editing.outcome import Outcome, outcome, tried
from storybible.editing.page import Page
from storybible.editing.scalars import Value
from storybible.editing.setting import check_field
from storybible.editing.transaction import Change
from storybible.queries.resolve import Misuse
from storybible.reading.nodes import Mapping as MappingNode
from storybible.reading.relationships import base_id
from storybible.records import Relationship


def add_tie(bible: Bible, line: str, fields: dict[str, Value], id_: str | None, file: str | None) -> Outcome:
    """Add a relationship, in memory; ``line`` is ``mara married teo from wedding``, or "".

    Raises :class:`Misuse` where something is missing or the file cannot be edited safely.
    """
    if id_ is not None:
        fields = {"id": id_, **fields}
    if line and fields:
        fields = {**fields_of(bible.story.config, line), **fields}
    for needed in () if line else ("kind", "who"):
        if needed not in fields:
            how = "write it as “mara married teo”, or as kind=married who=mara who=teo"
            raise Misuse(f"{needed} is missing: {how}")
    target = filing(bible, "relationship", id_ or "", line, file)
    for field in fields:
        if field != "id":
            check_field(bible, "relationship", field, target.file)
    after = _written(bible, target.file, fields or line)
    changes = [Change(target.file, bible.loaded.files.get(target.file), after)]
    then = tried(bible, changes).story
    new = new_tie(bible.story, then)
    if new is not None and id_ is None and renumbered(bible.story, then):
        fields = {"id": _free(bible, new), **(fields or fields_of(bible.story.config, line))}
        changes = [replace(changes[0], after=_written(bible, target.file, fields))]
        new = new_tie(bible.story, tried(bible, changes).story)
    new_id, number = ("", 1) if new is None else (new.id, new.id_text.span.line)
    return outcome(bible, f"add relationship {new_id}".strip(), new_id, changes, (target.file, number))


def _free(bible: Bible, new: Relationship) -> str:
    """An id of its own for a tie whose words would give it, or others, the id of another one."""
    base = base_id(new.tie, new.who, new.of)
    number = 2
    while f"{base}-{number}" in bible.story.records:
        number += 1
    return f"{base}-{number}"


def _written(bible: Bible, file: str, value: Value) -> str:
    """The file's text with a relationship more."""
    known = bible.loaded.files.get(file)
    page = Page.read(file, fresh(bible, file)) if known is None else Page.of(bible, file)
    root = page.root
    found = None
    if type(root) is MappingNode:
        found = next(((k, v) for k, v in root.items if k.value == "relationships"), None)
    if found is None:
        graft = list_begun(page, "relationships", [value])
    elif type(found[1]) is MappingNode and found[1].get("kind") is None:
        how = "add it by hand, or name another file with --file"
        raise Misuse(f"{file}: relationships have ids there; {how}")
    else:
        graft = entry_added(page, *found, value, inside=root is not None and node_in_brackets(root))
    return page.grafted(graft)
