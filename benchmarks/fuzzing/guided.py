"""Let `atheris` look for inputs that reach new places, of one kind, in a process of its own.

    python benchmarks/fuzzing/guided.py KIND --seconds T --seed S --save DIR

An input that fails is kept in DIR as NUMBER-TIMES.KIND, and the search goes on.
"""

from __future__ import annotations

import argparse
import importlib
import io
import os
import pkgutil
import shutil
import sys
import tempfile
import time
from collections import Counter
from contextlib import redirect_stderr
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[n]) for n in (1, 2)]

LONGEST = {"times": 400, "records": 2000, "drafts": 3000, "prose": 2000}
"""Bytes of an input."""


def escaped(piece: str) -> str:
    """A piece as a line of a dictionary of libFuzzer's."""
    signs = (chr(b) if 32 <= b < 127 and b not in b'"\\' else f"\\x{b:02x}" for b in piece.encode("utf-8"))
    return f'"{"".join(signs)}"\n'


def main() -> None:
    """Search; the process ends in here."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=LONGEST)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--save", type=Path, default=Path("fuzz-failures"))
    options = parser.parse_args()
    import atheris

    with redirect_stderr(io.StringIO()), atheris.instrument_imports(include=["storybible"]):
        import storybible

        for module in pkgutil.walk_packages(storybible.__path__, "storybible."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
        from fuzzing.targets import TARGETS, seeds, words
    from fuzzing.watching import guarded, memory

    target = TARGETS[options.kind]
    faults: Counter[str] = Counter()
    tried = slowest = 0.0

    def one(data: bytes) -> None:
        nonlocal tried, slowest
        if time.process_time() > end:
            ended()
        fault, seconds = guarded(lambda: target(data))
        tried, slowest = tried + 1, max(slowest, seconds)
        if fault is None:
            return
        faults[fault.mark] += 1
        if faults[fault.mark] <= 3:
            options.save.mkdir(parents=True, exist_ok=True)
            kept = options.save / f"{len(faults)}-{faults[fault.mark]}.{options.kind}"
            kept.write_bytes(data)
            print(f"{options.kind}: {fault.mark!a}  ({kept})\n{fault.details[-1500:]!s}", flush=True)

    def ended() -> None:
        """Say how it went, and end the process: libFuzzer would do so without a word."""
        took, new = time.process_time(), len(list(found.iterdir()))
        print(f"{options.kind}: {tried:,.0f} inputs in {took:.0f} s of computing; {new:,} reached something")
        print(f"    new; the slowest {slowest:.2f} s; at most {memory():.0f} MB", flush=True)
        for mark, number in faults.most_common():
            print(f"WRONG {number:>6}  {mark!a}", flush=True)
        shutil.rmtree(place)
        os._exit(1 if faults else 0)

    place = Path(tempfile.mkdtemp(prefix="guided-"))
    (place / "seeds").mkdir()
    found = place / "found"
    found.mkdir()
    for number, seed in enumerate(seeds(options.kind)):
        (place / "seeds" / str(number)).write_bytes(seed)
    (place / "words").write_text("".join(map(escaped, filter(None, words(options.kind)))), encoding="ascii")
    atheris.Setup(
        [
            sys.argv[0],
            str(found),
            str(place / "seeds"),
            f"-dict={place / 'words'}",
            "-verbosity=0",
            f"-seed={options.seed}",
            f"-max_len={LONGEST[options.kind]}",
            f"-artifact_prefix={place}/",
            "-timeout=0",  # what takes too long is found by `guarded`
            "-rss_limit_mb=1024",
        ],
        one,
    )
    end = time.process_time() + options.seconds
    atheris.Fuzz()


if __name__ == "__main__":
    main()
