"""How long ``onrecord check`` takes for a draft of a hundred quotations against a record, such as one of a million.

    python -m scores.million ARCHIVE.jsonl RECORD        # makes one; see there
    python -m scores.check_speed RECORD [--seed 1]

The quotations are passages of the record's own articles, word for word, cut, changed and put in another order, a
quarter each; the draft is a file like any other. Timed are the check by itself, with what it called wrongly, and the
whole command on a core of its own, from its start to its last line: it reads the draft, takes its statements out and
opens the record and the index, too. The index is made before, and told apart: a record pays for it once.

Exit status 1 where a quotation is called wrongly or the command takes ten seconds or more of the core.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from onrecord.aligning import words
from onrecord.checking import Stored, check
from onrecord.domain import Article
from onrecord.record import open_record

from .check import Made, altered, draft, shortened, told
from .speed import measure, onrecord

QUOTATIONS = 100
_WANTED = 10.0  # seconds
_DRAWN = 200  # articles that the passages are taken from
_DIFFERS = 1  # the exit status of a check that found something to look at


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


def by_itself(record: Path, seed: int) -> tuple[list[Made], list[str]]:
    """Check them within this process; gives the quotations, and what was called wrongly."""
    with open_record(record, create=False) as opened:
        begun = time.perf_counter()
        sources = Stored(opened)
        size = sum(len(segment.words) for segment, _ in sources.segments)
        print(f"{size:,} words, indexed and opened in {time.perf_counter() - begun:.1f} s", flush=True)
        ids = random.Random(seed).sample([one.id for one in opened.texts.listed()], _DRAWN)
        made = quotations([opened.texts.article(public_id) for public_id in ids], seed)
        one = draft(made)
        wall, cpu = time.perf_counter(), time.process_time()
        quotes = check(one, sources).quotes
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    wrong = told(made, quotes)
    print(f"{len(made)} quotations in {wall:.1f} s ({cpu:.1f} s of CPU), {len(wrong)} called wrongly")
    print("\n".join(wrong), flush=True)
    return made, wrong


def main(argv: Sequence[str] | None = None) -> int:
    """Measure; exit status 1 where it is wrong or slow."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("record", type=Path, help="a record of ours, in a file")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args(argv)
    made, wrong = by_itself(given.record, given.seed)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "draft.txt")
        file.write_text(draft(made).article.text, encoding="utf-8")
        spent = measure(onrecord("check", str(file), "--record", str(given.record)), ends=(0, _DIFFERS))
    print(f"`onrecord check`: {spent.wall:.1f} s ({spent.cpu:.1f} s of CPU), {spent.megabytes:.0f} MB at most")
    return 1 if wrong or spent.cpu >= _WANTED else 0


if __name__ == "__main__":
    sys.exit(main())
