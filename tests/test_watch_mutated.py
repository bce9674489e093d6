"""Bibles changed again and again as writers, and their slips, change them: held against cold checks."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from test_watch import TEXTS, same_as_cold

from storybible.workspace import Workspace

SHIPPED = Path(__file__).parent.parent / "bible"
SLIPS = [
    ("after", "before"), ("before", "after"), ("at ", "just after "), ("year", "day"), ("exactly ", ""),
    ("from", "until"), ("mentioned", "seen"), ("died", "born"), ("births", "deaths"), ("deaths", "revivals"),
    ("during", "after"), ("mother", "father"), ("parents", "parnts"), ("kind: ", "kind: un"),
    ("name: ", "name: New "), ("title: ", "title: New "), ("sex: f", "sex: m"), ("where", "wher"),
]  # fmt: skip


def shipped() -> dict[str, str]:
    return {
        path.relative_to(SHIPPED).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(SHIPPED.rglob("*.yaml"))
        if not any(part.startswith(".") for part in path.relative_to(SHIPPED).parts)
    }


def new_event(chance: random.Random, ids: list[str]) -> str:
    one, other = chance.choice(ids), chance.choice(ids)
    role = chance.choice(["who", "births", "deaths", "revivals"])
    length = chance.choice(["lasts: 3 days", f"until: 5 years after {other}", "where: nowhere"])
    return f"  new-{chance.randrange(99)}: {{when: after {one}, {role}: [{other}], {length}}}\n"


def new_person(chance: random.Random, ids: list[str]) -> str:
    one, other = chance.choice(ids), chance.choice(ids)
    return chance.choice(
        [
            f"  {one}: {{died: at {other}}}\n",
            f"  new: {{born: 1 day after {other}, parents: [{one}, {other}], sex: f}}\n",
            f"  {one}: {{species: elf, age_clock: [{{from: {other}, rate: 0}}], ages: [30 at {other}]}}\n",
            f"  new: {{name: {other}, aliases: [{one}]}}\n",
        ]
    )


def changed(chance: random.Random, text: str, ids: list[str], original: str) -> str:
    """A text with one change."""
    lines = text.split("\n")
    how = chance.randrange(8)
    if how == 0 and (numbers := list(re.finditer(r"\d+", text))):
        number = chance.choice(numbers)
        value = max(0, int(number[0]) + chance.choice([-30, -3, -1, 1, 2, 10, 40]))
        return f"{text[: number.start()]}{value}{text[number.end() :]}"
    if how == 1:
        del lines[chance.randrange(len(lines))]
        return "\n".join(lines)
    if how == 2:
        lines.insert(chance.randrange(len(lines)), chance.choice(lines))
        return "\n".join(lines)
    if how == 3:
        one, other = chance.choice(ids), chance.choice(ids)
        return re.sub(rf"(?<![\w-]){re.escape(one)}(?![\w-])", other, text, count=1)
    if how == 4:
        one = re.escape(chance.choice(ids))
        return re.sub(rf"^  {one}:", f"  {one}-x:", text, flags=re.MULTILINE)
    if how == 5:
        there = [slip for slip in SLIPS if slip[0] in text]
        return text.replace(*chance.choice(there), 1) if there else text
    if how == 6:
        new = new_event(chance, ids) if "events:\n" in text else new_person(chance, ids)
        section = "events:\n" if "events:\n" in text else "characters:\n"
        return text.replace(section, section + new, 1)
    return original


@pytest.mark.parametrize("seed", range(24))
def test_whatever_is_changed(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    originals = shipped() if seed % 4 == 0 else dict(TEXTS)
    folder = tmp_path / "bible"
    for name, text in originals.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    workspace = Workspace(folder, repairs=False)
    texts = dict(originals)
    for _ in range(6):
        ids = re.findall(r"^  ([a-z][\w-]+):", "\n".join(texts.values()), re.MULTILINE)
        file = chance.choice([name for name in texts if name != "storybible.yaml"])
        texts[file] = changed(chance, texts[file], ids, originals[file])
        workspace.update(f"bible/{file}", texts[file])
        if chance.random() < 0.2:  # somebody asks
            workspace.bible.timeline.moment("3 days after " + chance.choice(ids))
        same_as_cold(workspace)
