"""A new record: ``add KIND NAME FIELD=VALUE...``: its id, the file it goes to, and its lines there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from storybible.bible import Bible
from storybible.editing.filing import Filing, filing, fresh
from storybible.editing.grafts import entry_added, field_added, list_begun, node_in_brackets
from storybible.editing.outcome import Outcome, outcome
from storybible.editing.page import Graft, Page, Splice
from storybible.editing.scalars import EMPTY, Value, flow, line_of, scalar, shape_of
from storybible.editing.setting import NAME_LISTS, check_field, names_in, value_of
from storybible.editing.ties import add_tie
from storybible.editing.transaction import Change
from storybible.names import NameIndex
from storybible.queries.resolve import Misuse, described
from storybible.reading.ids import is_id, make_id
from storybible.reading.nodes import Mapping as MappingNode
from storybible.reading.nodes import Sequence as SequenceNode
from storybible.records import Text

NAME_FIELD = {
    "character": "name", "place": "name", "item": "name", "group": "name", "event": "title",
    "office": "title", "scene": "title", "secret": "what", "thread": "what", "fact": "what",
}  # fmt: skip
LETTERS = str.maketrans({
    "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l",
    "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "þ": "th", "Þ": "th", "ı": "i", "ħ": "h", "Ħ": "h",
})  # fmt: skip
"""Latin letters that are no others with a sign on them."""
ELISION = re.compile(r"(?:(?<=\b[dl])|(?<=\bqu))['’](?=\w)", re.IGNORECASE)
"""The sign between two words, as in *d'If* and *l'été*; in O'Malley it stands inside of one."""


def add(
    bible: Bible,
    kind: str,
    name: str,
    given: Sequence[tuple[str, str]] = (),
    id_: str | None = None,
    file: str | None = None,
    another: bool = False,
) -> Outcome:
    """Add a record, in memory.

    A name that a record of its kind has is refused, unless an id is given or ``another`` is meant.  One that
    could be an id is written as a name only where it is of another script: who types 王 types a name.
    ``given`` are fields (``traits.eyes``) and their values; one given twice is a list.  The name of a
    relationship is its line (``mara married teo from wedding``).  Raises :class:`Misuse` where something is
    missing or taken, or where the file cannot be edited safely.
    """
    fields: dict[str, Value] = {}
    for field, text in given:
        value = names_in(bible, field.removesuffix("+"), value_of(text))
        _enter(fields, field.split("."), value)
    if kind == "relationship":
        return add_tie(bible, name, fields, None if id_ is None else _chosen_id(bible, "", id_), file)
    if not name and id_ is None and NAME_FIELD[kind] in fields:
        name = str(fields[NAME_FIELD[kind]])
    if not name and id_ is None:
        raise Misuse(f"the {NAME_FIELD[kind]} of the {kind} is missing")
    if id_ is None and not another:
        twin = namesake(bible, kind, name)
        if twin:
            raise Misuse(f"{twin}; for another {kind} called so give it an id of its own with --id")
    made = _chosen_id(bible, name, id_)
    if name and (name != made or not made.isascii()) and NAME_FIELD[kind] not in fields:
        fields = {NAME_FIELD[kind]: name, **fields}
    target = filing(bible, kind, made, name, file)
    for field in fields:
        check_field(bible, kind, field, target.file)
    before = bible.loaded.files.get(target.file)
    after, offset = _written(bible, target, kind, made, fields)
    place = target.file, Page.read(target.file, after).line_number(offset)
    return outcome(bible, f"add {kind} {made}", made, [Change(target.file, before, after)], place)


def namesake(bible: Bible, kind: str, name: str) -> str:
    """Which record of a kind is called so already, in words; "" where none is."""
    names = bible.story.names
    for id_ in names.by_name.get(NameIndex.fold(name), []):
        if names.kind_of[id_] == kind:
            return f"the {kind} {described(bible.story, id_)} is called “{name}” already"
    return ""


def _enter(fields: dict[str, Value], path: list[str], value: Value) -> None:
    """A field's value in its place; a second one makes a list."""
    holder = fields
    for step in path[:-1]:
        inner = holder.setdefault(step, {})
        if not isinstance(inner, dict):
            raise Misuse(f"{'.'.join(path)}: {step} is given as a whole already")
        holder = inner
    last = path[-1].removesuffix("+")
    known = holder.get(last)
    more = value if len(path) == 1 and last in NAME_LISTS and isinstance(value, list) else [value]
    if known is None:
        holder[last] = more if path[-1].endswith("+") else value
    else:
        holder[last] = [*(known if isinstance(known, list) else [known]), *more]


# ---- ids ---------------------------------------------------------------------------------------------


def id_from(name: str) -> str:
    """An id made from a name: ``José Núñez`` gives ``jose-nunez``, ``d'If`` gives ``d-if``; "" where
    nothing is left."""
    import unicodedata

    plain, parted = "", ELISION.sub("-", name.translate(LETTERS))
    for sign in unicodedata.normalize("NFKC", parted):
        if unicodedata.category(sign)[0] == "M" and plain[-1:].isascii():
            continue  # an accent, which no letter of its own has
        base = unicodedata.normalize("NFD", sign)[0]
        plain += base if base.isascii() else sign
    return make_id(plain)


def _chosen_id(bible: Bible, name: str, id_: str | None) -> str:
    """The id asked for, or the first free one made from the name."""
    if id_ is not None:
        if not is_id(id_):
            made = id_from(id_)
            hint = f"; did you mean {made}?" if made else ""
            raise Misuse(f"“{id_}” is not an id; ids are lower-case letters, digits and hyphens{hint}")
        if id_ in bible.story.records:
            raise Misuse(
                f"{id_} is taken already, by the {bible.story.names.kind_of[id_]} {bible.story.label(id_)}"
            )
        if id_ in EMPTY:
            raise Misuse(f"{id_} means nothing at all in the files, so it is no id; choose another")
        _refuse_name(bible, id_)
        return id_
    base = id_from(name)
    if not base or base in EMPTY:
        raise Misuse(f"no id can be made from “{name}”; name one with --id")
    made, count = base, 1
    while made in bible.story.records or _taken_as_name(bible, made, name):
        count += 1
        made = f"{base}-{count}"
    return made


def _taken_as_name(bible: Bible, id_: str, name: str) -> list[str]:
    """The records that an id is a name of: what now means them would mean the new record."""
    found = bible.story.names.by_name.get(NameIndex.fold(id_), [])
    return found or bible.story.names.by_name.get(id_.replace("-", " "), [])


def _refuse_name(bible: Bible, id_: str) -> None:
    known = bible.story.names.by_name.get(id_, [])
    if known:
        whose = described(bible.story, known[0])
        raise Misuse(f"{id_} is a name of {whose}, which it would be taken for; choose another id")


# ---- text --------------------------------------------------------------------------------------------


def _written(
    bible: Bible, target: Filing, kind: str, id_: str, fields: Mapping[str, Value]
) -> tuple[str, int]:
    """The file's new text, and an offset on the line of the record."""
    plural = kind + "s"
    if target.alone:
        lines = [f"{kind}: {scalar(id_)}", *(f"{scalar(k)}: {line_of(v)}" for k, v in fields.items())]
        note = PurePosixPath(target.file).suffix.lower() == ".md"
        first = "---\n" if note else fresh(bible, target.file)
        return first + "\n".join([*lines, "---", ""] if note else [*lines, ""]), len(first)
    known = bible.loaded.files.get(target.file)
    page = Page.read(target.file, fresh(bible, target.file)) if known is None else Page.of(bible, target.file)
    graft = _graft(page, plural, id_, dict(fields))
    after = page.grafted(graft)
    splice = graft.splices[-1]
    shift = sum(len(s.text) - (s.end - s.start) for s in graft.splices[:-1])
    lead = len(splice.text) - len(splice.text.lstrip())
    if splice.text.lstrip().startswith(f"{plural}:"):
        lead = splice.text.index(id_)
    return after, splice.start + shift + lead


def _graft(page: Page, plural: str, id_: str, fields: dict[str, Value]) -> Graft:
    """A record more under the name of its kind."""
    root = page.root
    found = None
    if type(root) is MappingNode:
        found = next(((key, value) for key, value in root.items if key.value == plural), None)
    if found is None:
        return list_begun(page, plural, {id_: fields})
    key, value = found
    if type(value) is SequenceNode:
        return entry_added(page, key, value, {"id": id_, **fields})
    if type(value) is MappingNode and not value.braces:
        return _under(page, value, id_, fields)
    if type(value) is Text and value.start == value.end and not (root and node_in_brackets(root)):
        return _first(page, key, value, id_, fields)
    return field_added(page, value, id_, fields, key)


def _first(page: Page, key: Text, empty: Text, id_: str, fields: dict[str, Value]) -> Graft:
    """The first record under a name that stands there already."""
    indent = " " * (key.span.column + 1)
    lines = [f"{indent}{id_}:", *(f"{indent}  {scalar(k)}: {line_of(v)}" for k, v in fields.items())]
    at = page.line_end(page.colon(key))
    said = ((id_, shape_of(fields) if fields else ""),)
    splice = Splice(at, at, "".join(page.newline + line for line in lines))
    return Graft((splice,), {id(empty): lambda made: said})


def _under(page: Page, holder: MappingNode, id_: str, fields: dict[str, Value]) -> Graft:
    """A record below the last one of a list, in braces or over lines as that one is."""
    newline = page.newline
    key, last = holder.items[-1]
    indent = " " * (key.span.column - 1)
    braces = type(last) is MappingNode and last.braces
    if braces:
        lines = [f"{indent}{id_}: {flow(fields)}"]
    else:
        step = _indent(holder)
        lines = [f"{indent}{id_}:", *(f"{indent}{step}{scalar(k)}: {line_of(v)}" for k, v in fields.items())]
    at = page.line_end(max(page.end_of(last), page.colon(key)))
    gap = newline * (2 if _apart(page, holder, braces) else 1)
    said = shape_of(fields) if fields or braces else ""

    def change(made: object) -> object:
        return (*made, (id_, said))  # type: ignore[misc]

    return Graft((Splice(at, at, gap + newline.join(lines)),), {id(holder): change})  # type: ignore[dict-item]


def _indent(holder: MappingNode) -> str:
    """By how much the fields of the last record that has some stand to the right of its id."""
    for key, value in reversed(holder.items):
        if type(value) is MappingNode and not value.braces and value.items:
            return " " * max(value.items[0][0].span.column - key.span.column, 1)
    return "  "


def _apart(page: Page, holder: MappingNode, braces: bool) -> bool:
    """Whether a blank line stands between the last two records; one alone over lines is set apart."""
    if len(holder.items) < 2:
        return not braces and holder.items[-1][1].span.line > holder.items[-1][0].span.line
    (key, value), (last, _) = holder.items[-2:]
    between = page.text[max(page.end_of(value), page.colon(key)) : last.start]
    return re.search(r"(?:\r\n|[\r\n])[ \t]*(?:\r|(?<!\r)\n)", between) is not None
