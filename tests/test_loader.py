"""Folders into records: which files are read, ids across files, unreadable files, caching."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storybible.config import Config
from storybible.diagnostics import Diagnostic
from storybible.folder import FileCache
from storybible.loader import load
from storybible.reading.files import FileResult, read_file
from storybible.records import Character

SAMPLE = Path(__file__).parent.parent / "bible"


@pytest.fixture
def bible(tmp_path: Path) -> Path:
    root = tmp_path / "bible"
    root.mkdir()
    (root / "storybible.yaml").write_text("title: x\n")
    return root


def write(root: Path, name: str, text: str | bytes) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def lines(problems: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(str(problem.span), problem.code) for problem in problems]


def test_files_of_a_folder(bible: Path) -> None:
    write(bible, "a/people.yaml", "characters: {mara: , teo: }\n")
    write(bible, "b.yml", "event: e\n")
    write(bible, "C.YAML", "event: f\n")
    write(bible, "notes/odo.md", "---\ncharacter: odo\n---\ntext\n")
    write(bible, "notes/plain.md", "# Only notes\n")
    for ignored in (
        ".git/x.yaml",
        ".obsidian/y.yaml",
        ".hidden.yaml",
        "z.txt",
        "x.yaml~",
        "w.json",
        "a/b.yaml.bak",
    ):
        write(bible, ignored, "{[")
    loaded = load(bible)
    assert loaded.diagnostics == []
    assert [(record.id, record.id_text.span.file) for record in loaded.records] == [
        ("f", "bible/C.YAML"),
        ("mara", "bible/a/people.yaml"),
        ("teo", "bible/a/people.yaml"),
        ("e", "bible/b.yml"),
        ("odo", "bible/notes/odo.md"),
    ]
    assert loaded.skipped == 1
    assert loaded.root == bible
    assert set(loaded.files) == {
        "bible/storybible.yaml",
        "bible/C.YAML",
        "bible/a/people.yaml",
        "bible/b.yml",
        "bible/notes/odo.md",
        "bible/notes/plain.md",
    }
    assert loaded.line(loaded.records[1].id_text.span) == "characters: {mara: , teo: }"


def test_names_are_those_of_the_folder_however_it_is_reached(
    bible: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(bible, "a.yaml", "event: e\n")
    monkeypatch.chdir(bible)
    assert load(".").records[0].span.file == "bible/a.yaml"
    assert load(str(bible) + "/").records[0].span.file == "bible/a.yaml"


def test_no_bible(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load(tmp_path)
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "nowhere")
    assert load(tmp_path, {f"{tmp_path.name}/storybible.yaml": "title: x\n"}).diagnostics == []


def test_text_is_kept_as_decoded(bible: Path) -> None:
    text = "\ufeffevent: é\r\nwhen: 2004  \r\n"
    write(bible, "a.yaml", text)
    loaded = load(bible)
    assert loaded.files["bible/a.yaml"] == text
    (record,) = loaded.records
    assert text[record.id_text.start : record.id_text.end] == "é"
    assert loaded.line(record.id_text.span) == "event: é"
    assert loaded.diagnostics == []


# ---- unreadable files -----------------------------------------------------------


NOT_UTF_8 = "a letter stands here that is not saved as UTF-8: the file is not read"


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        (b"event: e\ntitle: caf\xe9\n", "2:11", NOT_UTF_8),
        ("event: e\n".encode("utf-16"), "1:1", "the file is saved as UTF-16, not as UTF-8: it is not read"),
        (b"\xff", "1:1", NOT_UTF_8),
        (b"event: \xc3", "1:8", NOT_UTF_8),
    ],
)
def test_other_encodings(bible: Path, data: bytes, place: str, message: str) -> None:
    write(bible, "a.yaml", data)
    write(bible, "b.yaml", "event: f\n")
    loaded = load(bible)
    assert lines(loaded.diagnostics) == [(f"bible/a.yaml:{place}", "SB001")]
    assert loaded.diagnostics[0].message == message
    assert [record.id for record in loaded.records] == ["f"]


def test_a_file_over_the_limit(bible: Path) -> None:
    write(bible, "storybible.yaml", "limits: {file_size: 1 KB}\n")
    write(bible, "a.yaml", "event: e\nnote: " + "x" * 2000)
    write(bible, "b.yaml", "event: f\n")
    loaded = load(bible)
    assert lines(loaded.diagnostics) == [("bible/a.yaml:1:1", "SB001")]
    assert "the limit is" in loaded.diagnostics[0].message
    assert [record.id for record in loaded.records] == ["f"]


def test_links_pipes_and_folders_named_like_files(bible: Path, tmp_path: Path) -> None:
    write(tmp_path, "outside/o.yaml", "event: outside\n")
    write(bible, "real.yaml", "event: e\n")
    write(bible, "folder.yaml/inner.yaml", "event: f\n")
    write(bible, "data.txt", "event: g\n")
    write(bible, ".drafts/h.yaml", "event: h\n")
    try:
        (bible / "again.yaml").symlink_to(bible / "real.yaml")
        (bible / "broken.yaml").symlink_to(bible / "nowhere.yaml")
        (bible / "loop.yaml").symlink_to(bible / "loop.yaml")
        (bible / "out.yaml").symlink_to(tmp_path / "outside" / "o.yaml")
        (bible / "out").symlink_to(tmp_path / "outside")
        (bible / "here").symlink_to(bible)
        (bible / "data.yaml").symlink_to(bible / "data.txt")
        (bible / "drafts").symlink_to(bible / ".drafts")
        (bible / "draft.yaml").symlink_to(bible / ".drafts" / "h.yaml")
        (bible / "broken.txt").symlink_to(bible / "nowhere.txt")
        os.mkfifo(bible / "pipe.yaml")
    except (OSError, NotImplementedError, AttributeError):
        pytest.skip("this system has no links or pipes")
    loaded = load(bible)
    assert [record.id for record in loaded.records] == ["f", "e"]
    assert {
        (problem.span.file, problem.message.split(";")[0].split(":")[0]) for problem in loaded.diagnostics
    } == {
        ("bible/broken.yaml", "this link leads nowhere"),
        ("bible/loop.yaml", "this link leads nowhere"),
        ("bible/out.yaml", "this link leads out of the bible"),
        ("bible/out", "this link leads out of the bible"),
        ("bible/data.yaml", "this link leads to bible/data.txt, where no records are read"),
        ("bible/drafts", "this link leads to bible/.drafts, where no records are read"),
        ("bible/draft.yaml", "this link leads to bible/.drafts/h.yaml, where no records are read"),
        ("bible/folder.yaml", "this is a folder, though it is named like a file of records"),
        ("bible/pipe.yaml", "this is no ordinary file"),
    }
    assert {problem.code for problem in loaded.diagnostics} == {"SB001"}


def test_a_file_without_permission(bible: Path) -> None:
    write(bible, "a.yaml", "event: e\n")
    (bible / "a.yaml").chmod(0)
    try:
        (bible / "a.yaml").read_bytes()
    except PermissionError:
        loaded = load(bible)
        assert [problem.message for problem in loaded.diagnostics] == [
            "the file cannot be read: permission denied"
        ]
    else:
        pytest.skip("this user may read everything")
    finally:
        (bible / "a.yaml").chmod(0o600)


def test_an_unreadable_settings_file_leaves_the_defaults(bible: Path) -> None:
    write(bible, "storybible.yaml", b"title: \xe9\n")
    write(bible, "a.yaml", "event: e\n")
    loaded = load(bible)
    assert lines(loaded.diagnostics) == [("bible/storybible.yaml:1:8", "SB001")]
    assert [record.id for record in loaded.records] == ["e"]


def test_a_second_settings_file(bible: Path) -> None:
    write(bible, "inner/storybible.yaml", "title: y\n")
    loaded = load(bible)
    assert lines(loaded.diagnostics) == [("bible/inner/storybible.yaml:1:1", "SB001")]
    assert str(loaded.config.title) == "x"


# ---- ids ------------------------------------------------------------------------


def test_an_id_taken_twice(bible: Path) -> None:
    write(bible, "a.yaml", "characters: {mara: {name: Mara Venn}}\n")
    write(bible, "b.yaml", "\nevents: {mara: }\n")
    write(bible, "c.yaml", "character: mara\n")
    loaded = load(bible)
    assert [(record.kind, record.id) for record in loaded.records] == [("character", "mara")]
    assert lines(loaded.diagnostics) == [("bible/b.yaml:2:10", "SB006"), ("bible/c.yaml:1:12", "SB006")]
    assert loaded.diagnostics[0].message == (
        "mara is the id of a character already (bible/a.yaml:1); this event is not read"
    )
    assert str(loaded.diagnostics[0].evidence[0].span) == "bible/a.yaml:1:14"


def test_ids_of_relationships_are_made_in_file_order(bible: Path) -> None:
    write(bible, "a.yaml", "relationships:\n  - odo mentor of mara until x\n  - odo mentor of mara from y\n")
    write(
        bible,
        "b.yaml",
        "relationships: [odo mentor of mara, {kind: friend, who: [a, b], id: odo-mentor-mara-3}]\n",
    )
    write(bible, "c.yaml", "event: odo-friend-mara\nrelationships: [odo friend of mara]\n")
    cache = FileCache()
    expected = [
        "odo-mentor-mara",
        "odo-mentor-mara-2",
        "odo-mentor-mara-4",
        "odo-mentor-mara-3",
        "odo-friend-mara-2",
        "odo-friend-mara",
    ]
    for _ in range(2):
        loaded = load(bible, None, cache)
        assert [record.id for record in loaded.records] == expected
        assert loaded.diagnostics == []
    changed = load(bible, {"bible/a.yaml": "relationships: [odo mentor of mara]\n"}, cache)
    assert [record.id for record in changed.records] == [
        "odo-mentor-mara",
        "odo-mentor-mara-2",
        *expected[3:],
    ]


# ---- overlay and cache ----------------------------------------------------------


@pytest.mark.parametrize(
    "file", ["x.yaml", "bible/../x.yaml", "bible/.x.yaml", "bible/.d/x.yaml", "bible//x.yaml", "other/x.yaml"]
)
def test_an_overlay_adds_no_file_where_none_is_read(bible: Path, file: str) -> None:
    assert not load(bible, {file: "event: e\n"}).records


def test_an_overlay_counts_instead_of_the_disk(bible: Path) -> None:
    write(bible, "a.yaml", "event: e\n")
    overlay = {
        "bible/a.yaml": "event: f\n",
        "bible/new.yaml": "event: g\n",
        "bible/x.txt": "event: h\n",
        "other/y.yaml": "event: i\n",
    }
    loaded = load(bible, overlay)
    assert [record.id for record in loaded.records] == ["f", "g"]
    assert loaded.files["bible/a.yaml"] == "event: f\n"
    settings_changed = load(bible, {"bible/storybible.yaml": "title: y\n"})
    assert str(settings_changed.config.title) == "y"


def test_the_cache_reads_only_what_changed(bible: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abc":
        write(bible, f"{name}.yaml", f"event: {name}\nsong: la\n")
    read: list[str] = []

    def counting(text: str, file: str, config: Config, known: dict[str, dict[str, None]]) -> FileResult:
        read.append(file)
        return read_file(text, file, config, known)

    monkeypatch.setattr("storybible.loader.read_file", counting)
    cache = FileCache()
    first = load(bible, None, cache)
    again = load(bible, None, cache)
    assert read == ["bible/a.yaml", "bible/b.yaml", "bible/c.yaml"]
    assert all(one is other for one, other in zip(first.records, again.records, strict=True))
    assert first.diagnostics == again.diagnostics
    changed = load(bible, {"bible/b.yaml": "event: z\n"}, cache)
    assert read[3:] == ["bible/b.yaml"]
    assert [record.id for record in changed.records] == ["a", "z", "c"]
    assert len(changed.diagnostics) == 2
    declared = load(bible, {"bible/storybible.yaml": "fields: {event: {song: text}}\n"}, cache)
    assert len(read) == 7
    assert declared.diagnostics == []
    (bible / "a.yaml").unlink()
    assert [record.id for record in load(bible, None, cache).records] == ["b", "c"]


def test_the_cache_sees_every_write(bible: Path) -> None:
    cache = FileCache()
    for id_ in "abc":  # the same size, within the same tick of the clock
        write(bible, "x.yaml", f"event: {id_}\n")
        assert [record.id for record in load(bible, None, cache).records] == [id_]
    for age, id_ in ((100, "d"), (50, "e")):
        write(bible, "x.yaml", f"event: {id_}\n")
        os.utime(bible / "x.yaml", (time.time() - age, time.time() - age))
        for _ in range(2):
            assert [record.id for record in load(bible, None, cache).records] == [id_]


# ---- everything -----------------------------------------------------------------


def test_the_sample_bible_reads_without_a_word() -> None:
    if not SAMPLE.is_dir():
        pytest.skip("no sample bible")
    loaded = load(SAMPLE)
    assert loaded.diagnostics == []
    assert {"sakura", "asuma", "three-years-later"} <= {record.id for record in loaded.records}
    for record in loaded.records:
        assert loaded.line(record.id_text.span).find(record.id_text.value.split()[0]) >= 0
        text = loaded.files[record.id_text.span.file]
        if isinstance(record, Character):
            assert text[record.id_text.start : record.id_text.end] == record.id


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=60),
    name=st.sampled_from(["a.yaml", "a.md", "storybible.yaml"]),
    frame=st.booleans(),
)
def test_no_bytes_raise(bible: Path, data: bytes, name: str, frame: bool) -> None:
    write(bible, "storybible.yaml", "title: x\n")
    write(bible, name, b"---\ncharacter: x\n" + data + b"\n---\n" if frame else data)
    load(bible)
