"""A process of its own that adds articles to a record: ``record_adder.py RECORD FIRST LAST``. Tests kill it."""

from __future__ import annotations

import sys

import record_builders

from onrecord.record import open_record

path, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
with open_record(path) as record:
    print("open", flush=True)
    for extracted in record_builders.many(last)[first:]:
        article = extracted.article
        if not record.has(article.sha256, article.reader, article.reader_version, extracted.model):
            record.add(extracted)
