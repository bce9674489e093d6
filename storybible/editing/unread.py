"""What could not be read, where an edit has to know of it: lines of a record, and files that may name one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from storybible.bible import Bible
from storybible.editing.grafts import texts_of
from storybible.editing.page import Page
from storybible.editing.places import Place
from storybible.editing.references import Reference
from storybible.queries.resolve import Misuse
from storybible.reading.nodes import Mapping, lines_of

FAULTS = frozenset({"SB001", "SB002", "SB003", "SB004", "SB005", "SB006", "SB007", "SB008", "SB009"})
"""Findings after which something that is written may not have been taken for what it is."""
_NOTHING = re.compile(r"[\ufeff \t\r\n\[\]{},:-]*(#.*)?")


def require_read(place: Place, goes: bool = False) -> None:
    """Raise :class:`Misuse` where a line that could not be read lies in a record or directly below it.

    What is left of a record without such a line, or comes to stand before it, would be read in another way.
    With ``goes``, the name of the record's list goes too where it is the only one in it.
    """
    page = place.page
    if not page.problems or page.root is None:
        return
    first, last = page.start, page.end
    if place.form != "file":
        first = page.line_start(place.key.start if place.key is not None else place.node.start)
        end = max(page.end_of(place.node), page.colon(place.key) if place.key is not None else 0)
        if goes and len(place.holder.items) == 1 and type(page.root) is Mapping:
            first = max(key.start for key, _ in page.root.items if key.start <= end)
        last = min((text.start for text in texts_of(page.root) if text.start > end), default=page.end)
    for at in _unread(page, first, last):
        raise Misuse(
            f"{page.file}:{page.line_number(at)} could not be read, and may belong to {place.record.id}; "
            "mend it first; nothing was written"
        )


def _unread(page: Page, first: int, last: int) -> Iterator[int]:
    """Where lines begin that say something of which nothing was read, up to the end of a document."""
    assert page.root is not None
    read = [(text.start, text.end) for text in texts_of(page.root)]
    at = first
    while at < last:
        end = page.line_end(at)
        line = page.text[at:end]
        if at > first and re.match(r"(?:---|\.\.\.)(?:[ \t]|$)", line):
            return
        if not _NOTHING.fullmatch(line) and not any(start < end and at < stop for start, stop in read):
            yield at
        at = page.next_line(at) if end < page.end else page.end


def unlooked(bible: Bible, names: frozenset[str], found: list[Reference], place: Place) -> list[str]:
    """Files that nobody could read, and lines that name a record (``names``) in files that have a fault, and
    were not read as such; ``found`` are the references that were read, ``place`` is the record's own."""
    files = dict.fromkeys(one.span.file for one in bible.diagnostics if one.code in FAULTS)
    known = {(one.span.file, one.span.line) for one in found}
    page = place.page
    last = page.line_number(max(page.end_of(place.node), place.node.start))
    own = range(place.record.id_text.span.line, last + 1)
    word = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(names)))})(?![\w-])")
    said = []
    for file in files:
        text = bible.loaded.files.get(file)
        if text is None:
            said.append(f"{file} cannot be read, so nothing in it was looked at")
        elif names and word.search(text):
            said += [
                f"{file}:{number} names {match[0]}, and was not read as a reference"
                for number, line in enumerate(lines_of(text), start=1)
                if (match := word.search(line)) and not line.lstrip().startswith("#")
                if (file, number) not in known and not (file == page.file and number in own)
            ]
    return said
