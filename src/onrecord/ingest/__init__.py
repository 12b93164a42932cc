"""Sources in, a record out: the one place that knows reading, extraction, people, dates and the record together."""

from .adding import Event, Summary, add
from .frame import extract_frame
from .limited import read_within
from .marked import Marked, marked_article, marked_statements, resolve_marked
from .pipeline import Extractor, extract, extract_article, extract_each, read_each, read_here, resolve_article
from .reckoning import Reckoning, reckon
from .rereading import read_again
from .taking import take

__all__ = [
    "Event",
    "Extractor",
    "Marked",
    "Reckoning",
    "Summary",
    "add",
    "extract",
    "extract_article",
    "extract_each",
    "extract_frame",
    "marked_article",
    "marked_statements",
    "read_again",
    "read_each",
    "read_here",
    "read_within",
    "reckon",
    "resolve_article",
    "resolve_marked",
    "take",
]
