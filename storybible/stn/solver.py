"""Where networks come from: each from scratch, or each from the one before it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

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

    The result is that of :class:`Solver`, but for the order in which a network lists its statements.
    """

    def __init__(self) -> None:
        self._known: dict[Key, Statement] = {}  # what was asked for last
        self._last: Network | None = None
        self._edits = 0

    def network(self, points: int, statements: Iterable[Statement], demanded: Demanded) -> Network:
        """The network of these statements, solved: each is compared with the one of its key before."""
        known, wanted = self._known, []
        before = set(known.values())
        come = []
        for statement in statements:
            if statement not in before:
                same = known.get(statement.key)
                if same is not None and same.readings == statement.readings:
                    statement = same
                else:
                    come.append(statement)
            wanted.append(statement)
        for key, rank, constraints in demanded:
            same = known.get(key)
            if same is None or len(same.readings) > 1 or same.readings[0] != (rank, constraints):
                same = Statement(key, [(rank, constraints)])
                come.append(same)
            wanted.append(same)
        if len(wanted) - len(come) < len(known):
            left_out = before.difference(wanted)
            gone = [key for key, statement in known.items() if statement in left_out]
        else:
            gone = []
        made = self._edited(points, gone, come)
        if len(made.statements) < len(wanted):
            raise ValueError("two statements with one key")
        return made

    def edit(
        self, points: int, gone: Iterable[Key], come: Iterable[Statement], demanded: Demanded = ()
    ) -> Network:
        """The network asked for last with a difference made: costs what the difference costs.

        ``points`` is how many there are now.  A point that no statement speaks of may be anywhere among them;
        what is there when the last ones go must not speak of those.  ``gone`` are the keys of all statements
        and demands that are there no longer, ``come`` and ``demanded`` (as for :meth:`network`) what is new
        or says something else: it takes the place of what has its key, which need not be in ``gone``.  What
        says the same as before may be among them, too.  Their order does not matter, nor does what others
        have added to or taken from the network since.  Before the first :meth:`network` there was nothing.
        Raises KeyError where a key of ``gone`` is not there, ValueError where two that come have one key.
        """
        arriving = [*come, *(Statement(key, [(rank, said)]) for key, rank, said in demanded)]
        keys = {statement.key for statement in arriving}
        if len(keys) < len(arriving):
            raise ValueError("two statements with one key")
        going = {key: self._known[key] for key in gone}
        changed = []
        for statement in arriving:
            same = self._known.get(statement.key)
            if same is None or same.readings != statement.readings:
                changed.append(statement)
                if same is not None:
                    going[statement.key] = same
            else:
                going.pop(statement.key, None)
        return self._edited(points, going, changed)

    def _edited(self, points: int, gone: Collection[Key], come: Sequence[Statement]) -> Network:
        """The last network with the difference made, or one that is solved anew where that is faster."""
        last, self._last = self._last, None
        known = self._known
        foreign: set[Key] = set()
        if last is not None and last.edits != self._edits:
            foreign = last.statements.keys() - known.keys()
            if known.keys() - last.statements.keys():
                last = None  # somebody took something out
        for key in gone:
            del known[key]
        known.update([(statement.key, statement) for statement in come])
        if last is not None and len(gone) + len(come) <= MANY:
            last = _changed(last, points, [*foreign, *gone], come)
        else:
            last = None
        self._last = last or _solved(points, [*known.values()])
        self._edits = self._last.edits
        return self._last


def _changed(network: Network, points: int, gone: list[Key], come: Sequence[Statement]) -> Network | None:
    """The network with the difference made; None where solving anew might find something else."""
    if network.entangled:
        return None
    if points < network.points:
        network.edit(gone, [])
        network.resize(points)
        gone = []
    elif points > network.points:
        network.resize(points)
    if gone or come:
        network.edit(gone, come)
    return None if network.entangled else network
