"""Calendars in ``storybible.yaml``: what is read, and what is said about what cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Small
from hypothesis import given, settings
from hypothesis import strategies as st

from storybible.bible import Bible
from storybible.calendars import GREGORIAN
from storybible.checker import Report, check
from storybible.config import Config
from storybible.diagnostics import Diagnostic
from storybible.own_calendar import OwnCalendar
from storybible.queries import age as ages
from storybible.queries import between, resolve
from storybible.reading.settings import read_config

SHIRE = """\
calendars:
  shire:
    months:
      - {name: Afteryule, days: 30}
      - {name: Solmath, days: 28, leap: 29}
      - {name: Forelithe, days: 30}
      - {name: Lithe, days: 3, leap: 4, intercalary: yes}
      - Winter's Filth 30
    leap: every 4 except 100
    weekdays: [Sterday, Sunday, Monday]
    known_day: Sterday 1 Afteryule 1400 SR
    eras: [{name: Shire Reckoning, short: SR, year_1: 1601}, {name: TA, year_1: 1, years: 3021}]
    seasons: {winter: Winter's Filth 10 to Solmath, summer: 1 Forelithe to 30 Forelithe}
    hours: 20
    minutes: 50
"""


def read(text: str) -> tuple[Config, list[Diagnostic]]:
    return read_config(text, "bible/storybible.yaml")


def own(text: str) -> OwnCalendar:
    config, problems = read(text)
    assert problems == []
    assert isinstance(config.calendar_in_use, OwnCalendar)
    return config.calendar_in_use


def test_every_field() -> None:
    calendar = own(SHIRE)
    assert calendar.months == ["Afteryule", "Solmath", "Forelithe", "Winter's Filth"]
    assert [calendar.month_length(1404, m) for m in (1, 2, 3, 4)] == [30, 29, 34, 30]
    assert [calendar.month_length(1500, m) for m in (1, 2, 3, 4)] == [30, 28, 33, 30]
    assert (calendar.HOUR, calendar.DAY, calendar.MONTH, calendar.YEAR) == (50, 1000, 34_000, 136_000)
    assert calendar.weekday(calendar.to_lattice(3000)) == 0 and calendar.week_known
    assert calendar.in_words(calendar.to_lattice(3000, 3, 32)) == "2 Lithe 1400 SR"
    assert calendar.year_words(40) == "40 TA" and calendar.year_words(-5) == "-5"


def test_gregorian_is_used_unless_another_is_declared() -> None:
    assert read("title: A")[0].calendar_in_use is GREGORIAN
    assert read(f"calendar: gregorian\n{SHIRE}")[0].calendar_in_use is GREGORIAN
    assert own(f"calendar: shire\n{SHIRE}").id == "shire"


def test_what_is_left_out_is_gregorian() -> None:
    calendar = own("calendars: {north: {eras: [{name: AC, year_1: 1}], seasons: southern}}")
    for year in (1, 1900, 2000, 2004):
        for month in range(1, 13):
            point = calendar.to_lattice(year, month, calendar.month_length(year, month))
            assert point == GREGORIAN.to_lattice(year, month, GREGORIAN.month_length(year, month))
            assert calendar.weekday(point) == GREGORIAN.weekday(point)
            assert calendar.day_number(point) == GREGORIAN.day_number(point)
    assert calendar.phantoms(40) == GREGORIAN.phantoms(40)
    assert calendar.phantoms(40_000) == GREGORIAN.phantoms(40_000)
    assert calendar.in_words(GREGORIAN.to_lattice(283, 7, 12)) == "12 July 283 AC"
    assert calendar.seasons["summer"] == GREGORIAN.seasons["winter"]


LEAPS = [
    ("none", []), ("every 4", [0, 4, 8]), ("every 4 except 8", [4]),
    ("every 2 except 4 unless 8", [0, 2, 6, 8]),
    ("[3, 7]", [3, 7]), ("{cycle: 5, years: [1, 4]}", [1, 4, 6, 9]), ("gregorian", [0, 4, 8]),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "years"), LEAPS)
def test_leap_rules(rule: str, years: list[int]) -> None:
    month = "{name: Thaw, days: 9}" if rule == "none" else "{name: Thaw, days: 9, leap: 10}"
    calendar = own(f"calendars: {{c: {{months: [{month}], leap: {rule}}}}}")
    assert [year for year in range(10) if calendar.is_leap(year)] == years


WRONG = [
    ("months: 12", "1:25", "takes a list of months"),
    ("months: [{name: Thaw}]", "1:26", "months with `name:` and `days:`"),
    ("months: [Thaw]", "1:26", "months with their days"),
    ("months: [{name: Thaw, days: 0}]", "1:45", "a whole number from 1 to 99"),
    ("months: [{name: Thaw, days: 2.5}]", "1:45", "a whole number from 1 to 99"),
    ("months: [Thaw 30, Thaw 30]", "1:35", "“Thaw” is a month already"),
    ("months: [Before 30]", "1:26", "“Before” cannot name a month"),
    ("months: [Thaw 1]", "1:25", "no month is longer than a day"),
    ("months: [Thaw 30], leap: every 4", "1:42", "no month is longer in a leap year"),
    (
        "months: [Thaw 30, {name: Frost, days: 30, leap: 31}]",
        "1:13",
        "nothing says which years are leap years",
    ),
    ("months: [Thaw 30, {name: Frost, days: 30, leap: 29}]", "1:65", "shorter in leap years"),
    ("months: [{name: Lithe, days: 3, intercalary: yes}, Thaw 30]", "1:26", "before the first month"),
    ("months: [Thaw 99, {name: Lithe, days: 9, intercalary: yes}]", "1:25", "more than 99 days"),
    ("months: [Thaw 30], leap: [1, soon]", "1:42", "a rule, a list of years, or a cycle"),
    (
        "months: [Thaw 30], leap: every 7 except 1999 unless 9999",
        "1:42",
        "a rule, a list of years, or a cycle",
    ),
    ("months: [Thaw 30], hours: 0", "1:43", "a whole number from 1 to 99"),
    ("months: [Thaw 30], minutes: many", "1:45", "a whole number from 1 to 100"),
    ("months: [Thaw 30], eras: [{name: SR}]", "1:43", "eras with `name:` and `year_1:`"),
    ("months: [Thaw 30], eras: [{name: SR, year_1: x}]", "1:62", "a whole number"),
    ("months: [Thaw 30], seasons: {winter: cold}", "1:54", "a day to a day"),
    ("months: [Thaw 30], seasons: southern", "1:45", "a mapping from a season"),
    ("months: [Thaw 30], weekdays: [Oneday], known_day: Oneday", "1:67", "a weekday and a day"),
    ("months: [Thaw 30], moon: 1", "1:36", "has no field `moon`"),
]


@pytest.mark.parametrize(("fields", "place", "words"), WRONG)
def test_wrong_settings_are_said(fields: str, place: str, words: str) -> None:
    config, problems = read(f"calendars: {{c: {{{fields}}}}}")
    assert [(str(p.span).split(":", 1)[1], words in p.message) for p in problems] == [(place, True)], problems
    assert problems[0].hint
    assert config.calendar_in_use.describe(0, 10**6)


VALUES = st.recursive(
    st.sampled_from(["Thaw", "Thaw 30", "30", "-1", "0", "every 4", "yes", "x" * 50, "Sun's Height 9"]),
    lambda inner: st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
    | st.dictionaries(
        st.sampled_from(["name", "days", "leap", "intercalary", "year_1", "cycle", "years", "short"]),
        inner, max_size=4,
    ).map(lambda d: "{" + ", ".join(f"{k}: {v}" for k, v in d.items()) + "}"),
    max_leaves=12,
)  # fmt: skip
FIELDS = ["months", "weekdays", "known_day", "hours", "minutes", "eras", "leap", "seasons"]


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=6))
def test_nothing_raises(given_fields: dict[str, str]) -> None:
    inner = ", ".join(f"{key}: {value}" for key, value in given_fields.items())
    config, _ = read(f"calendars: {{c: {{{inner}}}}}")
    calendar = config.calendar_in_use
    point = calendar.to_lattice(5, 1, 1)
    assert calendar.from_day_number(calendar.day_number(point)) == point
    assert calendar.describe(point, point + calendar.YEAR)


# ---- a whole bible in such a calendar ------------------------------------------------------------------


def bible(folder: Path, records: str) -> Bible:
    (folder / "bible").mkdir()
    (folder / "bible" / "storybible.yaml").write_text(SHIRE, encoding="utf-8")
    (folder / "bible" / "story.yaml").write_text(records, encoding="utf-8")
    return Bible.load(folder / "bible")


def said(report: Report) -> list[str]:
    return [f"{f.rule}: {f.message}" for f in report.findings]


PARTY = """\
characters:
  frodo: {born: 2 Lithe 1367 SR, ages: [AGE at party]}
events:
  party: {when: "1 Lithe 1401 SR, 19:49"}
  leaving: {when: exactly 17 years after party}
  return: {when: exactly 13 days after leaving}
"""


def test_ages_and_lengths_are_exact(tmp_path: Path) -> None:
    book = bible(tmp_path, PARTY.replace("AGE", "33"))
    assert said(check(book)) == []
    leaving, back = resolve.moment(book, "leaving"), resolve.moment(book, "return")
    assert book.timeline.gap(0, leaving.start) == (book.story.calendar.to_lattice(3018, 3, 31, 999),) * 2
    answer = ages.age(book, "frodo", "leaving", leaving)
    assert (answer.least, answer.most) == (50, 50)
    found = between.between(book, "leaving", leaving, "return", back)
    assert found.least is not None and found.least.text == "13 days"
    assert found.most is not None and found.most.minutes >= 14_000  # over a day that this year does not have


def test_a_wrong_age_is_found_and_mended(tmp_path: Path) -> None:
    (found,) = check(bible(tmp_path, PARTY.replace("AGE", "34"))).findings
    assert found.rule == "contradictory-timeline"
    assert {(r.before, r.after) for r in found.repairs} >= {("34", "33")}


DATES = [
    ("Sterday 1 Afteryule 1400 SR", ""),
    ("Sunday 1 Afteryule 1400 SR", "wrong-weekday: 1 Afteryule 1400 SR is a Sterday, not a Sunday"),
    ("winter, 12 Afteryule 1400 SR", ""),
    ("winter, 12 Forelithe 1400 SR", "wrong-season: 12 Forelithe 1400 SR is in summer, not in winter"),
    ("29 Solmath 1401 SR", "date-not-in-calendar: Solmath 1401 SR has no day 29"),
    ("29 Solmath 1403 SR", "date-not-in-calendar: Solmath 1403 SR has no day 29"),
    ("29 Solmath 1404 SR", ""),
    ("4 Lithe 1404 SR", ""),
    ("4 Lithe 1405 SR", "date-not-in-calendar: Lithe 1405 SR has no day 4"),
    ("12 July 1400", "date-not-in-calendar: the shire calendar has no month called “July”"),
    ("12 Solmth 1400", "date-not-in-calendar: the shire calendar has no month called “Solmth”"),
    ("spring 1400", "date-not-in-calendar: the shire calendar has no season called “spring”"),
    ("3022 TA", "date-not-in-calendar: TA has no year 3022"),
    ("1400-05-01", "date-not-in-calendar: there is no month 5"),
    ("1404-03-34 SR", ""),
    ("1401-03-34 SR", "date-not-in-calendar: Forelithe 1401 SR has no day 34"),
    ("12 Solmath 1400 20:00", "date-not-in-calendar: there is no time of day 20:00"),
    ("12 Solmath 1400 19:50", "date-not-in-calendar: there is no time of day 19:50"),
    ("12 winter's filth 1400, 19:49", ""),
    ("between Solmath and Forelithe 1400", ""),
]


@pytest.mark.parametrize(("when", "finding"), DATES)
def test_dates_of_the_calendar(when: str, finding: str, tmp_path: Path) -> None:
    report = check(bible(tmp_path, f'events: {{feast: {{when: "{when}"}}}}\n'), repairs=False)
    assert said(report) == ([finding] if finding else [])


def test_a_season_that_ends_between_months_is_told_why(small: Small) -> None:
    months = "[{name: Thaw, days: 30}, {name: Kite Days, days: 3, intercalary: yes}, {name: Frost, days: 30}]"
    settings = f"calendars: {{low: {{months: {months}, seasons: {{summer: Thaw 20 to Kite Days 3}}}}}}\n"
    assert "Kite Days belongs to no month" in small.only("characters: {a: }", settings).message
