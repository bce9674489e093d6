"""All candidates of a manuscript, in the order of the text.

What finds them are modules of this package, named in `FINDERS`.  Each has

    def find(mentioned: Mentioned) -> Iterator[Candidate]

which searches ``mentioned.prose.readable`` (blanks stand there for comments and signs of markup; offsets are
those of ``prose.text``), quotes from ``prose.text``, makes ids with `candidate.Ids`, and yields in the order
of ``start``, as soon as it can: results are shown as they come.  A module may name the ``KINDS`` it yields;
it is passed over where none of them is asked for.  One that must read the whole text before its first
candidate says so with ``WHOLE_TEXT = True``.  ``mentioned`` holds the prose, who and what the bible
knows (nobody where there is no bible), where they are mentioned, and who speaks.
"""

from __future__ import annotations

import heapq
import importlib
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from storybible.manuscript.appearances import Mentioned, read_mentions
from storybible.manuscript.candidate import Candidate
from storybible.manuscript.cast import Cast
from storybible.manuscript.prose import Prose
from storybible.story import Story

FINDERS: tuple[str, ...] = ("named", "facts", "strangers")
"""Modules of this package that find candidates."""

MARKUP = 3
"""Hidden stretches up to this long are signs of markup, which may stand inside a quote."""


def scan(
    prose: Prose, story: Story | None = None, kinds: Collection[str] = (), as_they_come: bool = False
) -> Iterator[Candidate]:
    """Every candidate, in the order of the text; only those of ``kinds`` where any are named.

    With ``as_they_come``, those that need the whole text come after all others, in their own order.
    """
    cast = Cast.of(story) if story is not None else Cast.of_names(())
    return candidates_of(read_mentions(prose, cast), kinds, as_they_come)  # all finders build on mentions


def candidates_of(
    mentioned: Mentioned, kinds: Collection[str] = (), as_they_come: bool = False
) -> Iterator[Candidate]:
    """The same of a manuscript whose mentions are read already."""
    prose = mentioned.prose
    wanted = frozenset(kinds)
    finders: list[Iterator[Candidate]] = []
    late: list[Iterator[Candidate]] = []
    for name in FINDERS:
        module = importlib.import_module(f"storybible.manuscript.{name}")
        if not wanted or not getattr(module, "KINDS", wanted).isdisjoint(wanted):
            (late if as_they_come and getattr(module, "WHOLE_TEXT", False) else finders).append(
                module.find(mentioned)
            )
    hidden = [stretch for stretch in prose.hidden if stretch[1] - stretch[0] > MARKUP]
    starts = [start for start, _ in hidden]
    for candidate in chain(_merged(finders), _merged(late)):
        if wanted and candidate.kind not in wanted:
            continue
        index = bisect_right(starts, candidate.start) - 1
        if index < 0 or hidden[index][1] <= candidate.start:
            yield candidate


def _merged(finders: Iterable[Iterator[Candidate]]) -> Iterator[Candidate]:
    return heapq.merge(*finders, key=lambda found: (found.start, found.end, found.kind))
