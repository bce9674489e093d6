"""An entry more for a list of a settings file, as an edit of its text in the style that is there."""

from __future__ import annotations

import re
from typing import TypeAlias

from storybible.reading.nodes import Mapping, Node, Sequence, is_empty
from storybible.records import Text

Entry: TypeAlias = "dict[str, str | list[str]]"
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"

_BARE = re.compile(r"[^\W\d_](?:[\w .()/'’;-]*[\w.)])?")
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


def plain(node: Node | None) -> Plain:
    """A node without its places, to be compared with another."""
    if node is None:
        return None
    if type(node) is Text:
        return node.value
    if type(node) is Mapping:
        return {key.value: plain(value) for key, value in node.items}
    assert type(node) is Sequence
    return [plain(item) for item in node.items]


def scalar(text: str) -> str:
    """A text for one line, within brackets or outside: plain where nothing in it has a meaning in YAML."""
    if _BARE.fullmatch(text) and "  " not in text and text.casefold() not in _WORDS:
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def entry_added(text: str, root: Node | None, field: str, entry: Entry) -> str | None:
    """The text with one entry more in the list ``field`` of its outermost mapping.

    None where it is not written in a way this knows; what is returned is still to be parsed and compared.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    if root is None or is_empty(root):
        return _appended(text, "", field, entry, newline)
    if type(root) is not Mapping or not root.items:
        return None
    found = [(key, value) for key, value in root.items if key.value == field]
    if not found:
        if root.braces:
            return _spliced(text, _end(root.items[-1][1]), f", {field}: [{_braces(entry)}]")
        return _appended(text, " " * (root.items[0][0].span.column - 1), field, entry, newline)
    key, value = found[0]
    if type(value) is Text:
        if not is_empty(value) or value.end > value.start or root.braces:
            return None
        indent = " " * (key.span.column - 1) + "  "
        return _spliced(text, _line_end(text, key.end), f"{newline}{indent}- {_braces(entry)}")
    if type(value) is not Sequence:
        return None
    if value.brackets:
        return _in_brackets(text, value, entry, newline)
    return _as_line(text, value, entry, newline)


def _appended(text: str, indent: str, field: str, entry: Entry, newline: str) -> str:
    """The list as a new field at the end."""
    lead = "" if not text or text.endswith(("\n", "\ufeff")) else newline
    if newline * 2 in text:  # fields stand apart here
        lead += newline
    return f"{text}{lead}{indent}{field}:{newline}{indent}  - {_braces(entry)}{newline}"


def _in_brackets(text: str, found: Sequence, entry: Entry, newline: str) -> str:
    """An entry more in ``[...]``, on a line of its own where the last one is."""
    if not found.items:
        return _spliced(text, found.start + 1, _braces(entry))
    last = found.items[-1]
    end = _end(last)
    before = text[text.rfind("\n", 0, last.start) + 1 : last.start]
    comma = re.compile(r"[ \t]*,").match(text, end)
    if before.strip():
        return _spliced(text, comma.end() if comma else end, f"{' ' if comma else ', '}{_braces(entry)}")
    line = f"{newline}{before}{_braces(entry)}"
    line_end = _line_end(text, end)
    if "]" in text[end:line_end].split("#")[0]:
        return _spliced(text, end, f",{line}")
    if comma:
        return _spliced(text, line_end, f"{line},")
    return text[:end] + "," + text[end:line_end] + line + text[line_end:]


def _as_line(text: str, found: Sequence, entry: Entry, newline: str) -> str | None:
    """An entry more below the last one, in braces or spread over lines as that one is."""
    if not found.items:
        return None
    last = found.items[-1]
    lead = text[text.rfind("\n", 0, last.start) + 1 : last.start]
    if lead.strip() != "-":
        return None
    spread = type(last) is Mapping and not last.braces
    inner = " " * len(lead)
    body = f"{newline}{inner}".join(_fields(entry)) if spread else _braces(entry)
    return _spliced(text, _line_end(text, _end(last)), f"{newline}{lead}{body}")


def _fields(entry: Entry) -> list[str]:
    """`field: value` for each field."""
    return [
        f"{key}: [{', '.join(map(scalar, value))}]" if isinstance(value, list) else f"{key}: {scalar(value)}"
        for key, value in entry.items()
    ]


def _braces(entry: Entry) -> str:
    return "{" + ", ".join(_fields(entry)) + "}"


def _end(node: Node) -> int:
    """Where a node's own text ends; what is not in brackets ends with its last word."""
    if type(node) is Text:
        return node.end
    if type(node) is Mapping:
        if node.braces or not node.items:
            return node.end
        key, value = node.items[-1]
        return max(_end(value), key.end)
    assert type(node) is Sequence
    return node.end if node.brackets or not node.items else _end(node.items[-1])


def _line_end(text: str, offset: int) -> int:
    """The end of the line before an offset, or of the one it stands in; without its line break."""
    if offset and text[offset - 1 : offset] == "\n":  # a text of several lines ends after its line break
        offset -= 1
    end = text.find("\n", offset)
    end = len(text) if end < 0 else end
    return end - 1 if end and text[end - 1] == "\r" else end


def _spliced(text: str, at: int, inserted: str) -> str:
    return text[:at] + inserted + text[at:]
