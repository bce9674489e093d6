"""E-books (.epub: EPUB 2 and 3) and web pages (.html).

Only the fixed entities are known, and nothing is opened.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from storybible.manuscript.readers import markup
from storybible.manuscript.readers.archive import Archive, damaged, markup_text
from storybible.manuscript.readers.outline import Sheet
from storybible.manuscript.readers.pages import Pages
from storybible.manuscript.readers.trouble import Unreadable

CONTAINER = "META-INF/container.xml"
BLOCKS = frozenset(
    {
        "p", "div", "section", "article", "blockquote", "li", "ul", "ol", "dl", "dt", "dd", "td", "th",
        "tr", "table", "body", "pre", "figure", "figcaption", "address", "center", "main", "header",
        "footer", "aside", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
    }
)  # fmt: skip
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
UNREAD = frozenset(
    {"head", "title", "script", "style", "nav", "template", "rt", "rp", "del", "svg", "math", "noscript"}
)
PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbncx+xml")


def read_epub(archive: Archive, name: str) -> list[tuple[str, Sheet]]:
    """The pages of a book in its order of reading, each with its name: the file's and its own."""
    if CONTAINER not in archive.names:
        raise damaged(f"it has no {CONTAINER}")
    roots = [e for e in archive.xml(CONTAINER).iter() if _tag(e) == "rootfile" and e.get("full-path")]
    if not roots:
        raise damaged("it does not say where its contents are")
    package = roots[0].get("full-path", "")
    root = archive.xml(package)
    items = {e.get("id", ""): e for e in root.iter() if _tag(e) == "item"}
    locked = _locked(archive)
    sheets: list[tuple[str, Sheet]] = []
    read: set[str] = set()
    for reference in root.iter():
        item = items.get(reference.get("idref", "")) if _tag(reference) == "itemref" else None
        if item is None or "nav" in item.get("properties", "").split():
            continue
        if item.get("media-type", PAGES[0]) not in PAGES:
            continue
        page = _inside(package, item.get("href", ""))
        if page in locked:
            raise Unreadable("it is locked by its shop (DRM)", "read it from the file it was made of")
        if page in archive.names and page not in read:
            read.add(page)
            sheets.append((f"{name}/{page}", read_html(markup_text(archive.read(page)))))
    if not sheets:
        raise damaged("no page of it is there")
    return sheets


def _inside(package: str, target: str) -> str:
    """The name of a page in the archive, from where the package stands."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(package), unquote(target.partition("#")[0])))


def _locked(archive: Archive) -> frozenset[str]:
    """The files that are encrypted (fonts are so in free books too)."""
    name = "META-INF/encryption.xml"
    if name not in archive.names:
        return frozenset()
    return frozenset(
        unquote(e.get("URI", "")) for e in archive.xml(name).iter() if _tag(e) == "CipherReference"
    )


def read_html(text: str) -> Sheet:
    """The paragraphs of one page."""
    reader = _Reader()
    for what, said in markup.tokens(text):
        reader.handlers[what](said)
    reader.end_block()
    return reader.pages.sheet()


class _Reader:
    def __init__(self) -> None:
        self.pages = Pages()
        self.parts: list[str] = []
        self.heading = 0
        self.unread: list[str] = []
        self.after_break = False
        self.handlers: dict[int, Callable[[str], None]] = {
            markup.START: self.opened,
            markup.END: self.closed,
            markup.ALONE: self.alone,
            markup.TEXT: self.written,
            markup.COMMENT: self.pages.comment,
        }

    def opened(self, tag: str) -> None:
        if tag in BLOCKS and "head" in self.unread[:1]:
            self.unread.clear()  # the end of a head may be left out
        if tag in UNREAD:
            self.unread.append(tag)
        elif not self.unread:
            self.start(tag)

    def alone(self, tag: str) -> None:
        if not self.unread and tag not in UNREAD:
            self.start(tag)
            self.closed(tag)

    def start(self, tag: str) -> None:
        if tag in BLOCKS:
            self.end_block()
            self.heading += tag in HEADINGS
            if tag == "hr":
                self.pages.break_()
        elif tag == "br":
            if self.after_break:
                self.end_block()
            else:
                self.parts.append(" ")
                self.after_break = True

    def closed(self, tag: str) -> None:
        if self.unread:
            if tag in self.unread:
                del self.unread[self.unread.index(tag) :]
        elif tag in BLOCKS:
            self.end_block(tag == "p")
            self.heading = max(0, self.heading - (tag in HEADINGS))

    def written(self, data: str) -> None:
        if not self.unread:
            self.parts.append(data)
            self.after_break = self.after_break and not data.strip()

    def end_block(self, empty_counts: bool = False) -> None:
        """Close what was collected; an empty ``<p>`` is empty space, other empty blocks are nothing."""
        text = " ".join("".join(self.parts).split(" "))
        self.parts.clear()
        self.after_break = False
        if text.strip() or empty_counts:
            self.pages.paragraph(" ".join(text.split()), self.heading > 0)


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
