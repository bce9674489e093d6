"""A field of a record set, added to, taken from or taken out: ``set ID FIELD VALUE``."""

from __future__ import annotations

from dataclasses import replace

from storybible.bible import Bible
from storybible.editing.grafts import (
    entry_added,
    entry_set,
    field_added,
    field_set,
    node_in_brackets,
    taken_out,
)
from storybible.editing.lines import PERIOD_WORDS, fields_of
from storybible.editing.outcome import Outcome, outcome
from storybible.editing.page import Graft, Splice
from storybible.editing.places import Place, place_of
from storybible.editing.scalars import Value, flow, shape, shape_of
from storybible.editing.transaction import Change
from storybible.editing.unread import require_read
from storybible.queries.resolve import Misuse, described, record
from storybible.reading import oneline
from storybible.reading.files import known_fields
from storybible.reading.kinds import PLURALS
from storybible.reading.lists import split_names
from storybible.reading.nodes import Mapping, Node, Sequence
from storybible.reading.vault import VAULT_KEYS
from storybible.records import Record, Text
from storybible.yamltext import parse

NAME_LISTS = frozenset((
    "who", "of", "parents", "births", "deaths", "revivals", "items", "tells", "members", "holders", "known",
    "aliases",
))  # fmt: skip
"""Fields that are lists of names, of which a text may say several."""


def value_of(text: str) -> Value:
    """What somebody means by a VALUE: ``[...]`` and ``{...}`` are lists and mappings, the rest is text."""
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise Misuse("the value holds half a letter, which cannot be written")
    if text[:1] in ("[", "{"):
        root, problems = parse(text, "")
        if problems and text[-1] in "]}":
            raise Misuse(f"“{text}” cannot be read: {problems[0].message}")
        if not problems and (type(root) is Mapping or type(root) is Sequence):
            return _plain(root)
    return text


def names_in(bible: Bible, field: str, value: Value) -> Value:
    """A text of several names as the list of them, where a field takes one, however its file is written.

    ``anna, john and eve`` are three.  A name with a comma that is known stays whole; one that is not yet
    known is given in a list: ``["Anna, the elder"]``.
    """
    if field not in NAME_LISTS or not isinstance(value, str) or value[:1] in ("'", '"'):
        return value
    parts = [part.value for part in split_names(Text(value, start=0, end=len(value))) if part.value]
    names = bible.story.names
    if field != "aliases" and (len(parts) < 2 or names.candidates(value)):
        return names.several(value) or value if not names.candidates(value) else value
    return parts if len(parts) > 1 or (parts and "," in value) else value


def _plain(node: Node) -> Value:
    if type(node) is Text:
        return node.value
    if type(node) is Mapping:
        return {key.value: _plain(value) for key, value in node.items}
    assert type(node) is Sequence
    return [_plain(item) for item in node.items]


def set_field(bible: Bible, name: str, field: str, text: str | None) -> Outcome:
    """Set a field (``note``, ``traits.eyes``, ``ages.2.source``), add to a list (``ages+``), take from one
    (``who-``), or take the field out (``text`` is None).  Nothing is written.

    Raises :class:`Misuse` where there is no such record or field, or the file cannot be edited safely.
    """
    target = record(bible.story, name)
    place = place_of(bible, target)
    require_read(place)
    sign = field[-1:] if field[-1:] in ("+", "-") else ""
    path = field.removesuffix(sign).split(".") if sign else field.split(".")
    if not all(path):
        raise Misuse("the field is missing: such as note, traits.eyes, ages+")
    check_field(bible, target, path[0], place.page.file)
    if sign and text is None:
        raise Misuse(
            f"--unset takes no sign: {field[:-1]} --unset for all of it, {field[:-1]}- VALUE for one entry"
        )
    if text is not None and not text.strip():
        raise Misuse("the value is empty; --unset takes a field out")
    value = None if text is None else value_of(text)
    if value is not None and sign != "-" and len(path) == 1:
        value = names_in(bible, field.removesuffix(sign), value)
    if type(place.node) is Text and (place.form == "line" or place.node.value):
        graft = _in_line(bible, place, path, sign, value)
    else:
        graft = _graft(bible, place, path, sign, value)
    page = place.page
    after = page.grafted(graft)
    if after == page.text:
        raise Misuse(f"{'.'.join(path)} of {described(bible.story, target.id)} says so already")
    line = page.line_number(min(splice.start for splice in graft.splices))
    moved = bool(graft.splices and graft.splices[-1].text[:1] in ("\n", "\r"))
    what = f"set {target.id} {field}" + (" --unset" if text is None else "")
    change = Change(page.file, page.text, after)
    made = outcome(bible, what, target.id, [change], (page.file, line + moved))
    return replace(made, remarks=(*made.remarks, *_old_name(target, field, made)))


def _old_name(target: Record, field: str, made: Outcome) -> list[str]:
    """How the old name of a record stays good, where others call it by that."""
    if field not in ("name", "title") or not any(
        found.code == "SB005" and f"“{target.label}”" in found.message for found in made.appeared
    ):
        return []
    return [
        f"other records say “{target.label}”; to keep that as one more name: "
        f'storybible set {target.id} aliases+ "{target.label}"'
    ]


def check_field(bible: Bible, target: Record | str, field: str, file: str) -> None:
    """Raise :class:`Misuse` for a field that a kind of record does not have."""
    kind = target if isinstance(target, str) else target.kind
    known = known_fields(bible.story.config)[kind]
    if field in known and field != "id":
        return
    if field in ("id", kind):
        raise Misuse(
            "an id is changed by `storybible rename OLD NEW`, which changes all that refers to it as well"
        )
    if file.lower().endswith(".md") and field in VAULT_KEYS:
        return
    from storybible.reading.suggestions import field_meant

    guess, advice = field_meant(field, known, None)
    hint = advice or (
        f"did you mean {guess}?" if guess else f"its fields are {', '.join(n for n in known if n != 'id')}"
    )
    article = "an" if kind[0] in "aeiou" else "a"
    raise Misuse(f"{article} {kind} has no field “{field}”; {hint}")


# ---- where the edit goes -----------------------------------------------------------------------------


def _graft(bible: Bible, place: Place, path: list[str], sign: str, value: Value | None) -> Graft:
    """The edit that a path of fields leads to."""
    page, node, owner = place.page, place.node, place.key
    inside = place.inside or node_in_brackets(node)
    trail: list[tuple[Mapping | Sequence, int]] = []
    for depth, step in enumerate(path):
        if depth and not sign and step == "1" and type(node) is Text and node.value:
            continue  # the one entry of a list that is written as a single value
        found = _child(node, step)
        if found is None:
            if value is None or sign == "-":
                raise Misuse(f"{place.where}: {place.record.id} has no {'.'.join(path[: depth + 1])}")
            return _new(place, node, owner, path[depth:], sign, value)
        trail.append(found)
        holder, index = found
        inside = inside or node_in_brackets(holder)
        item = holder.items[index]
        owner, node = item if isinstance(item, tuple) else (None, item)
    if value is None:
        return _out(place, trail)
    if sign == "+":
        if owner is None:
            raise Misuse(f"{'.'.join(path)} is an entry of a list, and not a list")
        return entry_added(page, owner, node, value, _named(path), inside)
    if sign == "-":
        return _entry_out(bible, place, trail, node, value, ".".join(path))
    if owner is None:
        return entry_set(page, node, value, inside)
    return field_set(page, owner, node, value, inside)


def _named(path: list[str]) -> bool:
    """Whether a path of fields leads to a list of names."""
    return len(path) == 1 and path[0] in NAME_LISTS


def _child(node: Node, step: str) -> tuple[Mapping | Sequence, int] | None:
    """The field of that name, or the entry of that number, from 1."""
    if type(node) is Mapping:
        return next(((node, n) for n, (key, _) in enumerate(node.items) if key.value == step), None)
    if type(node) is Sequence and step.isascii() and step.isdigit():
        if not 1 <= int(step) <= len(node.items):
            raise Misuse(f"there is no entry {step}: the list has {len(node.items)}")
        return node, int(step) - 1
    if step.isdigit() or type(node) is Sequence:
        raise Misuse(f"“{step}” leads nowhere: name fields of mappings, and entries of lists by their number")
    return None


def _new(place: Place, node: Node, owner: Text | None, path: list[str], sign: str, value: Value) -> Graft:
    """A field that is not there yet, with the mappings that lead to it."""
    several = _named(path) and isinstance(value, list)
    made: Value = [value] if sign == "+" and not several else value
    for step in reversed(path[1:]):
        if step.isdigit():
            raise Misuse(f"there is no {path[0]} yet, so it has no entry {step}")
        made = {step: made}
    if type(node) is Text and node.value:
        raise Misuse(f"{place.page.file}:{node.span.line}: “{node.value}” is a text, which has no {path[0]}")
    after = last_field(node, place.record.kind) if place.form == "file" and node is place.node else None
    return field_added(place.page, node, path[0], made, owner, after)


def last_field(root: Node, kind: str) -> int | None:
    """The last field of a record that a whole file is; lists of other records may follow."""
    assert type(root) is Mapping
    fields = [n for n, (key, _) in enumerate(root.items) if key.value not in PLURALS]
    return fields[-1] if fields and fields[-1] < len(root.items) - 1 else None


def _out(place: Place, trail: list[tuple[Mapping | Sequence, int]]) -> Graft:
    """A field or an entry taken out, and what would then be left empty around it."""
    while len(trail) > 1 and len(trail[-1][0].items) == 1:
        trail.pop()
    return taken_out(place.page, *trail[-1])


def _entry_out(
    bible: Bible,
    place: Place,
    trail: list[tuple[Mapping | Sequence, int]],
    node: Node,
    value: Value,
    name: str,
) -> Graft:
    """The entry of a list that says ``value``, or that is about it, taken out."""
    holder, index = trail[-1]
    parts = split_names(node) if type(node) is Text and name in NAME_LISTS else []
    if len(parts) > 1 and type(holder) is Mapping:
        left: Value = [p.value for p in parts if value not in (p.value, _about(p))]
        if len(left) == len(parts) - 1:
            return field_set(place.page, holder.items[index][0], node, left, place.inside)
    items = node.items if type(node) is Sequence else [node]
    wanted = shape_of(value)
    found = [n for n, item in enumerate(items) if not isinstance(item, tuple) and shape(item) == wanted]
    found = found or [
        n for n, item in enumerate(items) if not isinstance(item, tuple) and _about(item) == wanted
    ]
    if not found and name.split(".")[-1] in NAME_LISTS and isinstance(value, str):
        meant = bible.story.names.candidates(value)  # an id, where the list has the name, or the other way
        found = [
            n
            for n, item in enumerate(items)
            if not isinstance(item, tuple)
            and len(meant) == 1
            and bible.story.names.candidates(str(_about(item))) == meant
        ]
    if not found:
        listed = "; ".join(str(n) for n, _ in enumerate(items, 1)) if type(node) is Sequence else ""
        more = f"; {name}.NUMBER with --unset takes one of its {len(items)} entries out" if listed else ""
        raise Misuse(f"{name} of {place.record.id} has no entry “{value}”{more}")
    if len(found) > 1:
        raise Misuse(
            f"{name} of {place.record.id} has {len(found)} such entries; "
            f"take one out by its number: {name}.1 --unset"
        )
    if type(node) is not Sequence:
        return _out(place, trail)
    return _out(place, [*trail, (node, found[0])])


def _about(item: Node) -> object:
    """Whom an entry is about: ``teo (mentioned)`` and ``{who: teo, as: mentioned}`` are about teo."""
    if type(item) is Mapping:
        first = next((item.get(name) for name in ("who", "name", "is", "when", "to") if item.get(name)), None)
        return shape(first) if first is not None else None
    if type(item) is Text:
        line = oneline.with_period(item)
        pair = oneline.bracketed(line.head)
        return (pair[0] if pair else line.head).value
    return None


# ---- one-line forms ----------------------------------------------------------------------------------


def _in_line(bible: Bible, place: Place, path: list[str], sign: str, value: Value | None) -> Graft:
    """A field of a line such as ``mara married teo from wedding``.

    From, until and seen have a place in it; for anything else the line becomes the mapping it stands for.
    """
    page, node, name = place.page, place.node, path[0]
    assert type(node) is Text
    end = page.end_of(node)
    raw = page.text[node.start : end]
    line = oneline.with_period(node)
    part = dict(zip(PERIOD_WORDS, (line.starts, line.ends, line.seen), strict=True)).get(name)
    if name in PERIOD_WORDS and isinstance(value, str) and raw == node.value and raw[-1:] != ")":
        text = " ".join(value.split())
        at = node.start + len(raw)
        splice = Splice(part.start, part.end, text) if part else Splice(at, at, f" {name} {text}")
        said = raw[: splice.start - node.start] + splice.text + raw[splice.end - node.start :]
        return Graft((splice,), {id(node): lambda made: said})
    if sign or len(path) > 1 or node.value == "":
        raise Misuse(
            f"{place.where}: {place.record.id} is one line of text, and has no list {'.'.join(path)}"
        )
    fields = fields_of(bible.story.config, node.value)
    if value is None and name not in fields:
        raise Misuse(f"{place.where}: {place.record.id} has no {name}")
    fields = {key: one for key, one in fields.items() if key != name}
    if value is not None:
        fields[name] = value
    return Graft((Splice(node.start, end, flow(fields)),), {id(node): lambda made: shape_of(fields)})
