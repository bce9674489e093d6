"""No reference is lost sight of: what is written in a way that hides it, or cannot be read, is told."""

from __future__ import annotations

import pytest
from conftest import STORY, Small

from storybible.bible import Bible
from storybible.checker import check
from storybible.editing.removing import remove
from storybible.editing.renaming import rename
from storybible.editing.setting import set_field
from storybible.queries.resolve import Misuse

OTHER = "bible/z.yaml"
PEOPLE = "characters:\n  sak: {name: Zora}\n  bob: {name: Bob}\nevents:\n  wed: {title: Marriage}\n"
FORMS = {
    "over two lines": "{a}\n      {b}",
    "in double quotes over two lines": '"{a}\n      {b}"',
    "in single quotes over two lines": "'{a}\n      {b}'",
    "with a line that goes on": '"{a}\\\n      \\ {b}"',
    "folded": ">-\n      {a}\n      {b}",
    "as it stands": "|-\n      {a} {b}",
    "with an escape": '"{a}\\u0020{b}"',
    "plain": "{a} {b}",
}
LINES = {
    "a tie": ("relationships:\n  - {X}\n", "sak friend of", "bob from wed"),
    "the second of a tie": ("relationships:\n  - {X}\n", "bob and", "sak rivals from wed"),
    "who knows": ("secrets:\n  s:\n    known:\n    - {X}\n", "sak", "from wed"),
    "who has it": ("items:\n  i:\n    holders:\n    - {X}\n", "sak", "until wed"),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("id_", ["sak", "wed"])
def test_a_reference_in_any_form_of_text_is_seen(line: str, form: str, id_: str, small: Small) -> None:
    text, first, second = LINES[line]
    written = text.replace("{X}", FORMS[form].format(a=first, b=second))
    bible = Bible.load(small.write({STORY: PEOPLE, OTHER: written}))
    assert not check(bible, repairs=False).findings
    assert [one.span.file for one in remove(bible, id_).references] == [OTHER]
    try:
        made = rename(bible, id_, f"{id_}-new").outcome
    except Misuse as refusal:
        assert str(refusal).startswith(f"{OTHER}:") and "change it by hand" in str(refusal)
    else:
        changed = {change.file: change.after for change in made.changes}
        assert not made.appeared and changed[OTHER] == written.replace(id_, f"{id_}-new")


@pytest.mark.parametrize(
    "text",
    [
        "characters:\n  nora:\n    name: A\n    parents: [bob\n",
        "characters:\n  nora:\n    name: A\n\tsex: male\n  bob: {name: B}\n",
        "characters:\n  bob: {name: B}\n  nora:\n    name: A\n     sex: male\n",
        "characters:\n  bob: {name: B, sex: male\n  nora: {name: A}\n",
        "character: nora\nname: A\nnote: [a long note\n  with [ brackets\n",
        "character: nora\nname: A\n\tsex: male\n",
        "characters:\n  nora:\n    name: A\n    sex: male\n    name: B\n",
    ],
)
def test_a_record_with_a_line_that_cannot_be_read_stays(text: str, small: Small) -> None:
    bible = Bible.load(small.write({STORY: text}))
    with pytest.raises(Misuse, match=r"story\.yaml:\d could not be read, and may belong to nora"):
        remove(bible, "nora")
    if "bob: {name: B, sex" not in text:
        with pytest.raises(Misuse, match=r"story\.yaml:\d could not be read, and may belong to nora"):
            set_field(bible, "nora", "name", "Q")


def test_a_record_far_from_the_fault_is_edited(small: Small) -> None:
    text = "characters:\n  nora:\n    name: A\n    parents: [bob\n  bob: {name: B}\n  hale: {name: H}\n"
    bible = Bible.load(small.write({STORY: text}))
    assert set_field(bible, "hale", "sex", "male").changes
    assert remove(bible, "hale").outcome.changes and not remove(bible, "hale").doubts


def test_a_line_that_cannot_be_read_and_names_the_record_is_told(small: Small) -> None:
    text = "characters:\n  nora:\n    name: A\n    parents: [bob\n  bob: {name: B}\n  hale: {name: H}\n"
    bible = Bible.load(small.write({STORY: text}))
    told = (f"{STORY}:4 names bob, and was not read as a reference",)
    assert remove(bible, "bob").doubts == told
    assert rename(bible, "bob", "rob").outcome.remarks == told


def test_a_file_that_cannot_be_read_is_told(small: Small) -> None:
    folder = small.write({STORY: PEOPLE})
    (folder / "y.yaml").write_bytes("character: y\nname: caf\xe9\nparents: [sak]\n".encode("latin-1"))
    bible = Bible.load(folder)
    told = ("bible/y.yaml cannot be read, so nothing in it was looked at",)
    assert remove(bible, "sak").doubts == told
    assert rename(bible, "sak", "zora").outcome.remarks == told
