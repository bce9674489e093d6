"""What the records neither grant nor refute, counted and given a reason, never guessed.

A question is open where two moments are not tied to each other, or where what ties them leaves room for both
answers.  Which moments are tied is seen from the written statements alone (:mod:`storybible.unity`), so that
the reason can name what is missing, and how many questions one more statement would answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from storybible.demand import Demand
from storybible.diagnostics import Undecided
from storybible.encoding import Stated
from storybible.memory import no_collection
from storybible.stn import DEMAND
from storybible.timeline import WORLD, Timeline, at_most
from storybible.unity import Unity

STATED_ALONE = WORLD & ~(1 << DEMAND)
"""What the world demands left out: a demand is not granted by itself."""
LOOK_UPS = 4000
"""How many demands, and how many ages, are looked at one by one; beyond it they are only counted."""

NOUNS = {
    "present-before-birth": ("presence", "presences"),
    "present-after-death": ("presence", "presences"),
    "relation-outside-life": ("moment of a tie", "moments of ties"),
    "office-outside-life": ("moment in office", "moments in office"),
    "child-before-parent": ("parent", "parents"),
    "parent-too-young": ("parent", "parents"),
    "parent-too-old": ("parent", "parents"),
    "mother-dead-at-birth": ("mother", "mothers"),
    "father-long-dead-at-birth": ("father", "fathers"),
}


class Questions(NamedTuple):
    """All that is open, in groups, and the one statement that would settle most of it ("" for none)."""

    groups: tuple[Undecided, ...] = ()
    settles: str = ""


class Open:
    """The questions that a check leaves open, looked for when somebody asks for the first time."""

    __slots__ = ("_asked", "_find")

    def __init__(self, find: Callable[[], Questions]) -> None:
        self._find: Callable[[], Questions] | None = find
        self._asked = Questions()

    @property
    def questions(self) -> Questions:
        """What is open."""
        if self._find is not None:
            with no_collection():
                self._asked = self._find()
            self._find = None  # and with it all that it looks at
        return self._asked

    def instead(self, find: Callable[[], Questions]) -> None:
        """Look for them in another way, where nobody has asked so far."""
        if self._find is not None:
            self._find = find

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Open) and self.questions == other.questions

    __hash__ = None  # type: ignore[assignment]


def open_questions(timeline: Timeline) -> Questions:
    """Demands that the records neither grant nor refute, and ages that nothing else speaks of."""
    search = _Search(timeline)
    groups = (*search.demands(), *search.ages())
    return Questions(groups, search.settles())


class _Search:
    """One look at everything that is asked."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.encoding = timeline.encoding
        self.story = timeline.story
        self._unity: Unity | None = None
        self.missing: Counter[tuple[int, int]] = Counter()
        self.open = 0

    @property
    def unity(self) -> Unity:
        """What is tied to what; made once something is open."""
        if self._unity is None:
            self._unity = Unity(self.timeline)
        return self._unity

    # ---- demands of the rules -----------------------------------------------------------------------------

    def demands(self) -> Iterator[Undecided]:
        """Together for each rule and person."""
        groups: dict[tuple[str, str], list[Demand]] = {}
        parked = self.timeline.network.parked
        for key, demand in self.timeline.demands.items():
            if (demand.sentence or demand.asks) and not demand.settled and (key, 1) not in parked:
                groups.setdefault((demand.rule, demand.subject[0]), []).append(demand)
        left = LOOK_UPS
        not_looked_at = 0
        for (rule, subject), asked in groups.items():
            if left < len(asked):
                not_looked_at += len(asked)
                continue
            left -= len(asked)
            doubtful = [demand for demand in asked if not _granted(self.timeline, demand)]
            if doubtful:
                yield self._together(rule, subject, doubtful, len(asked))
        if not_looked_at:
            yield Undecided(
                f"{not_looked_at} more demands of the rules",
                "too many to be looked at one by one",
                "undecidable",
            )

    def _together(self, rule: str, subject: str, doubtful: list[Demand], asked: int) -> Undecided:
        label = self.story.label(subject)
        nouns = NOUNS.get(rule, ("question", "questions"))
        question = doubtful[0].question
        example = f", such as: {question()}" if question is not None else ""
        self.open += len(doubtful)
        why, many = self._why(doubtful)
        if many < len(doubtful):
            why = f"for {many} of them {why}"
        count = f"{len(doubtful)} of {asked} {nouns[asked != 1]}"
        return Undecided(f"{label}: {count} ({rule}){example}", why, rule)

    def _why(self, doubtful: list[Demand]) -> tuple[str, int]:
        """Why most of these demands are open, in a writer's words, and for how many of them that is so."""
        unity = self.unity
        reasons: dict[tuple[int, int] | None, list[tuple[int, int]]] = {}
        for demand in doubtful:
            ends = ((a, b, unity.apart(a, b)) for a, b, _, _ in demand.constraints)
            a, b, apart = next((end for end in ends if end[2] is not None), (0, 0, None))
            reasons.setdefault(apart, []).append((a, b))
            if apart is not None:
                self.missing[apart] += 1
        apart = max(reasons, key=lambda pair: (len(reasons[pair]), pair is not None))
        why = "what is stated leaves both possible" if apart is None else unity.reason(*reasons[apart][0])
        return why, len(reasons[apart])

    # ---- ages ---------------------------------------------------------------------------------------------

    def ages(self) -> Iterator[Undecided]:
        """Ages that no other statement confirms or contradicts, together for each person."""
        ages: dict[str, list[Stated]] = {}
        parked = self.timeline.network.parked
        for key, stated in self.encoding.stated.items():
            if stated.field == "ages" and stated.says is None and (key, 1) not in parked:
                ages.setdefault(stated.record, []).append(stated)
        count = sum(len(mine) for mine in ages.values())
        if not count:
            return
        if count > LOOK_UPS or len(self.encoding.stated) > 4 * LOOK_UPS:
            yield Undecided(f"{count} ages", "too many to be looked at one by one", "undecidable")
            return
        alone = self.unity.bridges()
        for who in self.story.characters:
            mine = ages.get(who, [])
            unchecked = [stated for stated in mine if stated.key in alone]
            if unchecked:
                self.open += len(unchecked)
                noun = "age" if len(mine) == 1 else "ages"
                what = f"{self.story.label(who)}: {len(unchecked)} of {len(mine)} {noun}"
                yield Undecided(what, self._why_alone(who, unchecked[0], mine), "contradictory-timeline")

    def _why_alone(self, who: str, stated: Stated, mine: list[Stated]) -> str:
        """What would have to be tied to what for an age to be checked."""
        unity = self.unity
        label = self.story.label(who)
        here = unity.words(stated.links[0][1], stated)
        for other in mine:
            if other is not stated and other.links[0][1] != stated.links[0][1]:
                return f"no statement ties {unity.words(other.links[0][1], other)} to {here}"
        return f"no other statement ties {label}'s birth to {here}"

    # ---- what would help most -----------------------------------------------------------------------------

    def settles(self) -> str:
        """The one statement that would settle most of what is open; "" where nothing stands out."""
        if not self.missing:
            return ""
        words = {pair: self.unity.wanted(pair) for pair in self.missing}
        pair = max(self.missing, key=lambda one: (self.missing[one], words[one]))
        count = self.missing[pair]
        return f"{words[pair]} would settle {count} of {self.open}" if count > 1 else ""


def _granted(timeline: Timeline, demand: Demand) -> bool:
    """Whether what is stated alone makes a demand true."""
    for source, target, lower, upper in demand.constraints:
        if lower is not None and not at_most(timeline.network.most(target, source, STATED_ALONE), -lower):
            return False
        if upper is not None and not at_most(timeline.network.most(source, target, STATED_ALONE), upper):
            return False
    return True
