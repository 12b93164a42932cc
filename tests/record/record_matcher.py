"""Joins the reports of one saying, one article a transaction, until a test kills it: ``record_matcher.py RECORD``."""

from __future__ import annotations

import sys

from onrecord.ingest.sayings import update_sayings
from onrecord.record import loading, open_record

loading.BATCH = 1
with open_record(sys.argv[1]) as record:
    print("open", flush=True)
    update_sayings(record)
