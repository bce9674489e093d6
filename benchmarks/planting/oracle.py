"""Whether the text of a bible can be true: the oracle of the planted mistakes.

It reads the files with PyYAML, the expressions with its own reader, and asks one question: is there any placement
of all moments in which every statement holds and the world is as it must be?  It shares no code with the program.
Where there is none at the loosest readings the text is an error, where there is none at the usual ones it is at
least a warning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from benchmarks.planting.reading import DAY, FAR, YEAR, Bound, Unreadable, amount, gap, read, stretch_of
from benchmarks.planting.solver import Edge, Option, Solver, TooHard
from benchmarks.planting.texts import Texts, Where, Word

Limit = tuple[str, str, int, int]
"""``lower <= time[second] - time[first] <= upper``, of named points."""
AWAY = ("mentioned", "body", "dream", "vision", "ghost", "memory")
ROLES = {"mother", "father", "parent", "adoptive", "step", "guardian"}
ORIGIN = "0"


@dataclass
class Said:
    """Something that must hold: one of several lists of limits, as read and at the loosest.

    ``lines`` is what it stands on, ``rule`` what it is called where it is broken ("" for a plain statement).
    """

    options: list[list[Limit]]
    loose: list[list[Limit]]
    lines: frozenset[Where]
    rule: str = ""


@dataclass
class Verdict:
    """``error``: not at the loosest readings; ``wrong``: not as read; ``structural``: wrong whatever the time."""

    error: bool = False
    wrong: bool = False
    structural: set[str] = field(default_factory=set)
    unclear: bool = False


class Reader:
    """One text as limits between named moments."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.said: list[Said] = []
        self.structural: set[str] = set()
        self.unread: list[str] = []
        self.kinds: dict[str, dict[str, Any]] = {}
        for record, (kind, file, title, body) in texts.records.items():
            data = texts.plain(file, body)
            data = data if isinstance(data, dict) else {}
            data["@"] = texts.plain(file, title)
            self.kinds.setdefault(kind, {})[record] = data
        self.ties = [t for file, node in texts.lists.values() for t in texts.plain(file, node)]
        settings = texts.plain("", texts.settings)
        self.settings = settings if isinstance(settings, dict) else {}
        self.names = self._names()
        self.long = {e for e, data in self.of("event").items() if "lasts" in data or "until" in data}
        for data in self.of("event").values():
            for expression, _ in self.times(data.get("when")):
                for part in expression.split(";"):
                    if part.strip().startswith("during "):
                        self.long.add(self.ref(part.strip()[7:]) or "")
        self.told = {
            s: told[0] for s, data in self.of("scene").items() if len(told := _list(data.get("tells"))) == 1
        }

    def of(self, kind: str) -> dict[str, Any]:
        """All records of a kind."""
        return self.kinds.get(kind, {})

    def _names(self) -> dict[str, set[str]]:
        names: dict[str, set[str]] = {}
        for records in self.kinds.values():
            for record in records:
                names[record] = {record}
        for records in self.kinds.values():
            for record, data in records.items():
                words = [data.get("name"), data.get("title")]
                words += [a.get("name") if isinstance(a, dict) else a for a in _list(data.get("aliases"))]
                for word in words:
                    if word:
                        names.setdefault(str(word).casefold(), set()).add(record)
        return names

    def ref(self, name: Any) -> str | None:
        """The record that a name means."""
        text = str(name)
        if any(text in records for records in self.kinds.values()):
            return text
        found = self.names.get(text.casefold(), set())
        return next(iter(found)) if len(found) == 1 else None

    # ---- moments --------------------------------------------------------------------------------------

    def resolve(self, text: str) -> tuple[str, str] | None:
        """(record, part) of an anchor."""
        text = text.strip()
        part = ""
        if "." in text:
            text, part = text.rsplit(".", 1)
        elif text.lower().endswith(("'s birth", "'s death")):
            text, part = text[:-8], text[-5:].lower()
        found = self.ref(text)
        if found is None or (part and part not in ("birth", "death", "start", "end")):
            return None
        if found not in self.of("event") and found not in self.of("scene") and part not in ("birth", "death"):
            return None
        return found, part

    def point(self, ref: str, part: str) -> str:
        """The name of a moment."""
        if not ref:
            return ORIGIN
        if part in ("birth", "death"):
            return f"{part} {ref}"
        ref = self.told.get(ref, ref)
        return f"{part} {ref}" if ref in self.long or ref in self.of("scene") else f"start {ref}"

    def day_of(self, ref: str, part: str) -> int | None:
        """The lattice day on which a date pins a moment."""
        if part == "birth":
            times = self.times(self.of("character").get(ref, {}).get("born"))
        elif ref in self.of("event") and (part == "start" or ref not in self.long):
            times = self.times(self.of("event")[ref].get("when"))
        else:
            return None
        for expression, _ in times:
            for piece in expression.split(";"):
                stretch = stretch_of(piece.strip())
                if stretch is not None and stretch[0] // DAY == stretch[1] // DAY:
                    return stretch[0] // DAY * DAY
        return None

    @staticmethod
    def times(value: Any) -> list[tuple[Word, Where]]:
        """The narrator's expressions in a field."""
        found = []
        for one in _list(value):
            if isinstance(one, dict):
                found += [] if "says" in one else Reader.times(one.get("when"))
            elif one:
                found.append((one, one.where))
        return found

    def bounds(self, expression: str, start: str, end: str) -> tuple[list[Limit], list[Limit]]:
        """An expression about two moments: as read, and at the loosest."""
        tight: list[Limit] = []
        loose: list[Limit] = []
        try:
            parts: list[Bound] = read(expression, self.resolve, self.day_of)
        except (Unreadable, ValueError):
            self.unread.append(str(expression))
            return tight, loose
        for b in parts:
            side = start if b.side == "start" else end
            anchor = self.point(b.anchor, b.part)
            tight.append((anchor, side, b.lower, b.upper))
            loose.append((anchor, side, b.loose_lower, b.loose_upper))
        return tight, loose

    def state(self, expression: Word, start: str, end: str, born: bool = False) -> None:
        """One statement about two moments."""
        tight, loose = self.bounds(expression, start, end)
        if born:
            tight, loose = ([_midnight(limit) for limit in limits] for limits in (tight, loose))
        if tight:
            self.said.append(Said([tight], [loose], frozenset({expression.where})))

    def must(self, rule: str, lines: Iterable[Where], *options: list[Limit]) -> None:
        """Something the world demands."""
        self.said.append(Said(list(options), list(options), frozenset(lines), rule))

    def lasting(self, expression: Word) -> None:
        """A length, checked to be readable."""
        amount(expression)


def length(text: str, day: int | None) -> tuple[int, int, int, int]:
    """A length in lattice minutes, from a known day on where there is one."""
    return gap(text, day, True)


def _midnight(limit: Limit) -> Limit:
    first, second, lower, upper = limit
    if first == ORIGIN:
        return (
            first,
            second,
            lower // DAY * DAY if lower > -FAR else lower,
            upper // DAY * DAY if upper < FAR else upper,
        )
    return first, second, lower - (DAY - 1), upper


def _list(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    return [] if value is None or value == "" or value == {} else [value]


# ---- the question ------------------------------------------------------------------------------------------


def satisfiable(said: list[Said], start: dict[str, int], loose: bool) -> dict[str, int] | None:
    """A placement in which everything holds; None where there is none.  Raises TooHard."""
    number: dict[str, int] = {}
    edges: list[Edge] = []
    choices: list[list[Option]] = []

    def index(point: str) -> int:
        return number.setdefault(point, len(number))

    def compiled(limits: list[Limit]) -> list[Edge]:
        found = []
        for first, second, lower, upper in limits:
            a, b = index(first), index(second)
            if upper < FAR:
                found.append((a, b, upper))
            if lower > -FAR:
                found.append((b, a, -lower))
        return found

    for one in said:
        options = one.loose if loose else one.options
        if len(options) == 1:
            edges += compiled(options[0])
        else:
            choices.append([compiled(option) for option in options])
    times = [start.get(point, 1800 * 372 * DAY) for point in number]
    solver = Solver(len(number), edges, times)
    found = solver.possible(choices)
    return None if found is None else {point: found[n] for point, n in number.items()}


def judge(texts: Texts, start: dict[str, int]) -> tuple[Verdict, Reader]:
    """What the oracle says of a text."""
    from benchmarks.planting.world import understood

    reader = understood(texts)
    verdict = Verdict(structural=set(reader.structural), unclear=bool(reader.unread))
    graded = [s for s in reader.said if s.rule != "below-minimum-age"]
    try:
        if satisfiable(reader.said, start, False) is None:
            verdict.wrong = True
            verdict.error = satisfiable(graded, start, True) is None
    except TooHard:
        verdict.unclear = True
    return verdict, reader


def follows(reader: Reader, lines: set[Where], start: dict[str, int]) -> bool:
    """Whether what stands on these lines alone cannot be true, as read."""
    part = [s for s in reader.said if s.lines <= lines]
    try:
        return satisfiable(part, start, False) is None
    except TooHard:
        return True


def smallest(said: list[Said], start: dict[str, int], loose: bool = False) -> list[Said]:
    """A set that cannot be true together and of which nothing can be left out (by halves, then one by one)."""
    kept = list(said)
    size = len(kept) // 2
    while size:
        at = 0
        while at < len(kept):
            rest = kept[:at] + kept[at + size :]
            try:
                impossible = satisfiable(rest, start, loose) is None
            except TooHard:
                impossible = False
            if impossible:
                kept = rest
            else:
                at += size
        size //= 2
    return kept


def placements(reader: Reader, start: dict[str, int]) -> dict[str, int] | None:
    """One way everything can be."""
    try:
        return satisfiable(reader.said, start, False)
    except TooHard:
        return None


def people(value: Any) -> Iterator[tuple[Word, str, dict[str, Any]]]:
    """(who, role, entry) of a list of people; short forms in one line are taken apart."""
    for entry in _list(value):
        data = entry if isinstance(entry, dict) else {}
        word = data.get("who", "") if data else entry
        role = str(data.get("as", ""))
        name = str(word)
        if not data and name.endswith(")") and "(" in name:
            name, role = name[:-1].split("(", 1)
        who = Word(name.strip())
        who.where = getattr(word, "where", ("", 0))
        yield who, role, data


__all__ = [
    "AWAY",
    "ORIGIN",
    "ROLES",
    "YEAR",
    "Reader",
    "Said",
    "Verdict",
    "follows",
    "judge",
    "people",
    "placements",
]
