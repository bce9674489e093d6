"""What is kept of a bible never changes an answer: warm, stale, foreign, damaged or forbidden."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storybible import cache, stn
from storybible.bible import Bible
from storybible.cache import store
from storybible.cache.checks import checked
from storybible.cache.opening import opened
from storybible.cache.reports import packed, unpacked
from storybible.cache.warm import WarmBible
from storybible.checker import check
from storybible.cli import finding, people, records, time, world
from storybible.cli.app import main
from storybible.folder import Gathered
from storybible.loader import texts_of
from storybible.rules import all_rules
from storybible.stn.frozen import frozen, thawed
from tests.test_cases import CASES, play

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"^```yaml([^\n]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.fixture(autouse=True)
def always(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep something of the smallest bible, and nothing from test to test."""
    monkeypatch.setattr(cache, "WORTH_IT", 0)
    monkeypatch.delenv(cache.OFF, raising=False)
    yield
    cache.waiting.clear()


@pytest.fixture
def bible(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "bible", tmp_path / "bible"))


def warm(gathered: Gathered) -> Bible:
    """The bible out of the cache, which is filled first."""
    opened(gathered)
    cache.save()
    found = opened(gathered)
    assert isinstance(found, WarmBible)
    return found


def kept(folder: Path) -> Path:
    return folder / ".storybible" / store.FILE


# ---- the same answers ---------------------------------------------------------------------------------


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_every_transcript_is_the_same_from_the_cache(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def from_cache(named: str | None, often: bool = False) -> Bible:
        return warm(finding.texts(named))

    for module in (time, records, people, world):
        monkeypatch.setattr(module, "open_bible", from_cache)
    monkeypatch.chdir(tmp_path)
    written = case.read_text(encoding="utf-8")
    assert play(written, tmp_path, capsys) == written


def small_bibles() -> Iterator[tuple[str, dict[str, str]]]:
    for rule in all_rules():
        for number, found in enumerate(BLOCK.finditer(rule.doc)):
            yield f"{rule.name}-{number}", {"story.yaml": found[2]}
    for case in CASES:
        files = {}
        for found in BLOCK.finditer(case.read_text(encoding="utf-8")):
            if found[1].strip().startswith("bible/"):
                files[found[1].strip().removeprefix("bible/")] = found[2]
        if files:
            yield case.stem, files


def test_every_small_bible_is_checked_the_same(tmp_path: Path) -> None:
    count = 0
    for name, files in small_bibles():
        folder = tmp_path / name
        folder.mkdir()
        for file, text in {"storybible.yaml": "title: A test\n", **files}.items():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / file).write_text(text, encoding="utf-8")
        report = check(Bible.load(folder))
        assert unpacked(json.loads(json.dumps(packed(report)))) == report, name
        # by way of shells, of which the check looks at everything
        assert check(warm(texts_of(folder)), repairs=False) == check(Bible.load(folder), repairs=False), name
        first = checked(texts_of(folder))[1]
        cache.save()
        assert first == report == checked(texts_of(folder))[1], name
        count += 1
    assert count > 60


def test_every_age_in_the_shipped_bible(bible: Path) -> None:
    from storybible.queries.age import age
    from storybible.queries.resolve import moment

    cold = Bible.load(bible)
    for who in cold.story.characters:
        kept = warm(texts_of(bible))
        for at in (*list(cold.story.events)[::3], f"5 years after {who}.birth", "just before wedding"):
            assert age(kept, who, at, moment(kept, at)) == age(cold, who, at, moment(cold, at)), (who, at)


def test_formats_and_baselines_of_a_kept_check(
    bible: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (bible / "more.yaml").write_text("events:\n  feast: {when: after weding, who: [asuma, nobody]}\n")
    monkeypatch.chdir(bible.parent)
    assert main(["check", "--write-baseline", "known"]) == 0
    capsys.readouterr()
    for options in (
        ["--format", "text", "--notes", "--undecided"], ["--format", "json"], ["--format", "sarif"],
        ["--format", "junit"], ["--baseline", "known"], ["--strict"],
    ):  # fmt: skip
        printed = []
        for off in ("1", "", ""):
            monkeypatch.setenv(cache.OFF, off)
            code = main(["check", *options])
            cache.save()
            printed.append((code, capsys.readouterr().out))
        assert printed[0] == printed[1] == printed[2], options


def test_a_manuscript_that_grows_is_seen(bible: Path, tmp_path: Path) -> None:
    (bible / "storybible.yaml").write_text("manuscripts: {one-shot: text.txt}\n")
    (bible / "text.txt").write_text("one\n\ntwo\n")
    before = checked(texts_of(bible))[1]
    cache.save()
    (bible / "text.txt").write_text("one\n\n" * 100)
    after = checked(texts_of(bible))[1]
    assert len(before.findings) > len(after.findings)
    assert after == check(Bible.load(bible))


def test_rules_read_no_other_file() -> None:
    for path in (ROOT / "storybible" / "rules").glob("*.py"):
        if path.name != "_manuscripts.py":  # what it reads is a part of the key
            assert not re.search(r"\bopen\(|read_text|read_bytes|\bos\.|Path\(", path.read_text("utf-8")), (
                path
            )


# ---- stale, foreign, damaged, forbidden ---------------------------------------------------------------


def answers(folder: Path) -> object:
    """What a check and a question say, by way of the cache."""
    gathered = texts_of(folder)
    report = checked(gathered)[1]
    book = opened(gathered)
    gap = book.timeline.gap(book.timeline.encoding.births["asuma"], book.timeline.encoding.starts["wedding"])
    cache.save()
    return packed(report), gap


def test_whatever_changes_is_seen(bible: Path) -> None:
    before = answers(bible)
    path = bible / "characters" / "asuma.yaml"
    stamp = path.stat()
    text = path.read_text(encoding="utf-8")
    assert "age: 39" in text
    path.write_text(text.replace("age: 39", "age: 49"), encoding="utf-8")
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))  # as long as before, and as old
    after = answers(bible)
    assert after != before
    path.write_text(text, encoding="utf-8")
    assert answers(bible) == before
    (bible / "new.yaml").write_text("characters: {nobody: }\n")
    assert answers(bible) != before
    (bible / "new.yaml").rename(bible / "newer.yaml")
    third = answers(bible)
    (bible / "newer.yaml").unlink()
    assert answers(bible) == before != third


def test_only_a_few_states_are_kept(bible: Path) -> None:
    for number in range(9):
        (bible / "more.yaml").write_text(f"characters: {{nobody-{number}: }}\n")
        answers(bible)
    import sqlite3

    base = sqlite3.connect(kept(bible))
    assert dict(base.execute("SELECT what, count(*) FROM kept GROUP BY what")) == {
        "report": store.MOST, "story": store.MOST,
    }  # fmt: skip
    base.close()


def test_another_program_does_not_trust_it(bible: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = answers(bible)
    assert isinstance(opened(texts_of(bible)), WarmBible)
    monkeypatch.setattr(store, "__version__", "0.0.1")
    assert not isinstance(opened(texts_of(bible)), WarmBible)
    assert answers(bible) == before


def test_another_bible_does_not_trust_it(bible: Path, tmp_path: Path) -> None:
    answers(bible)
    other = tmp_path / "other"
    other.mkdir()
    (other / "storybible.yaml").write_text("title: Another\n")
    (other / "a.yaml").write_text("characters: {asuma: {ages: [7 at wedding]}}\nevents: {wedding: }\n")
    cold = answers(other)
    shutil.copy(kept(bible), kept(other))
    assert answers(other) == cold


def test_damage_is_passed_over_and_mended(bible: Path) -> None:
    before = answers(bible)
    whole = kept(bible).read_bytes()
    chance = random.Random(4)
    damaged = [b"", b"SQLite", whole[: len(whole) // 2], whole[:100], b"\0" * len(whole), whole + b"more"]
    for _ in range(25):
        spoilt = bytearray(whole)
        for _ in range(chance.choice((1, 1, 8, 300))):
            spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
        damaged.append(bytes(spoilt))
    for spoilt in damaged:
        kept(bible).write_bytes(bytes(spoilt))
        assert answers(bible) == before
    kept(bible).unlink()
    assert answers(bible) == before
    kept(bible).write_bytes(b"no database")
    answers(bible)
    assert isinstance(opened(texts_of(bible)), WarmBible)


def test_a_row_that_was_spoilt_in_place_is_not_trusted(bible: Path) -> None:
    import sqlite3

    before = answers(bible)
    base = sqlite3.connect(kept(bible))
    base.execute("UPDATE kept SET body = replace(body, '39', '49')")
    base.commit()
    base.close()
    assert answers(bible) == before
    base = sqlite3.connect(kept(bible))
    base.execute("DROP TABLE kept")
    base.execute("CREATE TABLE kept (other TEXT)")
    base.commit()
    base.close()
    assert answers(bible) == before


@pytest.mark.parametrize("obstacle", ["file", "folder", "link", "refused", "read-only"])
def test_where_nothing_can_be_written(
    bible: Path, obstacle: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = packed(check(Bible.load(bible)))
    own = bible / ".storybible"
    if obstacle == "file":
        own.write_text("in the way")
    elif obstacle == "folder":
        kept(bible).mkdir(parents=True)
    elif obstacle == "link":
        (tmp_path / "elsewhere").mkdir()
        own.symlink_to(tmp_path / "elsewhere")
    elif obstacle == "refused":

        def refused(*_: object, **__: object) -> None:
            raise PermissionError(13, "it is not allowed")

        monkeypatch.setattr(store, "make_own_folder", refused)
    else:
        answers(bible)
        (bible / "new.yaml").write_text("characters: {nobody: }\n")
        kept(bible).chmod(0o400)
        own.chmod(0o500)
        before = packed(check(Bible.load(bible)))
    assert answers(bible)[0] == before == answers(bible)[0]  # type: ignore[index]
    if obstacle == "link":
        assert list((tmp_path / "elsewhere").iterdir()) == []
    own.chmod(0o700) if own.is_dir() else None


def test_eight_processes_at_once(bible: Path) -> None:
    program = (
        "import sys; from storybible import cache; cache.WORTH_IT = 0\n"
        "from storybible.cli.app import main\n"
        "for n in range(2):\n"
        "    main(['check', '-b', sys.argv[1], '--format', 'json'])\n"
        "    main(['age', 'asuma', '--at', 'wedding', '-b', sys.argv[1]])\n"
        "    cache.save()\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", program, str(bible)]
    started = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(8)
    ]
    printed = [process.communicate() for process in started]
    assert len(set(printed)) == 1 and printed[0][1] == ""
    answers(bible)  # what all of them kept may be lost where they got in each other's way; never more
    assert isinstance(opened(texts_of(bible)), WarmBible)


# ---- when there is one --------------------------------------------------------------------------------


def test_a_small_bible_has_none(bible: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "WORTH_IT", 200_000)
    answers(bible)
    assert not (bible / ".storybible").exists()


def test_it_can_be_switched_off(bible: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.OFF, "1")
    answers(bible)
    assert not (bible / ".storybible").exists()


def test_git_does_not_see_it(bible: Path) -> None:
    answers(bible)
    assert (bible / ".storybible" / ".gitignore").read_text() == "*\n"


# ---- the network --------------------------------------------------------------------------------------

LINKS = st.lists(
    st.tuples(*map(st.integers, (0, 0, -50, 0, 0), (7, 7, 50, 60, 4))),
    max_size=14,
)


@given(LINKS)
@settings(max_examples=60, deadline=None)
def test_a_network_comes_back_as_it_was(links: list[tuple[int, int, int, int, int]]) -> None:
    network = stn.Network(8)
    network.load(
        stn.Statement((f"{n:02}",), [(rank, [(a, b, low, low + more)])])
        for n, (a, b, low, more, rank) in enumerate(links)
    )
    again = thawed(json.loads(json.dumps(frozen(network))))
    assert dict(again.parked) == dict(network.parked)
    for a in range(8):
        for b in range(8):
            for view in (stn.ANSWERS, stn.EVERYTHING, stn.LOOSE_WORLD):
                assert again.between(a, b, view) == network.between(a, b, view)
    late = stn.Statement(("late",), [(0, [(0, 3, 5, 9)])])
    assert again.add(late) == network.add(stn.Statement(("late",), [(0, [(0, 3, 5, 9)])]))
    assert again.bounds() == network.bounds()
