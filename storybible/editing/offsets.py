"""Where the characters of a text's value stand in its file: escapes, folded lines and links taken apart."""

from __future__ import annotations

from storybible.reading.texts import LinkedTime
from storybible.records import Text

_CODES = {"x": 2, "u": 4, "U": 8}


def stretch(source: str, text: Text, begin: int, length: int) -> tuple[int, int] | None:
    """The offsets in the file of ``length`` characters from character ``begin`` of a text's value.

    None where the value cannot be found letter for letter in what is written.
    """
    if length <= 0 or text.start < 0:
        return None
    if isinstance(text, LinkedTime):
        if begin + length > len(text.places):
            return None
        first, last = text.places[begin], text.places[begin + length - 1]
        return stretch(source, text.written, first, last + 1 - first)
    raw = source[text.start : text.end]
    places = _places(raw, text.value)
    if places is None or begin + length > len(places):
        return None
    start, end = places[begin], places[begin + length - 1] + 1
    if raw[start:end] != text.value[begin : begin + length]:
        return None
    return text.start + start, text.start + end


def _places(raw: str, value: str) -> list[int] | None:
    """The place of every character of a value in what is written; None where they do not fit."""
    if raw == value:
        return list(range(len(value)))
    quote = raw[:1] if raw[:1] in "\"'" else ""
    body = raw.strip("\"'") if quote else raw
    if quote and raw[1:-1] == value:
        return list(range(1, 1 + len(value)))
    if body.startswith("[["):  # a link: the page's name stands before its heading and the words shown
        at = raw.split("|")[0].split("#")[0].rfind(value)
        return list(range(at, at + len(value))) if at >= 0 else None
    at = 1 if quote else 0
    if raw[:1] in ("|", ">"):
        at = next((n for n, sign in enumerate(raw) if sign in "\r\n"), len(raw))
    places: list[int] = []
    for sign in value:
        while at < len(raw) and raw[at] != sign and raw[at] in " \t\r\n" and not sign.isspace():
            at += 1
        if at >= len(raw):
            return places if not value[len(places) :].strip() else None
        places.append(at)
        if quote == '"' and raw[at] == "\\":
            at += 2 + _CODES.get(raw[at + 1 : at + 2], 0)
        elif quote == "'" and raw[at : at + 2] == "''":
            at += 2
        elif raw[at] == sign:
            at += 1
        elif sign.isspace() and raw[at].isspace():
            while at < len(raw) and raw[at].isspace():
                at += 1
        else:
            return None
    if raw[at : at + 1].isalnum() or raw[at : at + 1] in ("-", "_"):
        return None  # only the beginning of a word
    return places
