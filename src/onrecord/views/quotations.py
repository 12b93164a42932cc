"""A record as schema.org Quotations, in JSON-LD: what search engines and libraries read.

A Quotation holds the words of one who spoke. So only statements that are quoted, wholly or in part, become one: a
paraphrase is the outlet's wording, and a refusal has no words; shown as quotations both would be false. How many were
left out is told.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.domain import Statement, joined
from onrecord.record import StoredArticle

from .about import About
from .annotations import article_name, statement_name
from .safe import web_address

_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_KINDS = {"person": "Person", "author": "Person", "organisation": "Organization"}


def is_quotation(statement: Statement) -> bool:
    """Whether a statement is quoted, wholly or in part, and said."""
    return statement.act == "said" and statement.form != "indirect"


def quotation_lines(articles: Iterable[StoredArticle], about: About) -> Iterator[str]:
    """The document, line by line: a quotation a line.

    Args:
        articles: of whose statements those that are quoted become Quotations.
        about: the origin.
    """
    yield '{"@context": "https://schema.org", "@graph": ['
    yield json.dumps(_dataset(about), ensure_ascii=False)
    for stored in articles:
        for statement in filter(is_quotation, stored.extracted.statements):
            yield f",{json.dumps(quotation(stored, statement), ensure_ascii=False)}"
    yield "]}"


def quotation(stored: StoredArticle, statement: Statement) -> dict[str, Any]:
    """One quoted statement, without the context; a property whose value is not known is left out."""
    article, speaker = stored.extracted.article, statement.speaker
    said_on = statement.said_on.edtf or ""
    found = {
        "@type": "Quotation",
        "@id": statement_name(stored, statement),
        "text": joined(statement.content, article.field_text(statement.field)),
        "creator": _creator(speaker.name, speaker.type, speaker.members),
        # A Date of schema.org is ISO 8601 without marks of doubt; an interval or an "about" is left out.
        "dateCreated": said_on if _DAY.fullmatch(said_on) else None,
        "inLanguage": article.language,
        "isPartOf": _article(stored),
    }
    return _known(found)


def _creator(name: str | None, kind: str | None, members: tuple[str, ...]) -> Any:
    if kind == "group" and members:
        return [{"@type": "Person", "name": member} for member in members]
    return {"@type": _KINDS.get(kind or "", "Thing"), "name": name} if name else None


def _article(stored: StoredArticle) -> dict[str, Any]:
    article = stored.extracted.article
    return _known(
        {
            "@type": "NewsArticle",
            "@id": article_name(stored),
            "headline": article.title,
            "url": web_address(article.url),
            "datePublished": article.published,
            "dateModified": article.modified,
            "author": article.byline and {"@type": "Person", "name": article.byline},
            "publisher": article.outlet and {"@type": "Organization", "name": article.outlet},
        }
    )


def _dataset(about: About) -> dict[str, Any]:
    return {
        "@type": "Dataset",
        "name": "Quotations on record",
        "description": about.sentence(),
        "dateCreated": about.day,
        "version": about.as_json(),
        "creator": {"@type": "SoftwareApplication", "name": "onrecord", "softwareVersion": about.package},
    }


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "")}
