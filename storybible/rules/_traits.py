"""When two values of one trait exclude each other."""

from __future__ import annotations

from storybible.records import Trait
from storybible.rules import Context
from storybible.rules._certain import Certain
from storybible.rules._held import Overlap, held, overlap

YES = frozenset({"yes", "true"})
NO = frozenset({"no", "false"})
COLOURS = frozenset(
    "amber auburn black blond blonde blue brown brunette copper ginger gold golden gray green grey hazel orange pink "
    "purple red sandy silver violet white yellow".split()
)


def differ(one: Trait, other: Trait) -> bool:
    """Whether two values are different words."""
    return _plain(one) != _plain(other)


def _plain(trait: Trait) -> str:
    word = " ".join(trait.value.value.split()).casefold()
    return "yes" if word in YES else "no" if word in NO else word


def together_at(context: Context, one: Trait, other: Trait) -> Overlap | None:
    """Whether two values surely hold at one moment: as stated, or because one of them holds always."""
    first, second = context.encoding.period(one), context.encoding.period(other)
    if first.timeless or second.timeless:
        if first.timeless and second.timeless:
            excluding = {_plain(one), _plain(other)} <= COLOURS or not (_listed_plainly(one) and _listed_plainly(other))
            return Overlap(Certain(), ()) if excluding else None
        dated, trait = (second, other) if first.timeless else (first, one)
        if trait.always:
            return Overlap(Certain(), ())
        moments = held(dated)
        return Overlap(Certain(), ((trait, moments[0]),)) if moments else None
    return overlap(context, first, second)


def _listed_plainly(trait: Trait) -> bool:
    """Whether a value is a bare word of a list, without braces of its own."""
    return trait.span == trait.value.span
