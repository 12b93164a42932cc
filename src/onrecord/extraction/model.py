"""The model as a whole: an Article in, its Statements out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from onrecord.domain import Article, Field, Statement
from onrecord.errors import ExtractionError

from .announced import with_announced
from .decode import DecoderSettings, Draft, decode
from .features import Words, read_words, windows
from .network import Encoder, Heads, Scores
from .refusals import refusal_cues
from .signed import with_signed
from .statements import Calibration, numbered, statements_of, turns
from .withheld import with_withheld
from .words import WordPiece

# Pieces in a window without the marks at its ends, as in training: longer windows would meet positions that were never
# taught. Shorter ones are quicker (190: 5 %) and know less of what stands around: on the held-out tenth of PolNeAR
# train 190 cost this model 0.8 points (mean of exact, found, attributed and word).
MOST_PIECES = 254


ENCODER, HEADS, VOCABULARY, SETTINGS = "encoder.int8.onnx", "heads.npz", "vocab.txt", "settings.json"
"""The files of a folder of weights, which training writes."""


class Model:
    """Finds the statements of articles.

    Args:
        folder: a folder of weights: ``encoder.int8.onnx``, ``heads.npz``, ``vocab.txt``, ``settings.json``.

    Attributes:
        version: the folder's name, kept with every statement.
        wordpiece, encoder, heads: the network's parts, for training's use.

    Raises:
        ExtractionError: where a file of the folder is missing or damaged.
    """

    def __init__(self, folder: Path) -> None:
        self.version = folder.name
        try:
            self.wordpiece = WordPiece.read(folder / VOCABULARY)
            settings: dict[str, Any] = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
            with np.load(folder / HEADS, allow_pickle=False) as arrays:
                self.heads = Heads(dict(arrays))
            self._decoder = DecoderSettings(**settings["decoder"])
            calibration = settings["calibration"]
            self._calibration = Calibration(**{**calibration, "weights": tuple(calibration["weights"])})
        except (OSError, EOFError, BadZipFile, ValueError, KeyError, TypeError) as error:
            raise ExtractionError(
                f"the model's files are missing or damaged ({error})",
                where=str(folder),
                next_step="Install onrecord again: pip install --force-reinstall onrecord",
            ) from error
        self.encoder = Encoder(folder / ENCODER, self.wordpiece)

    def extract(self, article: Article) -> tuple[Statement, ...]:
        """The statements of ``article`` in the order of its text, those of a headline that stands apart first.

        Speaker and day are not worked out here: ``people`` and ``dates`` do that.
        """
        if article.turns:
            return numbered(turns(article))
        found = self.find(article.text, "text")
        if article.title and article.title_apart:
            found += self.find(article.title, "title")
        return numbered(found)

    def find(self, text: str, field: Field = "text") -> list[Statement]:
        """The statements of a string, without ids."""
        words = read_words(text, self.wordpiece)
        known = words.covered(refusal_cues(text))
        drafts = [draft for scores in self.scores(words, known) for draft in self.decode(scores)]
        drafts = with_announced(text, words, with_withheld(text, words, known, drafts))
        drafts = with_signed(text, words, known, drafts)
        return statements_of(text, words, drafts, self._calibration, field)

    def scores(self, words: Words, known: Sequence[tuple[int, int]] = ()) -> Iterator[Scores]:
        """What the network thinks of each window of a text.

        Args:
            words: the text.
            known: cues known beforehand, as first and last word.
        """
        for start, end, certain in stretches(words, known):
            yield self.heads(self.encoder(words, start, end), words.paragraph[start:end], start, certain)

    def decode(self, scores: Scores) -> list[Draft]:
        """The drafts of one window, with this model's own settings."""
        return decode(scores, self._decoder)


def stretches(words: Words, known: Sequence[tuple[int, int]] = ()) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """The windows of a text as first word, end, and the known cues within, counted from the window's first word."""
    for start, end in windows(words, MOST_PIECES):
        yield start, end, [(first - start, last - start) for first, last in known if start <= first and last < end]


def versions() -> Sequence[str]:
    """The models in the package, oldest first."""
    folder = resources.files(__package__) / "weights"
    return sorted(entry.name for entry in folder.iterdir() if entry.is_dir() and entry.name[:1].isdigit())


def card(version: str) -> str | None:
    """The card of a model of the package, in Markdown: how it was made, what it scores, where it is weak.

    Returns:
        None where it has none, as while a model is being made.

    Raises:
        ExtractionError: where there is no such model.
    """
    if version not in versions():
        raise ExtractionError(
            f"there is no model {version!r} in this package", next_step=f"Choose one of: {', '.join(versions())}"
        )
    file = resources.files(__package__) / "weights" / version / "README.md"
    return file.read_text(encoding="utf-8") if file.is_file() else None


@lru_cache(maxsize=2)
def load_model(version: str | None = None) -> Model:
    """A model of the package; loaded once in a process.

    Args:
        version: the name of its folder; the newest where None.

    Raises:
        ExtractionError: where there is no such model.
    """
    known = versions()
    if not known or (version is not None and version not in known):
        raise ExtractionError(
            f"there is no model {version!r} in this package" if version else "this package carries no model",
            next_step=f"Choose one of: {', '.join(known)}"
            if known
            else "Install onrecord from a wheel, or train one (training/README.md)",
        )
    with resources.as_file(resources.files(__package__) / "weights" / (version or known[-1])) as folder:
        return Model(folder)
