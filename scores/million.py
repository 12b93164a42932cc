"""A record of a million statements: how long a search takes in it, and what one more article costs.

    onrecord extract ../shared/bench/archive/articles-2016h1.jsonl.gz > archive.jsonl
    python -m scores.million archive.jsonl big.db [--statements 1000000] [--queries 200] [--seed 1]

The record is made of the articles of the bench archive, extracted once, repeated and varied: each repetition has other
words (of the same length, so that every span stands), other speakers, days and outlets. It goes in as ``onrecord add``
puts it in: ``Record.add``, then people and sayings brought up to date. A record that is there already is filled up.
Then some dozens of articles go in one by one, each with its people and sayings, and are timed; so is ``onrecord add``
itself, of a file of one sentence; and the same in a record of ten thousand statements, made in the same run.

Each query is one word and two filters taken from one statement of the record, so that there is something to find.
Beside it stands the bare query of the same word to SQLite's FTS5 (``ORDER BY rank LIMIT 20``), on the same file, in
the same run, one after the other. Facets are held against what SQL counts by itself, for the words on either side of
the number up to which they are exact.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from onrecord.ingest.people import update_people
from onrecord.ingest.sayings import update_sayings
from onrecord.record import Query, Record, folding, open_record
from onrecord.record.schema import article as article_table
from onrecord.record.schema import statement as statement_table
from onrecord.record.search import COUNTED

from .bench_data import extracted
from .speed import measure, onrecord
from .varied import Varied

_EARLY = 10_000
_FOLDER, _SINGLY, _COMMANDS = 500, 60, 5
_clock = time.perf_counter
_COMMON = ("people", "government", "say", "would", "the")


# --- filling ---------------------------------------------------------------------------------------------------------


class Cost(NamedTuple):
    """What one more article takes.

    Attributes:
        stored, people, sayings: milliseconds, to be stored and to have its people and its sayings worked out.
        command: seconds, of ``onrecord add`` for a file of one sentence.
    """

    stored: float
    people: float
    sayings: float
    command: float

    @property
    def whole(self) -> float:
        """Milliseconds within the record."""
        return self.stored + self.people + self.sayings


def fill(path: Path, varied: Varied, wanted: int) -> None:
    """Add articles as from folders until there are ``wanted`` statements, going on where an earlier run ended."""
    with open_record(path) as record:
        number = record.stats().statements
        for place, one in enumerate(varied.after(record.texts.days().articles), 1):
            if number < wanted:
                number += record.add(one).statements
            if place % _FOLDER == 0 or number >= wanted:
                update_people(record)
                update_sayings(record)
                print(f"  {number:,} statements", flush=True)
            if number >= wanted:
                return


def one_more(path: Path, varied: Varied) -> Cost:
    """What one more article takes, the middle of some."""
    spent = []
    with open_record(path) as record:
        for one in itertools.islice(varied.after(record.texts.days().articles), _SINGLY):
            begun = _clock()
            record.add(one)
            stored = _clock()
            update_people(record)
            people = _clock()
            update_sayings(record)
            spent.append((stored - begun, people - stored, _clock() - people))
    stored_in, people_in, sayings_in = (1000 * statistics.median(times) for times in zip(*spent, strict=True))
    return Cost(stored_in, people_in, sayings_in, _command(str(path)))


def _command(path: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        spent = []
        for number in range(_COMMANDS):
            file = Path(folder, f"{number}-{time.time_ns()}.txt")
            file.write_text(f"“We will wait for report {time.time_ns()},” Ana Reyes said.\n", encoding="utf-8")
            spent.append(measure(onrecord("add", str(file), "--record", path)))
    return statistics.median(one.wall if _clock is time.perf_counter else one.cpu for one in spent)


# --- asking ----------------------------------------------------------------------------------------------------------


class Asked(NamedTuple):
    """One word, and with it two filters."""

    word: str
    query: Query


def drawn(record: Record, number: int, seed: int) -> list[Asked]:
    """Queries that find something: a word and two filters of statements drawn by chance."""
    chance = random.Random(seed)
    with record._engine.connect() as connection:
        last = connection.execute(sa.select(sa.func.max(statement_table.c.key))).scalar_one()
        found: list[Asked] = []
        while len(found) < number:
            row = connection.execute(
                sa.select(statement_table, article_table.c.outlet)
                .join(article_table, article_table.c.key == statement_table.c.article)
                .where(statement_table.c.key == chance.randint(1, last))
            ).first()
            words = [word for word in row.search_words.split() if len(word) >= 5] if row else []
            if row is None or not words or not row.speaker_name or not row.said_from:
                continue
            filters = {
                "speaker": row.speaker_name.split()[-1],
                "outlet": row.outlet,
                "after": row.said_from[:4],
                "form": row.form,
            }
            two = dict(chance.sample(sorted(filters.items()), 2))
            word = chance.choice(words)
            found.append(Asked(word, Query(word, **two)))
    return found


def milliseconds(work: Callable[..., object], *given: object) -> float:
    """How long it takes, by the clock that was chosen."""
    begun = _clock()
    work(*given)
    return 1000 * (_clock() - begun)


def bare(file: sqlite3.Connection, word: str) -> list[tuple[int]]:
    """What FTS5 finds by itself."""
    order = "SELECT rowid FROM statement_fts WHERE statement_fts MATCH ? ORDER BY rank LIMIT 20"
    return file.execute(order, (f'search_words : "{folding.stem(word)}"',)).fetchall()


def told(name: str, times: Sequence[float]) -> float:
    """Print how long something took; gives the 95th percentile."""
    ordered = sorted(times)
    p95 = ordered[int(0.95 * (len(ordered) - 1))]
    print(f"{name:34s} p50 {statistics.median(ordered):7.1f} ms   p95 {p95:7.1f} ms   most {ordered[-1]:7.1f} ms")
    return p95


def ask(record: Record, path: Path, number: int, seed: int) -> tuple[float, float]:
    """Measure; gives the 95th percentiles of our search and of the bare one."""
    queries = drawn(record, number, seed)
    file = sqlite3.connect(path)
    file.execute("PRAGMA cache_size = -65536")  # as our own connections have it
    for one in queries:  # so that neither pays for the other's reading of the file
        bare(file, one.word)
        record.search(one.query)
    ours, theirs, alone, faceted = [], [], [], []
    for one in queries:
        theirs.append(milliseconds(bare, file, one.word))
        ours.append(milliseconds(record.search, one.query))
        alone.append(milliseconds(record.search, Query(one.word)))
        faceted.append(milliseconds(record.facets, one.query))
    base = told("FTS5 alone, one word", theirs)
    mine = told("onrecord, the word and two filters", ours)
    told("onrecord, the word alone", alone)
    told("facets of the word and two filters", faceted)
    for word in _COMMON:
        theirs = [milliseconds(bare, file, word) for _ in range(3)]
        ours = [milliseconds(record.search, Query(word)) for _ in range(3)]
        found = record.search(Query(word))
        how_many = f"{found.total:,}" if found.exact else f"at least {found.total:,}"
        print(f"  {word!r}, {how_many} hits: FTS5 {min(theirs):.0f} ms, onrecord {min(ours):.0f} ms")
    file.close()
    return mine, base


# --- facets ----------------------------------------------------------------------------------------------------------


def facets_hold(record: Record, path: Path) -> bool:
    """Whether facets are what SQL counts by itself: of words on both sides of the greatest number that is exact."""
    file = sqlite3.connect(path)
    file.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'statement_fts', 'col')")
    near = "SELECT term, doc FROM temp.words WHERE col = 'search_words' AND length(term) > 3 AND doc "
    below = file.execute(f"{near} <= ? ORDER BY doc DESC LIMIT 4", (COUNTED,)).fetchall()
    above = file.execute(f"{near} > ? ORDER BY doc LIMIT 4", (COUNTED,)).fetchall()
    spent, kept = [], True
    for word, number in (*below, *above):
        query = Query(f'"{word}"')
        found = record.facets(query)
        spent.append(milliseconds(record.facets, query))
        hits = (f'search_words : "{folding.stem(word)}"',)
        group = "SELECT form, count(*) FROM statement WHERE key IN (%s) GROUP BY form"
        forms = dict(file.execute(group % "SELECT rowid FROM statement_fts WHERE statement_fts MATCH ?", hits))
        exact = number <= COUNTED
        kept &= found.exact == exact and found.hits == min(sum(forms.values()), COUNTED)
        kept &= all(forms[f.value] == f.count if exact else forms[f.value] >= f.count for f in found.forms)
    numbers = ", ".join(f"{number:,}" for _, number in (*below, *above))
    print(f"facets of words with {numbers} hits: {'as' if kept else 'NOT as'} SQL counts them; ", end="")
    print(f"most {max(spent):.0f} ms")
    file.close()
    return kept


def _costs_alike(path: Path, varied: Varied, wanted: int) -> bool:
    """Fill the record, and hold what one more article takes against what it takes at ten thousand statements."""
    with tempfile.TemporaryDirectory() as folder:
        costs = []
        for record, number in ((Path(folder, "early.db"), _EARLY), (path, wanted)):
            fill(record, varied, number)
            cost = one_more(record, varied)
            costs.append(cost)
            parts = f"stored in {cost.stored:.1f}, people {cost.people:.1f}, sayings {cost.sayings:.1f}"
            print(f"one more article at {number:,} statements: {cost.whole:.1f} ms ({parts}); ", end="")
            print(f"`onrecord add` of one sentence {cost.command:.2f} s", flush=True)
    first, last = costs
    return last.whole <= 2 * first.whole and last.command <= 2 * first.command


def main(argv: Sequence[str] | None = None) -> int:
    """Makes the record where there is none, and measures; exit status 1 where a promise is not kept."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("archive", type=Path, help="what `onrecord extract` wrote of the bench archive")
    options.add_argument("record", type=Path, help="the record to make, or to measure")
    options.add_argument("--statements", type=int, default=1_000_000)
    options.add_argument("--queries", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--cpu", action="store_true", help="count the time of this process, on a machine that is busy")
    given = options.parse_args(argv)
    if given.cpu:
        global _clock  # noqa: PLW0603  # one clock for the whole program
        _clock = time.process_time
    varied = Varied(list(extracted(given.archive)))
    kept = _costs_alike(given.record, varied, given.statements)
    with open_record(given.record, create=False) as record:
        stats = record.stats()
        print(f"{stats.statements:,} statements of {stats.articles:,} articles, {stats.bytes / 1e9:.2f} GB")
        ours, bare_ = ask(record, given.record, given.queries, given.seed)
        kept &= facets_hold(record, given.record)
    kept &= ours <= min(3 * bare_, 100)
    print("kept" if kept else "NOT KEPT", "(3 times FTS5 alone, 100 ms, exact facets, twice the cost of an article)")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
