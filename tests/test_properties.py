"""What holds for every bible: repairs mend, order does not matter, names are only names, truth does no harm.

The bibles are small sagas of ``benchmarks/planting`` (texts that are true of hidden dates), most of them with
a mistake planted.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks.planting import planters, planters_more  # noqa: E402
from benchmarks.planting.base import PLANTERS, Base  # noqa: E402
from benchmarks.planting.sagas import Saga  # noqa: E402
from benchmarks.planting.texts import Texts  # noqa: E402
from benchmarks.planting.writing import write  # noqa: E402
from storybible.bible import Bible  # noqa: E402
from storybible.checker import Report, check  # noqa: E402
from storybible.diagnostics import Diagnostic, Repair, Severity  # noqa: E402

WAYS = (planters, planters_more) and [kind for kind in PLANTERS if not kind.certain]
SEEDS = st.integers(0, 5)
PICKS = st.integers(0, 10**6)
quick = settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@cache
def base(seed: int) -> tuple[Saga, Base]:
    """A small clean saga."""
    saga = Saga(seed, 16, 12)
    return saga, Base.of("saga", Texts(write(saga)), saga.truth)


@cache
def mistaken(seed: int, number: int) -> tuple[tuple[str, str], ...]:
    """The files of a small saga with one or two planted mistakes."""
    pick = random.Random(f"{seed} {number}")
    ground = base(seed)[1]
    files = ground.texts.files
    for _ in range(12):
        edited = pick.choice(WAYS).plant(ground, pick)
        if edited is not None and edited.files != files:
            return tuple(edited.files.items())
    return tuple(files.items())


def checked(files: dict[str, str], repairs: bool = False) -> Report:
    """What a check says of these files."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return check(Bible.load(Path(folder) / "saga"), repairs=repairs)


def told(findings: Iterable[Diagnostic]) -> Counter[tuple[str, ...]]:
    """Findings without the places they stand in.

    Which of the statements speaks in the message may depend on which stands last: that one was added last.
    """
    return Counter(
        (str(f.severity), f.rule, f.id, *sorted(e.statement for e in f.evidence))
        for f in findings
        if f.rule != "empty-file"
    )


def mended(files: dict[str, str], repair: Repair) -> dict[str, str]:
    """The files with a repair applied, as a writer would."""
    lines = files[repair.span.file].split("\n")
    line = lines[repair.span.line - 1]
    assert line.count(repair.before) == 1, repair
    lines[repair.span.line - 1] = line.replace(repair.before, repair.after)
    return {**files, repair.span.file: "\n".join(lines)}


@quick
@given(SEEDS, PICKS)
def test_every_repair_ends_its_finding_and_makes_no_new_one(seed: int, number: int) -> None:
    files = dict(mistaken(seed, number))
    findings = checked(files, repairs=True).findings
    before = {f.id for f in findings}
    for finding in findings:
        for repair in finding.repairs[:2]:
            after = {f.id for f in checked(mended(files, repair)).findings}
            assert finding.id not in after, (finding.message, repair)
            assert after <= before, (finding.message, repair)


def shuffled(files: dict[str, str], pick: random.Random) -> dict[str, str]:
    """The same records in another order: files, records, and entries of lists whose order says nothing."""
    found: dict[str, str] = {}
    names = [name for name in files if not name.endswith("storybible.yaml")]
    renamed = dict(zip(names, pick.sample(range(len(names)), len(names)), strict=True))
    for name, text in files.items():
        if name not in renamed:
            found[name] = text
            continue
        head, *rest = text.rstrip("\n").split("\n")
        blocks: list[list[str]] = []
        for line in rest:
            if re.match(r"  \S", line):
                blocks.append([])
            blocks[-1].append(line)
        pick.shuffle(blocks)
        if head != "offices:":  # whose list says who came first
            blocks = [_entries(block, pick) for block in blocks]
        body = "\n".join(line for block in blocks for line in block)
        found[f"saga/{'abc'[renamed[name] % 3]}/{renamed[name]:02}.yaml"] = f"{head}\n{body}\n"
    return dict(pick.sample(list(found.items()), len(found)))


def _entries(block: list[str], pick: random.Random) -> list[str]:
    """The entries of each list of one record in another order."""
    result: list[str] = []
    run: list[str] = []
    for line in [*block, ""]:
        if re.match(r"      - \S", line):
            run.append(line)
            continue
        pick.shuffle(run)
        result += run
        run = []
        flat = re.fullmatch(r"(    (?:who|items|ages): \[)([\w\- ()]+(?:, [\w\- ()]+)+)(\])", line)
        if flat is not None:
            entries = flat[2].split(", ")
            line = flat[1] + ", ".join(pick.sample(entries, len(entries))) + flat[3]
        result.append(line)
    return result[:-1]


@quick
@given(SEEDS, PICKS, PICKS)
def test_order_of_files_records_and_entries_changes_nothing(seed: int, number: int, order: int) -> None:
    files = dict(mistaken(seed, number))
    again = shuffled(files, random.Random(order))
    assert told(checked(again).findings) == told(checked(files).findings)


@quick
@given(SEEDS, PICKS)
def test_a_new_name_changes_only_names(seed: int, number: int) -> None:
    files = dict(mistaken(seed, number))
    who = random.Random(number).choice(list(base(seed)[0].people.values()))
    renamed = {
        name: text.replace(f"    name: {who.name}\n", "    name: Quendolin Zamfir\n")
        for name, text in files.items()
    }
    found = checked(renamed).findings
    before = checked(files).findings
    assert [f.id for f in found] == [f.id for f in before]
    for old, new in zip(before, found, strict=True):
        assert new.message.replace("Quendolin Zamfir", who.name) == old.message
        assert (new.severity, new.span.file, new.span.line) == (old.severity, old.span.file, old.span.line)


@quick
@given(SEEDS, PICKS)
def test_a_true_statement_more_adds_no_error(seed: int, number: int) -> None:
    saga, ground = base(seed)
    pick = random.Random(number)
    saga.pick = pick
    event = pick.choice(saga.order)
    words = saga.words(event.start, event.id, event.end, vague=pick.random())
    edited = ground.texts.appended(event.id, "when", words)
    who = pick.choice(list(saga.people.values()))
    lived = [e for e in saga.point_events if who.birth < e.start < who.death]
    if lived:
        at = pick.choice(lived)
        edited = Texts(edited.files).appended(who.id, "ages", f"{saga.age_words(who, at.start)} at {at.id}")
    found = [f for f in checked(edited.files).findings if f.severity is not Severity.NOTE]
    assert not found, (words, [f.message for f in found])
