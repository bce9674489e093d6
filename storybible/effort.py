"""How much may be tried for mendings: counted in records that are checked again, never by the clock.

So a bible gets the same mendings on every machine.  A trial of a bible in which hundreds of statements
contradict each other costs as much as one of a far larger bible, and is counted so.
"""

from __future__ import annotations

from storybible.timeline import Clash, Timeline

WORK = 40_000
"""Records to be checked again over all trials: a small bible may try some hundred, a large one few."""

LARGE = 1_500
"""Records from which on mendings are looked for one finding at a time: a trial takes a fifth of a second."""

FEW = 12
"""Trials for one finding alone, in a bible of any size."""

FEWEST = 4
"""Trials where many statements contradict each other."""

IN_VAIN = 80
"""Trials in a row of which none mends anything, after which no more are made."""

TANGLED = 4_000
"""Records to be checked again where what yields could not be proven to be the least."""

UNPROVEN = 2_000
"""Records in the time of one search for the least that was given up."""

TOLD = 10
"""Records in the time that one more statement in what cannot be true takes, above one for each record."""

TAKEN_OUT = 12
"""Statements in what cannot be true that are put back, for one taken out, in the time of one record."""


class Effort:
    """What is left of the trials of one check."""

    def __init__(self, records: int, timeline: Timeline, alone: bool) -> None:
        tangle = sum([_statements(clash) for clash in timeline.clashes])
        undecided = timeline.network.undecided
        self.trial = max(1, records + TOLD * max(0, tangle - records) + UNPROVEN * undecided)
        self.left = TANGLED if undecided else max(WORK, FEWEST * self.trial)
        if records >= LARGE:
            self.left = 0
        if alone:
            self.left = max(self.left, FEW * self.trial)
        self.in_vain = 0

    @property
    def spent(self) -> bool:
        """Whether enough was tried."""
        return self.left < self.trial or self.in_vain >= IN_VAIN

    def tried(self) -> None:
        """A change was tried."""
        self.left -= self.trial
        self.in_vain += 1

    def mended(self) -> None:
        """It mended something."""
        self.in_vain = 0

    def tangled(self) -> None:
        """It led to what could not be decided, and so may the next ones."""
        self.left = min(self.left, TANGLED)

    def took_out(self, clash: Clash) -> None:
        """A statement was taken out to see what room the others leave for it."""
        self.left -= _statements(clash) // TAKEN_OUT


def _statements(clash: Clash) -> int:
    return len(clash.keys) * (1 + len(clash.others))
