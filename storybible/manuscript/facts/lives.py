"""Births, deaths and marriages: "Mara died", "was killed", "gave birth to", "they were married".

Values: ``{"event": "birth" | "death" | "funeral" | "marriage" | "engagement" | "proposal"}``, ``with`` for
the other of a couple or the mother, ``by`` for a killer, and ``amount``, ``direction`` and ``anchor`` of a
birth that is reckoned from an event ("born two years before the wedding").  The subject is who is born, dies
or marries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storybible.manuscript.candidate import EARLIER
from storybible.manuscript.facts.dates import date_beside
from storybible.manuscript.facts.numerals import AMOUNT, amount_text
from storybible.manuscript.facts.passage import OTHER, Fact, Passage, Who
from storybible.manuscript.words import word_set

BIRTH = word_set("born birth")
DEATH = word_set(
    "died dies die dead killed murdered slain drowned perished hanged death funeral lifeless suicide"
    " heartbeat "
    "executed beheaded buried strangled poisoned"
)
MARRIAGE = word_set("married wed wedded marry marries wedding betrothed engaged proposed marriage")

_NAMELY = r"(?:the )?"
_PERSONAL = re.compile(r"(?:\b(?:him|her|me|you)\b)", re.I)
_DIED = re.compile(
    r"(?:(?P<aux>\b(?:was|were|is|are|been|be|being|got|lay|lies|fell|stone|found|shot|struck|dropped)\b"
    r"|'s|'re)"
    r"(?: (?:now|already|long|quite|really|certainly|all|accidentally|brutally|since|never|not|surely"
    r"|indeed|both|being))*"
    r" )?(?P<word>died|dies|die|dead|killed|murdered|slain|drowned|perished|hanged|executed|beheaded"
    r"|buried|strangled"
    r"|poisoned)\b",
    re.I,
)
_FOR = re.compile(
    r",?(?: (?:now|already|by now|by then))?(?: for)?(?: (?:nearly|almost|about|over|just|only|all of"
    r"|more than|exactly))*? (?=\S)",
    re.I,
)
_IDIOMS = re.compile(
    r"^(?: (?:of|with|from) (?:laughter|laughing|shame|boredom|curiosity|fright|envy|hunger and)|"
    r" (?:away|down|out|hard)\b| (?:tired|drunk|calm|asleep|sure|certain|silence|set|white|beat|level|body"
    r"|man"
    r"|leaves|leaf|wood|faint|weary|end|weight|letter|of night|to the world|to all|to me|to him|to her)\b"
    r"| himself| herself| myself| for (?:a|some|want of)| in (?:thought|his book|her book))",
    re.I,
)


def births(passage: Passage, at: int, end: int) -> Iterator[Fact]:
    """What "born" and "birth" at ``at`` say."""
    text = passage.text
    start, stop = passage.window(at, 70, 80)
    if text[at:end].lower() == "born":
        verb = re.search(
            r"(?:\b(?:was|were|is|been|be)|'s)(?: [a-z]+ly| first| not| never| only)? \Z", text[start:at]
        )
        if verb is None:
            return
        who = passage.subject_before(start + verb.start())
        if who.grammar == "other" or (
            re.match(r" (?:to|with|blind|again|rich|poor|and bred|a )", text[end:stop]) and not who.id
        ):
            return
        value: dict[str, object] = {"event": "birth"}
        stop_at = end
        amount = AMOUNT.match(text, end + 1, stop)
        if amount:
            side = re.match(
                r" (before|after) (the |his |her )?(?P<what>[^\W_]+(?:'s [a-z]+)?)", text[amount.end() : stop]
            )
            said = amount_text(amount)
            if side and said:
                value |= {"amount": said, "direction": "earlier" if side[1] == "before" else "later",
                          "anchor": f"{side[2] or ''}{side['what']}"}  # fmt: skip
                stop_at = amount.end() + side.end()
        if (date := date_beside(passage, start + verb.start(), end)) is not None:
            value["when"], stop_at = date
        yield Fact(
            "birth", start + verb.start(), stop_at, value, who, _earlier(passage, start + verb.start())
        )
        return
    gave = re.search(r"\b(?:gave|given|giving|gives|give) \Z", text[start:at], re.I)
    if gave and re.match(r" to\b", text[end:stop]):
        mother = passage.subject_before(start + gave.start())
        child = passage.mention_starting(end + 4)
        who = Who(passage.person(child), "name") if child else OTHER
        yield Fact("birth", start + gave.start(), end + 3, {"event": "birth", "with": mother.id}, who)


def deaths(passage: Passage, at: int, end: int) -> Iterator[Fact]:
    """What "died", "dead", "killed", "funeral" and the like at ``at`` say."""
    text, word = passage.text, passage.text[at:end].lower()
    start, stop = passage.window(at, 60, 60)
    if word in ("death", "funeral", "suicide", "heartbeat", "lifeless"):
        yield from _signs(passage, word, at, end, start, stop)
        return
    for found in _DIED.finditer(text, start, stop):
        if found.start("word") != at:
            continue
        rest = text[end:stop]
        if _IDIOMS.match(rest) or (
            word == "hanged" and re.search(r"\bI(?:'ll)? \Z", text[start : found.start()])
        ):
            return
        aux = (found["aux"] or "").lower()
        passive = aux in ("was", "were", "is", "are", "been", "be", "being", "got", "'s", "'re")
        sure = 0.8
        if word in ("died", "dies", "die", "perished"):
            who = passage.subject_before(at)
        elif word == "drowned" and not passive:
            who = passage.subject_before(at)
            sure = 0.6
        elif word == "dead":
            if not aux and (beside := passage.mention_ending(at - 2)) is not None and not beside.possessive:
                yield from _dead_for(passage, at, end, beside.who if passage.person(beside) else None)
            if not aux or aux in ("stone",):
                return
            who = passage.subject_before(found.start())
        elif passive:
            who = passage.subject_before(found.start())
        else:
            mention = passage.mention_starting(end + 1)
            agent = passage.subject_before(at)
            if (
                mention is None
                or passage.person(mention) is None
                or mention.possessive
                or agent.grammar == "other"
            ):
                return
            value = {"event": "death", "by": agent.id} if agent.id else {"event": "death"}
            flags = _earlier(passage, at)
            yield Fact("death", at, mention.end, value, Who(mention.who, "name"), flags, sure)
            return
        if who.grammar == "other" or (
            word == "buried"
            and re.match(
                r" (?:in|under|her|his|by) (?:her|his|the|a|my)? ?(?:face|head|hands|thought|book|work"
                r"|pillow|arms)",
                rest,
            )
        ):
            return
        if word == "buried":
            flags = _earlier(passage, found.start())
            yield Fact("death", found.start(), end, {"event": "funeral"}, who, flags, 0.6)
            return
        said = {"event": "death"}
        if word == "dead" and aux == "been" and (lasted := _lasted(passage, end)) is not None:
            said["amount"], said["lasted"], end = lasted[0], "yes", lasted[1]
        if (date := date_beside(passage, found.start(), end)) is not None:
            said["when"], end = date
        yield Fact("death", found.start(), end, said, who, _earlier(passage, found.start()), sure)
        return


def _dead_for(passage: Passage, at: int, end: int, who: str | None) -> Iterator[Fact]:
    """Read "Odo, dead these nine years, ..."."""
    lead = re.match(r" (?:these|for|now|some|almost|nearly) ", passage.text[end : end + 8])
    lasted = _lasted(passage, end + (len(lead.group()) - 1 if lead else 0))
    if (
        lasted is not None
        and passage.text[at - 2 : at] == ", "
        and passage.text[lasted[1] : lasted[1] + 1] in ",.;"
    ):
        value = {"event": "death", "amount": lasted[0], "lasted": "yes"}
        yield Fact("death", at, lasted[1], value, Who(who, "name"), (EARLIER,), 0.8)


def _lasted(passage: Passage, at: int) -> tuple[str, int] | None:
    """How long what is said right before has lasted, in the grammar's words, and where that ends."""
    lead = _FOR.match(passage.text, at, passage.end)
    amount = AMOUNT.match(passage.text, lead.end(), passage.end) if lead is not None else None
    said = amount_text(amount) if amount is not None else None
    return (said, amount.end()) if said is not None and amount is not None else None


_WE = re.compile(r"\b[Ww]e(?:'ve| have| had|'d)?(?: now)? \Z")


def _couple(passage: Passage, at: int) -> tuple[Who, str] | None:
    """The two of "Mara and Odo had been married"; None where it is not two whom the bible knows."""
    start, _ = passage.sentence(at)
    found = re.search(
        r"(?P<and>,? and )(?P<second>[^\W_]+(?: [A-Z][^\W_]+)?),?(?: (?:had|has|have|'d|'ve))?(?: (?:now"
        r"|then|already|by then))*"
        r" \Z|(?P<and2> and )(?P<second2>[^\W_]+)'(?:d|ve) \Z", passage.text[start:at],
    )  # fmt: skip
    if found is None:
        return None
    which = "" if found["and"] else "2"
    one = passage.mention_ending(start + found.start(f"and{which}"))
    first = passage.person(one)
    second = found[f"second{which}"]
    other = passage.mention_ending(start + found.end(f"second{which}"))
    partner = passage.narrator if second == "I" else passage.person(other)
    if one is None or first is None or partner is None or one.possessive:
        return None
    before = passage.text[start : one.start]
    return None if re.search(r"(?:,|\band|\bof|\bwith|'s)\s*\Z", before) else (Who(first, "name"), partner)


def _earlier(passage: Passage, at: int) -> tuple[str, ...]:
    """The flag for what lies before the scene that is told: "had died", "had been born"."""
    start, _ = passage.window(at, 50, 0)
    had = re.search(
        r"(?:\bhad|'d)(?: (?:[a-z]+ly|now|already|long|just|never|all|since|first|both|himself"
        r"|herself|been))* ?\Z",
        passage.text[start:at],
        re.I,
    )
    return (EARLIER,) if had else ()


def _signs(passage: Passage, word: str, at: int, end: int, start: int, stop: int) -> Iterator[Fact]:
    """Nouns that speak of a death: "the death of Mara", "her funeral", "no heartbeat"."""
    text = passage.text
    before, after = text[start:at], text[end:stop]
    event = "funeral" if word == "funeral" else "death"
    if word == "heartbeat":
        if re.search(r"\bno \Z", before, re.I):
            yield Fact("death", at - 3, end, {"event": event}, OTHER, confidence=0.6, about_value=True)
        return
    if word == "lifeless":
        body = re.match(r" (?:body|form|corpse|figure|limbs)\b", after, re.I)
        if body:
            yield Fact(
                "death", at, end + body.end(), {"event": event}, passage.owner_before(at), confidence=0.6
            )
        return
    if word == "suicide":
        who = passage.subject_before(at) if re.search(r"committed \Z", before) else OTHER
        if re.search(r"\b(?:committed|commit|by|a|his|her|of)\s\Z", before, re.I) or not before.strip("\"' "):
            yield Fact("death", at, end, {"event": event}, who, confidence=0.6)
        return
    of = re.match(r" of (?:the )?", after)
    mention = passage.mention_starting(end + of.end()) if of else None
    who = Who(passage.person(mention), "name") if mention else passage.owner_before(at)
    if re.match(r" (?:of|to|in) (?:the day|night|all|thousand|me\b|it\b)|-", after):
        return
    if who.grammar == "other" and of is not None and word == "death":
        noun = re.match(r" of (?:his|her|their|my|the|a|our) (?:[a-z]+ )?([a-z]+)", after)
        from storybible.manuscript.facts.ties import KIN

        if noun is None or noun[1] not in KIN:
            return
    elif who.grammar == "other" or (mention is not None and who.id is None):
        return
    stop_at = mention.end if mention else end
    if mention is not None and mention.possessive:
        who, stop_at = OTHER, end  # "the funeral of Teo's mother" is not Teo's
    sure = 0.8 if who.id else 0.6
    yield Fact("death", at, stop_at, {"event": event}, who, (EARLIER,), sure)


_WED = re.compile(
    r"(?:(?P<aux>\b(?:was|were|are|is|been|be|being|got|get|gets|getting)\b|'re|'s) (?:[a-z]+ly |to be "
    r"|now |already |not |never |all )*)?"
    r"(?P<word>married|wed|wedded|marry|marries|betrothed|engaged)\b(?P<to> (?:to )?)?",
    re.I,
)


def marriages(passage: Passage, at: int, end: int) -> Iterator[Fact]:
    """What "married", "engaged", "proposed", "wedding" and the like at ``at`` say."""
    text, word = passage.text, passage.text[at:end].lower()
    start, stop = passage.window(at, 60, 60)
    after = text[end:stop]
    if word in ("wedding", "marriage"):
        mention = passage.mention_starting(end + 4) if after.startswith(" of ") else None
        who = Who(passage.person(mention), "name") if mention else passage.owner_before(at)
        if who.id is not None:
            yield Fact("marriage", at, end, {"event": "marriage"}, who, confidence=0.7)
        return
    if word == "proposed":
        who = passage.subject_before(at)
        if who.grammar in ("other", "plural") or re.match(
            r" (?:that|a|an|the|going|this|it|as|by|in|we|another|some|his|her|what)\b", after
        ):
            return
        if not re.match(r"(?: to (?:her|him|me|you|[A-Z])|[.,;:!?]| and\b| marriage|\Z)", after) or (
            re.match(r"\s*[.,;:]?\s*[\"“]", after) and not who.id
        ):
            return
        other = passage.mention_starting(end + 4)
        if re.match(r" to [^\W_]+(?: [A-Z][^\W_]+)* to\b", after):
            return
        value: dict[str, object] = {"event": "proposal"}
        if other is not None and (to := passage.person(other)):
            value["with"] = to
        yield Fact("marriage", at, end, value, who, confidence=0.7)
        return
    for found in _WED.finditer(text, start, stop):
        if found.start("word") != at:
            continue
        event = "engagement" if word in ("betrothed", "engaged") else "marriage"
        if event == "engagement" and (
            not found["aux"] or re.match(r" (?:in|with|upon|on|for|as|at)\b|,? [a-z]+ing", after)
        ):
            return
        if (
            word in ("married", "wedded")
            and (found["aux"] or "'s") == "'s"
            and re.match(
                r" (?:men|man|women|woman|couple|life|people|ladies|lady|name|state|sister|pair|daughter)\b",
                after,
            )
        ):
            return
        who = passage.subject_before(found.start())
        if who.grammar == "other" and re.search(r"\bthere \Z", text[start : found.start()], re.I):
            who = Who(None, "plural")  # a slip of the pen for "they"
        if who.grammar == "other":
            return
        other = passage.mention_starting(found.end())
        value = {"event": event}
        if other is not None and not other.possessive and (spouse := passage.person(other)):
            value["with"] = spouse
        after_whom = other.end if other is not None and found["to"] else end
        if word in ("married", "wed") and (found["aux"] or "").lower().startswith("been"):
            if who.grammar == "plural":
                who, value["with"] = _couple(passage, found.start()) or (who, value.get("with"))
            elif passage.narrator and _WE.search(text[start : found.start()]):
                who = passage.pronoun("i", found.start())
            if (lasted := _lasted(passage, after_whom)) is not None:
                value["amount"], value["lasted"], end = lasted[0], "yes", lasted[1]
        yield Fact("marriage", found.start(), end, value, who, _earlier(passage, found.start()), 0.8)
        return
