"""Events and the scenes that tell them."""

from __future__ import annotations

from storybible.reading.common import COMMON, Head, missing, presences
from storybible.reading.fields import EVIDENCE, Fields, Reader
from storybible.reading.nodes import Mapping, Node, Sequence
from storybible.reading.oneline import trimmed
from storybible.reading.texts import as_ref
from storybible.records import Event, Scene, Text, Use

EVENT_FIELDS = dict.fromkeys(
    (
        "title",
        "when",
        "lasts",
        "until",
        "where",
        "who",
        "births",
        "deaths",
        "revivals",
        "items",
        "uses",
        "moon",
        *COMMON,
    )
)
SCENE_FIELDS = dict.fromkeys(
    ("title", "manuscript", "paragraphs", "tells", "pov", "where", "who", "items", "strand", "in", *COMMON)
)
USE_FIELDS = dict.fromkeys(("who", "secret", *EVIDENCE))
PARAGRAPH_SIGNS = frozenset("0123456789¶§., \u2013-")


def read_event(reader: Reader, head: Head, given: Fields) -> Event:
    """An event; without a title it takes its id as one."""
    made = Event(
        id=head.id,
        kind="event",
        id_text=head.id_text,
        title=head.title(
            reader.text_of(given.get("title"), "title", "title: The river takes the lower town")
        ),
    )
    get = given.get
    if "when" in given:
        made.when = reader.times(get("when"), "when", "when: 3 years before telling")
    if "lasts" in given:
        made.lasts = reader.text_of(get("lasts"), "lasts", "lasts: 2 days")
    if "until" in given:
        made.until = reader.times(get("until"), "until", "until: the-return")
    made.where = reader.ref(get("where"), "where", "where: lower-town")
    made.who = presences(reader, get("who"))
    made.births = reader.refs(get("births"), "births", "births: [teo]")
    made.deaths = reader.refs(get("deaths"), "deaths", "deaths: [odo]")
    made.revivals = reader.refs(get("revivals"), "revivals", "revivals: [odo]")
    made.items = reader.refs(get("items"), "items", "items: [ring]")
    if "uses" in given:
        made.uses = uses(reader, given["uses"])
    if "moon" in given:
        from storybible.reading.moons import moons_seen  # few events look up

        made.moons = moons_seen(reader, given["moon"])
    return made


def uses(reader: Reader, node: Node) -> tuple[Use, ...]:
    """Knowledge somebody acts on: ``{who: mara, secret: odos-debt}`` or ``mara uses odos-debt``."""
    example = "uses: [{who: mara, secret: odos-debt}]"
    found = []
    for entry in reader.entries(node, "uses", example):
        if type(entry) is Text:
            at = entry.value.find(" uses ")
            if at <= 0:
                reader.wrong(entry, "uses", "mappings that name who uses which secret", example)
                continue
            who = as_ref(trimmed(entry, 0, at))
            secret = as_ref(trimmed(entry, at + 6, len(entry.value)))
            found.append(Use(who=who, secret=secret, span=entry.span))
            continue
        assert type(entry) is Mapping
        given = reader.fields(entry, USE_FIELDS, "use")
        user = reader.ref(given.get("who"), "who", "who: mara")
        used = reader.ref(given.get("secret"), "secret", "secret: odos-debt")
        if user is None or used is None:
            for field in ("who", "secret"):
                if field not in given:
                    missing(reader, entry, "use", field, example)
            continue
        made = Use(who=user, secret=used, span=entry.span)
        reader.evidence(made, given)
        found.append(made)
    return tuple(found)


def read_scene(reader: Reader, head: Head, given: Fields) -> Scene:
    """A stretch of a manuscript and the events it tells."""
    get = given.get
    made = Scene(id=head.id, kind="scene", id_text=head.id_text)
    made.title = reader.text_of(get("title"), "title", "title: Outside the door")
    if made.title is None and head.written:
        made.title = head.title(None)
    made.manuscript = reader.text_of(get("manuscript"), "manuscript", "manuscript: one-shot")
    if "paragraphs" in given:
        made.paragraphs = paragraphs(reader, given["paragraphs"])
    made.tells = reader.refs(get("tells"), "tells", "tells: [the-flood]")
    made.pov = reader.ref(get("pov"), "pov", "pov: mara")
    made.where = reader.ref(get("where"), "where", "where: quay")
    made.who = presences(reader, get("who"))
    made.items = reader.refs(get("items"), "items", "items: [ring]")
    strand = reader.text_of(get("strand"), "strand", "strand: flashback")
    made.strand = strand.value if strand is not None else ""
    made.inside = reader.ref(get("in"), "in", "in: s3")
    return made


def paragraphs(reader: Reader, node: Node) -> Text | None:
    """Paragraph numbers: ``16``, ``16-34``, ``[16-20, 31]``."""
    example = "paragraphs: 16-34"
    if type(node) is Sequence and node.items and all(type(item) is Text for item in node.items):
        node = Text(", ".join(str(item) for item in node.items), node.span, node.start, node.end)
    if type(node) is not Text or not (
        PARAGRAPH_SIGNS.issuperset(node.value) and any(sign.isdigit() for sign in node.value)
    ):
        reader.wrong(node, "paragraphs", "paragraph numbers", example)
        return None
    return node
