"""A folder of small news articles, good and bad, and a fresh record."""

from __future__ import annotations

import pytest

from onrecord.record import open_record
from small_news import news


@pytest.fixture
def folder(tmp_path):
    """Six articles, the third of them slow to extract."""
    found = tmp_path / "news"
    found.mkdir()
    for number in range(1, 7):
        news(found, f"n{number}", f"We will wait, number {number}." + (" BE-SLOW" if number == 3 else ""))
    return found


@pytest.fixture
def record(tmp_path):
    with open_record(tmp_path / "record.db") as record:
        yield record
