"""No false alarm: whatever is said of a world that is possible, and truly, no rule objects.

A small world is made up with exact times: lives, events, offices, items, traits, ties, secrets.  Then a part
of it is written down, each fact as it is, in some of the ways a writer may say it, vaguely or sharply.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from conftest import Small

from storybible.calendars import DAY, GREGORIAN, MONTH, YEAR

FIRST, LAST = 1900, 1990
PLACES = ["quay", "mill", "abbey", "tower"]


@dataclass
class Event:
    """What happens from ``start`` to ``end`` (lattice minutes), where, and who is really there."""

    name: str
    start: int
    end: int
    place: str
    who: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    @property
    def long(self) -> bool:
        return self.end > self.start


@dataclass
class Person:
    """A life; ``death`` may lie after everything."""

    name: str
    birth: int
    death: int
    lines: list[str] = field(default_factory=list)


class World:
    """A possible world and what is written of it."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.people: list[Person] = []
        self.events: list[Event] = []
        self.records: list[str] = []
        self.make()
        self.write()

    # ---- the world -----------------------------------------------------------------------------------

    def minute(self, first: int, last: int) -> int:
        """A minute of a real day."""
        return GREGORIAN.settle(self.random.randrange(first, last))

    def make(self) -> None:
        """Lives over three generations, and events that take turns."""
        pick = self.random
        for n in range(8):
            birth = (
                self.minute((FIRST - 20 + 25 * (n // 3)) * YEAR, (FIRST - 10 + 25 * (n // 3)) * YEAR)
                // DAY
                * DAY
            )
            self.people.append(Person(f"p{n}", birth, self.minute(birth + 30 * YEAR, birth + 85 * YEAR)))
        time = FIRST * YEAR
        for n in range(14):
            start = self.minute(time + 2 * DAY, time + 2 * DAY + pick.choice([3 * DAY, MONTH, 8 * YEAR]))
            end = self.minute(start + 2 * DAY, start + 9 * DAY) if pick.random() < 0.3 else start
            event = Event(f"e{n}", start, end, pick.choice(PLACES))
            alive = [p for p in self.people if p.birth + 16 * YEAR < start and end < p.death // DAY * DAY]
            event.who = [p.name for p in pick.sample(alive, min(len(alive), pick.randint(0, 4)))]
            self.events.append(event)
            time = end
        self.moments = [event for event in self.events if not event.long]

    # ---- what is written -------------------------------------------------------------------------------

    def write(self) -> None:
        """Some truths about everything."""
        for event in self.events:
            self.write_event(event)
        for n, person in enumerate(self.people):
            self.write_person(person, n)
        self.write_turns("offices", "office", "exclusive: yes, ")
        self.write_turns("items", "item", "")
        self.write_ties()
        self.write_secrets()

    def date(self, minute: int) -> str:
        """A date, more or less precise."""
        return GREGORIAN.format(minute, self.random.choice(["year", "month", "day", "minute"]))

    def when(self, minute: int, but: Event | None = None) -> str:
        """One true expression for a moment."""
        pick = self.random
        others = [e for e in self.moments if e is not but and e.start != minute]
        how = pick.randrange(6)
        if how < 2 or not others:
            return self.date(minute)
        other = pick.choice(others)
        earlier, apart = minute < other.start, abs(minute - other.start)
        side = "before" if earlier else "after"
        years = round(apart / YEAR)
        if how == 2 or years < 1:
            return f"{side} {other.name}"
        if how == 3:
            return f"{years} years {side} {other.name}"
        if how == 4:
            return f"about {years} years {side} {other.name}"
        return (
            f"at least {apart // YEAR or 1} years {side} {other.name}"
            if apart >= YEAR
            else f"{side} {other.name}"
        )

    def write_event(self, event: Event) -> None:
        """When, where and who."""
        pick = self.random
        facts = []
        if not event.long:
            facts.append(
                f"when: {'; '.join(self.when(event.start, event) for _ in range(pick.randint(0, 2)))}"
            )
        else:
            facts.append(f"when: {self.date(event.start)}")
            facts.append(f"until: {self.date(event.end)}")
        if pick.random() < 0.8:
            facts.append(f"where: {event.place}")
        facts.append(f"who: [{', '.join(who for who in event.who if pick.random() < 0.9)}]")
        event.lines = [fact for fact in facts if not fact.endswith(": ")]

    def write_person(self, person: Person, n: int) -> None:
        """Birth, death, ages, parents, a trait."""
        pick = self.random
        if pick.random() < 0.6:
            person.lines.append(
                f"born: {GREGORIAN.format(person.birth, pick.choice(['year', 'month', 'day']))}"
            )
        if pick.random() < 0.6:
            person.lines.append(f"died: {self.when(person.death)}")
        at = [e for e in self.moments if person.birth < e.start < person.death]
        ages = [
            f"{GREGORIAN.age(person.birth, e.start)} at {e.name}" for e in pick.sample(at, min(2, len(at)))
        ]
        person.lines.append(f"ages: [{', '.join(ages)}]")
        elders = [p for p in self.people[:n] if person.birth - 40 * YEAR < p.birth < person.birth - 16 * YEAR]
        elders = [p for p in elders if p.death > person.birth]
        person.lines.append(
            f"parents: [{', '.join(p.name for p in pick.sample(elders, min(2, len(elders))))}]"
        )
        turn = pick.choice(self.moments).name
        values = [f"{{is: black, until: {turn}}}", f"{{is: white, from: {turn}}}"]
        person.lines.append(
            f"traits: {{eyes: grey, hair: [{', '.join(v for v in values if pick.random() < 0.8)}]}}"
        )

    def write_turns(self, table: str, name: str, more: str) -> None:
        """Who holds something, one after the other, each from one event to the next."""
        pick = self.random
        turns = sorted(pick.sample(self.moments, min(4, len(self.moments))), key=lambda e: e.start)
        entries = []
        for first, last in pairwise(turns):
            able = [p for p in self.people if p.birth < first.start and last.start < p.death // DAY * DAY]
            if not able:
                continue
            facts = [f"who: {pick.choice(able).name}", f"from: {first.name}"]
            if pick.random() < 0.6:
                facts.append(f"until: {last.name}")
            within = [e.name for e in self.moments if first.start < e.start < last.start]
            if within and pick.random() < 0.6:
                facts.append(f"seen: {pick.choice(within)}")
            entries.append("{" + ", ".join(facts) + "}")
        extra = f"made: {turns[0].name}, lost: {turns[-1].name}, " if table == "items" else ""
        self.records.append(f"{table}: {{{name}: {{{more}{extra}holders: [{', '.join(entries)}]}}}}")

    def write_ties(self) -> None:
        """Friends and lovers while both live, the lovers grown up."""
        lines = []
        for kind, grown in (("friend", 1), ("lovers", 18), ("married", 18)):
            a, b = self.random.sample(self.people, 2)
            first, last = max(a.birth, b.birth) + (grown + 1) * YEAR, min(a.death, b.death) // DAY * DAY
            inside = [e for e in self.moments if first < e.start < last]
            if inside:
                event = self.random.choice(inside)
                later = [e.name for e in inside if e.start > event.start]
                end = f", until: {self.random.choice(later)}" if later and self.random.random() < 0.5 else ""
                lines.append(f"  - {{kind: {kind}, who: [{a.name}, {b.name}], from: {event.name}{end}}}")
        if lines:
            self.records.append("relationships:\n" + "\n".join(lines))

    def write_secrets(self) -> None:
        """Somebody learns something and acts on it later."""
        met = [event for event in self.events if event.who]
        if len(met) < 2:
            return
        told, used = sorted(self.random.sample(met, 2), key=lambda e: e.start)
        who = told.who[0]
        self.records.append(f"secrets: {{truth: {{known: [{{who: {who}, from: {told.name}, how: told}}]}}}}")
        used.lines.append(f"uses: [{{who: {who}, secret: truth}}]")

    def text(self) -> str:
        """The bible."""
        places = ", ".join(f"{place}: {{}}" for place in PLACES)
        lines = [f"places: {{{places}}}", "characters:"]
        lines += [f"  {p.name}:\n" + "\n".join(f"    {line}" for line in p.lines) for p in self.people]
        lines.append("events:")
        lines += [f"  {e.name}:\n" + "\n".join(f"    {line}" for line in e.lines) for e in self.events]
        return "\n".join([*lines, *self.records]) + "\n"


@pytest.mark.parametrize("seed", range(40))
def test_nothing_to_object_to(small: Small, seed: int) -> None:
    world = World(seed)
    found = [f for f in small.report(world.text()).findings if f.severity != "note"]
    assert not found, "\n".join(f"{f.span} {f.rule}: {f.message}" for f in found) + "\n" + world.text()
