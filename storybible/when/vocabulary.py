"""The words that begin an order or name a neighbouring unit of time."""

from __future__ import annotations

from collections.abc import Mapping

# The words an order begins with, longest first for each first word, and what they mean.
ORDERS: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]] = {
    "before": ((("before",), "before"),),
    "after": ((("after",), "after"),),
    "earlier": ((("earlier", "than"), "before"),),
    "later": ((("later", "than"), "after"),),
    "at": (
        (("at", "or", "after"), "since"),
        (("at", "or", "before"), "by"),
        (("at", "the", "same", "time", "as"), "at"),
        (("at",), "at"),
    ),
    "on": ((("on", "or", "after"), "since"), (("on", "or", "before"), "by"), (("on",), "at")),
    "in": ((("in",), "at"),),
    "as": ((("as", "of"), "at"),),
    "since": ((("since",), "since"),),
    "by": ((("by",), "by"),),
    "not": (
        (("not", "before"), "since"),
        (("not", "after"), "by"),
        (("not", "earlier", "than"), "since"),
        (("not", "later", "than"), "by"),
    ),
    "no": ((("no", "earlier", "than"), "since"), (("no", "later", "than"), "by")),
    "during": ((("during",), "during"),),
    "right": ((("right", "after"), "right after"), (("right", "before"), "just before")),
    "just": ((("just", "before"), "just before"), (("just", "after"), "right after")),
    "some": ((("some", "time", "after"), "after"), (("some", "time", "before"), "before")),
    "sometime": ((("sometime", "after"), "after"), (("sometime", "before"), "before")),
    "immediately": ((("immediately", "before"), "just before"), (("immediately", "after"), "right after")),
}
WHICH = {
    "next": "next",
    "following": "next",
    "same": "same",
    "previous": "previous",
    "preceding": "previous",
}
NEXT_UNITS = {
    word: word for word in ("morning", "afternoon", "evening", "night", "day", "week", "month", "year")
}
SIDES = {"after": "after", "as": "as", "before": "before", "of": "as"}
TAILS = {  # "1140 or later"
    "or later": "since",
    "or after": "since",
    "onwards": "since",
    "or earlier": "by",
    "or before": "by",
}
