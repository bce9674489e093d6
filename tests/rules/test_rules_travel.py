"""Journeys: which way is the fastest, what is too fast, what is only tight."""

from __future__ import annotations

import random

import pytest
from conftest import Small

from storybible.bible import Bible
from storybible.calendars import GREGORIAN, HOUR, YEAR
from storybible.checker import check
from storybible.queries.what_if import hypothesis, suppose

STORY = """
characters: {{x: {{}}, y: {{}}}}
places:
  town: {{routes: [{routes}]}}
  quay: {{within: town}}
  mill: {{within: town}}
  abbey: {{}}
  capital: {{routes: [{more}]}}
  palace: {{within: capital}}
events:
  a: {{where: {start}, who: [x]{first}}}
  b: {{when: {when}, where: {end}, who: [x]}}
"""


def story(
    routes: str = "{to: capital, takes: 6 days}",
    when: str = "2 days after a",
    start: str = "town",
    end: str = "capital",
    more: str = "",
    first: str = "",
) -> str:
    return STORY.format(routes=routes, when=when, start=start, end=end, more=more, first=first)


def found(small: Small, text: str, settings: str = "title: A test\n") -> list[tuple[str, str]]:
    return [f for f in small.findings(text, settings) if f[1] != "unused-record"]


ERROR = [("error", "impossible-travel")]
WARNING = [("warning", "impossible-travel")]
TIGHT = [("note", "tight-travel")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (story(), ERROR),
        (story(when="2 days before a"), ERROR),
        (story(when="6 days after a"), []),
        (story(when="a week after a"), []),
        (story(when="after a"), []),
        (story(when="within 2 days of a"), ERROR),
        (story(when="the next day after a"), ERROR),
        (story(when="the same day as a"), ERROR),
        (story(when="about 6 days after a"), []),
        (story(when="4 days after a"), WARNING),  # 6 days may loosely be 5, and 4 days 5
        # the ways: none, unknown, one way, over a stop, through a region
        (story(routes=""), []),
        (story(routes="{to: capital, km: 900}"), []),
        (story(routes="{to: capital, km: 900, by: pigeon}"), []),
        (story(routes="{to: capital, km: 400, by: foot}"), WARNING),
        (story(routes="{to: capital, km: 400, by: foot}, {to: capital, km: 400, by: ship}"), []),
        (story(routes="{to: capital, km: 400, by: foot}, {to: capital, km: 400}"), []),
        (story(routes="{to: capital, takes: 6 days}, {to: capital, takes: 1 day, by: horse}"), []),
        (story(routes="{to: capital, takes: 6 days, one_way: yes}"), ERROR),
        (story(routes="{to: capital, takes: 6 days, one_way: yes}", when="2 days before a"), []),
        (story(start="quay"), ERROR),
        (story(start="quay", end="palace"), ERROR),
        (story(start="quay", end="mill"), []),
        (story(start="quay", end="town"), []),
        (story(start="abbey", routes="{to: capital, takes: 3 days}, {to: abbey, takes: 3 days}"), ERROR),
        (story(start="abbey", routes="{to: capital, takes: 3 days}, {to: abbey, takes: 1 hour}"), WARNING),
        (story(start="abbey", routes="{to: capital, takes: 5 days}, {to: abbey, km: 9, by: foot}"), ERROR),
        (story(start="abbey", routes="{to: capital, takes: 5 days}, {to: abbey, km: 9}"), []),
        (story(routes="{to: capital, takes: 6 moons}"), [("error", "unreadable-time")]),
        # dates: the real days between them
        (story(when="1901-03-02", first=", when: 1901-02-26"), ERROR),
        (story(when="1901-03-05", first=", when: 1901-02-26"), []),
        (story(when="1901-01-03", first=", when: 1900-12-30"), ERROR),
        (story(when="1901", first=", when: 1900"), []),
        (story(when="2 days after a", first=", when: 1901-02-27"), ERROR),
        (story(when="within 2 hours of a", routes="{to: capital, takes: exactly 3 hours}"), ERROR),
        (story(when="2 weeks after a", routes="{to: capital, takes: 2 months}"), ERROR),
        # a stay of some length ends before the way begins
        (story(when="1901-05-09", first=", when: 1901-05-01, lasts: 5 days"), ERROR),
        (story(when="1901-05-14", first=", when: 1901-05-01, lasts: 5 days"), []),
        # the same time is two places at once, and nothing else
        (story(when="at a"), [("error", "two-places-at-once")]),
        (story(when="during a", first=", lasts: 9 days"), ERROR),  # it may touch an end, but no more
        # hardly any time to spare
        (story(routes="{to: capital, takes: exactly 2 days}", when="exactly 50 hours after a"), TIGHT),
        (story(routes="{to: capital, takes: exactly 2 days}", when="exactly 54 hours after a"), []),
        (story(routes="{to: capital, takes: exactly 2 days}", when="2 days after a"), []),
    ],
)
def test_journeys(small: Small, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(small, text) == expected
    swapped = text.replace("  a: ", "  zz: ").replace(" a\n", " zz\n").replace(" a,", " zz,")
    assert len(found(small, swapped)) == len(expected)


def test_speeds_are_settings(small: Small) -> None:
    text = story(routes="{to: capital, km: 400, by: Griffin}")
    assert found(small, text) == []
    assert found(small, text, "speeds: {Griffin: 50}\n") == WARNING
    assert found(small, text, "speeds: {Griffin: 900}\n") == []
    assert found(small, text, "speeds: {Griffin: 50}\nrules: {impossible-travel: off}\n") == []


def test_parts_of_a_region_with_a_route_of_their_own(small: Small) -> None:
    text = """
characters: {x: {}}
places:
  land: {}
  north: {within: land, routes: [{to: south, takes: 9 days}]}
  south: {within: land}
  cave: {within: north}
  isle: {within: land}
events:
  a: {where: %s, who: [x]}
  b: {when: 2 days after a, where: %s, who: [x]}
"""
    assert found(small, text % ("north", "south")) == ERROR
    assert found(small, text % ("cave", "south")) == ERROR
    assert found(small, text % ("cave", "isle")) == []
    assert found(small, text % ("isle", "south")) == []
    assert found(small, text % ("land", "south")) == []


def test_a_region_is_crossed_as_fast_as_one_likes_where_nothing_says_how_long_it_takes(small: Small) -> None:
    text = """
characters: {x: {}}
places:
  town: {}
  west-gate: {within: town, routes: [{to: ford, takes: 1 day}%s]}
  east-gate: {within: town, routes: [{to: hill, takes: 1 day}]}
  ford: {routes: [{to: hill, takes: 9 days}]}
  hill: {}
events:
  a: {where: ford, who: [x]}
  b: {when: 2 days after a, where: hill, who: [x]}
"""
    assert found(small, text % "") == []
    assert found(small, text % ", {to: east-gate, takes: 5 days}") == ERROR


def test_a_detour_that_fits_neither_side(small: Small) -> None:
    """There and back again takes four days; each way alone would fit."""
    text = """
characters: {x: {}}
places: {home: {routes: [{to: away, takes: exactly 2 days}]}, away: {}}
events:
  a: {where: home, who: [x]}
  b: {when: after a; before c, where: away, who: [x]}
  c: {when: exactly %s days after a, where: home, who: [x]}
"""
    (finding,) = [f for f in small.report(text % 3).findings]
    assert finding.rule == "impossible-travel"
    assert {"a", "b", "c"} <= set(finding.records)
    assert found(small, text % 4) in ([], TIGHT * 2)
    assert found(small, text % 5) == []


def test_in_every_order(small: Small) -> None:
    """Three places within two days, in an order that nobody states."""
    text = """
characters: {x: {}}
places:
  p: {routes: [{to: q, takes: exactly 2 days}, {to: r, takes: exactly 2 days}]}
  q: {routes: [{to: r, takes: exactly 2 days}]}
  r: {}
events:
  week: {when: 1900-05-01, until: 1900-05-%s}
  a: {when: during week, where: p, who: [x]}
  b: {when: during week, where: q, who: [x]}
  c: {when: during week, where: r, who: [x]}
"""
    (finding,) = small.report(text % "03").findings
    assert finding.rule == "impossible-travel"
    assert "whatever order" in finding.message
    assert found(small, text % "07") == []
    assert found(small, text.replace("c: {when: during week,", "c: {") % "04") == []


def test_two_mistakes_are_two_findings(small: Small) -> None:
    text = """
characters: {x: {}, y: {}}
places: {p: {routes: [{to: q, takes: 9 days}]}, q: {}}
events:
  a: {where: p, who: [x, y]}
  b: {when: 2 days after a, where: q, who: [x]}
  c: {when: 3 days after a, where: q, who: [y]}
"""
    assert found(small, text) == ERROR * 2


def test_roles_and_claims(small: Small) -> None:
    text = story()
    assert (
        found(small, text.replace("where: capital, who: [x]", "where: capital, who: [x (mentioned)]")) == []
    )
    assert found(small, text.replace("takes: 6 days", "takes: 6 days, says: y")) == []


def test_mends(small: Small) -> None:
    mends = small.mends(story())
    assert "2 days after a -> 6 days after a" in mends
    assert "6 days -> 2 days" in mends
    assert any("(mentioned)" in mend for mend in mends)
    dated = small.mends(story(when="1901-03-02", first=", when: 1901-02-26"))
    assert any(mend.startswith("1901-03-0") for mend in dated)


def test_a_hypothesis_may_travel_too_fast(small: Small) -> None:
    bible = Bible.load(small.write({"bible/story.yaml": story(when="a year after a")}))
    supposed = hypothesis("b = 1 day after a")
    assert supposed is not None
    report = check(suppose(bible, [supposed]).bible)
    (finding,) = report.findings
    assert finding.rule == "impossible-travel"
    assert finding.id in report.hypothetical


def world(seed: int) -> str:
    """Somebody's true journeys between four towns, told with more or less exactness."""
    pick = random.Random(seed)
    names = ["p", "q", "r", "s"]
    hours = {(a, b): pick.randint(5, 150) for n, a in enumerate(names) for b in names[n + 1 :]}
    for k in names:  # the shortest of all ways
        for a, b in list(hours):
            via = [hours.get((min(a, k), max(a, k)), 0), hours.get((min(b, k), max(b, k)), 0)]
            if k not in (a, b):
                hours[a, b] = min(hours[a, b], sum(via))
    lines = ["characters: {x: {}}", "places:"]
    for a in names:
        routes = []
        for b in names:
            if a < b:
                time = hours[a, b]
                routes.append(
                    pick.choice(
                        [
                            f"{{to: {b}, takes: exactly {time} hours}}",
                            f"{{to: {b}, takes: {time} hours}}",
                            f"{{to: {b}, takes: about {time} hours}}",
                            f"{{to: {b}, km: {time * 40 / 24:.2f}, by: foot}}",
                        ]
                    )
                )
        lines.append(f"  {a}: {{routes: [{', '.join(routes)}]}}")
    lines.append("events:")
    now = GREGORIAN.settle(1900 * YEAR + pick.randrange(YEAR)) // HOUR * HOUR
    place, before = "", None
    for n in range(9):
        new = pick.choice(names)
        way = hours.get((min(place, new), max(place, new)), 0)
        lasts = pick.choice([0, 0, 30])
        spent = way + pick.choice([0, 1, 20, 400])
        start = GREGORIAN.add_minutes(now, spent * HOUR)
        when = []
        if before is not None and spent:
            side = f"after {before}"
            when += pick.sample(
                [
                    f"exactly {spent} hours {side}",
                    f"{spent} hours {side}",
                    f"about {spent} hours {side}",
                    side,
                ],
                1,
            )
        if pick.random() < 0.4:
            when.append(GREGORIAN.format(start, pick.choice(["year", "month", "day", "minute"])))
        length = f", lasts: exactly {lasts} hours" if lasts else ""
        told = f"when: {'; '.join(when)}, " if when else ""
        lines.append(f"  e{n}: {{{told}where: {new}, who: [x]{length}}}")
        now = GREGORIAN.add_minutes(start, lasts * HOUR)
        place, before = new, f"e{n}"
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("seed", range(60))
def test_true_journeys_are_never_found(small: Small, seed: int) -> None:
    text = world(seed)
    objected = [f for f in small.report(text).findings if f.severity != "note"]
    assert not objected, "\n".join(f.message for f in objected) + "\n" + text


def test_a_stated_part_of_a_way_that_takes_too_long_is_an_error(small: Small) -> None:
    """What is left to assumed speeds may take no time at all: three days do not fit into one."""
    story = (
        "characters: {a: }\nplaces: {p: {routes: [{to: q, takes: exactly 3 days}%s]}, "
        "q: {routes: [{to: r, km: 40, by: foot}]}, r: }\n"
        "events: {e: {when: 1900-01-01 08:00, where: p, who: [a]},"
        " f: {when: 1900-01-%s 08:00, where: r, who: [a]}}\n"
    )
    assert small.findings(story % ("", "02")) == [("error", "impossible-travel")]
    assert small.findings(story % ("", "04")) == [("warning", "impossible-travel")]
    direct = ", {to: r, km: 160, by: foot}"
    assert small.findings(story % (direct, "02")) == [("warning", "impossible-travel")]
    assert small.findings(story % (", {to: r, km: 160}", "02")) == []
