"""How long ``onrecord check`` takes for a draft of a hundred quotations, with an archive and with a million statements.

    python -m scores.check_speed STATEMENTS.jsonl [--statements 1000000] [--seed 1]

``STATEMENTS.jsonl`` is what ``onrecord extract`` wrote of the archive of the bench. The archive is indexed as it is;
then it is repeated, with other words in the place of one in three (the same one wherever it stands in a repetition),
until it holds so many statements. Wanted: under ten seconds. Both clocks are told, for a machine that is busy.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from onrecord.aligning import BORDER, words
from onrecord.checking import Files, check
from onrecord.checking.index import Segment, of_words
from onrecord.domain import Article, Extracted

from .bench_data import extracted
from .check import Made, altered, draft, shortened, told

QUOTATIONS = 100


def varied(segment: Segment, round_: int) -> Segment:
    """The same texts with other words in the place of one in three."""
    vocabulary, at = np.unique(np.asarray(segment.words), return_inverse=True)
    chance = np.random.default_rng(round_)
    other = np.where(chance.random(len(vocabulary)) < 1 / 3, chance.permutation(vocabulary), vocabulary)
    other[(vocabulary == BORDER) | (other == BORDER)] = vocabulary[(vocabulary == BORDER) | (other == BORDER)]
    return of_words(other[at].astype(np.uint32), segment.starts)


def quotations(articles: Sequence[Article], seed: int) -> list[Made]:
    """A hundred passages of the articles: word for word, cut, changed and put in another order, a quarter each."""
    chance = random.Random(seed)
    made: list[Made] = []
    while len(made) < QUOTATIONS:
        article = chance.choice(articles)
        found = words(article.text)
        length = chance.randrange(12, 30)
        at = chance.randrange(max(1, len(found) - length))
        passage = " ".join(article.text[found[at].start : found[min(len(found), at + length) - 1].end].split())
        if len(found) < 40 or set(passage) & set('"“”[]()…') or "..." in passage:
            continue
        sort = len(made) % 4
        if sort == 0:
            made.append(Made(passage, "verbatim"))
        elif sort == 1 and (cut := shortened(passage, chance)):
            made.append(Made(cut, "shortened"))
        elif sort == 2:
            made.append(Made(altered(passage, chance), "altered"))
        elif sort == 3:
            mixed = passage.split()
            chance.shuffle(mixed)
            made.append(Made(" ".join(mixed), "not-found"))
    return made


def measure(sources: Files, made: Sequence[Made]) -> None:
    """Check the draft and print how long it took and what was called wrongly."""
    size = sum(len(segment.words) for segment, _ in sources.segments)
    one = draft(made)
    wall, cpu = time.perf_counter(), time.process_time()
    quotes = check(one, sources, told=False).quotes
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    wrong = told(made, quotes)
    print(f"{size:,} words: {len(made)} quotations in {wall:.1f} s ({cpu:.1f} s of CPU), {len(wrong)} called wrongly")
    print("\n".join(wrong), flush=True)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure; the exit status is 0."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("statements_file", type=Path, metavar="STATEMENTS.jsonl")
    options.add_argument("--statements", type=int, default=1_000_000)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args(argv)
    found = list(extracted(given.statements_file))
    by_hash: dict[str, Extracted] = {one.article.sha256: one for one in found}
    begun = time.process_time()
    sources = Files([one.article for one in found], lambda article: by_hash[article.sha256], "the archive")
    number = sum(len(one.statements) for one in found)
    print(f"{len(found):,} articles, {number:,} statements, indexed in {time.process_time() - begun:.1f} s of CPU")
    made = quotations([one.article for one in found], given.seed)
    measure(sources, made)
    once = list(sources.segments)
    begun = time.process_time()
    for round_ in range(1, given.statements // number):
        sources.segments += [(varied(segment, round_), ids) for segment, ids in once]
    print(f"repeated to {given.statements:,} statements in {time.process_time() - begun:.1f} s of CPU", flush=True)
    measure(sources, made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
