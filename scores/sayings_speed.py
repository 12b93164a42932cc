"""What matching costs a statement as a record grows.

usage: python -m scores.sayings_speed RECORD [--keys N]

RECORD holds articles whose sayings were not worked out yet (a copy; it is changed). They are gone through fifty at a
time, and the processor time of each step is told, per statement. With ``--keys``, N keys of imagined statements are put
in the index first, as a record of N / 7.5 statements has them: what grows with the record is the index.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import time
from typing import cast

from onrecord import matching
from onrecord.record import open_record, saying_joining
from onrecord.record.saying_telling import Rules


def pad(path: str, number: int) -> None:
    """Put ``number`` keys of no statement in the index, in the order of their hashes."""
    chance = random.Random(1)
    hashes = sorted(chance.getrandbits(63) for _ in range(number))
    connection = sqlite3.connect(path)
    days = [735600 + chance.randrange(1500) for _ in range(997)]
    rows = ((one, days[place % 997], 10**9 + place // 7) for place, one in enumerate(hashes))
    connection.executemany("INSERT INTO saying_key (hash, day, statement) VALUES (?, ?, ?)", rows)
    connection.commit()
    connection.close()


def main() -> None:
    """Measure, and print a line for each step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record")
    parser.add_argument("--keys", type=int, default=0)
    parser.add_argument("--steps", type=int, default=10**6)
    asked = parser.parse_args()
    open_record(asked.record, create=False).close()  # brings an older record up to date
    if asked.keys:
        pad(asked.record, asked.keys)
    done = 0
    with open_record(asked.record, create=False) as record:
        for _ in range(asked.steps):
            began = time.process_time()
            with record._writing() as connection:
                if not saying_joining.go_through(connection, cast("Rules", matching)):
                    break
            took = time.process_time() - began
            query = "SELECT count(*) FROM statement JOIN article_sayings ON article_sayings.article = statement.article"
            with record._reading() as connection:
                number = connection.exec_driver_sql(query).scalar_one()
            print(f"{number:>9,} statements: {1e6 * took / max(number - done, 1):6.0f} µs each", flush=True)
            done = number


if __name__ == "__main__":
    main()
