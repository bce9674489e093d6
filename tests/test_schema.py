"""The schema for editors: an independent validator says of a file what the readers say of it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from storybible.bible import Bible
from storybible.cli.app import main
from storybible.config import Config
from storybible.reading import calendar, settings
from storybible.reading.files import known_fields
from storybible.reading.settings import read_config
from storybible.records import KINDS
from storybible.rules import all_rules
from storybible.schema import SCHEMA_FILE, first_line, schema_of

jsonschema = pytest.importorskip("jsonschema", reason="the extra `dev` brings it")

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"^```yaml([^\n]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
MARK = "# storybible.yaml"


NOT_CORE = (":timestamp", ":bool", ":merge", ":value")


class Core(yaml.SafeLoader):
    """YAML as editors read it (version 1.2): a date is a text, and so are `no` and `off`."""


Core.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in known if not tag.endswith(NOT_CORE)]
    for letter, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}  # fmt: skip
Core.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)


def loaded(text: str) -> Any:
    """What an editor's parser makes of a text; names that are numbers stay texts, as in JSON."""

    def named(value: Any) -> Any:
        if isinstance(value, dict):
            return {str(key): named(inner) for key, inner in value.items()}
        return [named(inner) for inner in value] if isinstance(value, list) else value

    return named(yaml.load(text, Core))


def validator(config: Config | None = None, part: str = "") -> Any:
    schema = schema_of(config or Config())
    jsonschema.Draft7Validator.check_schema(schema)
    if part:
        schema = {"$ref": f"#/definitions/{part}", "definitions": schema["definitions"]}
    return jsonschema.Draft7Validator(schema)


def wrong(text: str, checked: Any = None) -> list[str]:
    return [f"{list(e.path)}: {e.message[:200]}" for e in (checked or validator()).iter_errors(loaded(text))]


PLAIN = validator()

# ---- what is right ------------------------------------------------------------------------------------


def test_the_shipped_bible_is_valid() -> None:
    config, _ = read_config((ROOT / "bible/storybible.yaml").read_text(encoding="utf-8"), "storybible.yaml")
    checked = validator(config)
    files = sorted((ROOT / "bible").rglob("*.yaml"))
    assert len(files) > 10
    for file in files:
        assert wrong(file.read_text(encoding="utf-8"), checked) == [], file


def documented() -> Iterator[tuple[str, str, Config]]:
    """Every example of the format, with the settings it stands under."""
    for page in ("docs/format.md", "docs/time.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        config = Config()
        for found in BLOCK.finditer(text):
            if found[2].startswith(MARK):
                config = read_config(found[2], "storybible.yaml")[0]
                yield f"{page}: settings", found[2], Config()
            else:
                under = "<!-- with the settings above -->" in text[: found.start()].rstrip()[-40:]
                yield f"{page}: {found[2][:30]!r}", found[2], config if under else Config()


@pytest.mark.parametrize(
    ("name", "text", "config"),
    [*documented()],
    ids=[f"example-{number}" for number, _ in enumerate(documented(), 1)],
)
def test_every_documented_example_is_valid(name: str, text: str, config: Config) -> None:
    assert wrong(text, PLAIN if config == Config() else validator(config)) == [], name


@pytest.mark.parametrize(
    "text",
    [
        "character: mara\nname: Mara\nborn: 1900\n",
        "character: mara\nevents: {flood: {when: 1900-01-01}}\n",
        "characters: {mara: , odo: {ages: 25 at flood}}\n",
        "characters: [{id: mara, name: Mara Venn}]\n",
        "relationships: mara married teo\n",
        "relationships: {kind: married, who: [mara, teo]}\n",
        "relationships: {first: mara married teo, second: {kind: friend, who: [mara, teo]}}\n",
        "relationships: [mara married teo, {kind: mentor, who: odo, of: mara, seen: [a, b]}]\n",
        "event: flood\nwho: [[[Mara Venn]], {who: odo, as: in a dream}]\nitems: [ring]\n",
        "event: flood\nwhere: {is: quay, source: 12}\nuses: mara uses debt\n",
        "characters: {mara: {traits: {smokes: yes, height: 180, hair: [{is: red, until: flood}, grey]}}}\n",
        "items: {ring: {lost: [a, {when: b, source: [1, 2]}], holders: mara from a}}\n",
        "",
    ],
)
def test_every_form_of_a_record_is_valid(text: str) -> None:
    assert wrong(text, PLAIN) == []


# ---- what is wrong ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "charcters: {mara: }\n",
        "characters: {mara: {nmae: Mara}}\n",
        "characters: {mara: {name: {first: Mara}}}\n",
        "characters: {Mara Venn: {name: Mara}}\n",
        "characters: {mara: {ages: [{age: 25}]}}\n",
        "characters: {mara: {parents: [{who: odo, as: bishop}]}}\n",
        "characters: {mara: {traits: grey}}\n",
        "characters: {mara: {age_clock: [{rate: -1}]}}\n",
        "characters: mara\n",
        "character: mara\nwhen: 1900\n",
        "character: mara\nevent: flood\n",
        "character: {mara: {name: Mara}}\n",
        "event: flood\ntitle: [a, b]\n",
        "events: {flood: {who: [{as: mentioned}]}}\n",
        "events: {flood: {who: [{who: mara, as: juggling}]}}\n",
        "events: {flood: {when: {whn: 1900}}}\n",
        "relationships: [{kind: maried, who: [mara, teo]}]\n",
        "relationships: [{who: [mara, teo]}]\n",
        "offices: {post: {exclusive: perhaps}}\n",
        "places: {quay: {routes: [{to: abbey, miles: 40}]}}\n",
        "threads: {ring: {kind: joke}}\n",
        "scenes: {s1: {paragraphs: the last}}\n",
        "title: A\nrules: {confusable-nmaes: off}\n",
        "title: A\nrules: {confusable-names: loud}\n",
        "title: A\nkinds: {married: {exclusiv: yes}}\n",
        "title: A\nthresholds: {human: {lifespan: long}}\n",
        "title: A\nwaivers: [{rule: two-places-at-once, records: [mara]}]\n",
        "title: A\nfields: {charakter: {voice: text}}\n",
        "title: A\ncalendars: {own: {months: [{name: Thaw, day: 30}]}}\n",
        "title: A\nwidths: {fw: [1, 2, 3, 4]}\n",
        "- mara\n",
    ],
)
def test_a_mistake_is_underlined_and_the_readers_report_it(text: str, tmp_path: Path) -> None:
    assert wrong(text, PLAIN) != []
    name = "storybible.yaml" if text.startswith("title") else "story.yaml"
    (tmp_path / "storybible.yaml").write_text("title: A test\n")
    (tmp_path / name).write_text(text)
    bible = Bible.load(tmp_path)
    said = bible.diagnostics if "nmaes" not in text else bible.loaded.config.rules
    assert said, "the schema is stricter than the readers"


# ---- the readers and the schema agree -----------------------------------------------------------------


def test_fields_are_those_of_the_readers() -> None:
    config = Config(own_fields={"character": {"voice": "text", "shoes": "number"}})
    known = schema_of(config)["definitions"]
    for kind, fields in known_fields(config).items():
        assert list(known[kind]["properties"]) == list(fields), kind
        assert set(known[f"file-of-one-{kind}"]["properties"]) >= {*fields, kind}
    assert set(known["records"]["allOf"][-1]["else"]["properties"]) == {*KINDS, *(k + "s" for k in KINDS)}
    assert list(known["settings"]["properties"]) == list(settings.FIELDS)
    inner = known["settings"]["properties"]["calendars"]["allOf"][0]["anyOf"][0]["additionalProperties"]
    assert list(inner["anyOf"][0]["properties"]) == list(calendar.FIELDS)


def described(schema: Any, whole: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every field anywhere in the schema."""
    if isinstance(schema, list):
        for one in schema:
            yield from described(one, whole)
    elif isinstance(schema, dict):
        yield from schema.get("properties", {}).items()
        for key, inner in schema.items():
            if key not in ("examples", "enum", "required"):
                yield from described(inner, whole)


def test_every_field_has_words_and_an_example_that_is_valid() -> None:
    schema = schema_of(Config(own_fields={"character": {"voice": "text"}}))
    count = 0
    for name, told in described(schema, schema):
        if "$ref" in told:
            continue
        count += 1
        assert told["description"].endswith("."), name
        one = jsonschema.Draft7Validator({**told, "definitions": schema["definitions"]})
        for example in told["examples"]:
            assert [e.message for e in one.iter_errors(example)] == [], (name, example)
    assert count > 200


def every_small_bible() -> Iterator[tuple[str, str]]:
    """The files of records of all rules' examples and of all transcripts."""
    for rule in all_rules():
        for found in BLOCK.finditer(rule.doc):
            yield rule.name, found[2]
    for page in sorted((ROOT / "tests" / "cases").glob("*.md")):
        for found in BLOCK.finditer(page.read_text(encoding="utf-8")):
            if found[1].strip().endswith(".yaml"):
                yield page.stem, found[2]


def test_schema_and_readers_agree_on_every_small_bible(tmp_path: Path) -> None:
    agreed = 0
    checked = validator(part="records")
    for number, (name, text) in enumerate(every_small_bible()):
        pieces = re.split(r"(?m)^# (\S+\.yaml)\n", text)
        if len(pieces) > 1 or MARK in text:
            continue
        try:
            value = loaded(text)
        except yaml.YAMLError:
            continue
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "storybible.yaml").write_text("title: A test\n")
        (folder / "story.yaml").write_text(text, encoding="utf-8")
        said = {d.rule for d in Bible.load(folder).loaded.diagnostics}
        if said - {"unknown-field", "wrong-type"}:
            continue  # a trap of YAML: editors see something else
        part = "settings" if "title" in (value or {}) else "records"
        if part == "records":
            found = [e.message[:200] for e in checked.iter_errors(value)]
            assert said or not found, f"stricter than the readers: {name}: {found}"
            assert found or "unknown-field" not in said, f"{name}: {text}"
            agreed += 1
    assert agreed > 50


# ---- the command --------------------------------------------------------------------------------------


def test_init_turns_it_on_and_nothing_comes_from_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init"]) == 0
    text = (tmp_path / "bible" / SCHEMA_FILE).read_text(encoding="utf-8")
    checked = jsonschema.Draft7Validator(json.loads(text))
    for file in (tmp_path / "bible").glob("*.yaml"):
        written = file.read_text(encoding="utf-8")
        assert written.startswith(first_line())
        assert (file.parent / written.split("\n")[0].partition("$schema=")[2]).is_file()
        assert wrong(written, checked) == []
    assert main(["check"]) == 0
    capsys.readouterr()
    assert set(re.findall(r'"\$ref": "([^#"]*)', text)) == {""}


def test_own_fields_are_known_once_they_are_declared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "bible", tmp_path / "bible")
    monkeypatch.chdir(tmp_path)
    assert main(["schema"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert "looks" in printed["definitions"]["item"]["properties"]
    assert main(["schema", "-o", f"bible/{SCHEMA_FILE}"]) == 0
    assert json.loads((tmp_path / "bible" / SCHEMA_FILE).read_text(encoding="utf-8")) == printed
    assert capsys.readouterr().out == f"Wrote bible/{SCHEMA_FILE}.\n"
    monkeypatch.chdir("/")
    assert main(["schema"]) == 0
    assert "looks" not in json.loads(capsys.readouterr().out)["definitions"]["item"]["properties"]
    assert main(["schema", "-o", str(tmp_path / "no" / "such.json")]) == 2
    assert main(["schema", "-b", str(tmp_path)]) == 2
