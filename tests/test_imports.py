"""The direction of imports, read from the source: a module knows only what stands below it."""

from __future__ import annotations

import ast
import importlib.util
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"


def _maker():
    spec = importlib.util.spec_from_file_location("make_architecture", DOCS / "make_architecture.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


maker = _maker()
ROOT, LEVEL, MODULES = maker.PACKAGE, maker.LEVEL, maker.modules()
imported, part_of = maker.imported, maker.part_of


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


def test_the_figure_in_the_manual_is_drawn_from_the_imports():
    assert (DOCS / "architecture.svg").read_text(encoding="utf-8") == maker.figure(), "run: make docs"


def test_the_lines_of_the_figure_say_all_that_the_imports_do():
    known = maker.ways()
    lines = maker.drawn(known)

    def reached(part):
        return set().union(*({other} | reached(other) for one, other in lines if one == part))

    for part, others in known.items():
        assert others - {"domain", "errors"} <= reached(part), part
