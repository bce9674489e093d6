"""Bytes as text: what the bytes are decides, and a guess is said."""

from __future__ import annotations

import codecs
import re

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNWRITTEN = re.compile(rb"[\x00-\x08\x0e-\x19\x1c-\x1f]")  # 0x1a ends files of DOS, 0x1b colours terminals
_STRAY = re.compile("[\udc80-\udcff]")
_SAMPLE = 64 * 1024


def marked(data: bytes) -> tuple[bool, str, int]:
    """Whether a byte-order mark stands first, the encoding the first bytes show, and the mark's length."""
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return True, name, len(mark)
    head = data[:64]
    if len(head) >= 8 and head.count(0) * 3 > len(head):  # every other byte of UTF-16 is zero
        return False, "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be", 0
    return False, "", 0


def is_binary(data: bytes) -> bool:
    """Whether bytes are no text in any encoding that is read here."""
    _, name, skip = marked(data)
    if name and name != "utf-8":
        sample = data[skip : skip + _SAMPLE].decode(name, "replace")
        return sum((c < " " and c not in "\t\n\r\f") or c == "\ufffd" for c in sample) * 50 > len(sample)
    sample_bytes = data[:_SAMPLE]
    return 0 in sample_bytes or len(_UNWRITTEN.findall(sample_bytes)) * 100 > len(sample_bytes)


def decode(data: bytes) -> tuple[str, str, int]:
    """The text, without a byte-order mark; what was guessed ("" where nothing was) and in which line first.

    UTF-8, UTF-16 and UTF-32 are recognised; single bytes that are no UTF-8, or a whole text of them, are
    read as Windows-1252.
    """
    found, name, skip = marked(data)
    data = data[skip:]
    if name and name != "utf-8":
        text = data.decode(name, "replace")
        at = text.find("\ufffd")
        guess = f"not every sign could be read as {name[:6].upper()}" if at >= 0 else ""
        return text, guess, text.count("\n", 0, max(at, 0)) + 1
    try:
        return data.decode("utf-8"), "", 1
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    text = data.decode("utf-8", "surrogateescape")
    stray = len(_STRAY.findall(text))
    written = len(re.findall(r"[^\x00-\x7f]", text)) - stray
    if found or written > stray:
        mended = _STRAY.sub(lambda sign: _single(sign[0]), text)
        return mended, f"{stray} byte{'s' * (stray > 1)} are no UTF-8 and were read as Windows-1252", line
    return data.decode("cp1252", "replace"), "the text is no UTF-8 and was read as Windows-1252", line


def _single(sign: str) -> str:
    return bytes((ord(sign) - 0xDC00,)).decode("cp1252", "replace")
