"""Users: made, changed, shut out; and a name that edits bear is nobody else's."""

from __future__ import annotations

import pytest
from desk import ADA, QUICK, Clock

from onrecord.accounts import Accounts, Passwords, Role
from onrecord.accounts import role as role_of
from onrecord.errors import AccountError, UsageError
from onrecord.record import Record

NEW = "eleven green bottles"


def test_each_role_may_all_that_the_one_before_may() -> None:
    assert [[one.may(needed) for needed in Role] for one in Role] == [
        [True, False, False],
        [True, True, False],
        [True, True, True],
    ]
    assert Role.ADMIN.at_most(Role.READER) is Role.READER
    assert Role.READER.at_most(Role.ADMIN) is Role.READER


def test_a_role_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    assert role_of("editor") is Role.EDITOR
    with pytest.raises(UsageError, match="reader, editor, admin"):
        role_of("owner")


def test_users_are_listed_by_name(accounts: Accounts) -> None:
    accounts.add("älva", NEW, Role.READER)
    assert [(user.name, user.role) for user in accounts.users()] == [
        ("Ada", Role.EDITOR),
        ("Bo", Role.ADMIN),
        ("älva", Role.READER),
    ]
    assert accounts.user("ADA").made_at == "2031-05-01T09:00:00Z"


@pytest.mark.parametrize("name", ["Ada", "ada", " ADA ", "Ａda"])
def test_a_name_is_one_users(accounts: Accounts, name: str) -> None:
    with pytest.raises(UsageError, match="there is a user Ada already"):
        accounts.add(name, NEW, Role.READER)


@pytest.mark.parametrize("name", ["", " ", "a\nb", "a\x00", "x" * 65, "<b>", "-ada", "ada\u202e", "a;b", "'ada"])
def test_what_is_no_name_is_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(UsageError) as raised:
        accounts.add(name, NEW, Role.READER)
    assert raised.value.next_step
    assert len(accounts.users()) == 2


@pytest.mark.parametrize("name", ["O’Hara", "O'Hara", "ada@news.example", "Ada Quill-Marrow", "张伟", "a", "j.r."])
def test_names_as_people_have_them_are_taken(accounts: Accounts, name: str) -> None:
    assert accounts.add(name, NEW, Role.READER).name == name
    assert accounts.sign_in(name, NEW, "192.0.2.1").user.name == name


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "5 characters"),
        ("", "0 characters"),
        ("aaaaaaaaaaaaaaaa", "same character"),
        ("121212121212", "same character"),
        ("abcdefghijklm", "in a row"),
        ("onrecord1234", "hardly more"),
        ("Carla Carla12", "hardly more"),
        ("x1y2z" * 300, "more than"),
    ],
)
def test_a_password_that_would_soon_be_guessed_is_not_taken(accounts: Accounts, password: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        accounts.add("Carla", password, Role.READER)
    if why != "hardly more":
        with pytest.raises(UsageError, match=why):
            accounts.set_password("Ada", password)


def test_a_password_is_the_same_from_every_keyboard(accounts: Accounts) -> None:
    accounts.add("Carla", "caf\u00e9 by the harbour", Role.READER)
    assert accounts.sign_in("Carla", "cafe\u0301 by the harbour", "192.0.2.1").user.name == "Carla"


def test_nothing_in_the_record_is_a_password_a_token_or_a_session(accounts: Accounts, record: Record) -> None:
    session = accounts.sign_in("Ada", ADA, "192.0.2.1")
    token = accounts.make_token("Ada", "export")
    with pytest.raises(AccountError):
        accounts.sign_in(NEW, "typed into the wrong field", "192.0.2.1")
    with record.transactions.reading() as connection:
        tables = ("account", "account_token", "account_session", "account_attempt")
        rows = [connection.exec_driver_sql(f"SELECT * FROM {table}").all() for table in tables]
    assert all(rows)
    for word in (ADA, NEW, session.cookie, session.csrf, token.key, "192.0.2.1"):
        assert word not in str(rows)
    assert "$argon2id$" in str(rows[0])
    assert session.cookie not in repr(session)
    assert token.key not in repr(token)


def test_a_password_kept_with_old_parameters_is_kept_anew_when_it_is_used(record: Record, clock: Clock) -> None:
    Accounts(record, passwords=Passwords(QUICK), clock=clock).add("Ada", ADA, Role.EDITOR)

    def kept() -> str:
        with record.transactions.reading() as connection:
            return str(connection.exec_driver_sql("SELECT password FROM account").scalar_one())

    assert "m=8,t=1" in kept()
    today = Accounts(record, clock=clock)
    assert today.sign_in("Ada", ADA, "192.0.2.1").user.name == "Ada"
    assert "m=65536,t=3" in kept()
    assert today.sign_in("Ada", ADA, "192.0.2.1").user.name == "Ada"


def test_a_role_holds_at_once_in_open_sessions_and_in_tokens(accounts: Accounts) -> None:
    session = accounts.sign_in("Ada", ADA, "192.0.2.1")
    token = accounts.make_token("Ada", "export")
    assert accounts.set_role("Ada", Role.READER).role is Role.READER
    found, caller = accounts.session(session.cookie), accounts.bearer(token.key)
    assert found is not None
    assert caller is not None
    assert (found.user.role, caller.role) == (Role.READER, Role.READER)


def test_another_password_ends_the_sessions_and_leaves_the_tokens(accounts: Accounts) -> None:
    session = accounts.sign_in("Ada", ADA, "192.0.2.1")
    token = accounts.make_token("Ada", "export")
    accounts.set_password("Ada", NEW)
    assert accounts.session(session.cookie) is None
    assert accounts.bearer(token.key) is not None
    with pytest.raises(AccountError):
        accounts.sign_in("Ada", ADA, "192.0.2.1")
    assert accounts.sign_in("Ada", NEW, "192.0.2.1").user.name == "Ada"


def test_who_is_removed_is_out_at_once(accounts: Accounts) -> None:
    session = accounts.sign_in("Ada", ADA, "192.0.2.1")
    token = accounts.make_token("Ada", "export")
    accounts.remove("ada")
    assert [user.name for user in accounts.users()] == ["Bo"]
    assert accounts.session(session.cookie) is None
    assert accounts.bearer(token.key) is None
    assert accounts.tokens() == ()
    for call in (lambda: accounts.sign_in("Ada", ADA, "192.0.2.1"), lambda: accounts.user("Ada")):
        with pytest.raises(AccountError):
            call()


def test_the_name_of_who_was_removed_is_for_nobody_else(accounts: Accounts) -> None:
    accounts.remove("Ada")
    with pytest.raises(UsageError, match="edits bear it"):
        accounts.add("ada", NEW, Role.READER)
    assert accounts.add("ada", NEW, Role.READER, returns=True).name == "Ada"
    assert accounts.sign_in("Ada", NEW, "192.0.2.1").user.role is Role.READER


@pytest.mark.parametrize("name", ["Carla", "", "a\x00b", "\ud800", "x" * 100_000])
def test_a_user_that_there_is_not_is_told(accounts: Accounts, name: str) -> None:
    for call in (accounts.user, accounts.remove, lambda name: accounts.set_role(name, Role.ADMIN)):
        with pytest.raises(AccountError) as raised:
            call(name)
        assert raised.value.code == "no-user"


def test_a_record_with_users_audits_and_travels(accounts: Accounts, record: Record) -> None:
    accounts.sign_in("Ada", ADA, "192.0.2.1")
    assert record.audit().ok
