"""Refusals, details, figures, the curve and the errors in words: scored only where gold marks them."""

import pytest
from marked_gold import TEXT, by, declined, document, fall, on, safe, spans, statement

from onrecord.errors import UsageError
from onrecord.evaluation import MISS_KINDS, Rate, at_recall, curve, evaluate, misses, sample, with_speakers

PRICE = {"text": "80 crowns", "span": spans("80 crowns")[0], "value": 80, "unit": "crowns", "of": "price"}


def test_what_gold_does_not_mark_is_not_scored():
    found = evaluate([document(safe())], [document(safe(act="refused", event={"text": "x", "span": [0, 1]}))])
    assert (found.refusals, found.details, found.figures) == ((), (), ())
    assert set(found.as_dict()) == {"exact", "found", "attributed", "word", "quoted-word", "by-kind"}


def test_a_refusal_is_answered_however_much_of_it_was_taken():
    short = statement("She", "declined", "to comment", act="refused")
    found = evaluate([document(safe(act="said"), declined(act="refused"))], [document(safe(act="said"), short)])
    assert found.refusal_rate == Rate(1, 1, 1)


def test_a_refusal_taken_for_a_statement_is_missed_and_a_needless_one_is_false():
    found = evaluate(
        [document(safe(act="said"), declined(act="refused"))], [document(safe(act="refused"), declined(act="said"))]
    )
    assert found.refusal_rate == Rate(0, 1, 1)


@pytest.mark.parametrize("taken", [True, False])
def test_an_unsure_refusal_costs_nothing_either_way(taken):
    gold = document(declined(act="refused", unsure=True))
    assert evaluate([gold], [document(*[declined(act="refused")] * taken)]).refusal_rate == Rate()


@pytest.mark.parametrize(
    ("wanted", "given", "rate"),
    [
        ("a briefing on Friday", "the briefing", Rate(1, 1, 1)),
        ("a briefing on Friday", "the harbour", Rate(0, 1, 1)),
        ("a briefing", None, Rate(0, 0, 1)),
        (None, "the briefing", Rate(0, 1, 0)),
        ("the briefing", "of the briefing that was held in the old hall beside the harbour", Rate(0, 1, 1)),
    ],
)
def test_an_event_is_right_where_its_words_agree(wanted, given, rate):
    def named(words):
        return {"text": words, "span": [0, len(words)]} if words else None

    found = evaluate([document(safe(event=named(wanted)))], [document(safe(event=named(given)))])
    assert found.detail_rates == {"event": rate}


@pytest.mark.parametrize(
    ("change", "right"),
    [
        ({}, ["figure", "unit", "of what", "whose"]),
        ({"value": 81}, []),
        ({"unit": "euros"}, ["figure", "of what", "whose"]),
        ({"of": "prices asked"}, ["figure", "unit", "whose"]),
        ({"statement": None}, ["figure", "unit", "of what"]),
    ],
)
def test_a_figure_is_right_part_by_part(change, right):
    gold = document(safe(), declined(), figures=[PRICE | {"statement": 1}])
    predicted = document(declined(id="s1"), figures=[PRICE | {"statement": "s1"} | change])
    rates = evaluate([gold], [predicted]).figure_rates
    assert [part for part, rate in rates.items() if rate.right] == right
    assert {(rate.predicted, rate.gold) for rate in rates.values()} == {(1, 1)}


def test_a_figure_that_gold_does_not_have_costs_precision():
    assert evaluate([document(safe(), figures=[])], [document(figures=[PRICE])]).figure_rates["figure"] == Rate(0, 1, 0)


def test_a_statement_of_a_headline_kept_apart_is_not_laid_over_the_text():
    found = evaluate([document(safe())], [document(safe(field="title"))])
    assert found.statements.found == Rate(0, 0, 1)


def test_a_step_of_the_curve_at_which_nothing_changes_is_left_out():
    steps = curve([(0.95, True), (0.35, False)], gold=2, scored=2)
    assert [(s.least, s.rate.predicted) for s in steps] == [(0.0, 2), (0.4, 1)]


def test_the_point_at_a_recall_takes_all_that_are_equally_sure():
    answers = [(0.9, True), (0.8, True), (0.8, False), (0.1, True)]
    step = at_recall(answers, gold=4, recall=50)
    assert step is not None
    assert (step.least, step.rate) == (0.8, Rate(2, 3, 4))
    assert at_recall(answers, gold=4, recall=90) is None


SPEAKER = {"id": "a", "statement": 0, "speaker": "Ilse Marrow", "speaker_kind": "person", "said_on": "2026-01-09"}
REFUSAL = {"id": "a", "who": "Ilse Marrow", "text": "declined to comment on the price"}


def test_marks_in_files_of_their_own_are_scored_as_if_they_stood_in_gold():
    gold = with_speakers([document(safe(), declined())], [SPEAKER], [REFUSAL])
    found = evaluate([*gold], [document(safe(speaker=by("Ilse Marrow")), declined(act="refused"))])
    assert (found.speakers.named, found.refusal_rate) == (Rate(1, 1, 1), Rate(1, 1, 1))


@pytest.mark.parametrize(
    ("speaker", "refusal", "why"),
    [
        ({"id": "b"}, {}, "gold has no document 'b'"),
        ({"statement": 7}, {}, "none with number 7"),
        ({"statement": "0"}, {}, "none with number 0"),
        ({}, {"text": "nowhere"}, "'nowhere' are not in the text of a"),
        ({}, {"text": ""}, "'' are not in the text"),
    ],
)
def test_a_mark_that_points_nowhere_is_refused_with_its_line(speaker, refusal, why):
    with pytest.raises(UsageError, match=why) as raised:
        with_speakers([document(safe())], [SPEAKER | speaker], [REFUSAL | refusal])
    assert str(raised.value.where).endswith("file, line 1")


def test_a_speaker_line_without_its_keys_is_refused_by_name():
    with pytest.raises(UsageError, match="it has no speaker_kind"):
        with_speakers([document(safe())], [{k: v for k, v in SPEAKER.items() if k != "speaker_kind"}])


WRONG = evaluate(
    [
        document(
            safe(speaker=by("Ilse Marrow"), said_on=on("2026-01-09"), act="said", place=None),
            declined(speaker=by("Ilse Marrow"), said_on=on(None), act="refused"),
            figures=[PRICE | {"statement": 1}],
        )
    ],
    [
        document(
            safe(
                speaker=by("Jan Moor", confidence=0.9, reason="'Moor'"),
                said_on=on("2026-01-16") | {"reason": "'on Friday'"},
                place={"text": "the bridge", "span": [0, 1]},
            ),
            fall(confidence=0.7),
        )
    ],
)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (
            "statements",
            [
                ("not found", "She | declined | to comment on the price of 80 crowns", "nothing"),
                ("not in gold", "no such statement", "An official | said | it will fall"),
            ],
        ),
        ("speakers", [("wrong name", "Ilse Marrow, for 'Ilse Marrow'", "Jan Moor; why: 'Moor'")]),
        ("days", [("wrong day", "2026-01-09", "2026-01-16; why: 'on Friday'")]),
        ("refusals", [("not taken as a refusal", "Ilse Marrow would not say", "nothing, or said")]),
        ("details", [("needless place", "none", "the bridge")]),
        ("figures", [("not found", "80 crowns of price, in statement 1", "none")]),
    ],
)
def test_each_error_is_told_in_words(kind, told):
    assert [(m.problem, m.gold, m.given) for m in misses(WRONG, kind)] == told


def test_an_error_shows_its_passage_with_its_place():
    (miss,) = misses(WRONG, "figures")
    assert "on the price of 80 crowns. An official" in miss.passage
    assert TEXT[miss.start :].startswith("80 crowns")


def test_only_errors_that_the_program_was_sure_of():
    assert [m.problem for m in misses(WRONG, "statements", above=0.6)] == ["not in gold"]
    assert misses(WRONG, "statements", above=0.8) == []


@pytest.mark.parametrize("kind", MISS_KINDS)
def test_nothing_is_listed_where_all_is_right(kind):
    assert misses(evaluate([document(safe())], [document(safe())]), kind) == []


def test_a_sample_is_spread_over_all_errors():
    those = misses(WRONG, "statements") * 5
    assert sample(those, 3) == [those[0], those[3], those[6]]
    assert sample(those, 99) == those


@pytest.mark.parametrize("wrong", ["He", [0, 4], [[4, 0]], [["0", "4"]], [[0, 4, 7]]])
def test_a_role_that_is_no_list_of_spans_is_refused_by_number(wrong):
    with pytest.raises(UsageError, match="source of statement 1 of the gold document"):
        with_speakers([document(safe(), safe() | {"source": wrong})])


def test_two_documents_of_one_id_are_refused():
    with pytest.raises(UsageError, match="two gold documents have this id"):
        with_speakers([document(), document()])
