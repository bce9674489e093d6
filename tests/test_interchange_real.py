"""Real families, where their files are at hand: all are read whole, and their real mistakes are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from storybible import interchange
from storybible.bible import Bible
from storybible.checker import Report, check
from storybible.diagnostics import Severity

FAMILIES = Path(__file__).parent.parent.parent / "shared" / "data" / "families"
NAMES = ("bach", "bronte", "got", "harry-potter", "ivar", "kennedy", "lord-of-the-rings", "shakespeare")
PEOPLE = dict(zip(NAMES, (33, 14, 501, 114, 1288, 70, 108, 31), strict=True))

pytestmark = pytest.mark.skipif(not FAMILIES.is_dir(), reason=f"the family trees are not at {FAMILIES}")


def checked(name: str, folder: Path) -> tuple[Bible, Report]:
    interchange.write(interchange.read(FAMILIES / f"{name}.ged"), folder / name)
    bible = Bible.load(folder / name)
    assert not [f"{d.span}: {d.message}" for d in bible.diagnostics]
    return bible, check(bible, repairs=False)


def loud(report: Report) -> set[tuple[str, str]]:
    """(rule, message) of the errors and warnings."""
    return {(f.rule, f.message) for f in report.findings if f.severity is not Severity.NOTE}


@pytest.mark.parametrize("name", NAMES)
def test_all_people_are_there_and_every_record_reads(name: str, tmp_path: Path) -> None:
    bible, _ = checked(name, tmp_path)
    assert len(bible.story.characters) == PEOPLE[name]
    xrefs = {person.external["gedcom"] for person in bible.story.characters.values()}
    text = (FAMILIES / f"{name}.ged").read_text(encoding="utf-8-sig")
    assert xrefs == {line.split("@")[1] for line in text.splitlines() if line.rstrip().endswith("@ INDI")}


@pytest.mark.parametrize("name", ["kennedy", "shakespeare", "bronte", "bach", "got", "harry-potter"])
def test_sound_families_are_clean(name: str, tmp_path: Path) -> None:
    _, report = checked(name, tmp_path)
    assert not loud(report)


def test_hobbits_are_not_human_until_their_species_says_so(tmp_path: Path) -> None:
    _, report = checked("lord-of-the-rings", tmp_path)
    assert {rule for rule, _ in loud(report)} == {"impossible-lifespan", "parent-too-old"}


# Each was looked up in the file: (rule, GEDCOM ids of the people concerned).
MISTAKES = [
    ("child-before-parent", {"I1", "I17"}),  # born about 794, his father about 849
    ("child-before-parent", {"I699", "I466"}),  # about 1040, his mother about 1054
    ("parent-too-young", {"I437", "I313"}),  # born 1115, his mother 1104: years only
    ("parent-too-old", {"I610", "I427"}),  # born 1147, his mother 1077
    ("mother-dead-at-birth", {"I268", "I192"}),  # born 1044, his mother died 1041
    ("father-long-dead-at-birth", {"I953", "I617"}),  # born 1098, his father was buried in 1091
    ("impossible-lifespan", {"I260"}),  # about 1010 to 1140
    ("impossible-lifespan", {"I1254"}),  # born about 1130, died 1108
    ("impossible-lifespan", {"I429", "I296"}),  # died 945, his father born about 1033
    ("impossible-lifespan", {"I83", "I111"}),  # died 1092, her son born before 975
    ("contradictory-timeline", {"I36"}),  # died 950, buried 949
    ("contradictory-timeline", {"I1162"}),  # died 1226, buried about 1198
    ("sibling-span", {"I293", "I220"}),  # born 1149, his sister 1054
    ("too-many-parents", {"I825"}),  # a child of two families
    ("present-before-birth", {"I1199"}),  # married 1001, born 1140
    ("present-after-death", {"I603"}),  # died 1093, married 1099
]


def test_the_mistakes_of_a_large_tree_are_found(tmp_path: Path) -> None:
    bible, report = checked("ivar", tmp_path)
    xrefs = {person.id: person.external["gedcom"] for person in bible.story.characters.values()}
    found = [
        (finding.rule, {xrefs[one] for one in finding.records if one in xrefs})
        for finding in report.findings
        if finding.severity is Severity.ERROR
    ]
    missed = [
        one for one in MISTAKES if not any(one[0] == rule and one[1] <= people for rule, people in found)
    ]
    assert not missed
