"""Files inside a zip archive, read in memory and within limits; nothing is unpacked to the disk.

Sizes are counted while unpacking, not taken from the archive's own word: a bomb names any size it likes.
"""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from io import BytesIO
from xml.etree import ElementTree

from storybible.manuscript.readers.trouble import Unreadable

MOST = 64 * 1024 * 1024
"""Bytes that an archive may unpack to, all files together."""
HARMLESS = 16 * 1024 * 1024
"""Up to so many bytes any ratio will do: a text of nothing but one word packs very well."""
RATIO = 150
"""Times as large as the archive that what is in it may be, beyond that."""
CHUNK = 1024 * 1024
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError,
    OverflowError, IndexError,
)  # fmt: skip
_DECLARED = re.compile(r"<!\s*(?:ENTITY|ELEMENT|ATTLIST|NOTATION)|<!DOCTYPE[^<>\[]*\[")
_SAID = re.compile(r"""<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")


class Archive:
    """An open archive.  Raises Unreadable for whatever is wrong with it."""

    def __init__(self, data: bytes) -> None:
        self._size = len(data)
        self._read = 0
        self._most = min(MOST, max(HARMLESS, RATIO * self._size))
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (*BROKEN, NotImplementedError) as error:
            raise damaged() from error
        self.names = frozenset(self._zip.namelist())

    def read(self, name: str) -> bytes:
        """The bytes of one file in it."""
        parts: list[bytes] = []
        try:
            with self._zip.open(name) as file:
                while part := file.read(CHUNK):
                    parts.append(part)
                    self._read += len(part)
                    if self._read > self._most:
                        raise Unreadable(
                            f"more than {self._most // 2**20} MB are packed in its {self._size:,} bytes: "
                            "no manuscript is like that"
                        )
        except KeyError as error:
            raise damaged(f"it has no {name}") from error
        except RuntimeError as error:  # also NotImplementedError
            if "password" in str(error) or "encrypted" in str(error):
                raise Unreadable("it is protected by a password", "save it without one") from error
            raise damaged("it is packed in a way that is not known here") from error
        except BROKEN as error:
            raise damaged(f"{name} cannot be unpacked") from error
        return b"".join(parts)

    def xml(self, name: str) -> ElementTree.Element:
        """The elements of one file in it."""
        return parsed(self.read(name), name)


def damaged(why: str = "") -> Unreadable:
    """A file that its own program could not read either."""
    return Unreadable(f"the file is damaged{f': {why}' if why else ''}", "save it anew, or restore a copy")


def parsed(data: bytes, name: str) -> ElementTree.Element:
    """XML as elements.  Entities are refused, so nothing is fetched from elsewhere and nothing multiplies."""
    text = markup_text(data)
    if _DECLARED.search(text):
        raise Unreadable(
            f"{name} declares XML entities, which no manuscript needs; it is not read for safety's sake"
        )
    try:
        return ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError) as error:
        raise damaged(f"{name} breaks off or is not well-formed") from error


def markup_text(data: bytes) -> str:
    """The text of an XML or HTML file in the encoding it says it has, UTF-8 where it says none."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if data[:4] in (b"<\0?\0", b"\0<\0?"):
        return data.decode("utf-16-le" if data[1] == 0 else "utf-16-be", "replace")
    said = _SAID.search(data[:400].decode("latin-1"))
    try:
        return data.decode(said[1] if said else "utf-8", "replace")
    except LookupError:
        return data.decode("utf-8", "replace")
