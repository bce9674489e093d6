"""Whatever is fed to the program, it answers: no traceback, no hang, no flood of memory, no byte lost.

    python benchmarks/fuzz.py [--count N] [--seconds T] [--seed S] [--only KIND] [--save DIR]
    python benchmarks/fuzz.py --again DIR
    python benchmarks/fuzz.py --coverage [times|records|drafts|prose] [--seconds T] [--seed S] [--save DIR]

N (200,000) inputs, made by grammars or by spoiling what the documentation shows, in these shares:

times    time expressions, ages and lengths: read, and bounds worked out from what was read
bibles   whole bibles: checked, and one question asked
lines    command lines over all commands, edits included, one after the other on the same bible
drafts   manuscripts as text, Markdown, Word, OpenDocument, e-books, rich text: scanned, or checked

All run in this process.  Wrong is: an exception; an exit code other than 0, 1, 2, 130; more than 2 s of
computing; more than 1 GB of memory (of all together); signs on stdout or stderr that would drive a terminal;
JSON that is none; files that change where the exit code is not 0, with --dry-run, or outside of the bible.
What fails is kept in DIR (./fuzz-failures), each with its files, and tried once more with --again.
--coverage lets `atheris` (the extra `fuzz`) look, T (60) seconds of computing for each kind, for inputs that
reach new places: time expressions, files of records and settings, manuscripts in eight formats, prose.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from fuzzing.corpus import ROOT, Files, bibles, expressions, mutated
from fuzzing.generated import age, amount, bible, prose, when
from fuzzing.lines import Lines
from fuzzing.manuscripts import manuscript, tree
from fuzzing.targets import TARGETS, read_expression
from fuzzing.watching import ANSWERED, Fault, guarded, memory, run, tried

from storybible.bible import Bible
from storybible.cli.table import COMMANDS

SHARES = {"times": 0.75, "bibles": 0.06, "lines": 0.16, "drafts": 0.03}
MOST_MEMORY = 1024
"""Megabytes."""
SESSION = 20
"""Command lines on the same bible."""
ANSWERS = [
    f"{said}\n"
    for said in ("y", "n", "a", "r", "e", "s", "u", "q", "", "25", "mara", "after wake", "\x1b[31m")
]
"""What is typed where the program asks."""
Input = tuple[Files, list[list[str]], str]
"""Files, command lines on them, and the standard input."""


class Fuzz:
    """Makes inputs and tries them, in a folder of its own."""

    def __init__(self, seed: int, save: Path) -> None:
        self.rng = random.Random(seed)
        self.save = save
        shared = "/dev/shm"  # in memory, where the system has it
        self.own = Path(tempfile.mkdtemp(prefix="fuzz-", dir=shared if os.path.isdir(shared) else None))
        self.place = self.own / "here"
        self.place.mkdir()
        self.starts = bibles()
        self.pieces = [text for files in self.starts for text in files.values() if text]
        self.expressions = expressions()
        self.names = Bible.load(ROOT / "bible").story.names
        self.counts: Counter[str] = Counter()
        self.seconds: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        self.slowest: list[tuple[float, str, str]] = []
        self.session: Lines | None = None
        self.start: Files = {}
        self.past: list[list[str]] = []
        self.left = 0
        os.chdir(self.place)

    def one(self, kind: str) -> None:
        """One more input of a kind."""
        getattr(self, f"_{kind}")()

    def warm(self) -> None:
        """Import what the commands need, which is no part of what is measured."""
        self.write(dict(self.starts[0]))
        lines = Lines(random.Random(0), self.kinds(), [])
        for _ in range(3):
            for command in sorted(COMMANDS):
                with suppress(Exception):
                    run(lines.one(command))

    def _times(self) -> None:
        rng = self.rng
        text = when(rng)
        if rng.random() < 0.3:
            text = mutated(rng, rng.choice(self.expressions), self.expressions)
        if rng.random() < 0.15:
            text = rng.choice((age, amount))(rng)

        def act() -> Fault | None:
            return read_expression(text, self.names)

        self.judged("times", *guarded(act), ({}, [], text))

    def _bibles(self) -> None:
        rng = self.rng
        if rng.random() < 0.5:
            files = bible(rng)
        else:
            files = dict(rng.choice(self.starts))
            if rng.random() < 0.9:
                name = rng.choice(sorted(files))
                files[name] = mutated(rng, files[name], self.pieces)
        question = rng.choice(["timeline", "age", "show", "as-of", "order", "list", "kin", "relations"])
        format = rng.choice(["text", "text", "json", "sarif", "junit"])
        check = ["check", "--undecided", "--notes", "--format", format]
        self.write(files)
        self.lines("bibles", files, [check, Lines(rng, self.kinds(), []).one(question)])

    def _lines(self) -> None:
        rng = self.rng
        if self.session is None or self.left == 0:
            files = bible(rng) if rng.random() < 0.5 else dict(rng.choice(self.starts))
            files["../tree.ged"] = tree(rng)
            files["../draft.md"] = prose(rng)
            self.write(files)
            apart = [name.removeprefix("../") for name in files if name.startswith("../")]
            self.session, self.left = Lines(rng, self.kinds(), [*apart, "bible/story.yaml"]), SESSION
            self.start, self.past = files, []
            self.session.candidates = self.candidates()
        self.left -= 1
        self.past.append(self.session.one())
        said = "".join(rng.choices(ANSWERS, k=rng.randrange(12))) if rng.random() < 0.3 else ""

        def act() -> Fault | None:
            return tried(self.past[-1], self.place, said)

        fault, seconds = guarded(act)
        if fault is not None:
            self.left = 0
        self.judged("lines", fault, seconds, (self.start, self.past, said))

    def _drafts(self) -> None:
        rng = self.rng
        files = bible(rng) if rng.random() < 0.7 else dict(self.starts[0])
        name, data = manuscript(rng, prose(rng))
        files[f"../{name}"] = data.decode("utf-8", "surrogateescape")
        self.write(files)
        line = [rng.choice(["scan", "check"]), name]
        if rng.random() < 0.5:
            line += ["--cast"] if line[0] == "scan" else ["--at", when(rng)]
        line += ["--format", rng.choice(["text", "json"])]
        self.lines("drafts", files, [line])

    def kinds(self) -> dict[str, str]:
        """The records that are written, with their kinds; none where reading them fails, seen later."""
        with suppress(Exception):
            return dict(Bible.load(self.place / "bible").story.names.kind_of)
        return {}

    def candidates(self) -> list[str]:
        """The candidates in the draft."""
        with suppress(Exception):
            found = json.loads(run(["scan", "draft.md", "--format", "json"])[1])
            return [candidate["id"] for candidate in found["candidates"]]
        return []

    # ---- trying --------------------------------------------------------------------------------------

    def lines(self, kind: str, files: Files, lines: list[list[str]]) -> None:
        """Run command lines on what is written; keep what went wrong."""

        def act() -> Fault | None:
            return next((fault for line in lines if (fault := tried(line, self.place))), None)

        self.judged(kind, *guarded(act), (files, lines, ""))

    def judged(self, kind: str, fault: Fault | None, seconds: float, about: Input) -> None:
        """Count an input, and save it where it failed."""
        self.counts[kind] += 1
        self.seconds[kind] += seconds
        if not self.slowest or seconds > self.slowest[-1][0]:
            what = repr(about[1][-1] if about[1] else about[2])[:90]
            self.slowest = sorted([*self.slowest, (seconds, kind, what)], reverse=True)[:5]
        if fault is None:
            return
        self.faults[fault.mark] += 1
        if self.faults[fault.mark] <= 3:
            folder = self.save / f"{len(self.faults)}-{self.faults[fault.mark]}"
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "input.json").write_text(json.dumps(about), encoding="utf-8")
            (folder / "fault.txt").write_text(f"{fault.mark}\n\n{fault.details}", "utf-8", "backslashreplace")
            print(f"{kind}: {fault.mark!a}  ({folder})", flush=True)

    def write(self, files: Files) -> None:
        """The files of a bible, in the place of all that was there."""
        for entry in self.place.iterdir():
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        (self.place / "bible").mkdir()
        for name, text in {"storybible.yaml": "title: A story\n", **files}.items():
            path = self.place / "bible" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8", "surrogateescape"))


def again(folder: Path) -> int:
    """Try what was kept in a folder once more, with the traceback; 1 where something is still wrong."""
    failures = 0
    for path in sorted(found for kind in TARGETS for found in folder.rglob(f"*.{kind}")):
        data, target = path.read_bytes(), TARGETS[path.suffix[1:]]
        fault, seconds = guarded(lambda data=data, target=target: target(data))  # type: ignore[misc]
        failures += told(path, fault, seconds)
    for path in sorted(folder.rglob("input.json")):
        files, lines, said = json.loads(path.read_text(encoding="utf-8"))
        fuzz = Fuzz(0, folder)
        fuzz.write(files)

        def act(lines: list[list[str]] = lines, said: str = said, fuzz: Fuzz = fuzz) -> Fault | None:
            if not lines:
                return read_expression(said, fuzz.names)
            return next((fault for line in lines if (fault := tried(line, fuzz.place, said))), None)

        fault, seconds = guarded(act)
        failures += told(path.parent, fault, seconds)
        shutil.rmtree(fuzz.own)
    return 1 if failures else 0


def told(path: Path, fault: Fault | None, seconds: float) -> bool:
    """Tell how one input went; whether it is still wrong."""
    what = f"{fault.mark}\n{fault.details}" if fault is not None else "fine"
    print(f"{path}: {what} ({seconds:.2f} s)")
    return fault is not None


def covered(kinds: Iterable[str], seconds: float, seed: int, save: Path) -> int:
    """Let atheris look for inputs that reach new places, kind after kind; 1 where anything is wrong."""
    if importlib.util.find_spec("atheris") is None:
        print("atheris is not installed: pip install 'storybible[fuzz]', or pip install atheris")
        return 2
    program = Path(__file__).parent / "fuzzing" / "guided.py"
    options = ["--seconds", f"{seconds:.0f}", "--seed", str(seed), "--save", str(save)]
    wrong = [kind for kind in kinds if subprocess.call([sys.executable, program, kind, *options])]
    print(f"wrong: {', '.join(wrong)}" if wrong else "nothing wrong")
    return 1 if wrong else 0


def main() -> int:
    """Run it; 1 where anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--count", type=int, default=200_000)
    parser.add_argument("--seconds", type=float, default=0, help="stop after so long; 0: when all are made")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=[*SHARES])
    parser.add_argument("--save", type=Path, default=Path("fuzz-failures"))
    parser.add_argument("--again", type=Path)
    parser.add_argument("--coverage", nargs="?", const="all", choices=["all", *TARGETS])
    options = parser.parse_args()
    os.environ["STORYBIBLE_TRACEBACK"] = "1"
    if options.again:
        return again(options.again.resolve())
    if options.coverage:
        kinds = TARGETS if options.coverage == "all" else [options.coverage]
        return covered(kinds, options.seconds or 60, options.seed, options.save.resolve())
    fuzz = Fuzz(options.seed, options.save.resolve())
    fuzz.warm()
    shares = {options.only: 1.0} if options.only else SHARES
    left = {kind: round(options.count * share) for kind, share in shares.items()}
    begun = said = time.time()
    choose: Callable[[], str] = lambda: fuzz.rng.choices(list(left), list(left.values()))[0]  # noqa: E731
    while sum(left.values()) and (not options.seconds or time.time() - begun < options.seconds):
        kind = choose()
        left[kind] -= 1
        fuzz.one(kind)
        if time.time() - said > 30:
            said = time.time()
            done = sum(fuzz.counts.values())
            print(f"{done:,} inputs in {said - begun:.0f} s, {memory():.0f} MB", flush=True)
            gc.collect()
    os.chdir("/")
    shutil.rmtree(fuzz.own)
    return report(fuzz, time.time() - begun)


def report(fuzz: Fuzz, seconds: float) -> int:
    """The figures."""
    print(f"\n{sum(fuzz.counts.values()):,} inputs in {seconds:.0f} s, at most {memory():.0f} MB")
    for kind, number in fuzz.counts.most_common():
        print(f"  {kind:8}{number:>9,}  {1000 * fuzz.seconds[kind] / number:8.2f} ms each")
    print("exit codes: " + ", ".join(f"{code}: {number:,}" for code, number in sorted(ANSWERED.items())))
    print("slowest:")
    for took, kind, what in fuzz.slowest:
        print(f"  {took:6.2f} s  {kind}: {what}")
    if memory() > MOST_MEMORY:
        fuzz.faults[f"more than {MOST_MEMORY} MB"] += 1
    for mark, number in fuzz.faults.most_common():
        print(f"WRONG {number:>6}  {mark!a}")
    print("nothing wrong" if not fuzz.faults else f"{len(fuzz.faults)} faults")
    return 1 if fuzz.faults else 0


if __name__ == "__main__":
    sys.exit(main())
