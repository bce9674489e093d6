"""SARIF: what the standard asks of a log, and that its places and replacements are the right ones.

The requirements are those of SARIF 2.1.0 (sections in brackets) for the properties that are used, and what
code hosts want beside them.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import SETTINGS, STORY, Small
from test_rules import examples

from storybible.bible import Bible
from storybible.checker import check
from storybible.cli.app import main
from storybible.render.sarif import FINGERPRINT, sarif
from storybible.rules import Rule, all_rules

Json = dict[str, Any]

SHAPES: dict[str, tuple[set[str], set[str]]] = {  # required, and allowed beside
    "log": ({"version", "runs"}, {"$schema"}),  # [3.13]
    "run": ({"tool", "results"}, {"columnKind", "invocations", "properties"}),  # [3.14]
    "driver": ({"name"}, {"version", "semanticVersion", "rules"}),  # [3.19]
    "rule": (
        {"id", "shortDescription", "fullDescription", "help"},
        {"name", "defaultConfiguration"},
    ),  # [3.49]
    "result": (
        {"message", "ruleId", "locations", "partialFingerprints"},
        {"level", "ruleIndex", "relatedLocations", "fixes"},
    ),  # [3.27]
    "location": ({"physicalLocation"}, {"id", "message"}),  # [3.28]
    "physical": ({"artifactLocation", "region"}, set()),  # [3.29]
    "artifact": ({"uri"}, {"uriBaseId"}),  # [3.4]
    "region": ({"startLine", "startColumn", "endLine", "endColumn"}, set()),  # [3.30]
    "fix": ({"artifactChanges"}, {"description"}),  # [3.55]
    "change": ({"artifactLocation", "replacements"}, set()),  # [3.56]
    "replacement": ({"deletedRegion"}, {"insertedContent"}),  # [3.57]
}
URI = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})+")


def shaped(value: Json, shape: str) -> Json:
    required, allowed = SHAPES[shape]
    assert required <= set(value) <= required | allowed, (shape, set(value))
    return value


def valid(log: Json) -> Json:
    """The one run of a log that is as the standard wants it."""
    shaped(log, "log")
    assert log["version"] == "2.1.0" and log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    shaped(run, "run")
    assert run["columnKind"] == "unicodeCodePoints"  # [3.14.17]
    assert all(isinstance(i["executionSuccessful"], bool) for i in run["invocations"])  # [3.20.14]
    driver = shaped(run["tool"]["driver"], "driver")
    rules = driver["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for rule in rules:
        shaped(rule, "rule")
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")  # [3.50.3]
        assert isinstance(rule["defaultConfiguration"]["enabled"], bool)
        for text in (rule["shortDescription"], rule["fullDescription"], rule["help"]):
            assert text["text"].strip()  # [3.12]
    for result in run["results"]:
        valid_result(result, rules)
    return run


def valid_result(result: Json, rules: list[Json]) -> None:
    shaped(result, "result")
    assert result["level"] in ("note", "warning", "error") and result["message"]["text"].strip()
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"]  # [3.27.6]
    assert all(isinstance(mark, str) for mark in result["partialFingerprints"].values())  # [3.27.17]
    assert len(result["locations"]) == 1
    related = result.get("relatedLocations", [])
    assert [place["id"] for place in related] == [*range(1, len(related) + 1)]  # unique in it [3.28.2]
    for place in (*result["locations"], *related):
        physical = shaped(shaped(place, "location")["physicalLocation"], "physical")
        valid_place(physical["artifactLocation"], physical["region"])
    for fix in result.get("fixes", []):
        for change in shaped(fix, "fix")["artifactChanges"]:
            assert shaped(change, "change")["replacements"]
            for replacement in change["replacements"]:
                shaped(replacement, "replacement")
                valid_place(change["artifactLocation"], replacement["deletedRegion"])
                assert isinstance(replacement["insertedContent"]["text"], str)


def valid_place(artifact: Json, region: Json) -> None:
    assert URI.fullmatch(shaped(artifact, "artifact")["uri"]) and not artifact["uri"].startswith("/")
    shaped(region, "region")
    assert all(type(n) is int and n >= 1 for n in region.values())
    assert (region["startLine"], region["startColumn"]) < (region["endLine"], region["endColumn"])


def logged(bible: Bible, folder: str = "") -> Json:
    """The log of a check, gone through JSON."""
    log = sarif(check(bible), all_rules(), bible.story.config, bible.loaded.line, "1.2.3", folder)
    back: Json = json.loads(json.dumps(log))
    return back


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_every_rule_makes_a_valid_log(rule: Rule, small: Small) -> None:
    files = next(example.files for example in examples(rule) if example.kind == "Failing")
    bible = Bible.load(small.write(files))
    run = valid(logged(bible))
    assert [r["partialFingerprints"][FINGERPRINT] for r in run["results"]] == [
        f.id for f in check(bible).findings
    ]


TEXT = (
    "\ufeffcharacters: {mara: {name: Mära 桜, born: 1140-06-01, source: ¶1}}\r\n"
    "events:\r\n"
    "  flood: {title: 'Ä “Flood”', when: 1110, who: [mara]}\r\n"
    "  fair: {when: 1120, who: [mara]}\r\n"
)


def test_replacements_made_as_the_log_says_end_the_finding(small: Small) -> None:
    path = small.write({STORY: ""})
    (path / "story.yaml").write_bytes(TEXT.encode())
    run = valid(logged(Bible.load(path)))
    assert len(run["results"]) == 2 and run["results"][0]["fixes"]
    for result in run["results"]:
        for fix in result["fixes"]:
            (change,) = fix["artifactChanges"]
            (replacement,) = change["replacements"]
            region = replacement["deletedRegion"]
            lines = TEXT.removeprefix("\ufeff").split("\r\n")  # columns do not count the mark [3.30.2]
            line = lines[region["startLine"] - 1]
            new = replacement["insertedContent"]["text"]
            lines[region["startLine"] - 1] = (
                line[: region["startColumn"] - 1] + new + line[region["endColumn"] - 1 :]
            )
            then = check(Bible.load(path, {STORY: "\ufeff" + "\r\n".join(lines)}), repairs=False)
            assert result["partialFingerprints"][FINGERPRINT] not in {f.id for f in then.findings}


def test_places_are_the_words_that_are_meant(small: Small) -> None:
    path = small.write({STORY: ""})
    (path / "story.yaml").write_bytes(TEXT.encode())
    result = valid(logged(Bible.load(path)))["results"][0]
    region = result["locations"][0]["physicalLocation"]["region"]
    line = TEXT.removeprefix("\ufeff").split("\r\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "mara"
    born = result["relatedLocations"][0]
    assert "born" in born["message"]["text"] and "¶1" in born["message"]["text"]
    region = born["physicalLocation"]["region"]
    line = TEXT.removeprefix("\ufeff").split("\r\n")[0]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "1140-06-01"


def test_names_of_files_are_uris_seen_from_here(small: Small) -> None:
    bible = Bible.load(small.write({"bible/the sägä #1.yaml": "characters: {a: {nmae: x}}\n"}))
    (result,) = valid(logged(bible, "stories/one"))["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "stories/one/bible/the%20s%C3%A4g%C3%A4%20%231.yaml"


def test_severities_are_those_of_the_bible(small: Small) -> None:
    files = {SETTINGS: "rules: {present-before-birth: warning, confusable-names: off}\n", STORY: TEXT}
    run = valid(logged(Bible.load(small.write(files))))
    levels = {r["name"]: r["defaultConfiguration"] for r in run["tool"]["driver"]["rules"]}
    assert levels["present-before-birth"] == {"level": "warning", "enabled": True}
    assert not levels["confusable-names"]["enabled"] and not levels["age-gap"]["enabled"]
    assert {r["level"] for r in run["results"]} == {"warning"}


def test_the_program_writes_it(
    small: Small, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    small.write({STORY: TEXT})
    monkeypatch.chdir(tmp_path.parent)
    assert main(["check", "--format", "sarif", "-b", str(tmp_path / "bible")]) == 1
    run = valid(json.loads(capsys.readouterr().out))
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == f"{tmp_path.name}/bible/story.yaml"
