"""The store: schema, migrations, search and audit; SQLite and PostgreSQL, one promise."""

from .answers import (
    Added,
    AddedStatus,
    ArticleHit,
    ArticleRow,
    AuditReport,
    FacetCount,
    Facets,
    Failure,
    Finding,
    Heard,
    Hit,
    Identity,
    Month,
    Orphan,
    Page,
    PersonRow,
    Printed,
    Said,
    Stats,
    StoredArticle,
)
from .counting_face import Counts
from .counts import APART, DIMENSIONS, UNITS, Asked, Cell, Count, CountRow
from .language import parse_query
from .manifest import Manifest
from .opening import Examined, examine, open_record
from .query import Query
from .recounting import Change, Recount
from .removal import Removal
from .revisions import Revision, Reworded
from .sampling import Drawn
from .statement_edits import Wish
from .store import Record
from .tombstones import Tombstone

__all__ = [
    "APART",
    "DIMENSIONS",
    "UNITS",
    "Added",
    "AddedStatus",
    "ArticleHit",
    "ArticleRow",
    "Asked",
    "AuditReport",
    "Cell",
    "Change",
    "Count",
    "CountRow",
    "Counts",
    "Drawn",
    "Examined",
    "FacetCount",
    "Facets",
    "Failure",
    "Finding",
    "Heard",
    "Hit",
    "Identity",
    "Manifest",
    "Month",
    "Orphan",
    "Page",
    "PersonRow",
    "Printed",
    "Query",
    "Record",
    "Recount",
    "Removal",
    "Revision",
    "Reworded",
    "Said",
    "Stats",
    "StoredArticle",
    "Tombstone",
    "Wish",
    "examine",
    "open_record",
    "parse_query",
]
