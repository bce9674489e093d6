"""What is too much to try as a whole is tried in parts: a record more takes no finding back."""

from __future__ import annotations

import pytest
from conftest import Small


def spokes(number: int) -> str:
    """Somebody at so many places within a year, each forty days from the middle."""
    routes = ", ".join(f"{{to: p{n}, takes: exactly 40 days}}" for n in range(number))
    places = "".join(f"  p{n}:\n" for n in range(number))
    events = "".join(f"  e{n}: {{when: 1901, where: p{n}, who: [a]}}\n" for n in range(number))
    return f"characters: {{a: }}\nplaces:\n  h: {{routes: [{routes}]}}\n{places}events:\n{events}"


def stays(number: int, days: int) -> str:
    """Somebody at so many places within a year, for so many days each."""
    places = "".join(f"  p{n}:\n" for n in range(number))
    lasts = f"lasts: exactly {days} days"
    events = "".join(f"  e{n}: {{when: 1901, {lasts}, where: p{n}, who: [a]}}\n" for n in range(number))
    return f"characters: {{a: }}\nplaces:\n{places}events:\n{events}"


def terms(number: int) -> str:
    """So many people, each a year in an office, within three years."""
    people = "".join(f"  c{n}:\n" for n in range(number))
    events = "".join(
        f"  e{n}: {{when: 1900 to 1901}}\n  f{n}: {{when: exactly 1 year after e{n}}}\n"
        for n in range(number)
    )
    holders = ", ".join(f"c{n} from e{n} until f{n}" for n in range(number))
    return f"characters:\n{people}events:\n{events}offices: {{o: {{exclusive: yes, holders: [{holders}]}}}}\n"


@pytest.mark.parametrize("number", [12, 13, 30])
def test_a_place_more_keeps_the_error(small: Small, number: int) -> None:
    assert ("error", "impossible-travel") in small.findings(spokes(number))
    assert ("error", "two-places-at-once") in small.findings(stays(number, 90))


def test_a_holder_more_keeps_the_error(small: Small) -> None:
    assert ("error", "exclusive-office-overlap") in small.findings(terms(20))


def test_many_that_fit_are_no_finding(small: Small) -> None:
    assert small.findings(stays(13, 20)) == []
