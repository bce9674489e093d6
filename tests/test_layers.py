"""Imports go down the layers only, and in no circle; no module outgrows a head."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "storybible"

LAYERS = [
    {"diagnostics", "memory", "units", "moons", "calendars", "own_calendar", "when", "stn"},
    {"records", "config", "storage"},
    {"yamltext", "reading", "loader", "folder", "names", "story", "periods"}
    | {"gathering", "linking", "noting", "relinking"},
    {"demand", "demanding", "encoding", "encode", "nature", "sentences", "timeline", "states", "clocks"}
    | {"standing", "manuscript"},
    {"bible", "queries", "rules", "drafts"},
    {"inspection", "undecided", "unity", "effort", "repairs", "least_change", "blame"}
    | {"baseline", "checker", "draft_check", "opinions"}
    | {"editing", "schema", "cache", "reviewing", "workspace", "api"},
    {"render"},
    {"cli", "interchange", "__main__"},
]
HEIGHT = {name: height for height, names in enumerate(LAYERS) for name in names}


def modules() -> dict[str, Path]:
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(p for p in parts if p != "__init__")
        if name:
            found[name] = path
    return found


def imports(name: str, path: Path, known: dict[str, Path]) -> set[str]:
    """The modules of the package that a module imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            raise AssertionError(f"{name}: relative import")
    short = {f.removeprefix("storybible.") for f in found if f.startswith("storybible.")}
    return {s for s in short if s in known and s != name}


@pytest.mark.parametrize("name", modules())
def test_every_module_has_a_layer_and_imports_only_down(name: str) -> None:
    known = modules()
    top = name.split(".")[0]
    assert top in HEIGHT, f"{name} has no layer: give it one here and in docs/architecture.md"
    for other in imports(name, known[name], known):
        assert HEIGHT[other.split(".")[0]] <= HEIGHT[top], f"{name} imports upwards: {other}"


def test_no_circle() -> None:
    known = modules()
    graph = {
        name: {
            o
            for o in imports(name, path, known)
            if not name.startswith(o + ".") and not o.startswith(name + ".")
        }
        for name, path in known.items()
    }
    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize("name", modules())
def test_no_module_is_two_rooms(name: str) -> None:
    assert modules()[name].read_text(encoding="utf-8").count("\n") <= 400
