"""The terminals and the Python sessions that the documentation shows are what the program does today."""

from __future__ import annotations

import doctest
import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from storybible.cli.app import COMMANDS, main

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
FENCE = re.compile(r"^```(\w*)[ ]?([^\n]*)\n(.*?)^```$|^## [^\n]*$|^<!-- as it was -->$", re.M | re.S)
WIDE = 150


class Session:
    """A terminal in which a page's commands are run one after the other.

    A block ```yaml FILE or ```markdown FILE writes that file; a page without the first works on a copy of the
    shipped bible.  A block ```diff FILE changes a file until the next heading or `<!-- as it was -->`.
    `mkdir` and `cd` do what they say.  A block ```python holds statements behind `>>>`.  `--update` writes
    what the program says now.
    """

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.folder = folder
        self.monkeypatch = monkeypatch
        self.capsys = capsys
        self.before: dict[Path, str] = {}
        self.names: dict[str, object] = {}
        monkeypatch.chdir(folder)

    def played(self, text: str) -> str:
        """The page with the output of today."""
        if not re.search(r"^```yaml \S", text, re.M):
            shutil.copytree(ROOT / "bible", self.folder / "bible")
        return FENCE.sub(self.block, text)

    def block(self, found: re.Match[str]) -> str:
        language, name, body = found.groups()
        if language is None:
            self.undo()
        elif name and language in ("yaml", "markdown"):
            path = Path(name)
            path.parent.mkdir(exist_ok=True)
            path.write_text(body, encoding="utf-8")
        elif name and language == "diff":
            self.change(Path(name).resolve(), body)
        elif language == "console":
            return f"```console\n{self.transcript(body)}```"
        elif language == "python":
            self.undo()
            return f"```python\n{self.python(body)}```"
        return found.group()

    def undo(self) -> None:
        for path, text in self.before.items():
            path.write_text(text, encoding="utf-8")
        self.before.clear()

    def python(self, body: str) -> str:
        """Statements with what they give; names live on from block to block."""
        self.monkeypatch.chdir(self.folder)
        parts = []
        for example in doctest.DocTestParser().get_examples(body):
            source = example.source.rstrip("\n").split("\n")
            parts += [f">>> {source[0]}", *(f"... {line}" for line in source[1:])]
            try:
                exec(compile(example.source, "<page>", "single"), self.names)
            except Exception as error:  # shown as a terminal shows it, without the stack
                kind = type(error)
                print(f"Traceback (most recent call last):\n{kind.__module__}.{kind.__qualname__}: {error}")
            parts += self.capsys.readouterr().out.rstrip("\n").split("\n")
        return "\n".join(part for part in parts if part) + "\n"

    def change(self, path: Path, diff: str) -> None:
        text = path.read_text(encoding="utf-8")
        self.before.setdefault(path, text)
        old = "".join(line[1:] + "\n" for line in diff.splitlines() if line[0] in " -")
        new = "".join(line[1:] + "\n" for line in diff.splitlines() if line[0] in " +")
        assert text.count(old) == 1, f"{path.name} does not hold once:\n{old}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def transcript(self, body: str) -> str:
        parts = []
        for line in body.splitlines():
            if line.startswith("$ "):
                printed = self.run(line[2:])
                parts.append(f"$ {line[2:]}\n{printed}{chr(10) if printed else ''}")
        return "".join(parts).rstrip("\n") + "\n"

    def run(self, line: str) -> str:
        program, *words = shlex.split(line)
        if program == "mkdir":
            Path(words[0]).mkdir()
            return ""
        if program == "cd":
            self.monkeypatch.chdir(words[0])
            return ""
        assert program == "storybible", line
        main(words)
        printed = self.capsys.readouterr()
        if "json" in words:
            return compact(json.loads(printed.out)) + "\n"
        return (printed.out + printed.err).rstrip("\n") + "\n"


def compact(value: object, indent: int = 0, lead: int = 0) -> str:
    """JSON with whatever fits on one line; ``lead`` characters stand before it on its first line."""
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or not value or lead + indent + len(line) <= WIDE:
        return line
    inner = " " * (indent + 2)
    if isinstance(value, dict):
        begin, end = "{}"
        parts = [f'"{key}": {compact(part, indent + 2, len(key) + 4)}' for key, part in value.items()]
    else:
        begin, end = "[]"
        parts = [compact(part, indent + 2) for part in value]
    return f"{begin}\n{inner}" + f",\n{inner}".join(parts) + f"\n{' ' * indent}{end}"


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    "page", ["README.md", "docs/cli.md", "docs/ci.md", "docs/drafts.md", "docs/python.md"]
)
def test_transcripts(
    page: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    pytestconfig: pytest.Config,
) -> None:
    written = (ROOT / page).read_text(encoding="utf-8")
    now = Session(tmp_path, monkeypatch, capsys).played(written)
    if pytestconfig.getoption("--update") and now != written:
        (ROOT / page).write_text(now, encoding="utf-8")
        return
    assert now == written


# ---- for writers ---------------------------------------------------------------------------------------

AS_ELSEWHERE = {"message", "file", "line", "column", "records", "hint", "evidence", "repairs"}
JARGON = ("network", "constraint", "bound", "node", "lattice", "interval", "conflict set", "disjunction")


WRITERS_PAGES = ["README.md", *(f"docs/{name}.md" for name in ("format", "time", "cli", "ci", "keeping"))]


@pytest.mark.parametrize("page", WRITERS_PAGES)
def test_no_jargon_in_what_writers_read(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8").casefold()
    assert [word for word in JARGON if re.search(rf"\b{word}s?\b", text)] == []


def test_every_command_is_documented() -> None:
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert re.search(rf"^\$ storybible {command}\b|`storybible {command}\b", page, re.M), command


def test_readme_is_short_enough_to_be_read() -> None:
    assert (ROOT / "README.md").read_text(encoding="utf-8").count("\n") < 200


def test_shapes_of_json_are_as_described(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    session = Session(tmp_path, monkeypatch, capsys)
    session.played(page.split("## check")[0])
    for heading, commands in {
        "what-if": ["what-if 'return: after the-wedding'", "what-if 'the-fire = 3 years after the-wreck'"],
        "rules and explain": ["explain present-before-birth", "rules"],
    }.items():
        section = page.split(f"## {heading}\n")[1].split("\n## ")[0]
        for command in commands:
            answer = json.loads(session.run(f"storybible {command} --format json"))
            inner = [answer, *(part[0] for part in answer.values() if isinstance(part, list) and part)]
            for key in {key for part in inner for key in part}:
                assert f'"{key}"' in section or key in AS_ELSEWHERE, f"{command}: {key}"
