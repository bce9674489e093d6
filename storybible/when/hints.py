"""What to say about words that are no time expression: the likeliest slip of the pen."""

from __future__ import annotations

from storybible.when.anchoring import Reader
from storybible.when.terms import Anchor, Date, Problem, Term
from storybible.when.tokens import UNITS, Words, read_number, shown

_ORDER_WORDS = [
    "before", "after", "at", "since", "by", "during", "between", "within", "earlier", "later", "right",
    "just", "not", "exactly", "about", "almost", "over", "next", "same", "previous", "early", "late",
    "spring", "summer", "autumn", "winter",
]  # fmt: skip
_NOT_KNOWN = frozenset(
    ("unknown", "not known", "unclear", "?", "??", "???", "n/a", "na", "tbd", "tba", "none", "-", "--", "...",
     "never", "not yet", "no", "yes", "true", "false", "alive", "still alive", "living", "dead", "sometime")
)
_SEASONS = frozenset(
    ("spring", "springs", "summer", "summers", "autumn", "autumns", "fall", "falls", "winter", "winters")
)
_VAGUE = frozenset(("soon", "shortly", "long", "well", "immediately", "directly"))


def unknown(words: Words, end: int, reader: Reader) -> Problem:
    """The problem to report for words that begin neither a term nor a name."""
    low = words.low
    named = reader.reference(words.starts[0], end)
    if isinstance(named, Problem):  # a record, but no moment
        return named
    if " ".join(low) in _NOT_KNOWN:
        message = f"“{shown(' '.join(low))}” says no time"
        return words.problem(0, len(low), message, "leave the field out as long as it is not known")
    number = read_number(low, 0)
    if number is not None and number[2] < len(low):
        i = number[2]
        if low[i].isdecimal() and len(low[i]) == 3:
            hint = f"write a number without the blank: {low[i - 1]}{low[i]}"
            return words.problem(i - 1, i + 1, "is this one number?", hint)
        hint = _nearest(low[i], list(reader.calendar.units)) or "units run from minutes to centuries"
        if low[i] in _SEASONS:
            count, rest = (reader.text[a:b].strip() for a, b in ((words.starts[0], words.starts[i]),
                                                                 (words.ends[i], end)))  # fmt: skip
            hint = f"count in years: `{shown(f'{count} years {rest}'.strip(), 200)}`"
        return words.problem(i, i + 1, f"“{shown(low[i])}” is no unit of time", hint)
    if low[0].lstrip("-").isdecimal():
        return words.problem(0, 1, "this number is too large", "")
    from storybible.when.birthdays import birthday  # only for words that cannot be read

    aged = birthday(reader.plain, reader.names, words.starts[0], end)
    if aged is not None:
        return aged
    reader.quiet += 1
    problem = _slip(words, end, reader)
    reader.quiet -= 1
    return problem or reader.unknown(words.starts[0], end)


def one_number(words: Words, comma: int, left: Term) -> bool:
    """Whether the comma after ``left``, a number alone, may stand inside of a number ("about 1, 500 ...")."""
    number, after = words.low[comma - 1], words.low[comma + 1]
    bare = isinstance(left, Date) and left.month is None and not left.season and number.isdecimal()
    return bare and (len(number) < 4 or after[0].isdecimal())


def _slip(words: Words, end: int, reader: Reader) -> Problem | None:
    """A misspelt beginning in front of a good anchor."""
    low = words.low
    for i in range(1, min(len(low) - 1, 8)):
        if low[i] in ("after", "before") and isinstance(reader.anchor(words.starts[i + 1], end), Anchor):
            amount = reader.text[words.starts[0] : words.ends[i - 1]]
            if low[i - 1] in _SEASONS and i > 1:
                count = reader.text[words.starts[0] : words.ends[i - 2]]
                meant = f"{count} years {reader.text[words.starts[i] : end]}"
                hint = f"count in years: `{shown(meant, 200)}`"
                return words.problem(i - 1, i, f"“{shown(low[i - 1])}” is no unit of time", hint)
            if low[i - 1] in _VAGUE:
                hint = f"write `{low[i]}`, or `{'right after' if low[i] == 'after' else 'just before'}`"
                return words.problem(0, i, f"“{shown(amount)}” does not say how long", hint)
            return words.problem(0, i, f"“{shown(amount)}” is no amount of time", _amount_hint(low, i))
        if low[i] == "or":
            halves = (words.starts[0], words.ends[i - 1]), (words.starts[i + 1], end)
            if all(isinstance(reader.anchor(*half), Anchor) for half in halves):
                hint = "leave it open, with what both have in common"
                return words.problem(i, i + 1, "which of the two?", hint)
    for i in range(1, min(len(low), 4)):
        if isinstance(reader.anchor(words.starts[i], end), Anchor):
            begin = reader.text[words.starts[0] : words.ends[i - 1]]
            hint = _nearest(low[0], _ORDER_WORDS) or "write for example `before`, `after` or `during`"
            return words.problem(0, i, f"“{shown(begin)}” does not say when", hint)
    return None


def _amount_hint(low: list[str], i: int) -> str:
    if low[0] in UNITS or (low[0] == "the" and i == 2):
        return f"write how many: `a few {low[i - 1]} {low[i]} ...`"
    return "write for example `3 years` or `about two weeks`"


def _nearest(word: str, known: list[str]) -> str:
    """``did you mean ...?`` for a misspelt word, or ""."""
    import difflib

    found = difflib.get_close_matches(word[:30], known, 1, 0.7)
    return f"did you mean {found[0]}?" if found else ""
