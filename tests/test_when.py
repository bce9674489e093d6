"""The grammar of time expressions: every documented form is read, every slip gets a useful problem."""

from __future__ import annotations

import difflib

import pytest

from storybible.calendars import YEAR_LIMIT
from storybible.when import (
    Between,
    Date,
    Next,
    Offset,
    Order,
    Problem,
    Term,
    Weekday,
    Within,
    anchors,
    parse,
)


class Known:
    """A small bible's names."""

    def __init__(self, **more: str) -> None:
        self.kinds = {
            "wedding": "event",
            "telling": "event",
            "the-flood": "event",
            "teo-returns": "event",
            "s3": "scene",
            "mara": "character",
            "teo": "character",
            "quay": "place",
        } | {key.replace("_", "-"): kind for key, kind in more.items()}
        self.called = {
            "mara venn": ["mara"],
            "the river takes the lower town": ["the-flood"],
            "captain": ["mara", "teo"],
            "before the storm and after it": ["the-flood"],
            "mara's return": ["teo-returns"],
        }

    def candidates(self, text: str) -> list[str]:
        name = text.casefold()
        return [name] if name in self.kinds else self.called.get(name, [])

    def resolve(self, text: str) -> tuple[str, str] | None:
        found = self.candidates(text)
        return (self.kinds[found[0]], found[0]) if len(found) == 1 else None

    def ambiguous(self, text: str) -> list[str]:
        found = self.candidates(text)
        return found if len(found) > 1 else []

    def near(self, text: str) -> list[str]:
        return difflib.get_close_matches(text, list(self.kinds), 3, 0.7)


NAMES = Known()


def term(text: str, names: Known = NAMES) -> Term:
    """The one term of an expression that must be readable."""
    parsed = parse(text, names)
    assert parsed.problems == (), text
    assert len(parsed.terms) == 1, text
    return parsed.terms[0]


def problem(text: str, names: Known = NAMES) -> Problem:
    """The one problem of an expression that must not be readable."""
    parsed = parse(text, names)
    assert parsed.terms == () and len(parsed.problems) == 1, parsed
    return parsed.problems[0]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("before wedding", Order),
        ("AFTER the wedding", Order),
        ("at wedding", Order),
        ("wedding", Order),
        ("The river takes the lower town", Order),
        ("at or after wedding", Order),
        ("since wedding", Order),
        ("at or before wedding", Order),
        ("by wedding", Order),
        ("not before wedding", Order),
        ("not after wedding", Order),
        ("during wedding", Order),
        ("right after wedding", Order),
        ("just before wedding", Order),
        ("earlier than wedding", Order),
        ("later than wedding", Order),
        ("between wedding and telling", Between),
        ("between mara.birth and the river takes the lower town", Between),
        ("within 3 days of wedding", Within),
        ("within a year before wedding", Within),
        ("within 2 weeks after s3", Within),
        ("3 years before telling", Offset),
        ("three years after mara.birth", Offset),
        ("a year and a half after wedding", Offset),
        ("3 years and 2 months after wedding", Offset),
        ("3 years, 2 months and 5 days after wedding", Offset),
        ("2 to 3 weeks after wedding.end", Offset),
        ("two or three weeks after wedding", Offset),
        ("2-3 weeks after wedding", Offset),
        ("between 2 and 3 years after wedding", Offset),
        ("a few days before wedding", Offset),
        ("several decades before wedding", Offset),
        ("half a century before wedding", Offset),
        ("a couple of minutes after wedding", Offset),
        ("a dozen fortnights after wedding", Offset),
        ("about twenty-five years after Mara Venn's birth", Offset),
        ("almost two and a half hours after the birth of Mara Venn", Offset),
        ("at least three years after teo.death", Offset),
        ("up to 3 years after wedding", Offset),
        ("more than a month after wedding", Offset),
        ("3 years or so after wedding", Offset),
        ("the next morning after wedding", Next),
        ("the same year as wedding", Next),
        ("previous week before wedding", Next),
        ("the day after wedding", Next),
        ("the night before wedding", Next),
        ("sometime after wedding", Order),
        ("some time before wedding", Order),
        ('after "The river takes the lower town"', Order),
        ("after [[wedding]]", Order),
        ("3 years after [[Mara Venn|Mara]].birth", Offset),
        ("some 3 years after wedding", Offset),
        ("on the day after wedding", Next),
        ("in the year after wedding", Next),
        ("on Monday after wedding", Weekday),
        ("Monday after wedding", Weekday),
        ("the first Monday after wedding", Weekday),
        ("Friday before wedding", Weekday),
    ],
)
def test_expressions_with_events(text: str, kind: type) -> None:
    found = term(text)
    assert isinstance(found, kind)
    assert (found.text, found.column, found.length) == (text, 0, len(text))
    for anchor in anchors(found):
        assert text[anchor.column : anchor.column + len(anchor.text)] == anchor.text
        assert anchor.ref is not None


def test_anchors_and_their_parts() -> None:
    for text, ref, kind, part in [
        ("after wedding", "wedding", "event", ""),
        ("after wedding.Start", "wedding", "event", "start"),
        ("after the end of wedding", "wedding", "event", "end"),
        ("after Mara Venn.death", "mara", "character", "death"),
        ("after Mara Venn’s death", "mara", "character", "death"),
        ("after Mara's return", "teo-returns", "event", ""),
        ("after s3", "s3", "scene", ""),
        ("after before the storm and after it", "the-flood", "event", ""),
    ]:
        (anchor,) = anchors(term(text))
        assert (anchor.ref, anchor.kind, anchor.part) == (ref, kind, part)
    (anchor,) = anchors(term("after 12 July 2004"))
    assert anchor.ref is None and anchor.date is not None and anchor.kind == "date"


@pytest.mark.parametrize("name", ["about", "before", "spring", "2004", "after", "at", "between", "3"])
def test_an_id_wins_over_a_word_of_the_grammar(name: str) -> None:
    names = Known(**{name: "event"})
    for text, relation in [(name, "at"), (f"after {name}", "after"), (f"before {name}", "before")]:
        found = term(text, names)
        assert isinstance(found, Order)
        assert (found.relation, found.anchor.ref) == (relation, name)
    found = term(f"3 years after {name}", names)
    assert isinstance(found, Offset) and found.anchor.ref == name
    assert isinstance(term("spring 2004", names), Date)


def test_several_terms_hold_at_once() -> None:
    text = "after wedding ;  3 years before telling;"
    parsed = parse(text, NAMES)
    assert [t.text for t in parsed.terms] == ["after wedding", "3 years before telling"]
    assert [text[t.column : t.column + t.length] for t in parsed.terms] == [t.text for t in parsed.terms]
    for joined in (
        "before wedding and after telling",
        "before wedding, after telling",
        "before wedding and 3 years after telling",
    ):
        parsed = parse(joined, NAMES)
        assert len(parsed.terms) == 2 and not parsed.problems
        assert [joined[t.column : t.column + t.length] for t in parsed.terms] == [
            t.text for t in parsed.terms
        ]


def test_blanks_and_line_breaks_do_not_matter() -> None:
    found = term("  three\n  years   before\t the  river takes\n the lower town ")
    assert isinstance(found, Offset) and found.anchor.ref == "the-flood"


@pytest.mark.parametrize(
    ("text", "words", "message", "suggestion"),
    [
        ("after weding", "weding", "no event is called “weding”", "did you mean wedding?"),
        ("weding", "weding", "no event is called “weding”", "did you mean wedding?"),
        ("after mra.birth", "mra.birth", "no character is called “mra”", "did you mean mara.birth?"),
        ("after Captain", "Captain", "“Captain” may be mara or teo", "write the id"),
        ("after mara", "mara", "mara is no moment: mara is a character", "write mara.birth or mara.death"),
        ("mara", "mara", "mara is no moment: mara is a character", "write mara.birth or mara.death"),
        (
            "after quay",
            "quay",
            "quay is a record of kind place, not a moment",
            "name an event, a scene or a date",
        ),
        (
            "after wedding.birth",
            "wedding.birth",
            "wedding.birth is no moment: wedding is an event",
            "write wedding.start or wedding.end",
        ),
        ("3 years ago", "ago", "“ago” does not say before what", "write `3 years before SCENE`"),
        ("three years later", "later", "“later” does not say after what", "write `three years after EVENT`"),
        ("3 years", "3 years", "3 years before or after what?", "write `3 years after EVENT`"),
        ("3 yers after wedding", "yers", "“yers” is no unit of time", "did you mean years?"),
        (
            "thre years after wedding",
            "thre years",
            "“thre years” is no amount of time",
            "write for example `3 years` or `about two weeks`",
        ),
        (
            "days after wedding",
            "days",
            "“days” is no amount of time",
            "write how many: `a few days after ...`",
        ),
        ("soon after wedding", "soon", "“soon” does not say how long", "write `after`, or `right after`"),
        ("wedding or telling", "or", "which of the two?", "leave it open, with what both have in common"),
        ("aftr wedding", "aftr", "“aftr” does not say when", "did you mean after?"),
        ("2003-02-29", "29", "February 2003 has no day 29", "its last day is 2003-02-28"),
        ("29 February 2003", "29", "February 2003 has no day 29", "its last day is 2003-02-28"),
        ("2004-13-01", "13", "there is no month 13", "months run from 1 to 12"),
        ("after 2004-07-32", "32", "July 2004 has no day 32", "its last day is 2004-07-31"),
        ("2004-07-12 25:00", "25:00", "there is no time of day 25:00", "write for example `18:30`"),
        (
            "July 12",
            "12",
            "is 12 the day or the year of July?",
            "write `July 12, 2004`, or `July 0012` for the year 12",
        ),
        ("12 July", "July", "which year? “12 July” alone is no date", "write for example `12 July 2004`"),
        ("spring", "spring", "which year? “spring” alone is no date", "write for example `spring 2004`"),
        ("the 90s", "90s", "of which century?", "write for example `the 1990s`"),
        (
            "283 AC",
            "AC",
            "the gregorian calendar has no era called “AC”",
            "write the year alone (`283`), or declare the era under `calendars:`",
        ),
        (
            "12/07/2004",
            "12/07/2004",
            "this date can be read in several ways",
            "write `2004-07-12` or `2004-12-07` (year, month, day)",
        ),
        ("1990-2000", "1990-2000", "is this a stretch of years?", "write `1990 to 2000`"),
        ("1910 to 1900", "1910 to 1900", "this stretch of time ends before it begins", ""),
        ("2004 wedding", "wedding", "“wedding” does not belong to a date", "join two times by `;`"),
        (
            "10000000",
            "10000000",
            "this year is too far away",
            f"years run from -{YEAR_LIMIT} to {YEAR_LIMIT}",
        ),
        ("9" * 30 + " years after wedding", "9" * 30, "this number is too large", ""),
        (
            "0 years after wedding",
            "0 years",
            "no time at all passes in this amount",
            "write `at` for the same moment",
        ),
        ("3 to 2 years after wedding", "2", "the smaller number comes first in a range", "write `2 to 3`"),
        (
            "after 2004.end",
            "2004.end",
            "a date has no start or end here",
            "write `early 2004` or `late 2004`",
        ),
        ("before", "before", "before what?", "name an event, a scene or a date"),
        ("3 years after", "after", "after what?", "name an event, a scene or a date"),
        ("the next day", "day", "next day after what?", "write `the next day after EVENT`"),
        (
            "the next day before wedding",
            "before",
            "“next” goes with `after`",
            "write `the next day after EVENT`",
        ),
        ("within wedding", "wedding", "within how long?", "write for example `within 3 days of EVENT`"),
        ("between wedding", "between", "between what and what?", "write `between A and B`"),
        (
            "after wedding and telling",
            "and",
            "it is not clear what holds for both",
            "write `after wedding; after telling`",
        ),
        ("before wedding and aftr telling", "aftr", "“aftr” does not say when", "did you mean after?"),
        ("", "", "there is no time here", "write a date, or for example `3 years before EVENT`"),
    ],
)
def test_problems_point_at_the_words(text: str, words: str, message: str, suggestion: str) -> None:
    found = problem(text)
    assert (found.message, found.suggestion) == (message, suggestion)
    assert text[found.column : found.column + found.length] == words
    assert found.length >= 1


def test_only_the_broken_part_is_a_problem() -> None:
    parsed = parse("after wedding; befor telling; 2004", NAMES)
    assert [t.text for t in parsed.terms] == ["after wedding", "2004"]
    assert [(p.column, p.length) for p in parsed.problems] == [(15, 5)]
