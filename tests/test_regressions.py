"""Faults that were reported once, each with the smallest bible that showed it."""

from __future__ import annotations

from conftest import STORY, Small

import storybible
from storybible.bible import Bible
from storybible.checker import check
from storybible.timeline import Moment


def test_dying_again_after_a_revival_is_no_contradiction(small: Small) -> None:
    story = """
characters: {a: {name: Ann}}
events:
  duel: {deaths: [a]}
  rite: {when: 1 year after duel, revivals: [a]}
  siege: {when: 5 years after rite, deaths: [a], who: [a]}
"""
    assert small.findings(story) == []


def test_a_tie_never_overrules_a_stated_order(small: Small) -> None:
    story = """
characters: {a: {}, b: {}}
events:
  engagement: {when: 1900}
  wedding: {when: before meeting}
  meeting: {when: before engagement}
relationships:
  - {kind: engaged, who: [a, b], from: engagement, until: wedding}
"""
    assert [rule for _, rule in small.findings(story)] == ["relation-ends-before-it-begins"]
    assert storybible.load(small.folder / "bible").order("wedding", "meeting").order == "before"


def test_a_ring_of_contradictions_ends(small: Small) -> None:
    people, events, size = [], [], 14
    for n in range(size):
        ages = f"[{20 + n % 5} at e{n}, 40 at e{(n + 1) % size}]"
        people.append(f"  p{n}: {{ages: {ages}}}")
        when = f"when: {1 + n % 3} years after e{n - 1}" if n else "title: E0"
        events.append(f"  e{n}: {{{when}}}")
    small.findings("characters:\n" + "\n".join(people) + "\nevents:\n" + "\n".join(events) + "\n")
    report = check(Bible.load(small.folder / "bible"), repairs=False)
    assert report.counts["error"] >= size - 1


def test_just_after_an_event_is_the_moment_it_ends(small: Small) -> None:
    small.findings("characters: {a: {ages: [20 at e]}}\nevents: {e: {}, f: {when: 1 hour after e}}\n")
    assert storybible.load(small.folder / "bible").order("just after e", "f").order == "before"


def test_curled_apostrophes_and_blanks_for_hyphens_are_the_same_name(small: Small) -> None:
    story = 'events:\n  ball: {title: "The Mayor’s Ball"}\n  the-flood: {when: "after The Mayor\'s Ball"}\n'
    assert small.findings(story) == []
    assert storybible.load(small.folder / "bible").order("ball", "the flood").order == "before"


def test_a_sharp_inside_braces_is_named_and_nothing_is_lost(small: Small) -> None:
    story = "characters: {b: {}}\nevents:\n  e: {title: The day, note: the #1 man, who: [b]}\n"
    assert small.findings(story) == [("warning", "text-cut-short")]
    note = Bible.load(small.folder / "bible").story.events["e"].note
    assert note is not None and note.value == "the #1 man"


def test_a_moment_may_hang_on_a_death_of_which_nothing_is_stated(small: Small) -> None:
    bible = Bible.load(small.write({STORY: "characters: {mara: {name: Mara}}\nevents: {feast: }\n"}))
    for text in ("later than mara.death", "just before mara.death", "2 years after the death of Mara"):
        assert isinstance(bible.timeline.moment(text), Moment), text


def test_an_age_that_cannot_be_read_at_a_death_of_which_nothing_is_stated(small: Small) -> None:
    story = """characters:
  mara: {name: Mara, ages: [old at teo.death, 3 at feast]}
  teo: {name: Teo, ages: [3 at wake]}
events: {feast: , wake: , fair: {when: 1900, who: [mara]}}
"""
    assert ("error", "unreadable-time") in small.findings(story)


def test_a_claim_in_a_list_of_births_says_nothing_for_its_siblings(small: Small) -> None:
    """Each entry has its own `says:` and `source:`; what an outer mapping says counts for all within."""
    story = "characters: {a: {born: [{when: 1900, says: b}, 1910], died: 1905}, b: }"
    assert small.findings(story) == [("error", "impossible-lifespan"), ("note", "claim-differs")]
    story = "characters: {a: {born: {when: [{when: 1900, source: x}, 1910], says: b}, died: 1905}, b: }"
    assert small.findings(story) == [("note", "claim-differs")]


def test_a_claim_in_a_list_of_dates_says_nothing_for_its_siblings(small: Small) -> None:
    story = """
characters: {b: }
events: {e: {when: [{when: 1900, says: b}, 1910]}, f: {when: 1905; after e}}
"""
    assert ("error", "contradictory-timeline") in small.findings(story)


def test_a_source_in_a_list_vouches_for_its_own_entry(small: Small) -> None:
    report = small.report("characters: {a: {born: [{when: 1900, source: x}, 1910]}}")
    assert {e.statement: e.source for e in report.findings[0].evidence} == {
        "A was born 1900": "x",
        "A was born 1910": None,
    }


def test_thousands_of_unknown_names_are_not_each_compared_with_all(small: Small) -> None:
    bible = Bible.load(
        small.write({STORY: "events:\n" + "".join(f"  e{n}: {{who: [nobody-{n}]}}\n" for n in range(2000))})
    )
    hints = [found.hint for found in bible.diagnostics if found.rule == "unknown-reference"]
    assert len(hints) == 2000
    assert bible.story.names.near("e19999")[:1] == ["e1999"]  # questions look as before
def test_an_age_at_a_date_misses_by_as_much_as_one_at_an_event_of_that_date(small: Small) -> None:
    """The date is a statement of its own: it can be mended, and so can the age."""
    dated = "characters: {b: {born: 1950, ages: [10 at 1990]}}"
    told = "characters: {b: {born: 1950, ages: [10 at e]}}\nevents: {e: {when: 1990}}"
    for story in (dated, told):
        assert small.only(story).message.endswith("is at least 39: 29 years too young")
        assert small.mends(story) == ["1950 -> 1979", "10 -> 39", "1990 -> 1961"]
    assert "by another statement" in small.only(dated).message


def test_two_ages_at_dates_that_cannot_both_be(small: Small) -> None:
    found = small.only("characters: {b: {ages: [10 at 1990, 10 at 2001]}}")
    assert found.message.endswith("is at most 0: 10 years too old")
    assert len(found.evidence) == 2


def test_what_is_said_is_said_in_words_a_reader_uses(small: Small) -> None:
    """Ids where two people have one name; verbs, orders and dates as one would say them."""
    namesakes = "characters: {a1: {name: Harald, born: 1900}, a2: {name: Harald, born: 1850, parents: [a1]}}"
    found = small.only(namesakes)
    assert found.message == "Harald (a2) is born at least 49 years before Harald (a1), Harald (a2)'s parent"
    story = """
characters: {a: {born: 1960-05}, b: , c: {born: exactly 3 years before d.birth}, d: {born: 1900}}
groups: {g: {}}
relationships:
  - {kind: serves, who: a, of: g, from: 1950}
  - {kind: friend, who: [a, b], seen: 1910}
items: {r: {lost: 1920}}
events:
  e: {when: 1930, items: [r]}
  f: {when: 1890, who: [c]}
  k: {when: 1940}
  h: {when: since k}
  i: {when: before 1939; after h}
"""
    said = {one.statement for finding in small.report(story).findings for one in finding.evidence}
    assert {
        "A was born in 1960-05",
        "A serves G, from 1950",
        "A and B: friend, in 1910",
        "R is lost in 1920",
        "C was born exactly 3 years before D's birth",
        "“H” is not before “K”",
    } <= said


def test_an_age_at_a_date_is_said_with_a_preposition(small: Small) -> None:
    for words in ("in 2000-05", "on 2000-05-03", "in late 1999"):
        date = words.partition(" ")[2]
        found = small.only(f"characters: {{b: {{born: 1950, ages: [25 at {date}]}}}}")
        assert f"B is 25 {words}" in [one.statement for one in found.evidence]
