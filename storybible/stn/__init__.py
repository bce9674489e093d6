"""The temporal network: constraints between points in time, what follows from them, and what cannot be true.

It knows nothing of stories.  Standard library only.
"""

from storybible.stn.choices import Choice, choose
from storybible.stn.network import Network
from storybible.stn.room import Room
from storybible.stn.solver import Resolver, Solver
from storybible.stn.statement import (
    ANSWERS,
    CLAIM,
    DEMAND,
    EVERYTHING,
    HYPOTHESIS,
    LOOSE_EVERYTHING,
    LOOSE_WORLD,
    LOOSEST,
    READING,
    STATED,
    STATED_LOOSE,
    WORLD,
    Conflict,
    Constraint,
    Element,
    EngineError,
    Key,
    Statement,
    View,
)
from storybible.stn.strong import strong_sets

__all__ = [
    "ANSWERS",
    "CLAIM",
    "DEMAND",
    "EVERYTHING",
    "HYPOTHESIS",
    "LOOSEST",
    "LOOSE_EVERYTHING",
    "LOOSE_WORLD",
    "READING",
    "STATED",
    "STATED_LOOSE",
    "WORLD",
    "Choice",
    "Conflict",
    "Constraint",
    "Element",
    "EngineError",
    "Key",
    "Network",
    "Resolver",
    "Room",
    "Solver",
    "Statement",
    "View",
    "choose",
    "strong_sets",
]
