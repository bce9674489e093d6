"""Manuscripts as paragraphs: plain text and Markdown, encodings, and what cannot be read."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storybible.diagnostics import Severity
from storybible.manuscript.prose import Place, Prose
from storybible.manuscript.readers import read_prose

Reading = Callable[..., Prose]
STORY = Path(__file__).parent.parent.parent / "shared" / "story"


def paragraphs(prose: Prose) -> list[str]:
    return [prose.text[p.start : p.end] for p in prose.paragraphs]


def headings(prose: Prose) -> list[int]:
    return [p.number for p in prose.paragraphs if p.heading]


def scenes(prose: Prose) -> list[tuple[int, int]]:
    return [(s.paragraphs[0].number, s.paragraphs[-1].number) for s in prose.scenes()]


@pytest.fixture
def read(tmp_path: Path) -> Reading:
    def reading(content: str | bytes, name: str = "draft.txt") -> Prose:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_prose(path)

    return reading


@pytest.mark.skipif(not STORY.is_dir(), reason=f"the story is not at {STORY}")
def test_the_story_has_the_paragraphs_that_its_locators_count() -> None:
    prose = read_prose(STORY / "asuma-and-sakura.txt")
    listed = (STORY / "paragraphs.txt").read_text(encoding="utf-8").strip().split("\n")
    assert [f"¶{p.number}\t{t}" for p, t in zip(prose.paragraphs, paragraphs(prose), strict=True)] == listed
    assert headings(prose) == [1]
    assert scenes(prose) == [(1, 6), (7, 15), (16, 17), (18, 34), (35, 42), (43, 44), (45, 52)]


# ---- what a paragraph is -----------------------------------------------------------------------------------


def test_lines_that_fill_a_page_are_one_paragraph(read: Reading) -> None:
    prose = read(
        "The lamp had been dark since Tuesday, and nobody in the town would say who\n"
        "had let it go out. Nora climbed the stairs with the can of oil in her hand\n"
        "and counted them aloud.\n\nThere were ninety.\n"
    )
    assert [len(p.split("\n")) for p in paragraphs(prose)] == [3, 1]
    assert prose.place(prose.text.index("counted")) == Place(prose.name, 3, 5, 1)
    assert prose.place(prose.text.index("ninety")) == Place(prose.name, 5, 12, 2)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_other_lines_are_paragraphs_each(read: Reading, end: str) -> None:
    prose = read(
        end.join(["“Nora?”", "“Here.” She put the can down beside the door and sat.", "“Good.”", ""])
    )
    assert len(prose.paragraphs) == 3
    assert prose.place(prose.text.index("Good")) == Place(prose.name, 3, 2, 3)


def test_breaks_are_no_paragraphs(read: Reading) -> None:
    prose = read("One.\n\n* * *\n\nTwo.\n\n---\n\nThree.\n\n#\n\nFour.\n\n\n\nFive.\n\n“…”\n")
    assert paragraphs(prose) == ["One.", "Two.", "Three.", "Four.", "Five.", "“…”"]
    assert scenes(prose) == [(1, 1), (2, 2), (3, 3), (4, 4), (5, 6)]


def test_headings(read: Reading) -> None:
    prose = read("The Lamp\n\nPART ONE\n\nChapter 1: The Wreck\n\nIt blew.\n\nCHAPTER II\n\nIt was over.\n")
    assert headings(prose) == [1, 2, 3, 5]
    assert scenes(prose) == [(1, 4), (5, 6)]
    prose = read("# The Lamp\n\nIt blew.\n\nII\n==\nIt was over\n---\n\n## Three ##\nAnd done.\n", "a.md")
    assert paragraphs(prose) == ["The Lamp", "It blew.", "II", "It was over", "Three", "And done."]
    assert headings(prose) == [1, 3, 4, 5]


def test_the_text_is_the_files_own(read: Reading) -> None:
    written = "---\ntitle: X\n---\r\nShe was *now* **twenty**\t_five_ <!-- or six -->, snake_case.\r\n"
    prose = read(written, "a.md")
    assert prose.text == written
    assert prose.front_matter == {"title": "X"}
    assert len(prose.readable) == len(written)
    (start,) = (p.start for p in prose.paragraphs)
    assert prose.readable[start:].split() == ["She", "was", "now", "twenty", "five", ",", "snake_case."]


def test_front_matter_is_not_a_break(read: Reading) -> None:
    prose = read("---\nat: 5 years after wedding\npov: [mara, odo]\n---\nShe woke.\n", "a.md")
    assert prose.front_matter == {"at": "5 years after wedding", "pov": "mara, odo"}
    assert paragraphs(prose) == ["She woke."]
    prose = read("---\n\nShe said: no.\n\n---\n\nHe left.\n", "a.md")
    assert prose.front_matter == {}
    assert paragraphs(prose) == ["She said: no.", "He left."]


def test_words_to_the_program(read: Reading) -> None:
    prose = read(
        "She woke.\n\n<!-- storybible: at 5 years\nafter wedding -->\n\nHe left.\n\n"
        "<!-- check this! -->\n\nDone.\n",
        "a.md",
    )
    assert [d.text for d in prose.directives] == ["at 5 years after wedding"]
    assert paragraphs(prose) == ["She woke.", "He left.", "Done."]
    assert [s.directives for s in prose.scenes()] == [(), ("at 5 years after wedding",)]
    prose = read("She woke.\n\n[storybible: at the-flood]\n\nHe left. [sic]\n")
    assert [d.text for d in prose.directives] == ["at the-flood"]
    assert paragraphs(prose) == ["She woke.", "He left. [sic]"]
    assert [s.directives for s in prose.scenes()] == [(), ("at the-flood",)]
    assert [d.text for d in read("%% storybible: at x %%\nShe woke. %% why? %%", "a.md").directives] == [
        "at x"
    ]


# ---- encodings ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings(read: Reading, encoding: str) -> None:
    prose = read("Zoë—“twenty-five”…\n\nShe was now in her late thirties.\n".encode(encoding))
    assert paragraphs(prose) == ["Zoë—“twenty-five”…", "She was now in her late thirties."]
    assert not prose.problems


def test_a_guessed_encoding_is_said(read: Reading) -> None:
    prose = read("He left.\n“Zoë”\n".encode("cp1252"))
    assert prose.text == "He left.\n“Zoë”\n"
    (note,) = prose.problems
    assert (note.severity, note.span.line) == (Severity.NOTE, 2)
    assert "Windows-1252" in note.message
    prose = read("“Zoë” “Zoë”\n".encode() + b"\x93Zo\xeb\x94\n")
    assert prose.text == "“Zoë” “Zoë”\n“Zoë”\n"
    assert prose.problems[0].span.line == 2


# ---- what cannot be read -----------------------------------------------------------------------------------


def refused(prose: Prose) -> str:
    (problem,) = prose.problems
    assert problem.severity is Severity.ERROR
    assert not prose.paragraphs
    return problem.message


def test_what_cannot_be_read_is_told_in_a_line(read: Reading, tmp_path: Path) -> None:
    assert "no such file" in refused(read_prose(tmp_path / "none.txt"))
    assert "no text" in refused(read(bytes(range(256)) * 40))
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(2**30)
    assert refused(read_prose(huge)) == "it is 1.0 GB long; a manuscript may have 64 MB"
    assert "cannot be read" in refused(read_prose("a\0b"))


def test_an_empty_text_is_an_empty_prose(read: Reading) -> None:
    for content in ("", "\n\n", "\ufeff", "***\n", "<!-- nothing -->"):
        prose = read(content)
        assert (prose.paragraphs, prose.problems, prose.scenes()) == ([], [], [])


def test_the_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Zoë woke.\n".encode())))
    prose = read_prose("-")
    assert paragraphs(prose) == ["Zoë woke."]
    assert prose.place(4) == Place("-", 1, 5, 1)


SIGNS = st.lists(
    st.sampled_from(
        [*"ab ¶“”…\n\n\n\r\t#*-_<>!%[]:=\u2028\x0c\ufeffé", "storybible: ", "<!--", "-->", "---\n"]
    ),
    max_size=60,
).map("".join)


@given(text=SIGNS, markdown=st.booleans())
@settings(max_examples=150, deadline=None)
def test_any_text_keeps_its_places(
    text: str, markdown: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / ("any.md" if markdown else "any.txt")
    path.write_bytes(text.encode())
    prose = read_prose(path)
    assert prose.text == text.removeprefix("\ufeff") or prose.problems
    assert len(prose.readable) == len(prose.text)
    end = 0
    for number, paragraph in enumerate(prose.paragraphs, 1):
        assert paragraph.number == number
        assert end <= paragraph.start < paragraph.end
        end = paragraph.end
        assert prose.text[paragraph.start : end].strip() == prose.text[paragraph.start : end]
        assert prose.place(paragraph.start).paragraph == number
    told = [p.number for scene in prose.scenes() for p in scene.paragraphs]
    assert told == [p.number for p in prose.paragraphs]
