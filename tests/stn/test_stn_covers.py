"""Least sets that give enough together, against trying every set."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from storybible.stn import Element, covers, hitting
from storybible.stn.covers import Cover, cover_by_votes, cover_of, least_cover

elements = st.tuples(st.tuples(st.sampled_from("abcdefghij")), st.just(2))
tasks = st.lists(st.frozensets(elements, min_size=1, max_size=4), max_size=5)
few = settings(max_examples=80, deadline=None)


@st.composite
def some_covers(draw: st.DrawFn) -> list[Cover]:
    found = []
    for _ in range(draw(st.integers(1, 4))):
        gains = draw(st.dictionaries(elements, st.sampled_from((1, 2, 2, 5, 9)), min_size=1, max_size=9))
        missing = draw(st.integers(1, sum(gains.values())))
        found.append(Cover(missing, frozenset((one, min(gain, missing)) for one, gain in gains.items())))
    return found


def enough(chosen: list[Element], tasks: list[frozenset[Element]], given: list[Cover]) -> bool:
    return all(not task.isdisjoint(chosen) for task in tasks) and all(
        sum(gain for element, gain in cover.gains if element in chosen) >= cover.missing for cover in given
    )


@few
@given(tasks, some_covers())
def test_the_smallest_set_and_of_these_the_first(tasks: list[frozenset[Element]], given: list[Cover]) -> None:
    of_all = {e for task in tasks for e in task} | {e for cover in given for e in cover.task}
    everything = sorted(of_all, key=hitting.canonical)
    first = next(
        list(some)
        for size in range(len(everything) + 1)
        for some in combinations(everything, size)
        if enough(list(some), tasks, given)
    )
    assert least_cover(tasks, given, [hitting.POOL]) == (first, True)


@few
@given(tasks, some_covers())
def test_what_votes_choose_covers_everything_and_has_none_to_spare(
    tasks: list[frozenset[Element]], given: list[Cover]
) -> None:
    chosen = cover_by_votes(tasks, given)
    assert enough(chosen, tasks, given)
    for element in chosen:
        assert not enough([other for other in chosen if other != element], tasks, given)
    assert cover_by_votes(tasks[::-1], given[::-1]) == chosen


@few
@given(st.dictionaries(elements, st.integers(0, 9), max_size=9), st.integers(1, 30))
def test_a_cover_is_made_only_where_sets_of_which_one_must_yield_would_not_say_it(
    gains: dict[Element, int], missing: int
) -> None:
    cover = cover_of(missing, gains.items())
    alone = {element for element, gain in gains.items() if gain >= missing}
    together = sum(gain for element, gain in gains.items() if element not in alone) >= missing
    assert (cover is not None) == together


def ring(size: int, missing: int) -> Cover:
    return Cover(missing, frozenset([(((f"{number:04}",), 2), 7) for number in range(size)]))


def test_one_cover_of_hundreds_is_decided_without_trying_twice() -> None:
    pool = [covers.BUDGET]
    chosen, proven = least_cover([], [ring(300, 7 * 290 + 1)], pool)
    assert proven
    assert chosen == [((f"{number:04}",), 2) for number in range(291)]
    assert covers.BUDGET - pool[0] < 300 * 300


def test_without_work_left_it_votes_and_says_so() -> None:
    pool = [0]
    assert least_cover([], [ring(4, 8)], pool) == (cover_by_votes([], [ring(4, 8)]), False)
    assert pool == [0]
