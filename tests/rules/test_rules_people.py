"""Subtle cases of the rules about people and their ages."""

from __future__ import annotations

import pytest
from conftest import Small


def names(small: Small, story: str, settings: str = "title: A test\n") -> list[str]:
    return [rule for _, rule in small.findings(story, settings)]


def family(*people: str) -> str:
    return "characters:\n" + "".join(f"  {line}\n" for line in people)


def test_year_only_births_are_not_stretched(small: Small) -> None:
    """Born 1900 and 1911: eleven years and some months are possible, twelve are too."""
    assert names(small, family("m: {sex: female, born: 1900}", "c: {born: 1912, parents: [m]}")) == []
    assert names(small, family("m: {sex: female, born: 1900-12-31}", "c: {born: 1912, parents: [m]}")) == []
    assert names(small, family("m: {sex: female, born: 1900-05-01}", "c: {born: 1911, parents: [m]}")) == [
        "parent-too-young"
    ]


def test_completed_years_at_birth(small: Small) -> None:
    story = "m: {{sex: female, born: 1900-06-15}}", "c: {{born: {}, parents: [m]}}"
    assert names(small, family(story[0].format(), story[1].format("1912-06-15"))) == []
    assert names(small, family(story[0].format(), story[1].format("1912-06-14"))) == ["parent-too-young"]
    assert names(small, family(story[0].format(), story[1].format("1956-06-14"))) == []
    assert names(small, family(story[0].format(), story[1].format("1956-06-15"))) == ["parent-too-old"]


def test_nobodys_sex_is_assumed(small: Small) -> None:
    """A parent who may be either has the wider limits of both."""
    assert names(small, family("p: {born: 1900}", "c: {born: 1970, parents: [p]}")) == []
    assert names(small, family("p: {born: 1900}", "c: {born: 1970, parents: [{who: p, as: mother}]}")) == [
        "parent-too-old"
    ]
    assert names(small, family("p: {sex: female, born: 1900}", "c: {born: 1970, parents: [p]}")) == [
        "parent-too-old"
    ]


@pytest.mark.parametrize("role", ["adoptive", "step", "guardian"])
def test_only_birth_parents_are_asked(small: Small, role: str) -> None:
    assert (
        names(small, family("p: {born: 1900}", f"c: {{born: 1890, parents: [{{who: p, as: {role}}}]}}")) == []
    )


def test_generations_that_fit_two_by_two_but_not_together(small: Small) -> None:
    """Nothing is known of the mother's birth; the grandmother is born after her grandchild."""
    (found,) = small.report(
        family("gran: {born: 1950}", "mother: {parents: [gran]}", "child: {born: 1949, parents: [mother]}")
    ).findings
    assert found.rule == "child-before-parent"
    assert {"gran", "mother", "child"} <= set(found.records)
    assert len(found.evidence) >= 3


def test_generations_too_close(small: Small) -> None:
    (found,) = small.report(
        family("gran: {born: 1950}", "mother: {parents: [gran]}", "child: {born: 1960, parents: [mother]}")
    ).findings
    assert found.rule == "parent-too-young"


def test_strongest_speaks_alone(small: Small) -> None:
    assert names(small, family("m: {sex: female, born: 1900}", "c: {born: 1890, parents: [m]}")) == [
        "child-before-parent"
    ]
    assert names(small, family("a: {born: 1900, parents: [b]}", "b: {born: 1890, parents: [a]}")) == [
        "ancestor-cycle"
    ]


def test_child_before_parent_without_parent_too_young(small: Small) -> None:
    story = family(
        "gran: {born: 1950}", "mother: {parents: [gran]}", "child: {born: 1949, parents: [mother]}"
    )
    assert names(small, story, "rules: {parent-too-young: off}\n") == ["child-before-parent"]


def test_undeclared_species_has_no_limits_but_an_order(small: Small) -> None:
    assert names(small, family("p: {species: sprite, born: 1900}", "c: {born: 1901, parents: [p]}")) == []
    assert names(small, family("p: {species: sprite, born: 1900}", "c: {born: 1899, parents: [p]}")) == [
        "child-before-parent"
    ]


def test_mother_may_die_on_the_day_of_the_birth(small: Small) -> None:
    mother = "m: {{sex: female, born: 1900, died: {}}}"
    assert names(small, family(mother.format("1930-05-02"), "c: {born: 1930-05-02, parents: [m]}")) == []
    assert names(small, family(mother.format("1930-05-01"), "c: {born: 1930-05-02, parents: [m]}")) == [
        "mother-dead-at-birth"
    ]
    assert names(small, family(mother.format("1930-05"), "c: {born: 1930-05-20, parents: [m]}")) == []


def test_father_may_be_dead_for_a_while(small: Small) -> None:
    father = "f: {sex: male, born: 1900, died: 1930-05-02}"
    assert names(small, family(father, "c: {born: 1931-02-20, parents: [f]}")) == []
    assert names(small, family(father, "c: {born: 1931-03-30, parents: [f]}")) == [
        "father-long-dead-at-birth"
    ]
    assert names(small, family(father, "c: {born: 1931, parents: [f]}")) == []


def test_twins_and_near_births(small: Small) -> None:
    mother = "m: {sex: female}"
    two = "a: {{born: {}, parents: [m]}}", "b: {{born: {}, parents: [m]}}"
    for first, second, found in [
        ("1930-05-02", "1930-05-02", []),
        ("1930-05-02", "1930-05-03", []),
        ("1930-05", "1930-09", ["siblings-too-close"]),
        ("1930", "1930", []),
        ("1930-01", "1930-09-20", []),
        ("1930-12-31", "1931-05-01", ["siblings-too-close"]),
    ]:
        assert names(small, family(mother, two[0].format(first), two[1].format(second))) == found, (
            first,
            second,
        )


def test_half_siblings_by_the_father_may_be_close(small: Small) -> None:
    story = family("f: {sex: male}", "a: {born: 1930-05, parents: [f]}", "b: {born: 1930-07, parents: [f]}")
    assert names(small, story) == []


def test_two_mothers_and_a_father_are_too_many_but_two_mothers_are_not(small: Small) -> None:
    assert (
        names(small, family("a: {}", "b: {}", "c: {parents: [{who: a, as: mother}, {who: b, as: mother}]}"))
        == []
    )
    three = "d: {parents: [{who: a, as: mother}, {who: b, as: mother}, {who: c, as: father}]}"
    assert names(small, family("a: {}", "b: {}", "c: {}", three)) == ["too-many-parents"]


def test_of_two_mothers_neither_is_asked_unless_one_is_named(small: Small) -> None:
    """The young one may be a mother not by birth; who is said to be the mother by birth, is asked."""
    people = "a: {sex: female, born: 1900}", "b: {sex: female, born: 1925}"
    assert names(small, family(*people, "c: {born: 1930, parents: [a, b]}")) == []
    assert names(small, family(*people, "c: {born: 1930, parents: [{who: a, as: mother}, b]}")) == []
    found = names(small, family(*people, "c: {born: 1930, parents: [a, {who: b, as: mother}]}"))
    assert found == ["parent-too-young"]
    assert names(small, family(*people, "c: {born: 1930, parents: [b]}")) == ["parent-too-young"]


def test_ancestor_cycle_once_for_a_knot_and_by_relationships_too(small: Small) -> None:
    story = family("a: {parents: [b]}", "b: {parents: [c]}", "c: {}", "d: {}")
    assert names(small, story + "relationships: [{kind: parent, who: a, of: c}]\n") == ["ancestor-cycle"]
    assert (
        names(small, story + "events: {e: {}}\nrelationships: [{kind: parent, who: a, of: c, from: e}]\n")
        == []
    )
    assert names(small, family("a: {parents: [a]}")) == ["ancestor-cycle"]


COUPLE = """
characters:
  mara: {ages: [%s at e]}
  teo: {}
events: {e: {}, f: {when: %s}}
relationships:
"""


def test_minimum_age_counts_completed_years_and_hedges(small: Small) -> None:
    tie = "  - {kind: dating, who: [mara, teo], from: e}\n"
    assert names(small, COUPLE % ("17", "after e") + tie) == ["below-minimum-age"]
    assert names(small, COUPLE % ("18", "after e") + tie) == []
    assert names(small, COUPLE % ("about 17", "after e") + tie) == []
    assert names(small, COUPLE % ("at most 17", "after e") + tie) == ["below-minimum-age"]
    assert names(small, COUPLE % ("under 18", "after e") + tie) == ["below-minimum-age"]


def test_minimum_age_needs_certainty(small: Small) -> None:
    tie = "  - {kind: dating, who: [mara, teo], from: f}\n"
    assert names(small, COUPLE % ("17", "after e") + tie) == []
    assert names(small, COUPLE % ("17", "before e") + tie) == ["below-minimum-age"]
    assert names(small, COUPLE % ("17", "within 3 weeks of e") + tie) == []


def test_minimum_age_one_warning_per_couple_at_the_youngest_moment(small: Small) -> None:
    ties = (
        "  - {kind: married, who: [mara, teo], from: e}\n"
        "  - {kind: lovers, who: [teo, mara], from: f}\n"
        "  - {kind: dating, who: [mara, teo], seen: e}\n"
    )
    found = small.only(COUPLE % ("16", "exactly 2 years before e") + ties)
    assert (str(found.severity), found.rule) == ("warning", "below-minimum-age")
    assert "14 at most at “F”" in found.message
    assert found.span.line == 8


def test_minimum_age_is_a_setting_and_friends_have_none(small: Small) -> None:
    friend = "  - {kind: friend, who: [mara, teo], from: e}\n"
    assert names(small, COUPLE % ("7", "after e") + friend) == []
    dating = "  - {kind: dating, who: [mara, teo], from: e}\n"
    settings = "kinds: {dating: {symmetric: yes, min_age: 16}}\n"
    assert names(small, COUPLE % ("16", "after e") + dating, settings) == []
    assert names(small, COUPLE % ("15", "after e") + dating, settings) == ["below-minimum-age"]


def test_minimum_age_follows_from_other_rules_and_proves_nothing_to_them(small: Small) -> None:
    """A death 105 years later leaves 15 years at most; that is not too long a life because of the tie."""
    story = """
characters:
  mara: {died: exactly 105 years after e}
  teo: {}
events: {e: {}}
relationships: [{kind: dating, who: [mara, teo], from: e}]
"""
    assert small.findings(story) == [("warning", "below-minimum-age")]
    assert "15 at most" in small.only(story).message


def test_minimum_age_mends_keep_the_words(small: Small) -> None:
    story = """
characters:
  mara: {ages: [25 at e]}
  teo: {}
events: {e: {when: ten years after f}, f: {}}
relationships: [{kind: dating, who: [mara, teo], from: f}]
"""
    mends = small.mends(story)
    assert "ten years after f -> eight years after f" in mends
    assert "25 -> 27" in mends


def test_claims_and_sleepers_are_not_asked(small: Small) -> None:
    tie = "  - {kind: dating, who: [mara, teo], from: e, says: teo}\n"
    assert names(small, COUPLE % ("15", "after e") + tie) == []
    sleeper = "  lyra: {born: 1000, age_clock: [{from: e, until: f, rate: 0}], died: 1900}\n"
    story = "characters:\n" + sleeper + "events: {e: {}, f: {when: after e}}\n"
    assert names(small, story) == []


def test_lifespan_without_a_death(small: Small) -> None:
    story = "characters:\n  mara: {{born: 1800}}\nevents:\n  e: {{when: {}, who: [mara{}]}}\n"
    assert names(small, story.format("1920", "")) == []
    assert names(small, story.format("1922", "")) == ["impossible-lifespan"]
    assert names(small, story.format("1922", " (memory)")) == []
    assert names(small, "characters: {mara: {ages: [140 at e]}}\nevents: {e: {}}\n") == [
        "impossible-lifespan"
    ]


def test_dies_before_being_born(small: Small) -> None:
    assert names(small, family("mara: {born: 1900, died: 1899}")) == ["impossible-lifespan"]
    assert names(small, family("mara: {born: 1900, died: 1900}")) == []


TIE = """
characters:
  mara: {born: 1900}
  odo: {died: 1930}
events: {e: {when: %s}}
relationships: [{kind: %s, who: [mara, odo], %s}]
"""


@pytest.mark.parametrize(
    ("when", "kind", "period", "found"),
    [
        ("1929", "friend", "from: e", []),
        ("1930", "friend", "from: e", []),
        ("1931", "friend", "from: e", ["relation-outside-life"]),
        ("1931", "friend", "until: e", ["relation-outside-life"]),
        ("1931", "friend", "seen: e", ["relation-outside-life"]),
        ("1931", "sibling", "seen: e", []),
        ("1899", "sibling", "seen: e", ["relation-outside-life"]),
        ("1899", "friend", "until: e", ["relation-outside-life"]),
        ("1900", "friend", "until: e", []),
    ],
)
def test_relation_outside_life(small: Small, when: str, kind: str, period: str, found: list[str]) -> None:
    assert names(small, TIE % (when, kind, period)) == found


def test_relation_may_end_with_a_death_of_any_precision(small: Small) -> None:
    story = """
characters: {mara: {}, odo: {}}
events: {siege: {lasts: 2 days, deaths: [odo]}}
relationships:
  - {kind: friend, who: [mara, odo], until: siege}
  - {kind: rival, who: [mara, odo], until: odo.death}
"""
    assert names(small, story) == []


def test_ends_before_it_begins_but_may_be_a_moment(small: Small) -> None:
    story = "characters: {{mara: {{}}, odo: {{}}}}\nevents: {{e: {{when: 1900}}, f: {{when: {}}}}}\n"
    story += "relationships: [{{kind: friend, who: [mara, odo], from: e, until: f}}]\n"
    assert names(small, story.format("at e")) == []
    assert names(small, story.format("1900")) == []
    assert names(small, story.format("1899")) == ["relation-ends-before-it-begins"]
    assert names(small, story.format("about 1899")) == []


def test_age_gap_is_off_by_default(small: Small) -> None:
    story = "characters: {mara: {born: 1900}, odo: {born: 1850}}\nevents: {e: {when: 1925}}\n"
    story += "relationships: [{kind: married, who: [mara, odo], from: e}]\n"
    assert names(small, story) == []
    assert names(small, story, "rules: {age-gap: note}\n") == ["age-gap"]
    assert names(small, story, "rules: {age-gap: note}\nthresholds: {human: {age_gap: 60}}\n") == []


def test_one_way_relation(small: Small) -> None:
    head = "characters: {mara: {}, odo: {}}\ngroups: {team: {}}\nrelationships:\n"
    assert names(small, head + "  - {kind: friend, who: mara}\n") == ["one-way-relation"]
    assert names(small, head + "  - {kind: friend, who: [mara], of: odo}\n") == ["one-way-relation"]
    assert names(small, head + "  - {kind: rival, who: [team]}\n") == []
    assert names(small, head + "  - {kind: mentor, who: mara, of: odo}\n") == []
    assert names(small, head + "  - mara friend of odo\n") == []


EXCLUSIVE = "kinds: {married: {symmetric: yes, exclusive: yes}}\n"


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("from: 1900", "from: 1905", []),
        ("from: 1900, until: 1910", "from: 1905", ["exclusive-overlap"]),
        ("from: 1900, until: 1905", "from: 1905", []),
        ("until: 1910", "from: 1905", []),
        ("until: 1910", "from: 1905, until: 1920", ["exclusive-overlap"]),
        ("seen: 1903, until: 1910", "seen: 1905", ["exclusive-overlap"]),
        ("seen: 1903", "seen: 1903", []),
    ],
)
def test_exclusive_ties(small: Small, first: str, second: str, found: list[str]) -> None:
    story = "characters: {mara: {}, odo: {}, teo: {}}\nrelationships:\n"
    story += f"  - {{kind: married, who: [mara, odo], {first}}}\n"
    story += f"  - {{kind: married, who: [mara, teo], {second}}}\n"
    assert names(small, story, EXCLUSIVE) == found
    assert names(small, story) == []
