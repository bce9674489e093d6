"""What an answer rests on: the statements that prove it, and what a reader must know about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from storybible.diagnostics import Evidence
from storybible.encoding import Stated
from storybible.states import Step
from storybible.stn import Key
from storybible.timeline import Moment, Timeline
from storybible.when import Amount


@dataclass(frozen=True, slots=True)
class Rounded:
    """An amount without a hedge that an answer rests on, and how it was read."""

    text: str
    read_as: str


@dataclass(frozen=True, slots=True)
class Proof:
    """The evidence of an answer.

    ``contested``: some of it stands in a contradiction.  ``according_to``: who claims some of it.
    ``rounded``: bare amounts in it.
    """

    evidence: tuple[Evidence, ...] = ()
    contested: bool = False
    according_to: tuple[str, ...] = ()
    rounded: tuple[Rounded, ...] = ()

    def __add__(self, other: Proof) -> Proof:
        return combined((self, other))


NOTHING = Proof()


def combined(proofs: Iterable[Proof]) -> Proof:
    """Everything that several answers rest on, each statement once."""
    evidence: dict[Evidence, None] = {}
    rounded: dict[Rounded, None] = {}
    speakers: set[str] = set()
    contested = False
    for proof in proofs:
        evidence.update(dict.fromkeys(proof.evidence))
        rounded.update(dict.fromkeys(proof.rounded))
        speakers.update(proof.according_to)
        contested = contested or proof.contested
    return Proof(tuple(evidence), contested, tuple(sorted(speakers)), tuple(rounded))


def of_keys(timeline: Timeline, keys: Iterable[Key], start: int | None = None) -> Proof:
    """The proof made of some statements, told as a chain that begins at a point."""
    found = tuple(keys)
    if not found:
        return NOTHING
    return Proof(
        timeline.evidence(found, start),
        bool(timeline.network.parked) and timeline.contested(found),
        tuple(timeline.speakers(found)),
        tuple(dict.fromkeys(_rounded(stated) for stated in timeline.bare(found))),
    )


def prove(timeline: Timeline, a: int, b: int, most: int, start: int | None = None) -> Proof:
    """Why point ``b`` is at most ``most`` minutes after point ``a``; nothing where that does not follow."""
    keys = timeline.prove(a, b, most)
    return of_keys(timeline, keys, a if start is None else start) if keys else NOTHING


def of_steps(timeline: Timeline, steps: Iterable[Step]) -> Proof:
    """Why all of some relations between points hold."""
    return combined(prove(timeline, a, b, most) for a, b, most in steps)


def asked(*moments: Moment) -> Proof:
    """What a question itself leaves open: bare amounts in the moments it names."""
    amounts = [getattr(term, "amount", None) for moment in moments for term in moment.terms if term.bare]
    return Proof(rounded=tuple(_read(amount) for amount in amounts if isinstance(amount, Amount)))


def _rounded(stated: Stated) -> Rounded:
    amount = getattr(stated.term, "amount", None)
    if isinstance(amount, Amount):
        return _read(amount)
    return Rounded(stated.text.value if stated.text is not None else "", "")


def _read(amount: Amount) -> Rounded:
    low, high = amount.lower, amount.upper
    if amount.real is not None and not amount.months_low and not amount.months_high:
        low, high = amount.real[:2]  # as counted, without the days that a calendar may add
    if high is None:
        return Rounded(amount.text, f"{_units(low, amount.step)} or more")
    return Rounded(amount.text, f"{_units(low, amount.step)} to {_units(high, amount.step)}")


def _units(minutes: int, step: int) -> str:
    """Minutes in units of an amount: 2½; an end that stays a minute short of its number is that number."""
    quarters = round(4 * minutes / step)
    if abs(4 * minutes - quarters * step) > 8:
        return f"{minutes / step:.2g}"
    whole, part = divmod(quarters, 4)
    return f"{whole or '' if part else whole}{('', '¼', '½', '¾')[part]}"
