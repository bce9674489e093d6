"""Who appears where, who speaks, whose eyes a scene is told by; the writer's word on whom a name means."""

from __future__ import annotations

from pathlib import Path

import pytest
from prose_helpers import prose_of

from storybible.bible import Bible
from storybible.manuscript.appearances import Mentioned, read_mentions
from storybible.manuscript.cast import Cast

PEOPLE = """
characters:
  mara: {name: Mara Venn, aliases: [{name: Star, by: [teo]}, {name: Grey, by: odo}]}
  teo: {name: Teo Venn}
  odo: {name: Odo Lund}
"""
SETTINGS = """
mentions:
  - {name: Venn, near: came in late, is: teo}
  - {name: Odo, near: river, is: nobody}
  - {name: the widow, is: mara}
terms: {grey: [gray], medic-nin: [medic nin, medicnin]}
"""


@pytest.fixture(scope="module")
def bible(tmp_path_factory: pytest.TempPathFactory) -> Bible:
    folder: Path = tmp_path_factory.mktemp("appearing") / "bible"
    folder.mkdir()
    (folder / "storybible.yaml").write_text(SETTINGS, encoding="utf-8")
    (folder / "people.yaml").write_text(PEOPLE, encoding="utf-8")
    made = Bible.load(folder)
    assert not made.loaded.diagnostics
    assert not made.story.diagnostics
    return made


def read(bible: Bible, text: str) -> Mentioned:
    return read_mentions(prose_of(text), Cast.of(bible.story))


def who(mentioned: Mentioned) -> list[tuple[str, str | None]]:
    text = mentioned.prose.text
    return [(text[m.start : m.end], m.who) for m in mentioned.mentions]


def test_the_writer_says_whom_a_name_means(bible: Bible) -> None:
    text = "Then Venn came  in late.\n\nThen Venn left.\n\nThe Odo is a river.\n\nOdo saw the widow."
    expected = [("Venn", "teo"), ("Venn", None), ("Odo", "odo"), ("widow", "mara")]
    assert who(read(bible, text)) == expected
    assert len(read(bible, text).ambiguous) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Come, Star,” said Teo.", [("Star", "mara"), ("Teo", "teo")]),
        ("“Come, Star,” said Odo.", [("Odo", "odo")]),
        ("“Come, Star,” he said.", [("Star", "mara")]),
        ("The bright Star shone.", []),
    ],
)
def test_a_name_that_only_some_use(bible: Bible, text: str, expected: list[tuple[str, str]]) -> None:
    assert who(read(bible, text)) == expected


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("“Go,” said Mara. “Now.”", ["mara", "mara"]),
        ("“Go,” Mara softly said.", ["mara"]),
        ("Teo had whispered, “Go.”", ["teo"]),
        ("Teo looked up. Mara asked, “Go?”", ["mara"]),
        ("“Go,” said Mara. “No,” said Teo.", ["mara", "teo"]),
        ("“Go,” she said to Mara.", [None]),
        ("“Go.” Mara left.", [None]),
        ("“I told Mara to go,” said the other.", [None]),
    ],
)
def test_who_speaks(bible: Bible, text: str, speakers: list[str | None]) -> None:
    assert [speech.who for speech in read(bible, text).speeches] == speakers


def test_appearances(bible: Bible) -> None:
    mentioned = read(
        bible, "Mara and Odo.\n\nMara felt cold.\n\nIt rained.\n\nIt snowed.\n\nOdo ran.\n\nEnd."
    )
    found = mentioned.appearances()
    assert list(found) == ["mara", "odo"]
    mara, odo = found["mara"], found["odo"]
    assert (mara.count, mara.first, mara.last, mara.absent, mara.left, mara.back) == (2, 1, 2, 4, 2, None)
    assert (odo.count, odo.first, odo.last, odo.absent, odo.left, odo.back) == (2, 1, 5, 3, 1, 5)
    assert mentioned.point_of_view(0, 200) == ("mara", 1)
    assert mentioned.point_of_view(0, 10) == (None, 0)


def test_preferred_spellings_are_settings(bible: Bible) -> None:
    terms = {term.use.value: [t.value for t in term.instead_of] for term in bible.story.config.terms}
    assert terms == {"grey": ["gray"], "medic-nin": ["medic nin", "medicnin"]}


@pytest.mark.parametrize(
    ("settings", "rule"),
    [
        ("terms: grey\n", "wrong-type"),
        ("mentions: [Venn]\n", "wrong-type"),
        ("mentions: [{name: Venn}]\n", "wrong-type"),
        ("mentions: [{name: Venn, is: nobdy}]\n", "unknown-reference"),
        ("mentions: [{name: Venn, is: teo, nigh: x}]\n", "unknown-field"),
    ],
)
def test_mistakes_in_the_settings_are_findings(tmp_path: Path, settings: str, rule: str) -> None:
    folder = tmp_path / "bible"
    folder.mkdir()
    (folder / "storybible.yaml").write_text(settings, encoding="utf-8")
    (folder / "people.yaml").write_text(PEOPLE, encoding="utf-8")
    made = Bible.load(folder)
    assert [d.rule for d in (*made.loaded.diagnostics, *made.story.diagnostics)] == [rule]
