"""Where networks come from: each from scratch, or each from the one before it."""

from __future__ import annotations

from collections.abc import Sequence

from storybible.stn.network import Network
from storybible.stn.statement import Constraint, Key, Statement

MANY = 300
"""Edits beyond which solving anew is faster."""


class Solver:
    """Solves every network from scratch."""

    def statement(self, key: Key, rank: int, constraints: Sequence[Constraint]) -> Statement:
        """A statement with one reading."""
        return Statement(key, [(rank, constraints)])

    def network(self, points: int, statements: list[Statement]) -> Network:
        """The network of these statements, solved."""
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
        self._made: dict[Key, Statement] = {}
        self._next: dict[Key, Statement] = {}

    def statement(self, key: Key, rank: int, constraints: Sequence[Constraint]) -> Statement:
        """The same object as the last time for the same statement."""
        made = self._made.get(key)
        if made is None or made.readings != [(rank, constraints)]:
            made = super().statement(key, rank, constraints)
        self._next[key] = made
        return made

    def network(self, points: int, statements: list[Statement]) -> Network:
        self._made, self._next = self._next, {}
        last, self._last = self._last, None
        made = self._edited(last, points, statements) if last is not None else None
        if made is None:
            made = super().network(points, statements)
        self._last = made
        return made

    def _edited(self, network: Network, points: int, statements: list[Statement]) -> Network | None:
        """The network with the difference made; None where that would not be the same, or no faster."""
        if network.parked or network.points > points:
            return None
        wanted = {statement.key: statement for statement in statements}
        gone, known = [], network.statements
        for key, statement in known.items():
            now = wanted.get(key)
            if now is statement:
                continue
            if now is not None and now.readings == statement.readings:
                wanted[key] = statement
            else:
                gone.append(key)
        come = [statement for key, statement in wanted.items() if known.get(key) is not statement]
        if len(gone) + len(come) > MANY:
            return None
        touched = {point for key in gone for edge in network.statements[key].edges[-1] for point in edge[:2]}
        for key in gone:
            network.remove(key)
        while network.points < points:
            network.add_point()
        for statement in come:
            if network.add(statement):
                return None
            touched.update(point for edge in statement.edges[-1] for point in edge[:2])
        network.arrange(wanted, touched)
        return network
