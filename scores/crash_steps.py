"""What ``scores.crash`` does to a record step by step, in its own process and in one that it kills.

    python -m scores.crash_steps edit|match|remove|migrate RECORD SEED

Every step follows from the record as it is, the number of steps that were taken, and the seed. So a process that was
killed goes on with the step after the last one that the record holds, and ends where one that was left in peace ends.
"""

from __future__ import annotations

import random
import sys

import sqlalchemy as sa

from onrecord.errors import OnrecordError
from onrecord.ingest.people import update_people
from onrecord.ingest.sayings import update_sayings
from onrecord.record import Record, Wish, loading, open_record, schema

STEPS = {"edit": 40, "match": 0, "remove": 16, "migrate": 0}
"""How many steps a round has. Of ``match`` it is one run over the record; of ``migrate``, the opening of a record of an
earlier schema is all there is."""

_AT_ONCE = 5
"""Articles in a transaction of ``match``: in a small record there should be many of them."""

_DRAWS = 1000
_BY = {"who": "crash", "why": "tried"}


def taken(record: Record, what: str) -> int:
    """How many steps the record holds."""
    last = sa.func.max(schema.tombstone.c.removal if what == "remove" else schema.edit.c.id)
    with record._reading() as connection:
        return connection.execute(sa.select(last)).scalar_one() or 0


def settle(record: Record) -> None:
    """Work out people and sayings, as every command does before it asks for them."""
    update_people(record)
    update_sayings(record)


def forget_sayings(record: Record) -> None:
    """Leave a record as it was before its articles were gone through for sayings."""
    with record._writing() as connection:
        for table in (schema.saying, schema.saying_key, schema.saying_original, schema.article_sayings):
            connection.execute(table.delete())


def take(record: Record, what: str, step: int, seed: int) -> None:
    """Take one step: the first of those drawn by chance that the record allows."""
    chance = random.Random(f"{seed}:{step}")
    draw = _remove if what == "remove" else _edit
    for _ in range(_DRAWS):
        try:
            draw(record, chance)
        except OnrecordError:  # nothing would change by it, or two persons are one already
            continue
        settle(record)
        return
    raise RuntimeError(f"no {what} can be drawn from this record")


def _edit(record: Record, chance: random.Random) -> None:
    stored = chance.choice(list(record.selected()))
    own, other = (chance.choice([*stored.statement_ids.values(), "none"]) for _ in range(2))
    kind = chance.choice(("change", "change", "reject", "review", "add", "undo", "merge", "join"))
    if kind == "change":
        wish = Wish(speaker=f"Speaker {chance.randrange(9)}", day=f"2016-0{chance.randint(1, 9)}-11")
        record.edits.change(own, wish, **_BY)
    elif kind == "reject":
        record.edits.reject(own, **_BY)
    elif kind == "review":
        record.edits.review(own, **_BY)
    elif kind == "add":
        words = stored.extracted.article.text.split("\n")[0].split(" ")
        start = chance.randrange(max(1, len(words) - 4))
        record.edits.add(stored.id, Wish(content=" ".join(words[start : start + 4])), who=_BY["who"], why=_BY["why"])
    elif kind == "undo":
        record.edits.undo(chance.randrange(taken(record, "edit") + 1), **_BY)
    elif kind == "merge":
        record.persons.merge(*chance.sample([row.id or "" for row in record.people().items], 2), **_BY)
    else:
        record.sayings.join(own, other, **_BY)


def _remove(record: Record, chance: random.Random) -> None:
    if chance.randrange(4) == 0:
        person = chance.choice(record.people(limit=10).items)
        record.remove(person.id or "", reason="tried", who="crash", statements_only=True)
    else:
        record.remove(chance.choice([s.id for s in record.selected()]), reason="tried", who="crash")


def main() -> None:
    """Take all steps that are left, and tell each on a line when it is done."""
    what, path, seed = sys.argv[1], sys.argv[2], int(sys.argv[3])
    print("ready", flush=True)
    with open_record(path, create=False) as record:
        if what == "match":
            loading.BATCH = _AT_ONCE
            update_sayings(record)
        elif STEPS[what]:
            settle(record)
            for step in range(taken(record, what) + 1, STEPS[what] + 1):
                take(record, what, step, seed)
                print(step, flush=True)


if __name__ == "__main__":
    main()
