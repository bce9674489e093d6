"""How much may be tried for mendings: counted in records that are checked again, never by the clock.

So a bible gets the same mendings on every machine.  A trial of a bible in which hundreds of statements
contradict each other costs as much as one of a far larger bible, and is counted so.
"""

from __future__ import annotations

from storybible.stn import Network
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

WORK_IN_VAIN = 12_000
"""The same in records, but for the first few trials; a file that is read again counts by its length."""

A_RECORD = 120
"""Characters of a file in the time of one record."""

TANGLED = 4_000
"""Records to be checked again where what yields could not be proven to be the least."""

UNPROVEN = 2_000
"""Records in the time of one search for the least that was given up."""

USUAL = 20
"""One statement set aside for so many records is usual: what they cost is in the price of a record."""

SEARCHED = 8
"""Edges around one more of them, all of which a search may go through, in the time of one record."""

TAKEN_OUT = 12
"""Statements in what cannot be true that are put back, for one taken out, in the time of one record."""


class Effort:
    """What is left of the trials of one check."""

    def __init__(self, records: int, timeline: Timeline, alone: bool) -> None:
        undecided = timeline.network.undecided
        self.trial = max(1, records + _tangle(timeline.network, records) + UNPROVEN * undecided)
        self.left = TANGLED if undecided else max(WORK, FEWEST * self.trial)
        if records >= LARGE:
            self.left = 0
        if alone:
            self.left = max(self.left, FEW * self.trial)
        self.records = records
        self.in_vain = self.work_in_vain = 0

    @property
    def spent(self) -> bool:
        """Whether enough was tried."""
        too_long = self.in_vain >= FEW and self.work_in_vain >= WORK_IN_VAIN
        return self.left < self.trial or self.in_vain >= IN_VAIN or too_long

    def tried(self, text: str) -> None:
        """A change of a file with this text was tried."""
        self.left -= self.trial
        self.in_vain += 1
        self.work_in_vain += max(self.records, len(text) // A_RECORD)

    def mended(self) -> None:
        """It mended something."""
        self.in_vain = self.work_in_vain = 0

    def tangled(self) -> None:
        """It led to what could not be decided, and so may the next ones."""
        self.left = min(self.left, TANGLED)

    def took_out(self, clash: Clash) -> None:
        """A statement was taken out to see what room the others leave for it."""
        self.left -= _statements(clash) // TAKEN_OUT


def _tangle(network: Network, records: int) -> int:
    """What is more than usually set aside, in records: each is searched for in all that hangs together."""
    around: dict[int, int] = {}
    parked = [network.statements[key].edges[-1] for key, _ in network.parked]
    total = sum([_edges_around(network, max(edges[0][:2]), around) for edges in parked if edges])
    unusual = max(0, USUAL * len(parked) - records)
    return total * unusual // (USUAL * SEARCHED * max(1, len(parked)))


def _edges_around(network: Network, point: int, around: dict[int, int]) -> int:
    """How many edges hang together with a point other than by the origin; kept for all their points."""
    if point and point not in around:
        reached, left, count = {0, point}, [point], 0
        while left:
            here = left.pop()
            edges = [*network.graph.out[here], *network.graph.into[here]]
            count += len(network.graph.out[here])
            left += {end for edge in edges for end in edge[:2]} - reached
            reached.update(left)
        around.update(dict.fromkeys(reached - {0}, count))
    return around.get(point, 0)


def _statements(clash: Clash) -> int:
    return len(clash.keys) * (1 + len(clash.others))
