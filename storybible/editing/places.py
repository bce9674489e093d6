"""Where a record stands in its file, and what it is written as."""

from __future__ import annotations

from dataclasses import dataclass

from storybible.bible import Bible
from storybible.editing.page import Page
from storybible.queries.resolve import Misuse
from storybible.reading.kinds import PLURALS
from storybible.reading.nodes import Mapping, Node, Sequence
from storybible.records import KINDS, Record, Text


@dataclass(frozen=True, slots=True)
class Place:
    """A record in its file: item ``index`` of ``holder`` is the record, and ``node`` what it says.

    ``form``: "id" (a field of the plural, named by the id), "file" (the file is the record, and ``holder``
    its outermost mapping), "entry" (a mapping of a list), "line" (one line of text).
    ``inside``: it stands within brackets or braces.
    """

    page: Page
    record: Record
    form: str
    holder: Mapping | Sequence
    index: int
    key: Text | None
    node: Node
    inside: bool = False

    @property
    def where(self) -> str:
        """For a message: file and line."""
        return f"{self.page.file}:{self.record.id_text.span.line}"


def place_of(bible: Bible, record: Record) -> Place:
    """Where a record stands.  Raises :class:`Misuse` where its file cannot be edited."""
    page = Page.of(bible, record.id_text.span.file)
    found = _found(page, record)
    if found is None:
        raise Misuse(
            f"{record.id} stands in {page.file} in a way that cannot be edited safely; change it by hand"
        )
    return found


def _found(page: Page, record: Record) -> Place | None:
    root, start = page.root, record.id_text.start
    if type(root) is not Mapping:
        return None
    for n, (key, value) in enumerate(root.items):
        if key.value == record.kind and type(value) is Text and value.start == start:
            return Place(page, record, "file", root, n, key, root, root.braces)
        if PLURALS.get(key.value, key.value if key.value in KINDS else "") != record.kind:
            continue
        if type(value) is Text and value.start == start:
            return Place(page, record, "line", root, n, key, value, root.braces)
        if type(value) is Mapping:
            if _begins(value, start) and value.get("kind") is not None and record.kind == "relationship":
                return Place(page, record, "entry", root, n, key, value, root.braces)
            for m, (name, node) in enumerate(value.items):
                if name.start == start:
                    return Place(page, record, "id", value, m, name, node, root.braces or value.braces)
        if type(value) is Sequence:
            for m, item in enumerate(value.items):
                inside = root.braces or value.brackets
                if type(item) is Text and item.start == start:
                    return Place(page, record, "line", value, m, None, item, inside)
                if type(item) is Mapping and _begins(item, start):
                    return Place(page, record, "entry", value, m, None, item, inside)
    return None


def _begins(node: Mapping, start: int) -> bool:
    """Whether a record begins at an offset: with its field `id`, or for want of it with its first."""
    named = node.get("id")
    if type(named) is Text and named.value:
        return named.start == start
    return bool(node.items) and node.items[0][0].start == start
