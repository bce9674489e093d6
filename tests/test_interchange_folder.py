"""Imported records into folders: new bibles, old ones, and folders that are neither."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from storybible import interchange
from storybible.bible import Bible
from storybible.interchange import ImportProblem
from storybible.queries.resolve import Misuse
from storybible.storage import disk

TREE = Path(__file__).parent / "data" / "lantern.ged"


def test_a_new_folder_becomes_a_bible(tmp_path: Path) -> None:
    written = interchange.write(interchange.read(TREE), tmp_path / "new" / "tree")
    assert [path.name for path in written] == [
        "people.yaml", "families.yaml", "events.yaml", "places.yaml", "storybible.yaml",
    ]  # fmt: skip
    names = [".storybible", *(path.name for path in written)]
    assert sorted(os.listdir(tmp_path / "new" / "tree")) == sorted(names)
    bible = Bible.load(tmp_path / "new" / "tree")
    assert not bible.diagnostics
    assert str(bible.loaded.config.title) == "lantern"


def test_a_bible_gains_records_and_keeps_its_own(tmp_path: Path) -> None:
    own = {
        "storybible.yaml": "title: Mine\nkinds: {sworn: {symmetric: yes}}\n",
        "people.yaml": "characters:\n  nora-quill: {name: Somebody else, external: {gedcom: I3}}\n"
        "  hale: {name: Hale Brandt, external: {gedcom: I4}}\n",
    }
    for name, text in own.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    beside = interchange.beside(tmp_path)
    assert beside is not None
    result = interchange.read(TREE, beside)
    assert result.counts["known"] == 1
    written = interchange.write(result, tmp_path)
    assert [path.name for path in written] == ["people-2.yaml", "families.yaml", "events.yaml", "places.yaml"]
    for name, text in own.items():
        assert (tmp_path / name).read_text(encoding="utf-8") == text
    bible = Bible.load(tmp_path)
    assert not bible.diagnostics
    assert "nora-quill-2" in bible.story.characters


def test_importing_again_adds_and_never_overwrites(tmp_path: Path) -> None:
    root = tmp_path / "tree"
    for _ in range(3):
        interchange.write(interchange.read(TREE, interchange.beside(root)), root)
    assert {"people.yaml", "people-2.yaml", "people-3.yaml"} <= set(os.listdir(root))
    bible = Bible.load(root)
    assert not bible.diagnostics
    assert len(bible.story.characters) == 18


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters.yaml").write_text("a: b\n", encoding="utf-8")
    result = interchange.read(TREE)
    with pytest.raises(ImportProblem, match="no bible"):
        interchange.write(result, tmp_path)
    assert os.listdir(tmp_path) == ["letters.yaml"]
    interchange.write(result, tmp_path, force=True)
    assert "storybible.yaml" in os.listdir(tmp_path)
    with pytest.raises(ImportProblem, match="not a folder"):
        interchange.write(result, tmp_path / "letters.yaml")


def test_hidden_files_make_no_difference(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    interchange.write(interchange.read(TREE), tmp_path)
    assert interchange.beside(tmp_path) is not None


def test_nothing_is_left_behind_when_writing_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(disk.Disk):
        def write(self, handle: int, data: bytes) -> None:
            if len(data) > 100:
                raise OSError(28, "No space left on device")
            super().write(handle, data)

    root = tmp_path / "tree"
    monkeypatch.setattr(disk, "DISK", Full())
    with pytest.raises(Misuse, match="no space left on device; nothing was written"):
        interchange.write(interchange.read(TREE), root)
    assert os.listdir(tmp_path) == []


def test_without_the_library_the_message_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ImportProblem, match="gedcom"):
        interchange.read(TREE)


def test_no_file_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        interchange.read(tmp_path / "none.ged")


def test_what_was_added_to_a_bible_can_be_taken_back(tmp_path: Path) -> None:
    from storybible.editing import undoing

    root = tmp_path / "tree"
    interchange.write(interchange.read(TREE), root)
    before = {path.name: path.read_bytes() for path in root.iterdir() if path.is_file()}
    more = interchange.read(TREE, interchange.beside(root))
    written = interchange.write(more, root, what="import tree.ged")
    assert all(path.exists() for path in written)
    undoing.carry_out(root, undoing.undo(root))
    assert {path.name: path.read_bytes() for path in root.iterdir() if path.is_file()} == before
    said = [entry.what for entry in undoing.history_of(root)]
    assert said == ["import", "import tree.ged", "undo import tree.ged"]
    undoing.carry_out(root, undoing.undo(root))
    assert os.listdir(root) == [".storybible"]
