"""Draws docs/architecture.svg from the imports of the source: ``make docs``.

The parts of the package stand in rows by what they may know, and a line goes from each part down to those that it
imports. A line is left out where another way down says it already, and so are those to ``domain`` and ``errors``, which
nearly all know. A test reads the imports again and holds the figure, and the rows, against them.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "onrecord"
FIGURE = ROOT / "docs" / "architecture.svg"

# From the bottom up; parts on one level do not know each other. docs/design.md, "Layout".
LEVELS: tuple[dict[str, str], ...] = (
    {"errors": "of users; known to all"},
    {"domain": "the values; known to all"},
    {"fetching": "addresses to bytes", "reading": "bytes to articles", "record": "store, search, edits, audit"},
    {
        "extraction": "articles to statements",
        "people": "who it is",
        "dates": "when it was said",
        "occasion": "where, to whom",
        "aligning": "two texts, word by word",
        "views": "what every face shows",
        "evaluation": "how good it is",
        "accounts": "who may come in",
    },
    {"checking": "drafts against the record", "matching": "one saying, many reports"},
    {"ingest": "reading to record, workers"},
    {"following": "feeds, saved queries"},
    {
        "web": "the reading room, the API",
        "spark": "an archive on a cluster",
        "spacy": "a component of spaCy's",
        "doctor": "what a machine lacks",
    },
    {"cli": "the commands"},
    {"__main__": "python -m onrecord"},
)
LEVEL = {part: height for height, parts in enumerate(LEVELS) for part in parts}

_WIDTH, _WIDE, _HIGH, _ROW, _TOP = 1180, 132, 44, 86, 20
_KNOWN_TO_ALL = frozenset({"domain", "errors"})
_STYLE = """
  svg { color-scheme: light dark; font: 13px system-ui, sans-serif; }
  .box { fill: light-dark(#fff, #1d2126); stroke: light-dark(#4a5560, #9aa5b1); }
  .way { fill: none; stroke: light-dark(#8a96a3, #6d7884); stroke-width: 1.1; }
  .name { font-weight: 600; fill: light-dark(#16191d, #eef1f4); text-anchor: middle; }
  .what { font-size: 9.5px; fill: light-dark(#4a5560, #b4bec8); text-anchor: middle; }
"""


def part_of(path: Path) -> str:
    """The part of the package that a module at ``path`` belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def modules() -> list[Path]:
    """All modules but the package's face, which may name every part."""
    return sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def imported(source: str, path: Path) -> set[str]:
    """The parts of the package that a module at ``path`` imports, also inside its functions."""
    package = ("onrecord", *path.relative_to(PACKAGE).parts[:-1])
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


def ways() -> dict[str, set[str]]:
    """Which parts each part imports."""
    found: dict[str, set[str]] = {part: set() for part in LEVEL}
    for path in modules():
        found[part_of(path)] |= imported(path.read_text(encoding="utf-8"), path) - {part_of(path)}
    return found


def drawn(known: Mapping[str, set[str]]) -> set[tuple[str, str]]:
    """The lines of the figure: those that no other way down says already."""

    def below(part: str) -> set[str]:
        return set().union(*({one} | below(one) for one in known[part]))

    return {
        (part, other)
        for part, others in known.items()
        for other in others - _KNOWN_TO_ALL
        if not any(other in below(one) for one in others - {other})
    }


def figure() -> str:
    """The figure as SVG."""
    known = ways()
    lines = [*_lines(drawn(known)), *_boxes()]
    high = _TOP * 2 + _ROW * (len(LEVELS) - 1) + _HIGH
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {high}" role="img" '
        'aria-labelledby="title">\n<title id="title">The parts of onrecord: each imports only what stands below it.'
        f"</title>\n<style>{_STYLE}</style>\n" + "\n".join(lines) + "\n</svg>\n"
    )


def _place(part: str) -> tuple[float, float]:
    """The middle of a box at its top."""
    row = list(LEVELS[LEVEL[part]])
    return (_WIDTH * (row.index(part) + 0.5) / len(row), _TOP + _ROW * (len(LEVELS) - 1 - LEVEL[part]))


def _lines(some: set[tuple[str, str]]) -> Iterator[str]:
    for part, other in sorted(some):
        (x, y), (to_x, to_y) = _place(part), _place(other)
        y += _HIGH
        bend = (to_y - y) / 2
        yield (
            f'<path class="way" d="M{x:.0f} {y:.0f} C{x:.0f} {y + bend:.0f} {to_x:.0f} {to_y - bend:.0f} '
            f'{to_x:.0f} {to_y:.0f}"><title>{part} knows {other}</title></path>'
        )


def _boxes() -> Iterator[str]:
    for part, what in ((part, what) for row in LEVELS for part, what in row.items()):
        x, y = _place(part)
        yield f'<rect class="box" x="{x - _WIDE / 2:.0f}" y="{y:.0f}" width="{_WIDE}" height="{_HIGH}" rx="5"/>'
        yield f'<text class="name" x="{x:.0f}" y="{y + 19:.0f}">{escape(part)}</text>'
        yield f'<text class="what" x="{x:.0f}" y="{y + 34:.0f}">{escape(what)}</text>'


if __name__ == "__main__":
    FIGURE.write_text(figure(), encoding="utf-8")
