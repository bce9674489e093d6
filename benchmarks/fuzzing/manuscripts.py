"""Manuscripts and family trees as files of other programs, whole and damaged."""

from __future__ import annotations

import io
import random
import zipfile
from xml.sax.saxutils import escape

from fuzzing.corpus import HOSTILE, ROOT

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE = " ".join(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "text", "style", "table"))
CONTAINER = b'<container><rootfiles><rootfile full-path="x.opf"/></rootfiles></container>'
PACKAGE = (
    b'<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
    b'<spine><itemref idref="a"/></spine></package>'
)
HOLDS = {"docx": "word/document.xml", "odt": "content.xml", "epub": "a.xhtml"}
"""Where the text stands in an archive."""
TREES = sorted((ROOT / "tests" / "data").glob("*.ged"))
ENCODINGS = ["utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1", "utf-32"]


def manuscript(rng: random.Random, text: str) -> tuple[str, bytes]:
    """A file's name and bytes: the text in some format, one in three damaged."""
    suffix = rng.choice(["txt", "txt", "md", "md", "md", "docx", "odt", "fodt", "epub", "rtf", "html"])
    data = _as(rng, suffix, text)
    if rng.random() < 0.33:
        data = _damaged(rng, data)
    if rng.random() < 0.05:
        suffix = rng.choice(["txt", "docx", "zip", "", "yaml"])
    return f"draft.{suffix}", data


def tree(rng: random.Random) -> str:
    """A family tree, perhaps damaged."""
    data = rng.choice(TREES).read_bytes()
    if rng.random() < 0.6:
        data = _damaged(rng, data)
    return data.decode("utf-8", "surrogateescape")


def _as(rng: random.Random, suffix: str, text: str) -> bytes:
    if suffix in ("txt", "md"):
        return text.encode(rng.choice(ENCODINGS), "replace")
    page = page_of(suffix, text)
    if suffix not in HOLDS:
        return page
    files = around(suffix, page)
    damaged = {name: _damaged(rng, data) if rng.random() < 0.1 else data for name, data in files.items()}
    kept = {name: data for name, data in damaged.items() if rng.random() > 0.03}
    return packed(kept, rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)))


def page_of(suffix: str, text: str) -> bytes:
    """A text as the file of a format, or as that file of an archive which holds the text."""
    paragraphs = [part for part in escape(text).split("\n") if part.strip()]
    if suffix == "docx":
        body = "".join(f"<w:p><w:r><w:t>{part}</w:t></w:r></w:p>" for part in paragraphs)
        text = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    elif suffix in ("odt", "fodt"):
        body = "".join(f"<text:p>{part}</text:p>" for part in paragraphs)
        inner = f"<office:body><office:text>{body}</office:text></office:body>"
        text = f'<?xml version="1.0"?><office:document {OFFICE}>{inner}</office:document>'
    elif suffix in ("html", "epub"):
        text = "<html><body>" + "".join(f"<p>{part}</p>" for part in paragraphs) + "</body></html>"
    elif suffix == "rtf":
        body = "".join(c if c.isascii() else f"\\u{(ord(c) + 32768) % 65536 - 32768}?" for c in text)
        text = "{\\rtf1 " + body.replace("\n", "\\par\n") + "}"
    return text.encode("utf-8", "replace")


def around(suffix: str, page: bytes, package: bytes = PACKAGE) -> dict[str, bytes]:
    """The files of an archive with its page; ``package`` is the list of contents of an e-book."""
    if suffix == "epub":
        kind = {"mimetype": b"application/epub+zip", "META-INF/container.xml": CONTAINER, "x.opf": package}
    else:
        kind = {"mimetype": b"application/vnd.oasis.opendocument.text"} if suffix == "odt" else {}
    return {**kind, HOLDS[suffix]: page}


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """A zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _damaged(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 3, 20))):
        at = rng.randrange(len(changed) + 1)
        way = rng.randrange(4)
        if way == 0 and at < len(changed):
            changed[at] = rng.randrange(256)
        elif way == 1:
            del changed[at : at + rng.choice((1, 10, 500))]
        elif way == 2:
            changed[at:at] = rng.choice(HOSTILE).encode("utf-8", "surrogatepass")
        else:
            changed[at:at] = changed[at : at + 100] * rng.choice((1, 5))
    return bytes(changed)
