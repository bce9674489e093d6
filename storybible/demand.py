"""What the world demands of two moments, worded for whoever breaks it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from storybible import records as r
from storybible import stn
from storybible.diagnostics import Evidence, Span

Words = Callable[[], str]


@dataclass(slots=True, eq=False)
class Demand:
    """Something the world demands of two points: ``lower <= time[target] - time[source] <= upper``.

    ``rule`` is the name of the rule that a finding is named after; "" where none is.

    ``message`` is what a finding says; ``sentence`` the written fact the demand stands on, for the
    evidence (None: nothing was written, it is how the world is, or another statement says it).  ``asks``
    words the question where there is no such sentence; ``settled``: the writer said so, it is no question;
    ``about``: where it is said whom it concerns, if on another line.  (Not frozen, for speed: every check
    makes very many.)
    """

    rule: str
    subject: tuple[str, ...]
    constraints: tuple[stn.Constraint, ...]
    span: Span
    message: Words
    sentence: Words | None = None
    statement: r.Statement | None = None
    says: str | None = None
    asks: Words | None = None
    settled: bool = False
    about: Evidence | None = None

    @property
    def question(self) -> Words | None:
        """What is asked, where the records may leave it open: counted then as undecided."""
        return None if self.settled else self.asks or self.sentence

    @property
    def key(self) -> stn.Key:
        """Canonical, after every statement's key in order (``~`` sorts behind letters)."""
        return ("~demand", self.rule, *self.subject)
