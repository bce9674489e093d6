"""Whatever stands in whatever field: a diagnostic or a record, never an exception; places always exist."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from storybible import records as r
from storybible.config import CONFIG_FILE, Config
from storybible.reading.files import READERS, known_fields, read_file
from storybible.reading.settings import FIELDS, read_config

WORDS = st.sampled_from(
    [
        "mara",
        "Mara Venn",
        "teo (mentioned)",
        "odo (disguised as a monk)",
        "x from a until b",
        "(",
        ")",
        "()",
        " from ",
        "until",
        "always",
        "25 at x",
        "at least 18 at y",
        "a married b",
        "and and and",
        "a, b",
        ",",
        "[[x]]",
        "[[",
        "]]",
        "[[|]]",
        "yes",
        "no",
        "3",
        "-3.5",
        "1e9",
        "¶3",
        "16-34",
        "12 to 55",
        "abbey 4 km by foot",
        "km",
        " km by ",
        "x takes y",
        " takes ",
        " uses ",
        "",
        "é",
        "mother",
        "error",
        "text",
        "id",
        "a of b",
        "friends",
        "a friends",
        "9" * 400,
    ]
)
NAMES = st.sampled_from(
    [
        "who",
        "is",
        "when",
        "at",
        "from",
        "until",
        "seen",
        "source",
        "quote",
        "says",
        "note",
        "as",
        "name",
        "age",
        "kind",
        "of",
        "id",
        "rate",
        "jump",
        "to",
        "km",
        "takes",
        "by",
        "one_way",
        "secret",
        "how",
        "rule",
        "records",
        "because",
        "human",
        "symmetric",
        "inverse",
        "months",
        "mother",
        "file",
        "paragraphs",
        "file_size",
        "about",
        "odd",
    ]
)
VALUES = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=8
)


def texts(value: Any) -> Iterator[r.Text]:
    """Every text of a record."""
    if isinstance(value, r.Text):
        yield value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for part in dataclasses.fields(value):
            yield from texts(getattr(value, part.name))
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, (tuple, list)):
        for inner in value:
            yield from texts(inner)


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_any_value_in_any_field(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(READERS)))
    fields = data.draw(st.dictionaries(st.sampled_from(sorted(READERS[kind][0])), VALUES, max_size=4))
    shape = data.draw(st.sampled_from(["one", "several", "list", "bare"]))
    content: Any = {kind: "x", **fields}
    if shape == "several":
        content = {kind + "s": {"x": fields, "y": data.draw(VALUES)}}
    elif shape == "list":
        content = {kind + "s": [fields, data.draw(VALUES)]}
    elif shape == "bare":
        content = {kind + "s": data.draw(VALUES)}
    config = Config()
    config.own_fields[kind] = {
        "odd": data.draw(st.sampled_from(["text", "number", "yes/no", "list", "reference", "time"]))
    }
    text = json.dumps(content, ensure_ascii=False)  # JSON is within the subset
    result = read_file(text, "bible/x.yaml", config, known_fields(config))
    for found in result.problems:
        assert found.span.line == 1
        assert 1 <= found.span.column <= len(text)
        assert "\n" not in found.message
    for record in result.records:
        assert record.id
        for part in texts(record):
            assert part.span.file == "bible/x.yaml"
            assert 1 <= part.span.column <= len(text)
            if part.start >= 0 and part.end - part.start == len(part.value):
                assert text[part.start : part.end] == part.value


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(sorted(FIELDS)), VALUES | st.dictionaries(WORDS, VALUES, max_size=3), max_size=4
    )
)
def test_any_value_in_any_setting(content: dict[str, Any]) -> None:
    text = json.dumps(content, ensure_ascii=False)
    config, problems = read_config(text, f"bible/{CONFIG_FILE}")
    assert all(1 <= found.span.column <= max(len(text), 1) for found in problems)
    assert config.limits_of(None) is not None
