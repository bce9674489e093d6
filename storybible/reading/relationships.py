"""Relationships, whose ids are made of what they say where none is given."""

from __future__ import annotations

from storybible.reading import oneline
from storybible.reading.common import COMMON, Head, take_period
from storybible.reading.fields import PERIOD, Fields, Reader, shape
from storybible.reading.ids import make_id
from storybible.reading.nodes import Mapping
from storybible.reading.problems import WRONG_TYPE, near, short
from storybible.reading.texts import as_ref
from storybible.records import Ref, Relationship, Text

FIELDS = dict.fromkeys(("kind", "who", "of", "id", *PERIOD, *COMMON))
EXAMPLE = "{kind: mentor, who: odo, of: mara}"


def read(reader: Reader, head: Head, given: Fields, where: Mapping | None = None) -> Relationship | None:
    """A relationship with an id; None where it lacks its kind or its people."""
    tie = reader.text_of(given.get("kind"), "kind", "kind: mentor")
    who = reader.refs(given.get("who"), "who", "who: [mara, teo]")
    of = reader.refs(given.get("of"), "of", "of: mara")
    span = where.span if where is not None else head.id_text.span
    if tie is None or not who:
        lacking = "kind" if tie is None else "who"
        if lacking not in given:
            reader.add(
                WRONG_TYPE,
                span,
                f"a relationship needs `{lacking}`",
                f"for example: {EXAMPLE}",
                "lacks",
                lacking,
            )
        return None
    if not check_kind(reader, tie, who, of):
        return None
    made = Relationship(id=head.id, kind="relationship", id_text=head.id_text, tie=tie, who=who, of=of)
    reader.period(made, given)
    return made


def check_kind(reader: Reader, tie: Text, who: tuple[Ref, ...], of: tuple[Ref, ...]) -> bool:
    """Report a kind that nothing declares, and a directed one that leads nowhere (False: cannot be read)."""
    kinds = reader.config.kinds
    kind = kinds.get(tie.value)
    if kind is not None:
        if kind.symmetric or of:
            return True
        reader.add(
            WRONG_TYPE,
            tie.span,
            f"a relationship of the kind {tie.value} needs `of`: {who[0].value} is {tie.value} of whom?",
            f"for example: {{kind: {tie.value}, who: odo, of: mara}}",
            "of",
            tie.value,
        )
        return False
    from storybible.reading.meant import tie_meant  # only for a wrong one

    guess = next((name for name in oneline.kind_names(tie.value) if name in kinds), "")
    guess = guess or tie_meant(tie.value, kinds) or near(tie.value, kinds)
    reader.add(
        WRONG_TYPE,
        tie.span,
        f"{shape(tie)} is no known kind of relationship",
        (f"did you mean {guess}? " if guess else "")
        + "a kind of your own is declared in storybible.yaml: "
        + f"kinds: {{{make_id(tie.value) or 'sworn-brother'}: {{symmetric: yes}}}}",
        "kind",
        tie.value,
        repair=(tie.value, guess) if guess else None,
    )
    return True


def from_line(reader: Reader, text: Text) -> Relationship | None:
    """``mara married teo from wedding until teo.death``."""
    line = oneline.with_period(text)
    found = oneline.relation(line.head, reader.config.kinds)
    if found is None:
        from storybible.reading.meant import relation_meant  # only for a wrong one

        meant = relation_meant(line.head.value, reader.config.kinds)
        reader.add(
            WRONG_TYPE,
            text.span,
            f"“{short(text.value)}” does not read as a relationship",
            f"write {meant}{text.value[len(line.head.value) :]}"
            if meant
            else f"for example: mara married teo from wedding, or lyra friend of teo, or {EXAMPLE}",
            "line",
            text.value,
        )
        return None
    first, tie, second = found
    who = tuple(as_ref(piece) for piece in first)
    of = tuple(as_ref(piece) for piece in second)
    if not check_kind(reader, tie, who, of):
        return None
    if reader.config.kind(tie.value).symmetric:
        who, of = who + of, ()
    made = Relationship(
        id=base_id(tie, who, of), kind="relationship", id_text=text, tie=tie, who=who, of=of, span=text.span
    )
    take_period(made, line)
    return made


def base_id(tie: Text, who: tuple[Ref, ...], of: tuple[Ref, ...]) -> str:
    """``odo-mentor-mara``, ``asuma-lovers-kurenai``: the id of a relationship that gives none."""
    first, rest = (who, of) if of else (who[:1], who[1:])
    words = [*(ref.value for ref in first), tie.value, *(ref.value for ref in rest)]
    return make_id(" ".join(words)) or "relationship"
