"""Command lines over every command: records that are there and that are not, times, options, files."""

from __future__ import annotations

import functools
import random
from collections.abc import Mapping

from fuzzing.corpus import HOSTILE
from fuzzing.generated import age, when
from fuzzing.words import EVENTS, FIELDS, FORMATS, IDS, KINDS, NAMES, PEOPLE, RECORDS, RULES
from storybible.cli.table import COMMANDS

EDITS = frozenset(
    {"add", "set", "rename", "remove", "waive", "fix", "undo", "init", "import", "accept", "reject", "review"}
)


@functools.cache
def options_of(command: str) -> frozenset[str]:
    """The options that a command knows."""
    from storybible.cli.commands import command as parser

    return frozenset(option for parameter in parser(command).params for option in parameter.opts)


class Lines:
    """Command lines about one bible.

    ``kinds`` maps the ids of its records to their kinds; ``apart`` are files beside it that a line may name.
    """

    def __init__(self, rng: random.Random, kinds: Mapping[str, str], apart: list[str]) -> None:
        self.rng = rng
        self.ids = sorted(kinds) or IDS
        self.people = [id_ for id_ in self.ids if kinds.get(id_) in ("character", "group")] or self.ids
        self.moments = [id_ for id_ in self.ids if kinds.get(id_) in ("event", "scene")] or self.ids
        self.apart = apart
        self.candidates: list[str] = []

    def one(self, command: str = "") -> list[str]:
        """A command line, in seven of ten cases one that the command can read."""
        rng = self.rng
        command = command or rng.choice(sorted(COMMANDS))
        words = getattr(self, "_" + command.replace("-", "_"), self._other)()
        known = options_of(command)
        if "--at" in known and "--at" not in words and rng.random() < 0.25:
            words += ["--at", self.when()]
        for option in ("--why", "--notes", "--undecided", "--force", "--summary", "--cast", "--strict"):
            if option in known and rng.random() < 0.15:
                words.append(option)
        if rng.random() < 0.5:
            words += ["--format", rng.choice(FORMATS if command == "check" else FORMATS[:4])]
        if command in EDITS and rng.random() < 0.2:
            words.append("--dry-run")
        if rng.random() < 0.1:
            self._spoil(words)
        return [*words, command] if not words else [command, *words]

    def _spoil(self, words: list[str]) -> None:
        rng = self.rng
        way = rng.randrange(3)
        if way == 0:
            words += [
                "-b",
                rng.choice(
                    ["..", "/nowhere", "", "bible/story.yaml", "bible/storybible.yaml", "a" * 5000, *HOSTILE]
                ),
            ]
        elif way == 1 and words:
            words.pop(rng.randrange(len(words)))
        else:
            odd = rng.choice(
                [*HOSTILE, "--why", "--kind", "--help", "--no-such", "", "--strict", "--format", "--at"]
            )
            words.insert(rng.randrange(len(words) + 1), odd)

    def id(self) -> str:
        """A record, most often one that is there."""
        return self._of(self.ids)

    def person(self) -> str:
        """Somebody, or a group."""
        return self._of(self.people)

    def _of(self, ids: list[str]) -> str:
        rng = self.rng
        way = rng.random()
        if way < 0.85:
            return rng.choice(ids)
        return rng.choice(self.ids if way < 0.92 else IDS if way < 0.95 else NAMES if way < 0.98 else HOSTILE)

    def when(self) -> str:
        rng = self.rng
        if rng.random() < 0.5:
            return self._of(self.moments)
        text = when(rng)
        for name in (*EVENTS, *PEOPLE):
            if name in text and rng.random() < 0.8:
                return text.replace(name, rng.choice(self.moments if name in EVENTS else self.people))
        return text

    def value(self) -> str:
        rng = self.rng
        return rng.choice(
            [
                when(rng),
                age(rng),
                f"{age(rng)} at {self.id()}",
                self.id(),
                f"[{self.id()}, {self.id()}]",
                f"{{who: {self.id()}, as: mentioned}}",
                rng.choice(NAMES),
                rng.choice(HOSTILE),
                "[",
                "{a: b}",
                "",
                f"{self.id()} from {when(rng)}",
                "two\nlines",
                " x ",
                "- a\n- b",
            ]
        )

    def file(self) -> str:
        wild = [
            "bible",
            "bible/story.yaml",
            ".",
            "/nowhere",
            "",
            "a\nb.txt",
            "\x1b[31m.txt",
            "/dev/null",
            "\ud800",
            "a" * 300,
        ]
        return self.rng.choice(self.apart * 3 + wild)

    # the words of each command

    def _check(self) -> list[str]:
        rng = self.rng
        way = rng.random()
        if way < 0.1:
            return ["--baseline", rng.choice(["known.txt", self.file()])]
        if way < 0.15:
            return ["--write-baseline", "known.txt"]
        return [] if way < 0.6 else [self.file() for _ in range(rng.choice((1, 1, 2)))]

    def _age(self) -> list[str]:
        return [self.person()]

    _relations = _age

    def _show(self) -> list[str]:
        return [self.id()]

    def _between(self) -> list[str]:
        return [self.when(), self.when()]

    _order = _between

    def _kin(self) -> list[str]:
        return [self.person(), self.person()]

    _path = _kin

    def _timeline(self) -> list[str]:
        rng = self.rng
        words = ["--who", self.person()] if rng.random() < 0.4 else []
        return words + (["--order", rng.choice(["story", "narrative", "x"])] if rng.random() < 0.4 else [])

    def _list(self) -> list[str]:
        rng = self.rng
        kind = rng.choice([*RECORDS, "people", "xs"])
        where = (
            ["--where", f"{rng.choice(FIELDS)}={rng.choice([self.id(), self.value()])}"]
            if rng.random() < 0.5
            else []
        )
        return [kind + rng.choice(("", "s")), *where]

    def _find(self) -> list[str]:
        return [self.rng.choice([self.id(), self.value(), "a", "("])]

    def _as_of(self) -> list[str]:
        return [self.when()]

    def _what_if(self) -> list[str]:
        rng = self.rng
        return [
            rng.choice(
                [f"{self.id()}: {self.when()}", f"{self.id()} = {self.when()}", self.file(), self.value()]
            )
            for _ in range(rng.choice((1, 1, 2)))
        ]

    def _add(self) -> list[str]:
        rng = self.rng
        kind = rng.choice(RECORDS)
        if kind == "relationship" and rng.random() < 0.8:
            since = rng.choice(("", f" from {self.when()}"))
            words = [
                kind,
                f"{self.person()} {rng.choice(KINDS)} {self.person()}{since}",
            ]
        else:
            words = [kind, rng.choice([*NAMES, "New one", rng.choice(HOSTILE), self.id()])]
        words += [f"{rng.choice(FIELDS).rstrip('-')}={self.value()}" for _ in range(rng.choice((0, 0, 1, 2)))]
        if rng.random() < 0.2:
            words += ["--id", rng.choice([self.id(), *HOSTILE, "../x", "a/b", "Mara", "con", "new-id"])]
        if rng.random() < 0.2:
            names = [
                "new.yaml",
                "../x.yaml",
                "/tmp/x.yaml",
                "a/b/c.yaml",
                "x.md",
                "con.yaml",
                "story.yaml",
                "story0.yaml",
                "storybible.yaml",
                "events.yaml",
                "",
                "\0.yaml",
                "a" * 300 + ".yaml",
                ".storybible/x.yaml",
                "x\ny.yaml",
            ]
            words += ["--file", rng.choice(names)]
        return words

    def _set(self) -> list[str]:
        rng = self.rng
        field = rng.choice([*FIELDS, rng.choice(self.ids), rng.choice(HOSTILE)])
        return [self.id(), field, *(["--unset"] if rng.random() < 0.15 else [self.value()])]

    def _rename(self) -> list[str]:
        rng = self.rng
        return [
            self.id(),
            rng.choice(["new-id", f"{self.id()}-2", self.id(), "Mara Venn", "2004", "after", *HOSTILE]),
        ]

    def _remove(self) -> list[str]:
        return [self.id(), *(["--force"] if self.rng.random() < 0.5 else [])]

    def _waive(self) -> list[str]:
        rng = self.rng
        finding = rng.choice([*RULES, *RULES, self.id()])
        return [finding, "--because", rng.choice(["so", self.value()])]

    def _fix(self) -> list[str]:
        rng = self.rng
        finding = rng.choice([*RULES, *RULES, self.id()])
        return [
            finding,
            *(["--repair", rng.choice(["1", "2", "0", "99", "x"])] if rng.random() < 0.3 else []),
        ]

    def _undo(self) -> list[str]:
        rng = self.rng
        return rng.choice([[], [], ["1"], ["2"], ["0"], ["-1"], ["99"], ["x"], ["--redo"]])

    _log = _undo

    def _rules(self) -> list[str]:
        return []

    _schema = _rules

    def _explain(self) -> list[str]:
        return [self.rng.choice(["SB201", "present-after-death", "sb999", self.id(), *HOSTILE])]

    def _init(self) -> list[str]:
        rng = self.rng
        folder = rng.choice(["fresh", "bible", "bible/inner", "a\nb", "\x1b[31m", "c" * 300])
        return [folder, *(["--from", self.file()] if rng.random() < 0.5 else [])]

    def _import(self) -> list[str]:
        rng = self.rng
        file = rng.choice(["tree.ged", "tree.ged", self.file()])
        return [file, *(["-o", rng.choice(["bible", "imported", "..", ""])] if rng.random() < 0.7 else [])]

    def _scan(self) -> list[str]:
        rng = self.rng
        return [
            rng.choice([self.file(), "draft.md", "-"]),
            *(["--kind", rng.choice(["age", "x", "jump"])] if rng.random() < 0.3 else []),
        ]

    def _review(self) -> list[str]:
        return [self.rng.choice(["draft.md", "draft.md", self.file()])]

    def _accept(self) -> list[str]:
        rng = self.rng
        words = [rng.choice([*self.candidates, "m1-x"]) for _ in range(rng.choice((1, 1, 3)))]
        words += ["--in", rng.choice(["draft.md", "draft.md", "draft.md", self.file()])]
        words += ["--who", self.person()] if rng.random() < 0.4 else []
        return words + (["--value", self.value()] if rng.random() < 0.3 else [])

    def _reject(self) -> list[str]:
        return [self.rng.choice([*self.candidates, "m1-x"]), "--in", "draft.md"]

    def _other(self) -> list[str]:
        """Of a command that this program does not know yet."""
        rng = self.rng
        return [rng.choice([self.id(), self.value(), self.file()]) for _ in range(rng.randrange(4))]
