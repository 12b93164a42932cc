"""What may be published of a record without its texts, and how a reader of it joins it to copies of his own.

Newspapers own their words; offsets, hashes and addresses belong to nobody. So a line without text has all that was
worked out, and of the text only where in it: spans, and the SHA-256 of what they are spans of. Whoever has the same
text, down to the letter, gets the words back; whoever has another is told so, and gets none, for offsets into another
text would show words that nobody said.

Left out beyond the texts themselves is what is made of their words (reasons, descriptions, figures' nouns, what stood
where somebody edited, and why), and what came along unasked (``meta``) or tells of the maker's disk (``path``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from onrecord.domain import Article, Named, Statement
from onrecord.errors import ReadError
from onrecord.record import StoredArticle

from .interchange import stored_object, with_ids

_NAMED = ("event", "place", "medium", "addressee")
_GONE = ("text", "title", "byline", "path", "meta")


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, hex; as the record reckons it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def hashes(article: Article) -> dict[str, str | None]:
    """The three by which an article is known again: of its bytes, its text and its title."""
    title = None if article.title is None else digest(article.title)
    return {"sha256": article.sha256, "text_sha256": digest(article.text), "title_sha256": title}


def textless_object(stored: StoredArticle) -> dict[str, Any]:
    """The object of ``interchange`` without a word of the article, with its hashes, and with public ids.

    ``text`` and ``title`` are null, so that a program that wants them fails at once and does not take "" for them.
    """
    extracted = stored.extracted
    whole = with_ids(stored_object(stored), stored)
    found: dict[str, Any] = {name: value for name, value in whole.items() if name not in _GONE}
    found |= {"text": None, "title": None, **hashes(extracted.article)}
    found |= {"reader": extracted.article.reader, "reader_version": extracted.article.reader_version}
    found["warnings"] = [warning | {"message": None} for warning in whole["warnings"]]
    found["figures"] = [figure | {"text": None, "of": None} for figure in whole["figures"]]
    found["statements"] = [
        _bare(given, statement, extracted.article)
        for given, statement in zip(whole["statements"], extracted.statements, strict=True)
    ]
    return found


def _bare(given: Mapping[str, Any], statement: Statement, article: Article) -> dict[str, Any]:
    review = {"review": given["review"] | {"why": None, "was": None}} if "review" in given else {}
    return {
        **given,
        **review,
        "speaker": given["speaker"] | {"reason": None, "description": None},
        "said_on": given["said_on"] | {"reason": None},
        **{name: _place(getattr(statement, name), article, statement) for name in _NAMED},
    }


def _place(named: Named | None, article: Article, statement: Statement) -> dict[str, Any] | None:
    """Where something is named: in the headline only where its words stand there."""
    if named is None:
        return None
    in_title = statement.field == "title" and named.span.of(article.title or "") == named.text
    return {"text": None, "span": [named.span.start, named.span.end], "field": "title" if in_title else "text"}


def rehydrated(line: Mapping[str, Any], article: Article, *, where: str) -> dict[str, Any]:
    """A line without text joined to the reader's own copy of the article.

    Args:
        line: as ``textless_object`` makes it.
        article: whose text has the hash that the line names.
        where: the file and line, for the error.

    Returns:
        the object of ``interchange``; reasons and descriptions, which went with the text, are empty.

    Raises:
        ReadError: where the text is another than the line was made from (code ``other-text``), or the line is no
            such line (``bad-line``).
    """
    own = hashes(article)
    if own["text_sha256"] != line.get("text_sha256"):
        raise ReadError(
            "its text is not the one that the offsets were taken in",
            where=where,
            next_step="Get the article as it was on that day",
            code="other-text",
        )
    title = article.title if own["title_sha256"] == line.get("title_sha256") else None
    try:
        return _filled(line, article.text, title) | {"byline": article.byline, "path": article.path}
    except (KeyError, TypeError, ValueError) as problem:
        raise ReadError(
            f"not a line of onrecord export --without-text ({type(problem).__name__}: {problem})",
            where=where,
            next_step="Make one with: onrecord export --without-text",
            code="bad-line",
        ) from problem


def _filled(line: Mapping[str, Any], text: str, title: str | None) -> dict[str, Any]:
    strings = {"text": text, "title": title or ""}
    statements = []
    for given in line["statements"]:
        if given["field"] == "title" and title is None:
            continue  # its words stand in a headline that this copy has not
        named = {name: given[name] and _named(given[name], strings) for name in _NAMED}
        speaker, said = given["speaker"] | {"reason": ""}, given["said_on"] | {"reason": ""}
        review = {"review": given["review"] | {"why": "", "was": []}} if "review" in given else {}
        statements.append({**given, **named, **review, "speaker": speaker, "said_on": said})
    figures = [figure | {"text": text[slice(*figure["span"])]} for figure in line["figures"]]
    warnings = [warning | {"message": warning["code"]} for warning in line["warnings"]]
    filled = {"text": text, "title": title, "statements": statements, "figures": figures, "warnings": warnings}
    return {**line, **filled}


def _named(given: Mapping[str, Any], strings: Mapping[str, str]) -> dict[str, Any]:
    return {"text": strings[given["field"]][slice(*given["span"])], "span": given["span"]}
