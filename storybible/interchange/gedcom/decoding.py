"""The bytes of a GEDCOM file as text, whatever they say their encoding is.

What the bytes are decides, before what the header claims: many programs write one encoding and name
another.  Bytes that fit nothing are read as Windows-1252 and listed.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from storybible.manuscript.readers.decoding import marked

_CHAR = re.compile(rb"(?:^|[\r\n])[ \t]*1[ \t]+CHAR[ \t]+([^\r\n]+)")
_NAMED = {
    "UTF-8": "utf-8", "UTF8": "utf-8", "UNICODE": "utf-16", "UTF-16": "utf-16", "ANSEL": "gedcom",
    "ASCII": "cp1252", "ANSI": "cp1252", "WINDOWS": "cp1252", "LATIN1": "cp1252", "IBM WINDOWS": "cp1252",
    "IBMPC": "cp437", "IBM": "cp437", "IBM-PC": "cp437", "OEM": "cp437", "IBM DOS": "cp850",
    "MSDOS": "cp850", "MS-DOS": "cp850", "MACINTOSH": "mac-roman", "MACROMAN": "mac-roman",
}  # fmt: skip
_CODE_PAGE = re.compile(r"(?:windows|cp|iso[-_ ]?8859|koi8)[-_ ]?[0-9a-z-]{1,6}", re.I)
_SHOWN = {"gedcom": "ANSEL", "cp1252": "Windows-1252", "utf-8": "UTF-8", "ascii": "ASCII"}
_BEGINS = re.compile(r"\s*0\s+HEAD\b")
_RECORD = re.compile(r"(?m)^[ \t]*0[ \t]+@[^@\n]+@[ \t]+(?:INDI|FAM)\b")
_HEADER = 64 * 1024
_DIACRITICS = re.compile(rb"[\xe0-\xfe]+(.?)", re.S)  # in ANSEL they stand before their letter


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file.  ``doubts``: what was wrong with the encoding, by line."""

    text: str
    encoding: str
    doubts: tuple[tuple[int, str], ...] = ()


def is_gedcom(data: bytes) -> bool:
    """Whether a file that begins with these bytes is GEDCOM."""
    _, name, skip = marked(data)
    start = data[skip:4096].decode(name or "latin-1", "replace")
    if _BEGINS.match(start):
        return True
    whole = data[skip:].decode(name or "latin-1", "replace").replace("\r", "\n")
    return len(_RECORD.findall(whole)) > 1  # the head may be what was lost


def decode(data: bytes) -> Decoded:
    """Read the bytes; nothing is ever refused."""
    has_mark, name, skip = marked(data)
    if name and name != "utf-8":
        text = data[skip:].decode(name, "replace")
        return Decoded(text.lstrip("\ufeff"), "UTF-16" if "16" in name else "UTF-32", _replaced(text))
    data = data[skip:]
    found = _CHAR.search(data[:_HEADER])
    claim = found[1].decode("latin-1").strip() if found else ""
    line = _line(data, found.start(1)) if found else 1
    if data.isascii():
        return Decoded(data.decode("ascii"), "ASCII" if not has_mark else "UTF-8")
    try:
        text = data.decode("utf-8")
        wrong = claim and not has_mark and _codec(claim) not in ("utf-8", "utf-16")
        return Decoded(text, "UTF-8", ((line, f"the file is UTF-8 in truth, not {claim}"),) if wrong else ())
    except UnicodeDecodeError:
        pass
    codec = "utf-8" if has_mark else _codec(claim)
    if codec in ("utf-8", "utf-16"):
        return Decoded(data.decode("utf-8", "surrogateescape"), "UTF-8")
    doubts: tuple[tuple[int, str], ...] = ()
    if codec is None:
        codec = "gedcom" if _looks_ansel(data) else "cp1252"
        doubts = ((line, f"no known encoding is named; read as {_SHOWN[codec]}"),)
    elif codec == "gedcom" and not _looks_ansel(data):
        codec = "cp1252"
        doubts = ((line, "the file is not ANSEL in truth; read as Windows-1252"),)
    text = _from_ansel(data) if codec == "gedcom" else data.decode(codec, "replace")
    return Decoded(text, _SHOWN.get(codec, codec), doubts + _replaced(text))


def mended(text: str) -> tuple[str, bool]:
    """A text with bytes that are no UTF-8 (as lone surrogates) read after all; whether it was a guess.

    Some programs cut a long line in the middle of a letter: put together again, the halves are UTF-8.
    """
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8"), False
    except UnicodeError:
        signs = [
            bytes((ord(sign) - 0xDC00,)).decode("cp1252", "replace") if "\udc80" <= sign <= "\udcff" else sign
            for sign in text
        ]
        return "".join(signs), True


def _codec(claim: str) -> str | None:
    """Python's name for the encoding a header names; None where it names none that is known."""
    known = _NAMED.get(claim.upper().replace("_", " "))
    if known is not None or not _CODE_PAGE.fullmatch(claim):
        return known
    try:
        return codecs.lookup(claim.replace(" ", "")).name
    except LookupError:
        return None


def _looks_ansel(data: bytes) -> bool:
    """Whether bytes that would be diacritics in ANSEL stand before letters, as there they must."""
    followers = [after[1] for after in _DIACRITICS.finditer(data)]
    return not followers or sum(f.isalpha() for f in followers) * 2 > len(followers)


def _from_ansel(data: bytes) -> str:
    import unicodedata

    import ged4py  # registers the codec for ANSEL as GEDCOM has it  # noqa: F401

    return unicodedata.normalize("NFC", data.decode("gedcom", "replace"))


def _replaced(text: str) -> tuple[tuple[int, str], ...]:
    """Where signs stand that could not be read."""
    if "\ufffd" not in text:
        return ()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = [n for n, line in enumerate(lines, 1) if "\ufffd" in line]
    return tuple((n, "a sign of this line is not in the file's encoding") for n in found)


def _line(data: bytes, offset: int) -> int:
    """The number of the line at an offset."""
    before = data[:offset].replace(b"\r\n", b"\n")
    return before.count(b"\n") + before.count(b"\r") + 1
