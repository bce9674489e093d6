"""Births, deaths, marriages, ties, looks, offices and items, as prose states them."""

from __future__ import annotations

import pytest
from facts_helpers import cast, found
from prose_helpers import prose_of

from storybible.manuscript.appearances import read_mentions
from storybible.manuscript.candidate import DOUBTFUL
from storybible.manuscript.facts import find


@pytest.mark.parametrize(
    ("text", "kind", "value", "subject"),
    [
        ("Mara died.", "death", {"event": "death"}, "mara"),
        ("Teo had been killed at sea.", "death", {"event": "death"}, "teo"),
        ("Teo was dead.", "death", {"event": "death"}, "teo"),
        ("Odo killed Teo.", "death", {"event": "death", "by": "odo"}, "teo"),
        ("They spoke of the death of Mara.", "death", {"event": "death"}, "mara"),
        ("After Mara's funeral it rained.", "death", {"event": "funeral"}, "mara"),
        ("There was no heartbeat.", "death", {"event": "death"}, None),
        ("Her lifeless body lay there.", "death", {"event": "death"}, None),
        ("Ines was born in a storm.", "birth", {"event": "birth"}, "ines"),
        ("Mara gave birth to Ines.", "birth", {"event": "birth", "with": "mara"}, "ines"),
        (
            "Ines had been born two years before the wedding.",
            "birth",
            {"event": "birth", "amount": "2 years", "direction": "earlier", "anchor": "the wedding"},
            "ines",
        ),
        ("Mara married Odo.", "marriage", {"event": "marriage", "with": "odo"}, "mara"),
        ("They were married.", "marriage", {"event": "marriage"}, None),
        ("Odo proposed, and Mara agreed.", "marriage", {"event": "proposal"}, "odo"),
        ("It was Mara's wedding.", "marriage", {"event": "marriage"}, "mara"),
        ("Mara's brother Teo came.", "relationship", {"relation": "brother", "to": "mara"}, "teo"),
        ("Teo was Mara's brother.", "relationship", {"relation": "brother", "to": "mara"}, "teo"),
        ("Teo, Mara's elder brother, came.", "relationship", {"relation": "brother", "to": "mara"}, "teo"),
        ("Ines was the daughter of Mara.", "relationship", {"relation": "daughter", "to": "mara"}, "ines"),
        ("Her brother Teo came.", "relationship", {"relation": "brother", "to": None}, "teo"),
        ("Mara’s mother came.", "relationship", {"relation": "mother", "to": "mara"}, None),
        ("Mara's long black hair shone.", "trait", {"trait": "hair", "value": "black"}, "mara"),
        ("Mara had bright pink hair.", "trait", {"trait": "hair", "value": "pink"}, "mara"),
        ("Mara's eyes were green.", "trait", {"trait": "eyes", "value": "green"}, "mara"),
        ("Green-eyed Ines ran.", "trait", {"trait": "eyes", "value": "green"}, "ines"),
        ("Ines was black-haired.", "trait", {"trait": "hair", "value": "black"}, "ines"),
        ("The stone was red like her eyes.", "trait", {"trait": "eyes", "value": "red"}, None),
        ("Teo had become the Warden.", "office", {"office": "warden", "change": "gained"}, "teo"),
        ("Teo was made Warden.", "office", {"office": "warden", "change": "gained"}, "teo"),
        ("Teo was elected mayor.", "office", {"office": "mayor", "change": "gained"}, "teo"),
        ("Teo had resigned as Warden.", "office", {"office": "warden", "change": "lost"}, "teo"),
        ("Teo resigned.", "office", {"office": None, "change": "lost"}, "teo"),
        ("The Warden, Teo, came.", "office", {"office": "warden", "change": "held"}, "teo"),
        ("Teo, the Warden, came.", "office", {"office": "warden", "change": "held"}, "teo"),
        ("Teo was the Warden now.", "office", {"office": "warden", "change": "held"}, "teo"),
        ("Warden Teo came.", "office", {"office": "warden", "change": "held"}, "teo"),
        ("Odo drew the silver sword.", "item", {"item": "sword", "act": "drew"}, "odo"),
        ("For the evening Ines wore Mara's ring.", "item", {"item": "mara-ring", "act": "wore"}, "ines"),
    ],
)
def test_facts(text: str, kind: str, value: dict[str, object], subject: str | None) -> None:
    (only,) = found(text, kind)
    assert (only.value, only.subject) == (value, subject)
    assert not DOUBTFUL.intersection(only.flags)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The wind died down.", "death"),
        ("Odo was dead tired.", "death"),
        ("It was a matter of life and death.", "death"),
        ("He asked Mara who had died.", "death"),
        ("Odo buried his face in his hands.", "death"),
        ("Odo proposed a walk.", "marriage"),
        ("Odo was engaged in talk.", "marriage"),
        ("Her mother came.", "relationship"),
        ("Mara was her mother's daughter.", "relationship"),
        ("Mara's married life began.", "marriage"),
        ("Teo was dismissed.", "office"),
        ("She saw her mother, Teo, and Odo.", "relationship"),
        ("Dark shadows were under Mara's eyes.", "trait"),
        ("Teo retired to bed.", "office"),
        ("Teo became angry.", "office"),
        ("The silver sword hung there.", "item"),
    ],
)
def test_no_facts(text: str, kind: str) -> None:
    assert found(text, kind) == []


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("“Mara died,” said Teo.", "dialogue"),
        ("Teo was not the Warden.", "negated"),
        ("Otherwise Mara would have died.", "hypothetical"),
        ("Mara would marry Odo in spring.", "planned"),
        ("Perhaps Teo had died.", "hedged"),
        ("Mara remembered that Teo had died.", "flashback"),
        ("The Warden, Odo, had gone away.", "flashback"),
        ("The Warden, Odo, was long dead.", "flashback"),
        ("The old Warden Odo Lund had loved her.", "flashback"),
        ("Warden Odo had built the wall.", "flashback"),
        ("Odo was the Warden when the bridge fell.", "flashback"),
        ("Mara's hair was red when she was a child.", "flashback"),
        ("In the portrait Mara's eyes were green.", "flashback"),
        ("Odo swore that he had killed Teo.", "hedged"),
        ("He was a man with red eyes, for the dust was bad.", "hedged"),
    ],
)
def test_doubtful_facts(text: str, flag: str) -> None:
    candidates = [c for c in found(text) if c.kind in ("death", "office", "marriage", "trait")]
    assert candidates
    assert all(flag in candidate.flags for candidate in candidates)


@pytest.mark.parametrize(
    "text",
    [
        "Mara's cat had green eyes.",
        "Mara's doll had yellow hair.",
        "Mara's white hair ribbon lay there.",
        "Mara's golden hair comb lay there.",
        "Mara had white hair ribbons.",
        "Mara had a cat with green eyes.",
        "Mara's cat turned its green eyes to the wall.",
        "Mara had bought green eyes for the doll.",
        "Mara's blue dress, eyes and all, was lost.",
        "Mara's hair ribbon was yellow.",
        "Mara was holding a black-haired doll.",
        "The cat of Mara had green eyes.",
        "Mara's dark eyes shone.",
    ],
)
def test_looks_of_others_are_not_hers(text: str) -> None:
    assert [c.subject for c in found(text, "trait")] in ([None], [])


@pytest.mark.parametrize(
    "text",
    [
        "Mara's hair was brown in this light.",
        "In the lamplight Mara's eyes were green.",
        "Mara closed her swollen, purple eyes.",
        "Mara opened her purple, swollen eyes.",
        "Mara's red eyes told that she had wept.",
        "Mara lifted her red eyes.",
        "Mara's hair shone golden.",
        "Mara's dark hair shone.",
    ],
)
def test_what_only_looks_so_is_hedged(text: str) -> None:
    assert all("hedged" in c.flags for c in found(text, "trait"))


@pytest.mark.parametrize(
    ("text", "kind", "when"),
    [
        ("Mara was born in 1870.", "birth", "1870"),
        ("Mara was born in Hull in 1870.", "birth", "1870"),
        ("Mara was born on 3 May 1870 in Hull.", "birth", "3 May 1870"),
        ("Mara was born in the spring of 1870.", "birth", "spring 1870"),
        ("In 1870 Mara was born.", "birth", "1870"),
        ("Mara was born before 1870.", "birth", None),
        ("Mara was born in Hull, and in 1870 she left.", "birth", None),
        ("Teo was killed in 1904.", "death", "1904"),
        ("Teo died on 5 May 1904.", "death", "5 May 1904"),
    ],
)
def test_dates_of_births_and_deaths(text: str, kind: str, when: str | None) -> None:
    (only,) = found(text, kind)
    assert isinstance(only.value, dict)
    assert only.value.get("when") == when


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("News of Odo's death came.", "odo"),
        ("Two months after Teo's death Mara left.", "teo"),
        ("They spoke of the death of Mara.", "mara"),
        ("Teo had died.", "teo"),
        ("Odo had killed Teo.", "teo"),
        ("The funeral of Teo Venn's mother was on a Monday.", None),
    ],
)
def test_deaths_before_the_scene(text: str, subject: str | None) -> None:
    (only,) = found(text, "death")
    assert (only.subject, "earlier" in only.flags) == (subject, True)


def test_her_hair_is_hers_who_acts_in_the_sentence() -> None:
    (only,) = found("When their guest had gone, Mara sat down and combed her black hair.", "trait")
    assert (only.subject, only.flags) == ("mara", ("pronoun",))
    (other,) = found("When Ines had gone, Mara sat down and combed her black hair.", "trait")
    assert other.subject is None


@pytest.mark.parametrize(
    "line",
    ["years ", "twenty five and ", "Mara was ", " ", "her ", "'", "a-", "she was thirty, ", "since the ",
     "a hundred and ", "black hair ", "when remembered ", "“nine", "1904 ", "her brother's ", "the next ",
     "not very ", "1-2-", "old, "],
)  # fmt: skip
def test_long_lines_are_read_to_the_end(line: str) -> None:
    """A pattern that is not linear would never end here."""
    text = line * (300_000 // len(line))
    assert all(text[c.start : c.end] == c.quote for c in find(read_mentions(prose_of(text), cast())))
