"""A small cast and what prose states about it, for the tests of facts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from prose_helpers import prose_of

from storybible.bible import Bible
from storybible.manuscript.appearances import read_mentions
from storybible.manuscript.candidate import Candidate
from storybible.manuscript.cast import Cast
from storybible.manuscript.facts import find

PEOPLE = """
characters:
  mara: {name: Mara Venn, sex: female}
  teo: {name: Teo Venn, sex: male}
  ines: {name: Ines, sex: female}
  odo: {name: Odo Lund, sex: male}
items:
  sword: {name: the silver sword}
  mara-ring: {name: Mara's ring}
offices:
  warden: {title: Warden}
"""


@cache
def cast() -> Cast:
    """Mara and Teo Venn, Ines, Odo Lund, a sword, a ring and an office."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "bible"
        folder.mkdir()
        (folder / "storybible.yaml").write_text("title: x\n", encoding="utf-8")
        (folder / "people.yaml").write_text(PEOPLE, encoding="utf-8")
        return Cast.of(Bible.load(folder).story)


def found(text: str, *kinds: str, pov: str = "") -> list[Candidate]:
    """What a text states, of some kinds."""
    prose = prose_of(text)
    if pov:
        prose.front_matter["pov"] = pov
    stated = find(read_mentions(prose, cast()))
    return [candidate for candidate in stated if not kinds or candidate.kind in kinds]
