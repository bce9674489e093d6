"""A start on a large bible that has not changed, beside one without a cache.

    python benchmarks/warm.py [ROUNDS]

Writes 2,500 people and 7,500 events in 2,500 files (as `large.py` does) to a temporary folder and asks the
same of it as whole processes: without a cache, with an empty one, and with one that is filled.  Printed are
medians in seconds; the target is 0.5 s for a filled one, and an empty one costs as much as none.
"""

from __future__ import annotations

import os
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
        print(f"{'command':<8}{'no cache':>10}{'empty':>10}{'filled':>10}{'target':>10}")
        for command, words in COMMANDS.items():
            line = [sys.executable, "-m", "storybible", *words, "-b", str(folder)]
            times: dict[str, list[float]] = {"off": [], "empty": [], "filled": []}
            answers = set()
            for _ in range(rounds):
                shutil.rmtree(own, ignore_errors=True)
                for way in times:
                    off = {"STORYBIBLE_NO_CACHE": "1"} if way == "off" else {}
                    start = time.perf_counter()
                    done = subprocess.run(line, capture_output=True, check=True, env=environment | off)
                    times[way].append(time.perf_counter() - start)
                    answers.add(done.stdout)
            if len(answers) != 1:
                sys.exit(f"{command}: the answers differ")
            off, empty, filled = (statistics.median(found) for found in times.values())
            verdict = "met" if filled <= TARGET else "MISSED"
            print(f"{command:<8}{off:>10.2f}{empty:>10.2f}{filled:>10.2f}{TARGET:>10.2f}  {verdict}")


if __name__ == "__main__":
    main()
