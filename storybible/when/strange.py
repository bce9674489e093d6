"""Names of months, weekdays and seasons that a story's own calendar does not have, though others do."""

from __future__ import annotations

from storybible.calendars import GREGORIAN, Calendar
from storybible.when.terms import Problem
from storybible.when.tokens import Words, shown

_MOST_NAMES = 14


def strange_name(words: Words, i: int, calendar: Calendar) -> Problem | None:
    """What is wrong with word ``i``, where a number stands beside it and it would name part of a date.

    It does so in the Gregorian calendar, or nearly does so in this one; else None.
    """
    low = words.low
    word = low[i]
    beside = low[i + 2 : i + 3] if low[i + 1 : i + 2] in ([","], ["of"]) else low[i + 1 : i + 2]
    if not beside or not (beside[0].lstrip("-")[:1].isdecimal() or beside[0] in calendar.eras):
        return None
    known = (
        ("month", GREGORIAN.month_words, [*calendar.month_words, *calendar.feasts], calendar.months),
        ("weekday", GREGORIAN.weekday_words, [*calendar.weekday_words], calendar.weekdays),
        ("season", GREGORIAN.seasons, [*calendar.seasons], list(calendar.seasons)),
    )
    for what, elsewhere, here, names in known:
        near = _nearest(word, here)
        if word not in elsewhere and not near:
            continue
        written = shown(words.text[words.starts[i] : words.ends[i]])
        message = f"the {calendar.id} calendar has no {what} called “{written}”"
        if near:
            hint = f"did you mean {near}?"
        elif not names:
            hint = f"declare its {what}s under `calendars:`"
        else:
            more = ", ..." if len(names) > _MOST_NAMES else ""
            hint = f"its {what}s are {', '.join(names[:_MOST_NAMES])}{more}"
        return words.problem(i, i + 1, message, hint, True)
    return None


def _nearest(word: str, known: list[str]) -> str:
    import difflib

    found = difflib.get_close_matches(word[:40], known, 1, 0.75)
    return found[0] if found and found[0] != word else ""
