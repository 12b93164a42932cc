"""The component of spaCy, in a blank pipeline: found by its entry point, exact to the letter, and it travels."""

from __future__ import annotations

from importlib.metadata import entry_points

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin, Span

import quoting_model
from onrecord import extraction
from onrecord.errors import UsageError

TEXT = "“We will wait,” said Ilse Marrow, the harbour master, on Friday. Nobody answered her."
QUOTED = "Ilse Marrow said, “We will wait.” It is perhaps late. Ada Quill said, “It is perhaps 80 percent done.”"


@pytest.fixture
def quoting(monkeypatch):
    """A pipeline with a model that needs no weights."""
    monkeypatch.setattr(extraction, "load_model", quoting_model.load)
    return pipeline()


def pipeline(**config):
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord", config=config)
    return nlp


def said(nlp, text):
    doc = nlp(text)
    return list(doc.spans["statements"])


def test_spacy_finds_it_by_its_entry_point():
    (found,) = entry_points(group="spacy_factories", name="onrecord")
    assert found.value == "onrecord.spacy:statements"
    assert spacy.blank("en").has_factory("onrecord")


def test_a_statement_is_a_span_that_knows_who_said_it_and_how():
    (span,) = said(pipeline(), TEXT)
    assert (span.text, span.label_, span.id_) == ("“We will wait,”", "said", "s1")
    assert (span._.speaker, span._.form, span._.act) == ("Ilse Marrow", "direct", "said")
    assert 0.5 < span._.confidence <= 1
    assert [cue.text for cue in span._.cue] == ["said"]
    assert span._.source[0].text.startswith("Ilse Marrow")
    assert span._.statement["content"] == [[0, 15]]
    assert span._.said_on is None


def test_the_day_is_reckoned_where_the_day_of_publication_is_given():
    nlp = pipeline()
    doc = nlp.make_doc(TEXT)
    doc._.published = "2026-01-18"
    assert nlp(doc).spans["statements"][0]._.said_on == "2026-01-16"


def test_a_day_that_is_none_is_refused(quoting):
    doc = quoting.make_doc(TEXT)
    doc._.published = "last week"
    with pytest.raises(UsageError, match="'last week' is no day"):
        quoting(doc)


@pytest.mark.parametrize("config", [{"only_statements": True}, {"min_confidence": 0.5}], ids=str)
def test_what_is_asked_of_it_is_done(quoting, config):
    spans = said(pipeline(**config), QUOTED)
    expected = [None, None] if "only_statements" in config else ["Ilse Marrow"]
    assert [span._.speaker for span in spans] == expected


def test_each_stretch_of_a_statement_is_a_span_and_none_holds_what_stands_between(monkeypatch):
    text = "“We,” she said, “will wait.”"
    monkeypatch.setattr(extraction, "load_model", lambda: Parted([(0, 5), (16, 28)]))
    spans = said(pipeline(), text)
    assert [(span.text, span.id_, span._.offsets) for span in spans] == [
        ("“We,”", "s1", [(0, 5)]),
        ("“will wait.”", "s1", [(16, 28)]),
    ]


class Parted:
    """A model that finds one statement at these places."""

    version = "parted-1"

    def __init__(self, places):
        self.places = places

    def extract(self, article):
        from onrecord.domain import Span as Place
        from onrecord.domain import Statement

        return (Statement("s1", (), (), tuple(Place(*place) for place in self.places)),)


@given(
    text=st.text(alphabet="ab -'“”.\n\u0301\U0001f600", min_size=1, max_size=30),
    cuts=st.lists(st.integers(0, 29), min_size=2, max_size=4, unique=True).map(sorted),
)
def test_a_span_holds_every_letter_that_was_said_and_offsets_are_exact(text, cuts):
    places = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if text[a:b].strip() and b <= len(text)]
    if not places:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(extraction, "load_model", lambda: Parted(places))
        doc = NLP(text)
    spans = doc.spans["statements"]
    assert doc.text == text
    assert sorted(place for span in spans for place in span._.offsets) == places
    for span in spans:
        for start, end in span._.offsets:
            assert text[start:end].strip() in span.text
        # Wider by whole tokens alone: without its first or its last one it would no longer hold all that was said.
        assert min(start for start, _ in span._.offsets) < span[0].idx + len(span[0])
        assert max(end for _, end in span._.offsets) > span[-1].idx


NLP = pipeline()


def test_it_travels_with_the_doc_and_to_other_processes(quoting):
    doc = quoting(QUOTED)
    (back,) = DocBin(store_user_data=True, docs=[doc]).get_docs(spacy.blank("en").vocab)
    copies = [back, Doc(quoting.vocab).from_bytes(doc.to_bytes()), *quoting.pipe([QUOTED] * 2, n_process=2)]
    for copy in copies:
        assert [(s.text, s._.speaker) for s in copy.spans["statements"]] == [
            ("“We will wait.”", "Ilse Marrow"),
            ("“It is perhaps 80 percent done.”", "Ada Quill"),
        ]


def test_other_spans_have_none_of_it(quoting):
    doc = quoting(QUOTED)
    span = doc[0:2]
    assert (span._.speaker, span._.cue, span._.statement, span._.offsets) == (None, [], None, [])


def test_an_attribute_of_somebody_else_is_left_alone_and_a_prefix_helps(quoting):
    before = Span.get_extension("form")
    Span.set_extension("form", default="theirs", force=True)
    try:
        with pytest.raises(UsageError, match=r"span\._\.form: this attribute is somebody else's already.*prefix"):
            pipeline()
        (span, *_) = said(pipeline(prefix="onrecord_"), QUOTED)
        assert (span._.form, span._.onrecord_form, span._.onrecord_speaker) == ("theirs", "direct", "Ilse Marrow")
    finally:
        Span.set_extension("form", getter=before[2], force=True)


def test_a_pipeline_of_another_language_is_refused():
    with pytest.raises(UsageError, match="knows English alone"):
        spacy.blank("de").add_pipe("onrecord")


def test_a_pipeline_without_it_loads_nothing_of_ours():
    import subprocess
    import sys

    code = "import sys, spacy; spacy.blank('en'); print(*(n for n in sys.modules if n.startswith('onrecord')))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["onrecord", "onrecord.spacy"]
