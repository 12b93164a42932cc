"""The tables of the record as they are today. How a record comes to have them stands in ``migrations``.

Plain tables and no objects mapped onto them: the domain's frozen values are the only objects, and ``rows`` carries
them over. A test holds these tables and the migrations together.

Every stretch of text that a statement points at is one row of ``span``, with the words as they stood when it was
added. That is what lets ``audit`` compare, letter for letter, what is shown with what was published.

Keys are for joining and may change with each re-reading; ``public_id`` is what people cite, and stays.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, Table, Text, UniqueConstraint

HEAD = "0001"
"""The newest step of ``migrations``. Kept here too, so that opening an up-to-date record need not load Alembic."""

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _article_key(*, primary: bool = True) -> Column[int]:
    parent = ForeignKey("article.key", ondelete="CASCADE")
    return Column("article", Integer, parent, primary_key=primary, nullable=False)


setting = Table(
    "setting",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

article = Table(
    "article",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("public_id", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("sha256", Text, nullable=False),  # of the bytes
    Column("text_sha256", Text, nullable=False),  # of the text in UTF-8
    Column("title_sha256", Text),
    Column("reader", Text, nullable=False),
    Column("reader_version", Text, nullable=False),
    Column("model", Text),
    Column("title", Text),
    Column("title_apart", Boolean, nullable=False),
    Column("byline", Text),
    Column("outlet", Text),
    Column("url", Text),
    Column("published", Text),
    Column("modified", Text),
    Column("language", Text),
    Column("path", Text),
    Column("kind", Text, nullable=False),
    Column("revises", Integer, ForeignKey("article.key")),
    Column("added_at", Text, nullable=False),
    Column("read_at", Text, nullable=False),
    # Last, so that SQLite need not walk through it to the columns after it.
    Column("text", Text, nullable=False),
    UniqueConstraint("public_id"),
    UniqueConstraint("sha256", "id"),
    Index("ix_article_id", "id"),
    Index("ix_article_url", "url"),
    Index("ix_article_path", "path"),
    Index("ix_article_outlet", "outlet"),
    Index("ix_article_published", "published"),
    Index("ix_article_revises", "revises"),
)

# Apart from the article, so that nobody who looks through the articles has to move the bytes.
article_bytes = Table(
    "article_bytes",
    metadata,
    _article_key(),
    Column("compressed", LargeBinary, nullable=False),  # zlib, RFC 1950
)

article_meta = Table(
    "article_meta",
    metadata,
    _article_key(),
    Column("position", Integer, primary_key=True),
    Column("key", Text, nullable=False),
    Column("value", Text, nullable=False),  # JSON
    Index("ix_article_meta_key_value", "key", "value"),
)

article_warning = Table(
    "article_warning",
    metadata,
    _article_key(),
    Column("position", Integer, primary_key=True),
    Column("code", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("start", Integer),
    Column("stop", Integer),
    Index("ix_article_warning_code", "code"),
)

article_repair = Table(
    "article_repair",
    metadata,
    _article_key(),
    Column("position", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("at", Integer, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
)

article_turn = Table(
    "article_turn",
    metadata,
    _article_key(),
    Column("position", Integer, primary_key=True),
    Column("label_start", Integer, nullable=False),
    Column("label_stop", Integer, nullable=False),
    Column("speech_start", Integer, nullable=False),
    Column("speech_stop", Integer, nullable=False),
)

statement = Table(
    "statement",
    metadata,
    Column("key", Integer, primary_key=True),
    _article_key(primary=False),
    Column("public_id", Text, nullable=False),
    Column("id", Text, nullable=False),  # s1, s2 ... within its article
    Column("position", Integer, nullable=False),
    Column("field", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("cue_lemma", Text),
    Column("within", Text),
    Column("asserted_by", Text),
    Column("speaker_name", Text),
    Column("speaker_type", Text),
    Column("speaker_confidence", Float, nullable=False),
    Column("speaker_members", sa.JSON, nullable=False),
    Column("speaker_candidates", sa.JSON, nullable=False),
    Column("speaker_reason", Text, nullable=False),
    Column("speaker_description", Text),
    Column("said_on", Text),  # EDTF
    Column("said_from", Text),  # the first and last day it can mean; see days.py
    Column("said_to", Text),
    Column("said_reason", Text, nullable=False),
    Column("event", Text),
    Column("place", Text),
    Column("medium", Text),
    Column("addressee", Text),
    Column("source", Text, nullable=False),  # the words of the spans, joined: for people who read the table
    Column("content", Text, nullable=False),
    Column("search_words", Text, nullable=False),  # see folding.py
    Column("search_speaker", Text, nullable=False),
    UniqueConstraint("public_id"),
    UniqueConstraint("article", "id"),
    Index("ix_statement_speaker_name", "speaker_name"),
    Index("ix_statement_said_from", "said_from"),
)

span = Table(
    "span",
    metadata,
    Column("statement", Integer, ForeignKey("statement.key", ondelete="CASCADE"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("field", Text, nullable=False),  # which string of the article: text or title
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),  # "end" is a word of SQL's own
    Column("text", Text, nullable=False),
    sqlite_with_rowid=False,
)

figure = Table(
    "figure",
    metadata,
    _article_key(),
    Column("position", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("stop", Integer, nullable=False),
    Column("value", Float, nullable=False),
    Column("unit", Text),
    Column("of", Text),
    Column("statement", Text),  # s1, s2 ... within the article
)

failure = Table(
    "failure",
    metadata,
    Column("path", Text, primary_key=True),
    Column("code", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("next_step", Text),
    Column("sha256", Text),
    Column("failed_at", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("compressed", LargeBinary),
    Index("ix_failure_code", "code"),
)

ARTICLE_PARTS = (article_bytes, article_meta, article_warning, article_repair, article_turn, figure)
"""Tables whose rows belong to one article and are replaced with it; statements apart, which have parts of their own."""
