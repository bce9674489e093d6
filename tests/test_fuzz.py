"""A little of the fuzzing of `benchmarks/fuzz.py`: seeds of Hypothesis, a few inputs of every kind each."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
BUDGET = {"times": 60, "bibles": 2, "lines": 6, "drafts": 2}
"""Inputs of each kind for one seed."""


@pytest.fixture(scope="module")
def fuzz(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The fuzzer, warm, in a folder of its own."""
    if not (BENCHMARKS / "fuzz.py").exists() or os.name != "posix":
        pytest.skip("the benchmarks are not shipped, or their clock is not that of this system")
    sys.path.insert(0, str(BENCHMARKS))
    here = Path.cwd()
    try:
        from fuzz import Fuzz

        made = Fuzz(0, tmp_path_factory.mktemp("failures"))
        made.warm()
        yield made
        os.chdir(here)
        shutil.rmtree(made.own)
    finally:
        os.chdir(here)
        sys.path.remove(str(BENCHMARKS))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_what_guides_the_search_is_read_too(fuzz: Any, data: st.DataObject) -> None:
    from fuzzing.targets import TARGETS, seeds, words

    kind = data.draw(st.sampled_from(sorted(TARGETS)))
    seed = data.draw(st.sampled_from(seeds(kind)))
    at = data.draw(st.integers(0, len(seed)))
    piece = data.draw(st.binary(max_size=20) | st.sampled_from(words(kind)).map(str.encode))
    assert TARGETS[kind](seed[:at] + piece + seed[at + data.draw(st.sampled_from([0, len(piece)])) :]) is None


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32))
def test_whatever_is_fed_to_the_program_it_answers(fuzz: Any, seed: int) -> None:
    fuzz.rng.seed(seed)
    fuzz.left = 0
    fuzz.faults.clear()
    for kind, number in BUDGET.items():
        for _ in range(number):
            fuzz.one(kind)
    wrong = [mark for mark in fuzz.faults if mark != "slow"]  # how fast this machine is, is no test
    assert not wrong, (wrong, *[path.read_text() for path in fuzz.save.rglob("fault.txt")])
