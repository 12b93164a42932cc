"""What Datasette should know of a record: titles, the views to begin with, and what to keep out of the way.

``datasette onrecord.db -m metadata.json`` then shows three views (``statements``, ``articles``, ``speakers``; made by
the record's own migrations) with facets and descriptions; tables of the store's inner working are hidden, and so no
column of bytes is ever listed. https://docs.datasette.io/en/stable/metadata.html
"""

from __future__ import annotations

from typing import Any

from onrecord.record import schema

from .about import About

_STATEMENT = {
    "statement_id": "Public id: what to cite. It outlives re-reading.",
    "speaker": "The name that was worked out; empty where none was, and speaker_reason says why.",
    "said": "The words of the content; ' ... ' where the article puts something between.",
    "form": "direct: all in quotation marks; mixed: some; indirect: a paraphrase, in the article's own words.",
    "act": "said, or refused: would not say, condemn, comment, answer; kept silent.",
    "said_on": "Day, month, year or interval in EDTF; never more precise than the words.",
    "confidence": "The model's probability that content and source are both right.",
    "asserted_by": "Whose word it is that this was said.",
    "review": "unreviewed, reviewed (a person found it right) or edited; by whom and when stands beside it.",
}

HIDDEN = ("alembic_version", *schema.metadata.tables)
"""Tables of the store's inner working; the views show what is in them. Datasette itself hides those of an index."""


def metadata(name: str, about: About) -> dict[str, Any]:
    """The content of ``metadata.json``.

    Args:
        name: of the database in Datasette: the record's file without its ending.
        about: shown as the origin.
    """
    views = {
        "statements": {
            "title": "Statements",
            "description": "One row a statement: who said what, when, in what form, and where it stands.",
            "columns": _STATEMENT,
            "facets": ["speaker", "outlet", "form", "act", "review"],
            "sort_desc": "said_from",
        },
        "articles": {
            "title": "Articles",
            "description": "One row an article, without its text and bytes.",
            "facets": ["outlet", "language"],
            "sort_desc": "published",
        },
        "speakers": {
            "title": "Speakers",
            "description": "One row a name: how many statements, in how many articles and outlets, from when to when.",
            "facets": ["type"],
            "sort_desc": "statements",
        },
    }
    return {
        "title": "On record",
        "description": about.sentence(),
        "source": f"onrecord {about.package}",
        "databases": {name: {"tables": views | {table: {"hidden": True} for table in HIDDEN}}},
    }
