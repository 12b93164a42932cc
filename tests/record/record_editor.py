"""Edits a record or removes from it until a test kills it: ``record_editor.py RECORD edit|remove``."""

from __future__ import annotations

import itertools
import sys

from onrecord.record import Query, Wish, open_record

path, what = sys.argv[1:]
with open_record(path) as record:
    print("open", flush=True)
    for turn in itertools.count() if what == "edit" else ():
        hits = record.search(Query("count", limit=100)).items
        own = hits[turn % len(hits)]
        if turn % 3 == 0:
            record.edits.change(own.id, Wish(speaker=f"Speaker {turn}", day="2031-05-02"), who="ada", why="tried")
        elif turn % 3 == 1:
            made = record.edits.reject(own.id, who="ada", why="tried")
        else:
            record.edits.undo(made.id, who="ada", why="tried")
    for number in range(100) if what == "remove" else ():
        record.remove(f"a{number}", reason="tried", who="ada")
