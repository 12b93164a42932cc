"""Teaches the network from PolNeAR's train articles: seeded, on the CPU, and resumable after every epoch.

    python -m training.train --bench ../shared/bench --encoder MINILM_FOLDER --out training/work/L6

MINILM_FOLDER holds ``model.safetensors`` and ``vocab.txt`` (see training/README.md). Of the train articles one in ten
is held out, for the settings of the decoder and the calibration (training.tune); PolNeAR's dev articles are never
looked at here.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import chain, islice
from pathlib import Path

import torch
from torch import Tensor, nn

from onrecord.extraction.model import MOST_PIECES, VOCABULARY
from onrecord.extraction.words import WordPiece

from .batches import Window, collate, epoch
from .corpus import Document, held_out, load
from .edited import edited_documents
from .encoder import Encoder, Shape
from .network import Network
from .taught import taught_documents

ARCHIVE = Path("archive") / "articles-2016h1.jsonl.gz"
_SAMPLE = 100  # articles read to see which units of the feed-forward matter least


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run depends on beside its data.

    The rates are those of the probe in shared/spike (untuned there); batches of 2,048 pieces give more steps in an
    epoch. ``taught_passes`` is how often, in all epochs together, each article that only teachers marked is met.
    ``marked_share`` is how many of PolNeAR's articles each epoch meets, others each time: all of them for a first
    run, a tenth beside articles that people edited, so that nothing is forgotten and little time spent.
    ``inner`` is the width of the feed-forward, of MiniLM's 1,536: a sixth less is 7 % less time at work.
    """

    epochs: int = 5
    layers: str = "0,1,2,3,4,5"
    inner: int = 1_280
    budget: int = 2_048
    encoder_rate: float = 3e-4
    head_rate: float = 1.5e-3
    warm_up: float = 0.06
    average: float = 0.999
    dropout: float = 0.1
    name_weight: float = 0.3
    source_weight: float = 0.5
    seed: int = 1
    taught_passes: float = 1.0
    marked_share: float = 1.0


def build(settings: Settings, encoder_folder: Path | None, sample: Sequence[Sequence[int]] = ()) -> Network:
    """The network before its first lesson.

    Args:
        settings: its sizes.
        encoder_folder: the encoder to start from; without it, weights are by chance.
        sample: texts as word pieces, to see which units matter least where the feed-forward is to be narrower than the
            downloaded one.
    """
    keep = tuple(int(n) for n in settings.layers.split(","))
    if encoder_folder is None:
        return Network(Encoder(Shape(layers=len(keep), inner=settings.inner), settings.dropout), settings.dropout)
    encoder = Encoder(Shape(layers=len(keep)), settings.dropout)
    encoder.start_from(encoder_folder / "model.safetensors", keep)
    if settings.inner < encoder.shape.inner:
        encoder.narrow(settings.inner, sample)
    return Network(encoder, settings.dropout)


class Average:
    """A running mean of the weights, which scores better than the last step's (Polyak and Juditsky 1992)."""

    def __init__(self, network: nn.Module, decay: float) -> None:
        self.decay = decay
        self.steps = 0
        self.weights = {n: p.detach().clone() for n, p in network.named_parameters() if p.requires_grad}

    @torch.no_grad()
    def update(self, network: nn.Module) -> None:
        """Takes in the weights after one more step."""
        self.steps += 1
        # The first steps count less, or the mean would remember the untrained weights.
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        for name, parameter in network.named_parameters():
            if name in self.weights:
                self.weights[name].lerp_(parameter.detach(), 1 - decay)


def averaged(checkpoint: Path) -> dict[str, Tensor]:
    """The weights of a checkpoint, its running means in place of the last step's values."""
    state = torch.load(checkpoint, weights_only=True)
    return {**state["network"], **state["average"]}


def rate(step: int, total: int, warm_up: float) -> float:
    """The share of the full rate at ``step``: up in a line, then down in a line to nothing."""
    rising = max(1, int(warm_up * total))
    return min((step + 1) / rising, max(0.0, (total - step) / max(1, total - rising)))


class Run:
    """One training run with everything that a resumed one needs."""

    def __init__(self, settings: Settings, network: Network, out: Path) -> None:
        self.settings = settings
        self.network = network
        self.out = out
        self.average = Average(network, settings.average)
        in_encoder = [p for p in network.encoder.parameters() if p.requires_grad]
        inside = {id(p) for p in network.encoder.parameters()}
        heads = [p for p in network.parameters() if id(p) not in inside]
        self.optimiser = torch.optim.AdamW(
            [{"params": in_encoder, "lr": settings.encoder_rate}, {"params": heads, "lr": settings.head_rate}],
            weight_decay=0.01,
        )
        self.done = 0
        self.step = 0
        self.seconds = 0.0

    def save(self) -> None:
        """Writes a checkpoint; a stop in the middle leaves the one before."""
        state = {
            "settings": asdict(self.settings),
            "network": self.network.state_dict(),
            "average": self.average.weights,
            "average_steps": self.average.steps,
            "optimiser": self.optimiser.state_dict(),
            "done": self.done,
            "step": self.step,
            "seconds": self.seconds,
        }
        unfinished = self.out.with_suffix(".part")
        torch.save(state, unfinished)
        unfinished.replace(self.out.with_suffix(".pt"))

    def resume(self) -> None:
        """Takes up the checkpoint, where there is one."""
        path = self.out.with_suffix(".pt")
        if not path.exists():
            return
        state = torch.load(path, weights_only=True)
        if Settings(**state["settings"]) != self.settings:  # one that was made before a setting was, has its default
            raise SystemExit(f"{path} was made with other settings: give another --out, or remove it")
        self.network.load_state_dict(state["network"])
        self.average.weights = state["average"]
        self.average.steps = state["average_steps"]
        self.optimiser.load_state_dict(state["optimiser"])
        self.done, self.step, self.seconds = state["done"], state["step"], state["seconds"]

    def learn(self, losses: dict[str, Tensor], total: int) -> None:
        """One step down the slope."""
        settings = self.settings
        loss = (
            losses["tag"]
            + losses["content"]
            + settings.source_weight * losses["source"]
            + settings.name_weight * losses["name"]
        )
        share = rate(self.step, total, settings.warm_up)
        self.optimiser.param_groups[0]["lr"] = settings.encoder_rate * share
        self.optimiser.param_groups[1]["lr"] = settings.head_rate * share
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.average.update(self.network)
        self.step += 1


def train(
    bench: Path,
    encoder_folder: Path,
    out: Path,
    settings: Settings,
    *,
    lessons: Sequence[Path] = (),
    edited: Sequence[Path] = (),
    start: Path | None = None,
    everything: bool = False,
) -> Run:
    """Trains from nothing, or from the last finished epoch.

    Args:
        bench: the folder with ``polnear/train.jsonl`` and ``polnear/silver.jsonl.gz``.
        encoder_folder: with ``model.safetensors`` and ``vocab.txt``.
        out: the checkpoint, without its ending.
        settings: what to train.
        lessons: what teachers thought of the articles of ``archive/`` (training.teach), to learn from beside the marked
            ones.
        edited: articles that people edited, as ``onrecord edits export`` wrote them; each is met once in an epoch.
        start: a finished checkpoint to go on from; without it the encoder begins as it was downloaded, the heads by
            chance.
        everything: learn from the held-out articles too; then settings cannot be tuned on this run.
    """
    wordpiece = WordPiece.read(encoder_folder / VOCABULARY)
    documents = load(bench / "polnear" / "train.jsonl", wordpiece, bench / "polnear" / "silver.jsonl.gz")
    chosen = [d for d in documents if everything or not held_out(d.data["id"])]
    taught = [d for path in lessons for d in taught_documents(path, bench / ARCHIVE, wordpiece)]
    by_hand = [d for path in edited for d in edited_documents(path, wordpiece)]
    torch.manual_seed(settings.seed)
    network = build(settings, encoder_folder, [_beginning(document, wordpiece) for document in chosen[:_SAMPLE]])
    if start is not None:
        network.load_state_dict(averaged(start))
    run = Run(settings, network, out)
    out.parent.mkdir(parents=True, exist_ok=True)
    run.resume()
    first = met_in(0, chosen, taught, by_hand, settings)
    total = settings.epochs * len(epoch(first, MOST_PIECES, settings.budget, random.Random(settings.seed)))
    while run.done < settings.epochs:
        # Each epoch has a seed of its own, so that a resumed run goes the same way as one that never stopped.
        torch.manual_seed(settings.seed * 1_000 + run.done)
        met = met_in(run.done, chosen, taught, by_hand, settings)
        groups = epoch(met, MOST_PIECES, settings.budget, random.Random(settings.seed * 1_000 + run.done))
        _one_epoch(run, groups, wordpiece, total)
        run.done += 1
        run.save()
    return run


def _beginning(document: Document, wordpiece: WordPiece) -> list[int]:
    """The pieces of an article's first window."""
    pieces = chain.from_iterable(document.words.pieces)
    return [wordpiece.start, *islice(pieces, MOST_PIECES), wordpiece.end]


def met_in(
    number: int,
    marked: Sequence[Document],
    taught: Sequence[Document],
    edited: Sequence[Document],
    settings: Settings,
) -> list[Document]:
    """The articles of one epoch: all that people edited, and the next part of those marked and of those only taught."""
    passes = settings.marked_share * settings.epochs
    in_epoch = list(marked) if settings.marked_share == 1 else _part(marked, passes, number, settings)
    return [*in_epoch, *edited, *_part(taught, settings.taught_passes, number, settings)]


def _part(documents: Sequence[Document], passes: float, number: int, settings: Settings) -> list[Document]:
    """The articles of epoch ``number``, where all epochs together meet each so often, in an order by chance."""
    order = list(documents)
    random.Random(settings.seed).shuffle(order)
    ends = [round(len(order) * passes * n / settings.epochs) for n in (number, number + 1)]
    return [order[place % len(order)] for place in range(*ends)]


def _one_epoch(run: Run, groups: list[list[Window]], wordpiece: WordPiece, total: int) -> None:
    run.network.train()
    begun, sums = time.monotonic(), dict.fromkeys(("tag", "content", "source", "name"), 0.0)
    for number, group in enumerate(groups, 1):
        losses = run.network.loss(collate(group, wordpiece), own_mistakes=run.step > 100)
        run.learn(losses, total)
        for name, loss in losses.items():
            sums[name] += float(loss.detach())
        if number % 50 == 0 or number == len(groups):
            means = "  ".join(f"{name} {value / number:.3f}" for name, value in sums.items())
            spent = time.monotonic() - begun
            print(f"epoch {run.done + 1}  {number}/{len(groups)}  {means}  {spent:.0f} s", flush=True)
    run.seconds += time.monotonic() - begun


def main() -> None:
    """Reads the options and trains."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--everything", action="store_true", help="learn from the held-out articles too")
    for name, default in asdict(Settings()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=type(default), default=default)
    parser.add_argument("--start", type=Path, help="a finished checkpoint to go on from")
    parser.add_argument(
        "--lessons", type=Path, nargs="+", default=[], help="what teachers thought of the archive (training.teach)"
    )
    parser.add_argument(
        "--edited", type=Path, nargs="+", default=[], metavar="FILE", help="what `onrecord edits export` wrote"
    )
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    settings = Settings(**{name: getattr(options, name) for name in asdict(Settings())})
    run = train(
        options.bench,
        options.encoder,
        options.out,
        settings,
        lessons=options.lessons,
        edited=options.edited,
        start=options.start,
        everything=options.everything,
    )
    print(f"{run.seconds / 60:.1f} minutes")


if __name__ == "__main__":
    main()
