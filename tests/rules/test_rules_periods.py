"""Whatever lasts for a while does not end before it begins."""

from __future__ import annotations

import pytest
from conftest import Small

STORY = """
characters:
  mara: {name: Mara, %s}
  teo: {name: Teo}
events:
  a: {}
  b: {when: after a}
places:
  quay: {name: the quay, %s}
%s
"""
ENDS = "relation-ends-before-it-begins"


@pytest.mark.parametrize(
    ("mara", "quay", "rest"),
    [
        ("aliases: [{name: Captain, from: %s, until: %s}]", "", ""),
        ("", "aliases: [{name: the landing, from: %s, until: %s}]", ""),
        ("age_clock: [{from: %s, until: %s, rate: 0}]", "", ""),
        ("traits: {hair: {is: black, from: %s, until: %s}}", "", ""),
        ("", "", "secrets: {debt: {what: Odo owes, known: [{who: mara, from: %s, until: %s}]}}"),
        ("", "", "facts: {peace: {what: Peace, from: %s, until: %s}}"),
        ("", "", "groups: {team: {members: [{who: mara, from: %s, until: %s}]}}"),
        ("", "", "items: {ring: {holders: [{who: mara, from: %s, until: %s}]}}"),
        ("", "", "offices: {post: {holders: [{who: mara, from: %s, until: %s}]}}"),
        ("", "", "relationships: [{kind: friend, who: [mara, teo], from: %s, until: %s}]"),
    ],
)
def test_ends_before_it_begins(small: Small, mara: str, quay: str, rest: str) -> None:
    for (first, last), found in (("ba", [ENDS]), ("ab", []), ("aa", [])):
        parts = [part % (first, last) if part else "" for part in (mara, quay, rest)]
        rules = [f.rule for f in small.report(STORY % tuple(parts)).findings if f.severity != "note"]
        assert rules == found


def test_a_name_in_words(small: Small) -> None:
    story = STORY % ("aliases: [{name: Captain, from: b, until: a}]", "", "")
    finding = small.only(story)
    assert finding.message.startswith("Mara as “Captain” ends before it begins")
    assert "Mara as “Captain”, from “B”" in [evidence.statement for evidence in finding.evidence]


BACKWARDS = [
    "offices: {o: {exclusive: yes, holders: [a from 1900 until 1915, i from 1920 until 1910]}}",
    "offices: {o: {exclusive: yes, holders: [a from 1912, i from 1920 until 1910]}}",
    "items: {o: {holders: [a from 1900 until 1915, i from 1920 until 1910]}}",
    "relationships: [{kind: vow, who: [a, b], from: 1900, until: 1915},"
    " {kind: vow, who: [a, i], from: 1920, until: 1910}]",
]


@pytest.mark.parametrize("records", BACKWARDS)
def test_what_ends_before_it_begins_overlaps_nothing(small: Small, records: str) -> None:
    settings = "kinds: {vow: {symmetric: yes, exclusive: yes}}\n"
    assert small.findings(f"characters: {{a: , b: , i: }}\n{records}", settings) == [
        ("error", "relation-ends-before-it-begins")
    ]


def test_a_trait_that_ends_before_it_begins_differs_from_nothing(small: Small) -> None:
    hair = "[{is: red, from: 1900, until: 1915}, {is: black, from: %s, until: %s}]"
    story = f"characters: {{a: {{traits: {{hair: {hair}}}}}}}"
    assert small.findings(story % (1920, 1910)) == [("error", "relation-ends-before-it-begins")]
    assert small.findings(story % (1910, 1920)) == [("error", "contradictory-trait")]
