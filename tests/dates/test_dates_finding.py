from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.dates.finding import sought
from onrecord.dates.patterns import SOUGHT

FILL = "The river is wide and the bridge across it is long. "
WORDS = (
    "early last week Monday of March 3, 2016 two days after the vote year-ago third quarter half a century ago 1980s "
    "nineteen ninety-six Easter now recently future İ in\n\nMay that same night 2016-03-01 10/27/1989 weekend spring's"
).split(" ")


def as_found(matches):
    return sorted((kind, m.span(), m.groups()) for kind, m in matches)


@given(st.lists(st.sampled_from([*WORDS, FILL, FILL * 5]), max_size=30))
@settings(deadline=None, max_examples=200)
def test_what_is_found_round_words_of_time_is_what_the_whole_text_holds(words):
    text = " ".join(words)
    whole = ((kind, m) for kind, _, pattern in SOUGHT for m in pattern.finditer(text))
    assert as_found(sought(text)) == as_found(whole)
