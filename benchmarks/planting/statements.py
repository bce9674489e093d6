"""What a text says, as limits between named moments: the oracle's own reading of records.

It reads the files with PyYAML and the expressions with its own reader, and shares no code with the program.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.planting.dates import FAR, declared
from benchmarks.planting.reading import Bound, Language, Unreadable
from benchmarks.planting.texts import Texts, Where, Word

Limit = tuple[str, str, int, int]
"""``lower <= time[second] - time[first] <= upper``, of named points."""
AWAY = ("mentioned", "body", "dream", "vision", "ghost", "memory")
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


class Reader:
    """One text as limits between named moments."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.said: list[Said] = []
        self.structural: set[str] = set()
        self.asked: dict[str, list[Said]] = {}
        self.parts: list[Callable[[set[Where]], Said | None]] = []
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
        self.dates = declared(self.settings)
        self.language = Language(self.dates)
        self.names = self._names()
        self.long = {e for e, data in self.of("event").items() if "lasts" in data or "until" in data}
        self.during: dict[tuple[str, str], Where] = {}
        for event, data in self.of("event").items():
            for expression, where in self.times(data.get("when")):
                for part in expression.split(";"):
                    if part.strip().startswith("during "):
                        outer = self.ref(part.strip()[7:]) or ""
                        self.long.add(outer)
                        self.during[event, outer] = where
        self.told = {
            s: told[0] for s, data in self.of("scene").items() if len(told := as_list(data.get("tells"))) == 1
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
                words += [a.get("name") if isinstance(a, dict) else a for a in as_list(data.get("aliases"))]
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
                stretch, day = self.dates.stretch_of(piece.strip()), self.dates.DAY
                if stretch is not None and stretch.high and stretch.low // day == stretch.high // day:
                    return stretch.low // day * day
        return None

    @staticmethod
    def times(value: Any) -> list[tuple[Word, Where]]:
        """The narrator's expressions in a field."""
        found = []
        for one in as_list(value):
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
            parts: list[Bound] = self.language.read(expression, self.resolve, self.day_of)
        except (Unreadable, ValueError):
            self.unread.append(str(expression))
            return tight, loose
        self.structural |= self.language.faults
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
            tight, loose = ([self._midnight(limit) for limit in limits] for limits in (tight, loose))
        if tight:
            self.said.append(Said([tight], [loose], frozenset({expression.where})))

    def _midnight(self, limit: Limit) -> Limit:
        """A limit on a birth, which is the midnight that its day begins with."""
        first, second, lower, upper = limit
        day = self.dates.DAY
        if first == ORIGIN:
            lower = lower // day * day if lower > -FAR else lower
            return first, second, lower, upper // day * day if upper < FAR else upper
        return first, second, lower - (day - 1), upper

    def ask(self, rule: str, limits: list[Limit]) -> None:
        """What a note is made of where it cannot be."""
        self.asked.setdefault(rule, []).append(Said([limits], [limits], frozenset(), rule))

    def must(self, rule: str, lines: Iterable[Where], *options: list[Limit]) -> None:
        """Something the world demands."""
        self.said.append(Said(list(options), list(options), frozenset(lines), rule))


def as_list(value: Any) -> list[Any]:
    """A value as a list: one thing is a list of one."""
    if isinstance(value, list):
        return value
    return [] if value is None or value == "" or value == {} else [value]


def people(value: Any) -> Iterator[tuple[Word, str, dict[str, Any]]]:
    """(who, role, entry) of a list of people; short forms in one line are taken apart."""
    for entry in as_list(value):
        data = entry if isinstance(entry, dict) else {}
        word = data.get("who", "") if data else entry
        role = str(data.get("as", ""))
        name = str(word)
        if not data and name.endswith(")") and "(" in name:
            name, role = name[:-1].split("(", 1)
        who = Word(name.strip())
        who.where = getattr(word, "where", ("", 0))
        yield who, role, data


def word_at(text: str, where: Where) -> Word:
    """A text that stands somewhere."""
    word = Word(text)
    word.where = where
    return word


def moment_of(reader: Reader, at: Word, name: str) -> tuple[str, str]:
    """The two ends of a moment: an event's own, or a new one that an expression places."""
    plain = reader.resolve(str(at).removeprefix("at "))
    if plain is not None:
        ref, part = plain
        return (reader.point(ref, part or "start"), reader.point(ref, part or "end"))
    reader.state(at, name, name)
    return name, name


__all__ = ["AWAY", "ORIGIN", "Limit", "Reader", "Said", "as_list", "moment_of", "people", "word_at"]
