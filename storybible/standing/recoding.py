"""A story encoded again after a change: who says the same about the same points keeps those statements.

The result is that of :func:`storybible.encode.encode`, but for the numbers of the points, which show nowhere:
a point keeps its number for as long as somebody asks for it.  What a record states depends on itself, and on
the points, the labels and the exact days of the records that it mentions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from storybible import records as r
from storybible.config import Config
from storybible.encode import encode_record, in_order, pin
from storybible.encoding import Encoding
from storybible.relinking import Relinker
from storybible.standing.parts import (
    OF_PEOPLE,
    Alone,
    ByRecord,
    Need,
    Part,
    Whole,
    anchors_of,
    facet,
    names_late,
    needs,
)
from storybible.standing.touching import touched
from storybible.stn import Key, Statement
from storybible.story import Story


@dataclass(slots=True)
class Recoded:
    """An encoding, and what is another than in the one before it.

    ``gone`` and ``come`` are statements of the network; ``touched`` are the records of which something may be
    demanded otherwise, ``lost`` those that there are no more, ``otherwise`` those that are of another kind
    now.  ``anew``: nothing was kept.
    """

    encoding: Encoding
    gone: list[Key]
    come: list[Statement]
    touched: set[str]
    lost: set[str]
    otherwise: set[str]
    anew: bool


class Recoder:
    """Encodes the stories of one :class:`~storybible.relinking.Relinker`, one after the other."""

    def __init__(self, links: Relinker) -> None:
        self._links = links
        self._settings = ""
        self._begin(Story(Config()))

    def _begin(self, story: Story) -> None:
        self.encoding = Whole(Story(story.config))
        self.parts: dict[str, Part] = {}
        self.encoding.stated = self._stated = ByRecord(self.parts)
        self._asked: dict[Need, int] = {}  # how many records ask for a point
        self._given: dict[Need, int] = {}
        self._dead: dict[str, int] = {}  # how many records state a death
        self._unread: set[str] = set()
        self._revivals: dict[str, list[str]] = {}

    def encode(self, story: Story) -> Recoded:
        """All points and statements of the story that was linked last."""
        links = self._links
        anew = links.changed is None or self._settings != links.settings
        if anew:
            self._begin(story)
            self._settings = links.settings
        changed = set(story.records) if anew or links.changed is None else set(links.changed)
        lost = set() if anew else {id_ for id_ in links.gone if id_ in self.parts}
        encoding = self.encoding
        encoding.story.become(story)
        gone = self._forget_added()

        moved = self._points(changed, lost)
        seen = self._pins(changed | moved, lost)
        fated = self._fated(changed, lost)
        seen_by: set[str] = changed | moved | fated
        for id_ in (*moved, *fated):
            seen_by.update(links.users(id_))
        for id_ in seen:
            seen_by.update(user for user in links.users(id_) if self._counts_from(user, id_))
        for id_ in self._called_otherwise(changed):
            seen_by.update(user for user in links.users(id_) if not names_late(story, user))
        if self._told_otherwise(changed, lost):
            seen_by.update(scene.id for scene in story.scenes.values() if scene.inside is not None)
        again = sorted(seen_by & story.records.keys())

        former = {id_: part for id_ in (*again, *lost) if (part := self.parts.get(id_)) is not None}
        for part in former.values():
            self._take_out(part)
        for id_ in again:
            self._put(id_, former.get(id_))
        for id_ in lost:
            encoding.free += self.parts.pop(id_).own
        dying = self._deaths(again, former)
        self._arrange()
        encoding.unread_ages = [age for id_ in self._unread for age in self.parts[id_].unread]
        come = [stated.statement for id_ in again for stated in self.parts[id_].stated.values()]
        keys = {statement.key for statement in come}
        gone += [key for part in former.values() for key in part.stated if key not in keys]
        encoding.added = []
        parts = [(former.get(id_), self.parts.get(id_)) for id_ in (*again, *lost)]
        found = touched(story, links.known, links.users, parts, moved | fated | dying, seen)
        kinds = ((id_, part.linked.record.kind) for id_, part in former.items() if id_ not in lost)
        otherwise = {id_ for id_, kind in kinds if kind != story.records[id_].kind}
        return Recoded(encoding, gone, come, found, lost, otherwise, anew)

    def _arrange(self) -> None:
        """List the records in the order in which a whole story is encoded."""
        order = [record.id for record in in_order(self.encoding.story)]
        if [*self.parts] != order:
            parts = {id_: self.parts[id_] for id_ in order}
            self.parts.clear()
            self.parts.update(parts)

    # ---- points ------------------------------------------------------------------------------------------

    def counted(self) -> list[Statement]:
        """The statements that have been added since the story was encoded, by whoever counts ages."""
        return [self._stated[key].statement for key in self._stated.added]

    def _forget_added(self) -> list[Key]:
        """What was added to the last encoding is no part of this one: counted ages, points of questions."""
        encoding, gone = self.encoding, self._stated.added
        for key in gone:
            del self._stated[key]
        self._stated.added = []
        for who in [who for who in encoding.deaths if ("death", who) not in self._given]:
            del encoding.deaths[who]
        encoding.free += encoding.added or ()
        encoding.added = None
        return gone

    def _points(self, changed: set[str], lost: set[str]) -> set[str]:
        """Give the points that are asked for now, take back others: the records that have others now."""
        story = self.encoding.story
        open_needs: set[Need] = set()
        for id_ in (*changed, *lost):
            part = self.parts.get(id_)
            before = part.needs if part is not None else ()
            after = needs(story.records[id_]) if id_ in changed else ()
            if before != after:
                self._count(before, -1)
                self._count(after, 1)
                open_needs.update(before, after)
            if part is None or id_ in lost or part.linked.record.kind != story.records[id_].kind:
                open_needs.update((what, id_) for what in (*OF_PEOPLE, "start", "end"))
        moved = self._settle(open_needs)
        for id_ in lost:
            self.encoding.starts.pop(id_, None)
            self.encoding.ends.pop(id_, None)
        events = [id_ for id_ in (*changed, *moved) if id_ in story.events]
        moved.update(id_ for id_ in events if self._place(id_, id_))
        scenes = {id_ for id_ in changed if id_ in story.scenes}
        for id_ in moved:
            scenes.update(user for user in self._links.users(id_) if user in story.scenes)
        for id_ in scenes:
            told = [ref.id for ref in story.scenes[id_].tells if ref.id is not None]
            if self._place(id_, told[0] if len(told) == 1 else id_):
                moved.add(id_)
        return moved

    def _count(self, asked: Iterable[Need], by: int) -> None:
        for need in asked:
            count = self._asked.get(need, 0) + by
            if count:
                self._asked[need] = count
            else:
                del self._asked[need]

    def _settle(self, open_needs: Iterable[Need]) -> set[str]:
        """Give or take back these points, where that is to be; the records that it makes a difference to."""
        encoding, story = self.encoding, self.encoding.story
        tables = {"birth": encoding.births, "arrival": encoding.arrivals, "death": encoding.deaths}
        moved = set()
        for need in sorted(open_needs):
            what, id_ = need
            if what in OF_PEOPLE:
                there = id_ in story.characters
            else:
                there = id_ in story.events or id_ in story.scenes
            wanted = need in self._asked and there
            if wanted == (need in self._given):
                continue
            moved.add(id_)
            table = tables.get(what)
            if wanted:
                # A death may have its point already: whoever speaks of it first makes it.
                point = table[id_] if table is not None and id_ in table else encoding.new_point()
                self._given[need] = point
                if table is not None:
                    table[id_] = point
            else:
                point = self._given.pop(need)
                encoding.free.append(point)
                if table is not None:
                    del table[id_]
            if what == "birth":
                (encoding.days.add if wanted else encoding.days.discard)(point)
        return moved

    def _place(self, id_: str, like: str) -> bool:
        """Note where an event or a scene starts and ends; whether that is elsewhere than before."""
        encoding = self.encoding
        start = self._given["start", like]
        end = self._given.get(("end", like), start)
        before = encoding.starts.get(id_), encoding.ends.get(id_)
        encoding.starts[id_], encoding.ends[id_] = start, end
        return before != (start, end)

    def _deaths(self, again: Iterable[str], former: Mapping[str, Part]) -> set[str]:
        """Count who speaks of whose death; the people who have a point of death now, or none any more."""
        open_needs: set[Need] = set()
        counts = [(part, -1) for part in former.values()] + [(self.parts[id_], 1) for id_ in again]
        for part, by in counts:
            spoken = [("death", who) for who in part.spoken]
            self._count(spoken, by)
            open_needs.update(spoken)
            for who in part.dead:
                self._dead[who] = self._dead.get(who, 0) + by
                stated = self.encoding.died_by_statement
                (stated.add if self._dead[who] else stated.discard)(who)
        return self._settle(open_needs)

    # ---- what others see ---------------------------------------------------------------------------------

    def _pins(self, ids: Iterable[str], lost: Iterable[str]) -> set[str]:
        """Note exact days again; the records whose day others may have used."""
        encoding, story = self.encoding, self.encoding.story
        tables = encoding.exact, encoding.exact_starts, encoding.exact_births
        seen = set()
        for id_ in (*ids, *lost):
            before = [table.pop(id_, None) for table in tables]
            record = story.records.get(id_)
            if record is not None:
                pin(encoding, record)
            if record is not None and before != [table.get(id_) for table in tables]:
                seen.add(id_)
        return seen

    def _counts_from(self, user: str, id_: str) -> bool:
        """Whether a time of a record is said by another record."""
        part = self.parts.get(user)
        return part is None or id_ in part.anchors

    def _called_otherwise(self, changed: Iterable[str]) -> Iterator[str]:
        """The records with another label than before."""
        for id_ in changed:
            part = self.parts.get(id_)
            if part is not None and part.label != self.encoding.story.records[id_].label:
                yield id_

    def _told_otherwise(self, changed: Iterable[str], lost: Iterable[str]) -> bool:
        """Whether a scene tells others than before, or inside another one: scenes told in it look at that."""
        for id_ in (*changed, *lost):
            part, scene = self.parts.get(id_), self.encoding.story.scenes.get(id_)
            before = part.facet if part is not None and isinstance(part.linked.record, r.Scene) else None
            if before != (facet(scene) if scene is not None else None):
                return True
        return False

    def _fated(self, changed: Iterable[str], lost: Iterable[str]) -> set[str]:
        """People who may die or come back otherwise than before."""
        story, before = self.encoding.story, self._revivals
        self._revivals = {who: [*events] for who, events in story.revivals.items()}
        if not before and not story.revivals:
            return set()
        about = {who for who in {*before, *story.revivals} if before.get(who) != story.revivals.get(who)}
        for id_ in (*changed, *lost):
            known = self.parts.get(id_)
            for record in (story.records.get(id_), known.linked.record if known is not None else None):
                if isinstance(record, r.Event):
                    about.update(ref.id for ref in (*record.deaths, *record.revivals) if ref.id is not None)
                elif isinstance(record, r.Character):
                    about.add(id_)
        return about & {*before, *story.revivals}

    # ---- statements ----------------------------------------------------------------------------------------

    def _put(self, id_: str, former: Part | None) -> None:
        """Encode one record."""
        whole = self.encoding
        record = whole.story.records[id_]
        alone = Alone(
            whole.story, starts=whole.starts, ends=whole.ends, births=whole.births, days=whole.days,
            arrivals=whole.arrivals, deaths=whole.deaths, exact=whole.exact, exact_starts=whole.exact_starts,
            exact_births=whole.exact_births, whole=whole,
            former=former.own[::-1] if former is not None else [],
        )  # fmt: skip
        encode_record(alone, record)
        whole.free += alone.former
        whole.periods.update(alone.periods)
        whole.moments.update(alone.moments)
        assert isinstance(alone.stated, dict)
        self.parts[id_] = Part(
            self._links.known[id_], record.label, facet(record), needs(record),
            anchors_of(alone.stated.values()), frozenset(alone.spoken), alone.own, alone.stated,
            alone.demands, tuple(alone.periods), tuple(alone.moments),
            frozenset(alone.died_by_statement), alone.unread_ages,
        )  # fmt: skip
        if alone.unread_ages:
            self._unread.add(id_)

    def _take_out(self, part: Part) -> None:
        """Take the periods and moments of a record out of the whole."""
        whole = self.encoding
        for period in part.periods:
            del whole.periods[period]
        for moment in part.moments:
            del whole.moments[moment]
        self._unread.discard(part.linked.record.id)
