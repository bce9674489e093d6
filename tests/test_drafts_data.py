"""The drafts with planted contradictions, and the judgements that a reader made of them.

Nothing here reads prose: it holds the data to its own word, so that a score over it means something.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from storybible.bible import Bible
from storybible.checker import check

DRAFTS = Path(__file__).parent / "data" / "drafts"
BIBLE = Path(__file__).parents[1] / "bible"

RULES = {
    "stated-age-differs", "stated-span-differs", "name-drift", "unknown-name", "alias-outside-its-period",
    "trait-differs", "dead-speaks", "item-differs", "office-differs", "kinship-differs",
}  # fmt: skip
SEVERITY = {"planted": "warning", "near-miss": "note"}
FIELDS = {"id", "verdict", "kind", "quote", "rule", "severity", "records", "why"}

OWN = ["keeper", "ward", "letters", "bench", "pilot", "rain"]
DRAFT = pytest.mark.parametrize("name", ["sequel", "second", *OWN])
LONG = {"sequel": 1500, "second": 1000, **dict.fromkeys(OWN, 1200)}  # words at the least
EACH = {"sequel": 12, "second": 10, **dict.fromkeys(OWN, 10)}  # contradictions, and as many near misses


def front_and_body(name: str) -> tuple[dict[str, Any], str]:
    """A draft's front matter and its prose without headings and comment lines."""
    _, front, body = (DRAFTS / f"{name}.md").read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(front), re.sub(r"(?m)^(#.*|<!--.*-->|\*\*\*)$", "", body)


def judged(name: str) -> dict[str, Any]:
    text = (DRAFTS / f"{name}.judgements.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


@pytest.fixture(scope="module")
def bibles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Bible]:
    """The bibles of the drafts: the sample with the records that some lean on, and a harbour town."""
    folder = tmp_path_factory.mktemp("drafts") / "bible"
    shutil.copytree(BIBLE, folder)
    shutil.copytree(DRAFTS / "extra", folder / "extra")
    return {"sample": Bible.load(folder), "harbour": Bible.load(DRAFTS / "harbour")}


@pytest.mark.parametrize("which", ["sample", "harbour"])
def test_the_bibles_of_the_drafts_are_sound(bibles: dict[str, Bible], which: str) -> None:
    found = [str(finding) for finding in check(bibles[which]).findings if finding.severity != "note"]
    assert found == []


@DRAFT
def test_a_draft_says_when_it_plays_and_is_long_enough(name: str) -> None:
    front, body = front_and_body(name)
    assert front.get("at", judged(name)["at"]) == judged(name)["at"]  # or its first heading is a date
    assert len(body.split()) >= LONG[name]


@DRAFT
def test_every_quote_stands_once_in_one_paragraph(name: str) -> None:
    _, body = front_and_body(name)
    counts = {judgement["quote"]: body.count(judgement["quote"]) for judgement in judged(name)["judgements"]}
    assert {quote: count for quote, count in counts.items() if count != 1 or "\n" in quote} == {}


@DRAFT
def test_as_many_planted_as_near_misses_and_each_of_its_own_kind(name: str) -> None:
    judgements = judged(name)["judgements"]
    for verdict in SEVERITY:
        kinds = [judgement["kind"] for judgement in judgements if judgement["verdict"] == verdict]
        assert len(kinds) == len(set(kinds)) == EACH[name]
    assert len({judgement["id"] for judgement in judgements}) == 2 * EACH[name]


@DRAFT
def test_fields_are_valid_and_records_exist(name: str, bibles: dict[str, Bible]) -> None:
    bible = bibles[judged(name).get("bible", "sample")]
    for judgement in judged(name)["judgements"]:
        assert set(judgement) == FIELDS
        assert judgement["rule"] in RULES
        assert judgement["severity"] == SEVERITY[judgement["verdict"]]
        assert judgement["why"].strip()
        assert judgement["records"]
        unknown = [record for record in judgement["records"] if record not in bible.story.records]
        assert unknown == []
