"""The store: schema, migrations, search and audit. SQLite now; PostgreSQL is to keep the same promise."""

from .answers import (
    Added,
    AddedStatus,
    ArticleRow,
    AuditReport,
    Failure,
    Finding,
    Hit,
    Page,
    PersonRow,
    Stats,
    StoredArticle,
)
from .opening import open_record
from .query import Query
from .store import Record

__all__ = [
    "Added",
    "AddedStatus",
    "ArticleRow",
    "AuditReport",
    "Failure",
    "Finding",
    "Hit",
    "Page",
    "PersonRow",
    "Query",
    "Record",
    "Stats",
    "StoredArticle",
    "open_record",
]
