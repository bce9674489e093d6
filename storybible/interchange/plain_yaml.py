"""Records as text of the format: readable by hand, and read back as exactly the same values.

A text stands plain where nothing in it means anything to YAML, over several lines where it has several, and
in double quotes otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from storybible.reading.nodes import link_target

Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value]"

WIDTH = 100
_PLAIN = re.compile(r"[^\W_](?:[^\W_]|[ ./'’()&;+,-](?! ?$)|[.)]$)*")
_BARE = re.compile(r"[^\W_](?:[^\W_]|[ ./'’()&;+-](?! ?$)|[.)]$)*")
_SPECIAL = frozenset({"null"})
_ESCAPED = re.compile('[\\\\"\\x00-\\x1f\\x7f-\\xa0\\xad\\u2028\\u2029\\ud800-\\udfff\\ufeff\\ufffe\\uffff]')
_NAMED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_LINE = re.compile("(?:[ -~‘’“”–—…]|[^\\W_\\x00-\\x7f])*")  # what may stand in a text over several lines


def scalar(text: str, inside: bool = False) -> str:
    """A text on one line; ``inside``: within brackets or braces, where a comma would end it."""
    if text.isascii() and text.replace("-", "a").isalnum() and text[0] != "-" and text not in _SPECIAL:
        return text  # an id or a date, as most texts are
    if (_BARE if inside else _PLAIN).fullmatch(text) and "  " not in text and text not in _SPECIAL:
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """A text in double quotes.

    The reader takes ``[[Mara|her]]`` for a link to Mara, in quotes as well; a text that is such a link from
    end to end gets another pair of brackets around it, or a blank before it.
    """
    if text[:2] == "[[" and text[-2:] == "]]":
        text = f"[[{text}]]" if link_target(text) == text else f" {text}"
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _escape(found: re.Match[str]) -> str:
    sign = found.group()
    if sign in _NAMED:
        return _NAMED[sign]
    if "\ud800" <= sign <= "\udfff":
        return "\ufffd"
    return f"\\u{ord(sign):04X}"


def lines_of(fields: Mapping[str, Value], indent: str) -> Iterator[str]:
    """The fields of a record, each from a line of its own on; empty ones are left out."""
    for key, value in fields.items():
        if not value:
            continue
        name = scalar(key)
        if isinstance(value, str):
            yield from _text(f"{indent}{name}:", value, indent)
            continue
        short = _short(value, WIDTH - len(indent) - len(name) - 2)
        if short:
            yield f"{indent}{name}: {short}"
        elif isinstance(value, Mapping):
            yield f"{indent}{name}:"
            yield from lines_of(value, indent + "  ")
        else:
            yield f"{indent}{name}:"
            yield from listed(value, indent + "  ")


def listed(values: Sequence[Value], indent: str) -> Iterator[str]:
    """The entries of a list, each from a line of its own on."""
    for value in values:
        if isinstance(value, str):
            yield f"{indent}- {scalar(value)}"
            continue
        short = _short(value, WIDTH + 20 - len(indent))
        if short or not isinstance(value, Mapping):
            yield f"{indent}- {short or _flow(value)}"
            continue
        lead = f"{indent}- "
        for line in lines_of(value, indent + "  "):
            yield lead + line[len(lead) :]
            lead = indent + "  "


def _text(name: str, text: str, indent: str) -> Iterator[str]:
    if "\n" not in text or not _folds(text):
        yield f"{name} {scalar(text)}"
        return
    yield f"{name} |-"
    for line in text.split("\n"):
        yield f"{indent}  {line}" if line else ""


def _folds(text: str) -> bool:
    """Whether a text may stand as it is over several lines: nothing invisible, no blanks at odd places."""
    lines = text.split("\n")
    return (
        bool(lines[0] and lines[-1])
        and lines[0][0] != " "
        and all(_LINE.fullmatch(line) and line[-1:] != " " for line in lines)
    )


def _short(value: Value, width: int) -> str:
    """A list or mapping in brackets where it fits on the rest of the line, and holds no long texts."""
    text = _flow(value)
    return text if len(text) <= width else ""


def _flow(value: Value) -> str:
    if isinstance(value, str):
        return scalar(value, inside=True)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(k, True)}: {_flow(v)}" for k, v in value.items() if v) + "}"
    return "[" + ", ".join(_flow(one) for one in value) + "]"
