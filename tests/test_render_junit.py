"""JUnit XML: one case for each rule, failing as the exit code does, readable whatever a bible holds."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest
from conftest import SETTINGS, STORY, Small

from storybible.bible import Bible
from storybible.checker import check
from storybible.cli.app import main
from storybible.render.junit import junit
from storybible.rules import all_rules

TEXT = (
    "characters: {mara: {name: 'Mara <&\"]]>', born: 1140}, marra: {name: Mara Venn}}\n"
    "events:\n  flood: {when: 1110, who: [mara]}\n  fair: {when: 1112, who: [mara, mara\x01]}\n"
)


def suite(small: Small, settings: str = "title: A\n", strict: bool = False) -> ElementTree.Element:
    bible = Bible.load(small.write({SETTINGS: settings, STORY: TEXT}))
    text = junit(check(bible), all_rules(), bible.story.config, bible.loaded.line, strict)
    root = ElementTree.fromstring(text.encode())
    assert root.tag == "testsuites" and [child.tag for child in root] == ["testsuite"]
    return root[0]


def case(found: ElementTree.Element, rule: str) -> ElementTree.Element:
    (one,) = [c for c in found if c.get("name", "").endswith(f" {rule}")]
    return one


def test_a_case_for_each_rule(small: Small) -> None:
    found = suite(small)
    assert [c.get("name") for c in found] == [f"{r.code} {r.name}" for r in all_rules()]
    assert found.get("tests") == str(len(all_rules()))
    assert found.get("failures") == str(len(found.findall("*/failure"))) != "0"
    assert found.get("skipped") == str(len(found.findall("*/skipped"))) != "0"
    assert all(c.get("classname", "").startswith("storybible.") for c in found)


def test_a_failing_case_tells_everything(small: Small) -> None:
    failure = case(suite(small), "present-before-birth").find("failure")
    assert failure is not None and failure.text is not None
    assert failure.get("type") == "error"
    assert failure.get("message", "").startswith("bible/story.yaml:3: ")
    assert failure.get("message", "").endswith("(and 1 more)")
    assert failure.text.count("error SB202") == 2
    assert 'Mara <&"]]>' in failure.text and "mend:" in failure.text


def test_warnings_fail_only_strictly(small: Small) -> None:
    settings = "rules: {present-before-birth: warning, SB202: warning, not-plain-text: warning}\n"
    quiet = case(suite(small, settings), "present-before-birth")
    assert [child.tag for child in quiet] == ["system-out"]
    loud = case(suite(small, settings, strict=True), "present-before-birth")
    assert [child.tag for child in loud] == ["failure"]


def test_rules_that_are_off_are_skipped(small: Small) -> None:
    found = suite(small, "rules: {present-before-birth: off}\n")
    assert [child.tag for child in case(found, "present-before-birth")] == ["skipped"]
    assert [child.tag for child in case(found, "age-gap")] == ["skipped"]


def test_the_program_writes_it(
    small: Small, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small.write({STORY: TEXT})
    monkeypatch.chdir(small.folder)
    assert main(["check", "--format", "junit"]) == 1
    assert ElementTree.fromstring(capsys.readouterr().out.encode()).tag == "testsuites"
