"""Commands that write records: init."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from storybible.cli.finding import MARK, as_word, option_of
from storybible.cli.options import BibleDir, Format
from storybible.cli.output import as_json, say, tell
from storybible.folder import is_shown, shown
from storybible.queries.resolve import Misuse

TEMPLATE = Path(__file__).parent.parent / "init_template"
EXAMPLES = ("people.yaml", "events.yaml", "ties.yaml")
RECORDS = (".yaml", ".yml", ".md")


def init(
    directory: Annotated[
        str | None,
        typer.Argument(metavar="[DIR]", help="The folder to make, ./bible by default.", show_default=False),
    ] = None,
    manuscript: Annotated[
        str | None, typer.Option("--from", metavar="MANUSCRIPT", help="The text the bible is about.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be written, and write nothing.")
    ] = False,
    format: Format = "text",
    bible: BibleDir = None,
) -> None:
    """Start a bible: its settings, and two people and two events to change into yours.

    With --from, what the manuscript names and says is proposed instead.  A folder that holds records already
    (such as a vault of notes) gains the settings alone.
    """
    from storybible.config import Config
    from storybible.editing.beginning import begin, finish_interrupted
    from storybible.render.json import text_of
    from storybible.schema import SCHEMA_FILE, first_line, schema_of

    structured = as_json(format)
    folder = Path(directory or bible or "bible")
    if not is_shown(folder.name):
        raise Misuse(f"{shown(folder.name)} holds signs that no editor shows; choose another name")
    if finish_interrupted(folder) or (folder / MARK).exists():
        raise Misuse(f"{folder} is a bible already")
    around = next((p for p in folder.resolve().parents if (p / MARK).exists()), None)
    if around is not None:
        raise Misuse(f"{folder} would lie inside the bible {around.name}; go to a folder outside of it")
    if folder.exists() and not folder.is_dir():
        raise Misuse(f"{folder} is a file, and a bible is a folder")
    texts = {MARK: first_line() + _settings(folder, manuscript)}
    if not _holds_records(folder) and manuscript is not None:
        texts |= {name: first_line() + text for name, text in _proposed(manuscript).items()}
    elif not _holds_records(folder):
        texts |= {name: first_line() + (TEMPLATE / name).read_text(encoding="utf-8") for name in EXAMPLES}
    schema = folder / SCHEMA_FILE
    files = [*texts, *([] if schema.exists() else [SCHEMA_FILE])]
    if not dry_run:
        begin(folder, texts, f"init {folder.resolve().name}")
        if SCHEMA_FILE in files:
            _write(schema, text_of(schema_of(Config())) + "\n")
    if structured:
        tell({"bible": str(folder), "files": [f"{folder}/{name}" for name in files], "written": not dry_run})
        return
    say([f"{'Would write' if dry_run else 'Wrote'} {folder}/{name}" for name in files])
    if not dry_run and len(files) > 1:
        where = option_of(folder)
        say(
            [
                "",
                f"Open {folder}/people.yaml, then try:",
                f"  storybible check{where}",
                f"  storybible review {as_word(manuscript)}{where}"
                if manuscript
                else f"  storybible age mara{where}",
            ]
        )


def _proposed(manuscript: str) -> dict[str, str]:
    """Records as the manuscript proposes them."""
    from storybible.cli.scan import prose_of
    from storybible.reviewing.starting import proposals

    return proposals(prose_of(manuscript), _manuscript_id(manuscript))


def _title(manuscript: str) -> str:
    """What the manuscript calls itself."""
    from storybible.cli.scan import prose_of
    from storybible.reviewing.starting import title_of

    return title_of(prose_of(manuscript))


def _manuscript_id(manuscript: str) -> str:
    """The id of a manuscript, made of its file's name."""
    stem = Path(manuscript).stem.casefold()
    name = "".join(c if c.isascii() and c.isalnum() else "-" for c in stem)
    return "-".join(part for part in name.split("-") if part) or "manuscript"


def _holds_records(folder: Path) -> bool:
    return folder.is_dir() and any(path.suffix in RECORDS for path in folder.rglob("*"))


def _settings(folder: Path, manuscript: str | None) -> str:
    """The settings, with the manuscript entered where one was named."""
    from storybible.editing.scalars import quoted
    from storybible.storage.place import relative

    text = (TEMPLATE / MARK).read_text(encoding="utf-8")
    if manuscript is None:
        return text
    file = Path(manuscript)
    if not manuscript.strip():
        raise Misuse("the manuscript is missing: --from FILE")
    if not file.exists():
        raise Misuse(f"there is no file {manuscript}")
    if not is_shown(manuscript):
        raise Misuse(f"the name of {shown(manuscript)} holds signs that no editor shows; rename it first")
    manuscript_id = _manuscript_id(manuscript)
    stem = " ".join(file.stem.replace("-", " ").replace("_", " ").split())
    title = _title(manuscript) or stem or "Untitled"
    title = quoted(title[:1].upper() + title[1:])
    place = quoted(relative(file, folder))
    entry = f"manuscripts:\n  {manuscript_id}: {{title: {title}, file: {place}, order: 1}}\n"
    first, blank, rest = text.partition("title: A new story\n")
    return f"{first}title: {title}\n{entry}{rest}" if blank else text + entry


def _write(path: Path, text: str) -> None:
    from storybible.storage.disk import replace_text

    try:
        replace_text(str(path), text)
    except OSError as error:
        raise Misuse(f"cannot write {path}: {error.strerror or error}") from error
