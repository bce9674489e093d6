"""A new relationship: one line of text, or a mapping where it has more to say than a line can."""

from __future__ import annotations

from storybible.bible import Bible
from storybible.editing.filing import filing, fresh
from storybible.editing.grafts import entry_added, list_begun, node_in_brackets
from storybible.editing.lines import fields_of
from storybible.editing.outcome import Outcome, outcome, tried
from storybible.editing.page import Page
from storybible.editing.scalars import Value
from storybible.editing.setting import check_field
from storybible.editing.transaction import Change
from storybible.queries.resolve import Misuse
from storybible.reading.nodes import Mapping as MappingNode


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
    value: Value = fields or line
    before = bible.loaded.files.get(target.file)
    page = (
        Page.read(target.file, fresh(bible, target.file)) if before is None else Page.of(bible, target.file)
    )
    root = page.root
    found = None
    if type(root) is MappingNode:
        found = next(((k, v) for k, v in root.items if k.value == "relationships"), None)
    if found is None:
        graft = list_begun(page, "relationships", [value])
    elif type(found[1]) is MappingNode and found[1].get("kind") is None:
        how = "add it by hand, or name another file with --file"
        raise Misuse(f"{target.file}: relationships have ids there; {how}")
    else:
        graft = entry_added(page, *found, value, inside=root is not None and node_in_brackets(root))
    after = page.grafted(graft)
    changes = [Change(target.file, before, after)]
    known = bible.story.relationships
    new = next(
        (each for id_, each in tried(bible, changes).story.relationships.items() if id_ not in known), None
    )
    if new is None:
        new_id, number = "", 1
    else:
        new_id, number = new.id, new.id_text.span.line
    return outcome(bible, f"add relationship {new_id}".strip(), new_id, changes, (target.file, number))
