"""The direction of imports, read from the source: a module knows only what stands below it."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "src" / "onrecord"

# From the bottom up; parts on one level do not know each other. docs/design.md, "Layout".
LEVELS = (
    {"errors"},
    {"domain"},
    {"fetching", "reading", "record"},
    {"extraction", "people", "dates", "occasion", "views", "accounts", "aligning", "evaluation"},
    {"checking", "matching"},
    {"ingest"},
    {"following"},
    {"web", "spark", "spacy", "doctor"},
    {"cli"},
    {"__main__"},
)
LEVEL = {part: height for height, parts in enumerate(LEVELS) for part in parts}
MODULES = sorted(path for path in ROOT.rglob("*.py") if path != ROOT / "__init__.py")  # the face may name every part


def part_of(path: Path) -> str:
    """The part of the package that a module belongs to."""
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(source: str, path: Path) -> set[str]:
    """The parts of the package that a module at ``path`` imports, also inside its functions."""
    package = ("onrecord", *path.relative_to(ROOT).parts[:-1])
    names: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            start = ".".join((*base, *([node.module] if node.module else [])))
            names += [start, *(f"{start}.{alias.name}" for alias in node.names)]
    parts = {name.split(".")[1] for name in names if name.startswith("onrecord.")}
    return parts & set(LEVEL)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_knows_only_what_stands_below_it(path):
    own = part_of(path)
    wrong = {other for other in imported(path.read_text(), path) if other != own and LEVEL[other] >= LEVEL[own]}
    assert not wrong, f"{own} must not import {', '.join(sorted(wrong))}"


def test_every_part_has_its_level():
    assert {part_of(path) for path in MODULES} <= set(LEVEL)


def test_the_domain_needs_the_standard_library_alone():
    for path in (ROOT / "domain").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and not node.level:
                assert node.module.split(".")[0] in {*sys.stdlib_module_names, "onrecord"}


def test_relative_absolute_and_inner_imports_are_all_seen():
    inner = "def f():\n    from ..ingest import add\n"
    source = inner + "import onrecord.views.words\nfrom onrecord import people\nfrom . import rows\n"
    assert imported(source, ROOT / "record" / "imagined.py") == {"ingest", "views", "people", "record"}
