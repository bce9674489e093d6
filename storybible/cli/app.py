"""The program: one command line in, an exit code out, and what becomes of misuse.

Only the module of the command that is asked for is imported.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from storybible.cli.arguments import Call, arranged
from storybible.cli.table import COMMANDS, LATER


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code: 0 fine, 1 findings, 2 misuse."""
    words = sys.argv[1:] if arguments is None else arguments
    try:
        return _misuse(words) or _run(arranged(words))
    except KeyboardInterrupt:
        return 130
    except OSError as error:  # a name that is too long, a folder that has gone, a disk that is broken
        from storybible.cli.output import complain

        complain(f"{error.filename or 'the system'}: {error.strerror or error}")
        return 2
    except Exception as error:
        if os.environ.get("STORYBIBLE_TRACEBACK"):
            raise
        from storybible.cli.output import complain

        complain(
            f"a fault of the program, not of your bible: {type(error).__name__}: {error} "
            "(STORYBIBLE_TRACEBACK=1 shows where)"
        )
        return 2


def _misuse(words: Sequence[str]) -> int:
    """2, and a line, where a word of the command line holds signs that are in no text and no file's name."""
    for word in words:
        try:
            if b"\0" not in os.fsencode(word):
                continue
        except UnicodeEncodeError:
            pass
        from storybible.cli.output import complain

        complain(f"“{word}” holds signs that stand in no text and no file's name")
        return 2
    return 0


def _run(call: Call) -> int:
    from storybible.cli.output import complain
    from storybible.queries.resolve import Misuse

    if call.version:
        from storybible import __version__

        print(f"storybible {__version__}")
        return 0
    if call.command == "help":
        call.command, call.words, call.help = next(iter(call.words), None), [], True
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
    cache = sys.modules.get("storybible.cache")
    if cache is not None:
        cache.save()
    os._exit(code)
