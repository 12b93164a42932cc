"""``onrecord user``, as a person types it: passwords never in the command, tokens shown once."""

from __future__ import annotations

import io
import json
import sys

import pytest
from argon2 import PasswordHasher

from onrecord.accounts import Accounts, passwords
from onrecord.record import open_record

PASSWORD = "correct horse battery"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def user(onrecord, monkeypatch):
    """Runs ``onrecord user ...``; what is typed comes from standard input."""
    monkeypatch.setattr(passwords, "PasswordHasher", lambda: PasswordHasher(1, 8, 1))

    def run(*args: str, typed: str = "", terminal: bool = False):
        monkeypatch.setattr(sys, "stdin", Terminal() if terminal else io.StringIO(typed))
        return onrecord("user", *args)

    return run


@pytest.fixture
def ada(user):
    assert user("add", "Ada Quill", "--role", "editor", typed=f"{PASSWORD}\n").status == 0
    return user


def test_a_user_is_made_in_a_record_that_need_not_be_there_yet(ada, tmp_path):
    with open_record(tmp_path / "onrecord.db", create=False) as record:
        session = Accounts(record).sign_in("ada quill", PASSWORD, "192.0.2.1")
        assert session.user.role.value == "editor"
    assert "Ada Quill editor" in " ".join(ada().out.split())
    assert json.loads(ada("list", "--json").out)[0]["role"] == "editor"


def test_a_password_is_asked_for_twice_at_a_terminal_and_not_echoed(user, monkeypatch):
    asked = []
    monkeypatch.setattr("click.prompt", lambda text, **options: asked.append((text, options)) or PASSWORD)
    ran = user("add", "Ada", "--role", "reader", terminal=True)
    assert (ran.status, PASSWORD in ran.out + ran.err) == (0, False)
    ((_, options),) = asked
    assert options["hide_input"] is True
    assert options["confirmation_prompt"]


@pytest.mark.parametrize(
    ("args", "typed", "said"),
    [
        (("add", "Bo", "--role", "owner"), PASSWORD, "The roles are: reader, editor, admin"),
        (("add", "Bo", "--role", "editor"), "", "no password was given"),
        (("add", "Bo", "--role", "editor"), "short", "12 are asked for"),
        (("add", "ada quill", "--role", "editor"), PASSWORD, "there is a user Ada Quill already"),
        (("remove", "Ada Quill"), "", "--yes"),
        (("token", "Ada Quill", "--label", "x", "--role", "admin"), "", "no token of theirs can be admin"),
        (("token", "Ada Quill", "--label", "x", "--until", "soon"), "", "YYYY-MM-DD"),
        (("token", "Ada Quill"), "", "--label"),
    ],
)
def test_wrong_use_is_told_with_what_to_do(ada, args, typed, said):
    ran = ada(*args, typed=typed)
    assert ran.status == 2
    assert said in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    "args", [("role", "Bo", "admin"), ("password", "Bo"), ("remove", "Bo", "--yes"), ("tokens", "Bo")]
)
def test_a_user_that_there_is_not_is_told(ada, args):
    ran = ada(*args, typed=PASSWORD)
    assert ran.status == 1
    assert "there is no user Bo. `onrecord user list` shows who there is." in ran.err


def test_role_password_and_removal(ada):
    assert ada("role", "ada quill", "admin").err == "Ada Quill is admin now.\n"
    assert "has a new password" in ada("password", "ada quill", typed="eleven green bottles\r\n").err
    ran = ada("remove", "ada quill", "--yes")
    assert "Ada Quill is out" in ran.err
    assert "No admin is left" in ran.err
    assert "No users." in ada().out
    again = ada("add", "Ada Quill", "--role", "reader", typed=PASSWORD)
    assert (again.status, "--returns" in again.err) == (2, True)
    assert ada("add", "Ada Quill", "--role", "reader", "--returns", typed=PASSWORD).status == 0


def test_a_token_is_all_that_stands_on_standard_output_and_is_shown_once(ada, tmp_path):
    ran = ada("token", "ada quill", "--label", "night export", "--role", "reader", "--until", "2099-01-01")
    key = ran.out.strip()
    assert ran.out == f"{key}\n"
    assert "Ada Quill (night export), reader until 2099-01-01" in ran.err
    with open_record(tmp_path / "onrecord.db") as record:
        caller = Accounts(record).bearer(key)
        assert (caller.name, caller.role.value) == ("Ada Quill", "reader")
    shown = ada("tokens").out
    assert "night export" in shown
    assert key not in shown + ada("tokens", "--json").out
    assert ada("revoke", "Ada Quill", "night export").status == 0
    assert ada("tokens", "Ada Quill").out == "No tokens.\n"
    assert ada("revoke", "Ada Quill", "night export").status == 1
