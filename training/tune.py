"""Chooses the decoder's settings and calibrates confidence on the held-out tenth of PolNeAR train. Dev is not looked
at.

    python -m training.tune --bench ../shared/bench --checkpoint training/work/L6.pt --encoder MINILM_FOLDER --out
    src/onrecord/extraction/weights/2026-11-28

writes a whole weights folder: graph, heads, vocabulary, settings. The network runs as it will at run time (int8,
onnxruntime).
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scores.bench_data import lines

from onrecord.domain import Form, Span
from onrecord.evaluation import Scores as Figures
from onrecord.evaluation import score
from onrecord.extraction.decode import DecoderSettings, Draft, decode
from onrecord.extraction.features import Words, read_words
from onrecord.extraction.model import SETTINGS, VOCABULARY, Model
from onrecord.extraction.network import Scores
from onrecord.extraction.refusals import refusal_cues
from onrecord.extraction.statements import Calibration, Quoted, evidence, spans_of

from .corpus import held_out
from .export import export
from .reliability import Reliability, reliability

GRID: dict[str, tuple[float, ...]] = {
    "cue_bar": (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5),
    "enter": (1.0, 1.5, 2.0, 2.5, 3.0, 4.0),
    "leave": (0.0, 0.5, 1.0, 1.5, 2.0),
    "no_source": (-1.5, -1.0, -0.5, 0.0, 0.5),
    "hole": (0.0, 1.0, 2.0, 4.0, 6.0, 8.0, 12.0, 20.0, 40.0),
    "sure_cue": (0.3, 0.5, 0.7, 0.9, 1.0),
}
_START = DecoderSettings()
_RIDGE = 1e-2
# Settings within this of one another are equals on 89 articles, and the first stays: the bars that find more and leave
# the choice to confidence.
_WORTH_IT = 0.25


@dataclass(frozen=True, slots=True)
class Heard:
    """A held-out article with what the network thinks of it."""

    data: dict[str, Any]
    words: Words
    scores: list[Scores]


def listen(model: Model, articles: Sequence[dict[str, Any]]) -> list[Heard]:
    """Runs the network once over each article; the decoder may then be tried many times."""
    read = [(data, read_words(data["text"], model.wordpiece)) for data in articles]
    return [
        Heard(data, words, list(model.scores(words, words.covered(refusal_cues(data["text"]))))) for data, words in read
    ]


def drafts(heard: Heard, settings: DecoderSettings) -> list[Draft]:
    """The statements of one article under ``settings``."""
    return [draft for scores in heard.scores for draft in decode(scores, settings)]


def predicted(heard: Heard, found: Sequence[Draft]) -> dict[str, Any]:
    """Drafts as a line that ``evaluation`` reads."""

    def pairs(spans: Sequence[Span]) -> list[list[int]]:
        return [[s.start, s.end] for s in spans]

    return {
        "id": heard.data["id"],
        "statements": [
            {
                "source": pairs(spans_of(range(d.source[0], d.source[1] + 1), heard.words)) if d.source else [],
                "content": pairs(spans_of(d.content, heard.words)),
            }
            for d in found
        ],
    }


def figures(articles: Sequence[Heard], settings: DecoderSettings, calibration: Calibration | None = None) -> Figures:
    """How good the decoder is under ``settings``, and with a calibration, what it leaves out left out."""
    kept = [_sure(h, drafts(h, settings), calibration) if calibration else drafts(h, settings) for h in articles]
    return score([h.data for h in articles], [predicted(h, found) for h, found in zip(articles, kept, strict=True)])


def _sure(heard: Heard, found: Sequence[Draft], calibration: Calibration) -> list[Draft]:
    return [d for d, form in _with_forms(heard, found) if calibration.confidence(d, form) >= calibration.least]


def _with_forms(heard: Heard, found: Sequence[Draft]) -> list[tuple[Draft, Form]]:
    quoted = Quoted(heard.data["text"])
    return [(draft, quoted.form(spans_of(draft.content, heard.words))) for draft in found]


def choose_least(articles: Sequence[Heard], settings: DecoderSettings, calibration: Calibration) -> Calibration:
    """The calibration with the bar below which leaving out pays."""
    trials = [dataclasses.replace(calibration, least=round(0.05 * step, 2)) for step in range(11)]
    return max(trials, key=lambda trial: goal(figures(articles, settings, trial)))


def goal(found: Figures) -> float:
    """What is maximised: the figures that the project is judged by, in equal parts."""
    return (found.exact.f1 + found.found.f1 + found.attributed.f1 + found.word.f1) / 4


def choose(articles: Sequence[Heard]) -> DecoderSettings:
    """The best settings, one setting at a time in turn until none helps by more than chance would."""
    best, value = _START, goal(figures(articles, _START))
    improved = True
    while improved:
        improved = False
        for name, choices in GRID.items():
            for choice in choices:
                trial = DecoderSettings(**{**asdict(best), name: choice})
                if trial != best and (reached := goal(figures(articles, trial))) > value + _WORTH_IT:
                    best, value, improved = trial, reached, True
                    print(f"{value:.2f}  {best}", flush=True)
    return best


def calibrate(articles: Sequence[Heard], settings: DecoderSettings) -> tuple[Calibration, Reliability]:
    """Fits confidence to what was right, and says how far off it is.

    Reliability is measured by cross-fitting: each article is judged by a fit on the articles of the other four fifths.
    """
    rows = [_examples(h, drafts(h, settings)) for h in articles]
    fold = np.concatenate([np.full(len(y), k % 5) for k, (_, y) in enumerate(rows)])
    x = np.concatenate([x for x, _ in rows])
    y = np.concatenate([y for _, y in rows])
    crossed = np.zeros(len(y))
    for k in range(5):
        crossed[fold == k] = _sigmoid(x[fold == k], _fit(x[fold != k], y[fold != k]))
    fitted = _fit(x, y)
    calibration = Calibration(round(float(fitted[0]), 4), tuple(round(float(w), 4) for w in fitted[1:]))
    return calibration, reliability(crossed, y)


def _examples(heard: Heard, found: Sequence[Draft]) -> tuple[NDArray[Any], NDArray[Any]]:
    pairs = score([heard.data], [predicted(heard, found)]).documents[0].pairs
    right = {p.predicted for p in pairs if p.attributed}
    x = [[1.0, *evidence(draft, form)] for draft, form in _with_forms(heard, found)]
    return np.array(x).reshape(len(found), -1 if found else 7), np.array([float(i in right) for i in range(len(found))])


def _sigmoid(x: NDArray[Any], weights: NDArray[Any]) -> NDArray[Any]:
    result: NDArray[Any] = 1 / (1 + np.exp(-(x @ weights)))
    return result


def _fit(x: NDArray[Any], y: NDArray[Any], steps: int = 30) -> NDArray[Any]:
    """Logistic regression by Newton's method, with a little ridge so that it always converges."""
    weights = np.zeros(x.shape[1])
    for _ in range(steps):
        p = _sigmoid(x, weights)
        slope = x.T @ (y - p) - _RIDGE * weights
        curve = (x * (p * (1 - p))[:, None]).T @ x + _RIDGE * np.eye(x.shape[1])
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def write_weights(
    folder: Path, checkpoint: Path, encoder: Path, decoder: DecoderSettings, *, quantised: bool = True
) -> None:
    """A whole folder of weights, as the run time reads it, not calibrated.

    Args:
        folder: made where there is none.
        checkpoint: what was trained.
        encoder: the folder of the encoder that it began from, for its vocabulary.
        decoder: settings to decode with.
        quantised: see ``export``.
    """
    export(checkpoint, folder, quantised=quantised)
    shutil.copy(encoder / VOCABULARY, folder / VOCABULARY)
    write_settings(folder, decoder, Calibration())


def write_settings(folder: Path, decoder: DecoderSettings, calibration: Calibration) -> None:
    """The file of settings in a folder of weights."""
    settings = {"decoder": asdict(decoder), "calibration": asdict(calibration)}
    (folder / SETTINGS).write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Exports, tunes, calibrates, and says what came out on the held-out articles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("bench", "checkpoint", "encoder", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--unrounded", action="store_true", help="leave the encoder in fp32, to see what int8 changes")
    parser.add_argument("--settings", type=Path, help="a settings.json whose bars are kept; only calibrate to them")
    options = parser.parse_args()
    write_weights(options.out, options.checkpoint, options.encoder, DecoderSettings(), quantised=not options.unrounded)
    train = lines(options.bench / "polnear" / "train.jsonl")
    heard = listen(Model(options.out), [data for data in train if held_out(data["id"])])
    given = json.loads(options.settings.read_text(encoding="utf-8")) if options.settings else None
    decoder = DecoderSettings(**given["decoder"]) if given else choose(heard)
    calibration, reliable = calibrate(heard, decoder)
    if given:
        calibration = dataclasses.replace(calibration, least=given["calibration"]["least"])
    else:
        calibration = choose_least(heard, decoder, calibration)
    write_settings(options.out, decoder, calibration)
    scores = {
        "held-out articles": len(heard),
        "f1": {name: round(rate.f1, 2) for name, rate in figures(heard, decoder, calibration).rows().items()},
        "calibration": asdict(reliable),
    }
    (options.out / "scores.json").write_text(json.dumps({"held_out": scores}, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(scores))


if __name__ == "__main__":
    main()
