"""A very large bible: 10,000 characters and 30,000 events, one file for each character.

    python benchmarks/large.py [CHARACTERS]

Writes the bible to a temporary folder, then loads, encodes and checks it in a process of its own, and
prints where the time goes and the peak memory.  The target is 12 s and 1.5 GB together.  The peer in the
same run is PyYAML's C loader reading the same files into plain data, without positions or checks.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

NAMES = tuple("Ada,Bram,Cleo,Dorn,Edda,Finn,Gale,Hedy,Ivo,Juna,Kell,Lio,Mira,Nils,Oona,Pell".split(","))  # noqa: SIM905


def write(folder: Path, characters: int) -> None:
    """A consistent bible: everybody lives in one of many villages, with three events each."""
    chance = random.Random(1)
    (folder / "storybible.yaml").write_text("title: A long chronicle\n")
    for n in range(characters):
        born = 1000 + n // 20
        name = f"{NAMES[n % 16]} of the {n // 16}th house"
        lines = [
            "characters:",
            f"  person-{n}:",
            f"    name: {name}",
            f"    born: {born}-{n % 12 + 1:02}-{n % 28 + 1:02}",
            f"    ages: [20 at meeting-{n}]",
            "    traits: {eyes: grey}",
        ]
        if n >= 1000:
            lines.append(f"    parents: [{{who: person-{n - 1000 + n % 7}, as: mother}}]")
        other = max(0, n - chance.randrange(1, 8))
        lines += [
            "events:",
            f"  meeting-{n}:",
            f"    title: The {n}th meeting",
            f"    who: [person-{n}]",
            f"  parting-{n}:",
            f"    title: The {n}th parting",
            f"    when: 3 years after meeting-{n}",
            f"    who: [person-{n}]",
            f"  return-{n}:",
            f"    title: The {n}th return",
            f"    when: after parting-{n}; before {born + 40}",
            f"    who: [person-{n}, person-{other}]",
        ]
        (folder / f"person-{n}.yaml").write_text("\n".join(lines) + "\n")


CHILD = """
import resource, sys, time
clock = time.perf_counter
start = clock()
from storybible.bible import Bible
from storybible.checker import check
imported = clock()
bible = Bible.load(sys.argv[1])
loaded = clock()
report = check(bible)
done = clock()
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
print(f"import {imported - start:6.2f} s")
print(f"load   {loaded - imported:6.2f} s   ({len(bible.story.records)} records)")
print(f"check  {done - loaded:6.2f} s   ({report.counts}, {len(report.undecided)} undecided)")
print(f"total  {done - start:6.2f} s, peak memory {memory:.2f} GB")
"""

PEER = """
import sys, time, pathlib, yaml
start = time.perf_counter()
for path in pathlib.Path(sys.argv[1]).iterdir():
    yaml.load(path.read_bytes(), yaml.CSafeLoader)
print(f"peer   {time.perf_counter() - start:6.2f} s   (yaml.CSafeLoader: reading only)")
"""


def main() -> None:
    """Write, run ours, run the peer."""
    characters = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "bible"
        folder.mkdir()
        start = time.perf_counter()
        write(folder, characters)
        print(
            f"{characters} characters, {3 * characters} events written in {time.perf_counter() - start:.1f} s"
        )
        for program in (CHILD, PEER):
            subprocess.run([sys.executable, "-c", program, str(folder)], check=True)
    print(f"(this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GB)")


if __name__ == "__main__":
    main()
