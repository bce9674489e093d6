"""Rich text (.rtf 1.9): the words of the document, by one pass over its signs and control words.

Deleted and hidden text, notes, headers, fields' instructions and pictures are no prose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from storybible.manuscript.readers.outline import Sheet
from storybible.manuscript.readers.pages import Pages

TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
UNREAD = frozenset(
    (
        b"colortbl info pict object header headerl headerr headerf footer footerl footerr footerf footnote "
        b"annotation atnid atnauthor atnref atndate xe tc rxe fldinst themedata colorschememapping datastore "
        b"latentstyles listtable listoverridetable rsidtbl generator xmlnstbl filetbl revtbl bkmkstart "
        b"bkmkend private template nextfile shpinst sp objdata panose falt listtext pntext ftnsep ftnsepc "
        b"ftncn aftnsep aftnsepc aftncn background pgptbl userprops docvar mmathPr"
    ).split()
)
SIGNS = {
    b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
    b"bullet": "•", b"tab": " ", b"line": " ", b"emspace": " ", b"enspace": " ", b"qmspace": " ",
    b"softline": " ", b"lbr": " ", b"page": " ",
}  # fmt: skip
ENDS = frozenset((b"par", b"sect", b"row", b"nestrow", b"cell", b"nestcell"))
SYMBOLS = {b"~": "\xa0", b"_": "\u2011", b"-": ""}
CHARSETS = {
    0: "cp1252", 77: "mac-roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250",
}  # fmt: skip
PAGES_OF_CODE = {b"mac": "mac-roman", b"pc": "cp437", b"pca": "cp850", b"ansi": "cp1252"}
BINARY = re.compile(rb"\\bin(\d{1,10}) ?")
HEADINGS = ("heading", "title", "subtitle", "chapter")
SCRIVENER = re.compile(r"<!?\$Scr_[A-Za-z]+::\d+>|\{\\Scrv_(annot|fn)\b.{0,5000}?\\end_Scrv_\1\}")
TEXT, NOTES, FONTS, STYLES, NOWHERE = range(5)
TABLES = {b"fonttbl": FONTS, b"stylesheet": STYLES}


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside a pair of braces.

    ``into``: where words go.  ``hidden``: hidden or deleted.  ``skip``: how many signs stand in for one sign
    of Unicode.
    """

    into: int = TEXT
    hidden: bool = False
    skip: int = 1
    encoding: str = ""


def read_rich_text(data: bytes, notes: bool = False) -> Sheet:
    """The paragraphs of a document; with ``notes`` its footnotes after them."""
    reader = _Reader(notes)
    reader.read(_without_pictures(data))
    return reader.pages.sheet()


def _without_pictures(data: bytes) -> bytes:
    """The data without stretches of raw bytes, in which braces mean nothing."""
    parts, at = [], 0
    while found := BINARY.search(data, at):
        parts.append(data[at : found.start()])
        at = found.end() + int(found[1])
    return b"".join((*parts, data[at:])) if parts else data


class _Reader:
    def __init__(self, notes: bool) -> None:
        self.wanted = notes
        self.pages = Pages()
        self.state = _State()
        self.stack: list[_State] = []
        self.main: list[str] = []
        self.notes: list[str] = []
        self.bytes = bytearray()
        self.high = ""  # the first half of a letter of two signs
        self.skipped = 0
        self.first = False  # nothing but the opening brace of a group has been read
        self.optional = False  # \* begins a group that who does not know it may leave out
        self.heading = False
        self.encoding = "cp1252"
        self.headings: set[bytes] = set()
        self.fonts: dict[bytes, str] = {}
        self.entry = b""  # the font or the style that a table is about
        self.name = ""

    def read(self, data: bytes) -> None:
        """Go through all signs."""
        for found in TOKEN.finditer(data):
            word, number, byte, symbol, brace, plain = found.groups()
            if brace:
                self.brace(brace)
                continue
            if word:
                self.word(word, number)
            elif byte:
                self.put_bytes(bytes.fromhex(byte.decode()))
            elif symbol:
                self.symbol(symbol)
            elif plain:
                self.put_bytes(plain)
            else:
                continue  # the line of the file ends, and means nothing
            if symbol != b"*":
                self.first = self.optional = False
        self.state = _State()
        self.end_paragraph()
        if self.notes:
            self.pages.break_()
            for note in "".join(self.notes).split("\n"):
                self.pages.paragraph(note)

    def brace(self, brace: bytes) -> None:
        self.flush()
        self.skipped = 0
        if brace == b"{":
            self.stack.append(self.state)
            self.first, self.optional = True, False
            return
        outer = self.stack.pop() if self.stack else _State()
        if self.state.into == STYLES:
            if self.name.strip().lower().startswith(HEADINGS):
                self.headings.add(self.entry)
            self.entry, self.name = b"", ""
        elif self.state.into == NOTES and outer.into != NOTES:
            self.notes.append("\n")
        self.state = outer
        self.first = False

    def word(self, word: bytes, number: bytes | None) -> None:
        """A control word."""
        self.flush()
        self.skipped = 0
        state = self.state
        if word == b"u" and number is not None:
            self.unicode(int(number) % 65536)
            self.skipped = state.skip
        elif self.optional or (self.first and word in UNREAD):
            note = word == b"footnote" and self.wanted and state.into == TEXT
            self.state = replace(state, into=NOTES if note else NOWHERE)
        elif self.first and word in TABLES:
            self.state = replace(state, into=TABLES[word])
        elif word in ENDS:
            self.end_paragraph()
        elif word in SIGNS:
            self.put(SIGNS[word])
        elif word in (b"deleted", b"v"):
            self.state = replace(state, hidden=number != b"0")
        elif word == b"plain":
            self.state = replace(state, hidden=False)
        elif word == b"pard":
            self.heading = False
        elif number is not None:
            self.numbered(word, number)
        elif word in PAGES_OF_CODE and len(self.stack) == 1:
            self.encoding = PAGES_OF_CODE[word]

    def numbered(self, word: bytes, number: bytes) -> None:
        """A control word with a number that says more than yes or no."""
        if word == b"uc":
            self.state = replace(self.state, skip=max(0, min(int(number), 16)))
        elif word == b"f":
            self.entry = number if self.state.into == FONTS else self.entry
            self.state = replace(self.state, encoding=self.fonts.get(number, ""))
        elif word == b"fcharset" and self.state.into == FONTS:
            self.fonts[self.entry] = CHARSETS.get(int(number), "")
        elif word == b"s":
            if self.state.into == STYLES:
                self.entry = number
            elif number in self.headings:
                self.heading = True
        elif word == b"outlinelevel" and self.state.into == TEXT and 0 <= int(number) < 9:
            self.heading = True
        elif word == b"ansicpg":
            self.encoding = _codec(f"cp{int(number)}") or self.encoding

    def symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self.optional = self.first
        elif symbol in (b"\n", b"\r"):
            self.flush()
            self.end_paragraph()
        elif symbol in SYMBOLS:
            self.flush()
            self.put(SYMBOLS[symbol])
        elif symbol in (b"\\", b"{", b"}"):
            self.put_bytes(symbol)

    def unicode(self, code: int) -> None:
        """A sign of UTF-16; two of them may make one letter."""
        if 0xD800 <= code < 0xDC00:
            self.high = chr(code)
        elif 0xDC00 <= code < 0xE000:
            pair, self.high = self.high + chr(code), ""
            self.put(pair.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
        else:
            self.put(chr(code))

    def put_bytes(self, data: bytes) -> None:
        if self.skipped:
            gone = min(self.skipped, len(data))
            self.skipped -= gone
            data = data[gone:]
        self.bytes += data

    def flush(self) -> None:
        """Letters of two bytes stand in two control words: bytes are read together."""
        if self.bytes:
            data, self.bytes = bytes(self.bytes), bytearray()
            self.put(data.decode(self.state.encoding or self.encoding, "replace"))

    def put(self, text: str) -> None:
        if self.state.hidden:
            return
        if self.state.into == TEXT:
            self.main.append(text)
        elif self.state.into == NOTES:
            self.notes.append(text)
        elif self.state.into == STYLES:
            self.name += text

    def end_paragraph(self) -> None:
        """A paragraph is whole; where its end is deleted, it goes on."""
        self.flush()
        if self.state.into == NOTES:
            self.notes.append(" ")
        if self.state.into != TEXT or self.state.hidden:
            return
        text = "".join(self.main)
        self.main.clear()
        self.pages.paragraph(SCRIVENER.sub("", text) if "$" in text or "\\" in text else text, self.heading)


def _codec(name: str) -> str:
    import codecs

    try:
        return codecs.lookup("utf-8" if name == "cp65001" else name).name
    except LookupError:
        return "mac-roman" if name == "cp10000" else ""
