"""The traps of YAML: what is read, what is said, and the line that is offered instead."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from storybible.diagnostics import Diagnostic
from storybible.records import Text
from storybible.yamltext import MAX_DEPTH, Mapping, Node, Sequence, parse


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


def lines_of(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


# ---- traps ----------------------------------------------------------------------

TRAPS = [
    # text, what is read, rule, place, a word of the message, the repaired line (or "")
    (
        "title: Kurenai: the end\n",
        {"title": "Kurenai: the end"},
        "text-cut-short",
        "1:8",
        "colon",
        'title: "Kurenai: the end"',
    ),
    (
        "a: {title: Kurenai: the end, b: c}\n",
        {"a": {"title": "Kurenai: the end", "b": "c"}},
        "text-cut-short",
        "1:12",
        "colon",
        'a: {title: "Kurenai: the end", b: c}',
    ),
    (
        "a: [Kurenai: the end, b]\n",
        {"a": ["Kurenai: the end", "b"]},
        "text-cut-short",
        "1:5",
        "colon",
        'a: ["Kurenai: the end", b]',
    ),
    (
        "a: {quote: now, in her thirties, at: x}\n",
        {"a": {"quote": "now, in her thirties", "at": "x"}},
        "text-cut-short",
        "1:12",
        "comma",
        'a: {quote: "now, in her thirties", at: x}',
    ),
    (
        "quote: he was #1 again\n",
        {"quote": "he was"},
        "text-cut-short",
        "1:15",
        "comment",
        'quote: "he was #1 again"',
    ),
    ("quote: #1 again\n", {"quote": ""}, "text-cut-short", "1:8", "comment", 'quote: "#1 again"'),
    ("a:\n\tb: c\n", {"a": {"b": "c"}}, "not-plain-text", "2:1", "tabs", ""),
    ("a:\n-\tb\n", {"a": ["b"]}, "not-plain-text", "2:2", "tab", ""),
    ("a: &x b\n", {"a": "&x b"}, "not-plain-text", "1:4", "anchors", 'a: "&x b"'),
    ("a: *x\n", {"a": "*x"}, "not-plain-text", "1:4", "aliases", 'a: "*x"'),
    (
        "a: *sigh* she said\n",
        {"a": "*sigh* she said"},
        "not-plain-text",
        "1:4",
        "cannot begin with *",
        'a: "*sigh* she said"',
    ),
    ("a: !Look here\n", {"a": "!Look here"}, "not-plain-text", "1:4", "tags", 'a: "!Look here"'),
    ("a: !!int 5\n", {"a": "!!int 5"}, "not-plain-text", "1:4", "tags", 'a: "!!int 5"'),
    ("<<: {b: c}\na: d\n", {"a": "d"}, "not-plain-text", "1:1", "merges", ""),
    ("%YAML 1.1\n---\na: b\n", {"a": "b"}, "not-plain-text", "1:1", "%", ""),
    ("a: b\n---\nc: d\n", {"a": "b"}, "not-plain-text", "2:1", "second document", ""),
    ("a: @you\n", {"a": "@you"}, "not-plain-text", "1:4", "begin with @", 'a: "@you"'),
    ("a: - b\n", {"a": "- b"}, "not-plain-text", "1:4", "begin with -", 'a: "- b"'),
    ("a: > she said\n", {"a": "> she said"}, "not-plain-text", "1:4", "begin with >", 'a: "> she said"'),
    (
        "a: 'Tis so\nb: c\n",
        {"a": "'Tis so", "b": "c"},
        "not-plain-text",
        "1:4",
        "never closed",
        'a: "\'Tis so"',
    ),
    (
        'a: "so it is\nb: c\n',
        {"a": "so it is", "b": "c"},
        "not-plain-text",
        "1:4",
        "never closed",
        'a: "so it is"',
    ),
    ('a: "so\nb: "c"\n', {"a": "so", "b": "c"}, "not-plain-text", "1:4", "never closed", 'a: "so"'),
    (
        'a: "She said "no" to him"\n',
        {"a": 'She said "no" to him'},
        "not-plain-text",
        "1:15",
        "quotes",
        "a: 'She said \"no\" to him'",
    ),
    (
        'a: {b: "x "y" z", c: d}\n',
        {"a": {"b": 'x "y" z', "c": "d"}},
        "not-plain-text",
        "1:12",
        "quotes",
        "a: {b: 'x \"y\" z', c: d}",
    ),
    (
        'a: "Captain" Venn\n',
        {"a": '"Captain" Venn'},
        "not-plain-text",
        "1:14",
        "quotes",
        "a: '\"Captain\" Venn'",
    ),
    ('a: "C:\\Stories"\n', {"a": "C:\\Stories"}, "not-plain-text", "1:7", "\\S", 'a: "C:\\\\Stories"'),
    ("a: b\x07c\n", {"a": "b c"}, "not-plain-text", "1:5", "U+0007", ""),
    ("a: b\u2028c\nd: e\n", {"a": "b c", "d": "e"}, "not-plain-text", "1:5", "U+2028", ""),
    ("a: b\nc: d\na: e\n", {"a": "b", "c": "d"}, "duplicate-key", "3:1", "twice", ""),
    ("a: {b: 1, b: 2}\n", {"a": {"b": "1"}}, "duplicate-key", "1:11", "twice", ""),
    ("a: {b, c}\n", {"a": ["b", "c"]}, "wrong-type", "1:4", "no fields", ""),
    ("name:Mara\na: b\n", {"a": "b"}, "unreadable-file", "1:1", "no blank after the colon", "name: Mara"),
    ("b: c\nname Mara\na: b\n", {"b": "c", "a": "b"}, "unreadable-file", "2:1", "no colon", ""),
    ("a: [b, c\nd: e\n", {"d": "e"}, "unreadable-file", "1:4", "never closed", ""),
    ("a: {b: c\nd: e\n", {"d": "e"}, "unreadable-file", "1:4", "never closed", ""),
    ("a: [b] c\nd: e\n", {"d": "e"}, "unreadable-file", "1:8", "closing bracket", 'a: "[b] c"'),
    ("d: e\na: ] b\n", {"d": "e", "a": "] b"}, "not-plain-text", "2:4", "begin with ]", 'a: "] b"'),
    ("d: e\na: [, b]\n", {"d": "e"}, "unreadable-file", "2:5", "nothing can be read", ""),
    ("a: b\n  c: d\ne: f\n", {"e": "f"}, "unreadable-file", "2:3", "in line", ""),
    ('a: "Kurenai": x\n', {"a": '"Kurenai": x'}, "text-cut-short", "1:4", "colon", "a: '\"Kurenai\": x'"),
    ("a: 'I don't know'\n", {"a": "I don't know"}, "not-plain-text", "1:11", "quotes", 'a: "I don\'t know"'),
    ("a:\n- [[Mara]] (x)\n", {"a": ["[[Mara]] (x)"]}, "not-plain-text", "2:3", "link", '- "[[Mara]] (x)"'),
    ("a:\n  b: c\n\u3000\xa0d: e\n", {"a": {"b": "c", "d": "e"}}, "not-plain-text", "3:1", "U+3000", ""),
    ("name\uff1aMara\na: b\n", {"a": "b"}, "unreadable-file", "1:5", "wide", "name: Mara"),
]


@pytest.mark.parametrize(("text", "data", "rule", "place", "word", "mended"), TRAPS)
def test_trap(text: str, data: Any, rule: str, place: str, word: str, mended: str) -> None:
    found, problems = read(text)
    assert found == data
    assert len(problems) == 1, problems
    problem = problems[0]
    assert problem.rule == rule
    assert str(problem.span) == f"bible/x.yaml:{place}"
    assert word in problem.message
    assert problem.hint
    if mended:
        (repair,) = problem.repairs
        line = lines_of(text)[problem.span.line - 1]
        assert line.count(repair.before) == 1
        assert line.replace(repair.before, repair.after) == mended
        again, left = read(text.replace(line, mended))
        assert left == []
        if rule != "unreadable-file" and "comment" not in word:
            assert again == data
    else:
        assert problem.repairs == ()


@pytest.mark.parametrize(("text", "data", "rule", "place", "word", "mended"), TRAPS)
def test_trap_without_libyaml(
    text: str, data: Any, rule: str, place: str, word: str, mended: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    found, problems = read(text)
    assert found == data
    assert [(problem.rule, str(problem.span)) for problem in problems] == [(rule, f"bible/x.yaml:{place}")]


def test_a_real_comment_is_no_trap() -> None:
    data, problems = read("a: b # c\nd: e  #  f\n#g\nh: [i, #j\n k]\nl: 'm' #n\n")
    assert problems == []
    assert data == {"a": "b", "d": "e", "h": ["i", "k"], "l": "m"}


def test_too_deep() -> None:
    for opening in ("[", "{a: ", "- ", "? "):
        data, problems = read(opening * 10_000)
        assert data is None
        assert [found.rule for found in problems] == ["unreadable-file"]
        assert f"more than {MAX_DEPTH} deep" in problems[0].message
    deepest = "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    assert read(f"a: {deepest}\n")[1] == []


def test_too_many_errors_give_the_file_up() -> None:
    data, problems = read("".join(f"a{i}: {{b: c]\n" for i in range(100)))
    assert data is None
    assert "too many errors" in problems[-1].message


def test_a_record_is_read_without_the_field_that_yaml_cannot_read() -> None:
    data, problems = read(
        "characters:\n  mara:\n    name: Mara\n    aliases: [Captain\n    born: 2004\n  teo:\n    name: Teo\n"
        "events:\n  e:\n    title: x\n   when: y\n  f: {title: z}\n"
    )
    assert data == {
        "characters": {"mara": {"name": "Mara", "born": "2004"}, "teo": {"name": "Teo"}},
        "events": {"e": {"title": "x"}, "f": {"title": "z"}},
    }
    assert [(str(found.span), found.rule) for found in problems] == [
        ("bible/x.yaml:4:14", "unreadable-file"),
        ("bible/x.yaml:11:4", "unreadable-file"),
    ]
    assert "this line is not read" in problems[1].message


def test_lists_of_records_given_twice_are_put_together() -> None:
    data, problems = read("characters:\n  a: {b: c}\ncharacters:\n  d: {e: f}\n  a: {g: h}\n")
    assert data == {"characters": {"a": {"b": "c"}, "d": {"e": "f"}}}
    assert [(found.rule, found.span.line) for found in problems] == [
        ("duplicate-key", 3),
        ("duplicate-key", 5),
    ]
    assert problems[1].evidence[0].span.line == 2


def test_tabs_among_blanks_lose_only_their_entry() -> None:
    data, problems = read("characters:\n  mara: {name: x}\n\tteo: {name: y}\n  odo: {name: z}\n")
    assert data == {"characters": {"mara": {"name": "x"}, "odo": {"name": "z"}}}
    assert [str(found.span) for found in problems] == ["bible/x.yaml:3:1"]
