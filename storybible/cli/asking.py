"""Questions to a person at a terminal; a script is told what is missing instead."""

from __future__ import annotations

import sys
from collections.abc import Callable

from storybible.cli.output import complain
from storybible.queries.resolve import Misuse
from storybible.render.ink import clean

TRIES = 3


class NoAnswer(Misuse):
    """The person at the terminal has gone, in the middle of the questions."""


def can_ask() -> bool:
    """Whether somebody sits at the terminal who could answer."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def answer(question: str, missing: str, fits: Callable[[str], object] | None = None) -> str:
    """The answer to a question that needs one; asked again where ``fits`` raises :class:`Misuse` for it.

    Raises :class:`Misuse` with the words of ``missing`` where nobody can be asked or nobody answers, and that
    of ``fits`` where the last answer will not do either.
    """
    for left in reversed(range(TRIES)) if can_ask() else ():
        said = asked(question)
        if not said:
            continue
        try:
            if fits is not None:
                fits(said)
        except Misuse as fault:
            if not left:
                raise
            complain(plainly(fault))
        else:
            return said
    raise Misuse(missing)


def plainly(fault: Misuse) -> str:
    """What is wrong with an answer, of which nobody thinks that it was written."""
    return str(fault).removesuffix("; nothing was written")


def asked(question: str) -> str:
    """The answer to a question, "" for none; asked on stderr, so that stdout holds results alone."""
    sys.stderr.write(f"{' '.join(clean(question).split())} ")
    sys.stderr.flush()
    try:
        line = sys.stdin.readline()
    except UnicodeDecodeError as error:
        raise NoAnswer(f"the answer is no text in {sys.stdin.encoding}; nothing was written") from error
    if not line:
        sys.stderr.write("\n")
        raise NoAnswer("no answer was given; nothing was written")
    return line.strip()


def agreed(question: str) -> bool:
    """Whether somebody at the terminal says yes; nobody there is no."""
    return can_ask() and asked(f"{question} [y/N]").casefold() in ("y", "yes")
