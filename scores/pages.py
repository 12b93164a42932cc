"""Our HTML reader beside trafilatura alone, over the same pages in the same run.

    python -m scores.pages --bench ../shared/bench        (or with ONRECORD_BENCH set)

Counted for each: snippets that must be in the text and are, snippets that must not be and are not, titles, days and
authors that are exactly right. A snippet counts as found whatever the white space. Authors are compared as sets of
names, since "A; B" and "A, B" say the same. Exit status 1 where ours is worse on any of the five.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .bench_data import needed, parser

MEASURES = ("with", "without", "title", "date", "author")


@dataclass(frozen=True)
class Found:
    """What one reader made of one page."""

    text: str = ""
    title: str = ""
    date: str = ""
    author: str = ""


Reader = Callable[[bytes, str], Found]


def ours(data: bytes, url: str) -> Found:
    """onrecord's reader. The headline, which it keeps apart, counts as text, as it does in trafilatura's."""
    from onrecord.errors import ReadError
    from onrecord.reading import Given, read

    try:
        article = next(read(data, given=Given(url=url), reader="html"))
    except ReadError:
        return Found()
    title = article.title or ""
    return Found(f"{title}\n{article.text}", title, article.published or "", article.byline or "")


def theirs(data: bytes, url: str) -> Found:
    """trafilatura with its defaults and metadata."""
    import trafilatura

    document: Any = trafilatura.bare_extraction(data, url=url, with_metadata=True)
    if document is None:
        return Found()
    title = document.title or ""
    return Found(f"{title}\n{document.text or ''}", title, document.date or "", document.author or "")


def score(found: Found, expected: Mapping[str, Any]) -> Counter[str]:
    """How many of each measure are right on one page."""
    text = _flat(found.text)
    return Counter(
        {
            "with": sum(_flat(snippet) in text for snippet in expected["with"]),
            "without": sum(_flat(snippet) not in text for snippet in expected["without"]),
            "title": int(_flat(found.title) == _flat(expected["title"])),
            "date": int(found.date == expected["date"]),
            "author": int(_names(found.author) == _names(expected["author"])),
        }
    )


def totals(expected: Mapping[str, Mapping[str, Any]]) -> Counter[str]:
    """How many there are to be right."""
    count: Counter[str] = Counter()
    for page in expected.values():
        count += Counter({"with": len(page["with"]), "without": len(page["without"])})
        count += Counter(dict.fromkeys(("title", "date", "author"), 1))
    return count


def measure(reader: Reader, expected: Mapping[str, Mapping[str, Any]], html: Path) -> Counter[str]:
    """The sums of one reader over all pages."""
    right: Counter[str] = Counter()
    for url, page in expected.items():
        right.update(score(reader((html / page["file"]).read_bytes(), url), page))
    return right


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _names(author: str | list[str]) -> frozenset[str]:
    joined = ";".join(author) if isinstance(author, list) else author
    return frozenset(name.strip() for name in re.split(r"[;,]", joined) if name.strip())


def main() -> int:
    """Measure both and print the table."""
    folder = needed(parser(__doc__).parse_args().bench, "pages")
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    count = totals(expected)
    mine, other = (measure(reader, expected, folder / "html") for reader in (ours, theirs))
    print(f"{'':10}{'of':>6}{'onrecord':>10}{'trafilatura':>13}")
    for name in MEASURES:
        print(f"{name:10}{count[name]:>6}{mine[name]:>10}{other[name]:>13}")
    worse = [name for name in MEASURES if mine[name] < other[name]]
    print(f"worse than trafilatura alone on: {', '.join(worse) or 'nothing'}")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
