"""Least hitting sets, against trying every set."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import storybible.stn.hitting as hitting
from storybible.stn import Element

elements = st.tuples(st.tuples(st.sampled_from("abcdefghij")), st.integers(1, 2))
families = st.lists(st.frozensets(elements, min_size=1, max_size=4), max_size=14)
few = settings(max_examples=200, deadline=None)


def hits(chosen: list[Element], tasks: list[frozenset[Element]]) -> bool:
    return all(not task.isdisjoint(chosen) for task in tasks)


@few
@given(families)
def test_the_smallest_set_and_of_these_the_first(tasks: list[frozenset[Element]]) -> None:
    everything = sorted({element for task in tasks for element in task}, key=hitting.canonical)
    first = next(
        list(some)
        for size in range(len(everything) + 1)
        for some in combinations(everything, size)
        if hits(list(some), tasks)
    )
    assert hitting.least_hitting_set(tasks, [hitting.POOL]) == (first, True)
    assert hitting.packing(tasks) <= len(first)


@few
@given(families)
def test_what_votes_choose_hits_everything_and_has_none_to_spare(tasks: list[frozenset[Element]]) -> None:
    chosen = hitting.by_votes(tasks)
    assert hits(chosen, tasks)
    for element in chosen:
        assert not hits([other for other in chosen if other != element], tasks)
    assert hitting.by_votes(tasks[::-1]) == chosen


@few
@given(families)
def test_components_share_nothing(tasks: list[frozenset[Element]]) -> None:
    parts = hitting.split_components(tasks)
    assert sorted(map(sorted, {task for part in parts for task in part})) == sorted(map(sorted, set(tasks)))
    for one, other in combinations(parts, 2):
        assert frozenset().union(*one).isdisjoint(frozenset().union(*other))


def test_without_work_left_it_votes_and_says_so() -> None:
    tasks = [frozenset({(("a",), 1), (("b",), 1)}), frozenset({(("b",), 1), (("c",), 1)})]
    pool = [0]
    assert hitting.least_hitting_set(tasks, pool) == ([(("b",), 1)], False)
    assert pool == [0]


def test_the_work_is_drawn_from_the_pool() -> None:
    pool = [100]
    hitting.least_hitting_set([frozenset({(("a",), 1), (("b",), 1)})], pool)
    assert 0 <= pool[0] < 100


@pytest.mark.parametrize("missing", range(3))
def test_a_triangle_needs_two(missing: int) -> None:
    keys = [(("a",), 1), (("b",), 1), (("c",), 1)]
    tasks = [frozenset(pair) for pair in combinations(keys, 2)]
    rotated = tasks[missing:] + tasks[:missing]
    assert hitting.least_hitting_set(rotated, [hitting.POOL]) == (keys[:2], True)
