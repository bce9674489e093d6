"""Commands as Typer builds and parses them, one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from storybible.cli.table import COMMANDS, LATER, function_of

SETTINGS = {"help_option_names": ["-h", "--help"]}


class Usage(Exception):
    """A command line that does not fit its command; the text says how, in a few words."""


def run(name: str, arguments: Sequence[str]) -> int:
    """Parse and run one command; its exit code.  Raises Usage where the arguments do not fit."""
    try:
        result = command(name).main(
            args=list(arguments), prog_name=f"storybible {name}", standalone_mode=False
        )
    except typer.Abort:
        return 130
    except Exception as error:
        if "UsageError" in {kind.__name__ for kind in type(error).__mro__}:
            raise Usage(_words(error)) from error
        raise
    return result if isinstance(result, int) else 0


def command(name: str) -> Any:
    """The parser of one command."""
    single = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    help_text = LATER[name] + "  Not there yet." if name in LATER else None
    single.command(name, context_settings=SETTINGS, help=help_text)(function_of(name))
    return get_command(single)


def run_group(arguments: Sequence[str]) -> int:
    """The program as a whole, for its help."""
    whole = typer.Typer(
        cls=_Lazy, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
        context_settings=SETTINGS,
    )  # fmt: skip

    @whole.callback()
    def storybible() -> None:
        """A plain-text story bible that knows what follows from what you stated.

        `-b DIR` names the bible; without it the nearest folder with a storybible.yaml, upward, or ./bible.
        Options may stand before or after the command.  `storybible COMMAND --help` tells more of
        one, `storybible --version` which program this is.
        """

    result = get_command(whole).main(args=list(arguments), prog_name="storybible", standalone_mode=False)
    return result if isinstance(result, int) else 0


class _Lazy(TyperGroup):
    """Commands are built only when they are asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Those that are there, in the order of the documentation."""
        return [*COMMANDS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """A stand-in that knows its help is enough for the list."""
        single = typer.Typer(add_completion=False, rich_markup_mode=None)
        text = COMMANDS[cmd_name][1]
        single.command(cmd_name, help=text, short_help=text)(lambda: None)
        return get_command(single)


def _words(error: Exception) -> str:
    """What does not fit, in one line of our own words."""
    kind = type(error).__name__
    text = str(getattr(error, "message", "") or error)
    option = str(getattr(error, "option_name", ""))
    parameter = getattr(error, "param", None)
    if kind == "MissingParameter" and parameter is not None:
        return f"{parameter.metavar or parameter.name} is missing"
    if kind == "NoSuchOption":
        near = getattr(error, "possibilities", None)
        value = "; a value that begins with - goes behind --, as in: set ID FIELD -- VALUE"
        hint = "" if option.startswith("--") else value
        return f"there is no option {option.strip()}{f', did you mean {near[0]}?' if near else hint}"
    if kind == "BadOptionUsage":
        return f"{option} needs a value"
    if "unexpected extra argument" in text:
        extra = text.rpartition("(")[2].rstrip(").")
        return f"too many words, from “{extra}” on: a name or a time of several words goes in quotes"
    return text.rstrip(".")
