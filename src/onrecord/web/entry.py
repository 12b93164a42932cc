"""Who came in, and what they may: one rule before every route, so that a new one is shut until it says otherwise.

At one's own desk there are no accounts, and whoever reaches the reading room may all. Where there are accounts, nobody
gets any page but the one to sign in; reading asks for a reader, every write for an editor, and a route that asks for
less or more says so with ``open_to``.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import Response

from onrecord.accounts import Accounts, Role, Session
from onrecord.errors import AccountError

from .guard import READING

F = TypeVar("F", bound=Callable[..., Any])

CSRF = "csrf"
"""The field by which a form shows that it is one of ours."""

_ASKS: dict[object, Role | None] = {}


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks.

    Attributes:
        role: what they may; None for nobody, who may sign in.
        name: of the user, which stands beside what he or she decides; None where there are no accounts.
        session: of a browser; None for a program with a token.
    """

    role: Role | None
    name: str | None = None
    session: Session | None = None

    def may(self, needed: Role) -> bool:
        """Whether this is enough for what asks for ``needed``."""
        return self.role is not None and self.role.may(needed)

    @property
    def edits(self) -> bool:
        """Whether the ways to add and to put right are theirs."""
        return self.may(Role.EDITOR)

    @property
    def csrf(self) -> str:
        """What their forms must bring along; empty where nothing need be."""
        return self.session.csrf if self.session else ""

    def need_own_form(self, brought: str) -> None:
        """Refuse a form that was not made for this session.

        Args:
            brought: what it has in the field ``CSRF``.

        Raises:
            AccountError: where it was not (code ``csrf``).
        """
        if self.session is not None and not self.session.accepts(brought):
            raise AccountError(
                "this form is not of the session that is open now, so nothing was written",
                next_step="Go back, copy what you typed, and load that page again",
                code="csrf",
            )


DESK = Visitor(Role.ADMIN)
NOBODY = Visitor(None)


def open_to(role: Role | None) -> Callable[[F], F]:
    """Marks a page's function as open to a role and those above it, or with None to everybody."""

    def mark(endpoint: F) -> F:
        _ASKS[endpoint] = role
        return endpoint

    return mark


def asked_of(endpoint: object, method: str) -> Role | None:
    """The least role that may use a route; None where everybody may."""
    return _ASKS.get(endpoint, Role.READER if method in READING else Role.EDITOR)


def admit(request: Request) -> None:
    """Let a request through to its page, or refuse it; stands before every route.

    Raises:
        AccountError: where nobody is signed in (code ``sign-in``), or who is may not (``may-not``).
    """
    needed = asked_of(request.scope["endpoint"], request.method)
    if needed is None:
        return
    visitor = recognised(request)
    if visitor.role is None:
        raise AccountError(
            "this record is open to its users only",
            next_step="Sign in, or send a token: Authorization: Bearer onrecord_...",
            code="sign-in",
        )
    if not visitor.may(needed):
        raise AccountError(
            f"{visitor.name} is {visitor.role.value} here, and this is for whoever is {needed.value}",
            next_step="Ask an admin of this record for it",
            code="may-not",
        )


def recognised(request: Request) -> Visitor:
    """Who asks, looked up; ``visitor_of`` knows it from then on."""
    visitor: Visitor = _visitor(request)
    request.state.visitor = visitor
    return visitor


def visitor_of(request: Request) -> Visitor:
    """Who asks, as far as was looked up: on pages open to everybody, nobody."""
    if accounts_of(request) is None:
        return DESK
    return getattr(request.state, "visitor", NOBODY)


def accounts_of(request: Request) -> Accounts | None:
    """The accounts of this reading room; None where it has none."""
    found: Accounts | None = request.app.state.accounts
    return found


# --- the session's cookie ---------------------------------------------------------------------------------------------


def session_of(request: Request) -> str:
    """The secret that the browser brought; empty where it brought none."""
    return request.cookies.get(_cookie(request), "")


def keep_session(request: Request, answer: Response, session: Session) -> None:
    """Hand the secret to the browser, which forgets it when it is closed. Pages and scripts never see it."""
    answer.set_cookie(_cookie(request), session.cookie, httponly=True, samesite="lax", secure=_is_safe(request))


def forget_session(request: Request, answer: Response) -> None:
    """Have the browser forget it."""
    answer.delete_cookie(_cookie(request), httponly=True, samesite="lax", secure=_is_safe(request))


def _cookie(request: Request) -> str:
    # With this prefix a browser takes it from this host over https alone, not from a neighbour under the same domain.
    return "__Host-onrecord" if _is_safe(request) else "onrecord"


def _is_safe(request: Request) -> bool:
    return request.url.scheme == "https"


# --- who it is --------------------------------------------------------------------------------------------------------


def _visitor(request: Request) -> Visitor:
    accounts = accounts_of(request)
    if accounts is None:
        return DESK
    authorization = request.headers.get("authorization")
    if authorization is not None:  # then the cookie does not count: a program is asked for no token of a form
        key = _key(authorization, reading=request.method in READING)
        user = accounts.bearer(key) if key else None
        return Visitor(user.role, user.name) if user else NOBODY
    cookie = session_of(request)
    session = accounts.session(cookie) if cookie else None
    return Visitor(session.user.role, session.user.name, session) if session else NOBODY


def _key(authorization: str, *, reading: bool) -> str | None:
    """The token in an ``Authorization`` header.

    As the password of Basic too, which is all that readers of feeds know; but a browser sends that by itself once it
    has it, so nothing can be written with it.
    """
    scheme, _, rest = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip()
    if scheme.lower() == "basic" and reading:
        try:
            return base64.b64decode(rest.strip(), validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return None
    return None
