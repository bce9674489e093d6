"""Candidates become records by the writer's word; decisions are plain text and survive."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storybible.bible import Bible
from storybible.cli import reviewing
from storybible.cli.app import main
from storybible.draft_check import check_draft
from storybible.manuscript.decisions import Decision, read_decisions, with_decisions
from storybible.manuscript.readers import read_prose
from storybible.reviewing.desk import Desk

STORY = """# people
characters:
  mara: {name: Mara Venn, sex: female, ages: [25 at the-return]}
  teo: {name: Teo Venn, sex: male}   # her brother
events:
  the-return: {title: The return}
offices: {warden: {title: Warden}}
items: {ring: {name: the iron ring}}
"""
DRAFT = """---
at: 5 years after the-return
---

Mara was thirty that summer. Mara's green eyes shone. Teo died in the night.

The Warden, Teo, wore the iron ring. Then Odo Lund came. “No,” said Odo Lund.

Three years had passed since the return. At least once he laughed. Venn was there.
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "bible").mkdir()
    (tmp_path / "bible" / "storybible.yaml").write_text(
        "title: x\nmanuscripts:\n  old: {title: Old}  # gone\n", encoding="utf-8"
    )
    (tmp_path / "bible" / "story.yaml").write_text(STORY, encoding="utf-8")
    (tmp_path / "draft.md").write_text(DRAFT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def desk() -> Desk:
    return Desk.of(Bible.load("bible"), read_prose("draft.md"))


def id_of(kind: str, quote: str = "") -> str:
    (found,) = [c for c in desk().candidates if c.kind == kind and quote in c.quote]
    return found.id


def texts(here: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((here / "bible").glob("[a-z]*.*"))}


@pytest.mark.parametrize(
    ("kind", "quote", "options", "written"),
    [
        ("age", "thirty", [], "{age: 30, at: 5 years after the-return, source: draft ¶1, quote: "),
        (
            "age",
            "thirty",
            ["--at", "the-return", "--value", "31"],
            "{age: 31, at: the-return, source: draft ¶1",
        ),
        ("age", "thirty", ["--who", "teo"], "teo: {name: Teo Venn, sex: male, ages: [{age: 30"),
        ("trait", "green", [], "traits: {eyes: {is: green, source: draft ¶1"),
        ("death", "died", [], "died: {when: 5 years after the-return, source: draft ¶1"),
        (
            "office",
            "Warden",
            [],
            "warden: {title: Warden, holders: [{who: teo, seen: 5 years after the-return",
        ),
        ("name", "Odo", [], "odo-lund:"),
        ("mention", "Venn was"[:4], ["--who", "teo"], "is: teo"),
    ],
)
def test_accepted_candidates_become_records(
    here: Path, kind: str, quote: str, options: list[str], written: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (id_,) = [c.id for c in desk().open if c.kind == kind and quote in c.quote]
    before = texts(here)
    assert main(["accept", id_, "--in", "draft.md", *options]) == 0, capsys.readouterr().err
    after = texts(here)
    assert any(written in text for text in after.values()), after
    assert f"accepted {id_}  in draft" in after["decisions.txt"]
    assert id_ not in [c.id for c in desk().open]
    assert not [d for d in Bible.load("bible").diagnostics if d.severity == "error"]
    assert main(["undo"]) == 0
    assert texts(here) == before


def test_a_rejected_reading_makes_no_finding(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = DRAFT.replace("was thirty", "was forty")
    (here / "draft.md").write_text(text, encoding="utf-8")
    assert main(["check", "draft.md"]) == 1
    assert main(["reject", id_of("age", "forty"), "--in", "draft.md"]) == 0
    assert main(["check", "draft.md"]) == 0
    (here / "draft.md").write_text(text.replace("Mara was", "It rained.\n\nThen Mara was"), encoding="utf-8")
    assert main(["check", "draft.md"]) == 0  # decisions are about words


def test_an_accepted_jump_places_the_story_anew(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "draft.md").write_text(
        "---\nat: the-return\n---\n\nMara was cold.\n\nThree years had passed. Mara was twenty-five.\n",
        encoding="utf-8",
    )
    assert main(["check", "draft.md"]) == 0
    assert main(["accept", id_of("jump"), "--in", "draft.md", "--at", "3 years after the-return"]) == 0
    assert main(["check", "draft.md"]) == 1
    assert "27 to 29" in capsys.readouterr().out
    assert main(["accept", "c-000", "--in", "draft.md"]) == 2


def test_what_is_missing_is_said(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "draft.md").write_text("Mara was thirty. She was forty.\n", encoding="utf-8")
    before = texts(here)
    assert main(["accept", id_of("age", "thirty"), "--in", "draft.md"]) == 2
    assert "--at EVENT" in capsys.readouterr().err
    assert main(["accept", "c-0123456789", "--in", "draft.md"]) == 2
    assert main(["accept", id_of("age", "thirty")]) == 2  # the settings know no file that is there
    assert main(["review", "draft.md"]) == 2  # nobody sits at a terminal
    assert texts(here) == before


def test_a_review_at_the_terminal(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(reviewing, "can_ask", lambda: True)
    before = texts(here)
    first, second = [c.id for c in desk().open][:2]
    monkeypatch.setattr("sys.stdin", io.StringIO("a\nu\nr\nx\ns\nq\n"))
    assert main(["review", "draft.md"]) == 0
    said = capsys.readouterr()
    assert "1 of " in said.out
    assert "Undone: " in said.out
    assert "1 decided" in said.out
    decided = read_decisions((here / "bible" / "decisions.txt").read_text(encoding="utf-8"))
    assert [(d.id, d.accepted) for d in decided.values()] == [(first, False)]
    assert second not in decided
    assert texts(here)["story.yaml"] == before["story.yaml"]


def test_a_review_as_json(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "draft.md", "--kind", "age", "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [c["kind"] for c in said["open"]] == ["age"]


ids = st.integers(0, 20).map("c-{:010x}".format)
decisions = st.builds(
    Decision, ids, st.booleans(), st.sampled_from(["", "3 years after the-return"]), st.just("d ¶1 “a  b”")
)


@given(st.lists(decisions, max_size=8), st.lists(decisions, max_size=3))
def test_decisions_are_read_as_they_were_written(old: list[Decision], new: list[Decision]) -> None:
    text = ""
    for decision in [*old, *new]:
        text = with_decisions(text, [decision])
    expected = {d.id: (d.accepted, d.at) for d in [*old, *new]}
    assert {d.id: (d.accepted, d.at) for d in read_decisions(text).values()} == expected
    assert len(text.splitlines()) == len(expected) + bool(text)


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    read_decisions(text)
    kept = with_decisions(text, [Decision("c-0123456789", True)])
    assert "c-0123456789" in read_decisions(kept)


def test_a_bible_begun_from_a_text(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "lamp.md").write_text(
        "Nora Quill was thirty. “Go,” said Nora Quill. Nora Quill's grey eyes shone.\n\n***\n\n"
        "Hale Brandt came. “No,” said Hale Brandt.\n",
        encoding="utf-8",
    )
    assert main(["init", "new", "--from", "lamp.md"]) == 0
    made = Bible.load("new")
    assert not made.diagnostics
    assert set(made.story.characters) == {"nora-quill", "hale-brandt"}
    (age,) = made.story.characters["nora-quill"].ages
    assert (age.text.value, age.quote.value if age.quote else "") == ("30", "was thirty")
    assert made.story.characters["nora-quill"].traits["eyes"][0].value.value == "grey"
    assert [scene.who[0].who.id for scene in made.story.scenes.values()] == ["nora-quill", "hale-brandt"]
    assert main(["check", "-b", "new"]) == 0
    assert check_draft(made, read_prose("lamp.md")).counts["error"] == 0


def test_what_is_on_record_is_never_replaced(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = STORY.replace("teo: {name: Teo Venn,", "teo: {name: Teo Venn, died: 1950,")
    (here / "bible" / "story.yaml").write_text(text, encoding="utf-8")
    assert main(["accept", id_of("death", "died"), "--in", "draft.md"]) == 2
    assert "is on record (bible/story.yaml:4)" in capsys.readouterr().err
    assert texts(here)["story.yaml"] == text


def test_a_review_asks_when_a_jump_leads(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "draft.md").write_text("Mara was cold.\n\nThree years had passed.\n", encoding="utf-8")
    monkeypatch.setattr(reviewing, "can_ask", lambda: True)
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n3 years after the-return\n"))
    assert main(["review", "draft.md", "--kind", "jump"]) == 0
    decided = read_decisions((here / "bible" / "decisions.txt").read_text(encoding="utf-8"))
    assert [decision.at for decision in decided.values()] == ["3 years after the-return"]


def test_decisions_are_about_one_manuscript_and_one_person(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "---\nat: the-return\n---\n\nMara was nineteen.\n\nTeo was nineteen.\n"
    ages = STORY.replace("teo: {name: Teo Venn,", "teo: {name: Teo Venn, ages: [40 at the-return],")
    (here / "bible" / "story.yaml").write_text(ages, encoding="utf-8")
    for name in ("draft.md", "other.md"):
        (here / name).write_text(text, encoding="utf-8")
    (mara,) = [c.id for c in desk().candidates if c.kind == "age" and c.subject == "mara"]
    assert main(["reject", mara, "--in", "draft.md"]) == 0
    swapped = "---\nat: the-return\n---\n\nTeo was nineteen.\n\nMara was nineteen.\n"
    (here / "draft.md").write_text(swapped, encoding="utf-8")
    capsys.readouterr()
    found = {}
    for name in ("draft.md", "other.md"):
        main(["check", name, "--format", "json"])
        found[name] = [f["records"][0] for f in json.loads(capsys.readouterr().out)["findings"]]
    assert found == {"draft.md": ["teo"], "other.md": ["mara", "teo"]}


@pytest.mark.parametrize(
    "line",
    [
        "rejected c-0123456789",
        "Rejected c-0123456789 # mine",
        "- rejected: c-0123456789 d ¶2",
        "  rejected c-0123456789\t",
    ],
)
def test_decisions_as_people_write_them(line: str) -> None:
    assert read_decisions(f"# caf\ufffd\n{line}\n", "any") == {
        "c-0123456789": Decision("c-0123456789", False)
    }


ROAD = """# The Salt Road

Ysolde d'Aubray came to Saint-Orme in the rain. Mathilde met her at the gate.
“Come in,” said Mathilde Vasseur. Ysolde d'Aubray nodded.

Ambrose Pell stood in the yard. “Maman is ill,” said Rémi. Pell laughed. Ambrose Pell looked up.
Maman had slept. The road to Saint-Orme was long, and Saint-Orme's walls were wet. Rémi knew.

Ludwig von Harten bowed. “My lady,” said Ludwig von Harten.
"""


def test_names_as_the_writer_means_them(here: Path) -> None:
    (here / "road.md").write_text(ROAD, encoding="utf-8")
    assert main(["init", "road", "--from", "road.md"]) == 0
    bible = Bible.load(here / "road")
    assert bible.story.config.title is not None
    assert bible.story.config.title.value == "The Salt Road"
    people = {id_: (c.label, [a.name.value for a in c.aliases]) for id_, c in bible.story.characters.items()}
    assert people == {
        "ysolde-d-aubray": ("Ysolde d'Aubray", []),
        "mathilde-vasseur": ("Mathilde Vasseur", ["Mathilde"]),
        "ambrose-pell": ("Ambrose Pell", []),
        "remi": ("Rémi", []),
        "ludwig-von-harten": ("Ludwig von Harten", []),
    }
    assert [place.label for place in bible.story.places.values()] == ["Saint-Orme"]
