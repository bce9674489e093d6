"""The values that a time expression becomes.

All times are lattice minutes (see :mod:`storybible.calendars`), all bounds inclusive, None where open.
Columns count from 0 into the whole expression.  Every bound comes twice: the reading, and the loosest
reading (``loose_...``), which is never tighter and grades a conflict.  Named tuples, because thousands
are made and a dozen frozen dataclasses would take longer to define than a bible takes to read.
"""

from typing import NamedTuple, Protocol


class Names(Protocol):
    """What the grammar must know of the records: which words are names."""

    def resolve(self, text: str) -> tuple[str, str] | None:
        """(kind, id) of the one record with this id, name, title or alias; None when there is not one."""

    def near(self, text: str) -> list[str]:
        """Names that look like ``text``, nearest first."""

    def ambiguous(self, text: str) -> list[str]:
        """The ids of all records called ``text``, when there are several."""


class Problem(NamedTuple):
    """What is wrong with an expression, where, and how to write it instead (``suggestion`` may be "").

    ``unknown_date``: it is written as a date must be, but the calendar has no such date.
    """

    column: int
    length: int
    message: str
    suggestion: str = ""
    unknown_date: bool = False


Spot = tuple[int, int, str]
"""A number in the expression: column, end column, and what it is (number, year, month, day, ...)."""


class Amount(NamedTuple):
    """An amount of time as a range of lattice minutes, at least one minute.

    ``months_low`` and ``months_high`` are the part in months and longer units, exact on the lattice.
    ``real`` is None without a part in weeks, days, hours or minutes, else the four bounds of that part
    in real minutes, so that it can be counted exactly from a known day.  ``hedge`` is a word of the
    table in ``format.md``, "few" or "several", or "".  ``bare``: rests on a plain number without a
    hedge.  ``pinned``: the ends are the writer's own numbers and not a rounding of them.  ``step`` is
    the unit the amount was counted in (minutes).
    """

    lower: int
    upper: int | None
    loose_lower: int
    loose_upper: int | None
    months_low: int
    months_high: int
    real: tuple[int, int | None, int, int | None] | None
    hedge: str
    bare: bool
    pinned: bool
    text: str
    step: int
    spots: tuple[Spot, ...] = ()

    @property
    def hedged(self) -> bool:
        """Whether the writer gave it as approximate or as a limit."""
        return self.hedge not in ("", "exactly")


class Date(NamedTuple):
    """A moment inside ``lower`` .. ``upper``; with ``during`` or as an anchor also the stretch itself.

    ``precision``: minute, day, month, year, or span (a season, a third of a year, "1900 to 1910").
    ``weekday`` (0 Monday) and ``season`` are what the writer stated, for the rules that compare.
    ``year``, ``month`` and ``day`` are those of the (first) date as written, None where left out.
    """

    lower: int
    upper: int
    loose_lower: int
    loose_upper: int
    precision: str
    text: str
    column: int
    length: int
    hedge: str = ""
    weekday: int | None = None
    season: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    spots: tuple[Spot, ...] = ()

    @property
    def hedged(self) -> bool:
        """Whether it is given as approximate."""
        return self.hedge != ""

    @property
    def bare(self) -> bool:
        """A date never rests on a bare amount."""
        return False


DateSpan = Date


class Anchor(NamedTuple):
    """What an expression counts from: a record's point in time, or a date (``kind`` "date").

    ``part`` is "" unless the writer named one: start, end, birth, death.
    """

    ref: str | None
    kind: str
    part: str
    date: Date | None
    text: str
    column: int


class Offset(NamedTuple):
    """AMOUNT before or after an anchor."""

    amount: Amount
    side: str
    anchor: Anchor
    text: str
    column: int
    length: int

    @property
    def hedged(self) -> bool:
        """Whether the amount is given as approximate or as a limit."""
        return self.amount.hedged

    @property
    def bare(self) -> bool:
        """Whether it rests on a plain amount without a hedge."""
        return self.amount.bare


class Within(NamedTuple):
    """Not farther than ``amount.upper`` from the anchor; ``side``: of, before, after."""

    amount: Amount
    side: str
    anchor: Anchor
    text: str
    column: int
    length: int

    @property
    def hedged(self) -> bool:
        """A limit is no rounding."""
        return False

    @property
    def bare(self) -> bool:
        """A limit is no rounding."""
        return False


class Next(NamedTuple):
    """The next, same or previous unit, as in the grammar; ``side``: after, as, before."""

    which: str
    unit: str
    side: str
    anchor: Anchor
    text: str
    column: int
    length: int
    hedged: bool = False
    bare: bool = False


class Weekday(NamedTuple):
    """The first such weekday (0 Monday) after, or the last one before, the anchor."""

    weekday: int
    side: str
    anchor: Anchor
    text: str
    column: int
    length: int
    hedged: bool = False
    bare: bool = False


class Order(NamedTuple):
    """``relation``: before, after, at, since, by, during, right after, just before.

    "At or after" and "not before" are since; "at or before" and "not after" are by.
    """

    relation: str
    anchor: Anchor
    text: str
    column: int
    length: int
    hedged: bool = False
    bare: bool = False


class Between(NamedTuple):
    """Strictly between two events; dates are included."""

    first: Anchor
    last: Anchor
    text: str
    column: int
    length: int
    hedged: bool = False
    bare: bool = False


Term = Date | Offset | Within | Next | Weekday | Order | Between


class Parsed(NamedTuple):
    """Terms that all hold at once; where there are problems the unreadable terms are missing."""

    terms: tuple[Term, ...]
    problems: tuple[Problem, ...]


class Link(NamedTuple):
    """``lower <= t[subject] - t[anchor.part] <= upper``; without an anchor, against the origin (0)."""

    subject: str
    anchor: Anchor | None
    part: str
    lower: int | None
    upper: int | None
    loose_lower: int | None
    loose_upper: int | None


class Age(NamedTuple):
    """An age as the range of (moment minus birth) in lattice minutes; birth is a midnight."""

    lower: int | None
    upper: int | None
    loose_lower: int | None
    loose_upper: int | None
    text: str


class Widths(NamedTuple):
    """How wide inexact words are read: (units, per cent) and the larger one counts; vague words in units."""

    bare_loose: tuple[int, int] = (1, 10)
    about: tuple[int, int] = (1, 15)
    about_loose: tuple[int, int] = (2, 30)
    few: tuple[int, int, int, int] = (2, 5, 2, 9)
    several: tuple[int, int, int, int] = (3, 9, 2, 14)
    about_date: tuple[int, int] = (2, 5)
    about_month: tuple[int, int] = (1, 3)
    about_day: tuple[int, int] = (3, 10)


WIDTHS = Widths()


def anchors(term: Term) -> tuple[Anchor, ...]:
    """Every anchor that a term counts from; none for a date."""
    if isinstance(term, Date):
        return ()
    if isinstance(term, Between):
        return (term.first, term.last)
    return (term.anchor,)
