"""The strict YAML subset: values, places, and the traps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from storybible.diagnostics import Diagnostic
from storybible.records import Text
from storybible.yamltext import Mapping, Node, Sequence, parse

BIBLE = Path(__file__).parent.parent / "bible"


def plain(node: Node | None) -> Any:
    """A tree as plain data."""
    if type(node) is Mapping:
        return {key.value: plain(value) for key, value in node.items}
    if type(node) is Sequence:
        return [plain(item) for item in node.items]
    return node.value if type(node) is Text else None


def read(text: str) -> tuple[Any, list[Diagnostic]]:
    node, problems = parse(text, "bible/x.yaml")
    return plain(node), problems


def nodes(node: Node) -> list[Node]:
    found: list[Node] = [node]
    if type(node) is Mapping:
        for key, value in node.items:
            found += [key, *nodes(value)]
    elif type(node) is Sequence:
        for item in node.items:
            found += nodes(item)
    return found


def lines_of(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


# ---- values ---------------------------------------------------------------------


def test_every_scalar_stays_text() -> None:
    data, problems = read("a: no\nb: 12:30\nc: 2004-07-12\nd: 0x10\ne: 007\nf: true\ng: 1_000\n")
    assert data == {
        "a": "no",
        "b": "12:30",
        "c": "2004-07-12",
        "d": "0x10",
        "e": "007",
        "f": "true",
        "g": "1_000",
    }
    assert problems == []


@pytest.mark.parametrize("empty", ["", "~", "null", '""', "''"])
def test_nothing_is_an_empty_text(empty: str) -> None:
    assert read(f"born: {empty}\nname: Mara\n") == ({"born": "", "name": "Mara"}, [])


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "\ufeff", "---\n"])
def test_an_empty_text_has_no_content_and_no_problem(text: str) -> None:
    data, problems = read(text)
    assert data in (None, "")
    assert problems == []


def test_block_texts_and_folded_lines() -> None:
    data, problems = read(
        "a: |\n  one\n  two\nb: >-\n  one\n  two\nc: one\n  two\nd: 'it''s'\ne: \"x\\ty\"\n"
    )
    assert data == {"a": "one\ntwo\n", "b": "one two", "c": "one two", "d": "it's", "e": "x\ty"}
    assert problems == []


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark(ending: str, mark: str) -> None:
    text = mark + ending.join(["mara:   ", "  name: Mara Venn  ", "  born: 2004", ""])
    root, problems = parse(text, "bible/x.yaml")
    assert problems == []
    assert plain(root) == {"mara": {"name": "Mara Venn", "born": "2004"}}
    assert type(root) is Mapping
    assert [(text.span.line, text.span.column) for text in (root.items[0][0], *nodes(root)[3:5])] == [
        (1, 1),
        (2, 3),
        (2, 9),
    ]
    for node in nodes(root):
        if type(node) is Text:
            assert text[node.start : node.end] == node.value


def test_obsidian_links_are_texts() -> None:
    data, problems = read(
        'a: [[Mara Venn]]\nb: "[[people/Mara Venn#Youth|her]]"\n'
        "c: [[[Venn, Mara]], [[Teo.md]]]\nd: [[a], [b]]\n"
    )
    assert data == {"a": "Mara Venn", "b": "Mara Venn", "c": ["Venn, Mara", "Teo"], "d": [["a"], ["b"]]}
    assert problems == []


# ---- places ---------------------------------------------------------------------


def test_places_cover_the_value_as_written() -> None:
    text = 'mara:\n  name: "Mara Venn"   # her name\n  ages: [25 at x, {age: 30}]\n'
    root, _ = parse(text, "bible/x.yaml")
    assert type(root) is Mapping
    mara = root.get("mara")
    assert type(mara) is Mapping
    name = mara.get("name")
    assert type(name) is Text
    assert (str(name.span), name.span.length, text[name.start : name.end]) == (
        "bible/x.yaml:2:9",
        11,
        '"Mara Venn"',
    )
    ages = mara.get("ages")
    assert type(ages) is Sequence
    assert (str(ages.span), ages.span.length, text[ages.start : ages.end]) == (
        "bible/x.yaml:3:9",
        20,
        "[25 at x, {age: 30}]",
    )
    assert text[ages.items[1].start : ages.items[1].end] == "{age: 30}"
    assert str(mara.span) == "bible/x.yaml:2:3"


def test_a_part_of_a_text_has_its_own_place() -> None:
    root, _ = parse('a: "25 at the-return"\n', "f")
    assert type(root) is Mapping
    text = root.items[0][1]
    assert type(text) is Text
    part = text.part(6, 16)
    assert (part.value, part.span.column, part.span.length, part.start, part.end) == (
        "the-return",
        11,
        10,
        10,
        20,
    )
    folded, _ = parse("a: 25 at\n  the-return\n", "f")
    assert type(folded) is Mapping
    whole = folded.items[0][1]
    assert type(whole) is Text
    assert whole.part(6, 16).span == whole.span


def test_part_of_a_text_is_read_at_its_own_place() -> None:
    text = "---\nname: Mara\n---\nnotes\n"
    root, _ = parse(text, "f.md", 4, 15)
    assert type(root) is Mapping
    value = root.items[0][1]
    assert (str(value.span), text[value.start : value.end]) == ("f.md:2:7", "Mara")


# ---- any text -------------------------------------------------------------------

SIGNS = st.text(
    alphabet=st.sampled_from([*list("ab1 \n\t:#-,[]{}\"'&*!|>%@`?\\~\r\ufeff\u2028\x00é"), "�"]),
    max_size=60,
)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=80), SIGNS))
@example("[[\n")
@example("[?,")
@example("- - -\n- : -\n")
def test_no_text_raises(text: str) -> None:
    check(text)


SAMPLES = [path.read_text(encoding="utf-8") for path in sorted(BIBLE.rglob("*.yaml"))] or ["a: {b: [c, d]}\n"]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_change_to_a_good_file_raises(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(SAMPLES))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        gone = data.draw(st.sampled_from([0, 1, 5, 40]))
        text = text[:at] + data.draw(SIGNS) + text[at + gone :]
    check(text)


def check(text: str) -> None:
    """Nothing raises, and every place exists."""
    root, problems = parse(text, "bible/x.yaml")
    lines = lines_of(text)
    for found in problems:
        assert 1 <= found.span.line <= len(lines)
        assert 1 <= found.span.column <= len(lines[found.span.line - 1]) + 2
        for repair in found.repairs:
            assert lines[found.span.line - 1].count(repair.before) == 1
    for node in nodes(root) if root is not None else []:
        assert 1 <= node.span.line <= len(lines)
        assert 0 <= node.start <= node.end <= len(text)
