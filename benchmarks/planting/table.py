"""What came of the planted mistakes, as a table."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.planting.base import Kind
from benchmarks.planting.texts import Edited

COLUMNS = (
    "planted", "contradicting", "found", "named", "first", "blamed", "fitting", "wrongly", "stray", "graded",
    "thin", "joint",
)  # fmt: skip


@dataclass
class Outcome:
    """What came of one planted mistake."""

    base: str
    kind: Kind
    counts: dict[str, int]
    trouble: list[str]
    edited: Edited | None = None
    number: int = 0


def table(outcomes: list[Outcome]) -> dict[str, int]:
    """Print a line for each rule, and the totals."""
    rows: dict[str, dict[str, int]] = {}
    for one in outcomes:
        row = rows.setdefault(one.kind.rule, dict.fromkeys(COLUMNS, 0))
        for name, n in one.counts.items():
            row[name] += n
    totals = {name: sum(row[name] for row in rows.values()) for name in COLUMNS}
    print(f"\n{'rule':31}" + "".join(f"{name:>{max(8, len(name) + 1)}}" for name in COLUMNS))
    for rule, row in [*rows.items(), ("total", totals)]:
        print(f"{rule:31}" + "".join(f"{n:>{max(8, len(name) + 1)}}" for name, n in row.items()))
    unclear = sum("the oracle could not decide" in one.trouble for one in outcomes)
    if unclear:
        print(f"(the oracle could not decide {unclear})")
    return totals


def report(one: Outcome) -> None:
    """One outcome that needs a look."""
    print(f"\n{one.base} {one.kind.plant.__name__} {one.number}")
    for words in one.trouble:
        print(f"    {words}")
    for file, line in one.edited.lines if one.edited else ():
        text = one.edited.files[file].split("\n")[line - 1] if one.edited else ""
        print(f"    planted {file}:{line}: {text.strip()}")
