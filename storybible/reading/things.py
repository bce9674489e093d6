"""Offices, items, places and groups."""

from __future__ import annotations

from storybible.reading import oneline
from storybible.reading.common import COMMON, Head, by_key, holders, missing
from storybible.reading.fields import EVIDENCE, Fields, Reader
from storybible.reading.nodes import Mapping, Node
from storybible.reading.texts import as_number, as_ref
from storybible.records import Group, Item, Office, Place, Route, Text

OFFICE_FIELDS = dict.fromkeys(("title", "exclusive", "holders", *COMMON))
ITEM_FIELDS = dict.fromkeys(("name", "made", "lost", "found", "destroyed", "holders", *COMMON))
PLACE_FIELDS = dict.fromkeys(("name", "within", "routes", "destroyed", *COMMON))
GROUP_FIELDS = dict.fromkeys(("name", "members", *COMMON))
ROUTE_FIELDS = dict.fromkeys(("to", "km", "takes", "by", "one_way", *EVIDENCE))


def read_office(reader: Reader, head: Head, given: Fields) -> Office:
    """A post and who held it."""
    made = Office(
        id=head.id,
        kind="office",
        id_text=head.id_text,
        title=head.title(reader.text_of(given.get("title"), "title", "title: Harbour master")),
    )
    made.exclusive = reader.yes_no(given.get("exclusive"), "exclusive") or False
    made.holders = holders(reader, given.get("holders"), "holders", "holder")
    return made


def read_item(reader: Reader, head: Head, given: Fields) -> Item:
    """A thing and who had it."""
    get = given.get
    made = Item(
        id=head.id,
        kind="item",
        id_text=head.id_text,
        name=head.title(reader.text_of(get("name"), "name", "name: the ring")),
    )
    made.made = reader.time(get("made"), "made", "made: ring-forged")
    made.lost = reader.times(get("lost"), "lost", "lost: ring-thrown")
    made.found = reader.times(get("found"), "found", "found: ring-found")
    made.destroyed = reader.time(get("destroyed"), "destroyed", "destroyed: the-great-fire")
    made.holders = holders(reader, get("holders"), "holders", "holder")
    return made


def read_place(reader: Reader, head: Head, given: Fields) -> Place:
    """A place, where it lies and how one travels from it."""
    get = given.get
    made = Place(
        id=head.id,
        kind="place",
        id_text=head.id_text,
        name=head.name(reader.text_of(get("name"), "name", "name: the quay")),
    )
    made.within = reader.ref(get("within"), "within", "within: lower-town")
    made.destroyed = reader.time(get("destroyed"), "destroyed", "destroyed: the-great-fire")
    if "routes" in given:
        made.routes = routes(reader, given["routes"])
    return made


def routes(reader: Reader, node: Node) -> tuple[Route, ...]:
    """``[{to: abbey, km: 40, by: foot}, capital takes 6 days]``."""
    example = "routes: [{to: abbey, km: 40, by: foot}, {to: capital, takes: 6 days}]"
    found = []
    for entry in reader.entries(node, "routes", example):
        if type(entry) is Text:
            made = route_line(entry)
            if made is None:
                from storybible.reading.meant import route_meant  # only for a wrong one

                meant = route_meant(entry.value)
                reader.wrong(entry, "routes", "mappings", f"routes: [{meant}]" if meant else example)
                continue
        else:
            assert type(entry) is Mapping
            if by_key(reader, entry, ROUTE_FIELDS, "routes", entry is node):
                continue
            given = reader.fields(entry, ROUTE_FIELDS, "route")
            to = reader.ref(given.get("to"), "to", "to: abbey")
            if to is None:
                if "to" not in given:
                    missing(reader, entry, "route", "to", example)
                continue
            made = Route(to=to, span=entry.span)
            made.km = reader.number(given.get("km"), "km", "km: 40")
            made.takes = reader.text_of(given.get("takes"), "takes", "takes: 6 days")
            made.by = reader.text_of(given.get("by"), "by", "by: foot")
            made.one_way = reader.yes_no(given.get("one_way"), "one_way") or False
            reader.evidence(made, given)
        found.append(made)
    return tuple(found)


def route_line(text: Text) -> Route | None:
    """``abbey 40 km by foot``, ``capital takes 6 days``."""
    value = text.value
    by: Text | None = None
    end = len(value)
    at = value.rfind(" by ")
    if at > 0:
        by = oneline.trimmed(text, at + 4, end)
        end = at
    at = value.find(" takes ", 0, end)
    if at > 0:
        return Route(
            to=as_ref(oneline.trimmed(text, 0, at)),
            takes=oneline.trimmed(text, at + 7, end),
            by=by,
            span=text.span,
        )
    words = value[:end].split()
    if len(words) < 3 or words[-1] != "km":
        return None
    km = as_number(words[-2])
    if km is None or km < 0:
        return None
    to = oneline.trimmed(text, 0, value[:end].rstrip().rfind(words[-2], 0, value[:end].rindex("km")))
    return Route(to=as_ref(to), km=km, by=by, span=text.span) if to.value else None


def read_group(reader: Reader, head: Head, given: Fields) -> Group:
    """A team, family or party."""
    made = Group(
        id=head.id,
        kind="group",
        id_text=head.id_text,
        name=head.name(reader.text_of(given.get("name"), "name", "name: Team 7")),
    )
    made.members = holders(reader, given.get("members"), "members", "member")
    return made
