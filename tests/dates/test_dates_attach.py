import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marked import marked
from onrecord.dates import date, timeline
from onrecord.domain import Article, Span, Speaker, Statement, Turn

CASES = json.loads((Path(__file__).parent / "cases" / "said_on.json").read_text(encoding="utf-8"))
SUNDAY = "2021-01-17"


def dated(text, published=SUNDAY, speakers=()):
    article, statements = marked(text, published=published)
    named = [replace(s, speaker=who) for s, who in zip(statements, speakers, strict=True)] if speakers else statements
    return article, [s.said_on for s in date(article, tuple(named))]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_only_an_expression_that_hangs_on_the_saying_dates_it(case):
    article, found = dated(case["text"])
    assert [w.edtf for w in found] == case["days"]
    for when in found:
        assert when.reason
        assert bool(when.evidence) == (when.edtf is not None)
        assert all(span.of(article.text) in when.reason for span in when.evidence)


def test_without_a_day_of_publication_a_weekday_stays_open_and_a_whole_date_does_not():
    _, found = dated("{1:Novak} <1:said> Friday [1:no]. {2:Quill} <2:said> on May 3, 2019 [2:yes].", published=None)
    assert [w.edtf for w in found] == [None, "2019-05-03"]
    assert found[0].reason == "'Friday' cannot be reckoned: the day of publication is unknown"


FILL = "A bridge is a bridge. So is the next one. Nobody goes there. The river is wide.\n\n" * 3
"""Paragraphs without a time, which keep a statement out of the lead."""

NOVAK, QUILL = Speaker("Jan Novak", "person"), Speaker("Marta Quill", "person")


@pytest.mark.parametrize(
    ("between", "second", "day"),
    [
        (" ", NOVAK, "2021-01-15"),
        (" ", QUILL, None),
        (" ", Speaker(), None),
        ("\n\n", NOVAK, "2021-01-15"),
        (" On Saturday it rained. ", NOVAK, None),
    ],
    ids=["the same speaker", "another speaker", "a speaker nobody knows", "another paragraph", "another day since"],
)
def test_a_day_carries_over_to_what_the_same_speaker_says_next(between, second, day):
    text = FILL + "{1:Novak} <1:said> Friday [1:it rained]." + between + "[2:“Never,”] {2:he} <2:added>."
    _, found = dated(text, speakers=(NOVAK, second))
    assert found[1].edtf == day
    if day:
        assert found[1].reason.endswith("carried over from what the same speaker said before")


@pytest.mark.parametrize(
    ("content", "day"),
    [
        ("that demand on Saturday", None),  # of the saying or of the demand
        ("that demand on Friday", "2021-01-15"),  # the same day, whosever it is
        ("his call for Saturday", "2021-01-15"),
        ("that they leave on Saturday", "2021-01-15"),
        ("the vote of 2012", "2021-01-15"),
    ],
)
def test_a_day_does_not_carry_over_a_thing_that_ends_with_another(content, day):
    text = FILL + "{1:Novak} <1:said> Friday [1:it rained]. {2:He} <2:repeated> [2:" + content + "]."
    _, found = dated(text, speakers=(NOVAK, NOVAK))
    assert found[1].edtf == day


def test_byline_and_dateline_are_no_part_of_the_lead():
    head = "Seven towns meet\n\nBy Eva Lind\n\n17 January 2021\n\nThe Bay Echo\n\n"
    _, found = dated(head + LEAD + FILL + "{1:Novak} <1:said> [1:no].", speakers=(NOVAK,))
    assert found[0].edtf == "2021-01-15"


@pytest.mark.parametrize(
    ("aside", "day"),
    [
        ("The river, which rose on January 6, is wide.", "2021-01-15"),
        ("The river rose on January 6.", None),
    ],
)
def test_a_lead_tells_one_day_where_no_other_is_told_but_in_a_relative_clause(aside, day):
    _, found = dated(LEAD + aside + "\n\n" + FILL + "{1:Novak} <1:said> [1:no].", speakers=(NOVAK,))
    assert found[0].edtf == day


def test_a_day_reckoned_from_another_is_one_of_the_two_that_a_lead_tells():
    lead = "The seven towns on the river voted on Friday for a bridge. Two days after the vote, Jan Novak came.\n\n"
    _, found = dated(lead + FILL + "{1:Novak} <1:said> [1:no].", speakers=(NOVAK,))
    assert found[0].edtf is None


def test_the_times_of_a_headline_are_sought_once_however_many_statements_it_has(monkeypatch):
    # Found by scores.fuzz: a headline of 20,000 letters with 249 statements took 25 s.
    title = "Novak said no on Friday. " * 20
    cue, content = Span(6, 10), Span(11, 13)
    statements = tuple(
        Statement(f"s{n}", source=(Span(0 + 25 * n, 5 + 25 * n),), cue=(Span(cue.start + 25 * n, cue.end + 25 * n),),
                  content=(Span(content.start + 25 * n, content.end + 25 * n),), field="title")
        for n in range(20)
    )  # fmt: skip
    sought = []
    find = timeline.find_times
    monkeypatch.setattr(timeline, "find_times", lambda text: sought.append(text) or find(text))
    article = replace(marked("It rained.", published=SUNDAY)[0], title=title)
    assert {s.said_on.edtf for s in date(article, statements)} == {"2021-01-15"}
    assert sought.count(title) == 1


@pytest.mark.parametrize(
    ("second", "day"),
    [
        ("{2:He} <2:said> [2:no].", "2021-01-15"),
        ("[2:“No,”] {2:he} <2:told> reporters.", "2021-01-15"),
        ("{2:He} <2:has long said> [2:no].", None),
        ("{2:He} <2:says> [2:no].", None),
        ("In an interview with a paper, {2:he} <2:said> [2:no].", None),
        ("{2:He} <2:tweeted> [2:no].", None),
        ("{2:He} <2:told> The Daily Lantern [2:no].", None),
        ("{2:He} <2:said> in 2015 [2:no].", "2015"),
    ],
)
def test_a_day_carries_over_within_one_occasion_and_one_tense(second, day):
    text = FILL + "At a rally on Friday, {1:Novak} <1:said> [1:yes]. " + second
    _, found = dated(text, speakers=(NOVAK, NOVAK))
    assert found[1].edtf == day


LEAD = "Marta Quill and Jan Novak met on Friday at a forum of the seven towns on the river.\n\n"


@pytest.mark.parametrize(
    ("text", "speaker", "day"),
    [
        (LEAD + FILL + "{1:Novak} <1:said> [1:no].", NOVAK, "2021-01-15"),
        (LEAD + FILL + "{1:Lind} <1:said> [1:no].", Speaker("Eva Lind", "person"), None),
        (LEAD + FILL + "{1:Novak} <1:says> [1:no].", NOVAK, None),
        (LEAD + "On Saturday it rained. " + FILL + "{1:Novak} <1:said> [1:no].", NOVAK, None),
        (LEAD.replace("Friday", "Sunday") + FILL + "{1:Lind} <1:said> [1:no].", Speaker("Eva Lind", "person"), SUNDAY),
        (LEAD.replace("on Friday", "after the vote of Friday") + FILL + "{1:Novak} <1:said> [1:no].", NOVAK, None),
        ("Jan Novak\n17 January 2021\n\n" + FILL + "{1:Novak} <1:said> [1:no].", NOVAK, None),
        ("Jan Novak\n17 January 2021\n\n" + LEAD + FILL + "{1:Novak} <1:said> [1:no].", NOVAK, "2021-01-15"),
        ("LUND, Jan 17 (Lund Wire) - Marta Quill met Jan Novak. " + FILL + "{1:Novak} <1:said> [1:no].", NOVAK, None),
        (LEAD + FILL + "{1:Novak} <1:said> [1:no].", Speaker("Maria Novak", "person"), None),
        (LEAD + FILL + "{1:Novak} <1:told> a news conference [1:no].", NOVAK, None),
        (LEAD + FILL * 4 + "{1:Novak} <1:said> [1:no].", NOVAK, None),
        (LEAD.replace("on Friday", "for the Friday vote") + FILL + "{1:Novak} <1:said> [1:no].", NOVAK, None),
    ],
    ids=[
        "named",
        "not named",
        "present",
        "another day since",
        "of today, anybody",
        "an aside",
        "a dateline",
        "a dateline above the lead",
        "the dateline of a wire",
        "a namesake",
        "another occasion",
        "too far below",
        "before a noun",
    ],
)
def test_the_day_of_the_lead_holds_for_those_whom_it_names(text, speaker, day):
    _, found = dated(text, speakers=(speaker,))
    assert found[0].edtf == day
    if day:
        assert found[0].reason.endswith("the day of the story that the lead tells")


def test_what_follows_another_occasion_in_its_paragraph_belongs_to_it_and_not_to_the_story():
    text = LEAD + FILL + "{1:Novak} <1:told> a news conference [1:no]. [2:“Never,”] {2:he} <2:said>."
    _, found = dated(text, speakers=(NOVAK, NOVAK))
    assert [w.edtf for w in found] == [None, None]


def test_what_somebody_believed_is_not_of_the_day_of_the_story():
    article, (statement,) = marked(LEAD + FILL + "{1:Novak} <1:believed> [1:it].", published=SUNDAY)
    said, believed = (replace(statement, speaker=NOVAK, cue_lemma=lemma) for lemma in ("say", "believe"))
    assert date(article, (said,))[0].said_on.edtf == "2021-01-15"
    assert date(article, (believed,))[0].said_on.edtf is None


def test_what_is_hoped_for_may_have_the_day_itself_and_what_is_shown_has_not():
    article, (statement,) = marked("{1:Novak} <1:had> [1:a seat in the second row] on Friday.", published=SUNDAY)
    shown, hoped = (replace(statement, cue_lemma=lemma) for lemma in ("show", "hope"))
    assert date(article, (shown,))[0].said_on.edtf == "2021-01-15"
    assert date(article, (hoped,))[0].said_on.edtf is None


def test_an_occasion_named_right_below_the_lead_is_that_of_the_lead():
    text = "{1:Novak} <1:refused> on Friday [1:to say].\n\n[2:“No,”] {2:Novak} <2:said> at a press conference."
    _, found = dated(text, speakers=(NOVAK, NOVAK))
    assert [w.edtf for w in found] == ["2021-01-15", "2021-01-15"]


def test_a_text_that_begins_with_that_night_has_no_day_before_it():
    _, found = dated("That night {1:Novak} <1:said> [1:no].")
    assert found[0].edtf is None
    assert found[0].reason == "nothing right before 'That night' says from which day it is reckoned"


def test_a_week_or_a_year_does_not_carry_over_to_another_paragraph():
    for when in ("in 1993", "last week"):
        _, found = dated(
            FILL + f"{{1:Novak}} <1:said> {when} [1:no].\n\n{{2:He}} <2:said> [2:no].", speakers=(NOVAK,) * 2
        )
        assert found[0].edtf
        assert found[1].edtf is None


def test_the_sentence_before_tells_of_whoever_acts_in_it_not_of_whoever_is_named_in_it():
    text = FILL + "On Friday {1:Quill} <1:said> [1:she would help Novak]. {2:Novak} <2:said> [2:no]."
    _, found = dated(text, speakers=(QUILL, NOVAK))
    assert [w.edtf for w in found] == ["2021-01-15", None]


def test_what_is_told_by_the_way_dates_nothing_else():
    text = (
        FILL + "{1:Novak}, {2:who} <2:dismissed> [2:his driver of ten years] in November, <1:declined> [1:to say why]."
    )
    _, found = dated(text, speakers=(NOVAK, NOVAK))
    assert [w.edtf for w in found] == [None, "2020-11"]


def test_they_go_on_with_the_day_of_the_group_that_they_are():
    critics = Speaker(type="group", description="Critics")
    text = FILL + "On Friday {1:critics} <1:wrote> [1:a letter].\n\n[2:“No,”] {2:they} <2:wrote>."
    _, found = dated(text, speakers=(critics, critics))
    assert [w.edtf for w in found] == ["2021-01-15", "2021-01-15"]


@pytest.mark.parametrize(("before", "day"), [("called it grave only to", "2021-01-15"), ("may want to", None)])
def test_the_day_is_carried_to_an_infinitive_that_goes_on_with_the_telling(before, day):
    text = FILL + f"On Friday {{1:Novak}} <1:said> [1:no]. {{2:He}} {before} <2:add>: [2:“Never.”]"
    _, found = dated(text, speakers=(NOVAK, NOVAK))
    assert found[1].edtf == day


def test_an_occasion_that_has_its_day_elsewhere_gives_it_to_what_is_said_there():
    text = FILL + "Few slept after Monday's debate. In the debate, {1:Novak} <1:said> [1:no]."
    article, found = dated(text)
    assert found[0].edtf == "2021-01-11"
    assert [s.of(article.text) for s in found[0].evidence] == ["Monday", "the debate"]


def test_the_turns_of_a_transcript_printed_in_an_article_have_the_day_told_before_it():
    text = FILL + "On Friday {1:Novak} <1:said> [1:no].\n\n{2:QUILL}<2::> [2:Why?]\n\n{3:NOVAK}<3::> [3:No.]"
    _, found = dated(text, speakers=(NOVAK, QUILL, NOVAK))
    assert [w.edtf for w in found] == ["2021-01-15"] * 3


def test_a_headline_has_the_day_of_the_statement_that_it_announces():
    text = "Novak says no\n\nThere was rain. {1:Novak} <1:said> Friday [1:no]."
    article, statements = marked(text, published=SUNDAY)
    article = replace(article, title="Novak says no")
    headline = Statement("s0", (Span(0, 5),), (Span(6, 10),), (Span(11, 13),), speaker=NOVAK)
    found = date(article, (headline, replace(statements[0], speaker=NOVAK)))
    assert [s.said_on.edtf for s in found] == ["2021-01-15", "2021-01-15"]
    assert found[0].said_on.reason.endswith("of what the headline announces")
    other = date(article, (replace(headline, speaker=QUILL), replace(statements[0], speaker=NOVAK)))
    assert other[0].said_on.edtf is None


def headline(text, title, field="title", speaker=NOVAK, below="{1:Quill} <1:said> [1:so]."):
    """The day of what a headline says, "Novak said no ..." or "Novak says no ..."."""
    article, statements = marked(below, published=SUNDAY) if text is None else marked(text, published=SUNDAY)
    article = replace(article, title=title)
    first, verb, *_ = title.split()
    cue = Span(len(first) + 1, len(first) + 1 + len(verb))
    said = Statement(
        "s0", (Span(0, len(first)),), (cue,), (Span(cue.end + 1, cue.end + 3),), field=field, speaker=speaker
    )
    return date(article, (said, *statements))[0].said_on


def test_a_headline_that_gives_a_day_has_that_day():
    when = headline(None, "Novak said no on Friday")
    assert (when.edtf, when.evidence) == ("2021-01-15", ())
    when = headline("Novak said no on Friday\n\nThere was rain.", "Novak said no on Friday", field="text")
    assert (when.edtf, when.evidence) == ("2021-01-15", (Span(17, 23),))


def test_a_headline_has_the_day_of_the_story_where_the_lead_tells_of_the_speaker():
    assert headline(LEAD + FILL, "Novak says no").edtf == "2021-01-15"
    assert headline(LEAD + FILL, "Lind says no", speaker=Speaker("Eva Lind", "person")).edtf is None
    assert headline(FILL, "Novak says no").reason == "a headline does not say when it was said"


def test_a_day_told_before_is_shown_beside_the_words_that_go_back_to_it():
    article, found = dated("The vote was on January 7. On the same day {1:Novak} <1:said> [1:no].")
    assert found[0].edtf == "2021-01-07"
    assert found[0].reason == "'the same day' from 2021-01-07 told before, in 'January 7'"
    assert [s.of(article.text) for s in found[0].evidence] == ["January 7", "the same day"]


def test_the_occasion_that_the_sentence_before_introduces_dates_what_its_person_says():
    article, statements = marked(
        "AMLO spoke of it during a January 7 press conference. {1:He} <1:began>: [1:“We wait.”]", published=SUNDAY
    )
    known = Speaker("AMLO", "person", 0.9, evidence=(statements[0].source[0], Span(0, 4)))
    (found,) = date(article, (replace(statements[0], speaker=known),))
    assert found.said_on.edtf == "2021-01-07"
    assert found.said_on.reason == "'January 7' before publication on 2021-01-17, told of the same speaker just before"
    (unknown,) = date(article, statements)
    assert unknown.said_on.edtf is None


def transcript(text, **given_values):
    label = Span(text.index("NOVAK"), text.index("NOVAK") + 5)
    turn = Turn(label, Span(label.end + 2, len(text)))
    article = Article("a", text, b"", "", "test", "1", kind="transcript", turns=(turn,), **given_values)
    return date(article, (Statement("s1", (label,), (), (turn.speech,), form="direct"),))[0].said_on


def test_a_transcript_has_the_day_of_its_head_its_headline_or_its_file():
    assert transcript("Lund, 7 January 2021\n\nNOVAK: No.").edtf == "2021-01-07"
    assert transcript("NOVAK: No.", title="Interview, January 7, 2021").edtf == "2021-01-07"
    assert transcript("NOVAK: No.", path="/talks/2021-01-07 interview.txt").edtf == "2021-01-07"


def test_a_transcript_in_spanish_has_the_day_of_its_head_in_spanish():
    when = transcript("Puerto de Lund | 07 de enero de 2021\n\nNOVAK: No.", language="es")
    assert (when.edtf, when.evidence) == ("2021-01-07", (Span(17, 36),))
    assert transcript("Lund, 7 enero 2021\n\nNOVAK: No.", language="en").edtf is None


def test_a_transcript_does_not_take_the_day_of_publication_for_its_own():
    when = transcript("NOVAK: It was 7 January 2021.", published=SUNDAY)
    assert when.edtf is None
    assert SUNDAY in when.reason


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.sampled_from(["on Friday", "said", "he", "“no”", ".", "\n\n", "in 1938", "last week", "who", ","]),
        min_size=1,
    ),
    st.integers(0, 60),
    st.integers(1, 20),
)
def test_any_text_is_dated_and_never_by_words_of_the_content(pieces, start, length):
    text = " ".join(pieces)
    at = min(start, len(text) - 1)
    content = Span(at, min(len(text), at + length))
    article = Article("a", text, b"", "", "test", "1", published=SUNDAY)
    (found,) = date(article, (Statement("s1", (), (Span(0, 1),), (content,)),))
    assert all(not content.contains(span) or content.contains(Span(0, 1)) for span in found.said_on.evidence)
