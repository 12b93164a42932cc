"""The gold of ``examples/``: read, and resolved from words to offsets.

Gold is held by words, not by offsets, so that a person can write it and no better reader can make it stale. A role
is a list of strings in the order of the text; a run of white space in one stands for any run of white space in the
text. Where a string occurs more than once, the place meant is the one that keeps the statement together: of all ways
to choose one place for each string, the shortest stretch of text that holds them all, no two overlapping.

Run as a script, it writes the gold as JSON Lines with offsets, for ``onrecord evaluate``.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from onrecord.domain import Article, Span, Spans
from onrecord.reading import find, read_source

EXAMPLES = Path(__file__).parents[2] / "examples"
ROLES = ("source", "cue", "content")
NAMED = ("event", "place", "medium", "addressee")
OPENING, CLOSING = {"“": "”", "«": "»", "‘": "’"}, "”»’"

Gold = dict[str, Any]


@cache
def golds() -> tuple[Gold, ...]:
    """Every gold file, in the order of their names."""
    return tuple(json.loads(path.read_text(encoding="utf-8")) for path in sorted((EXAMPLES / "gold").glob("*.json")))


@cache
def sayings() -> dict[str, Gold]:
    """What was said once and printed more than once, by its label."""
    loaded: dict[str, Gold] = json.loads((EXAMPLES / "sayings.json").read_text(encoding="utf-8"))
    return loaded


@cache
def articles() -> dict[str, Article]:
    """Every example as ``onrecord.reading`` reads it: by its id in a JSON Lines file, else by its file name."""
    found = {}
    for source in find([str(EXAMPLES / "articles")]):
        for article in read_source(source):
            if not isinstance(article, Article):
                raise article
            name = Path(source.path).name
            found[article.id if name.endswith(".jsonl") else name] = article
    return found


def article_of(gold: Gold) -> Article:
    """The article that a gold file is about."""
    return articles()[gold.get("id") or Path(gold["path"]).name]


def places(words: str, text: str) -> list[Span]:
    """Everywhere that ``words`` stands in ``text``, as whole words."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    left = r"(?<!\w)" if words[0].isalnum() else ""
    right = r"(?!\w)" if words[-1].isalnum() else ""
    return [Span(*match.span()) for match in re.finditer(left + pattern + right, text)]


def resolve(statement: Gold, text: str) -> dict[str, Spans]:
    """The spans of the three roles, and of whatever else the statement names.

    Raises:
        LookupError: where a string is not in ``text``, or the best choice of places is not the only one.
    """
    strings = [(role, words) for role in ROLES for words in statement[role]]
    options = []
    for _, words in strings:
        options.append(places(words, text))
        if not options[-1]:
            raise LookupError(f"not in the text: {words!r}")
    spans: dict[str, list[Span]] = {role: [] for role in ROLES}
    for (role, _), span in zip(strings, tightest(options, statement), strict=True):
        spans[role].append(span)
    whole = sorted(span for found in spans.values() for span in found)
    named = {key: (nearest(statement[key], text, whole),) for key in NAMED if key in statement}
    return {role: tuple(found) for role, found in spans.items()} | named


def tightest(options: list[list[Span]], statement: Gold) -> tuple[Span, ...]:
    """One place for each string, so that together they take the shortest stretch and none overlap."""
    if anchors := [spans[0] for spans in options if len(spans) == 1]:
        # Far places cannot win; without them a dozen strings such as "he" and "said" would make thousands of choices.
        options = [sorted(spans, key=lambda span: abs(span.start - anchors[0].start))[:12] for spans in options]
    ranked = sorted(
        (max(s.end for s in pick) - min(s.start for s in pick), pick)
        for pick in itertools.product(*options)
        if not any(a.overlaps(b) for a, b in itertools.combinations(pick, 2))
    )
    if not ranked:
        raise LookupError(f"no way to place {statement}")
    if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
        raise LookupError(f"two ways to place {statement}")
    return ranked[0][1]


def nearest(words: str, text: str, statement: list[Span]) -> Span:
    """The place of ``words`` that lies nearest to one of the statement's spans."""
    found = places(words, text)
    if not found:
        raise LookupError(f"not in the text: {words!r}")
    return min(found, key=lambda place: min(max(place.start - s.end, s.start - place.end, 0) for s in statement))


def depths(text: str) -> list[int]:
    """How many quotations each letter of ``text`` stands in.

    A mark that opens a paragraph while the last is still open goes on with it; what no mark has closed ends with its
    paragraph unless the next begins with an opening mark.
    """
    depth, open_marks = [], ""
    for at, letter in enumerate(text):
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if text.startswith("\n\n", at) and text[at:].lstrip()[:1] not in {"“", '"', "«"}:
            open_marks = ""
        elif letter in open_marks and before == "\n" and text[at - 2 : at - 1] == "\n":
            pass  # opened again
        elif letter in OPENING or (letter in "\"'" and letter not in open_marks and before in " \n(" and after.strip()):
            open_marks += letter if not (letter == '"' and "“" in open_marks) else ""
        elif letter in CLOSING or letter in "\"'":
            open_marks = _closed(letter, open_marks, before, after)
        depth.append(len(open_marks))
    return depth


def _closed(mark: str, open_marks: str, before: str, after: str) -> str:
    if not open_marks or (mark in "’'" and (after.isalnum() or open_marks[-1] not in "‘'")):
        return open_marks  # an apostrophe, or nothing to close
    return open_marks[:-1]


def form_of(text: str, spans: dict[str, Spans]) -> str:
    """What the quotation marks say of a statement: direct, mixed or indirect.

    A statement inside a quotation is itself quoted only where marks within that quotation say so, so the depth of
    its content is counted from that of its cue.
    """
    depth = depths(text)
    base = depth[spans["cue"][0].start] if spans["cue"] else 0
    words = [m.start() for s in spans["content"] for m in re.compile(r"\w").finditer(text, s.start, s.end)]
    quoted = sum(depth[at] > base for at in words)
    return "direct" if quoted == len(words) else "mixed" if quoted else "indirect"


def documents() -> Iterator[dict[str, Any]]:
    """Every English example as the line of JSON that ``onrecord.evaluation`` takes as gold, with offsets.

    Statements in headlines are left out: their offsets are not offsets into ``text``.
    """
    for gold in golds():
        if gold["language"] != "en":
            continue
        article = article_of(gold)
        kept = [n for n, s in enumerate(gold["statements"]) if s.get("field", "text") == "text"]
        yield {
            "id": article.id,
            **{key: gold[key] for key in ("title", "byline", "outlet", "published") if gold.get(key)},
            "text": article.text,
            "statements": [marked(gold["statements"][number], article.text) for number in kept],
            "figures": [numbered(figure, article.text, kept) for figure in gold["figures"]],
        }


def marked(statement: Gold, text: str) -> dict[str, Any]:
    """A statement with offsets in place of words; what the text does not tell of it is null."""
    spans = resolve(statement, text)
    speaker = {"name": statement["speaker"], "type": statement["speaker_type"]}
    told = {key: {"text": statement[key], "span": _pair(spans[key][0])} if key in spans else None for key in NAMED}
    return (
        {role: [_pair(s) for s in spans[role]] for role in ROLES}
        | {key: statement[key] for key in ("act", "form")}
        | {"speaker": speaker | {"members": statement.get("members", [])}, "said_on": {"edtf": statement["said_on"]}}
        | told
        | ({"asserted_by": statement["asserted_by"]} if "asserted_by" in statement else {})
    )


def numbered(figure: Gold, text: str, kept: list[int]) -> dict[str, Any]:
    """A figure with its offsets, and with the statement counted as ``documents`` counts them."""
    place = places(figure["text"], text)[figure.get("at", 0)]
    whose = figure["statement"]
    return figure | {"span": _pair(place), "statement": kept.index(whose) if whose in kept else None}


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


if __name__ == "__main__":
    for document in documents():
        print(json.dumps(document, ensure_ascii=False))
