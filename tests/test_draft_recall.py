"""Sentences that contradict the records in many ways of saying it, and as many that only look so."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

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
    parents: [ina, odo]
  odo: {name: Odo Lund, aliases: [Odo], sex: male, died: the-flood, ages: [50 at the-flood]}
  ina: {name: Ina Lund, aliases: [Ina], sex: female, died: the-end}
  una: {name: Una Venn, aliases: [Una], sex: female, parents: [ina, odo]}
  teo:
    name: Teo Brandt
    aliases: [Teo, {name: Captain Brandt, from: knighting, until: disgrace}]
    sex: male
    ages: [40 at the-return]
    traits: {eyes: blue, hair: red}
    parents: [lyra, ged]
  lyra: {name: Lyra Brandt, aliases: [Lyra], sex: female}
  ged: {name: Ged Brandt, aliases: [Ged], sex: male}
  pip: {name: Pip, sex: male, parents: [mara, teo], born: exactly 1 year after the-wedding}
events:
  the-flood: {title: The flood, when: 1890}
  the-return: {title: The return, when: 12 years after the-flood}
  the-wedding: {title: The wedding, when: exactly 1 year after the-return}
  the-fire: {title: The fire, when: exactly 1 year after the-return}
  knighting: {title: The knighting, when: exactly 1 year after the-return}
  disgrace: {title: The disgrace, when: exactly 3 years after the-return}
  the-end: {title: The end, when: exactly 20 years after the-return}
items: {ring: {name: the iron ring, lost: the-flood}, sword: {name: the silver sword, destroyed: the-fire}}
offices: {warden: {title: Warden, exclusive: yes, holders: [{who: teo, from: the-return, until: the-end}]}}
relationships: [{kind: married, who: [mara, teo], from: the-wedding}]
"""
WRONG = {
    "stated-age-differs": """
Mara, now nineteen, laughed.
Mara, nineteen, laughed.
Mara, just nineteen, wiped the table.
At nineteen, Mara had a mill of her own.
Nineteen-year-old Mara laughed.
Mara sat by the river. She was nineteen.
Teo smiled. Mara sat down. It was cold. She was nineteen.
Mara was nineteen, and sharp as a tack.
""",
    "stated-span-differs": """
It had been nine years since the return.
It was nine years since the return, and Mara laughed.
It is nine years since the return, and do you know that it still rains?
The return was nine years ago.
It had been nine years since Odo died.
It had been nine years since Odo's death.
Odo had been dead for nine years.
Mara and Teo had been married for nine years.
Mara had been married to Teo for nine years.
""",
    "trait-differs": """
Mara's hair was long and red.
Mara's hair was long, straight and red.
Mara's hair was long and as red as fire.
Teo's eyes were brown and very patient.
Mara shook her red hair.
Teo came in. His brown eyes were tired.
""",
    "item-differs": """
Teo drew the silver sword from its sheath.
Teo put the iron ring on the table.
Teo gave Mara the iron ring.
Teo showed her the iron ring.
Teo took the iron ring off its hook and laughed.
She took the silver sword down from the wall.
""",
    "office-differs": """
As Warden, Mara laughed.
As the Warden, Mara had a key.
Mara sat down. As Warden, she had a key.
Mara served as Warden.
Mara, the Warden, read the letter.
""",
    "kinship-differs": """
Mara's sister Ina laughed.
Mara's aunt Ina laughed.
Mara's cousin Una laughed.
Mara's father, Teo, laughed.
Mara's late mother laughed.
Pip's sister Mara laughed.
Una's daughter Mara laughed.
Teo's daughter Una laughed.
""",
    "dead-speaks": """
Odo turned to the window and said, “There is a sail.”
Odo put down the cup and said to Mara: “There is a sail.”
Odo turned to Mara and asked, “Is there a sail?”
Odo sat down. “Come,” he said.
Odo nodded.
Odo came in and shook his head.
Then Odo shrugged his shoulders.
Behind her Odo cleared his throat.
Odo opened the door. He coughed and sat down on the bed.
""",
    "alias-outside-its-period": """
Captain Brandt sat down.
""",
}
FINE = """
Mara, then nineteen, was asleep.
The votes were counted: Mara, nineteen, and Teo, forty.
Mara watched the waitress. She was nineteen.
Mara met the horse. She was nineteen.
Mara sat down. “The cook is here,” said Teo. She was nineteen.
Teo swears that Mara is nineteen.
Mara was nineteen, said Teo.
Mara was nineteen at heart.
Mara was nineteen—no, twenty; no, she never could tell.
Mara was nineteen. No, older.
By the feel of her feet Mara was ninety.
It was nine years since the return, she thought—no, nearer five.
It seemed nine years since the return.
It felt like nine years since the return.
It would be nine years since the return in May.
Was it nine years since the return?
It had been nine years since the return when they left.
The landlady maintained that it was nine years since the return.
It was nine years since the roof was mended.
They said that Mara and Teo had been married for nine years.
Mara and Una had been married for nine years.
Mara had been married for nine years when it broke.
The dog had been dead for nine years.
Mara's hair was wet and her dress was red.
Mara's hair was short and curly, and green leaves stuck in it.
Mara's hair was white with flour.
Mara sat down with the cook. Her hair was red.
Mara had a part in the school play. Her hair was red, and her nose was bread.
In the glass Mara's hair was red.
Teo held the iron ring in his mind.
Teo drew the silver sword on a sheet of paper.
Teo used the iron ring as an excuse.
Teo brought up the iron ring.
Teo took the iron ring for a lie.
Teo passed the iron ring off as her own.
Teo showed her an iron ring.
Teo looked for the iron ring.
Teo had lost the iron ring.
The spout of the silver sword lay in the box.
Teo touched the nail where the iron ring had hung.
Dressed as Warden, Mara laughed.
As Warden, Mara would have laughed.
As Warden once, Mara had had a key.
As Warden, Mara's husband had a key.
If Mara were Warden, it would rain.
Mara's sister Una laughed.
They say that Mara's brother Teo laughed.
Mara's mother, Lyra, had a loud laugh.
Una's brother Teo laughed.
Mara's husband Teo laughed.
Mara's cousin Teo laughed.
Mara's late father would have laughed.
Mara's mother's sister Lyra laughed.
Teo's sister Una laughed.
Teo's mother, Ina, laughed.
Lyra's daughter Mara laughed.
Teo told them that Mara's sister Ina laughed.
Odo came to the island and built the light.
Odo walked to church every Sunday.
Odo never sat in this room.
Odo sat on the council for nine years.
Odo waited on the old queen.
Odo turned to drink.
Odo nodded at everybody.
She remembered how Odo nodded.
She dreamed of him. Odo nodded.
If Odo nodded, she would go.
As Odo nodded, she went.
Odo would have nodded.
Odo had nodded.
In the portrait Odo smiled and held out his hand.
The ghost of Odo nodded.
Odo's cat nodded and shook its head.
Little Odo nodded.
Odo Finch nodded.
The Odo came in and turned round.
Odo nodded, years ago.
That night, nine years ago, Odo nodded.
Odo did not nod.
Odo turned over in his grave.
Odo stood by the door in bronze. “Come,” said Mara, and she patted him.
Mara thought of Odo. “Come,” he said.
Odo was the name of the horse. “Come,” he said.
Mara looked at Odo's picture and said, “Come.”
Odo was asleep, and the cook came in and said, “Come.”
They still called Teo Captain Brandt.
They called him, to tease him, Captain Brandt.
When they met, Captain Brandt was at sea.
In those days Captain Brandt was at sea.
"""


SENTENCES = yaml.safe_load(
    (Path(__file__).parent / "data" / "drafts" / "sentences.yaml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def bible(tmp_path_factory: pytest.TempPathFactory) -> Bible:
    folder = tmp_path_factory.mktemp("recall") / "bible"
    folder.mkdir()
    (folder / "storybible.yaml").write_text("title: x\n", encoding="utf-8")
    (folder / "story.yaml").write_text(BIBLE, encoding="utf-8")
    return Bible.load(folder)


def loud(
    bible: Bible, folder: Path, text: str, at: str = "5 years after the-return", pov: str = ""
) -> list[str]:
    """The rules of the errors and warnings of a draft."""
    path = folder / "d.md"
    front = f"at: {at}\n" + (f"pov: {pov}\n" if pov else "")
    path.write_text(f"---\n{front}---\n\n{text}\n", encoding="utf-8")
    found = check_draft(bible, read_prose(path)).findings
    return [finding.rule for finding in found if finding.severity is not Severity.NOTE]


@pytest.mark.parametrize(
    ("rule", "text"), [(rule, line) for rule, lines in WRONG.items() for line in lines.strip().splitlines()]
)
def test_what_contradicts_the_records(bible: Bible, tmp_path: Path, rule: str, text: str) -> None:
    assert loud(bible, tmp_path, text) == [rule]


@pytest.mark.parametrize("text", FINE.strip().splitlines())
def test_what_only_looks_so(bible: Bible, tmp_path: Path, text: str) -> None:
    assert loud(bible, tmp_path, text) == []


@pytest.mark.parametrize(
    ("rule", "text"), [(rule, line) for rule, lines in SENTENCES["wrong"].items() for line in lines]
)
def test_what_contradicts_the_records_by_somebodys_own_word(
    bible: Bible, tmp_path: Path, rule: str, text: str
) -> None:
    assert loud(bible, tmp_path, text, pov="mara") == [rule]


@pytest.mark.parametrize("text", SENTENCES["fine"])
def test_what_only_looks_so_by_somebodys_own_word(bible: Bible, tmp_path: Path, text: str) -> None:
    assert loud(bible, tmp_path, text, pov="mara") == []


@pytest.mark.parametrize(
    ("at", "text"),
    [
        ("the-fire", "Teo drew the silver sword."),
        ("the-flood", "Teo wore the iron ring."),
        ("the-flood", "“Come,” said Odo, and Odo nodded."),
        ("disgrace", "Captain Brandt sat down."),
        ("knighting", "Captain Brandt sat down."),
        ("the-end", "The Warden, Teo, laughed."),
        ("the-end", "Mara's late mother laughed."),
        ("the-wedding", "Mara's husband Teo laughed."),
    ],
)
def test_what_changes_at_the_moment_of_a_scene_may_be_either_way(
    bible: Bible, tmp_path: Path, at: str, text: str
) -> None:
    assert loud(bible, tmp_path, text, at) == []


PAST = "It rained. The lamp was lit. They sat and drank, and Mara said nothing. Una was there. "
PRESENT = "It is raining. The lamp is lit. They sit and drink, and Mara says nothing. Una is there. "


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{PAST} Mara was nineteen.", True),
        (f"{PAST} Mara is nineteen.", False),  # the narrator's own time, whenever that is
        (f"{PRESENT} Mara is nineteen.", True),
        (f"{PRESENT} Mara was nineteen.", False),
        (f"{PRESENT} Odo nods.", True),
        (f"{PRESENT} Odo nodded.", False),
        (f"{PAST} Odo nods.", False),
        (f"{PRESENT} {PRESENT}\n\n***\n\n{PAST} “Come,” said Odo.", False),  # told of what was before
        (f"{PRESENT} {PRESENT}\n\n<!-- storybible: at the-fire -->\n\n{PAST} “Come,” said Odo.", True),
    ],
)
def test_the_tense_tells_of_which_time_a_sentence_speaks(
    bible: Bible, tmp_path: Path, text: str, found: bool
) -> None:
    assert bool(loud(bible, tmp_path, text)) == found


LETTER = "Dear Teo,\n\n{}\n\nIt rains here, and I am well.\n\nYour loving\n\nMara\n\nP.S. {}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (LETTER.format("I am nineteen years old.", ""), ["stated-age-differs"]),
        (LETTER.format("I was nineteen years old.", ""), []),
        (LETTER.format("It rains.", "My hair is red now."), ["trait-differs"]),
        (LETTER.format("Odo has been to see me.", ""), ["dead-speaks"]),
        (LETTER.format("On Tuesday Teo drew the silver sword.", ""), ["item-differs"]),
        (LETTER.format("Teo drew the silver sword.", ""), []),  # nobody knows how long ago
        (LETTER.format("Odo came in and shook his head.", ""), []),
        ("My name is Mara Venn. I live here. I am nineteen.", ["stated-age-differs"]),
        ("“My name is Mara Venn,” she said. I was nineteen, and I laughed.", []),
    ],
)
def test_who_says_i(bible: Bible, tmp_path: Path, text: str, found: list[str]) -> None:
    assert loud(bible, tmp_path, text) == found


def test_a_letter_may_tell_of_days_ago(bible: Bible, tmp_path: Path) -> None:
    text = LETTER.format("On Tuesday Teo drew the silver sword.", "")
    assert loud(bible, tmp_path, text, "exactly 5 days after the-fire") == []
    assert loud(bible, tmp_path, text, "exactly 20 days after the-fire") == ["item-differs"]


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("Hull, 12 May 1905", True),
        ("Chapter 3: 1905", True),
        ("The Light, Hull, May 1905", True),
        ("The Fire of 1905", False),
        ("1905 and all that", False),
        ("Before the flood, 1905 is far", False),
    ],
)
def test_headings_that_are_dates(bible: Bible, tmp_path: Path, heading: str, found: bool) -> None:
    text = f"It rained.\n\n## {heading}\n\nMara was forty-five."
    assert bool(loud(bible, tmp_path, text, "exactly 19 years after the-return")) == found
