"""Answers of many parts say that they rest on a contradiction, and what they rest on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import STORY, Small

from storybible.cli.app import main

WRONG = """\
characters:
  nora: {name: Nora, born: 1900, ages: [17 at the-wreck, 19 at the-fire]}
events:
  the-fire: {title: The fire, when: 1919, who: [nora]}
  the-wreck: {title: The wreck, when: [1 year before the-fire, exactly 10 years before the-fire]}
  ball: {title: The ball, when: 1930}
"""
RIGHT = WRONG.replace(", exactly 10 years before the-fire", "")
LINE = "Some of this rests on statements that contradict each other: `storybible check` tells which."
AT = [["show", "nora", "--at", "the-fire"], ["list", "events", "--at", "the-fire"]]
ASKED = [["timeline"], ["as-of", "the-wreck"], ["what-if", "x: after the-wreck"]]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """The answer to a question of a bible, as text or as JSON."""

    def asked(bible: Path, *words: str, structured: bool = False):  # type: ignore[no-untyped-def]
        main([*words, "-b", str(bible), *(["--format", "json"] if structured else [])])
        said = capsys.readouterr().out
        return json.loads(said) if structured else said

    return asked


@pytest.mark.parametrize("words", ASKED)
def test_a_contradiction_is_said(small: Small, ask, words: list[str]) -> None:  # type: ignore[no-untyped-def]
    bible = small.write({STORY: WRONG})
    assert LINE in ask(bible, *words).splitlines()
    assert ask(bible, *words, structured=True)["contested"] is True
    bible = small.write({STORY: RIGHT})
    assert LINE not in ask(bible, *words)
    assert "contested" not in ask(bible, *words, structured=True)


@pytest.mark.parametrize("words", AT)
def test_a_record_at_a_moment_says_it_too(small: Small, ask, words: list[str]) -> None:  # type: ignore[no-untyped-def]
    text = WRONG.replace("17 at the-wreck, ", "").replace("The wreck, ", "The wreck, who: [nora], ")
    bible = small.write({STORY: text})
    assert LINE in ask(bible, *words).splitlines()
    found = ask(bible, *words, structured=True)
    assert any("contested" in one for one in found.get("entries") or found["records"])


def test_what_does_not_rest_on_it_is_not_marked(small: Small, ask) -> None:  # type: ignore[no-untyped-def]
    bible = small.write({STORY: WRONG})
    assert LINE not in ask(bible, "as-of", "ball")
    events = ask(bible, "timeline", structured=True)["events"]
    assert [e["id"] for e in events if "contested" in e] == ["the-wreck"]


def test_why_is_in_every_answer(small: Small, ask) -> None:  # type: ignore[no-untyped-def]
    bible = small.write({STORY: RIGHT})
    proof = "The wreck” is 1 year before “The fire”"
    for words in ASKED:
        assert proof in ask(bible, *words, "--why")
    (wreck,) = [e for e in ask(bible, "timeline", structured=True)["events"] if e["id"] == "the-wreck"]
    assert any(proof in e["statement"] for e in wreck["why"])
    listed = ask(bible, "list", "events", "--at", "the-fire", structured=True)["records"]
    assert next(r["why"] for r in listed if r["id"] == "the-wreck")
    shown = ask(bible, "show", "nora", "--at", "ball", structured=True)["entries"]
    (at,) = [e for e in shown if e["topic"] == "at"]
    assert at["state"] == "yes" and {e["statement"] for e in at["why"]} == {
        "“The fire” is dated 1919", "“The ball” is dated 1930",
    }  # fmt: skip
    assert "why" not in next(e for e in shown if e["topic"] == "born")  # which no moment decides


def test_a_supposition_needs_an_id(small: Small, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["what-if", "BAD ID: 1930", "-b", str(small.write({STORY: RIGHT}))]) == 2
    assert "“BAD ID” is not an id;" in (said := capsys.readouterr().err) and "“bad-id: 1930”" in said
