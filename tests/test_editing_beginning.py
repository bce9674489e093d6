"""A bible begins whole or not at all, and can be taken back while nobody has worked on it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from failing import Ended, Failing, using

from storybible.bible import Bible
from storybible.cli.app import main

TREE = Path(__file__).parent / "data" / "lantern.ged"
COMMANDS = {"init": ["init"], "import": ["import", str(TREE)]}

STEPS = {"init": 3, "import": 11}
"""How many operations of a disk are passed over between two that fail."""
FINISHED = {"init": "is a bible already", "import": "has been finished just now"}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(params=COMMANDS)
def command(request: pytest.FixtureRequest) -> list[str]:
    """A command that makes a bible."""
    if request.param == "import":
        pytest.importorskip("ged4py")
    return COMMANDS[request.param]


def texts() -> dict[str, bytes]:
    """The files of the bible that hold records or settings."""
    return {path.name: path.read_bytes() for path in sorted(Path("bible").glob("*.yaml"))}


def test_it_is_taken_back_and_made_again(here: Path, command: list[str]) -> None:
    assert main(command) == 0
    made = texts()
    assert "storybible.yaml" in made
    assert main(["undo"]) == 0
    assert texts() == {}
    assert main(["check"]) == 2
    assert main(["undo"]) == 2
    os.chdir("bible")
    assert main(["undo", "--redo"]) == 0
    os.chdir("..")
    assert texts() == made and main(["check"]) == 0
    assert main(["undo"]) == 0
    assert main(command) == 0
    assert texts() == made


def test_what_the_writer_has_touched_stays(
    here: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command) == 0
    (here / "bible/own.yaml").write_text("character: nora\nname: Nora\n")
    for name, text in texts().items():
        if name == "own.yaml":
            continue
        (here / "bible" / name).write_bytes(text + b"# mine\n")
        before = texts()
        capsys.readouterr()
        assert main(["undo"]) == 2
        assert f"bible/{name} has been changed since “" in (said := capsys.readouterr().err), said
        assert texts() == before
        (here / "bible" / name).write_bytes(text)
    next((here / "bible").glob("[!os]*.yaml")).unlink()  # what is gone is in nobody's way
    assert main(["undo"]) == 0
    assert list(texts()) == ["own.yaml"]


def test_a_process_that_ends_leaves_a_whole_bible_or_none(
    here: Path, command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    watched = Failing()
    with using(watched, monkeypatch):
        assert main(command) == 0
    made = texts()
    outcomes = []
    for at in range(0, len(watched.done), STEPS[command[0]]):
        shutil.rmtree("bible")
        with using(Failing(at, Ended(), "half"), monkeypatch), pytest.raises(Ended):
            main(command)
        if (here / "bible/storybible.yaml").exists():
            Bible.load(here / "bible")
            assert texts() == made, watched.done[at]
        else:
            capsys.readouterr()
            outcomes.append(main(command) == 0 or FINISHED[command[0]] in capsys.readouterr().err)
            assert texts() == made, watched.done[at]
    assert all(outcomes) and outcomes


def test_a_disk_that_fails_leaves_nothing(
    here: Path, command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    watched = Failing()
    with using(watched, monkeypatch):
        assert main(command) == 0
    for at in range(0, len(watched.done), STEPS[command[0]]):
        name = watched.done[at]
        shutil.rmtree("bible")
        capsys.readouterr()
        with using(Failing(at, OSError(28, "No space left on device"), "half", lasting=True), monkeypatch):
            code = main(command)
        said = capsys.readouterr().err
        assert code in (0, 2) and ("Traceback" not in said) and said.count("\n") == (code == 2), name
        if code == 2 and "neither" not in said and not texts():
            assert main(command) == 0, name
