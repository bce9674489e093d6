"""The shortest chain of relationships that leads from one person to another."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from storybible import states
from storybible.bible import Bible
from storybible.diagnostics import Evidence
from storybible.periods import tie_words
from storybible.queries.kin_terms import descent_term
from storybible.queries.wording import cited, name_of, role_phrase, tie_roles


@dataclass(frozen=True, slots=True)
class Step:
    """One relationship on the way: what ``first`` is to ``second``."""

    first: str
    second: str
    words: str
    record: str
    evidence: Evidence


def path(bible: Bible, a: str, b: str, t: int | None = None) -> tuple[Step, ...] | None:
    """The steps from A to B; empty where they are the same, None where no chain is known.

    With a point in time, relationships count that certainly hold then.  Of several shortest chains the
    one written first is taken; of several ties between two people the one written last, kinship before any.
    """
    import networkx as nx  # costs more than everything else a short question does

    steps = _steps(bible, t)
    graph = nx.Graph()
    graph.add_nodes_from((a, b))
    graph.add_edges_from(steps)
    try:
        people: list[str] = nx.shortest_path(graph, a, b)
    except nx.NetworkXNoPath:
        return None
    return tuple(steps[pair] for pair in pairwise(people))


def _steps(bible: Bible, t: int | None) -> dict[tuple[str, str], Step]:
    """Kinship, or the last relationship written, of every two people (or groups), told from both sides."""
    story = bible.story
    found: dict[tuple[str, str], Step] = {}
    for character in story.characters.values():
        for parent in character.parents:
            if parent.who.id is None:
                continue
            evidence = cited(
                story,
                character,
                parent,
                f"{name_of(story, parent.who)} is {parent.role} of {character.label}",
            )
            for one, other, up in ((parent.who.id, character.id, 1), (character.id, parent.who.id, 0)):
                term = descent_term(up, 1 - up, [parent.role], _sex(bible, one))
                words = f"{term} of {story.label(other)}"
                found.setdefault((one, other), Step(one, other, words, character.id, evidence))
    kin = set(found)
    for tie in story.relationships.values():
        if t is not None and states.period_holds(bible.timeline, tie, t).verdict is not states.YES:
            continue
        evidence = cited(story, tie, tie, tie_words(story, tie))
        for ref in (*tie.who, *tie.of):
            if ref.id is None:
                continue
            for role, link, other in tie_roles(story.config, tie, ref.id):
                words = role_phrase(role, link, story.label(other))
                if (ref.id, other) not in kin:
                    found[ref.id, other] = Step(ref.id, other, words, tie.id, evidence)
    return found


def _sex(bible: Bible, who: str) -> str:
    character = bible.story.characters.get(who)
    return character.sex.value.casefold() if character is not None and character.sex is not None else ""
