"""What the documentation shows is what the program does: every example is loaded, parsed or run."""

from __future__ import annotations

import doctest
import json
import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from storybible.bible import Bible
from storybible.calendars import YEAR
from storybible.checker import check
from storybible.cli.app import COMMANDS, main
from storybible.config import SPEEDS, Config, Thresholds
from storybible.diagnostics import Severity
from storybible.reading.files import known_fields
from storybible.reading import settings
from storybible.when import WIDTHS, Age, Amount, Date, Problem, parse, parse_age, parse_amount

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
SETTINGS = "# storybible.yaml"
WITH_SETTINGS = "<!-- with the settings above -->"


@dataclass(frozen=True)
class Block:
    """A fenced block of a page: its language, its text, the line before it and the number of its own line."""

    page: str
    language: str
    text: str
    before: str
    line: int

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def blocks(page: str) -> Iterator[Block]:
    before = ""
    opened: tuple[str, int] | None = None
    lines: list[str] = []
    for number, line in enumerate((ROOT / page).read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("```"):
            if opened is None:
                opened, lines = (line[3:], number), []
            else:
                yield Block(page, opened[0], "\n".join([*lines, ""]), before, opened[1])
                opened = None
        elif opened is not None:
            lines.append(line)
        elif line:
            before = line


def bible_of(folder: Path, text: str, settings: str = "", name: str = "story.yaml") -> Bible:
    root = folder / "bible"
    root.mkdir(parents=True)
    (root / "storybible.yaml").write_text(settings or "title: An example\n", encoding="utf-8")
    if text:
        (root / name).write_text(text, encoding="utf-8")
    return Bible.load(root)


RECORDS = [b for page in ("docs/format.md", "docs/time.md", "README.md") for b in blocks(page) if b.language == "yaml"]


@pytest.mark.parametrize("block", RECORDS, ids=str)
def test_examples_of_records_are_read_and_consistent(block: Block, tmp_path: Path) -> None:
    earlier = [b.text for b in RECORDS if b.page == block.page and b.line < block.line and b.text.startswith(SETTINGS)]
    if block.text.startswith(SETTINGS):
        bible = bible_of(tmp_path, "", block.text)
    else:
        bible = bible_of(tmp_path, block.text, earlier[-1] if block.before == WITH_SETTINGS else "")
    said = [f"{d.span}: {d.rule}: {d.message}" for d in bible.diagnostics]
    said += [
        f"{f.span}: {f.rule}: {f.message}"
        for f in check(bible, repairs=False).findings
        if f.severity is not Severity.NOTE
    ]
    if not block.text.startswith(SETTINGS):
        assert bible.story.records
    assert said == []


# ---- time expressions ----------------------------------------------------------------------------------


def rows(page: str, *heads: str) -> list[tuple[str, ...]]:
    """The rows of every table of a page whose first column has one of these heads."""
    found: list[tuple[str, ...]] = []
    wanted = False
    inside = False
    for line in (ROOT / page).read_text(encoding="utf-8").splitlines():
        if not line.startswith("|"):
            inside = False
            continue
        cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
        if not inside:
            inside, wanted = True, cells[0] in heads
        elif wanted and set(cells[0]) != {"-"}:
            found.append(cells)
    return found


def code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


@pytest.fixture(scope="module")
def moments(tmp_path_factory: pytest.TempPathFactory) -> Bible:
    text = next(b.text for b in RECORDS if b.page == "docs/time.md" and not b.text.startswith(SETTINGS))
    return bible_of(tmp_path_factory.mktemp("time"), text)


EXPRESSIONS = rows("docs/time.md", "expression")


@pytest.mark.parametrize("row", EXPRESSIONS, ids=lambda row: row[0])
def test_every_time_expression_is_read(row: tuple[str, ...], moments: Bible) -> None:
    (text,) = code(row[0])
    parsed = parse(text, moments.story.names)
    assert parsed.problems == ()
    assert parsed.terms
    assert not isinstance(moments.timeline.moment(text), Problem)


def test_other_words_for_an_expression_are_read_too(moments: Bible) -> None:
    names = moments.story.names
    for expression, meaning, *_ in EXPRESSIONS:
        (text,) = code(expression)
        for other in code(meaning):
            whole = {other, f"{other} the-wreck", f"{other} 3 years after the-wreck", f"{other} after the-wreck",
                     f"{other} 1900", f"{other} a week after the-wreck", f"{other} years after the-wreck",
                     f"the-wreck; {other} the-wreck", f"within a week {other} the-wreck",
                     f"the next {other} after the-wreck", f"{other} as the-wreck"}  # fmt: skip
            assert text == other or any(not parse(one, names).problems for one in whole), f"{text}: {other}"


def test_dates_are_what_the_table_says(moments: Bible) -> None:
    names = moments.story.names
    for expression, meaning in rows("docs/time.md", "expression"):
        parsed = parse(code(expression)[0], names).terms
        if len(parsed) == 1 and isinstance(parsed[0], Date) and not code(meaning):
            (said,) = parse(meaning, names).terms
            assert isinstance(said, Date), meaning
            assert (parsed[0].lower, parsed[0].upper) == (said.lower, said.upper), expression


def number(text: str) -> float:
    whole = text.rstrip("¼½¾")
    return float(whole or 0) + {"": 0, "¼": 0.25, "½": 0.5, "¾": 0.75}[text[len(whole) :]]


def ends(text: str) -> tuple[float | None, float | None]:
    """``2½ to 3½``, ``3 and up``, ``up to 3``, ``3``."""
    if text.startswith("up to "):
        return None, number(text.removeprefix("up to "))
    if text.endswith(" and up"):
        return number(text.removesuffix(" and up")), None
    low, _, high = text.partition(" to ")
    return number(low), number(high or low)


@pytest.mark.parametrize("row", rows("docs/time.md", "amount"), ids=lambda row: row[0])
def test_hedges_are_read_as_the_table_says(row: tuple[str, ...]) -> None:
    amount = parse_amount(code(row[0])[0])
    assert isinstance(amount, Amount)

    def years(minutes: int | None) -> float | None:
        return None if minutes is None or minutes == 1 else round(minutes / YEAR, 3)

    assert (years(amount.lower), years(amount.upper)) == ends(row[1])
    assert (years(amount.loose_lower), years(amount.loose_upper)) == ends(row[2])


@pytest.mark.parametrize("row", rows("docs/time.md", "age"), ids=lambda row: row[0])
def test_ages_are_read_as_the_table_says(row: tuple[str, ...]) -> None:
    age = parse_age(code(row[0])[0])
    assert isinstance(age, Age)
    if row[1][0].isdigit() or row[1].startswith("up to"):
        low, high = ends(row[1])
        assert age.lower == (0 if low is None else int(low) * YEAR)
        assert age.upper == (None if high is None else (int(high) + 1) * YEAR - 1)


def test_lengths_are_read() -> None:
    for row in rows("docs/time.md", "length"):
        assert isinstance(parse_amount(code(row[0])[0]), Amount)


def test_what_is_called_unreadable_is(moments: Bible) -> None:
    for row in rows("docs/time.md", "not readable"):
        assert parse(code(row[0])[0], moments.story.names).problems, row[0]


def test_widths_shown_are_the_defaults(tmp_path: Path) -> None:
    text = next(b.text for b in RECORDS if b.page == "docs/time.md" and b.text.startswith(SETTINGS))
    assert bible_of(tmp_path, "", text).loaded.config.widths == WIDTHS
    assert set(re.findall(r"^  (\w+):", text, re.M)) == set(WIDTHS._fields)


# ---- the record format ---------------------------------------------------------------------------------


@pytest.mark.parametrize("row", rows("docs/format.md", "you write"), ids=lambda row: row[0])
def test_traps_of_yaml_are_told_as_the_table_says(row: tuple[str, ...], tmp_path: Path) -> None:
    (wrong,), (right,) = code(row[0]), code(row[2])
    told = bible_of(tmp_path / "wrong", f"character: nora\n{wrong}\n").diagnostics
    assert [d.rule for d in told] == [row[1]]
    assert bible_of(tmp_path / "right", f"character: nora\n{right}\n").diagnostics == []


def test_every_field_of_every_record_is_documented() -> None:
    page = (DOCS / "format.md").read_text(encoding="utf-8")
    for kind, fields in known_fields(Config()).items():
        for field in fields:
            assert re.search(rf"`{field}:?`", page) or f"{field}:" in page, f"{kind}: {field}"


def test_every_setting_is_documented() -> None:
    page = (DOCS / "format.md").read_text(encoding="utf-8").split("## Settings: storybible.yaml")[1]
    for name in (*settings.FIELDS, *settings.THRESHOLD_FIELDS, *settings.KIND_FIELDS, *settings.MANUSCRIPT_FIELDS):
        assert f"`{name}`" in page or f"{name}:" in page, name
    for name, speed in SPEEDS.items():
        assert f"`{name}` {speed:g}" in page


def test_thresholds_are_as_documented() -> None:
    human = Thresholds()
    for name, value, *_ in rows("docs/format.md", "threshold"):
        known = getattr(human, code(name)[0])
        said = "{:g} to {:g}".format(*known) if isinstance(known, tuple) else f"{known:g}"
        assert value == said, name


def test_markdown_example_is_a_record(tmp_path: Path) -> None:
    (block,) = [b for b in blocks("docs/format.md") if b.language == "markdown"]
    bible = bible_of(tmp_path, "", name="unused")
    (bible.loaded.root / "Hale B.md").write_text(block.text, encoding="utf-8")
    (bible.loaded.root / "others.yaml").write_text(
        "characters: {ada: {name: Ada Brandt}}\nevents: {the-wreck: {title: The wreck}}\n", encoding="utf-8"
    )
    (bible.loaded.root / "plain.md").write_text("Only notes.\n", encoding="utf-8")
    read = Bible.load(bible.loaded.root)
    assert read.diagnostics == []
    assert read.loaded.skipped == 1
    assert read.story.names.candidates("Hale B") == ["hale"]
    assert read.story.characters["hale"].parents[0].who.id == "ada"


def test_kinds_of_relationship_are_as_documented() -> None:
    page = (DOCS / "format.md").read_text(encoding="utf-8")
    section = page.split("## Relationships")[1].split("\n## ")[0]
    for kind in Config().kinds.values():
        assert f"`{kind.name}`" in section


# ---- transcripts ---------------------------------------------------------------------------------------

FENCE = re.compile(r"^```(\w*)[ ]?([^\n]*)\n(.*?)^```$|^## [^\n]*$|^<!-- as it was -->$", re.MULTILINE | re.DOTALL)
WIDE = 150


class Session:
    """A terminal in which a page's commands are run one after the other.

    A block ```yaml FILE writes that file; a page without one works on a copy of the shipped bible.  A block
    ```diff FILE changes a file until the next heading or `<!-- as it was -->`.  `mkdir` and `cd` do what they say.  A block ```python
    holds statements behind `>>>`.
    """

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
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
        elif name and language == "yaml":
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
        parts = [f"{json.dumps(key)}: {compact(part, indent + 2, len(key) + 4)}" for key, part in value.items()]
    else:
        begin, end = "[]"
        parts = [compact(part, indent + 2) for part in value]
    return f"{begin}\n{inner}" + f",\n{inner}".join(parts) + f"\n{' ' * indent}{end}"


@pytest.mark.parametrize("page", ["README.md", "docs/cli.md", "docs/python.md"])
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

JARGON = ("network", "constraint", "bound", "node", "lattice", "interval", "conflict set", "disjunction")


@pytest.mark.parametrize("page", ["README.md", "docs/format.md", "docs/time.md", "docs/cli.md"])
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
        "what-if": ['what-if "the-return: 5 years after the-wedding"', 'what-if "the-fire = 3 years after the-wreck"'],
        "rules and explain": ["explain present-before-birth", "rules"],
    }.items():
        section = page.split(f"## {heading}\n")[1].split("\n## ")[0]
        for command in commands:
            answer = json.loads(session.run(f"storybible {command} --format json"))
            inner = [answer, *(part[0] for part in answer.values() if isinstance(part, list) and part)]
            for key in {key for part in inner for key in part}:
                assert f'"{key}"' in section or key in FINDING, f"{command}: {key}"


FINDING = ("message", "file", "line", "column", "records", "hint", "evidence", "repairs", "min", "max", "alive", "why")
