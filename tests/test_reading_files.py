"""What a file holds, and what is said of fields that are wrong."""

from __future__ import annotations

from typing import Any

import pytest

from storybible import records as r
from storybible.config import Config
from storybible.reading.files import FileResult, known_fields, read_file


def read(text: str, file: str = "bible/x.yaml", config: Config | None = None) -> FileResult:
    config = config or Config()
    return read_file(text, file, config, known_fields(config))


def one(text: str, file: str = "bible/x.yaml", config: Config | None = None) -> Any:
    result = read(text, file, config)
    assert result.problems == []
    (record,) = result.records
    return record


def values(texts: Any) -> list[str]:
    return [str(text) for text in texts]


# ---- fields of any record -------------------------------------------------------


def test_unknown_field() -> None:
    result = read("character: mara\nagess: [25 at x]\nfavourite-song: x\n")
    first, second = result.problems
    assert (first.code, str(first.span), first.span.length) == ("SB002", "bible/x.yaml:2:1", 5)
    assert first.message == "a character has no field `agess`; did you mean `ages`?"
    assert first.hint.startswith("its fields are name, sex, born")
    assert (first.repairs[0].before, first.repairs[0].after) == ("agess", "ages")
    assert first.records == ("mara",)
    assert second.message == "a character has no field `favourite-song`"


WRONG = [
    ("character: mara\nname: [a]\n", "`name` takes a text, and a list stands here", "2:7"),
    ("character: mara\nborn: {a: b, when: c}\n", "a mapping in `born` has no field `a`", "2:8"),
    ("character: mara\nborn: {source: b}\n", "`born` is a mapping and says no `when`", "2:7"),
    ("character: mara\nborn: [[a, b], c]\n", "`born` takes a time expression, and a list stands here", "2:8"),
    ("character: mara\nages: 25\n", "an age needs its moment, and “25” names none", "2:7"),
    ("character: mara\nages: [{age: 25}]\n", "an age needs `at`", "2:8"),
    ("character: mara\nparents: [{as: mother}]\n", "a parent needs `who`", "2:11"),
    (
        "character: mara\nparents: [{who: ged, as: adoptif}]\n",
        "“adoptif” is no tie to a parent; known are mother, father, parent",
        "2:26",
    ),
    (
        "character: mara\ntraits: [brave]\n",
        "`traits` takes a mapping from a trait to its value, and a list",
        "2:9",
    ),
    ("character: mara\ntraits: {hair: {from: x}}\n", "a trait needs `is`", "2:16"),
    ("character: mara\nexternal: I169\n", "`external` takes a mapping", "2:11"),
    ("character: mara\nage_clock: 3\n", "`age_clock` takes mappings with `rate` or `jump`, and “3”", "2:12"),
    ("character: mara\nage_clock: {from: a}\n", "a clock needs `rate` or `jump`", "2:12"),
    ("character: mara\naliases: [{from: x}]\n", "an alias needs `name`", "2:11"),
    ("event: e\nwhere: [a, b]\n", "`where` takes one id or name, and a list stands here", "2:8"),
    ("event: e\nwho: [[a, b], c]\n", "`who` takes texts or mappings in its list, and a list", "2:7"),
    ("event: e\nuses: [mara]\n", "`uses` takes mappings that name who uses which secret, and “mara”", "2:8"),
    ("event: e\ndeaths: [{source: x}]\n", "`deaths` names nobody and nothing here", "2:10"),
    ("office: o\nexclusive: maybe\n", "`exclusive` takes yes or no, and “maybe” stands here", "2:12"),
    (
        "office: o\nholders: [{who: a, from: [b, c]}]\n",
        "`from` takes one moment, and a list stands here",
        "2:26",
    ),
    ("item: i\nmade: [a, b]\n", "`made` takes one moment, and a list stands here", "2:7"),
    (
        "place: p\nroutes: [{to: a, km: far}]\n",
        "`km` takes a number not below 0, and “far” stands here",
        "2:22",
    ),
    ("place: p\nroutes: [abbey]\n", "`routes` takes mappings, and “abbey” stands here", "2:10"),
    ("scene: s\nparagraphs: some\n", "`paragraphs` takes paragraph numbers, and “some” stands here", "2:13"),
    ("thread: t\nkind: promis\n", "`kind` is one of promise, question, clue or threat, and “promis”", "2:7"),
    ("relationship: x\nwho: [a, b]\n", "a relationship needs `kind`", "1:15"),
    ("events: {e: some words}\n", "`e` takes the fields of an event, and “some words” stands here", "1:13"),
    ("events: [a, b]\n", "`events` takes a mapping from ids to fields, and a list stands here", "1:9"),
    ("event:\ntitle: x\n", "`event` does not say which: its id is missing", "1:1"),
    ("- a\n", "a list stands where the names of fields should be", "1:1"),
    ("chracters: {a: {}}\n", "`chracters` is no kind of record; did you mean `characters`?", "1:1"),
    ("characters: {a: {}}\nmood: x\n", "`mood` is no kind of record", "2:1"),
]


@pytest.mark.parametrize(("text", "message", "place"), WRONG)
def test_wrong_type(text: str, message: str, place: str) -> None:
    result = read(text)
    assert len(result.problems) == 1, result.problems
    problem = result.problems[0]
    assert problem.code in ("SB002", "SB003")
    assert message in problem.message
    assert str(problem.span) == f"bible/x.yaml:{place}"
    assert problem.hint


@pytest.mark.parametrize(
    ("written", "id_"),
    [
        ("Mara Venn", "mara-venn"),
        ("mara_venn", "mara-venn"),
        ("Mara", "mara"),
        ("o'neill", "oneill"),
        ("-mara-", "mara"),
        ("ma\u200bra", "mara"),
    ],
)
def test_what_is_no_id_becomes_one(written: str, id_: str) -> None:
    result = read(f'characters:\n  "{written}": {{sex: female}}\n')
    (problem,) = result.problems
    assert (problem.code, str(problem.span)) == ("SB003", "bible/x.yaml:2:3")
    assert problem.hint.startswith(f"write {id_}")
    assert [(record.id, record.label) for record in result.records] == [(id_, written)]
    named = read(f'characters:\n  "{written}": {{name: Somebody}}\n').records[0]
    assert [alias.name.value for alias in named.aliases] == [written]
    assert read('characters:\n  "???": {}\n').records == []


@pytest.mark.parametrize("id_", ["mara", "team-7", "1984", "élan", "сакура", "桜"])
def test_ids(id_: str) -> None:
    assert one(f"characters: {{{id_}: {{}}}}\n").id == id_


def test_own_fields_have_the_declared_type() -> None:
    config = Config()
    config.own_fields["character"] = {
        "song": "text",
        "height": "number",
        "left-handed": "yes/no",
        "pets": "list",
        "idol": "reference",
        "debut": "time",
    }
    mara = one(
        "character: mara\nsong: la\nheight: 1.7\nleft-handed: no\npets: [a, b]\n"
        "idol: '[[Odo]]'\ndebut: after x\n",
        config=config,
    )
    assert str(mara.extra["song"]) == "la"
    assert (mara.extra["height"], mara.extra["left-handed"], values(mara.extra["pets"])) == (
        1.7,
        False,
        ["a", "b"],
    )
    assert (mara.extra["idol"].value, type(mara.extra["idol"])) == ("Odo", r.Ref)
    assert (mara.extra["debut"].value, type(mara.extra["debut"])) == ("after x", r.Time)
    assert read("event: e\nsong: la\n", config=config).problems[0].code == "SB002"


def test_empty_fields_say_nothing() -> None:
    mara = one("character: mara\nname:\nborn:\nages: []\ntraits:\n  hair:\nsource: ~\n")
    assert (mara.label, mara.born, mara.ages, mara.traits, mara.source) == ("Mara", (), (), {}, None)


def test_sources_may_be_lists() -> None:
    assert str(one("event: e\nsource: [one-shot ¶5, 39]\n").source) == "one-shot ¶5, 39"


# ---- what a file holds ----------------------------------------------------------


def test_one_record_beside_lists_of_others() -> None:
    result = read("event: e\nitems: [ring]\nplaces: {quay: }\nwho: [mara]\n")
    assert result.problems == []
    assert [(record.kind, record.id) for record in result.records] == [("place", "quay"), ("event", "e")]
    event = result.records[1]
    assert isinstance(event, r.Event)
    assert values(event.items) == ["ring"]


def test_a_second_single_record_is_refused() -> None:
    result = read("character: mara\nevent: e\n")
    assert [(problem.code, problem.span.line) for problem in result.problems] == [("SB003", 2)]
    assert [record.id for record in result.records] == ["mara"]


def test_a_singular_name_over_several_records() -> None:
    result = read("character:\n  mara: {}\n  teo: {}\n")
    assert [problem.code for problem in result.problems] == ["SB003"]
    assert [record.id for record in result.records] == ["mara", "teo"]


def test_records_in_a_list_with_ids() -> None:
    result = read("characters: [{id: mara, born: 2004}, {id: teo}]\n")
    assert result.problems == []
    assert [record.id for record in result.records] == ["mara", "teo"]


@pytest.mark.parametrize("text", ["", "# nothing\n", "characters:\n", "relationships: ~\n"])
def test_empty_files_are_a_note(text: str) -> None:
    result = read(text)
    assert [(problem.code, problem.severity.value) for problem in result.problems] == [("SB010", "note")]
    assert read("events: {}\nrelationships: []\n").problems == []


# ---- Markdown -------------------------------------------------------------------


def test_a_note_with_a_record() -> None:
    text = (
        "---\r\ncharacter: mara\r\nborn: 12 years before [[people/The Flood|it]]\r\n"
        'parents: [[[Lyra]], "[[Ged Venn|him]]"]\r\n'
        "tags: [crew, '#pov']\r\ncssclasses: wide\r\ncreated: 2024-01-01\r\n---\r\n"
        "# Notes\r\nborn: whatever { [\r\n"
    )
    mara = one(text, "bible/people/Captain Venn.md")
    assert values(mara.born) == ["12 years before The Flood"]
    assert [parent.who.value for parent in mara.parents] == ["Lyra", "Ged Venn"]
    assert values(mara.tags) == ["crew", "#pov"]
    assert str(mara.born[0].span) == "bible/people/Captain Venn.md:3:7"
    assert (mara.born[0].place(16, 9).column, mara.born[0].place(16, 9).length) == (32, 9)
    assert text[mara.born[0].start : mara.born[0].end] == "12 years before [[people/The Flood|it]]"
    assert [alias.name.value for alias in mara.aliases] == ["Captain Venn"]
    assert one(text, "bible/mara.md").aliases == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# a note\n",
        "---\ntitle: a note\n---\nx\n",
        "character: mara\n",
        "---\nunfinished\n",
        "x\n---\ncharacter: mara\n---\n",
        "---\ntitle: {\n---\n",
        "---\n---\n",
    ],
)
def test_notes_without_a_record_are_skipped(text: str) -> None:
    result = read(text, "bible/x.md")
    assert result.skipped
    assert (result.records, result.problems) == ([], [])


def test_broken_front_matter_with_a_record() -> None:
    result = read("---\ncharacter: mara\nborn: 2004\n", "bible/x.md")
    assert [(problem.code, str(problem.span)) for problem in result.problems] == [("SB001", "bible/x.md:1:1")]
    result = read("---\ncharacter: mara\nborn: {\n---\nnotes\n", "bible/x.md")
    assert [(problem.code, str(problem.span)) for problem in result.problems] == [("SB001", "bible/x.md:3:7")]
    assert [record.id for record in result.records] == ["mara"]
    assert read("---\ncharacter: mara\nagess: 3\n---\n", "bible/x.md").problems[0].code == "SB002"
