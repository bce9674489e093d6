"""Story-shaped temporal networks with a planted solution, for the benchmark of the engine.

A saga of books of about 200 points each.  In a book: births, deaths, the beginnings of loves, and scenes in
order. About 2.8 statements a point: scenes follow each other, people have ages in scenes (some from a
neighbouring book), some scenes are dated to the day, the month or the year, some are told relative to
another, lives end, loves lie between scenes, and a jump leads from each book to the next.  One year is 366
days here; the unit is the day.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from storybible.stn import LOOSEST, Key, Statement

YEAR = 366


@dataclass
class Story:
    """Statements about numbered points in time, and what was planted among them."""

    points: int
    statements: list[Statement] = field(default_factory=list)
    planted: set[Key] = field(default_factory=set)


@dataclass
class _Book:
    births: list[int]
    deaths: list[int]
    loves: list[int]
    scenes: list[int]


Limits = tuple[str, int, int, int | None, int | None]


def story(points: int, errors: int = 0, seed: int = 1, book: int = 200) -> Story:
    """A story of so many points, in which so many ages are wrong by three to seven years."""
    draw = random.Random(seed)
    times = [0] * points
    books = _people_the_books(draw, times, min(book, max(20, points // 2)))
    found: list[Limits] = []
    for number, here in enumerate(books):
        near = [books[place] for place in (number - 1, number + 1) if 0 <= place < len(books)]
        _tell_scenes(draw, times, here, found)
        _tell_ages(draw, times, here, near, found)
        _tell_lives(draw, times, here, found)
        if number:
            _tell_jump(times, books[number - 1].scenes[-1], here.scenes[0], found)
    found.sort(key=lambda limits: max(limits[1], limits[2]))  # about the order in which a story is told
    wrong = set(draw.sample([place for place, limits in enumerate(found) if limits[0] == "age"], errors))
    result = Story(points)
    for place, (kind, source, target, lower, upper) in enumerate(found):
        key = (kind, f"{place:07}")
        if place in wrong and lower is not None and upper is not None:
            years = draw.randint(3, 7) * YEAR * draw.choice((-1, 1))
            lower, upper = lower + years, upper + years
            result.planted.add(key)
        result.statements.append(Statement(key, [(LOOSEST, [(source, target, lower, upper)])]))
    return result


def _people_the_books(draw: random.Random, times: list[int], size: int) -> list[_Book]:
    count = max(1, (len(times) - 1) // size)
    starts = sorted(100 * YEAR + draw.randrange(20 * YEAR + 2 * YEAR * count) for _ in range(count))
    books = []
    for number, start in enumerate(starts):
        first = 1 + number * size
        points = list(range(first, first + size if number < count - 1 else len(times)))
        cuts = [len(points) * share // 100 for share in (8, 16, 30)]
        book = _Book(
            points[: cuts[0]], points[cuts[0] : cuts[1]], points[cuts[1] : cuts[2]], points[cuts[2] :]
        )
        span = draw.randint(1, 8) * YEAR
        for birth in book.births:
            times[birth] = start - draw.randrange(15 * YEAR, 60 * YEAR)
        for birth, death in zip(book.births, book.deaths, strict=False):
            times[death] = min(start + span + draw.randrange(40 * YEAR), times[birth] + 119 * YEAR)
        for love in book.loves:
            times[love] = start + draw.randrange(span)
        for scene, time in zip(
            book.scenes, sorted(start + draw.randrange(span) for _ in book.scenes), strict=True
        ):
            times[scene] = time
        books.append(book)
    return books


def _tell_scenes(draw: random.Random, times: list[int], book: _Book, found: list[Limits]) -> None:
    """Each scene after the one before, some with their distance; dates; "two weeks earlier"."""
    for before, scene in zip(book.scenes, book.scenes[1:], strict=False):
        gap = times[scene] - times[before]
        kind = draw.random()
        hedge = 0 if kind < 0.8 else max(1, gap // 10)
        found.append(
            ("chain", before, scene, 0, None)
            if kind < 0.6
            else ("chain", before, scene, gap - hedge, gap + hedge)
        )
    for place, scene in enumerate(book.scenes):
        if draw.random() < 0.15:
            unit = draw.choice((1, 31, YEAR))
            begin = times[scene] // unit * unit
            found.append(("date", 0, scene, begin, begin + unit - 1))
        other = book.scenes[min(place + draw.randint(2, 11), len(book.scenes) - 1)]
        if other != scene and draw.random() < 0.55:
            gap = times[other] - times[scene]
            hedge = max(1, gap // 8)
            found.append(("relative", scene, other, max(0, gap - hedge), gap + hedge))


def _tell_ages(
    draw: random.Random, times: list[int], book: _Book, near: list[_Book], found: list[Limits]
) -> None:
    """Somebody's age in every scene, and a second one in a third of them."""
    for share in (1.0, 0.35):
        for scene in book.scenes:
            if draw.random() >= share:
                continue
            home = draw.choice(near) if near and draw.random() < 0.1 else book
            birth = draw.choice(home.births)
            if times[birth] <= times[scene]:
                years = (times[scene] - times[birth]) // YEAR
                found.append(("age", birth, scene, years * YEAR, years * YEAR + YEAR - 1))


def _tell_lives(draw: random.Random, times: list[int], book: _Book, found: list[Limits]) -> None:
    """Deaths after births and after some scenes; loves between scenes and not in childhood."""
    for birth, death in zip(book.births, book.deaths, strict=False):
        found.append(("life", birth, death, 0, 120 * YEAR))
    for scene in book.scenes:
        if draw.random() < 0.25:
            death = draw.choice(book.deaths)
            if times[death] >= times[scene]:
                found.append(("life", scene, death, 0, None))
    for love in book.loves:
        for scene in draw.choices(book.scenes, k=2):
            gap = times[love] - times[scene]
            ends = (scene, love) if gap >= 0 else (love, scene)
            found.append(("love", *ends, 0, None if draw.random() < 0.5 else abs(gap) + 30))
        birth = draw.choice(book.births)
        if times[love] - times[birth] >= 10 * YEAR:
            found.append(("love", birth, love, 10 * YEAR, None))


def _tell_jump(times: list[int], last: int, first: int, found: list[Limits]) -> None:
    """From the end of a book to the beginning of the next, give or take half a year."""
    if times[first] < times[last]:
        last, first = first, last
    gap = times[first] - times[last]
    found.append(("jump", last, first, max(0, gap - 183), gap + 183))
