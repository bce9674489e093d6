"""Families: the numbers of docs/families.md, and every fault that a file's dates prove in grown trees."""

from __future__ import annotations

import random
import re
import sys
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks import family_oracle, family_tree  # noqa: E402
from storybible import interchange  # noqa: E402
from storybible.bible import Bible  # noqa: E402
from storybible.checker import check  # noqa: E402
from storybible.diagnostics import Severity  # noqa: E402

FAMILIES = ROOT.parent / "shared" / "data" / "families"
PAGE = (ROOT / "docs" / "families.md").read_text(encoding="utf-8")
RULES = {
    "child before parent": {"child-before-parent", "parent-too-young"},
    "parent too young": {"child-before-parent", "parent-too-young"},
    "parent too old": {"parent-too-old", "mother-dead-at-birth", "father-long-dead-at-birth", "sibling-span"},
    "mother dead at birth": {"mother-dead-at-birth"},
    "father long dead at birth": {"father-long-dead-at-birth"},
    "life too long": {"impossible-lifespan"},
    "dead before born": {"impossible-lifespan"},
    "buried before death or birth": {"contradictory-timeline", "impossible-lifespan"},
    "married before birth": {"relation-outside-life", "present-before-birth"},
    "married after death": {"relation-outside-life", "present-after-death"},
    "siblings too close": {"siblings-too-close"},
    "a mother's children too far apart": {"sibling-span"},
    "more than two parents": {"too-many-parents"},
}

Told = tuple[str, str, frozenset[str]]
"""Severity, rule, and the cross-references of everybody concerned."""


def told(path: Path, folder: Path) -> list[Told]:
    """What a check of an imported file finds, notes left out."""
    interchange.write(interchange.read(path), folder / "tree")
    bible = Bible.load(folder / "tree")
    people = bible.story.characters
    return [
        (
            str(found.severity),
            found.rule,
            frozenset(people[who].external["gedcom"] for who in found.records if who in people),
        )
        for found in check(bible, repairs=False).findings
        if found.severity is not Severity.NOTE
    ]


# ---- the page ---------------------------------------------------------------------------------------------


def table(name: str) -> list[list[str]]:
    """The rows of a measured table, without its head."""
    text = PAGE.split(f"<!-- measured: {name} -->\n\n", 1)[1].split("\n\n", 1)[0]
    return [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in text.split("\n")[2:]]


@cache
def of_real(name: str) -> tuple[Told, ...]:
    with tempfile.TemporaryDirectory() as folder:
        return tuple(told(FAMILIES / name, Path(folder)))


@pytest.mark.skipif(not FAMILIES.is_dir(), reason=f"the family trees are not at {FAMILIES}")
@pytest.mark.parametrize("row", table("trees"), ids=lambda row: row[0])
def test_the_page_tells_what_is_in_each_tree(row: list[str]) -> None:
    name, people, errors, warnings, _ = row
    counts = Counter(severity for severity, _, _ in of_real(name))
    assert (counts["error"], counts["warning"]) == (int(errors), int(warnings))
    assert len(family_oracle.read(FAMILIES / name).people) == int(people)


@pytest.mark.skipif(not FAMILIES.is_dir(), reason=f"the family trees are not at {FAMILIES}")
def test_the_page_tells_what_each_rule_finds() -> None:
    counts = Counter((rule, severity) for severity, rule, _ in of_real("ivar.ged"))
    page = {
        (rule, severity): int(count)
        for rule, *numbers in table("ivar")
        for severity, count in zip(("error", "warning"), numbers, strict=True)
    }
    assert {key: count for key, count in page.items() if count} == counts


@pytest.mark.skipif(not FAMILIES.is_dir(), reason=f"the family trees are not at {FAMILIES}")
def test_what_was_looked_up_in_the_file_is_found() -> None:
    rows = re.findall(r"^\| `([a-z-]+)`([^|]*)\| (\w+).*\|$", PAGE.split("| rule | in the file")[1], re.M)
    assert len(rows) >= 19
    for rule, more, who in rows:
        name = "lord-of-the-rings.ged" if "lord-of" in more else "ivar.ged"
        severity = "warning" if "warning" in more or rule == "below-minimum-age" else "error"
        assert any(one[:2] == (severity, rule) and who in one[2] for one in of_real(name)), (rule, who)


# ---- grown trees ------------------------------------------------------------------------------------------


def grown(seed: int, mistakes: int) -> str:
    """A small tree as a file."""
    tree = family_tree.grow(90, seed)
    family_tree.plant(tree, mistakes, seed)
    return family_tree.text_of(tree, seed)


@settings(max_examples=10, deadline=None, derandomize=True)
@given(st.integers(0, 10**6))
def test_every_fault_that_dates_prove_is_found_and_sound_trees_are_clean(seed: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "sound.ged").write_text(grown(seed, 0), encoding="utf-8")
        assert not family_oracle.faults(family_oracle.read(folder / "sound.ged"))
        assert not told(folder / "sound.ged", folder / "sound")
        (folder / "planted.ged").write_text(grown(seed, 8), encoding="utf-8")
        faults = family_oracle.faults(family_oracle.read(folder / "planted.ged"))
        found = told(folder / "planted.ged", folder / "planted")
        missed = [
            fault
            for fault in faults
            if not any(
                rule in RULES[fault.category] and (fault.people <= people or people <= fault.people)
                for _, rule, people in found
            )
        ]
        assert faults and not missed


@settings(max_examples=5, deadline=None, derandomize=True)
@given(st.integers(0, 10**6))
def test_the_order_of_a_files_records_changes_no_finding(seed: int) -> None:
    head, *records, last = re.split(r"\n(?=0 )", grown(seed, 8))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = []
        for n in range(2):
            (folder / f"{n}.ged").write_text("\n".join([head, *records, last]), encoding="utf-8")
            found.append(Counter(told(folder / f"{n}.ged", folder / str(n))))
            random.Random(seed).shuffle(records)
        assert found[0] == found[1]
