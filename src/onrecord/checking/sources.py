"""What a draft is checked against: texts that are indexed, and of each, when it is asked for, what was said in it.

Two kinds of it: the files that somebody names (here), and a record (``stored``).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, Protocol

from onrecord.dates.transcripts import transcript_day
from onrecord.domain import Article, Extracted, Searched, Span, Statement
from onrecord.extraction.statements import numbered, turns
from onrecord.people.cast import Cast
from onrecord.people.labels import label_speaker

from .agree import same_name
from .index import SEGMENT_LETTERS, Segment, build


class Stated(NamedTuple):
    """The statement that holds some words of a text, and how it is named, where it has a name."""

    statement: Statement | None
    id: str | None


class Sources(Protocol):
    """Texts to check a draft against."""

    @property
    def segments(self) -> Sequence[tuple[Segment, Sequence[str]]]:
        """The texts indexed, and their ids in the order of each segment."""

    @property
    def transcripts(self) -> Collection[str]:
        """The ids of those texts that are transcripts."""

    def article(self, text_id: str) -> Article:
        """One text; its bytes may be left out."""

    def statements(self, text_id: str) -> Sequence[Statement]:
        """What was said in one text, which may take a while; without speaker and day where they take long."""

    def stated(self, text_id: str, span: Span) -> Stated | None:
        """The statement that holds these words, with speaker and day."""

    def other_names(self, text_id: str, statement: Statement) -> Sequence[str]:
        """Under which names the speaker of a statement is known besides that which the text gives."""

    def searched(self) -> Searched:
        """How much all of it is."""

    def with_speaker(self, name: str) -> int | None:
        """How many texts have statements of this speaker; None where that is not known."""


class Files:
    """Articles at hand, with no record.

    Args:
        articles: all that is to be searched.
        extract: takes the statements out of one; run only on texts in which something was found.
        place: what to call them, "2 files in archive/".
    """

    def __init__(self, articles: Iterable[Article], extract: Callable[[Article], Extracted], place: str) -> None:
        self._articles = {_id_of(article, number): article for number, article in enumerate(articles)}
        self._extract = extract
        self._place = place
        self.statements = lru_cache(maxsize=1024)(self._statements)
        self.with_speaker = lru_cache(maxsize=512)(self._with_speaker)
        self.transcripts = {text_id for text_id, one in self._articles.items() if one.kind == "transcript"}
        self.segments = [(build(texts), ids) for ids, texts in _portions(self._articles)]

    def article(self, text_id: str) -> Article:
        """See ``Sources``."""
        return self._articles[text_id]

    def _statements(self, text_id: str) -> Sequence[Statement]:
        article = self._articles[text_id]
        return numbered(turns(article)) if article.turns else self._extract(article).statements

    def stated(self, text_id: str, span: Span) -> Stated | None:
        """See ``Sources``."""
        article = self._articles[text_id]
        found = holding(self.statements(text_id), span)
        if found and article.turns:
            # By its label alone: to look for fuller names in an hour of talk would take seconds.
            speaker = label_speaker(article, Cast(""), found.source[0])
            found = dataclasses.replace(found, speaker=speaker, said_on=transcript_day(article))
        return Stated(found, None) if found else None

    def other_names(self, text_id: str, statement: Statement) -> Sequence[str]:  # noqa: ARG002  # the same for all
        """See ``Sources``: files know of no people."""
        return ()

    def searched(self) -> Searched:
        """See ``Sources``."""
        days = sorted(a.published for a in self._articles.values() if a.published)
        return Searched(len(self._articles), days[0] if days else None, days[-1] if days else None, self._place)

    def _with_speaker(self, name: str) -> int | None:
        """Transcripts alone tell without being extracted; where there are other texts, it is not known."""
        if len(self.transcripts) < len(self._articles):
            return None
        labels = ({turn.label.of(article.text) for turn in article.turns} for article in self._articles.values())
        return sum(any(same_name(name, label) for label in some) for some in labels)


def holding(statements: Sequence[Statement], span: Span) -> Statement | None:
    """The statement whose content has most of a stretch of the text; of several, the innermost."""
    best: tuple[int, int, Statement] | None = None
    for statement in statements:
        if statement.field != "text":
            continue
        shared = sum(max(0, min(c.end, span.end) - max(c.start, span.start)) for c in statement.content)
        length = sum(len(c) for c in statement.content)
        if shared and (best is None or (shared, -length) > best[:2]):
            best = (shared, -length, statement)
    return best[2] if best else None


def _id_of(article: Article, number: int) -> str:
    return article.path or f"{article.id}#{number}"


def _portions(articles: dict[str, Article]) -> Iterator[tuple[list[str], Iterator[str]]]:
    """Ids and texts for one segment after another."""
    ids: list[str] = []
    letters = 0
    for text_id, article in articles.items():
        ids.append(text_id)
        letters += len(article.text)
        if letters > SEGMENT_LETTERS:
            yield ids, (articles[i].text for i in ids)
            ids, letters = [], 0
    if ids:
        yield ids, (articles[i].text for i in ids)
