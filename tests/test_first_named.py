"""Which line a finding points at first: the one that most of what cannot be true rests on."""

from __future__ import annotations

from pathlib import Path

from storybible.bible import Bible
from storybible.checker import check


def firsts(folder: Path, text: str) -> dict[str, set[int]]:
    """The lines at which the findings of each rule point."""
    bible = folder / "bible"
    bible.mkdir()
    (bible / "storybible.yaml").write_text("title: A test\n", encoding="utf-8")
    (bible / "story.yaml").write_text(text, encoding="utf-8")
    found: dict[str, set[int]] = {}
    for finding in check(Bible.load(bible), repairs=False).findings:
        found.setdefault(finding.rule, set()).add(finding.span.line)
    return found


def test_the_statement_without_which_all_else_holds_speaks(tmp_path: Path) -> None:
    text = """\
characters:
  mara:
    name: Mara
    sex: female
    born: 1919
    ages: [20 at flood]
  gus: {name: Gus, born: 1950}
  teo: {name: Teo, born: 1980, parents: [mara]}
events:
  flood: {when: 1960, who: [gus]}
"""
    assert firsts(tmp_path, text)["contradictory-timeline"] == {5}


def test_a_life_that_ends_before_it_begins_points_at_what_says_so(tmp_path: Path) -> None:
    text = """\
characters:
  mara:
    name: Mara
    sex: female
    born: 1940
    died: 1930
"""
    assert firsts(tmp_path, text) == {"impossible-lifespan": {6}}


def test_the_date_that_several_findings_rest_on_comes_before_one_alone(tmp_path: Path) -> None:
    text = """\
characters:
  mara:
    name: Mara
    sex: female
    died: 1930
    born: 1940
events:
  fair: {when: 1945, who: [mara]}
  feast: {when: 1950, who: [mara]}
"""
    found = firsts(tmp_path, text)
    assert found["impossible-lifespan"] == {5}
    assert found["present-after-death"] == {8, 9}


def test_who_holds_an_office_is_named_where_that_is_written(tmp_path: Path) -> None:
    text = """\
characters:
  odo: {name: Odo, died: 1940}
offices:
  warden:
    holders:
      - who: odo
        from: 1950
"""
    bible = tmp_path / "bible"
    bible.mkdir()
    (bible / "storybible.yaml").write_text("title: A test\n", encoding="utf-8")
    (bible / "story.yaml").write_text(text, encoding="utf-8")
    (finding,) = check(Bible.load(bible), repairs=False).findings
    assert finding.rule == "office-outside-life"
    assert {evidence.span.line for evidence in finding.evidence} == {2, 6, 7}
