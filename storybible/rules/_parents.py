"""Birth parents: who bore or fathered whom, and what nature allows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from storybible import records as r
from storybible.config import NO_LIMITS, Thresholds
from storybible.demand import Demand, Words
from storybible.diagnostics import Evidence, Span
from storybible.encoding import Encoding, speaker
from storybible.rules import Context, Fix
from storybible.rules._fixes import entry_removed, field_added, rewritten
from storybible.sentences import source_of
from storybible.stn import Constraint, strong_sets
from storybible.story import Story

BIRTH = frozenset({"mother", "father", "parent"})
FEMALE = frozenset({"female", "f", "woman", "girl"})
MALE = frozenset({"male", "m", "man", "boy"})


@dataclass(frozen=True, slots=True, eq=False)
class Parentage:
    """One birth parent of one child.  ``role`` is mother, father or parent; ``statement`` says so.

    Each equals none but itself.
    """

    child: str
    parent: str
    role: str
    span: Span
    statement: r.Statement
    record: r.Record

    def words(self, story: Story) -> str:
        """The fact as a sentence."""
        parent, child = story.labels(self.parent, self.child)
        return f"{parent} is {self.role} of {child}"

    def evidence(self, story: Story) -> Evidence:
        """The fact as evidence."""
        return Evidence(self.span, self.words(story), source_of(self.statement, self.record))


def above(links: Iterable[Parentage]) -> dict[str, list[Parentage]]:
    """The parents of each child."""
    found: dict[str, list[Parentage]] = {}
    for link in links:
        found.setdefault(link.child, []).append(link)
    return found


def parentages(story: Story) -> list[Parentage]:
    """Every birth parent that the narrator states, each pair once.

    A relationship `parent` or `child` counts where it has no times: one that begins some day is not of birth.
    No more is one with a person whom `parents:` names as a parent of another kind.

    Of two parents of one sex neither is said to have borne (or fathered) the child, unless `as:` says so:
    both are parents, nothing more particular.
    """
    return story.once(_parentages)


def _parentages(story: Story) -> list[Parentage]:
    return list(chain.from_iterable(story.every(_parentages_of, story.characters)))


def parents_of(story: Story, child: str) -> list[Parentage]:
    """The birth parents of one child."""
    return story.each(_parentages_of, child)


def _parentages_of(story: Story, child_id: str) -> list[Parentage]:
    """Every birth parent of one child."""
    child = story.characters[child_id]
    ties = story.once(_ties_of_birth).get(child_id, ())
    if not (child.parents or ties):
        return []
    found: dict[str, Parentage] = {}
    otherwise = {parent.who.id for parent in child.parents if parent.role not in BIRTH}
    for parent in child.parents:
        if parent.role in BIRTH:
            _add(story, found, child_id, parent.who, parent.role, parent, child)
    for other, tie in ties:
        if other.id not in otherwise:
            _add(story, found, child_id, other, "parent", tie, tie)
    return _by_sex(story, found.values())


def _ties_of_birth(story: Story) -> dict[str | None, list[tuple[r.Ref, r.Relationship]]]:
    """The parents that relationships give each child, if of birth: those have no times."""
    found: dict[str | None, list[tuple[r.Ref, r.Relationship]]] = {}
    for tie in story.relationships.values():
        if tie.tie.value in ("parent", "child") and not (tie.starts or tie.seen):
            parents, children = (tie.who, tie.of) if tie.tie.value == "parent" else (tie.of, tie.who)
            for ref in children:
                found.setdefault(ref.id, []).extend((other, tie) for other in parents)
    return found


def _by_sex(story: Story, links: Iterable[Parentage]) -> list[Parentage]:
    """Parents of whom only the sex says which they are: mother or father where no other parent is that."""
    roles: dict[str, int] = {}
    read = [(x, x.role if x.role != "parent" else _role_by_sex(story, x.parent)) for x in links]
    for _, role in read:
        roles[role] = roles.get(role, 0) + 1
    return [link if role == link.role or roles[role] > 1 else replace(link, role=role) for link, role in read]


def _role_by_sex(story: Story, who: str) -> str:
    sex = story.characters[who].sex
    word = sex.value.casefold() if sex else ""
    return "mother" if word in FEMALE else "father" if word in MALE else "parent"


def _add(
    story: Story,
    found: dict[str, Parentage],
    child: str,
    parent: r.Ref,
    role: str,
    statement: r.Statement,
    record: r.Record,
) -> None:
    person = story.characters.get(parent.id or "")
    if person is None or speaker(statement, record) is not None:
        return
    known = found.get(person.id)
    if known is None or known.role == "parent":
        found[person.id] = Parentage(child, person.id, role, parent.span, statement, record)


def possible_parentages(story: Story) -> list[Parentage]:
    """The birth parents of whom nature can be asked.

    Nobody who is their own ancestor, and nobody of whom it is open whether they bore the child or the other
    parent of their sex did.
    """
    return story.once(_possible_parentages)


def _possible_parentages(story: Story) -> list[Parentage]:
    if knots(story):
        return [link for child in story.characters for link in possible_parents(story, child)]
    return list(chain.from_iterable(story.every(_definite_parents, story.characters)))


def possible_parents(story: Story, child: str) -> list[Parentage]:
    """Those of one child."""
    links = story.each(_definite_parents, child)
    if knots(story):
        knot_of = story.once(_knot_of)
        return [link for link in links if child not in knot_of or knot_of[child] != knot_of.get(link.parent)]
    return links


def _definite_parents(story: Story, child: str) -> list[Parentage]:
    links = parents_of(story, child)
    return [link for link in links if link.role != "parent" or _role_by_sex(story, link.parent) == "parent"]


def _knot_of(story: Story) -> dict[str, int]:
    return {person: n for n, knot in enumerate(knots(story)) for person in knot}


def knots(story: Story) -> list[frozenset[str]]:
    """Sets of people each of whom is an ancestor of all of them."""
    return story.once(_knots_while_same)


def _knots_while_same(story: Story) -> list[frozenset[str]]:
    return story.while_same(_knotted, [(link.child, link.parent) for link in parentages(story)])


def _knotted(story: Story) -> list[frozenset[str]]:
    parents = {child: [link.parent for link in links] for child, links in above(parentages(story)).items()}
    found = [frozenset(people) for people in strong_sets(parents, lambda person: parents.get(person, ()))]
    known = {person for people in found for person in people}
    own = (child for child, mine in parents.items() if child in mine and child not in known)
    return [*found, *(frozenset([child]) for child in own)]


def mothers(story: Story) -> dict[str, list[Parentage]]:
    """The children of each mother who has several."""
    return story.while_same(_mothers, possible_parentages(story))


def _mothers(story: Story) -> dict[str, list[Parentage]]:
    children: dict[str, list[Parentage]] = {}
    for link in possible_parentages(story):
        if link.role == "mother":
            children.setdefault(link.parent, []).append(link)
    return {mother: links for mother, links in children.items() if len(links) > 1}


def revived(story: Story) -> set[str]:
    """Who comes back from death."""
    return set(story.revivals)


def oddly_aged(story: Story) -> set[str]:
    """Whose age is not the time since their birth: another clock, or a life after death."""
    return revived(story) | {character.id for character in story.characters.values() if character.age_clock}


def limits_of(story: Story, who: str) -> Thresholds:
    """What nature allows somebody by the time since their birth; nothing where they have an age clock."""
    return NO_LIMITS if story.characters[who].age_clock else limits_of_kind(story, who)


def limits_of_kind(story: Story, who: str) -> Thresholds:
    """What nature allows somebody by what they have lived; nothing is known of species without thresholds."""
    return limits_by_kind(story)[who]


def limits_by_kind(story: Story) -> dict[str, Thresholds]:
    """That of everybody."""
    return story.once(_limits)


def _limits(story: Story) -> dict[str, Thresholds]:
    human = story.config.limits_of(None)
    limits = dict.fromkeys(story.characters, human)
    for character in story.characters.values():
        if character.species is not None:
            limits[character.id] = story.config.limits_of(character.species.value)
    return limits


def ages_at_birth(
    story: Story, link: Parentage, limits: Thresholds | None = None
) -> tuple[float | None, float | None]:
    """The youngest and the oldest completed years at which this parent may have had the child."""
    limits = limits or limits_of(story, link.parent)
    if link.role == "mother":
        return limits.mother
    if link.role == "father":
        return limits.father
    (young, old), (younger, older) = limits.mother, limits.father
    return (
        None if young is None or younger is None else min(young, younger),
        None if old is None or older is None else max(old, older),
    )


def parent_demand(
    encoding: Encoding, link: Parentage, rule: str, constraint: Constraint, message: Words, *more: Constraint
) -> Demand:
    """What nature demands of a parent and a child."""
    story = encoding.story
    return Demand(
        rule,
        (link.child, link.parent),
        (constraint, *more),
        link.span,
        message,
        lambda: link.words(story),
        link.statement if link.statement.source else link.record,
    )


def parent_fixes(context: Context, demand: Demand) -> Iterator[Fix]:
    """The parent is another one, or a parent not by birth."""
    yield from entry_fixes(context, *demand.subject[:2])


def entry_fixes(context: Context, child: str, parent: str) -> Iterator[Fix]:
    """The entry of a parent says another kind, or is left out."""
    record = context.story.characters.get(child)
    for entry in record.parents if record else ():
        if entry.who.id != parent:
            continue
        if entry.span == entry.who.span:
            yield from rewritten(context, entry.who, f"{entry.who.value} (adoptive)")
        elif entry.role == "parent":
            yield from field_added(context, entry.who, "as", "adoptive")
        yield from entry_removed(context, entry.span)
