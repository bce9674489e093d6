"""The frame of `scan`: finders merged in the order of the text, groups by chapter, text and JSON."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from storybible.cli.app import main
from storybible.manuscript import scanning
from storybible.manuscript.appearances import Mentioned
from storybible.manuscript.candidate import DIALOGUE, Candidate, Ids

DRAFT = """# The Lamp

Nora was twenty now. <!-- was thirty -->

## Two

“I am thirty,” said Hale, who was \x1b[31mforty.
"""


def finder(kind: str, pattern: str) -> ModuleType:
    """A module that finds words."""
    module = ModuleType(f"storybible.manuscript.fake_{kind}")

    def find(mentioned: Mentioned) -> Iterator[Candidate]:
        ids = Ids()
        for found in re.finditer(pattern, mentioned.prose.text):
            flags = (DIALOGUE,) if found[0] == "thirty" else ()
            yield Candidate(
                ids(kind, found[0], 1),
                kind,
                *found.span(),
                found[0],
                {"age": found[0]},
                None,
                ("nora",),
                flags,
                0.8,
            )

    module.find = find  # type: ignore[attr-defined]
    module.KINDS = {kind}  # type: ignore[attr-defined]
    return module


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for kind, pattern in {"age": "twenty|thirty|forty", "mention": "Nora|Hale"}.items():
        monkeypatch.setitem(sys.modules, f"storybible.manuscript.fake_{kind}", finder(kind, pattern))
    monkeypatch.setattr(scanning, "FINDERS", ("fake_age", "fake_mention"))
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "draft.md"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def test_text(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scan", "draft.md"]) == 0
    assert (
        re.sub(r"  c-[0-9a-f]{10}$", "", capsys.readouterr().out, flags=re.M)
        == """1 age
  draft.md:3:10: “twenty”  nora? twenty  (likely)

Two

2 ages
  draft.md:7:7: “thirty”  nora? thirty  (dialogue, likely)
  draft.md:7:40: “forty”  nora? forty  (likely)

15 words in 4 paragraphs: 3 ages and 2 mentions.
"""
    )
    assert main(["scan", "draft.md", "--summary"]) == 0
    assert capsys.readouterr().out == "15 words in 4 paragraphs: 3 ages and 2 mentions.\n"
    assert main(["scan", "draft.md", "--kind", "mention"]) == 0
    assert "draft.md:7:21: “Hale”" in capsys.readouterr().out


def test_json(draft: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scan", "draft.md", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["file"], answer["bible"], answer["paragraphs"]) == ("draft.md", None, 4)
    found = answer["candidates"]
    assert [c["quote"] for c in found] == ["Nora", "twenty", "thirty", "Hale", "forty"]
    assert all(DRAFT[c["start"] : c["end"]] == c["quote"] for c in found)
    assert (found[2]["line"], found[2]["column"], found[2]["flags"]) == (7, 7, ["dialogue"])
    assert len({c["id"] for c in found}) == 5


def test_terminal_codes_of_the_prose_are_written_out(
    draft: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    evil = finder("age", "who was .*forty")
    monkeypatch.setitem(sys.modules, "storybible.manuscript.fake_age", evil)
    assert main(["scan", "draft.md"]) == 0
    assert "\\x1b[31mforty" in capsys.readouterr().out


def test_ids_do_not_depend_on_the_place() -> None:
    ids = Ids()
    first, second = ids("age", "was  now twenty", 20), ids("age", "Was now\ntwenty", 20)
    assert first != second
    assert Ids()("age", "was now twenty", 20) == first


def test_misuse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["scan", "none.txt"]) == 2
    assert capsys.readouterr().err == "storybible: none.txt: there is no such file\n"
    assert main(["scan", "none.txt", "-b", "none"]) == 2
    assert "none is not a bible" in capsys.readouterr().err
