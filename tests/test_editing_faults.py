"""Whatever fails at any moment of an edit: the files are the old ones or the new ones, and undo works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Small
from failing import Ended, Failing, ReadOnly, using

from storybible.bible import Bible
from storybible.editing import undoing
from storybible.editing.transaction import Change, commit
from storybible.queries.resolve import Misuse
from storybible.storage import disk, history, lock
from storybible.storage.disk import Disk

FIRST = {
    "people.yaml": "characters:\n  mara: {name: Mara}\n  ged: {name: Ged}\n",
    "events.yaml": "events:\n  wake: {title: The wake, who: [mara]}\n",
    "ties.yaml": "relationships:\n  - {kind: friend, who: [mara, ged]}\n",
    "old.yaml": "places:\n  mill: {name: The mill}\n",
    "storybible.yaml": "title: A test\n",
}
RENAMED = {name: text.replace("mara", "mara-venn") for name, text in FIRST.items() if name != "old.yaml"}
RENAMED["more/new.yaml"] = FIRST["old.yaml"]
SINGLE = {**FIRST, "people.yaml": FIRST["people.yaml"].replace("Ged", "Gerd")}
States = dict[str, str]


def files(folder: Path) -> States:
    """Every file but those of the program's own folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode()
        for path in folder.rglob("*")
        if path.is_file() and ".storybible" not in path.parts
    }


def edit(folder: Path, before: States, after: States) -> None:
    names = sorted({*before, *after})
    changes = [Change(f"bible/{name}", before.get(name), after.get(name)) for name in names]
    commit(Bible.load(folder), changes, "an edit")


def single(folder: Path) -> None:
    edit(folder, FIRST, SINGLE)


def rename(folder: Path) -> None:
    edit(folder, FIRST, RENAMED)


def undo(folder: Path) -> None:
    undoing.carry_out(folder, undoing.undo(folder))


class Bench:
    """Copies of one bible, each for one run."""

    def __init__(self, small: Small, start: States, edits: int) -> None:
        self.small = small
        self.count = 0
        self.pristine = small.folder / "pristine"
        self.pristine.mkdir(parents=True)
        path = small.write({f"bible/{name}": text for name, text in FIRST.items()})
        if edits:
            edit(path, FIRST, start)
        path.rename(self.pristine / "bible")

    def fresh(self) -> Path:
        self.count += 1
        folder = self.small.folder / str(self.count) / "bible"
        shutil.copytree(self.pristine / "bible", folder)
        return folder


Case = tuple[Bench, Callable[[Path], None], States, States]
CASES: dict[str, tuple[Callable[[Path], None], States, States]] = {
    "single": (single, FIRST, SINGLE),
    "rename": (rename, FIRST, RENAMED),
    "undo": (undo, RENAMED, FIRST),
}


@pytest.fixture(params=CASES)
def case(
    request: pytest.FixtureRequest, small: Small, monkeypatch: pytest.MonkeyPatch
) -> Case:
    monkeypatch.setattr(lock, "PATIENCE", 0.01)
    monkeypatch.setattr(os, "fsync", lambda handle: None)  # who reads here reads what was written
    act, old, new = CASES[request.param]
    return Bench(small, old, act is undo), act, old, new


def operations(bench: Bench, act: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What an edit does to a disk when nothing goes wrong."""
    folder = bench.fresh()
    watched = Failing()
    with using(watched, monkeypatch):
        act(folder)
    return watched.done


def settled(folder: Path, old: States, new: States, act: Callable[[Path], None], where: str) -> States:
    """The files after the next reader has come; that they are whole, and that undo leads back."""
    Bible.load(folder)
    now = files(folder)
    assert now in (old, new), where
    own = folder / ".storybible"
    log = history.entries(str(folder)) if own.exists() else []
    first = 1 if act is undo else 0
    assert len(log) == first + (now == new), where
    assert not (own / "journal.json").exists(), where
    if now == old:
        act(folder)
        assert files(folder) == new, where
        assert not list(own.glob("*.tmp")), where
    log = history.entries(str(folder))
    assert [entry.number for entry in log] == list(range(1, len(log) + 1)), where
    undoing.carry_out(folder, undoing.undo(folder, redo=act is undo))
    assert files(folder) == old, where
    return now


FULL, BROKEN, DENIED = (OSError(number, "no luck") for number in (28, 5, 13))
FAULTS = [(FULL, True), (BROKEN, False), (DENIED, False), (FULL, False), (BROKEN, True), (DENIED, True)]
"""Errors, and whether they last: one of them at each operation; all of them in `benchmarks/durability.py`."""
ALL_OF_THEM = "STORYBIBLE_EVERY_FAULT" in os.environ


@pytest.mark.parametrize("when", ["before", "half"])  # after one operation is before the next
def test_the_process_ends_at_any_operation(case: Case, when: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bench, act, old, new = case
    outcomes = []
    for at, name in enumerate(operations(bench, act, monkeypatch)):
        if when == "half" and not name.startswith("write"):
            continue
        folder = bench.fresh()
        with using(Failing(at, Ended(), when), monkeypatch), pytest.raises(Ended):
            act(folder)
        with using(ReadOnly(), monkeypatch):
            seen = Bible.load(folder)
            read = {f.removeprefix("bible/"): t for f, t in seen.loaded.files.items() if t}
            assert read in (old, new), f"{at} {name}"
        outcomes.append(settled(folder, old, new, act, f"{at} {name}") == new)
    assert outcomes == sorted(outcomes) and {*outcomes} == {False, True}


def test_a_disk_that_fails_at_any_operation(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    bench, act, old, new = case
    refusals = set()
    for at, name in enumerate(operations(bench, act, monkeypatch)):
        for fault, lasting in FAULTS if ALL_OF_THEM else [FAULTS[at % len(FAULTS)]]:
            folder = bench.fresh()
            with using(Failing(at, fault, "half", lasting), monkeypatch):
                try:
                    act(folder)
                    refused = ""
                except Misuse as misuse:
                    refused = str(misuse)
            refusals.add(refused)
            if not refused:
                assert files(folder) == new, f"{at} {name}"
            elif "neither finished nor taken back" not in refused:
                assert files(folder) == old, f"{at} {name}"
                assert "\n" not in refused
            settled(folder, old, new, act, f"{at} {name}")
    assert any("no luck; nothing was written" in refusal for refusal in refusals)


@pytest.mark.parametrize("when", ["before", "after"] if ALL_OF_THEM else ["after"])
def test_ctrl_c_at_any_operation(case: Case, when: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bench, act, old, new = case
    for at, name in enumerate(operations(bench, act, monkeypatch)):
        folder = bench.fresh()
        with using(Failing(at, KeyboardInterrupt(), when), monkeypatch), pytest.raises(KeyboardInterrupt):
            act(folder)
        assert files(folder) in (old, new), f"{at} {name}"  # at once, before anybody has read
        settled(folder, old, new, act, f"{at} {name}")


def test_every_kind_of_operation_is_among_them(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    done = operations(Bench(small, FIRST, 0), rename, monkeypatch)
    kinds = {name.split()[0] for name in done}
    assert kinds == {"read", "open", "write", "fsync", "close", "replace", "unlink", "mkdir", "lock"}


# ---- an edit that was interrupted --------------------------------------------------------------------


@pytest.fixture
def interrupted(small: Small, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bible in the middle of an edit: one file is new, the others are old."""
    folder = Bench(small, FIRST, 0).fresh()
    done = operations(Bench(Small(small.folder / "x"), FIRST, 0), rename, monkeypatch)
    at = done.index("replace events.yaml")
    with using(Failing(at, Ended(), "after"), monkeypatch), pytest.raises(Ended):
        rename(folder)
    now = files(folder)
    assert now["events.yaml"] == RENAMED["events.yaml"] and now["people.yaml"] == FIRST["people.yaml"]
    return folder


def test_where_it_cannot_be_finished_it_is_finished_in_memory(
    interrupted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with using(ReadOnly(), monkeypatch):
        seen = Bible.load(interrupted)
        with pytest.raises(Misuse, match="read-only file system"):
            commit(seen, [Change("bible/other.yaml", None, "# x\n")], "another")
    assert seen.story.names.kind_of["mara-venn"] == "character"
    (found,) = [f for f in seen.diagnostics if f.rule == "unreadable-file"]
    assert "an edit was interrupted, and it cannot be finished here: Read-only" in found.message


def test_a_file_changed_elsewhere_by_hand_is_finished_too(interrupted: Path) -> None:
    path = interrupted / "people.yaml"
    path.write_text("# mine\n# mine\n" + path.read_text())
    Bible.load(interrupted)
    assert path.read_text() == "# mine\n# mine\n" + RENAMED["people.yaml"]
    undo(interrupted)
    assert path.read_text() == "# mine\n# mine\n" + FIRST["people.yaml"]


def test_a_file_changed_there_by_hand_stays(interrupted: Path) -> None:
    path = interrupted / "people.yaml"
    path.write_text("characters: {mara: {name: Mine}}\n")
    Bible.load(interrupted)
    expected = {**RENAMED, "people.yaml": "characters: {mara: {name: Mine}}\n"}
    assert files(interrupted) == expected


def test_what_cannot_be_finished_is_taken_back(interrupted: Path) -> None:
    (interrupted / "people.yaml").chmod(0o444)
    Bible.load(interrupted)
    assert files(interrupted) == FIRST
    assert history.entries(str(interrupted)) == []


def test_a_journal_that_is_none_is_kept_aside(interrupted: Path) -> None:
    journal = interrupted / ".storybible" / "journal.json"
    journal.write_bytes(b'{"n": 1, "wh')
    Bible.load(interrupted)
    assert not journal.exists()
    assert (interrupted / ".storybible" / "journal-damaged.json").exists()
    commit(Bible.load(interrupted), [Change("bible/other.yaml", None, "# x\n")], "another")


def test_a_forged_journal_leads_nowhere(small: Small) -> None:
    from storybible.storage.patch import patch_of

    folder = small.write({"out.yaml": "old\n", "bible/a.yaml": "# old\n"})
    forged = history.Entry(1, "x", "x", (patch_of("../out.yaml", "old\n", "new\n"),))
    (folder / ".storybible").mkdir()
    (folder / ".storybible" / "journal.json").write_bytes(history.line_of(forged))
    assert [f.rule for f in Bible.load(folder).diagnostics] == ["empty-file"]
    assert (folder.parent / "out.yaml").read_text() == "old\n"


def test_half_an_edit_is_never_read(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody edits after a reader has read some files and before it reads the others."""
    from storybible import folder as reading

    folder = small.write({f"bible/{name}": text for name, text in FIRST.items()})
    read = reading.Folder.text_of
    seen: list[str] = []

    def text_of(self: reading.Folder, path: str, file: str, limit: int) -> str | None:
        seen.append(file)
        if seen == ["bible/storybible.yaml", "bible/events.yaml", "bible/old.yaml"]:
            edited.append(True)
            rename(folder)
        return read(self, path, file, limit)

    edited: list[bool] = []
    monkeypatch.setattr(reading.Folder, "text_of", text_of)
    loaded = Bible.load(folder).loaded
    assert edited == [True]
    assert {f.removeprefix("bible/"): text for f, text in loaded.files.items()} == RENAMED


def test_what_an_editor_saves_in_the_midst_of_an_edit_stays(
    small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Saving(Disk):
        def replace(self, source: str, target: str) -> None:
            super().replace(source, target)
            if target.endswith("events.yaml"):
                (folder / "people.yaml").write_text(FIRST["people.yaml"] + "# mine\n")

    folder = small.write({f"bible/{name}": text for name, text in FIRST.items()})
    with using(Saving(), monkeypatch), pytest.raises(Misuse, match=r"people\.yaml has changed"):
        rename(folder)
    assert files(folder) == {**FIRST, "people.yaml": FIRST["people.yaml"] + "# mine\n"}
    assert history.entries(str(folder)) == []


def test_a_folder_that_vanishes_half_way(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    class Vanishing(Disk):
        def replace(self, source: str, target: str) -> None:
            if target.endswith("people.yaml"):
                shutil.rmtree(folder)
            super().replace(source, target)

    folder = small.write({f"bible/{name}": text for name, text in FIRST.items()})
    with using(Vanishing(), monkeypatch), pytest.raises(Misuse):
        rename(folder)
    assert not folder.exists()
    with pytest.raises(Misuse, match="cannot write to bible"):
        commit_without_folder(folder)


def commit_without_folder(folder: Path) -> None:
    from storybible.editing.transaction import commit_in

    commit_in(folder, [Change("bible/a.yaml", None, "# x\n")], "an edit")


def test_a_file_size_limit_is_a_full_disk(small: Small) -> None:
    """The process may write no file longer than 20 kB: an edit that needs one leaves everything as it was."""
    folder = small.write({f"bible/{name}": text for name, text in FIRST.items()})
    code = f"""
import resource, signal, sys
from storybible.bible import Bible
from storybible.editing.transaction import Change, commit
from storybible.queries.resolve import Misuse
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
bible = Bible.load({str(folder)!r})
files = bible.loaded.files
commit(bible, [Change("bible/old.yaml", files["bible/old.yaml"], "# small\\n")], "small")
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
changes = [Change("bible/" + n, files["bible/" + n], "#" * 30_000) for n in ("people.yaml", "ties.yaml")]
try:
    commit(bible, [Change("bible/events.yaml", files["bible/events.yaml"], "# x\\n"), *changes], "large")
except Misuse as error:
    print(error)
"""
    line = [sys.executable, "-c", code]
    path = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(line, capture_output=True, text=True, check=True, env=path)
    assert done.stdout == "cannot write to bible: file too large; nothing was written\n"
    assert files(folder) == {**FIRST, "old.yaml": "# small\n"}
    undo(folder)
    assert files(folder) == FIRST


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not started so here")
@pytest.mark.parametrize(("part", "count"), [("kill", 8), ("together", 40), ("full", 24)])
def test_what_survives(part: str, count: int) -> None:
    """The benchmark, small: processes killed, eight at once, a disk without room."""
    program = Path(__file__).parent.parent / "benchmarks" / "durability.py"
    if not program.exists():
        pytest.skip("the benchmarks are not shipped")
    path = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    line = [sys.executable, str(program), part, str(count)]
    done = subprocess.run(line, capture_output=True, text=True, env=path, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_disk_is_put_back() -> None:
    assert type(disk.DISK) is Disk
