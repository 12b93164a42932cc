from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import record_builders

from onrecord.record import open_record

ARTICLES = 100


def adding(path: Path, first: int = 0, last: int = ARTICLES) -> subprocess.Popen[str]:
    program = Path(__file__).with_name("record_adder.py")
    order = [sys.executable, str(program), str(path), str(first), str(last)]
    return subprocess.Popen(order, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process: subprocess.Popen[str]) -> None:
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors


def test_killed_at_any_moment_and_run_again_the_record_is_that_of_one_run(path: Path) -> None:
    chance = random.Random(20310503)
    for attempt in range(5):
        process = adding(path)
        assert process.stdout is not None
        if attempt:  # the first is killed wherever it may be, even before there is a table
            process.stdout.readline()
        time.sleep(chance.uniform(0, 0.3))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if path.exists() and path.stat().st_size:
            with open_record(path) as record:
                assert record.audit().ok
    finish(adding(path))
    with open_record(path, create=False) as record:
        assert record.audit().ok
        found = list(record.every())
    assert sorted(found, key=lambda one: one.article.id) == sorted(
        record_builders.many(ARTICLES), key=lambda one: one.article.id
    )


def test_several_processes_adding_the_same_lose_nothing_and_double_nothing(path: Path) -> None:
    processes = [adding(path, 10 * n, 40 + 10 * n) for n in range(3)]  # they make the record together, too
    for process in processes:
        finish(process)
    with open_record(path, create=False) as record:
        assert sorted(one.article.id for one in record.every()) == sorted(f"a{n}" for n in range(60))
        assert record.audit().ok
