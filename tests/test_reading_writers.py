"""What novelists write instead of the format's words, and what they are told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from test_reading_kinds import one, read

from storybible.folder import FileCache
from storybible.loader import load


def repairs(text: str) -> list[tuple[str, str]]:
    return [(r.before, r.after) for found in read(text).problems for r in found.repairs]


@pytest.mark.parametrize(
    ("record", "meant", "repair"),
    [
        ("event: e\ndate: 1881\n", "when", [("date", "when")]),
        ("event: e\ntime: 3 years after x\n", "when", [("time", "when")]),
        ("event: e\nwhen: 1881\ndate: 1881-07\n", "when", []),
        ("event: e\ndate: 12/11/1881\n", "when", []),
        ("event: e\nlocation: quay\n", "where", [("location", "where")]),
        ("event: e\ncharacters: [mara]\n", "who", [("characters", "who")]),
        ("event: e\nDescription: long ago\n", "note", [("Description", "note")]),
        ("character: c\nage: 61\n", "ages", []),
        ("character: c\nage: 61\nages: [60 at x]\n", "ages", []),
        ("character: c\nage: 61 at x\n", "ages", [("age", "ages")]),
        ("character: c\ndate_of_birth: 1881\n", "born", [("date_of_birth", "born")]),
        ("character: c\nDOB: 1881\nborn: 1881\n", "born", []),
        ("character: c\ndeath: 1881\n", "died", [("death", "died")]),
        ("character: c\ngender: female\n", "sex", [("gender", "sex")]),
        ("character: c\nhair: red\n", "traits", []),
        ("character: c\nmother: ann\n", "parents", []),
        ("character: c\nparent: [ann]\n", "parents", [("parent", "parents")]),
        ("relationship: r\ntype: married\nwho: [a, b]\n", "kind", [("type", "kind")]),
        ("event: e\ntitel: x\n", "title", [("titel", "title")]),
    ],
)
def test_the_field_that_is_meant(record: str, meant: str, repair: list[tuple[str, str]]) -> None:
    found = next(each for each in read(record).problems if each.rule == "unknown-field")
    assert found.message.endswith(f"did you mean `{meant}`?")
    assert repairs(record) == repair


@pytest.mark.parametrize(
    ("field", "hint"),
    [
        ("age: 61", "ages: [61 at EVENT]"),
        ("eyes: grey", "traits: {eyes: grey}"),
        ("father: Ged", "parents: [{who: Ged, as: father}]"),
        ("spouse: ann", "relationships: [{kind: married"),
        ("children: [ann]", "parents: [mara]"),
    ],
)
def test_advice_where_another_name_is_not_enough(field: str, hint: str) -> None:
    assert hint in read(f"character: c\n{field}\n").problems[0].hint


def test_no_guess_far_from_the_mark() -> None:
    assert "did you mean" not in read("character: c\ndate: 1881\n").problems[0].message


def test_a_date_in_a_note_is_a_fault_of_an_event_without_when() -> None:
    note = "---\nevent: e\n{}date: 1881\n---\n"
    assert one(note.format("when: 1881\n"), "bible/x.md").id == "e"
    (found,) = read(note.format(""), "bible/x.md").problems
    assert found.message.endswith("did you mean `when`?")
    assert one("---\ncharacter: c\ndate: 1881\n---\n", "bible/x.md").id == "c"


@pytest.mark.parametrize(
    ("word", "meant"),
    [("dead", "body"), ("corpse", "body"), ("spirit", "ghost"), ("ghostly", "ghost"),
     ("remembered", "memory"), ("flashback-memory", "memory"), ("named", "mentioned"),
     ("spoken of", "mentioned"), ("imagined", "vision")],
)  # fmt: skip
def test_ways_of_being_present(word: str, meant: str) -> None:
    text = f"event: e\nwho: [kim ({word})]\n"
    (found,) = read(text).problems
    assert found.message.startswith(f"“{word}” is no way of being present; known are mentioned, body")
    assert found.hint == f"did you mean {meant}?" and repairs(text) == [(word, meant)]
    (kim,) = made(text).who
    assert (kim.who.value, kim.role) == ("kim", meant)


def made(text: str, file: str = "bible/x.yaml") -> Any:
    (record,) = read(text, file).records
    return record


def test_the_people_of_a_flashback_are_there() -> None:
    (found,) = read("event: e\nwho: [kim (flashback)]\n").problems
    assert "really there" in found.message and found.hint == "leave the brackets out"
    assert made("event: e\nwho: [kim (flashback)]\n").who[0].real


def test_unknown_words_in_brackets() -> None:
    (found,) = read("event: e\nwho: [kim (Rose), odo]\n").problems
    assert (
        found.message.startswith("“Rose” is no way of being present")
        and str(found.span) == "bible/x.yaml:2:12"
    )
    assert [(who.who.value, who.role) for who in made("event: e\nwho: [kim (Rose)]\n").who] == [
        ("kim", "mentioned")
    ]


@pytest.mark.parametrize(
    ("word", "role"),
    [("adopted", "adoptive"), ("foster", "guardian"), ("stepmother", "step"), ("stepfather", "step"),
     ("biological", "parent"), ("birth", "parent")],
)  # fmt: skip
def test_ties_to_a_parent(word: str, role: str) -> None:
    for text in (
        f"character: c\nparents: Ann Pell ({word})\n",
        f"character: c\nparents: [{{who: Ann Pell, as: {word}}}]\n",
    ):
        (found,) = read(text).problems
        assert found.message.startswith(f"“{word}” is no tie to a parent; known are mother, father")
        assert [(parent.who.value, parent.role) for parent in made(text).parents] == [("Ann Pell", role)]


def test_names_with_commas_are_a_list() -> None:
    event = one(
        "event: e\nwho: Augusta, Edith (body); Iris, Fr. Amos Crane and Kim\ndeaths: Ann Pell, Bo, Jr.\n"
    )
    assert [(who.who.value, who.role, who.who.span.column) for who in event.who] == [
        ("Augusta", "", 6), ("Edith", "body", 15), ("Iris", "", 29), ("Fr. Amos Crane", "", 35),
        ("Kim", "", 54),
    ]  # fmt: skip
    assert [ref.value for ref in event.deaths] == ["Ann Pell", "Bo, Jr."]
    group = one("group: g\nmembers: Ann Pell from July 12, 2004, Bo until the-wreck\n")
    assert [holder.who.value for holder in group.members] == ["Ann Pell", "Bo"]
    assert group.members[0].starts.value == "July 12, 2004"
    assert [who.who.value for who in one('event: e\nwho: "Venn, Mara"\n').who] == ["Venn, Mara"]


def test_a_known_name_stays_whole(tmp_path: Path) -> None:
    bible = tmp_path / "bible"
    bible.mkdir()
    (bible / "storybible.yaml").write_text("title: t\n")
    (bible / "a.yaml").write_text("events: {e: {who: [Amos (the cook)], deaths: [x]}}\nevent-notes:\n")
    (bible / "b.yaml").write_text("events:\n  f:\n    who: Venn, Mara\n")
    names = 'characters:\n  mara: {name: "Venn, Mara"}\n  amos: {aliases: [{name: Amos (the cook)}]}\n'
    cache = FileCache()
    apart = load(bible, files=cache)
    assert [w.who.value for r in apart.records if r.id == "f" for w in r.who] == ["Venn", "Mara"]  # type: ignore[attr-defined]
    for cached in (cache, cache, None):
        whole = load(bible, {"bible/c.yaml": names}, cached)
        people = {r.id: [w.who.value for w in r.who] for r in whole.records if r.kind == "event"}  # type: ignore[attr-defined]
        assert people == {"e": ["Amos (the cook)"], "f": ["Venn, Mara"]}
    again = load(bible, files=cache)
    assert [w.who.value for r in again.records if r.id == "f" for w in r.who] == ["Venn", "Mara"]  # type: ignore[attr-defined]


def test_a_number_that_brackets_cut_in_two() -> None:
    text = "event: e\nwhen: [1,500 years after x, after y]\n"
    (found,) = read(text).problems
    assert found.rule == "text-cut-short" and repairs(text) == [
        ("1,500 years after x", '"1,500 years after x"')
    ]
    assert [time.value for time in made(text).when] == ["1,500 years after x", "after y"]
    assert [age.text.value for age in made("character: c\nages: [1,500 at x, 17 at y]\n").ages] == [
        "1,500",
        "17",
    ]
    assert str(one("scene: s\nparagraphs: [16,200]\n").paragraphs) == "16, 200"


def test_blank_lines_before_a_note() -> None:
    assert one("\n \n---\ncharacter: mara\n---\n", "bible/x.md").id == "mara"


def test_a_note_that_says_its_type_only() -> None:
    for line in ("type: character", "kind: Characters", 'class: "character"', "category: [character]"):
        result = read(f"---\ncreated: 2020\n{line}\n---\n", "bible/Cora Lee.md")
        (found,) = result.problems
        assert (found.code, found.span.line, result.skipped) == ("SB010", 3, True)
        assert "character: cora-lee" in found.hint
    assert read("---\ntype: essay\n---\n", "bible/x.md").problems == []
    assert one("---\ncharacter: cora\ntype: character\n---\n", "bible/x.md").id == "cora"


def test_links_with_commas_are_a_list() -> None:
    text = "---\nevent: e\nwho: [[Cora]], [[Dora]] (mentioned)\n---\n"
    (found,) = read(text, "bible/x.md").problems
    assert found.hint == 'write ["[[Cora]]", "[[Dora]] (mentioned)"]'
    mended = text.replace(found.repairs[0].before, found.repairs[0].after)
    for record in (
        made(text, "bible/x.md"),
        one(mended, "bible/x.md"),
        one('event: e\nwho: "[[Cora]], [[Dora]] (mentioned)"\n'),
    ):
        assert [(who.who.value, who.role) for who in record.who] == [("Cora", ""), ("Dora", "mentioned")]


def test_links_leave_no_holes_in_a_time() -> None:
    (when,) = one('event: e\nwhen: "after [[people/Fall|the Fall]] and before [[Rise]]"\n').when
    assert when.value == "after Fall and before Rise"
    assert (when.place(6, 4).column, when.place(6, 4).length) == (23, 4)
    assert (when.place(22, 4).column, when.place(22, 4).length) == (52, 4)


def test_plain_words_for_files() -> None:
    (found,) = read("---\ncharacter: mara\n", "bible/x.md").problems
    assert "front matter" not in found.message and "---" in found.message
    assert (
        "2 lines are indented with tabs"
        in read("character: a\ntraits:\n\tb: c\n\td: e\n").problems[0].message
    )
