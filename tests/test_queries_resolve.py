"""What the words of a question stand for."""

from __future__ import annotations

from pathlib import Path

import pytest

from storybible.bible import Bible
from storybible.queries import resolve
from tests.conftest import STORY, Small

SHIPPED = Path(__file__).parent.parent / "bible"


@pytest.fixture(scope="module")
def bible() -> Bible:
    return Bible.load(SHIPPED)


@pytest.mark.parametrize("text", ["sakura", "Sakura", "SAKURA", "Sakura-chan", " sakura "])
def test_ids_names_and_aliases_do(bible: Bible, text: str) -> None:
    assert resolve.who(bible.story, text) == "sakura"


@pytest.mark.parametrize("text", ["wedding", "The wedding", "the  WEDDING", "at wedding"])
def test_moments_by_id_and_title(bible: Bible, text: str) -> None:
    moment = resolve.moment(bible, text)
    assert moment.start == bible.timeline.encoding.starts["wedding"]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("sakrua", "did you mean Sakura (sakura)?"),
        ("zzz", "no character is called “zzz”"),
        ("wedding", "is an event"),
        ("", "missing"),
    ],
)
def test_unknown_people(bible: Bible, text: str, part: str) -> None:
    with pytest.raises(resolve.Misuse, match=r"^[^\n]+$") as caught:
        resolve.who(bible.story, text)
    assert part in str(caught.value)


@pytest.mark.parametrize(
    "text", ["weding", "5 yeers after wedding", "5 years", "???", "after", "; ;", "2004-13-45"]
)
def test_unreadable_moments_are_misuse(bible: Bible, text: str) -> None:
    with pytest.raises(resolve.Misuse, match=r"^[^\n]+$"):
        resolve.moment(bible, text)


def test_a_moment_that_cannot_be(bible: Bible) -> None:
    with pytest.raises(resolve.Misuse, match="no such moment"):
        resolve.moment(bible, "before first-date; after wedding")
    assert resolve.moment(bible, "wedding").ref == "wedding"  # and the next question is not harmed


def test_several_of_one_name(small: Small) -> None:
    story = (
        "characters:\n  mara: {name: Mara}\n  old-mara: {name: Mara}\n  both: {name: Both, aliases: [Em]}\n"
    )
    bible = Bible.load(small.write({"bible/story.yaml": story}))
    assert resolve.who(bible.story, "mara") == "mara"  # an id wins over a name
    story = "characters:\n  mara-1: {name: Mara}\n  mara-2: {name: Mara}\n"
    bible = Bible.load(small.write({"bible/story.yaml": story}))
    with pytest.raises(resolve.Misuse, match=r"mara-1.*mara-2"):
        resolve.who(bible.story, "Mara")


@pytest.mark.parametrize(
    ("text", "kind"), [("characters", "character"), ("Event", "event"), ("people", "character")]
)
def test_kinds(text: str, kind: str) -> None:
    assert resolve.kind(text) == kind


PARTS = """\
characters:
  ysolde-daubray: {name: Ysolde d'Aubray}
  leonie: {name: Léonie Vasseur}
  marc: {name: Marc Vasseur}
events:
  the-auction: {title: The auction, who: [Étienne Vasseur, Ysolde]}
"""


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Ysolde", "; did you mean Ysolde d'Aubray (ysolde-daubray)?"),
        ("ysold", "; did you mean Ysolde d'Aubray (ysolde-daubray)?"),
        ("d'Aubray", "; did you mean Ysolde d'Aubray (ysolde-daubray)?"),
        ("LEONIE VASSEUR", "; did you mean Léonie Vasseur (leonie)?"),
        ("Léonie", "; did you mean Léonie Vasseur (leonie)?"),
        ("Vasseur", "; did you mean Marc Vasseur (marc) or Léonie Vasseur (leonie)?"),
        ("Leonie Vaseur", "; did you mean Léonie Vasseur (leonie)?"),
        ("Étienne Vasseur", ""),
        ("the", ""),
        ("...", ""),
    ],
)
def test_part_of_a_name_suggests_its_owner_and_a_shared_surname_nobody(
    small: Small, text: str, near: str
) -> None:
    story = Bible.load(small.write({STORY: PARTS})).story
    with pytest.raises(resolve.Misuse) as caught:
        resolve.who(story, text)
    assert str(caught.value) == f"no character is called “{text}”{near}"


def test_part_of_a_name_in_a_record_has_its_hint_too(small: Small) -> None:
    hints = [found.hint for found in small.report(PARTS).findings if found.rule == "unknown-reference"]
    assert hints == ["add a character with this id, or correct the name", "did you mean ysolde-daubray?"]
