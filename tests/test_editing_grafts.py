"""An entry more in a list of the settings: only what is asked for changes, in the style that is there."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storybible.editing.grafts import entry_added, list_begun
from storybible.editing.page import Page
from storybible.editing.scalars import Value, line_of, scalar, shape, shape_of
from storybible.queries.resolve import Misuse
from storybible.reading.nodes import Mapping
from storybible.yamltext import parse

FILE = "bible/storybible.yaml"
NEW: Value = {"rule": "present-after-death", "records": ["mara", "wake"], "because": "a ghost"}
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


def added(text: str) -> str:
    page = Page.read(FILE, text)
    items = page.root.items if type(page.root) is Mapping else []
    found = next(((key, value) for key, value in items if key.value == "waivers"), None)
    graft = list_begun(page, "waivers", [NEW]) if found is None else entry_added(page, *found, NEW)
    return page.grafted(graft)


@pytest.mark.parametrize("name", CASES)
def test_only_the_entry_is_added(name: str) -> None:
    before, after = CASES[name]
    assert added(before) == after
    root, problems = parse(after, FILE)
    assert problems == [] and type(root) is Mapping
    listed = shape(root.get("waivers"))
    assert isinstance(listed, list) and listed[-1] == shape_of(NEW)


def test_other_line_ends_of_old() -> None:
    assert added("title: A\rrules: {}\r") == f"title: A\rrules: {{}}\rwaivers:\r  - {LINE}\r"


def test_what_is_no_list_is_left_alone() -> None:
    with pytest.raises(Misuse):
        added("- a\n")


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], include_characters=" "), min_size=1
)


@given(WORDS)
@settings(max_examples=150, deadline=None)
def test_any_text_reads_back(text: str) -> None:
    text = " ".join(text.split())
    if not text or text[:2] == "[[":
        return
    for line in (f"a: {line_of(text)}\n", f"a: [{{b: {scalar(text)}}}]\n"):
        root, problems = parse(line, FILE)
        assert problems == [] and shape(root) in ((("a", text),), (("a", [(("b", text),)]),))
