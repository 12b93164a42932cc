"""The tables of the record as they are today. How a record comes to have them stands in ``migrations``.

Plain tables and no objects mapped onto them: the domain's frozen values are the only objects, and ``rows`` carries
them over. A test holds these tables and the migrations together.

Every stretch of text that a statement points at is one row of ``span``, with the words as they stood when it was
added. That is what lets ``audit`` compare, letter for letter, what is shown with what was published.

Keys are for joining and may change with each re-reading; ``public_id`` is what people cite, and stays.

SQLite and PostgreSQL have the same tables. What they do not share, the index of words, each of them makes and knows
for itself (``sqlite``, ``postgresql``).

The tables of people stand in ``schema_people``, those of known people in ``schema_known``, those of users in
``schema_accounts``, those of what is followed in ``schema_feeds``; the package loads them with this.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, Table, UniqueConstraint

from .stored_text import Text

HEAD = "0013"
"""The newest step of ``migrations``. Kept here too, so that opening an up-to-date record need not load Alembic."""

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def owner(table: str, column: str = "", *, primary: bool = True) -> Column[int]:
    """The column by which a row belongs to one of ``table``, with which it goes; of the table's name if not said."""
    parent = ForeignKey(f"{table}.key", ondelete="CASCADE")
    return Column(column or table, Integer, parent, primary_key=primary, nullable=False)


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
    Index("ix_article_added_at", "added_at"),
)

# Apart from the article, so that nobody who looks through the articles has to move the bytes.
article_bytes = Table(
    "article_bytes",
    metadata,
    owner("article"),
    Column("compressed", LargeBinary, nullable=False),  # zlib, RFC 1950
)

# The words of headline and text as search sees them: a table of its own, so that a list of articles need not move them.
article_search = Table(
    "article_search",
    metadata,
    owner("article"),
    Column("search_words", Text, nullable=False),
)

article_meta = Table(
    "article_meta",
    metadata,
    owner("article"),
    Column("position", Integer, primary_key=True),
    Column("key", Text, nullable=False),
    Column("value", Text, nullable=False),  # JSON
    # PostgreSQL takes no more than some 2,700 bytes of a value into an index that keeps order.
    Index("ix_article_meta_value", "value", postgresql_using="hash"),
)

article_warning = Table(
    "article_warning",
    metadata,
    owner("article"),
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
    owner("article"),
    Column("position", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("at", Integer, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
)

article_turn = Table(
    "article_turn",
    metadata,
    owner("article"),
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
    owner("article", primary=False),
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
    Column("manner", Text),
    Column("cue_class", Text),
    Column("search_outlet", Text, nullable=False, server_default=""),
    Column("search_facts", Text, nullable=False, server_default=""),  # see rows.searched_facts
    Column("sort_day", Text, nullable=False, server_default=""),  # said_from, or nothing: backwards, the newest first
    # What people decided of it, as applying.py works it out; all NULL where nobody did.
    Column("review", Text),  # reviewed, edited
    Column("reviewed_by", Text),
    Column("reviewed_at", Text),
    Column("reviewed_why", Text),
    Column("was", sa.JSON(none_as_null=True)),  # pairs: what was changed, and what the model had there
    Column("since", Text),  # when an edit put it there; NULL where it was read so
    UniqueConstraint("public_id"),
    UniqueConstraint("article", "id"),
    Index("ix_statement_speaker_name", "speaker_name"),
    Index("ix_statement_sort_day_public_id", "sort_day", "public_id"),
    Index("ix_statement_review", "review"),
)

span = Table(
    "span",
    metadata,
    owner("statement"),
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
    owner("article"),
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

# What people decided; never changed but for undone_by, never deleted. See edits.py.
edit = Table(
    "edit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("target", Text, nullable=False),  # public id of what it is about, as it was then
    Column("payload", sa.JSON, nullable=False),
    Column("who", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("undone_by", Integer, ForeignKey("edit.id")),
    Index("ix_edit_target", "target"),
)

# Where each edit of a statement holds: in its article, and in every version that revises it. See applying.py.
edit_anchor = Table(
    "edit_anchor",
    metadata,
    Column("edit", Integer, ForeignKey("edit.id", ondelete="CASCADE"), primary_key=True),
    owner("article"),
    Column("statement", Text),  # public id; NULL where it holds on none
    Column("how", Text, nullable=False),
    Column("why", Text, nullable=False),
    Index("ix_edit_anchor_article", "article"),
    Index("ix_edit_anchor_how", "how"),
)

# What the model found in an article that people edited, as JSON: the article's rows are this with the edits on top.
original = Table(
    "original",
    metadata,
    owner("article"),
    Column("statements", sa.JSON, nullable=False),
    Column("figures", sa.JSON, nullable=False),
)

# What was removed for good, by hashes alone, so that it is known again when it comes back. See tombstones.py.
tombstone = Table(
    "tombstone",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("removal", Integer, nullable=False),  # the rows of one removal have one number
    Column("what", Text, nullable=False),  # bytes, words, address, id; name of a person
    Column("sha256", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("removed_on", Text, nullable=False),
    Index("ix_tombstone_sha256", "sha256"),
)

# What a statement and an article's facts were before a re-reading, a newer model or an edit changed them, as far as can
# be counted by. Triggers of the store write these rows (migration 0004), and past.py reads them.
past_article = Table(
    "past_article",
    metadata,
    Column("key", Integer, primary_key=True),
    owner("article", primary=False),
    Column("since", Text, nullable=False),  # when it was read so, and until when that held; UTC
    Column("until", Text, nullable=False),
    Column("public_id", Text, nullable=False),
    Column("outlet", Text),
    Column("published", Text),
    Column("language", Text),
    Column("model", Text),
    *(Column(n, Text, nullable=False, server_default="") for n in ("text_sha256", "reader", "reader_version")),
    Index("ix_past_article_article", "article"),
    Index("ix_past_article_until", "until"),
)

past_statement = Table(
    "past_statement",
    metadata,
    Column("key", Integer, primary_key=True),
    owner("article", primary=False),
    Column("since", Text, nullable=False),
    Column("until", Text, nullable=False),
    Column("public_id", Text, nullable=False),
    Column("position", Integer, nullable=False),
    *(Column(name, Text, nullable=False) for name in ("field", "act", "form")),
    Column("confidence", Float, nullable=False),
    *(Column(name, Text) for name in ("manner", "cue_lemma", "cue_class", "within", "asserted_by", "speaker_name")),
    *(Column(name, Text) for name in ("speaker_type", "said_on", "said_from", "said_to")),
    *(Column(name, Text, nullable=False) for name in ("content", "search_words", "search_speaker", "search_outlet")),
    *(Column(name, Text, nullable=False) for name in ("search_facts", "sort_day")),
    Index("ix_past_statement_article", "article"),
    Index("ix_past_statement_until", "until"),
)

# One thing said once, in two or more reports; a statement that is the only report of what it says is in none. Kept up
# to date by triggers (migration 0006) and sayings.py.
saying = Table(
    "saying",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("public_id", Text, nullable=False),  # of its first report
    Column("first_day", Text, nullable=False),  # of publication of that
    Column("reports", Integer, nullable=False),
    Column("waits", Boolean, nullable=False),  # for being grouped anew, since a report went
    Index("ix_saying_public_id", "public_id"),
    Index("ix_saying_waits", "waits"),
    Index("ix_saying_reports", "reports"),
)

saying_report = Table(
    "saying_report",
    metadata,
    owner("statement"),
    owner("saying", primary=False),
    Column("since", Text, nullable=False, server_default=""),  # when it came to it; UTC
    Index("ix_saying_report_saying", "saying"),
)

# Which saying a statement was a report of before. Triggers of the store write these rows (migration 0007).
past_report = Table(
    "past_report",
    metadata,
    Column("key", Integer, primary_key=True),
    owner("article", primary=False),
    Column("saying", Integer, nullable=False),  # its key then
    Column("public_id", Text, nullable=False),  # of the statement
    Column("since", Text, nullable=False),
    Column("until", Text, nullable=False),
    Index("ix_past_report_article", "article"),
    Index("ix_past_report_until", "until"),
)

# By what statements find their like; see ``onrecord.matching.keys``.
saying_key = Table(
    "saying_key",
    metadata,
    Column("hash", sa.BigInteger, primary_key=True),
    Column("day", Integer, primary_key=True),  # ordinal of the day of publication; 0 where unknown
    owner("statement"),
    Index("ix_saying_key_statement", "statement"),
    sqlite_with_rowid=False,
)

# Where in a transcript the words of a statement stand: code points of the transcript's text.
saying_original = Table(
    "saying_original",
    metadata,
    owner("statement"),
    owner("statement", "turn", primary=False),
    *(Column(name, Integer, nullable=False) for name in ("start", "stop", "words", "of")),
    Column("apart", Integer, nullable=False),  # days from being spoken to being printed
    Index("ix_saying_original_turn", "turn"),
)

# Which articles were gone through for sayings, and by which version of the rules.
article_sayings = Table(
    "article_sayings",
    metadata,
    owner("article"),
    Column("rules", Text, nullable=False),
)

ARTICLE_PARTS = (article_bytes, article_search, article_meta, article_warning, article_repair, article_turn, figure)
"""Tables whose rows belong to one article and are replaced with it; statements apart, which have parts of their own."""
