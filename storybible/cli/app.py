"""The program: which command lives where, and what becomes of misuse.

Only the module of the command that is asked for is imported.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

from storybible.cli.arguments import Call, arranged

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
    "rules": ("checking", "The catalogue of rules."),
    "explain": ("checking", "One rule's documentation."),
    "init": ("keeping", "Start a bible."),
}

LATER: dict[str, str] = {
    "waive": "Accept a finding.",
    "fix": "Apply a repair.",
    "brief": "What a sequel's author must keep in mind.",
    "add": "Add a record.",
    "set": "Set a field of a record.",
    "rename": "Give a record another id.",
    "remove": "Remove a record.",
    "undo": "Take back the last change.",
    "log": "The changes so far.",
    "scan": "Candidate facts from prose.",
    "review": "Go through candidate facts.",
    "accept": "Accept candidate facts.",
    "reject": "Reject candidate facts.",
    "site": "Pictures and pages.",
    "serve": "Pages in a browser.",
    "import": "Other programs' data.",
    "export": "Data for other programs.",
    "schema": "JSON Schema of the records.",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code: 0 fine, 1 findings, 2 misuse."""
    call = arranged(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(call)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if os.environ.get("STORYBIBLE_TRACEBACK"):
            raise
        from storybible.cli.output import complain

        complain(
            f"a fault of the program, not of your bible: {type(error).__name__}: {error} "
            "(STORYBIBLE_TRACEBACK=1 shows where)"
        )
        return 2


def _run(call: Call) -> int:
    from storybible.cli.output import complain
    from storybible.queries.resolve import Misuse

    if call.version:
        from storybible import __version__

        print(f"storybible {__version__}")
        return 0
    if call.command is None:
        if call.options and not call.help:
            complain("which command? `storybible --help` lists them")
            return 2
        return _help()
    if call.command in LATER and not call.help:
        complain(f"{call.command} is not there yet")
        return 2
    if call.command not in COMMANDS and call.command not in LATER:
        complain(_unknown(call.command))
        return 2
    if call.unfinished and not call.help:
        complain(f"{call.command}: {call.unfinished} needs a value")
        return 2
    from storybible.cli.commands import Usage, run

    try:
        return run(call.command, ["--help"] if call.help else call.arguments)
    except Misuse as error:
        complain(str(error))
        return 2
    except Usage as error:
        complain(f"{call.command}: {error}; `storybible {call.command} --help` tells more")
        return 2


def _help() -> int:
    from storybible.cli.commands import run_group

    return run_group(["--help"])


def _unknown(command: str) -> str:
    from storybible.names import near_words

    near = near_words(command, (*COMMANDS, *LATER))
    hint = f"did you mean {' or '.join(near)}?" if near else "`storybible --help` lists them"
    return f"there is no command “{command}”; {hint}"


def function_of(command: str) -> Callable[..., Any]:
    """The function behind a command."""
    if command in LATER:
        return _later
    module = importlib.import_module(f"storybible.cli.{COMMANDS[command][0]}")
    name = {"as-of": "as_of", "what-if": "what_if", "list": "list_", "import": "import_"}.get(
        command, command
    )
    function: Callable[..., Any] = getattr(module, name)
    return function


def _later() -> int:
    return 2


def run() -> None:
    """The entry point of the installed script.

    Ends the process at once when all is written: taking a bible apart again in memory would cost a
    short question a tenth of its time.
    """
    import gc

    gc.disable()  # a short life that makes many small values: looking for garbage costs more than it frees
    code = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        pass  # nobody listens
    os._exit(code)
