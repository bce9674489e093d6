"""A value as the text of a file: plain where YAML then reads the same, quoted where it would not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from storybible.reading.nodes import Mapping as MappingNode
from storybible.reading.nodes import Node, is_link, link_target
from storybible.reading.nodes import Sequence as SequenceNode
from storybible.records import Text

Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value]"
"""A text, a list or a mapping, as a command asks for it."""
Shape: TypeAlias = "str | list[Shape] | tuple[tuple[str, Shape], ...]"
"""What a node says, without its places: mappings are pairs in their order."""

_WORD = re.compile(r"[^\W\d_](?:[\w .()/'’;-]*[\w.)])?")
_STARTS = "\"'[]{}>|*&!%@`#,?:-<="
EMPTY = frozenset({"null", "~"})  # what the reader takes for nothing; `yes` and `no` are words to it
_ESCAPED = re.compile(
    '[\\\\"\\x00-\\x1f\\x7f-\\xa0\\xad\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufeff\\ufffe\\uffff]'
)
_NAMED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def scalar(text: str, inside: bool = True) -> str:
    """A text on one line; ``inside``: within brackets or braces, where a comma would end it."""
    return text if stands_plain(text, inside) else quoted(text)


def quoted(text: str) -> str:
    """A text in double quotes, with everything that no editor shows escaped."""
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _escape(found: re.Match[str]) -> str:
    sign = found.group()
    if "\ud800" <= sign <= "\udfff":
        return "\\uFFFD"
    return _NAMED.get(sign) or f"\\u{ord(sign):04X}"


def stands_plain(text: str, inside: bool) -> bool:
    """Whether a text may stand without quotes; the reader itself is asked where that is not plain to see."""
    if text in EMPTY or "  " in text or text != text.strip():
        return False
    if _WORD.fullmatch(text):
        return True
    if not text or not text.isprintable() or text[0] in _STARTS or is_link(text):
        return False
    from storybible.yamltext import parse

    line = f"a: [{text}]\n" if inside else f"a: {text}\n"
    root, problems = parse(line, "")
    return not problems and shape(root) == (("a", [text] if inside else text),)


def like(text: str, written: str, inside: bool) -> str:
    """A text in the manner of the one that it replaces: in the same quotes where that one had some."""
    if written[:1] == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return quoted(text) if written[:1] == '"' else scalar(text, inside)


def flow(value: Value) -> str:
    """A value on one line, lists and mappings in brackets."""
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(one)}" for key, one in value.items()) + "}"
    return "[" + ", ".join(flow(one) for one in value) + "]"


def line_of(value: Value) -> str:
    """A value after a field's colon on a line of its own."""
    return scalar(value, inside=False) if isinstance(value, str) else flow(value)


def shape(node: Node | None) -> Shape:
    """What a node says."""
    if node is None:
        return ""
    if type(node) is Text:
        return node.value
    if type(node) is MappingNode:
        return tuple((key.value, shape(value)) for key, value in node.items)
    assert type(node) is SequenceNode
    return [shape(item) for item in node.items]


def shape_of(value: Value) -> Shape:
    """What a value says once it is written and read again."""
    if isinstance(value, str):
        return link_target(value[2:-2]) if is_link(value) else value
    if isinstance(value, Mapping):
        return tuple((key, shape_of(one)) for key, one in value.items())
    return [shape_of(one) for one in value]
