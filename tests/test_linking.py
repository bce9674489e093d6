"""Names are resolved, and nothing is searched for that nobody asked for."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storybible.names import NameIndex, near_words
from storybible.records import Event, Text
from storybible.when import parse


@pytest.fixture
def names() -> NameIndex:
    index = NameIndex()
    for name in ("flood", "feast", "flood and feast"):
        id_ = name.replace(" ", "-")
        index.add(Event(id=id_, kind="event", id_text=Text(id_), title=Text(name)))
    return index


@pytest.mark.parametrize(
    "text",
    [
        "after flood and before feast",
        "between flood and feast and feast",
        "before the end of 2004",
        "3 days after flood and feast",
        "by feast, and after flood and before feast",
    ],
)
def test_what_can_be_read_is_searched_for_no_misspelling(names: NameIndex, text: str) -> None:
    names.patience = 100
    assert not parse(text, names).problems
    assert names.patience == 100


def test_what_cannot_be_read_is(names: NameIndex) -> None:
    names.patience = 100
    (problem,) = parse("after flod; before feast", names).problems
    assert "did you mean flood" in problem.suggestion and names.patience < 100


WORDS = st.text("abcé ßñ\n", max_size=8)


@given(WORDS, st.lists(WORDS, max_size=12, unique_by=str.casefold))
@settings(max_examples=100, deadline=None)
def test_names_that_are_near_are_those_that_difflib_finds(word: str, known: list[str]) -> None:
    by_fold = {name.casefold(): name for name in known}
    found = difflib.get_close_matches(word.casefold(), by_fold, 3, 0.7)
    assert near_words(word, known) == [by_fold[name] for name in found]
