"""``onrecord user``: who may come into a shared record, and what they may do there."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from onrecord.errors import UsageError

from . import screen
from .groups import DefaultGroup
from .options import F, for_this_record, json_option, record_option

if TYPE_CHECKING:
    from rich.console import RenderableType

    from onrecord.accounts import Accounts, Token, User

_EPILOG = """\b
Examples:
  onrecord user add "Ada Quill" --role editor
  onrecord user role "Ada Quill" admin
  onrecord user token "Ada Quill" --label "night export" --role reader
  onrecord user revoke "Ada Quill" "night export"

A reader reads and searches. An editor also adds articles and puts statements
right, under his or her name. An admin also removes for good, and looks after
the users. Passwords are asked for, or read as one line where standard input
is no terminal.
"""
_LIST = "list"
_ROLES = "reader, editor or admin"


@click.group("user", cls=DefaultGroup, default=_LIST, epilog=_EPILOG)
def command() -> None:
    """Say who may come into a record that several share, and what they may do.

    `onrecord user` is short for `onrecord user list`.
    """


def _name(function: F) -> F:
    return click.argument("name")(function)


@command.command("add")
@_name
@click.option("--role", required=True, metavar="ROLE", help=f"{_ROLES.capitalize()}.")
@click.option("--returns", is_flag=True, help="This is the one who bore the name before and was removed.")
@record_option
def _add(name: str, role: str, returns: bool, record_target: str) -> None:
    """Make the user NAME; the name will stand beside edits. The password is asked for."""
    from onrecord.accounts import role as role_of

    wanted = role_of(role)
    with _accounts(record_target, create=True) as accounts:
        made = accounts.add(name, _password(), wanted, returns=returns)
    _tell(made)


@command.command(_LIST)
@record_option
@json_option
def _list(record_target: str, as_json: bool) -> None:
    """List the users with their roles."""
    from onrecord.views.answers import answer

    with _accounts(record_target) as accounts:
        users, tokens = accounts.users(), accounts.tokens()
    screen.show_json(answer(users)) if as_json else screen.show(_users_view(users, tokens))


@command.command("role")
@_name
@click.argument("role")
@record_option
def _role(name: str, role: str, record_target: str) -> None:
    """Make the user NAME reader, editor or admin. It holds at once."""
    from onrecord.accounts import role as role_of

    wanted = role_of(role)
    with _accounts(record_target) as accounts:
        _tell(accounts.set_role(name, wanted))
        _miss_admins(accounts)


@command.command("password")
@_name
@record_option
def _change_password(name: str, record_target: str) -> None:
    """Give the user NAME another password, which is asked for. Open sessions end."""
    with _accounts(record_target) as accounts:
        name = accounts.user(name).name  # before anything is typed
        accounts.set_password(name, _password())
    screen.tell(f"{name} has a new password; open sessions have ended.")


@command.command("remove")
@_name
@click.option("--yes", is_flag=True, help="Do not ask.")
@record_option
def _remove(name: str, yes: bool, record_target: str) -> None:
    """Shut the user NAME out: sessions and tokens end at once. What was edited stays, under the name."""
    with _accounts(record_target) as accounts:
        name = accounts.user(name).name
        if not yes:
            screen.confirm(f"Shut {name} out?")
        accounts.remove(name)
        screen.tell(f"{name} is out. What {name} edited stays, and the name is kept.")
        _miss_admins(accounts)


@command.command("token")
@_name
@click.option("--label", required=True, metavar="TEXT", help="What it is for.")
@click.option("--role", metavar="ROLE", show_default="that of NAME", help=f"What it may: {_ROLES}.")
@click.option("--until", metavar="DAY", show_default="no end", help="Its last day, YYYY-MM-DD.")
@record_option
def _token(name: str, label: str, role: str | None, until: str | None, record_target: str) -> None:
    """Make a token, with which a program comes in as NAME.

    It is written to standard output, once, and cannot be shown again.
    """
    from onrecord.accounts import role as role_of

    with _accounts(record_target) as accounts:
        made = accounts.make_token(name, label, role=None if role is None else role_of(role), until=until)
    about = made.token
    end = f" until {about.expires_on}" if about.expires_on else ""
    screen.tell(f"A token for {about.user} ({about.label}), {about.role.value}{end}. It is shown this once:")
    click.echo(made.key)


@command.command("tokens")
@click.argument("name", required=False)
@record_option
@json_option
def _tokens(name: str | None, record_target: str, as_json: bool) -> None:
    """List the tokens, or those of NAME; what they are for, never what they are."""
    from onrecord.views.answers import answer

    with _accounts(record_target) as accounts:
        tokens = accounts.tokens(None if name is None else accounts.user(name).name)
    screen.show_json(answer(tokens)) if as_json else screen.show(_tokens_view(tokens))


@command.command("revoke")
@_name
@click.argument("label")
@record_option
def _revoke(name: str, label: str, record_target: str) -> None:
    """Take the token LABEL of NAME back. It holds no more."""
    with _accounts(record_target) as accounts:
        accounts.revoke(name, label)
    screen.tell("That token holds no more.")


@contextmanager
def _accounts(target: str, *, create: bool = False) -> Iterator[Accounts]:
    from onrecord.accounts import Accounts
    from onrecord.record import open_record

    with open_record(target, create=create) as record:
        yield Accounts(record)


def _password() -> str:
    """A password, which never stands in the command: there it would be read in the list of processes."""
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt="The same again", err=True))
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise UsageError("no password was given", next_step="Type it when asked, or put one line on standard input")
    return line


def _tell(user: User) -> None:
    screen.tell(f"{user.name} is {user.role.value} now.")


def _miss_admins(accounts: Accounts) -> None:
    from onrecord.accounts import Role

    if not any(user.role is Role.ADMIN for user in accounts.users()):
        screen.tell(f"No admin is left. To make one: {for_this_record('onrecord user role NAME admin')}")


def _users_view(users: Sequence[User], tokens: Sequence[Token]) -> RenderableType:
    if not users:
        return "No users. On this machine none are needed; to let others in: onrecord user add NAME --role editor"
    rows = [(u.name, u.role.value, u.made_at[:10], sum(t.user == u.name for t in tokens) or "") for u in users]
    return _table(("name", "role", "since", "tokens"), rows)


def _tokens_view(tokens: Sequence[Token]) -> RenderableType:
    if not tokens:
        return "No tokens."
    rows = [(t.user, t.label, t.role.value, t.made_at[:10], t.expires_on or "–", t.used_on or "–") for t in tokens]
    return _table(("user", "label", "role", "since", "until", "last used"), rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> RenderableType:
    from rich import box
    from rich.table import Table

    table = Table(*head, box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
    for row in rows:
        table.add_row(*map(str, row))
    return table
