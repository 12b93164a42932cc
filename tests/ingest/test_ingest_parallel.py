"""Workers: answers in the order of the items, nothing lost, a death costs one item, memory bounded."""

from __future__ import annotations

import os
import signal
import threading
import time

import pytest

from onrecord.errors import OnrecordError
from onrecord.ingest.parallel import AHEAD, Crash, ordered_map


def doubling():
    return double


def double(item):
    if item == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if item == "raise":
        raise ValueError("told to")
    if isinstance(item, float):
        time.sleep(item)
    return item * 2


def dying():
    os._exit(7)


@pytest.mark.parametrize("jobs", [1, 3])
def test_answers_come_in_the_order_of_the_items(jobs):
    items = [0.2, 1, 2, 0.1, 3, 4]
    assert list(ordered_map(doubling, items, jobs)) == [(i, i * 2) for i in items]


@pytest.mark.parametrize("jobs", [1, 2])
def test_no_items_make_no_answers(jobs):
    assert list(ordered_map(doubling, [], jobs)) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_costs_its_item_alone_and_is_told(jobs):
    answers = dict(ordered_map(doubling, [1, "raise", 2], jobs))
    assert answers == {1: 2, "raise": Crash("ValueError: told to"), 2: 4}


def test_a_killed_worker_costs_its_item_alone():
    answers = list(ordered_map(doubling, [1, 2, "kill", 3, "kill", 4, 5], 2))
    assert [item for item, _ in answers] == [1, 2, "kill", 3, "kill", 4, 5]
    assert [a for item, a in answers if item != "kill"] == [2, 4, 6, 8, 10]
    assert {a for item, a in answers if item == "kill"} == {Crash("the process at work on it ended (SIGKILL)")}


def test_items_are_read_only_a_little_ahead_of_the_answers():
    read = 0

    def items():
        nonlocal read
        for number in range(200):
            read += 1
            yield number

    for answered, _ in enumerate(ordered_map(doubling, items(), 2), start=1):
        assert read <= answered + 2 * AHEAD


def test_workers_that_all_die_are_an_error_and_no_endless_loop():
    with pytest.raises(OnrecordError, match="no worker process stays alive"):
        list(ordered_map(dying, range(10), 2))


def test_giving_up_half_way_ends_the_workers():
    import multiprocessing

    answers = ordered_map(doubling, [1, 2, 60.0], 2)
    next(answers)
    answers.close()
    assert multiprocessing.active_children() == []


def test_an_answer_is_waited_for_no_longer_when_asked_to_stop():
    asked = threading.Event()
    answers = ordered_map(doubling, [1, 60.0, 3], 2, asked.is_set)
    assert next(answers) == (1, 2)
    threading.Timer(0.2, asked.set).start()
    assert list(answers) == []  # the suite would take a minute longer
