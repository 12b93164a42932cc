"""What workers of one room share: numbers that all see, one at a time for the index, and work that another began."""

from __future__ import annotations

import multiprocessing
import threading
from multiprocessing.connection import Listener

import pytest

from onrecord.errors import OnrecordError, ReadError, RecordError
from onrecord.web import jobs
from onrecord.web.jobs import Jobs
from onrecord.web.together import Numbers, Together


def test_a_number_that_another_process_counts_is_seen_and_no_other_place_is_touched():
    numbers = Numbers(3)
    numbers.put(2, 1 << 40)
    child = multiprocessing.get_context("fork").Process(target=numbers.count, args=(1,))
    child.start()
    child.join()
    assert numbers.every() == (0, 1, 1 << 40)


def test_threads_of_one_process_lose_no_count():
    numbers = Numbers(2)
    threads = [threading.Thread(target=lambda: [numbers.count(0) for _ in range(500)]) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert numbers.every() == (2000, 0)


@pytest.mark.parametrize("shared", [False, True])
def test_one_at_a_time_brings_the_index_up_to_date(tmp_path, shared):
    together, within, most = Together(2, tmp_path if shared else None), 0, 0
    lock = threading.Lock()

    def index() -> None:
        nonlocal within, most
        for _ in range(50):
            with together.indexing():
                with lock:
                    within += 1
                    most = max(most, within)
                with lock:
                    within -= 1

    threads = [threading.Thread(target=index) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert most == 1


# --- work that another worker began -----------------------------------------------------------------------------------


@pytest.fixture
def own_and_other(tmp_path):
    """The work of two workers, here in one process."""
    made = []
    for number in (1, 2):
        together = Together(2, tmp_path)
        together.number = number
        made.append(Jobs(together))
    yield made
    for one in made:
        one.close()


def test_how_work_stands_is_told_by_whichever_worker_is_asked(own_and_other):
    own, other = own_and_other
    may_end, began = threading.Event(), threading.Event()

    def work(job):
        job.told = "at it"
        began.set()
        assert may_end.wait(60)
        return {"found": ["it"]}

    job = own.start("check", work)
    assert began.wait(60)
    for asked in (own, other):
        seen = asked.get(job.id, "check")
        assert seen is not None
        assert (seen.id, seen.told, seen.done) == (job.id, "at it", False)
    may_end.set()
    job.future.result(60)
    for asked in (own, other):
        seen = asked.get(job.id, "check")
        assert seen is not None
        assert (seen.done, seen.result) == (True, {"found": ["it"]})


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (ReadError("it has no text", where="a.html", next_step="Save it", code="empty"), "it has no text"),
        (ValueError("a fault of ours"), "the reading room made a mistake"),
    ],
)
def test_why_work_failed_is_told_by_the_other_too(own_and_other, raised, told):
    own, other = own_and_other

    def work(job):
        raise raised

    job = own.start("add", work)
    assert job.future.exception(60)
    seen = other.get(job.id, "add")
    assert seen is not None
    with pytest.raises(OnrecordError, match=told) as found:
        _ = seen.result
    if isinstance(raised, OnrecordError):
        assert (type(found.value), str(found.value), found.value.code) == (ReadError, str(raised), "empty")


def test_what_comes_of_work_but_cannot_be_handed_over_does_no_harm_to_the_rest(own_and_other):
    own, other = own_and_other
    cannot = own.start("add", lambda job: threading.Lock())
    can = own.start("add", lambda job: 1)
    for job in (cannot, can):
        job.future.result(60)
    assert "made a mistake" in str(other.get(cannot.id, "add").error)
    assert other.get(can.id, "add").result == 1


@pytest.mark.parametrize(
    "job_id", ["", "1-", "1-of_none", "2-of_none", "7-nobody", "nonsense", "-1-x", "99999999999-x", "../1-x", "²-x"]
)
def test_work_that_nobody_has_is_not_known(own_and_other, job_id):
    assert [one.get(job_id, "check") for one in own_and_other] == [None, None]


def test_work_of_another_kind_is_not_known(own_and_other):
    own, other = own_and_other
    job = own.start("check", lambda job: 1)
    assert [one.get(job.id, "add") for one in (own, other)] == [None, None]


def test_work_of_a_worker_that_was_killed_is_told_to_be_lost(own_and_other, tmp_path):
    own, _ = own_and_other
    with Listener(str(tmp_path / "gone"), "AF_UNIX"):  # a socket that its process leaves behind
        (tmp_path / "work-3").hardlink_to(tmp_path / "gone")
    seen = own.get("3-whatever", "check")
    assert seen is not None
    assert seen.done
    with pytest.raises(OnrecordError, match="ended, and what it had is lost"):
        _ = seen.result


def test_a_worker_that_does_not_answer_is_not_waited_for_for_ever(own_and_other, tmp_path, monkeypatch):
    monkeypatch.setattr(jobs, "_PATIENCE", 0.01)
    own, _ = own_and_other
    with (
        Listener(str(tmp_path / "work-3"), "AF_UNIX"),
        pytest.raises(RecordError, match="does not answer") as raised,
    ):
        own.get("3-whatever", "check")
    assert raised.value.code == "busy"


def test_so_much_may_wait_in_all_workers_together(tmp_path, monkeypatch):
    monkeypatch.setattr(jobs, "_WAITING", 6)
    together = Together(3, tmp_path)
    here, may_end = Jobs(together), threading.Event()
    try:
        for _ in range(2):
            here.start("check", lambda job: may_end.wait(60))
        with pytest.raises(OnrecordError, match="too much is being worked on"):
            here.start("check", lambda job: None)
    finally:
        may_end.set()
        here.close()
