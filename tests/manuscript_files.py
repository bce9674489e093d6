"""Word processors' files for tests, made on the spot."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = "urn:oasis:names:tc:opendocument:xmlns"
OFFICE = " ".join(f'xmlns:{name}="{ODF}:{name}:1.0"' for name in ("office", "text", "style", "table"))


def packed(files: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def p(text: str, style: str = "") -> str:
    """A paragraph of Word with one run."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


STYLES = f"""<w:styles {W}>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Body"><w:name w:val="Body Text"/></w:style>
</w:styles>"""


def docx(body: str, **parts: str) -> bytes:
    """A Word file; ``parts`` are other files of its folder, such as comments."""
    files = {"[Content_Types].xml": "<Types/>", "word/styles.xml": STYLES}
    files["word/document.xml"] = f'<?xml version="1.0"?><w:document {W}><w:body>{body}</w:body></w:document>'
    files |= {f"word/{name}.xml": content for name, content in parts.items()}
    return packed(files)


def flat(body: str, styles: str = "") -> str:
    """The content of an OpenDocument text."""
    return (
        f'<?xml version="1.0"?><office:document {OFFICE}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document>"
    )


def odt(body: str, styles: str = "", **files: str) -> bytes:
    """An OpenDocument text."""
    return packed(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": flat(body, styles), **files}
    )


CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
)


def epub(pages: Mapping[str, str], spine: tuple[str, ...] = (), **files: str) -> bytes:
    """An e-book; ``spine`` is the order of reading, else that of ``pages``."""
    navigation = ' properties="nav"'
    items = "".join(
        f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"'
        f"{navigation if name.startswith('nav') else ''}/>"
        for name in pages
    )
    order = "".join(f'<itemref idref="{name}"/>' for name in spine or tuple(pages))
    package = (
        '<!DOCTYPE package PUBLIC "+//ISBN 0-9673008-1-9//DTD OEB 1.2 Package//EN" "http://x/y.dtd">'
        f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}</manifest><spine>{order}</spine></package>'
    )
    texts = {f"OEBPS/{name}": text for name, text in pages.items()}
    return packed(
        {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER, "OEBPS/book.opf": package}
        | texts
        | files
    )
