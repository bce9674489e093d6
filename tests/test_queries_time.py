"""Ages, distances and orders: what must follow from the shipped bible, and what each answer rests on."""

from __future__ import annotations

from pathlib import Path

import pytest

from storybible.bible import Bible
from storybible.calendars import YEAR
from storybible.queries import resolve
from storybible.queries.age import AgeAnswer, age, ages
from storybible.queries.between import between
from storybible.queries.order import order
from storybible.queries.spans import length_words
from storybible.states import NO, UNKNOWN, YES
from tests.conftest import Small

SHIPPED = Path(__file__).parent.parent / "bible"


@pytest.fixture(scope="module")
def bible() -> Bible:
    return Bible.load(SHIPPED)


def age_of(bible: Bible, who: str, at: str) -> AgeAnswer:
    return age(bible, resolve.who(bible.story, who), at, resolve.moment(bible, at))


def order_of(bible: Bible, a: str, b: str) -> str:
    return order(bible, a, resolve.moment(bible, a), b, resolve.moment(bible, b)).order


@pytest.mark.parametrize(
    ("at", "sakura", "asuma"),
    [
        ("three-years-later", (25, 25), (39, 39)),
        ("first-date", (21, 23), (35, 37)),
        ("kurenai-death", (None, 20), (None, 34)),
        ("proposal", (25, None), (39, None)),
        ("exactly 5 years after wedding", (30, None), (44, None)),
        ("5 years after wedding", (29, None), (43, None)),
    ],
)
def test_ages_that_must_follow(
    bible: Bible, at: str, sakura: tuple[int | None, int | None], asuma: tuple[int | None, int | None]
) -> None:
    for who, expected in (("sakura", sakura), ("asuma", asuma)):
        answer = age_of(bible, who, at)
        assert (answer.least, answer.most) == expected


def test_years_between_two_births(bible: Bible) -> None:
    a, b = resolve.moment(bible, "sakura.birth"), resolve.moment(bible, "asuma.birth")
    answer = between(bible, "sakura.birth", a, "asuma.birth", b)
    assert answer.least is not None and answer.most is not None
    assert -15 < answer.least.years < answer.most.years < -13
    assert answer.least.text == "less than 15 years before"
    assert answer.most.text == "more than 13 years before"


def test_years_since_the_death(bible: Bible) -> None:
    a, b = resolve.moment(bible, "kurenai-death"), resolve.moment(bible, "three-years-later")
    answer = between(bible, "kurenai-death", a, "three-years-later", b)
    assert answer.least is not None and 5 <= answer.least.years < 5.01
    assert answer.most is None


def test_nothing_orders_the_funeral_and_the_throw(bible: Bible) -> None:
    assert order_of(bible, "funeral", "ring-thrown") == "unknown"


@pytest.mark.parametrize(
    "a", ["wedding", "funeral", "telling", "last-scene", "sakura.birth", "kurenai.death"]
)
@pytest.mark.parametrize("b", ["proposal", "ring-thrown", "first-kiss", "wedding", "asuma.birth"])
def test_order_turns_with_its_arguments(bible: Bible, a: str, b: str) -> None:
    turned = {"before": "after", "after": "before", "not-after": "not-before", "not-before": "not-after"}
    there = order_of(bible, a, b)
    assert order_of(bible, b, a) == turned.get(there, there)


@pytest.mark.parametrize("who", ["sakura", "asuma"])
def test_what_is_named_alone_proves_each_age(bible: Bible, who: str) -> None:
    """The statements of a proof give the answer without any other, and none of them is to spare."""
    timeline = bible.timeline
    birth = timeline.encoding.births[who]
    for answer in ages(bible, who):
        t = timeline.encoding.starts[answer.at]
        for limit, a, b in (
            (answer.most, birth, t),
            (answer.least, t, birth),
        ):
            if limit is None:
                continue
            most = (limit + 1) * YEAR - 1 if a == birth else -limit * YEAR
            keys = timeline.prove(a, b, most)
            assert keys
            assert alone(bible, keys, a, b) <= most
            for key in keys:
                rest = alone(bible, tuple(k for k in keys if k != key), a, b)
                assert rest > most, (answer.at, key)


def alone(bible: Bible, keys: tuple[tuple[str, ...], ...], a: int, b: int) -> float:
    """The most that some statements alone let ``b`` come after ``a``."""
    from storybible import stn

    encoding = bible.timeline.encoding
    network = stn.Network(encoding.points)
    network.load([s for s in encoding.statements if s.key in keys])
    most = network.gap(a, b)[1]
    return float("inf") if most is None else most


def test_the_dead_and_the_unborn(small: Small) -> None:
    bible = Bible.load(
        small.write(
            {
                "bible/story.yaml": """
characters:
  mara: {name: Mara, born: 1900-03-02, died: 1950-06-01}
  teo: {name: Teo, born: 1900}
  odo: {name: Odo, born: 20 years before fire}
events:
  fire: {title: The fire, when: 1940-05-01, deaths: [odo]}
  party: {title: The party, when: 1960}
relationships: []
"""
            }
        )
    )
    dead = age_of(bible, "mara", "party")
    assert (dead.least, dead.most, dead.alive, dead.reached) == (50, 50, NO, True)
    unborn = age_of(bible, "mara", "1890")
    assert (unborn.least, unborn.most, unborn.alive, unborn.unborn) == (None, None, NO, True)
    assert unborn.why_alive.evidence
    killed = age_of(bible, "odo", "fire")
    assert killed.alive is YES and (killed.least, killed.most) == (19, 20)
    assert age_of(bible, "odo", "party").alive is NO
    ancient = age_of(bible, "teo", "2100")
    assert ancient.alive is NO and ancient.least is None and ancient.beyond == 199
    assert age_of(bible, "teo", "1990").alive is YES
    assert age_of(bible, "mara", "1950").alive is UNKNOWN


def test_a_claim_names_who_says_it(small: Small) -> None:
    story = """
characters:
  mara: {name: Mara, born: {when: 1900, says: odo}}
  odo: {name: Odo}
events:
  party: {title: The party, when: 1930}
"""
    bible = Bible.load(small.write({"bible/story.yaml": story}))
    answer = age_of(bible, "mara", "party")
    assert (answer.least, answer.most) == (29, 30)
    assert answer.proof.according_to == ("odo",)


def test_an_answer_on_a_contradiction_is_contested(small: Small) -> None:
    story = """
characters:
  mara: {name: Mara, ages: [20 at first, 30 at second]}
events:
  first: {title: First}
  second: {title: Second, when: exactly 3 years after first}
  third: {title: Third, when: exactly 1 year after second}
"""
    bible = Bible.load(small.write({"bible/story.yaml": story}))
    assert age_of(bible, "mara", "third").proof.contested
    assert age_of(bible, "mara", "second").proof.contested


def test_between_things_with_length(small: Small) -> None:
    story = """
events:
  war: {title: The war, when: 1900-01-01, until: 1901-01-01}
  peace: {title: The peace, when: exactly 3 years after war}
"""
    bible = Bible.load(small.write({"bible/story.yaml": story}))

    def years(a: str, b: str) -> float:
        answer = between(bible, a, resolve.moment(bible, a), b, resolve.moment(bible, b))
        assert answer.least is not None
        return answer.least.years

    assert years("war", "peace") == 3
    assert years("peace", "war") == -3
    assert 0.99 < years("war", "war") < 1.01
    assert 0.99 < years("war.start", "war.end") < 1.01


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (3 * YEAR, "3 years"),
        (3 * YEAR + 1, "more than 3 years"),
        (3 * YEAR - 1, "less than 3 years"),
        (7 * YEAR // 2 - 1, "less than 3 years 6 months"),
        (1, "1 minute"),
        (0, "0 minutes"),
        (60, "1 hour"),
    ],
)
def test_lengths_in_words(minutes: int, words: str) -> None:
    assert length_words(minutes) == words


@pytest.mark.parametrize(
    ("clock", "at", "expected"),
    [
        ("{from: sleep, until: waking, rate: 0}", "sleep", (20, 20)),
        ("{from: sleep, until: waking, rate: 0}", "waking", (20, 20)),
        ("{from: sleep, until: waking, rate: 0}", "1960-01-01", (30, 30)),
        ("{from: sleep, until: waking, rate: 0.5}", "waking", (25, 25)),
        ("{from: sleep, rate: 0}", "2300", (20, 20)),
        ("{from: waking, jump: exactly 10 years}", "waking", (40, 40)),
        ("{from: waking, jump: exactly 10 years}", "sleep", (20, 20)),
    ],
)
def test_a_clock_of_its_own(small: Small, clock: str, at: str, expected: tuple[int, int]) -> None:
    story = f"""
characters:
  mara: {{name: Mara, born: 1920-01-01, age_clock: [{clock}]}}
events:
  sleep: {{title: The sleep, when: 1940-01-01}}
  waking: {{title: The waking, when: exactly 10 years after sleep}}
"""
    bible = Bible.load(small.write({"bible/story.yaml": story}))
    answer = age_of(bible, "mara", at)
    assert (answer.least, answer.most) == expected
    assert answer.why_most.evidence


def test_a_clock_and_a_stated_age(small: Small) -> None:
    story = """
characters:
  mara: {name: Mara, ages: [25 at waking], age_clock: [{from: sleep, until: waking, rate: 0}]}
events:
  sleep: {title: The sleep}
  waking: {title: The waking, when: 100 years after sleep}
"""
    bible = Bible.load(small.write({"bible/story.yaml": story}))
    answer = age_of(bible, "mara", "waking")
    assert (answer.least, answer.most) == (25, 25)
    assert age_of(bible, "mara", "sleep").least is None
