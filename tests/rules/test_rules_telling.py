"""Subtle cases of the rules about knowledge, threads, the telling, names and sources."""

from __future__ import annotations

import pytest
from conftest import Small


def names(small: Small, story: str, settings: str = "title: A test\n") -> list[str]:
    return [rule for _, rule in small.findings(story, settings)]


TOLD = "manuscripts: {m: {paragraphs: 90, order: 1}, n: {paragraphs: 50, order: 2}}\n"
SCENES = """
events:
  a: {when: 1900}
  b: {when: 1910}
  c: {when: 1920}
scenes:
"""


@pytest.mark.parametrize(
    ("scenes", "found"),
    [
        (
            [
                "s1: {manuscript: m, paragraphs: 1-5, tells: [b]}",
                "s2: {manuscript: m, paragraphs: 6-9, tells: [a]}",
            ],
            1,
        ),
        (
            [
                "s1: {manuscript: m, paragraphs: 6-9, tells: [b]}",
                "s2: {manuscript: m, paragraphs: 1-5, tells: [a]}",
            ],
            0,
        ),
        (
            [
                "s1: {manuscript: m, paragraphs: 1-9, tells: [b]}",
                "s2: {manuscript: m, paragraphs: 4-5, tells: [a]}",
            ],
            0,
        ),
        (["s1: {manuscript: m, tells: [b]}", "s2: {manuscript: m, paragraphs: 4-5, tells: [a]}"], 0),
        (
            [
                "s1: {manuscript: m, paragraphs: 1, tells: [b]}",
                "s2: {manuscript: m, paragraphs: 2, strand: old, tells: [a]}",
            ],
            0,
        ),
        (
            [
                "s1: {manuscript: n, paragraphs: 1, tells: [a]}",
                "s2: {manuscript: m, paragraphs: 2, tells: [b]}",
            ],
            1,
        ),
        (
            [
                "s1: {manuscript: m, paragraphs: 1, tells: [a, b]}",
                "s2: {manuscript: m, paragraphs: 2, tells: [b]}",
            ],
            0,
        ),
        # one look back over two scenes, then on, then another look back
        (
            [
                "s1: {manuscript: m, paragraphs: 1, tells: [c]}",
                "s2: {manuscript: m, paragraphs: 2, tells: [a]}",
                "s3: {manuscript: m, paragraphs: 3, tells: [b]}",
            ],
            1,
        ),
    ],
)
def test_narrative_order(small: Small, scenes: list[str], found: int) -> None:
    story = SCENES + "".join(f"  {scene}\n" for scene in scenes)
    assert small.findings(story, TOLD) == [("note", "narrative-order")] * found


def test_claims(small: Small) -> None:
    story = """
characters: {x: {ages: [30 at e, {age: 20, at: e, says: y}]}, y: {}}
events: {e: {when: 1900}}
"""
    found = small.only(story)
    assert (str(found.severity), found.rule) == ("note", "claim-differs")
    assert "Y says" in found.message


SECRET = """
characters: {x: {}, y: {}, z: {died: 1900}}
secrets: {s: {what: The truth, known: [%s]}}
events:
  a: {when: 1890, who: [x, y (mentioned)]}
  b: {when: 1895, uses: [%s]}
  c: {when: 1910, who: [x]}
"""


@pytest.mark.parametrize(
    ("known", "uses", "found"),
    [
        ("{who: x, from: a}", "{who: x, secret: s}", []),
        ("{who: x, from: c}", "{who: x, secret: s}", [("error", "acts-on-unknown")]),
        ("{who: x, seen: c}", "{who: x, secret: s}", []),
        ("x", "{who: x, secret: s}", []),
        ("{who: x, from: b}", "{who: x, secret: s}", []),
        ("{who: x, until: a}", "{who: x, secret: s}", [("error", "acts-on-unknown")]),
        ("{who: x, from: c}, {who: x, from: 1893}", "{who: x, secret: s}", []),
        ("{who: x, from: a}", "{who: y, secret: s}", [("warning", "acts-on-unknown")]),
        ("", "{who: y, secret: s}", []),
        ("{who: y, from: a, how: told}", "", [("error", "learns-while-absent-or-dead")]),
        ("{who: y, from: a, how: by letter}", "", []),
        ("{who: y, from: a}", "", []),
        ("{who: y, from: after a, how: told}", "", []),
        ("{who: y, from: b, how: told}", "", []),
        ("{who: x, from: a, how: told}", "", []),
        ("{who: z, from: a, how: told}", "", []),
        ("{who: z, from: c}", "", [("error", "learns-while-absent-or-dead")]),
        ("{who: z, from: 1900}", "", []),
    ],
)
def test_knowledge(small: Small, known: str, uses: str, found: list[tuple[str, str]]) -> None:
    assert small.findings(SECRET % (known, uses)) == found


THREAD = "threads: {t: {kind: %s, what: It, %s}}\nevents: {a: {when: 1900}, b: {when: 1910}}\n"
PLACED = """
scenes:
  s1: {manuscript: m, paragraphs: 1, tells: [b]}
  s2: {manuscript: m, paragraphs: 2, tells: [a], strand: x}
"""


def test_threads(small: Small) -> None:
    assert names(small, THREAD % ("promise", "planted: b, paid: a")) == ["paid-off-before-planted"]
    assert names(small, THREAD % ("promise", "planted: a, paid: a")) == []
    assert names(small, THREAD % ("question", "planted: b, paid: a")) == []
    assert names(small, THREAD % ("question", "planted: b, paid: a") + PLACED, TOLD) == []
    assert names(small, THREAD % ("question", "planted: a, paid: b") + PLACED, TOLD) == [
        "paid-off-before-planted"
    ]
    assert names(small, THREAD % ("clue", "planted: a")) == ["never-paid-off"]
    assert names(small, THREAD % ("question", "planted: a")) == ["question-left-open"]
    assert names(small, THREAD % ("question", "paid: a")) == []


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Marek", "Maren", True),
        ("Marek", "Marke", True),
        ("Sara", "Sarah", True),
        ("Marek", "Marek", False),
        ("Marek", "Malek", False),
        ("Mara", "Myra", False),
        ("Sakura", "Sasuke", False),
        ("Marek Venn", "Maren Venn", False),
        ("Marek Venn", "Maren Holt", True),
        ("Lord Venn", "Lord Vann", False),
        ("Ann", "Anne", False),
    ],
)
def test_confusable_names(small: Small, one: str, other: str, alike: bool) -> None:
    story = f"characters: {{x: {{name: {one}}}, y: {{name: {other}}}}}\nevents: {{e: {{who: [x, y]}}}}\n"
    assert names(small, story) == (["confusable-names"] if alike else [])
    assert names(small, story.replace(", y]", "]")) == []


def test_a_man_and_a_woman_are_told_apart(small: Small) -> None:
    story = "characters: {x: {name: Mario, sex: male}, y: {name: Maria, sex: female}}\n"
    story += "events: {e: {who: [x, y]}}\n"
    assert names(small, story) == []


ONE = "manuscripts: {one-shot: {title: The Lower Town, paragraphs: 52}}\n"
TWO = "manuscripts: {one-shot: {title: The Lower Town, paragraphs: 52}, book-2: {}}\n"


@pytest.mark.parametrize(
    ("source", "settings", "found"),
    [
        ("one-shot ¶52", ONE, 0),
        ("one-shot ¶53", ONE, 1),
        ("one-shot 53", ONE, 1),
        ("¶53", ONE, 1),
        ("par. 53", ONE, 1),
        ("¶19-25", ONE, 0),
        ("¶19-60", ONE, 1),
        ("¶5, 60", ONE, 1),
        ("¶0", ONE, 1),
        ("one-shot ch. 99", ONE, 0),
        ("chapter 99", ONE, 0),
        ("the letter of 1999", ONE, 0),
        ("The Lower Town ¶53", ONE, 1),
        ("The Lower Town ¶5", ONE, 0),
        ("¶53", TWO, 0),
        ("one-shot ¶5; book-2 ¶999", TWO, 0),
        ("one-shot ¶5; ¶60", TWO, 1),
        ("book-2 ¶9; one-shot ¶60", TWO, 1),
        ("one-shot ¶5, book-2 ¶999", TWO, 0),
        ("one-shot ¶5, 7, book-2 ¶9, one-shot ¶60", TWO, 1),
        ("one-shot ¶5 and 60", TWO, 1),
        ("¶" + "1, " * 4000 + "x", ONE, 0),
        ("book-3 ¶9", TWO, 1),
        ("onshot ¶9", TWO, 1),
        ("interview ¶9", TWO, 1),
        ("my notes ¶9", TWO, 0),
        ("¶53", "title: A test\n", 0),
        ("nowhere ¶53", "title: A test\n", 0),
        ("somewhere", ONE, 0),
    ],
)
def test_sources(small: Small, source: str, settings: str, found: int) -> None:
    story = f'characters: {{x: {{source: "{source}"}}}}\n'
    assert small.findings(story, settings) == [("warning", "source-out-of-range")] * found


def test_sources_are_counted_in_a_text_that_is_there(small: Small) -> None:
    (small.folder / "manuscript").mkdir()
    (small.folder / "manuscript" / "one.txt").write_text("Title\n\nFirst.\n\nSecond.\n", encoding="utf-8")
    settings = "manuscripts: {one: {file: ../manuscript/one.txt}}\n"
    assert names(small, "characters: {x: {source: ¶3}}\n", settings) == []
    assert names(small, "characters: {x: {source: ¶4}}\n", settings) == ["source-out-of-range"]
    assert names(small, "characters: {x: {source: ¶4}}\n", settings.replace("one.txt", "two.txt")) == []


def test_sources_of_parts_and_of_scenes(small: Small) -> None:
    story = "characters: {x: {ages: [{age: 25, at: e, source: ¶60}], source: ¶3}}\nevents: {e: {}}\n"
    assert names(small, story, ONE) == ["source-out-of-range"]
    assert names(small, "scenes: {s: {paragraphs: 50-60}}\n", ONE) == ["source-out-of-range"]
    assert names(small, "scenes: {s: {manuscript: one-shto, paragraphs: 5}}\n", ONE) == [
        "source-out-of-range"
    ]


def test_a_young_bible_has_no_unused_records(small: Small) -> None:
    story = (
        "places: {quay: {}, abbey: {}}\nitems: {ring: {}}\nsecrets: {s: {}}\ncharacters: {x: {}}\nevents:\n"
    )
    assert names(small, story + "".join(f"  e{n}: {{}}\n" for n in range(10))) == []
    grown = story + "".join(f"  e{n}: {{}}\n" for n in range(20))
    assert names(small, grown) == ["unused-record"] * 5
    assert (
        names(small, grown.replace("e5: {}", "e5: {where: quay, who: [x], items: [ring]}"))
        == ["unused-record"] * 2
    )


def test_a_thread_names_both_its_ends(small: Small) -> None:
    story = (
        "threads: {t: {what: The ring, kind: promise, planted: e, paid: %s}}\n"
        "events: {e: {when: 1930}, f: {when: 1920}}\n"
    )
    lines = [part.statement for part in small.only(story % "f").evidence]
    assert lines[0] == "“The ring” is planted at “E”"
    assert "“The ring” is paid off at “F”" in lines
    lines = [part.statement for part in small.only(story % 1920).evidence]
    assert lines.count("“The ring” is paid off in 1920") == 1
    assert len(lines) == 3


@pytest.mark.parametrize("settings", ["title: A test\n", "manuscripts: {m: {paragraphs: 50}}\n"])
@pytest.mark.parametrize("ends", ["planted: s1, paid: s2", "planted: e, paid: f"])
def test_a_question_answered_before_it_is_told(small: Small, settings: str, ends: str) -> None:
    """Also where the thread names scenes, and where one manuscript needs no name."""
    story = (
        f"threads: {{t: {{kind: question, {ends}}}}}\nevents: {{e: {{when: 1900}}, f: {{when: 1890}}}}\n"
        "scenes:\n  s1: {paragraphs: %s, tells: [e]}\n  s2: {paragraphs: %s, tells: [f]}\n"
    )
    assert names(small, story % ("6-7", "1-5"), settings) == ["paid-off-before-planted"]
    assert names(small, story % ("1-5", "6-7"), settings) == ["narrative-order"]
    assert names(small, story % ("1-5", "3-7"), settings) == []


def test_scenes_inside_each_other_are_one_mistake(small: Small) -> None:
    story = "events: {e: , g: }\nscenes: {s1: {tells: [e], strand: flashback, in: s2}, s2: {tells: [g], %s}}"
    assert small.findings(story % "strand: flashback, in: s1") == [("error", "wrong-type")]
    assert small.findings(story % "strand: flashback") == []
