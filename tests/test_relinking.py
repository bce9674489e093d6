"""A story linked again after a change is the one that is linked for the first time."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storybible import linking, relinking
from storybible.folder import FileCache
from storybible.linking import build
from storybible.loader import read, texts_of
from storybible.names import NameIndex
from storybible.relinking import Relinker
from storybible.story import Story

LINES = [
    ("characters", "mara: {name: Mara Venn, aliases: [Mara], born: 1900}"),
    ("characters", "mara: {name: Mara Venn, aliases: [The Boatman]}"),
    ("characters", "mara-venn: {parents: [Mara, teo]}"),
    ("characters", "venn: {name: Mara, ages: [20 at the feast]}"),
    ("characters", "teo: {aliases: [{name: The Boatman, from: the-feast}], died: the flood}"),
    ("characters", "teo: {name: Teo d'Arc, died: after the-flood and before the return}"),
    ("characters", "the-boatman: {name: The  boatman, born: 3 years before mara's birth}"),
    ("characters", "boatman: {name: '“Boatman”', born: the day mara was born}"),
    ("characters", "amos: {name: 'Amos, the cook', born: 20 years after Mara Venn's birth}"),
    ("characters", "flood: {name: The Flood}"),
    ("characters", "ŉ: {name: ŉ, aliases: [ʼn, STRASSE, straße]}"),
    ("characters", "maria: {parents: [marra]}"),
    ("events", "the-flood: {when: 3 years before the-return, who: [mara, teo], where: quay}"),
    ("events", "the-flood: {title: Flood, when: before the feast; after Mara.birth, who: [The Boatman]}"),
    ("events", "the-return: {when: 'Monday, 1930-06-02', who: [Mara Venn, {who: teo, as: mentioned}]}"),
    ("events", "the-return: {title: The feast, when: when mara was 20}"),
    ("events", "the-feast: {when: the day after the flood, who: [Mara, 'mara & teo', nobody]}"),
    ("events", "feast: {title: the-feast, when: between the flood and the return}"),
    ("events", "flood-and-feast: {title: Flood and feast, when: by the flud}"),
    ("events", "wake: {title: Wake, when: after flood and feast, revivals: [teo], who: [Amos, the cook]}"),
    ("events", "vigil: {when: 2 days after the flood.start, who: [STRAßE, ŉ, ʼn, 'Teo D’Arc']}"),
    ("events", "mara: {title: Mara}"),
    ("events", "spring: {title: about, when: about 1900}"),
    ("events", "early: {when: spring; Mara's birth, who: [ venn, boatman ]}"),
    ("places", "quay: {within: Town}"),
    ("places", "town: {within: mill, aliases: [Mill]}"),
    ("places", "mill: {name: The Mill, within: quay, routes: [town takes 2 hours]}"),
    ("items", "ring: {holders: [teo until the-flood, {who: mara, from: the flood}], lost: the-return}"),
    ("items", "mara: {name: Mara}"),
    ("groups", "watch: {name: The Watch, members: [Mara, the boatman]}"),
    ("offices", "reeve: {holders: [Mara from the flood, teo until the return]}"),
    ("secrets", "debt: {what: Teo owed money, known: [mara from the return]}"),
    ("relationships", "- mara friend of teo"),
    ("relationships", "- {kind: married, who: [Mara Venn, The Boatman], from: the feast}"),
    ("relationships", "- watch rival of Mara"),
    ("scenes", "s1: {tells: [the flood, the-feast], who: [venn, Mara]}"),
    ("scenes", "s2: {tells: [the flood, the return, the flood], who: [teo (mentioned), mara], in: s1}"),
    ("scenes", "s3: {title: The return, tells: [wake], who: [teo], strand: dream, in: s2}"),
    ("scenes", "s1: {tells: [feast], pov: Mara, in: The return}"),
    ("facts", "peace: {what: Peace, from: the feast}"),
    ("threads", "oath: {what: An oath, planted: s1, paid: The return}"),
]
SECTIONS = list(dict.fromkeys(section for section, _ in LINES))
FILES = ["a.yaml", "b.yaml", "c.yaml"]
TOGGLES = st.tuples(st.sampled_from(FILES), st.integers(0, len(LINES) - 1), st.integers(0, 9))
START = st.lists(TOGGLES, min_size=8, max_size=40)
EDITS = st.lists(st.lists(TOGGLES, min_size=1, max_size=3), min_size=1, max_size=12)
SETTINGS = "title: A test\nmentions: [{name: the old man, is: The Boatman}]\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("relinking") / "bible"
    folder.mkdir()
    (folder / "storybible.yaml").write_text(SETTINGS, encoding="utf-8")
    return folder


class Draft:
    """A bible whose lines are put in, taken out and moved, and its story, linked again each time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lines: dict[str, list[int]] = {file: [] for file in FILES}
        self.settings = SETTINGS
        self.files = FileCache()
        self.links = Relinker()

    def toggle(self, file: str, line: int, at: int) -> None:
        """Put a line in, at some place; or take it out."""
        lines = self.lines[file]
        if line in lines:
            lines.remove(line)
        else:
            lines.insert(at, line)

    def texts(self) -> dict[str, str]:
        """The files as they are."""
        texts = {"bible/storybible.yaml": self.settings}
        for file, lines in self.lines.items():
            text = ""
            for section in SECTIONS:
                mine = [LINES[n][1] for n in lines if LINES[n][0] == section]
                text += "".join([f"{section}:\n", *(f"  {line}\n" for line in mine)]) if mine else ""
            texts[f"bible/{file}"] = text
        return texts

    def link(self) -> Story:
        """The story, with what is known of the one before."""
        gathered = texts_of(self.folder, self.texts(), self.files)
        loaded = read(gathered, self.files)
        return self.links.build(loaded.config, self.settings, loaded.records)

    def same_as_cold(self) -> None:
        """Link again; compare with a story linked for the first time."""
        before = dict(self.links.known)
        warm, known, changed = self.link(), self.links.known, self.links.changed
        loaded = read(texts_of(self.folder, self.texts()))
        cold = build(loaded.config, loaded.records)
        for name in (x.name for x in fields(Story)):
            if name not in ("config", "names"):
                mine, others = getattr(warm, name), getattr(cold, name)
                assert mine == others, name
                if isinstance(mine, dict):
                    assert list(mine) == list(others), name
        assert warm.config.mentions == cold.config.mentions
        self.same_names(warm.names, cold.names)
        assert list(known) == list(warm.records)
        assert self.links.gone == before.keys() - known.keys()
        if changed is not None:
            assert changed == {id_ for id_ in known if known[id_] is not before.get(id_)}
        for id_ in {*known, *self.links.gone}:
            old = {x for x, linked in before.items() if id_ in linked.used} if id_ not in known else set()
            assert {*self.links.users(id_)} == {x for x in known if id_ in known[x].used} | old

    def same_names(self, warm: NameIndex, cold: NameIndex) -> None:
        """The same is said of all names, and in the same order."""
        words = ["the flood", "The-Flood", "mara", "MARA", "Mara's", "boatman", "marra", "flod", "teo darc"]
        words += [*cold.by_name, *cold.kind_of]
        assert warm.by_name == cold.by_name and warm.kind_of == cold.kind_of
        for word in words:
            assert warm.candidates(word) == cold.candidates(word)
            assert warm.resolve(word) == cold.resolve(word)
            assert warm.ambiguous(word) == cold.ambiguous(word)
            assert warm.several(f"{word} & mara") == cold.several(f"{word} & mara")
        for word in (*words[:10], "amos cook", "vnn"):
            for kinds in (("event", "character", "scene"), ("place",)):
                assert warm.near(word, kinds) == cold.near(word, kinds)


@given(START, EDITS, st.sampled_from([60, 300, 500_000]))
@settings(max_examples=60, deadline=None)
def test_any_edits_give_the_story_that_is_linked_for_the_first_time(
    folder: Path, start: list[tuple[str, int, int]], edits: list[list[tuple[str, int, int]]], patience: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for module in (linking, relinking):
            patch.setattr(module, "PATIENCE", patience)
        draft = Draft(folder)
        for toggled in (start, *edits):
            for file, line, at in toggled:
                draft.toggle(file, line, at)
            draft.same_as_cold()


def test_a_tie_with_a_number_in_its_id_is_not_linked_again(folder: Path) -> None:
    draft = Draft(folder)
    for file, line in (("a.yaml", 0), ("a.yaml", 4), ("b.yaml", 32), ("c.yaml", 32)):
        draft.toggle(file, line, 0)
    draft.same_as_cold()
    assert "mara-friend-teo-2" in draft.links.known
    draft.toggle("a.yaml", 40, 0)
    draft.same_as_cold()
    assert draft.links.changed is not None and "mara-friend-teo-2" not in draft.links.changed
    draft.toggle("b.yaml", 32, 0)
    draft.same_as_cold()
    assert draft.links.gone == {"mara-friend-teo-2"}
