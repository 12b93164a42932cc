"""The stages put one after another: an article goes in, its statements with speaker and day come out.

The stages do not know each other; their order stands here and nowhere else.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from onrecord import dates, occasion, people
from onrecord.domain import Article, Extracted, Figure, Statement
from onrecord.errors import ReadError, UsageError
from onrecord.extraction.figures import figures
from onrecord.reading import Given, Source, read_source

from .parallel import Crash, never, ordered_map

NOTHING = Given()
"""No metadata given: all is taken from the bytes."""


class Extracts(Protocol):
    """What the pipeline asks of a model; ``onrecord.extraction.Model`` is one."""

    @property
    def version(self) -> str:
        """Name of the model's folder, which stands beside everything that it made."""

    def extract(self, article: Article) -> tuple[Statement, ...]:
        """The statements of one article, without speaker and day."""


def extract_article(article: Article, model: Extracts, *, only_statements: bool = False) -> Extracted:
    """All stages over one article.

    Args:
        article: as read.
        model: finds the statements.
        only_statements: stop before people and dates.

    Returns:
        with ``model=None`` and no statements where no model looks at the article.
    """
    if not is_looked_at(article):
        return Extracted(article)
    statements = model.extract(article)
    if only_statements:
        return Extracted(article, statements, _figures(article, statements), model.version)
    return dataclasses.replace(resolve_article(article, statements), model=model.version)


def article_of(text: str) -> Article:
    """A text in English that was never a file, as an article: its id follows from the text."""
    raw = text.encode("utf-8", "surrogatepass")
    sha256 = hashlib.sha256(raw).hexdigest()
    return Article(sha256[:16], text, raw, sha256, reader="string", reader_version="1", language="en")


def is_looked_at(article: Article) -> bool:
    """Whether statements are sought in an article: of one that is not in English, only who speaks in a transcript.

    The model knows no other language, and would invent.
    """
    return bool(article.turns) or not article.warned("not-english")


def resolve_article(article: Article, statements: tuple[Statement, ...]) -> Extracted:
    """The stages after extraction: who said each statement, when, on what occasion, and whose figures they are.

    Args:
        article: as read.
        statements: in the order of the text, without speaker and day.
    """
    statements = occasion.settle(article, dates.date(article, people.resolve(article, statements)))
    return Extracted(article, statements, _figures(article, statements))


def _figures(article: Article, statements: tuple[Statement, ...]) -> tuple[Figure, ...]:
    return () if article.warned("not-english") else figures(article.text, statements)


def extract(article: Article | str, *, only_statements: bool = False) -> Extracted:
    """The statements of one article, with the model that comes with the package.

    Args:
        article: as ``onrecord.read`` gives it; or a text in English, whose offsets are offsets into that string.
        only_statements: stop before people and dates.

    Raises:
        UsageError: where ``article`` is neither, such as a path.
        ExtractionError: where the model is missing or damaged.
    """
    from onrecord.extraction import load_model  # numpy and the weights: a second that only this call costs

    if isinstance(article, str):
        article = article_of(article)
    elif not isinstance(article, Article):
        raise UsageError(
            f"extract takes an Article or a text, not a {type(article).__name__}",
            next_step="Of a file, extract each article that read(path) gives",
        )
    return extract_article(article, load_model(), only_statements=only_statements)


@dataclass(frozen=True, slots=True)
class Extractor:
    """Makes the function that a worker runs. It travels to the worker; the model does not, each loads its own.

    Attributes:
        load: gives the model; a function of a module, so that it can be pickled.
        only_statements: as for ``extract_article``.
        min_confidence: statements below it are left out, 0 to 1.
    """

    load: Callable[[], Extracts]
    only_statements: bool = False
    min_confidence: float = 0.0

    def __call__(self) -> Callable[[Article], Extracted]:
        """Load the model; the result extracts."""
        model = self.load()

        def extract(article: Article) -> Extracted:
            found = extract_article(article, model, only_statements=self.only_statements)
            return confident(found, self.min_confidence)

        return extract


def confident(extracted: Extracted, least: float) -> Extracted:
    """Without the statements below ``least``; a kept one that stood inside a dropped one stands alone."""
    if least <= 0:
        return extracted
    return extracted.keeping({s.id for s in extracted.statements if s.confidence >= least})


class Reads(Protocol):
    """Reads one source: ``reading.read_source``, or ``limited.read_within``."""

    def __call__(self, source: Source, given: Given) -> Iterable[Article | ReadError]:
        """The articles of it, with an error in the place of each that cannot be read."""


def read_here(
    source: Source, given: Given, on_other: Callable[[str], object] = lambda _: None
) -> Iterable[Article | ReadError]:
    """Reads a source in this process, however long that takes.

    Args:
        source: what to read.
        given: metadata that beats what is found.
        on_other: called for each record of a web archive that holds no page, with what it is: ``pictures``.
    """
    return read_source(source, given=given, on_other=on_other)


def read_each(
    sources: Iterable[Source], given: Given, on_error: Callable[[ReadError], None], read: Reads = read_here
) -> Iterator[Article]:
    """The articles of all sources, in order; what cannot be read is told to ``on_error`` and passed over.

    Args:
        sources: from ``reading.find``.
        given: metadata that beats what is found.
        on_error: is told what cannot be read.
        read: reads one of them.
    """
    for source in sources:
        for item in read(source, given):
            if isinstance(item, ReadError):
                on_error(item)
            else:
                yield item


def extract_each(
    articles: Iterable[Article], extractor: Extractor, jobs: int = 1, stopped: Callable[[], bool] = never
) -> Iterator[Extracted | ReadError]:
    """Each article extracted, in the order given; an article whose worker crashed as a ``ReadError`` that says so.

    Args:
        articles: read as they are needed.
        extractor: what each worker runs.
        jobs: worker processes; 1 works in this process.
        stopped: asked again and again whether to leave the rest.
    """
    raws: dict[int, bytes] = {}

    def without_bytes() -> Iterator[Article]:
        # The workers need the text alone; the bytes wait here.
        for place, article in enumerate(articles):
            raws[place] = article.raw
            yield dataclasses.replace(article, raw=b"")

    for place, (article, answer) in enumerate(ordered_map(extractor, without_bytes(), jobs, stopped)):
        whole = dataclasses.replace(article, raw=raws.pop(place))
        if isinstance(answer, Crash):
            yield _crashed(whole, answer)
        else:
            yield dataclasses.replace(answer, article=whole)


def _crashed(article: Article, crash: Crash) -> ReadError:
    return ReadError(
        f"extraction failed: {crash.why}",
        where=article.path or article.id,
        next_step="The other articles went on. Try it again with: onrecord add --retry",
        code="crashed",
    )
