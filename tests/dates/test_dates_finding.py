import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.dates import find_times
from onrecord.dates.finding import sought
from onrecord.dates.patterns import SOUGHT

CASES = Path(__file__).parent / "cases"
FILL = "The river is wide and the bridge across it is long. "
WORDS = (
    "early last week Monday of March 3, 2016 two days after the vote year-ago third quarter half a century ago 1980s "
    "nineteen ninety-six Easter now recently future İ in\n\nMay that same night 2016-03-01 10/27/1989 weekend spring's"
).split(" ")


def as_found(matches):
    return sorted((kind, m.span(), m.groups()) for kind, m in matches)


def whole(text):
    return as_found((kind, m) for kind, _, pattern in SOUGHT for m in pattern.finditer(text))


@given(st.lists(st.sampled_from([*WORDS, FILL, FILL * 5]), max_size=30))
@settings(deadline=None, max_examples=200)
def test_what_is_found_round_words_of_time_is_what_the_whole_text_holds(words):
    text = " ".join(words)
    assert as_found(sought(text)) == whole(text)


@pytest.mark.parametrize(
    "text",
    [
        FILL * 4 + text + FILL * 4
        for text in (
            *(case["words"] for case in json.loads((CASES / "reckoned.json").read_text(encoding="utf-8"))),
            *(case["text"] for case in json.loads((CASES / "in_context.json").read_text(encoding="utf-8"))),
        )
    ],
)
def test_no_expression_stands_without_one_of_its_pieces_of_words(text):
    assert as_found(sought(text)) == whole(text)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("It fell on a Friday in the last year of his term.", []),
        ("He said that Friday's vote was lost.", ["Friday"]),
        ("The seats were sold on May 3-5 percent said.", ["May 3"]),
        ("About 1.5 years ago 2,500 people came.", []),
        ("Nowhere was it warmer.", []),
        ("It was 3-5 May 2016 to 2016/05/08.", ["3-5 May 2016", "2016/05/08"]),
        ("The Monday after Easter and every Tuesday since.", ["The Monday after Easter", "every Tuesday"]),
    ],
)
def test_only_what_tells_a_time_is_found(text, times):
    assert [t.text for t in find_times(text) if t.refers is None] == times
