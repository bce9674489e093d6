"""Whatever a file holds, an expression is read or is a problem: quickly, and never an exception."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_when import NAMES

from storybible.calendars import GREGORIAN
from storybible.when import Parsed, Problem, Term, links, parse, parse_age, parse_amount


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "(" * 2000,
        "\0",
        "\0" * 50,
        "9" * 10_000,
        "9" * 1999 + " years after wedding",
        "and " * 499,
        "before wedding and " * 100,
        ";" * 1999,
        ";;",
        ",",
        ", ,",
        "after " * 330,
        "1 year " * 250 + "after wedding",
        "a hundred thousand million " * 70,
        "between " * 200,
        "between wedding and " * 90,
        "-" * 1999,
        "2004-" * 300,
        "²",
        "²²-03-15",
        "٢٠٠٤",
        "½½ years after wedding",
        "1e9 years after wedding",
        "İ" * 500,
        "mid-",
        "~",
        "--",
        "1/0 years after wedding",
        "2004-00-00",
        "-0",
        "'s birth",
        ".birth",
        "birth of",
        "between 1 and",
        "half",
        "half a",
        "winter 9999999",
        "exactly 9999999 years after 9999999",
        "1000000000 days before -9999999-01-01",
        "million million years after wedding",
        "the next",
        "at least",
        "Monday",
        "\ud800",
        "\u2028after\u2028wedding",
    ],
)
def test_hostile_text_is_at_worst_a_problem(text: str) -> None:
    begun = time.perf_counter()
    parsed = parse(text, NAMES)
    for found in parsed.terms:
        links(found)
    assert inside(text, *parsed.problems)
    for read in (parse_age(text), parse_amount(text)):
        assert not isinstance(read, Problem) or inside(text, read)
    assert time.perf_counter() - begun < 0.5


def inside(text: str, *problems: Problem) -> bool:
    """Whether problems lie inside the text they are about."""
    return all(
        p.column >= 0 and p.length >= 1 and p.column + p.length <= max(1, len(text)) and p.message
        for p in problems
    )


WORDS = [
    "3",
    "12",
    "31",
    "2004",
    "-44",
    "0",
    "1/2",
    "2½",
    "2-3",
    "18:30",
    "2004-07-12",
    "2003-02-29",
    "1990s",
    "three",
    "twenty",
    "five",
    "hundred",
    "a",
    "an",
    "the",
    "half",
    "few",
    "several",
    "couple",
    "dozen",
    "of",
    "to",
    "or",
    "and",
    "but",
    ",",
    ";",
    "about",
    "almost",
    "over",
    "exactly",
    "at",
    "least",
    "most",
    "up",
    "more",
    "than",
    "year",
    "years",
    "months",
    "weeks",
    "days",
    "hours",
    "night",
    "century",
    "before",
    "after",
    "since",
    "by",
    "during",
    "between",
    "within",
    "not",
    "just",
    "right",
    "next",
    "same",
    "previous",
    "Monday",
    "early",
    "mid",
    "late",
    "spring",
    "winter",
    "July",
    "May",
    "BC",
    "AD",
    "AC",
    "day",
    "wedding",
    "telling",
    "mara",
    "mara.birth",
    "wedding.end",
    "Captain",
    "quay",
    "nobody",
    "ago",
    "later",
    "so",
]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join))
@example("about mid 2004 to 2004")
def test_any_mixture_of_words_is_read_or_is_a_problem(text: str) -> None:
    parsed = parse(text, NAMES)
    assert isinstance(parsed, Parsed) and (parsed.terms or parsed.problems)
    assert inside(text, *parsed.problems)
    for found in parsed.terms:
        assert text[found.column : found.column + found.length] == found.text
        nested(found)
    for read in (parse_age(text), parse_amount(text)):
        assert not isinstance(read, Problem) or inside(text, read)


DAYS = (None, (2003, 1, 31), (2003, 2, 28), (2004, 2, 29), (2003, 3, 1), (2004, 7, 12))


def nested(found: Term) -> None:
    """Every reading lies inside its loosest reading and is not empty, whatever is known of the anchor."""
    for date in DAYS:
        day = None if date is None else GREGORIAN.to_lattice(*date)
        for link in links(found, lambda anchor, day=day: day):  # type: ignore[misc]
            assert link.loose_lower is None or (link.lower is not None and link.loose_lower <= link.lower), (
                found
            )
            assert link.loose_upper is None or (link.upper is not None and link.upper <= link.loose_upper), (
                found
            )
            assert link.lower is None or link.upper is None or link.lower <= link.upper, found


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_any_text_is_read_or_is_a_problem(text: str) -> None:
    parsed = parse(text, NAMES)
    assert inside(text, *parsed.problems)
    parse_age(text)
    parse_amount(text)


SIZES = ["years", "months", "fortnights", "weeks", "days", "hours", "minutes"]
AMOUNTS = st.lists(
    st.tuples(
        st.integers(1, 400),
        st.sampled_from(["years", "months", "fortnights", "weeks", "days", "hours", "minutes"]),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda part: part[1],
).map(lambda parts: " and ".join(f"{n} {unit}" for n, unit in sorted(parts, key=lambda p: SIZES.index(p[1]))))
HEDGES = ["", "exactly ", "about ", "almost ", "over ", "at least ", "at most ", "under "]
ANCHORS = ["wedding", "wedding.start", "mara.birth", "2003-02-28", "2003-02", "2004-02-29", "winter 2004"]
ANCHORS += ["about 1900", "2003-01-31 10:00"]


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(HEDGES),
    AMOUNTS,
    st.sampled_from(["before", "after"]),
    st.sampled_from(ANCHORS),
    st.booleans(),
)
def test_readings_nest_from_any_anchor(hedge: str, amount: str, side: str, anchor: str, within: bool) -> None:
    text = f"within {amount} {side} {anchor}" if within else f"{hedge}{amount} {side} {anchor}"
    parsed = parse(text, NAMES)
    assert len(parsed.terms) == 1, parsed.problems
    nested(parsed.terms[0])
