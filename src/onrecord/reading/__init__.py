"""Bytes to Articles, a format a module: texts, pages, transcripts, wires, mails, tables, exports, scans, web
archives.

    find(paths) -> Source ... -> read_source(source) -> Article | ReadError ...
    Fetched ... -> read_fetched(fetched) -> Article | ReadError ...

The only place that cleans text: once, before the first offset is taken. Every change is kept with the Article as a
``Repair``, every doubt as a ``ReadingWarning``.
"""

from .given import Given
from .reader import holds_many, read, read_bytes, read_fetched, read_source
from .sniffing import READERS, is_web_archive
from .sources import MAX_BYTES, Source, find, is_address

__all__ = [
    "MAX_BYTES",
    "READERS",
    "Given",
    "Source",
    "find",
    "holds_many",
    "is_address",
    "is_web_archive",
    "read",
    "read_bytes",
    "read_fetched",
    "read_source",
]
