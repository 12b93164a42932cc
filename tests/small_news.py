"""Small news articles on disk, for tests that read files."""

from __future__ import annotations

from pathlib import Path

BODY = (
    "The ferry to the outer islands will not sail before spring, the harbour office announced, and its passengers "
    "were told to wait for a letter with the new timetable.\n\n"
)


def news(folder: Path, name: str, quote: str, published: str = "17 January 2021") -> Path:
    """A plain text article in which Ilse Marrow says ``quote``."""
    path = folder / f"{name}.txt"
    path.write_text(
        f"# Title of {name}\n\nAda Quill\n{published}\n\n{BODY}Ilse Marrow said, “{quote}”\n", encoding="utf-8"
    )
    return path
