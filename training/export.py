"""From a checkpoint to what the package carries: an int8 ONNX graph of the encoder, and the heads as arrays.

The graph is built by hand with onnxruntime's fused operators (Attention, BiasGelu): exported from torch, the attention
is not recognised and runs slower. It reads one window at a time and so knows neither padding nor mask. After the last
layer only the first piece of each word is read, so there only those ask: keys and values are made of all pieces, the
rest of the layer runs over three quarters of them. int8 is dynamic, by channel, and symmetric, which costs under a
point (the card says how much).
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from onrecord.extraction.model import ENCODER, HEADS

from .encoder import EPSILON, Shape
from .train import averaged

_FUSED = "com.microsoft"
_FIRST = "first"
_TABLES = {
    "pieces": "encoder.pieces",
    "shape": "shape",
    "place": "place",
    "quote": "quote",
    "position": "encoder.positions",
}
"""By the name of each input, the table that it is looked up in."""

Arrays = Mapping[str, NDArray[Any]]


class _Graph:
    """Collects the nodes and weights of a graph."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.weights: list[Any] = []

    def weight(self, name: str, values: NDArray[Any]) -> str:
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values, dtype=np.float32), name))
        return name

    def add(self, operator: str, inputs: list[str], output: str, **attributes: Any) -> str:
        self.nodes.append(helper.make_node(operator, inputs, [output], name=f"{output}_node", **attributes))
        return output


def encoder_graph(weights: Arrays, heads: int = Shape().heads) -> onnx.ModelProto:
    """The encoder with its feature tables as an ONNX model.

    Five (1, pieces) inputs and ``first``, the piece at which each word begins, (words,), to (1, words, width).
    """
    graph = _Graph()
    x = _embedding(graph, weights)
    last = sum(name.endswith(".qkv.weight") for name in weights) - 1
    for number in range(last):
        part = _Part(graph, weights, number)
        x = _after_attention(part, _attention(part, x, heads), x, f"x{number + 1}")
    part = _Part(graph, weights, last)
    asking = graph.add("Gather", [x, _FIRST], "asking", axis=1)
    x = _after_attention(part, _attention_of_some(part, x, asking, heads), asking, "vectors")
    width = weights["encoder.norm.weight"].shape[0]
    made = helper.make_graph(
        graph.nodes,
        "onrecord_encoder",
        [
            *(helper.make_tensor_value_info(name, TensorProto.INT64, [1, "pieces"]) for name in _TABLES),
            helper.make_tensor_value_info(_FIRST, TensorProto.INT64, ["words"]),
        ],
        [helper.make_tensor_value_info(x, TensorProto.FLOAT, [1, "words", width])],
        graph.weights,
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(_FUSED, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=9)


def _embedding(graph: _Graph, weights: Arrays) -> str:
    looked_up = {
        name: graph.add("Gather", [graph.weight(f"table_{name}", weights[f"{table}.weight"]), name], f"at_{name}")
        for name, table in _TABLES.items()
    }
    extra = looked_up["position"]
    for name in ("shape", "place", "quote"):
        extra = graph.add("Add", [extra, looked_up[name]], f"with_{name}")
    norm = [graph.weight(f"norm_{kind}", weights[f"encoder.norm.{kind}"]) for kind in ("weight", "bias")]
    added = graph.add("Add", [looked_up["pieces"], extra], "embedded")
    return graph.add("LayerNormalization", [added, *norm], "x0", epsilon=EPSILON)


@dataclass(frozen=True, slots=True)
class _Part:
    """One layer's weights on their way into the graph."""

    graph: _Graph
    weights: Arrays
    number: int

    def __call__(self, name: str, *, turned: bool = False, columns: slice | None = None) -> str:
        """The name in the graph of one array of the layer; turned, as MatMul wants it; of it these columns alone."""
        values = self.weights[f"encoder.layers.{self.number}.{name}"]
        values = values.T if turned else values
        if columns is None:
            return self.graph.weight(f"{name}_{self.number}", values)
        return self.graph.weight(f"{name}_{self.number}_from{columns.start or 0}", values[:, columns])


def _attention(part: _Part, x: str, heads: int) -> str:
    """Every piece asks every piece."""
    inputs = [x, part("qkv.weight", turned=True), part("qkv.bias")]
    return part.graph.add("Attention", inputs, f"attended{part.number}", num_heads=heads, domain=_FUSED)


def _attention_of_some(part: _Part, x: str, asking: str, heads: int) -> str:
    """The vectors ``asking`` ask every piece of ``x``."""
    graph, width = part.graph, part.weights[f"encoder.layers.{part.number}.out.weight"].shape[0]
    query = graph.add("MatMul", [asking, part("qkv.weight", turned=True, columns=slice(width))], "query")
    key, value = (
        graph.add("MatMul", [x, part("qkv.weight", turned=True, columns=slice(start, start + width))], name)
        for name, start in (("key", width), ("value", 2 * width))
    )
    inputs = [query, key, value, part("qkv.bias")]
    return graph.add("MultiHeadAttention", inputs, f"attended{part.number}", num_heads=heads, domain=_FUSED)


def _after_attention(part: _Part, attended: str, trunk: str, output: str) -> str:
    """What follows attention in a layer, for as many vectors as ``attended`` and ``trunk`` hold."""
    graph, number = part.graph, part.number

    def norm(name: str, branch: str, trunk: str, bias: str, out: str) -> str:
        with_bias = graph.add("Add", [branch, part(bias)], f"{out}_biased")
        added = graph.add("Add", [with_bias, trunk], f"{out}_added")
        return graph.add(
            "LayerNormalization", [added, part(f"{name}.weight"), part(f"{name}.bias")], out, epsilon=EPSILON
        )

    projected = graph.add("MatMul", [attended, part("out.weight", turned=True)], f"projected{number}")
    y = norm("norm1", projected, trunk, "out.bias", f"y{number}")
    inner = graph.add("MatMul", [y, part("inner1.weight", turned=True)], f"inner{number}")
    active = graph.add("BiasGelu", [inner, part("inner1.bias")], f"active{number}", domain=_FUSED)
    outer = graph.add("MatMul", [active, part("inner2.weight", turned=True)], f"outer{number}")
    return norm("norm2", outer, y, "inner2.bias", output)


def export(checkpoint: Path, folder: Path, *, quantised: bool = True) -> None:
    """Writes encoder and heads of ``checkpoint`` into ``folder``; not quantised, the encoder stays in fp32 for
    comparison (training.card --unrounded).
    """
    weights = {name: value.float().numpy() for name, value in averaged(checkpoint).items()}
    folder.mkdir(parents=True, exist_ok=True)
    graph = encoder_graph(weights)
    target = folder / ENCODER
    if quantised:
        _quantise(graph, target)
    else:
        onnx.save(graph, str(target))
    in_graph = ("encoder.", "shape.", "place.", "quote.")
    heads = {name: value for name, value in weights.items() if not name.startswith(in_graph)}
    np.savez(folder / HEADS, **heads)  # type: ignore[arg-type]  # numpy takes them for its own option


def _quantise(graph: onnx.ModelProto, target: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "encoder.onnx"
        onnx.save(graph, str(plain))
        quantize_dynamic(
            str(plain),
            str(target),
            weight_type=QuantType.QInt8,
            per_channel=True,
            # Seven bits: without VNNI the sums of two products of eight bits overflow, which is clipped in silence.
            reduce_range=True,
            # Values between the fused operators have no type that the quantiser can infer.
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )
