"""A record of a million statements: how long a search takes in it, and what one more article costs.

    onrecord extract ../shared/bench/archive/articles-2016h1.jsonl.gz > archive.jsonl
    python -m scores.million archive.jsonl big.db [--statements 1000000] [--queries 200] [--seed 1]

The record is made of the articles of the bench archive, extracted once, repeated and varied: each repetition has other
words (of the same length, so that every span stands), other speakers, days and outlets. It goes in through
``Record.add``, as an article from a reader does. A record that is there already is only measured.

Each query is one word and two filters taken from one statement of the record, so that there is something to find.
Beside it stands the bare query of the same word to SQLite's FTS5 (``ORDER BY rank LIMIT 20``), on the same file, in
the same run, one after the other.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import random
import re
import sqlite3
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from onrecord.domain import Article, Extracted, Statement, When
from onrecord.record import Query, Record, folding, open_record
from onrecord.record.schema import article as article_table
from onrecord.record.schema import statement as statement_table

from .bench_data import extracted

_WORD = re.compile(r"[A-Za-z]{4,}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PEOPLE, _OUTLETS = 20_000, 300
_EARLY = 10_000
_clock = time.perf_counter
_COMMON = ("people", "government", "say", "would", "the")


class Varied:
    """The articles of one file, repeated and varied without end, the same on every run.

    Args:
        articles: extracted once.
    """

    def __init__(self, articles: Sequence[Extracted]) -> None:
        self._articles = articles
        words: dict[int, set[str]] = defaultdict(set)
        for one in articles:
            for word in _WORD.findall(one.article.text):
                words[len(word)].add(word.lower())
        self._words = {length: sorted(found) for length, found in words.items()}

    def __iter__(self) -> Iterator[Extracted]:
        round_ = 0
        while True:
            for one in self._articles:
                yield self._vary(one, round_)
            round_ += 1

    def _vary(self, whole: Extracted, round_: int) -> Extracted:
        article = whole.article
        changed = self._article(article, round_)
        statements = tuple(self._statement(one, round_) for one in whole.statements if one.field == "text")
        kept = {one.id for one in statements}
        nested = tuple(one if one.within in kept else dataclasses.replace(one, within=None) for one in statements)
        return Extracted(changed, nested, (), whole.model)

    def _article(self, article: Article, round_: int) -> Article:
        text = _WORD.sub(lambda found: self._other(found[0], round_), article.text) if round_ else article.text
        raw = text.encode()
        return dataclasses.replace(
            article,
            id=f"{article.id}-{round_}",
            url=f"https://archive.example/{article.id}/{round_}",
            path=f"archive/{round_}/{article.id}.txt",
            outlet=f"{_made_up(_number(article.outlet or article.id, round_) % _OUTLETS)} Courier",
            published=_moved(article.published, round_),
            modified=None,
            text=text,
            raw=raw,
            sha256=hashlib.sha256(raw + article.id.encode()).hexdigest(),
            warnings=(),
            repairs=(),
            turns=(),
        )

    def _other(self, word: str, round_: int) -> str:
        """Another word of the same length in the place of one in three, the same one wherever it stands."""
        number = _number(word.lower(), round_)
        if number % 3:
            return word
        choices = self._words[len(word)]
        other = choices[number // 3 % len(choices)]
        return other.capitalize() if word[0].isupper() else other

    @staticmethod
    def _statement(statement: Statement, round_: int) -> Statement:
        speaker, said = statement.speaker, statement.said_on
        name = speaker.name and _person(speaker.name, round_)
        return dataclasses.replace(
            statement,
            speaker=dataclasses.replace(speaker, name=name),
            said_on=When(_moved(said.edtf, round_), said.reason, said.evidence),
            event=None,
            place=None,
            medium=None,
            addressee=None,
        )


def _number(text: str, round_: int) -> int:
    return int.from_bytes(hashlib.blake2b(f"{round_}:{text}".encode(), digest_size=6).digest())


def _made_up(number: int) -> str:
    """A word of consonants and vowels for each number."""
    syllables = [f"{c}{v}" for c in "bdfgklmnprstvz" for v in "aeiou"]
    word = ""
    for _ in range(3):
        number, rest = divmod(number, len(syllables))
        word += syllables[rest]
    return word.capitalize()


def _person(name: str, round_: int) -> str:
    # A few speak most, as in the news: squared, small numbers come oftener.
    share = _number(name, round_) / 2**48
    number = int(share * share * _PEOPLE)
    return f"{_made_up(number % 400)} {_made_up(number + 7_000)}"


def _moved(day: str | None, round_: int) -> str | None:
    """A day some years away; anything less plain than a day stays as it is."""
    if day is None or not _DAY.fullmatch(day):
        return day
    return (date.fromisoformat(day) - timedelta(days=181 * (round_ % 24))).isoformat()


# --- filling ---------------------------------------------------------------------------------------------------------


def fill(record: Record, articles: Iterator[Extracted], wanted: int) -> dict[str, float]:
    """Add articles until there are ``wanted`` statements.

    Returns:
        seconds an article took in the middle, by how many statements there were: the first ten thousand, and the last.
    """
    number = 0
    spent: list[tuple[int, float]] = []
    while number < wanted:
        one = next(articles)
        begun = _clock()
        number += record.add(one).statements
        spent.append((number, _clock() - begun))
        if len(spent) % 2_000 == 0:
            print(f"  {number:,} statements in {len(spent):,} articles", flush=True)
    early = [seconds for at, seconds in spent if _EARLY * 0.8 < at <= _EARLY * 1.2]
    late = [seconds for at, seconds in spent if at > wanted - 0.4 * _EARLY]
    return {f"{_EARLY:,}": statistics.median(early), f"{number:,}": statistics.median(late)}


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
    kept = True
    if not given.record.exists():
        articles = Varied(list(extracted(given.archive)))
        with open_record(given.record) as record:
            spent = fill(record, iter(articles), given.statements)
            (early, first), (late, last) = spent.items()
            print(f"one article: {1000 * first:.1f} ms at {early} statements, {1000 * last:.1f} ms at {late}")
            kept &= last <= 2 * first
    with open_record(given.record, create=False) as record:
        stats = record.stats()
        print(f"{stats.statements:,} statements of {stats.articles:,} articles, {stats.bytes / 1e9:.2f} GB")
        ours, bare_ = ask(record, given.record, given.queries, given.seed)
    kept &= ours <= min(3 * bare_, 100)
    print("kept" if kept else "NOT KEPT", "(at most 3 times FTS5 alone, 100 ms, and twice the cost of an article)")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
