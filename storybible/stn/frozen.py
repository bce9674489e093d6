"""A solved network as plain lists for a file, and back: nothing is solved again.

A network in which something was set aside keeps only its statements, and is solved when it comes back.
"""

from __future__ import annotations

from typing import Any

from storybible.stn.network import Network
from storybible.stn.statement import Edge, Statement


def frozen(network: Network) -> dict[str, Any]:
    """The statements with their readings, the potentials and the ways from and to the origin."""
    statements = list(network.statements.values())
    made: dict[str, Any] = {
        "points": network.points,
        "statements": [[s.key, s.readings] for s in statements],
        "solved": None,
    }
    if not network.parked:
        number = {
            id(edge): (n, m)
            for n, statement in enumerate(statements)
            for m, edge in enumerate(statement.edges[-1])
        }
        trees = network.origin
        made["solved"] = [
            network.graph.potential,
            trees.latest,
            [number[id(edge)] if edge is not None else None for edge in trees.latest_by],
            trees.back,
            [number[id(edge)] if edge is not None else None for edge in trees.back_by],
        ]
    return made


def thawed(made: dict[str, Any]) -> Network:
    """The network again."""
    statements = [
        Statement(tuple(key), [(rank, [tuple(c) for c in constraints]) for rank, constraints in readings])
        for key, readings in made["statements"]
    ]
    network = Network(made["points"])
    if made["solved"] is None:
        network.load(statements)
        return network
    potential, latest, latest_by, back, back_by = made["solved"]

    def edges(numbers: list[list[int] | None]) -> list[Edge | None]:
        return [None if pair is None else statements[pair[0]].edges[-1][pair[1]] for pair in numbers]

    network.adopt(statements, potential, ((latest, edges(latest_by)), (back, edges(back_by))))
    return network
