"""The timeline of a bible that is edited: what the world demands is asked again only where it may differ.

The result is that of a :class:`~storybible.timeline.Timeline` of everything, whatever came before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from storybible.clocks import count_clocks
from storybible.config import Config
from storybible.demand import Demand
from storybible.demanding import Demanding
from storybible.diagnostics import Undecided
from storybible.encoding import Encoding
from storybible.linking import TABLES
from storybible.relinking import Relinker
from storybible.standing.recoding import Recoded, Recoder
from storybible.stn import Key, Resolver, Statement
from storybible.story import Story
from storybible.timeline import Timeline, demanded


class Demands(Mapping[Key, Demand]):
    """All demands by their keys, kept record by record: of nature, then rule by rule."""

    def __init__(self, rules: Sequence[Demanding]) -> None:
        self.rules = rules
        self._by_key: dict[Key, Demand] = {}
        self._of: list[dict[str, list[Key]]] = [{} for _ in (0, *rules)]
        self._whole: list[object] = [None for _ in rules]
        self.story = Story(Config())

    def replace(self, recoder: Recoder, recoded: Recoded) -> tuple[set[Key], list[Demand]]:
        """Ask again what may be demanded otherwise; the keys that are gone and the demands that have come."""
        story = self.story = recoded.encoding.story
        gone: set[Key] = set()
        come: dict[Key, Demand] = {}
        touched = [id_ for id_ in recoded.touched if id_ in story.records]

        def put(kept: dict[str, list[Key]], id_: str, made: Iterable[Demand]) -> None:
            gone.update(kept.pop(id_, ()))
            mine: dict[Key, Demand] = {}
            for demand in made:
                mine.setdefault(demand.key, demand)
            if mine:
                kept[id_] = [*mine]
                come.update(mine)

        for kept in self._of:
            for id_ in (*recoded.lost, *recoded.otherwise):
                put(kept, id_, ())
        for id_ in touched:
            put(self._of[0], id_, recoder.parts[id_].demands)
        by_table: dict[str, list[str]] = {}
        for id_ in touched:
            by_table.setdefault(TABLES[story.records[id_].kind], []).append(id_)
        for n, (rule, kept) in enumerate(zip(self.rules, self._of[1:], strict=True)):
            if rule.demands is None:
                continue
            table = getattr(story, rule.about)
            whole = rule.whole(story) if rule.whole is not None else None
            asked = table if whole != self._whole[n] else by_table.get(rule.about, ())
            self._whole[n] = whole
            for id_ in asked:
                put(kept, id_, rule.demands(recoded.encoding, table[id_]))
        gone.difference_update(come)
        for key in gone:
            del self._by_key[key]
        self._by_key.update(come)
        return gone, [*come.values()]

    def __getitem__(self, key: Key) -> Demand:
        return self._by_key[key]

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def __len__(self) -> int:
        return len(self._by_key)

    def __iter__(self) -> Iterator[Key]:
        tables = [self.story.records, *(getattr(self.story, rule.about or "records") for rule in self.rules)]
        for kept, table in zip(self._of, tables, strict=True):
            for id_ in table:
                yield from kept.get(id_, ())


class Standing:
    """Solves the stories of one :class:`~storybible.relinking.Relinker`, one after the other."""

    def __init__(self, links: Relinker) -> None:
        self._recoder = Recoder(links)
        self._resolver = Resolver()
        self._demands = Demands(())
        self._remembered: dict[object, dict[str, Any]] = {}

    def solve(self, story: Story, rules: Sequence[Demanding]) -> tuple[Timeline, list[Undecided]]:
        """The timeline of the story that was linked last, with the demands of these rules."""
        recoded = self._recoder.encode(story)
        encoding = recoded.encoding
        if recoded.anew:
            self._remembered = {}
            self._resolver = Resolver()
            self._demands = Demands(rules)
        for kept in self._remembered.values():
            for id_ in (*recoded.touched, *recoded.lost):
                kept.pop(id_, None)
        story.remembered = encoding.story.remembered = self._remembered
        gone, come = self._demands.replace(self._recoder, recoded)
        timeline = self._edited(encoding, [*recoded.gone, *gone], recoded.come, come)
        if not encoding.unread_ages:
            return timeline, []
        open_ages = count_clocks(encoding, lambda: self._edited(encoding, (), self._recoder.counted()))
        return self._edited(encoding, (), self._recoder.counted()), open_ages

    def _edited(
        self, encoding: Encoding, gone: Iterable[Key], come: Iterable[Statement], asked: Iterable[Demand] = ()
    ) -> Timeline:
        network = self._resolver.edit(encoding.points, gone, come, demanded(asked))
        return Timeline.solved(encoding, self._demands, network)
