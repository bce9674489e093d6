"""What differs on Windows and macOS, as far as it can be shown on another system.

That is: through the disk's one seam, with stand-ins for the modules that only those systems have, and with
the letters of old terminals.
"""

from __future__ import annotations

import io
import json
import ntpath
import os
import subprocess
import sys
import types
from pathlib import Path
from typing import Any

import pytest
from conftest import STORY, Small

from storybible.bible import Bible
from storybible.checker import check
from storybible.cli import output
from storybible.cli.app import main
from storybible.cli.finding import as_word
from storybible.editing.filing import filing
from storybible.editing.naming import finding_named
from storybible.editing.setting import set_field
from storybible.editing.transaction import commit
from storybible.editing.undoing import carry_out, undo
from storybible.queries.resolve import Misuse
from storybible.storage import disk, place
from storybible.storage.lock import Busy, exclusive

TEXT = "characters:\n  mara: {name: Mara}\n"


class Windows(disk.Disk):
    """A disk as Windows has it."""

    windows = True


class Held:
    """A file that another program has open when it is to be replaced the next so many ``times``."""

    def __init__(self, times: int) -> None:
        self.times = times
        self.replace = os.replace

    def __call__(self, source: str, target: str) -> None:
        if target.endswith("story.yaml"):
            self.times -= 1
            if self.times >= 0:
                raise PermissionError(13, "The process cannot access the file", source, None, target)
        self.replace(source, target)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    """The story's file, held by an editor, on a system that is as impatient as Windows."""
    made = Held(0)
    monkeypatch.setattr(os, "replace", made)
    monkeypatch.setattr(disk, "_PAUSES", (0.0,) * 6)
    monkeypatch.setattr(disk, "DISK", Windows())
    return made


@pytest.fixture
def bible(small: Small) -> Path:
    return small.write({STORY: TEXT})


def edit(folder: Path) -> None:
    book = Bible.load(folder)
    made = set_field(book, "mara", "note", "x")
    commit(book, made.changes, made.what)


# ---- files that others have open -------------------------------------------------------------------------


def test_a_file_that_is_open_elsewhere_for_a_moment(bible: Path, held: Held) -> None:
    held.times = 6
    edit(bible)
    assert "note: x" in (bible / "story.yaml").read_text()
    held.times = 6
    carry_out(bible, undo(bible))
    assert (bible / "story.yaml").read_text() == TEXT


def test_a_file_that_stays_open_elsewhere(bible: Path, held: Held) -> None:
    held.times = 7
    with pytest.raises(
        Misuse, match=r"bible/story.yaml: the process cannot access the file; nothing was written"
    ):
        edit(bible)
    assert (bible / "story.yaml").read_text() == TEXT
    edit(bible)
    assert "note: x" in (bible / "story.yaml").read_text()


def test_other_systems_do_not_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "replace", refuse)
    monkeypatch.setattr(disk.time, "sleep", lambda _: pytest.fail("waited"))
    with pytest.raises(PermissionError):
        disk.Disk().replace("a", "b")


def test_folders_that_cannot_be_opened_are_not_waited_for(
    bible: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = os.open

    def opened(path: str, flags: int, *more: Any, **named: Any) -> int:
        if os.path.isdir(path):
            raise PermissionError(13, "Permission denied", path)
        return known(path, flags, *more, **named)

    monkeypatch.setattr(os, "open", opened)
    edit(bible)
    assert "note: x" in (bible / "story.yaml").read_text()


# ---- locks, and what lasts -------------------------------------------------------------------------------


def test_the_lock_of_windows(bible: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked: list[int] = []

    def locking(handle: int, mode: int, count: int) -> None:
        assert (mode, count) == (2, 1)
        if locked:
            raise OSError(36, "Resource deadlock avoided")
        locked.append(handle)

    msvcrt = types.SimpleNamespace(locking=locking, LK_NBLCK=2)
    monkeypatch.setitem(sys.modules, "msvcrt", msvcrt)  # type: ignore[arg-type]
    monkeypatch.setitem(sys.modules, "fcntl", None)
    with exclusive(str(bible)):
        assert len(locked) == 1
    with pytest.raises(Busy), exclusive(str(bible), patience=0.01):
        pass
    locked.clear()
    edit(bible)
    assert "note: x" in (bible / "story.yaml").read_text()


def test_macos_empties_the_memory_of_the_disk(bible: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    asked: list[int] = []
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", lambda handle, what: asked.append(what))
    edit(bible)
    assert set(asked) == {51}

    def unable(handle: int, what: int) -> None:
        raise OSError(45, "Operation not supported")

    known, synced = os.fsync, []
    monkeypatch.setattr(fcntl, "fcntl", unable)
    monkeypatch.setattr(os, "fsync", lambda handle: (synced.append(handle), known(handle)))
    carry_out(bible, undo(bible))
    assert synced


# ---- names -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["con.yaml", "aux.md", "sub/NUL.yaml", "a:b.yaml", "a\\b.yaml", "what?.yaml", "a. /x.yaml"]
)
def test_names_that_windows_has_not(bible: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    place.target(str(bible), name)
    monkeypatch.setattr(disk, "DISK", Windows())
    with pytest.raises(place.Outside, match="none that a file can have here"):
        place.target(str(bible), name)


@pytest.mark.parametrize("id_", ["con", "aux", "com1", "nul", "prn"])
def test_an_id_that_names_a_device_names_no_file(small: Small, id_: str) -> None:
    folder = small.write({"bible/mara.yaml": "character: mara\n", "bible/teo.yaml": "character: teo\n"})
    assert main(["-b", str(folder), "add", "character", "X", "--id", id_]) == 0
    assert (folder / f"{id_}-1.yaml").is_file()


@pytest.mark.parametrize(("there", "named"), [("Mara.yaml", "mara.yaml"), ("Zoe\u0308.yaml", "Zoë.yaml")])
def test_names_that_other_systems_take_for_one(small: Small, there: str, named: str) -> None:
    folder = small.write({f"bible/{there}": "character: nora\n", "bible/a.yaml": "character: x\n"})
    book = Bible.load(folder)
    with pytest.raises(Misuse, match="the same file for macOS and Windows"):
        filing(book, "character", "y", "Y", named)
    stem = Path(named).stem.lower()
    assert filing(book, "character", stem, stem, None).file == f"bible/{stem}-2.yaml"


def test_a_place_is_found_however_its_accents_are_written(small: Small) -> None:
    book = Bible.load(small.write({"bible/Zoe\u0308.yaml": "character: zoe\nnmae: Zoë\n"}))
    report = check(book, repairs=False)
    for name in ("bible/Zoë.yaml:2", "Zoë.yaml:2", "bible\\Zoe\u0308.yaml:2", ".\\bible\\Zoë.yaml:2"):
        assert finding_named(report, name).rule == "unknown-field"


def test_settings_in_capitals_where_capitals_do_not_count(bible: Path) -> None:
    os.link(bible / "storybible.yaml", bible / "Storybible.yaml")  # both names, one file
    assert not check(Bible.load(bible), repairs=False).findings


def test_settings_in_capitals_where_they_count(bible: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (bible / "storybible.yaml").rename(bible / "StoryBible.yaml")
    assert main(["check", "-b", str(bible)]) == 2
    assert "rename StoryBible.yaml to storybible.yaml" in capsys.readouterr().err


def test_a_junction_is_a_link(bible: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Junction:
        def is_symlink(self) -> bool:
            return False

        def stat(self, follow_symlinks: bool = True) -> object:
            return types.SimpleNamespace(st_reparse_tag=0xA0000003)

    assert Windows().is_link(Junction())  # type: ignore[arg-type]
    assert not disk.Disk().is_link(Junction())  # type: ignore[arg-type]
    with os.scandir(bible) as entries:
        assert not any(Windows().is_link(entry) for entry in entries)


def test_a_bible_that_is_a_whole_disk() -> None:
    assert place.lies_in("/events.yaml", "/") and not place.lies_in("/bibles/x", "/bible")
    assert place.relative("a/b", "a") == "b"


def test_paths_on_another_drive(monkeypatch: pytest.MonkeyPatch) -> None:
    fake = types.SimpleNamespace(path=ntpath, sep="\\", curdir=".")
    monkeypatch.setattr(place, "os", fake)
    assert place.relative("D:\\drafts\\one.md", "C:\\story") == "D:/drafts/one.md"
    assert place.relative("C:\\story\\one.md", "C:\\story\\bible") == "../one.md"
    assert place.lies_in("C:\\story\\bible\\a.yaml", "C:\\story\\bible")
    assert place.lies_in("C:\\a.yaml", "C:\\")


def test_words_for_the_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    assert as_word("my bible") == "'my bible'"
    monkeypatch.setattr("storybible.cli.finding.os", types.SimpleNamespace(name="nt"))
    assert as_word("my bible") == '"my bible"'


# ---- terminals -------------------------------------------------------------------------------------------


class Pipe(io.TextIOWrapper):
    """A standard output with the letters of an old system."""

    def __init__(self, encoding: str) -> None:
        self.raw_bytes = io.BytesIO()
        super().__init__(self.raw_bytes, encoding=encoding, newline="\r\n", write_through=True)


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "ascii", "latin-1", "cp932"])
def test_json_is_utf_8_everywhere(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = Pipe(encoding)
    monkeypatch.setattr(sys, "stdout", pipe)
    value = {"name": "Zoë “Мара” ½ \U0001f600 \x85"}
    output.tell(value)
    assert json.loads(pipe.raw_bytes.getvalue()) == value
    assert b"\r" not in pipe.raw_bytes.getvalue()


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", "“Zoë” – ¶3 … Мара"),
        ("cp1252", "“Zoë” – ¶3 … \\u041c\\u0430\\u0440\\u0430"),
        ("cp437", '"Zoë" - par. 3 ... \\u041c\\u0430\\u0440\\u0430'),
        ("cp1251", "“Zo\\xeb” – ¶3 … Мара"),
        ("ascii", '"Zo\\xeb" - par. 3 ... \\u041c\\u0430\\u0440\\u0430'),
    ],
)
def test_text_is_shown_as_well_as_the_terminal_can(
    encoding: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe = Pipe(encoding)
    monkeypatch.setattr(sys, "stdout", pipe)
    output.say(["“Zoë” – ¶3 … Мара"])
    assert pipe.raw_bytes.getvalue().decode(encoding).rstrip("\r\n") == shown


@pytest.mark.parametrize("format", ["text", "json", "sarif", "junit"])
def test_every_format_on_an_old_system(small: Small, format: str) -> None:
    folder = small.write({STORY: "characters:\n  zoe: {name: Zoë “Мара”, born: after nobody}\n"})
    done = subprocess.run(
        [sys.executable, "-m", "storybible", "check", "--format", format, "-b", str(folder)],
        env={**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1 and not done.stderr
    assert done.stdout.decode("cp1252" if format == "text" else "utf-8")
    if format in ("json", "sarif"):
        json.loads(done.stdout)


def test_an_answer_in_other_letters(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from storybible.cli import asking

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Zo\xeb\n"), encoding="utf-8"))
    with pytest.raises(Misuse, match="the answer is no text in utf-8"):
        asking.asked("Who?")


def test_a_reader_that_has_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(22, "Invalid argument")

        def fileno(self) -> int:
            return spare

    spare = os.open(os.devnull, os.O_WRONLY)
    monkeypatch.setattr(sys, "stdout", Gone())
    with pytest.raises(OSError, match="Invalid"):
        output.say(["x"])
    monkeypatch.setattr(
        output,
        "os",
        types.SimpleNamespace(
            name="nt", **{n: getattr(os, n) for n in ("dup2", "open", "devnull", "O_WRONLY", "environ")}
        ),
    )
    output.say(["x"])
    os.close(spare)


def test_the_console_of_windows_is_told_to_show_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    import ctypes

    told: list[int] = []

    def mode(console: int, where: Any) -> int:
        where._obj.value = 3
        return 1

    kernel = types.SimpleNamespace(
        GetStdHandle=lambda n: 7, GetConsoleMode=mode, SetConsoleMode=lambda console, n: told.append(n) or 1
    )
    assert not output._shows_colour()
    monkeypatch.setattr(ctypes, "windll", types.SimpleNamespace(kernel32=kernel), raising=False)
    assert output._shows_colour() and told == [7]
