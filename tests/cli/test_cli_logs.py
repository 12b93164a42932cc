"""``--log-format``: what runs as a service tells its steps as a log, an object a line where that is asked for."""

from __future__ import annotations

import json
import logging
import re
import warnings

import pytest

from onrecord.cli.logs import saying, written
from onrecord.following import Line


def lines(capfd) -> list[str]:
    return capfd.readouterr().err.splitlines()


def test_a_line_tells_its_time_its_level_and_what_it_is_about(capfd):
    with saying("json", "onrecord.watch") as say:
        say(Line("https://news.example/feed: 2 new, 0 changed", address="https://news.example/feed", new=2, changed=0))
        say(Line("! https://news.example/a: it is gone", code="gone", again_at=None))
        say("stopped.")
    new, wrong, stopped = map(json.loads, lines(capfd))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", new.pop("time"))
    assert new == {
        "level": "info",
        "logger": "onrecord.watch",
        "message": "https://news.example/feed: 2 new, 0 changed",
        "address": "https://news.example/feed",
        "new": 2,
        "changed": 0,
    }
    assert (wrong["level"], wrong["message"]) == ("warning", "https://news.example/a: it is gone")
    assert (wrong["code"], wrong["again_at"]) == ("gone", None)
    assert stopped.keys() == {"time", "level", "logger", "message"}


def test_as_text_a_line_begins_with_time_level_and_logger(capfd):
    with saying("text", "onrecord.watch") as say:
        say("! it is gone")
    (line,) = lines(capfd)
    assert re.fullmatch(r"\S+Z warning onrecord\.watch it is gone", line)


def test_without_it_lines_are_for_a_person(capfd):
    with saying(None, "onrecord.watch") as say:
        say("! it is gone")
        logging.getLogger("onrecord.access").info("GET / 200")
    assert lines(capfd) == ["! it is gone"]


@pytest.mark.parametrize("log_format", ["text", "json", None])
def test_a_line_from_within_a_signal_is_like_the_others(capfd, log_format):
    with saying(log_format, "onrecord.watch") as say:
        say("stopping")
    (line,) = lines(capfd)
    of_signal = written(log_format, "onrecord.watch", "stopping").decode()
    time = r"\d{4}-\d\d-\d\dT[0-9:.]+Z"
    assert re.sub(time, "", of_signal) == re.sub(time, "", line) + "\n"


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_an_address_that_was_asked_for_makes_no_line_of_its_own(capfd, log_format):
    with saying(log_format, "onrecord.serve"):
        logging.getLogger("onrecord.access").info("%s %s %d", "GET", "/a\n2031-05-01 error all is lost\x1b[2J", 404)
    (line,) = lines(capfd)
    assert "\x1b" not in line


@pytest.mark.parametrize("log_format", ["text", "json", None])
def test_the_words_of_strangers_make_no_line_of_their_own(capfd, log_format):
    with saying(log_format, "onrecord.watch") as say:
        say(Line('https://x.example/\n{"level": "error"}\x1b[2J: broken', address="https://x.example/\n\x1b[2J"))
    (line,) = lines(capfd)
    assert "\x1b" not in line


def test_an_error_is_one_object_with_where_it_came_from(capfd):
    with saying("json", "onrecord.serve"):
        try:
            raise ValueError("no such page")
        except ValueError as error:
            logging.getLogger("onrecord.web").error("%s", "/articles/x", exc_info=error)
    (line,) = map(json.loads, lines(capfd))
    assert (line["level"], line["message"]) == ("error", "/articles/x")
    assert line["error"].startswith("Traceback")
    assert line["error"].endswith("ValueError: no such page")


def test_libraries_speak_in_the_same_form_and_only_to_warn(capfd):
    with saying("json", "onrecord.serve"):
        logging.getLogger("uvicorn.error").info("started")
        logging.getLogger("uvicorn.error").warning("too many")
        with warnings.catch_warnings():
            warnings.simplefilter("default")
            warnings.warn("this is old", FutureWarning, stacklevel=1)
    uvicorn, warned = map(json.loads, lines(capfd))
    assert (uvicorn["logger"], uvicorn["message"]) == ("uvicorn.error", "too many")
    assert warned["logger"] == "py.warnings"


def test_afterwards_logging_is_as_it_was():
    root, ours = logging.getLogger(), logging.getLogger("onrecord")
    before = (root.handlers[:], root.level, ours.level)
    with saying("json", "onrecord.serve"):
        assert (root.handlers, root.level) != before[:2]
    assert (root.handlers, root.level, ours.level) == before
