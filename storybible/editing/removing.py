"""A record taken out: ``remove ID``.

Its lines go, the comments on them and between them too.  A comment above the record stays, since it may head
a whole part of the file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from storybible.bible import Bible
from storybible.diagnostics import Span
from storybible.editing.grafts import node_in_brackets, taken_out
from storybible.editing.outcome import Outcome, outcome
from storybible.editing.page import Page, Splice
from storybible.editing.places import Place, place_of
from storybible.editing.references import Reference, references
from storybible.editing.scalars import Shape, shape
from storybible.editing.transaction import Change
from storybible.editing.unread import require_read, unlooked
from storybible.queries.resolve import Misuse, record
from storybible.reading.kinds import PLURALS
from storybible.reading.markdown import front_matter
from storybible.reading.nodes import Mapping
from storybible.reading.vault import VAULT_KEYS


@dataclass(frozen=True, slots=True)
class Removal:
    """A record that could be removed: what still refers to it, and what removing it does.

    ``doubts`` are what else speaks against it, such as a file that nobody can read.
    """

    record: str
    place: Span
    references: tuple[Reference, ...]
    outcome: Outcome
    doubts: tuple[str, ...] = ()


def remove(bible: Bible, name: str) -> Removal:
    """Take a record out, in memory.  Raises :class:`Misuse` where its file cannot be edited safely."""
    target = record(bible.story, name)
    place = place_of(bible, target)
    require_read(place, goes=True)
    found, _ = references(bible)
    others = (one for one in found if one.id == target.id and one.owner != target.id)
    still = tuple(sorted(others, key=lambda one: one.span))
    page = place.page
    after = _whole_file(place) if place.form == "file" else _one_of_several(place)
    change = Change(page.file, page.text, after)
    line = target.id_text.span.line
    made = outcome(bible, f"remove {target.id}", target.id, [change], (page.file, line), forced=True)
    names = frozenset({target.id, target.label, *(alias.name.value for alias in target.aliases)} - {""})
    doubts = (*made.remarks, *unlooked(bible, names, [one for one in found if one.id == target.id], place))
    return Removal(target.id, target.id_text.span, still, replace(made, remarks=doubts), doubts)


def _one_of_several(place: Place) -> str | None:
    """The text without one of its records, and without the name of a list that is left empty."""
    page, root, holder = place.page, place.page.root, place.holder
    assert type(root) is Mapping
    if len(holder.items) > 1:
        return page.grafted(taken_out(page, holder, place.index, apart=True))
    index = next((n for n, (_, value) in enumerate(root.items) if value is holder), place.index)
    if holder is not root and _has_remark(page, index):
        return _emptied(place, index)
    if len(root.items) == 1 and page.file.lower().endswith(".md"):
        return _notes(page)
    if holder is root or node_in_brackets(holder):
        if len(root.items) == 1:
            return _remarks(page)
        return page.grafted(taken_out(page, root, index, apart=True))
    key = root.items[index][0]
    name = Splice(page.line_start(key.start), page.next_line(page.colon(key)), "")
    end = max(page.end_of(holder), page.colon(place.key) if place.key is not None else 0)
    record = Splice(page.line_start(holder.start), page.next_line(end), "")
    after = page.spliced([name, record])
    page.confirm(after, tuple((k.value, shape(v)) for n, (k, v) in enumerate(root.items) if n != index))
    return _unless_empty(after)


def _has_remark(page: Page, index: int) -> bool:
    """Whether a remark stands on the line of a list's name, or behind its braces."""
    assert type(page.root) is Mapping
    key, value = page.root.items[index]
    at = page.end_of(value) if node_in_brackets(value) else page.colon(key)
    return page.text[at : page.line_end(at)].lstrip(" \t,").startswith("#")


def _emptied(place: Place, index: int) -> str:
    """The text without the last record of a list whose name stays, for the sake of the remark on it."""
    page, holder = place.page, place.holder
    assert type(page.root) is Mapping
    if node_in_brackets(holder):
        return page.grafted(taken_out(page, holder, place.index))
    end = max(page.end_of(holder), page.colon(place.key) if place.key is not None else 0)
    after = page.spliced([Splice(page.line_start(holder.start), page.next_line(end), "")])
    said = tuple((k.value, "" if n == index else shape(v)) for n, (k, v) in enumerate(page.root.items))
    page.confirm(after, said)
    return after


def _unless_empty(text: str) -> str | None:
    """A file's text; None, and the file goes, where nothing stands in it any more."""
    return text if text.strip("\ufeff \t\r\n-") else None


def _remarks(page: Page) -> str | None:
    """What a file holds besides its only record: its comments; None, and the file goes, where it has none."""
    root = page.root
    assert root is not None
    start, end = page.line_start(root.start), page.next_line(page.end_of(root))
    left = page.text[:start] + page.text[end:]
    return _unless_empty(left)


def _notes(page: Page) -> str | None:
    """What a Markdown file holds below its fields, and the remarks among them; None, and the file goes, where
    there is neither."""
    assert page.root is not None
    start, end = page.line_start(page.root.start), page.next_line(page.end_of(page.root))
    left = page.text[page.start : start] + page.text[end : page.end]
    if left.strip():
        return page.text[: page.start] + left + page.text[page.end :]
    rest = page.below()
    return page.text[: page.text.startswith("\ufeff")] + rest if rest.strip() else None


def _whole_file(place: Place) -> str | None:
    """A file that is the record: it goes, unless it holds other records, Obsidian's own fields or notes."""
    page, root = place.page, place.page.root
    assert type(root) is Mapping
    notes = page.file.lower().endswith(".md")
    kept = [
        n
        for n, (key, _) in enumerate(root.items)
        if key.value in PLURALS or (notes and key.value in VAULT_KEYS - {"tags"})
    ]
    if not kept:
        return _notes(page) if notes else _remarks(page)
    if root.braces:
        raise Misuse(f"{place.where}: the file holds other records in the same braces; take it out by hand")
    after = page.text
    expected: Shape = tuple((k.value, shape(v)) for n, (k, v) in enumerate(root.items) if n in kept)
    for n in reversed(range(len(root.items))):
        if n not in kept:
            key, value = root.items[n]
            end = page.next_line(max(page.end_of(value), page.colon(key)))
            after = after[: page.line_start(key.start)] + after[end:]
    if front_matter(after) is not None or not notes:
        page.confirm(after, expected)
    return after
