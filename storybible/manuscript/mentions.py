"""Who and what is mentioned where: every known name, alias and title in a manuscript.

The text is cut into words by one regular expression, the words looked up in a dictionary of first words, and
the longest form that fits is taken.  That is faster than an automaton in Python, and needs no library.

A mention means one record, or several between which the words do not decide: those are reported with
``near``, the most recently mentioned first, and no ``subject``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress

from storybible.manuscript.cast import SUPPOSED, Cast, Form, Use, joint
from storybible.manuscript.prose import Prose
from storybible.manuscript.words import (
    AUXILIARY,
    BEFORE_MONTHS,
    ENDINGS,
    HONORIFICS,
    MONTH_NAMES,
    PLAIN_WORDS,
    SPEECH,
)
from storybible.names import NameIndex

WORDS = re.compile(r"([^\W_]+)")
_FOLLOWS = SPEECH | AUXILIARY | {"i"}
_TITLES = HONORIFICS - PLAIN_WORDS
BLOCK = 20_000
"""Characters cut into words at a time."""
_HEAD = re.compile(r"[.!?…:;“”\"«»—\n]|[‘'][\w]?\Z")
_BREAK = re.compile(r"[.!?…:;,“”\"«»()\[\]—\n]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text, from ``start`` to ``end`` (with its title and ending, without its possessive).

    ``uses`` are the records that it may mean: one, or several between which the words do not decide.
    ``sure`` is False where the word may be no name at all.
    """

    start: int
    end: int
    form: Form
    uses: tuple[Use, ...]
    title: str = ""
    possessive: bool = False
    sure: bool = True

    @property
    def who(self) -> str | None:
        """The record it means, where that is decided."""
        return self.uses[0].id if len(self.uses) == 1 else None


@dataclass(slots=True)
class _Block:
    """Words of a stretch of text: ``gaps[i]`` stands before ``words[i]``, one more after the last."""

    words: list[str]
    gaps: list[str]
    pieces: list[str]
    places: list[int] | None
    _piece: int = 0
    _place: int = 0

    def place(self, piece: int) -> int:
        """Where a piece begins; they are asked for nearly in order, so that lengths are added up once."""
        if self.places is not None:
            return self.places[piece]
        if piece >= self._piece:
            self._place += sum(map(len, self.pieces[self._piece : piece]))
        else:
            self._place -= sum(map(len, self.pieces[piece : self._piece]))
        self._piece = piece
        return self._place


def mentions(prose: Prose, cast: Cast) -> Iterator[Mention]:
    """Every mention of a record of the cast, in text order."""
    if not cast.by_first:
        return
    search = _Search(prose, cast)
    for start, end in blocks(prose):
        yield from search.block(start, end)


def blocks(prose: Prose, headings: bool = True) -> Iterator[tuple[int, int]]:
    """Stretches of whole paragraphs to be cut into words, without what is no paragraph (nor headings)."""
    start = end = -1
    for paragraph in prose.paragraphs:
        if paragraph.heading and not headings:
            if start >= 0:
                yield start, end
            start = end = -1
            continue
        gap = prose.readable[end : paragraph.start] if end >= 0 else ""
        if start < 0:
            start = paragraph.start
        elif paragraph.start - start > BLOCK or gap.strip():
            yield start, end
            start = paragraph.start
        end = paragraph.end
    if start >= 0:
        yield start, end


class _Search:
    """The search through one text; what is asked of the text as a whole is asked once."""

    def __init__(self, prose: Prose, cast: Cast) -> None:
        self.prose = prose
        self.text = prose.readable
        self.cast = cast
        self._written_small: dict[str, bool] = {}

    def block(self, start: int, end: int) -> Iterator[Mention]:
        """The mentions in one stretch."""
        stretch = self.text[start:end]
        if not unicodedata.is_normalized("NFC", stretch):
            yield from self._decomposed(stretch, start)
            return
        yield from self._in_pieces(WORDS.split(stretch), start)

    def _decomposed(self, stretch: str, start: int) -> Iterator[Mention]:
        """The same where letters and their accents are apart: places are those of the text as it is."""
        pieces: list[str] = [""]
        places = [start]
        at = start
        for piece in re.split(r"((?:[^\W_]\w*[\u0300-\u036f]*)+)", stretch):
            composed = WORDS.split(unicodedata.normalize("NFC", piece))
            if len(composed) == 3 and not composed[0] and not composed[2]:
                pieces.append(composed[1])
                places.append(at)
                pieces.append("")
                places.append(at + len(piece))
            else:
                pieces[-1] += piece
            at += len(piece)
        places.append(at)
        # a word that is no single word after composing stays a gap: it is no name
        yield from self._in_pieces(pieces, start, places)

    def _in_pieces(self, pieces: list[str], start: int, places: list[int] | None = None) -> Iterator[Mention]:
        words = pieces[1::2]
        by_first = self.cast.by_first
        after = -1
        block: _Block | None = None
        for index in compress(range(len(words)), map(by_first.__contains__, words)):
            if index < after:
                continue
            if block is None:
                block = _Block(words, pieces[::2], pieces, places, 0, start)
            for form in by_first[words[index]]:
                found = self._matched(block, index, form)
                if found is not None:
                    mention, after = found
                    if mention is not None:
                        yield mention
                    break

    def _matched(self, block: _Block, index: int, form: Form) -> tuple[Mention | None, int] | None:
        """The mention by one form, and the word after it; None where the words do not fit the form."""
        words, gaps = block.words, block.gaps
        length = len(form.words)
        if length > 1:
            if index + length > len(words):
                return None
            upper = words[index].isupper() and not form.words[0].isupper()
            for offset in range(1, length):
                word, wanted = words[index + offset], form.words[offset]
                if word != wanted and not (upper and word == wanted.upper()):
                    return None
                if not _joined(gaps[index + offset], form.between[offset - 1], words[index + offset - 1]):
                    return None
        before = gaps[index]
        if before[-1:] in ("'", "’", "-") and len(before) == 1 and index:
            return None  # the second half of another word
        end = index + length
        if self.cast.readings:
            read, settled = self._settled(block, index, end, form)
            if settled:
                return read, end
        if not form.uses:
            return None
        if length == 1 and not form.explicit and self._of_another(block, index, end):
            return None
        uses, title, first = self._title(block, index, form)
        if not uses:
            return None
        last = block.place(2 * (end - 1) + 2)
        if end < len(words) and gaps[end] == "-" and words[end].casefold() in ENDINGS:
            last = block.place(2 * end + 2)
            end += 1
        begin = block.place(2 * first + 1)
        possessive = end < len(words) and gaps[end] in ("'", "’") and words[end] in ("s", "S")
        sure = not form.lower and uses[0].how != SUPPOSED
        if form.common and not title and not form.lower and not self._is_meant(block, index, end):
            return None, end
        return Mention(begin, last, form, uses, title, possessive, sure), end

    def _settled(self, block: _Block, index: int, end: int, form: Form) -> tuple[Mention | None, bool]:
        """The mention by the writer's own word (None where it is nobody's), and whether there is one."""
        start, last = block.place(2 * index + 1), block.place(2 * (end - 1) + 2)
        for reading in self.cast.readings.get(" ".join(form.words), ()):
            if reading.near is not None and not self._stands_near(reading.near.value, start):
                continue
            if reading.meant is None or reading.meant.id is None:
                return None, True
            use = Use(reading.meant.id, self.cast.kind_of.get(reading.meant.id, "character"))
            return Mention(start, last, form, (use,)), True
        return None, False

    def _stands_near(self, words: str, offset: int) -> bool:
        """Whether some words stand in the paragraph of a character of the text."""
        paragraph = self.prose.paragraph_at(offset)
        if paragraph is None:
            return False
        return NameIndex.fold(words) in NameIndex.fold(self.text[paragraph.start : paragraph.end])

    def _title(self, block: _Block, index: int, form: Form) -> tuple[tuple[Use, ...], str, int]:
        """Those whom the title before a name allows, the title, and the first word of the mention."""
        uses = tuple(form.uses)
        if not index:
            return uses, "", index
        title = block.words[index - 1].casefold()
        if title not in HONORIFICS or joint(block.gaps[index]) != " " or "\n\n" in block.gaps[index]:
            return uses, "", index
        if "." in block.gaps[index] and len(title) > 4:
            return uses, "", index
        if title in PLAIN_WORDS and not block.words[index - 1][0].isupper():
            return uses, "", index
        if block.words[index - 1][0].islower() and title not in ("uncle", "aunt", "cousin"):
            return uses, "", index
        fitting = tuple(use for use in uses if self.cast.fits_title(use.id, title))
        if len(fitting) > 1 and title in _TITLES:
            fitting = self._titled_so(fitting, title) or fitting
        return fitting, title, index - 1

    def _titled_so(self, uses: tuple[Use, ...], title: str) -> tuple[Use, ...]:
        """Those whose own name has that title."""
        starts = (f"{title} ", f"{title}.")
        return tuple(use for use in uses if self.cast.label(use.id).casefold().startswith(starts))

    def _of_another(self, block: _Block, index: int, end: int) -> bool:
        """Whether a part of a name belongs to the longer name of somebody else here."""
        words, gaps = block.words, block.gaps
        if index and joint(gaps[index]) == " " and not _BREAK.search(gaps[index].replace("\n", " ", 1)):
            before = words[index - 1]
            if (
                before[:1].isupper()
                and before.casefold() not in HONORIFICS
                and len(before) > 1
                and not _HEAD.search(gaps[index - 1] or "\n")
                and index > 1
                and before.casefold() not in SPEECH
            ):
                return True
        if end < len(words) and gaps[end] in (" ", "\n"):
            after = words[end]
            if after[:1].isupper() and after[1:2].islower() and after.casefold() not in HONORIFICS:
                return after.casefold() not in _FOLLOWS
        return False

    def _is_meant(self, block: _Block, index: int, end: int) -> bool:
        """Whether a word of the language is a name here."""
        words, gaps = block.words, block.gaps
        word = words[index]
        if word.isupper() and len(word) > 1:
            return False
        after = words[end].casefold() if end < len(words) else ""
        gap = gaps[end] if end < len(gaps) else ""
        before = words[index - 1].casefold() if index else ""
        if word.casefold() in MONTH_NAMES and (
            after.isdigit() or before.isdigit() or (before in BEFORE_MONTHS and gap != "'")
        ):
            return False
        if gap in ("'", "’") and after == "s":
            return True
        if not _HEAD.search(gaps[index]) and index:
            return True
        if gap == " " and (
            after in SPEECH or after in AUXILIARY or (len(after) > 3 and after.endswith("ed"))
        ):
            return True
        return gap.startswith(",") and not self._small(word)

    def _small(self, word: str) -> bool:
        """Whether the text has the word in small letters, too."""
        known = self._written_small.get(word)
        if known is None:
            known = re.search(rf"\b{re.escape(word.lower())}\b", self.text) is not None
            self._written_small[word] = known
        return known


def _joined(gap: str, wanted: str, before: str) -> bool:
    """Whether what stands between two words of a text is what stands there in a form."""
    if gap == wanted:
        return True
    if "." in gap and len(before) > 1 and before.casefold() not in HONORIFICS:
        return False
    return joint(gap) == wanted
