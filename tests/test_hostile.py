"""Hostile and broken input: a clear message each time, nothing lost, and nothing that drives a terminal."""

from __future__ import annotations

import io
import json
import os
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import Small

from storybible.cli.app import main
from storybible.loader import load

DRIVING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""What would drive a terminal, or begin a line that is not ours."""
WILD = "\\e[31mRed\\e]0;x\\a\\x9b2J\\u202Eback\\u2066\\nerror: forged\\u2028end"
"""The same as an author writes it in double quotes."""

Printed = tuple[int, str, str]


class Program:
    """The program in a folder, and what it prints; nothing that drives a terminal is let through."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *line: str) -> Printed:
        code = main(line)
        printed = self.capsys.readouterr()
        assert code in (0, 1, 2), line
        assert "a fault of the program" not in printed.err, printed.err
        for text in (printed.out, printed.err):
            assert DRIVING.search(text) is None, (line, text)
            assert not text.startswith("error: forged") and "\nerror: forged" not in text, line
        return code, printed.out, printed.err

    def refused(self, *line: str) -> str:
        """The one line in which a command line is refused."""
        code, out, err = self(*line)
        assert (code, out) == (2, ""), (line, out, err)
        assert err.startswith("storybible: ") and err.count("\n") == 1
        return err.removeprefix("storybible: ").rstrip("\n")


@pytest.fixture
def program(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    monkeypatch.chdir(tmp_path)
    return Program(capsys)


@pytest.fixture
def bible(small: Small) -> Path:
    return small.write({"bible/story.yaml": "characters:\n  mara: {name: Mara, born: 1900}\n"})


def texts(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, but for those of the program's own."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".storybible" not in path.parts
    }


# ---- terminals -----------------------------------------------------------------------------------------


def wild_story() -> str:
    w = f'"{WILD}"'
    return f"""characters:
  mara:
    name: {w}
    aliases: [{w}, Mara]
    born: 1900
    died: 1910
    note: {w}
    species: {w}
    ages: [{{age: 30, at: wake, source: {w}, quote: {w}}}, {{age: {w}, at: wake}}]
    traits: {{eyes: {w}, {w}: {w}}}
    parents: [{w}]
    {w}: {w}
    external: {{gedcom: {w}}}
events:
  wake: {{title: {w}, when: 1920, who: [mara, "teo ({WILD})"], where: quay, source: {w}, note: {w}}}
  other: {{title: {w}, when: "after {WILD}"}}
places: {{quay: {{name: {w}}}}}
secrets: {{debt: {{what: {w}, known: [{{who: mara, from: wake, how: {w}}}]}}}}
threads: {{lost: {{what: {w}, kind: {w}, planted: wake}}}}
facts: {{peace: {{what: {w}, from: wake}}}}
offices: {{head: {{title: {w}, holders: [{{who: mara, until: wake}}]}}}}
relationships: ["mara friend of {WILD}", {{kind: {w}, who: [mara, mara]}}]
{w}: {w}
"""


SETTINGS = (
    f'title: "{WILD}"\nmanuscripts: {{book: {{title: "{WILD}", file: "{WILD}"}}}}\nrules: {{"{WILD}": off}}\n'
)
READ = [
    ["check", "--notes", "--undecided"], ["check", "--format", "sarif"], ["check", "--format", "junit"],
    ["age", "mara"], ["age", "mara", "--at", "wake", "--why"], ["between", "wake", "mara.birth", "--why"],
    ["order", "wake", "mara.birth", "--why"], ["timeline", "--why"], ["show", "mara"], ["show", "wake"],
    ["show", "debt"], ["show", "peace"], ["show", "head"], ["show", "quay"], ["list", "events"],
    ["list", "threads"], ["find", "forged"], ["as-of", "wake"], ["relations", "mara", "--why"],
    ["what-if", "mara.death = 1950"], ["what-if", "feast: after wake"], ["path", "mara", "mara"],
]  # fmt: skip


def test_no_text_of_a_bible_drives_a_terminal(small: Small, program: Program) -> None:
    small.write({"bible/story.yaml": wild_story(), "bible/storybible.yaml": SETTINGS})
    for line in READ:
        program(*line)
        if "--format" not in line:
            code, out, _ = program(*line, "--format", "json")
            assert code == 2 or json.loads(out)
    ElementTree.fromstring(program("check", "--format", "junit")[1])
    json.loads(program("check", "--format", "sarif")[1])


def test_nor_does_an_edit(small: Small, program: Program) -> None:
    small.write({"bible/story.yaml": wild_story(), "bible/storybible.yaml": SETTINGS})
    raw = "\x1b[31mRed\x07\u202e\nerror: forged"
    lines = [
        ["set", "mara", "note", raw], ["set", "mara", "name", raw], ["set", raw, "note", "x"],
        ["set", "mara", raw, "x"], ["add", "place", raw], ["add", "event", "Feast", f"note={raw}"],
        ["add", "event", "x", "--id", raw], ["add", "event", "x", "--file", raw], ["rename", "mara", raw],
        ["rename", "quay", "pier", "--dry-run"], ["remove", "quay"], ["remove", raw], ["fix", raw],
        ["waive", "present-after-death", "--because", raw], ["waive", raw, "--because", "x"],
        ["fix", "present-after-death"], ["log"], ["undo", "9"], ["undo"], [raw], ["check", f"--{raw}"],
        ["check", raw], ["scan", raw], ["import", raw], ["init", raw], ["init", "x", "--from", raw],
        ["-b", raw, "check"], ["check", "--baseline", raw], ["list", raw], ["age", "mara", "--at", raw],
        ["explain", raw], ["check", "--format", raw], ["accept", raw], ["review", raw],
    ]  # fmt: skip
    for line in lines:
        before = texts(small.folder)
        code, _, _ = program(*line)
        program(*line, "--format", "json")
        if code == 2:
            assert texts(small.folder) == before or line[0] in ("set", "add", "undo"), line


def test_nor_does_a_draft_or_its_name(
    bible: Path, program: Program, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = "\x1b[31mRed\x07 \u202e “Zoë\x9b2J” Mara was forty.\x1b]0;x\x07 \x85 \u2028"
    front = f"---\nat: {WILD}\ntitle: \x1b[31m\n---\n"
    draft = f"{front}\n{raw}\n\nMara Venn, {raw} Mara \x1b[1m Vann was twenty-five.\n"
    for name in ("draft.md", "dra\x1b[31mft\x07.txt", "dra\nerror: forged.md"):
        Path(name).write_text(draft, encoding="utf-8")
        program("scan", name)
        program("scan", name, "--cast")
        program("check", name, "--notes", "--undecided")
        program("check", name, "--at", "1925", "--format", "sarif")
        program("check", name, "--format", "junit")
        program("check", name, "--format", "queries", "--notes")
        program("init", "fresh", "--from", name, "--dry-run")


COMMANDS = ("::error file=x::forged", "##[error]forged", "##vso[task.complete]", "##teamcity[x]")
"""What the logs of CI servers take for commands."""


def test_no_name_is_a_command_to_a_ci_server(small: Small, program: Program) -> None:
    people = "".join(
        f'  p{n}: {{name: "{said}", aliases: ["{said} {n}"], note: "{said}"}}\n'
        for n, said in enumerate(COMMANDS)
    )
    long = '"' + "word " * 30 + '::warning::forged"'
    events = f'events:\n  wake: {{title: "::notice::x", who: [p0, "{COMMANDS[1]}?"], note: {long}}}\n'
    small.write({"bible/story.yaml": f"characters:\n{people}{events}", "bible/:: x.yaml": "a: 1\n"})
    for line in (*READ, ["list", "characters"], ["show", "p0"], ["show", "p1"], ["set", "p0", "note", "x"]):
        out = program(*line)[1]
        assert re.search(r"(?m)^\s*::", out) is None and re.search(r"##[a-z]*\[", out) is None, line


def test_queries_hold_nothing_but_words(bible: Path, program: Program) -> None:
    wild = "<script>x</script> [a](http://b) ![c](d) &lt;b&gt; ~~e~~ `f` *g*"
    Path("# <b>.md").write_text(f"---\nat: 1940\n---\n# One\n\n{wild} Mara was twelve years old.\n")
    Path("list.md").write_text("---\nat: 1940\n---\n1. Mara was twelve years old. <i>\n")
    text = program("check", "# <b>.md", "list.md", "--format", "queries")[1]
    assert text.count("\n## ") == 2
    assert re.search(r"(?<!\\)[<\[\]&`~]|(?m:^> (?:#|\d+\.|[-+=]))", text.replace("\n> ", "\n> ")) is None, (
        text
    )


def test_no_message_of_sarif_is_a_link(small: Small, program: Program) -> None:
    small.write({"bible/story.yaml": 'events:\n  wake: {where: "[here](https://forged.example)"}\n'})
    log = json.loads(program("check", "--format", "sarif")[1])
    texts = [result["message"]["text"] for result in log["runs"][0]["results"]]
    assert any("\\[here\\](https" in text for text in texts) and not any("[here](" in text for text in texts)


def test_a_baseline_is_text(small: Small, program: Program) -> None:
    small.write({"bible/story.yaml": wild_story(), "bible/storybible.yaml": SETTINGS})
    program("check", "--write-baseline", "known.txt")
    assert DRIVING.search(Path("known.txt").read_text()) is None
    assert program("check", "--baseline", "known.txt")[0] == 0


# ---- ids and names that look like others ---------------------------------------------------------------


def test_letters_that_look_alike_are_told_apart(small: Small, program: Program) -> None:
    small.write({"bible/story.yaml": "characters:\n  mara: {name: Mara, born: 1900}\n  mаra: {name: Mаra}\n"})
    _, out, _ = program("check", "--notes")
    assert "“mаra” looks like a name of Mara, and is written with letters of another alphabet" in out
    assert "no character is called" in program.refused("age", "mаrа")


# ---- paths ---------------------------------------------------------------------------------------------

OUTSIDE = [
    "../x.yaml",
    "a/../../x.yaml",
    "/tmp/x.yaml",
    "..\\x.yaml",
    ".storybible/x.yaml",
    "a/.git/x.yaml",
    "../bible2/x.yaml",
]


@pytest.mark.parametrize("file", OUTSIDE)
def test_a_record_is_never_written_outside(bible: Path, program: Program, file: str) -> None:
    before = texts(bible.parent)
    assert "does not lie in the bible" in program.refused("add", "place", "Mill", "--file", file)
    assert texts(bible.parent) == before


@pytest.mark.parametrize("id_", ["../x", "a/b", "/etc/passwd", "..", "a\\b", "~", "mara\n", "", "-", "A b"])
def test_an_id_is_no_path(bible: Path, program: Program, id_: str) -> None:
    (bible / "people").mkdir()
    for n in range(3):  # files of one record each: a new one is called after its id
        (bible / "people" / f"p{n}.yaml").write_text(f"character: p{n}\n")
    before = texts(bible.parent)
    for line in (["add", "character", "X", "--id", id_], ["rename", "mara", id_]):
        code, _, err = program(*line)
        assert code == 2 and err.count("\n") == 1, line
    assert texts(bible.parent) == before


@pytest.mark.parametrize("name", ["Con", "NUL", "com1", "x" * 400, "../../x", "a/b", "..."])
def test_a_file_of_its_own_has_a_name_for_every_system(bible: Path, program: Program, name: str) -> None:
    for n in range(3):
        (bible / f"p{n}.yaml").write_text(f"character: p{n}\n")
    before = texts(bible)
    code, _, err = program("add", "character", name)
    new = {*texts(bible)} - {*before}
    if code == 2:
        assert not new and err.count("\n") == 1
    for file in new:
        assert "/" not in file and len(file) < 120
        assert file.removesuffix(".yaml").lower() not in {"con", "nul", "com1"}
    assert sorted(path.name for path in bible.parent.iterdir()) == ["bible"]


def test_a_manuscript_may_stand_anywhere_and_is_only_read(small: Small, program: Program) -> None:
    book = small.folder / "manuscript" / "book.txt"
    book.parent.mkdir()
    book.write_text("Mara was twenty-five.\n")
    story = "characters: {mara: {name: Mara, born: 1900, source: ¶1, quote: Mara was twenty-six}}\n"
    for file in ("../manuscript/book.txt", str(book)):
        settings = f"title: A test\nmanuscripts: {{book: {{file: {json.dumps(file)}}}}}\n"
        assert ("warning", "quote-not-found") in small.findings(story, settings)
    before = texts(small.folder)
    for line in (
        ["set", "mara", "note", "x"],
        ["rename", "mara", "venn"],
        ["undo", "2"],
        ["remove", "mara", "--force"],
    ):
        program(*line)
    after = texts(small.folder)
    assert [name for name in before if before[name] != after.get(name)] == ["bible/story.yaml"]
    assert {*after} <= {*before}


@pytest.mark.skipif(os.name != "posix", reason="files are other things here")
@pytest.mark.parametrize(
    "file",
    [
        "/",
        "/dev/zero",
        "/dev/stdin",
        "/proc",
        "pipe",
        "socket",
        ".",
        "",
        "\\0",
        "a\\nb",
        "loop",
        "~root",
        "-",
        "x" * 999,
    ],
)
def test_no_manuscript_is_waited_for(small: Small, program: Program, file: str) -> None:
    folder = small.write({
        "bible/story.yaml": "characters: {mara: {name: Mara, source: book ¶900, quote: Mara was}}\n",
        "bible/storybible.yaml": f'title: A test\nmanuscripts: {{book: {{file: "{file}", paragraphs: 3}}}}\n',
    })  # fmt: skip
    os.mkfifo(folder / "pipe")
    (folder / "loop").symlink_to(folder / "loop")
    listening = socket.socket(socket.AF_UNIX)
    listening.bind("bible/socket")
    try:
        assert program("check")[0] in (0, 1)
    finally:
        listening.close()


# ---- what stands in the folder -------------------------------------------------------------------------


@pytest.mark.skipif(os.name != "posix", reason="files are other things here")
def test_no_pipe_socket_or_device_is_waited_for(
    bible: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pipe.yaml", "pipe.md"):
        os.mkfifo(bible / name)
    (bible / "null.yaml").symlink_to("/dev/null")
    listening = socket.socket(socket.AF_UNIX)
    listening.bind("bible/socket.yaml")
    try:
        code, out, _ = program("check")
        assert code == 1 and out.count("this is no ordinary file") == 3 and "leads out of the bible" in out
        for line in (["set", "mara", "note", "x"], ["rename", "mara", "venn"], ["undo", "2"]):
            assert program(*line)[0] == 0
        assert "cannot be read" in program.refused("add", "place", "Mill", "--file", "pipe.yaml")
        assert program("scan", "bible")[0] in (0, 2)
    finally:
        listening.close()


@pytest.mark.skipif(os.name != "posix", reason="files are other things here")
def test_settings_behind_a_link_that_leads_out_are_not_read(
    bible: Path, program: Program, tmp_path_factory: pytest.TempPathFactory
) -> None:
    private = tmp_path_factory.mktemp("private") / "key.txt"
    private.write_text("rules: {unreadable-file: off}\nsecret: word\n", encoding="utf-8")
    settings = bible / "storybible.yaml"
    settings.unlink()
    settings.symlink_to(private)
    code, out, err = program("check")
    assert code == 1 and "this link leads out of the bible; it is not read" in out
    assert "secret" not in out + err
    assert "leads out of the bible" in program.refused("schema")
    settings.unlink()
    os.mkfifo(settings)
    assert "storybible.yaml is no ordinary file" in program.refused("check", "-b", str(bible))
    settings.unlink()
    (bible / "kept.yaml").write_text("title: Kept\n", encoding="utf-8")
    settings.symlink_to("kept.yaml")
    assert "leads out" not in program("check")[1]


@pytest.mark.skipif(os.name != "posix", reason="such names are not allowed here")
def test_names_of_files_that_no_editor_shows(bible: Path, program: Program) -> None:
    odd = ["b\nerror: forged.yaml", "c\x1b[31m.yaml", "\u202egnp.yaml", "e\x1b.md"]
    for name in odd:
        (bible / name).write_text("characters: {teo: {bron: 3}}\n")
    (bible / "fol\x07der").mkdir()
    (bible / "fol\x07der" / "x.yaml").write_text("places: {mill: }\n")
    (bible / "fine \U0001f469\u200d\U0001f33e.yaml").write_text("places: {farm: {name: Farm}}\n")
    code, out, _ = program("check")
    assert code == 1 and out.count("its name holds signs that no editor shows") == 5
    assert "farm" in program("list", "places")[1]
    json.loads(program("check", "--format", "sarif")[1])


def test_a_name_that_is_no_text(bible: Path, program: Program) -> None:
    path = os.fsencode(bible) + b"/d\xff.yaml"
    try:
        with open(path, "wb") as file:
            file.write(b"characters: {teo: {name: Teo}}\n")
    except OSError:
        pytest.skip("such names are not allowed here")
    _, out, _ = program("check")
    assert "bible/d\\xff.yaml:1:1: error SB001 unreadable-file: its name holds signs" in out


def test_the_same_name_in_other_capitals(bible: Path, program: Program) -> None:
    (bible / "Story.yaml").write_text("characters: {mara: {name: Other}}\n")
    if len(texts(bible)) < 3:
        pytest.skip("names differ by more than capitals here")
    code, out, _ = program("check")
    assert code == 1 and "mara is the id of another character already (bible/Story.yaml:1)" in out
    program("set", "mara", "note", "x")
    assert (bible / "story.yaml").read_text() == "characters:\n  mara: {name: Mara, born: 1900}\n"


def test_very_many_folders(bible: Path) -> None:
    deep = bible
    for _ in range(200):
        deep = deep / "d"
    deep.mkdir(parents=True)
    (deep / "x.yaml").write_text("places: {mill: }\n")
    for n in range(1000):
        (bible / f"f{n}").mkdir()
    assert [record.id for record in load(bible).records] == ["mill", "mara"]


def test_a_file_that_changes_while_it_is_read(bible: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read is what stood there at one moment, and a file that has gone is a finding."""
    from storybible.folder import Folder

    read = Folder.text_of

    def text_of(self: Folder, path: str, file: str, limit: int) -> str | None:
        if file.endswith("story.yaml"):
            os.unlink(path)
        return read(self, path, file, limit)

    monkeypatch.setattr(Folder, "text_of", text_of)
    (problem,) = load(bible).diagnostics
    assert problem.message == "the file cannot be read: no such file or directory"


# ---- texts ---------------------------------------------------------------------------------------------


def bombs() -> Iterator[tuple[str, str]]:
    """Texts that are small, or not so small, and could cost much."""
    n = 100_000
    yield "flow", "note: " + "[" * n
    yield "flow mappings", "note: " + "{a: " * n
    yield "closed flow", "note: " + "[" * n + "]" * n
    yield "block", "\n".join(" " * min(d, 2000) + f"a{d}:" for d in range(3000))
    yield "dashes", "note:\n" + "- " * n + "x"
    yield (
        "aliases",
        "a: &a [x, x]\n"
        + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
    )
    yield "merges", "a: &a {<<: *a}\n"
    yield "a long scalar", "character: x\nnote: " + "x" * 1_000_000
    yield "a long name", "character: x\nname: " + "long " * 20_000
    yield "a long time", "event: x\nwhen: " + "after " * 20_000
    yield "a long age", "character: x\nages: [" + "9" * 50_000 + " at y]"
    yield "a long key", "?" + " a" * 50_000 + "\n: x"
    yield "quotes", 'note: "' + "\\" * n
    yield "NUL", "character: x\nname: a\0b\n"
    yield "only NUL", "\0" * 1000
    yield "tags", "note: " + "!a " * 5000
    yield "comments", "# x\n" * 50_000
    yield "empty documents", "---\n" * 5000
    yield "people", "event: e\nwho: [" + ", ".join(f"p{n}" for n in range(5000)) + "]"
    yield "ties", "relationships: [" + ", ".join("a friend of b" for _ in range(1000)) + "]"


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in bombs()])
def test_no_text_is_a_bomb(small: Small, program: Program, text: str) -> None:
    small.write(
        {"bible/bomb.yaml": text, "bible/story.yaml": "characters: {mara: {name: Mara, born: 1900}}\n"}
    )
    code, out, _ = program("check")
    assert code in (0, 1)
    assert len(out) < 2_000_000
    assert program("age", "mara", "--at", "1920")[1].strip()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("characters: {zoë: {name: Zoë}}\n".encode("cp1252"), "not saved as UTF-8"),
        ("characters: {}\n".encode("utf-16"), "UTF-16"),
        (b"characters: {a: {name: \xed\xa0\x80}}\n", "not saved as UTF-8"),  # half a letter
        (b"characters: {a: {name: 'x'}}\n\xff", "not saved as UTF-8"),
        (b"places: {}\n" + "# Zoë\n".encode("cp1252") + "# Zoë\n".encode(), "not saved as UTF-8"),
    ],
)
def test_mixed_encodings(bible: Path, program: Program, data: bytes, words: str) -> None:
    (bible / "odd.yaml").write_bytes(data)
    code, out, _ = program("check")
    assert code == 1 and words in out
    assert program("set", "mara", "note", "x")[0] == 0
    assert (bible / "odd.yaml").read_bytes() == data


def test_half_a_letter_is_never_written(bible: Path, program: Program) -> None:
    before = texts(bible)
    for half in ("\udcff", "\ud800"):
        for line in (
            ["set", "mara", "note", half], ["add", "place", half], ["add", "place", "x", f"note={half}"],
            ["waive", "SB201", "--because", half], ["rename", "mara", half],
            ["add", "place", "x", "--file", f"{half}.yaml"],
        ):  # fmt: skip
            code, out, err = program(*line)
            assert code == 2 and err.count("\n") == 1, (line, out)
            out.encode(), err.encode("utf-8", "backslashreplace")
    assert texts(bible) == before


# ---- the system ----------------------------------------------------------------------------------------


def test_names_that_are_too_long(bible: Path, program: Program) -> None:
    long = "a" * 5000
    for line in (
        ["check", "-b", long], ["init", long], ["check", long], ["scan", long], ["import", long],
        ["check", "--baseline", long], ["check", "--write-baseline", long], ["schema", "-o", long],
        ["add", "place", "x", "--file", f"{long}.yaml"],
    ):  # fmt: skip
        assert "oo long" in (err := program.refused(*line)) or "no such" in err or "no file" in err, err
    assert program("what-if", f"feast: after {'very ' * 100}1900")[0] == 2


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="there is no full device here")
def test_devices_are_written_to_and_stay_devices(bible: Path, program: Program) -> None:
    for line in (["check", "--write-baseline"], ["schema", "-o"]):
        assert "No space left on device" in program.refused(*line, "/dev/full")
        assert program(*line, "/dev/null")[0] == 0
    assert Path("/dev/full").is_char_device() and Path("/dev/null").is_char_device()
    assert program.refused("schema", "-o", ".")


@pytest.mark.parametrize(
    "line",
    ["scan", "check", "review", "import", "init x --from", "accept c-1 --in", "waive x --because x --in"],
)
def test_a_name_that_is_empty(bible: Path, program: Program, line: str) -> None:
    assert "is missing" in program.refused(*line.split(), "")
    assert "is missing" in program.refused(*line.split(), " ")


@pytest.mark.parametrize("name", ["-", "...", "???", "“”", "(Mara)"])
def test_a_name_without_a_word(small: Small, program: Program, name: str) -> None:
    small.write({"bible/story.yaml": f'characters:\n  mara: {{name: "{name}", sex: female}}\n'})
    Path("draft.md").write_text("Mara woke. ??? said: “No.”\n")
    assert program("scan", "draft.md")[0] == 0
    assert program("check", "draft.md", "--notes")[0] in (0, 1)


def test_signs_that_stand_in_no_text(bible: Path, program: Program) -> None:
    assert program.refused("age", "a\0b") == "“a\\x00b” holds signs that stand in no text and no file's name"
    if os.name == "posix":
        assert "holds signs" in program.refused("age", "\ud800")


def test_the_working_directory_has_gone(
    bible: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = bible.parent / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    try:
        gone.rmdir()
    except OSError:
        pytest.skip("a working directory cannot be removed here")
    try:
        assert program.refused("check").endswith("No such file or directory")
    finally:
        os.chdir(bible)


def test_a_bible_that_vanishes_half_way(
    bible: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    from storybible.bible import Bible

    of = Bible.of

    def vanishing(*given: object, **more: object) -> Bible:
        made = of(*given, **more)  # type: ignore[arg-type]
        shutil.rmtree(bible, ignore_errors=True)
        return made

    monkeypatch.setattr(Bible, "of", vanishing)
    assert program("show", "mara")[0] == 0
    assert program.refused("set", "mara", "note", "x")


def test_settings_that_are_a_folder_or_lead_away(bible: Path, program: Program) -> None:
    (bible / "storybible.yaml").unlink()
    (bible / "storybible.yaml").mkdir()
    assert program("check")[0] == 2
    (bible / "storybible.yaml").rmdir()
    (bible / "storybible.yaml").symlink_to(bible / "storybible.yaml")
    assert program("check")[0] == 2


def test_a_terminal_is_asked_for_on_one_line(
    bible: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    from storybible.cli import asking

    class Typed(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Typed()
    monkeypatch.setattr(sys, "stdin", Typed("n\n"))
    monkeypatch.setattr(sys, "stderr", screen)
    assert not asking.agreed("Remove \x1b[31mMara\nerror: forged?")
    assert screen.getvalue() == "Remove \\x1b[31mMara error: forged? [y/N] "


def test_a_sign_of_life_takes_names_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    from storybible.cli import progress

    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setattr(sys, "stderr", Screen())
    for name in ("[/]", "[bold]x", "\x1b[31mred"):
        with progress.busy(f"reading {name}"):
            time.sleep(0.05)
        with progress.advancing(f"reading {name}", 10) as bar:
            time.sleep(0.05)
            bar.at(5)
    assert "\x1b[31mred" not in sys.stderr.getvalue()  # type: ignore[attr-defined]
    assert "Traceback" not in sys.stderr.getvalue()  # type: ignore[attr-defined]
