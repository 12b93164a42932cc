"""Sources in, a record out: the one place that knows reading, extraction, people, dates and the record together."""

from .adding import Event, Summary, add
from .pipeline import Extractor, extract, extract_article, extract_each, read_each
from .reckoning import Reckoning, reckon

__all__ = [
    "Event",
    "Extractor",
    "Reckoning",
    "Summary",
    "add",
    "extract",
    "extract_article",
    "extract_each",
    "read_each",
    "reckon",
]
