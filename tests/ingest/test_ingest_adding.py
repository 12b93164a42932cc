"""Adding: what is there is skipped, what fails costs itself alone, and the record is the same however it came about."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import quoting_model
from onrecord.ingest import Extractor, add
from onrecord.ingest.parallel import never
from onrecord.reading import Given, find
from onrecord.record import open_record
from onrecord.views.interchange import to_line
from small_news import BODY, news

EXTRACTOR = Extractor(quoting_model.load)
NOTHING = Given()


def run(record, *paths, jobs=1, given=NOTHING, progress=lambda event: None, stopped=never):
    sources = list(find(map(str, paths)))
    return add(record, sources, EXTRACTOR, "quoting-1", given, jobs=jobs, progress=progress, stopped=stopped)


def exported(target) -> list[str]:
    with open_record(target, create=False) as record:
        return [to_line(extracted) for extracted in record.every()]


def test_what_was_read_is_in_the_record(record, folder):
    summary = run(record, folder)
    assert dict(summary.articles) == {"added": 6}
    assert (summary.new, summary.statements, record.stats().statements) == (6, 6, 6)
    assert record.audit().ok


def test_adding_again_extracts_nothing_and_changes_nothing(record, folder):
    run(record, folder)
    before = exported(record.path)
    summary = add(record, list(find([str(folder)])), Extractor(quoting_model.load_and_die), "quoting-1", jobs=2)
    assert dict(summary.articles) == {"already": 6}
    assert exported(record.path) == before


def test_the_record_is_the_same_with_several_workers(tmp_path, folder):
    for jobs in (1, 3):
        with open_record(tmp_path / f"{jobs}.db") as record:
            run(record, folder, jobs=jobs)
    assert exported(tmp_path / "1.db") == exported(tmp_path / "3.db")


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_article_that_cannot_be_extracted_is_kept_as_a_failure(record, folder, jobs):
    news(folder, "n2b", "RAISE-AN-ERROR")
    summary = run(record, folder, jobs=jobs)
    assert dict(summary.articles) == {"added": 6, "failed": 1}
    (failure,) = record.failures()
    assert failure.path.endswith("n2b.txt")
    assert failure.code == "crashed"
    assert "the fake was told to fail" in failure.message


def test_a_worker_that_is_killed_costs_its_article_alone(record, folder):
    news(folder, "n2b", "KILL-THE-WORKER")
    summary = run(record, folder, jobs=2)
    assert dict(summary.articles) == {"added": 6, "failed": 1}
    assert "SIGKILL" in record.failures()[0].message


def test_files_that_cannot_be_read_stay_as_failures_and_the_others_go_on(record, folder):
    (folder / "a-empty.txt").write_bytes(b"")
    (folder / "z-binary.txt").write_bytes(bytes(range(256)) * 20)
    events = []
    summary = run(record, folder, folder / "missing.txt", progress=events.append)
    assert summary.new == 6
    assert [Path(f.where).name for f in summary.failures] == ["a-empty.txt", "z-binary.txt", "missing.txt"]
    assert {f.code for f in record.failures()} == {"empty", "binary", "missing"}
    assert [e.kind for e in events].count("failed") == 3


def test_a_failure_is_over_when_the_file_can_be_read(record, folder):
    bad = folder / "n1.txt"
    good = bad.read_bytes()
    bad.write_bytes(b"")
    run(record, folder)
    assert len(record.failures()) == 1
    bad.write_bytes(good)
    run(record, bad)
    assert record.failures() == ()


def test_a_failure_is_over_when_the_file_is_again_what_the_record_has(record, folder):
    bad = folder / "n1.txt"
    good = bad.read_bytes()
    run(record, folder)
    bad.write_bytes(b"")
    run(record, bad)
    bad.write_bytes(good)
    assert dict(run(record, bad).articles) == {"already": 1}
    assert record.failures() == ()


def test_metadata_given_later_goes_over_what_the_record_has(record, folder):
    run(record, folder)
    run(record, folder / "n1.txt", given=Given(outlet="Harbour Post"))
    assert record.article("n1.txt").extracted.article.outlet == "Harbour Post"
    assert record.stats().articles == 6


def test_an_article_in_another_language_is_stored_and_not_extracted(record, tmp_path):
    spanish = tmp_path / "es.txt"
    spanish.write_text(
        "El ministro de transporte de la provincia dijo el viernes que no habrá barcos hasta la primavera. "
        "“No puedo dar una fecha”, añadió ante los periodistas que esperaban en el puerto desde la mañana. "
        "Los pescadores de las islas piden que el gobierno pague las pérdidas de todo el invierno.",
        encoding="utf-8",
    )
    summary = run(record, spanish)
    assert (summary.not_extracted, summary.statements) == (1, 0)
    assert record.stats().not_extracted == 1
    assert dict(run(record, spanish).articles) == {"already": 1}


def test_ctrl_c_keeps_what_is_done_and_says_so(record, folder):
    seen = []

    def interrupt_at_third(event):
        seen.append(event.kind)
        if seen.count("added") == 3:
            raise KeyboardInterrupt

    summary = run(record, folder, jobs=2, progress=interrupt_at_third)
    assert summary.stopped
    assert record.stats().articles == summary.new == 3


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_asked_to_stop_leaves_the_rest_and_goes_on_when_begun_again(record, folder, jobs):
    seen = []
    summary = run(
        record, folder, jobs=jobs, progress=lambda event: seen.append(event.kind), stopped=lambda: "added" in seen
    )
    assert (summary.stopped, summary.new, record.stats().articles) == (True, 1, 1)
    again = run(record, folder, jobs=jobs)
    assert (again.stopped, again.articles["already"], record.stats().articles) == (False, 1, 6)


def test_what_the_record_has_already_is_not_gone_through_when_asked_to_stop(record, folder):
    run(record, folder)
    seen = []
    summary = run(record, folder, progress=lambda event: seen.append(event.kind), stopped=lambda: "already" in seen)
    assert (summary.stopped, dict(summary.articles)) == (True, {"already": 1})


SCRIPT = """
import sys, quoting_model
from onrecord.cli.stopping import stopped_by_signals
from onrecord.ingest import Extractor, add
from onrecord.reading import find
from onrecord.record import open_record
def tell(event):
    print(event.kind, flush=True)
if __name__ == "__main__":
    with open_record(sys.argv[1]) as record, stopped_by_signals() as stopped:
        done = add(record, list(find([sys.argv[2]])), Extractor(quoting_model.load), "quoting-1",
                   jobs=int(sys.argv[3]), progress=tell, stopped=stopped)
        print("stopped" if done.stopped else "through", record.stats().articles == done.new, flush=True)
"""


@pytest.mark.parametrize("jobs", [1, 2])
def test_killed_at_any_moment_and_run_again_gives_the_same_record(tmp_path, folder, jobs):
    for number in range(7, 40):
        news(folder, f"n{number:02}", f"We will wait, number {number}.")
    with open_record(tmp_path / "undisturbed.db") as record:
        run(record, folder)
    script = tmp_path / "adding.py"
    script.write_text(SCRIPT)
    command = [sys.executable, str(script), str(tmp_path / "killed.db"), str(folder), str(jobs)]
    environment = os.environ | {"PYTHONPATH": str(Path(quoting_model.__file__).parent)}
    chance = random.Random(2021)
    for _ in range(4):
        process = subprocess.Popen(command, env=environment, start_new_session=True, stdout=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.6, 1.8))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    assert exported(tmp_path / "killed.db") == exported(tmp_path / "undisturbed.db")


@pytest.mark.parametrize("wait", [0.1, 1.0, 2.5])
def test_an_interrupt_from_the_keyboard_writes_no_traceback(tmp_path, folder, wait):
    for number in range(7, 60):
        news(folder, f"n{number:02}", "We will wait. BE-SLOW")
    script = tmp_path / "adding.py"
    script.write_text(SCRIPT)
    command = [sys.executable, str(script), str(tmp_path / "stopped.db"), str(folder), "2"]
    environment = os.environ | {"PYTHONPATH": str(Path(quoting_model.__file__).parent)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    process = subprocess.Popen(command, env=environment, start_new_session=True, **pipes)
    assert process.stdout.readline() == b"source\n"  # before that, Python itself is still starting
    time.sleep(wait)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert err == b"onrecord: stopping once the article at hand is stored; once more breaks off.\n"
    assert (process.returncode, out.splitlines()[-1]) == (0, b"stopped True")


def test_what_a_web_archive_holds_beside_its_pages_is_counted_and_is_no_failure(record, tmp_path):
    answer = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n"
    head = b"WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n"
    (tmp_path / "a.warc").write_bytes((head % len(answer) + answer + b"\r\n\r\n") * 3)
    done = add(record, find([str(tmp_path / "a.warc")]), EXTRACTOR, "quoting-1")
    assert (done.others, done.failures, done.articles) == ({"error pages": 3}, (), {})


@pytest.mark.parametrize("status", ["canceled", "usable"])
def test_an_item_that_its_sender_takes_back_says_which_article_of_the_record_it_is(record, tmp_path, status):
    item = {
        "uri": "urn:ninjs:tarle:1",
        "type": "text",
        "versioncreated": "2021-01-17T10:15:00Z",
        "language": "en",
        "headline": "The ferry stays in port",
        "body_text": BODY + "“We will not be hurried,” said Lena Hartwell, the mayor.",
    }
    (tmp_path / "a.json").write_text(json.dumps({**item, "pubstatus": "usable"}), "utf-8")
    (tmp_path / "b.json").write_text(json.dumps({**item, "pubstatus": status, "versioncreated": "2021-01-18"}), "utf-8")
    run(record, tmp_path / "a.json")
    summary = run(record, tmp_path / "b.json")
    if status == "usable":
        assert summary.failures == ()
        return
    (failure,) = record.failures()
    assert failure.code == "cancelled"
    assert "and the record holds it: urn:ninjs:tarle:1" in failure.message
    assert "onrecord remove urn:ninjs:tarle:1 --reason" in failure.next_step
    assert record.articles().total == 1, "to remove it for good is for a person to decide"
