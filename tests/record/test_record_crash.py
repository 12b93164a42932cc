from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import record_builders

from onrecord.record import Query, open_record

ARTICLES = 100


@pytest.fixture(params=["sqlite", "postgresql"])
def nowhere(request: pytest.FixtureRequest) -> str:
    """Where there is no record yet, not even its tables, on each store."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("path"))
    return str(request.getfixturevalue("databases")())


def adding(target: str, first: int = 0, last: int = ARTICLES) -> subprocess.Popen[str]:
    program = Path(__file__).with_name("record_adder.py")
    order = [sys.executable, str(program), target, str(first), str(last)]
    return subprocess.Popen(order, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process: subprocess.Popen[str]) -> None:
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors


def test_killed_at_any_moment_and_run_again_the_record_is_that_of_one_run(nowhere: str) -> None:
    chance = random.Random(20310503)
    for attempt in range(5):
        process = adding(nowhere)
        assert process.stdout is not None
        if attempt:  # the first is killed wherever it may be, even before there is a table
            process.stdout.readline()
        time.sleep(chance.uniform(0, 0.3))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if attempt:
            with open_record(nowhere) as record:
                assert record.audit().ok
    finish(adding(nowhere))
    with open_record(nowhere, create=False) as record:
        assert record.audit().ok
        found = list(record.every())
    assert sorted(found, key=lambda one: one.article.id) == sorted(
        record_builders.many(ARTICLES), key=lambda one: one.article.id
    )


@pytest.mark.parametrize("what", ["edit", "remove"])
def test_an_edit_or_a_removal_that_is_killed_leaves_a_whole_record(target: str, what: str) -> None:
    with open_record(target) as record:
        for extracted in record_builders.many(40):
            record.add(extracted)
    chance = random.Random(20310504)
    program = str(Path(__file__).with_name("record_editor.py"))
    before = 40
    for _ in range(4):
        process = subprocess.Popen([sys.executable, program, target, what], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0.05, 0.5))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        with open_record(target) as record:
            assert record.audit().ok
            articles = record.stats().articles
            assert articles <= before if what == "remove" else articles == 40
            before = articles
            own = record.search(Query("count")).items[0].id  # and work goes on
            record.edits.review(own, who="eva", why="seen")
            assert record.audit().ok


def test_matching_that_is_killed_goes_on_and_ends_as_if_it_had_not_been(target: str) -> None:
    trees = "alder ash beech birch cedar elm fir hazel larch maple oak poplar".split()
    lines = [" ".join(tree + end for end in "a e i o u ab ib ob ub".split()) for tree in trees]
    with open_record(target) as record:
        for number in range(48):
            text = f"“{lines[number % 12]},” Ana Ruiz said."
            record.add(record_builders.build(text, id=f"a{number}", published="2031-05-02"))
    chance = random.Random(20310505)
    program, joined = str(Path(__file__).with_name("record_matcher.py")), [0]
    for _ in range(6):
        process = subprocess.Popen([sys.executable, program, target], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0, 0.15))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        with open_record(target) as record:
            assert record.audit().ok
            joined.append(sum(len(one.reports) for one in record.sayings.listed(limit=20).items))
    assert joined == sorted(joined)  # what was joined before a kill is joined after it
    finish(
        subprocess.Popen([sys.executable, program, target], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    )
    with open_record(target) as record:
        assert record.audit().ok
        found = {frozenset(r.article for r in one.reports) for one in record.sayings.listed(limit=20).items}
        assert found == {frozenset(f"a{n}" for n in range(first, 48, 12)) for first in range(12)}


def test_several_processes_adding_the_same_lose_nothing_and_double_nothing(nowhere: str) -> None:
    processes = [adding(nowhere, 10 * n, 40 + 10 * n) for n in range(3)]  # they make the record together, too
    for process in processes:
        finish(process)
    with open_record(nowhere, create=False) as record:
        assert sorted(one.article.id for one in record.every()) == sorted(f"a{n}" for n in range(60))
        assert record.audit().ok
