"""Every kinship word, in small families."""

from __future__ import annotations

import pytest
from conftest import Small

from storybible.bible import Bible
from storybible.queries import resolve
from storybible.queries.kinship import kin

FAMILY = """
characters:
  gg: {sex: female}
  g: {sex: female, parents: [gg]}
  g2: {sex: male}
  gsib: {sex: male, parents: [gg]}
  gsib-kid: {parents: [gsib]}
  mum: {sex: woman, parents: [g, g2]}
  aunt: {parents: [g, g2]}
  dad: {parents: [{who: opa, as: father}]}
  opa: {}
  me: {sex: female, parents: [{who: mum, as: mother}, {who: dad, as: father}]}
  bro: {sex: m, parents: [mum, dad]}
  kid: {parents: [me]}
  grandkid: {sex: male, parents: [kid]}
  greatgrandkid: {sex: female, parents: [grandkid]}
  cousin: {parents: [aunt]}
  cousin-kid: {parents: [cousin]}
  cousin-grandkid: {parents: [cousin-kid]}
  cousin-greatgrandkid: {parents: [cousin-grandkid]}
  half: {sex: female, parents: [mum, other]}
  other: {sex: male}
  husband: {sex: male, parents: [hmum]}
  hmum: {sex: female, parents: [hgran]}
  hgran: {sex: female}
  hsis: {sex: female, parents: [hmum]}
  hniece: {sex: female, parents: [hsis]}
  hson: {sex: male, parents: [husband]}
  hgrandson: {sex: male, parents: [hson]}
  uncle-in: {sex: male}
  adopted: {sex: male, parents: [{who: me, as: adoptive}]}
  adopted-kid: {sex: female, parents: [adopted]}
  stepkid: {sex: female, parents: [{who: me, as: step}]}
  ward: {parents: [{who: me, as: guardian}]}
  dads-twin: {sex: female}
  twins-kid: {}
  kids-wife: {sex: female}
  grandkids-wife: {sex: female}
  g2-second: {sex: female}
relationships:
  - {kind: married, who: [me, husband], from: wedding, until: divorce}
  - {kind: married, who: [aunt, uncle-in]}
  - {kind: married, who: [kid, kids-wife]}
  - {kind: married, who: [grandkid, grandkids-wife]}
  - {kind: married, who: [g2, g2-second]}
  - {kind: sibling, who: [dad, dads-twin]}
  - {kind: parent, who: dads-twin, of: twins-kid}
  - {kind: parent, who: other, of: kid, from: divorce}
events: {wedding: {}, divorce: {when: after wedding}}
"""


@pytest.mark.parametrize(
    ("a", "b", "term"),
    [
        # straight up and down
        ("mum", "me", "mother"),
        ("dad", "me", "father"),  # said by the role
        ("opa", "me", "grandparent"),
        ("g", "me", "grandmother"),
        ("gg", "me", "great-grandmother"),
        ("gg", "kid", "great-great-grandmother"),
        ("me", "mum", "daughter"),
        ("kid", "me", "child"),
        ("grandkid", "me", "grandson"),
        ("greatgrandkid", "me", "great-granddaughter"),
        # siblings and beside them
        ("bro", "me", "brother"),
        ("half", "me", "half-sister"),
        ("me", "half", "half-sister"),
        ("aunt", "me", "aunt or uncle"),
        ("me", "aunt", "niece"),
        ("bro", "aunt", "nephew"),
        ("kid", "bro", "niece or nephew"),
        ("bro", "kid", "uncle"),
        ("bro", "grandkid", "great-uncle"),
        ("grandkid", "bro", "great-nephew"),
        ("aunt", "kid", "great-aunt or great-uncle"),
        # cousins
        ("cousin", "me", "cousin"),
        ("cousin-kid", "me", "cousin once removed"),
        ("me", "cousin-kid", "cousin once removed"),
        ("cousin-grandkid", "me", "cousin twice removed"),
        ("cousin-greatgrandkid", "me", "cousin 3 times removed"),
        ("cousin-kid", "kid", "second cousin"),
        ("cousin-grandkid", "grandkid", "third cousin"),
        ("cousin-grandkid", "kid", "second cousin once removed"),
        ("gsib", "me", "great-uncle"),
        ("gsib-kid", "mum", "cousin"),
        ("gsib-kid", "me", "cousin once removed"),
        # stated siblings without known parents of both
        ("dads-twin", "dad", "sister"),
        ("dads-twin", "me", "aunt"),
        ("me", "dads-twin", "niece"),
        ("twins-kid", "me", "cousin"),
        ("twins-kid", "kid", "cousin once removed"),
        # not by birth
        ("adopted", "me", "adopted son"),
        ("me", "adopted", "adoptive mother"),
        ("mum", "adopted", "adoptive grandmother"),
        ("adopted", "kid", "adoptive brother"),
        ("adopted-kid", "me", "adoptive granddaughter"),
        ("stepkid", "me", "stepdaughter"),
        ("me", "stepkid", "stepmother"),
        ("mum", "stepkid", "step-grandmother"),
        ("ward", "me", "ward"),
        ("me", "ward", "guardian"),
        ("mum", "ward", None),
        # by marriage
        ("husband", "me", "husband"),
        ("me", "husband", "wife"),
        ("hmum", "me", "mother-in-law"),
        ("me", "hmum", "daughter-in-law"),
        ("hgran", "me", "grandmother-in-law"),
        ("me", "hgran", "granddaughter-in-law"),
        ("hsis", "me", "sister-in-law"),
        ("husband", "bro", "brother-in-law"),
        ("hniece", "me", "niece by marriage"),
        ("me", "hniece", "aunt by marriage"),
        ("uncle-in", "me", "uncle by marriage"),
        ("me", "uncle-in", "niece by marriage"),
        ("uncle-in", "kid", "great-uncle by marriage"),
        ("hson", "me", "stepson"),
        ("me", "hson", "stepmother"),
        ("hgrandson", "me", "step-grandson"),
        ("me", "hgrandson", "step-grandmother"),
        ("hson", "kid", "stepbrother"),
        ("kids-wife", "me", "daughter-in-law"),
        ("grandkids-wife", "me", "granddaughter-in-law"),
        ("g2-second", "mum", "stepmother"),
        ("g2-second", "me", "step-grandmother"),
        ("hmum", "mum", None),
        ("me", "me", None),
    ],
)
def test_words(small: Small, a: str, b: str, term: str | None) -> None:
    bible = Bible.load(small.write({"bible/story.yaml": FAMILY}))
    answer = kin(bible, a, b)
    assert (answer.terms[0] if answer.terms else None) == term
    assert bool(answer.evidence) == (term is not None)


def test_as_of_a_moment(small: Small) -> None:
    bible = Bible.load(small.write({"bible/story.yaml": FAMILY}))
    married, divorced = (resolve.then(bible, name).point for name in ("wedding", "divorce"))
    assert kin(bible, "hmum", "me", married).terms == ("mother-in-law",)
    assert kin(bible, "hmum", "me", divorced).terms == ()
    assert kin(bible, "other", "kid", married).terms == ()
    assert kin(bible, "other", "kid", divorced).terms == ("father",)
    assert kin(bible, "mum", "me", married).terms == ("mother",)


def test_a_marriage_that_was_over_before_somebody_was_born_makes_them_no_kin(small: Small) -> None:
    """Neither a stepchild, nor a step-sibling, nor an in-law; who was born during it or before it is."""
    story = """
characters:
  f: {sex: male}
  m: {sex: female, parents: [gran]}
  gran: {sex: female}
  n: {sex: female}
  own: {parents: [m]}
  late: {sex: male, born: 1990, parents: [f, n]}
  early: {sex: male, born: 1982, parents: [f, n]}
  undated: {sex: male, parents: [f, n]}
  sister: {sex: female, born: 1991, parents: [gran]}
relationships: [{kind: married, who: [f, m], from: 1979, until: 1985}]
"""
    bible = Bible.load(small.write({"bible/story.yaml": story}))

    def terms(a: str, b: str) -> tuple[str, ...]:
        return kin(bible, a, b).terms

    assert terms("late", "m") == terms("m", "late") == terms("late", "own") == terms("own", "late") == ()
    assert terms("late", "gran") == terms("gran", "late") == ()
    assert terms("sister", "f") == terms("f", "sister") == ()
    assert terms("early", "m") == terms("undated", "m") == ("stepson",)
    assert terms("early", "own") == terms("undated", "own") == ("stepbrother",)
    assert terms("m", "f") == ("wife",)


def test_a_step_tie_takes_two_who_lived_at_one_time(small: Small) -> None:
    story = """
characters:
  f: {sex: male, died: 1980}
  m: {sex: female}
  n: {sex: male}
  late: {sex: male, born: 1990, parents: [m, n]}
  dead: {sex: male, died: 1950, parents: [m]}
  alive: {sex: male, born: 1970, parents: [m, n]}
relationships: [{kind: married, who: [f, m], from: 1960}]
"""
    bible = Bible.load(small.write({"bible/story.yaml": story}))
    assert kin(bible, "late", "f").terms == kin(bible, "f", "dead").terms == ()
    assert kin(bible, "f", "alive").terms == ("stepfather",)
