"""Mistakes planted in clean bibles: which of them `check` finds, names and names first, and false alarms.

    python benchmarks/planted.py [--count N] [--seed S] [--quick] [--seconds T] [--show] [--jobs J]

Each mistake changes the text of one bible: a date, a hedge, a name in a list, a relationship, often with
consequences in other files, and often by so little that nothing is wrong at all.  An oracle that shares no
code with the program (``benchmarks/planting``) decides whether the changed text can be true.  For each rule:

planted        mistakes planted in its way
contradicting  those that cannot be true, by the oracle
found          those of them in which `check` finds an error or a warning
named          those in which a finding names the planted line
first          those in which the planted line is where a finding points first
false          findings that the plant does not explain: all where the oracle sees nothing wrong,
               and those that do not name a planted line
graded         findings of another severity than the oracle's (error: even at the loosest readings)
thin           findings whose named lines, by the oracle, could be true together
joint          not found, because it takes several pairs of facts together, each of which could be true
               alone (two places, two hands, two holders ...); these are left out of `contradicting`
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.planting import planters, planters_family, planters_files, planters_more
from benchmarks.planting.base import PLANTERS, Base, Kind
from benchmarks.planting.oracle import Verdict, follows, joint, judge, smallest
from benchmarks.planting.sagas import Saga
from benchmarks.planting.texts import Edited, Texts, Where
from benchmarks.planting.writing import write
from storybible.bible import Bible
from storybible.checker import check
from storybible.diagnostics import Diagnostic, Severity
from storybible.folder import FileCache

HERE = Path(__file__).resolve().parent
SHIPPED = HERE.parent / "bible"
KENNEDY = HERE.parent.parent / "shared" / "data" / "families" / "kennedy.ged"
COLUMNS = ("planted", "contradicting", "found", "named", "first", "false", "graded", "thin", "joint")
SHARES = {"bible": 3, "hamlet": 7, "village": 4, "saga": 1, "kennedy": 3}
KINDS = (planters, planters_family, planters_more, planters_files) and PLANTERS


@dataclass
class Ground:
    """A clean bible on disk, with what `check` says of it."""

    base: Base
    folder: Path
    cache: FileCache
    before: set[str] = field(default_factory=set)

    def findings(self, files: dict[str, str], note: str = "") -> list[Diagnostic]:
        """The errors and warnings of a changed text that the clean one does not have; notes of one rule."""
        report = check(Bible.load(self.folder, files, self.cache), repairs=False)
        return [
            f
            for f in report.findings
            if (f.severity is not Severity.NOTE or f.rule == note) and f.id not in self.before
        ]


@dataclass
class Outcome:
    """What came of one planted mistake."""

    base: str
    kind: Kind
    counts: dict[str, int]
    trouble: list[str]
    edited: Edited | None = None
    number: int = 0


def grounds(temporary: Path, seed: int, quick: bool) -> Iterator[Ground]:
    """The clean bibles, the smallest first."""
    yield Ground(Base.of("bible", Texts.of(SHIPPED), {}), SHIPPED, FileCache())
    for name, people, events in (("hamlet", 24, 16), ("village", 60, 40), ("saga", 300, 160)):
        if quick and name != "hamlet":
            break
        saga = Saga(seed, people, events)
        files = write(saga)
        folder = written(temporary / name, files)
        yield Ground(Base.of(name, Texts(files), saga.truth), folder, FileCache())
    family = kennedy()
    if isinstance(family, str):
        print(family)
        return
    folder = written(temporary / "tree", family)
    yield Ground(Base.of("kennedy", Texts(family), {}), folder, FileCache())


def written(parent: Path, files: dict[str, str]) -> Path:
    """Files on disk; the folder that holds them all."""
    for file, text in files.items():
        path = parent / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return parent / next(iter(files)).split("/")[0]


def kennedy() -> dict[str, str] | str:
    """The records of a real family; why they are not there otherwise."""
    if not KENNEDY.is_file():
        return "kennedy: there is no such file, skipped"
    try:
        from storybible.interchange.gedcom import read
    except ImportError:
        return "kennedy: this version reads no GEDCOM, skipped"
    try:
        found = read(KENNEDY)
    except Exception as problem:
        return f"kennedy: {problem}, skipped"
    return {
        f"kennedy/{name}": text for name, text in {"storybible.yaml": found.settings, **found.files}.items()
    }


def plant(ground: Ground, kind: Kind, pick: random.Random) -> Edited | None:
    """A change of text of this kind; None where the bible has no place for it."""
    for _ in range(8):
        try:
            edited = kind.plant(ground.base, pick)
        except IndexError:  # nothing to choose from: no events of that kind, no such people
            edited = None
        if edited is not None and edited.files != ground.base.texts.files:
            return edited
    return None


def lines_of(finding: Diagnostic) -> set[Where]:
    """Every line that a finding names."""
    return {(finding.span.file, finding.span.line), *((e.span.file, e.span.line) for e in finding.evidence)}


def outcome(ground: Ground, kind: Kind, number: int, seed: int) -> Outcome | None:
    """Plant one mistake, ask the oracle, ask `check`, and compare."""
    pick = random.Random(f"{seed} {ground.base.name} {kind.plant.__name__} {number}")
    edited = plant(ground, kind, pick)
    if edited is None:
        return None
    texts = Texts(edited.files)
    if kind.certain:
        verdict, reader = Verdict(True, True), None
    else:
        verdict, reader = judge(texts, ground.base.times)
    found = ground.findings(edited.files, kind.rule if kind.certain else "")
    counts = dict.fromkeys(COLUMNS, 0)
    counts["planted"] = 1
    trouble: list[str] = []
    if verdict.unclear and not verdict.structural:
        return Outcome(ground.base.name, kind, counts, ["the oracle could not decide"], edited, number)
    wrong = verdict.wrong or bool(verdict.structural)
    planted = set(edited.lines)
    if wrong:
        counts["contradicting"] = 1
        counts["found"] = int(bool(found))
        counts["named"] = int(any(planted & lines_of(f) for f in found))
        counts["first"] = int(any((f.span.file, f.span.line) in planted for f in found))
        if not found and reader is not None and joint(reader.said, ground.base.times, False):
            counts["contradicting"], counts["joint"] = 0, 1
            trouble.append("missed: several pairs of facts together")
        elif not found:
            trouble.append("missed")
        elif not counts["named"]:
            trouble.append("the planted line is not named")
        stray = [f for f in found if not planted & lines_of(f)]
        if verdict.structural or kind.certain:
            stray = []
    else:
        stray = found
    counts["false"] = len(stray)
    trouble += [f"not explained by the plant: {f.rule}: {f.message}" for f in stray]
    if wrong and found and not verdict.structural and not kind.certain:
        error = any(f.severity is Severity.ERROR for f in found)
        assert reader is not None
        graded = [one for one in reader.said if one.rule != "below-minimum-age"]
        if error != verdict.error and (error or not joint(graded, ground.base.times, True)):
            counts["graded"] = 1
            trouble.append(f"graded {'error' if error else 'warning'}, the oracle says otherwise")
        for finding in found:
            if not follows(reader, lines_of(finding), ground.base.times):
                counts["thin"] += 1
                trouble.append(f"what is named could be true: {finding.rule}: {finding.message}")
    return Outcome(ground.base.name, kind, counts, trouble, edited, number)


# ---- running -------------------------------------------------------------------------------------

_GROUNDS: dict[str, Ground] = {}
"""Shared with the processes that are forked off."""


def _task(job: tuple[str, int, int, int]) -> Outcome | None:
    name, which, number, seed = job
    return outcome(_GROUNDS[name], KINDS[which], number, seed)


def run(count: int, seed: int, quick: bool, jobs: int, show: bool, seconds: float) -> bool:
    """Everything; whether nothing is missed and no alarm is false."""
    clock = time.perf_counter()
    clean = True
    with tempfile.TemporaryDirectory() as temporary:
        for ground in grounds(Path(temporary), seed, quick):
            _GROUNDS[ground.base.name] = ground
            start = time.perf_counter()
            alarms = ground.findings({})
            ground.before = {f.id for f in check(Bible.load(ground.folder), repairs=False).findings}
            print(
                f"{ground.base.name}: {len(ground.base.people())} people, "
                f"{len(ground.base.events())} events, "
                f"clean: {len(alarms)} errors and warnings ({time.perf_counter() - start:.2f} s)"
            )
            for alarm in alarms:
                print(f"    {alarm.span.file}:{alarm.span.line}: {alarm.rule}: {alarm.message}")
            clean = clean and not alarms
        total = sum(SHARES[name] for name in _GROUNDS)
        tasks = [
            (name, n % len(KINDS), n // len(KINDS), seed)
            for name in _GROUNDS
            for n in range(max(1, round(count * SHARES[name] / total)))
        ]
        tasks.sort(key=lambda task: (task[2], task[1]))  # a bit of everything first
        found: list[Outcome | None] = []
        with get_context("fork").Pool(jobs) if jobs > 1 else nullcontext() as pool:
            for one in pool.imap_unordered(_task, tasks, 4) if pool is not None else map(_task, tasks):
                found.append(one)
                if time.perf_counter() - clock > seconds:
                    print(f"stopped after {len(found)} of {len(tasks)}")
                    break
    outcomes = [one for one in found if one is not None]
    totals = table(outcomes)
    print(f"{time.perf_counter() - clock:.0f} s, {len(found) - len(outcomes)} had no place in their bible")
    if show:
        for one in outcomes:
            if one.trouble:
                report(one)
    return clean and totals["found"] == totals["contradicting"] == totals["named"] and totals["false"] == 0


def table(outcomes: list[Outcome]) -> dict[str, int]:
    """Print a line for each rule, and the totals."""
    rows: dict[str, dict[str, int]] = {}
    for one in outcomes:
        row = rows.setdefault(one.kind.rule, dict.fromkeys(COLUMNS, 0))
        for name, n in one.counts.items():
            row[name] += n
    totals = {name: sum(row[name] for row in rows.values()) for name in COLUMNS}
    print(
        f"\n{'rule':31}"
        + "".join(f"{name:>14}" if name == "contradicting" else f"{name:>9}" for name in COLUMNS)
    )
    for rule, row in [*rows.items(), ("total", totals)]:
        print(
            f"{rule:31}"
            + "".join(f"{n:>14}" if name == "contradicting" else f"{n:>9}" for name, n in row.items())
        )
    unclear = sum("the oracle could not decide" in one.trouble for one in outcomes)
    if unclear:
        print(f"(the oracle could not decide {unclear})")
    return totals


def report(one: Outcome) -> None:
    """One outcome that needs a look."""
    print(f"\n{one.base} {one.kind.plant.__name__} {one.number}")
    for words in one.trouble:
        print(f"    {words}")
    for file, line in one.edited.lines if one.edited else ():
        text = one.edited.files[file].split("\n")[line - 1] if one.edited else ""
        print(f"    planted {file}:{line}: {text.strip()}")


def again(only: str, seed: int, quick: bool) -> None:
    """One mistake again, with everything that `check` says of it."""
    name, way, number = only.split(":")
    with tempfile.TemporaryDirectory() as temporary:
        ground = next(g for g in grounds(Path(temporary), seed, quick) if g.base.name == name)
        kind = next(k for k in KINDS if k.plant.__name__ == way)
        one = outcome(ground, kind, int(number), seed)
        if one is None or one.edited is None:
            print("it has no place")
            return
        report(one)
        print(f"    {one.counts}")
        for finding in ground.findings(one.edited.files):
            print(
                f"{finding.severity} {finding.span.file}:{finding.span.line} {finding.rule}: "
                f"{finding.message}"
            )
            for part in finding.evidence:
                print(f"        {part.span.file}:{part.span.line}: {part.statement}")
        if one.counts["contradicting"]:
            blame(Texts(one.edited.files), ground.base.times)


def blame(texts: Texts, times: dict[str, int]) -> None:
    """The oracle's own smallest set of what cannot be true together (found by leaving out)."""
    verdict, reader = judge(texts, times)
    sets = [("as read", smallest(reader.said, times))] if verdict.wrong else []
    if verdict.error:
        sets.append(("at the loosest", smallest(reader.said, times, True)))
    for words, said in sets:
        print(f"    {words}, by the oracle, this cannot be ({', '.join(verdict.structural) or 'times'}):")
        for one in said:
            print(
                f"        {one.rule or 'stated'} {sorted(one.lines)} "
                f"{one.loose if 'loose' in words else one.options}"
            )


def main() -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--count", type=int, default=2200, help="mistakes in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="only small bibles")
    parser.add_argument("--show", action="store_true", help="show each mistake that went wrong")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--seconds", type=float, default=3600, help="stop after so long")
    parser.add_argument("--only", help="one mistake again, in full: BIBLE:WAY:NUMBER as --show prints them")
    given = parser.parse_args()
    if given.only:
        again(given.only, given.seed, given.quick)
        return
    sys.exit(0 if run(given.count, given.seed, given.quick, given.jobs, given.show, given.seconds) else 1)


if __name__ == "__main__":
    main()
