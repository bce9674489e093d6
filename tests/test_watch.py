"""Checked again after each change: what is found is what a cold check finds."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storybible import linking, relinking
from storybible.bible import Bible
from storybible.checker import check
from storybible.cli import watching
from storybible.cli.app import main
from storybible.cli.watching import CLEAR, watch
from storybible.encode import encode_record
from storybible.encoding import Encoding
from storybible.linking import TABLES
from storybible.records import Record
from storybible.standing import recoding
from storybible.stn import solver
from storybible.workspace import Workspace, changes, difference

ROOT = Path(__file__).parent.parent

PEOPLE = """characters:
  mara: {name: Mara Venn, aliases: [Mara], born: 1900-03-01, ages: [30 at the-return], parents: [lyra]}
  lyra:
    {name: Lyra, ages: [20 at mara.birth], traits: {hair: [black (until the-flood), white (from the-flood)]}}
  teo: {died: the-flood, aliases: [{name: The Boatman, from: the-feast}]}
"""
EVENTS = """events:
  the-flood: {when: 3 years before the-return, who: [mara, teo], lasts: 2 days, where: quay}
  the-return: {when: 1930-06, who: [Mara Venn, lyra], uses: [mara uses debt]}
  the-feast: {when: before the-flood, who: [teo, lyra (mentioned)], items: [ring], where: mill}
places: {quay: {within: town, routes: [mill takes 2 hours]}, mill: {within: town}, town: }
"""
TIES = """relationships:
  - {kind: married, who: [mara, teo], from: the-feast, until: teo.death}
  - lyra friend of teo until the-flood
  - mara friend of teo
items: {ring: {holders: [teo until the-flood, {who: mara, from: the-flood}], lost: the-return}}
offices: {reeve: {exclusive: yes, holders: [lyra from the-flood, teo until the-flood]}}
secrets: {debt: {what: Teo owed money, known: [mara from the-return]}}
scenes: {s1: {tells: [the-flood, the-feast], who: [lyra]}, s2: {tells: [the-return]}}
facts: {peace: {what: Peace, from: the-feast}}
"""
SETTINGS = "title: A test\nrules: {age-gap: note}\n"
TEXTS = {"people.yaml": PEOPLE, "events.yaml": EVENTS, "ties.yaml": TIES, "storybible.yaml": SETTINGS}
SWAPS = [
    ("people.yaml", "1900-03-01", "1901"),
    ("people.yaml", "30 at the-return", "33 at the-return"),
    ("people.yaml", "name: Lyra", "name: Mara Venn"),
    ("people.yaml", "teo:", "tea:"),
    ("people.yaml", "died: the-flood, ", ""),
    ("people.yaml", "parents: [lyra]", "parents: [teo, lyra, mara]"),
    ("people.yaml", "lyra: {", "lyra: {died: 1899, "),
    ("people.yaml", "aliases: [Mara]", "aliases: [Ma, ring]"),
    ("people.yaml", "name: Lyra", "name: LYRA"),
    ("people.yaml", "1900-03-01", "1900-03-31"),
    ("people.yaml", "until the-flood), white", "until 2 months after the-return), white"),
    ("people.yaml", "{hair: [black (until the-flood), white (from the-flood)]}", "{hair: black}"),
    ("people.yaml", "20 at mara.birth", "20 years at teo.death"),
    ("people.yaml", "teo: {died", "teo: {species: elf, age_clock: [{from: the-feast, rate: 0}], died"),
    ("events.yaml", "when: before the-flood", "when: 2 months after the-return"),
    ("events.yaml", "3 years before the-return", "31 years after mara.birth"),
    ("events.yaml", "lasts: 2 days", "lasts: 2 months, says: lyra"),
    ("events.yaml", "1930-06", "1930-06-07"),
    ("events.yaml", "3 years before", "30 years before"),
    ("events.yaml", "who: [teo, lyra (mentioned)]", "deaths: [teo], revivals: [teo]"),
    ("events.yaml", "the-feast:", "the-wake:"),
    ("events.yaml", "before the-flood", "during the-flood"),
    ("events.yaml", "who: [mara, teo]", "births: [mara], who: [nobody]"),
    ("events.yaml", "lasts: 2 days, ", ""),
    ("events.yaml", "mill takes 2 hours", "mill takes 9 days"),
    ("events.yaml", "town: }", "town: {within: quay}}"),
    ("ties.yaml", "until: teo.death", "until: lyra.death"),
    ("ties.yaml", "s2: {", "s2: {strand: flashback, in: s1, "),
    ("ties.yaml", "mara friend of teo", "mara friend of teo\n  - mara friend of teo"),
    ("ties.yaml", "tells: [the-flood, the-feast]", "tells: [the-flood]"),
    ("ties.yaml", "lost: the-return", "lost: "),
    ("storybible.yaml", "age-gap: note", "age-gap: off"),
    ("storybible.yaml", "title", "calendar: none\ntitle"),
    ("storybible.yaml", "title", "widths: {about: [3, 50]}\ntitle"),
]
FILES = [*TEXTS, "more.yaml"]
NEW = ["characters: {zed: }", "events: {", ""]
EDITS = st.lists(
    st.one_of(
        st.sampled_from(SWAPS),
        st.tuples(st.sampled_from(FILES), st.just(""), st.just("")),  # as on the disk
        st.tuples(st.just("more.yaml"), st.just("new"), st.sampled_from(NEW)),
        st.tuples(st.sampled_from(FILES[:3]), st.just("cut"), st.integers(0, 300).map(str)),
    ),
    min_size=2,
    max_size=6,
)  # fmt: skip


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("watch") / "bible"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def used_by(used: dict[str, set[str]]) -> dict[str, set[str]]:
    """Who uses what, from what each one uses."""
    users: dict[str, set[str]] = {}
    for id_, ids in used.items():
        for other in ids:
            users.setdefault(other, set()).add(id_)
    return users


def same_as_cold(workspace: Workspace) -> None:
    """The report, and the story it was found in, are those of a bible that is read for the first time."""
    cold = Bible.load(workspace.path, workspace.unsaved)
    assert workspace.report == check(cold, workspace.repairs)
    warm = workspace.bible.story
    for name in (
        "records",
        "diagnostics",
        "used",
        "revivals",
        "scenes_telling",
        "named_days",
        *TABLES.values(),
    ):
        assert getattr(warm, name) == getattr(cold.story, name), name
        if isinstance(getattr(warm, name), dict):
            assert list(getattr(warm, name)) == list(getattr(cold.story, name)), name
    links = workspace._links
    assert list(links.known) == list(warm.records)
    users = {id_: {*links.users(id_)} for id_ in warm.records if links.users(id_)}
    assert users == used_by({id_: linked.used for id_, linked in links.known.items()})
    assert warm.names.by_name == cold.story.names.by_name
    assert list(warm.presences.items()) == list(cold.story.presences.items())


@given(EDITS)
@settings(max_examples=40, deadline=None)
def test_any_edits_give_what_a_cold_check_gives(story: Path, edits: list[tuple[str, str, str]]) -> None:
    workspace = Workspace(story, repairs=False)
    for file, before, after in edits:
        name = f"bible/{file}"
        text = workspace.unsaved.get(name, TEXTS.get(file, ""))
        if not before:
            workspace.update(name, None)
        elif before == "cut":
            workspace.update(name, text[: int(after)])
        elif before == "new":
            workspace.update(name, after)
        else:
            workspace.update(name, text.replace(before, after))
        same_as_cold(workspace)


def test_what_is_linked_anew_is_told(story: Path) -> None:
    workspace = Workspace(story, repairs=False)
    links = workspace._links
    assert links.changed is None and not links.gone
    before = dict(links.known)
    workspace.update("bible/people.yaml", PEOPLE.replace("hair: [black", "hair: [brown"))
    assert links.changed == {"mara", "lyra", "teo"} and not links.gone
    assert {id_ for id_ in links.known if links.known[id_] is not before[id_]} == links.changed
    workspace.update("bible/people.yaml", PEOPLE.replace("teo:", "tea:"))
    assert links.gone == {"teo"} and "the-feast" in set(links.users("teo"))
    assert links.changed is not None and {"tea", "the-feast"} <= links.changed
    workspace.update("bible/storybible.yaml", SETTINGS + "calendar: none\n")
    assert links.changed is None


def test_only_what_says_something_else_is_encoded_again(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = Workspace(story, repairs=False)
    encoded: list[str] = []

    def noted(encoding: Encoding, record: Record) -> None:
        encoded.append(record.id)
        encode_record(encoding, record)

    monkeypatch.setattr(recoding, "encode_record", noted)
    workspace.update("bible/people.yaml", PEOPLE.replace("hair: [black", "hair: [brown"))
    assert encoded == ["lyra", "mara", "teo"]  # those of the file
    encoded.clear()
    workspace.update("bible/people.yaml", PEOPLE.replace("1900-03-01", "1900-03-02"))
    assert encoded == ["lyra", "mara", "teo"]  # nothing else counts from Mara's birth
    encoded.clear()
    workspace.update("bible/people.yaml", PEOPLE.replace("name: Lyra", "name: Lyre"))
    assert {"lyra", "mara", "teo", "reeve"} <= set(encoded)  # the last one is worded with it
    assert "the-flood" not in encoded
    same_as_cold(workspace)


def test_as_many_hints_as_in_a_cold_check(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (linking, relinking):
        monkeypatch.setattr(module, "PATIENCE", 120)
    workspace = Workspace(story, repairs=False)
    wrong = {name: text.replace("[mara", "[marra").replace("[teo", "[teoo") for name, text in TEXTS.items()}
    for file in ("ties.yaml", "people.yaml", "events.yaml"):
        workspace.update(f"bible/{file}", wrong[file].replace("lyra", "lirra"))
        same_as_cold(workspace)
    hints = [finding.hint for finding in workspace.report.findings if finding.rule == "unknown-reference"]
    assert any("did you mean" in hint for hint in hints) and any("did you" not in hint for hint in hints)
    workspace.update("bible/events.yaml", None)
    same_as_cold(workspace)


def test_what_a_report_leaves_open_may_be_asked_when_there_are_newer_ones(story: Path) -> None:
    workspace = Workspace(story, repairs=False)
    reports = [workspace.report]
    cold = [check(Bible.load(story), repairs=False)]
    for file, before, after in SWAPS[:12]:
        reports.append(workspace.update(f"bible/{file}", TEXTS[file].replace(before, after)))
        cold.append(check(Bible.load(story, workspace.unsaved), repairs=False))
    assert reports == cold
    assert len({report.undecided for report in reports}) > 1


def test_mendings_are_those_of_a_cold_check(story: Path) -> None:
    workspace = Workspace(story)
    mended = 0
    for file, before, after in SWAPS[:12]:
        workspace.update(f"bible/{file}", TEXTS[file].replace(before, after))
        same_as_cold(workspace)
        mended += any(finding.repairs for finding in workspace.report.findings)
    assert mended


def test_the_shipped_bible_edited_here_and_there(tmp_path: Path) -> None:
    bible = Path(shutil.copytree(ROOT / "bible", tmp_path / "bible"))
    workspace = Workspace(bible, repairs=False)
    for path in sorted(bible.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("wedding", "weding", 1).replace("after", "before", 1), encoding="utf-8")
        workspace.refresh()
        same_as_cold(workspace)


def test_small_changes_of_the_shipped_bible_edit_what_was_solved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    solved = []
    before = solver._solved

    def counted(*arguments: Any) -> object:
        solved.append(arguments)
        return before(*arguments)

    monkeypatch.setattr(solver, "_solved", counted)
    bible = Path(shutil.copytree(ROOT / "bible", tmp_path / "bible"))
    workspace = Workspace(bible, repairs=False)
    chance = random.Random(7)
    files = [path for path in sorted(bible.rglob("*.yaml")) if path.name != "storybible.yaml"]
    for _ in range(60):
        path = chance.choice(files)
        text = path.read_text(encoding="utf-8")
        words = list(re.finditer(r"\b(\d+|two|three|after|before|until|from|wedding|asuma)\b", text))
        if words:
            word = chance.choice(words)
            new = chance.choice(["two", "before", "after", str(chance.randrange(60)), "wedding"])
            text = text[: word.start()] + new + text[word.end() :]
        workspace.unsaved.clear()
        workspace.update(f"bible/{path.relative_to(bible).as_posix()}", text)
        assert workspace.report == check(Bible.load(bible, workspace.unsaved), repairs=False)
    assert len(solved) - 60 < 10  # 60 are the cold checks beside them


# ---- what is looked at --------------------------------------------------------------------------------


@pytest.fixture
def bible(tmp_path: Path, story: Path) -> Path:
    return Path(shutil.copytree(story, tmp_path / "bible"))


def test_nothing_new_is_the_same_report(bible: Path) -> None:
    workspace = Workspace(bible)
    report = workspace.report
    assert workspace.refresh() is report
    assert workspace.update("bible/people.yaml", PEOPLE) is report
    (bible / "notes.txt").write_text("no record")
    assert workspace.refresh() is report


def test_a_change_that_leaves_no_trace_in_the_time_of_writing_is_seen(bible: Path) -> None:
    workspace = Workspace(bible)
    path = bible / "people.yaml"
    for year in ("1951", "1952", "1953"):
        stamp = path.stat()
        path.write_text(PEOPLE.replace("1900", year))
        os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
        workspace.refresh()
        same_as_cold(workspace)


def test_a_manuscript_that_changes_is_seen(bible: Path) -> None:
    (bible / "storybible.yaml").write_text("manuscripts: {text: text.txt}\n")
    (bible / "more.yaml").write_text("facts: {rain: {what: It rains, source: ¶3}}\n")
    (bible / "text.txt").write_text("One paragraph.\n")
    workspace = Workspace(bible)
    before = workspace.report
    (bible / "text.txt").write_text("One.\n\nTwo.\n\nThree.\n")
    assert workspace.refresh() is not before
    same_as_cold(workspace)


# ---- the command --------------------------------------------------------------------------------------


def watched(bible: Path, steps: list[Callable[[], object]], **options: bool) -> int:
    """Run the command; each time it waits, the next step happens; behind the last one somebody leaves."""
    left = iter(steps)

    def wait(seconds: float) -> None:
        assert 0 < seconds < 60
        try:
            next(left)()
        except StopIteration:
            raise KeyboardInterrupt from None

    return watch(bible, options.get("notes", False), options.get("undecided", False), wait)


def saved_by_rename(path: Path, text: str) -> None:
    other = path.with_name(".swap")
    other.write_text(text, encoding="utf-8")
    other.replace(path)


def test_what_appears_and_what_is_gone_is_told(bible: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = bible / "people.yaml"
    wrong = PEOPLE.replace("30 at the-return", "50 at the-return")
    steps: list[Callable[[], object]] = [
        lambda: saved_by_rename(people, wrong),
        lambda: None,
        lambda: people.write_text(wrong[:70]),
        lambda: people.write_text(wrong),
        lambda: saved_by_rename(people, PEOPLE),
    ]
    assert watched(bible, steps) == 0
    first, *rounds = capsys.readouterr().out.split("\n\n")
    told = "\n\n".join(rounds)
    assert told.count("error SB201 contradictory-timeline: Mara Venn is 50") == 2
    assert told.count("Gone: bible/people.yaml:2") >= 2
    assert "unreadable-file" in told or "text-cut-short" in told or "error" in told
    assert CLEAR not in told
    assert rounds[-2].split("\n")[-1] == first.split("\n")[-1]  # as in the beginning


def test_a_terminal_shows_everything_anew(
    bible: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    wrong = PEOPLE.replace("30 at the-return", "50 at the-return")
    assert watched(bible, [lambda: (bible / "people.yaml").write_text(wrong)]) == 0
    empty, first, second = capsys.readouterr().out.split(CLEAR)
    assert empty == "" and "contradictory-timeline" not in first
    assert "mend: " in second and "New: bible/people.yaml:2:" in second


def test_a_bible_that_vanishes_may_come_back(bible: Path, capsys: pytest.CaptureFixture[str]) -> None:
    away = bible.with_name("away")
    steps: list[Callable[[], object]] = [
        lambda: bible.rename(away), lambda: None, lambda: away.rename(bible), lambda: None,
    ]  # fmt: skip
    assert watched(bible, steps) == 0
    printed = capsys.readouterr()
    assert printed.err.count("cannot be read at the moment") == 1
    assert printed.out.count("No contradictions") == 2


def test_changes_of_unsaved_texts_are_none_of_the_disk(bible: Path) -> None:
    workspace = Workspace(bible)
    before = workspace.report
    after = workspace.update("bible/people.yaml", PEOPLE.replace("30 at", "50 at"))
    appeared, gone = difference(before, after)
    assert [finding.rule for finding in appeared] == ["contradictory-timeline"] and not gone
    assert (bible / "people.yaml").read_text() == PEOPLE
    seen = changes(workspace, lambda _: workspace.update("bible/people.yaml", None))
    workspace.unsaved["bible/people.yaml"] = PEOPLE.replace("30 at", "60 at")
    assert next(seen).report is not after


def test_misuse(bible: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(bible.parent)
    for words in (["--format", "json"], ["--strict"], ["--baseline", "x"], ["-b", "nowhere"]):
        assert main(["check", "--watch", *words]) == 2
    monkeypatch.setattr(watching, "changes", lambda *_: iter(()))
    capsys.readouterr()
    assert main(["check", "--watch"]) == 0


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is no signal there")
def test_ctrl_c_is_the_end_and_no_failure(bible: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "storybible", "check", "--watch", "-b", str(bible)]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        while b"undecided" not in process.stdout.readline():
            pass
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        assert process.stderr.read() == b""


MOONS = "calendars: {ours: {moons: [{name: the moon, period: 29 days 12 hours 44 minutes}]}}\n"
TURNS = {
    "an office becomes a person": (
        {"a.yaml": "characters:\n  odo: {died: 3 years before flood}\nevents: {flood: }\noffices:\n"
         "  harbour: {holders: [{who: odo, until: odo.death}]}\n"},
        {"a.yaml": "characters:\n  odo: {died: 3 years before flood}\n"
         "  harbour: {traits: {hair: [black (until nora), white (from flood)]}}\nevents: {flood: }\n"},
    ),
    "an event becomes a person": (
        {"a.yaml": "characters: {ged: {died: 1140}}\nevents: {feast: {who: [ged]}}\n"},
        {"a.yaml": "characters: {ged: {died: 1140}, feast: }\nevents: {n1: {when: 1930}}\n"},
    ),
    "an event named where a person is wanted has another title": (
        {"a.yaml": "characters: {mara: }\n", "d.yaml": "events: {flood: {title: The river comes}}\n"
         "relationships:\n  - {kind: mother, who: [flood, mara], from: after mara.death}\n"},
        {"a.yaml": "characters: {mara: }\nevents: {flood: {title: The flood}}\n"},
    ),
    "the calendar has a moon now": (
        {"a.yaml": "events: {one: {when: 2004-07-02, moon: full},"
         " two: {when: exactly 2 weeks after one, moon: full}}\n"},
        {"storybible.yaml": MOONS},
    ),
    "a point between two others comes before one of them": (
        {"c.yaml": "events: {siege: {lasts: 3 weeks}}\n"},
        {"a.yaml": "items: {ring: {holders: [{who: mara, from: between wedding and siege}]}}\n",
         "y.yaml": "characters: {odo: {ages: [61 at wedding]}}\nevents: {wedding: }\n"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("turn", TURNS)
def test_whatever_a_name_stood_for(turn: str, tmp_path: Path) -> None:
    folder = tmp_path / "bible"
    folder.mkdir()
    (folder / "storybible.yaml").write_text("title: A test\n", encoding="utf-8")
    workspace = Workspace(folder, repairs=False)
    for texts in (*TURNS[turn], TURNS[turn][0]):
        for name, text in texts.items():
            workspace.update(f"bible/{name}", text)
        same_as_cold(workspace)
