"""The day from a path, by a pattern that the user gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import UsageError
from onrecord.reading import Given, read_bytes
from onrecord.reading.dated_path import day_of_path


@pytest.mark.parametrize(
    ("pattern", "path", "day"),
    [
        ("%Y/%m/%d", "archive/1923/04/17/page-1.xml", "1923-04-17"),
        ("%Y/%m/%d", "archive\\1923\\4\\7\\page-1.xml", "1923-04-07"),
        ("%Y/%m/%d", "https://news.example/2021/01/17/ferry", "2021-01-17"),
        ("%Y/%m/%d", "2020/01/02/2021/03/04/a.txt", "2021-03-04"),
        ("%Y/%m/%d", "2021/03/04/2021/13/04/a.txt", "2021-03-04"),
        ("issue_%Y%m%d", "a/issue_19230417_2.xml", "1923-04-17"),
        ("%Y%m%d", "a/119230417.xml", None),
        ("%Y%m%d", "a/1923-04-17.xml", None),
        ("%d.%m.%Y", "Blatt 3.4.1923.txt", "1923-04-03"),
        ("%d%b%y", "post-17jan21.txt", "2021-01-17"),
        ("%d %B %Y", "17 January 2021.txt", "2021-01-17"),
        ("%Y-%j", "2020-366.txt", "2020-12-31"),
        ("%Y-%j", "2021-366.txt", None),
        ("%Y/%m/%d", None, None),
    ],
)
def test_the_last_place_that_is_a_day_gives_it(pattern: str, path: str | None, day: str | None) -> None:
    assert day_of_path(path, pattern) == day


@pytest.mark.parametrize("pattern", ["", "%Y", "%Y/%m", "%m/%d", "%Y/%m/%d/%Y", "%Y/%q/%d", "%Y/%m/%d%", "2021/01/17"])
def test_a_pattern_without_a_whole_day_is_wrong_use(pattern: str) -> None:
    with pytest.raises(UsageError, match="no pattern for a day"):
        Given(published_from=pattern)


def test_it_goes_before_the_day_in_the_file_and_after_the_one_that_is_given() -> None:
    data, path = b"# Ferry\n\n18 January 2021\n\nWords.\n", "2021/01/17/a.md"

    def published(**more: str) -> str | None:
        return next(read_bytes(data, path=path, given=Given(published_from="%Y/%m/%d", **more))).published

    assert published() == "2021-01-17"
    assert published(published="2021-01-19") == "2021-01-19"
    assert next(read_bytes(data, path="a.md", given=Given(published_from="%Y/%m/%d"))).published == "2021-01-18"


@given(st.dates(), st.sampled_from(["%Y/%m/%d", "%Y%m%d", "x%d-%m-%Y", "%Y-%j"]))
def test_every_day_is_found_as_it_was_written(day, pattern: str) -> None:
    written = pattern.replace("%Y", f"{day.year:04}")
    assert day_of_path(f"a/{day.strftime(written)}.txt", pattern) == day.isoformat()
