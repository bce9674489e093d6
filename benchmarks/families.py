"""Real and grown family trees, imported and checked, beside two genealogy programs.

    python benchmarks/families.py [--people 3000] [--runs 3] [--quick] [--missed]

For every tree of `../shared/data/families` and for two grown ones (`family_tree.py`; one sound, one with
planted mistakes) it runs whole processes and prints

ours      seconds of `storybible import` and `storybible check` together, with all records written to disk
peer      seconds of the peer and the ratio: its time divided by ours (above 1: it is slower)
found     how many of the faults that the file's dates alone prove (`family_oracle.py`, pair by pair)
beyond    what it says in the same categories that is not among them: what follows over several people, what
          is worth a look, or what is not so

then the same by category.  The peers are gedcom-tools (`kimon-gedcom-tools` on PyPI: `gedcom-tools validate`)
and Gramps' verify tool (`gramps -i FILE -a tool -p name=verify`), as it comes and told to use dates without a
day (`estimate_age=1`).  A peer that is not installed is skipped.  Nothing but the faults of the categories is
counted: what peers say about lines, tags and surnames is left out.  Seconds are processor time, which is what
the clock shows when nothing else runs.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

import family_tree  # noqa: E402
from family_oracle import Fault, Tree, faults, read  # noqa: E402

REAL = ROOT.parent / "shared" / "data" / "families"
PATIENCE = 600
TARGET = 2.5  # seconds for the grown trees

STRONGER_THAN_OLD = ("mother-dead-at-birth", "father-long-dead-at-birth", "sibling-span")  # they speak alone
CATEGORIES = {
    # ours, gedcom-tools, Gramps
    "child before parent": (("child-before-parent", "parent-too-young"), "E012 W020", "Unborn Young"),
    "parent too young": (("parent-too-young", "child-before-parent"), "W020 E012", "Young"),
    "parent too old": (("parent-too-old", *STRONGER_THAN_OLD), "W021 W022", "Old-father Old-mother"),
    "mother dead at birth": (("mother-dead-at-birth",), "", "Dead"),
    "father long dead at birth": (("father-long-dead-at-birth",), "", "Dead"),
    "life too long": (("impossible-lifespan",), "W023", "Old-age-at"),
    "dead before born": (("impossible-lifespan",), "E011", "Death-before"),
    "buried before death or birth": (("contradictory-timeline", "impossible-lifespan"), "W036", "Burial"),
    "married before birth": (("relation-outside-life", "present-before-birth"), "W024", "Marriage-before"),
    "married after death": (("relation-outside-life", "present-after-death"), "", "Marriage-after"),
    "siblings too close": (("siblings-too-close",), "W026", ""),
    "a mother's children too far apart": (("sibling-span",), "", "Large-year-span"),
    "more than two parents": (("too-many-parents",), "", "Multiple"),
}  # fmt: skip


@dataclass(frozen=True)
class Said:
    """What a program says: its own word for the category, and everybody it might be about."""

    word: str
    people: frozenset[str]


@dataclass
class Run:
    """One program over one tree."""

    seconds: float
    said: list[Said]


Program = Callable[[Path, Tree, Path], Run]


def timed(command: list[str], environment: dict[str, str] | None = None) -> tuple[float, str]:
    """Seconds and standard output of a process."""
    start = used()
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=PATIENCE, check=False,
        env={**os.environ, **(environment or {})},
    )  # fmt: skip
    return used() - start, done.stdout


def used() -> float:
    """Processor seconds of all processes that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


# ---- the programs -----------------------------------------------------------------------------------------


def ours(path: Path, _: Tree, scratch: Path) -> Run:
    """Import into a new folder, check it, and turn ids back into those of the file."""
    folder = scratch / "bible"
    shutil.rmtree(folder, ignore_errors=True)
    here = {"PYTHONPATH": str(ROOT)}
    program = [sys.executable, "-m", "storybible"]
    importing, _text = timed([*program, "import", str(path), "-o", str(folder)], here)
    checking, text = timed([*program, "check", "-b", str(folder), "--format", "json"], here)
    xrefs: dict[str, str] = {}
    for file in folder.rglob("*.yaml"):
        for record in re.split(r"\n(?=  \S)", file.read_text(encoding="utf-8")):
            found = re.match(r"  (\S+):\n[\s\S]*\n    external: \{gedcom: ([^}]+)\}", record)
            if found:
                xrefs[found[1]] = found[2]
    said = [
        Said(one["rule"], frozenset(xrefs[who] for who in one["records"] if who in xrefs))
        for one in json.loads(text)["findings"]
        if one["severity"] != "note"
    ]
    return Run(importing + checking, said)


def gedcom_tools(path: Path, tree: Tree, _: Path) -> Run:
    """Its findings name one person, and the other in the message."""
    command = [shutil.which("gedcom-tools") or "", "--format", "json", "validate", "--full", str(path)]
    seconds, text = timed(command)
    said = []
    for one in json.loads(text)["issues"]:
        named = re.findall(r"@([^@]+)@", f"{one.get('xref')} {one['message']}")
        said.append(Said(one["code"], frozenset(named) & tree.people.keys()))
    return Run(seconds, said)


def gramps(options: str) -> Program:
    """Its findings name a person or a whole family, under identifiers with four digits at least."""

    def run(path: Path, tree: Tree, scratch: Path) -> Run:
        command = ["gramps", "-q", "-y", "-i", str(path), "-a", "tool", "-p", f"name=verify{options}"]
        seconds, text = timed(command, {"GRAMPSHOME": str(scratch)})
        people = {_digits(xref): xref for xref in tree.people}
        families = {_digits(xref): family for xref, family in tree.families.items()}
        said = []
        for what, kind, number in re.findall(r"^[EW]: (.+?), (Person|Family): \D*(\d+),", text, re.M):
            if kind == "Person":
                about = {people[int(number)]} if int(number) in people else set()
            else:
                family = families.get(int(number))
                about = {*family.partners, *family.children} if family else set()
            said.append(Said(what.replace(" ", "-"), frozenset(about)))
        return Run(seconds, said)

    return run


def _digits(xref: str) -> int:
    return int(re.sub(r"\D", "", xref) or -1)


def programs() -> dict[str, Program]:
    """Ours and the peers that are installed."""
    found: dict[str, Program] = {"ours": ours}
    if shutil.which("gedcom-tools"):
        found["gedcom-tools"] = gedcom_tools
    else:
        print("gedcom-tools is not installed (pip install kimon-gedcom-tools): skipped")
    if shutil.which("gramps"):
        found["gramps"] = gramps("")
        found["gramps, estimating"] = gramps(",estimate_age=1")
    else:
        print("gramps is not installed (Debian: apt-get install gramps): skipped")
    return found


# ---- comparing --------------------------------------------------------------------------------------------


def speaks_of(name: str, category: str, word: str) -> bool:
    """Whether a program's word for a finding means this category."""
    our_words, codes, phrases = CATEGORIES[category]
    if name == "ours":
        return word in our_words
    if name == "gedcom-tools":
        return word in codes.split()
    return any(word.startswith(phrase) for phrase in phrases.split())


def names(name: str, said: Said, fault: Fault) -> bool:
    """Whether something that was said is about this fault."""
    about = fault.people <= said.people or (bool(said.people) and said.people <= fault.people)
    return about and speaks_of(name, fault.category, said.word)


def beyond(name: str, said: list[Said], known: set[Fault]) -> list[Said]:
    """What was said in one of the categories about nothing of what is known."""
    return [
        one
        for one in said
        if any(speaks_of(name, category, one.word) for category in CATEGORIES)
        and not any(names(name, one, fault) for fault in known)
    ]


def best(program: Program, path: Path, tree: Tree, scratch: Path, runs: int) -> Run:
    """The fastest of several runs."""
    return min((program(path, tree, scratch) for _ in range(runs)), key=lambda run: run.seconds)


def main() -> int:
    """Run everything and print the tables."""
    as_written = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=as_written)
    parser.add_argument("--people", type=int, default=3000, help="people of a grown tree")
    parser.add_argument("--runs", type=int, default=3, help="runs, of which the fastest counts")
    parser.add_argument("--quick", action="store_true", help="one run, 300 people")
    parser.add_argument("--missed", action="store_true", help="list what we miss, and what we find beyond")
    given = parser.parse_args()
    if given.quick:
        given.people, given.runs = min(given.people, 300), 1
    use = programs()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        paths = sorted(REAL.glob("*.ged"))
        if not paths:
            print(f"the real trees are not at {REAL}: skipped")
        for name, mistakes in (("grown-sound", 0), ("grown-planted", given.people // 50)):
            paths.append(scratch / f"{name}.ged")
            grown = family_tree.grow(given.people)
            family_tree.plant(grown, mistakes)
            paths[-1].write_text(family_tree.text_of(grown), encoding="utf-8")
        return compare(use, paths, scratch, given.runs, given.missed)


def compare(use: dict[str, Program], paths: list[Path], scratch: Path, runs: int, missed: bool) -> int:
    """The tables; 1 where a grown tree takes too long or one of ours is missed."""
    by_category = {category: dict.fromkeys(("there", *use), 0) for category in CATEGORIES}
    others = dict.fromkeys(use, 0)
    head = f"{'tree':<20}{'people':>7}{'faults':>7}"
    for name in use:
        ratio = "" if name == "ours" else f"{'ratio':>7}"
        head += f" | {name + ' s':>12}{ratio}{'found':>6}{'beyond':>7}"
    print(head)
    failed = 0
    for path in paths:
        tree = read(path)
        known = faults(tree)
        line = f"{path.stem:<20}{len(tree.people):>7}{len(known):>7}"
        first = 0.0
        for fault in known:
            by_category[fault.category]["there"] += 1
        for name, program in use.items():
            run = best(program, path, tree, scratch, runs)
            found = {fault for fault in known if any(names(name, said, fault) for said in run.said)}
            more = beyond(name, run.said, known)
            others[name] += len(more)
            for fault in found:
                by_category[fault.category][name] += 1
            ratio = ""
            if name == "ours":
                first = run.seconds
                failed += len(known - found) + (path.stem.startswith("grown") and run.seconds > TARGET)
            else:
                ratio = f"{run.seconds / first:>7.2f}"
            width = max(12, len(name) + 2)
            line += f" | {run.seconds:>{width}.2f}{ratio}{len(found):>6}{len(more):>7}"
            if missed and name == "ours":
                for fault in sorted(known - found, key=str):
                    print(f"    missed: {fault.category}: {', '.join(sorted(fault.people))}")
                for said in more:
                    print(f"    beyond: {said.word}: {', '.join(sorted(said.people))}")
        print(line, flush=True)
    print()
    print(f"{'category':<36}{'there':>7}" + "".join(f"{name:>20}" for name in use))
    for category, counts in by_category.items():
        print(f"{category:<36}" + f"{counts['there']:>7}" + "".join(f"{counts[name]:>20}" for name in use))
    print(f"{'beyond':<43}" + "".join(f"{others[name]:>20}" for name in use))
    print(f"target {TARGET} s for a grown tree; misses of ours and targets missed: {failed}")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
