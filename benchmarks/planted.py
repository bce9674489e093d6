"""Mistakes planted in clean bibles: which of them `check` finds, names and names first, and false alarms.

    python benchmarks/planted.py [--count N] [--seed S] [--quick] [--seconds T] [--jobs J]
                                 [--rule NAME] [--show]

Each mistake changes the text of one bible: a date, a hedge, a name in a list, a relationship, often with
consequences in other files, and often by so little that nothing is wrong at all.  An oracle that shares no
code with the program (``benchmarks/planting``) decides whether the changed text can be true.  For each rule:

planted        mistakes planted in its way
contradicting  those that cannot be true, by the oracle (for a rule that only remarks: those to remark on)
found          those of them in which `check` finds an error or a warning (or that rule's note)
named          those in which a finding names the planted line
first          those in which the planted line is where a finding points first
blamed         the same, or where the planted line is the one that `check` says several findings rest on
fitting        near misses: planted, but everything can still be true
wrongly        those of them in which something is found all the same
stray          findings in contradicting texts that do not name a planted line
graded         findings of another severity than the oracle's (error: even at the loosest readings)
thin           findings whose named lines, by the oracle, could be true together
joint          among those contradicting and not found: it takes several pairs of facts together, each of
               which could be true alone (two places, two hands, two holders ...)
"""

from __future__ import annotations

import argparse
import gc
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

from benchmarks.planting import (
    planters,
    planters_calendar,
    planters_family,
    planters_files,
    planters_more,
    planters_telling,
)  # fmt: skip
from benchmarks.planting.base import PLANTERS, Base, Kind
from benchmarks.planting.dates import GREGORIAN
from benchmarks.planting.oracle import Verdict, follows, joint, judge, smallest
from benchmarks.planting.sagas import Saga
from benchmarks.planting.statements import Reader
from benchmarks.planting.table import COLUMNS, Outcome, report, table
from benchmarks.planting.texts import Edited, Texts, Where
from benchmarks.planting.writing import own_dates, write
from storybible.bible import Bible
from storybible.blame import shared_blame
from storybible.checker import check
from storybible.diagnostics import Diagnostic, Severity
from storybible.folder import FileCache
from storybible.inspection import inspect
from storybible.rules import all_rules

HERE = Path(__file__).resolve().parent
SHIPPED = HERE.parent / "bible"
KENNEDY = HERE.parent.parent / "shared" / "data" / "families" / "kennedy.ged"
SHARES = {"bible": 7, "hamlet": 3, "village": 2, "saga": 4, "kennedy": 5}
MODULES = (planters, planters_calendar, planters_family, planters_more, planters_telling, planters_files)
KINDS = [kind for kind in PLANTERS if kind.plant.__module__ in {module.__name__ for module in MODULES}]
TRIES = 5
"""Times that another place is looked for until the mistake is one, or until it is nearly one."""


def lines_of(finding: Diagnostic) -> set[Where]:
    """Every line that a finding names."""
    return {(finding.span.file, finding.span.line), *((e.span.file, e.span.line) for e in finding.evidence)}


@dataclass
class Ground:
    """A clean bible on disk, with what `check` says of it."""

    base: Base
    folder: Path
    cache: FileCache
    before: set[str] = field(default_factory=set)

    def findings(self, edited: Edited, note: bool = False) -> list[Diagnostic]:
        """The errors and warnings of a changed text that the clean one does not have.

        With ``note`` also notes that name a planted line.
        """
        bible = Bible.load(self.folder, edited.files, self.cache)
        if note:
            found = list(check(bible, repairs=False).findings)
        else:  # the same, but for waivers and for what stays open
            found = [s.diagnostic for s in inspect(bible, tuple(all_rules())).suspects]
        planted = set(edited.lines)
        return [
            f
            for f in found
            if f.id not in self.before
            and (f.severity is not Severity.NOTE or (note and planted & lines_of(f)))
        ]


def grounds(temporary: Path, seed: int, quick: bool) -> Iterator[Ground]:
    """The clean bibles, the smallest first."""
    yield Ground(Base.of("bible", Texts.of(SHIPPED), {}), SHIPPED, FileCache())
    for name, people, events in (("hamlet", 24, 16), ("village", 60, 40), ("saga", 300, 160)):
        if quick and name != "hamlet":
            break
        saga = Saga(seed, people, events, own_dates() if name == "saga" else GREGORIAN)
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
        except (IndexError, ValueError):  # nothing to choose from: no events of that kind, no such people
            edited = None
        if edited is not None and edited.files != ground.base.texts.files:
            return edited
    return None


def wanted(
    ground: Ground, kind: Kind, number: int, seed: int
) -> tuple[Edited, Verdict, Reader | None] | None:
    """A mistake, or every fourth time a near miss, with what the oracle says of it.

    A few places are tried, and the last is taken where none is what was wanted.
    """
    pick = random.Random(f"{seed} {ground.base.name} {kind.plant.__name__} {number}")
    found = None
    if kind.note and not kind.certain and not ground.base.unremarked(kind.rule):
        return None
    for _ in range(TRIES):
        edited = plant(ground, kind, pick)
        if edited is None:
            return found
        if kind.certain:
            return edited, Verdict(True, True), None
        reader: Reader | None = None
        if edited.verdict:
            verdict = Verdict(edited.verdict == "error", edited.verdict != "clean")
        else:
            verdict, reader = judge(Texts(edited.files), ground.base.times, kind.rule if kind.note else "")
        found = edited, verdict, reader
        wrong = verdict.wrong or verdict.noted or bool(verdict.structural)
        if wrong != (number % 4 == 3) and not verdict.unclear:
            break
    return found


def outcome(ground: Ground, kind: Kind, number: int, seed: int) -> Outcome | None:
    """Plant one mistake, ask the oracle, ask `check`, and compare."""
    chosen = wanted(ground, kind, number, seed)
    if chosen is None:
        return None
    edited, verdict, reader = chosen
    found = ground.findings(edited, kind.note)
    counts = dict.fromkeys(COLUMNS, 0)
    counts["planted"] = 1
    trouble: list[str] = []
    one = Outcome(ground.base.name, kind, counts, trouble, edited, number)
    if verdict.unclear and not verdict.structural:
        trouble.append("the oracle could not decide")
        return one
    if not (verdict.wrong or verdict.noted or verdict.structural):
        counts["fitting"], counts["wrongly"] = 1, int(bool(found))
        trouble += [f"wrongly found: {f.rule}: {f.message}" for f in found]
        return one
    planted = set(edited.lines)
    counts["contradicting"] = 1
    counts["found"] = int(bool(found))
    counts["named"] = int(any(planted & lines_of(f) for f in found))
    counts["first"] = int(any((f.span.file, f.span.line) in planted for f in found))
    shared = {(one.span.file, one.span.line) for one in shared_blame(found).values()}
    counts["blamed"] = int(bool(counts["first"] or planted & shared))
    if not found:
        pairs = reader is not None and verdict.wrong and joint(reader.said, ground.base.times, False)
        counts["joint"] = int(pairs)
        trouble.append("missed" + (": several pairs of facts together" if pairs else ""))
    elif not counts["named"]:
        trouble.append("the planted line is not named")
    if verdict.structural or kind.certain:
        return one
    stray = [f for f in found if not planted & lines_of(f)]
    counts["stray"] = len(stray)
    trouble += [f"not explained by the plant: {f.rule}: {f.message}" for f in stray]
    if found and verdict.wrong:
        compared(one, ground, found, verdict, reader)
    return one


def compared(
    one: Outcome, ground: Ground, found: list[Diagnostic], verdict: Verdict, reader: Reader | None
) -> None:
    """Count findings that are graded otherwise than the oracle does, and those that do not follow."""
    error = any(f.severity is Severity.ERROR for f in found)
    times = ground.base.times
    if error != verdict.error:
        graded = [said for said in reader.said if said.rule != "below-minimum-age"] if reader else []
        if error or reader is None or not joint(graded, times, True):
            one.counts["graded"] = 1
            one.trouble.append(f"graded {'error' if error else 'warning'}, the oracle says otherwise")
    if reader is None:
        return
    for finding in found:
        if finding.severity is not Severity.NOTE and not follows(reader, lines_of(finding), times):
            one.counts["thin"] += 1
            one.trouble.append(f"what is named could be true: {finding.rule}: {finding.message}")


# ---- running -------------------------------------------------------------------------------------

_GROUNDS: dict[str, Ground] = {}
"""Shared with the processes that are forked off."""


def _task(job: tuple[str, int, int, int]) -> Outcome | None:
    name, which, number, seed = job
    gc.disable()  # nothing of a mistake outlives it but what is in circles: looked for now and then
    if number % 4 == 0:
        gc.collect(1)
    return outcome(_GROUNDS[name], KINDS[which], number, seed)


def run(given: argparse.Namespace) -> bool:
    """Everything; whether nothing is missed and no alarm is false."""
    count, seed, jobs, seconds = given.count, given.seed, given.jobs, given.seconds
    kinds = [n for n, kind in enumerate(KINDS) if given.rule in ("", kind.rule)]
    clock = time.perf_counter()
    clean = True
    with tempfile.TemporaryDirectory() as temporary:
        for ground in grounds(Path(temporary), seed, given.quick):
            _GROUNDS[ground.base.name] = ground
            start = time.perf_counter()
            alarms = ground.findings(Edited({}, ()))
            everything = check(Bible.load(ground.folder), repairs=False)
            ground.before = {f.id for f in (*everything.findings, *everything.waived)}
            alarms = [f for f in alarms if f.id not in {one.id for one in everything.waived}]
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
            (name, kinds[n % len(kinds)], n // len(kinds), seed)
            for name in _GROUNDS
            for n in range(max(1, round(count * SHARES[name] / total)))
        ]
        tasks.sort(key=lambda task: (task[2], task[1]))  # a bit of everything first
        gc.freeze()
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
    if given.show:
        for one in outcomes:
            if one.trouble:
                report(one)
    return (
        clean
        and totals["found"] == totals["contradicting"] == totals["named"]
        and not (totals["wrongly"] or totals["stray"])
    )


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
        for finding in ground.findings(one.edited, kind.note):
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
    parser.add_argument("--rule", default="", help="only mistakes of one rule")
    parser.add_argument("--show", action="store_true", help="show each mistake that went wrong")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--seconds", type=float, default=3600, help="stop after so long")
    parser.add_argument("--only", help="one mistake again, in full: BIBLE:WAY:NUMBER as --show prints them")
    given = parser.parse_args()
    if given.only:
        again(given.only, given.seed, given.quick)
        return
    sys.exit(0 if run(given) else 1)


if __name__ == "__main__":
    main()
