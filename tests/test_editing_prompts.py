"""At a terminal what is missing is asked for; a script is told in one line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from conftest import SETTINGS, STORY, Small

from storybible.cli import asking, editing
from storybible.cli.app import main

PEOPLE = "characters:\n  mara: {name: Mara}\n  teo: {name: Teo}\nevents:\n  wake: {who: [mara]}\n"


@pytest.fixture
def bible(small: Small) -> Path:
    return small.write({STORY: PEOPLE, SETTINGS: "title: A\n"})


def answered(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    """Somebody sits at the terminal and types these lines."""
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in answers)))
    for module in (asking, editing):
        monkeypatch.setattr(module, "can_ask", lambda: True)


@pytest.mark.parametrize(
    ("words", "answers", "after"),
    [
        (["add"], ["character", "Zoë", "1900", "20 at wake", "mara, teo (step)"],
         "  zoe: {name: Zoë, born: 1900, ages: 20 at wake, parents: [mara, teo (step)]}\nevents"),
        (["add", "event"], ["", "The feast", "", "", ""], "  the-feast: {title: The feast}\n"),
        (["add", "relationship"], ["mara friend of teo"], "relationships:\n  - mara friend of teo\n"),
        (["add", "character", "Teo"], ["y"], "  teo-2: {name: Teo}\n"),
        (["add", "character"], ["Teo", "y", "", "", ""], "  teo-2: {name: Teo}\n"),
        (["set"], ["mara", "sex", "female"], "{name: Mara, sex: female}"),
        (["rename", "teo"], ["theo"], "  theo: {name: Teo}"),
        (["remove"], ["mara", "y"], "characters:\n  teo: {name: Teo}"),
    ],
)  # fmt: skip
def test_questions(
    bible: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], answers: list[str], after: str
) -> None:
    answered(monkeypatch, *answers)
    assert main([*words, "-b", str(bible)]) == 0
    assert after in "".join(path.read_text() for path in sorted(bible.glob("*.yaml")))


@pytest.mark.parametrize(
    ("words", "answers"),
    [
        (["add"], ["", "", ""]),
        (["add", "event"], []),
        (["remove", "mara"], ["n"]),
        (["add", "character", "Teo"], ["n"]),
        (["add", "character"], ["Teo", "n"]),
        (["add", "character"], ["???"]),
        (["remove", "mara"], [""]),
    ],
)
def test_no_answer_writes_nothing(
    bible: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], answers: list[str]
) -> None:
    answered(monkeypatch, *answers)
    assert main([*words, "-b", str(bible)]) == 2
    assert (bible / "story.yaml").read_text() == PEOPLE


@pytest.mark.parametrize(
    "words",
    [
        ["add"], ["add", "event"], ["add", "event", "when=1900"], ["add", "relationship"], ["add", "x"],
        ["add", "event", "a", "b"], ["set"], ["set", "mara"], ["set", "mara", "note"],
        ["set", "mara", "note", "x", "--unset"], ["rename"], ["rename", "mara"], ["remove"],
        ["remove", "nobody"], ["waive"], ["fix"], ["waive", "SB203"],
    ],
)  # fmt: skip
def test_a_script_hears_one_line(bible: Path, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    assert main([*words, "-b", str(bible)]) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1 and said.err.startswith("storybible: ")


def test_an_answer_that_cannot_be_read_is_asked_for_again(
    bible: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answered(monkeypatch, "The feast", "3 weaks after wake", "3 weeks after wake", "", "mara, teo")
    assert main(["add", "event", "-b", str(bible)]) == 0
    assert "did you mean weeks?" in capsys.readouterr().err
    assert "  the-feast: {title: The feast, when: 3 weeks after wake, who: [mara, teo]}\n" in (
        bible / "story.yaml"
    ).read_text()


@pytest.mark.parametrize(
    ("words", "answers", "complaint", "after"),
    [
        (["add"], ["charcter", "character", "Zoë", "", "", ""], "mean character?", "zoe: {name: Zoë}"),
        (["add", "relationship"], ["mara loves teo", "mara rival of teo"], "not read", "- mara rival of teo"),
        (["add", "place"], ["???", "Quay", ""], "no id can be made", "quay:"),
        (["set"], ["maar", "mara", "sex", "female"], "no record is called", "sex: female"),
        (["rename", "teo"], ["Teo Two", "mara", "teo-two"], "did you mean teo-two?", "teo-two: {name: Teo}"),
    ],
)
def test_what_will_not_do_is_asked_for_again(
    bible: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    answers: list[str],
    complaint: str,
    after: str,
) -> None:
    answered(monkeypatch, *answers)
    assert main([*words, "-b", str(bible)]) == 0
    said = capsys.readouterr().err
    assert complaint in said and "nothing was written" not in said
    assert after in "".join(path.read_text() for path in sorted(bible.glob("*.yaml")))


def test_after_three_answers_that_will_not_do_nobody_asks_again(
    bible: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(monkeypatch, "a", "b", "c", "character", "Zoë")
    assert main(["add", "-b", str(bible)]) == 2
    assert (bible / "story.yaml").read_text() == PEOPLE


def test_a_slip_of_the_pen_hears_what_was_meant(bible: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["set", "mara", "ages", "20 at wkae", "-b", str(bible)]) == 0
    assert "no event is called “wkae”; did you mean wake?" in capsys.readouterr().out
    assert main(["fix", "SB005", "-b", str(bible)]) == 2
    assert "it takes a writer: did you mean wake?" in capsys.readouterr().err


def test_the_log_tells_what_was_set(bible: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["set", "mara", "note", "red\nhair, and " + "very " * 20, "-b", str(bible)]) == 0
    assert main(["undo", "-b", str(bible)]) == 0
    assert "Taken back: set mara note: red hair, and very very" in capsys.readouterr().out
    assert (bible / "story.yaml").read_text() == PEOPLE
