"""A bible that may be read and not be written: questions are answered, edits refused in one line."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

STORY = """\
characters:
  mara: {name: Mara, died: 1140-06-01}
events:
  wake: {title: The wake, when: 1141-02-01, who: [mara]}
"""
CODE = """
import contextlib, io, json, os, sys
from storybible.cli.app import main

def run(line):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(line)
    return [code, out.getvalue(), err.getvalue()]

lines = json.loads(sys.argv[1])
for line in lines:  # what is needed is imported while it may be read
    run([*line, "-b", "spare/bible"])
if os.geteuid() == 0:
    os.setuid(65534)
print(json.dumps([run([*line, "-b", "bible"]) for line in lines]))
"""
Results = list[tuple[int, str, str]]


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that everybody may enter, with two bibles of which one is not to be written."""
    if os.name != "posix":
        pytest.skip("permissions are other things here")
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    for bible in (folder / "bible", folder / "spare" / "bible"):
        bible.mkdir(parents=True)
        (bible / "storybible.yaml").write_text("title: A test\n")
        (bible / "story.yaml").write_text(STORY)
    yield folder
    (folder / "bible").chmod(0o755)
    shutil.rmtree(folder)


def run(place: Path, *lines: list[str]) -> Results:
    """Commands on the bible, as somebody who may not write where it says so."""
    path = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    line = [sys.executable, "-c", CODE, json.dumps(lines)]
    done = subprocess.run(line, cwd=place, env=path, capture_output=True, text=True, check=True)
    return [tuple(result) for result in json.loads(done.stdout)]  # type: ignore[misc]


DENIED = "storybible: cannot write to bible: permission denied; nothing was written\n"
EDITS = [
    ["waive", "present-after-death", "--because", "a ghost"],
    ["fix", "present-after-death"],
    ["rename", "mara", "mara-venn"],
    ["set", "mara", "note", "dead"],
    ["add", "place", "The mill"],
    ["remove", "mara", "--force"],
]


def test_a_folder_that_may_not_be_written(place: Path) -> None:
    (place / "bible").chmod(0o555)
    results = run(place, ["order", "mara.death", "wake"], ["check"], ["log"], *EDITS)
    order, check, log, *edits = results
    assert order[0] == 0 and check[0] == 1 and log[:2] == (0, "No edits yet.\n")
    for code, out, err in edits:
        assert (code, out) == (2, "")
        assert err == DENIED
    assert sorted(os.listdir(place / "bible")) == ["story.yaml", "storybible.yaml"]


def test_files_that_may_not_be_written(place: Path) -> None:
    (place / "bible").chmod(0o777)
    for name in ("story.yaml", "storybible.yaml"):
        (place / "bible" / name).chmod(0o444)
    for code, out, err in run(place, *EDITS[:4]):
        assert (code, out) == (2, "")
        file = re.search(r"bible/\w+\.yaml", err)
        assert file is not None
        assert err == f"storybible: cannot write to {file[0]}: it is read-only; nothing was written\n"
    assert (place / "bible" / "story.yaml").read_text() == STORY


def test_a_file_that_may_not_be_read(place: Path) -> None:
    (place / "bible").chmod(0o777)
    (place / "bible" / "story.yaml").chmod(0)
    check, edit = run(place, ["check"], EDITS[2])
    assert check[0] == 1 and "permission denied" in check[1]
    assert edit[0] == 2 and edit[2].count("\n") == 1


def test_what_belongs_to_the_program_may_not_be_written(place: Path) -> None:
    (place / "bible").chmod(0o777)
    own = place / "bible" / ".storybible"
    own.mkdir()
    own.chmod(0o555)
    order, edit, undo = run(place, ["order", "mara.death", "wake"], EDITS[2], ["undo"])
    assert order[0] == 0
    for code, _, err in (edit, undo):
        assert (code, err) == (2, DENIED)
