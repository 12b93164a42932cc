"""Errors: told of another place, of what an extra would bring, and across processes."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import pytest

from onrecord.errors import FetchError, OnrecordError, ReadError, from_extra


def fetched() -> FetchError:
    error = FetchError("it did not answer", where="https://a.example/", next_step="Try again.", code="silent")
    error.about, error.again_in = "n1", 60.0
    return error


@pytest.mark.parametrize(
    "moved", [lambda error: error.at("a.jsonl:3"), lambda error: pickle.loads(pickle.dumps(error))]
)
def test_all_that_an_error_says_goes_with_it(moved: Callable[[FetchError], FetchError]) -> None:
    again = moved(fetched())
    assert type(again) is FetchError
    assert vars(again) | {"where": None} == vars(fetched()) | {"where": None}


def test_an_error_told_of_another_place_names_that_place_alone() -> None:
    assert str(fetched().at("a.jsonl:3")) == "a.jsonl:3: it did not answer. Try again."
    assert fetched().at(None).where is None


@pytest.mark.parametrize("kind", [OnrecordError, ReadError])
def test_what_an_extra_would_bring_is_told_with_the_way_to_it(kind: type[OnrecordError]) -> None:
    with pytest.raises(kind) as raised, from_extra("warc", "archives need it", kind=kind, then="; then go on"):
        import onrecord_has_no_such_module  # noqa: F401
    assert type(raised.value) is kind
    assert str(raised.value) == "archives need it. Install it: pip install 'onrecord[warc]'; then go on."
    assert raised.value.code == "extra"
