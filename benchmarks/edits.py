"""One-line edits beside ruamel.yaml: how many lines of hand-formatted files change.

    python benchmarks/edits.py [--json]

Ten ways to format a file, twelve edits each.  ruamel.yaml (``pip install ruamel.yaml``) does an edit as its
documentation says: round-trip mode, quotes preserved, no line wrapped, and line ends and indentation set to
those of the file where one setting fits all of it.  A line counts as changed when a diff shows it.  The two
results of an edit are read again, and listed where they do not say the same.
"""

from __future__ import annotations

import argparse
import difflib
import io
import json
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from storybible.bible import Bible  # noqa: E402
from storybible.editing.page import Page  # noqa: E402
from storybible.editing.removing import remove  # noqa: E402
from storybible.editing.scalars import shape  # noqa: E402
from storybible.editing.setting import set_field  # noqa: E402

NAME = "bible/story.yaml"

BLOCK = """\
# Everybody in the lower town
characters:

  mara:
    name: Mara Venn          # as in the deeds
    sex: female
    ages:
      - 20 at the-flood      # chapter 2
      - 25 at the-return
    note: She walks with a limp.

  # ---- the guild ----
  odo:
    name: Odo
    born: 30 years before the-flood
    traits:
      eyes: grey
    note: >-
      Keeps the ledger,
      and two sets of it.

events:
  the-flood:
    title: The flood
    who: [mara, odo]
  the-return:
    title: The return
    when: 3 years after the-flood
    who: [mara]
"""

FLOW = """\
characters:
  mara: {name: Mara Venn, sex: female, ages: [20 at the-flood, 25 at the-return], note: She limps.}
  odo:  {name: Odo, born: 30 years before the-flood, traits: {eyes: grey}, note: Two ledgers.}   # guild
events:
  the-flood:  {title: The flood,  who: [mara, odo]}
  the-return: {title: The return, who: [mara], when: 3 years after the-flood}
"""

QUOTED = """\
'characters':
    "mara":
        name:   "Mara Venn"
        sex:    'female'
        ages: [ "20 at the-flood", "25 at the-return" ]
        note: 'She walks with a limp.'


    "odo":
        name:   "Odo"
        born:   "30 years before the-flood"
        traits: { eyes: "grey" }
        note:   'Keeps two ledgers.'
events:
    the-flood:
        title: "The flood"
        who: [ mara, odo ]
    the-return:
        title: "The return"
        when: "3 years after the-flood"
        who: [ mara ]
"""

MIXED = """\
# yaml-language-server: $schema=.schema.json
characters:
    # mara first
    mara:
      name: Mara Venn
      sex: female   # of course
      ages:
      - 20 at the-flood
      -   25 at the-return
      note: |
            She walks with a limp.


            Nobody asks why.
    odo:
        name: Odo
        born: 30 years before the-flood
        traits:
              eyes: grey
        # why two?
        note: Keeps two ledgers.
events:
  the-flood: {title: The flood,
              who: [mara, odo]}     # both
  the-return:
     title: The return
     when: 3 years after the-flood
     who: [
       mara,     # alone
     ]
"""

LONG = BLOCK.replace(
    "She walks with a limp.",
    "She walks with a limp since the night of the flood, and whoever asks her about it hears another story, "
    "of which the one with the horse is the best and the one with the door may be true.",
)

STYLES = {
    "block": BLOCK,
    "block, Windows line ends": BLOCK.replace("\n", "\r\n"),
    "block, no last line end": BLOCK.rstrip("\n"),
    "block, a byte-order mark": "\ufeff" + BLOCK,
    "block, a long line": LONG,
    "block, wide": re.sub(r"(?m)^( +)", lambda found: found[1] * 2, BLOCK),
    "braces": FLOW,
    "quotes": QUOTED,
    "mixed": MIXED,
    "mixed, Windows line ends": MIXED.replace("\n", "\r\n"),
}

Doing = Callable[[Any], object]


def at(*path: str | int) -> Callable[[Any], Any]:
    def found(data: Any) -> Any:
        for step in path:
            data = data[step]
        return data

    return found


def put(value: object, *path: str | int) -> Doing:
    return lambda data: at(*path[:-1])(data).__setitem__(path[-1], value)


def drop(*path: str | int) -> Doing:
    return lambda data: at(*path[:-1])(data).__delitem__(path[-1])


def more(value: object, *path: str | int) -> Doing:
    return lambda data: at(*path)(data).append(value)


PEOPLE, EVENTS = "characters", "events"
EDITS: dict[str, tuple[tuple[str, ...], Doing]] = {
    "a name": (("mara", "name", "Mara Quill"), put("Mara Quill", PEOPLE, "mara", "name")),
    "a time": (
        ("odo", "born", "31 years before the-flood"),
        put("31 years before the-flood", PEOPLE, "odo", "born"),
    ),
    "a text with a colon": (("odo", "name", "Odo: the elder"), put("Odo: the elder", PEOPLE, "odo", "name")),
    "a field inside": (("odo", "traits.eyes", "brown"), put("brown", PEOPLE, "odo", "traits", "eyes")),
    "a new field": (("mara", "species", "human"), put("human", PEOPLE, "mara", "species")),
    "a new field inside": (("odo", "traits.hair", "black"), put("black", PEOPLE, "odo", "traits", "hair")),
    "a field more at the end": (
        ("the-return", "lasts", "2 days"),
        put("2 days", EVENTS, "the-return", "lasts"),
    ),
    "an entry more": (
        ("mara", "ages+", "30 at the-return"),
        more("30 at the-return", PEOPLE, "mara", "ages"),
    ),
    "somebody more": (("the-return", "who+", "odo"), more("odo", EVENTS, "the-return", "who")),
    "an entry changed": (
        ("mara", "ages.1", "21 at the-flood"),
        put("21 at the-flood", PEOPLE, "mara", "ages", 0),
    ),
    "a field out": (("mara", "sex"), drop(PEOPLE, "mara", "sex")),
    "a record out": (("odo",), drop(PEOPLE, "odo")),
}


def ours(bible: Bible, edit: tuple[str, ...]) -> str | None:
    """The file after an edit of this program."""
    if len(edit) == 1:
        return remove(bible, edit[0]).outcome.changes[0].after
    return set_field(bible, edit[0], edit[1], edit[2] if len(edit) > 2 else None).changes[0].after


def peer(text: str, doing: Doing, dash: tuple[int, int, int]) -> str:
    """The file after the same edit by ruamel.yaml."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 10_000
    yaml.line_break = "\r\n" if "\r\n" in text else "\n"
    mapping, sequence, offset = dash
    yaml.indent(mapping=mapping, sequence=sequence, offset=offset)
    data = yaml.load(text)
    doing(data)
    out = io.StringIO(newline="")
    yaml.dump(data, out)
    return out.getvalue()


def changed(before: str, after: str) -> int:
    """The lines that a diff shows as gone or new, ends of lines included."""
    lines = difflib.ndiff(before.splitlines(keepends=True), after.splitlines(keepends=True))
    return sum(line[:2] in ("- ", "+ ") for line in lines)


def reads(text: str) -> object:
    """What a file says."""
    return shape(Page.read(NAME, text).root)


INDENTS = {
    "block": (2, 4, 2),
    "block, wide": (4, 8, 4),
    "braces": (2, 4, 2),
    "quotes": (4, 4, 2),
    "mixed": (2, 2, 0),
}


def main() -> None:
    """Both on every file, side by side."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--json", action="store_true", help="the figures for a program")
    wanted = options.parse_args()
    rows: dict[str, dict[str, int]] = {}
    spent = {"ours": 0.0, "ruamel": 0.0}
    wrong: list[str] = []
    for style, text in STYLES.items():
        indent = INDENTS.get(style) or INDENTS[style.split(",")[0]]
        row = rows[style] = {"ours": 0, "ruamel": 0, "untouched": 0}
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "bible"
            path.mkdir()
            (path / "storybible.yaml").write_text("title: A\n", encoding="utf-8")
            (path / "story.yaml").write_bytes(text.encode())
            for name, (edit, doing) in EDITS.items():
                bible = Bible.load(path)
                begun = time.perf_counter()
                mine = ours(bible, edit) or ""
                spent["ours"] += time.perf_counter() - begun
                begun = time.perf_counter()
                theirs = peer(text, doing, indent)
                spent["ruamel"] += time.perf_counter() - begun
                row["ours"] += changed(text, mine)
                row["ruamel"] += changed(text, theirs)
                if reads(mine) != reads(theirs):
                    wrong.append(f"{style}: {name}")
        row["untouched"] = changed(text, peer(text, lambda data: None, indent))
    if wanted.json:
        print(json.dumps({"styles": rows, "seconds": spent, "differ": wrong}, ensure_ascii=False, indent=1))
        return
    print(f"{len(EDITS)} edits of each file: lines changed")
    print(f"{'':28}{'here':>8}{'ruamel.yaml':>14}{'without any edit':>20}")
    for style, row in rows.items():
        print(f"{style:28}{row['ours']:8}{row['ruamel']:14}{row['untouched']:20}")
    total = {name: sum(row[name] for row in rows.values()) for name in ("ours", "ruamel")}
    edits = len(EDITS) * len(STYLES)
    print(f"{f'all {edits}':28}{total['ours']:8}{total['ruamel']:14}")
    print(f"an edit: {total['ours'] / edits:.1f} lines here, {total['ruamel'] / edits:.1f} by ruamel.yaml")
    print(f"differ in what they say: {', '.join(wrong) or 'none'}")


if __name__ == "__main__":
    main()
