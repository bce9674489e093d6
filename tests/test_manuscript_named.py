"""Names as candidates: mentions, new names, misspellings, spellings of a style sheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from prose_helpers import prose_of

from storybible.bible import Bible
from storybible.manuscript.scanning import scan
from storybible.story import Story

FILES = {
    "storybible.yaml": "terms: {grey: [gray], medic-nin: [medic nin], Red Fort: [red fort]}\n",
    "people.yaml": "characters: {sakura: {name: Sakura Haruno}, mara: {name: Mara Venn}}\n",
}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    folder: Path = tmp_path_factory.mktemp("scanned") / "bible"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return Bible.load(folder).story


def found(story: Story | None, text: str, kind: str) -> list[tuple[str, object]]:
    candidates = list(scan(prose_of(text), story, [kind]))
    assert all(text[c.start : c.end] == c.quote for c in candidates)
    assert len({c.id for c in candidates}) == len(candidates)
    return [(c.quote, c.value) for c in candidates]


def test_mentions(story: Story) -> None:
    text = "Sakura met Mara Venn. “Sakura,” she said."
    got = list(scan(prose_of(text), story, ["mention"]))
    assert [(c.quote, c.subject, c.flags) for c in got] == [
        ("Sakura", "sakura", ()),
        ("Mara Venn", "mara", ()),
        ("Sakura", "sakura", ("dialogue",)),
    ]


def test_new_names_have_their_first_sentence(story: Story) -> None:
    ((quote, value),) = found(story, "It rained. Then Odo Lund came to her. Odo said no.", "name")
    assert quote == "Odo Lund"
    assert value == {"times": 2, "probably": "person", "first": "Then Odo Lund came to her."}


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("Then Sakrua left.", [("Sakrua", {"write": "Sakura"})]),
        ("Sakuro said no.", [("Sakuro", {"write": "Sakura"})]),
        ("Sakuro lies near.", []),
        ("The Harunos came.", []),
        ("Then Haruna, Haruna, Haruna and Haruna came.", []),
        ("Then Haruna came. It was a haruna.", []),
        ("Mera came.", []),
    ],
)
def test_misspellings(story: Story, text: str, slips: list[tuple[str, object]]) -> None:
    assert found(story, text, "misspelling") == slips
    assert not any(quote == slip for quote, _ in found(story, text, "name") for slip, _ in slips)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("A gray sky. Gray was all. GRAY!", [("gray", "grey"), ("Gray", "Grey"), ("GRAY", "GREY")]),
        ("Grayson is grey.", []),
        ("a medic\nnin and a medic-nin", [("medic\nnin", "medic-nin")]),
        ("at the red fort, the Red Fort", [("red fort", "Red Fort")]),
    ],
)
def test_terms(story: Story, text: str, terms: list[tuple[str, str]]) -> None:
    assert [(quote, value["write"]) for quote, value in found(story, text, "term")] == terms  # type: ignore[index]


def test_without_a_bible_names_are_proposed() -> None:
    text = "Then Odo Lund came to Karsk."
    assert [quote for quote, _ in found(None, text, "name")] == ["Odo Lund", "Karsk"]
    assert found(None, "Then Odo came.", "mention") == []
