"""A start on a large bible that has not changed, beside one without a cache.

    python benchmarks/warm.py [ROUNDS]

Writes 2,500 people and 7,500 events in 2,500 files (as `large.py` does) to a temporary folder and asks the
same of it as whole processes: without a cache, with an empty one, and with one that is filled.  Printed are
medians in seconds; the target is 0.5 s for a filled one, and an empty one costs as much as none.  In brackets
is how long the processor worked for it: on a busy machine that is less.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from large import write

COMMANDS = {"age": ["age", "person-77", "--at", "return-77"], "check": ["check"]}
TARGET = 0.5


def main() -> None:
    """Run all and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPATH"] = str(Path(__file__).parent.parent)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "bible"
        folder.mkdir()
        write(folder, 2500)
        own = folder / ".storybible"
        print(f"{'command':<8}{'no cache':>16}{'empty':>16}{'filled':>16}{'target':>8}")
        for command, words in COMMANDS.items():
            line = [sys.executable, "-m", "storybible", *words, "-b", str(folder)]
            times: dict[str, list[tuple[float, float]]] = {"off": [], "empty": [], "filled": []}
            answers = set()
            for _ in range(rounds):
                shutil.rmtree(own, ignore_errors=True)
                for way in times:
                    off = {"STORYBIBLE_NO_CACHE": "1"} if way == "off" else {}
                    start, worked = time.perf_counter(), _worked()
                    done = subprocess.run(line, capture_output=True, check=True, env=environment | off)
                    times[way].append((time.perf_counter() - start, _worked() - worked))
                    answers.add(done.stdout)
            if len(answers) != 1:
                sys.exit(f"{command}: the answers differ")
            found = [[statistics.median(each) for each in zip(*both, strict=True)] for both in times.values()]
            columns = "".join(f"{took:>8.2f} ({worked:.2f})" for took, worked in found)
            verdict = "met" if found[-1][0] <= TARGET else "MISSED"
            print(f"{command:<8}{columns}{TARGET:>8.2f}  {verdict}")


def _worked() -> float:
    """Seconds of the processor that all ended children used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
