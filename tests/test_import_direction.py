"""The direction of the house: a module imports from its own folder and from those before it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
ORDER = [
    "errors",
    "definitions",
    "intake",
    "store",
    "figures",
    "signals",
    "places",
    "drawing",
    "review",
    "commands",
    "__main__",
]
PAGE_LINES = 80
FILE_LINES = 400


def imported_modules(path: Path) -> Iterator[str]:
    package = path.relative_to(PROJECT).with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            yield ".".join([*above, node.module or ""]).strip(".")


def room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


ANALYSIS = sorted((PROJECT / "analysis").rglob("*.py"))


@pytest.mark.parametrize("path", ANALYSIS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_a_module_imports_only_from_its_own_folder_and_those_before_it(path: Path) -> None:
    own = path.relative_to(PROJECT / "analysis").with_suffix("").parts[0]
    if own == "__init__":
        assert list(imported_modules(path)) == []
        return
    for module in imported_modules(path):
        assert module.split(".")[0] not in {"streamlit", "pages", "app", "tests", "bench"}, module
        if module.startswith("analysis") and room(module):
            assert ORDER.index(room(module)) <= ORDER.index(own), f"{path.name} imports {module}"


def test_every_folder_of_analysis_has_its_place_in_the_order() -> None:
    rooms = {path.relative_to(PROJECT / "analysis").with_suffix("").parts[0] for path in ANALYSIS} - {"__init__"}
    assert rooms <= set(ORDER)


@pytest.mark.parametrize("path", ANALYSIS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_no_file_of_analysis_has_two_jobs(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= FILE_LINES


def test_only_counts_reads_whole_tables() -> None:
    readers = {
        path.relative_to(PROJECT / "analysis").parts[0] + "/" + path.name
        for path in ANALYSIS
        if "visible_rows" in path.read_text(encoding="utf-8")
    }
    assert {name for name in readers if not name.startswith("store/")} == {
        f"figures/{name}.py" for name in ("counts", "violation_counts", "anatomy_counts")
    }


@pytest.mark.parametrize("path", sorted((PROJECT / "pages").glob("[!_]*.py")), ids=lambda path: path.name)
def test_pages_are_thin(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= PAGE_LINES
    assert ".groupby(" not in text
