"""The expression that words which cannot be read nearly are, as a hint.

Each slip has a way of writing what it means; what is proposed is read first, so that it works as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from storybible.when.terms import Parsed, Problem
from storybible.when.tokens import plain, read_number, shown

_LONGEST = 400
"""Signs of a hint: what is to be written stands in it whole."""
_MOST_READ = 12
"""So many ways of mending one expression are tried."""
_COUNT = (
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a few|several|a couple of|half a)"
)
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_UNSURE = r"(?:probably|perhaps|maybe|possibly|presumably|likely|apparently|supposedly)"


def _generations(found: re.Match[str]) -> str:
    number = read_number([found[1].lower()], 0)
    return f"about {25 * int(number[0]) if number else 25} years"


_SLIPS: list[tuple[str, str | Callable[[re.Match[str]], str], str]] = [
    (r"^(?:after|before|at|in|on) (?=.* (?:after|before) )", "", "“{}” stands before a length of time"),
    (r"~ ?(?=\d|[a-z])", "about ", "“{}” stands before dates, not before lengths of time"),
    (r"\b(\d+)\+ ?(?=[a-z])", r"at least \1 ", "“{}” is no number"),
    (r"(?:>=|≥|\bmin\.?|\bminimum) ?(?=\w)", "at least ", "“{}” is no word for it"),
    (r"(?:<=|≤|\bmax\.?|\bmaximum|\bno more than) ?(?=\w)", "at most ", "“{}” is no word for it"),
    (r"> ?(?=\w)", "more than ", "“{}” is no word for it"),
    (r"< ?(?=\w)", "less than ", "“{}” is no word for it"),
    (r"\b(\d+) ?y\b", r"\1 years", "“{}” is no amount of time"),
    (r"\b(\d+) ?mon?\b", r"\1 months", "“{}” is no amount of time"),
    (r"\b(\d+) ?w\b", r"\1 weeks", "“{}” is no amount of time"),
    (r"\b(\d+) ?d\b", r"\1 days", "“{}” is no amount of time"),
    (r"\b(\d+) ?h\b", r"\1 hours", "“{}” is no amount of time"),
    (rf"(?<=\w )(?<!the ){_SEASON}s?(?= (?:after|before))", "years", "“{}” is no unit of time"),
    (r"(?<=\w )(?<!the )moons?(?= (?:after|before))", "months", "“{}” is no unit of time"),
    (r"\b(\w+) generations?\b", _generations, "a generation is no fixed length of time"),
    (r"^(.+?) ?\+ ?(\d.*)$", r"\2 after \1", "nothing is added here"),
    (r"^(.+?) (?:- ?|minus )(\d.*)$", r"\2 before \1", "nothing is subtracted here"),
    (r"\b(\d{3,4}) ?(?:/|or) ?(\d{3,4})\b", r"\1 to \2", "is this a stretch of years?"),
    (rf"\b{_UNSURE} (?={_COUNT} )", "about ", "how sure this is, is said with `about`"),
    (rf"\b{_UNSURE} ", "", "“{}” says no time; how sure this is belongs into a note"),
    (rf" ?\((?:{_UNSURE}|\?)\)$", "", "“{}” says no time; how sure this is belongs into a note"),
    (r"(?<= )(?:post|following|subsequent to|into)(?= )", "after", "“{}” cannot follow an amount of time"),
    (r"(?<= )(?:pre|prior to|preceding|ahead of)(?= )", "before", "“{}” cannot follow an amount of time"),
    (r"^(?:following|subsequent to|post)(?= )", "after", "“{}” does not say when"),
    (r"^(?:prior to|preceding|ahead of|pre)(?= )", "before", "“{}” does not say when"),
    (
        r"^(?:at the (?:same )?time (?:of|as)|simultaneous(?:ly)? with|concurrent(?:ly)? with|coinciding with"
        r"|at the same moment as|together with|along with|with|upon)(?= )",
        "at",
        "“{}” does not say when",
    ),
    (r"\b(\d{1,2})h(\d{2})\b", r"\1:\2", "“{}” is no time of day"),
    (
        r"^(?:at |around |by )?(?:dawn|dusk|noon|midday|sunset|sunrise|night|midnight)(?: on| of|,)? (?=\d)",
        "",
        "“{}” is no time of day; write one as `18:30`, or leave it out",
    ),
    (
        rf"^(?:during |in )?(?:the )?(?:next |following )?{_SEASON} (after|before)(?= )",
        r"within a year \1",
        "no season can be counted from an event",
    ),
    (
        r"^(?:at |when )?(?:the )?age (?:of )?(\w+) (?:of|for) (.+)$",
        r"\1 years after \2.birth",
        "“{}” names a moment by an age",
    ),
    (
        r"^(?:when |at )?(\S.*?)(?:'s age| aged?| at age| at the age of|, aged?),? (?:of )?(\w+)$",
        r"\2 years after \1.birth",
        "“{}” names a moment by an age",
    ),
    (r"^(year|month|week|day|hour) (\d+) (?:of|into|after) (.+)$", r"\2 \1s after \3", "count from an event"),
]
_OPEN = re.compile("EVENT|SCENE")
_SLIP = [(re.compile(pattern, re.IGNORECASE), new, message) for pattern, new, message in _SLIPS]

_LOST: list[tuple[str, str, str]] = [
    (
        rf"(?:in |during )?(?:chapter|ch\.?|page|p\.|scene|part|book|act) ?(?:\d\S*|[ivxlc]+|{_COUNT})",
        "“{}” is a place in the text, not a time of the story",
        "write when it is in the story, such as `3 days after EVENT`; its place in the text is a `source`",
    ),
    (
        r"(?:some |many |a few |several )?(minute|hour|day|week|month|year)s (?:later|after|afterwards)",
        "{} after what?",
        "write for example `a few {1}s after EVENT`",
    ),
    (r"(minute|hour|day|week|month|year) (\d+)", "{} of what?", "write `{2} {1}s after EVENT`"),
    (
        r"(?:at |the )?(dawn|dusk|noon|midday|sunset|sunrise|midnight)",
        "“{}” alone is no time: of which day?",
        "write a date with it, such as `2004-07-12 18:30`, or count from an event: `the day after EVENT`",
    ),
    (
        r"(?:at )?the turn of the century",
        "“{}”: of which century?",
        "write the years, such as `1895 to 1905`",
    ),
]
_LOSSES = [(re.compile(pattern, re.IGNORECASE), message, hint) for pattern, message, hint in _LOST]


def with_hint(read: Parsed, text: str, reads: Callable[[str], bool]) -> Parsed:
    """What was read, with a better hint where one is known.

    ``reads`` tells whether a text can be read as a time expression.
    """
    first = read.problems[0]
    told = first.suggestion.startswith(("write `", "count in")) and not _OPEN.search(first.suggestion)
    if first.unknown_date or told or len(read.problems) > 1 or len(text) > _LONGEST // 2:
        return read
    found = _slip(text, reads) or (None if first.suggestion.startswith("did you") else _loss(text))
    return read if found is None else Parsed(read.terms, (found,))


_AGED = [
    (re.compile(r"~ ?(\d+)|\b(\d+)[- ]?ish\b"), lambda found: f"about {found[1] or found[2]}"),
    (re.compile(r"\b(\d+) ?(?:yo|y/o|y\.o\.|yrs old)(?!\w)"), lambda found: found[1]),
    (re.compile(r"\b(\d+)\+"), lambda found: f"at least {found[1]}"),
    (re.compile(r">= ?|≥ ?"), lambda found: "at least "),
    (re.compile(r"<= ?|≤ ?"), lambda found: "at most "),
    (re.compile(r"> ?"), lambda found: "over "),
    (re.compile(r"< ?"), lambda found: "under "),
    (re.compile(rf"\b{_UNSURE} ", re.IGNORECASE), lambda found: "about "),
    (re.compile(r"\b(\d+)\?"), lambda found: f"about {found[1]}"),
]


def age_meant(text: str) -> str:
    """The age that a text may mean, written as one: ``about 17`` for ``~17`` or ``17ish``; it may be none."""
    for pattern, new in _AGED:
        text = pattern.sub(new, text)
    return text if len(text) < 200 else ""


def _slip(text: str, reads: Callable[[str], bool]) -> Problem | None:
    """What is wrong, with the words to write instead, where mending a few slips makes it readable."""
    tries: list[tuple[str, Problem | None, int]] = [(text, None, len(_SLIP))]
    for start, first, last in tries:
        for number, (pattern, new, message) in enumerate(_SLIP[:last]):
            found = pattern.search(plain(start))
            if found is None:
                continue
            words = text[found.start() : found.end()]
            begin = found.start() + len(words) - len(words.lstrip())
            words = words.strip()
            problem = first or Problem(begin, max(1, len(words)), message.format(shown(words)))
            filled = new(found) if callable(new) else found.expand(new)
            mended = start[: found.start()] + filled + start[found.end() :]
            if reads(mended):
                return problem._replace(suggestion=f"write `{shown(mended, _LONGEST)}`")
            if len(tries) >= _MOST_READ:
                return None
            tries.append((mended, problem, number))
    return None


def _loss(text: str) -> Problem | None:
    """What is missing, where the words alone name no moment."""
    words = text.strip()
    for pattern, message, hint in _LOSSES:
        found = pattern.fullmatch(plain(words))
        if found is not None:
            parts = (shown(words), *(found.groups() if found.lastindex else ()))
            said, how = (part.format(*parts) for part in (message, hint))
            return Problem(text.index(words), len(words), said, how)
    return None
