"""Does ``onrecord check`` call a quotation what it is? Drafts of which that is known, made from transcripts.

    python -m scores.check --bench ../shared/bench [--seeds 5] [--record]

A draft has 40 quotations, ten of each sort: verbatim; shortened, with the cut marked and nothing turned round; altered,
by one word changed, added or left out; and invented, of words that stand in the transcripts, put together anew. Every
quotation has eight words or more. Which passages, where the cut lies and what is changed follows from the seed. Each is
checked against all transcripts, and what was called wrongly is printed.

With ``--record`` the transcripts are put into a record first, and the drafts checked against that, as the command does.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from onrecord.aligning import fold, words
from onrecord.checking import Files, Stored, check
from onrecord.checking.turning import turns_round
from onrecord.domain import Article, CheckedQuote, Extracted, Wording
from onrecord.extraction.statements import numbered, turns
from onrecord.reading import find, read, read_source
from onrecord.record import open_record

from .bench_data import needed, parser

EACH = 10
_SENTENCE = re.compile(r"(?:[^.?!\n]|\.(?=\w)|(?<=\b[A-Z])\.)+[.?!]")  # "9.5" and "U.N." do not end one
_OTHERS = "never always perhaps fifty harbour green seven wonderful terrible tomorrow maybe Spain".split()


class Made(NamedTuple):
    """A quotation of which it is known what it is."""

    words: str
    wording: Wording


def passages(articles: Sequence[Article], chance: random.Random) -> Iterator[str]:
    """Sentences or two of one turn, of eight to sixty words, drawn by chance."""
    while True:
        article = chance.choice(articles)
        turn = chance.choice(article.turns).speech.of(article.text)
        found = [match.span() for match in _SENTENCE.finditer(turn)]
        if not found:
            continue
        at = chance.randrange(len(found))
        end = min(len(found), at + chance.choice((1, 1, 2, 3)))
        passage = " ".join(turn[found[at][0] : found[end - 1][1]].split())
        if 8 <= len(words(passage)) <= 60 and not set(passage) & set('"“”[]()…') and "..." not in passage:
            yield passage


def shortened(passage: str, chance: random.Random) -> str | None:
    """The passage with a stretch of it cut and marked; None where every stretch has a word that turns round."""
    found = words(passage)
    if len(found) < 12:
        return None
    for _ in range(20):
        a = chance.randrange(4, len(found) - 5)
        b = a + chance.randrange(1, min(8, len(found) - 4 - a) + 1)
        if not any(turns_round(word.folded) for word in found[a:b]):
            mark = chance.choice((" ... ", " [...] ", " … ", " (…) "))
            return passage[: found[a - 1].end] + mark + passage[found[b].start :]
    return None


def altered(passage: str, chance: random.Random) -> str:
    """The passage with one word changed, added or left out."""
    found = words(passage)
    at = chance.randrange(1, len(found) - 1)
    word = found[at]
    other = chance.choice([one for one in _OTHERS if fold(one) != word.folded])
    change = chance.choice(("changed", "added", "left out"))
    if change == "left out" and found[at].folded != found[at + 1].folded != found[at - 1].folded:
        return passage[: found[at - 1].end] + " " + passage[found[at + 1].start :]
    if change == "added":
        return f"{passage[: word.start]}{other} {passage[word.start :]}"
    return passage[: word.start] + other + passage[word.end :]


def invented(found: Iterator[str], chance: random.Random) -> str:
    """Words of several passages in an order that none of them has."""
    pool = [word for _ in range(4) for word in next(found).rstrip(".?!").split()]
    chance.shuffle(pool)
    return " ".join(pool[: chance.randrange(9, 25)]).strip(",") + "."


def quotations(articles: Sequence[Article], seed: int) -> list[Made]:
    """Forty quotations, in an order by chance."""
    chance = random.Random(seed)
    found = passages(articles, chance)
    made = [Made(next(found), "verbatim") for _ in range(EACH)]
    while len(made) < 2 * EACH:
        cut = shortened(next(found), chance)
        made += [Made(cut, "shortened")] if cut else []
    made += [Made(altered(next(found), chance), "altered") for _ in range(EACH)]
    made += [Made(invented(found, chance), "not-found") for _ in range(EACH)]
    chance.shuffle(made)
    return made


def draft(made: Sequence[Made]) -> Extracted:
    """An article that quotes them, a paragraph each. Who speaks is another question, and nobody is named."""
    text = "\n\n".join(f"The candidate said: “{one.words}”" for one in made)
    return Extracted(next(read(text.encode(), reader="plain")))


def extract_turns(article: Article) -> Extracted:
    """A transcript's turns as statements, without speakers and days: the wording is what is measured."""
    return Extracted(article, numbered(turns(article)))


def told(made: Sequence[Made], quotes: Sequence[CheckedQuote]) -> list[str]:
    """What was called wrongly."""
    return [
        f"  {one.wording} was called {quote.wording}: {one.words}\n    {quote.found_in[:1]}"[:900]
        for one, quote in zip(made, quotes, strict=True)
        if one.wording != quote.wording
    ]


def main(argv: Sequence[str] | None = None) -> int:
    """Checks the drafts; exit status 1 where one of the quotations is called wrongly."""
    options = parser(__doc__)
    options.add_argument("--seeds", type=int, default=5, help="drafts to make")
    options.add_argument("--record", action="store_true", help="against a record of the transcripts")
    given = options.parse_args(argv)
    folder = needed(given.bench, "transcripts", "en")
    articles = [a for source in find([str(folder)]) for a in read_source(source) if isinstance(a, Article) and a.turns]
    with tempfile.TemporaryDirectory() as scratch:
        begun = time.perf_counter()
        if given.record:
            record = open_record(Path(scratch, "transcripts.db"))
            for article in articles:
                record.add(extract_turns(article))
            begun = time.perf_counter()
            sources: Files | Stored = Stored(record, cache=Path(scratch, "cache"))
        else:
            sources = Files(articles, extract_turns, "the transcripts")
        print(f"{len(articles)} transcripts indexed in {time.perf_counter() - begun:.1f} s")
        wrong = [line for seed in range(1, given.seeds + 1) for line in _checked(articles, sources, seed)]
    print("\n".join(wrong))
    return int(bool(wrong))


def _checked(articles: Sequence[Article], sources: Files | Stored, seed: int) -> list[str]:
    made = quotations(articles, seed)
    begun = time.perf_counter()
    quotes = check(draft(made), sources, told=False).quotes
    wrong = told(made, quotes)
    right = len(made) - len(wrong)
    print(f"seed {seed}: {right} of {len(made)} called right, {time.perf_counter() - begun:.1f} s", flush=True)
    return wrong


if __name__ == "__main__":
    sys.exit(main())
