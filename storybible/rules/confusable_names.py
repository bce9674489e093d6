"""Two people in the story have names that a reader takes for each other.

A note about first names of four letters or more that begin with the same three letters and differ in one
letter (or in the order of two).  Only people who are present somewhere are compared; relatives with one
surname are not, nor are people of different `sex`.  Ids, names and aliases of any record that look the same, and
differ only by letters of another alphabet (a Cyrillic “а” in “mara”), are always noted.

## Failing

```yaml
characters:
  marek: {name: Marek Venn}
  maren: {name: Maren Holt}
events:
  flood: {title: The flood, who: [marek, maren]}
```

```text
bible/story.yaml:3:17: note SB102 confusable-names: a reader may take Maren Holt for Marek Venn: the names differ in one letter
    bible/story.yaml:2: somebody is called Marek Venn
    bible/story.yaml:3: somebody is called Maren Holt
```

## Passing

```yaml
characters:
  marek: {name: Marek Venn}
  maren: {name: Maren Venn}
  lyra: {name: Lyra Holt}
  mara: {name: Mara Holt}
events:
  flood: {title: The flood, who: [marek, maren, lyra, mara]}
```
"""  # noqa: E501 - what the program prints

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from storybible.diagnostics import Severity
from storybible.records import Character, Record
from storybible.rules import Context, Finding, Rule
from storybible.rules._parents import FEMALE, MALE
from storybible.story import Story

RULE = Rule("SB102", Severity.NOTE)
SHORTEST = 4
SAME = 3
CROWD = 200
"""Of more people than this with nearly one name, only the first are compared."""


LOOKS = str.maketrans("аеорсухіѕјԁкмтвнαορνικυτ", "aeopcyxisjdkmtbhaopvikut")
"""Small letters, Cyrillic and Greek, and what they look like; each alphabet keeps its own letters apart."""


def check(context: Context) -> Iterator[Finding]:
    """Every two names that look the same, and every two first names that begin alike."""
    yield from _of_two_alphabets(context)
    story = context.story
    alike = story.while_same(_alike, [(who, story.each(_first_name, who)) for who in story.characters])
    there = {present.who for at in story.presences.values() for present in at} if alike else set[str]()
    spoken: set[tuple[str, str]] = set()
    for people in alike:
        those = [(number, name, story.characters[who]) for number, name, who in people if who in there]
        for (_, one, a), (_, other, b) in combinations(those[:CROWD], 2):
            if one == other or (a.id, b.id) in spoken or not _differ_by_one(one, other) or _kept_apart(a, b):
                continue
            spoken.add((a.id, b.id))
            yield Finding(
                b.name.span,
                f"a reader may take {b.label} for {a.label}: the names differ in one letter",
                (a.id, b.id),
                ("confusable-names", *sorted((a.id, b.id))),
                evidence=(
                    context.cited(a.name.span, f"somebody is called {a.label}", a),
                    context.cited(b.name.span, f"somebody is called {b.label}", b),
                ),
            )


def _first_name(story: Story, who: str) -> str:
    """What a reader may mistake: the first name, in small letters; "" where it is too short for that."""
    first = story.characters[who].name.value.casefold().split(maxsplit=1)[:1]
    return first[0] if first and len(first[0]) >= SHORTEST and first[0].isalpha() else ""


def _alike(story: Story) -> list[list[tuple[int, str, str]]]:
    """People whose first names begin alike: the place of each among all, the first name, the id."""
    called: dict[str, list[tuple[int, str, str]]] = {}
    for number, who in enumerate(story.characters):
        name = story.each(_first_name, who)
        if name:
            called.setdefault(name, []).append((number, name, who))
    alike: dict[str, list[str]] = {}
    for name in called:
        for key in _keys(name):
            alike.setdefault(key, []).append(name)
    return [
        sorted(person for name in names for person in called[name])
        for names in alike.values()
        if len(names) > 1
    ]


def _of_two_alphabets(context: Context) -> Iterator[Finding]:
    """Records that nobody can tell apart by what is written."""
    records, known = context.story.records.values(), context.story.names
    if "".join([*known.kind_of, *known.by_name]).isascii():
        return
    from unicodedata import normalize

    first: dict[str, tuple[Record, str]] = {}
    spoken: set[tuple[str, str]] = set()
    names = [(record, name) for record in records for name in dict.fromkeys(_names(record))]
    for record, name in names:
        folded = name.casefold() if name.isascii() else normalize("NFKC", name).casefold()
        other, like = first.setdefault(folded.translate(LOOKS), (record, folded))
        if other.id == record.id or like == folded or (other.id, record.id) in spoken:
            continue
        spoken.add((other.id, record.id))
        yield Finding(
            record.id_text.span,
            f"“{name}” looks like a name of {other.label}, and is written with letters of another alphabet",
            (other.id, record.id),
            ("confusable-names", *sorted((other.id, record.id))),
            evidence=(context.cited(other.id_text.span, f"the {other.kind} {other.label}", other),),
        )


def _names(record: Record) -> list[str]:
    return [record.id, record.label, *(alias.name.value for alias in record.aliases)]


def _keys(name: str) -> set[str]:
    """What two names share that differ by one letter: the name, and the name without some letter."""
    return {name, *(name[:at] + name[at + 1 :] for at in range(SAME, len(name)))}


def _differ_by_one(one: str, other: str) -> bool:
    """Whether one letter more, less or changed, or two swapped, make one name the other."""
    if abs(len(one) - len(other)) > 1 or one[:SAME] != other[:SAME]:
        return False
    at = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return (
        one[at + 1 :] == other[at + 1 :]
        or one[at + 1 :] == other[at:]
        or one[at:] == other[at + 1 :]
        or (one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :])
    )


def _kept_apart(a: Character, b: Character) -> bool:
    """Relatives by their surname, or a man and a woman."""
    surnames = [character.name.value.casefold().split()[1:][-1:] for character in (a, b)]
    if surnames[0] and surnames[0] == surnames[1]:
        return True
    sexes = [character.sex.value.casefold() if character.sex else "" for character in (a, b)]
    return (sexes[0] in FEMALE and sexes[1] in MALE) or (sexes[0] in MALE and sexes[1] in FEMALE)
