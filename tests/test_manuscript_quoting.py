"""Quotes are found by their words, whatever the signs around them look like."""

from __future__ import annotations

from pathlib import Path

import pytest
from prose_helpers import prose_of

from storybible.manuscript.quoting import Nearest, Quotable, normal, stands_in

TEXT = """The Lamp

“I'm not your — well — keeper,” said Nora, who was *now* twenty-five… Or so.

It blew
all night.

She counted: ninety steps, no fewer. ‘Hello,’ he said.
"""


@pytest.mark.parametrize(
    "quote",
    [
        "now twenty-five", "twenty-five... or so", "twenty‑five", "I’m not your -- well", "your—well—keeper",
        "keeper said Nora", "Said Nora", "twenty-five . . . Or", "I'm not ... twenty-five",
        "said Nora […] or so", "Zoe\u0308", "Zoë",
    ],
)  # fmt: skip
def test_signs_do_not_matter(quote: str) -> None:
    text = normal("“I'm not your — well — keeper” said Nora, who was now twenty-five… Or so. Zoë")
    assert stands_in(normal(quote), text)


@pytest.mark.parametrize("quote", ["twenty-fiv", "ora, who", "was thirty", "or so ... twenty-five"])
def test_other_words_do(quote: str) -> None:
    text = normal("said Nora, who was now twenty-five… Or so.")
    assert not stands_in(normal(quote), text)


def test_paragraphs() -> None:
    book = Quotable(prose_of(TEXT))
    assert book.within(normal("It blew all night"), 3, 3)
    assert not book.within(normal("It blew all night"), 1, 2)
    assert book.within(normal("or so. It blew"), 2, 3)
    assert book.anywhere(normal("Hello, he said")) == [4]
    assert book.anywhere(normal("all night. She counted")) == [3]
    assert book.anywhere(normal("she counts")) == []
    assert book.anywhere(normal("e")) == []
    assert not book.within("x", 99, 10**9)


def test_the_nearest_passage() -> None:
    book = Quotable(prose_of(TEXT))
    assert book.nearest(normal("who was now twenty-six")) == Nearest(2, "who was *now* twenty-five")
    assert book.nearest(normal("ninety-one steps, no fewer")) == Nearest(4, "ninety steps, no fewer")
    assert book.nearest(normal("purple elephants dance")) is None
    assert book.nearest("...") is None


STORY = Path(__file__).parent.parent.parent / "shared" / "story" / "asuma-and-sakura.txt"


@pytest.mark.skipif(not STORY.is_file(), reason=f"the story is not at {STORY}")
def test_the_shipped_bible_quotes_its_story_rightly(tmp_path: Path) -> None:
    import shutil

    from storybible.bible import Bible
    from storybible.checker import check

    shutil.copytree(Path(__file__).parent.parent / "bible", tmp_path / "bible")
    (tmp_path / "manuscript").mkdir()
    shutil.copy(STORY, tmp_path / "manuscript" / "one-shot.txt")
    bible = Bible.load(tmp_path / "bible")
    bible.loaded.config.manuscripts["one-shot"].paragraphs = None
    report = check(bible, repairs=False)
    assert [f.message for f in report.findings if f.code in ("SB710", "SB711", "SB902")] == []
    assert not [doubt for doubt in report.undecided if "quote" in doubt.what]
