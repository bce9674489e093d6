"""The command line: where options stand, exit codes, pipes, terminals, and what a start costs."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from storybible.cli.app import main
from storybible.cli.arguments import WITH_VALUE, arranged
from storybible.cli.commands import command
from storybible.cli.table import COMMANDS, LATER
from storybible.render.ink import clean, finished, paint

ROOT = Path(__file__).parent.parent
SHIPPED = ROOT / "bible"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a copy of the shipped bible, as the working directory."""
    shutil.copytree(SHIPPED, tmp_path / "bible")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def program(*arguments: str, cwd: Path = ROOT, **options: object) -> subprocess.CompletedProcess[str]:
    """The program as a process of its own."""
    return subprocess.run(
        [sys.executable, *(options.pop("flags", ())), "-m", "storybible", *arguments],  # type: ignore[misc]
        cwd=cwd, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False,
    )  # fmt: skip


# ---- arguments ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        ["age", "sakura", "--at", "wedding", "--format", "json", "-b", "bible"],
        ["-b", "bible", "--format", "json", "--at", "wedding", "age", "sakura"],
        ["--format=json", "age", "-b", "bible", "--at=wedding", "sakura"],
        ["age", "--at", "wedding", "sakura", "--format", "json"],
        ["--why", "age", "sakura", "--at", "wedding", "--format", "json"],
        ["-bbible", "age", "--format", "json", "--at", "wedding", "--", "sakura"],
    ],
)
def test_options_stand_anywhere(here: Path, capsys: pytest.CaptureFixture[str], line: list[str]) -> None:
    assert main(line) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["who"], answer["at"], answer["min"]) == ("sakura", "wedding", 25)


def test_times_before_year_0_are_no_options(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["between", "-44-03-15", "-3019"]) == 0
    assert main(["age", "sakura", "--at", "-3019"]) == 0
    assert capsys.readouterr().err == ""


def test_the_table_of_options_with_values_is_right() -> None:
    found = set()
    for name in COMMANDS:
        for parameter in command(name).params:
            if parameter.param_type_name == "option" and not parameter.is_flag:
                found.update((*parameter.opts, *parameter.secondary_opts))
    assert found <= WITH_VALUE
    assert WITH_VALUE - found <= {"-o", "--out"}  # of commands to come
    for name in COMMANDS:
        for parameter in command(name).params:
            if parameter.param_type_name == "option" and parameter.is_flag:
                assert not WITH_VALUE & {*parameter.opts, *parameter.secondary_opts}


def test_arranging_loses_nothing() -> None:
    call = arranged(["-b", "x", "age", "--", "--why", "-1"])
    assert (call.command, call.options, call.words) == ("age", ["-b", "x"], ["--why", "-1"])


@pytest.mark.parametrize("name", [*COMMANDS, *LATER])
def test_every_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    printed = capsys.readouterr()
    assert "Usage: storybible" in printed.out and printed.err == ""


def test_help_lists_every_command_that_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    printed = capsys.readouterr().out
    assert main([]) == 0
    assert capsys.readouterr().out == printed
    for name in COMMANDS:
        assert f"  {name} " in printed
    for name in LATER:
        assert f"  {name} " not in printed


# ---- exit codes ---------------------------------------------------------------------------------------


def test_exit_codes(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    (here / "bible" / "typo.yaml").write_text("events:\n  feast: {title: Feast, when: after weding}\n")
    assert main(["check"]) == 1
    assert main(["age", "sakura", "--at", "wedding"]) == 0  # a question answers all the same
    (here / "bible" / "typo.yaml").write_bytes(b"events: \xff\xfe\x00")
    assert main(["check"]) == 1
    (here / "bible" / "typo.yaml").unlink()
    (here / "bible" / "storybible.yaml").unlink()
    assert main(["check"]) == 2
    assert "no bible" in capsys.readouterr().err


def test_warnings_fail_only_strictly(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = here / "bible" / "storybible.yaml"
    settings.write_text(settings.read_text().replace("  # uncited", "  uncited"))
    (here / "bible" / "more.yaml").write_text(
        "events:\n  feast: {title: Feast, when: after wedding, who: [asuma]}\n"
    )
    assert main(["check"]) == 0
    assert main(["check", "--strict"]) == 1
    assert "warning" in capsys.readouterr().out


@pytest.mark.parametrize("folder", ["bible", "bible/characters", "drafts"])
def test_the_nearest_bible_upward(here: Path, monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    (here / "drafts").mkdir()
    monkeypatch.chdir(here / folder)
    assert main(["rules"]) == 0
    assert main(["age", "sakura"]) == (2 if folder == "drafts" else 0)


def test_a_fault_of_the_program_is_one_line(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("storybible.bible.Bible.of", lambda texts: 1 / 0)
    assert main(["check"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    monkeypatch.setenv("STORYBIBLE_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        main(["check"])


# ---- pipes and terminals ------------------------------------------------------------------------------


def test_a_folder_that_is_a_bible_is_no_draft(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "other").mkdir()
    (here / "other" / "storybible.yaml").write_text("title: Other\n")
    (here / "other" / "people.yaml").write_text("characters: {mara: {name: Mara}}\n")
    assert main(["check", "other"]) == 0 and "1 character so far" in capsys.readouterr().out
    assert main(["check", "other", "--baseline", "nowhere"]) == 2  # of the records, so that it is looked for
    assert "there is no file nowhere" in capsys.readouterr().err


def test_a_reader_that_goes_early_is_no_fault() -> None:
    line = f"{sys.executable} -m storybible find a | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "0"


def test_output_on_stdout_complaints_on_stderr() -> None:
    fine = program("age", "sakura", "--at", "wedding")
    assert (fine.returncode, fine.stderr) == (0, "") and fine.stdout
    wrong = program("age", "nobody")
    assert (wrong.returncode, wrong.stdout) == (2, "") and wrong.stderr.count("\n") == 1


class Terminal(io.StringIO):
    """Something that claims to be a terminal."""

    def isatty(self) -> bool:
        return True


def test_colour_only_on_a_terminal_that_wants_it(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    screen = Terminal()
    monkeypatch.setattr(sys, "stdout", screen)
    main(["age", "sakura"])
    assert "\x1b[" in screen.getvalue()
    monkeypatch.setenv("NO_COLOR", "1")
    plain = Terminal()
    monkeypatch.setattr(sys, "stdout", plain)
    main(["age", "sakura"])
    assert "\x1b" not in plain.getvalue() and plain.getvalue().isascii() is False


def test_the_author_cannot_drive_the_terminal() -> None:
    wild = "a\x1b[31mb\x07\x08c\x9bd\u202ee\tf\rg"
    shown = finished([paint("\ufdd0", wild)], colour=False)
    assert shown == "a\\x1b[31mb\\x07\\x08c\\x9bd\\u202ee f\\x0dg\n"
    assert "\x1b[31m" not in finished([wild], colour=True)
    assert clean("“¶49” — 桜") == "“¶49” — 桜"


def test_a_narrow_encoding_is_no_fault(monkeypatch: pytest.MonkeyPatch, here: Path) -> None:
    bytes_out = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(bytes_out, encoding="ascii"))
    assert main(["show", "wedding"]) == 0
    sys.stdout.flush()
    assert b"one-shot" in bytes_out.getvalue()


def test_tables_fit_80_columns(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for line in (["age", "sakura"], ["timeline"], ["show", "sakura"], ["relations", "asuma"], ["rules"]):
        main(line)
        assert max(map(len, capsys.readouterr().out.splitlines())) <= 80, line


# ---- what a start costs -------------------------------------------------------------------------------


def test_a_short_question_imports_nothing_heavy() -> None:
    done = program("age", "sakura", "--at", "wedding", flags=("-X", "importtime"))
    assert done.returncode == 0
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    heavy = {"pydantic", "networkx", "rich", "numpy", "json", "storybible.checker", "storybible.render.json"}
    assert "storybible.bible" in imported
    assert not heavy & imported
    assert not [name for name in imported if name.startswith("storybible.rules")]


def test_misspelling_help_costs_nothing_when_all_is_right() -> None:
    """difflib is imported by Typer itself; nothing of ours may ask for it on a plain question."""
    code = (
        "import sys, typer, typer.core; sys.modules['difflib'] = None;"
        "from storybible.cli.app import main; sys.exit(main(['age', 'sakura', '--at', 'wedding']))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


TREE = """0 HEAD
1 GEDC
2 VERS 5.5.1
1 CHAR UTF-8
0 @I1@ INDI
1 NAME Mara /Venn/
1 BIRT
2 DATE 12 JUL 1904
1 FUNNY business
0 TRLR
"""


def test_import_makes_a_bible_and_lists_what_it_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("ged4py")
    monkeypatch.chdir(tmp_path)
    Path("tree.ged").write_text(TREE, encoding="utf-8")
    assert main(["import", "tree.ged", "-o", "family"]) == 0
    printed = capsys.readouterr().out
    assert "Read 1 character (" in printed and "line 9" in printed
    assert main(["-b", "family", "age", "Mara Venn", "--at", "1930"]) == 0
    assert "25" in capsys.readouterr().out
    assert main(["import", "nowhere.ged"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_help_as_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    for words, same in ((["help"], ["--help"]), (["help", "age"], ["age", "--help"])):
        assert main(words) == 0
        said = capsys.readouterr()
        assert main(same) == 0
        assert said == capsys.readouterr()
    assert main(["help", "agee"]) == 2 and "did you mean age" in capsys.readouterr().err
