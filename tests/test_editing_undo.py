"""Edits are taken back exactly, after whatever has happened in between, or not at all."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from conftest import STORY, Small
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storybible.bible import Bible
from storybible.editing import undoing
from storybible.editing.transaction import Change, commit
from storybible.queries.resolve import Misuse
from storybible.storage import history
from storybible.storage.address import lines_of
from storybible.storage.patch import Patch, Unfit, fingerprint, moved, patch_of

PEOPLE = "bible/people.yaml"
LINES = [f"  p{n}: {{name: Person {n}}}\n" for n in range(30)]
START = "characters:\n" + "".join(LINES)


@pytest.fixture
def folder(small: Small) -> Path:
    return small.write({PEOPLE: START})


def edit(folder: Path, old: str, new: str, file: str = "people.yaml") -> None:
    """Replace words in a file, as one edit."""
    text = (folder / file).read_bytes().decode()
    assert old in text
    commit(Bible.load(folder), [Change(f"bible/{file}", text, text.replace(old, new))], f"{old}: {new}")


def by_hand(folder: Path, old: str, new: str) -> None:
    path = folder / "people.yaml"
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))


def undo(folder: Path, steps: int = 1, redo: bool = False) -> None:
    undoing.carry_out(folder, undoing.undo(folder, steps, redo))


def text(folder: Path) -> str:
    return (folder / "people.yaml").read_text()


def test_steps_back_and_forth(folder: Path) -> None:
    texts = [START]
    for n in range(5):
        edit(folder, f"Person {n}}}", f"Somebody {n}}}")
        texts.append(text(folder))
    undo(folder)
    assert text(folder) == texts[4]
    undo(folder, 3)
    assert text(folder) == texts[1]
    undo(folder, 2, redo=True)
    assert text(folder) == texts[3]
    undo(folder, 3)
    assert text(folder) == START
    with pytest.raises(Misuse, match="nothing to undo"):
        undo(folder)
    undo(folder, 5, redo=True)
    assert text(folder) == texts[5]
    undo(folder, 2)
    edit(folder, "Person 9}", "Nobody}")
    with pytest.raises(Misuse, match="nothing to make again"):
        undo(folder, redo=True)
    undo(folder, 4)
    assert text(folder) == START
    with pytest.raises(Misuse, match="nothing to undo"):
        undo(folder)


def test_too_many_steps(folder: Path) -> None:
    edit(folder, "Person 1}", "Somebody}")
    with pytest.raises(Misuse, match="there is only 1 edit to undo"):
        undo(folder, 2)


def test_what_is_changed_elsewhere_by_hand_stays(folder: Path) -> None:
    edit(folder, "Person 2", "Somebody")  # 2, 20 to 29
    by_hand(folder, "characters:\n", "# mine\ncharacters:\n")
    by_hand(folder, "Person 10}", "Ten}")
    with_hand = text(folder)
    undo(folder)
    assert text(folder) == with_hand.replace("Somebody", "Person 2")
    undo(folder, redo=True)
    assert text(folder) == with_hand


def test_what_is_appended_by_hand_stays(folder: Path) -> None:
    edit(folder, LINES[-1], LINES[-1] + "  new: {name: New}\n")
    (folder / "people.yaml").write_text(text(folder) + "  mine: {name: Mine}\n")
    undo(folder)
    assert text(folder) == START + "  mine: {name: Mine}\n"
    with pytest.raises(Misuse):  # the end, where it stood, is not the end any more
        undo(folder, redo=True)


@pytest.mark.parametrize("around", ["Person 5}", "Person 4}", "Somebody}", "Person 9}"])
def test_what_is_changed_there_by_hand_is_not_undone(folder: Path, around: str) -> None:
    edit(folder, "Person 6}", "Somebody}")
    by_hand(folder, around, "Mine}")
    before = text(folder)
    with pytest.raises(Misuse) as error:
        undo(folder)
    assert str(error.value) == (
        "bible/people.yaml has been changed since, at the lines of “Person 6}: Somebody}”; nothing was "
        "undone: put them back as the edit left them, and it can be undone, and the edits before it"
    )
    assert text(folder) == before
    by_hand(folder, "Mine}", around)
    undo(folder)
    assert text(folder) == START


def test_all_files_or_none(folder: Path, small: Small) -> None:
    small.write({STORY: START})
    commit(
        Bible.load(folder), [Change(f, START, START.replace("p1:", "q1:")) for f in (PEOPLE, STORY)], "rename"
    )
    by_hand(folder, "q1:", "mine:")
    before = text(folder)
    with pytest.raises(Misuse, match=r"bible/people\.yaml has been changed"):
        undo(folder)
    assert "q1:" in (folder / "story.yaml").read_text() and text(folder) == before


def test_new_and_removed_files(folder: Path) -> None:
    gone = START
    commit(Bible.load(folder), [Change(PEOPLE, gone, None), Change("bible/new.yaml", None, "# x")], "swap")
    assert not (folder / "people.yaml").exists()
    undo(folder)
    assert text(folder) == gone and not (folder / "new.yaml").exists()
    undo(folder, redo=True)
    (folder / "new.yaml").write_text("# mine")
    with pytest.raises(Misuse, match=r"bible/new\.yaml has been changed"):
        undo(folder)
    (folder / "new.yaml").unlink()  # what was to go is gone
    undo(folder)
    assert text(folder) == gone and not (folder / "new.yaml").exists()


def test_a_file_that_is_no_text_any_more(folder: Path) -> None:
    edit(folder, "Person 1}", "Somebody}")
    (folder / "people.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(Misuse, match="has been changed"):
        undo(folder)


def test_undo_works_where_the_bible_does_not(folder: Path) -> None:
    settings = folder / "storybible.yaml"
    commit(Bible.load(folder), [Change("bible/storybible.yaml", settings.read_text(), None)], "remove")
    undo(folder)
    assert settings.exists()


def test_a_torn_log(folder: Path) -> None:
    edit(folder, "Person 1}", "Somebody}")
    log = folder / ".storybible" / "log.jsonl"
    whole = log.read_bytes()
    log.write_bytes(whole + b'{"n":2,"when":"2027-0')
    edit(folder, "Person 2}", "Somebody else}")
    assert [e.number for e in history.entries(str(folder))] == [1, 2]
    undo(folder, 2)
    assert text(folder) == START


@pytest.mark.parametrize(
    "line",
    [
        *(b"", b"\0" * 90, b"[]", b"nothing", b'{"n":0}', b"[" * 100_000, b"{}", b"1e999", b'{"n":NaN}'),
        b'{"n":9,"when":"","what":"","files":[{"file":"a.yaml"}]}',
        b'{"n":9,"when":"","what":3,"files":[]}',
    ],
)
def test_a_line_that_is_no_edit_is_passed_over(folder: Path, line: bytes) -> None:
    edit(folder, "Person 1}", "Somebody}")
    log = folder / ".storybible" / "log.jsonl"
    log.write_bytes(line + b"\n" + log.read_bytes() + line + b"\n")
    assert history.last_number(str(folder)) == 1
    undo(folder)
    assert text(folder) == START


@pytest.mark.parametrize("file", ["../out.yaml", "/out.yaml", ".git/config.md", "a.py", ".storybible/x.yaml"])
def test_a_forged_log_leads_nowhere(folder: Path, file: str) -> None:
    outside = folder.parent / "out.yaml"
    outside.write_text("new\n")
    forged = history.Entry(1, "2027-01-15T08:00:00Z", "x", (patch_of(file, "old\n", "new\n"),))
    (folder / ".storybible").mkdir()
    (folder / ".storybible" / "log.jsonl").write_bytes(history.line_of(forged))
    with pytest.raises(Misuse):
        undo(folder)
    assert outside.read_text() == "new\n"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes")
@pytest.mark.parametrize("name", ["log.jsonl", "journal.json"])
@pytest.mark.parametrize("what", ["a pipe", "/dev/zero", "/"])
def test_a_log_without_end_is_not_read(folder: Path, name: str, what: str) -> None:
    path = folder / ".storybible" / name
    path.parent.mkdir()
    if what == "a pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(what)
    with pytest.raises(Misuse):
        edit(folder, "Person 1}", "Somebody}")
        undo(folder)
    assert Bible.load(folder).story.records


def test_a_damaged_entry_is_not_undone(folder: Path) -> None:
    edit(folder, "Person 1}", "Somebody}")
    log = folder / ".storybible" / "log.jsonl"
    value = json.loads(log.read_bytes())
    value["files"][0]["hunks"][0][2] = "something else\n"
    log.write_text(json.dumps(value) + "\n")
    with pytest.raises(Misuse):
        undo(folder)
    assert "Somebody" in text(folder)


def test_the_log_does_not_grow_for_ever(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MOST_BYTES", 4000)
    for n in range(40):
        edit(folder, "characters:", f"# {n}\ncharacters:")
    entries = history.entries(str(folder))
    assert 5 < len(entries) < 40 and entries[-1].number == 40
    assert (folder / ".storybible" / "log.jsonl").stat().st_size < 5000
    undo(folder, len(entries))
    assert text(folder).count("#") == 40 - len(entries)


def test_edits_longer_than_what_is_read_from_the_end(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "_TAIL", 50)
    edit(folder, "Person 1}", "Somebody}")
    edit(folder, "Person 2}", "Somebody}")
    assert [e.number for e in history.entries(str(folder))] == [1, 2]


# ---- lines that look the same in two records -----------------------------------------------------------


def person(name: str, note: str) -> str:
    return (
        f"  {name}:\n    species: human\n    sex: female\n    tags: [crew]\n    note: {note}\n"
        "    source: ch. 1\n    quote: she said\n    says: mara\n"
    )


def test_the_same_lines_in_another_record_are_not_undone(folder: Path) -> None:
    start = "characters:\n" + person("bea", "unsure") + person("cat", "unsure") + person("dora", "dead")
    (folder / "people.yaml").write_text(start)
    edited = start.replace("note: unsure", "note: dead", 1)
    commit(Bible.load(folder), [Change(PEOPLE, start, edited)], "set bea note dead")
    (folder / "people.yaml").write_text(edited.replace(person("bea", "dead"), ""))
    with pytest.raises(Misuse, match="has been changed since"):
        undo(folder)
    moved_down = edited.replace(person("bea", "dead"), "") + "  # moved\n" + person("bea", "dead")
    (folder / "people.yaml").write_text(moved_down)
    undo(folder)
    assert text(folder) == "# moved\n".join(moved_down.rsplit("# moved\n", 1)).replace(
        "# moved\n" + person("bea", "dead"), "# moved\n" + person("bea", "unsure")
    )
    undo(folder, redo=True)
    assert text(folder) == moved_down


@pytest.mark.parametrize("changed", ["note: n", "until: 1995"])
def test_the_same_lines_in_another_entry_are_not_undone(folder: Path, changed: str) -> None:
    def tie(who: str, more: str) -> str:
        return (
            f"  - kind: friend\n    who: [mara, {who}]\n    from: 1990\n    source: ch. 1\n    quote: q\n"
            f"    {more}\n    tags: [x]\n    a: 1\n    b: 2\n    c: 3\n"
        )

    start = "relationships:\n" + tie("b", "note: -") + tie("c", changed)
    (folder / "people.yaml").write_text(start)
    edited = start.replace("note: -", changed)
    commit(Bible.load(folder), [Change(PEOPLE, start, edited)], "set")
    (folder / "people.yaml").write_text(edited.replace(tie("b", changed), "", 1))
    with pytest.raises(Misuse, match="has been changed since"):
        undo(folder)
    (folder / "people.yaml").write_text("# mine\n" + edited)
    undo(folder)
    assert text(folder) == "# mine\n" + start


def test_a_new_name_of_the_heading_itself_is_undone(folder: Path) -> None:
    start = "characters:\n" + person("bea", "x") + person("cat", "y") + "  bea2:\n    parents: [bea]\n"
    (folder / "people.yaml").write_text(start)
    edited = start.replace("  bea:", "  bee:").replace("[bea]", "[bee]").replace("note: x", "note: bee")
    commit(Bible.load(folder), [Change(PEOPLE, start, edited)], "rename bea bee")
    (folder / "people.yaml").write_text("# mine\n" + edited)
    undo(folder)
    assert text(folder) == "# mine\n" + start


def test_lines_that_end_as_on_old_macintoshes_are_lines(folder: Path) -> None:
    start = START.replace("\n", "\r")
    (folder / "people.yaml").write_bytes(start.encode())
    edit(folder, "Person 2}", "Somebody}")
    with_hand = (folder / "people.yaml").read_bytes() + b"  # mine\r"
    (folder / "people.yaml").write_bytes(with_hand)
    undo(folder)
    assert (folder / "people.yaml").read_bytes() == start.encode() + b"  # mine\r"


# ---- patches ------------------------------------------------------------------------------------------

LINES_OF_ALL_SORTS = ["a\n", "b\n", " - c\r\n", "ä: “x”\n", "\n", "\ufeff\n", "u\u2028v\n", "x\x85\n", "end"]
LINES_OF_ALL_SORTS.append("r\r")
LINE = st.sampled_from(LINES_OF_ALL_SORTS)
TEXT = st.lists(LINE, max_size=25).map("".join)


@given(old=TEXT | st.none(), new=TEXT | st.none())
@settings(max_examples=300)
def test_a_patch_leads_from_one_text_to_the_other_and_back(old: str | None, new: str | None) -> None:
    patch = patch_of("a.yaml", old, new)
    assert moved(patch, old, forward=True) == new
    assert moved(patch, new, forward=False) == old
    assert "".join(lines_of(old or "")) == (old or "")


@given(
    lines=st.lists(st.sampled_from("abc"), min_size=6, max_size=20),
    change=st.integers(0, 19),
    hand=st.integers(0, 19),
)
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_a_change_by_hand_is_kept_or_nothing_is_undone(lines: list[str], change: int, hand: int) -> None:
    old = [f"{line}\n" for line in lines]
    new = list(old)
    new[change % len(old)] = "new\n"
    current = list(new)
    current[hand % len(old)] = "hand\n"
    expected = list(old)
    expected[hand % len(old)] = "hand\n"
    patch = patch_of("a.yaml", "".join(old), "".join(new))
    try:
        assert moved(patch, "".join(current), forward=False) == "".join(expected)
        assert change % len(old) != hand % len(old)
    except Unfit:
        assert abs(change % len(old) - hand % len(old)) <= 3


def test_an_insertion_is_not_made_twice() -> None:
    """An interrupted edit whose file was changed elsewhere by hand is not made again."""
    for old, new in (("a\nb\n", "a\nb\nc\n"), ("a\nb\n", "c\na\nb\n"), ("a\nb\n", "a\nc\nb\n"), ("", "c\n")):
        patch = patch_of("a.yaml", old, new)
        with pytest.raises(Unfit):
            moved(patch, new.replace("a", "x"), forward=True)
    far = "".join(f"{n}\n" for n in range(9))
    patch = patch_of("a.yaml", far, far + "c\n")
    with pytest.raises(Unfit):
        moved(patch, "x" + far + "c\n", forward=True)
    assert moved(patch, "x" + far, forward=True) == "x" + far + "c\n"


def test_fingerprints_tell_no_file_from_an_empty_one() -> None:
    assert fingerprint(None) is None and fingerprint("") is not None
    assert patch_of("a", None, "") != Patch("a", None, None, ())
