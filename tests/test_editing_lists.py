"""An entry more in a list of the settings: only what is asked for changes, in the style that is there."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storybible.editing.lists import Entry, entry_added, plain, scalar
from storybible.yamltext import parse

FILE = "bible/storybible.yaml"
NEW: Entry = {"rule": "present-after-death", "records": ["mara", "wake"], "because": "a ghost"}
LINE = "{rule: present-after-death, records: [mara, wake], because: a ghost}"
OLD = "{rule: age-gap, records: [a, b], because: told so}"

CASES: dict[str, tuple[str, str]] = {
    "nothing there": ("", f"waivers:\n  - {LINE}\n"),
    "only remarks": ("# mine\n", f"# mine\nwaivers:\n  - {LINE}\n"),
    "no list": ("title: A  # x\n", f"title: A  # x\nwaivers:\n  - {LINE}\n"),
    "no line end": ("title: A", f"title: A\nwaivers:\n  - {LINE}\n"),
    "fields apart": ("title: A\n\nrules: {}\n", f"title: A\n\nrules: {{}}\n\nwaivers:\n  - {LINE}\n"),
    "other line ends": ("title: A\r\n", f"title: A\r\nwaivers:\r\n  - {LINE}\r\n"),
    "byte-order mark": ("\ufefftitle: A\n", f"\ufefftitle: A\nwaivers:\n  - {LINE}\n"),
    "all in braces": ("{title: A}\n", f"{{title: A, waivers: [{LINE}]}}\n"),
    "indented": ("  title: A\n", f"  title: A\n  waivers:\n    - {LINE}\n"),
    "empty field": (
        "waivers:    # accepted\ntitle: A\n",
        f"waivers:    # accepted\n  - {LINE}\ntitle: A\n",
    ),
    "empty brackets": ("waivers: []  # none\ntitle: A\n", f"waivers: [{LINE}]  # none\ntitle: A\n"),
    "brackets": (f"waivers: [{OLD}]  # x\ntitle: A\n", f"waivers: [{OLD}, {LINE}]  # x\ntitle: A\n"),
    "brackets, a comma at the end": (f"waivers: [{OLD},]\n", f"waivers: [{OLD}, {LINE}]\n"),
    "brackets over lines": (
        f"waivers: [\n  {OLD}   # one\n  # more\n]\n",
        f"waivers: [\n  {OLD},   # one\n  {LINE}\n  # more\n]\n",
    ),
    "brackets over lines, a comma at the end": (
        f"waivers: [\n  {OLD},   # one\n]\n",
        f"waivers: [\n  {OLD},   # one\n  {LINE},\n]\n",
    ),
    "brackets over lines, closed on the last": (
        f"waivers: [\n  {OLD}]   # x\n",
        f"waivers: [\n  {OLD},\n  {LINE}]   # x\n",
    ),
    "lines": (
        f"waivers:\n  - {OLD}  # one\n\n# after\ntitle: A\n",
        f"waivers:\n  - {OLD}  # one\n  - {LINE}\n\n# after\ntitle: A\n",
    ),
    "lines without indentation": (
        f"waivers:\n- {OLD}\ntitle: A\n",
        f"waivers:\n- {OLD}\n- {LINE}\ntitle: A\n",
    ),
    "lines, no line end": (f"waivers:\n  - {OLD}", f"waivers:\n  - {OLD}\n  - {LINE}"),
    "spread over lines": (
        "waivers:\n  -   rule: age-gap\n      records:\n        - a\n        - b\n"
        "      because: told so  # x\ntitle: A\n",
        "waivers:\n  -   rule: age-gap\n      records:\n        - a\n        - b\n"
        "      because: told so  # x\n  -   rule: present-after-death\n      records: [mara, wake]\n"
        "      because: a ghost\ntitle: A\n",
    ),
    "spread, a text of several lines last": (
        "waivers:\n  - rule: age-gap\n    records: [a, b]\n    because: |\n      told\n      so\ntitle: A\n",
        "waivers:\n  - rule: age-gap\n    records: [a, b]\n    because: |\n      told\n      so\n"
        "  - rule: present-after-death\n    records: [mara, wake]\n    because: a ghost\ntitle: A\n",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_only_the_entry_is_added(name: str) -> None:
    before, after = CASES[name]
    root, _ = parse(before, FILE)
    assert entry_added(before, root, "waivers", NEW) == after
    again, problems = parse(after, FILE)
    assert problems == []
    values = plain(again)
    assert isinstance(values, dict)
    listed = values["waivers"]
    assert isinstance(listed, list) and listed[-1] == NEW


@pytest.mark.parametrize("text", ["waivers: none\n", f"waivers: {OLD}\n", "- a\n", "waivers: ~\n"])
def test_what_is_no_list_is_left_alone(text: str) -> None:
    root, _ = parse(text, FILE)
    assert entry_added(text, root, "waivers", NEW) is None


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], include_characters=" "), min_size=1
)


@given(WORDS)
@settings(max_examples=150, deadline=None)
def test_any_text_reads_back(text: str) -> None:
    text = " ".join(text.split())
    if not text or text[:2] == "[[":
        return
    for line in (f"a: {scalar(text)}\n", f"a: [{{b: {scalar(text)}}}]\n"):
        root, problems = parse(line, FILE)
        assert problems == [] and plain(root) in ({"a": text}, {"a": [{"b": text}]})
