"""One file of records: what it holds is said by its top-level names, never by its path."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from storybible.config import Config
from storybible.diagnostics import Diagnostic, Span
from storybible.reading import characters, events, markdown, relationships, telling, things
from storybible.reading.common import Head, finish, head_of
from storybible.reading.fields import Fields, Reader, shape
from storybible.reading.ids import make_id
from storybible.reading.kinds import PLURALS
from storybible.reading.lists import folded
from storybible.reading.nodes import Mapping, Node, Sequence
from storybible.reading.problems import EMPTY_FILE, UNKNOWN_FIELD, WRONG_TYPE, a, near, problem, short
from storybible.reading.vault import VAULT_KEYS
from storybible.records import KINDS, Alias, Record, Relationship, Text
from storybible.yamltext import parse

READERS: dict[str, tuple[dict[str, None], Callable[[Reader, Head, Fields], Record | None]]] = {
    "character": (characters.FIELDS, characters.read),
    "event": (events.EVENT_FIELDS, events.read_event),
    "relationship": (relationships.FIELDS, relationships.read),
    "place": (things.PLACE_FIELDS, things.read_place),
    "item": (things.ITEM_FIELDS, things.read_item),
    "group": (things.GROUP_FIELDS, things.read_group),
    "office": (things.OFFICE_FIELDS, things.read_office),
    "scene": (events.SCENE_FIELDS, events.read_scene),
    "secret": (telling.SECRET_FIELDS, telling.read_secret),
    "thread": (telling.THREAD_FIELDS, telling.read_thread),
    "fact": (telling.FACT_FIELDS, telling.read_fact),
}
START = "a file of records begins with what it holds: `character: mara`, or `characters:` with ids below"


class FileResult:
    """What one file gave.  ``unnamed`` are the relationships whose ids are made when all files are known, and
    ``numbered`` what stands for one of them (by its :func:`id`) where another has its id already.

    ``taken_apart`` are folded texts that were read as lists or as a name and a role, because none of the
    names in ``whole`` is like them.
    """

    def __init__(self, text: str, whole: frozenset[str] = frozenset()) -> None:
        self.text = text
        self.whole = whole
        self.taken_apart: set[str] = set()
        self.records: list[Record] = []
        self.problems: list[Diagnostic] = []
        self.unnamed: list[tuple[Relationship, str]] = []
        self.numbered: dict[int, Record] = {}
        self.skipped = False

    @cached_property
    def named(self) -> list[Record]:
        """The records that have ids of their own."""
        unnamed = {id(relationship) for relationship, _ in self.unnamed}
        return [record for record in self.records if id(record) not in unnamed]

    @cached_property
    def by_id(self) -> dict[str, Record]:
        """These by their ids; fewer, where an id is taken twice."""
        return {record.id: record for record in self.named}

    @cached_property
    def like_several(self) -> frozenset[str]:
        """The names, folded, that might be read as lists or as a name and a role."""
        names = (
            name
            for record in self.records
            for name in (record.label, *(alias.name.value for alias in record.aliases))
        )
        return frozenset(folded(name) for name in names if not {",", ";", "("}.isdisjoint(name))


def known_fields(config: Config) -> dict[str, dict[str, None]]:
    """The fields of each kind of record, the writer's own among them."""
    return {
        kind: fields | dict.fromkeys(config.own_fields.get(kind, ())) for kind, (fields, _) in READERS.items()
    }


def read_file(
    text: str,
    file: str,
    config: Config,
    known: dict[str, dict[str, None]],
    whole: frozenset[str] = frozenset(),
) -> FileResult:
    """Read the records of one file; ``file`` is its name in spans, ``whole`` are names not to take apart."""
    result = FileResult(text, whole)
    start, end = 0, len(text)
    notes = file.lower().endswith(".md")
    if notes:
        part = markdown.front_matter(text)
        if part is None:
            result.skipped = True
            result.problems += markdown.without_record(text, file)
            return result
        start, end = part
        if start == end:
            result.problems.append(markdown.unclosed(text, file))
            return result
    root, problems = parse(text, file, start, end)
    result.problems = problems
    reader = Reader(text, file, config, problems, whole)
    _FileReader(reader, known, result, notes).read(root)
    result.taken_apart = reader.taken_apart
    if len(problems) > 1:
        problems.sort(key=lambda found: (found.span.line, found.span.column))
    return result


class _FileReader:
    def __init__(
        self, reader: Reader, known: dict[str, dict[str, None]], result: FileResult, notes: bool
    ) -> None:
        self.reader = reader
        self.known = known
        self.result = result
        self.notes = notes

    def read(self, root: Node | None) -> None:
        """All records under the top-level names."""
        reader = self.reader
        if root is None or (type(root) is Text and not root.value):
            if not self.result.problems:
                self.nothing(Span(reader.file, 1, 1), "nothing stands in this file")
            return
        if type(root) is not Mapping:
            reader.add(
                WRONG_TYPE, root.span, f"{shape(root)} stands where the names of fields should be", START
            )
            return
        single: tuple[Text, Node] | None = None
        for key, value in root.items:
            if key.value in KINDS:
                if single is None:
                    single = key, value
                else:
                    reader.add(
                        WRONG_TYPE,
                        key.span,
                        f"this file is already about one {single[0].value}; this {key.value} is not read",
                        f"write `{key.value}s:` with ids and fields below, or give it a file of its own",
                        "second",
                        key.value,
                    )
        if single is not None:
            self.one(root, *single)
            return
        if not any(key.value in PLURALS for key, _ in root.items):
            key = root.items[0][0] if root.items else Text("", root.span)
            self.strange(key)
            return
        for key, value in root.items:
            kind = PLURALS.get(key.value)
            if kind is not None:
                self.several(kind, key, value)
            elif not (self.notes and key.value in VAULT_KEYS):
                self.strange(key)

    def nothing(self, span: Span, message: str) -> None:
        """An empty file, or an empty list of records."""
        self.reader.problems.append(
            problem(EMPTY_FILE, span, message, START, subject=(self.reader.file, message))
        )

    def strange(self, key: Text) -> None:
        """A top-level name that is no kind of record."""
        from storybible.reading.suggestions import KINDS_MEANT  # only for a wrong name

        word = "-".join(key.value.lower().split())
        guess = KINDS_MEANT.get(word) or near(key.value, [*KINDS, *PLURALS])
        message = f"`{short(key.value)}` is no kind of record"
        if guess:
            message += f"; did you mean `{guess}`?"
        self.reader.add(
            UNKNOWN_FIELD,
            key.span,
            message,
            START,
            "top",
            key.value,
            repair=(key.value, guess) if guess else None,
        )

    # ---- one record ----------------------------------------------------------

    def one(self, root: Mapping, key: Text, value: Node) -> None:
        """``character: sakura`` with its fields beside it, and perhaps lists of records as well."""
        reader, kind = self.reader, key.value
        if type(value) is Mapping:
            reader.add(
                WRONG_TYPE,
                key.span,
                f"`{kind}` takes one id, and a mapping stands here; read as `{kind}s`",
                f"write `{kind}s:` for records with their ids below",
                "several",
                kind,
                repair=(f"{kind}:", f"{kind}s:"),
            )
            self.several(kind, key, value)
            return
        fields = Mapping(root.span, root.start, root.end)
        for name, node in root.items:
            if name is key or name.value in KINDS:
                continue
            if name.value in PLURALS and name.value not in self.known[kind] and not _names_people(name, node):
                self.several(PLURALS[name.value], name, node)
            elif name.value in self.known[kind] or not (
                name.value in self.idle(kind, root) or (self.notes and markdown.says_kind(name, node, kind))
            ):
                fields.items.append((name, node))
        if type(value) is not Text or not value.value:
            reader.add(
                WRONG_TYPE,
                key.span,
                f"`{kind}` does not say which: its id is missing",
                f"for example: {kind}: {EXAMPLES[kind]}",
                kind,
            )
            return
        self.record(kind, value, fields)
        if self.notes:
            self.name_of_note()

    def idle(self, kind: str, node: Mapping) -> frozenset[str]:
        """The fields of a note that are Obsidian's own; an event's `date` may be meant for `when`."""
        if not self.notes:
            return frozenset()
        return VAULT_KEYS - {"date"} if kind == "event" and node.get("when") is None else VAULT_KEYS

    def name_of_note(self) -> None:
        """A note's own name is what links in a vault call it: one more alias."""
        made = self.result.records[-1] if self.result.records else None
        stem = self.reader.file.rsplit("/")[-1][: -len(".md")]
        if made is None or make_id(stem) == made.id or stem.casefold() == made.label.casefold():
            return
        if stem.casefold() not in (alias.name.value.casefold() for alias in made.aliases):
            name = Text(stem, made.id_text.span)
            made.aliases = (*made.aliases, Alias(name=name, span=name.span))

    # ---- several -------------------------------------------------------------

    def several(self, kind: str, key: Text, value: Node) -> None:
        """``characters:`` and a mapping from id to fields; ``relationships:`` and a list."""
        reader = self.reader
        reader.record = ""
        if type(value) is Text and not value.value:
            self.nothing(key.span, f"`{key.value}` holds nothing")
        elif type(value) is Mapping:
            if kind == "relationship" and value.get("kind") is not None and type(value.get("kind")) is Text:
                self.relationship(value)
                return
            for id_text, fields in value.items:
                self.under_id(kind, id_text, fields)
        elif kind == "relationship":
            for entry in value.items if type(value) is Sequence else [value]:
                self.relationship(entry)
        elif type(value) is Sequence and all(
            type(entry) is Mapping and entry.get("id") for entry in value.items
        ):
            for entry in value.items:
                self.listed(kind, entry)
        else:
            reader.wrong(
                value,
                key.value,
                "a mapping from ids to fields",
                f"{key.value}: {{{EXAMPLES[kind]}: {{...}}}}",
            )

    def under_id(self, kind: str, id_text: Text, fields: Node) -> None:
        """One record under its id; one left empty has nothing but its id."""
        if type(fields) is Text and not fields.value:
            self.record(kind, id_text, Mapping(id_text.span, id_text.start, id_text.end))
        elif type(fields) is Mapping:
            self.record(kind, id_text, fields)
        elif kind == "relationship" and type(fields) is Text:
            made = relationships.from_line(self.reader, fields)
            head = head_of(self.reader, id_text, kind) if made is not None else None
            if made is not None and head is not None:
                made.id, made.id_text = head.id, id_text
                self.result.records.append(made)
        else:
            self.reader.record = id_text.value
            own = f"{NAMED_BY.get(kind, 'what')}: {short(fields.value)}" if type(fields) is Text else ""
            example = f"{id_text.value}: {{{own or FIRST_FIELD[kind]}}}"
            self.reader.wrong(fields, id_text.value, f"the fields of {a(kind)}", example)

    def listed(self, kind: str, entry: Node) -> None:
        """A record of a list, which names its id in a field."""
        assert type(entry) is Mapping
        id_text = entry.get("id")
        if type(id_text) is not Text:
            self.reader.wrong(entry, "id", "an id", f"id: {EXAMPLES[kind]}")
            return
        rest = Mapping(entry.span, entry.start, entry.end)
        rest.items = [(key, value) for key, value in entry.items if key.value != "id"]
        self.record(kind, id_text, rest)

    def record(self, kind: str, id_text: Text, node: Mapping) -> None:
        """Read one record and keep it."""
        reader = self.reader
        head = head_of(reader, id_text, kind)
        if head is None:
            return
        reader.record = head.id
        given = reader.fields(node, self.known[kind], kind, self.idle(kind, node))
        made = READERS[kind][1](reader, head, given)
        if made is not None:
            finish(reader, made, head, node, given)
            self.result.records.append(made)
        reader.record = ""

    def relationship(self, entry: Node) -> None:
        """An entry of ``relationships:``."""
        reader = self.reader
        reader.record = ""
        if type(entry) is Text:
            made = relationships.from_line(reader, entry)
            if made is not None:
                self.result.records.append(made)
                self.result.unnamed.append((made, made.id))
            return
        if type(entry) is not Mapping:
            reader.wrong(
                entry,
                "relationships",
                "mappings or lines such as “mara married teo” in its list",
                relationships.EXAMPLE,
            )
            return
        given = reader.fields(
            entry, self.known["relationship"], "relationship", VAULT_KEYS if self.notes else ()
        )
        id_node = given.get("id")
        head: Head | None = None
        if type(id_node) is Text:
            head = head_of(reader, id_node, "relationship")
        elif id_node is not None:
            reader.wrong(id_node, "id", "an id", "id: odo-teaches-mara")
        place = entry.items[0][0] if entry.items else Text("", entry.span, entry.start, entry.start)
        named = head is not None
        head = head or Head("", place)
        reader.record = head.id
        made = relationships.read(reader, head, given, entry)
        if made is not None:
            finish(reader, made, head, entry, given)
            made.span = entry.span
            self.result.records.append(made)
            if not named:
                made.id = relationships.base_id(made.tie, made.who, made.of)
                self.result.unnamed.append((made, made.id))


def _names_people(name: Text, node: Node) -> bool:
    """``characters: [mara, teo]`` beside the fields of a record: a list of names, not of records."""
    if name.value != "characters":
        return False
    return (
        bool(node.value)
        if type(node) is Text
        else type(node) is Sequence and all(type(item) is Text for item in node.items)
    )


EXAMPLES = {
    "character": "mara",
    "event": "the-flood",
    "relationship": "odo-teaches-mara",
    "place": "quay",
    "item": "ring",
    "group": "team-7",
    "office": "harbour-master",
    "scene": "s3",
    "secret": "odos-debt",
    "thread": "lost-ring",
    "fact": "peace",
}
NAMED_BY = {
    **dict.fromkeys(("character", "place", "item", "group"), "name"),
    **dict.fromkeys(("event", "office", "scene"), "title"),
}
FIRST_FIELD = {
    "character": "name: Mara Venn",
    "event": "when: 3 years before telling",
    "relationship": "kind: married, who: [mara, teo]",
    "place": "name: the quay",
    "item": "name: the ring",
    "group": "members: [naruto]",
    "office": "title: Harbour master",
    "scene": "paragraphs: 16-34",
    "secret": "what: Odo owed the guild",
    "thread": "kind: promise",
    "fact": "what: The five countries are at peace",
}
