"""The persons with most statements, each with all names joined in it and why: to be looked at by eye.

    python -m scores.persons STATEMENTS.jsonl [--top 100] [--shuffled] [--record FILE]

STATEMENTS is what ``onrecord extract`` wrote; of the bench's archive, 1,744 articles, that takes the model about twenty
minutes. What to look for: no person twice, no two persons in one. With --shuffled the articles are added in another
order, a few at a time, and the persons compared.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from onrecord.domain import Extracted, Person
from onrecord.ingest.people import update_people
from onrecord.record import Record, open_record

from .bench_data import extracted


def main(argv: Sequence[str] | None = None) -> int:
    """Adds the statements to a record, joins the people, prints them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("statements", type=Path, help="what `onrecord extract` wrote")
    parser.add_argument("--top", type=int, default=100, help="how many persons to print")
    parser.add_argument("--shuffled", action="store_true", help="add in another order too, and compare")
    parser.add_argument("--record", type=Path, help="keep the record here")
    given = parser.parse_args(argv)
    found = list(extracted(given.statements))
    with tempfile.TemporaryDirectory() as folder:
        with open_record(given.record or Path(folder, "a.db")) as record:
            _fill(record, found, len(found))
            _print(record, given.top)
            before = _all(record)
        if given.shuffled:
            random.Random(4).shuffle(found)
            with open_record(Path(folder, "b.db")) as record:
                _fill(record, found, 100)
                same = _all(record) == before
            print(f"\nAdded in another order, 100 at a time: {'the same persons' if same else 'OTHER PERSONS'}")
            return 0 if same else 1
    return 0


def _fill(record: Record, found: Sequence[Extracted], at_once: int) -> None:
    joining = 0.0
    for at in range(0, len(found), at_once):
        for one in found[at : at + at_once]:
            record.add(one)
        begun = time.process_time()
        update_people(record)
        joining += time.process_time() - begun
    stated = sum(len(e.statements) for e in found)
    print(f"{len(found):,} articles, {stated:,} statements; people joined in {joining:.1f} CPU seconds")


def _all(record: Record) -> list[Person]:
    return sorted((record.persons.named(row.id or "") for row in record.people(limit=10_000).items), key=lambda p: p.id)


def _print(record: Record, top: int) -> None:
    page = record.people(limit=top)
    print(f"{page.total:,} persons\n")
    for place, row in enumerate(page.items, 1):
        person = record.persons.named(row.id or "")
        offices = ", ".join(f"{o.title} ({o.articles})" for o in person.offices[:4])
        kind = "" if person.type == "person" else f"  [{person.type}]"
        short = "  surname only" if person.short else ""
        print(f"{place:4} {row.statements:5}  {person.name}{kind}{short}{'  ' + offices if offices else ''}")
        for alias in person.aliases if row.names > 1 else ():
            mark = " " if alias.sure else "~"
            print(f"           {mark} {alias.articles:4} articles  {alias.name}  {alias.why}")
        if person.candidates:
            print(f"             could be: {'; '.join(person.candidates)}")


if __name__ == "__main__":
    sys.exit(main())
