"""Several worker processes behind one address: what holds of one holds of all, whichever answers, and when one dies."""

from __future__ import annotations

import html
import multiprocessing
import os
import re
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import serving_room
import web_record
from prometheus_client.parser import text_string_to_metric_families
from serving_room import Room, until

from onrecord.errors import OnrecordError, RecordError
from onrecord.record import open_record
from onrecord.web import workers
from onrecord.web.serving import listen
from onrecord.web.workers import serve_together

DRAFT = f"The minister said, “{web_record.WHOLE}”"


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("built") / "onrecord.db"
    web_record.build(path).close()
    return path


@pytest.fixture(scope="module")
def room(built, tmp_path_factory) -> Iterator[Room]:
    """One of two workers; each test leaves it with two."""
    folder = tmp_path_factory.mktemp("room")
    with serving_room.running(shutil.copy(built, folder), folder) as found:
        yield found
        assert found.end() == 0
        assert found.said[-1] == "The reading room is closed.\n"


@pytest.fixture
def pair(room) -> tuple[int, int]:
    """The numbers of its two workers."""
    one, other = until(lambda: len(room.workers()) == 2 and sorted(room.workers()), "two workers")
    for worker in (one, other):
        room.ask("/healthz", of=worker)
    return one, other


def words(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())


def settled(room: Room, address: str, worker: int) -> str:
    """The page of work in the background, of one worker, once it is done."""
    return until(lambda: "data-working" not in (page := room.ask(address, of=worker).text) and page, "its end")


def requests(room: Room, worker: int, route: str) -> float:
    """How many were answered on a route, as one worker tells it of all."""
    families = text_string_to_metric_families(room.ask("/metrics", of=worker).text)
    found = [one for family in families for one in family.samples if one.name == "onrecord_http_requests_total"]
    return sum(one.value for one in found if one.labels["route"] == route)


def test_each_answers_and_tells_the_requests_of_all(room, pair):
    before = requests(room, pair[0], "/articles/{public_id:path}")
    for worker, times in zip(pair, (2, 3), strict=True):
        for _ in range(times):
            assert room.ask("/articles/ledger", of=worker).status == 200
    for worker in pair:
        assert requests(room, worker, "/articles/{public_id:path}") == before + 5


def test_the_process_numbers_are_of_all_of_them(room, pair):
    families = text_string_to_metric_families(room.ask("/metrics").text)
    found = {family.name: family.samples[0].value for family in families if family.name.startswith("process_")}
    pages = [int(Path(f"/proc/{one}/statm").read_text().split()[1]) for one in (*pair, room.process.pid)]
    memory = sum(pages) * os.sysconf("SC_PAGE_SIZE")
    assert found["process_resident_memory_bytes"] == pytest.approx(memory, rel=0.2)
    assert found["process_max_fds"] < 2 * os.sysconf("SC_OPEN_MAX")
    assert found["process_open_fds"] > sum(len(list(Path(f"/proc/{one}/fd").iterdir())) for one in pair)


def test_a_draft_that_one_checks_is_shown_by_the_other(room, pair):
    one, other = pair
    sent = room.ask("/check", of=one, text=DRAFT)
    assert sent.status == 303
    address = sent.headers["location"]
    assert "harbour was never for sale" in words(settled(room, address, other))
    assert settled(room, address, one) == settled(room, address, other)
    report = room.ask(f"{address}/report.html", of=other)
    assert (report.status, "harbour was never for sale" in report.text) == (200, True)


def test_an_edit_made_at_one_is_seen_at_once_at_both(room, pair, built):
    one, other = pair
    with open_record(built) as record:
        own = next(iter(record.article("ledger").statement_ids.values()))

    def made_of(worker: int) -> str:
        return words(room.ask("/search?q=harbour", of=worker).text.split("<aside")[1])

    before = made_of(one)
    assert made_of(other) == before  # both have counted it, and keep it for twenty seconds
    answer = room.ask(f"/correct/statements/{own}", of=one, do="reject", who="Ada Byron", why="against the tape")
    assert answer.status == 303
    assert made_of(other) == made_of(one) != before


def test_a_worker_that_is_killed_is_told_its_work_is_lost_and_another_takes_its_place(room, pair):
    one, other = pair
    address = room.ask("/check", of=one, text=f"HOLD. {DRAFT}").headers["location"]
    assert "Holding" in words(room.ask(address, of=other).text)
    done = room.ask("/articles/ledger", of=one).status, requests(room, other, "/articles/{public_id:path}")
    os.kill(one, signal.SIGKILL)
    room.until_said("A worker process of the reading room ended (SIGKILL). Another takes its place.")
    lost = room.ask(address, of=other)
    assert (lost.status, "what it had is lost" in words(lost.text)) == (500, True)
    new = until(lambda: len(room.workers()) == 2 and room.workers() - {other}, "another").pop()
    assert room.ask("/articles/ledger", of=new).status == done[0] == 200
    assert requests(room, new, "/articles/{public_id:path}") == done[1] + 1  # what the dead one counted stands


def test_one_that_is_told_to_end_lets_the_others_go_on(room, pair):
    os.kill(pair[0], signal.SIGTERM)
    room.until_said("ended (status 0)")
    assert room.ask("/articles/ledger", of=pair[1]).status == 200
    until(lambda: len(room.workers()) == 2, "another")


def test_where_the_first_process_is_killed_the_workers_end_and_leave_nothing(built, tmp_path, monkeypatch):
    with tempfile.TemporaryDirectory() as short:
        monkeypatch.setenv("TMPDIR", short)
        with serving_room.running(built, tmp_path) as room:
            both = room.workers()
            assert (len(both), len(list(Path(short).iterdir()))) == (2, 1)
            room.process.kill()
            until(lambda: not any(map(serving_room.alive, both)), "the end of the workers")
        assert not list(Path(short).iterdir())
    listen("127.0.0.1", room.port).close()  # nobody has it any more


def test_a_second_signal_does_not_wait_for_what_never_ends(built, tmp_path):
    with serving_room.running(built, tmp_path) as room:
        room.ask("/check", text=f"HOLD. {DRAFT}")
        both = room.workers()
        room.process.send_signal(signal.SIGINT)
        until(lambda: sum(map(serving_room.alive, both)) == 1, "the end of the worker that has nothing to do")
        assert room.end(signal.SIGINT) == 0
        assert room.said[-1] == "The reading room is closed.\n"


def test_where_no_worker_can_start_any_more_it_ends_and_says_why(built, tmp_path):
    record = Path(shutil.copy(built, tmp_path / "r.db"))
    with serving_room.running(record, tmp_path) as room:
        record.rename(tmp_path / "elsewhere.db")
        os.kill(room.workers().pop(), signal.SIGKILL)
        assert room.process.wait(60) == 1
        said = room.process.stderr.read()
    assert said.count("Another takes its place") == workers._STARTS - 1
    assert re.search(r"^onrecord: .*r\.db: there is no record here", said, re.M)


def test_a_record_that_no_worker_can_open_is_told_once(tmp_path, monkeypatch):
    monkeypatch.setattr(workers, "_STARTS", 1)

    @contextmanager
    def opened(together):
        raise RecordError("it cannot be opened", where="r.db", code="cannot-open")
        yield

    with pytest.raises(RecordError, match="it cannot be opened"):
        serve_together(opened, listen("127.0.0.1", 0), 2, ready=pytest.fail, say=pytest.fail)
    assert multiprocessing.active_children() == []


def test_where_nothing_can_be_shared_one_process_is_offered(tmp_path, monkeypatch):
    for folder in (tmp_path / "none", tmp_path / ("long" * 30)):
        monkeypatch.setattr(tempfile, "tempdir", str(folder))
        if "long" in folder.name:
            folder.mkdir()
        with pytest.raises(OnrecordError, match="--workers 1"):
            serve_together(pytest.fail, listen("127.0.0.1", 0), 2, ready=pytest.fail, say=pytest.fail)
        assert not list(tmp_path.glob("*/onrecord-serve-*"))
