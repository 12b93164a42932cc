"""Signing in: what it takes, how long it lasts, how often it may be tried."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from desk import ADA, BO, QUICK, Clock

from onrecord.accounts import Accounts, Passwords, Role, Session, limits
from onrecord.accounts.limits import ADDRESS, PAIR
from onrecord.errors import AccountError, RecordError
from onrecord.record import Record, open_record

HERE, THERE = "192.0.2.1", "192.0.2.2"


def wrong(
    accounts: Accounts, name: str = "Ada", address: str = HERE, password: str = "not the right words"
) -> AccountError:
    with pytest.raises(AccountError) as raised:
        accounts.sign_in(name, password, address)
    return raised.value


def test_with_name_and_password_one_comes_in(accounts: Accounts) -> None:
    session = accounts.sign_in("ada", ADA, HERE)
    assert (session.user.name, session.user.role) == ("Ada", Role.EDITOR)
    assert accounts.session(session.cookie) == session
    accounts.sign_out(session.cookie)
    assert accounts.session(session.cookie) is None


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("Ada", "not the right words"),
        ("Ada", ADA.upper()),
        ("Ada", ""),
        ("Ada", BO),
        ("Carla", ADA),
        ("", ""),
        ("a\x00", ADA),
    ],
)
def test_what_is_wrong_is_not_said(accounts: Accounts, name: str, password: str) -> None:
    error = wrong(accounts, name, password=password)
    assert (error.code, error.what) == ("wrong", "name or password is not right")


def test_a_user_that_there_is_not_costs_as_much_to_refuse_as_one_that_there_is(
    record: Record, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str] = []

    class Noted(Passwords):
        def fits(self, password: str, kept: str | None) -> bool:
            hasher = self._hasher
            monkeypatch.setattr(
                type(hasher), "verify", lambda self, kept, typed: compared.append(kept) or False, raising=True
            )
            return super().fits(password, kept)

    accounts = Accounts(record, passwords=Noted(QUICK), clock=clock)
    accounts.add("Ada", ADA, Role.EDITOR)
    wrong(accounts, "Ada")
    wrong(accounts, "Carla")
    assert len(compared) == 2
    assert all(kept.startswith("$argon2id$v=19$m=8,t=1,p=1$") for kept in compared)


@pytest.mark.parametrize("cookie", ["", "nonsense", "\ud800", "x" * 100_000])
def test_a_cookie_that_is_none_opens_nothing(accounts: Accounts, cookie: str) -> None:
    accounts.sign_in("Ada", ADA, HERE)
    assert accounts.session(cookie) is None
    accounts.sign_out(cookie)


def test_each_sign_in_has_a_secret_of_its_own_and_ends_the_one_before(accounts: Accounts) -> None:
    first = accounts.sign_in("Ada", ADA, HERE)
    other_desk = accounts.sign_in("Ada", ADA, THERE)
    second = accounts.sign_in("Ada", ADA, HERE, instead_of=first.cookie)
    assert len({first.cookie, other_desk.cookie, second.cookie}) == 3
    assert accounts.session(first.cookie) is None
    assert accounts.session(other_desk.cookie) is not None
    # A cookie that somebody planted is not taken over.
    assert accounts.sign_in("Bo", BO, HERE, instead_of="planted").cookie != "planted"


def test_a_session_that_nobody_uses_ends_and_one_that_is_used_goes_on(accounts: Accounts, clock: Clock) -> None:
    left = accounts.sign_in("Bo", BO, HERE)
    used = accounts.sign_in("Ada", ADA, HERE)
    for _ in range(3):
        clock.turn(hours=11)
        assert accounts.session(used.cookie) is not None
    assert accounts.session(left.cookie) is None


def test_no_session_goes_on_for_ever(accounts: Accounts, clock: Clock) -> None:
    session = accounts.sign_in("Ada", ADA, HERE)
    for _ in range(16):
        clock.turn(hours=10)
        assert accounts.session(session.cookie) is not None
    clock.turn(hours=9)
    assert accounts.session(session.cookie) is None
    assert session.ends_at == "2031-05-08T09:00:00Z"


def test_sessions_that_are_over_are_cleared_away(accounts: Accounts, clock: Clock, record: Record) -> None:
    for _ in range(3):
        accounts.sign_in("Ada", ADA, HERE)
    clock.turn(days=1)
    accounts.sign_in("Ada", ADA, HERE)
    with record.transactions.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM account_session").scalar_one() == 1


def test_a_page_does_not_write_and_waits_for_no_writer(tmp_path: Path, clock: Clock) -> None:
    with open_record(tmp_path / "onrecord.db") as record:
        accounts = Accounts(record, passwords=Passwords(QUICK), clock=clock)
        accounts.add("Ada", ADA, Role.EDITOR)
        session = accounts.sign_in("Ada", ADA, HERE)
        clock.turn(minutes=4)
        with record.transactions.writing():
            assert accounts.session(session.cookie) is not None


def test_a_use_that_cannot_be_noted_keeps_nobody_out(
    accounts: Accounts, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = accounts.sign_in("Ada", ADA, HERE)
    token = accounts.make_token("Ada", "export")
    clock.turn(minutes=10)

    def locked() -> None:
        raise RecordError("another program is writing to the record", code="locked")

    monkeypatch.setattr(accounts, "_writing", locked)
    assert accounts.session(session.cookie) is not None
    assert accounts.bearer(token.key) is not None


def test_a_form_must_bring_what_only_the_page_of_its_session_knows(accounts: Accounts) -> None:
    ada, bo = accounts.sign_in("Ada", ADA, HERE), accounts.sign_in("Bo", BO, HERE)
    assert ada.accepts(ada.csrf)
    assert ada.csrf != ada.cookie
    for given in (bo.csrf, "", ada.cookie, ada.csrf.upper(), "\ud800"):
        assert not ada.accepts(given)
    found = accounts.session(ada.cookie)
    assert found is not None
    assert found.csrf == ada.csrf


# --- how often ---


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> int:
    """The wider limits as narrow as can still be told from that of one user at one address; how many tries."""
    tries = PAIR.tries + 2
    for name in ("USER", "ADDRESS"):
        monkeypatch.setattr(limits, name, getattr(limits, name)._replace(tries=tries))
    return tries


def test_after_some_wrong_tries_not_even_the_right_password_is_looked_at_for_a_while(
    accounts: Accounts, clock: Clock
) -> None:
    for _ in range(PAIR.tries):
        assert wrong(accounts).code == "wrong"
        clock.turn(minutes=1)
    error = wrong(accounts, password=ADA)
    assert error.code == "too-often"
    assert error.again_in == 10 * 60
    assert error.next_step == "Try again in 10 minutes"
    # Trying on does not make it longer.
    clock.turn(minutes=9, seconds=59)
    assert wrong(accounts, password=ADA).next_step == "Try again in 1 minute"
    clock.turn(seconds=2)
    assert accounts.sign_in("Ada", ADA, HERE).user.name == "Ada"


def test_who_is_locked_out_by_another_comes_in_from_elsewhere(accounts: Accounts) -> None:
    for _ in range(PAIR.tries):
        wrong(accounts)
    assert wrong(accounts).code == "too-often"
    assert accounts.sign_in("Ada", ADA, THERE).user.name == "Ada"
    assert accounts.sign_in("Bo", BO, HERE).user.name == "Bo"


def test_a_right_password_is_no_try(accounts: Accounts, narrow: int) -> None:
    for _ in range(narrow + 1):
        accounts.sign_in("Ada", ADA, HERE)
    for _ in range(PAIR.tries - 1):
        wrong(accounts)
    accounts.sign_in("Ada", ADA, HERE)
    # Those of the pair are over; those of the address stay, which may be trying others.
    assert [wrong(accounts).code for _ in range(3)] == ["wrong"] * 3
    assert wrong(accounts).code == "too-often"


def test_one_address_may_not_try_all_names(accounts: Accounts, clock: Clock, narrow: int) -> None:
    for number in range(narrow):
        assert wrong(accounts, f"name{number}").code == "wrong"
    assert wrong(accounts, "Bo").code == "too-often"
    assert wrong(accounts, "Bo", THERE).code == "wrong"
    clock.turn(seconds=ADDRESS.within.total_seconds())
    assert wrong(accounts, "Bo").code == "wrong"


def test_many_addresses_may_not_try_one_name(accounts: Accounts, narrow: int) -> None:
    for number in range(narrow):
        assert wrong(accounts, "Ada", f"198.51.100.{number}").code == "wrong"
    assert wrong(accounts, "Ada", "203.0.113.1", ADA).code == "too-often"
    assert wrong(accounts, "ADA", "203.0.113.2", ADA).code == "too-often"
    accounts.set_password("Ada", "eleven green bottles")
    assert accounts.sign_in("Ada", "eleven green bottles", "203.0.113.1").user.name == "Ada"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("fe80::1%eth0", "fe80::2", True),
        ("a socket", "a socket", True),
        ("192.0.2.1", "192.0.2.2", False),
    ],
)
def test_one_computer_is_one_address_however_it_is_written(
    accounts: Accounts, one: str, other: str, same: bool
) -> None:
    for _ in range(PAIR.tries):
        wrong(accounts, address=one)
    assert (wrong(accounts, address=other).code == "too-often") == same


def test_old_tries_are_forgotten(accounts: Accounts, clock: Clock, record: Record) -> None:
    for _ in range(3):
        wrong(accounts)
    clock.turn(hours=2)
    wrong(accounts)
    with record.transactions.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM account_attempt").scalar_one() == 3


def test_processes_count_tries_together(accounts: Accounts, record: Record, clock: Clock) -> None:
    """Two that have nothing in common but the record, and threads that all try at once."""
    target = str(record.path) if record.path else record._engine.url.render_as_string(hide_password=False)
    codes: list[str] = []

    def try_on() -> None:
        with open_record(target.replace("postgresql+psycopg", "postgresql")) as own:
            other = Accounts(own, passwords=Passwords(QUICK), clock=clock)
            codes.extend(wrong(other).code for _ in range(PAIR.tries))

    threads = [threading.Thread(target=try_on) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes.count("wrong") == PAIR.tries
    assert codes.count("too-often") == 2 * PAIR.tries
    assert wrong(accounts).code == "too-often"


def test_a_password_changed_while_it_is_compared_opens_nothing(
    accounts: Accounts, record: Record, clock: Clock
) -> None:
    class Slow(Passwords):
        def fits(self, password: str, kept: str | None) -> bool:
            found = super().fits(password, kept)
            accounts.set_password("Ada", "eleven green bottles")
            return found

    with pytest.raises(AccountError):
        Accounts(record, passwords=Slow(QUICK), clock=clock).sign_in("Ada", ADA, HERE)


def test_a_session_is_not_shown_with_its_secret(accounts: Accounts) -> None:
    session = accounts.sign_in("Ada", ADA, HERE)
    assert isinstance(session, Session)
    assert session.cookie not in f"{session} {session!r}"
