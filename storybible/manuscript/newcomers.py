"""Names that a manuscript has and the bible does not: who may be a person, where each comes first.

A name is a run of capitalised words that are no words of the language where they stand.  What speaks, owns,
is addressed by a title or thinks is probably a person; what things happen "in", "at" or "from", a place.
Everything is counted over the whole text, so that a word that is capitalised only at the head of a sentence
is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from storybible.manuscript.cast import Cast, joint
from storybible.manuscript.mentions import WORDS, blocks
from storybible.manuscript.prose import Prose
from storybible.manuscript.words import (
    AUXILIARY,
    ENDINGS,
    HONORIFICS,
    MIND,
    NO_NAMES,
    NUMERALS,
    PARTICLES,
    SPEECH,
    word_set,
)

HEAD = re.compile(r"[.!?…:“”\"«»—\n(\[]|(?:^|\s)[‘']\Z")
_PLACE = frozenset(
    ["in", "at", "from", "near", "towards", "toward", "through", "across", "outside", "inside", "leaving"]
)
PERSON, PLACE, OTHER = "person", "place", "other"
_FAMILY = word_set(
    "mother father mama mamma maman mamie mum mummy mom mommy mam papa pappa papi pa dad daddy "
    "da grandmother "
    "grandfather grandma grandpa granny gran grandmama grandpapa nana nan gramps opa oma mutti "
    "vati madre padre "
    "sister brother sis aunt auntie tante uncle cousin son daughter baby nurse nanny"
)
"""What a family calls its own: nobody's name by itself."""
_HOLY = ("saint-", "sainte-", "san-", "santa-", "sankt-", "st-", "ste-")
"""How names of places begin that are called after a saint."""
_NOT_FIRST = word_set(
    "yesterday today tomorrow tonight meanwhile sometimes afterwards later soon outside inside upstairs "
    "downstairs nearby everywhere somewhere behind beside beneath later often then thus hence "
    "however besides "
    "otherwise nevertheless still instead perhaps maybe again lately old young little poor dear"
)
"""What may stand before a name at the head of a sentence, and is no part of it."""


@dataclass(slots=True)
class NewName:
    """A name that no record has.  ``first`` and ``first_end`` are offsets of where it comes first,
    ``person`` and ``place`` how often its neighbours speak for one of these."""

    name: str
    count: int = 0
    first: int = 0
    first_end: int = 0
    inside: int = 0
    person: int = 0
    place: int = 0
    titles: Counter[str] = field(default_factory=Counter)

    @property
    def kind(self) -> str:
        """What it probably names: person, place or other."""
        if self.place > self.person:
            return PLACE
        return PERSON if self.person or " " in self.name else OTHER

    @property
    def confidence(self) -> float:
        """How probable it is that this is a name of somebody or something, from 0 to 1."""
        shown = min(1.0, (self.inside + self.person + self.place) / max(1, self.count) * 1.3)
        return round(min(0.95, 0.25 + 0.45 * shown + 0.05 * min(5, self.count)), 2)


@dataclass(frozen=True, slots=True)
class _Run:
    """Capitalised words in a row."""

    words: tuple[str, ...]
    start: int
    end: int
    head: bool
    before: str
    after: str
    title: str
    owns: bool
    gap_after: str


def new_names(prose: Prose, cast: Cast, least: int | None = None) -> list[NewName]:
    """Names without a record, the most certain and most frequent first.

    ``least`` is how often one must stand in the text; without it, more often the longer the text is.
    """
    runs: list[_Run] = []
    small: Counter[str] = Counter()
    for start, end in blocks(prose, headings=False):
        pieces = WORDS.split(prose.readable[start:end])
        words = pieces[1::2]
        small.update(words)
        runs.extend(_runs(words, pieces[::2], list(accumulate(map(len, pieces), initial=start))))
    if least is None:
        length = small.total()
        least = 1 if length < 5_000 else 2 if length < 20_000 else 3
    inside = {word for run in runs for word in (run.words[1:] if run.head else run.words)}
    inside |= _given_names(runs, small)
    found: dict[str, NewName] = {}
    for run in runs:
        trimmed = _trimmed(run, inside, small)
        if trimmed is None:
            continue
        parts, begin = trimmed
        if all(_known(word, cast) for word in parts):
            continue
        name = " ".join(parts)
        entry = found.get(name)
        if entry is None:
            entry = found[name] = NewName(name, 0, begin, run.end)
        _count(entry, run)
    merged = _merged(found)
    kept = [n for n in merged if n.count >= least and n.inside + n.person + n.place > 0]
    return sorted(kept, key=lambda n: (-n.confidence * min(n.count, 50), n.first))


def _given_names(runs: Sequence[_Run], seen: Counter[str]) -> set[str]:
    """First words of whole names that only begin sentences: the same two words more than once."""
    pairs = Counter(run.words[:2] for run in runs if run.head and len(run.words) > 1)
    return {
        first
        for (first, _), count in pairs.items()
        if count > 1
        and not seen[first.lower()]
        and not first.endswith("ly")
        and first.lower() not in _NOT_FIRST
    }


def _runs(words: list[str], gaps: list[str], starts: list[int]) -> Iterator[_Run]:
    """Capitalised words in a row, with what stands around them."""
    index, total = 0, len(words)
    while index < total:
        word = words[index]
        if not ("A" <= word[0] <= "Z" or (word[0] > "\x7f" and word[0].isupper())):
            index += 1
            continue
        first = index
        index += 1
        while index < total and _goes_on(words, gaps, index):
            index += 1
        end = starts[2 * (index - 1) + 2]
        gap = gaps[index]
        if _is_cut(words, gap, index):  # Cap'n, Spy-glass
            continue
        owns = gap in ("'", "’") and index < total and words[index] == "s"
        skip = index + 1 if owns else index
        if index < total and gap == "-" and words[index].casefold() in ENDINGS:
            end, skip = starts[2 * index + 2], index + 1
            owns = True
        begin, title = first, ""
        while begin < index - 1 and words[begin].casefold() in NO_NAMES and gaps[begin + 1] in (" ", "\n"):
            begin += 1
        while begin < index - 1 and words[begin].casefold() in HONORIFICS and gaps[begin + 1] != "-":
            title = words[begin].casefold()
            begin += 1
        yield _Run(
            _glued(words[begin:index], gaps[begin + 1 : index]),
            starts[2 * begin + 1],
            end,
            not title and begin == first and (not first or bool(HEAD.search(gaps[first]))),
            words[first - 1].casefold() if first else "",
            words[skip].casefold() if skip < total else "",
            title,
            owns,
            gap,
        )


def _known(word: str, cast: Cast) -> bool:
    """Whether each piece of a word is one of the bible's names, or a small word inside names."""
    return all(p.casefold() in cast.words or p.casefold() in PARTICLES for p in re.split(r"['’-]", word))


def _is_cut(words: list[str], gap: str, index: int) -> bool:
    """Whether what follows is the rest of the last word."""
    if index >= len(words) or not words[index][0].islower():
        return False
    return (gap in ("'", "’") and words[index] not in ("s", "d", "ll", "re", "ve", "m")) or (
        gap == "-" and words[index].casefold() not in ENDINGS
    )


def _glued(words: list[str], gaps: list[str]) -> tuple[str, ...]:
    """The words of a run, what an apostrophe or a hyphen joins being one word (O'Brien, Anne-Marie)."""
    glued = [words[0]]
    for gap, word in zip(gaps, words[1:], strict=True):
        if gap in ("'", "’", "-"):
            glued[-1] += gap + word
        else:
            glued.append(word)
    return tuple(glued)


def _goes_on(words: list[str], gaps: list[str], index: int) -> bool:
    """Whether a word belongs to the run before it."""
    gap, word, before = gaps[index], words[index], words[index - 1]
    if word in ("d", "l") and gap == " " and index + 1 < len(words):  # d'Aubray
        return gaps[index + 1] in ("'", "’") and words[index + 1][0].isupper()
    if word[0].islower():
        return (
            gap == " "
            and word in PARTICLES
            and word not in ("no", "the", "of", "y")
            and index + 1 < len(words)
            and gaps[index + 1] == " "
            and words[index + 1][0].isupper()
        )
    if not word[0].isupper():
        return False
    if gap in (" ", "-", "\n", "\r\n"):
        return True
    if gap in ("'", "’"):
        return len(before) <= 2
    if joint(gap) == " " and "." in gap:
        return (before.casefold() in HONORIFICS and len(before) < 5) or (len(before) == 1 and before != "I")
    return False


def _trimmed(run: _Run, inside: set[str], seen: Counter[str]) -> tuple[tuple[str, ...], int] | None:
    """A run without words at its ends that are no names, and where it begins; None where nothing is left."""
    words, start = list(run.words), run.start
    while (words and _no_name(words[0])) or (
        words and run.head and start == run.start and _ordinary(words[0], inside, seen)
    ):
        gone = words.pop(0)
        start += len(gone) + 1
    while words and (_no_name(words[-1]) or words[-1].casefold() in NUMERALS):
        words.pop()
    if not words or len(words) > 5:
        return None
    if len(words) == 1 and (len(words[0]) < 2 or (words[0].isupper() and len(words[0]) > 3)):
        return None
    if all(word.casefold() in HONORIFICS for word in words):
        return None
    if len(words) == 1 and words[0].casefold() in _FAMILY:
        return None
    if len(words) == 1 and seen[words[0].lower()] > 2 * seen[words[0]]:
        return None
    return tuple(words), start


def _ordinary(word: str, inside: set[str], seen: Counter[str]) -> bool:
    """Whether a word at the head of a sentence is capitalised for nothing but that."""
    return word not in inside or seen[word.lower()] > seen[word]


def _no_name(word: str) -> bool:
    return word.casefold() in NO_NAMES or word.isdigit()


def _count(entry: NewName, run: _Run) -> None:
    entry.count += 1
    if not run.head:
        entry.inside += 1
    if run.title:
        entry.titles[run.title] += 1
    if run.words[0].casefold().startswith(_HOLY):
        entry.place += 1
        return
    speaks = run.after in SPEECH | MIND or (run.before in SPEECH and run.gap_after[:1] not in (" ", ""))
    if run.title or run.owns or speaks or run.after in AUXILIARY - {"and", "is", "was"}:
        entry.person += 1
    elif run.before in _PLACE or (run.before == "to" and run.gap_after[:1] in ",.;"):
        entry.place += 1


def _merged(found: dict[str, NewName]) -> list[NewName]:
    """Short forms counted with the one longer name they are a part of."""
    longer: dict[str, list[NewName]] = {}
    for name, entry in found.items():
        words = name.split()
        if len(words) > 1:
            for word in {words[0], words[-1]}:
                longer.setdefault(word, []).append(entry)
    for name, entry in list(found.items()):
        whole = longer.get(name, [])
        if " " in name or len(whole) != 1 or (whole[0].count * 20 < entry.count and whole[0].count < 2):
            continue
        other = whole[0]
        first, last = other.name.split()[0], other.name.split()[-1]
        if name == last and entry.titles and name != first:
            continue  # Mr Venn may be somebody else than Mara Venn
        other.count += entry.count
        other.inside += entry.inside
        other.person += entry.person
        other.place += entry.place
        if entry.first < other.first:
            other.first, other.first_end = entry.first, entry.first_end
        del found[name]
    return list(found.values())
