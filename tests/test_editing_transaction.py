"""Edits are made whole, by one process at a time, inside the bible only, and entered in the log."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from conftest import SETTINGS, STORY, Small

from storybible.bible import Bible
from storybible.editing.transaction import Change, commit, editing
from storybible.queries.resolve import Misuse
from storybible.storage import history, lock

PEOPLE = "bible/people.yaml"
OLD = "characters:\n  mara: {name: Mara}\n"
NEW = "characters:\n  mara: {name: Mara Venn}\n"
EVENTS = "events:\n  wake: {title: The wake}\n"


@pytest.fixture
def bible(small: Small) -> Bible:
    return Bible.load(small.write({STORY: EVENTS, PEOPLE: OLD}))


def on_disk(bible: Bible) -> dict[str, bytes]:
    """Every file of the bible but the program's own."""
    return {
        str(path.relative_to(bible.path)): path.read_bytes()
        for path in sorted(bible.path.rglob("*"))
        if path.is_file() and ".storybible" not in path.parts
    }


def test_an_edit_of_several_files(bible: Bible) -> None:
    new = "bible/places/far/skerry.md"
    changes = [Change(PEOPLE, OLD, NEW), Change(STORY, EVENTS, None), Change(new, None, "# Skerry\r\n")]
    entry = commit(bible, changes, "turn  all\nover")
    files = on_disk(bible)
    assert files["people.yaml"] == NEW.encode()
    assert "story.yaml" not in files
    assert files["places/far/skerry.md"] == b"# Skerry\r\n"
    assert (entry.number, entry.what) == (1, "turn all over")
    assert history.entries(str(bible.path)) == [entry]
    assert sorted(os.listdir(bible.path / ".storybible")) == [".gitignore", "lock", "log.jsonl"]


def test_bytes_stay(bible: Bible) -> None:
    text = "\ufeffcharacters:\r\n  mara: {name: Mär\u2028a}\x85\r\n# end"
    commit(bible, [Change(PEOPLE, OLD, text)], "odd")
    assert (bible.path / "people.yaml").read_bytes() == text.encode()


def test_permissions_stay(bible: Bible) -> None:
    path = bible.path / "people.yaml"
    path.chmod(0o640)
    commit(bible, [Change(PEOPLE, OLD, NEW)], "one")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def refused(bible: Bible, *changes: Change) -> str:
    """Why an edit is refused; it leaves everything as it was."""
    before = on_disk(bible)
    with pytest.raises(Misuse) as error:
        commit(bible, changes, "an edit")
    assert on_disk(bible) == before
    assert history.entries(str(bible.path)) == []
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_file_that_has_changed_is_not_written(bible: Bible) -> None:
    (bible.path / "people.yaml").write_text(OLD + "# by hand\n")
    why = refused(bible, Change(STORY, EVENTS, ""), Change(PEOPLE, OLD, NEW))
    assert why == f"{PEOPLE} has changed in the meantime; nothing was written, try again"
    (bible.path / "people.yaml").write_bytes(b"\xff")
    assert "has changed" in refused(bible, Change(PEOPLE, OLD, NEW))
    (bible.path / "people.yaml").unlink()
    assert "has changed" in refused(bible, Change(PEOPLE, OLD, NEW))


def test_a_new_file_overwrites_none(bible: Bible) -> None:
    assert "has changed" in refused(bible, Change(PEOPLE, None, NEW))


def test_a_read_only_file_stays(bible: Bible) -> None:
    (bible.path / "people.yaml").chmod(0o444)
    why = refused(bible, Change(STORY, EVENTS, ""), Change(PEOPLE, OLD, NEW))
    assert why == "cannot write to bible/people.yaml: it is read-only; nothing was written"


@pytest.mark.parametrize(
    "name",
    [
        *("bible/../out.yaml", "bible//etc/x.yaml", "bible/./a.yaml", "bible/x/../../out.yaml", "/a.yaml"),
        *("bible/.git/hooks/a.md", "bible/.hidden.yaml", "bible/.storybible/log.yaml", "other/a.yaml"),
        *("bible/a.txt", "bible/a", "bible/a\0.yaml", "a.yaml", "bible/..", "bible/", ""),
    ],
)
def test_nothing_is_written_elsewhere(bible: Bible, name: str) -> None:
    assert "cannot write" in refused(bible, Change(name, None, "x: 1\n"))
    assert not (bible.path.parent / "out.yaml").exists()


def test_links_out_of_the_bible_are_not_followed(bible: Bible, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.yaml").write_text("old")
    (bible.path / "a.yaml").symlink_to(outside / "a.yaml")
    (bible.path / "folder").symlink_to(outside)
    assert "leads out" in refused(bible, Change("bible/a.yaml", "old", "new"))
    assert "leads out" in refused(bible, Change("bible/folder/b.yaml", None, "new"))
    assert (outside / "a.yaml").read_text() == "old"
    assert os.listdir(outside) == ["a.yaml"]


def test_a_link_inside_stays_a_link(bible: Bible) -> None:
    (bible.path / "link.yaml").symlink_to("people.yaml")
    again = Change("bible/link.yaml", OLD, NEW)
    commit(bible, [again, Change(PEOPLE, OLD, NEW)], "twice the same")
    assert (bible.path / "link.yaml").is_symlink()
    assert (bible.path / "people.yaml").read_text() == NEW
    with pytest.raises(Misuse, match="the same file"):
        commit(bible, [Change("bible/link.yaml", NEW, OLD), Change(PEOPLE, NEW, "")], "two minds")


def test_the_own_folder_may_not_lead_away(bible: Bible, tmp_path: Path) -> None:
    (tmp_path / "away").mkdir()
    (bible.path / ".storybible").symlink_to(tmp_path / "away")
    assert "it is a link" in refused(bible, Change(PEOPLE, OLD, NEW))
    (bible.path / ".storybible").unlink()
    (bible.path / ".storybible").mkdir()
    (tmp_path / "away" / "x").write_text("old")
    (bible.path / ".storybible" / "log.jsonl").symlink_to(tmp_path / "away" / "x")
    with pytest.raises(Misuse):
        commit(bible, [Change(PEOPLE, OLD, NEW)], "x")
        commit(Bible.load(bible.path), [Change(PEOPLE, NEW, OLD)], "x")
    assert (tmp_path / "away" / "x").read_text() == "old"


def test_where_nothing_can_be_kept_nothing_is_edited(bible: Bible) -> None:
    (bible.path / ".storybible").write_text("a file")
    assert "cannot write to bible" in refused(bible, Change(PEOPLE, OLD, NEW))
    assert Bible.load(bible.path).diagnostics == []


def test_no_change_is_no_edit(bible: Bible) -> None:
    assert refused(bible, Change(PEOPLE, OLD, OLD)) == "nothing would change"


def test_one_at_a_time(bible: Bible, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.05)
    refusals: list[str] = []

    def other() -> None:
        try:
            with lock.exclusive(str(bible.path), 0.05):
                refusals.append("none")
        except lock.Busy:
            refusals.append("busy")

    with editing(bible.path):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
        commit(bible, [Change(PEOPLE, OLD, NEW)], "within")
    other()
    assert refusals == ["busy", "none"]


def test_a_dry_run_leaves_no_trace(bible: Bible) -> None:
    with editing(bible.path, dry_run=True):
        pass
    assert not (bible.path / ".storybible").exists()


def test_git_sees_the_edit_and_nothing_else(bible: Bible) -> None:
    def git(*words: str) -> str:
        line = ["git", "-C", str(bible.path.parent), "-c", "user.name=a", "-c", "user.email=a@b", *words]
        return subprocess.run(line, capture_output=True, text=True, check=True).stdout

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "all")
    index = (bible.path.parent / ".git" / "index").read_bytes()
    commit(bible, [Change(PEOPLE, OLD, NEW)], "one")
    assert (bible.path.parent / ".git" / "index").read_bytes() == index
    assert git("status", "--porcelain", "--untracked-files=all") == " M bible/people.yaml\n"
    assert git("diff", "--shortstat").split(",")[0].strip() == "1 file changed"
    assert SETTINGS in git("ls-files")


def test_several_terminals_at_once(bible: Bible) -> None:
    program = [sys.executable, "-m", "storybible", "-b", str(bible.path)]
    path = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    running = [
        subprocess.Popen([*program, "add", "place", f"Mill {n}"], env=path, stdout=subprocess.DEVNULL)
        for n in range(5)
    ]
    assert [process.wait() for process in running] == [0] * 5
    places = {record.id for record in Bible.load(bible.path).loaded.records if record.kind == "place"}
    assert places == {f"mill-{n}" for n in range(5)}
    assert len(history.entries(str(bible.path))) == 5
