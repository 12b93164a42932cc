import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import UsageError
from onrecord.evaluation import MarkedText, Rate, pair, score

TEXT = 'Jan Novak said the bridge is safe. "We checked it," he added. The mayor doubts it.'


def spans(*words):
    return [[TEXT.index(w), TEXT.index(w) + len(w)] for w in words]


def statement(source, content):
    return {"source": spans(*source), "cue": [], "content": spans(*content)}


SAFE = statement(["Jan Novak"], ["the bridge is safe"])
CHECKED = statement(["he"], ["We checked it"])
DOUBTS = statement(["The mayor"], ["doubts it"])


def document(*statements, **more):
    return {"id": "a", "text": TEXT, "statements": list(statements), **more}


def test_gold_against_itself_is_perfect():
    found = score([document(SAFE, CHECKED, DOUBTS)], [document(SAFE, CHECKED, DOUBTS)])
    assert {(r.precision, r.recall, r.f1) for r in found.rows().values()} == {(100.0, 100.0, 100.0)}


def test_nothing_predicted_scores_nothing_and_does_not_fail():
    found = score([document(SAFE)], [])
    assert found.exact == Rate(0, 0, 1)
    assert found.exact.f1 == 0.0


def test_quotation_marks_and_end_punctuation_do_not_matter():
    loose = {"source": spans("he"), "content": spans('"We checked it,"')}
    assert score([document(CHECKED)], [document(loose)]).exact.f1 == 100.0


@pytest.mark.parametrize(
    ("predicted", "outcome"),
    [
        (SAFE, "exact"),
        (statement(["Novak"], ["the bridge is safe"]), "attributed"),
        (statement(["Novak"], ["bridge is safe"]), "attributed"),
        (statement(["The mayor"], ["the bridge is safe"]), "found"),
        (statement([], ["the bridge is safe"]), "found"),
        (statement(['Jan Novak said the bridge is safe. "We checked it," he added'], ["the bridge is safe"]), "found"),
        (statement(["Jan Novak"], ["safe"]), "missed"),
    ],
    ids=[
        "the same",
        "a part of the name",
        "a shorter content",
        "another source",
        "no source",
        "a bloated source",
        "too little",
    ],
)
def test_a_gold_statement_is_answered_as_well_as_the_prediction_allows(predicted, outcome):
    (document_score,) = score([document(SAFE)], [document(predicted)]).documents
    assert document_score.pairs[0].outcome == outcome


def test_pairs_tell_which_gold_statement_is_answered_by_which_prediction():
    (first,) = score([document(SAFE, CHECKED)], [document(DOUBTS, SAFE)]).documents
    assert [(p.gold, p.predicted, p.outcome) for p in first.pairs] == [
        (0, 1, "exact"),
        (1, None, "missed"),
        (None, 0, "spurious"),
    ]


def test_one_prediction_answers_one_gold_statement_and_the_better_overlap_first():
    text = MarkedText(TEXT)
    short, long = statement(["Jan Novak"], ["the bridge is"]), SAFE
    pairs = pair(text, [long], [short, long])
    assert [(p.gold, p.predicted) for p in pairs] == [(0, 1), (None, 0)]


def test_words_are_scored_under_the_innermost_prediction():
    outer = statement(["Jan Novak"], ["the bridge is safe"])
    inner = statement(["The mayor"], ["safe"])
    found = score([document(SAFE)], [document(outer, inner)])
    assert (found.word.right, found.word.predicted, found.word.gold) == (3, 4, 4)


def test_quoted_words_are_those_inside_marks():
    found = score([document(SAFE, CHECKED)], [document(SAFE)])
    assert (found.quoted_word.right, found.quoted_word.gold) == (0, 3)


def test_recall_is_listed_by_kind():
    nobody = statement([], ["doubts it"])
    kinds = score([document(SAFE, CHECKED, nobody)], [document(CHECKED)]).by_kind
    assert {k: (v.gold, v.found, v.attributed) for k, v in kinds.items()} == {
        "direct": (1, 1, 1),
        "mixed": (0, 0, 0),
        "indirect": (2, 0, 0),
        "no source": (1, 0, 0),
    }


def test_discarded_words_count_for_nobody():
    dropped = document(SAFE, CHECKED, discard=spans('"We checked it," he added'))
    assert score([dropped], [document(SAFE, CHECKED)]).exact == Rate(1, 1, 1)


def test_another_text_is_refused_with_the_place_where_it_differs():
    other = document(SAFE) | {"text": TEXT.replace("bridge", "brigde")}
    with pytest.raises(UsageError, match=f"character {TEXT.index('bridge') + 3}"):
        score([document(SAFE)], [other])


@pytest.mark.parametrize("key", ["id", "text", "statements"])
def test_a_gold_line_without_its_keys_is_refused_by_name(key):
    line = {k: v for k, v in document(SAFE).items() if k != key}
    with pytest.raises(UsageError, match=f"the gold document has no {key}"):
        score([line], [])


def test_predictions_need_no_text_and_unknown_documents_are_named():
    found = score([document(SAFE)], [{"id": "a", "statements": [SAFE]}, {"id": "b", "statements": []}])
    assert found.exact.f1 == 100.0
    assert found.unknown == ("b",)


def test_the_figures_as_plain_values_have_the_names_of_the_rows():
    figures = score([document(SAFE)], [document(SAFE)]).as_dict()
    assert list(figures) == ["exact", "found", "attributed", "word", "quoted-word", "by-kind"]
    assert figures["exact"] == {"p": 100.0, "r": 100.0, "f": 100.0}
    assert figures["by-kind"]["indirect"] == {"gold": 1, "found": 100.0, "attributed": 100.0}


SPAN = st.tuples(st.integers(0, 80), st.integers(1, 30)).map(lambda t: [t[0], min(t[0] + t[1], 83)])
STATEMENT = st.fixed_dictionaries({"source": st.lists(SPAN, max_size=2), "content": st.lists(SPAN, max_size=2)})


@settings(deadline=None, max_examples=100)
@given(st.lists(STATEMENT, max_size=5), st.lists(STATEMENT, max_size=5))
def test_whatever_is_marked_the_counts_agree_with_one_another(gold, predicted):
    found = score([document(*gold)], [document(*predicted)])
    (first,) = found.documents
    assert found.exact.right <= found.attributed.right <= found.found.right <= min(first.gold, first.predicted)
    assert sorted(p.gold for p in first.pairs if p.gold is not None) == [
        i for i, s in enumerate(gold) if MarkedText(TEXT).roles(s).content
    ]
    assert all(0 <= r.precision <= 100 and 0 <= r.recall <= 100 for r in found.rows().values())
    assert sum(found.by_kind[k].gold for k in ("direct", "mixed", "indirect")) == first.gold
