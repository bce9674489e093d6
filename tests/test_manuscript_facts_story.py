"""What is found in the sample story (which is not a part of this project), by paragraph."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from prose_helpers import SHARED, prose_of

from storybible.bible import Bible
from storybible.manuscript.appearances import read_mentions
from storybible.manuscript.candidate import DOUBTFUL
from storybible.manuscript.cast import Cast
from storybible.manuscript.facts import find

NUMBERED = SHARED / "story" / "paragraphs.txt"
BIBLE = Path(__file__).parents[1] / "bible"

Row = tuple[int, str, str | None, dict[str, Any]]


@pytest.fixture(scope="module")
def rows() -> list[tuple[int, str, str | None, dict[str, Any], frozenset[str]]]:
    if not NUMBERED.is_file():
        pytest.skip("the sample story is not here")
    lines = [line.split("\t", 1)[1] for line in NUMBERED.read_text(encoding="utf-8").splitlines()]
    prose = prose_of("\n\n".join(lines))
    assert len(prose.paragraphs) == len(lines)
    listed = []
    for candidate in find(read_mentions(prose, Cast.of(Bible.load(BIBLE).story))):
        paragraph = prose.paragraph_at(candidate.start)
        assert paragraph is not None
        assert isinstance(candidate.value, dict)
        flags = frozenset(candidate.flags)
        listed.append((paragraph.number, candidate.kind, candidate.subject, candidate.value, flags))
    return listed


@pytest.mark.parametrize(
    ("paragraph", "kind", "subject", "value"),
    [
        (49, "age", "sakura", {"age": "25"}),
        (49, "age", "asuma", {"age": "39"}),
        (19, "anchor", None, {"amount": "3 years", "direction": "earlier"}),
        (49, "jump", None, {"amount": "3 years", "direction": "later", "moves_clock": "proposed"}),
        (39, "anchor", None, {"expression": "next morning", "direction": "later", "moves_clock": "no"}),
        (5, "trait", None, {"trait": "hair", "value": "pink"}),
        (20, "trait", None, {"trait": "eyes", "value": "red"}),
        (27, "trait", None, {"trait": "eyes", "value": "red"}),
        (39, "trait", None, {"trait": "hair", "value": "pink"}),
        (25, "death", None, {"event": "death"}),
        (30, "death", "kurenai", {"event": "funeral"}),
        (30, "death", None, {"event": "death"}),
        (49, "office", "naruto", {"office": "hokage", "change": "gained"}),
        (49, "office", "tsunade", {"change": "lost"}),
        (50, "marriage", "asuma", {"event": "proposal"}),
        (51, "marriage", None, {"event": "marriage"}),
    ],
)
def test_found(
    rows: list[Any], paragraph: int, kind: str, subject: str | None, value: dict[str, Any]
) -> None:
    assert any(
        (row[0], row[1], row[2]) == (paragraph, kind, subject) and value.items() <= row[3].items()
        for row in rows
    )


def test_the_memories_are_known_and_the_rest_is_none(rows: list[Any]) -> None:
    remembered = {row[0] for row in rows if "flashback" in row[4]}
    assert remembered <= {*range(19, 29), 30, *range(35, 43)}
    assert {19, 23, 24, 25, 27, 39} <= remembered


def test_nothing_else_is_stated_for_sure(rows: list[Any]) -> None:
    """Read "at least once" and "a one time thing" are silent; who would have died is not dead."""
    assert not [row for row in rows if row[0] in (40, 41, 42)]
    sure = [row for row in rows if row[1] in ("age", "jump", "death", "birth") and not row[4] & DOUBTFUL]
    assert [(row[0], row[1]) for row in sure] == [(49, "jump"), (49, "age"), (49, "age")]
