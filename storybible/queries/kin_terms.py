"""Kinship words: from generations up and down to "great-grandmother" or "second cousin once removed"."""

from __future__ import annotations

from collections.abc import Sequence

BIRTH = ("parent", "mother", "father")
Words = tuple[str, str, str]
"""For a woman, for a man, and where the sex is not given."""

PARENT: Words = ("mother", "father", "parent")
CHILD: Words = ("daughter", "son", "child")
SIBLING: Words = ("sister", "brother", "sibling")
SPOUSE: Words = ("wife", "husband", "spouse")
AUNT: Words = ("aunt", "uncle", "aunt or uncle")
NIECE: Words = ("niece", "nephew", "niece or nephew")

_ORDINALS = ("", "", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_TIMES = ("", " once removed", " twice removed")


_FEMALE = frozenset({"female", "f", "woman", "girl"})
_MALE = frozenset({"male", "m", "man", "boy"})


def sexed(sex: str, words: Words) -> str:
    """The word that fits the sex, in lower case ("female", "man" ...; anything else is neither)."""
    return words[0 if sex in _FEMALE else 1 if sex in _MALE else 2]


def descent_term(up: int, down: int, roles: Sequence[str], sex: str) -> str:
    """The term for somebody ``down`` generations below a person ``up`` generations above the other one.

    ``roles`` are those of the parents on the way; anything but birth shows in the term.  Empty where there
    is no word for it (the guardian of a parent).
    """
    how = next((role for role in roles if role not in BIRTH), "")
    if how == "guardian":
        if up + down > 1:
            return ""
        return "guardian" if up else "ward"
    if not down:
        if up == 1 and not sex and roles[0] in PARENT:
            return roles[0]  # "as: mother" says it
        return _marked(how, _generations(up, sexed(sex, PARENT)), direct=up == 1)
    if not up:
        return _marked(how, _generations(down, sexed(sex, CHILD)), direct=down == 1, child=True)
    if up == down == 1:
        return _marked(how, sexed(sex, SIBLING), direct=True)
    if down == 1:
        return _marked(how, _great(up - 2, sexed(sex, AUNT)))
    if up == 1:
        return _marked(how, _great(down - 2, sexed(sex, NIECE)))
    return _marked(how, cousin_term(up, down))


def cousin_term(up: int, down: int) -> str:
    """ "cousin", "cousin once removed", "second cousin" ..."""
    degree, removed = min(up, down) - 1, abs(up - down)
    name = "cousin" if degree == 1 else f"{_ORDINALS[degree] if degree < 11 else f'{degree}th'} cousin"
    return name + (_TIMES[removed] if removed < 3 else f" {removed} times removed")


def in_law(sex: str, words: Words) -> str:
    """ "mother-in-law" and the like."""
    return f"{sexed(sex, words)}-in-law"


def step(sex: str, words: Words) -> str:
    """ "stepmother" and the like."""
    return f"step{sexed(sex, words)}"


def _generations(count: int, word: str) -> str:
    return word if count == 1 else f"{'great-' * (count - 2)}grand{word}"


def _great(more: int, words: str) -> str:
    return " or ".join("great-" * more + word for word in words.split(" or "))


def _marked(how: str, term: str, direct: bool = False, child: bool = False) -> str:
    if how == "step":
        return f"step{term}" if direct else f"step-{term}"
    if how == "adoptive":
        return f"{'adopted' if child and direct else 'adoptive'} {term}"
    return f"{how} {term}" if how else term
