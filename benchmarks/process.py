"""Whole commands on the shipped bible, beside a bare `python -c pass` in the same run.

    python benchmarks/process.py [ROUNDS]

Each round runs every command once, in turn, so that a busy machine slows all of them alike.  Printed are
the medians in milliseconds and the ratio to the bare interpreter; the targets are 18 (age) and 25 (check).
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
PYTHON = sys.executable
COMMANDS: dict[str, tuple[list[str], float | None]] = {
    "python -c pass": ([PYTHON, "-c", "pass"], None),
    "age": ([PYTHON, "-m", "storybible", "age", "sakura", "--at", "wedding"], 18),
    "check": ([PYTHON, "-m", "storybible", "check"], 25),
}


def main() -> None:
    """Run the rounds and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 25
    # an installed program finds its compiled modules; let this run keep them too
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(rounds):
        for name, (command, _) in COMMANDS.items():
            start = time.perf_counter()
            done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, env=environment)
            times[name].append(time.perf_counter() - start)
            if done.returncode:
                sys.exit(f"{name} ended with {done.returncode}:\n{done.stderr.decode()}")
    base = statistics.median(times["python -c pass"])
    print(f"{'command':<16}{'median ms':>10}{'ratio':>8}{'target':>8}")
    for name, (_, target) in COMMANDS.items():
        median = statistics.median(times[name])
        verdict = "" if target is None else "  met" if median / base <= target else "  MISSED"
        print(f"{name:<16}{median * 1000:>10.1f}{median / base:>8.1f}{target or '':>8}{verdict}")


if __name__ == "__main__":
    main()
