"""LibreOffice's files (.odt, flat .fodt): OpenDocument 1.3, part 3.

What was deleted with changes tracked stands apart from the text there; it, comments, notes, indexes and text
boxes are no prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from storybible.manuscript.readers.archive import Archive, damaged
from storybible.manuscript.readers.outline import Sheet
from storybible.manuscript.readers.pages import Pages
from storybible.manuscript.readers.trouble import Unreadable

BODY = "content.xml"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
UNREAD = frozenset(
    {
        "tracked-changes", "annotation", "annotation-end", "note", "table-of-content", "illustration-index",
        "table-index", "object-index", "user-index", "alphabetical-index", "bibliography", "frame", "forms",
        "sequence-decls", "variable-decls", "user-field-decls", "ruby-text", "hidden-text", "script",
        "custom-shape",
    }
)  # fmt: skip
HEADINGS = ("title", "subtitle", "heading", "chapter")
BLANKS = re.compile(r"[ \t\r\n]+")
MANY_BLANKS = 1000


def read_opendocument(archive: Archive, notes: bool = False) -> Sheet:
    """The paragraphs of a document; with ``notes`` its foot- and endnotes after them."""
    manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in archive.names else b""
    if b"encryption-data" in manifest:
        raise Unreadable("it is protected by a password", "save it without one")
    return read_flat(archive.xml(BODY), notes)


def read_flat(root: Element, notes: bool = False) -> Sheet:
    """The paragraphs of a document that is one XML file."""
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise damaged("there is no text in it")
    reader = _Reader(_heading_styles(root))
    reader.blocks(body)
    if notes:
        for note in body.iter(f"{TEXT}note-body"):
            reader.pages.break_()
            reader.blocks(note)
    return reader.pages.sheet()


class _Reader:
    def __init__(self, headings: frozenset[str]) -> None:
        self.pages = Pages()
        self.headings = headings

    def blocks(self, element: Element) -> None:
        """The paragraphs inside an element, in order."""
        for child in element:
            name = _name(child)
            if name in ("p", "h"):
                style = child.get(f"{TEXT}style-name", "")
                self.pages.paragraph("".join(self.texts(child)), name == "h" or style in self.headings)
            elif name not in UNREAD:
                self.blocks(child)

    def texts(self, element: Element) -> Iterator[str]:
        """The text inside a paragraph; blanks in a row are one, as the format has it."""
        yield BLANKS.sub(" ", element.text or "")
        for child in element:
            name = _name(child)
            if name == "s":
                count = child.get(f"{TEXT}c", "1")
                yield " " * (min(int(count), MANY_BLANKS) if count.isdecimal() else 1)
            elif name in ("tab", "line-break"):
                yield " "
            elif name == "annotation":
                self.pages.comment("".join(t for p in child.iter(f"{TEXT}p") for t in p.itertext()))
            elif name and name not in UNREAD:
                yield from self.texts(child)
            yield BLANKS.sub(" ", child.tail or "")


def _heading_styles(root: Element) -> frozenset[str]:
    """The names of styles that are titles or headings, or are made of one."""
    parents = {
        style.get(f"{STYLE}name", ""): style.get(f"{STYLE}parent-style-name", "")
        for style in root.iter(f"{STYLE}style")
    }
    found = set()
    for name in {*parents, *parents.values()}:
        up, steps = name, 0
        while up and not up.lower().startswith(HEADINGS) and steps < 20:
            up, steps = parents.get(up, ""), steps + 1
        if up.lower().startswith(HEADINGS):
            found.add(name)
    return frozenset(found | {"Title", "Subtitle"})


def _name(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
