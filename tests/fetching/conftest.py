"""A site on this machine, and what fetches from it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import loopback


@pytest.fixture
def news() -> Iterator[loopback.Site]:
    """A site with nothing on it yet."""
    with loopback.site() as found:
        yield found
