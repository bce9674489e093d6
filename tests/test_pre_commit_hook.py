"""The hook runs a command that there is, on the whole bible; the recipes of docs/ci.md are readable YAML."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml

from storybible.cli.app import main
from storybible.cli.commands import command
from storybible.cli.table import COMMANDS

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.M | re.S)


def test_the_hook_is_whole() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert {"id", "name", "entry", "language"} <= set(hook)
    assert hook["language"] == "python" and hook["pass_filenames"] is False
    assert hook["id"] == "storybible"


def test_the_hook_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    program, *words = shlex.split(hook["entry"])
    assert program == "storybible"
    monkeypatch.chdir(ROOT)
    assert main(words) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("text", BLOCKS)
def test_recipes_are_yaml(text: str) -> None:
    assert yaml.safe_load(text)


def test_recipes_use_options_that_there_are() -> None:
    found = 0
    for line in re.findall(r"\bstorybible ([a-z-]+ .*)", "\n".join(BLOCKS)):
        name, *words = shlex.split(line.split(">")[0].split("|")[0])
        assert name in COMMANDS
        options = {o for p in command(name).params for o in (*p.opts, *p.secondary_opts)}
        assert {word.split("=")[0] for word in words if word.startswith("-")} <= options, line
        found += 1
    assert found >= 3
