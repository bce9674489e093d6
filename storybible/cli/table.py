"""Which commands there are, in which module each lives, and which are still to come."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("checking", "Find what cannot all be true."),
    "age": ("time", "How old somebody is: at a moment, or at every event."),
    "between": ("time", "How long it is from one moment to another."),
    "order": ("time", "Which of two moments comes first."),
    "timeline": ("time", "The events in order, with what is known of when."),
    "show": ("records", "Everything about a record."),
    "list": ("records", "The records of a kind."),
    "find": ("records", "A text in any record."),
    "as-of": ("world", "The state of the world just after a moment."),
    "what-if": ("world", "What would follow if something happened, or happened at another time."),
    "relations": ("people", "Somebody's relationships."),
    "kin": ("people", "What one person is to another in the family."),
    "path": ("people", "The shortest chain of relationships between two people."),
    "add": ("editing", "Add a record."),
    "set": ("editing", "Set a field of a record."),
    "rename": ("editing", "Give a record another id, wherever it is named."),
    "remove": ("editing", "Remove a record."),
    "waive": ("mending", "Accept a finding, with your reason."),
    "fix": ("mending", "Make one of the mendings that check offers."),
    "undo": ("history", "Take back the last edit, or the last few."),
    "log": ("history", "The edits so far: what, when, which lines."),
    "rules": ("checking", "The catalogue of rules."),
    "explain": ("checking", "One rule's documentation."),
    "init": ("keeping", "Start a bible."),
    "schema": ("editors", "The record format for editors, as JSON Schema."),
    "import": ("importing", "Take in another program's data, such as a family tree."),
    "scan": ("scan", "Candidates for records, from prose."),
    "review": ("reviewing", "Go through the candidates of a manuscript."),
    "accept": ("reviewing", "Make candidates records."),
    "reject": ("reviewing", "Put candidates aside for good."),
}

LATER: dict[str, str] = {
    "brief": "What a sequel's author must keep in mind.",
    "site": "Pictures and pages.",
    "serve": "Pages in a browser.",
    "export": "Data for other programs.",
}


def function_of(command: str) -> Callable[..., Any]:
    """The function behind a command."""
    if command in LATER:
        return _later
    module = importlib.import_module(f"storybible.cli.{COMMANDS[command][0]}")
    name = {"as-of": "as_of", "what-if": "what_if", "list": "list_", "import": "import_", "set": "set_"}.get(
        command, command
    )
    function: Callable[..., Any] = getattr(module, name)
    return function


def _later() -> int:
    return 2
