"""What a file is, by its first bytes and not by its name."""

from __future__ import annotations

from pathlib import Path

from storybible.manuscript.readers.archive import Archive
from storybible.manuscript.readers.decoding import is_binary
from storybible.manuscript.readers.trouble import Unreadable

WORD, OPEN, FLAT, BOOK, RICH, WEB, MARKED, PLAIN = ["docx", "odt", "fodt", "epub", "rtf", "html", "md", "txt"]
SUFFIXES = {
    ".docx": WORD, ".docm": WORD, ".dotx": WORD, ".odt": OPEN, ".ott": OPEN, ".fodt": FLAT, ".epub": BOOK,
    ".rtf": RICH, ".html": WEB, ".htm": WEB, ".xhtml": WEB,
    ".md": MARKED, ".markdown": MARKED, ".mdown": MARKED, ".mkd": MARKED, ".txt": PLAIN, ".text": PLAIN,
}  # fmt: skip
NAMES = {
    WORD: "a Word file (.docx)", OPEN: "an OpenDocument text (.odt)", BOOK: "an e-book (.epub)",
    FLAT: "a flat OpenDocument text (.fodt)", RICH: "rich text (.rtf)", WEB: "a web page (.html)",
    MARKED: "Markdown", PLAIN: "plain text",
}  # fmt: skip
FORMATS = "read are .txt, .md, .docx, .odt, .epub, .rtf, .html, a Scrivener project, a folder of such files"
FOREIGN = (
    (b"%PDF", "a PDF, which keeps no paragraphs", "give the file it was made of"),
    (b"\xd0\xcf\x11\xe0", "an old or a password-protected Word file", "save it as .docx, without a password"),
    (b"\x89PNG", "a picture", ""),
    (b"\xff\xd8\xff", "a picture", ""),
    (b"GIF8", "a picture", ""),
    (b"\x1f\x8b", "a packed file (.gz)", "unpack it first"),
    (b"BZh", "a packed file (.bz2)", "unpack it first"),
    (b"7z\xbc\xaf", "a packed file (.7z)", "unpack it first"),
    (b"Rar!", "a packed file (.rar)", "unpack it first"),
    (b"SQLite format 3", "a database", ""),
)


def recognised(name: str, data: bytes) -> str:
    """The format of a file's bytes; Unreadable where it is none that is read here."""
    for start, what, hint in FOREIGN:
        if data.startswith(start):
            raise Unreadable(f"it is {what}", hint or FORMATS)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(Archive(data))
    head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{\\rtf"):
        return RICH
    if is_binary(data):
        raise Unreadable("it is no text, and no format that is read here", FORMATS)
    low = data[:2000].replace(b"\0", b"").lower()
    if (b"<html" in low and head.startswith(b"<")) or head[:14].lower() == b"<!doctype html":
        return WEB
    if head.startswith(b"<?xml") or low[:400].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<?xml"):
        if b"urn:oasis:names:tc:opendocument" in data[:4000]:
            return FLAT
        raise Unreadable("it is XML, and no format that is read here", FORMATS)
    kind = SUFFIXES.get(Path(name).suffix.lower(), PLAIN)
    if kind == WEB:
        return WEB
    return MARKED if kind == MARKED else PLAIN


def _packed(archive: Archive) -> str:
    """The format of a zip archive, by the names of what is in it."""
    if "mimetype" in archive.names and archive.read("mimetype").startswith(b"application/epub"):
        return BOOK
    if "word/document.xml" in archive.names:
        return WORD
    if "META-INF/container.xml" in archive.names:
        return BOOK
    if "content.xml" in archive.names:
        return OPEN
    if any(name.startswith("Index/") and name.endswith(".iwa") for name in archive.names):
        raise Unreadable("it is a Pages file", "export it as .docx")
    if any(name.endswith(".scrivx") for name in archive.names):
        raise Unreadable("it is a packed Scrivener project", "unpack it, and give the .scriv folder")
    if any(name.endswith(("/document.xml", "/workbook.xml", "/presentation.xml")) for name in archive.names):
        raise Unreadable("it is an Office file that holds no text document", FORMATS)
    raise Unreadable("it is a zip archive that is no manuscript", "unpack it, and give the folder")


def mistaken(name: str, kind: str) -> str:
    """What to say of a name that promises another format than the file has; "" where it does not."""
    said = SUFFIXES.get(Path(name).suffix.lower())
    if said is None or said == kind or {said, kind} <= {MARKED, PLAIN}:
        return ""
    return f"its name says {NAMES[said]}, and it is {NAMES[kind]}: read as that"
