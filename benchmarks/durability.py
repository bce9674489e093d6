"""What survives: processes killed in the middle of edits, eight at once, a full disk, a fault at every step.

    python benchmarks/durability.py [kill|commands|together|full|faults] [N]

- kill: N (1,000) times a process that edits as fast as it can is ended by SIGKILL at a random moment.  Its
  edits alternate between a new name in one file and a new id in all files.  Then the bible is read: every
  edit the process had reported is there, the one it was at is there as a whole or not at all; it is taken
  back and made again.
- commands: the same with N (100) processes of `storybible rename`, each killed soon after it began to write.
- together: eight processes make N (2,000) edits of two files, each raising its own counter; a ninth reads.
- full: edits of three files on a small disk (a tmpfs, where one may be mounted) with less and less room.
- faults: every error at every operation of an edit (tests/test_editing_faults.py).
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from storybible.bible import Bible
from storybible.editing import undoing
from storybible.editing.transaction import Change, commit, editing
from storybible.queries.resolve import Misuse
from storybible.storage import history

ROOT = Path(__file__).parent.parent
SETTINGS = "title: What survives\n"
Texts = dict[str, str]


def texts_of(step: int) -> Texts:
    """The bible after so many edits: odd ones change a name, even ones an id in every file."""
    who, name = f"mara-{step // 2}", f"Mara {(step + 1) // 2}"
    filler = "".join(f"  person-{n}: {{name: Person {n}, ages: [20 at feast-{n % 9}]}}\n" for n in range(60))
    feasts = "".join(f"  feast-{n}: {{title: Feast {n}, who: [{who}, person-{n}]}}\n" for n in range(9))
    return {
        "storybible.yaml": SETTINGS,
        "people.yaml": f"characters:\n  {who}: {{name: {name}}}\n{filler}",
        "events.yaml": f"events:\n{feasts}",
        "ties.yaml": f"relationships:\n  - {{kind: friend, who: [{who}, person-1]}}\n",
        "notes/mill.md": f"---\nplace: mill\nname: The mill\n---\n# Notes\n[[{who}]] was here.\n",
    }


def written(folder: Path) -> Texts:
    """The files of the bible as they are on the disk."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode()
        for path in folder.rglob("*")
        if path.is_file() and ".storybible" not in path.parts
    }


def start(folder: Path, texts: Texts) -> Path:
    """A bible of these files."""
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def change(folder: Path, old: Texts, new: Texts, what: str) -> None:
    """One edit from some texts to others."""
    names = [name for name in new if old[name] != new[name]]
    commit(Bible.load(folder), [Change(f"bible/{n}", old[n], new[n]) for n in names], what)


def child(work: Callable[[], None]) -> int:
    """A process of our own that does this and ends; its number."""
    number = os.fork()
    if number == 0:
        try:
            work()
            os._exit(0)
        except BaseException as error:
            print(f"a process failed: {type(error).__name__}: {error}", file=sys.stderr)
            os._exit(1)
    return number


def kill(folder: Path, times: int) -> None:
    """Processes that are killed."""
    start(folder, texts_of(0))
    halves = hits = lost = 0
    longest = 0.0
    chance = random.Random(1)
    begun = time.perf_counter()
    for step in range(10):
        change(folder, texts_of(step), texts_of(step + 1), f"edit {step + 1}")
    step, pace = 10, (time.perf_counter() - begun) / 10
    for _ in range(times):
        reader, writer = os.pipe()

        def work(step: int = step, writer: int = writer) -> None:
            while True:
                change(folder, texts_of(step), texts_of(step + 1), f"edit {step + 1}")
                step += 1
                os.write(writer, b".")

        number = child(work)
        os.close(writer)
        time.sleep(chance.uniform(0, 3 * pace))
        os.kill(number, signal.SIGKILL)
        os.waitpid(number, 0)
        reported = step
        while done := os.read(reader, 4096):
            reported += len(done)
        os.close(reader)
        hits += (folder / ".storybible" / "journal.json").exists()
        halves += written(folder) not in (texts_of(reported), texts_of(reported + 1))
        begun = time.perf_counter()
        found = Bible.load(folder)
        longest = max(longest, time.perf_counter() - begun)
        now = written(folder)
        if now not in (texts_of(reported), texts_of(reported + 1)):
            lost += 1
            raise SystemExit(f"after edit {reported} the files are neither the old nor the new ones")
        step = reported + (now != texts_of(reported))
        assert not found.diagnostics, found.diagnostics
        undoing.carry_out(folder, undoing.undo(folder))
        assert written(folder) == texts_of(step - 1), "undo does not lead back"
        undoing.carry_out(folder, undoing.undo(folder, redo=True))
        assert written(folder) == texts_of(step), "redo does not lead forward"
    print(
        f"kill: {times} processes killed during {step} edits: {hits} while an edit was under way, {halves} "
        f"with files of both states on the disk; lost or half after the next reading: {lost}; undo and redo "
        f"worked after each; {pace * 1000:.0f} ms an edit; longest reading {longest * 1000:.0f} ms"
    )


def commands(folder: Path, times: int) -> None:
    """Whole commands that are killed."""
    start(folder, texts_of(0))
    chance = random.Random(2)
    own = folder / ".storybible"
    made = halves = hits = 0
    span = 0.1  # seconds; it settles where about half of the edits are made
    for _ in range(times):
        old = written(folder)
        new = {
            name: text.replace(f"mara-{made}", f"mara-{made + 1}") if name.endswith(".yaml") else text
            for name, text in old.items()  # the text of a note is not the program's to change
        }
        line = ["-m", "storybible", "rename", f"mara-{made}", f"mara-{made + 1}", "-b", str(folder)]
        process = subprocess.Popen([sys.executable, *line], cwd=ROOT, stdout=subprocess.DEVNULL)
        while process.poll() is None and not (own / "edit-0.tmp").exists():
            time.sleep(0.0005)
        time.sleep(chance.uniform(0, span))
        process.kill()
        process.wait()
        hits += (own / "journal.json").exists()
        halves += written(folder) not in (old, new)
        assert not Bible.load(folder).diagnostics
        now = written(folder)
        assert now in (old, new), "the files are neither the old nor the new ones"
        span *= 0.85 if now == new else 1.15
        if now == new:
            made += 1
            undoing.carry_out(folder, undoing.undo(folder))
            assert written(folder) == old, "undo does not lead back"
            undoing.carry_out(folder, undoing.undo(folder, redo=True))
    print(
        f"commands: {times} of `storybible rename` killed while they wrote, {hits} with the edit under way, "
        f"{halves} with files of both states on the disk: {made} were made, {times - made} not; lost or half "
        "after the next reading: 0; undo worked after each"
    )


def counts(text: str) -> list[int]:
    """The counters in a file."""
    return [int(line.split("Counter ")[1].rstrip("}")) for line in text.splitlines()[1:]]


def together(folder: Path, edits: int) -> None:
    """Eight processes that edit at once, and one that reads."""
    workers = 8
    names = ("people.yaml", "events.yaml")
    counters = "".join(f"  c{n}: {{name: Counter 0}}\n" for n in range(workers))
    start(
        folder,
        {
            "storybible.yaml": SETTINGS,
            "people.yaml": f"characters:\n{counters}",
            "events.yaml": "events:\n" + counters.replace("name:", "title:").replace(" c", " e"),
        },
    )

    def work(number: int) -> None:
        for count in range(edits // workers):
            with editing(folder):
                bible = Bible.load(folder)
                old = {name: bible.loaded.files[f"bible/{name}"] for name in names}
                words = {"people.yaml": ("c", "name"), "events.yaml": ("e", "title")}
                new = {}
                for name, (letter, field) in words.items():
                    line = f"  {letter}{number}: {{{field}: Counter "
                    assert old[name].count(f"{line}{count}}}\n") == 1
                    new[name] = old[name].replace(f"{line}{count}}}\n", f"{line}{count + 1}}}\n")
                changes = [Change(f"bible/{name}", old[name], new[name]) for name in names]
                commit(bible, changes, f"count {number} {count + 1}")

    def watch() -> None:
        while not (folder.parent / "enough").exists():
            files = Bible.load(folder).loaded.files
            people, events = (counts(files[f"bible/{name}"]) for name in names)
            assert people == events, "half an edit was read"

    begun = time.perf_counter()
    watcher = child(watch)
    numbers = [child(lambda n=n: work(n)) for n in range(workers)]  # type: ignore[misc]
    failed = sum(os.waitpid(number, 0)[1] != 0 for number in numbers)
    took = time.perf_counter() - begun
    (folder.parent / "enough").touch()
    torn = os.waitpid(watcher, 0)[1] != 0
    made = edits // workers * workers
    there = sum(counts((folder / "people.yaml").read_text()))
    log = history.entries(str(folder))
    undoing.carry_out(folder, undoing.undo(folder, made))
    back = (folder / "people.yaml").read_text() == f"characters:\n{counters}"
    print(
        f"together: {workers} processes made {made} edits in {took:.1f} s, {took / made * 1000:.1f} ms each: "
        f"{there} there, {len(log)} in the log, {failed} processes failed, half an edit read: "
        f"{'yes' if torn else 'never'}; undo {made} leads to the beginning: {'yes' if back else 'NO'}"
    )
    if failed or torn or there != made or len(log) != made or not back:
        raise SystemExit(1)


def full(folder: Path, rounds: int) -> None:
    """A disk without room."""
    folder.mkdir(parents=True)
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
        print("full: no small disk may be mounted here; the tests use a limit of file sizes instead")
        return
    try:
        _full(folder / "bible", rounds)
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def _full(folder: Path, rounds: int) -> None:
    step = refused = unfinished = 0
    start(folder, texts_of(0))
    ballast = folder.parent / "ballast"
    for turn in range(rounds):
        free = os.statvfs(folder.parent)
        room = free.f_bavail * free.f_frsize
        ballast.write_bytes(b"x" * max(0, room - turn % 24 * 4096))
        try:
            change(folder, texts_of(step), texts_of(step + 1), f"edit {step + 1}")
            made = True
        except Misuse as error:
            made = False
            refused += 1
            unfinished += "neither finished" in str(error)
        Bible.load(folder)
        possible = (texts_of(step + 1),) if made else (texts_of(step), texts_of(step + 1))
        assert written(folder) in possible, "the files are neither the old nor the new ones"
        ballast.unlink()
        assert not Bible.load(folder).diagnostics
        step += written(folder) != texts_of(step)
        assert written(folder) == texts_of(step)
        if step > 40:  # begin again, lest the log fill the disk
            undoing.carry_out(folder, undoing.undo(folder, 40))
            step -= 40
            assert written(folder) == texts_of(step)
            (folder / ".storybible" / "log.jsonl").unlink()
    print(
        f"full: {rounds} edits on a disk with 0 to 92 kB left: {refused} refused in one line, {unfinished} "
        "of them left to the next command; lost or half: 0"
    )


def faults(folder: Path, _: int) -> None:
    """Every error at every operation."""
    del folder
    line = [sys.executable, "-m", "pytest", "-q", "tests/test_editing_faults.py"]
    every = {**os.environ, "STORYBIBLE_EVERY_FAULT": "1"}
    done = subprocess.run(line, cwd=ROOT, env=every, capture_output=True, text=True, check=False)
    print(f"faults: {done.stdout.strip().splitlines()[-1]}")
    if done.returncode:
        raise SystemExit(done.stdout)


PARTS: dict[str, tuple[Callable[[Path, int], None], int]] = {
    "kill": (kill, 1000),
    "commands": (commands, 100),
    "together": (together, 2000),
    "full": (full, 240),
    "faults": (faults, 1),
}


def main() -> None:
    """Run one part, or all."""
    chosen = [word for word in sys.argv[1:] if word in PARTS] or [*PARTS]
    count = next((int(word) for word in sys.argv[1:] if word.isdigit()), None)
    for name in chosen:
        part, usual = PARTS[name]
        with tempfile.TemporaryDirectory() as place:
            part(Path(place) / "bible" if name != "full" else Path(place) / "disk", count or usual)


if __name__ == "__main__":
    main()
