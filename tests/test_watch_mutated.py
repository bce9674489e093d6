"""Bibles changed again and again as writers, and their slips, change them: held against cold checks."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
import yaml
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


def one_by_one(texts: dict[str, str]) -> dict[str, str]:
    """Each record in a file of its own, so that a change reads but one of them again."""
    found = {name: text for name, text in texts.items() if name == "storybible.yaml"}
    for name, text in texts.items():
        for section, records in yaml.safe_load(text).items() if name not in found else ():
            if isinstance(records, dict):
                alone = [{section: {id_: record}} for id_, record in records.items()]
            else:
                alone = [{section: [record]} for record in records]
            for record in alone:
                found[f"{len(found):03}.yaml"] = yaml.safe_dump(record, sort_keys=False, allow_unicode=True)
    return found


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
    if seed % 2:
        originals = one_by_one(originals)
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


LIVES = "characters: {mara: {died: 1900}, odo: }"
APART = {
    "who is at one event of a scene is not at the other": (
        [LIVES, "scenes: {s: {tells: [a, b], who: [mara]}}", "events: {b: {when: 1905}}"],
        "events: {a: {when: 1899, who: []}}",
        "events: {a: {when: 1899, who: [mara]}}",
    ),
    "the day on which a father dies is that of an event": (
        [
            "characters: {odo: {died: at wreck, sex: m}}",
            "characters: {mara: {born: 1901-12-24, parents: [{who: odo, as: father}]}}",
        ],
        "events: {wreck: {when: 1901-03-01}}",
        "events: {wreck: {when: 1901-02-01}}",
    ),
    "what a flashback tells lies before the scene that it is told in": (
        [
            "events: {a: {when: 1900}, b: {when: 1910}, c: {when: 1890}}",
            "scenes: {back: {tells: [b], strand: flashback, in: host}}",
        ],
        "scenes: {host: {tells: [a, b]}}",
        "scenes: {host: {tells: [a, c]}}",
    ),
    "scenes told inside each other": (
        [
            "events: {a: {when: 1900}, b: {when: 1910}, c: {when: 1890}}",
            "scenes: {back: {tells: [b], strand: flashback, in: host}}",
            "scenes: {other: {tells: [c], strand: flashback, in: back}}",
        ],
        "scenes: {host: {tells: [a]}}",
        "scenes: {host: {tells: [a], in: other}}",
    ),
    "who comes back to life": (
        [
            "characters: {mara: }",
            "events: {a: {when: 1900, deaths: [mara]}}",
            "events: {c: {when: 1910, who: [mara]}}",
        ],
        "events: {b: {when: 1905}}",
        "events: {b: {when: 1905, revivals: [mara]}}",
    ),
    "a second death": (
        [
            "characters: {mara: }",
            "events: {a: {when: 1900, deaths: [mara]}, b: {when: 1905, revivals: [mara]}}",
        ],
        "events: {c: {when: 1910, who: [mara]}}",
        "events: {c: {when: 1910, deaths: [mara]}}",
    ),
    "the sex of a parent": (
        [
            "characters: {mara: {born: 1900, parents: [odo]}}",
            "characters: {una: {born: 1895}}",
            "relationships: [una parent of mara]",
        ],
        "characters: {odo: {born: 1850, sex: m}}",
        "characters: {odo: {born: 1820, sex: f}}",
    ),
    "an ancestor of oneself": (
        [
            "characters: {mara: {born: 1900, parents: [odo]}}",
            "characters: {una: {born: 1901, parents: [mara]}}",
        ],
        "characters: {odo: {born: 1910}}",
        "characters: {odo: {born: 1910, parents: [una]}}",
    ),
    "an event that lasts": (
        ["events: {in: {when: during war, who: [mara]}}", "characters: {mara: {died: 1901-06}}"],
        "events: {war: {when: 1900-03-01}}",
        "events: {war: {when: 1900-03-01, lasts: 3 years}}",
    ),
    "a birth at an event": (
        ["characters: {mara: {born: 1900-03-05}}", "events: {dawn: {when: 1900-03-05, who: [mara]}}"],
        "events: {storm: {when: after dawn}}",
        "events: {storm: {when: after dawn, births: [mara]}}",
    ),
    "a death that is only spoken of": (
        [LIVES, "relationships: [{kind: friend, who: [mara, odo], until: odo.death}]"],
        "events: {a: {when: 1905}}",
        "events: {a: {when: 2 years after odo.death, who: [odo]}}",
    ),
    "names in the words of ties": (
        ["relationships: [{kind: friend, who: [mara, odo], from: 1890}]", "characters: {odo: {born: 1895}}"],
        "characters: {mara: {name: Mara}}",
        "characters: {mara: {name: Mara Venn}}",
    ),
    "the place of a scene": (
        [
            "places: {quay: , mill: }",
            "events: {a: {when: 1900-03-01, who: [mara]}, b: {when: at a, who: [mara], where: mill}}",
            "characters: {mara: }",
        ],
        "scenes: {s: {tells: [a], where: mill}}",
        "scenes: {s: {tells: [a], where: quay}}",
    ),
}


@pytest.mark.parametrize("what", APART)
def test_records_that_depend_on_one_in_another_file(what: str, tmp_path: Path) -> None:
    others, before, after = APART[what]
    folder = tmp_path / "bible"
    folder.mkdir()
    (folder / "storybible.yaml").write_text("title: Apart\n")
    for number, text in enumerate(others):
        (folder / f"{number}.yaml").write_text(f"{text}\n")
    (folder / "changed.yaml").write_text(f"{before}\n")
    workspace = Workspace(folder, repairs=False)
    same_as_cold(workspace)
    findings = workspace.report.findings, workspace.report.undecided
    workspace.update("bible/changed.yaml", after)
    same_as_cold(workspace)
    assert (workspace.report.findings, workspace.report.undecided) != findings
    workspace.update("bible/changed.yaml", before)
    same_as_cold(workspace)
    assert (workspace.report.findings, workspace.report.undecided) == findings
    for number in range(len(others)):
        workspace.update(f"bible/{number}.yaml", "")
        same_as_cold(workspace)
        workspace.update(f"bible/{number}.yaml", None)
        same_as_cold(workspace)
