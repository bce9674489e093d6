"""Word's files (.docx): Office Open XML, ECMA-376, part 1.

What was deleted with changes tracked, hidden text, comments, notes, tables of contents and text boxes are no
prose.  The paragraphs of a table are read in the order of its cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from storybible.manuscript.readers.archive import Archive
from storybible.manuscript.readers.outline import Sheet
from storybible.manuscript.readers.pages import Pages

BODY = "word/document.xml"
NAMESPACES = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",  # the strict form
)
UNREAD = frozenset(
    {
        "del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "pPr", "txbxContent", "drawing",
        "pict", "object", "Fallback", "sectPr", "footnoteReference", "endnoteReference", "sdtPr", "tblPr",
        "tcPr", "trPr", "rt",
    }
)  # fmt: skip
HEADINGS = ("heading", "title", "subtitle", "chapter")
OFF = ("0", "false", "off", "none")


def read_word(archive: Archive, notes: bool = False) -> Sheet:
    """The paragraphs of a document; with ``notes`` its foot- and endnotes after them."""
    root = archive.xml(BODY)
    reader = _Reader(root, _heading_styles(archive), _comments(archive))
    reader.blocks(root)
    reader.pages.paragraph(reader.joined)
    if notes:
        for part in ("word/footnotes.xml", "word/endnotes.xml"):
            if part in archive.names:
                reader.notes(archive.xml(part))
    return reader.pages.sheet()


class _Reader:
    def __init__(self, root: Element, headings: frozenset[str], comments: dict[str, str]) -> None:
        self.space = next((n for n in NAMESPACES if root.tag.startswith(n)), NAMESPACES[0])
        self.pages = Pages()
        self.headings = headings
        self.comments = comments
        self.joined = ""  # what stands before a paragraph mark that was deleted

    def blocks(self, element: Element) -> None:
        """The paragraphs inside an element, in order."""
        for child in element:
            name = _name(child)
            if name == "p":
                self.paragraph(child)
            elif name not in UNREAD:
                self.blocks(child)

    def paragraph(self, element: Element) -> None:
        style = self.property(element, "pStyle")
        if style.startswith("TOC") or style.lower().startswith("toc"):
            return
        text = self.joined + "".join(self.texts(element))
        self.joined = ""
        mark = element.find(f"{self.space}pPr/{self.space}rPr/{self.space}del")
        if mark is not None:
            self.joined = text
            return
        level = self.property(element, "outlineLvl")
        self.pages.paragraph(text, style in self.headings or (level.isdigit() and int(level) < 9))

    def property(self, element: Element, name: str) -> str:
        found = element.find(f"{self.space}pPr/{self.space}{name}")
        return found.get(f"{self.space}val", "") if found is not None else ""

    def texts(self, element: Element) -> Iterator[str]:
        """The text inside a paragraph."""
        for child in element:
            name = _name(child)
            if name == "t":
                yield child.text or ""
            elif name == "r":
                if not self.is_hidden(child):
                    yield from self.texts(child)
            elif name in ("tab", "br", "cr", "ptab"):
                yield " "
            elif name == "noBreakHyphen":
                yield "\u2011"
            elif name == "commentReference":
                self.pages.comment(self.comments.get(child.get(f"{self.space}id", ""), ""))
            elif name not in UNREAD:
                yield from self.texts(child)

    def is_hidden(self, run: Element) -> bool:
        found = run.find(f"{self.space}rPr/{self.space}vanish")
        return found is not None and found.get(f"{self.space}val", "1").lower() not in OFF

    def notes(self, root: Element) -> None:
        """Footnotes, after the text."""
        for note in root:
            if note.get(f"{self.space}type") in (None, "normal"):
                self.pages.break_()
                self.blocks(note)


def _heading_styles(archive: Archive) -> frozenset[str]:
    """The ids of styles that are headings, or are based on one."""
    if "word/styles.xml" not in archive.names:
        return frozenset()
    parents: dict[str, str] = {}
    found: set[str] = set()
    for style in archive.xml("word/styles.xml"):
        if _name(style) != "style":
            continue
        values = {_name(child): _value(child) for child in style}
        own = _attribute(style, "styleId")
        parents[own] = values.get("basedOn", "")
        if values.get("name", "").lower().startswith(HEADINGS):
            found.add(own)
    for style_id in parents:
        up, steps = style_id, 0
        while up and up not in found and steps < 20:
            up, steps = parents.get(up, ""), steps + 1
        if up in found:
            found.add(style_id)
    return frozenset(found)


def _comments(archive: Archive) -> dict[str, str]:
    """What the comments say, by id."""
    if "word/comments.xml" not in archive.names:
        return {}
    root = archive.xml("word/comments.xml")
    return {
        _attribute(comment, "id"): "".join(t.text or "" for t in comment.iter() if _name(t) == "t")
        for comment in root
    }


def _name(element: Element) -> str:
    """An element's name without its namespace; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _attribute(element: Element, name: str) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _value(element: Element) -> str:
    return _attribute(element, "val")
