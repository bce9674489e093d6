"""Records as text: whatever stands in them reads back as it was."""

from __future__ import annotations

import string

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from storybible.config import Config
from storybible.interchange.plain_yaml import Value, lines_of, listed, scalar
from storybible.reading.files import known_fields, read_file
from storybible.records import Character, Relationship

CONFIG = Config()
TEXTS = st.one_of(
    st.text(min_size=1, max_size=60),
    st.text(string.ascii_letters + " :#,'\"[]{}|>-&*!%@`\\\n\t.()", min_size=1, max_size=30),
    st.sampled_from(
        ["[[Mara]]", "[[a|b]]", "null", "~", "yes", "- x", "a: b", "a #b", "#", "?", "|", ">-", "&a", "*a",
         "!t", "x\n\ny", "\n", " x", "x ", "x\n y", "\x85", "\u2028x", "\ufeff", "\x00", "O'Brien", "12:30"]
    ),
)  # fmt: skip


def read(kind: str, lines: list[str]) -> list[Character] | list[Relationship]:
    text = "\n".join([f"{kind}:", *lines, ""])
    result = read_file(text, "bible/x.yaml", CONFIG, known_fields(CONFIG))
    assert not result.problems, (text, result.problems)
    return result.records  # type: ignore[return-value]


def same(found: str, given: str) -> bool:
    """Equal but for the blank that keeps a text from being a link to another page."""
    return found == given or (found == f" {given}" and given.startswith("[[") and given.endswith("]]"))


@settings(max_examples=150, deadline=None)
@given(name=TEXTS, alias=TEXTS, note=TEXTS, trait=TEXTS, source=TEXTS, when=TEXTS)
@example("[[a]]", "x (from 1900)", "[[a|b]]", "v until the-end", "x" * 200, "1900\n1901")
def test_any_text_of_a_character_reads_back(
    name: str, alias: str, note: str, trait: str, source: str, when: str
) -> None:
    fields: dict[str, Value] = {
        "name": name,
        "aliases": [{"name": alias}],
        "born": {"when": "1900", "source": source, "note": when},
        "traits": {"eyes": {"is": trait}},
        "external": {"gedcom": "I1"},
        "note": note,
    }
    (person,) = read("characters", ["  someone:", *lines_of(fields, "    ")])
    assert isinstance(person, Character)
    assert person.note is not None and person.born[0].evidence is not None
    assert same(person.name.value, name)
    assert same(person.aliases[0].name.value, alias)
    assert same(person.note.value, note)
    assert same(person.traits["eyes"][0].value.value, trait)
    assert person.born[0].evidence.source is not None and same(person.born[0].evidence.source.value, source)
    assert person.born[0].evidence.note is not None and same(person.born[0].evidence.note.value, when)


@settings(max_examples=80, deadline=None)
@given(note=TEXTS, source=TEXTS)
def test_any_text_of_a_relationship_reads_back(note: str, source: str) -> None:
    fields: dict[str, Value] = {
        "kind": "married",
        "who": ["a", "b"],
        "from": "1900",
        "note": note,
        "source": source,
    }
    (tie,) = read("relationships", list(listed([fields], "  ")))
    assert isinstance(tie, Relationship)
    assert [ref.value for ref in tie.who] == ["a", "b"]
    assert tie.starts is not None and tie.starts.value == "1900"
    assert tie.note is not None and same(tie.note.value, note)
    assert tie.source is not None and same(tie.source.value, source)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Mary Kennedy", "Mary Kennedy"),
        ("O'Brien", "O'Brien"),
        ("1904-07-12 or later", "1904-07-12 or later"),
        ("Anne Brontë", "Anne Brontë"),
        ("a: b", '"a: b"'),
        ("he said “no”", '"he said “no”"'),
        ('a "b"', '"a \\"b\\""'),
        ("null", '"null"'),
        ("", '""'),
    ],
)
def test_texts_stand_plain_where_they_can(text: str, written: str) -> None:
    assert scalar(text) == written


def test_a_text_of_several_lines_stands_as_it_is() -> None:
    assert list(lines_of({"note": 'One: "two"\n\n# three'}, "  ")) == [
        "  note: |-",
        '    One: "two"',
        "",
        "    # three",
    ]


def test_short_values_share_a_line_and_long_ones_do_not() -> None:
    short: dict[str, Value] = {"traits": {"eyes": "grey"}, "parents": ["a", "b (father)"]}
    assert list(lines_of(short, "")) == ["traits: {eyes: grey}", "parents: [a, b (father)]"]
    long: dict[str, Value] = {"traits": {"eyes": "x" * 60, "hair": "y" * 60}}
    assert list(lines_of(long, "")) == ["traits:", "  eyes: " + "x" * 60, "  hair: " + "y" * 60]
