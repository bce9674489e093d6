"""Verbs of having and using a thing, in all their forms."""

from __future__ import annotations

_IRREGULAR = (
    "wear wears wore wearing worn|hold holds held holding|draw draws drew drawing|take takes took taking"
    "|put puts putting"
    "|swing swings swung swinging|light lights lit lighting|keep keeps kept keeping|have has had having"
    "|sell sells sold"
    "|lose loses lost|throw throws threw|give gives gave giving|break breaks broke|blow blows blew blowing"
    "|bring brings brought bringing|shut shuts shutting|lays laid laying|hang hangs hung hanging|set sets "
    "setting"
    "|stick sticks stuck|wind winds wound|grip grips gripped gripping|slip slips slipped slipping|pick "
    "picks picked picking"
    "|carry carries carried carrying|strap straps strapped|grab grabs grabbed grabbing|unsheathe "
    "unsheathes unsheathed|slide slides slid sliding|shake shakes shook shaking|hide hides hid hiding"
    "|spin spins spun spinning|read reads reading"
)
_REGULAR = (
    "lift raise pull use own pocket brandish clutch finger wield pour flick play turn fill fetch hand pass "
    "show snatch polish"
    " stroke open close wipe clean shove tuck button load fire aim sheathe lean prop twirl buckle twist "
    "touch unwrap wrap drop grasp seize cradle balance rub wave press pin"
    " hook unhook tie stow sharpen unpack pack drag kiss examine"
)


def _forms(verb: str) -> tuple[str, ...]:
    stem = verb.removesuffix("e")
    third = f"{verb}es" if verb.endswith(("sh", "ch", "s", "x")) else f"{verb}s"
    return verb, third, f"{stem}ed", f"{stem}ing"


FORMS: dict[str, str] = {
    form: group.split()[0] for group in _IRREGULAR.split("|") for form in group.split()
} | {form: verb for verb in _REGULAR.split() for form in _forms(verb)}  # fmt: skip
"""Each form with its verb."""
GIVING = frozenset({"give", "hand", "pass", "show", "throw", "bring", "fetch"})
"""What may have somebody between the verb and the thing: "gave Mara the ring"."""
LEAVING = frozenset({"lose", "throw", "sell", "break"})
"""Verbs after which the thing is gone: a draft may be telling just that."""
EITHER = frozenset({"put", "set", "shut", "read"})
"""Forms of the past and of the present."""


def in_the_past(form: str) -> bool | None:
    """Whether a form is of the past; None where it may be either, or is none of these."""
    verb = FORMS.get(form)
    if verb is None or form in EITHER or form.endswith("ing"):
        return None
    return form != verb and not (form.endswith("s") and form[:3] == verb[:3]) and form != "has"
