"""The state of the world, relationships, kinship and chains."""

from __future__ import annotations

from pathlib import Path

import pytest

from storybible.bible import Bible
from storybible.queries import resolve
from storybible.queries.as_of import World, as_of
from storybible.queries.kinship import kin
from storybible.queries.path import path
from storybible.queries.relations import relations
from storybible.states import NO, UNKNOWN, YES
from tests.conftest import Small

SHIPPED = Path(__file__).parent.parent / "bible"


@pytest.fixture(scope="module")
def bible() -> Bible:
    return Bible.load(SHIPPED)


def world(bible: Bible, at: str) -> World:
    return as_of(bible, at, resolve.moment(bible, at))


def holders(found: World, record: str) -> list[str]:
    return [h.holder for h in (*found.offices, *found.items) if h.record == record and h.verdict is YES]


def test_who_is_hokage(bible: Bible) -> None:
    assert holders(world(bible, "kurenai-pronounced-dead"), "hokage") == ["tsunade"]
    assert holders(world(bible, "wedding"), "hokage") == ["naruto"]


def test_the_ring(bible: Bible) -> None:
    assert holders(world(bible, "kurenai-death"), "ring") == ["asuma"]
    later = world(bible, "wedding")
    assert later.item_states["ring"] == "lost" and holders(later, "ring") == []


def test_people_and_places(bible: Bible) -> None:
    then = world(bible, "kurenai-pronounced-dead")
    assert then.people["kurenai"].alive is NO and then.people["asuma"].alive is YES
    assert then.where == {"asuma": "hospital", "tsunade": "hospital"}
    assert world(bible, "kurenai-death").people["kurenai"].alive is NO  # just after it


def test_relationships_go_on_until_a_statement_ends_them(bible: Bible) -> None:
    married = {t.tie.id for t in world(bible, "last-scene").ties if t.verdict is YES}
    assert "asuma-married-sakura" in married
    assert "asuma-dating-sakura" not in married
    before = {t.tie.id: t.verdict for t in world(bible, "first-date").ties}
    assert "asuma-married-sakura" not in before and before["asuma-dating-sakura"] is YES


def test_claims_carry_their_speaker(bible: Bible) -> None:
    facts = {f.record: f for f in world(bible, "wedding").facts}
    assert facts["kurenai-suicide"].says == "tsunade"


def test_relations_at_a_moment(bible: Bible) -> None:
    then = relations(bible, "asuma", resolve.then(bible, "wedding").point)
    assert [tie.words for tie in then if tie.state is YES] == [
        "a friend of Sakura", "a lover of Sakura", "married to Sakura",
    ]  # fmt: skip
    assert [t.state for t in relations(bible, "sakura", resolve.then(bible, "kurenai-death").point)].count(
        UNKNOWN
    )


FAMILY = """
characters:
  gran: {name: Gran, sex: female}
  gramps: {name: Gramps, sex: male}
  mum: {name: Mum, sex: female, parents: [gran, gramps]}
  aunt: {name: Aunt, sex: female, parents: [gran, gramps]}
  dad: {name: Dad, sex: male}
  kid: {name: Kid, parents: [mum, dad]}
  sis: {name: Sis, sex: female, parents: [mum, dad]}
  half: {name: Half, sex: male, parents: [dad, other]}
  other: {name: Other, sex: female}
  cousin: {name: Cousin, sex: male, parents: [aunt]}
  niece: {name: Niece, sex: female, parents: [cousin]}
  second: {name: Second, parents: [kid]}
  ward: {name: Ward, parents: [{who: aunt, as: guardian}]}
  step: {name: Step, sex: male, parents: [other]}
  twin: {name: Twin, sex: female}
relationships:
  - {kind: married, who: [mum, dad], from: wedding, until: divorce}
  - {kind: married, who: [dad, other], from: divorce}
  - {kind: sibling, who: [twin, dad]}
events:
  wedding: {title: The wedding}
  divorce: {title: The divorce, when: after wedding}
"""


@pytest.mark.parametrize(
    ("a", "b", "terms"),
    [
        ("gran", "kid", ["grandmother"]),
        ("kid", "gran", ["grandchild"]),
        ("gran", "second", ["great-grandmother"]),
        ("sis", "kid", ["sister"]),
        ("kid", "sis", ["sibling"]),
        ("half", "kid", ["half-brother"]),
        ("aunt", "kid", ["aunt"]),
        ("kid", "aunt", ["niece or nephew"]),
        ("gran", "niece", ["great-grandmother"]),
        ("aunt", "second", ["great-aunt"]),
        ("cousin", "kid", ["cousin"]),
        ("niece", "kid", ["cousin once removed"]),
        ("second", "niece", ["second cousin"]),
        ("ward", "aunt", ["ward"]),
        ("aunt", "ward", ["guardian"]),
        ("other", "kid", ["stepmother"]),
        ("kid", "other", ["stepchild"]),
        ("step", "kid", ["stepbrother"]),
        ("dad", "gran", ["son-in-law"]),
        ("gran", "dad", ["mother-in-law"]),
        ("aunt", "dad", ["sister-in-law"]),
        ("dad", "aunt", ["brother-in-law"]),
        ("twin", "dad", ["sister"]),
        ("gran", "twin", []),
        ("kid", "kid", []),
    ],
)
def test_kinship(small: Small, a: str, b: str, terms: list[str]) -> None:
    bible = Bible.load(small.write({"bible/story.yaml": FAMILY}))
    answer = kin(bible, a, b)
    assert list(answer.terms) == terms
    assert bool(answer.evidence) == bool(terms)


def test_marriages_have_their_time(small: Small) -> None:
    bible = Bible.load(small.write({"bible/story.yaml": FAMILY}))
    at = {name: resolve.then(bible, name).point for name in ("wedding", "divorce")}
    assert kin(bible, "mum", "dad", at["wedding"]).terms == ("wife",)
    assert kin(bible, "mum", "dad", at["divorce"]).terms == ()
    assert kin(bible, "other", "kid", at["wedding"]).terms == ()
    assert kin(bible, "other", "kid", at["divorce"]).terms == ("stepmother",)


def test_a_circle_of_ancestors_ends(small: Small) -> None:
    people = ("a: {name: A, parents: [b]}", "b: {name: B, parents: [a]}", "c: {name: C, parents: [a]}")
    story = "characters:\n  " + "\n  ".join(people) + "\n"
    bible = Bible.load(small.write({"bible/story.yaml": story}))
    assert kin(bible, "a", "b").terms
    assert kin(bible, "c", "b").terms


def test_paths(bible: Bible) -> None:
    steps = path(bible, "shino", "sakura")
    assert steps is not None and [s.first for s in steps] == ["shino", "kurenai", "asuma"]
    assert path(bible, "gaara", "sakura") is None
    assert path(bible, "sakura", "sakura") == ()
