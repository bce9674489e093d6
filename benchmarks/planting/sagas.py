"""A saga of some 300 people over six generations: what happened, and true words for it.

Everything that is written is true of the hidden dates, vaguely or sharply, so that a checker has nothing to
object to.  The text rests on relative times as much as on dates.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from benchmarks.planting.dates import GREGORIAN, Dates
from benchmarks.planting.reading import Language, Unreadable

PLACES = {
    "harbour": "old-town", "fish-market": "old-town", "old-town": "", "abbey": "", 
    "high-mill": "hill-country",
    "hill-country": "", "salt-pans": "", "ferry-house": "", "quarry": "hill-country", "lighthouse": "",
}  # fmt: skip
FIRST = [
    "Adal",
    "Brenn",
    "Corvin",
    "Dessa",
    "Eskil",
    "Farah",
    "Gunnar",
    "Hestia",
    "Imre",
    "Jorun",
    "Kasimir",
    "Liv",
    "Mattis",
    "Nadja",
    "Orell",
    "Petra",
    "Quirin",
    "Rosalv",
    "Sefa",
    "Torvald",
    "Ulla",
    "Viggo",
    "Wanda",
    "Xaver",
    "Yrsa",
    "Zeno",
]
HOUSES = [
    "Ashdown",
    "Birkeland",
    "Calloway",
    "Drummond",
    "Eastermoor",
    "Fenwick",
    "Galbraith",
    "Hollander",
    "Ingersoll",
    "Jessop",
    "Kirkbride",
    "Lindqvist",
]
HAPPENINGS = [
    "fair",
    "council",
    "siege",
    "flood",
    "harvest",
    "storm",
    "trial",
    "feast",
    "fire",
    "treaty",
    "pilgrimage",
    "election",
    "race",
    "funeral",
]


@dataclass
class Person:
    """A life."""

    id: str
    name: str
    sex: str
    birth: int
    death: int
    house: int
    parents: tuple[str, ...] = ()
    spouse: str = ""
    lines: dict[str, str] = field(default_factory=dict)


@dataclass
class Event:
    """What happens, from ``start`` to ``end``."""

    id: str
    title: str
    start: int
    end: int
    place: str
    who: list[str] = field(default_factory=list)
    deaths: list[str] = field(default_factory=list)
    births: list[str] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    uses: list[str] = field(default_factory=list)


class Saga:
    """A world: who lived, what happened when.  ``writing.write`` writes it down."""

    def __init__(self, seed: int, people: int = 300, events: int = 160, dates: Dates = GREGORIAN) -> None:
        self.dates = dates
        self.language = Language(dates)
        self.pick = random.Random(seed)
        self.people: dict[str, Person] = {}
        self.events: dict[str, Event] = {}
        self.taken: list[int] = []
        self.weddings: list[tuple[str, str, str, int]] = []
        self.families(people)
        for n in range(events):
            self.happening(n)
        self.order = sorted(self.events.values(), key=lambda e: e.start)
        self.point_events = [e for e in self.order if e.start == e.end]

    @property
    def truth(self) -> dict[str, int]:
        """The hidden moments under the oracle's names."""
        found = {"0": 0}
        for person in self.people.values():
            found[f"birth {person.id}"], found[f"death {person.id}"] = person.birth, person.death
        for event in self.events.values():
            found[f"start {event.id}"], found[f"end {event.id}"] = event.start, event.end
        return found

    # ---- what happened ------------------------------------------------------------------------------------

    def person(self, house: int, sex: str, birth: int, parents: tuple[str, ...] = ()) -> Person:
        """Somebody new."""
        n = len(self.people)
        first = FIRST[(n * 7 + n // 26) % 26] + ("a", "ius", "wyn", "mund", "ke", "tha", "ro")[n // 26 % 7]
        name = f"{first} {HOUSES[house]}" + ("", " II", " III", " IV")[n // 182]
        birth = self.dates.settle(birth) // self.dates.DAY * self.dates.DAY
        death = self.dates.settle(birth + self.pick.randrange(46 * self.dates.YEAR, 86 * self.dates.YEAR))
        found = Person(f"p{n:03}", name, sex, birth, death, house, parents)
        self.people[found.id] = found
        return found

    def families(self, count: int) -> None:
        """Couples, their children, and whom these marry."""
        pick = self.pick
        single = [
            self.person(
                n % 12,
                "female" if n % 2 else "male",
                self.dates.slot(1700, 1, 1) + pick.randrange(20 * self.dates.YEAR),
            )
            for n in range(min(40, max(6, count // 4)))
        ]
        while len(self.people) < count and len(single) > 1:
            one = single.pop(0)
            fits = [
                other for other in single
                if other.sex != one.sex and not set(one.parents) & set(other.parents)
                and abs(one.birth - other.birth) < 12 * self.dates.YEAR
            ]  # fmt: skip
            if not fits:
                continue
            other = fits[0]
            single.remove(other)
            mother, father = (one, other) if one.sex == "female" else (other, one)
            one.spouse, other.spouse = other.id, one.id
            wed = max(mother.birth, father.birth) + 19 * self.dates.YEAR + pick.randrange(4 * self.dates.YEAR)
            self.wed(mother, father, wed)
            birth = wed + pick.randrange(self.dates.YEAR, 3 * self.dates.YEAR)
            last = min(
                mother.birth + 44 * self.dates.YEAR,
                mother.death - 60 * self.dates.DAY,
                father.death - 60 * self.dates.DAY,
            )
            for _ in range(pick.randint(1, 5)):
                if birth > last or len(self.people) >= count:
                    break
                child = self.person(
                    father.house, pick.choice(["female", "male"]), birth, (mother.id, father.id)
                )
                single.append(child)
                birth += pick.randrange(14 * self.dates.MONTH, 4 * self.dates.YEAR)
        for widow in list(self.people.values()):
            if widow.spouse and pick.random() < 0.06:
                self.again(widow)

    def again(self, widow: Person) -> None:
        """A second marriage."""
        first = self.people[widow.spouse]
        wed = first.death + self.pick.randrange(self.dates.YEAR, 3 * self.dates.YEAR)
        free = [
            p for p in self.people.values()
            if not p.spouse and p.sex != widow.sex and abs(p.birth - widow.birth) < 15 * self.dates.YEAR
            and p.birth + 20 * self.dates.YEAR < wed < p.death - 3 * self.dates.YEAR
        ]  # fmt: skip
        if free and wed < widow.death - 2 * self.dates.YEAR:
            other = self.pick.choice(free)
            other.spouse = widow.id
            self.wed(widow, other, wed)

    def moment(self, around: int) -> int:
        """A free time near a moment: at least ten days from everything else."""
        while any(abs(around - t) < 10 * self.dates.DAY for t in self.taken):
            around += 5 * self.dates.DAY
        found = self.dates.settle(around)
        self.taken.append(found)
        return found

    def wed(self, one: Person, other: Person, when: int) -> None:
        """A wedding, told as an event or only as a date."""
        if self.pick.random() < 0.6:
            start = self.moment(when)
            name = f"wedding-{one.id}-{other.id}"
            event = Event(name, f"The wedding of {one.name} and {other.name}", start, start, self.place())
            event.who = [one.id, other.id]
            self.events[name] = event
            self.weddings.append((one.id, other.id, name, start))
        else:
            self.weddings.append((one.id, other.id, "", self.dates.settle(when)))

    def place(self) -> str:
        """Where something happens."""
        return self.pick.choice(list(PLACES))

    def happening(self, n: int) -> None:
        """A public event, with whoever is alive and grown; some last, at some people die."""
        pick = self.pick
        start = self.moment(self.dates.slot(1722, 1, 1) + pick.randrange(130 * self.dates.YEAR))
        end = (
            self.dates.settle(start + pick.randrange(self.dates.DAY, 5 * self.dates.DAY))
            if n % 4 == 0
            else start
        )
        kind = HAPPENINGS[n % len(HAPPENINGS)]
        event = Event(f"{kind}-{n:03}", f"The {n + 1}th year of the {kind}", start, end, self.place())
        alive = [
            p
            for p in self.people.values()
            if p.birth + 16 * self.dates.YEAR < start
            and end < p.death // self.dates.DAY * self.dates.DAY - self.dates.DAY
        ]
        event.who = [p.id for p in pick.sample(alive, min(len(alive), pick.randint(1, 6)))]
        gone = {who for other in self.events.values() for who in other.deaths}
        dying = [
            p
            for p in alive
            if p.death < start + self.dates.YEAR and p.id not in event.who and p.id not in gone
        ]
        if dying and n % 3 == 0:
            victim = pick.choice(dying)
            victim.death = end
            event.who.append(victim.id)
            event.deaths.append(victim.id)
            for other in self.events.values():
                if other.start > end or other.end > end:
                    other.who = [who for who in other.who if who != victim.id]
        self.events[event.id] = event

    # ---- true words ---------------------------------------------------------------------------------------

    def fits(self, expression: str, start: int, end: int, floor: bool = False) -> bool:
        """Whether an expression is true of two moments."""
        truth = self.truth_of
        try:
            bounds = self.language.read(expression, self.resolve, lambda ref, part: None)
        except (Unreadable, ValueError):
            return False
        for b in bounds:
            at = (start if b.side == "start" else end) - (truth(b.anchor, b.part) if b.anchor else 0)
            if not b.lower <= at <= b.upper:
                return False
            if floor and not b.lower <= at + self.dates.DAY - 1 <= b.upper and not b.anchor:
                return False
        return True

    def resolve(self, text: str) -> tuple[str, str] | None:
        """What a name in an expression means."""
        ref, _, part = text.strip().partition(".")
        return (ref, part) if ref in self.events or (ref in self.people and part) else None

    def truth_of(self, ref: str, part: str) -> int:
        """The hidden time of an anchor."""
        if part == "birth":
            return self.people[ref].birth
        if part == "death":
            return self.people[ref].death
        return self.events[ref].end if part == "end" else self.events[ref].start

    def words(self, minute: int, but: str = "", end: int | None = None, vague: float = 0.5) -> str:
        """One true expression for a moment: a date, a distance, or an order."""
        end = minute if end is None else end
        for _ in range(20):
            found = self.attempt(minute, but, vague)
            if found and self.fits(found, minute, end):
                return found
        return self.dates.date_of(minute, "day")

    def attempt(self, minute: int, but: str, vague: float) -> str:
        """Some expression that may be true."""
        pick = self.pick
        near = [e for e in self.point_events if e.id != but and abs(e.start - minute) < 30 * self.dates.YEAR]
        if pick.random() > vague or len(near) < 2:
            year = minute // self.dates.YEAR
            how = pick.randrange(9)
            if how < 6:
                return self.dates.date_of(minute, ("year", "month", "day", "named", "era", "full")[how])
            return [
                f"about {year + pick.randint(-1, 1)}", f"{year - 2} to {year + 3}",
                f"before {year + pick.randint(1, 4)}",
            ][how - 6]  # fmt: skip
        other = pick.choice(near)
        side, apart = (
            ("after", minute - other.start) if minute > other.start else ("before", other.start - minute)
        )
        years, months = round(apart / self.dates.YEAR), round(apart / self.dates.MONTH)
        count, unit = (years, "year") if years > 1 else (months, "month")
        amount = f"{count} {unit}{'s' if count != 1 else ''}"
        later = [e.id for e in near if e.start > minute]
        earlier = [e.id for e in near if e.start < minute]
        how = pick.randrange(7)
        if how == 6 and later and earlier:
            return f"between {pick.choice(earlier)} and {pick.choice(later)}"
        if how >= 5 or count < 1:
            return f"{side} {other.id}"
        if how == 4:
            length = self.dates.YEAR if unit == "year" else self.dates.MONTH
            return f"at least {max(1, apart // length)} {unit}s {side} {other.id}"
        hedge = ("", "about ", "", "almost ")[how]
        return f"{hedge}{amount} {side} {other.id}"

    def age_words(self, person: Person, minute: int) -> str:
        """A true age."""
        years = (minute - person.birth) // self.dates.YEAR
        pick = self.pick.randrange(6)
        found = str(years)
        if pick == 1 and years > 20:
            found = f"about {years + self.pick.randint(-2, 2)}"
        elif pick == 2 and 30 <= years < 90:
            tens = ("thirties", "forties", "fifties", "sixties", "seventies", "eighties")[years // 10 - 3]
            third = "early" if years % 10 < 4 else "mid" if years % 10 < 7 else "late"
            found = f"{third} {tens}"
        elif pick == 3:
            found = f"at least {max(1, years - self.pick.randint(0, 3))}"
        low, high, _, _ = self.language.age(found)
        return found if low <= minute - person.birth <= high else str(years)
