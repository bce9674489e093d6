"""What reading another program's file gives: the text of record files, and a list of what is not in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

SHOWN = 100


class ImportProblem(Exception):
    """The import cannot be done as asked for: misuse, never what a file says."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of the file that is not in the records as it stands there.

    ``line`` counts from 1; ``text`` is the line, or the first of several such lines, shortened.
    """

    line: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Beside:
    """What a bible that is to gain records holds already: ids that are taken.

    ``people`` maps ids in the other program (``I169``) to the names of the characters that came from there.
    """

    ids: Collection[str] = ()
    people: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Imported:
    """Record files, not yet written.

    ``files`` maps a file's name to its text; ``settings`` is the text of the ``storybible.yaml`` of a new
    bible; ``about`` says what was read ("GEDCOM 5.5.1, UTF-8").  ``counts``: characters, events,
    relationships, places, lines of the file, and ``known``, the characters that the bible it is for seems
    to hold already.
    """

    files: dict[str, str]
    left_out: tuple[LeftOut, ...]
    counts: dict[str, int]
    settings: str = ""
    about: str = ""


def shown(text: str, longest: int = SHOWN) -> str:
    """A piece of the file for a message: on one line, printable, not too long."""
    piece = "".join(c if c.isprintable() else " " for c in text[: 2 * longest]).strip()
    return piece if len(piece) <= longest else piece[: longest - 1] + "…"


class Leftovers:
    """Collects what is left out while a file is read."""

    def __init__(self) -> None:
        self._single: list[LeftOut] = []
        self._many: dict[tuple[str, str], list[int | str]] = {}

    def add(self, line: int, text: str, why: str) -> None:
        """One thing, worth a line of its own."""
        self._single.append(LeftOut(line, shown(text), why))

    def pass_over(self, what: str, line: int, text: str, why: str) -> None:
        """One of perhaps thousands of a kind, of which the first is shown and the others are counted."""
        known = self._many.get((what, why))
        if known is None:
            self._many[what, why] = [line, text, 1]
        else:
            known[2] += 1  # type: ignore[operator]

    def result(self) -> tuple[LeftOut, ...]:
        """Everything, by line."""
        found = list(self._single)
        for (_, why), (line, text, count) in self._many.items():
            assert isinstance(line, int) and isinstance(count, int)
            more = f" ({count} such)" if count > 1 else ""
            found.append(LeftOut(line, shown(str(text)), why + more))
        return tuple(sorted(found, key=lambda one: (one.line, one.why, one.text)))
