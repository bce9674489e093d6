"""What people write who do not know the format yet: the hint says what to write instead."""

from __future__ import annotations

import pytest
from conftest import STORY, Small

from storybible.bible import Bible
from storybible.checker import check
from storybible.editing.setting import set_field

PEOPLE = """\
characters:
  nora: {name: Nora Venn, aliases: [Nora]}
  hale: {}
  tom: {name: Tom Who}
  {0}
events:
  the-fire: {}
  the-wreck: {}
  {1}
"""


def story(character: str = "", event: str = "") -> str:
    """The people and events with one more of each."""
    return PEOPLE.replace("{0}", character).replace("{1}", event)


@pytest.mark.parametrize(
    ("when", "rule", "hint"),
    [
        ("~3 weeks after the-fire", "unreadable-time", "write `about 3 weeks after the-fire`"),
        ("three winters after the-fire", "unreadable-time", "count in years: `three years after the-fire`"),
        ("2 summers before the-fire", "unreadable-time", "count in years: `2 years before the-fire`"),
        ("when Nora was 20", "unreadable-time", "write `20 years after nora.birth`"),
        ("Nora turned twenty", "unreadable-time", "write `twenty years after nora.birth`"),
        ("Nora\u2019s 20th birthday", "unreadable-time", "write `20 years after nora.birth`"),
        ("on Nora Venn's 1st birthday", "unreadable-time", "write `1 year after nora.birth`"),
        ("after Nora's 20th birthday", "unreadable-time", "write `over 20 years after nora.birth`"),
        ("before Nora was born", "unreadable-time", "write `nora.birth`"),
        ("the day Nora Venn died", "unreadable-time", "write `nora.death`"),
        ("about three winters after the-fire", "unreadable-time",
         "count in years: `about three years after the-fire`"),
        ("when Nora was happy", "unknown-reference", "add an event of this name, or write a date"),
        ("Nora's last birthday", "unknown-reference", "add an event of this name, or write a date"),
    ],
)  # fmt: skip
def test_moments(small: Small, when: str, rule: str, hint: str) -> None:
    found = small.only(story(event=f'x: {{when: "{when}"}}'))
    assert (found.rule, found.hint) == (rule, hint)


@pytest.mark.parametrize("who", ["nora & hale", "nora and hale", '"nora; hale"', '"nora, & hale"'])
def test_names_in_one_text(small: Small, who: str) -> None:
    assert small.only(story(event=f"x: {{who: {who}}}")).hint == "several are a list: [nora, hale]"


def test_names_in_one_text_are_written_as_a_list(small: Small) -> None:
    bible = Bible.load(small.write({STORY: story()}))
    after = set_field(bible, "the-fire", "who", "nora & hale").changes[0].after
    assert after is not None and "the-fire: {who: [nora, hale]}" in after


def test_ages_in_one_text(small: Small) -> None:
    text = story("ann:\n    ages: 17 at the-wreck, 19 at the-fire")
    found = small.only(text)
    assert found.message == "`ages` has 2 ages in one text"
    assert found.hint == "write a list: ages: [17 at the-wreck, 19 at the-fire]"
    (mend,) = small.mends(text)
    assert mend.endswith("-> [17 at the-wreck, 19 at the-fire]")
    mended = text.replace("17 at the-wreck, 19 at the-fire", "[17 at the-wreck, 19 at the-fire]")
    assert not check(Bible.load(small.write({STORY: mended}))).findings


@pytest.mark.parametrize(
    ("parents", "hint"),
    [
        ("{mother: nora, father: Tom Who}", "parents: [{who: nora, as: mother}, {who: Tom Who, as: father}]"),
        ("{mum: nora}", "parents: [{who: nora, as: mother}]"),
        ("[{mother: nora}]", "{who: nora, as: mother}"),
        ("\n      mum: nora\n      dad: tom", "parents: [{who: nora, as: mother}, {who: tom, as: father}]"),
    ],
)
def test_parents_by_their_roles_are_one_finding(small: Small, parents: str, hint: str) -> None:
    assert small.only(story(f"ann:\n    parents: {parents}")).hint == f"write {hint}"


def test_other_wrong_parents_are_told_as_before(small: Small) -> None:
    assert small.findings(story("ann: {parents: {}}")) == [("error", "wrong-type")]
    found = small.findings(story("ann: {parents: {mother: [nora]}}"))
    assert ("error", "unknown-field") in found


def test_what_has_no_field_is_a_trait_or_a_field_of_ones_own(small: Small) -> None:
    hint = small.only(story("ann: {occupation: fisherman}")).hint
    assert "traits: {occupation: fisherman}" in hint and "`fields:`" in hint
