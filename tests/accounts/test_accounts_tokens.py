"""Tokens: shown once, found by their hash, never more than their user, and over when they are."""

from __future__ import annotations

import pytest
from desk import Clock

from onrecord.accounts import Accounts, Role
from onrecord.errors import AccountError, UsageError


def test_a_token_lets_a_program_in_as_its_user(accounts: Accounts) -> None:
    made = accounts.make_token("ada", " night   export ")
    assert made.key.startswith("onrecord_")
    assert len(made.key) > 40
    caller = accounts.bearer(made.key)
    assert caller is not None
    assert (caller.name, caller.role) == ("Ada", Role.EDITOR)
    assert [(token.user, token.label) for token in accounts.tokens()] == [("Ada", "night export")]


@pytest.mark.parametrize("key", ["", "onrecord_", "nonsense", "\ud800", "x" * 100_000])
def test_what_is_no_token_lets_nobody_in(accounts: Accounts, key: str) -> None:
    made = accounts.make_token("Ada", "export")
    assert accounts.bearer(key) is None
    assert accounts.bearer(made.key[:-1]) is None
    assert accounts.bearer(made.key.upper()) is None


def test_a_token_may_less_than_its_user_and_never_more(accounts: Accounts) -> None:
    reads = accounts.make_token("Bo", "reads", role=Role.READER)
    whole = accounts.make_token("Bo", "whole")
    caller = accounts.bearer(reads.key)
    assert caller is not None
    assert caller.role is Role.READER
    with pytest.raises(UsageError, match="Ada is editor"):
        accounts.make_token("Ada", "more", role=Role.ADMIN)
    accounts.set_role("Bo", Role.EDITOR)
    caller = accounts.bearer(whole.key)
    assert caller is not None
    assert caller.role is Role.EDITOR


def test_a_token_holds_to_the_end_of_its_last_day(accounts: Accounts, clock: Clock) -> None:
    made = accounts.make_token("Ada", "export", until="2031-05-02")
    clock.turn(hours=38)
    assert accounts.bearer(made.key) is not None
    clock.turn(hours=1)
    assert accounts.bearer(made.key) is None
    with pytest.raises(UsageError, match="is over"):
        accounts.make_token("Ada", "late", until="2031-05-02")


@pytest.mark.parametrize("until", ["2031-02-30", "2031", "20310601", "tomorrow", ""])
def test_a_last_day_is_a_day(accounts: Accounts, until: str) -> None:
    with pytest.raises(UsageError, match="not a day"):
        accounts.make_token("Ada", "export", until=until)


def test_the_day_of_its_last_use_is_noted(accounts: Accounts, clock: Clock) -> None:
    made = accounts.make_token("Ada", "export")
    assert accounts.tokens("Ada")[0].used_on is None
    accounts.bearer(made.key)
    clock.turn(days=3)
    accounts.bearer(made.key)
    accounts.bearer(made.key)
    assert accounts.tokens("ada")[0].used_on == "2031-05-04"


def test_a_token_that_is_revoked_is_over(accounts: Accounts) -> None:
    made, kept = accounts.make_token("Ada", "export"), accounts.make_token("Bo", "export")
    accounts.revoke("Ada", "export")
    assert accounts.bearer(made.key) is None
    assert accounts.bearer(kept.key) is not None
    with pytest.raises(AccountError) as raised:
        accounts.revoke("Ada", "export")
    assert raised.value.code == "no-token"


@pytest.mark.parametrize("label", ["", "  ", "x" * 101, "a\x1b[2J"])
def test_a_token_needs_a_label_that_can_be_read(accounts: Accounts, label: str) -> None:
    with pytest.raises(UsageError):
        accounts.make_token("Ada", label)


def test_a_label_is_one_of_its_kind_for_each_user(accounts: Accounts) -> None:
    accounts.make_token("Ada", "export")
    accounts.make_token("Bo", "export")
    with pytest.raises(UsageError, match="already"):
        accounts.make_token("ada", "export")


def test_only_who_is_there_has_tokens(accounts: Accounts) -> None:
    with pytest.raises(AccountError):
        accounts.make_token("Carla", "export")
    assert accounts.tokens("Carla") == ()
