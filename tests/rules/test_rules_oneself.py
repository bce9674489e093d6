"""What refers to itself, to nothing, or to what does not exist."""

from __future__ import annotations

import pytest
from conftest import Small

from storybible.bible import Bible
from storybible.checker import check


@pytest.mark.parametrize(
    ("tie", "rule"),
    [
        ("kind: friend, who: [a, a]", "one-way-relation"),
        ("kind: friend, who: [a, Ann]", "one-way-relation"),
        ("kind: mentor, who: a, of: a", "one-way-relation"),
        ("kind: rival, who: a, of: a", "one-way-relation"),
        ("kind: parent, who: a, of: a", "ancestor-cycle"),
        ("kind: friend, who: [a, b]", ""),
        ("kind: mentor, who: a, of: [a, b]", ""),
        ("kind: rival, who: [g, g]", ""),
    ],
)
def test_ties_with_oneself(small: Small, tie: str, rule: str) -> None:
    story = f"characters: {{a: {{name: Ann}}, b: {{}}}}\ngroups: {{g: {{}}}}\nrelationships: [{{{tie}}}]\n"
    assert [name for _, name in small.findings(story)] == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("story", "message"),
    [
        ("places: {p: {within: p}}", "P lies within itself"),
        ("places: {p: {within: q}, q: {within: r}, r: {within: p}}", "P lies within itself, over q and r"),
        ("places: {o: {within: p}, p: {within: q}, q: {within: p}}", "P lies within itself, over q"),
        ("events: {e: {}}\nscenes: {s: {tells: [e], strand: flashback, in: s}}", "s is told inside itself"),
        ("places: {p: {within: q}, q: {within: r}, r: {}}", ""),
    ],
)
def test_circles(small: Small, story: str, message: str) -> None:
    found = [f for f in small.report(story).findings if f.severity == "error"]
    assert [(f.rule, f.message) for f in found] == ([("wrong-type", message)] if message else [])


@pytest.mark.parametrize("field", ["when", "title", "where", "lasts", "until", "items"])
@pytest.mark.parametrize(("value", "found"), [('""', 1), ("''", 1), ("", 0), ("~", 0)])
def test_blank_fields(small: Small, field: str, value: str, found: int) -> None:
    report = small.report(f"events:\n  e:\n    {field}: {value}\n")
    assert [f.rule for f in report.findings if f.severity == "error"] == ["wrong-type"] * found
    assert all(f"`{field}` has nothing between its quotes" in f.message for f in report.findings)


def test_blank_notes_and_the_fields_of_a_vault(small: Small) -> None:
    assert small.findings('events: {e: {note: "", source: "", aliases: ""}}\n') == []
    note = '---\nevent: f\nwhen: ""\nwhere: ""\n---\nText.\n'
    assert check(Bible.load(small.write({"bible/f.md": note})), repairs=False).findings == ()


@pytest.mark.parametrize(
    ("waiver", "rules"),
    [
        ("rule: two-places-at-once, records: [nobody], because: b", ["unknown-reference"]),
        ("rule: nosuch, records: [mara], because: b", ["unknown-field"]),
        ("rule: nosuch, records: [nobody], because: b", ["unknown-field", "unknown-reference"]),
        ("rule: two-places-at-once, records: [mara], because: b", ["unused-waiver"]),
        ("rule: SB401, records: [Mara Venn], because: b", ["unused-waiver"]),
        ("finding: abcdef, because: b", ["unused-waiver"]),
    ],
)
def test_waivers_that_name_what_is_not(small: Small, waiver: str, rules: list[str]) -> None:
    settings = f"title: T\nwaivers: [{{{waiver}}}]\n"
    assert (
        sorted(rule for _, rule in small.findings("characters: {mara: {name: Mara Venn}}\n", settings))
        == rules
    )


def test_a_misspelt_record_of_a_waiver_is_named(small: Small) -> None:
    settings = "title: T\nwaivers: [{rule: two-places-at-once, records: [marra], because: b}]\n"
    assert small.only("characters: {mara: {}}\n", settings).hint == "did you mean mara?"


def test_an_event_after_itself(small: Small) -> None:
    assert small.only("events: {e: {when: after e}}").message == "“E” is after “E”, which cannot be"
