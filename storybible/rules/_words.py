"""Small words that several rules need."""

from __future__ import annotations

from collections.abc import Sequence


def at_words(moment: str) -> str:
    """A moment behind a verb: `at “The wedding”`, `2 years after “The wedding”`, `in 1140`."""
    if moment[:1] in "“" or moment.endswith(("'s birth", "'s death")):
        return f"at {moment}"
    return (
        f"in {moment}"
        if moment.isdigit()
        else f"on {moment}"
        if moment[:1].isdigit() and "-" in moment
        else moment
    )


def listed(words: Sequence[str]) -> str:
    """A list for a reader: "a, b and c"."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
