"""A change in one file of a large bible, checked again: as `check --watch` and an editor do.

    python benchmarks/watch.py [ROUNDS]

Writes 10,000 records to a temporary folder, 200 in each of 50 files, and changes one of the files again
and again in ways a writer does; first people and events alone, then a saga of every kind of record in which
a few people are nearly everywhere (``rich_saga.py``).  Printed are, for each kind of change, the median of
the whole answer (from the changed text to the report) in milliseconds, how long the processor worked for it
(less than the former on a busy machine), how long then for what is left open, which is looked for when
somebody asks, and a cold check in the same process; both have to find the same.  The target is 100 ms.
"""

from __future__ import annotations

import gc
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import rich_saga
from large import write

from storybible.bible import Bible
from storybible.checker import check
from storybible.workspace import Workspace

TARGET = 100
IN_A_FILE = 50
"""People; each brings three events, so that 50 make 200 records."""


def joined(folder: Path, people: int) -> None:
    """The files of `large.py`, fifty of them in one."""
    write(folder, people)
    for first in range(0, people, IN_A_FILE):
        characters, events = [], []
        for n in range(first, first + IN_A_FILE):
            path = folder / f"person-{n}.yaml"
            person, meetings = path.read_text().removeprefix("characters:\n").split("events:\n")
            characters.append(person)
            events.append(meetings)
            path.unlink()
        text = "characters:\n" + "".join(characters) + "events:\n" + "".join(events)
        (folder / f"part-{first // IN_A_FILE:02}.yaml").write_text(text)


CHANGES: dict[str, Callable[[str, int], str]] = {
    "a trait": lambda text, n: text.replace("eyes: grey", f"eyes: grey{n}", 1),
    "a date": lambda text, n: re.sub(r"before (\d+)\n", f"before {1095 + n}\n", text, count=1),
    "an age": lambda text, n: text.replace("[20 at", f"[{21 + n % 3} at", 1),
    "somebody's birth": lambda text, n: re.sub(r"born: \d+", f"born: {1040 + n}", text, count=1),
    "who is there": lambda text, n: re.sub(r"who: \[(.*?)\]", f"who: [\\1, person-{n + 9}]", text, count=1),
    "a new event": lambda text, n: text + f"  chance-{n}: {{when: after meeting-{n}}}\n",
    "a name": lambda text, n: re.sub(r"name: (\w+) of", f"name: \\1 the {n}th of", text, count=1),
    "an alias": lambda text, n: text.replace("    born:", f"    aliases: [Nobody {n}]\n    born:", 1),
    "an id": lambda text, n: re.sub(r"  (parting-\d+):\n", f"  \\1-{n}:\n", text, count=1),
    "a name of nobody": lambda text, n: re.sub(r"who: \[person-", f"who: [persn-{n}", text, count=1),
    "an error": lambda text, n: re.sub(r"3 years after", f"{300 + n} years after", text, count=1),
}


def at_event(expression: str) -> Callable[[str, int], str]:
    """The `when:` of an event in the middle; `#` is a number that is another in each round."""

    def change(text: str, n: int) -> str:
        return re.sub(r"(e2503: .*?when: )[^,]*", rf"\g<1>{expression.replace('#', str(n + 6))}", text)

    return change


def under(section: str, line: str) -> Callable[[str, int], str]:
    """A new record in front of others."""
    return lambda text, n: text.replace(f"{section}:\n", f"{section}:\n  new-{n}: {line}\n")


RICH: dict[str, tuple[int, Callable[[str, int], str]]] = {
    "a trait": (30, lambda text, n: text.replace("eyes: grey", f"eyes: grey{n}", 1)),
    "the hero's trait": (0, lambda text, n: text.replace("eyes: grey", f"eyes: grey{n}", 1)),
    "the hero's name": (0, lambda text, n: text.replace("Person0 of", f"Person0 the {n}th of", 1)),
    "the hero's birth": (0, lambda text, n: text.replace("born: 960", f"born: {961 + n}", 1)),
    "when": (25, at_event("# days after e2502")),
    "a date": (25, at_event("1032-0#")),
    "who is there": (25, lambda text, n: text.replace("who: [", f"who: [p{n + 77}, ", 1)),
    "a new event": (25, under("events", "{when: after e2503}")),
    "a new person": (25, under("characters", "{name: Somebody New}")),
    "a death": (31, lambda text, n: re.sub(r"(p31: .*?)born", rf"\1died: after e{4990 + n}, born", text)),
    "a tie": (10, lambda text, n: re.sub(r"(kind: .*?from: )e\d+", rf"\g<1>e{700 + n}", text, count=1)),
    "a scene": (11, lambda text, n: re.sub(r"(tells: .*?who: \[)p\d+", rf"\g<1>p{222 + n}", text, count=1)),
    "a holder": (11, lambda text, n: re.sub(r"(holders: \[)p\d+", rf"\g<1>p{222 + n}", text, count=1)),
    "a place": (1, lambda text, n: text.replace("name: Place 1}", f"name: Spot {n}}}", 1)),
    "an error": (25, at_event("# years before e2502")),
}


def main() -> None:
    """Change, check, compare, print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as name:
        plain, saga = Path(name) / "plain" / "bible", Path(name) / "saga" / "bible"
        for folder in (plain, saga):
            folder.mkdir(parents=True)
        joined(plain, 2500)
        measure(plain, {what: (20, change) for what, change in CHANGES.items()}, rounds)
        gc.collect()  # the first bible is no longer there when the second one is measured
        rich_saga.write(saga)
        measure(saga, RICH, rounds)


def measure(folder: Path, changes: dict[str, tuple[int, Callable[[str, int], str]]], rounds: int) -> None:
    """Each kind of change in its file of one bible."""
    clock = time.perf_counter
    start = clock()
    workspace = Workspace(folder)
    records = len(workspace.bible.story.records)
    print(f"the first check: {1000 * (clock() - start):.0f} ms, {records} records")
    print(f"{'changed':<18}{'median ms':>10}{'processor':>11}{'open':>6}{'cold ms':>10}{'target':>8}")
    for what, (part, change) in changes.items():
        file = f"bible/part-{part:02}.yaml"
        text = (folder.parent / file).read_text()
        times, worked = [], []
        for n in range(rounds):
            draft = change(text, n)
            assert draft != text, what
            start, work = clock(), time.process_time()
            report = workspace.update(file, draft)
            times.append(1000 * (clock() - start))
            worked.append(1000 * (time.process_time() - work))
        start = clock()
        cold = check(Bible.load(folder, {file: draft}), repairs=False)
        took = 1000 * (clock() - start)
        start = time.process_time()
        report.undecided  # noqa: B018 - looked for when somebody asks
        asked = 1000 * (time.process_time() - start)
        if report != cold:
            sys.exit(f"{what}: the reports differ")
        workspace.update(file, None)
        median = statistics.median(times)
        verdict = "met" if median <= TARGET else "MISSED"
        work = statistics.median(worked)
        print(f"{what:<18}{median:>10.0f}{work:>11.0f}{asked:>6.0f}{took:>10.0f}{TARGET:>8}  {verdict}")


if __name__ == "__main__":
    main()
