"""A new id for a record: every place that means it, no other, and the same findings as before."""

from __future__ import annotations

import pytest
from conftest import SETTINGS, STORY, Small

from storybible.bible import Bible
from storybible.checker import check
from storybible.editing.renaming import rename
from storybible.queries.resolve import Misuse

EVERYWHERE = {
    SETTINGS: """\
title: About mara
mentions: [{name: mara, is: mara}, {name: the mara, is: nobody}]
fields: {character: {rival: reference, wed: time}}
waivers:
  - {rule: age-gap, records: [mara, teo], because: mara said so}
  - {rule: relation-outside-life, records: ["mara-mentor-teo"], because: x}
  - {rule: below-minimum-age, records: [mara-married-teo, mara-married-teo-2], because: x}
""",
    STORY: """\
# mara: this is a remark
characters:
  mara:   # mara
    name: mara           # her name, not her id
    aliases: [Mara V, mara venn]
    note: mara is a note
    ages: [20 at siege, {age: 30, at: feast, says: mara}]
  mara-venn: {name: Another, rival: mara, wed: 2 years after mara.birth}
  teo:
    born: '2 years after mara.birth; before the death of Mara V'
    died: >-
      after mara.birth; before
      mara.death
    parents: [mara (adoptive), {who: "mara", as: step}]
    traits: {mara: mara, scar: [{is: mara, until: 3 years after mara.birth}]}
events:
  siege: {title: mara at the siege, when: between mara.birth and teo.birth, who: "mara"}
  feast:
    when:
      - {when: the day after mara.birth, says: "mara"}
      - 20 years after Mara's birth
    who: [mara (disguised as teo), teo (disguised as mara), Mara V, "[[mara]]", '[[people/mara|Mara]] (body)']
    deaths: mara, teo
relationships:
  - mara married teo from feast until mara.death
  - {kind: married, who: [teo, mara], id: second}
  - {kind: married, who: [mara, teo]}
  - {kind: mentor, who: mara, of: teo}
scenes: {s: {pov: mara, who: [mara], tells: [siege]}}
secrets: {sec: {what: of mara, known: [mara from siege, {who: mara}]}}
offices: {off: {holders: [mara until feast]}}
""",
    "bible/Teo.md": "---\nfact: known\nsays: '[[mara]]'\nfrom: siege\n---\nmara, [[mara]]: prose\n",
}


def test_every_place_and_no_other(small: Small) -> None:
    bible = Bible.load(small.write(EVERYWHERE))
    assert not bible.diagnostics, [str(d) for d in bible.diagnostics]
    renaming = rename(bible, "mara", "lady")
    after = {change.file: change.after or "" for change in renaming.outcome.changes}
    expected = {
        SETTINGS: {
            "is: mara}": "is: lady}", "[mara, teo]": "[lady, teo]", '"mara-mentor-teo"': '"lady-mentor-teo"',
            "[mara-married-teo, mara-married-teo-2]": "[lady-married-teo, lady-married-teo-2]",
        },
        STORY: {
            "  mara:   #": "  lady:   #", "says: mara}": "says: lady}", "rival: mara": "rival: lady",
            "mara.birth": "lady.birth", "mara.death": "lady.death",
            '[mara (adoptive), {who: "mara"': '[lady (adoptive), {who: "lady"',
            'who: "mara"}\n': 'who: "lady"}\n', 'says: "mara"': 'says: "lady"',
            "Mara's birth": "lady's birth",
            "[mara (disguised": "[lady (disguised", "disguised as mara)": "disguised as lady)",
            '"[[mara]]", \'[[people/mara|Mara]] (body)': '"[[lady]]", \'[[people/lady|Mara]] (body)',
            "deaths: mara": "deaths: lady", "- mara married": "- lady married", "[teo, mara]": "[teo, lady]",
            "[mara, teo]}": "[lady, teo]}", "who: mara, of": "who: lady, of",
            "pov: mara, who: [mara]": "pov: lady, who: [lady]",
            "[mara from siege, {who: mara}]": "[lady from siege, {who: lady}]", "[mara until": "[lady until",
        },
        "bible/Teo.md": {"says: '[[mara]]'": "says: '[[lady]]'"},
    }  # fmt: skip
    for file, pairs in expected.items():
        text = EVERYWHERE[file]
        for old, new in pairs.items():
            assert old in text, old
            text = text.replace(old, new)
        if file == STORY:  # her explicit name folds like her old id: the words mean her by name now
            text = text.replace("lady's birth", "Mara's birth")
        assert after[file] == text
    assert renaming.outcome.appeared == renaming.outcome.ended == ()


def test_names_made_of_the_id_are_followed(small: Small) -> None:
    story = """\
characters:
  mara-venn: {ages: [20 at the-siege]}
  teo: {parents: [Mara Venn], born: 2 years after Mara Venn's birth}
events:
  the-siege: {when: after 1900}
  b: {when: [a day after the siege, before The Siege], who: [Mara Venn]}
"""
    bible = Bible.load(small.write({STORY: story}))
    (change,) = rename(bible, "mara-venn", "mara").outcome.changes
    assert change.after == story.replace("mara-venn", "mara").replace("Mara Venn", "mara")
    (change,) = rename(bible, "the-siege", "siege").outcome.changes
    assert change.after == story.replace("the-siege", "siege").replace("the siege", "siege").replace(
        "The Siege", "siege"
    )


def test_a_waiver_of_one_finding_follows_its_id(small: Small) -> None:
    story = "characters: {mara: {died: 1900}}\nevents: {wake: {when: 1910, who: [mara]}, b: {nmae: x}}\n"
    path = small.write({STORY: story})
    (finding,) = [f for f in check(Bible.load(path)).findings if f.rule == "present-after-death"]
    waiver = f"title: A\nwaivers: [{{rule: present-after-death, finding: {finding.id}, because: x}}]\n"
    path = small.write({STORY: story, SETTINGS: waiver})
    made = rename(Bible.load(path), "mara", "odo").outcome
    then = {change.file: change.after or "" for change in made.changes}
    assert {f.rule for f in check(Bible.load(path, then)).waived} == {"present-after-death"}
    assert made.ended == made.appeared == ()


@pytest.mark.parametrize(
    ("story", "old", "new", "why"),
    [
        ("characters: {mara: {}, teo: {}}", "mara", "teo", "taken"),
        ("characters: {mara: {}}", "mara", "Mara V", "did you mean mara-v"),
        ("characters: {mara: {}}", "mara", "mara", "already"),
        (
            "characters: {mara: {}, teo: {name: Odo}}\nevents: {a: {who: [Odo]}}",
            "mara", "odo", "would mean something else",
        ),
        ("events: {a: {}, b: {when: spring 2004}, c: {when: after a}}", "a", "spring", "^$|."),
        ("characters: {mara: {}, teo: {}}\nrelationships: [mara friend of teo]", "mara-friend-teo", "x",
         "one"),
    ],
)  # fmt: skip
def test_refusals(small: Small, story: str, old: str, new: str, why: str) -> None:
    bible = Bible.load(small.write({STORY: story + "\n"}))
    if new == "spring":  # an id wins over a word of the grammar only where a moment may stand
        rename(bible, old, new)
        return
    with pytest.raises(Misuse, match=why):
        rename(bible, old, new)


def test_a_time_that_cannot_be_read_is_named(small: Small) -> None:
    story = (
        "characters: {mara: {name: Mara}}\n"
        "events: {a: {when: 3 yeers after mara.birth}, b: {when: after mara.birth}}\n"
    )
    made = rename(Bible.load(small.write({STORY: story})), "mara", "odo").outcome
    wanted = story.replace("{mara:", "{odo:").replace("b: {when: after mara", "b: {when: after odo")
    assert made.changes[0].after == wanted
    assert len(made.remarks) == 1 and "yeers" in made.remarks[0]


def test_links_to_a_page_keep_its_name(small: Small) -> None:
    files = {
        "bible/mara.md": "---\ncharacter: mara\n---\n",
        STORY: 'events: {a: {who: ["[[mara]]", mara]}, b: {when: "after [[mara]].birth"}}\n',
    }
    made = rename(Bible.load(small.write(files)), "mara", "lady").outcome
    assert made.changes[0].after == "---\ncharacter: lady\n---\n"
    assert made.changes[1].after == files[STORY].replace(", mara]", ", lady]")


def test_a_rename_and_back_is_nothing(small: Small) -> None:
    path = small.write(EVERYWHERE)
    made = rename(Bible.load(path), "teo", "theodore").outcome
    then = Bible.load(path, {change.file: change.after or "" for change in made.changes})
    back = rename(then, "theodore", "teo").outcome
    texts = {change.file: change.after for change in back.changes}
    assert texts == {file: EVERYWHERE[file] for file in texts}


def test_a_name_that_follows_from_the_id_is_told_to_change_with_it(small: Small) -> None:
    text = "characters:\n  王: {aliases: [Wang]}\n  teo: {name: Teo}\nevents: {wake: {who: [王, teo]}}\n"
    book = Bible.load(small.write({STORY: text}))
    assert rename(book, "王", "wang-li").outcome.remarks == (
        "wang-li has no name, and is called “Wang Li” now, after its id; to keep the old one: "
        'storybible set wang-li name "王"',
    )
    assert rename(book, "teo", "theo").outcome.remarks == ()
