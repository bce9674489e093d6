"""The grammar of time expressions: text in, terms and problems out, never an exception.

A name wins over a word of the grammar: an event called ``about``, ``spring`` or "After the flood" is
found first wherever an anchor may stand.  Everything is read in one pass over the words; where two
terms are joined by ``and`` both halves are tried.
"""

from __future__ import annotations

from collections.abc import Mapping

from storybible.calendars import GREGORIAN, Calendar
from storybible.when.amounts import read_amount
from storybible.when.anchoring import Reader
from storybible.when.dates import EDGES, read_date
from storybible.when.hints import one_number, unknown
from storybible.when.spoken import DAY_PARTS, clock
from storybible.when.terms import (
    Anchor,
    Between,
    Date,
    Names,
    Next,
    Offset,
    Order,
    Parsed,
    Problem,
    Term,
    Weekday,
    Widths,
    Within,
)
from storybible.when.tokens import LONGEST, Words, read_number, shown
from storybible.when.vocabulary import NEXT_UNITS, ORDERS, SIDES, TAILS, WHICH
from storybible.when.widths import widths_of

_MOST_ANDS = 6  # how many places to cut an expression at "and" before giving up


def parse(
    text: str,
    names: Names,
    calendar: Calendar = GREGORIAN,
    widths: Widths | Mapping[str, object] | None = None,
) -> Parsed:
    """Read a time expression: one term, or several joined by ``;`` that all hold.

    Unreadable parts become problems with the place of the offending words; this never raises.
    """
    if len(text) > LONGEST:
        return Parsed((), (Problem(0, LONGEST, f"a time expression has at most {LONGEST} characters"),))
    wide = widths_of(widths)
    read = _read(text, _Parser(text, names, calendar, wide, quiet=1))
    if not read.problems:
        return read
    from storybible.when.meant import with_hint  # what may have been meant, only where something is wrong

    read = _read(text, _Parser(text, names, calendar, wide, quiet=0))
    return with_hint(read, text, lambda t: not _read(t, _Parser(t, names, calendar, wide, quiet=1)).problems)


def _read(text: str, parser: _Parser) -> Parsed:
    """All terms of an expression."""
    whole = parser.whole(0, len(text))
    if whole is not None:
        return Parsed((whole,), ())
    if ";" not in text:
        found = parser.term(0, len(text), 0)
        return Parsed((), (found,)) if isinstance(found, Problem) else Parsed(tuple(found), ())
    terms: list[Term] = []
    problems: list[Problem] = []
    begin = 0
    while begin <= len(text):
        end = text.find(";", begin)
        end = len(text) if end < 0 else end
        if begin == 0 or text[begin:end].strip():  # a `;` at the very end is no fault
            found = parser.term(begin, end, 0)
            if isinstance(found, Problem):
                problems.append(found)
            else:
                terms += found
        begin = end + 1
    return Parsed(tuple(terms), tuple(problems))


class _Parser:
    """One expression while it is read; places are character offsets into the whole text."""

    __slots__ = ("calendar", "names", "quiet", "reader", "text", "widths")

    def __init__(self, text: str, names: Names, calendar: Calendar, widths: Widths, quiet: int) -> None:
        self.text = text
        self.names = names
        self.calendar = calendar
        self.widths = widths
        self.reader = Reader(text, names, calendar, widths)
        self.reader.quiet = self.quiet = quiet

    def words(self, begin: int, end: int) -> Words:
        """The words of a stretch of the text."""
        return Words(self.text, begin, end, self.calendar.phrases)

    def whole(self, begin: int, end: int) -> Order | None:
        """``at ANCHOR`` where the whole text is the name of a moment."""
        anchor = self.reader.reference(begin, end)
        if not isinstance(anchor, Anchor):
            return None
        return Order("at", anchor, anchor.text, anchor.column, len(anchor.text))

    def term(self, begin: int, end: int, depth: int) -> list[Term] | Problem:
        """One term, or several joined by "and"."""
        words = self.words(begin, end)
        if not words.low:
            column = min(begin, max(0, len(self.text) - 1))
            return Problem(
                column, 1, "there is no time here", "write a date, or for example `3 years before EVENT`"
            )
        begin, end = words.starts[0], words.ends[-1]
        if depth or begin or end < len(self.text):
            whole = self.whole(begin, end)
            if whole is not None:
                return [whole]
        found = self.one(words, end)
        if not isinstance(found, Problem):
            return [found]
        self.reader.quiet += 1
        joined = self.joined(words, begin, end, depth)
        self.reader.quiet -= 1
        return joined or found

    def joined(self, words: Words, begin: int, end: int, depth: int) -> list[Term] | Problem | None:
        """Two terms joined by "and"; None where the words cannot be cut so."""
        tries = 0
        for i in range(1, len(words.low) - 1):
            if words.low[i] not in ("and", ",", "but") or words.low[i + 1] in ("and", "but"):
                continue
            tries += 1
            cut = i if words.low[i - 1] != "," else i - 1
            if tries > _MOST_ANDS or depth > _MOST_ANDS or cut == 0:
                break
            left = self.one(self.words(begin, words.starts[cut]), words.ends[cut - 1])
            if isinstance(left, Problem):
                continue
            if words.low[i] == "," and isinstance(left, Date) and left.precision == "day":
                time = clock(words, i + 1, self.calendar)
                if isinstance(time, Problem):
                    return time
            if words.low[i] == "," and one_number(words, i, left):
                return words.problem(
                    i - 1, i + 2, "is this one number, or two times?",
                    "write a number without the comma, and join two times by `;`",
                )  # fmt: skip
            right = self.term(words.starts[i + 1], end, depth + 1)
            if isinstance(right, Problem):
                quiet, self.reader.quiet = self.reader.quiet, self.quiet
                last = self.one(self.words(words.starts[i + 1], end), end)
                self.reader.quiet = quiet
                return last if isinstance(last, Problem) else [left, last]
            if (
                isinstance(right[0], Order)
                and right[0].text == right[0].anchor.text
                and isinstance(left, Order)
            ):
                order = shown(left.text[: left.anchor.column - left.column])
                return words.problem(
                    i, i + 1, "it is not clear what holds for both",
                    f"write `{shown(left.text)}; {order} {shown(right[0].text)}`",
                )  # fmt: skip
            return [left, *right]
        return None

    def one(self, words: Words, end: int) -> Term | Problem:
        """One term in exactly these words."""
        low = words.low
        first = low[0]
        begin = words.starts[0]
        rest = self.text[begin:end]
        if first in ("on", "in") and len(low) > 1:
            found = self.next(self.words(words.starts[1], end), end)
            if found is not None and not isinstance(found, Problem):
                return found._replace(text=rest, column=begin, length=end - begin)
        if first in ORDERS and (len(low) < 2 or low[1] not in ("least", "most", "over", "under")):
            for prefix, relation in ORDERS[first]:
                if tuple(low[: len(prefix)]) == prefix:
                    return self.order(words, len(prefix), relation, end)
        if first == "between":
            return self.between(words, end)
        if first == "within":
            return self.within(words, end)
        if first == "from":
            date = read_date(words, 1, self.calendar, self.widths)
            if isinstance(date, Problem):
                return date
            if date is not None and date[1] == len(low):
                return date[0]
        relative = self.next(words, end)
        if relative is not None:
            return relative
        amount = read_amount(words, 0, self.calendar, self.widths)
        if isinstance(amount, Problem):
            return amount
        if amount is not None:
            i = amount[1]
            side = low[i] if i < len(low) else ""
            if side in ("later", "earlier") and low[i + 1 : i + 2] == ["than"]:
                side, i = ("after" if side == "later" else "before"), i + 1
            if side not in ("after", "before"):
                return self.no_anchor(words, amount[1], amount[0].text)
            anchor = self.anchor(words, i + 1, end)
            if isinstance(anchor, Problem):
                return anchor
            return Offset(amount[0], side, anchor, rest, begin, end - begin)
        return self.date(words, end) or unknown(words, end, self.reader)

    def date(self, words: Words, end: int) -> Term | Problem | None:
        """A date alone, or "1140 or later"; None where the words do not begin with a date."""
        low, begin = words.low, words.starts[0]
        if low[0][0] == "~" and not {"after", "before"}.isdisjoint(low):
            hint = f"write `about {shown(self.text[begin + 1 : end].lstrip(), 200)}`"
            return words.problem(0, 1, "“~” stands before dates, not before lengths of time", hint)
        found = read_date(words, 0, self.calendar, self.widths)
        if isinstance(found, Problem):
            return found
        if found is not None:
            if found[1] == len(low):
                return found[0]
            tail = TAILS.get(" ".join(low[found[1] :]))
            if tail is not None:
                dated = Anchor(None, "date", "", found[0], found[0].text, found[0].column)
                return Order(tail, dated, self.text[begin:end], begin, end - begin)
            if found[0].precision == "year" and not {"after", "before"}.isdisjoint(low):
                return None  # a misspelt unit, more likely than a year
            extra = self.text[words.starts[found[1]] : end]
            hint = "join two times by `;`"
            if found[0].month is not None and not DAY_PARTS.isdisjoint(low[found[1] :]):
                hint = "write a time of day as `18:30`, or leave it out"
            return words.problem(found[1], len(low), f"“{shown(extra)}” does not belong to a date", hint)
        return None

    def order(self, words: Words, i: int, relation: str, end: int) -> Term | Problem:
        """``before A`` and its kin; the anchor begins at word ``i``."""
        begin = words.starts[0]
        anchor = self.anchor(words, i, end)
        whole = self.edge(words, i, relation, end) if isinstance(anchor, Anchor) and anchor.date else None
        if whole is not None:
            relation, anchor = whole
        if isinstance(anchor, Problem):
            return anchor
        text = self.text[begin:end]
        if relation == "at" and anchor.date is not None:
            return anchor.date._replace(text=text, column=begin, length=end - begin)
        return Order(relation, anchor, text, begin, end - begin)

    def edge(self, words: Words, i: int, relation: str, end: int) -> tuple[str, Anchor] | None:
        """``before the end of 2004`` is by 2004, ``after the start of 2004`` since 2004."""
        i += words.low[i : i + 1] == ["the"]
        side = EDGES.get(words.low[i]) if words.low[i + 1 : i + 2] == ["of"] else None
        turned = {("before", "late"): "by", ("after", "early"): "since"}.get((relation, side or ""))
        found = self.anchor(words, i + 2, end) if turned else None
        return (turned, found) if turned and isinstance(found, Anchor) else None

    def between(self, words: Words, end: int) -> Term | Problem:
        """``between A and B``, and ``between 2 and 3 years after A``."""
        low, begin = words.low, words.starts[0]
        number = read_number(low, 1)
        if number is not None and low[number[2] : number[2] + 1] == ["and"]:
            low[number[2]] = "to"
            amount = read_amount(words, 1, self.calendar, self.widths)
            if isinstance(amount, tuple) and not isinstance(amount, Problem):
                i = amount[1]
                if i >= len(low) or low[i] not in ("after", "before"):
                    return self.no_anchor(words, i, amount[0].text)
                anchor = self.anchor(words, i + 1, end)
                if isinstance(anchor, Problem):
                    return anchor
                return Offset(amount[0], low[i], anchor, self.text[begin:end], begin, end - begin)
            low[number[2]] = "and"
        shared = self.shared_month(words)
        if shared is not None:
            return shared
        problem: Problem | None = None
        cuts = [i for i in range(2, len(low) - 1) if low[i] == "and"][: 2 * _MOST_ANDS]
        for cut in cuts:
            first = self.anchor(words, 1, words.ends[cut - 1])
            last = first if isinstance(first, Problem) else self.anchor(words, cut + 1, end)
            if isinstance(first, Anchor) and isinstance(last, Anchor):
                return Between(first, last, self.text[begin:end], begin, end - begin)
            if problem is None or isinstance(first, Anchor):
                problem = last if isinstance(last, Problem) else None
        return problem or words.problem(0, 1, "between what and what?", "write `between A and B`")

    def shared_month(self, words: Words) -> Term | None:
        """``between 12 and 14 July 2004``, ``between July and September 2004``: one stretch of time."""
        low = words.low
        short = len(low) > 1 and (len(low[1]) < 3 or low[1] in self.calendar.month_words)
        if not short or low.count("and") != 1:
            return None
        cut = low.index("and")
        low[cut] = "to"
        date = read_date(words, 1, self.calendar, self.widths)
        low[cut] = "and"
        if date is None or isinstance(date, Problem) or date[1] < len(low):
            return None
        begin, end = words.starts[0], words.ends[-1]
        return date[0]._replace(text=self.text[begin:end], column=begin, length=end - begin)

    def within(self, words: Words, end: int) -> Term | Problem:
        """``within 3 days of A``."""
        low, begin = words.low, words.starts[0]
        amount = read_amount(words, 1, self.calendar, self.widths)
        if isinstance(amount, Problem):
            return amount
        if amount is None:
            return words.problem(1, 2, "within how long?", "write for example `within 3 days of EVENT`")
        i = amount[1]
        if i >= len(low) or low[i] not in ("of", "before", "after"):
            return words.problem(
                i, i + 1, "within this time of what?", f"write `within {shown(amount[0].text)} of EVENT`"
            )
        anchor = self.anchor(words, i + 1, end)
        if isinstance(anchor, Problem):
            return anchor
        return Within(amount[0], low[i], anchor, self.text[begin:end], begin, end - begin)

    def next(self, words: Words, end: int) -> Term | Problem | None:
        """``the next morning after A``, ``the day before A``, ``Monday after A``; None for anything else."""
        low, begin = words.low, words.starts[0]
        i = 1 if low[0] in ("the", "that") else 0
        if low[i : i + 2] == ["eve", "of"]:
            eve = self.anchor(words, i + 2, end)
            if isinstance(eve, Problem):
                return eve
            return Next("previous", "day", "before", eve, self.text[begin:end], begin, end - begin)
        which = WHICH.get(low[i], "") if i < len(low) else ""
        if which or (i and low[i : i + 1] == ["first"]):
            i += 1
        if i >= len(low):
            return None
        unit = low[i]
        weekday = self.calendar.weekday_words.get(unit)
        side = SIDES.get(low[i + 1], "") if i + 1 < len(low) else ""
        known = weekday is not None or (unit in NEXT_UNITS and (which or i))
        if not known or (not side and (weekday is not None or not which)):
            return None
        if not side:
            wanted = {"next": "after", "previous": "before", "same": "as"}[which]
            return words.problem(
                i, i + 1, f"{which} {unit} {wanted} what?", f"write `the {which} {unit} {wanted} EVENT`"
            )
        if (which == "next" and side != "after") or (which == "previous" and side != "before"):
            wanted = "after" if which == "next" else "before"
            return words.problem(
                i + 1, i + 2, f"“{which}” goes with `{wanted}`", f"write `the {which} {unit} {wanted} EVENT`"
            )
        anchor = self.anchor(words, i + 2, end)
        if isinstance(anchor, Problem):
            return anchor
        place = (anchor, self.text[begin:end], begin, end - begin)
        if weekday is not None:
            if side == "as":
                return words.problem(
                    i + 1, i + 2, "a weekday comes before or after an event", f"write `{unit} after EVENT`"
                )
            return Weekday(weekday, side, *place)
        which = which or {"after": "next", "before": "previous", "as": "same"}[side]
        return Next(which, unit, side, *place)

    def anchor(self, words: Words, i: int, end: int) -> Anchor | Problem:
        """The anchor from word ``i`` to the character ``end``."""
        if i >= len(words.low) or words.starts[i] >= end:
            last = len(words.low) - 1
            return words.problem(
                last, last + 1, f"{shown(words.low[last])} what?", "name an event, a scene or a date"
            )
        return self.reader.anchor(words.starts[i], end)

    def no_anchor(self, words: Words, i: int, amount: str) -> Problem:
        """An amount that does not say before or after what."""
        amount = shown(amount)
        if i >= len(words.low):
            return words.problem(
                0, len(words.low), f"{amount} before or after what?", f"write `{amount} after EVENT`"
            )
        word = words.low[i]
        if word in ("ago", "earlier", "previously", "prior"):
            return words.problem(
                i, i + 1, f"“{word}” does not say before what", f"write `{amount} before SCENE`"
            )
        if word in ("later", "hence", "on", "from", "since"):
            return words.problem(
                i, i + 1, f"“{word}” does not say after what", f"write `{amount} after EVENT`"
            )
        return words.problem(
            i,
            i + 1,
            f"“{shown(word)}” cannot follow an amount of time",
            f"write `{amount} after EVENT` or `{amount} before EVENT`",
        )
