"""What records are called, and what a misspelt name may have meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from storybible import records as r

ALIKE = 0.7
"""How alike a misspelt word is at least to what was meant, as :mod:`difflib` counts."""


def near_words(word: str, known: Iterable[str], most: int = 3) -> list[str]:
    """The known words that look like a misspelling of ``word``, nearest first: those that
    :func:`difflib.get_close_matches` finds, without comparing all that are alike only a little."""
    import difflib  # only when something is misspelt

    names = list(known)
    by_fold = dict(zip(map(str.casefold, reversed(names)), reversed(names), strict=True))  # the first counts
    word = word.casefold()[:80]
    compared = difflib.SequenceMatcher(b=word)
    found: list[tuple[float, str]] = []
    for at_most, name in sorted(_possible(word, by_fold), reverse=True):
        if len(found) == most and at_most < found[-1][0]:
            break
        compared.set_seq1(name)
        if (alike := compared.ratio()) >= ALIKE:
            found = sorted([*found, (alike, name)], reverse=True)[:most]
    return [by_fold[name] for _, name in found]


def _possible(word: str, names: Iterable[str]) -> Iterator[tuple[float, str]]:
    """The names that share as many letters with a word as they must to be alike, and how much they are at
    most.  Most of the others are told by a look at which letters they have."""
    names = list(names)
    size = len(word)
    others = "\n".join(names).translate(dict.fromkeys(map(ord, word.replace("\n", "")))).split("\n")
    if len(others) != len(names):  # there are line ends in names
        others = [""] * len(names)
    least = {  # by the length of a name; those more than twice as long are too long
        length: next((n for n in range(size + 1) if _share(n, size + length) >= ALIKE), length + 1)
        for length in range(2 * size + 1)
    }
    letters = [(letter, word.count(letter)) for letter in set(word)]
    for name, other in zip(names, others, strict=True):
        need = least.get(len(name), len(name) + 1)
        if len(name) - len(other) >= need and sum(n for letter, n in letters if letter in name) >= need:
            shared = sum(min(n, name.count(letter)) for letter, n in letters)
            if shared >= need:
                yield _share(shared, size + len(name)), name


def _share(letters: int, of_both: int) -> float:
    """How alike two words are that have so many letters in common, as difflib counts."""
    return 2.0 * letters / of_both if of_both else 1.0


def did_you_mean(candidates: Sequence[str]) -> str:
    """The hint for a misspelling, or an empty string."""
    return f"did you mean {' or '.join(candidates)}?" if candidates else ""


JOINTS = r"\s*(?:[,;&+/]\s*)+(?:and\s+)?|\s+(?:and|with|plus)\s+"
"""What stands between two names in one text."""
LETTERS = r"[^\W_]+"  # compiled only for a name that nobody has
APART = {sign: " " for sign in range(128) if not chr(sign).isalnum()}
"""Plain signs that stand between words."""
SMALL = frozenset(("the", "a", "an", "of", "and", "de", "d", "s", "in", "at", "to"))
"""Words that say nothing of who or what is meant."""


def plain(text: str) -> str:
    """A text in lower case, its letters without the signs on them."""
    if not text.isascii():
        from unicodedata import combining, normalize  # only for a name that nobody has

        text = "".join(sign for sign in normalize("NFD", text) if not combining(sign))
    return text.casefold()


def words_of(name: str) -> list[str]:
    """The words of a name that tell it from others."""
    return [word for word in _words(plain(name)) if word not in SMALL]


def _words(text: str) -> list[str]:
    """All words of a text."""
    return text.translate(APART).split() if text.isascii() else re.findall(LETTERS, text)


def having(words: list[str], names: Iterable[str]) -> list[str]:
    """The names of which all the words are words."""
    if not words:
        return []
    first, all_of_them = words[0], set(words)
    found = []
    for name in names:
        low = name.casefold()
        low = low if low.isascii() else plain(name)
        if first in low and all(word in low for word in words) and all_of_them.issubset(words_of(name)):
            found.append(name)
    return found


def _alike(words: list[str], name: list[str]) -> bool:
    """Whether two names are alike in more than the words that they share."""
    shared = set(words) & set(name)
    ours, theirs = ([word for word in each if word not in shared] for each in (words, name))
    if not (shared and ours and theirs):
        return True
    return bool(near_words(" ".join(ours), [" ".join(theirs)]))


PLAIN = {0x2018: "'", 0x2019: "'", 0x02BC: "'", 0x201C: '"', 0x201D: '"', 0x2010: "-", 0x2011: "-"}
"""Word processors curl quotation marks and stretch hyphens: they compare as the plain ones."""


class NameIndex:
    """Ids, names, titles and aliases; the :class:`storybible.when.Names` of a bible.

    An id wins over every name.  Names compare without regard to case and runs of blanks.
    """

    def __init__(self) -> None:
        self.kind_of: dict[str, str] = {}
        self.by_name: dict[str, list[str]] = {}
        self.patience: int | None = None
        """How many names may still be compared in search of what was meant; None for any number."""

    @staticmethod
    def fold(text: str) -> str:
        """How names are compared."""
        return " ".join(text.translate(PLAIN).split()).casefold()

    def add(self, record: r.Record) -> None:
        """Enter a record under its id and its names."""
        self.kind_of[record.id] = record.kind
        for name in self.names_of(record):
            ids = self.by_name.setdefault(name, [])
            if record.id not in ids:
                ids.append(record.id)

    @classmethod
    def names_of(cls, record: r.Record) -> list[str]:
        """What a record is called, as names compare."""
        names = (record.label, *(alias.name.value for alias in record.aliases))
        return list(dict.fromkeys(cls.fold(name) for name in names))

    def candidates(self, text: str, kinds: tuple[str, ...] = ()) -> list[str]:
        """The ids that a text may stand for: one, none, or several."""
        if text in self.kind_of:
            return [text]
        folded = self.fold(text)
        if folded in self.kind_of:
            return [folded]
        found = self.by_name.get(folded, [])
        if not found and " " in folded and (hyphenated := folded.replace(" ", "-")) in self.kind_of:
            return [hyphenated]
        if len(found) > 1 and kinds:
            found = [i for i in found if self.kind_of[i] in kinds] or found
        return found

    def resolve(self, text: str) -> tuple[str, str] | None:
        """(kind, id) where a text stands for exactly one record."""
        found = self.candidates(text, ("event", "character", "scene"))
        return (self.kind_of[found[0]], found[0]) if len(found) == 1 else None

    def ambiguous(self, text: str) -> list[str]:
        """The several records that a text may stand for, or nothing."""
        found = self.candidates(text, ("event", "character", "scene"))
        return found if len(found) > 1 else []

    def several(self, text: str, kinds: tuple[str, ...] = ()) -> list[str]:
        """The names in a text that joins names ("nora & hale", "Nora; Hale"); none where one is unknown."""
        parts = [part.strip() for part in re.split(JOINTS, text)]
        known = all(self.candidates(part, kinds) for part in parts)
        return parts if len(parts) > 1 and known else []

    def near(self, text: str, kinds: tuple[str, ...] = ("event", "character", "scene")) -> list[str]:
        """Ids of records that the text may have meant, nearest first, at most three; none when patience is at
        an end.

        Those whose id or name looks like a misspelling of it, then those that have its words in their name
        (``Ysolde`` of ``Ysolde d'Aubray``).  What two names share (a surname) makes them no more alike.
        """
        if self.patience is not None:
            self.patience -= len(self.kind_of) + len(self.by_name)
            if self.patience < 0:
                return []
        return self.nearest(text, kinds)

    def nearest(self, text: str, kinds: tuple[str, ...]) -> list[str]:
        """The same, without regard to patience."""
        known = self.known(kinds)
        words = words_of(text)
        misspelt = [name for name in near_words(text, known) if _alike(words, words_of(name))]
        found = list(dict.fromkeys(known[name] for name in (*misspelt, *having(words, known))))
        if not found and len(words) == 1:
            parts = near_words(words[0], {*_words(plain("\n".join(known)))} - SMALL)
            found = list(dict.fromkeys(known[having([part], known)[0]] for part in parts))
        return found[:3]

    def known(self, kinds: tuple[str, ...]) -> dict[str, str]:
        """All ids and names of records of these kinds, with the id that each is or stands for."""
        known = {i: i for i, k in self.kind_of.items() if k in kinds}
        for name, ids in self.by_name.items():
            for record_id in ids:
                if self.kind_of[record_id] in kinds:
                    known.setdefault(name, record_id)
        return known
