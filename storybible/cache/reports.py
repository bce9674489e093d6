"""A report of the check as plain lists, and back."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from storybible.checker import Report
from storybible.diagnostics import Diagnostic, Evidence, Repair, Severity, Span, Undecided
from storybible.least_change import LeastChange
from storybible.undecided import Open, Questions

KINDS: tuple[type, ...] = (Report, Diagnostic, Span, Evidence, Repair, Undecided, LeastChange)


def packed(value: Any) -> Any:
    """A value for JSON: lists begin with what they are made from."""
    kind = type(value)
    if kind is tuple:
        return ["", *map(packed, value)]
    if kind in KINDS:
        return [KINDS.index(kind), *(packed(getattr(value, f.name)) for f in fields(kind))]
    if kind is Open:
        return ["open", packed(value.questions.groups), value.questions.settles]
    if kind is Severity:
        return ["severity", value.value]
    if kind is frozenset:
        return ["set", *sorted(value)]
    if kind is dict:
        return value
    if value is None or kind in (str, int):
        return value
    raise TypeError(f"a report holds no {kind.__name__}")


def unpacked(value: Any) -> Any:
    """The value again."""
    if type(value) is not list:
        return value
    kind, parts = value[0], [unpacked(part) for part in value[1:]]
    if kind == "":
        return tuple(parts)
    if kind == "open":
        questions = Questions(*parts)
        return Open(lambda: questions)
    if kind == "severity":
        return Severity(parts[0])
    if kind == "set":
        return frozenset(parts)
    return KINDS[kind](*parts)
