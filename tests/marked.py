"""Articles with their statements marked in the text, so that a case can be read at a glance.

``{1:He} <1:said> [1:that {2:she} <2:had said> [2:no]]`` has two statements: braces hold the source, angles the cue,
square brackets the content; the number says whose. A statement is named ``s1``, ``s2`` ... by its number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from onrecord.domain import Article, Span, Statement

_MARK = re.compile(r"([{<\[])(\d+):|([}>\]])")
_ROLE = {"{": "source", "<": "cue", "[": "content"}


def marked(text: str, **given: Any) -> tuple[Article, tuple[Statement, ...]]:
    """The article with the marks taken out, and its statements in the order of their numbers."""
    plain, open_marks = "", []
    spans: dict[int, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    at = 0
    for mark in _MARK.finditer(text):
        plain += text[at : mark.start()]
        at = mark.end()
        if mark.group(1):
            open_marks.append((_ROLE[mark.group(1)], int(mark.group(2)), len(plain)))
        else:
            role, number, start = open_marks.pop()
            spans[number][role].append(Span(start, len(plain)))
    plain += text[at:]
    article = Article(id="a", text=plain, raw=b"", sha256="", reader="test", reader_version="1", **given)
    return article, tuple(
        Statement(f"s{n}", tuple(r["source"]), tuple(r["cue"]), tuple(r["content"])) for n, r in sorted(spans.items())
    )
