"""The same words with another number: how a stated time or age could be mended.

The rest of a story leaves a *room* for the difference that a statement bounds.  A mend keeps the
writer's words, hedge and precision and turns one number (or both ends of a range) just far enough that
the reading meets the room; or it turns an order round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from storybible.calendars import GREGORIAN, Calendar
from storybible.when.ages import read_age
from storybible.when.amounts import parse_amount
from storybible.when.grammar import parse
from storybible.when.linking import ExactDay, links, never_exact
from storybible.when.restyle import Handle, age_handles, amount_handles, date_handles, replaced
from storybible.when.terms import Date, Link, Names, Offset, Order, Problem, Term, Widths, Within, anchors
from storybible.when.widths import widths_of

Room = tuple[int | None, int | None]
Miss = Callable[[str], "int | None"]

MOST = 3
"""How many mends are proposed."""

_REVERSED = {
    "before": "after",
    "earlier": "later",
    "since": "by",
    "at or after": "at or before",
    "on or after": "on or before",
    "not before": "not after",
    "right after": "just before",
    "just after": "just before",
}
_REVERSED |= {new: old for old, new in _REVERSED.items() if new not in _REVERSED}
_DOUBLINGS = 40


def mends(
    text: str,
    term: Term,
    rooms: Sequence[Room],
    names: Names,
    exact_day: ExactDay = never_exact,
    calendar: Calendar = GREGORIAN,
    widths: Widths | Mapping[str, object] | None = None,
) -> list[str]:
    """Whole expressions in which ``term`` (a term of ``text``) has been mended; nearest first, at most 3.

    ``rooms`` has (least, most) of ``t[subject] - t[anchor.part]`` for each of ``links(term)``, in that
    order.  A reversed order is about other points, of which the rooms say nothing: it comes last.
    """
    before = links(term, exact_day, calendar)
    shape = [_shape(link) for link in before]

    def miss(candidate: str) -> int | None:
        end = len(candidate) - (len(text) - term.column - term.length)
        parsed = parse(candidate[term.column : end], names, calendar, widths)
        if parsed.problems or len(parsed.terms) != 1:
            return None
        found = links(parsed.terms[0], exact_day, calendar)
        if [_shape(link) for link in found] != shape:
            return None
        return _total(_miss(link.lower, link.upper, room) for link, room in zip(found, rooms, strict=False))

    handles: list[Handle] = []
    if isinstance(term, Offset | Within):
        handles += amount_handles(text, term.amount, calendar)
    if isinstance(term, Date):
        handles += date_handles(text, term, calendar)
    for anchor in anchors(term):
        if anchor.date is not None:
            handles += date_handles(text, anchor.date, calendar)
    found = _nearest(handles, miss)
    turned = _turned(text, term)
    if turned is not None and len(found) < MOST:
        found.append(turned)
    return found


def age_mends(
    text: str,
    room: Room,
    calendar: Calendar = GREGORIAN,
    widths: Widths | Mapping[str, object] | None = None,
) -> list[str]:
    """The same words for another age whose reading meets the room (least, most) of moment minus birth."""
    settings = widths_of(widths)
    read = read_age(text, calendar, settings)
    if isinstance(read, Problem):
        return []

    def miss(candidate: str) -> int | None:
        found = read_age(candidate, calendar, settings)
        return None if isinstance(found, Problem) else _miss(found[0].lower, found[0].upper, room)

    return _nearest(age_handles(text, read[1], calendar), miss)


def amount_mends(
    text: str,
    room: Room,
    calendar: Calendar = GREGORIAN,
    widths: Widths | Mapping[str, object] | None = None,
) -> list[str]:
    """The same words for another length (``lasts:``) whose reading meets the room of end minus start."""
    settings = widths_of(widths)
    read = parse_amount(text, calendar, settings)
    if isinstance(read, Problem):
        return []

    def miss(candidate: str) -> int | None:
        found = parse_amount(candidate, calendar, settings)
        return None if isinstance(found, Problem) else _miss(found.lower, found.upper, room)

    return _nearest(amount_handles(text, read, calendar), miss)


def _shape(link: Link) -> tuple[str, str | None, str]:
    """Which two points a link is about."""
    return link.subject, link.anchor.ref if link.anchor else None, link.part


def _miss(lower: int | None, upper: int | None, room: Room) -> int:
    """By how many minutes a reading lies below (negative) or above the room; 0 where they meet."""
    least, most = room
    if least is not None and upper is not None and upper < least:
        return upper - least
    if most is not None and lower is not None and lower > most:
        return lower - most
    return 0


def _total(misses: Iterable[int]) -> int:
    """Several misses as one, with the sign of the first that is not 0."""
    values = [m for m in misses if m]
    return 0 if not values else (1 if values[0] > 0 else -1) * sum(abs(m) for m in values)


def _nearest(handles: Sequence[Handle], miss: Miss) -> list[str]:
    """The mends of all handles, the smallest change first."""
    found: list[tuple[int, str]] = []
    for handle in handles:
        found += [(abs(n - handle.value) * handle.weight, text) for n, text in _turn(handle, miss)]
    found.sort(key=lambda mend: mend[0])
    return list(dict.fromkeys(text for _, text in found))[:MOST]


def _turn(handle: Handle, miss: Miss) -> list[tuple[int, str]]:
    """The nearest numbers for which a handle's reading meets the room.

    A reading only moves one way as the number grows, so double the step until the room is met or
    passed, then halve.
    """
    known: dict[int, int | None] = {}

    def at(n: int) -> int | None:
        if n not in known:
            text = handle.render(n)
            known[n] = None if text is None else miss(text)
        return known[n]

    here = at(handle.value)
    if here == 0:
        return []
    sides = [(abs(m), way) for way in (1, -1) if (m := at(handle.value + way)) is not None]
    if not sides:
        return []
    way = min(sides)[1]
    if here is not None and min(sides)[0] >= abs(here):
        return []
    sign = at(handle.value + way) or 0
    short, far = 0, 1
    for _ in range(_DOUBLINGS):
        m = at(handle.value + way * far)
        if m is None or m * sign <= 0:
            break
        short, far = far, 2 * far
    else:
        return []
    while far - short > 1:
        middle = (short + far) // 2
        m = at(handle.value + way * middle)
        if m is None or m * sign <= 0:
            far = middle
        else:
            short = middle
    found = []
    for n in range(handle.value + way * far, handle.value + way * (far + MOST), way):
        if at(n) != 0:
            break
        text = handle.render(n)
        assert text is not None
        found.append((n, text))
    return found


def _turned(text: str, term: Term) -> str | None:
    """The expression with an order, or the side of an offset, turned round."""
    if not isinstance(term, Order | Offset):
        return None
    begin = term.column + (0 if isinstance(term, Order) else len(term.amount.text))
    words = text[begin : term.anchor.column]
    plain = " ".join(words.lower().split())
    for old, new in sorted(_REVERSED.items(), key=lambda pair: -len(pair[0])):
        if plain == old or plain.startswith(old + " "):
            at = words.lower().find(old.split()[0])
            if words[at : at + len(old)].lower() != old:
                return None
            new = new.capitalize() if words[at].isupper() else new
            return replaced(text, [(begin + at, begin + at + len(old), new)])
    return None
