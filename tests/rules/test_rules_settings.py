"""What a bible sets about its rules: limits of each species, severities, rules off and on, waivers."""

from __future__ import annotations

import pytest
from conftest import SETTINGS, STORY, Small

from storybible.bible import Bible
from storybible.checker import Report, check
from storybible.rules import all_rules

FAMILY = """
characters:
  mother: {sex: female, born: 1900, species: %s%s}
  father: {sex: male, born: 1900, species: %s%s}
  eldest: {born: %s, species: %s, parents: [mother, father]}
  youngest: {born: %s, species: %s, parents: [mother, father]}
"""


def family(species: str, eldest: str, youngest: str, mother: str = "", father: str = "") -> str:
    return FAMILY % (species, mother, species, father, eldest, species, youngest, species)


def warned(small: Small, story: str, settings: str = "title: T\n") -> list[str]:
    return sorted({rule for severity, rule in small.findings(story, settings) if severity != "note"})


@pytest.mark.parametrize(
    ("story", "limit", "rule"),
    [
        (family("elf", "1930", "2040", ", died: 2050"), "lifespan: 120", "impossible-lifespan"),
        (family("elf", "1909", "1930"), "mother: 12 to 55", "parent-too-young"),
        (family("elf", "1930", "1960"), "mother: 12 to 55", "parent-too-old"),
        (family("elf", "1909", "1930"), "father: 13 to 90", "parent-too-young"),
        (family("elf", "1930", "1995"), "father: 13 to 90", "parent-too-old"),
        (family("elf", "1930-01", "1930-05"), "siblings: 8", "siblings-too-close"),
        (family("elf", "1920", "1970"), "sibling_span: 43", "sibling-span"),
        (
            family("elf", "1920", "1950", "", ", died: 1940"),
            "father_dead: 294",
            "father-long-dead-at-birth",
        ),
    ],
)
def test_each_limit_holds_for_its_species_alone(small: Small, story: str, limit: str, rule: str) -> None:
    assert warned(small, story) == []  # nobody said what elves can do
    assert rule in warned(small, story, f"title: T\nthresholds: {{elf: {{{limit}}}}}\n")
    assert warned(small, story, f"title: T\nthresholds: {{dwarf: {{{limit}}}}}\n") == []
    assert rule in warned(small, story.replace("elf", "human"))
    name = limit.split(":")[0]
    if name not in ("mother", "father"):
        assert rule not in warned(small, story, f"title: T\nthresholds: {{elf: {{{name}: none}}}}\n")


def test_the_limits_of_humans_may_be_others(small: Small) -> None:
    story = family("human", "1911", "1930")
    assert warned(small, story) == ["parent-too-young"]
    assert warned(small, story, "title: T\nthresholds: {human: {mother: 10 to 55, father: 10 to 90}}\n") == []


YOUNG = "characters: {p: {born: 1900}, c: {born: 1899, parents: [p]}}\n"


@pytest.mark.parametrize(
    ("setting", "found"),
    [
        ("{}", [("error", "child-before-parent")]),
        ("{child-before-parent: warning, parent-too-young: off}", [("warning", "child-before-parent")]),
        ("{SB301: note, SB302: off}", [("note", "child-before-parent")]),
        ("{child-before-parent: off}", [("error", "parent-too-young")]),
        ("{child-before-parent: off, parent-too-young: off}", []),
        ("{parent-too-young: off}", [("error", "child-before-parent")]),
    ],
)
def test_severity_of_a_rule(small: Small, setting: str, found: list[tuple[str, str]]) -> None:
    assert small.findings(YOUNG, f"title: T\nrules: {setting}\n") == found


@pytest.mark.parametrize("rule", [rule for rule in all_rules() if rule.opt_in], ids=lambda rule: rule.name)
def test_rules_one_has_to_ask_for(small: Small, rule: object) -> None:
    """Silent unless the bible names them, and of the severity that it names."""
    name = getattr(rule, "name", "")
    story = {
        "age-gap": (
            "characters: {a: {born: 1900}, b: {born: 1950}}\nevents: {w: {when: 1980}}\n"
            "relationships: [{kind: dating, who: [a, b], from: w}]\n"
        ),
        "present-nowhere": "characters: {a: {}}\nevents: {e: {who: [a]}}\n",
        "uncited-statement": "characters: {a: {born: 1900}}\n",
    }.get(name)
    if story is None:
        pytest.skip("its own tests ask for it")
    assert name not in [found for _, found in small.findings(story)]
    assert ("warning", name) in small.findings(story, f"title: T\nrules: {{{name}: warning}}\n")


# ---- waivers --------------------------------------------------------------------------------------------

TWICE = """
characters: {mara: {name: Mara}, teo: {name: Teo}}
places: {quay: {}, abbey: {}}
events:
  flood: {when: 1140-06-01, lasts: 3 days, where: quay, who: [mara, teo]}
  vigil: {when: 1140-06-02, where: abbey, who: [mara, teo]}
"""


def waived(small: Small, *waivers: str, story: str = TWICE) -> Report:
    settings = "title: T\nwaivers:\n" + "".join(f"  - {{{waiver}}}\n" for waiver in waivers)
    return check(Bible.load(small.write({STORY: story, SETTINGS: settings})), repairs=False)


def rules_of(report: Report) -> list[str]:
    return sorted(finding.rule for finding in report.findings)


@pytest.mark.parametrize(
    ("waiver", "left", "hidden"),
    [
        ("rule: two-places-at-once, records: [mara]", 1, 1),
        ("rule: SB401, records: [Mara]", 1, 1),
        ("rule: two-places-at-once, records: [flood, vigil]", 0, 2),
        ("rule: two-places-at-once, records: [mara, flood, quay]", 1, 1),
    ],
)
def test_a_waiver_reaches_as_far_as_its_records(small: Small, waiver: str, left: int, hidden: int) -> None:
    report = waived(small, f"{waiver}, because: she walks between worlds")
    assert rules_of(report) == ["two-places-at-once"] * left
    assert len(report.waived) == hidden == report.counts["waived"]


def test_a_waiver_hides_nothing_else(small: Small) -> None:
    others = (
        "rule: impossible-travel, records: [mara], because: b",
        "rule: two-places-at-once, records: [mara, abbey, teo], because: b",
    )
    report = waived(small, *others)
    assert rules_of(report) == ["two-places-at-once"] * 2 + ["unused-waiver"] * 2
    assert not report.waived


def test_a_waiver_of_one_finding(small: Small) -> None:
    first = small.report(TWICE).findings[0]
    report = waived(small, f"finding: {first.id}, because: b")
    assert [found.id for found in report.waived] == [first.id]
    assert len(report.findings) == 1


def test_a_waiver_that_hides_nothing_any_more_is_a_note(small: Small) -> None:
    calm = TWICE.replace("where: abbey", "where: quay")
    report = waived(small, "rule: two-places-at-once, records: [mara], because: b", story=calm)
    (note,) = [found for found in report.findings if found.rule == "unused-waiver"]
    assert (note.severity, note.span.line) == ("note", 3)
    settings = (
        "title: T\nrules: {unused-waiver: off}\n"
        "waivers: [{rule: two-places-at-once, records: [mara], because: b}]\n"
    )
    assert "unused-waiver" not in [rule for _, rule in small.findings(calm, settings)]


def test_each_place_that_names_an_unknown_rule_is_told(small: Small) -> None:
    settings = "waivers: [{rule: nonsense, records: [a], because: x}]\nrules: {nonsense: note}\n"
    found = small.report("characters: {a: }", settings).findings
    assert [(f.rule, f.span.line) for f in found] == [("unknown-field", 1), ("unknown-field", 2)]
