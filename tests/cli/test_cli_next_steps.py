"""The command that is named as the next step works on the record that this one was given."""

from __future__ import annotations

import re
import shlex

import pytest
from click import Command, Context

from onrecord.cli.options import for_this_record


def test_a_decision_on_a_named_record_tells_how_it_is_taken_back_there(added):
    assert added("backup", "press.backup").status == 0
    assert added("restore", "press.backup", "--record", "the copy.db").status == 0
    (found,) = re.findall(r"n1\.txt#s\d+|\w{16}#s1", added("search", "spring", "--record", "the copy.db").out)[:1]
    told = added("review", found, "--why", "heard", "--record", "the copy.db").err
    undo = told.partition("To take it back: ")[2].strip().replace("...", '"no"')
    assert added(*shlex.split(undo)[1:]).status == 0


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("onrecord.db", "onrecord audit"),
        ("copy.db", "onrecord audit --record copy.db"),
        ("my copy.db", "onrecord audit --record 'my copy.db'"),
        ("postgresql://press:secret@db.lan/press", "onrecord audit --record postgresql://press@db.lan/press"),
        ("postgresql://press@db.lan/press", "onrecord audit --record postgresql://press@db.lan/press"),
        (None, "onrecord audit"),
    ],
)
def test_the_record_is_named_where_another_would_be_found_and_no_password_is(target, told, monkeypatch):
    monkeypatch.delenv("ONRECORD_RECORD", raising=False)
    context = Context(Command("x"))
    context.params = {} if target is None else {"record_target": target}
    with context:
        assert for_this_record("onrecord audit") == told
        monkeypatch.setenv("ONRECORD_RECORD", target or "other.db")
        assert for_this_record("onrecord audit") == "onrecord audit"
