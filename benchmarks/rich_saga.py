"""A saga of 10,000 records of every kind, in 50 files: a few people are everywhere, most are seldom met.

Written by :func:`write` for the other benchmarks; sound, so that what a change breaks is seen.
"""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path

FILES = 50
PEOPLE, EVENTS, SCENES, TIES, ITEMS = 1500, 5000, 1500, 1000, 400
PLACES, SECRETS, OFFICES, THREADS, FACTS = 300, 150, 30, 60, 60
ELDERS = 1000
"""The first of the people are the parents of the others."""


def write(folder: Path, seed: int = 5) -> None:
    """Write the bible to an empty folder."""
    chance = random.Random(seed)
    parts: list[dict[str, list[str]]] = [defaultdict(list) for _ in range(FILES)]

    def somebody() -> str:
        common = chance.random() < 0.7
        return (
            f"p{min(PEOPLE - 1, int(chance.paretovariate(0.7)) - 1) if common else chance.randrange(PEOPLE)}"
        )

    def event() -> str:
        return f"e{chance.randrange(EVENTS)}"

    def put(number: int, section: str, line: str) -> None:
        parts[number % FILES][section].append(line)

    for n in range(PEOPLE):
        born = 960 + n * 7 % 20 if n < ELDERS else 1000
        mother, father = f"{{who: p{n % 166 * 3}, as: mother}}", f"{{who: p{500 + n * 5 % 400}, as: father}}"
        of = "" if n < ELDERS else f", parents: [{mother}, {father}]"
        hair = f"[black (until {event()})]"
        traits = f"traits: {{eyes: grey, hair: {hair}}}"
        put(n, "characters", f"  p{n}: {{name: Person{n} of Wide, born: {born}, {traits}{of}}}")
    for n in range(EVENTS):
        unit = chance.choice(["days", "months", "weeks"])
        when = f"{1020 + n // 200}" if n % 5 == 0 else f"{chance.randrange(1, 5)} {unit} after e{n - 1}"
        who = ", ".join(sorted({somebody() for _ in range(chance.randrange(1, 6))}))
        where = f"place{min(PLACES - 1, int(chance.paretovariate(0.6)))}"
        line = f"  e{n}: {{title: Event {n}, when: {when}, who: [{who}], where: {where}}}"
        put(n * FILES // EVENTS, "events", line)
    for n in range(SCENES):
        put(n * FILES // SCENES, "scenes", f"  s{n}: {{tells: [e{n * 3}], who: [{somebody()}]}}")
    for n in range(TIES):
        kind = chance.choice(["friend", "rival", "enemy"])
        pair = f"[{somebody()}, p{500 + n % 900}]"
        put(n, "relationships", f"  - {{kind: {kind}, who: {pair}, from: {event()}}}")
    for n in range(ITEMS):
        handed = f"e{chance.randrange(EVENTS)}"
        hands = f"[{somebody()} until {handed}, {{who: {somebody()}, from: {handed}}}]"
        put(n, "items", f"  item{n}: {{name: Item {n}, holders: {hands}}}")
    for n in range(PLACES):
        within = f", within: place{n // 10}" if n > 10 else ""
        put(n, "places", f"  place{n}: {{name: Place {n}{within}}}")
    for n in range(SECRETS):
        known = f"[{somebody()} from {event()}]"
        put(n, "secrets", f"  secret{n}: {{what: Secret {n}, known: {known}}}")
    for n in range(OFFICES):
        one, two, three = sorted(chance.sample(range(EVENTS), 3))
        holders = f"[p{n + 3} from e{one} until e{two}, p{n + 40} from e{two} until e{three}]"
        put(n, "offices", f"  office{n}: {{title: Office {n}, holders: {holders}}}")
    for n in range(THREADS):
        put(n, "threads", f"  thread{n}: {{what: Thread {n}, planted: e{n}, paid: e{n + 2000}}}")
    for n in range(FACTS):
        put(n, "facts", f"  fact{n}: {{what: Fact {n}, from: e{n}}}")
    (folder / "storybible.yaml").write_text("title: A rich saga\n")
    for number, sections in enumerate(parts):
        text = "".join(f"{name}:\n" + "\n".join(lines) + "\n" for name, lines in sections.items())
        (folder / f"part-{number:02}.yaml").write_text(text)
