"""Subtle cases of the rules about offices, items and traits."""

from __future__ import annotations

import pytest
from conftest import Small

EVENTS = """
events:
  a: {}
  b: {when: after a}
  c: {when: after b}
  d: {when: after c}
  loose: {}
"""


def names(small: Small, story: str) -> list[str]:
    return [rule for _, rule in small.findings(story)]


def office(*holders: str) -> str:
    people = "characters: {x: {}, y: {}, z: {}}\n"
    entries = "".join(f"      - {{{holder}}}\n" for holder in holders)
    return f"{people}offices:\n  post:\n    exclusive: yes\n    holders:\n{entries}{EVENTS}"


OVERLAP = ["exclusive-office-overlap"]


@pytest.mark.parametrize(
    ("holders", "found"),
    [
        (["who: x, from: a, until: c", "who: y, from: b"], OVERLAP),
        (["who: x, from: a, until: b", "who: y, from: b"], []),
        (["who: x, from: a", "who: y, from: b"], []),
        (["who: x, from: a", "who: y, seen: b"], []),
        (["who: x, seen: b", "who: y, seen: b"], OVERLAP),
        (["who: x, seen: b", "who: y, from: b"], []),
        (["who: x, seen: a, until: c", "who: y, seen: b"], OVERLAP),
        (["who: x, seen: [a, c]", "who: y, from: b"], OVERLAP),
        (["who: x, seen: [a, c]", "who: y, seen: b"], OVERLAP),
        (["who: x, seen: [a, c]", "who: y, seen: loose"], []),
        (["who: x, from: a, until: c", "who: y, from: loose"], []),
        (["who: x, from: a, until: c", "who: x, from: b"], []),
        (["who: x", "who: y"], []),
        (["who: x, from: a, until: c", "who: y, until: b"], OVERLAP),
        (["who: x, until: c", "who: y, from: b, until: d"], OVERLAP),
        (["who: x, until: c", "who: y, from: b, until: c"], OVERLAP),
        (["who: x, from: always, until: c", "who: y, from: b"], OVERLAP),
    ],
)
def test_office_overlap(small: Small, holders: list[str], found: list[str]) -> None:
    assert names(small, office(*holders)) == found
    assert names(small, office(*reversed(holders))) == found


def test_an_open_list_is_read_in_its_order(small: Small) -> None:
    """Up to `until` one, then from `from` on the other: the list says who came first."""
    assert names(small, office("who: x, until: c", "who: y, from: b")) == OVERLAP
    assert names(small, office("who: y, from: b", "who: x, until: c")) == []
    assert names(small, office("who: x, until: c", "who: y, from: c")) == []
    assert names(small, office("who: x, until: c", "who: z, seen: loose", "who: y, from: b")) == []


def test_nobody_is_back_in_office_without_a_word(small: Small) -> None:
    assert names(small, office("who: x, until: a", "who: y, from: b", "who: x, seen: c")) == OVERLAP
    assert names(small, office("who: x, until: a", "who: y, from: b", "who: x, from: c")) == []
    assert names(small, office("who: x, until: a", "who: y, from: b, until: b", "who: x, seen: c")) == []
    assert (
        names(small, office("who: x, until: a", "who: y, from: b", "who: z, from: c", "who: x, seen: d"))
        == []
    )
    assert names(small, office("who: x, until: b", "who: x, seen: b", "who: y, from: b")) == []


def test_only_exclusive_offices_have_one_holder(small: Small) -> None:
    assert (
        names(small, office("who: x, seen: b", "who: y, seen: b").replace("exclusive: yes", "exclusive: no"))
        == []
    )


def test_a_claim_takes_no_office(small: Small) -> None:
    assert names(small, office("who: x, seen: b", "who: y, seen: b, says: z")) == []


def test_overlap_at_the_usual_reading_only_is_a_warning(small: Small) -> None:
    story = (
        office("who: x, from: a, until: e", "who: y, from: f")
        + "  f: {when: 2 years after a}\n  e: {when: 3 years after a}\n"
    )
    assert small.findings(story) == [("warning", "exclusive-office-overlap")]
    story = story.replace("2 years", "exactly 2 years").replace("3 years", "exactly 3 years")
    assert small.findings(story) == [("error", "exclusive-office-overlap")]


def test_overlap_mends(small: Small) -> None:
    mends = small.mends(office("who: x, from: a, until: c", "who: y, from: b"))
    assert "c -> b" in mends
    assert any("taken" in mend or mend.endswith("-> ") for mend in mends) or len(mends) >= 3


@pytest.mark.parametrize(
    ("holders", "found"),
    [
        (["who: x, until: b", "who: y, from: c"], []),
        (["who: x, until: e", "who: y, from: f"], ["office-vacant"]),
        (["who: x, until: e", "who: z", "who: y, from: f"], []),
        (["who: x, until: e", "who: z, from: 1850, until: 1860", "who: y, from: f"], ["office-vacant"]),
        (["who: x, until: e"], []),
    ],
)
def test_office_vacant_for_a_day_or_more(small: Small, holders: list[str], found: list[str]) -> None:
    story = office(*holders) + "  e: {when: 1900}\n  f: {when: 1910}\n"
    assert sorted(set(names(small, story))) == found


ITEM = """
characters: {x: {}, y: {}}
places: {river: {}}
items: {ring: {%s}}
events:
  a: {%s}
  b: {when: after a, %s}
  c: {when: after b, %s}
"""


@pytest.mark.parametrize(
    ("item", "a", "b", "c", "found"),
    [
        ("lost: a", "items: [ring]", "", "", []),
        ("lost: a", "", "items: [ring]", "", ["item-after-lost-or-destroyed"]),
        ("lost: a, found: b", "", "", "items: [ring]", []),
        ("lost: a, found: b", "", "items: [ring]", "", []),
        ("lost: a, found: c", "", "items: [ring]", "", ["item-after-lost-or-destroyed"]),
        ("lost: a, found: within 2 days of a", "", "", "items: [ring]", []),
        ("lost: b, found: a", "", "", "items: [ring]", ["item-after-lost-or-destroyed"]),
        ("destroyed: a, found: b", "", "", "items: [ring]", ["item-after-lost-or-destroyed"]),
        ("lost: a, holders: [{who: x, from: b}]", "", "", "", ["item-after-lost-or-destroyed"]),
        ("lost: a, holders: [{who: x, until: a}]", "", "", "", []),
        ("lost: a, holders: [{who: x, until: c}]", "", "", "", ["item-after-lost-or-destroyed"]),
        ("lost: a, holders: [{who: river, from: a, seen: c}]", "", "", "", []),
        ("made: b", "items: [ring]", "", "", ["item-before-it-exists"]),
        ("made: b", "", "items: [ring]", "items: [ring]", []),
        ("made: b, holders: [{who: x, from: a}]", "", "", "", ["item-before-it-exists"]),
        ("holders: [{who: x, seen: b}, {who: y, seen: b}]", "", "", "", []),
        ("holders: [{who: x, seen: [a, c]}, {who: y, seen: b}]", "", "", "", ["item-in-two-hands"]),
        ("holders: [{who: x, from: a}, {who: y, from: a}]", "", "", "", ["item-in-two-hands"]),
        ("holders: [{who: x, from: a}, {who: river, from: a}]", "", "", "", []),
        ("holders: [{who: x}, {who: y}]", "", "", "", []),
    ],
)
def test_items(small: Small, item: str, a: str, b: str, c: str, found: list[str]) -> None:
    assert names(small, ITEM % (item, a, b, c)) == found


def test_a_lost_item_in_a_dream_is_no_finding(small: Small) -> None:
    scene = "scenes: {s: {tells: [c], items: [ring]%s}}\n"
    assert names(small, ITEM % ("lost: a", "", "", "") + scene % "") == ["item-after-lost-or-destroyed"]
    assert names(small, ITEM % ("lost: a", "", "", "") + scene % ", strand: dream") == []


def test_found_is_offered(small: Small) -> None:
    assert "a, -> a, found: b," in small.mends(ITEM % ("lost: a, aliases: []", "", "items: [ring]", ""))


def trait(values: str) -> str:
    return f"characters: {{x: {{traits: {{t: {values}}}}}, y: {{}}}}\n{EVENTS}"


CONTRADICTS = ["contradictory-trait"]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ("grey", []),
        ("[grey, brown]", CONTRADICTS),
        ("[rowing, reading]", []),
        ("[{is: left-handed, source: ¶3}, {is: right-handed, source: ¶5}]", CONTRADICTS),
        ("[{is: brown, source: ¶3}, {is: dark brown, source: ¶5}]", []),
        ("[{is: grey, says: y}, {is: brown}]", ["claim-differs"]),
        ("[{is: black, until: b}, {is: white, from: b}]", []),
        ("[{is: black, until: c}, {is: white, from: b}]", []),
        ("[{is: black, seen: a, until: c}, {is: white, from: b}]", CONTRADICTS),
        ("[{is: black, from: a}, {is: white, from: b}]", []),
        ("[{is: yes, from: a}, {is: no, seen: b}]", []),
        ("[{is: yes, seen: b}, {is: no, seen: b}]", CONTRADICTS),
        ("[{is: yes, seen: b}, {is: true, seen: b}]", []),
        ("[black, {is: white, from: b}]", CONTRADICTS),
        ("[{is: black, from: always, until: c}, {is: white, seen: b}]", CONTRADICTS),
        ("[{is: black, until: b}, {is: black, from: c}]", []),
        ("[{is: black, seen: b}, {is: white, seen: loose}]", []),
    ],
)
def test_traits(small: Small, values: str, found: list[str]) -> None:
    assert names(small, trait(values)) == found


def test_a_plain_value_gets_an_end(small: Small) -> None:
    assert "black -> {is: black, until: b}" in small.mends(trait("[black, {is: white, from: b}]"))


def test_unreadable_times_make_no_second_finding(small: Small) -> None:
    assert names(small, trait("[{is: black}, {is: white, from: 3 yeers after b}]")) == ["unreadable-time"]


OFFICE_LIFE = "characters: {x: {born: 1900, died: 1930}}\noffices: {post: {holders: [{who: x, %s}]}}\n"


@pytest.mark.parametrize(
    ("period", "found"),
    [
        ("from: 1910, until: 1930", []),
        ("from: 1910, until: x.death", []),
        ("from: 1910, until: 1931", ["office-outside-life"]),
        ("from: 1899", ["office-outside-life"]),
        ("from: about 1899", []),
        ("seen: 1940", ["office-outside-life"]),
    ],
)
def test_office_outside_life(small: Small, period: str, found: list[str]) -> None:
    assert names(small, OFFICE_LIFE % period) == found


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ("made: 1920, destroyed: 1910", ["item-before-it-exists"]),
        ("made: 1920, lost: 1910", ["item-before-it-exists"]),
        ("made: 1920, found: 1910", ["item-before-it-exists"]),
        ("destroyed: 1900, lost: 1910", ["item-after-lost-or-destroyed"]),
        ("made: 1900, destroyed: 1900", []),
        ("lost: 1900, destroyed: 1910", []),
        ("lost: [1900, 1910]", []),
        ("destroyed: 1900, found: 1910", []),
        ("made: feast, destroyed: feast, lost: feast", []),
    ],
)
def test_the_life_of_a_thing_fits_itself(small: Small, fields: str, found: list[str]) -> None:
    story = f"items: {{ring: {{name: the ring, {fields}}}}}\nevents: {{feast: }}\n"
    assert small.findings(story) == [("error", rule) for rule in found]


def test_no_line_of_evidence_is_said_twice(small: Small) -> None:
    finding = small.only("items: {r: {lost: 1920}}\nevents: {e: {when: 1930, items: [r]}}\n")
    assert [part.statement for part in finding.evidence] == [
        "R is at “E”",
        "R is lost in 1920",
        "“E” is dated 1930",
    ]
    finding = small.only("places: {p: {destroyed: 1900}}\nevents: {e: {when: 1905, where: p}}\n")
    assert len(finding.evidence) == 3


def test_a_value_that_is_always_so_names_when_the_other_is(small: Small) -> None:
    story = "characters: {a: {traits: {hair: [{is: black}, {is: white, %s}]}}}"
    for when, words in (("from: 1900", "from 1900"), ("until: 1900", "until 1900"),
                        ("seen: 1900", "in 1900")):  # fmt: skip
        finding = small.only(story % when)
        assert [part.statement for part in finding.evidence] == [
            "A's hair: black",
            f"A's hair white, {words}",
        ]


def test_one_colour_in_two_spellings_is_one(small: Small) -> None:
    story = "characters: {a: {traits: {eyes: [%s]}}}"
    assert small.findings(story % "grey, gray") == []
    assert small.findings(story % "{is: dark gray, from: 1900}, {is: dark-grey, seen: 1910}") == []
    assert small.findings(story % "grey, blue") == [("error", "contradictory-trait")]


def test_two_holders_are_named_in_one_order(small: Small) -> None:
    story = (
        "characters: {a: , b: }\noffices: {o: {exclusive: yes, holders: [%s, %s]}}\n"
        "items: {i: {holders: [%s, %s]}}\n"
    )
    those = ("b from 1900 until 1910", "a from 1905 until 1915")
    one = {f.message for f in small.report(story % (*those, *those)).findings}
    assert one == {f.message for f in small.report(story % (*those[::-1], *those[::-1])).findings}
