"""Time expressions as the oracle reads them: its own small reader, from the tables of ``docs/time.md``.

What a part of an expression says is a :class:`Bound` on the start or the end of what it dates.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import NamedTuple

from benchmarks.planting.dates import FAR, Dates

SMALL = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip


class Bound(NamedTuple):
    """``lower <= side - anchor.part <= upper``, as read and at the loosest; no anchor: from the origin."""

    side: str
    anchor: str
    part: str
    lower: int
    upper: int
    loose_lower: int
    loose_upper: int


class Unreadable(Exception):
    """The oracle does not know this expression."""


def number(text: str) -> float:
    """A number in figures or words."""
    text = text.strip().lower().replace("-", " ")
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return float(text)
    if text in ("a", "an"):
        return 1
    total = 0
    for word in text.split():
        if word in SMALL:
            total += SMALL.index(word)
        elif word in TENS:
            total += TENS[word]
        else:
            raise Unreadable(text)
    return total


# ---- amounts ------------------------------------------------------------------------------------------

HEDGES = "exactly|about|around|some|almost|nearly|over|more than|at least|at most|up to|less than|under"
HEDGE = rf"(?P<hedge>{HEDGES})?"
NUMBER = r"(?P<n>\d+(?:\.\d+)?|[a-z]+(?:-[a-z]+)?)"
AMOUNT = re.compile(rf"{HEDGE}\s*{NUMBER}(?:\s*(?:to|-)\s*(?P<m>\d+))?\s+(?P<unit>[a-z]+?)s?")
WIDE = {"few": (2, 5, 2, 9), "several": (3, 9, 2, 14)}


ORDERS = [
    ("at or after", "since"), ("not before", "since"), ("since", "since"), ("at or before", "by"),
    ("not after", "by"), ("by", "by"), ("right after", "right after"), ("just before", "just before"),
    ("just after", "right after"), ("right before", "just before"),
    ("during", "during"), ("earlier than", "before"), ("later than", "after"), ("before", "before"),
    ("after", "after"), ("at", "at"), ("in", "at"), ("on", "at"),
]  # fmt: skip
Resolve = Callable[[str], "tuple[str, str] | None"]
"""What a name means: (record id, part) or None."""


def _dated(low: int, high: int, loose_low: int | None = None, loose_high: int | None = None) -> list[Bound]:
    return [
        Bound("start", "", "", low, high, low if loose_low is None else loose_low,
              high if loose_high is None else loose_high)
    ]  # fmt: skip


def _known(resolve: Resolve, text: str) -> tuple[str, str]:
    anchor = resolve(text)
    if anchor is None:
        raise Unreadable(text)
    return anchor


class Language:
    """Time expressions and ages in the dates of one calendar."""

    def __init__(self, dates: Dates) -> None:
        self.dates = dates
        self.units = {
            "minute": 1, "hour": 60, "day": dates.DAY, "night": dates.DAY, "week": dates.WEEK,
            "fortnight": 14 * dates.DAY, "month": dates.MONTH, "year": dates.YEAR, "decade": 10 * dates.YEAR,
            "century": 100 * dates.YEAR,
        }  # fmt: skip
        self.faults: set[str] = set()

    def amount(self, text: str) -> tuple[float, float, float, float, int]:
        """(lower, upper, loose lower, loose upper) in units of so many minutes; upper inf where open."""
        text = text.strip()
        for word, (a, b, c, d) in WIDE.items():
            found = re.fullmatch(rf"(?:a )?{word} ([a-z]+?)s?", text)
            if found:
                return a, b, c, d, self.units[found[1]]
        found = AMOUNT.fullmatch(text.replace("centuries", "centurys"))
        if found is None or found["unit"] not in self.units:
            raise Unreadable(text)
        n, unit, hedge = number(found["n"]), self.units[found["unit"]], found["hedge"]
        minute = 1 / unit
        if found["m"]:
            m = float(found["m"])
            return n, m, n - 0.5, m + 0.5, unit
        match hedge:
            case "exactly":
                return n, n, n, n, unit
            case None:
                wide = max(1, n / 10)
                return n - 0.5, n + 0.5 - minute, n - wide, n + wide, unit
            case "about" | "around" | "some":
                near, wide = max(1, n * 0.15), max(2, n * 0.3)
                return n - near, n + near, n - wide, n + wide, unit
            case "almost" | "nearly":
                return n - 0.5, n - minute, n - 1, n - minute, unit
            case "over" | "more than":
                return n + minute, n + 1, n + minute, n + 2, unit
            case "at least":
                return n, math.inf, n, math.inf, unit
            case "at most" | "up to":
                return 0, n, 0, n, unit
        return 0, n - minute, 0, n - minute, unit

    def gap(self, text: str, day: int | None, after: bool) -> tuple[int, int, int, int]:
        """An amount as lattice minutes away from an anchor; ``day``: its lattice day where that is known."""
        *ends, unit = self.amount(text)
        found = []
        for n, end in enumerate(ends):
            if end == math.inf:
                found.append(FAR)
                continue
            minutes = math.floor(end * unit + 1e-6) if n % 2 else math.ceil(end * unit - 1e-6)
            if unit < self.dates.MONTH:
                if day is None:
                    minutes = self.dates.lattice_span(minutes, n % 2 == 1)
                else:
                    reach = [
                        abs(self.dates.move(day + at, minutes if after else -minutes) - day - at)
                        for at in (0, self.dates.DAY - 1)
                    ]
                    minutes = max(reach) if n % 2 else min(reach)
            found.append(max(1, minutes))
        return found[0], found[1], found[2], found[3]

    def read(self, text: str, resolve: Resolve, day_of: Callable[[str, str], int | None]) -> list[Bound]:
        """All that an expression says; raises Unreadable."""
        return [bound for part in str(text).split(";") for bound in self._term(part.strip(), resolve, day_of)]

    def _date(self, text: str) -> list[Bound] | None:
        """A date, with its words."""
        if (plain := self.dates.stretch_of(text)) is not None:
            self.faults.update(plain.faults)
            return _dated(plain.low, plain.high, plain.low, plain.loose) if plain.high else []
        if (found := re.fullmatch(r"(?:about|around|circa) (\d{1,4})", text)) is not None:
            year = int(found[1])
            return _dated(
                self.dates.slot(year - 2, 1, 1),
                self.dates.slot(year + 3, 1, 1) - 1,
                self.dates.slot(year - 5, 1, 1),
                self.dates.slot(year + 6, 1, 1) - 1,
            )
        if (found := re.fullmatch(r"(?:from )?(\S+) to (\S+)", text)) is not None:
            first, last = self.dates.stretch_of(found[1]), self.dates.stretch_of(found[2])
            if first is not None and last is not None:
                return _dated(first.low, self.dates.owned(last.high))
        if (found := re.fullmatch(r"(early|late) (\d{1,4})", text)) is not None:
            year = int(found[2])
            first_month = 1 if found[1] == "early" else 9
            return _dated(
                self.dates.slot(year, first_month, 1),
                self.dates.slot(year, first_month + 3, self.dates.month_days(year, first_month + 3))
                + self.dates.DAY
                - 1,
            )
        return None

    def _term(self, text: str, resolve: Resolve, day_of: Callable[[str, str], int | None]) -> list[Bound]:
        whole = resolve(text)
        if whole is not None:
            return self._order("at", *whole)
        dated = self._date(text)
        if dated is not None:
            return dated
        if (found := re.fullmatch(r"between (.+?) and (.+)", text)) is not None:
            sides: list[Bound] = []
            for which, strict, soft in ((found[1], "after", "since"), (found[2], "before", "by")):
                anchor = resolve(which)
                bounds = self._order(strict, *anchor) if anchor else self._order_date(soft, which)
                sides += [b._replace(side="end") for b in bounds] if soft == "by" else bounds
            return sides
        if (
            found := re.fullmatch(r"the next (?:morning|day|night|evening) (after|before) (.+)", text)
        ) is not None:
            ref, part = _known(resolve, found[2])
            reach = self.dates.lattice_span(2 * self.dates.DAY - 1, True)
            if found[1] == "after":
                return [Bound("start", ref, part or "end", 1, 2 * self.dates.DAY - 1, 1, reach)]
            return [Bound("end", ref, part or "start", -2 * self.dates.DAY + 1, -1, -reach, -1)]
        if (found := re.fullmatch(r"the same (?:day|evening|night|morning) as (.+)", text)) is not None:
            ref, part = _known(resolve, found[1])
            near, far = self.dates.DAY - 1, self.dates.lattice_span(self.dates.DAY - 1, True)
            return [
                Bound("start", ref, part or "start", -near, FAR, -far, FAR),
                Bound("start", ref, part or "end", -FAR, near, -FAR, far),
            ]
        for words, relation in ORDERS:
            if text.startswith(words + " "):
                rest = text[len(words) + 1 :]
                anchor = resolve(rest)
                if anchor is not None:
                    return self._order(relation, *anchor)
                if self.dates.stretch_of(rest) is not None:
                    return self._order_date(relation, rest)
        if (found := re.fullmatch(r"(.+?) (before|after) (\S+.*)", text)) is not None:
            return self._offset(found[1], found[2] == "after", _known(resolve, found[3]), day_of)
        raise Unreadable(text)

    def _order(self, relation: str, ref: str, part: str) -> list[Bound]:
        birth = self.dates.DAY - 1 if part == "birth" else 0
        match relation:
            case "before":
                return [Bound("end", ref, part or "start", -FAR, -1, -FAR, -1)]
            case "after":
                return [Bound("start", ref, part or "end", 1, FAR, 1, FAR)]
            case "since":
                return [Bound("start", ref, part or "start", 0, FAR, 0, FAR)]
            case "by":
                return [Bound("start", ref, part or "end", -FAR, birth, -FAR, birth)]
            case "right after":
                far = self.dates.lattice_span(self.dates.DAY, True)
                return [Bound("start", ref, part or "end", 1, self.dates.DAY + birth, 0, far + birth)]
            case "just before":
                return [
                    Bound(
                        "end",
                        ref,
                        part or "start",
                        -self.dates.DAY,
                        -1,
                        -self.dates.lattice_span(self.dates.DAY, True),
                        0,
                    )
                ]
        last = "end" if relation == "during" else "start"
        return [
            Bound("start", ref, part or "start", 0, FAR, 0, FAR),
            Bound(last, ref, part or "end", -FAR, birth, -FAR, birth),
        ]

    def _order_date(self, relation: str, text: str) -> list[Bound]:
        stretch = self.dates.stretch_of(text)
        if stretch is None:
            raise Unreadable(text)
        self.faults.update(stretch.faults)
        low, high = stretch.low, stretch.high
        match relation:
            case "before":
                return [Bound("end", "", "", -FAR, low - 1, -FAR, low - 1)]
            case "after":
                return [
                    Bound("start", "", "", self.dates.owned(high) + 1, FAR, self.dates.owned(high) + 1, FAR)
                ]
            case "since":
                return [Bound("start", "", "", low, FAR, low, FAR)]
            case "by":
                return [Bound("start", "", "", -FAR, high, -FAR, high)]
            case "at":
                return _dated(low, high, low, stretch.loose)
        raise Unreadable(f"{relation} {text}")

    def _offset(
        self, text: str, after: bool, anchor: tuple[str, str], day_of: Callable[[str, str], int | None]
    ) -> list[Bound]:
        ref, part = anchor
        part = part or ("end" if after else "start")
        low, high, loose_low, loose_high = self.gap(text, day_of(ref, part), after)
        birth = self.dates.DAY - 1 if part == "birth" else 0
        if after:
            return [Bound("start", ref, part, low, high + birth, loose_low, loose_high + birth)]
        return [Bound("end", ref, part, -high, -low + birth, -loose_high, -loose_low + birth)]

    def age(self, text: str) -> tuple[int, int, int, int]:
        """An age in minutes after the birth: the reading and the loosest one (only vague words have one)."""
        text = re.sub(r"^(his|her|their) ", "", text.strip().lower()).removesuffix(" years old")
        if (found := re.fullmatch(r"(early|mid|late)?[ -]?(\w+)ties", text)) is not None:
            tens = TENS[found[2] + "ty"]
            first, last = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(found[1] or "", (0, 9))
            low, high, _, _ = self._years(tens + first, tens + last)
            return low, high, low - self.dates.YEAR, high + self.dates.YEAR
        if (found := re.fullmatch(r"(\d+) (?:to|or) (\d+)", text)) is not None:
            return self._years(int(found[1]), int(found[2]))
        for hedge in ("at least", "under", "at most", "over", "about"):
            if text.startswith(hedge + " "):
                n = int(number(text[len(hedge) + 1 :]))
                if hedge == "about":
                    near, wide = (
                        max(units * self.dates.YEAR, n * self.dates.YEAR * share // 100)
                        for units, share in ((1, 15), (2, 30))
                    )
                    end = (n + 1) * self.dates.YEAR - 1
                    return (
                        max(0, n * self.dates.YEAR - near),
                        end + near,
                        max(0, n * self.dates.YEAR - wide),
                        end + wide,
                    )
                if hedge == "at least":
                    return n * self.dates.YEAR, FAR, n * self.dates.YEAR, FAR
                low, high, _, _ = self._years(
                    *{"under": (0, n - 1), "at most": (0, n), "over": (n, n + 1)}[hedge]
                )
                return low, high, low, high + self.dates.YEAR if hedge == "over" else high
        n = int(number(text))
        return self._years(n, n)

    def _years(self, first: int, last: int) -> tuple[int, int, int, int]:
        low, high = first * self.dates.YEAR, (last + 1) * self.dates.YEAR - 1
        return low, high, low, high
