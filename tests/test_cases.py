"""Whole-program transcripts: every command of `tests/cases/*.md` gives exactly the output written there.

A block ```console holds commands (`$ storybible ...`) and what they print; `[exit 1]` follows where the
exit code is not 0.  A block ```yaml with a file name after it (```yaml bible/people.yaml) is written to
that file; a case without one works on a copy of the shipped bible.  `--update` writes what the program
says now.
"""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from storybible.cli.app import main

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases").glob("*.md"))
BIBLE = HERE.parent / "bible"
BLOCK = re.compile(r"^```(yaml|console)([^\n]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
JARGON = ("network", "constraint", "bound", "conflict set", "lattice", "node", "interval")


def run(line: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What one command prints, on both channels, and its exit code."""
    program, *arguments = shlex.split(line)
    assert program == "storybible", line
    code = main(arguments)
    printed = capsys.readouterr()
    text = printed.out + printed.err
    if text and not text.endswith("\n"):
        text += "\n"
    return text + (f"[exit {code}]\n" if code else "")


def play(text: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """The case with the output of today."""
    if not any(kind == "yaml" for kind, _, _ in BLOCK.findall(text)):
        shutil.copytree(BIBLE, folder / "bible")

    def block(match: re.Match[str]) -> str:
        kind, name, body = match.groups()
        if kind == "yaml":
            file = folder / name.strip()
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(body, encoding="utf-8")
            return match.group()
        commands = [line[2:] for line in body.splitlines() if line.startswith("$ ")]
        printed = "\n".join(f"$ {command}\n{run(command, capsys)}" for command in commands)
        return f"```console{name}\n{printed}```"

    return BLOCK.sub(block, text)


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_transcript(
    case: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    pytestconfig: pytest.Config,
) -> None:
    monkeypatch.chdir(tmp_path)
    written = case.read_text(encoding="utf-8")
    now = play(written, tmp_path, capsys)
    if pytestconfig.getoption("--update") and now != written:
        case.write_text(now, encoding="utf-8")
        return
    assert now == written


def outputs(text: str) -> str:
    """Only what the program prints."""
    bodies = [body for kind, _, body in BLOCK.findall(text) if kind == "console"]
    return "\n".join(line for body in bodies for line in body.splitlines() if not line.startswith("$ "))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_no_jargon(case: Path) -> None:
    """A writer never meets the words of the engine."""
    printed = outputs(case.read_text(encoding="utf-8")).casefold()
    found = [word for word in JARGON if re.search(rf"\b{word}s?\b", printed)]
    assert not found
