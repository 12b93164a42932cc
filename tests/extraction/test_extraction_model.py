"""The model that the package carries, as a whole. How good it is stands in scores/; here is what must always hold."""

import shutil
from importlib import resources
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.domain import Article, Span, Turn
from onrecord.errors import ExtractionError
from onrecord.extraction import Model, load_model, versions
from onrecord.extraction.features import read_words


@pytest.fixture(scope="module")
def model():
    return load_model()


@pytest.fixture
def folder(tmp_path):
    source = Path(str(resources.files("onrecord.extraction") / "weights" / versions()[-1]))
    return Path(shutil.copytree(source, tmp_path / "2000-01-01"))


def article(text, **more):
    return Article("a", text, text.encode(), "0", "test", "1", **more)


def found(model, text):
    return [
        tuple(" … ".join(s.of(text) for s in role) for role in (x.source, x.cue, x.content)) for x in model.find(text)
    ]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("“We will wait for the report,” Ana Reyes said.", ("Ana Reyes", "said", "“We will wait for the report,”")),
        ("The mayor said that the bridge was safe.", ("The mayor", "said", "that the bridge was safe")),
        (
            "According to the ministry, 40 people were hurt in the storm.",
            ("the ministry", "According to", "40 people were hurt in the storm"),
        ),
    ],
)
def test_plain_sentences_are_read_as_everybody_reads_them(model, text, statement):
    assert statement in found(model, text)


def test_the_form_follows_the_quotation_marks(model):
    (quoted,) = model.find("“We will wait for the report,” Ana Reyes said.")
    (reported,) = model.find("The mayor said that the bridge was safe.")
    assert (quoted.form, reported.form) == ("direct", "indirect")


def test_a_refusal_to_speak_is_told_as_one(model):
    assert "refused" in {s.act for s in model.find("The minister declined to comment on the report.")}


def test_a_text_without_statements_has_none(model):
    assert model.find("The ferry left the harbour at noon. It rained all day.") == []
    assert model.find("") == []
    assert model.find(" \n\n ") == []


def test_a_headline_that_stands_apart_is_read_too_and_says_so(model):
    title = "Mayor says that the bridge is safe"
    statements = model.extract(article("It rained.", title=title, title_apart=True))
    assert {s.field for s in statements} == {"title"}
    assert model.extract(article("It rained.", title=title)) == ()


def test_a_transcript_is_taken_by_its_labels_alone(model):
    text = "MAYOR: She said that it rained."
    (turn,) = model.extract(article(text, turns=(Turn(Span(0, 5), Span(7, 31)),)))
    assert turn.content == (Span(7, 31),)


def test_the_same_text_gives_the_same_statements(model):
    text = "“We will wait,” Ana Reyes said. The mayor said that the bridge was safe.\n\n" * 40
    assert model.find(text) == model.find(text)


def test_a_text_is_read_window_by_window_whatever_its_length(model):
    paragraph = "“We will wait for the report,” Ana Reyes said on Monday in the town hall.\n\n"
    text = paragraph * 300
    assert (
        sum(len(paragraph) * n <= s.start < len(paragraph) * (n + 1) for n in (0, 150, 299) for s in model.find(text))
        == 3
    )


@given(st.text(alphabet='Aa said“”"‘’.,\n«»éñ\U0001f600\u202e\x00', max_size=120))
@settings(deadline=None, max_examples=40)
def test_every_span_lies_in_the_text_and_roles_share_no_letter(text):
    for statement in load_model().find(text):
        spans = sorted((*statement.source, *statement.cue, *statement.content))
        assert all(s.end <= len(text) and s.of(text).strip() for s in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert 0 <= statement.confidence <= 1


def test_the_network_sees_every_word_once(model):
    words = read_words("She said no. " * 400, model.wordpiece)
    scores = list(model.scores(words))
    assert sum(len(s.tags) for s in scores) == len(words)
    assert [s.start for s in scores] == sorted(s.start for s in scores)


def test_the_models_of_the_package_are_named_by_their_day():
    assert versions()
    assert load_model().version == versions()[-1]


def test_an_unknown_model_is_an_error_that_names_the_known_ones():
    with pytest.raises(ExtractionError, match=versions()[-1]):
        load_model("1999-01-01")


@pytest.mark.parametrize("name", ["encoder.int8.onnx", "heads.npz", "vocab.txt", "settings.json"])
@pytest.mark.parametrize("damage", ["missing", "cut"])
def test_a_damaged_model_is_an_error_that_names_its_place(folder, name, damage):
    if damage == "missing":
        (folder / name).unlink()
    else:
        (folder / name).write_bytes((folder / name).read_bytes()[:3])
    with pytest.raises(ExtractionError, match=r"2000-01-01.*Install onrecord again"):
        Model(folder)


def test_each_model_has_its_card_and_licence():
    for version in versions():
        folder = resources.files("onrecord.extraction") / "weights" / version
        assert "## What it scores" in (folder / "README.md").read_text(encoding="utf-8")
        assert "Apache License" in (folder / "LICENSE").read_text(encoding="utf-8")
