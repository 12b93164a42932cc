"""Where in its file something stands: line and column, as an editor counts them.

A plain text or Markdown is taken whole, so its lines are those of the file, but for line ends that reading made alike.
Of a page, a PDF or an office document the lines are those of its text as it was read, a paragraph each.
"""

from __future__ import annotations

from bisect import bisect_right

from onrecord.domain import Article

_LIKE_THE_FILE = ("plain", "markdown", "transcript")


class Lines:
    """Lines and columns of an article.

    Attributes:
        of_file: whether they are those of the file.
    """

    def __init__(self, article: Article) -> None:
        self.of_file = article.reader in _LIKE_THE_FILE
        self._starts = [0, *(at + 1 for at, sign in enumerate(article.text) if sign == "\n")]
        self._lost = [
            (repair.at, _ends(repair.before) - _ends(repair.after)) for repair in article.repairs if self.of_file
        ]

    def of(self, offset: int) -> tuple[int, int]:
        """Line and column of a code point of the text, both from 1."""
        number = bisect_right(self._starts, offset)
        # A line end that reading took out is still in the file.
        lost = sum(lines for at, lines in self._lost if at < offset)
        return number + lost, offset - self._starts[number - 1] + 1


def _ends(text: str) -> int:
    return len(text.splitlines()) - 1 if not text.endswith(("\n", "\r")) and text else len(text.splitlines())
