"""A clean bible ready for planting: its texts, what the oracle reads in them, one way everything can be."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

import yaml

from benchmarks.planting.oracle import judge, placements
from benchmarks.planting.statements import Reader
from benchmarks.planting.texts import Edited, Texts
from benchmarks.planting.world import parents_of


@dataclass(eq=False)
class Base:
    """A bible with a placement of all its moments (``times``)."""

    name: str
    texts: Texts
    reader: Reader
    times: dict[str, int]
    exact: bool = False

    @classmethod
    def of(cls, name: str, texts: Texts, truth: dict[str, int]) -> Base:
        """Raises ValueError where the oracle itself finds the clean text impossible or cannot read it."""
        verdict, reader = judge(texts, truth)
        times = placements(reader, truth)
        if times is None or verdict.unclear or verdict.structural:
            raise ValueError(f"{name} is not clean to the oracle: {verdict} {reader.unread[:5]}")
        return cls(name, texts, reader, {**truth, **times})

    @property
    def year(self) -> int:
        """A year, in minutes of the calendar in use."""
        return self.reader.dates.YEAR

    @cache  # noqa: B019 - a few bibles, kept anyway
    def unremarked(self, rule: str) -> bool:
        """Whether a rule that only remarks has nothing to remark in the clean text."""
        return not judge(self.texts, self.times, rule)[0].noted

    # ---- what planters ask ------------------------------------------------------------------------------

    def date(self, minute: int, precision: str) -> str:
        """The date of a minute, or of the nearest day that exists."""
        dates = self.reader.dates
        return dates.date_of(dates.settle(minute), precision)

    @cached_property
    def links(self) -> list[tuple[str, str]]:
        """(child, parent) of every birth."""
        return [(child, parent) for child, parent, _, _ in parents_of(self.reader)]

    def events(self) -> list[str]:
        """All events, by time."""
        return sorted(self.reader.of("event"), key=self.at)

    def moments(self) -> list[str]:
        """Events without length."""
        return [event for event in self.events() if event not in self.reader.long]

    def at(self, event: str) -> int:
        """When an event begins, in the placement."""
        return self.times[f"start {event}"]

    def people(self) -> list[str]:
        """All characters."""
        return list(self.reader.of("character"))

    def birth(self, who: str) -> int:
        """When somebody is born, in the placement."""
        return self.times.get(f"birth {who}", 0)

    def death(self, who: str) -> int:
        """When somebody dies, in the placement."""
        return self.times.get(f"death {who}", 0)

    def age(self, who: str, event: str) -> int:
        """Completed years at an event."""
        return (self.at(event) - self.birth(who)) // self.year

    def having(self, kind: str, *names: str) -> list[str]:
        """Records of a kind that have these fields."""
        return [record for record, data in self.reader.of(kind).items() if all(data.get(n) for n in names)]

    def scalars(self, kind: str, *names: str) -> list[tuple[str, str, yaml.ScalarNode]]:
        """(record, file, node) of each expression in these fields, lists taken apart."""
        found = []
        for record, (its_kind, file, _, body) in self.texts.records.items():
            if its_kind == kind and body is not None:
                for name in names:
                    node = self.texts.field(record, name)
                    for one in node.value if isinstance(node, yaml.SequenceNode) else [node]:
                        if isinstance(one, yaml.ScalarNode) and one.value:
                            found.append((record, file, one))
        return found

    def entries(self, kind: str, name: str) -> list[tuple[str, str, yaml.MappingNode]]:
        """(record, file, node) of each entry in braces of a list."""
        found = []
        for record, (its_kind, file, _, body) in self.texts.records.items():
            if its_kind == kind and body is not None:
                node = self.texts.field(record, name)
                for one in node.value if isinstance(node, yaml.SequenceNode) else []:
                    if isinstance(one, yaml.MappingNode):
                        found.append((record, file, one))
        return found

    def ties(self) -> list[tuple[str, yaml.MappingNode]]:
        """(file, node) of each relationship in braces."""
        return [
            (file, one)
            for file, node in self.texts.lists.values()
            for one in node.value
            if isinstance(one, yaml.MappingNode)
        ]


def part(entry: yaml.MappingNode, name: str) -> yaml.Node | None:
    """One value of an entry."""
    return next((value for key, value in entry.value if key.value == name), None)


Planter = Callable[[Base, random.Random], "Edited | None"]


@dataclass(frozen=True)
class Kind:
    """A way to plant: the rule whose mistake it is, and how.

    ``certain``: wrong whatever the times (the oracle is not asked); ``note``: only a note is expected.
    """

    rule: str
    plant: Planter
    certain: bool = False
    note: bool = False


PLANTERS: list[Kind] = []


def planter(rule: str, certain: bool = False, note: bool = False) -> Callable[[Planter], Planter]:
    """Marks a function as a way to plant the mistake of a rule."""

    def marked(plant: Planter) -> Planter:
        PLANTERS.append(Kind(rule, plant, certain, note))
        return plant

    return marked
