"""The articles of one file, repeated and varied without end: what a large record is made of for measuring."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from onrecord.domain import Article, Extracted, Statement, When

_WORD = re.compile(r"[A-Za-z]{4,}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PEOPLE, _OUTLETS = 20_000, 300


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

    def after(self, number: int) -> Iterator[Extracted]:
        """The articles that come after the first ``number``."""
        round_, place = divmod(number, len(self._articles))
        while True:
            yield from (self._vary(one, round_) for one in self._articles[place:])
            round_, place = round_ + 1, 0

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
