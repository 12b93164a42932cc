"""The network that is taught: one encoder, and heads for cues, contents, sources and names.

A statement *is* its cue. Three questions are asked about each cue, as a dependency parser asks for arcs (Dozat and
Manning 2017): which cue's content is each word in (one softmax over "none" and the cues: contents do not share
words), where does the cue's source start, and where does it end (a softmax over the words and "no source": of 19,832
sources in PolNeAR train 9 have a gap). The same source may serve several cues. At run time the encoder is an ONNX
graph and the heads are numpy (onrecord.extraction.network).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from onrecord.extraction.features import PLACES, QUOTES, SHAPES
from onrecord.extraction.network import ARC_WIDTH, ARCS, DISTANCES, PARAGRAPHS, TAGS, distance_bucket

from .corpus import IGNORE, NAMES
from .encoder import Encoder

_NONE = -1e4


@dataclass(slots=True)
class Batch:
    """Windows of several articles, padded.

    Shapes: pieces, shape, place, quote, mask (batch, pieces); first, name, paragraph, real (batch, words); tag (batch,
    words, TAGS); share (batch, words, cues). ``first`` is the piece at which each word begins; ``tag`` how far a word
    has each tag, none at all where it teaches nothing; ``share`` how far it is in the content of each cue, 0 to 1.
    ``cues`` and ``sources`` hold, for each window, (first word, last word); a source is None where there is none and
    False where it lies outside the window and teaches nothing.
    """

    pieces: Tensor
    shape: Tensor
    place: Tensor
    quote: Tensor
    mask: Tensor
    first: Tensor
    real: Tensor
    paragraph: Tensor
    tag: Tensor
    name: Tensor
    share: Tensor
    cues: list[list[tuple[int, int]]]
    sources: list[list[tuple[int, int] | bool | None]]


class Network(nn.Module):
    """Encoder and heads."""

    def __init__(self, encoder: Encoder, dropout: float = 0.1) -> None:
        super().__init__()
        width = encoder.shape.width
        self.encoder = encoder
        self.shape = nn.Embedding(SHAPES, width)
        self.place = nn.Embedding(PLACES, width)
        self.quote = nn.Embedding(QUOTES, width)
        for table in (self.shape, self.place, self.quote):
            nn.init.zeros_(table.weight)
        self.tag = nn.Linear(width, len(TAGS))
        self.name = nn.Linear(width, len(NAMES))
        self.word = nn.Linear(width, ARCS * ARC_WIDTH)
        self.cue = nn.Linear(2 * width, ARCS * ARC_WIDTH)
        self.no_cue = nn.Linear(width, 1)
        self.no_source = nn.Linear(2 * width, 1)
        self.distance = nn.Parameter(torch.zeros(ARCS, DISTANCES))
        self.apart = nn.Parameter(torch.zeros(ARCS, PARAGRAPHS))
        self.dropout = nn.Dropout(dropout)

    def encode(self, batch: Batch) -> Tensor:
        """One vector a word, (batch, words, width): that of its first piece."""
        extra = self.shape(batch.shape) + self.place(batch.place) + self.quote(batch.quote)
        hidden = self.encoder(batch.pieces, batch.mask, extra)
        index = batch.first[..., None].expand(-1, -1, hidden.shape[-1])
        out: Tensor = self.dropout(torch.gather(hidden, 1, index))
        return out

    def arcs(self, vectors: Tensor, paragraph: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Scores each word for each cue.

        Args:
            vectors: (batch, words, width).
            paragraph: (batch, words).
            first, last: (batch, cues), the first and last word of each cue.

        Returns:
            scores (batch, ARCS, words, cues); no_cue (batch, words, 1); no_source (batch, cues).
        """
        batch, length, _ = vectors.shape
        cues = first.shape[1]
        at_cue = torch.cat([_gather(vectors, first), _gather(vectors, last)], -1)
        query = self.word(vectors).view(batch, length, ARCS, ARC_WIDTH)
        key = self.cue(at_cue).view(batch, cues, ARCS, ARC_WIDTH)
        scores = torch.einsum("bwap,bcap->bawc", query, key) / math.sqrt(ARC_WIDTH)
        away = torch.arange(length)[None, :, None] - first[:, None, :]
        apart = (paragraph[:, :, None] - torch.gather(paragraph, 1, first)[:, None, :]).clamp(-2, 2) + 2
        bucket = torch.from_numpy(distance_bucket(away.numpy()))
        scores = scores + self.distance[:, bucket].permute(1, 0, 2, 3) + self.apart[:, apart].permute(1, 0, 2, 3)
        return scores, self.no_cue(vectors), self.no_source(at_cue).squeeze(-1)

    def loss(self, batch: Batch, *, own_mistakes: bool) -> dict[str, Tensor]:
        """The losses by head.

        Args:
            batch: with its labels.
            own_mistakes: whether words that the network itself wrongly takes for cues compete for content too.
                Without this it never meets a false cue in training, and at run time false cues grab words.
        """
        vectors = self.encode(batch)
        tags = self.tag(vectors)
        names = self.name(vectors)
        teaches = batch.tag.sum(-1) > 0
        losses = {
            "tag": _soft_cross_entropy(tags, batch.tag, teaches),
            "name": F.cross_entropy(names.flatten(0, 1), batch.name.flatten(), ignore_index=IGNORE)
            if bool((batch.name != IGNORE).any())
            else tags.new_zeros(()),
        }
        false_cues = _false_cues(tags.detach(), batch) if own_mistakes else [[] for _ in batch.cues]
        first, last, valid = _pad_cues([c + f for c, f in zip(batch.cues, false_cues, strict=True)])
        scores, no_cue, no_source = self.arcs(vectors, batch.paragraph, first, last)
        content = torch.cat([no_cue, scores[:, 0].masked_fill(~valid[:, None, :], _NONE)], -1)
        share = F.pad(batch.share, (0, first.shape[1] - batch.share.shape[-1]))
        wanted = torch.cat([1 - share.sum(-1, keepdim=True), share], -1)
        losses["content"] = _soft_cross_entropy(content, wanted, teaches)
        losses["source"] = self._source_loss(scores, no_source, batch)
        return losses

    def _source_loss(self, scores: Tensor, no_source: Tensor, batch: Batch) -> Tensor:
        where = [
            (b, c, source)
            for b, sources in enumerate(batch.sources)
            for c, source in enumerate(sources)
            if source is not False
        ]
        if not where:
            return scores.new_zeros(())
        rows = torch.tensor([b for b, _, _ in where])
        columns = torch.tensor([c for _, c, _ in where])
        real = batch.real[rows]
        begin = scores[rows, 1, :, columns].masked_fill(~real, _NONE)
        end = scores[rows, 2, :, columns].masked_fill(~real, _NONE)
        begin = torch.cat([no_source[rows, columns][:, None], begin], -1)
        starts = torch.tensor([s[0] + 1 if isinstance(s, tuple) else 0 for _, _, s in where])
        ends = torch.tensor([s[1] if isinstance(s, tuple) else IGNORE for _, _, s in where])
        loss = F.cross_entropy(begin, starts)
        if bool((ends != IGNORE).any()):
            loss = loss + F.cross_entropy(end, ends, ignore_index=IGNORE)
        return loss


def _soft_cross_entropy(logits: Tensor, wanted: Tensor, teaches: Tensor) -> Tensor:
    """Mean over the words that teach; ``wanted`` are probabilities along the last axis."""
    loss = -(wanted * logits.log_softmax(-1)).sum(-1)
    return loss[teaches].mean() if bool(teaches.any()) else loss.sum() * 0.0


def _gather(vectors: Tensor, index: Tensor) -> Tensor:
    return torch.gather(vectors, 1, index[..., None].expand(-1, -1, vectors.shape[-1]))


def _false_cues(tags: Tensor, batch: Batch, threshold: float = 0.2, most: int = 12) -> list[list[tuple[int, int]]]:
    likely = tags.softmax(-1)[..., TAGS.index("B-cue")] > threshold
    found = []
    for b, cues in enumerate(batch.cues):
        gold = {w for first, last in cues for w in range(first, last + 1)}
        wrong = [w for w in (likely[b] & batch.real[b]).nonzero().flatten().tolist() if w not in gold]
        found.append([(w, w) for w in wrong[:most]])
    return found


def _pad_cues(cues: list[list[tuple[int, int]]]) -> tuple[Tensor, Tensor, Tensor]:
    most = max(1, *map(len, cues))
    first = torch.zeros(len(cues), most, dtype=torch.long)
    last = first.clone()
    valid = torch.zeros(len(cues), most, dtype=torch.bool)
    for b, found in enumerate(cues):
        for c, (start, end) in enumerate(found):
            first[b, c], last[b, c], valid[b, c] = start, end, True
    return first, last, valid
