"""GEDCOM's dates as time expressions."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storybible.calendars import GREGORIAN
from storybible.interchange.gedcom import foreign
from storybible.interchange.gedcom.dates import read_date
from storybible.interchange.gedcom.people import age_text
from storybible.names import NameIndex
from storybible.when import Problem, parse, parse_age

DATES = [
    ("12 JUL 1904", "1904-07-12"),
    ("@#DJULIAN@ 5 MAR 1699/00", "1700-03-16"),
    ("@#DJULIAN@ 5 FEB 1698/1699", "1699-02-15"),
    ("12 Jul 1904", "1904-07-12"),
    ("JUL 1904", "1904-07"),
    ("1904", "1904"),
    ("794", "794"),
    ("79", "0079"),
    ("3 MAR 79", "0079-03-03"),
    ("ABT 1850", "about 1850"),
    ("Abt. 1850", "about 1850"),
    ("EST 1850", "about 1850"),
    ("CAL JUL 1850", "about 1850-07"),
    ("BEF 23 APR 1564", "1564-04-23 or earlier"),
    ("AFT 1564", "1564 or later"),
    ("TO 1564", "1564 or earlier"),
    ("FROM 1564", "1564 or later"),
    ("BET 1 JAN 1900 AND MAR 1905", "between 1900-01-01 and 1905-03"),
    ("INT 1900 (in the snow)", "1900"),
    ("1699/00", "1699 to 1700"),
    ("5 FEB 1699/00", "1700-02-05"),
    ("5 FEB 1699/1700", "1700-02-05"),
    ("44 B.C.", "44 BC"),
    ("15 MAR 44 BCE", "15 March 44 BC"),
    ("ABT 44 B.C.", "about 44 BC"),
    ("@#DGREGORIAN@ 5 MAR 1700", "1700-03-05"),
    ("@#DJULIAN@ 5 MAR 1700", "1700-03-16"),
    ("@#DJULIAN@ 29 FEB 1700", "1700-03-11"),
    ("@#DJULIAN@ 15 MAR 44 B.C.", "13 March 44 BC"),
    ("@#DJULIAN@ MAR 1700", "1700-03-12 to 1700-04-11"),
    ("BEF @#DJULIAN@ MAR 1700", "1700-04-11 or earlier"),
    ("@#DJULIAN@ AFT 1700", "1700-01-11 or later"),
    ("ABT @#DJULIAN@ 1700", "about 1700"),
    ("JULIAN 5 MAR 1700", "1700-03-16"),
    ("@#DFRENCH R@ 9 THER 2", "1794-07-27"),
    ("FRENCH_R 5 COMP 4", "1796-09-21"),
    ("@#DHEBREW@ 1 TSH 5700", "1939-09-14"),
    ("@#DHEBREW@ 15 NSN 5708", "1948-04-24"),
    ("HEBREW 14 ADR 5701", "1941-03-13"),
    ("12 July 1904", "1904-07-12"),
    ("July 12, 1904", "1904-07-12"),
    ("1904-07-12", "1904-07-12"),
    ("1900-1905", "between 1900 and 1905"),
    ("c1850", "about 1850"),
    ("c. 1850", "about 1850"),
    ("1850?", "about 1850"),
    ("AD 79", "0079"),
]


@pytest.mark.parametrize(("written", "expected"), DATES)
def test_dates(written: str, expected: str) -> None:
    dated = read_date(written)
    assert dated is not None and dated.text == expected
    parsed = parse(expected, NameIndex())
    assert parsed.terms and not parsed.problems


@pytest.mark.parametrize(
    "written",
    [
        "(when the river froze)", "Deceased", "31 FEB 1900", "@#DFRENCH R@ 1 VEND 99", "12/07/1904",
        "@#DHEBREW@ 30 TVT 5700", "@#DROMAN@ IDES", "12 FOO 1900", "5 JUL 1699/00", "0", "BET 1905 AND 1900",
        "ABT", "11st", "9" * 300, "9" * 30, "@#D", "FROM TO", "99999999 B.C.",
    ],
)  # fmt: skip
def test_what_is_no_date_is_kept_in_words(written: str) -> None:
    dated = read_date(written)
    assert dated is not None and dated.text == "" and dated.note.strip("()") == written.strip("()")


def test_nothing_is_no_date() -> None:
    assert read_date("") is None
    assert read_date(" \t") is None


def test_words_beside_a_date_are_a_note() -> None:
    dated = read_date("INT 1900 (in the snow)")
    assert dated is not None and dated.note == "in the snow"
    dated = read_date("EST 1900", "by her looks")
    assert dated is not None and dated.note == "by her looks; estimated"
    dated = read_date("", "in the snow")
    assert dated is not None and (dated.text, dated.note) == ("", "in the snow")
    dated = read_date("@#DJULIAN@ 5 MAR 1700")
    assert dated is not None and dated.note == "in the file: @#DJULIAN@ 5 MAR 1700"


def test_a_period_is_a_beginning_and_an_end_or_some_time_between() -> None:
    dated = read_date("FROM 1900 TO MAR 1905")
    assert dated is not None
    assert (dated.text, dated.until, dated.moment) == ("1900", "1905-03", "between 1900-01-01 and 1905-03-31")


WORDS = [
    "ABT", "BEF", "AFT", "BET", "AND", "FROM", "TO", "INT", "CAL", "EST", "12", "JUL", "1904", "B.C.", "/",
    "(", ")", "?", "44", "@#DJULIAN@", "FEB", "31", "0", "@#DHEBREW@", "TSH", "5700", "BCE", "JULIAN", "@#D",
    "-", "~", "1699/00", "12345678901234567890", ".",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=30),
        st.lists(
            st.sampled_from(WORDS),
            max_size=7,
        ).map(" ".join),
    )
)  # fmt: skip
def test_anything_is_a_time_that_can_be_read_or_is_kept(text: str) -> None:
    dated = read_date(text)
    if dated is None:
        assert not text.split()
        return
    for when in filter(None, (dated.text, dated.until, dated.moment)):
        parsed = parse(when, NameIndex())
        assert parsed.terms and not parsed.problems, (text, when)
    assert dated.text or dated.note or not re.search(r"[^\s()]", text)


def day(year: int, month: int, of_month: int) -> tuple[int, int]:
    number = GREGORIAN.day_number(GREGORIAN.to_lattice(year, month, of_month))
    return number, number


def test_calendars_against_days_known_in_both() -> None:
    assert foreign.julian(1582, 10, 4) == tuple(n - 1 for n in day(1582, 10, 15))
    assert foreign.julian(1917, 10, 25) == day(1917, 11, 7)
    assert foreign.french(1, 1, 1) == day(1792, 9, 22)
    assert foreign.french(8, 2, 18) == day(1799, 11, 9)
    assert foreign.french(14, 4, 10) == day(1805, 12, 31)
    assert foreign.hebrew(5708, 9, 5) == day(1948, 5, 14)
    assert foreign.hebrew(5784, 7, 14) == day(2024, 3, 24)  # the second Adar of a leap year


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 9000))
def test_years_follow_each_other_without_a_gap(year: int) -> None:
    for calendar in (foreign.julian, foreign.hebrew):
        this, following = calendar(year, None, None), calendar(year + 1, None, None)
        assert this is not None and following is not None
        assert this[1] + 1 == following[0]
        months = [days for month in range(1, 14) if (days := calendar(year, month, None)) is not None]
        distinct = list(dict.fromkeys(months))
        assert distinct[0][0] == this[0] and distinct[-1][1] == this[1]
        assert all(a[1] + 1 == b[0] for a, b in pairwise(distinct))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("45y", "45"),
        ("45", "45"),
        ("45y 3m", "45 years and 3 months"),
        ("8m 2d", "8 months"),
        ("10d", "10 days"),
        ("2w 1d", "15 days"),
        ("> 45y", "at least 45"),
        ("<8y", "under 8"),
        ("CHILD", "under 8"),
        ("Stillborn", "0 days"),
        ("old", ""),
        ("", ""),
        (">", ""),
    ],
)
def test_ages(written: str, expected: str) -> None:
    assert age_text(written) == expected
    assert not expected or not isinstance(parse_age(expected), Problem)
