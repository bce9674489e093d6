"""Lines that end as on Windows, or as on old Macintoshes, are lines: the same edit does the same to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storybible.bible import Bible
from storybible.editing.adding import add
from storybible.editing.outcome import Outcome
from storybible.editing.removing import remove
from storybible.editing.renaming import rename
from storybible.editing.setting import set_field
from storybible.queries.resolve import Misuse

STORY = "bible/story.yaml"
FILES = {
    "one line each": "characters:\n  b: {name: B}\n  c: {name: C}\n",
    "close": "characters:\n  b:\n    name: B\n  c:\n    name: C\nevents:\n  e:\n",
    "apart": "characters:\n  b:\n    name: B\n\n  c:\n    name: C\n\nevents:\n  e:\n",
    "far apart": "characters:\n\n  b:\n    name: B\n\n\n  c:\n    name: C\n\n\n  d:\n    name: D\n",
    "a block above": "characters:\n  b:\n    note: |\n      x\n\n  c: {}\n\nevents: {e: }\n",
    "a block kept whole": "characters:\n  b:\n    note: |+\n      x\n\n  c: {}\n  d: {}\n",
    "no last line end": "characters:\n  b:\n    sex: female\n\n  c: {name: C}",
    "ties": "characters: {b: , c: }\nrelationships:\n  - {kind: dating, who: [b, c]}\n\n  - b mentor of c\n",
    "braces": "characters: {\n  b: {name: B},  # b\n  c: {\n    name: C\n  }\n}\n",
    "one file": "# head\ncharacter: b\nname: B\n\n# c\nnote: |\n  x\n\nsex: male\n",
    "several lines": (
        "characters:\n  b:\n    aliases:\n      - A\n      # B\n\n      - C\n    note: a\n      b\n  c:\n"
    ),
}
EDITS: dict[str, Callable[[Bible], Outcome]] = {
    "remove b": lambda bible: remove(bible, "b").outcome,
    "remove c": lambda bible: remove(bible, "c").outcome,
    "remove b-mentor-c": lambda bible: remove(bible, "b-mentor-c").outcome,
    "add": lambda bible: add(bible, "character", "Z"),
    "add with a field": lambda bible: add(bible, "character", "Z", [("note", "z")]),
    "add a tie": lambda bible: add(bible, "relationship", "c friend of b", file="story.yaml"),
    "set a new field": lambda bible: set_field(bible, "b", "born", "2000"),
    "set several lines": lambda bible: set_field(bible, "b", "note", "n\nm"),
    "unset the note": lambda bible: set_field(bible, "b", "note", None),
    "unset the sex": lambda bible: set_field(bible, "b", "sex", None),
    "unset an entry": lambda bible: set_field(bible, "b", "aliases.2", None),
    "one more entry": lambda bible: set_field(bible, "b", "aliases+", "D"),
    "rename": lambda bible: rename(bible, "c", "cc").outcome,
}


@pytest.fixture
def read(tmp_path: Path) -> Iterator[Callable[[str], Bible]]:
    """A bible with one file of this text."""
    folder = tmp_path / "bible"
    folder.mkdir()
    (folder / "storybible.yaml").write_text("title: T\n")
    story = folder / "story.yaml"

    def made(text: str) -> Bible:
        story.write_bytes(text.encode())
        return Bible.load(folder)

    yield made


def after(bible: Bible, edit: Callable[[Bible], Outcome]) -> tuple[str | None, str]:
    """The file after an edit and "", or None and why the edit is refused."""
    try:
        change = edit(bible).changes[0]
        return (change.after if change.file == STORY else None), ""
    except Misuse as refusal:
        return None, str(refusal)


@pytest.mark.parametrize("name", FILES)
def test_the_edit_of_other_line_ends_is_the_edit_with_other_line_ends(
    name: str, read: Callable[[str], Bible]
) -> None:
    plain = read(FILES[name])
    wanted = {way: after(plain, edit) for way, edit in EDITS.items()}
    assert any(text for text, _ in wanted.values())
    for newline in ("\r\n", "\r"):
        other = read(FILES[name].replace("\n", newline))
        for way, edit in EDITS.items():
            text, refusal = wanted[way]
            expected = None if text is None else text.replace("\n", newline)
            assert after(other, edit) == (expected, refusal), (way, newline)
