"""The bars of a person: every month between the first and the last, in proportion, and what stands in no bar."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from onrecord.record import Month
from onrecord.web.timeline import HEIGHT, WIDTH, timeline

forms = st.sampled_from(["direct", "mixed", "indirect"])
months = st.lists(
    st.builds(
        Month,
        st.one_of(
            st.just(""),
            st.integers(1950, 2039).map(str),
            st.dates(date(1950, 1, 1), date(2040, 1, 1)).map(lambda day: day.isoformat()[:7]),
        ),
        forms,
        st.sampled_from(["said", "refused"]),
        st.integers(1, 500),
    ),
    max_size=12,
).map(lambda found: sorted(found, key=lambda one: one.month))


@given(months)
def test_every_statement_is_in_a_bar_or_told_of_and_every_bar_lies_in_the_drawing(found):
    drawn = timeline(found)
    if drawn is None:
        assert all(not one.month for one in found)
        return
    in_bars = sum(period.total for period in drawn.periods)
    assert in_bars + drawn.year_only + drawn.undated == sum(one.count for one in found)
    for part in (part for period in drawn.periods for part in period.parts):
        assert part.x >= 0
        assert part.x + part.width <= WIDTH + 0.1
        assert part.y >= -0.1
        assert part.y + part.height <= HEIGHT
        assert part.height > 0


def test_a_month_without_statements_stands_between_two_that_have_some():
    drawn = timeline([Month("2025-11", "direct", "said", 2), Month("2026-02", "indirect", "refused", 1)])
    assert [(p.name, p.total) for p in drawn.periods] == [
        ("2025-11", 2),
        ("2025-12", 0),
        ("2026-01", 0),
        ("2026-02", 1),
    ]
    assert [part.series for p in drawn.periods for part in p.parts] == ["direct", "refused"]
    high, low = (p.parts[0].height for p in drawn.periods if p.parts)
    assert high == 2 * low


def test_beyond_five_years_a_bar_is_a_year_and_year_only_statements_are_in_it():
    drawn = timeline(
        [
            Month("1999-11", "direct", "said", 2),
            Month("2026", "direct", "said", 1),
            Month("2026-02", "direct", "said", 1),
        ]
    )
    assert (drawn.unit, drawn.periods[-1].total, drawn.year_only) == ("year", 2, 0)
