"""What stands in the head of a page for machines that read pages: JSON-LD in the vocabulary of schema.org.

An article is a NewsArticle of its outlet, a speaker a Person or Organization, and words that stand in quotation marks a
Quotation. A paraphrase or a refusal is none: these are the outlet's words, and schema.org has no name for them.
"""

from __future__ import annotations

from typing import Any, Literal

from onrecord.domain import Person, PersonType, Saying
from onrecord.record import StoredArticle

from .annotations import article_name
from .safe import one_line, web_address

_CONTEXT = "https://schema.org"
_TYPES: dict[PersonType, Literal["Person", "Organization"]] = {
    "person": "Person",
    "organisation": "Organization",
    "group": "Organization",
}


def article_object(stored: StoredArticle) -> dict[str, Any]:
    """An article."""
    article = stored.extracted.article
    return _known(
        {
            "@context": _CONTEXT,
            "@type": "NewsArticle",
            "identifier": article_name(stored),
            "headline": one_line(article.title or "") or None,
            "url": web_address(article.url),
            "datePublished": article.published,
            "dateModified": article.modified,
            "inLanguage": article.language,
            "author": {"@type": "Person", "name": one_line(article.byline)} if article.byline else None,
            "publisher": _outlet(article.outlet),
        }
    )


def person_object(person: Person) -> dict[str, Any]:
    """One who speaks, under all names."""
    return _known(
        {
            "@context": _CONTEXT,
            "@type": _TYPES[person.type],
            "identifier": person.id,
            "name": one_line(person.name),
            "alternateName": [one_line(one.name) for one in person.aliases if one.name != person.name] or None,
            "jobTitle": [one_line(one.title) for one in person.offices] or None if person.type == "person" else None,
            "sameAs": f"https://www.wikidata.org/entity/{person.qid}" if person.qid else None,
        }
    )


def saying_object(saying: Saying) -> list[dict[str, Any]]:
    """The reports of a saying that are quotations, each with the article that prints it."""
    return [
        _known(
            {
                "@context": _CONTEXT,
                "@type": "Quotation",
                "identifier": f"urn:onrecord:statement:{report.id}",
                "text": report.content,
                "creator": _known({"@type": "Person", "name": one_line(report.speaker), "identifier": report.person})
                if report.speaker
                else None,
                "dateCreated": report.said_on,
                "isPartOf": _known(
                    {
                        "@type": "NewsArticle",
                        "headline": one_line(report.title or "") or None,
                        "url": web_address(report.url),
                        "datePublished": report.published,
                        "publisher": _outlet(report.outlet),
                    }
                ),
            }
        )
        for report in saying.reports
        if report.act == "said" and report.form == "direct"
    ]


def _outlet(name: str | None) -> dict[str, Any] | None:
    return {"@type": "Organization", "name": one_line(name)} if name else None


def _known(values: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known: a machine takes an empty value for a fact."""
    return {name: value for name, value in values.items() if value is not None}
