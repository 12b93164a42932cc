import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.extraction.decode import Draft
from onrecord.extraction.features import read_words
from onrecord.extraction.statements import spans_of
from onrecord.extraction.whole import with_whole_quotations
from onrecord.extraction.words import WordPiece

WORDPIECE = WordPiece({"[UNK]": 0, "[CLS]": 1, "[SEP]": 2})


def numbers(words, text, part):
    start = text.index(part)
    return tuple(n for n, span in enumerate(words.spans) if start <= span.start < start + len(part))


def draft(words, text, content, cue="praised", source=None):
    at = numbers(words, text, cue)
    by = numbers(words, text, source) if source else None
    content = numbers(words, text, content)
    return Draft((at[0], at[-1]), (by[0], by[-1]) if by else None, content, 0.9, 0.9, 0.8, 0.9)


def grown(text, *contents, **roles):
    words = read_words(text, WORDPIECE)
    drafts = with_whole_quotations(text, words, [draft(words, text, content, **roles) for content in contents])
    return [" … ".join(span.of(text) for span in spans_of(d.content, words)) for d in drafts]


@pytest.mark.parametrize(
    ("text", "content", "whole"),
    [
        ("He praised the “great deal with Peru” again.", "the “great deal", "the “great deal with Peru”"),
        ("He praised “a deal ... with Peru” again.", "with Peru”", "“a deal ... with Peru”"),
    ],
)
def test_a_content_that_breaks_off_within_a_quotation_takes_the_rest(text, content, whole):
    assert grown(text, content) == [whole]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("He praised it: “one two three four five six.”", "one"),  # less than a quarter
        ("He praised “one two three four", "one two three"),  # never closed
        ("He praised “one ‘two three’ four” all", "all"),  # outside
        ("He praised the “great deal” again.", "the “great deal"),  # a mark alone is no word
    ],
)
def test_other_contents_stay(text, content):
    assert grown(text, content) == [content]


def test_words_that_another_statement_has_are_left_to_it():
    text = "He praised “a deal, and a good one” twice."
    assert grown(text, "a deal", "a good one") == ["a deal", "a good one"]


LONG = "“One two.\n\n“Three four.\n\n“Five six,” she said."


@pytest.mark.parametrize("content", ["“One two.", "“Three four.", "“Five six,”"])
def test_a_quotation_over_paragraphs_is_whoevers_has_one_of_them(content):
    assert grown("He praised it:\n\n" + LONG, content) == ["“One two.\n\n“Three four.\n\n“Five six,”"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("He praised it.\n\n“One two.”\n\n“Three four.”", "“One two.”"),  # closed: two quotations
        ("He praised it.\n\n“One two.\n\nAnd it rained. “Three four.”", "“One two."),  # opens no paragraph
        ('He praised it.\n\n"One two.\n\n“Three four.”', '"One two.'),  # another mark: one inside the other
        ("“He praised one two.\n\n“Three four.”", "one two."),  # told of inside the quotation
    ],
)
def test_other_paragraphs_stay_out(text, content):
    assert grown(text, content) == [content]


def test_a_paragraph_that_another_statement_has_ends_the_growing():
    text = "He praised it:\n\n“One two.\n\n“Three four,” she\n\n“Five six.”"
    assert grown(text, "“One two.", "“Three four,” she") == ["“One two.", "“Three four,” she"]


def test_what_is_told_of_inside_a_paragraph_stays_beside_it():
    text = "He praised it:\n\n“One two.\n\n“Three four five six seven said no.”"
    words = read_words(text, WORDPIECE)
    drafts = [draft(words, text, "“One two."), draft(words, text, "no", cue="said")]
    outer, inner = with_whole_quotations(text, words, drafts)
    assert [span.of(text) for span in spans_of(outer.content, words)] == [text.partition("\n\n")[2]]
    assert inner == drafts[1]


def test_words_of_its_own_source_are_left():
    text = "“We praised it, Ana Reyes, all day,” and so on."
    assert grown(text, "it", source="Ana Reyes") == ["it"]


@given(st.text("ab “”\"'.\n", max_size=40), st.data())
def test_nothing_is_lost_and_nothing_is_claimed_twice_but_inside_a_quotation(text, data):
    words = read_words(text, WORDPIECE)
    if len(words) < 2:
        return
    some = st.lists(st.integers(1, len(words) - 1), min_size=1, max_size=4, unique=True).map(sorted)
    first = data.draw(some)
    second = [n for n in data.draw(some) if n not in first]
    drafts = [Draft((0, 0), None, tuple(c), 0.9, 0.9, 0.8, 0.9) for c in (first, second) if c]
    made = with_whole_quotations(text, words, drafts)
    contents = [set(d.content) for d in made]
    assert all(set(old.content) <= new for old, new in zip(drafts, contents, strict=True))
    assert 0 not in set().union(*contents)  # the cue
    if "\n" not in text:
        assert sum(map(len, contents)) == len(set().union(*contents))
