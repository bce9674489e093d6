"""What the documentation shows is what the program does: every example is loaded, parsed or run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from storybible.bible import Bible
from storybible.calendars import YEAR
from storybible.checker import check
from storybible.config import SPEEDS, Config, Thresholds
from storybible.diagnostics import Severity
from storybible.reading import settings
from storybible.reading.files import known_fields
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


PAGES = ("docs/format.md", "docs/time.md", "README.md")
RECORDS = [block for page in PAGES for block in blocks(page) if block.language == "yaml"]


@pytest.mark.parametrize("block", RECORDS, ids=str)
def test_examples_of_records_are_read_and_consistent(block: Block, tmp_path: Path) -> None:
    if block.text.startswith(SETTINGS):
        records = "characters: {nora: {}}\nevents: {the-wreck: {}}\n"  # whom its waivers name
        bible = bible_of(tmp_path, records, block.text)
    else:
        page = [b for b in RECORDS if b.page == block.page and b.line < block.line]
        above = [b.text for b in page if b.text.startswith(SETTINGS)]
        bible = bible_of(tmp_path, block.text, above[-1] if block.before == WITH_SETTINGS else "")
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


AROUND = (
    "{}", "{} the-wreck", "{} 1900", "{} after the-wreck", "{} 3 years after the-wreck", "{} as the-wreck",
    "{} years after the-wreck", "{} a week after the-wreck", "within a week {} the-wreck",
    "the next {} after the-wreck",
)  # fmt: skip


def test_other_words_for_an_expression_are_read_too(moments: Bible) -> None:
    names = moments.story.names
    for expression, meaning, *_ in EXPRESSIONS:
        (text,) = code(expression)
        for other in code(meaning):
            found = [not parse(words.format(other), names).problems for words in AROUND]
            assert text == other or any(found), f"{text}: {other}"


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
    inner = (*settings.THRESHOLD_FIELDS, *settings.KIND_FIELDS, *settings.MANUSCRIPT_FIELDS)
    for name in (*settings.FIELDS, *inner):
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


# ---- links ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [*ROOT.glob("*.md"), *DOCS.glob("*.md")], ids=lambda page: page.name)
def test_links_to_headings_lead_somewhere(page: Path) -> None:
    for file, anchor in re.findall(r"\]\(([^)#:]*)#([^)]+)\)", page.read_text(encoding="utf-8")):
        target = page.parent / file if file else page
        headings = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.M)
        known = {re.sub(r"[^\w -]", "", heading.casefold()).replace(" ", "-") for heading in headings}
        assert anchor in known, f"{page.name}: {file}#{anchor}"
