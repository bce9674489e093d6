"""Adding, setting and removing: the bytes asked for and no others, in the style that is there."""

from __future__ import annotations

import pytest
from conftest import SETTINGS, STORY, Small

from storybible.bible import Bible
from storybible.checker import check
from storybible.editing.adding import add, id_from
from storybible.editing.outcome import Outcome
from storybible.editing.removing import remove
from storybible.editing.renaming import rename
from storybible.editing.setting import set_field
from storybible.editing.transaction import commit
from storybible.queries.resolve import Misuse

HAND = """\
# people of the town\r
characters:   # by age\r
\r
  'mara':   # the elder\r
      name:   "Mara Venn"   # as in the deeds\r
      aliases: [ Mara ,  "Captain, Venn" ]\r
      note: >-\r
        folded # no remark\r
        text\r
      # an odd indent stays\r
      ages:\r
        - 20 at voyage      # first\r
        - {age: 30, at: wake}\r
\r
  odo: { name: Odo,\r
         traits: {eyes: grey} }\r
events: {voyage: {}, wake: {when: after voyage, who: [mara, odo (mentioned)]}}\r
"""

EDITS: list[tuple[str, str, str | None, str, str]] = [
    ("mara", "name", "Mara Quill", '"Mara Venn" ', '"Mara Quill" '),
    ("mara", "name", 'a "b" \\ c', '"Mara Venn" ', '"a \\"b\\" \\\\ c" '),
    ("mara", "note", "short: text", ">-\r\n        folded # no remark\r\n        text", '"short: text"'),
    ("mara", "sex", "female", "at: wake}\r\n", "at: wake}\r\n      sex: female\r\n"),
    ("mara", "traits.eyes", "grey", "at: wake}\r\n", "at: wake}\r\n      traits: {eyes: grey}\r\n"),
    ("mara", "ages+", "40 at wake", "at: wake}\r\n", "at: wake}\r\n        - 40 at wake\r\n"),
    ("mara", "ages.2.age", "over 30", "{age: 30,", "{age: over 30,"),
    ("mara", "ages.1", "21 at voyage", "- 20 at voyage", "- 21 at voyage"),
    ("mara", "ages.1", None, "        - 20 at voyage      # first\r\n", ""),
    ("mara", "aliases+", '["Venn, the"]', '"Captain, Venn" ]', '"Captain, Venn", "Venn, the" ]'),
    ("mara", "aliases+", "Venn, the Lame", '"Captain, Venn" ]', '"Captain, Venn", Venn, the Lame ]'),
    ("mara", "aliases-", "Mara", " Mara ,  ", " "),
    ("mara", "aliases", None, '      aliases: [ Mara ,  "Captain, Venn" ]\r\n', ""),
    (
        "odo",
        "traits.hair",
        "[{is: black, until: wake}]",
        "eyes: grey}",
        "eyes: grey, hair: [{is: black, until: wake}]}",
    ),
    ("odo", "note", "a, b", "grey} }", 'grey},\r\n         note: "a, b" }'),
    ("odo", "traits.eyes", None, ",\r\n         traits: {eyes: grey} }", " }"),
    ("odo", "born", "1900", "grey} }", "grey},\r\n         born: 1900 }"),
    ("voyage", "title", "Off", "voyage: {}", "voyage: {title: Off}"),
    ("wake", "who-", "odo", ", odo (mentioned)]", "]"),
    ("wake", "who-", "mara", "[mara, odo", "[odo"),
    ("wake", "when+", "1900 to 1910", "when: after voyage", "when: [after voyage, 1900 to 1910]"),
    ("wake", "when", "[after voyage, 1900]", "when: after voyage", "when: [after voyage, 1900]"),
]


@pytest.mark.parametrize(("name", "field", "value", "old", "new"), EDITS)
@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_difference_is_the_edit(
    small: Small, name: str, field: str, value: str | None, old: str, new: str, newline: str, mark: str
) -> None:
    text = (mark + HAND).replace("\r\n", newline)
    path = small.write({})
    (path / "story.yaml").write_bytes(text.encode())
    bible = Bible.load(path)
    assert bible.loaded.files[STORY] == text and not bible.diagnostics
    (change,) = set_field(bible, name, field, value).changes
    before, after = old.replace("\r\n", newline), new.replace("\r\n", newline)
    assert text.count(before) == 1
    assert change.before == text and change.after == text.replace(before, after)


def edited(small: Small, story: str, *edit: str | None, settings: str = "title: A\n") -> str | None:
    """The file after a ``set``."""
    made = set_field(Bible.load(small.write({STORY: story, SETTINGS: settings})), *edit)  # type: ignore[arg-type]
    return made.changes[0].after


TIES = "relationships:\n  - mara married teo from wake   # so\n  - {kind: friend, who: [mara, teo]}\n"
PEOPLE = "characters:\n  mara:\n  teo:\nevents:\n  wake:\n"


def mara(*lines: str) -> str:
    fields = "".join(f"    {line}\n" if line else "\n" for line in lines)
    return PEOPLE.replace("mara:\n", f"mara:\n{fields}")


@pytest.mark.parametrize(
    ("story", "edit", "after"),
    [
        (PEOPLE, ("mara", "sex", "female"), PEOPLE.replace("mara:\n", "mara:\n    sex: female\n")),
        (
            PEOPLE + TIES,
            ("mara-married-teo", "until", "teo.death"),
            PEOPLE + TIES.replace("from wake ", "from wake until teo.death "),
        ),
        (
            PEOPLE + TIES,
            ("mara-married-teo", "from", "1900"),
            PEOPLE + TIES.replace("from wake ", "from 1900 "),
        ),
        (
            PEOPLE + TIES,
            ("mara-married-teo", "from", None),
            PEOPLE + TIES.replace("mara married teo from wake", "{kind: married, who: [mara, teo]}"),
        ),
        (
            PEOPLE + TIES,
            ("mara-friend-teo", "note", "since school"),
            PEOPLE + TIES.replace("[mara, teo]}", "[mara, teo], note: since school}"),
        ),
        (
            "character: mara\nnote: x\nevents:\n  wake:\n",
            ("mara", "sex", "f"),
            "character: mara\nnote: x\nsex: f\nevents:\n  wake:\n",
        ),
        ("character: mara", ("mara", "sex", "f"), "character: mara\nsex: f"),
        (mara("note: ~"), ("mara", "note", "x"), mara("note: x")),
        (mara("note:   # later"), ("mara", "note", "x"), mara("note: x   # later")),
        (mara("note: |  # why", "  a", "", "  b", ""), ("mara", "note", "x"), mara("note: x  # why", "")),
        (mara("note: |", "  a"), ("mara", "note", "b\n\nc"), mara("note: |-", "  b", "", "  c")),
        (mara("parents: a, b"), ("mara", "parents+", "c (step)"), mara("parents: [a, b, c (step)]")),
    ],
)  # fmt: skip
def test_forms(small: Small, story: str, edit: tuple[str | None, ...], after: str) -> None:
    assert edited(small, story, *edit) == after


def test_a_markdown_file_keeps_its_notes(small: Small) -> None:
    text = "---\ncharacter: mara\ncssclasses: [a]\n---\n# Mara\nnote: no field\n---\n"
    path = small.write({"bible/Mara.md": text})
    made = set_field(Bible.load(path), "mara", "note", "x")
    assert made.changes[0].after == text.replace("[a]\n", "[a]\nnote: x\n")
    assert remove(Bible.load(path), "mara").outcome.changes[0].after is not None
    assert "# Mara\nnote: no field" in (remove(Bible.load(path), "mara").outcome.changes[0].after or "")


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (("mara", "nmae", "x"), "did you mean name"),
        (("mara", "id", "x"), "rename"),
        (("nobody", "note", "x"), "no record is called"),
        (("mara", "note", " "), "empty"),
        (("odo", "note", None), "has no note"),
        (("mara", "aliases.3", "x"), "there is no entry"),
        (("mara", "born", "3 yeers before wake"), "no unit of time"),
        (("mara", "ages", "[{colour: 3}]"), "age"),
        (("mara", "aliases-", "Teo"), "has no entry"),
        (("mara", "parents", "[a, {b]"), "cannot be read"),
        (("mara", "name.first", "x"), "leads nowhere|has no"),
        (("mara", "a..b", "x"), "field"),
        (("mara", "ages", "[30 at wake]"), "remarks"),
    ],
)
def test_refusals(small: Small, edit: tuple[str, str, str | None], why: str) -> None:
    with pytest.raises(Misuse):
        edited(small, HAND.replace("\r\n", "\n"), *edit)


def test_a_file_with_a_fault_elsewhere(small: Small) -> None:
    story = "characters:\n  mara: {name: Mara}\n  odo: {name: *x}\n"
    assert edited(small, story, "mara", "note", "x") == story.replace("Mara}", "Mara, note: x}")
    with pytest.raises(Misuse):
        edited(small, "characters:\n  mara: {name: Mara}\n  odo: {name: [}\n", "odo", "note", "x")


# ---- add ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Mara Venn", "mara-venn"), ("José Núñez", "jose-nunez"), ("Łukasz Øst", "lukasz-ost"),
        ("Straße 7", "strasse-7"), ("O'Neill", "oneill"), ("春野", "春野"), ("Ελένη", "ελένη"), ("!!", ""),
        ("Ĳssel", "ijssel"),
    ],
)  # fmt: skip
def test_ids_are_made_from_names(name: str, id_: str) -> None:
    assert id_from(name) == id_


def added(small: Small, story: str, kind: str, name: str, *given: tuple[str, str], **more: str) -> Outcome:
    return add(Bible.load(small.write({STORY: story})), kind, name, given, **more)


@pytest.mark.parametrize(
    ("story", "kind", "name", "given", "after"),
    [
        (
            "characters:\n  mara: {name: M}\n\n# end\n", "character", "Odo Venn", (("sex", "male"),),
            "characters:\n  mara: {name: M}\n  odo-venn: {name: Odo Venn, sex: male}\n\n# end\n",
        ),
        (
            "characters:\n    mara:\n      name: M\n\n    teo:\n", "character", "odo", (),
            "characters:\n    mara:\n      name: M\n\n    teo:\n\n    odo:\n",
        ),
        (
            "characters:\r\n  mara:\r\n     name: M", "character", "Odo",
            (("ages", "1 at x"), ("ages", "2 at y")),
            "characters:\r\n  mara:\r\n     name: M\r\n\r\n  odo:\r\n     name: Odo\r\n"
            "     ages: [1 at x, 2 at y]",
        ),
        ("{characters: {mara: {}}}\n", "character", "odo", (), "{characters: {mara: {}, odo: {}}}\n"),
        (
            "characters:\n  - id: mara\n    name: M\n", "character", "Odo", (),
            "characters:\n  - id: mara\n    name: M\n  - id: odo\n    name: Odo\n",
        ),
        (
            "relationships:\n- {kind: friend, who: [mara, teo]}\ncharacters: {mara: {}, teo: {}}\n",
            "relationship", "mara rival of teo", (),
            "relationships:\n- {kind: friend, who: [mara, teo]}\n- mara rival of teo\n"
            "characters: {mara: {}, teo: {}}\n",
        ),
        (
            "relationships: [mara friend of teo]\ncharacters: {mara: {}, teo: {}}\n",
            "relationship", "mara rival of teo", (("note", "x"),),
            "relationships: [mara friend of teo, {kind: rival, who: [mara, teo], note: x}]\n"
            "characters: {mara: {}, teo: {}}\n",
        ),
    ],
)  # fmt: skip
def test_a_record_more(
    small: Small, story: str, kind: str, name: str, given: tuple[tuple[str, str], ...], after: str
) -> None:
    path = small.write({})
    (path / "story.yaml").write_bytes(story.encode())
    made = add(Bible.load(path), kind, name, given)
    assert [(change.file, change.after) for change in made.changes] == [(STORY, after)]


@pytest.mark.parametrize(
    "kind", ["character", "event", "place", "item", "group", "office", "scene", "secret", "thread", "fact"]
)
def test_every_kind_in_an_empty_bible(small: Small, kind: str) -> None:
    bible = Bible.load(small.write({}))
    made = add(bible, kind, "The First")
    assert made.changes[0].file == f"bible/{kind}s.yaml" and made.record == "the-first"
    then = Bible.load(bible.path, {made.changes[0].file: made.changes[0].after or ""})
    assert then.story.records["the-first"].kind == kind and then.story.label("the-first") == "The First"


def test_ids_stay_unique_and_names_their_own(small: Small) -> None:
    story = "characters:\n  zoe: {name: Zoe}\n  m1: {name: Mara Venn, aliases: [Mara]}\n"
    assert added(small, story, "character", "Zoë").record == "zoe-2"
    assert added(small, story, "event", "Mara").record == "mara-2"
    assert added(small, story, "event", "Mara Venn").record == "mara-venn-2"
    for id_, why in (("zoe", "taken"), ("mara", "is a name of"), ("A B", "did you mean a-b")):
        with pytest.raises(Misuse, match=why):
            added(small, story, "character", "X", id_=id_)


def test_where_records_go(small: Small) -> None:
    files = {
        "bible/a.yaml": "characters:\n  a:\n",
        "bible/people/Ann Lee.md": "---\ncharacter: ann\n---\n",
        "bible/people/Bo.md": "---\ncharacter: bo\n---\n",
        "bible/e.yaml": "events:\n  e:\n",
    }
    bible = Bible.load(small.write(files))
    made = add(bible, "character", "Cy: the / young", [("sex", "male")])
    assert made.changes[0].file == "bible/people/Cy the young.md" and made.changes[0].before is None
    assert made.changes[0].after == '---\ncharacter: cy-the-young\nname: "Cy: the / young"\nsex: male\n---\n'
    assert add(bible, "event", "f").changes[0].file == "bible/e.yaml"
    assert add(bible, "event", "f", file="more/f.yaml").changes[0].after == "events:\n  f:\n"
    assert (
        add(bible, "event", "f", file="bible/a.yaml").changes[0].after == "characters:\n  a:\nevents:\n  f:\n"
    )
    for wrong in ("../x.yaml", "/x.yaml", "x.txt", "storybible.yaml", ".x/y.yaml", "a\n.yaml"):
        with pytest.raises(Misuse):
            add(bible, "event", "f", file=wrong)


# ---- remove ------------------------------------------------------------------------------------------

LIST = """\
# all of them

characters:
  # heroes
  mara: {name: Mara}   # one

  # foes
  teo:
    # why
    name: Teo

  odo:
    parents: [mara, teo]
    born: 20 years after mara.birth
events: {a: {}, b: {who: [mara]}}
# end
"""


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        ("mara", "  mara: {name: Mara}   # one\n"),
        ("teo", "  teo:\n    # why\n    name: Teo\n"),
        ("odo", "\n  odo:\n    parents: [mara, teo]\n    born: 20 years after mara.birth\n"),
        ("a", "a: {}, "),
        ("b", ", b: {who: [mara]}"),
    ],
)
def test_what_is_removed(small: Small, name: str, gone: str) -> None:
    bible = Bible.load(small.write({STORY: LIST}))
    assert LIST.count(gone) == 1
    assert remove(bible, name).outcome.changes[0].after == LIST.replace(gone, "")


def test_what_still_refers(small: Small) -> None:
    removal = remove(Bible.load(small.write({STORY: LIST})), "mara")
    assert [(one.owner, one.span.line) for one in removal.references] == [("odo", 13), ("odo", 14), ("b", 15)]
    assert {finding.rule for finding in removal.outcome.appeared} == {"unknown-reference"}


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("characters:\n  mara: {}\n", None),
        ("# x\ncharacters:\n  mara: {}\n", "# x\n"),
        ("character: mara\nname: M\n", None),
        ("character: mara\nname: M\nevents:\n  a:\n", "events:\n  a:\n"),
        ("characters:\n  mara: {}\nevents:\n  a:\n", "events:\n  a:\n"),
    ],
)
def test_the_last_record_of_a_file(small: Small, text: str, after: str | None) -> None:
    assert remove(Bible.load(small.write({STORY: text})), "mara").outcome.changes[0].after == after


def test_nothing_else_changes_its_meaning(small: Small) -> None:
    story = (
        "characters: {m: {name: X, aliases: [Mara]}}\nevents: {a: {when: before 2004, who: [Mara]}, c: {}}\n"
    )
    bible = Bible.load(small.write({STORY: story}))
    for name, id_ in (("2004", None), ("2004", "year"), ("Y", "mara")):
        with pytest.raises(Misuse, match=r"would mean|is a name of"):
            add(bible, "event", name, id_=id_)
    with pytest.raises(Misuse, match="would mean"):
        set_field(bible, "c", "title", "2004")


def test_what_means_another_record_after_a_removal(small: Small) -> None:
    story = "characters: {mara: {name: A}, m2: {aliases: [Mara]}}\nevents: {a: {who: [mara]}}\n"
    outcome = remove(Bible.load(small.write({STORY: story})), "mara").outcome
    assert len(outcome.remarks) == 1 and "would mean M2 (m2)" in outcome.remarks[0]


BLOCK = "characters:\n  anna:\n    {0}sex: female\n  john: {{}}\nevents:\n  party:\n    {1}lasts: 1 day\n"
BRACES = "characters:\n  anna: {{ {0}sex: female }}\n  john: {{}}\nevents:\n  party: {{ {1}lasts: 1 day }}\n"


@pytest.mark.parametrize("style", [BLOCK, BRACES], ids=["block", "braces"])
@pytest.mark.parametrize(
    ("had", "field", "value", "has"),
    [
        ("", "who", "anna, john", "who: [anna, john]"),
        ("", "who", "anna; john", "who: [anna, john]"),
        ("", "who+", "anna, john (mentioned)", "who: [anna, john (mentioned)]"),
        ("who: anna", "who", "anna, and john", "who: [anna, john]"),
        ("who: [anna]", "who+", "john, anna", "who: [anna, john, anna]"),
        ("", "aliases", "Annie, the Baker's Girl", "aliases: [Annie, the Baker's Girl]"),
        ("", "aliases", "Annie, Jr.", 'aliases: ["Annie, Jr."]'),
        ("aliases: Nan", "aliases+", "Annie; the Baker's Girl", "aliases: [Nan, Annie, the Baker's Girl]"),
        ("aliases: [Nan]", "aliases+", '["Nan, the elder"]', 'aliases: [Nan, "Nan, the elder"]'),
    ],
)
def test_several_names_are_a_list_in_every_style(
    small: Small, style: str, had: str, field: str, value: str, has: str
) -> None:
    lead = "\n    " if style == BLOCK else ", "
    aliases = field.startswith("aliases")

    def text(words: str) -> str:
        words = words + lead if words else ""
        return style.format(words if aliases else "", "" if aliases else words)

    bible = Bible.load(small.write({STORY: text(had)}))
    after = set_field(bible, "anna" if aliases else "party", field, value).changes[0].after
    assert after is not None and has in after


def test_names_in_one_text_are_added_to_and_taken_from(small: Small) -> None:
    story = "characters:\n  pell:\n    aliases: Pell, Mr. Pell\n"
    bible = Bible.load(small.write({STORY: story}))
    more = set_field(bible, "pell", "aliases+", "the auctioneer").changes[0].after
    assert more == story.replace("Pell, Mr. Pell", "[Pell, Mr. Pell, the auctioneer]")
    less = set_field(bible, "pell", "aliases-", "Pell").changes[0].after
    assert less == story.replace("Pell, Mr. Pell", "[Mr. Pell]")


def test_a_known_name_with_a_comma_is_one(small: Small) -> None:
    story = 'characters:\n  d: {name: "Dumas, the elder"}\n  anna: {}\nevents:\n  party: {lasts: 1 day}\n'
    bible = Bible.load(small.write({STORY: story}))
    after = set_field(bible, "party", "who", "Dumas, the elder").changes[0].after
    assert after == story.replace("1 day}", '1 day, who: "Dumas, the elder"}')


def test_several_names_of_a_new_record_are_a_list(small: Small) -> None:
    bible = Bible.load(small.write({STORY: "characters: {anna: {}, john: {}}\nevents: {}\n"}))
    fields = [("who", "anna, john"), ("who", "anna (mentioned)")]
    after = add(bible, "event", "Ball", fields).changes[0].after
    assert after is not None and "who: [anna, john, anna (mentioned)]" in after


def test_a_name_that_is_taken_is_refused_without_an_id(small: Small) -> None:
    story = "characters: {ysolde: {name: Ysolde d'Aubray}}\nevents: {sale: {title: The auction}}\n"
    bible = Bible.load(small.write({STORY: story}))
    for kind, name in [("character", "Ysolde d\u2019Aubray"), ("event", "the  Auction")]:
        with pytest.raises(Misuse, match=r"is called “.*” already; .* --id"):
            add(bible, kind, name)
        assert add(bible, kind, name, id_="other").record == "other"
    assert add(bible, "place", "The auction").record == "the-auction-2"  # of another kind


REMARKED = {
    "on the name of the list": (STORY, "characters: # all of them\n  a: {}\n", "characters: # all of them\n"),
    "below it too": (
        STORY,
        "events: {e: }\ncharacters: # all of them\n  # more to come\n  a: {name: A}\n  # and b\n",
        "events: {e: }\ncharacters: # all of them\n  # more to come\n  # and b\n",
    ),
    "behind braces": (STORY, "characters: {a: {}}  # all of them\n", "characters: {}  # all of them\n"),
    "among the fields of a note": (
        "bible/A.md",
        "---\n# mine\ncharacter: a\nname: A\n# more\n---\nNotes\n",
        "---\n# mine\n# more\n---\nNotes\n",
    ),
    "of a note with nothing below": (
        "bible/A.md",
        "---\r\ncharacter: a\r\n# more\r\n---\r\n",
        "---\r\n# more\r\n---\r\n",
    ),
    "none, but a byte-order mark": ("bible/A.md", "\ufeff---\ncharacter: a\n---\nNotes\n", "\ufeffNotes\n"),
}


@pytest.mark.parametrize("name", REMARKED)
def test_remarks_outside_of_a_record_stay(name: str, small: Small) -> None:
    file, text, expected = REMARKED[name]
    folder = small.write({STORY: "title: A\n"})
    (folder / "story.yaml").unlink()
    folder.joinpath(file.split("/")[1]).write_bytes(text.encode())
    change = remove(Bible.load(folder), "a").outcome.changes[0]
    assert (change.file, change.after) == (file, expected)


def test_no_file_grows_until_it_is_not_read(small: Small) -> None:
    limits = "title: A\nlimits: {file_size: 60 b}\n"
    bible = Bible.load(small.write({SETTINGS: limits, STORY: "characters:\n  nora: {name: Nora}\n"}))
    for edit in (
        lambda: set_field(bible, "nora", "note", "a long note " * 5),
        lambda: add(bible, "character", "A long name " * 5),
        lambda: rename(bible, "nora", "nora" * 20),
    ):
        with pytest.raises(Misuse, match=r"story\.yaml would have \d+ bytes, and files longer than 60 bytes"):
            edit()


LAYOUTS = {
    "braces closed on a line of their own": (
        'characters: {\n  "nora": {\n    "name": "Nora"\n  }\n}\n',
        ("sex", "female"),
        'characters: {\n  "nora": {\n    "name": "Nora",\n    sex: female\n  }\n}\n',
    ),
    "brackets closed on a line of their own": (
        "characters:\n  nora:\n    aliases: [\n      Nell,\n      Nan\n    ]\n",
        ("aliases+", "Q"),
        "characters:\n  nora:\n    aliases: [\n      Nell,\n      Nan,\n      Q\n    ]\n",
    ),
    "nothing said in braces": (
        "characters: {nora: , hale: }\n",
        ("sex", "female"),
        "characters: {nora: {sex: female}, hale: }\n",
    ),
    "a block on the last line": (
        "characters:\n  nora:\n    note: |\n      hi",
        ("sex", "female"),
        "characters:\n  nora:\n    note: |\n      hi\n    sex: female",
    ),
    "a value that ends in a blank that does not break": (
        "characters:\n  nora:\n    name: Nora\u00a0\n    sex: male\n",
        ("name", "Nora Q"),
        "characters:\n  nora:\n    name: Nora Q\n    sex: male\n",
    ),
    "an entry by its name": (
        "characters:\n  nora: {parents: [Hale Brandt, zed]}\n  hale: {name: Hale Brandt}\n",
        ("parents-", "hale"),
        "characters:\n  nora: {parents: [zed]}\n  hale: {name: Hale Brandt}\n",
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts_that_others_write(name: str, small: Small) -> None:
    text, (field, value), expected = LAYOUTS[name]
    bible = Bible.load(small.write({STORY: text}))
    assert set_field(bible, "nora", field, value).changes[0].after == expected


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("हिन्दी सिंह", "हिन्दी-सिंह"),
        ("மாரா", "மாரா"),
        ("محمَّد", "محمَّد"),
        ("ก้อง", "ก้อง"),
        ("\uff21\uff22\uff23", "abc"),
        ("\ufb01n", "fin"),
        ("x\u0302y", "xy"),
        ("e\u0301te\u0301", "ete"),
    ],
)
def test_ids_keep_the_signs_of_a_script(name: str, id_: str, small: Small) -> None:
    assert id_from(name) == id_
    folder = small.write({STORY: "characters:\n  nora: {name: Nora}\n"})
    made = add(Bible.load(folder), "character", name)
    commit(Bible.load(folder), made.changes, made.what)
    small.write({"bible/events.yaml": f"events:\n  day: {{who: {id_}, when: 3 years after {id_}.birth}}\n"})
    assert not check(Bible.load(folder), repairs=False).findings


def test_a_name_of_another_script_is_written_although_it_could_be_an_id(small: Small) -> None:
    book = Bible.load(small.write({STORY: "characters:\n  mara: {name: Mara}\n"}))
    assert "  王: {name: 王}\n" in (add(book, "character", "王").changes[0].after or "")
    assert "  teo: {}\n" in (add(book, "character", "teo").changes[0].after or "")


@pytest.mark.parametrize(("name", "id_"), [("null", None), ("Null", None), ("Anna", "null")])
def test_the_word_for_nothing_is_no_id(small: Small, name: str, id_: str | None) -> None:
    book = Bible.load(small.write({STORY: "characters:\n  mara: {name: Mara}\n"}))
    with pytest.raises(Misuse, match=r"--id|choose another"):
        add(book, "character", name, (), id_)


def test_a_single_value_is_the_first_entry(small: Small) -> None:
    text = "characters:\n  mara:\n    ages: 20 at wake   # told\n    sex: female\nevents: {wake: }\n"
    book = Bible.load(small.write({STORY: text}))
    made = set_field(book, "mara", "ages.1", "21 at wake")
    assert made.changes[0].after == text.replace("20 at", "21 at")
    gone = set_field(book, "mara", "ages.1", None)
    assert gone.changes[0].after == text.replace("    ages: 20 at wake   # told\n", "")
    with pytest.raises(Misuse, match="leads nowhere"):
        set_field(book, "mara", "ages.2", "21 at wake")


def test_who_is_called_otherwise_hears_how_the_old_name_stays_good(small: Small) -> None:
    text = "characters: {mara: {name: Mara Venn}}\nevents: {a: {who: Mara Venn}, b: {who: mara}}\n"
    book = Bible.load(small.write({STORY: text}))
    made = set_field(book, "mara", "name", "Mara Quill")
    assert [found.code for found in made.appeared] == ["SB005"]
    assert made.remarks == (
        "other records say “Mara Venn”; to keep that as one more name: "
        'storybible set mara aliases+ "Mara Venn"',
    )
    book = Bible.load(small.write({STORY: text.replace("who: Mara Venn", "who: mara")}))
    assert set_field(book, "mara", "name", "Mara Quill").remarks == ()


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Château d'If", "chateau-d-if"), ("L’été", "l-ete"), ("Qu'il vienne", "qu-il-vienne"),
        ("O'Malley", "omalley"), ("Mara's return", "maras-return"), ("She'd gone", "shed-gone"),
        ("All'alba", "allalba"), ("Paul d'", "paul-d"),
    ],
)  # fmt: skip
def test_an_apostrophe_between_two_words_parts_them(name: str, id_: str) -> None:
    assert id_from(name) == id_
