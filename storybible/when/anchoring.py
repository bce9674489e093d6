"""What an expression counts from: records by id or name, their births, deaths, starts and ends, dates."""

from __future__ import annotations

from storybible.calendars import Calendar
from storybible.when.dates import read_date
from storybible.when.terms import Anchor, Names, Problem, Widths
from storybible.when.tokens import Words, plain, shown

PARTS = {
    "event": ("start", "end"),
    "scene": ("start", "end"),
    "character": ("birth", "death"),
}
"""The parts each kind of anchor has."""

_ALL_PARTS = frozenset(("start", "end", "birth", "death"))


def _bared(name: str) -> str:
    """A name without the quotation marks or double brackets around it: ``[[Mara Venn|Mara]]``."""
    if name.startswith("[[") and name.endswith("]]"):
        return name[2:-2].partition("|")[0].partition("#")[0]
    if len(name) > 2 and name[0] in "\"“'‘" and name[-1] in "\"”'’":
        return name[1:-1]
    return name


class Reader:
    """Finds anchors in one expression; places are character offsets into ``text``."""

    __slots__ = ("calendar", "names", "plain", "quiet", "text", "widths")

    def __init__(self, text: str, names: Names, calendar: Calendar, widths: Widths) -> None:
        self.text = text
        self.plain = plain(text)
        self.names = names
        self.calendar = calendar
        self.widths = widths
        self.quiet = 0  # above 0 a problem is only a "no" to a guess, and needs no look for near names

    def anchor(self, begin: int, end: int) -> Anchor | Problem:
        """The anchor in exactly this stretch of the text, or what is wrong with it."""
        found = self.reference(begin, end)
        if isinstance(found, Anchor):
            return found
        words = Words(self.text, begin, end, self.calendar.phrases)
        date = read_date(words, 0, self.calendar, self.widths)
        if isinstance(date, tuple) and not isinstance(date, Problem) and date[1] == len(words.low):
            return Anchor(None, "date", "", date[0], date[0].text, date[0].column)
        if found is not None:
            return found
        if isinstance(date, Problem):
            return date
        return self.unknown(begin, end)

    def reference(self, begin: int, end: int) -> Anchor | Problem | None:
        """The record in this stretch of the text; a problem where it is no moment; None where unknown."""
        while begin < end and self.text[begin].isspace():
            begin += 1
        while end > begin and self.text[end - 1].isspace():
            end -= 1
        name = self.text[begin:end]
        if not name:
            return None
        found = self._look_up(name)
        part = ""
        if found is None:
            base, part = self.split(self.plain[begin:end])
            if not part:
                return None
            found = self._look_up(base)
            if found is None:
                return None
        kind, ref = found
        parts = PARTS.get(kind)
        if parts is None:
            return Problem(begin, end - begin, f"{shown(name)} is a record of kind {kind}, not a moment",
                           "name an event, a scene or a date")  # fmt: skip
        if part in parts or (not part and kind != "character"):
            return Anchor(ref, kind, part, None, name, begin)
        article = "an" if kind == "event" else "a"
        return Problem(begin, end - begin, f"{shown(name)} is no moment: {ref} is {article} {kind}",
                       f"write {ref}.{parts[0]} or {ref}.{parts[1]}")  # fmt: skip

    def _look_up(self, name: str) -> tuple[str, str] | None:
        """The record of this name, also without a leading article and over odd blanks."""
        found = self.names.resolve(name)
        if found is None:
            neat = " ".join(_bared(name).split())
            if neat != name:
                found = self.names.resolve(neat)
            if found is None and neat[:4].lower() == "the ":
                found = self.names.resolve(neat[4:])
        return found

    @staticmethod
    def split(name: str) -> tuple[str, str]:
        """A name and the part of it: ``mara.birth``, "Mara's birth", "the birth of Mara"."""
        base, dot, part = name.rpartition(".")
        if dot and part.strip().lower() in _ALL_PARTS:
            return base.strip(), part.strip().lower()
        words = name.split()
        if len(words) > 1 and words[-1].lower() in _ALL_PARTS:
            base = " ".join(words[:-1])
            for ending in ("'s", "'"):
                if base.endswith(ending):
                    return base.removesuffix(ending), words[-1].lower()
        if words and words[0].lower() == "the":
            words = words[1:]
        if len(words) > 2 and words[0].lower() in _ALL_PARTS and words[1].lower() == "of":
            return " ".join(words[2:]), words[0].lower()
        return name, ""

    def unknown(self, begin: int, end: int) -> Problem:
        """Why this stretch of the text is no anchor: nobody is called so, or several are."""
        name = " ".join(self.text[begin:end].split())
        base, part = self.split(name)
        several = self.names.ambiguous(name) or (self.names.ambiguous(base) if part else [])
        length = max(1, end - begin)
        if several:
            return Problem(begin, length, f"“{shown(base)}” may be {' or '.join(several)}", "write the id")
        from storybible.when.birthdays import birthday  # only for words that cannot be read

        aged = None if self.quiet else birthday(self.plain, self.names, begin, end)
        if aged is not None:
            return aged
        near = self.names.near(base if part else name) if not self.quiet and len(name) < 200 else []
        kind = "character" if part in ("birth", "death") else "event"
        suffix = f".{part}" if part else ""
        words = Words(base, phrases=self.calendar.phrases)
        if part in ("start", "end") and read_date(words, 0, self.calendar, self.widths) is not None:
            return Problem(
                begin, length, "a date has no start or end here", f"write `early {base}` or `late {base}`"
            )
        hint = f"did you mean {' or '.join(n + suffix for n in near[:3])}?" if near else ""
        article = "an" if kind == "event" else "a"
        hint = hint or f"add {article} {kind} of this name, or write a date"
        return Problem(begin, length, f"no {kind} is called “{shown(base)}”", hint)
