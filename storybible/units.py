"""The words for units of time."""

from __future__ import annotations


def unit_words(hour: int, day: int, week: int, month: int, year: int) -> dict[str, int]:
    """The minutes of every word for a unit; those below a month are real minutes, the others slots.

    Weeks and fortnights that are no shorter than a month are no units.
    """
    sizes = (
        (1, "minute minutes min mins min. mins."),
        (hour, "hour hours hr hrs hr. hrs."),
        (day, "day days night nights"),
        (week, "week weeks wk wks wk. wks."),
        (14 * day, "fortnight fortnights"),
    )
    found = {word: size for size, words in sizes if size < month for word in words.split()}
    slots = (
        (month, "month months mth mths mth. mths. mo. mos mos."),
        (year, "year years yr yrs yr. yrs."),
        (10 * year, "decade decades"),
        (100 * year, "century centuries"),
    )
    found.update((word, size) for size, words in slots for word in words.split())
    return found
