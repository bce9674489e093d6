"""One paragraph as the readers of facts see it: plain signs, its sentences, its names, and who is meant.

A subject is given where a name stands right where the grammar puts the subject.  For a pronoun a name is
given, flagged ``pronoun``, only where no other of that sex comes into question; else nobody is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from storybible.manuscript.cast import Cast
from storybible.manuscript.mentions import Mention
from storybible.manuscript.words import HONORIFICS, NO_NAMES, word_set

PRONOUN, POV = "pronoun", "pov"
"""Flags of a subject: who a pronoun means was worked out; it is the narrator, whom the writer named."""

_PLAIN = {
    0x2018: "'", 0x2019: "'", 0x02BC: "'", 0x201C: '"', 0x201D: '"', 0x2010: "-", 0x2011: "-",
    0xA0: " ", 0x202F: " ", 0x2009: " ", 0x2007: " ", 9: " ", 10: " ", 11: " ", 12: " ", 13: " ",
    0x5F: " ", 0x2A: " ", 0x2028: " ", 0x85: " ",
}  # fmt: skip
LONGEST = 400
"""A sentence is searched no farther than this many characters from the word in question."""
_END = re.compile(
    r"[.!?…]+(?<!\b[A-Z]\.)(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\bCapt\.)(?<!\bMme\.)"
    r"(?<!\bProf\.)[\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9À-Þ—–])"
)
_TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|[^\w\s]")

FEMALE = word_set("she her hers herself")
MALE = word_set("he him his himself")
SELF = word_set("i me my mine myself")
OTHERS = word_set("you your we us our they them their thou thy ye")
PRONOUNS = FEMALE | MALE | SELF | OTHERS
WOMEN_NOUNS = word_set(
    "woman girl lady daughter sister mother wife aunt niece widow maid lass queen princess grandmother "
    "bride nurse actress mistress housekeeper governess nun lassie maiden stepmother granddaughter "
    "stepdaughter witch heroine hostess"
)
MEN_NOUNS = word_set(
    "man boy gentleman son brother father husband uncle nephew widower lad king prince grandfather groom "
    "squire footman butler coachman monk priest soldier sailor captain porter fellow chap stepfather "
    "grandson stepson bachelor officer"
)
EITHER_NOUNS = word_set(
    "child baby infant youth youngster person stranger patient cousin friend student pupil teacher doctor "
    "servant orphan teenager apprentice guest visitor victim creature twin kid toddler newborn one "
    "companion neighbour neighbor host master heir"
)
PERSONS = WOMEN_NOUNS | MEN_NOUNS | EITHER_NOUNS
_SKIPPED = word_set(
    "had has have been be was is were are am now then still just only already also always barely hardly "
    "scarcely at last finally once soon all both himself herself myself not never nearly almost probably "
    "perhaps maybe even yet would will could should might may must did does do can 'd 'll 've "
    "that he'd today thus ever"
) - {"that"}
_OF = word_set(
    "of with to by from than like beside near between at in on about against without behind toward towards "
    "upon into over under beyond"
)
_BEFORE_NOUNS = _OF | word_set(
    "when while as and but for during after before since until till through all out"
)
_NO_OWNERS = word_set("it that there he she what who here let this where how")
_DETERMINERS = word_set("a an the his her my your their our this that another some every each")
_BESIDE_PERSONS = (
    PERSONS
    | HONORIFICS
    | word_set(
        "young old elder younger little poor dear late good kind tall small brave wise tired "
        "famous happy sad "
        "whole half dead drunk sick pale proud living real own great big "
        "time day night morning evening afternoon moment year month week summer winter spring "
        "autumn while way "
        "minute hour instant once first last next twin in-law"
    )
)
"""What may stand between "the" and the name of a person; "the brig Mara" is none."""
_NAMED_THINGS = word_set(
    "ship boat brig barge schooner steamer ferry vessel yacht sloop frigate cutter trawler launch tug ketch "
    "smack lugger clipper galleon carrack craft dinghy canoe hull wreck horse mare pony mule donkey cow goat "
    "ox dog hound bitch puppy cat kitten parrot hen falcon hawk doll puppet inn tavern pub hotel farm mill "
    "house cottage villa engine locomotive plane aeroplane car truck sword ring bell storm hurricane island "
    "opera play novel statue planet moon star comet hms ss mv rms uss"
)
"""What bears the names of persons."""
_FINITE = re.compile(r" (?:was|were|is|are|had|has|would|will|could|looked|seemed|turned)\b")


@dataclass(frozen=True, slots=True)
class Who:
    """Who a fact is about: a record's id, or None where that is open.

    ``grammar`` is what stands there: name, pronoun, person (a noun), capital (a name of no record), plural,
    or other: something that is nobody.
    """

    id: str | None
    grammar: str
    flags: tuple[str, ...] = ()


OTHER = Who(None, "other")


@dataclass(frozen=True, slots=True)
class Fact:
    """What a reader has found in a passage, from ``start`` to ``end`` in the text of the prose."""

    kind: str
    start: int
    end: int
    value: Mapping[str, object]
    who: Who = OTHER
    flags: tuple[str, ...] = ()
    confidence: float = 0.9
    about_value: bool = False  # whether a hedge or a negation right before it is a part of the value


def flattened(text: str) -> str:
    """The text with plain quotation marks, hyphens and blanks; the same number of characters."""
    return text.translate(_PLAIN)


class Passage:
    """A paragraph from ``start`` to ``end`` of a flattened text, with the names in and shortly before it."""

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        cast: Cast,
        mentions: Sequence[Mention],
        in_speech: Callable[[int], bool],
        narrator: str | None = None,
    ) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.cast = cast
        self.mentions = mentions
        self.in_speech = in_speech
        self.narrator = narrator
        self._starts = [mention.start for mention in mentions]
        self._by_end = {mention.end: mention for mention in mentions}
        self._by_start = {mention.start: mention for mention in mentions}

    @cached_property
    def _sentences(self) -> list[int]:
        return [self.start, *(found.end() for found in _END.finditer(self.text, self.start, self.end))]

    def sentence(self, at: int) -> tuple[int, int]:
        """Where the sentence with a character begins and ends, at most `LONGEST` to either side."""
        index = bisect_right(self._sentences, at) - 1
        end = self._sentences[index + 1] if index + 1 < len(self._sentences) else self.end
        return max(self._sentences[index], at - LONGEST), min(end, at + LONGEST)

    def sentence_number(self, at: int) -> int:
        """Which sentence of the paragraph a character stands in, from 1."""
        return bisect_right(self._sentences, at)

    def window(self, at: int, before: int, after: int) -> tuple[int, int]:
        """So many characters before and after, within the sentence."""
        start, end = self.sentence(at)
        return max(start, at - before), min(end, at + after)

    def named_between(self, start: int, end: int) -> list[Mention]:
        """The mentions that begin in a stretch."""
        first = bisect_left(self._starts, start)
        return list(self.mentions[first : bisect_left(self._starts, end, first)])

    def mention_ending(self, at: int) -> Mention | None:
        """The mention that ends at a place."""
        return self._by_end.get(at)

    def mention_starting(self, at: int) -> Mention | None:
        """The mention that begins at a place; "the" before it, or a word and a blank, is no part of it."""
        return self._by_start.get(at)

    def person(self, mention: Mention | None) -> str | None:
        """The character a mention means, where that is decided."""
        if mention is None or mention.who is None or self.cast.kind_of.get(mention.who) != "character":
            return None
        return None if self.of_a_thing(mention) else mention.who

    def of_a_thing(self, mention: Mention) -> bool:
        """Whether a person's name is what a thing is called: "the ship Mara", "his dog Teo", "the Mara"."""
        lead = self.text[max(self.sentence(mention.start)[0], mention.start - 40) : mention.start]
        found = re.search(r"(?:([^\W_]+) )?(?:([^\W_]+(?:'s)?) )?([^\W_]+(?:-[^\W_]+)*) \Z", lead)
        if found is None:
            return False
        further, before, word = ((group or "").lower() for group in found.groups())
        if word in ("the", "a", "an", "another"):
            use = mention.uses[0]
            names = (use.alias.name.value if use.alias else "", self.cast.label(use.id))
            return not mention.title and not any(name.casefold().startswith("the ") for name in names)
        if word in _NAMED_THINGS:
            return True
        if before not in _DETERMINERS - {"that"} and not before.endswith("'s"):
            return False
        kin = word.startswith(("grand", "step", "half-")) or "-" in word
        return not (kin or found[3][0].isupper() or word in _BESIDE_PERSONS or further in _BEFORE_NOUNS
                    or word.endswith(("ed", "ly", "ing")))  # fmt: skip

    def subject_before(self, at: int) -> Who:
        """Who stands as the subject before a verb at ``at``; adverbs and auxiliaries between are passed."""
        start, _ = self.sentence(at)
        start = max(start, at - 120)
        tokens = [(t.group(), t.start(), t.end()) for t in _TOKEN.finditer(self.text, start, at)]
        i = len(tokens) - 1
        while (
            i >= 0
            and (low := tokens[i][0].lower()) not in PRONOUNS
            and (low in _SKIPPED or (low.endswith("ly") and tokens[i][0].islower()))
        ):
            i -= 1
        if i >= 0 and tokens[i][0].lower() == "who":
            i -= 1
            if i >= 0 and tokens[i][0] == ",":
                i -= 1
            elif i < 0 or tokens[i][0].lower() not in PERSONS:
                return OTHER  # "asked Mara who had died"
        if i < 0:
            return OTHER
        return self._standing(tokens, i)

    def _standing(self, tokens: list[tuple[str, int, int]], i: int) -> Who:
        """What stands at token ``i`` as a subject or as an owner."""
        word, begin, end = tokens[i]
        low = word.lower()
        if low.endswith("'s") and _FINITE.match(self.text, end):
            return OTHER  # "Mara's was the oldest": something of hers
        for clitic in ("'s", "'d", "'ll", "'ve", "'m", "'re"):
            if low.endswith(clitic) and len(low) > len(clitic):
                low = low.removesuffix(clitic)
                end -= len(clitic)
                break
        mention = self._by_end.get(end)
        if mention is not None:
            first = next((j for j in range(i, -1, -1) if tokens[j][1] <= mention.start), i)
            before = tokens[first - 1][0].lower() if first else ""
            if before == "the" and first > 1:
                before = tokens[first - 2][0].lower()
            if before in _OF or before.endswith("'s"):
                return OTHER
            if before in ("and", "or", "nor", "&") and self._listed(tokens, first - 2):
                return Who(None, "plural")
            who = self.person(mention)
            kind = self.cast.kind_of.get(mention.uses[0].id)
            named = kind == "character" and not self.of_a_thing(mention)
            return Who(who, "name" if named else "other")
        if low in PRONOUNS:
            return self.pronoun(low, begin)
        if low in PERSONS:
            return Who(None, "person")
        if word[:1].isupper() and low not in NO_NAMES and word[1:2].islower():
            before = tokens[i - 1][0].lower() if i else ""
            if before in _OF or before.endswith("'s"):
                return OTHER
            return Who(None, "capital")
        return OTHER

    def _listed(self, tokens: list[tuple[str, int, int]], i: int) -> bool:
        """Whether a name, a pronoun or a person stands before an "and"."""
        if i < 0:
            return False
        word, _, end = tokens[i]
        return end in self._by_end or word.lower() in PRONOUNS | PERSONS or word[:1].isupper()

    def owner_before(self, at: int) -> Who:
        """Whose what begins at ``at`` is: "her", "Mara's"; `OTHER` where nobody is said to own it."""
        start, _ = self.sentence(at)
        found = re.search(r"([^\W_]+)('s?)?\s+\Z", self.text[max(start, at - 40) : at])
        if found is None:
            return OTHER
        offset = max(start, at - 40)
        mention = self._by_end.get(offset + found.end(1))
        if mention is not None and found[2]:
            kind = self.cast.kind_of.get(mention.uses[0].id)
            return Who(self.person(mention), "name" if kind == "character" else "other")
        if not found[2] and found[1].lower() in PRONOUNS:
            return self.pronoun(found[1].lower(), offset + found.start())
        if found[2] and found[1].lower() not in _NO_OWNERS:
            return Who(None, "capital" if found[1][:1].isupper() else "person")
        return OTHER

    def pronoun(self, word: str, at: int) -> Who:
        """Whom a pronoun means; in speech that is left open."""
        if self.in_speech(at):
            return Who(None, "pronoun")
        if word in SELF:
            return Who(self.narrator, "pronoun", (POV,) if self.narrator else ())
        if word not in MALE | FEMALE:
            return Who(None, "pronoun")
        sex = "female" if word in FEMALE else "male"
        start, _ = self.sentence(at)
        only = self._only(start, at, sex) or self._acting(start, at, sex)
        if only is None:
            index = bisect_right(self._sentences, self.start) - 1
            since = self._before_paragraph if self._sentences[index] == self.start else self.start
            only = self._only(max(since, at - 1500), at, sex)
        return Who(only or None, "pronoun", (PRONOUN,) if only else ())

    def _acting(self, start: int, at: int, sex: str) -> str | None:
        """The one name of a sex in a sentence where nothing else of the sex stands between it and ``at``."""
        near = [
            m for m in self.named_between(start, at) if self.cast.kind_of.get(m.uses[0].id) == "character"
        ]
        near = [m for m in near if any(self.cast.sex.get(u.id, sex) == sex for u in m.uses)]
        if not near or len({m.who for m in near}) > 1 or near[-1].possessive:
            return None if not near else ""
        return self._only(near[-1].start, at, sex)

    @cached_property
    def _before_paragraph(self) -> int:
        """Where the last sentence of the paragraph before begins, or a little before this one."""
        since = max(0, self.start - 300)
        ends = [found.end() for found in _END.finditer(self.text, since, self.start)]
        return ends[-2] if len(ends) > 1 else ends[0] if ends else since

    def _only(self, start: int, end: int, sex: str) -> str | None:
        """The one person of a sex between two places; "" where several or others come into question."""
        names: set[str] = set()
        for mention in self.named_between(start, end):
            if self.cast.kind_of.get(mention.uses[0].id) != "character":
                continue
            if self.of_a_thing(mention):
                return ""  # a ship is a "she" as well
            fitting = {u.id for u in mention.uses if self.cast.sex.get(u.id, sex) == sex}
            if fitting and (len(mention.uses) > 1 or mention.uses[0].id not in self.cast.sex):
                return ""  # one of several, or somebody of whom nothing says that "she" would be said
            names |= fitting
        if len(names) > 1:
            return ""
        others = (WOMEN_NOUNS if sex == "female" else MEN_NOUNS) | EITHER_NOUNS
        tokens = [(t.group(), t.start()) for t in _TOKEN.finditer(self.text, start, end)]
        taken = [(m.start, m.end) for m in self.named_between(start, end)]
        for index, (token, place) in enumerate(tokens):
            if any(a <= place < b for a, b in taken):
                continue
            if token.lower() in others and index and tokens[index - 1][0].lower() not in (".", "no"):
                before = [t.lower() for t, _ in tokens[max(0, index - 3) : index]]
                if _DETERMINERS.intersection(before):
                    return ""
            elif (
                index and token[0].isupper() and token[1:2].islower() and token.lower() not in NO_NAMES
                and tokens[index - 1][0] not in ".!?\"'—:;"
            ):  # fmt: skip
                return ""  # a name of nobody whom the bible knows
        return next(iter(names), None)
