"""Options and helpers of the whole suite."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from storybible.bible import Bible
from storybible.checker import Report, check
from storybible.diagnostics import Diagnostic

STORY = "bible/story.yaml"
SETTINGS = "bible/storybible.yaml"
NO_SETTINGS = "title: A test\n"


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update`` writes what the program says now into documented examples."""
    parser.addoption("--update", action="store_true", help="rewrite the documented output of examples")


class Small:
    """Small bibles in a folder of their own: text in, findings out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, files: dict[str, str]) -> Path:
        """A bible of these files; settings that say nothing where none are given."""
        for name, text in {SETTINGS: NO_SETTINGS, **files}.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return self.folder / "bible"

    def report(self, story: str, settings: str = NO_SETTINGS, repairs: bool = False) -> Report:
        """What a check says about one file of records."""
        return check(Bible.load(self.write({STORY: story, SETTINGS: settings})), repairs=repairs)

    def findings(self, story: str, settings: str = NO_SETTINGS) -> list[tuple[str, str]]:
        """(severity, rule) of everything found."""
        return [(str(f.severity), f.rule) for f in self.report(story, settings).findings]

    def only(self, story: str, settings: str = NO_SETTINGS, repairs: bool = False) -> Diagnostic:
        """The one finding there is."""
        (found,) = self.report(story, settings, repairs).findings
        return found

    def mends(self, story: str, settings: str = NO_SETTINGS) -> list[str]:
        """The mendings offered for the one finding there is, as "before -> after"."""
        return [
            f"{r.before.strip()} -> {r.after.strip()}"
            for r in self.only(story, settings, repairs=True).repairs
        ]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day on which every edit is made, so that transcripts stay the same."""
    monkeypatch.setattr("storybible.editing.transaction.now", lambda: 1_800_000_000.0)
    monkeypatch.setenv("TZ", "UTC")
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.fixture
def small(tmp_path: Path) -> Small:
    """Small bibles for one test."""
    return Small(tmp_path)
