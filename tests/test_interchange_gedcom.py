"""GEDCOM into record files: what becomes of people, families and events, in every version and encoding."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storybible import interchange
from storybible.bible import Bible
from storybible.checker import check
from storybible.config import Config
from storybible.interchange import Beside, Imported, ImportProblem, gedcom
from storybible.reading.files import known_fields, read_file
from storybible.records import Character

DATA = Path(__file__).parent / "data"


def imported(folder: Path, text: str | bytes, beside: Beside | None = None) -> Imported:
    """Read a file with this text; head and end are put around it unless it has them."""
    if isinstance(text, str):
        text = (text if text.startswith("0 HEAD") else f"0 HEAD\n1 CHAR UTF-8\n{text}\n0 TRLR\n").encode()
    folder.mkdir(exist_ok=True, parents=True)
    path = folder / "x.ged"
    path.write_bytes(text)
    return gedcom.read(path, beside)


def bible_of(folder: Path, result: Imported) -> Bible:
    """The bible that a result becomes; it reads without a word."""
    interchange.write(result, folder / "tree")
    bible = Bible.load(folder / "tree")
    assert not [f"{d.span}: {d.message}" for d in bible.diagnostics]
    return bible


def person(folder: Path, lines: str) -> Character:
    """The one person of a file."""
    bible = bible_of(folder, imported(folder, f"0 @I1@ INDI\n{lines}"))
    (found,) = bible.story.characters.values()
    return found


# ---- whole files ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["lantern", "seven", "ansel", "damaged"])
def test_files_are_recognised_by_content_and_read(name: str, tmp_path: Path) -> None:
    path = DATA / f"{name}.ged"
    (tmp_path / "picture.png").write_bytes(path.read_bytes())
    assert interchange.recognise(tmp_path / "picture.png") == "gedcom"
    result = interchange.read(path)
    bible_of(tmp_path, result)
    assert result.counts["lines"] == len(path.read_bytes().splitlines())


def test_a_family_in_full(tmp_path: Path) -> None:
    result = interchange.read(DATA / "lantern.ged")
    assert result.about == "GEDCOM 5.5.1, ASCII"
    assert list(result.files) == ["people.yaml", "families.yaml", "events.yaml", "places.yaml"]
    people = result.files["people.yaml"]
    for part in (
        """
  edmund-quill:
    name: Edmund Quill
    sex: male
    born: about 1840
    died: [1888-11-07, by burial-of-edmund-quill]
    ages: [48 at edmund-quill.death]
    traits:
      cause-of-death: Drowned
      place-of-death: Skerry Point, Orkney
      occupation: Keeper (1865 to 1888); Fisherman
    external: {gedcom: I1}
""",
        """
    aliases: [Nessie, Agnes Quill]
    sex: female
    born: between 1845 and 1847
    ages: [{age: 23, at: wedding-of-edmund-quill-and-agnes-adair}]
    tags: [deceased]
    external: {gedcom: I2}
    note: |-
      She kept the lamp: 40 years, every night.
      "Never once dark" #1
""",
        "    parents: [edmund-quill (adoptive), agnes-adair (adoptive)]\n",
        '    note: "Born: the year of the long frost"\n',
        "  unnamed:\n    name: Unnamed\n    parents: [hale-brandt (father), nora-quill (mother)]\n",
    ):
        assert part in people
    tie = "{kind: married, who: [hale-brandt, nora-quill], from: 1893, until: 1899 or later, external:"
    assert f"  - {tie} " + "{gedcom: F2}}\n" in result.files["families.yaml"]
    events = result.files["events.yaml"]
    assert "who: [edmund-quill (body)]\n    source: Register of Skerry parish, 12\n" in events
    assert 'title: "Residence of Hale Brandt: Leith"\n    when: 1890\n    until: 1899\n    who:' in events
    assert "  kirkwall-orkney:\n    name: Kirkwall, Orkney\n" in result.files["places.yaml"]
    assert "title: lantern\n" in result.settings
    (left,) = result.left_out
    assert (left.line, left.text) == (75, "2 DATE (the year of the long frost)")


def test_version_7(tmp_path: Path) -> None:
    bible = bible_of(tmp_path, interchange.read(DATA / "seven.ged"))
    ines = bible.story.characters["ines-moor"]
    assert ines.sex is not None and ines.sex.value == "other"
    assert [alias.name.value for alias in ines.aliases] == ["Инес Мур"]
    assert [time.value for time in ines.born] == ["1700-03-16"]
    assert ines.note is not None
    assert ines.note.value == "Died: in the hard winter\nShared by two\n@home, a line of its own"
    assert [p.role for p in bible.story.characters["aulus"].parents] == ["guardian", "guardian"]
    (tie,) = bible.story.relationships.values()
    assert tie.tie.value == "partner"


def test_a_damaged_file_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    result = interchange.read(DATA / "damaged.ged")
    bible = bible_of(tmp_path, result)
    assert list(bible.story.characters) == ["ada-cole", "ben-cole", "cafe-cole", "ada-twice"]
    assert [p.who.id for p in bible.story.characters["ada-cole"].parents] == ["ben-cole"]
    note = bible.story.characters["ada-cole"].note
    assert note is not None and note.value == "Born: 31 FEB 1901\nA note that a program\nbroke in two"
    assert [left.line for left in result.left_out] == [5, 7, 10, 12, 13, 16, 17, 19, 21, 25, 27, 28, 30, 31]
    assert result.left_out[8].why == "is no line of GEDCOM (a level, a tag, a value) (so up to line 22)"


HEAD = "0 HEAD\n1 CHAR UTF-8\n"
ADA = HEAD + "0 @I1@ INDI\n1 NAME Ada"
MOTHERS = "".join(f"0 @I{n}@ INDI\n1 NAME P{n}\n1 SEX F\n" for n in (1, 2, 3))
CIRCLE = "".join(f"0 @F{n}@ FAM\n1 WIFE @I{n}@\n1 CHIL @I{n % 3 + 1}@\n" for n in (1, 2, 3))


@pytest.mark.parametrize(
    ("data", "names", "lines"),
    [
        (ADA + " /Co", ["Ada Co"], []),  # cut off
        (ADA + "\n1 BIRT\n2 DATE 12 JU", ["Ada"], [6]),
        (ADA + "\n1", ["Ada"], [5]),
        ((ADA + " /Col").encode() + b"\xc3", ["Ada ColÃ"], [4]),  # in the middle of a letter
        (ADA + "\n4 DATE 1900\n1 BIRT\n3 DATE 1901\n2 DATE 1902", ["Ada"], [5, 7]),  # wrong levels
        (ADA + "\n-1 BIRT\n99999999999 DATE 1900\n1 SEX F", ["Ada"], [5]),
        (HEAD + "0 @I1@ INDI\n0 NAME Ada\n0 BIRT", ["Unnamed"], [4, 5]),
        ("1 NAME x\n2 DATE y\n0 @I1@ INDI\n1 NAME Ada", ["Ada"], [1, 2]),
        (ADA + "\n1 FAMC @F9@\n1 FAMS @F8@\n1 NOTE @N7@", ["Ada"], [5, 6, 7]),  # nobody is there
        (ADA + "\n0 @F1@ FAM\n1 HUSB @I9@\n1 WIFE @I1@\n1 CHIL @I8@", ["Ada"], [6, 8]),
        (ADA + "\n1 FAMC @I1@\n0 @F1@ FAM\n1 HUSB @F1@", ["Ada"], [5, 7]),
        (ADA + "\n0 @I1@ INDI\n1 NAME Ben", ["Ada", "Ben"], [5]),  # twice
        (ADA + "\n0 @F1@ FAM\n1 HUSB @I1@\n0 @F1@ FAM\n1 WIFE @I1@", ["Ada"], [7]),
        (HEAD + "0 @@ INDI\n1 NAME Ada\n0 @ @ INDI\n0 I3 INDI", [], [3, 5, 6]),
        (ADA + "\n1 NOTE a\n2 NOTE b\n3 NOTE c", ["Ada"], [6]),
        (ADA + "\n1 BIRT\n2 DATE 1900\n3 TIME 10:30\n2 SOUR x\n3 QUAY 1", ["Ada"], [7, 9]),
        (ADA + "x" * 300, ["Ada" + "x" * 197], [4]),
        ("", [], []),
        ("\n\n  \n", [], []),
        (HEAD + "0 TRLR\n", [], []),
        (HEAD.replace("\n", "\r") + "0 @I1@ INDI\r\n1 NAME Ada\r\r\n1 SEX F\r", ["Ada"], []),
        ((HEAD + "0 @I1@ INDI\n1 NAME Zoë").encode("latin-1"), ["Zoë"], [4]),
        (b"\xff\xfe" + ADA.encode("utf-16-le") + b"\n\x00\x00", ["Ada"], [5]),
        (ADA + "\n0 TRLR\n0 @I2@ INDI\n1 NAME Ben", ["Ada", "Ben"], []),
        ("<html><body>404</body></html>", [], [1]),
    ],
)
def test_hostile_files(data: str | bytes, names: list[str], lines: list[int], tmp_path: Path) -> None:
    """What can be read is read, the rest is listed with its line."""
    result = gedcom.read_bytes("x.ged", data.encode() if isinstance(data, str) else data)
    bible = bible_of(tmp_path, result)
    assert [person.name.value for person in bible.story.characters.values()] == names
    assert sorted({left.line for left in result.left_out}) == lines
    check(bible)


@pytest.mark.parametrize(
    "data", [ADA + "\n0 @F1@ FAM\n1 WIFE @I1@\n1 CHIL @I1@", HEAD + MOTHERS + CIRCLE]
)
def test_circles_are_read_and_found(data: str, tmp_path: Path) -> None:
    result = gedcom.read_bytes("x.ged", data.encode())
    assert not result.left_out
    assert [found.rule for found in check(bible_of(tmp_path, result)).findings] == ["ancestor-cycle"]


# ---- encodings --------------------------------------------------------------------------------------------

HEADS = "0 HEAD\n1 GEDC\n2 VERS 5.5.1\n1 CHAR {}\n0 @I1@ INDI\n1 NAME Zoë /Brontë/\n0 TRLR\n"


@pytest.mark.parametrize(
    ("claim", "codec", "about", "doubts"),
    [
        ("UTF-8", "utf-8", "UTF-8", 0),
        ("UTF-8", "utf-8-sig", "UTF-8", 0),
        ("UNICODE", "utf-16", "UTF-16", 0),
        ("UTF-16", "utf-16-le", "UTF-16", 0),
        ("UNICODE", "utf-16-be", "UTF-16", 0),
        ("ANSI", "cp1252", "Windows-1252", 0),
        ("WINDOWS-1250", "cp1250", "cp1250", 0),
        ("IBMPC", "cp437", "cp437", 0),
        ("ASCII", "latin-1", "Windows-1252", 0),
        ("ANSEL", "utf-8", "UTF-8", 1),  # what the bytes are decides
        ("ANSI", "utf-8", "UTF-8", 1),
        ("UTF-8", "cp1252", "UTF-8", 1),
        ("ANSEL", "cp1252", "Windows-1252", 1),
        ("KLINGON", "cp1252", "Windows-1252", 1),
        ("base64", "utf-8", "UTF-8", 1),
    ],
)
def test_encodings(claim: str, codec: str, about: str, doubts: int, tmp_path: Path) -> None:
    result = imported(tmp_path, HEADS.format(claim).encode(codec))
    assert result.about == f"GEDCOM 5.5.1, {about}"
    (found,) = bible_of(tmp_path, result).story.characters.values()
    assert found.name.value == "Zoë Brontë"
    assert found.id == "zoe-bronte"
    assert len(result.left_out) == doubts
    assert interchange.recognise(tmp_path / "x.ged") == "gedcom"


def test_ansel(tmp_path: Path) -> None:
    result = interchange.read(DATA / "ansel.ged")
    assert result.about == "GEDCOM 5.5, ANSEL"
    (found,) = bible_of(tmp_path, result).story.characters.values()
    assert found.name.value == "André Öhman"
    assert found.note is not None and found.note.value == "Große Ægir, £ 5"


def test_a_letter_that_a_program_cut_in_two_is_whole_again(tmp_path: Path) -> None:
    data = "0 HEAD\n1 CHAR UTF-8\n0 @I1@ INDI\n1 NOTE caf\udcc3\n2 CONC \udca9 noir\n"
    result = imported(tmp_path, data.encode("utf-8", "surrogateescape"))
    assert "note: café noir" in result.files["people.yaml"]
    assert not result.left_out


@pytest.mark.parametrize(
    "data", [b"", b"\x00", b"\xff\xfe", bytes(range(256)) * 20, b"PK\x03\x04" + b"\x00" * 99, b"{}"]
)
def test_other_files_are_not_recognised_and_do_no_harm(data: bytes, tmp_path: Path) -> None:
    result = imported(tmp_path, data)
    assert result.files == {}
    assert interchange.recognise(tmp_path / "x.ged") is None
    with pytest.raises(ImportProblem):
        interchange.read(tmp_path / "x.ged")


def test_a_file_that_lost_its_head_is_recognised(tmp_path: Path) -> None:
    imported(tmp_path, b"garbage\n0 @I1@ INDI\n1 SEX F\n0 @I2@ INDI\n1 SEX M\n")
    assert interchange.recognise(tmp_path / "x.ged") == "gedcom"


# ---- people -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "name", "aliases"),
    [
        ("1 NAME Mary Ann /Kennedy/ Jr", "Mary Ann Kennedy Jr", []),
        ("1 NAME Mary /Kennedy/\n2 NSFX III", "Mary Kennedy III", []),
        ("1 NAME Mary /Kennedy/ Jr.\n2 NSFX Jr", "Mary Kennedy Jr.", []),
        ("1 NAME Walder /Frey/\n2 NPFX Ser", "Walder Frey", ["Ser Walder Frey"]),
        ("1 NAME /Black/", "Black", []),
        ("1 NAME Ivar //", "Ivar", []),
        ("1 NAME\n2 GIVN Ada\n2 SURN Cole", "Ada Cole", []),
        ("1 NAME Ada /Cole/\n2 NICK Adi\n1 NAME Ada /Moss/\n1 ALIA The Owl\n1 _AKA Adi", "Ada Cole",
         ["Adi", "Ada Moss", "The Owl"]),
        ("1 NAME Ada /Cole/\n2 _MARNM Ada /Moss/", "Ada Cole", ["Ada Moss"]),
        ("1 NAME Edmund \"Ned\" /O'Brien/", "Edmund O'Brien", ["Ned"]),
        ("1 NAME Edmund “Ned” James /O'Brien/\n2 NICK Ned", "Edmund James O'Brien", ["Ned"]),
        ("1 NAME \"Ned\" /O'Brien/", "\"Ned\" O'Brien", []),
        ("1 NAME Edmund \"?\" /O'Brien/", "Edmund \"?\" O'Brien", []),
        ("1 NAME Ada (from 1900)", "Ada (from 1900)", []),
        ("1 NAME Ada\n2 NICK x (from 1900)", "Ada", ["x (from 1900)"]),
        ("1 NAME [[Ada]]", "[[Ada]]", []),
        ("1 SEX F", "Unnamed", []),
    ],
)  # fmt: skip
def test_names(line: str, name: str, aliases: list[str], tmp_path: Path) -> None:
    found = person(tmp_path, line)
    assert found.name.value == name
    assert [alias.name.value for alias in found.aliases] == aliases


def test_ids_are_unique_and_no_words_of_the_grammar(tmp_path: Path) -> None:
    names = [
        "Mary /Kennedy/",
        "Mary /Kennedy/",
        "before",
        "1900",
        "May",
        "x" * 300,
        "?",
        "王",
        "Mary /Kennedy-2/",
    ]
    text = "\n".join(f"0 @I{n}@ INDI\n1 NAME {name}" for n, name in enumerate(names))
    bible = bible_of(tmp_path, imported(tmp_path, text, Beside(ids=["王"])))
    by_xref = {c.external["gedcom"]: c.id for c in bible.story.characters.values()}
    assert [by_xref[f"I{n}"] for n in range(len(names))] == [
        "mary-kennedy", "mary-kennedy-2", "unnamed-before", "unnamed-1900", "may", "x" * 60, "unnamed",
        "王-2", "mary-kennedy-2-2",
    ]  # fmt: skip


def test_no_name_hides_a_date(tmp_path: Path) -> None:
    lines = "1 NAME 1900\n1 BIRT\n2 DATE 1900\n1 NAME ABOUT 1890\n1 CHR\n2 DATE ABT 1890\n2 PLAC 1890"
    found = person(tmp_path, lines)
    assert found.name.value == "“1900”"
    assert [alias.name.value for alias in found.aliases] == ["“ABOUT 1890”"]


def test_birth_and_death_with_their_sources(tmp_path: Path) -> None:
    text = (
        "0 @S1@ SOUR\n1 TITL A parish: its book\n0 @I1@ INDI\n1 BIRT\n2 DATE 1900\n2 SOUR @S1@\n3 PAGE 7\n"
        "1 DEAT\n2 DATE EST 1970\n2 SOUR an aunt\n2 SOUR @S9@\n1 BIRT\n2 DATE 1901"
    )
    result = imported(tmp_path, text)
    (found,) = bible_of(tmp_path, result).story.characters.values()
    (born,) = found.born
    assert born.evidence is not None and str(born.evidence.source) == "A parish: its book, 7"
    (died,) = found.died
    assert died.evidence is not None and str(died.evidence.source) == "an aunt"
    assert str(died.evidence.note) == "estimated"
    assert [left.why for left in result.left_out] == [
        "points to @S9@, and no SOUR of the file is that",
        "a second BIRT: the first one counts",
    ]


def test_a_source_of_every_fact_is_said_once(tmp_path: Path) -> None:
    lines = "1 BIRT\n2 DATE 1900\n2 SOUR a book\n1 DEAT\n2 DATE 1970\n2 SOUR a book"
    found = person(tmp_path, lines)
    assert str(found.source) == "a book" and found.born[0].evidence is None
    lines = "1 BIRT\n2 DATE 1900\n1 DEAT\n2 DATE 1970\n2 SOUR a book"
    found = person(tmp_path / "other", lines)
    assert found.source is None and found.died[0].evidence is not None


def test_a_burial_bounds_the_death(tmp_path: Path) -> None:
    bible = bible_of(tmp_path, imported(tmp_path, "0 @I1@ INDI\n1 NAME Ada\n1 BURI\n2 DATE 3 MAY 1900"))
    (found,) = bible.story.characters.values()
    assert [time.value for time in found.died] == ["by burial-of-ada"]
    assert bible.story.events["burial-of-ada"].who[0].role == "body"


def test_what_happens_without_a_date_is_a_trait_or_a_note(tmp_path: Path) -> None:
    found = person(
        tmp_path, "1 BURI\n2 PLAC , Hull, \n1 EVEN left home\n2 TYPE Change\n1 GRAD Y\n2 DATE (one day)"
    )
    assert found.traits["place-of-burial"][0].value.value == "Hull"
    assert str(found.note) == "Change: left home\nGraduation: one day"


# ---- families ---------------------------------------------------------------------------------------------

PEOPLE = "0 @A@ INDI\n1 NAME Ada\n1 SEX F\n{a}0 @B@ INDI\n1 NAME Ben\n1 SEX M\n{b}0 @C@ INDI\n1 NAME Cal\n{c}"


def family(
    folder: Path, lines: str, a: str = "", b: str = "", c: str = "", beside: Beside | None = None
) -> Bible:
    """Ben, Ada, and Cal, their child."""
    text = PEOPLE.format(a=a, b=b, c=c) + f"0 @F1@ FAM\n1 HUSB @B@\n1 WIFE @A@\n1 CHIL @C@\n{lines}"
    return bible_of(folder, imported(folder, text, beside))


@pytest.mark.parametrize(
    ("lines", "child", "roles"),
    [
        ("", "", {"ben": "father", "ada": "mother"}),
        ("", "1 FAMC @F1@\n2 PEDI birth\n", {"ben": "father", "ada": "mother"}),
        ("", "1 FAMC @F1@\n2 PEDI ADOPTED\n", {"ben": "adoptive", "ada": "adoptive"}),
        ("", "1 FAMC @F1@\n2 PEDI foster\n", {"ben": "guardian", "ada": "guardian"}),
        ("2 _FREL Step\n2 _MREL Natural\n", "", {"ben": "step", "ada": "mother"}),
        ("", "1 ADOP\n2 FAMC @F1@\n3 ADOP HUSB\n", {"ben": "adoptive", "ada": "mother"}),
        ("", "1 FAMC @F1@\n2 PEDI sealing\n", {}),
    ],
)
def test_parents(lines: str, child: str, roles: dict[str, str], tmp_path: Path) -> None:
    found = family(tmp_path, lines, c=child).story.characters["cal"].parents
    assert {parent.who.id: parent.role for parent in found} == roles


def test_nobodys_sex_is_assumed(tmp_path: Path) -> None:
    text = "0 @A@ INDI\n1 NAME Ada\n0 @C@ INDI\n1 NAME Cal\n1 FAMC @F@\n0 @F@ FAM\n1 HUSB @A@"
    cal = bible_of(tmp_path, imported(tmp_path, text)).story.characters["cal"]
    assert [(parent.who.id, parent.role) for parent in cal.parents] == [("ada", "parent")]


@pytest.mark.parametrize(
    ("lines", "a", "b", "kind", "starts", "ends"),
    [
        ("1 MARR\n2 DATE 1900\n", "", "", "married", "1900", None),
        ("1 MARR Y\n", "", "", "married", None, None),
        ("1 MARR\n2 DATE 1900\n1 DIV\n2 DATE 1910\n", "", "", "married", "1900", "1910"),
        ("1 MARR\n2 DATE 1900\n1 DIV Y\n", "", "", "married", "1900", "after 1900"),
        (
            "1 MARR\n2 DATE 1900\n",
            "1 DEAT\n2 DATE 1950\n",
            "1 DEAT\n2 DATE 1960\n",
            "married",
            "1900",
            "ada.death",
        ),
        (
            "1 MARR\n2 DATE 1900\n",
            "1 DEAT\n2 DATE 1950\n",
            "1 DEAT\n2 DATE ABT 1952\n",
            "married",
            "1900",
            None,
        ),
        ("1 MARR\n2 DATE 1900\n", "1 DEAT\n2 DATE 1890\n", "1 DEAT\n2 DATE 1960\n", "married", "1900", None),
        ("1 MARR\n2 DATE 1900\n2 PLAC Hull\n", "", "", "married", "wedding-of-ben-and-ada", None),
        ("1 DIV\n2 DATE 1910\n", "", "", "married", None, "1910"),
        ("1 ENGA\n2 DATE 1900\n", "", "", "engaged", "1900", None),
        ("1 EVEN\n2 TYPE MYHERITAGE:REL_PARTNERS\n", "", "", "partner", None, None),
        ("", "", "", "partner", None, None),
    ],
)
def test_couples(
    lines: str, a: str, b: str, kind: str, starts: str | None, ends: str | None, tmp_path: Path
) -> None:
    (tie,) = family(tmp_path, lines, a, b).story.relationships.values()
    assert tie.tie.value == kind
    assert (str(tie.starts) if tie.starts else None) == starts
    assert (str(tie.ends) if tie.ends else None) == ends
    assert tie.external == {"gedcom": "F1"}


def test_engaged_until_the_wedding(tmp_path: Path) -> None:
    ties = family(tmp_path, "1 ENGA Y\n1 MARR\n2 DATE 1900\n2 HUSB\n3 AGE 30y\n").story.relationships
    assert [(tie.tie.value, str(tie.ends)) for tie in ties.values()] == [
        ("engaged", "1900"),
        ("married", "None"),
    ]


def test_ages_at_a_wedding(tmp_path: Path) -> None:
    ben = family(tmp_path, "1 MARR\n2 DATE 1900\n2 HUSB\n3 AGE 30y\n").story.characters["ben"]
    assert [(age.text.value, age.at.value) for age in ben.ages] == [("30", "1900")]


def test_partners_are_a_kind_of_the_format(tmp_path: Path) -> None:
    text = PEOPLE.format(a="", b="", c="") + "0 @F1@ FAM\n1 HUSB @B@\n1 WIFE @A@"
    result = imported(tmp_path, text)
    assert "partner" not in result.settings
    (tie,) = bible_of(tmp_path, result).story.relationships.values()
    assert tie.tie.value == "partner" and not check(Bible.load(tmp_path / "tree")).findings


@pytest.mark.parametrize("sex", ["F", "M"])
def test_of_two_parents_of_one_sex_neither_is_the_one_by_birth(sex: str, tmp_path: Path) -> None:
    """Born after one has died, and before the other is grown: each could be so, nobody says who is which."""
    text = (
        f"0 @A@ INDI\n1 NAME Ada\n1 SEX {sex}\n1 BIRT\n2 DATE 1850\n1 DEAT\n2 DATE 1890\n"
        f"0 @B@ INDI\n1 NAME Bea\n1 SEX {sex}\n1 BIRT\n2 DATE 1896\n"
        "0 @C@ INDI\n1 NAME Cal\n1 BIRT\n2 DATE 1900\n0 @F@ FAM\n1 HUSB @A@\n1 WIFE @B@\n1 CHIL @C@"
    )
    bible = bible_of(tmp_path, imported(tmp_path, text))
    assert [(p.who.id, p.role) for p in bible.story.characters["cal"].parents] == [
        ("ada", "parent"), ("bea", "parent"),
    ]  # fmt: skip
    assert not check(bible).findings


def test_a_person_twice_in_one_family(tmp_path: Path) -> None:
    text = "0 @A@ INDI\n1 NAME Ada\n1 FAMS @F@\n0 @F@ FAM\n1 HUSB @A@\n1 WIFE @A@\n1 CHIL @A@\n1 MARR Y"
    result = imported(tmp_path, text)
    bible = bible_of(tmp_path, result)
    assert [p.who.id for p in bible.story.characters["ada"].parents] == ["ada"]
    assert not bible.story.relationships


def test_several_wives_are_no_several_mothers(tmp_path: Path) -> None:
    text = (
        PEOPLE.format(a="", b="", c="") + "0 @D@ INDI\n1 NAME Dora\n1 SEX F\n"
        "0 @F1@ FAM\n1 HUSB @B@\n1 WIFE @A@\n1 WIFE @D@\n1 CHIL @C@\n1 MARR Y"
    )
    bible = bible_of(tmp_path, imported(tmp_path, text))
    assert [p.who.id for p in bible.story.characters["cal"].parents] == ["ben", "ada"]
    assert sorted(bible.story.relationships) == ["ben-married-ada", "ben-married-dora"]


# ---- anything ---------------------------------------------------------------------------------------------

SAMPLES = [(DATA / f"{name}.ged").read_bytes() for name in ("lantern", "seven", "ansel", "damaged")]
PIECES = [
    b"[[a|b]]", b"# x", b": ", b"'", b'"', b"\\", b"\x00", b"\xc2\x85", b"\xe2\x80\xa8", b"\xff\xfe",
    b"- ", b"{", b"]", b"|", b"&a", b"%", b"@", b"1900", b"about 1900", b"(body)", b" until x", b"@I1@",
    b"@F1@", b"null", b"\t", b"\r", b"9" * 30, b"y" * 3000, "ß".encode(), b"\xcc\x81", b"\n2 DATE 1900",
    b"\n1 NAME 1871-03-03", b"\n2 PLAC 1888-11-12", b"\n1 NOTE\n2 CONT [[a|b]]", b"\n0 @I1@ FAM",
    b"\n1 EVEN x\n2 TYPE %: #\n2 DATE 1900", b"\n1 FACT v until 1900\n2 TYPE a: b", b"\n1 HUSB @I3@",
    b"\n1 NAME edmund-quill.death", b"\n1 FAMC @F1@", b"\n1 FACT y\n2 TYPE <<",
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    sample=st.sampled_from(SAMPLES),
    changes=st.lists(
        st.tuples(
            st.sampled_from(["put", "byte", "drop", "copy", "cut"]), st.floats(0, 1), st.integers(0, 255)
        ),
        min_size=1,
        max_size=12,
    ),
)
def test_whatever_is_damaged_nothing_raises_and_what_is_written_reads(
    sample: bytes, changes: list[tuple[str, float, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = sample
    for what, where, value in changes:
        at = int(where * len(data))
        lines = data.split(b"\n")
        row = int(where * (len(lines) - 1))
        if what == "put":
            data = data[:at] + PIECES[value % len(PIECES)] + data[at:]
        elif what == "byte":
            data = data[:at] + bytes((value,)) + data[at + 1 :]
        elif what == "drop":
            data = b"\n".join(lines[:row] + lines[row + 1 :])
        elif what == "copy":
            data = b"\n".join([*lines[:row], lines[value % len(lines)], *lines[row:]])
        else:
            data = data[: max(at, 20)]
    folder = tmp_path_factory.mktemp("any")
    bible_of(folder, imported(folder, data))


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=80))
def test_any_note_reads_back(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    rows = "\n".join(["1 NOTE", *(f"2 CONT {line}" for line in lines)])
    data = f"0 HEAD\n1 CHAR UTF-8\n0 @I1@ INDI\n{rows}\n0 TRLR".encode("utf-8", "replace")
    result = gedcom.read_bytes("x.ged", data)
    read = read_file(result.files["people.yaml"], "x", Config(), known_fields(Config()))
    assert not read.problems
    kept = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .encode("utf-8", "replace")
        .decode()
        .replace("@@", "@")
        .strip()
    )
    found = read.records[0].note
    assert (found.value.strip() if found else "") == kept


def test_a_long_text_is_cut_and_listed(tmp_path: Path) -> None:
    rows = "\n".join("2 CONC " + "x" * 9000 for _ in range(10))
    result = imported(tmp_path, f"0 @I1@ INDI\n1 NOTE y\n{rows}\n1 SEX F")
    bible_of(tmp_path, result)
    assert [(left.line, left.why) for left in result.left_out] == [(4, "was cut after 60,000 characters")]


def big_tree(people: int) -> str:
    """A file with this many people in families of five, and weddings, burials and notes."""
    choose = random.Random(7)
    lines = []
    for n in range(people):
        year = 1600 + n // 10
        lines += [
            f"0 @I{n}@ INDI",
            f"1 NAME {choose.choice(('Ada', 'Ben', 'Cora'))} /{choose.choice(('Cole', 'Moss'))}/",
            f"1 SEX {'MF'[n % 2]}", "1 BIRT", f"2 DATE {choose.randint(1, 28)} MAY {year}", "2 PLAC Hull",
            "1 DEAT", f"2 DATE ABT {year + 60}", "1 BURI", f"2 DATE {year + 61}", "2 PLAC Leith", "1 NOTE a",
        ]  # fmt: skip
    for n in range(0, people - 5, 5):
        lines += [
            f"0 @F{n}@ FAM",
            f"1 HUSB @I{n}@",
            f"1 WIFE @I{n + 1}@",
            "1 MARR",
            "2 PLAC Hull",
            "2 DATE 1700",
        ]
        lines += [f"1 CHIL @I{k}@" for k in range(n + 2, n + 5)]
    return "\n".join(lines)


def test_large_trees_take_time_in_proportion_and_have_files_for_each_initial(tmp_path: Path) -> None:
    started = time.process_time()
    result = imported(tmp_path, big_tree(3000))
    assert time.process_time() - started < 5  # half a second; five or more where something is quadratic
    assert result.counts["characters"] == 3000
    assert "people/c-1.yaml" in result.files and "people/m-2.yaml" in result.files
    assert max(text.count("\n  ada-") for text in result.files.values()) <= 250
