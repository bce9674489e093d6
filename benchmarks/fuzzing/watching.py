"""The program run in this process: how a command line went, and whether anything about that is wrong."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from storybible.cli.app import main

SLOW = 2.0
"""Seconds of computing that nothing may take."""
ENOUGH = 20.0
"""Seconds after which a case is ended."""
CODES = {0, 1, 2, 130}
ANSWERED: Counter[int] = Counter()
"""How many command lines ended with each exit code."""
DRIVING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What would drive a terminal."""
DECIDING = frozenset({"accept", "reject", "review"})
READING = frozenset(
    {
        "age",
        "between",
        "order",
        "timeline",
        "show",
        "list",
        "find",
        "as-of",
        "what-if",
        "relations",
        "kin",
        "path",
        "check",
        "rules",
        "explain",
        "schema",
        "scan",
        "log",
    }
)


class Hang(BaseException):
    """A case took far too long."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong; ``mark`` is the same for the same fault in other cases."""

    mark: str
    details: str


def _alarm(number: int, frame: FrameType | None) -> None:
    raise Hang


@contextlib.contextmanager
def limited() -> Iterator[None]:
    """End the block with Hang when it computes, or waits, too long."""
    signal.signal(signal.SIGPROF, _alarm)
    signal.signal(signal.SIGALRM, _alarm)
    signal.setitimer(signal.ITIMER_PROF, ENOUGH)
    signal.setitimer(signal.ITIMER_REAL, 10 * ENOUGH)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)


class Typed(io.TextIOWrapper):
    """A standard input at which somebody sits."""

    def isatty(self) -> bool:
        return True


class Screen(io.StringIO):
    """A standard error that somebody reads."""

    def isatty(self) -> bool:
        return True


def run(line: list[str], said: str = "") -> tuple[int, str, str]:
    """One command line: its exit code and what it prints; ``said`` is typed at its questions."""
    out, err = io.StringIO(), Screen() if said else io.StringIO()
    before = sys.stdin
    kind = Typed if said else io.TextIOWrapper
    sys.stdin = kind(io.BytesIO(said.encode("utf-8", "replace")), encoding="utf-8")
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(line)
    finally:
        sys.stdin = before
    return code, out.getvalue(), err.getvalue()


def guarded(act: Callable[[], Fault | None]) -> tuple[Fault | None, float]:
    """What is wrong with an act, and how many seconds it computed."""
    begun = time.process_time()
    fault: Fault | None
    try:
        with limited():
            fault = act()
    except Hang:
        fault = Fault(
            f"no end within {ENOUGH:g} s: {_place(sys.exc_info()[2])}", traceback.format_exc(limit=-12)
        )
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        fault = Fault(
            f"{type(error).__name__}: {_place(error.__traceback__)}", traceback.format_exc(limit=-25)
        )
    took = time.process_time() - begun
    if fault is None and took > SLOW:
        fault = Fault("slow", f"{took:.1f} s")
    return fault, took


def _place(trace: object) -> str:
    """The last place of our own in a traceback."""
    frames = traceback.extract_tb(trace)  # type: ignore[arg-type]
    ours = [f for f in frames if "storybible" in f.filename] or frames
    return f"{Path(ours[-1].filename).name}:{ours[-1].lineno} {ours[-1].name}" if ours else "?"


def texts(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but those of the program's own."""
    found = {}
    for path, folders, names in os.walk(folder):
        if ".storybible" in folders:
            folders.remove(".storybible")
        for name in names:
            file = os.path.join(path, name)
            with open(file, "rb") as stream:
                found[os.path.relpath(file, folder)] = stream.read()
    return found


def tried(line: list[str], place: Path, said: str = "") -> Fault | None:
    """Run a command line in ``place``; what is wrong with its answer, or with what it did to the files."""
    before = texts(place)
    code, out, err = run(line, said)
    after = texts(place)
    ANSWERED[code] += 1
    shown = f"{line!r} -> {code}\n{out[-2000:]}\n{err[-2000:]}"
    command = next((word for word in line if word in READING), "")
    if code not in CODES:
        return Fault(f"exit code {code}", shown)
    if "a fault of the program" in err:
        return Fault("a fault of the program", shown)
    if code == 2 and not err and "--help" not in line:
        return Fault(f"misuse without a word: {line[0][:20]}", shown)
    for name, text in (("stdout", out), ("stderr", err)):
        found = DRIVING.search(text)
        if found:
            return Fault(f"{found[0]!a} on {name}: {command}", shown)
    if code in (0, 1) and out.startswith("{") and "json" in line:
        try:
            json.loads(out)
        except ValueError:
            return Fault(f"no JSON: {command}", shown)
    changed = sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
    told = code == 2 and out and not DECIDING.isdisjoint(line)  # some were decided before one that cannot be
    if changed and ((code != 0 and not told) or "--dry-run" in line):
        return Fault(f"exit code {code}, and files changed", f"{changed}\n{shown}")
    lost = [name for name in changed if not name.startswith(("bible/", "fresh", "imported", "known.txt"))]
    if lost and line[0] not in ("init", "import"):
        return Fault("a file outside of the bible changed", f"{lost}\n{shown}")
    return None


def memory() -> float:
    """The most megabytes this process has had."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 2**10)
