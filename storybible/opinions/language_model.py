"""Facts as a language model reads them: one request to an OpenAI-compatible endpoint.

Nothing is sent unless the settings name an endpoint and the writer agrees.  The answer is data and nothing
more: a quote that is not verbatim in what was sent, a kind that is not known and a value that cannot be read
are dropped, and counted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from storybible.config import LanguageModel
from storybible.manuscript.appearances import Mentioned
from storybible.manuscript.candidate import Candidate, Ids
from storybible.queries.resolve import Misuse
from storybible.when import Problem, parse_age

FLAG = "language model"
LARGEST_ANSWER = 4_000_000
"""Bytes of an answer that are read."""
MOST = 2_000
"""Candidates that are taken from one answer."""
FIELDS = {
    "age": ("age",), "trait": ("trait", "value"), "birth": (), "death": (), "marriage": (),
    "name": ("probably",),
    "relationship": ("relation",), "office": ("office", "change"), "jump": ("direction",),
}  # fmt: skip
TASK = """\
You read a passage of fiction for its editor. List what it states about people: ages, births, deaths,
marriages, kinship, eyes and hair, offices, jumps in time, and names of people. Answer with a JSON array
and nothing else. Each element: {"kind": one of %s, "quote": the shortest words of the passage that say
it, letter for letter, "subject": the name of the person as the passage writes it or null, "value": an
object}. Values: age {"age": "36"}; trait {"trait": "eyes", "value": "grey"}; relationship {"relation":
"sister", "to": name}; office {"office": title, "change": "gained" or "lost" or "held"}; jump {"amount":
"3 years", "direction": "later"}; name {"probably": "person" or "place"}; others {}. Leave out whatever
is supposed, denied or planned."""


@dataclass(slots=True)
class Opinion:
    """What a language model answered: candidates in text order, and how much was dropped, by why."""

    candidates: list[Candidate] = field(default_factory=list)
    dropped: dict[str, int] = field(default_factory=dict)


def passage(mentioned: Mentioned, settings: LanguageModel) -> str:
    """What would be sent of a manuscript: its paragraphs from the beginning, up to a limit."""
    parts: list[str] = []
    length = 0
    for paragraph in mentioned.prose.paragraphs:
        text = mentioned.prose.readable[paragraph.start : paragraph.end]
        if parts and length + len(text) > settings.most:
            break
        parts.append(text[: settings.most])
        length += len(text)
    return "\n\n".join(parts)


def announcement(sent: str, settings: LanguageModel, key: str | None) -> str:
    """What is about to leave the machine, in words."""
    with_key = f", with the key in {settings.key_from}" if key else ""
    words = f"{len(sent.split()):,} words of the text"
    return f"This sends {words} to {settings.url} (model {settings.model}){with_key}."


def ask(mentioned: Mentioned, settings: LanguageModel, key: str | None) -> Opinion:
    """Send the passage and read the answer.  Raises :class:`Misuse` where no sensible one comes."""
    sent = passage(mentioned, settings)
    answer = _posted(settings, key, sent)
    try:
        content = json.loads(answer)["choices"][0]["message"]["content"]
        listed = _array(str(content))
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
        raise Misuse(f"{settings.url} gave no list of facts; nothing was taken over") from error
    return _checked(mentioned, listed)


def _posted(settings: LanguageModel, key: str | None, sent: str) -> bytes:
    import http.client
    import urllib.error
    import urllib.request

    if not settings.url.startswith(("http://", "https://")):
        raise Misuse(f"`url:` of the language model is no web address: {settings.url}")
    body = {
        "model": settings.model,
        "temperature": 0,
        "messages": [
            {"role": "system", "content": TASK % ", ".join(FIELDS)},
            {"role": "user", "content": sent},
        ],
    }
    headers = {"Content-Type": "application/json", "User-Agent": "storybible"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    try:
        request = urllib.request.Request(settings.url, json.dumps(body).encode(), headers)
        opener = urllib.request.build_opener(_no_redirects())
        with opener.open(request, timeout=settings.timeout) as response:
            answer = _received(response, settings.timeout)
    except urllib.error.HTTPError as error:
        raise Misuse(f"{settings.url} refuses: {error.code} {error.reason}") from error
    except (OSError, ValueError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        raise Misuse(f"{settings.url} does not answer: {str(reason) or type(error).__name__}") from error
    if len(answer) > LARGEST_ANSWER:
        raise Misuse(f"{settings.url} answers with more than {LARGEST_ANSWER // 1_000_000} MB")
    return answer


def _no_redirects() -> Any:
    """A handler that follows no redirect: what was agreed to goes to nobody else."""
    import urllib.request

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *args: Any, **kwargs: Any) -> None:
            return None

    return Stay()


def _received(response: Any, timeout: float) -> bytes:
    """The body of an answer; raises :class:`TimeoutError` where it trickles in for too long."""
    import time

    end = time.monotonic() + timeout
    parts: list[bytes] = []
    length = 0
    while length <= LARGEST_ANSWER and (part := response.read1(65536)):
        parts.append(part)
        length += len(part)
        if time.monotonic() > end:
            raise TimeoutError(f"it took more than {timeout:g} seconds")
    return b"".join(parts)


def _array(content: str) -> list[Any]:
    """The JSON array of an answer, with or without a fence around it."""
    start, end = content.find("["), content.rfind("]")
    found = json.loads(content[start : end + 1] if 0 <= start < end else content)
    if not isinstance(found, list):
        raise ValueError("no array")
    return found


def _checked(mentioned: Mentioned, listed: list[Any]) -> Opinion:
    opinion, ids = Opinion(), Ids()
    found: list[tuple[int, int, str, dict[str, str], object]] = []
    for entry in listed[:MOST]:
        why = ""
        place = None
        if not isinstance(entry, Mapping) or entry.get("kind") not in FIELDS:
            why = "of no known kind"
        elif (place := _verbatim(mentioned, entry.get("quote"))) is None:
            why = "not verbatim in the text"
        elif (value := _value(str(entry["kind"]), entry.get("value"))) is None:
            why = "without a value that can be read"
        else:
            found.append((*place, str(entry["kind"]), value, entry.get("subject")))
        if why:
            opinion.dropped[why] = opinion.dropped.get(why, 0) + 1
    for start, end, kind, value, subject in sorted(set_apart(found), key=lambda one: one[:3]):
        quote = mentioned.prose.text[start:end]
        who = _subject(mentioned, subject)
        id_ = ids(kind, quote, value)
        opinion.candidates.append(
            Candidate(id_, kind, start, end, quote, dict(value), who, flags=(FLAG,), confidence=0.5)
        )
    return opinion


def set_apart(
    found: list[tuple[int, int, str, dict[str, str], object]],
) -> Iterator[tuple[int, int, str, dict[str, str], object]]:
    """Each reading once."""
    seen = set()
    for one in found:
        key = (*one[:3], tuple(sorted(one[3].items())))
        if key not in seen:
            seen.add(key)
            yield one


def _verbatim(mentioned: Mentioned, quote: object) -> tuple[int, int] | None:
    """Where a quote stands, letter for letter but for blanks."""
    if not isinstance(quote, str) or not quote.strip() or len(quote) > 500:
        return None
    pattern = r"\s+".join(re.escape(word) for word in quote.split())
    found = re.search(pattern, mentioned.prose.readable)
    if found is None or mentioned.prose.paragraph_at(found.start()) is None:
        return None
    return found.span()


def _value(kind: str, given: object) -> dict[str, str] | None:
    """The value of a kind as plain text; None where a part is missing or an age cannot be read."""
    parts = given if isinstance(given, Mapping) else {}
    value = {
        str(key): str(part)[:200] for key, part in parts.items() if isinstance(part, str | int) and part != ""
    }
    if any(name not in value for name in FIELDS[kind]):
        return None
    if kind == "age" and isinstance(parse_age(value["age"]), Problem):
        return None
    return value


def _subject(mentioned: Mentioned, name: object) -> str | None:
    """The record of a name; None where it is nobody's, or may be several people's."""
    if not isinstance(name, str):
        return None
    meant = {
        use.id for form in mentioned.cast.forms.values() if form.text.casefold() == name.strip().casefold()
        for use in form.uses if use.kind == "character"
    }  # fmt: skip
    return meant.pop() if len(meant) == 1 else None
