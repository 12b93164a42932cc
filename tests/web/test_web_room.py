"""What pages keep for a moment: made once, made anew when it is old or something was written, never by two at once."""

from __future__ import annotations

import itertools
import threading

import web_record

from onrecord.ingest.people import update_people
from onrecord.record import open_record
from onrecord.web import room
from onrecord.web.room import Kept, KeptOf, Room


def always_another() -> object:
    """A record that somebody writes to all the time."""
    return object()


def nothing() -> None:
    """A room through which nobody writes."""


def test_a_value_is_made_once_while_it_is_fresh_and_anew_once_something_was_written_through_the_room():
    made, writes = itertools.count(1), 0
    kept = Kept(lambda: next(made), always_another, lambda: writes, at_least=3600)
    assert [kept.get(), kept.get()] == [1, 1]
    writes += 1
    assert [kept.get(), kept.get()] == [2, 2]


def test_what_was_written_through_the_room_while_a_value_was_made_is_not_taken_to_be_in_it():
    made, writes = itertools.count(1), 0

    def make() -> int:
        nonlocal writes
        number = next(made)
        writes = max(writes, 2 - number)  # the first time, somebody writes meanwhile
        return number

    kept = Kept(make, always_another, lambda: writes, at_least=3600)
    assert [kept.get(), kept.get(), kept.get()] == [1, 2, 2]


def test_of_each_name_too_what_is_kept_is_made_anew_once_something_was_written_through_the_room():
    made, writes = itertools.count(1), 0
    kept = KeptOf(lambda name: f"{name}{next(made)}", always_another, lambda: writes)
    assert [kept.get("a"), kept.get("a")] == ["a1", "a1"]
    writes += 1
    assert [kept.get("a"), kept.get("a")] == ["a2", "a2"]


def test_a_value_is_kept_while_nothing_is_written_however_old_it_is(monkeypatch):
    monkeypatch.setattr(room, "_SHARE", 0.0)  # old at once
    made, written = itertools.count(1), itertools.count(1)
    state = next(written)
    kept = Kept(lambda: next(made), lambda: state, nothing)
    assert [kept.get(), kept.get()] == [1, 1]
    state = next(written)
    assert [kept.get(), kept.get()] == [2, 2]


def test_what_was_written_while_a_value_was_made_is_not_taken_to_be_in_it(monkeypatch):
    monkeypatch.setattr(room, "_SHARE", 0.0)
    made, state = itertools.count(1), 1

    def make() -> int:
        nonlocal state
        number = next(made)
        state = max(state, 3 - number)  # the first time, somebody writes meanwhile
        return number

    kept = Kept(make, lambda: state, nothing)
    assert [kept.get(), kept.get(), kept.get()] == [1, 2, 2]


def test_what_takes_long_is_made_anew_in_the_background_while_pages_have_the_old_one(monkeypatch):
    monkeypatch.setattr(room, "_QUICK", -1.0)
    monkeypatch.setattr(room, "_SHARE", 0.0)  # old at once
    made, going, may_end = itertools.count(1), threading.Event(), threading.Event()

    def make() -> int:
        number = next(made)
        if number == 2:
            going.set()
            assert may_end.wait(60)
        return number

    kept = Kept(make, always_another, nothing)
    assert kept.get() == 1
    assert kept.get() == 1  # the second is under way, and nobody waits for it
    assert going.wait(60)
    assert kept.get() == 1
    may_end.set()
    with kept._lock:  # until it is there
        assert kept._found is not None
        assert kept._found.value == 2


def test_of_many_names_those_asked_for_last_are_kept():
    asked: list[str] = []
    kept = KeptOf(lambda name: asked.append(name) or name, always_another, nothing, most=2)
    for name in ("a", "b", "a", "c", "a", "b"):
        assert kept.get(name) == name
    assert asked == ["a", "b", "c", "b"]


def test_each_page_of_people_is_that_of_the_record_wherever_it_comes_from(tmp_path, monkeypatch):
    monkeypatch.setattr(room, "SPEAKERS", 2)  # so that one page is kept, and the others are not
    with open_record(tmp_path / "r.db") as record:
        for number, name in enumerate(["Ilse Marrow", "Ilse Marrow", "Bo Lind", "Ana Reyes", "Tom Okafor"]):
            record.add(web_record.article(f"a{number}", f"We shall count to {number} by the sea.", speaker=name))
        update_people(record)
        shown = Room(record)
        for offset in (0, 1, 2, 4):
            found = shown.people(offset, 2)
            assert found == record.people(limit=2, offset=offset)
            assert found.total == 4


def test_names_that_are_not_joined_yet_are_listed_too(tmp_path):
    with open_record(tmp_path / "r.db") as record:
        record.add(web_record.article("a1", "We shall count to the harbour."))
        (row,) = Room(record).people(0, 50).items
        assert (row.name, row.id) == ("Ilse Marrow", None)
