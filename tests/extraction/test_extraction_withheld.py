"""What was refused is taken from behind the words, from the question before them, or from the words themselves."""

import pytest

from onrecord.domain import Span
from onrecord.extraction.decode import Draft
from onrecord.extraction.features import read_words
from onrecord.extraction.refusals import refusal_cues
from onrecord.extraction.withheld import with_withheld
from onrecord.extraction.words import WordPiece

PIECES = WordPiece({piece: number for number, piece in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]"])})


def mended(text, content, cue_words=None):
    """Cue and content of a refusal whose content the network put at ``content``, and whose cue on ``cue_words``."""
    words = read_words(text, PIECES)
    (known,) = words.covered(refusal_cues(text))
    start = text.index(content)
    ((first, last),) = words.covered([Span(start, start + len(content))])
    cue = known if cue_words is None else (known[0], known[0] + cue_words - 1)
    draft = Draft(cue, None, tuple(range(first, last + 1)), 0.9, 0.5, 0.5, 0.5)
    (found,) = with_withheld(text, words, [known], [draft])
    return tuple(text[words.spans[a].start : words.spans[b].end] for a, b in (found.cue, _ends(found.content)))


def _ends(numbers):
    return numbers[0], numbers[-1]


@pytest.mark.parametrize(
    ("text", "found_at", "cue", "content"),
    [
        ("Ann would not say who paid. It rained.", "rained", "would not say", "who paid"),
        ("Ann would not say who paid, but she smiled.", "smiled", "would not say", "who paid"),
        ("Ann would not say who paid and when.", "who paid", "would not say", "who paid"),
        ("Her refusal to answer fully was noted.", "noted", "refusal to answer", "fully"),
        ("Asked whether she paid, Ann would not say.  It rained.", "rained", "would not say", "whether she paid"),
        ("They asked her if she paid. She would not say. The town was wet. It rained.", "rained", "would not say",
         "if she paid"),
        ("The town was wet. Ann declined to comment on Monday. It rained.", "It", "declined", "to comment"),
        ("It would not use the words “harbour tax.” It rained.", "rained", "would not use the words", "“harbour tax.”"),
        ("It refused to use the term … Harbour tax. It rained.", "rained", "refused to use the term", "… Harbour tax"),
    ],
)  # fmt: skip
def test_what_was_refused_stands_where_the_words_say(text, found_at, cue, content):
    assert mended(text, found_at) == (cue, content)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("It rained. Mr. Tay could not be reached for comment.", "Mr. Tay"),
        ("Ann left, and the mayor's office was not available for comment.", "the mayor's office"),
        ("His lawyer, Jan Tay, was unavailable for comment on Friday.", "Jan Tay"),
        ("Jan Tay, who left in May, couldn't be reached.", "Jan Tay"),
        ("That he could have known whom they could not be reached by is wrong.", None),
    ],
)
def test_who_was_not_there_is_the_subject_before_the_words(text, source):
    words = read_words(text, PIECES)
    (known,) = words.covered(refusal_cues(text))
    (found,) = with_withheld(text, words, [known], [Draft(known, None, (0,), 0.9, 0.5, 0.5, 0.5)])
    told = found.source and text[words.spans[found.source[0]].start : words.spans[found.source[1]].end]
    assert told == source


def test_a_source_that_the_network_found_stays():
    text = "Ann said Tay could not be reached."
    words = read_words(text, PIECES)
    (known,) = words.covered(refusal_cues(text))
    (found,) = with_withheld(text, words, [known], [Draft(known, (0, 0), (1,), 0.9, 0.5, 0.5, 0.5)])
    assert found.source == (0, 0)


def test_words_of_the_refusal_itself_are_not_what_was_refused():
    found = mended("I ask her who paid. She will not say. It rained.", "say", cue_words=2)
    assert found == ("will not say", "who paid")


def test_a_statement_that_is_no_refusal_is_left_as_it_is():
    words = read_words("Ann said no.", PIECES)
    draft = Draft((1, 1), (0, 0), (2,), 0.9, 0.9, 0.9, 0.9)
    assert with_withheld("Ann said no.", words, [], [draft]) == [draft]
