"""Blanks between words do not matter to what a sentence states, and every place is the manuscript's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prose_helpers import prose_of

from storybible.manuscript.condensing import condensed
from storybible.manuscript.readers import read_prose
from storybible.manuscript.scanning import scan


@pytest.mark.parametrize(
    "written",
    [
        "She was now twenty-eight.", "She was *now* twenty-eight.", "She was now\r\ntwenty-eight.",
        "She was\n    now\n    twenty-eight.", "She  was \t now __twenty-eight__.",
    ],
)  # fmt: skip
def test_an_age_is_found_whatever_stands_between(written: str, tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_bytes(f"# One\n\nThree years had *passed*  since.\n\n{written}\n".encode())
    prose = read_prose(path)
    age, jump = sorted(scan(prose, kinds=("age", "jump")), key=lambda c: c.kind)
    assert age.value == {"age": "28"}
    assert prose.text[age.start : age.end] == age.quote
    assert age.quote.split()[0].strip("*") in ("was", "now")
    assert age.quote.startswith("was")
    assert age.quote.endswith("twenty-eight")
    assert prose.text[jump.start : jump.end] == jump.quote == "Three years had *passed"


@given(st.lists(st.sampled_from(["a", "b.", " ", "  ", "\n", "\r\n", "\t", "\n\n", "  \n"]), max_size=40))
@settings(max_examples=150, deadline=None)
def test_the_way_back(parts: list[str]) -> None:
    prose = prose_of("".join(parts))
    single = condensed(prose)
    if single is None:
        return
    kept = [(at, sign) for at, sign in enumerate(single.prose.text) if not sign.isspace()]
    assert [prose.text[single.before(at)] for at, _ in kept] == [sign for _, sign in kept]
    assert "".join(single.prose.text.split()) == "".join(prose.text.split())
    for one, other in zip(prose.paragraphs, single.prose.paragraphs, strict=True):
        assert single.before(other.start) == one.start
        assert single.before_end(other.end) == one.end
