"""A model that needs no weights: every stretch in curly quotation marks is a quoted statement.

Some words in a text make it misbehave, so that tests can see what becomes of the others. It lies in a module of its own
since worker processes import it by its name.
"""

from __future__ import annotations

import os
import re
import signal
import time

from onrecord.domain import Article, Span, Statement


class QuotingModel:
    version = "quoting-1"

    def extract(self, article: Article) -> tuple[Statement, ...]:
        if "KILL-THE-WORKER" in article.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "RAISE-AN-ERROR" in article.text:
            raise ValueError("the fake was told to fail")
        if "BE-SLOW" in article.text:
            time.sleep(0.3)
        quotes = re.finditer("“[^”]+”", article.text)
        return tuple(
            Statement(
                f"s{number}",
                _source(article.text, match.start()),
                (),
                (Span(*match.span()),),
                form="direct",
                confidence=0.4 if "perhaps" in match[0] else 0.9,
            )
            for number, match in enumerate(quotes, start=1)
        )


def _source(text: str, end: int) -> tuple[Span, ...]:
    """The two capitalised words before ``said`` before the quotation, if they stand there."""
    match = re.search(r"([A-Z]\w+ [A-Z]\w+) said,? $", text[:end])
    return (Span(*match.span(1)),) if match else ()


def load() -> QuotingModel:
    return QuotingModel()


def load_and_die() -> QuotingModel:
    os._exit(3)
