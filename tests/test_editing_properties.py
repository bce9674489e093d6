"""For every file, however it is formatted, the difference is the edit; a new id changes names alone."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ROOT = Path(__file__).parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from benchmarks.planting.sagas import Saga  # noqa: E402
from benchmarks.planting.writing import write  # noqa: E402
from storybible.bible import Bible  # noqa: E402
from storybible.editing.adding import add  # noqa: E402
from storybible.editing.page import Page  # noqa: E402
from storybible.editing.removing import remove  # noqa: E402
from storybible.editing.renaming import rename  # noqa: E402
from storybible.editing.scalars import Shape, shape  # noqa: E402
from storybible.editing.setting import set_field  # noqa: E402
from storybible.queries.resolve import Misuse  # noqa: E402

quick = settings(deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
STORY = "bible/story.yaml"


@contextmanager
def bible_of(files: dict[str, str]) -> Iterator[Bible]:
    """A bible of these files."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        yield Bible.load(Path(folder) / next(iter(files)).split("/")[0])


# ---- files as people write them ----------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        "grey",
        "a long note, with a comma",
        "it's so",
        'he said "no"',
        "Ünïcode ✦ 春野",
        "12:30",
        "yes",
        "a: b",
        "x # y",
    ]
)
REMARKS = st.sampled_from(["", "", "   # a remark", " # mara: no field", "  #x"])
NAMES = ["mara", "odo", "teo", "zoë", "lyra"]


def said(draw: st.DrawFn, text: str, inside: bool) -> str:
    """A text in one of the ways to write it."""
    ways = [f"'{text.replace(chr(39), chr(39) * 2)}'", '"' + text.replace('"', '\\"') + '"']
    if not re.search(r"[:#,'\"]", text) or (text == "12:30" and not inside):
        ways += [text, text]
    return draw(st.sampled_from(ways))


@st.composite
def fields(draw: st.DrawFn) -> list[tuple[str, object]]:
    """The fields of a character."""
    found: list[tuple[str, object]] = []
    for name in draw(st.permutations(["name", "note", "aliases", "traits", "parents", "sex"]))[
        : draw(st.integers(0, 5))
    ]:
        if name in ("name", "note", "sex"):
            found.append((name, draw(WORDS)))
        elif name == "traits":
            found.append(
                (
                    name,
                    {
                        word: draw(WORDS)
                        for word in draw(st.sets(st.sampled_from(["eyes", "hair"]), min_size=1))
                    },
                )
            )
        elif name == "parents":
            found.append((name, [draw(st.sampled_from(NAMES))]))
        else:
            found.append((name, draw(st.lists(WORDS, min_size=1, max_size=3))))
    return found


def flow(draw: st.DrawFn, value: object, space: str) -> str:
    if isinstance(value, dict):
        return (
            "{"
            + space
            + f",{space or ' '}".join(f"{k}: {flow(draw, v, '')}" for k, v in value.items())
            + space
            + "}"
        )
    if isinstance(value, list):
        return "[" + space + ", ".join(flow(draw, v, "") for v in value) + space + "]"
    return said(draw, str(value), True)


def block(draw: st.DrawFn, name: str, value: object, indent: int) -> list[str]:
    """A field over as many lines as somebody may take."""
    pad, remark = " " * indent, draw(REMARKS)
    name = draw(st.sampled_from([name, name, f'"{name}"']))
    if isinstance(value, str):
        if draw(st.integers(0, 4)) == 0 and name == "note":
            return [
                f"{pad}{name}: {draw(st.sampled_from(['|', '>-', '|+']))}",
                f"{pad}   {value}",
                f"{pad}   more",
                "",
            ]
        return [f"{pad}{name}:{draw(st.sampled_from([' ', '   ']))}{said(draw, value, False)}{remark}"]
    if draw(st.booleans()):
        return [f"{pad}{name}: {flow(draw, value, draw(st.sampled_from(['', ' '])))}{remark}"]
    lines = [f"{pad}{name}:{remark}"]
    if isinstance(value, dict):
        for key, one in value.items():
            lines += block(draw, key, one, indent + 2)
    else:
        assert isinstance(value, list)
        dash = pad + draw(st.sampled_from(["- ", "  - ", "  -   "]))
        lines += [f"{dash}{said(draw, str(one), False)}{draw(REMARKS)}" for one in value]
    return lines


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file of characters."""
    lines = draw(st.sampled_from([[], ["# all of them", ""], ["---"]]))[:]
    lines = [*lines, "characters:" + draw(REMARKS)]
    step, gap = draw(st.integers(1, 4)), draw(st.booleans())
    for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True)):
        if gap:
            lines.append("")
        if draw(st.integers(0, 3)) == 0:
            lines.append(" " * step + "# about " + name)
        given = draw(fields())
        if draw(st.integers(0, 2)) == 0:
            lines.append(
                " " * step
                + f"{name}: {flow(draw, dict(given), draw(st.sampled_from(['', ' '])))}{draw(REMARKS)}"
            )
            continue
        lines.append(" " * step + f"{name}:{draw(REMARKS)}")
        for field, value in given:
            lines += block(draw, field, value, 2 * step)
    if draw(st.booleans()):
        lines += ["", "# the end"]
    text = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"])).join(lines)
    end = draw(st.sampled_from(["\n", "\n", ""]))
    return (
        draw(st.sampled_from(["", "", "\ufeff"]))
        + text
        + (end and ("\r\n" if "\r\n" in text else "\r" if "\r" in text else "\n"))
    )


def remarks(text: str) -> list[str]:
    """Its lines that are comments."""
    return [line.strip() for line in re.split(r"\r\n|\r|\n", text) if line.strip().startswith("#")]


def middle(before: str, after: str) -> tuple[str, str]:
    """What two texts do not have in common at their beginning and their end."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return before[start : len(before) - end], after[start : len(after) - end]


def people(text: str) -> dict[str, dict[str, Shape]]:
    root = shape(Page.read(STORY, text).root)
    assert isinstance(root, tuple)
    found = dict(root).get("characters") or ()
    return {name: dict(given or ()) for name, given in found}  # type: ignore[misc,arg-type,union-attr]


@given(files(), st.data())
@settings(quick, max_examples=100)
def test_the_difference_is_the_edit(text: str, data: st.DataObject) -> None:
    with bible_of({"bible/storybible.yaml": "title: A\n", STORY: text}) as bible:
        before = people(text)
        name = data.draw(st.sampled_from(sorted(before)))
        had = before[name]
        field = data.draw(st.sampled_from(["name", "note", "sex", "aliases", "traits"]))
        value = data.draw(WORDS)
        way = data.draw(st.sampled_from(["set", "set", "add", "unset", "nested", "new", "remove"]))
        expected: dict[str, object] = dict(before)
        try:
            if way == "new":
                after = (
                    add(bible, "character", "The New", [("note", value)], file="story.yaml").changes[0].after
                )
                expected["the-new"] = {"name": "The New", "note": value}
            elif way == "remove":
                after = remove(bible, name).outcome.changes[0].after
                del expected[name]
            elif way == "add":
                after = set_field(bible, name, "aliases+", value).changes[0].after
                listed = had.get("aliases", [])
                expected[name] = {
                    **had,
                    "aliases": [*(listed if isinstance(listed, list) else [listed]), *value.split(", ")],
                }
            elif way == "nested":
                after = set_field(bible, name, "traits.eyes", value).changes[0].after
                known = dict(had.get("traits", ()))  # type: ignore[arg-type]
                expected[name] = {**had, "traits": tuple({**known, "eyes": value}.items())}
            elif way == "unset" or field in ("aliases", "traits"):
                after = set_field(bible, name, field, None).changes[0].after
                expected[name] = {key: one for key, one in had.items() if key != field}
            else:
                after = set_field(bible, name, field, value).changes[0].after
                expected[name] = {**had, field: value}
        except Misuse as refusal:
            why = str(refusal)
            known = "says so already|has no (aliases|traits|note|name|sex)|would be lost|“#x”"
            assert re.search(known, why), why
            return
        if way == "remove" and len(before) == 1:
            assert not expected and [line for line in remarks(after or "") if line not in remarks(text)] == []
            assert ("# the end" in text) == ("# the end" in (after or ""))
            return
        assert after is not None
        now = people(after)
        assert now == expected and [*now] == [*expected]
        gone, come = middle(text, after)
        assert set(re.findall(r"\r\n|\r|\n", come)) <= set(re.findall(r"\r\n|\r|\n", text)) | {"\n"}
        if way not in ("unset", "remove"):
            assert remarks(after) == remarks(text)
        if way in ("new", "add", "nested") and field not in had and "aliases" not in had:
            assert way != "new" or gone == ""
        assert after.startswith("\ufeff") == text.startswith("\ufeff")


# ---- renaming ----------------------------------------------------------------------------------------

SHIPPED = {
    f"bible/{path.relative_to(ROOT / 'bible').as_posix()}": path.read_bytes().decode()
    for path in sorted((ROOT / "bible").rglob("*"))
    if path.suffix in (".yaml", ".md")
}


def renamed_there_and_back(files: dict[str, str], pick: int, new: str) -> None:
    with bible_of(files) as bible:
        ids = [r.id for r in bible.story.records.values() if r.kind != "relationship"]
        old = ids[pick % len(ids)]
        made = rename(bible, old, new)
        texts = {change.file: change.after or "" for change in made.outcome.changes}
        assert all(text.replace(new, old) == files[file] for file, text in texts.items())
        assert made.outcome.ended == made.outcome.appeared == ()
        there = Bible.load(bible.path, {**files, **texts})
        assert len(there.diagnostics) == len(bible.diagnostics)
        back = rename(there, new, old)
        assert {c.file: c.after for c in back.outcome.changes} == {file: files[file] for file in texts}


@given(st.integers(0, 10**6))
@settings(quick, max_examples=6)
def test_a_new_id_changes_names_alone(pick: int) -> None:
    renamed_there_and_back(SHIPPED, pick, "zzz-new")


@given(st.integers(0, 3), st.integers(0, 10**6))
@settings(quick, max_examples=8)
def test_a_new_id_changes_names_alone_in_sagas(seed: int, pick: int) -> None:
    files = {str(name): text for name, text in write(Saga(seed, 16, 12)).items()}
    renamed_there_and_back(files, pick, "zzz-new")


FORMS = [
    "who: [{x}, teo (mentioned)]", "who: {x}", 'who: ["{x}"]', "who: [{{who: '{x}', as: ghost}}]",
    "when: 3 years after {x}.birth", "when: [before {x}.death; after 1900, 'after the birth of {x}']",
    "when: >-\n      between {x}.birth\n      and {x}.death", "deaths: {x}",
    "when: {{when: 1900, says: {x}}}",
    'who: ["[[{x}]]", "[[people/{x}#youth|{y}]] (body)"]', "title: {y} and {y}.birth", "note: about {y}",
]  # fmt: skip


@given(files(), st.lists(st.tuples(st.sampled_from(FORMS), st.sampled_from(NAMES)), max_size=5), st.data())
@settings(quick, max_examples=60)
def test_a_new_id_in_any_form(text: str, forms: list[tuple[str, str]], data: st.DataObject) -> None:
    before = people(text)
    old = data.draw(st.sampled_from(sorted(before)))

    def events(new: str) -> str:
        lines = [
            f"  e{n}:\n    " + form.format(x=new if x == old else x, y=x) for n, (form, x) in enumerate(forms)
        ]
        return "events:\n" + "\n".join(lines) + "\n"

    def called(value: Shape) -> Shape:
        return ["new-id" if one == old else one for one in value] if isinstance(value, list) else value

    written = {"bible/storybible.yaml": "title: A\n", STORY: text, "bible/e.yaml": events(old)}
    with bible_of(written) as bible:
        made = rename(bible, old, "new-id").outcome
        now = {**written, **{change.file: change.after or "" for change in made.changes}}
        assert now["bible/e.yaml"] == events("new-id")
        expected = {
            "new-id" if name == old else name: {
                field: called(one) if field == "parents" else one for field, one in given.items()
            }
            for name, given in before.items()
        }
        assert people(now[STORY]) == expected and remarks(now[STORY]) == remarks(text)
        assert made.ended == made.appeared == ()
