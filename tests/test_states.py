"""What is so at a moment: lives with returns, periods at their first moment."""

from __future__ import annotations

import pytest
from conftest import Small

from storybible import states
from storybible.bible import Bible
from storybible.queries.kinship import kin
from storybible.timeline import Moment

LIFE = """
characters: {m: {born: 1880%s}}
events:
  first: {when: 1900, deaths: [m]}
  back: {when: 1910, revivals: [m]}
  second: {when: %s, deaths: [m]}
  undated: {}
"""


def moment(bible: Bible, text: str) -> int:
    found = bible.timeline.moment(text)
    assert isinstance(found, Moment)
    return found.end


@pytest.mark.parametrize(
    ("second", "at", "verdict"),
    [
        ("1920", "1870", "no"),
        ("1920", "1890", "yes"),
        ("1920", "1905", "no"),
        ("1920", "1915", "yes"),
        ("1920", "1930", "no"),
        ("1920", "undated", "unknown"),
        ("after back", "1905", "no"),
        ("after back", "1930", "unknown"),
        ("after first", "1915", "unknown"),
    ],
)
def test_a_life_with_a_return(small: Small, second: str, at: str, verdict: str) -> None:
    bible = Bible.load(small.write({"bible/story.yaml": LIFE % ("", second)}))
    assert states.alive(bible.timeline, "m", moment(bible, at)).verdict == verdict


def test_a_tie_holds_when_it_begins(small: Small) -> None:
    """Nobody knows when she dies, and at the wedding they are married."""
    story = (
        "characters: {ann: {sex: female}, gus: {sex: male}, cy: {parents: [ann]}}\n"
        "events: {wedding: {}, later: {when: after wedding}, early: {when: before wedding}}\n"
        "relationships: [{kind: married, who: [ann, gus], from: wedding, until: ann.death}]\n"
    )
    bible = Bible.load(small.write({"bible/story.yaml": story}))
    terms = {at: kin(bible, "gus", "cy", moment(bible, at)).terms for at in ("early", "wedding", "later")}
    assert terms == {"early": (), "wedding": ("stepfather",), "later": ()}
