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
from training.corpus import CERTAIN, load  # noqa: E402
from training.encoder import Encoder, Shape  # noqa: E402
from training.export import encoder_graph, export  # noqa: E402
from training.network import Network  # noqa: E402
from training.teach import Teachers, lesson  # noqa: E402
from training.train import Run, Settings, averaged, met_in, rate  # noqa: E402
from training.tune import write_settings  # noqa: E402

from onrecord.extraction.decode import DecoderSettings  # noqa: E402
from onrecord.extraction.model import Model  # noqa: E402
from onrecord.extraction.network import Encoder as RunTimeEncoder  # noqa: E402
from onrecord.extraction.network import Heads, softmax  # noqa: E402
from onrecord.extraction.statements import Calibration  # noqa: E402
from onrecord.extraction.words import WordPiece  # noqa: E402

PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "ana", "rey", "##es", "said", "that", "it", "rained", "."]
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


def test_half_a_share_teaches_half_a_chance(network, documents, tmp_path):
    for document in documents:
        document.tag[2], document.tag[2, 0], document.tag[2, 3] = 0, 8, 7
        document.share[3:6] = 7
    run = Run(Settings(encoder_rate=1e-2, head_rate=1e-2), network, tmp_path / "run")
    for _ in range(60):
        run.learn(network.loss(collate(group(documents), WORDPIECE), own_mistakes=False), total=60)
    network.eval()
    batch = collate(group(documents[:1]), WORDPIECE)
    with torch.no_grad():
        vectors = network.encode(batch)
        arcs, no_cue, _ = network.arcs(vectors, batch.paragraph, torch.tensor([[2]]), torch.tensor([[2]]))
    assert network.tag(vectors).softmax(-1)[0, 2, 3].item() == pytest.approx(0.5, abs=0.1)
    assert (arcs[0, 0, 4, 0] - no_cue[0, 4, 0]).sigmoid().item() == pytest.approx(0.5, abs=0.1)


def test_every_taught_article_is_met_as_often_as_asked(documents):
    settings = Settings(epochs=3, taught_passes=2.0)
    met = [met_in(number, documents[:1], documents[1:], [], settings) for number in range(3)]
    seen = [d.data["id"] for part in met for d in part[1:]]
    assert all(part[0] is documents[0] for part in met)
    assert sorted(seen) == sorted([d.data["id"] for d in documents[1:]] * 2)


def test_each_epoch_meets_all_that_was_edited_and_another_part_of_what_was_marked(documents):
    settings = Settings(epochs=3, marked_share=1 / 3)
    met = [met_in(number, documents[:3], [], documents[3:], settings) for number in range(3)]
    assert all(part[-1] is documents[3] for part in met)
    assert sorted(d.data["id"] for part in met for d in part[:-1]) == ["0", "1", "2"]


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


def test_a_checkpoint_of_before_a_setting_was_made_is_resumed_with_its_default(network, tmp_path):
    Run(Settings(), network, tmp_path / "run").save()
    state = torch.load(tmp_path / "run.pt", weights_only=True)
    del state["settings"]["marked_share"]
    torch.save(state, tmp_path / "run.pt")
    Run(Settings(), network, tmp_path / "run").resume()
    with pytest.raises(SystemExit, match="other settings"):
        Run(Settings(marked_share=0.5), network, tmp_path / "run").resume()


def test_another_run_can_go_on_from_the_means_of_a_finished_one(network, documents, tmp_path):
    run = Run(Settings(encoder_rate=1e-2, head_rate=1e-2), network, tmp_path / "run")
    run.learn(network.loss(collate(group(documents), WORDPIECE), own_mistakes=False), total=10)
    run.save()
    again = Network(Encoder(SMALL))
    again.load_state_dict(averaged(tmp_path / "run.pt"))
    means = run.average.weights
    assert all(torch.equal(p, means[n]) for n, p in again.named_parameters() if n in means)
    assert any(not torch.equal(p, means[n]) for n, p in network.named_parameters() if n in means)


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


def test_a_graph_has_fused_operators_and_its_last_layer_asks_for_words_alone(network):
    weights = {name: value.numpy() for name, value in network.state_dict().items()}
    kinds = [node.op_type for node in encoder_graph(weights).graph.node]
    assert kinds.count("BiasGelu") == SMALL.layers
    assert (kinds.count("Attention"), kinds.count("MultiHeadAttention")) == (SMALL.layers - 1, 1)


def test_teachers_who_agree_teach_what_each_of_them_thinks(network, documents, tmp_path):
    Run(Settings(), network, tmp_path / "run").save()
    folder = tmp_path / "weights"
    export(tmp_path / "run.pt", folder, quantised=False)
    (folder / "vocab.txt").write_text("\n".join(PIECES), encoding="utf-8")
    write_settings(folder, DecoderSettings(), Calibration())
    words = documents[0].words
    (alone,) = Model(folder).scores(words, [(2, 2)])
    (together,) = Teachers([folder, folder]).scores(words, [(2, 2)])
    assert together.cues == alone.cues
    chance = softmax(np.column_stack([alone.no_cue, alone.content]))
    np.testing.assert_allclose(softmax(np.column_stack([together.no_cue, together.content])), chance, atol=1e-5)
    taught = lesson(Teachers([folder, folder]), documents[0].data)
    assert taught.tag.sum(1).tolist() == [CERTAIN] * len(words)
    assert np.abs(taught.share / CERTAIN - chance[:, 1:]).max() < 2 / CERTAIN
