"""Word processors' files, e-books, projects and folders as manuscripts; broken and hostile ones."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manuscript_files import docx, epub, flat, odt, p, packed

from storybible.diagnostics import Severity
from storybible.manuscript.prose import Place, Prose
from storybible.manuscript.readers import archive, read_prose

Reading = Callable[..., Prose]


def paragraphs(prose: Prose) -> list[str]:
    assert [d.message for d in prose.problems if d.severity is Severity.ERROR] == []
    return [prose.text[p.start : p.end] for p in prose.paragraphs]


def headings(prose: Prose) -> list[int]:
    return [p.number for p in prose.paragraphs if p.heading]


def scenes(prose: Prose) -> list[tuple[int, int]]:
    return [(s.paragraphs[0].number, s.paragraphs[-1].number) for s in prose.scenes()]


def refused(prose: Prose) -> str:
    (problem,) = prose.problems
    assert problem.severity is Severity.ERROR
    assert not prose.paragraphs
    return problem.message


@pytest.fixture
def read(tmp_path: Path) -> Reading:
    def reading(content: str | bytes, name: str, notes: bool = False) -> Prose:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_prose(path, notes)

    return reading


# ---- Word ----------------------------------------------------------------------------------------------


def test_word(read: Reading) -> None:
    prose = read(
        docx(
            p("The Lamp", "berschrift1") + p("Nora woke.") + p("") + p("* * *") + p("Two", "Mine")
            + p("She was <!-- --> thirty.", "Body")
            + "<w:tbl><w:tr><w:tc>" + p("In a cell.") + "</w:tc></w:tr></w:tbl>"
        ),
        "a.docx",
    )  # fmt: skip
    assert paragraphs(prose) == ["The Lamp", "Nora woke.", "Two", "She was  thirty.", "In a cell."]
    assert headings(prose) == [1, 3]
    assert scenes(prose) == [(1, 2), (3, 5)]
    assert prose.place(prose.text.index("thirty")) == Place(prose.name, 4, 10, 4)


def test_word_without_what_was_deleted_or_hidden(read: Reading) -> None:
    body = (
        "<w:p><w:r><w:t>She was </w:t></w:r>"
        "<w:del><w:r><w:delText>nineteen</w:delText><w:t>19</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t>twenty</w:t></w:r></w:ins><w:moveFrom><w:r><w:t> gone</w:t></w:r></w:moveFrom>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t> hidden</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> now</w:t></w:r>'
        "<w:r><w:instrText> DATE </w:instrText></w:r><w:hyperlink><w:r><w:t>.</w:t></w:r></w:hyperlink></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>One </w:t></w:r></w:p>"
        "<w:p><w:r><w:t>line</w:t><w:br/><w:t>or</w:t><w:tab/><w:t>two.</w:t></w:r></w:p>"
    )
    assert paragraphs(read(docx(body), "a.docx")) == ["She was twenty now.", "One line or two."]


def test_comments_and_notes_of_word(read: Reading) -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    comments = (
        f'<w:comments {space}><w:comment w:id="3">{p("storybible: at the-flood")}</w:comment></w:comments>'
    )
    notes = (
        f'<w:footnotes {space}><w:footnote w:type="separator">{p("-")}</w:footnote>'
        f"<w:footnote>{p('A note.')}</w:footnote></w:footnotes>"
    )
    body = p("She woke.") + '<w:p><w:r><w:commentReference w:id="3"/><w:t>He left.</w:t></w:r></w:p>'
    file = docx(body, comments=comments, footnotes=notes)
    prose = read(file, "a.docx")
    assert paragraphs(prose) == ["She woke.", "He left."]
    assert [s.directives for s in prose.scenes()] == [(), ("at the-flood",)]
    assert paragraphs(read(file, "a.docx", notes=True)) == ["She woke.", "He left.", "A note."]


# ---- OpenDocument --------------------------------------------------------------------------------------

ODT = (
    "<text:tracked-changes><text:changed-region><text:deletion><text:p>Deleted.</text:p></text:deletion>"
    '</text:changed-region></text:tracked-changes><text:p text:style-name="P1">The Lamp</text:p>'
    '<text:h text:outline-level="1">One</text:h><text:p>She\n  was<text:s text:c="2"/><text:span>twenty'
    "</text:span><text:note><text:note-body><text:p>A note.</text:p></text:note-body></text:note>"
    "<office:annotation><text:p>storybible: at the-flood</text:p></office:annotation><text:tab/>now.</text:p>"
    "<text:list><text:list-item><text:p>A list.</text:p></text:list-item></text:list>"
)
P1 = '<style:style style:name="P1" style:parent-style-name="Title"/>'


@pytest.mark.parametrize("name", ["a.odt", "a.fodt"])
def test_opendocument(read: Reading, name: str) -> None:
    file = odt(ODT, P1) if name == "a.odt" else flat(ODT, P1)
    prose = read(file, name)
    assert paragraphs(prose) == ["The Lamp", "One", "She was  twenty now.", "A list."]
    assert headings(prose) == [1, 2]
    assert [d.text for d in prose.directives] == ["at the-flood"]
    assert prose.place(prose.text.index("twenty")) == Place(prose.name, 3, 10, 3)
    assert paragraphs(read(file, name, notes=True))[-1] == "A note."


# ---- e-books and web pages -----------------------------------------------------------------------------


def test_epub(read: Reading) -> None:
    pages = {
        "nav.xhtml": "<html><body><p>Contents</p></body></html>",
        "2.xhtml": "<html><body><p>Two&nbsp;&mdash;&#8220;yes&#8221;</p><hr/><p>Done.</p></body></html>",
        "1.xhtml": "<?xml version='1.0'?><!DOCTYPE html><html><head><title>No</title></head><body>"
        "<h1>The <i>Lamp</i></h1><p>She\nwas <b>twen</b>ty.<br/><br/>Now.</p><script>x()</script>"
        "</body></html>",
    }
    prose = read(epub(pages, ("nav.xhtml", "1.xhtml", "2.xhtml")), "a.epub")
    assert paragraphs(prose) == ["The Lamp", "She was twenty.", "Now.", "Two —“yes”", "Done."]
    assert headings(prose) == [1]
    assert scenes(prose) == [(1, 3), (4, 4), (5, 5)]
    assert prose.place(prose.text.index("yes")) == Place(f"{prose.name}/OEBPS/2.xhtml", 1, 7, 4)


def test_an_e_book_that_is_locked_or_leads_outside(read: Reading) -> None:
    locked = '<encryption><CipherReference URI="OEBPS/1.xhtml"/></encryption>'
    assert "locked" in refused(read(epub({"1.xhtml": "x"}, **{"META-INF/encryption.xml": locked}), "a.epub"))
    assert "no page" in refused(read(epub({"../../etc/passwd": ""}), "a.epub"))


def test_a_web_page(read: Reading) -> None:
    prose = read("<!DOCTYPE html><title>x</title><p>She was twenty<p>now.<!-- storybible: at x -->", "a.html")
    assert paragraphs(prose) == ["She was twenty", "now."]
    assert [d.text for d in prose.directives] == ["at x"]


# ---- rich text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>One<![CDATAx two</p>", "One"),
        ("<p>One<![CDATA[ <two> ]]>three</p>", "One <two> three"),
        ("<p>One</p><!-- never closed <p>Two</p>", "One\nTwo"),
        ("<p>One<!--> two<!---> three</p>", "One two three"),
        ('<p class="a>One</p><p>Two</p>', "One\nTwo"),
        ("<p title='<b>'>One</p><p>1 < 2 & 3 &amp; &#x94;</p>", "One\n1 < 2 & 3 & ”"),
        ("<P>One<BR/>two</P><style>p > a {}</style><SCRIPT>a</b></script><p>3</p>", "One two\n3"),
        ("<p>One</ p>two<?php x ?><!x>three</p", "Onetwothree"),
    ],
)
def test_a_web_page_with_something_wrong(read: Reading, page: str, text: str) -> None:
    prose = read(f"<html><body>{page}", "page.html")
    assert prose.text.strip() == text


@pytest.mark.parametrize("piece", ["<a ", "<a x='", "<!--", "</", "<!", "<script>", "<a/", "<![CDATA["])
def test_a_web_page_is_read_in_one_pass(read: Reading, piece: str) -> None:
    assert read(f"<html><body><p>One</p>{piece * 100_000}", "page.html").text.startswith("One\n")


@pytest.mark.parametrize("name", ["draft.md", "page.html", "draft.docx"])
def test_so_is_a_file_with_very_much_of_nothing(read: Reading, name: str) -> None:
    space = " " * 200_000
    if name.endswith("docx"):
        prose = read(packed({"word/document.xml": "<!DOCTYPE" * 40_000}), name)
        assert not prose.paragraphs and prose.problems
        return
    said = f"<!-- storybible: at wake{space}x -->"
    body = f"<html><body>{said}<p>One</p>" if name.endswith("html") else f"{said}\n\nOne\n"
    assert read(body, name).text.strip().endswith("One")


def test_rich_text(read: Reading) -> None:
    rtf = (
        rb"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Cyr;}{\*\falt x}}"
        rb"{\stylesheet{\s0 Normal;}{\s1\ql\sbasedon0 heading 1;}}{\info{\title No}}{\*\generator Riched20;}"
        b"{\\header Page \\par}\\pard\\s1 The Lamp\\par\r\n"
        b"\\pard Zo\\'eb was \\u8212?{\\b twen}ty\\~now.\\par"
        rb"{\f1 \'cd\'ee}\line{\deleted nineteen}{\v hidden}{\v0 seen} \{x\}\ldblquote yes\rdblquote"
        b"{\\footnote\\plain A note.}{\\pict\\bin4 }{}}}\\emdash"
        b"{\\field{\\*\\fldinst LINK}{\\fldrslt here}}\\par\n"
        rb"\u-10179?\u-8704?\'93So\'94\par \par * * *\par End}"
    )
    prose = read(rtf, "a.rtf")
    assert paragraphs(prose) == [
        "The Lamp", "Zoë was —twenty\xa0now.", "Но seen {x}“yes”—here", "😀“So”", "End",
    ]  # fmt: skip
    assert headings(prose) == [1]
    assert scenes(prose) == [(1, 4), (5, 5)]
    assert paragraphs(read(rtf, "a.rtf", notes=True))[-1] == "A note."


@given(
    st.lists(
        st.sampled_from([*"{}\\a \n", "\\par", "\\u8212", "\\'e", "\\*", "\\v", "{\\footnote", "\\bin9"])
    )
)
@settings(max_examples=100, deadline=None)
def test_any_rich_text_is_read(tmp_path_factory: pytest.TempPathFactory, parts: list[str]) -> None:
    path = tmp_path_factory.getbasetemp() / "any.rtf"
    path.write_text("{\\rtf1 " + "".join(parts), encoding="utf-8")
    assert not read_prose(path, True).problems


# ---- projects and folders ------------------------------------------------------------------------------

BINDER = """<?xml version="1.0"?><ScrivenerProject><Binder>
<BinderItem UUID="AA-1" Type="DraftFolder"><Title>Draft</Title><Children>
 <BinderItem UUID="B2" Type="Folder"><Children>
  <BinderItem UUID="C3" Type="Text"><Title>Wreck</Title></BinderItem>
  <BinderItem UUID="D4" Type="Text"><MetaData><IncludeInCompile>No</IncludeInCompile></MetaData></BinderItem>
 </Children></BinderItem>
 <BinderItem ID="12" Type="Text"/><BinderItem UUID="../../x" Type="Text"/>
 <BinderItem UUID="none" Type="Text"/>
</Children></BinderItem>
<BinderItem UUID="R1" Type="ResearchFolder"/><BinderItem UUID="T1" Type="TrashFolder"/>
</Binder></ScrivenerProject>"""


def test_a_scrivener_project(tmp_path: Path) -> None:
    project = tmp_path / "Lamp.scriv"
    texts = {
        "Data/B2": "Folder.",
        "Data/C3": r"Wreck <$Scr_Ps::0>blew.",
        "Data/D4": "Out.",
        "Data/R1": "Notes.",
    }
    for name, text in texts.items():
        (project / "Files" / name).mkdir(parents=True)
        (project / "Files" / name / "content.rtf").write_text(f"{{\\rtf1 {text}}}", encoding="utf-8")
    (project / "Files" / "Docs").mkdir()
    (project / "Files" / "Docs" / "12.rtf").write_text("{\\rtf1 Old.}", encoding="utf-8")
    (project / "Lamp.scrivx").write_text(BINDER, encoding="utf-8")
    for given_ in (project, project / "Lamp.scrivx"):
        prose = read_prose(given_)
        assert paragraphs(prose) == ["Folder.", "Wreck blew.", "Old."]
        assert scenes(prose) == [(1, 1), (2, 2), (3, 3)]
        assert prose.place(prose.text.index("Old")).file.endswith("12.rtf")
    (project / "Lamp.scrivx").write_text("<ScrivenerProject>", encoding="utf-8")
    assert "Lamp.scrivx" in refused(read_prose(project))


def test_a_folder_of_chapters(tmp_path: Path) -> None:
    files = {
        "10 End.txt": b"Ten.", "2 Middle.docx": docx(p("Two.")), "1 Start.md": b"# One\n\nWord.",
        "1 Start.docx": b"", "part 2/1.txt": b"Last.", "3 bad.docx": b"PK\3\4",
        ".git/x.txt": b"No.", "~$x.docx": b"No.", "cover.jpg": b"No.",
    }  # fmt: skip
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    prose = read_prose(tmp_path)
    assert paragraphs(prose) == ["One", "Word.", "Two.", "Ten.", "Last."]
    place = prose.place(prose.text.index("Last"))
    assert (place.file, place.line, place.column, place.paragraph) == (
        str(tmp_path / "part 2" / "1.txt"),
        1,
        1,
        5,
    )
    place = prose.place(prose.text.index("Two"))
    assert (os.path.basename(place.file), place.line, place.column, place.paragraph) == (
        "2 Middle.docx",
        1,
        1,
        3,
    )
    said = [problem.message for problem in prose.problems]
    assert said == [
        "1 Start.docx is left out: 1 Start.md is the same chapter",
        "it is left out: the file is damaged",
    ]


def test_an_empty_folder(tmp_path: Path) -> None:
    assert "no text in this folder" in refused(read_prose(tmp_path))


# ---- not what it seems, broken, hostile ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "name", "is_said", "is_in_truth"),
    [
        (docx(p("She woke.")), "a.txt", "plain text", "a Word file (.docx)"),
        (docx(p("She woke.")), "a.odt", "an OpenDocument text (.odt)", "a Word file (.docx)"),
        (odt("<text:p>She woke.</text:p>"), "a.docx", "a Word file (.docx)", "an OpenDocument text (.odt)"),
        (b"{\\rtf1 She woke.}", "a.docx", "a Word file (.docx)", "rich text (.rtf)"),
        (b"She woke.", "a.epub", "an e-book (.epub)", "plain text"),
        (epub({"1": "<p>She woke.</p>"}), "a.md", "Markdown", "an e-book (.epub)"),
    ],
)
def test_a_wrong_name_is_said(
    read: Reading, content: bytes, name: str, is_said: str, is_in_truth: str
) -> None:
    prose = read(content, name)
    assert paragraphs(prose) == ["She woke."]
    (note,) = prose.problems
    assert note.message == f"its name says {is_said}, and it is {is_in_truth}: read as that"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7", "it is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1", "an old or a password-protected Word file"),
        (packed({"x.txt": "x"}), "a zip archive that is no manuscript"),
        (packed({"Index/Document.iwa": "x"}), "a Pages file"),
        (packed({"a.scriv/a.scrivx": "x"}), "a packed Scrivener project"),
        (packed({"xl/workbook.xml": "x"}), "holds no text document"),
        (b"<?xml version='1.0'?><a/>", "it is XML"),
        (b"\0\1\2" * 100, "no text"),
        (docx("<w:p>"), "word/document.xml breaks off"),
        (docx("")[:-40], "damaged"),
        (b"PK\x03\x04" + b"x" * 100, "damaged"),
        (packed({"word/document.xml": "<abc/>"}, zipfile.ZIP_STORED).replace(b"abc", b"abd"), "damaged"),
        (odt("", **{"META-INF/manifest.xml": "<encryption-data/>"}), "protected by a password"),
        (packed({"content.xml": "<x/>"}), "there is no text in it"),
        (packed({"META-INF/container.xml": "<x/>"}), "does not say where"),
        (docx("").replace(b"word/document.xml", b"word/document.xmm", 1), "damaged"),
    ],
)
def test_what_is_no_manuscript(read: Reading, content: bytes, words: str) -> None:
    assert words in refused(read(content, "a.docx"))


def test_entities_are_refused(read: Reading) -> None:
    for declared in (
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://localhost/x"> %x;]>',
    ):
        for encoding in ("utf-8", "utf-16"):
            document = f'<?xml version="1.0"?>{declared}<w:document xmlns:w="x"/>'.encode(encoding)
            assert "entities" in refused(read(packed({"word/document.xml": document}), "a.docx"))
    external = b"<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><html><p>a &x; b</p></html>"
    assert "root" not in read(external, "a.html").text


def test_bombs_do_not_go_off(read: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "HARMLESS", 100_000)
    monkeypatch.setattr(archive, "CHUNK", 10_000)
    bomb = packed({"word/document.xml": b" " * 1_000_000})
    assert "are packed in its" in refused(read(bomb, "a.docx"))
    deep = docx("<w:sdt>" * 30_000 + "</w:sdt>" * 30_000)
    monkeypatch.setattr(archive, "HARMLESS", 10_000_000)
    assert "damaged" in refused(read(deep, "a.docx"))


def test_a_packed_file_behind_a_password(read: Reading) -> None:
    data = bytearray(docx(p("x")))
    at = data.index(b"PK\x01\x02", data.index(b"word/document.xml"))
    while b"word/document.xml" not in data[at : at + 80]:
        at = data.index(b"PK\x01\x02", at + 4)
    data[at + 8] |= 1
    assert "password" in refused(read(bytes(data), "a.docx"))


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_a_file_with_a_few_wrong_bytes(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([docx(p("She woke.")), odt(ODT), epub({"1": "<p>She woke.</p>"})]))
    broken = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "broken.docx"
    path.write_bytes(bytes(broken[: data.draw(st.integers(1, len(broken)))]))
    prose = read_prose(path)
    assert prose.problems or prose.paragraphs
