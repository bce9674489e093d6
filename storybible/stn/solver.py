"""Where networks come from: each from scratch, or each from the one before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from storybible.stn.network import Network
from storybible.stn.statement import Constraint, Key, Statement

Demanded = Iterable[tuple[Key, int, Sequence[Constraint]]]
"""Statements with one reading, not made yet: their keys, ranks and constraints."""
MANY = 300
"""Edits beyond which solving anew is faster."""


class Solver:
    """Solves every network from scratch."""

    def network(self, points: int, statements: Iterable[Statement], demanded: Demanded) -> Network:
        """The network of these statements, solved."""
        made = [Statement(key, [(rank, constraints)]) for key, rank, constraints in demanded]
        return _solved(points, [*statements, *made])


def _solved(points: int, statements: list[Statement]) -> Network:
    network = Network(points)
    network.load(statements)
    return network


class Resolver(Solver):
    """Edits the network that it made last, which is not to be used any more then.

    The result is that of :class:`Solver`.  A network in which something is set aside is solved from scratch:
    which of several equal proofs is found there may depend on what came before.
    """

    def __init__(self) -> None:
        self._last: Network | None = None

    def network(self, points: int, statements: Iterable[Statement], demanded: Demanded) -> Network:
        last, self._last = self._last, None
        known = last.statements if last is not None else {}
        wanted = [*statements]
        for key, rank, constraints in demanded:
            statement = known.get(key)
            if statement is None or statement.readings[0] != (rank, constraints):
                statement = Statement(key, [(rank, constraints)])
            wanted.append(statement)
        made = self._edited(last, points, wanted) if last is not None else None
        self._last = made or _solved(points, wanted)
        return self._last

    def _edited(self, network: Network, points: int, wanted: list[Statement]) -> Network | None:
        """The network with the difference made; None where that would not be the same, or no faster."""
        if network.parked or network.points > points:
            return None
        known, before = network.statements, set(network.statements.values())
        for place, statement in enumerate(wanted):
            if statement not in before:
                same = known.get(statement.key)
                if same is not None and same.readings == statement.readings:
                    wanted[place] = same
        come = [statement for statement in wanted if statement not in before]
        left_out = before.difference(wanted)
        gone = [statement for statement in known.values() if statement in left_out] if left_out else []
        if len(gone) + len(come) > MANY:
            return None
        for statement in gone:
            network.remove(statement.key)
        while network.points < points:
            network.add_point()
        if any(network.add(statement) for statement in come):
            return None
        if come or gone or [*known.values()] != wanted:
            touched = {point for each in (*gone, *come) for edge in each.edges[-1] for point in edge[:2]}
            network.arrange({statement.key: statement for statement in wanted}, touched)
        return network
