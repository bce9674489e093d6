"""Who is mentioned where."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prose_helpers import SHARED, prose_of

from storybible.bible import Bible
from storybible.manuscript.cast import Cast
from storybible.manuscript.mentions import Mention, mentions

PEOPLE = """
characters:
  mara: {name: Mara Venn, sex: female, aliases: [Captain Venn, the Grey Widow]}
  teo: {name: Teo Venn, sex: male}
  will: {name: Will Arden, sex: male}
  may: {name: May, sex: female}
  obrien: {name: Liam O'Brien}
  zoe: {name: Zoë Marchetti}
  robert: {name: Robert Crane}
places:
  town: {name: The Lower Town}
items:
  ring: {name: the iron ring}
groups:
  team: {name: Team Seven}
offices:
  master: {title: Harbour master}
"""


@pytest.fixture(scope="module")
def cast(tmp_path_factory: pytest.TempPathFactory) -> Cast:
    folder = tmp_path_factory.mktemp("named") / "bible"
    folder.mkdir()
    (folder / "storybible.yaml").write_text("title: x\n", encoding="utf-8")
    (folder / "people.yaml").write_text(PEOPLE, encoding="utf-8")
    return Cast.of(Bible.load(folder).story)


def found(cast: Cast, text: str) -> list[tuple[str, str | None]]:
    return [(text[m.start : m.end], m.who) for m in mentions(prose_of(text), cast)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mara Venn sat down.", [("Mara Venn", "mara")]),
        ("Then Mara sat down by Teo.", [("Mara", "mara"), ("Teo", "teo")]),
        ("Mara’s coat and Mara's hat", [("Mara", "mara"), ("Mara", "mara")]),
        ("It was Mara\nVenn who came.", [("Mara\nVenn", "mara")]),
        ("It was Mara.\n\nVenn was late.", [("Mara", "mara"), ("Venn", None)]),
        ("He saw Mara. Venn was late.", [("Mara", "mara"), ("Venn", None)]),
        ("Captain Venn sailed.", [("Captain Venn", "mara")]),
        ("Mrs. Venn left; Mr Venn stayed.", [("Mrs. Venn", "mara"), ("Mr Venn", "teo")]),
        ("Mara-chan waved at Teo-sensei.", [("Mara-chan", "mara"), ("Teo-sensei", "teo")]),
        ("MARA VENN! TEO!", [("MARA VENN", "mara"), ("TEO", "teo")]),
        ("They fear the Grey Widow.", [("Grey Widow", "mara")]),
        ("At the Lower Town he lost the iron ring.", [("Lower Town", "town"), ("iron ring", "ring")]),
        ("The Harbour master came with Team Seven.", [("Harbour master", "master"), ("Team Seven", "team")]),
        ("O’Brien and Liam O'Brien", [("O’Brien", "obrien"), ("Liam O'Brien", "obrien")]),
        ("Zoë met Zoë Marchetti's cat", [("Zoë", "zoe"), ("Zoë Marchetti", "zoe")]),
        ("Tomara Vennor marasmus", []),
        ("Old Mara Stone was another.", []),
        ("He asked for Bob Crane.", [("Bob Crane", "robert")]),
        ("Will you come? Will Arden said so. They met Will.", [("Will Arden", "will"), ("Will", "will")]),
        ("Will said nothing.", [("Will", "will")]),
        ("It was in May 1904, and May be it was not. Then May smiled.", [("May", "may")]),
    ],
)
def test_names_in_prose(cast: Cast, text: str, expected: list[tuple[str, str | None]]) -> None:
    assert found(cast, text) == expected


def test_a_name_of_two_is_reported_and_not_guessed(cast: Cast) -> None:
    text = "Venn came in."
    (only,) = mentions(prose_of(text), cast)
    assert only.who is None
    assert {use.id for use in only.uses} == {"mara", "teo"}


def test_a_short_form_is_never_sure(cast: Cast) -> None:
    (only,) = mentions(prose_of("Then Bobby came."), cast)
    assert only.who == "robert"
    assert not only.sure


def test_letters_and_accents_apart(cast: Cast) -> None:
    text = unicodedata.normalize("NFD", "Then Zoë Marchetti came, and Zoë's dog.")
    (first, second) = mentions(prose_of(text), cast)
    assert unicodedata.normalize("NFC", text[first.start : first.end]) == "Zoë Marchetti"
    assert unicodedata.normalize("NFC", text[second.start : second.end]) == "Zoë"
    assert second.possessive


names = st.sampled_from(["Mara", "Teo", "Mara Venn", "Captain Venn", "Liam O'Brien", "Zoë", "Zoe\u0308"])
filler = st.text("abc .,\n'’-“”éMVZT", max_size=30)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(filler, names), max_size=6), filler)
def test_every_mention_is_a_form_of_the_name_it_stands_for(
    cast: Cast, pieces: list[tuple[str, str]], last: str
) -> None:
    text = "".join(f"{a} {b} " for a, b in pieces) + last
    before = 0
    for mention in mentions(prose_of(text), cast):
        assert isinstance(mention, Mention)
        assert before <= mention.start < mention.end <= len(text)
        before = mention.end
        quoted = unicodedata.normalize("NFC", text[mention.start : mention.end])
        assert mention.form.words[0].casefold() in quoted.casefold()


def test_the_gold_sentences() -> None:
    folder = SHARED / "data" / "sentences"
    if not folder.is_dir():
        pytest.skip("the sentences with their gold names are not here")
    right = wrong = missed = 0
    for listed in sorted(folder.glob("*.characters.txt")):
        listed_names = [n.strip() for n in listed.read_text(encoding="utf-8").splitlines() if n.strip()]
        cast = Cast.of_names(listed_names)
        gold_file = Path(str(listed).replace(".characters.txt", ".names.json"))
        for sentence in json.loads(gold_file.read_text(encoding="utf-8")):
            text = sentence["content"]
            got = {(m.start, m.end, m.who) for m in mentions(prose_of(text), cast)}
            for start, end, who in sentence["entities"]:
                hit = next((g for g in got if g[0] < end and start < g[1] and g[2] == who), None)
                got.discard(hit) if hit else None
                right, missed = right + bool(hit), missed + (not hit)
            wrong += len(got)
    assert 2 * right / (2 * right + wrong + missed) >= 0.9
