"""The benchmark of planted mistakes, in small: nothing is missed, and no alarm is false."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_planted_mistakes_are_found_and_nothing_else() -> None:
    done = subprocess.run(
        [sys.executable, "benchmarks/planted.py", "--quick", "--count", "38", "--seed", "4", "--show"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "total" in done.stdout
