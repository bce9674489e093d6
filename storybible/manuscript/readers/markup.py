"""The tags, texts and comments of a web page, whatever is wrong with it, in one pass over its text.

The standard library's reader takes hours for some pages of a megabyte (a tag that never ends, many times
over), and stops at others; here no sign is looked at more than a few times.  What a browser would swallow up
to the page's end (a quote or a comment that is not closed) ends at the next ``>``: no text is lost by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

START, END, ALONE, TEXT, COMMENT = range(5)
Token = tuple[int, str]
"""What it is, and the tag's name in small letters, or the text, or the comment's."""

_TAG = re.compile(
    r"""</?([a-zA-Z][^\s/>]*+)((?:[^"'>]++|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))*+)(>|\Z)""", re.ASCII
)
_TORN = re.compile(r"</?([a-zA-Z][^\s/<>]*+)([^<>]*+)(>?)", re.ASCII)
_DECLARED = re.compile(r"<[!?/][^>]*+>?")
_RAW = {name: re.compile(rf"</{name}(?=[\s/>])", re.ASCII | re.I) for name in ("script", "style")}


def tokens(text: str) -> Iterator[Token]:
    """What a page holds, in its order; declarations and instructions are left out."""
    at = 0
    whole = True  # no tag so far runs to the page's end
    raw = dict(_RAW)  # those that are closed further on
    last_comment, last_section = text.rfind("-->"), text.rfind("]]>")
    while at < len(text):
        sign = text.find("<", at)
        if sign != at:
            end = len(text) if sign < 0 else sign
            yield TEXT, unescape(text[at:end])
            at = end
        elif text.startswith("<!--", at) and at + 2 <= last_comment:
            end = text.index("-->", at + 2)
            yield COMMENT, text[at + 4 : end]
            at = end + 3
        elif text.startswith("<![CDATA[", at) and at < last_section:
            end = text.index("]]>", at)
            yield TEXT, text[at + 9 : end]
            at = end + 3
        elif (tag := (_TAG if whole else _TORN).match(text, at)) is not None:
            if whole and not tag[3]:
                whole = False
                continue
            at = tag.end()
            name = tag[1].lower()
            if text.startswith("</", tag.start()):
                yield END, name
            elif tag[2].rstrip().endswith("/") and not tag[2].rstrip().endswith("=/"):
                yield ALONE, name
            else:
                yield START, name
                if name in raw:
                    closed = raw[name].search(text, at)
                    at = closed.start() if closed is not None else at
                    if closed is None:
                        del raw[name]
        elif (declared := _DECLARED.match(text, at)) is not None:
            at = declared.end()
        else:
            yield TEXT, "<"
            at += 1
