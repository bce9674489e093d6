"""The words of a command line put in order: options may stand before or after the command and its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

WITH_VALUE = frozenset(
    {
        "-b", "--bible", "--at", "--format", "--where", "--who", "--order", "--from", "--because", "--repair",
        "-o", "--out", "--baseline", "--write-baseline", "--kind", "--id", "--file", "--in", "--value",
    }
)  # fmt: skip
"""Every option of any command that takes a value; a test compares this with the commands."""


@dataclass(slots=True)
class Call:
    """A command with its options and its other words; ``command`` is None where none was given.

    ``unfinished`` is an option whose value is missing.
    """

    command: str | None = None
    options: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    unfinished: str = ""
    help: bool = False
    version: bool = False

    @property
    def arguments(self) -> list[str]:
        """For the command's parser: options first, so that words such as -44-03-15 are not taken for any."""
        return [*self.options, "--", *self.words] if self.words else list(self.options)


def arranged(arguments: Sequence[str]) -> Call:
    """Sort a command line into command, options and words."""
    call = Call()
    words: list[str] = []
    left = list(arguments)
    while left:
        word = left.pop(0)
        if word == "--":
            words += left
            break
        if word in ("-h", "--help"):
            call.help = True
        elif word == "--version":
            call.version = True
        elif not is_option(word):
            words.append(word)
        else:
            call.options.append(word)
            if word in WITH_VALUE:
                if not left or is_option(left[0]):
                    call.unfinished = call.unfinished or word
                else:
                    call.options.append(left.pop(0))
    if words:
        call.command, *call.words = words
    return call


def is_option(word: str) -> bool:
    """Whether a word is an option and not a time before year 0, such as -3019 or -44-03-15."""
    return len(word) > 1 and word[0] == "-" and not word[1].isdigit()
