"""When two values of one trait exclude each other."""

from __future__ import annotations

from storybible.records import Trait
from storybible.rules import Context
from storybible.rules._certain import Certain
from storybible.rules._held import Overlap, held, overlap

YES = frozenset({"yes", "true"})
NO = frozenset({"no", "false"})
SPELT = {"gray": "grey", "blonde": "blond", "brunet": "brunette", "golden": "gold"}
"""Colours that are written in two ways."""
COLOURS = frozenset(
    [
        "amber",
        "auburn",
        "black",
        "blond",
        "blonde",
        "blue",
        "brown",
        "brunette",
        "copper",
        "ginger",
        "gold",
        "golden",
        "gray",
        "green",
        "grey",
        "hazel",
        "orange",
        "pink",
        "purple",
        "red",
        "sandy",
        "silver",
        "violet",
        "white",
        "yellow",
    ]
)


def differ(one: Trait, other: Trait) -> bool:
    """Whether neither of two values says the other as well, as "dark brown" says "brown"."""
    first, second = _words(one), _words(other)
    return not (first <= second or second <= first)


def _words(trait: Trait) -> set[str]:
    words = {SPELT.get(word, word) for word in trait.value.value.replace("-", " ").casefold().split()}
    if words <= YES:
        return {"yes"}
    return {"no"} if words <= NO else words


def together_at(context: Context, one: Trait, other: Trait) -> Overlap | None:
    """Whether two values surely hold at one moment: as stated, or because one of them holds always."""
    first, second = context.encoding.period(one), context.encoding.period(other)
    if first.timeless and second.timeless:
        return Overlap(Certain(), ()) if _always(one) and _always(other) and _exclude(one, other) else None
    if first.timeless or second.timeless:
        always, trait, dated = (one, other, second) if first.timeless else (other, one, first)
        moments = held(dated)
        return Overlap(Certain(), ((trait, moments[-1]),)) if _always(always) and moments else None
    return overlap(context, first, second)


def _always(trait: Trait) -> bool:
    """Whether nothing about time was written (what cannot be read was written)."""
    return not (trait.starts or trait.ends or trait.seen)


def _exclude(one: Trait, other: Trait) -> bool:
    """Whether two values without times cannot both be true.

    Values with braces of their own are one trait's history, and so are colours and yes and no.  Bare words
    of a list may be several things that are all true.
    """
    if all(trait.span != trait.value.span for trait in (one, other)):
        return True
    return all(_words(trait) & (COLOURS | YES | NO) for trait in (one, other))
