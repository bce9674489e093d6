"""Ids that follow from the words of relationships: the one that is told is the one that was added, and no
waiver comes to be about another one."""

from __future__ import annotations

import pytest
from conftest import SETTINGS, STORY, Small

from storybible.bible import Bible
from storybible.editing.adding import add
from storybible.editing.removing import remove
from storybible.editing.setting import set_field
from storybible.editing.transaction import commit
from storybible.queries.resolve import Misuse

FIRST = "bible/a.yaml"
PEOPLE = "characters: {a: , b: , c: }\nrelationships:\n"
WAIVED = "title: T\nwaivers:\n  - {rule: below-minimum-age, records: [%s], because: so}\n"
TWICE = PEOPLE + "  - a mentor of b\n  - a friend of b until 2000\n  - a friend of b from 2005\n"


def test_a_tie_above_another_one_of_the_same_words_gets_an_id_of_its_own(small: Small) -> None:
    folder = small.write(
        {FIRST: "relationships:\n  - a mentor of c\n", STORY: PEOPLE + "  - a friend of b\n"}
    )
    bible = Bible.load(folder)
    made = add(bible, "relationship", "a friend of b from 2005", file="a.yaml")
    assert made.record == "a-friend-b-2" and made.place == (FIRST, 3)
    commit(bible, made.changes, made.what)
    then = Bible.load(folder).story.relationships
    assert then["a-friend-b-2"].starts is not None and then["a-friend-b"].starts is None
    text = (folder / "a.yaml").read_text()
    assert text.endswith("  - {id: a-friend-b-2, kind: friend, who: [a, b], from: 2005}\n")


def test_a_tie_below_another_one_of_the_same_words_needs_none(small: Small) -> None:
    bible = Bible.load(small.write({STORY: PEOPLE + "  - a friend of b\n"}))
    made = add(bible, "relationship", "a friend of b")
    assert made.record == "a-friend-b-2" and made.place == (STORY, 4)
    assert (made.changes[0].after or "").endswith("  - a friend of b\n  - a friend of b\n")


@pytest.mark.parametrize(
    ("field", "value", "name"), [("who", "[a, c]", "a-friend-b"), ("kind", "friend", "a-mentor-b")]
)
def test_a_waiver_does_not_come_to_be_about_another_tie(
    small: Small, field: str, value: str, name: str
) -> None:
    ties = TWICE.replace("a friend of b until 2000", "{kind: friend, who: [a, b], until: 2000}")
    ties = ties.replace("a mentor of b", "{kind: mentor, who: a, of: b}")
    plain = Bible.load(small.write({SETTINGS: "title: T\n", STORY: ties}))
    assert set_field(plain, name, field, value)
    waived = Bible.load(small.write({SETTINGS: WAIVED % "a-friend-b", STORY: ties}))
    with pytest.raises(
        Misuse, match=r"“a-friend-b” would be another one, .*rename a-friend-b"
    ):
        set_field(waived, name, field, value)


def test_removing_the_first_of_two_is_doubtful_where_the_second_is_waived(small: Small) -> None:
    bible = Bible.load(small.write({SETTINGS: WAIVED % "a-friend-b-2", STORY: TWICE}))
    doubts = remove(bible, "a-friend-b").doubts
    assert len(doubts) == 1 and "“a-friend-b-2” would be nothing then" in doubts[0]
    assert not remove(bible, "a-mentor-b").doubts
    assert not remove(Bible.load(small.write({SETTINGS: "title: T\n"})), "a-friend-b").doubts
