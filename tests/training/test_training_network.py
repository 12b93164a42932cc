"""The network that is taught and the one at run time are two programs that must do the same sum."""

import random

import numpy as np
import pytest

torch = pytest.importorskip(
    "torch", reason="torch is not installed: training cannot be tried (pip install torch==2.13.0)"
)
pytest.importorskip("onnx", reason="onnx is not installed: the export cannot be tried (pip install onnx)")

from tiny_corpus import corpus_line, write_lines  # noqa: E402
from training.batches import Window, collate, epoch  # noqa: E402
from training.corpus import load  # noqa: E402
from training.encoder import Encoder, Shape  # noqa: E402
from training.export import encoder_graph, export  # noqa: E402
from training.network import Network  # noqa: E402
from training.train import Run, Settings, rate  # noqa: E402

from onrecord.extraction.network import Encoder as RunTimeEncoder  # noqa: E402
from onrecord.extraction.network import Heads  # noqa: E402
from onrecord.extraction.words import WordPiece  # noqa: E402

PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "ana", "reyes", "said", "that", "it", "rained", "."]
WORDPIECE = WordPiece({piece: number for number, piece in enumerate(PIECES)})
SMALL = Shape(vocabulary=len(PIECES), width=48, layers=2, heads=12, inner=64, positions=40)


@pytest.fixture
def documents(tmp_path):
    return load(write_lines(tmp_path / "train.jsonl", [corpus_line(str(n)) for n in range(4)]), WORDPIECE)


@pytest.fixture
def network():
    torch.manual_seed(1)
    return Network(Encoder(SMALL, dropout=0.0), dropout=0.0)


def group(documents):
    return [Window(d, 0, len(d.words)) for d in documents]


def test_a_few_steps_lower_every_loss(network, documents, tmp_path):
    settings = Settings(epochs=1, encoder_rate=1e-2, head_rate=1e-2)
    run = Run(settings, network, tmp_path / "run")
    before = network.loss(collate(group(documents), WORDPIECE), own_mistakes=False)
    for _ in range(40):
        run.learn(network.loss(collate(group(documents), WORDPIECE), own_mistakes=True), total=60)
    after = network.loss(collate(group(documents), WORDPIECE), own_mistakes=False)
    assert all(after[name].item() < 0.5 * before[name].item() for name in ("tag", "content", "source"))


def test_a_resumed_run_has_everything_that_the_first_one_had(network, documents, tmp_path):
    settings = Settings(epochs=2)
    run = Run(settings, network, tmp_path / "run")
    run.learn(network.loss(collate(group(documents), WORDPIECE), own_mistakes=False), total=10)
    run.done = 1
    run.save()
    again = Run(settings, Network(Encoder(SMALL)), tmp_path / "run")
    again.resume()
    assert (again.done, again.step) == (1, 1)
    assert all(torch.equal(a, b) for a, b in zip(network.parameters(), again.network.parameters(), strict=True))
    assert all(torch.equal(run.average.weights[n], w) for n, w in again.average.weights.items())


def test_a_run_with_other_settings_is_not_resumed(network, tmp_path):
    Run(Settings(seed=1), network, tmp_path / "run").save()
    with pytest.raises(SystemExit, match="other settings"):
        Run(Settings(seed=2), network, tmp_path / "run").resume()


def test_the_exported_graph_and_heads_give_what_torch_gives(network, documents, tmp_path):
    for table in (network.shape, network.place, network.quote):
        torch.nn.init.normal_(table.weight)
    Run(Settings(), network, tmp_path / "run").save()
    export(tmp_path / "run.pt", tmp_path / "weights", quantised=False)
    network.eval()
    words = documents[0].words
    batch = collate(group(documents[:1]), WORDPIECE)
    with torch.no_grad():
        expected = network.encode(batch)[0]
        cue = torch.tensor([[2]])
        arcs, no_cue, no_source = network.arcs(expected[None], batch.paragraph, cue, cue)
        tags = network.tag(expected).softmax(-1).numpy()
    vectors = RunTimeEncoder(tmp_path / "weights" / "encoder.int8.onnx", WORDPIECE)(words, 0, len(words))
    np.testing.assert_allclose(vectors, expected.numpy(), atol=2e-4)
    with np.load(tmp_path / "weights" / "heads.npz") as arrays:
        heads = Heads(dict(arrays))
    scores = heads(vectors, words.paragraph)
    np.testing.assert_allclose(scores.tags, tags, atol=1e-4)
    np.testing.assert_allclose(scores.no_cue, no_cue[0, :, 0].numpy(), atol=1e-3)
    found, nobody = heads._arcs(vectors, words.paragraph, [(2, 2)])
    np.testing.assert_allclose(found[:, :, 0], arcs[0, :, :, 0].numpy(), atol=1e-3)
    np.testing.assert_allclose(nobody, no_source[0].numpy(), atol=1e-3)


def test_padding_changes_nothing(network, documents):
    network.eval()
    window = Window(documents[0], 0, 7)
    short = Window(documents[1], 0, 3)
    with torch.no_grad():
        alone = network.encode(collate([short], WORDPIECE))[0]
        padded = network.encode(collate([window, short], WORDPIECE))[1, :3]
    torch.testing.assert_close(alone, padded)


def test_an_epoch_has_every_word_once(documents):
    groups = epoch(documents, most_pieces=8, budget=32, rng=random.Random(1))
    seen = sorted((w.document.data["id"], n) for g in groups for w in g for n in range(w.start, w.end))
    assert seen == sorted((d.data["id"], n) for d in documents for n in range(len(d.words)))


def test_the_rate_rises_then_falls_to_nothing():
    rates = [rate(step, 100, 0.1) for step in range(101)]
    assert rates.index(max(rates)) in range(8, 12)
    assert rates[100] == 0


def test_a_graph_has_a_node_for_each_fused_operator(network):
    weights = {name: value.numpy() for name, value in network.state_dict().items()}
    kinds = [node.op_type for node in encoder_graph(weights).graph.node]
    assert kinds.count("Attention") == kinds.count("BiasGelu") == SMALL.layers
