"""Sentences that contradict nothing, once reported wrongly or likely to be: no error, no warning."""

from __future__ import annotations

from pathlib import Path

import pytest

from storybible.bible import Bible
from storybible.diagnostics import Severity
from storybible.draft_check import check_draft
from storybible.manuscript.readers import read_prose

BIBLE = """
characters:
  mara:
    name: Mara Venn
    aliases: [Mara]
    sex: female
    ages: [25 at the-return]
    traits: {eyes: grey, hair: black}
  odo: {name: Odo Lund, aliases: [Odo], sex: male, died: the-flood, ages: [50 at the-flood]}
  teo:
    name: Teo Brandt
    aliases: [Teo, {name: Captain Brandt, from: knighting, until: disgrace}]
    sex: male
    ages: [40 at the-return]
    traits: {eyes: blue, hair: red}
events:
  the-flood: {title: The flood, when: 1890}
  the-return: {title: The return, when: 12 years after the-flood}
  the-fire: {title: The fire, when: exactly 1 year after the-return}
  knighting: {title: The knighting, when: exactly 1 year after the-return}
  disgrace: {title: The disgrace, when: exactly 3 years after the-return}
items: {ring: {name: the iron ring, lost: the-flood}, sword: {name: the silver sword, destroyed: the-fire}}
offices: {warden: {title: Warden, exclusive: yes, holders: [{who: teo, from: the-return}]}}
"""
FINE = """
“Come,” said Odo’s widow.
“Come,” said Odo Finch.
“Come,” said Odo of Marl.
The widow of Odo said, “Come.”
Those who knew Odo said, “Come.”
“Come home,” said Odo. It was only a dream.
Before he died Odo said, “Come.”
“Come,” Odo had said.
Odo was fifty when he died.
Mara's house was sixty years old.
Mara's dog was twelve years old.
Mara was nineteen when she met Teo.
At the flood Mara was thirteen.
In 1890 Mara was thirteen.
Back then Mara was eighteen.
The last time he saw her, Mara was nineteen.
Teo said Mara was nineteen.
Teo lied: Mara was nineteen.
Mara had told everybody she was nineteen.
On paper Mara was nineteen.
Mara watched the waitress. She was nineteen.
At forty, Mara would have the mill.
Next year Mara is nineteen.
Mara's cat had green eyes.
Teo's mother had brown eyes.
Mara's hair band was green.
In the photograph Mara had green eyes.
Two days after the fire, Teo had wept.
Nine years after the return, they would part.
Twelve years had passed since the flood when they came back.
Ten years later Mara was forty.
Teo held the iron ring in her mind.
Teo drew the silver sword on a sheet of paper.
Teo drew the silver sword's scabbard.
Teo wore her mother's iron ring.
Mara was Warden Brandt's wife.
Mara was Warden in all but name.
Odo was Warden when the tree was planted.
The former Captain Brandt sat down.
They still called him Captain Brandt.
Everyone but Mara was nineteen.
Then Robby met them.
"""
WRONG = {
    "“Come,” said Odo.": "dead-speaks",
    "Odo said, “Come.”": "dead-speaks",
    "Mara was nineteen.": "stated-age-differs",
    "Mara was now nineteen, and she laughed.": "stated-age-differs",
    "Mara's eyes were green.": "trait-differs",
    "Nine years had passed since the return.": "stated-span-differs",
    "Teo drew the silver sword.": "item-differs",
    "The Warden, Mara, laughed.": "office-differs",
    "Captain Brandt sat down.": "alias-outside-its-period",
}


@pytest.fixture(scope="module")
def bible(tmp_path_factory: pytest.TempPathFactory) -> Bible:
    folder = tmp_path_factory.mktemp("alarms") / "bible"
    folder.mkdir()
    (folder / "storybible.yaml").write_text("title: x\n", encoding="utf-8")
    (folder / "story.yaml").write_text(BIBLE, encoding="utf-8")
    return Bible.load(folder)


def loud(bible: Bible, folder: Path, text: str) -> list[str]:
    path = folder / "d.md"
    path.write_text(f"---\nat: 5 years after the-return\n---\n\n{text}\n", encoding="utf-8")
    found = check_draft(bible, read_prose(path)).findings
    return [finding.rule for finding in found if finding.severity is not Severity.NOTE]


@pytest.mark.parametrize("text", FINE.strip().splitlines())
def test_what_contradicts_nothing(bible: Bible, tmp_path: Path, text: str) -> None:
    assert loud(bible, tmp_path, text) == []


@pytest.mark.parametrize("text", WRONG)
def test_what_does(bible: Bible, tmp_path: Path, text: str) -> None:
    assert loud(bible, tmp_path, text) == [WRONG[text]]
