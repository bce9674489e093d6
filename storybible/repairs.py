"""Mendings of findings: changes of text that end a finding and make no new one.

Candidates come from the rules (``fixes``) and from the timeline: each statement of a clash is taken out,
the rest tells what room is left for it, and the nearest value in the same words that meets the room is
proposed.  Every candidate is then tried: the whole check runs over the changed text in memory, and only
those that end the finding and add none are offered.  The trials also tell which other findings a change
ends; of one statement's values the one that ends most is offered, and what ends most stands first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from storybible import records as r
from storybible import stn
from storybible.bible import Bible
from storybible.diagnostics import SEVERITY_ORDER, Repair, Severity, Span
from storybible.effort import Effort
from storybible.encoding import Stated
from storybible.folder import FileCache
from storybible.inspection import Inspection, Suspect, inspect
from storybible.reading.nodes import line_breaks
from storybible.rules import Fix, all_rules, remove_from_list
from storybible.sentences import is_cited
from storybible.storage.address import lines_of
from storybible.timeline import Clash, Timeline
from storybible.when import Between, Offset, Order, Within, age_mends, amount_mends, mends

MOST_OFFERED = 4
MANY = 24
"""Statements of one finding that are changed for a trial."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A change to try; candidates are tried in the order of this sort key: least certain statement first."""

    rank: tuple[int, int, str, int]
    fix: Fix


def with_repairs(
    bible: Bible, inspection: Inspection, standing: Collection[str]
) -> tuple[list[Suspect], frozenset[str]]:
    """The findings, each with the mendings that a re-check confirmed (at most four).

    ``standing`` are the ids of those that are to be mended: the rest is waived or known.  Second: the ids of
    those whose mendings were not looked for, because the bible is so large; none where one alone stands.
    """
    workshop = _Workshop(bible, inspection, standing)
    return workshop.mended(), frozenset(workshop.unmended)


class _Workshop:
    """Tries candidates and remembers what each change of text led to."""

    def __init__(self, bible: Bible, inspection: Inspection, standing: Collection[str]) -> None:
        self.bible = bible
        self.inspection = inspection
        found = [s.diagnostic for s in inspection.suspects]
        self.before = {d.id for d in found} | inspection.silent
        self.standing = standing
        self.loud = {d.id for d in found if d.severity is not Severity.NOTE and d.id in standing}
        self.told = {clash.element for clash in inspection.timeline.clashes}
        self.cache = FileCache()
        self.tried: dict[Fix, set[str] | None] = {}
        self.in_vain: set[tuple[Fix, str]] = set()
        self.ended: dict[Fix, set[str]] = {}
        self.effort = Effort(len(bible.story.records), inspection.timeline, alone=len(standing) == 1)
        self.unmended: set[str] = set()

    def mended(self) -> list[Suspect]:
        """All findings; errors are served first when there are too many to try everything."""
        result = list(self.inspection.suspects)
        order = [n for n, suspect in enumerate(result) if suspect.diagnostic.id in self.standing]
        order.sort(key=lambda n: (SEVERITY_ORDER[result[n].diagnostic.severity], n))
        offers = {}
        for n in order:
            offers[n] = list(self.repairs(result[n]))
            if self.effort.spent and not offers[n] and result[n].diagnostic.id in self.loud:
                self.unmended.add(result[n].diagnostic.id)
        wide = self._wide(offer for n in order for offer in offers[n])
        for n in order:
            suspect = result[n]
            repairs = self._widest_first(suspect.diagnostic.id, offers[n], wide)
            if repairs != suspect.diagnostic.repairs:
                result[n] = replace(suspect, diagnostic=replace(suspect.diagnostic, repairs=repairs))
        return result

    # ---- what mends more than one ----------------------------------------------------------------------

    def _ended(self, fix: Fix) -> set[str]:
        """The findings, notes apart, that a confirmed change ends."""
        if fix not in self.ended:
            after = self.tried.get(fix)
            self.ended[fix] = self.loud - after if after is not None else set()
        return self.ended[fix]

    def _wide(self, offers: Iterable[tuple[Fix, Repair]]) -> dict[str, list[tuple[Fix, Repair]]]:
        """For each finding the changes that end it and another one."""
        found: dict[str, list[tuple[Fix, Repair]]] = {}
        for fix, repair in dict(offers).items():
            ended = self._ended(fix)
            if len(ended) > 1:
                for name in ended:
                    found.setdefault(name, []).append((fix, repair))
        return found

    def _widest_first(
        self, name: str, own: list[tuple[Fix, Repair]], wide: dict[str, list[tuple[Fix, Repair]]]
    ) -> tuple[Repair, ...]:
        """The mendings of a finding, those that end most findings first, else in the order they came.

        A value that was found for another finding takes the place of a nearer one of the same statement
        where it ends more.
        """
        chosen = {(fix.file, fix.start): (fix, repair) for fix, repair in own}
        most = max((len(self._ended(fix)) for fix, _ in own), default=0)
        for fix, repair in wide.get(name, ()):
            place = (fix.file, fix.start)
            instead = chosen.get(place)
            least = most if instead is None else len(self._ended(instead[0]))
            if len(self._ended(fix)) > least:
                chosen[place] = (fix, repair)
        marked = [
            replace(repair, ends=tuple(sorted(self._ended(fix) - {name}))) for fix, repair in chosen.values()
        ]
        return tuple(sorted(marked, key=lambda repair: -len(repair.ends))[:MOST_OFFERED])

    # ---- one finding -----------------------------------------------------------------------------------

    def repairs(self, suspect: Suspect) -> Iterator[tuple[Fix, Repair]]:
        """Confirmed mendings of one finding; those that reading proposed are tried like any other."""
        for proposed in suspect.diagnostic.repairs:
            fix = as_fix(self.bible.loaded.files.get(proposed.span.file, ""), proposed)
            if fix is not None and self.confirmed(suspect, fix):
                yield fix, proposed
        if self.effort.spent:
            return  # enough was tried: the first findings were served
        mended: set[tuple[str, int]] = set()  # one offer for each statement: the nearest
        for candidate in sorted(self.candidates(suspect), key=lambda c: c.rank):
            fix = candidate.fix
            if len(mended) >= MOST_OFFERED:
                return
            if (fix.file, fix.start) in mended or not self.confirmed(suspect, fix):
                continue
            repair = as_repair(self.bible.loaded.files[fix.file], fix)
            if repair is not None:
                mended.add((fix.file, fix.start))
                yield fix, repair

    # ---- candidates ------------------------------------------------------------------------------------

    def candidates(self, suspect: Suspect) -> Iterator[Candidate]:
        """What might mend a finding."""
        for n, fix in enumerate(suspect.fixes):
            yield Candidate((1, n, fix.file, fix.start), fix)
        clash = suspect.clash
        if clash is not None:
            for said in self._likeliest(clash):
                yield from self._of_statement(clash, said)
        elif suspect.finding is not None:
            for key in suspect.finding.proof:
                stated = self.inspection.timeline.encoding.stated.get(key)
                if stated is not None and stated.text is not None and stated.term is not None:
                    for fix in self._drops(stated, stated.text):
                        yield Candidate((6, 0, fix.file, fix.start), fix)

    def _likeliest(self, clash: Clash) -> list[Stated]:
        """The written statements of a clash; of many the few that are least like the others."""
        found = (self.inspection.timeline.encoding.stated.get(key) for key in clash.keys)
        said = [one for one in found if one is not None and one.text is not None and not one.hypothetical]
        if len(said) > MANY:
            alike = Counter(stated.kind for stated in said)
            said.sort(key=lambda stated: alike[stated.kind])
        return said[: clash.tries(MANY)]

    def _of_statement(self, clash: Clash, stated: Stated) -> Iterator[Candidate]:
        """The nearest values of one statement of a clash, and its removal where it only orders."""
        text = stated.text
        assert text is not None
        self.effort.took_out(clash)
        rooms = self.inspection.timeline.network.room(clash.element, stated.key, *clash.others)
        if rooms is None:
            return  # this statement alone cannot mend it
        gaps = [(room[2], room[3]) for room in rooms]
        calendar, widths = self.bible.story.calendar, self.bible.story.config.widths
        uncited = not is_cited(self.bible.story, stated)
        certainty = 0 if stated.says or uncited else 1 if stated.hedged else 2 if stated.bare else 3
        if stated.field == "ages":
            values = age_mends(text.value, gaps[0], calendar, widths)
        elif stated.field == "lasts":
            values = amount_mends(text.value, gaps[0], calendar, widths)
        elif stated.term is not None:
            encoding = self.inspection.timeline.encoding
            values = mends(
                text.value, stated.term, gaps, self.bible.story.names, encoding.exact_day, calendar, widths
            )
        else:
            values = []
        far = _far(stated, gaps[0])
        for n, value in enumerate(values):
            fix = replaced(self.bible.loaded.files.get(text.span.file, ""), text, value)
            if fix is None:
                continue
            if _turned(text.value, value):
                yield Candidate((certainty + 2, n, fix.file, fix.start), fix)
            elif not far:
                yield Candidate((certainty, n, fix.file, fix.start), fix)
        if stated.field in ("births", "deaths"):
            fix = self._removed(text)
            if fix is not None:
                yield Candidate((6, 0, fix.file, fix.start), fix)
        if stated.term is not None:
            for fix in self._drops(stated, text):
                yield Candidate((6, 0, fix.file, fix.start), fix)

    def _removed(self, text: r.Text) -> Fix | None:
        source = self.bible.loaded.files.get(text.span.file, "")
        if text.start < 0 or not source:
            return None
        return remove_from_list(text.span.file, source, text.start, text.end)

    def _drops(self, stated: Stated, text: r.Text) -> Iterator[Fix]:
        """Leave out one order among several of an expression ("after a; before b")."""
        if not isinstance(stated.term, Order | Between):
            return
        parts = text.value.split(";")
        if len(parts) < 2 or stated.term is None:
            return
        kept = []
        column = 0
        for part in parts:
            if not column <= stated.term.column < column + len(part) + 1:
                kept.append(part.strip())
            column += len(part) + 1
        if kept and len(kept) < len(parts):
            fix = replaced(self.bible.loaded.files.get(text.span.file, ""), text, "; ".join(kept))
            if fix is not None:
                yield fix

    # ---- trials ------------------------------------------------------------------------------------------

    def confirmed(self, suspect: Suspect, fix: Fix) -> bool:
        """Whether the changed text no longer has the finding and has no new one."""
        name = suspect.diagnostic.id
        if fix not in self.tried and (fix, name) not in self.in_vain:
            if self.effort.spent:
                self.tried[fix] = None
            else:
                try:
                    self.tried[fix] = self.after(fix, suspect)
                except _StillThere:
                    self.in_vain.add((fix, name))
            self.effort.tried(self.bible.loaded.files[fix.file])
        after = self.tried.get(fix)
        mends = after is not None and name not in after and after <= self.before
        if mends:
            self.effort.mended()
        return mends

    def after(self, fix: Fix, suspect: Suspect) -> set[str]:
        """The ids of all findings once the change is made, in memory.

        Raises _StillThere as soon as it shows that one of them would be the one to be mended.
        """

        def look(timeline: Timeline) -> None:
            if timeline.network.undecided:
                self.effort.tangled()
            if suspect.clash is not None and self._still_there(suspect.clash, timeline):
                raise _StillThere

        files = self.bible.loaded.files
        text = files[fix.file]
        changed = {fix.file: text[: fix.start] + fix.after + text[fix.end :]}
        trial = Bible.load(self.bible.path, {**files, **changed}, self.cache, self.bible.hypothetical)
        return {s.diagnostic.id for s in inspect(trial, all_rules(), look).suspects}

    def _still_there(self, clash: Clash, timeline: Timeline) -> bool:
        """Whether the same statements, or others that told nothing before, cannot be true after a change."""
        parked = timeline.network.parked
        if clash.element in parked:
            return True
        stated = clash.demand is None and any(rank <= stn.READING for rank in parked.values())
        return stated and parked.keys().isdisjoint(self.told)


class _StillThere(Exception):
    """A change did not end the finding it was made for."""


def _turned(before: str, after: str) -> bool:
    """Whether an order was turned round, which is a bigger change than another number."""
    digits = str.maketrans("", "", "0123456789")
    words = (before.translate(digits).split(), after.translate(digits).split())
    turns = {"before", "after", "earlier", "later", "since", "by"}
    return [w for w in words[0] if w in turns] != [w for w in words[1] if w in turns]


def _far(stated: Stated, room: tuple[int | None, int | None]) -> bool:
    """Whether another number would be more than ten times the written one: no writer meant that."""
    if isinstance(stated.term, Offset | Within):
        most = stated.term.amount.upper
    elif stated.field == "lasts" and isinstance(stated.owner, r.Event) and stated.owner.length is not None:
        most = stated.owner.length.upper
    else:
        return False
    needed = [abs(end) for end in room if end is not None]
    return most is not None and bool(needed) and min(needed) > 10 * most


def replaced(source: str, text: r.Text, value: str) -> Fix | None:
    """The fix that writes another value in a scalar's place, in the same quotes."""
    if text.start < 0 or text.end > len(source):
        return None
    written = source[text.start : text.end]
    if written == text.value:
        return Fix(text.span.file, text.start, text.end, value)
    if (
        len(written) >= 2
        and written[0] == written[-1]
        and written[0] in "'\""
        and written[1:-1] == text.value
    ):
        return Fix(text.span.file, text.start + 1, text.end - 1, value)
    return None


def as_fix(source: str, repair: Repair) -> Fix | None:
    """A repair as a change of the text; None where its old text does not stand once on its line."""
    lines = lines_of(source)
    if not 1 <= repair.span.line <= len(lines):
        return None
    line = lines[repair.span.line - 1]
    if line.count(repair.before) != 1:
        return None
    start = sum(map(len, lines[: repair.span.line - 1])) + line.index(repair.before)
    return Fix(repair.span.file, start, start + len(repair.before), repair.after)


def as_repair(source: str, fix: Fix) -> Repair | None:
    """A fix as a replacement on one line whose old text stands there exactly once.

    The old text grows to whole words, and on to the whole line where it would stand there twice.
    """
    line_start = max(source.rfind("\n", 0, fix.start), source.rfind("\r", 0, fix.start)) + 1
    ends = [found for sign in "\r\n" if (found := source.find(sign, fix.end)) >= 0]
    if any(sign in source[fix.start : fix.end] for sign in "\r\n"):
        return None
    line = source[line_start : min(ends, default=len(source))]
    start, end = fix.start - line_start, fix.end - line_start
    after = fix.after
    while start > 0 and not (line[start - 1] in " ,[{:\"'" or start == end == 0) and start > 0:
        start -= 1
        after = line[start] + after
    while end < len(line) and line[end] not in " ,]}\"'":
        after += line[end]
        end += 1
    while start == end or line.count(line[start:end]) != 1:
        if start == 0 and end == len(line):
            break
        if start > 0:
            start -= 1
            after = line[start] + after
        if end < len(line):
            after += line[end]
            end += 1
    number = line_breaks(source, 0, line_start) + 1
    return Repair(Span(fix.file, number, start + 1, max(1, end - start)), line[start:end], after)


__all__ = ["as_repair", "replaced", "with_repairs"]
