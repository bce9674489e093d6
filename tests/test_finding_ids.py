"""A finding keeps its id through edits that have nothing to do with it."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from test_rules import COUNTED, SETTINGS, STORY, examples

from storybible.bible import Bible
from storybible.checker import check
from storybible.rules import Rule, all_rules

RULES = [rule for rule in all_rules() if rule.name != COUNTED and rule.draft is None]
"""The rules about a bible; what is found in a draft has tests of its own."""
ABOUT_FILES = {"unreadable-file", "empty-file"}
"""Rules that speak of a file as such: another name is another finding."""
UNRELATED = """\
characters:
  zz-unrelated: {name: Zzyzx Quillfeather, born: 300-01-01}
events:
  zz-unrelated-feast: {title: The Zz feast, when: 340-05-05, who: [zz-unrelated]}
places: {zz-unrelated-hill: {name: Zz hill}}
"""


def ids(folder: Path, files: dict[str, str], rule: Rule) -> list[str]:
    """The ids of a rule's findings in a bible of these files."""
    for name, text in {SETTINGS: "title: An example\n", **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    report = check(Bible.load(folder / "bible"), repairs=False)
    return sorted(f.id for f in report.findings if f.rule == rule.name)


def failing(rule: Rule) -> dict[str, str]:
    """The files of the documented failing example."""
    return next(example.files for example in examples(rule) if example.kind == "Failing")


def shuffled(text: str, chance: random.Random) -> str:
    """The same records in another order: top fields, and the entries on lines of their own in each."""
    if not text.isascii() and "\u2028" in text:
        return text
    fields = re.split(r"^(?=\S)", text, flags=re.M)
    parts = []
    for field in (f for f in fields if f.strip()):
        first, *entries = re.split(r"^(?=  \S)", field, flags=re.M)
        chance.shuffle(entries)
        parts.append(first + "".join(entries))
    chance.shuffle(parts)
    return "".join(parts)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_ids_survive_inserted_records(rule: Rule, tmp_path: Path) -> None:
    files = failing(rule)
    before = ids(tmp_path / "a", files, rule)
    more = {
        name: f"# a remark\n\n{text}" if name.endswith(".yaml") else text
        for name, text in files.items()
        if name != SETTINGS
    }
    assert before
    assert set(before) <= set(ids(tmp_path / "b", {**files, **more, "bible/a-new.yaml": UNRELATED}, rule))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_ids_survive_renamed_files(rule: Rule, tmp_path: Path) -> None:
    files = failing(rule)
    if rule.name in ABOUT_FILES:
        pytest.skip("it speaks of a file")
    renamed = {
        re.sub(r"^bible/(?!storybible)", "bible/part-one/zz-", name): text for name, text in files.items()
    }
    assert ids(tmp_path / "b", renamed, rule) == ids(tmp_path / "a", files, rule)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_ids_survive_another_order(rule: Rule, tmp_path: Path) -> None:
    files = failing(rule)
    before = ids(tmp_path / "a", files, rule)
    chance = random.Random(rule.name)
    for n in range(3):
        turned = {
            name: shuffled(text, chance) if name.endswith(".yaml") and name != SETTINGS else text
            for name, text in files.items()
        }
        assert ids(tmp_path / f"b{n}", turned, rule) == before


def test_the_same_slip_in_two_files_is_two_findings(tmp_path: Path) -> None:
    rule = next(rule for rule in RULES if rule.name == "text-cut-short")
    text = failing(rule)[STORY]
    one = ids(tmp_path / "a", {"bible/a.yaml": text}, rule)
    two = ids(tmp_path / "b", {"bible/a.yaml": text, "bible/b.yaml": text}, rule)
    assert set(one) < set(two) and len(two) == 2 * len(one)


def test_ids_tell_findings_apart(tmp_path: Path) -> None:
    for n, rule in enumerate(RULES):
        found = ids(tmp_path / str(n), failing(rule), rule)
        assert len(found) == len(set(found)), rule.name
