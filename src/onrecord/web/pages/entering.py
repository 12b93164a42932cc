"""Signing in and out, where the record has users."""

from __future__ import annotations

import contextlib
from typing import Annotated

from fastapi import Depends, Request, Response
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse

from onrecord.accounts import Accounts, Role
from onrecord.errors import AccountError
from onrecord.web.entry import accounts_of, forget_session, keep_session, open_to, session_of
from onrecord.web.forms import InForm, Posted, posted, wrong
from onrecord.web.problems import status_of
from onrecord.web.rendering import page
from onrecord.web.room import pages

router = pages()

InSignIn = Annotated[Posted, Depends(posted(16 * 1024))]


@router.api_route("/sign-in", methods=["GET", "HEAD"])
@open_to(None)
def form(request: Request, to: str = "/") -> Response:
    """Name and password. ``to`` is where one wanted to go."""
    accounts = _accounts(request)
    cookie = session_of(request)
    if cookie and accounts.session(cookie):
        return RedirectResponse(_own(to), status_code=303)
    return page(request, "sign_in.html", to=_own(to), name="", wrong=None)


@router.post("/sign-in")
@open_to(None)
def sign_in(request: Request, sent: InSignIn) -> Response:
    """Begin a session."""
    accounts, to = _accounts(request), _own(sent.text("to"))
    # Of the password the white space counts too, so it is taken as it was sent.
    password = next(iter(sent.values.get("password", ())), "")
    address = request.client.host if request.client else ""
    try:
        session = accounts.sign_in(sent.text("name"), password, address, instead_of=session_of(request) or None)
    except AccountError as error:
        answer = page(
            request, "sign_in.html", status=status_of(error), to=to, name=sent.text("name")[:80], wrong=wrong(error)
        )
        if error.again_in is not None:
            answer.headers["retry-after"] = str(int(error.again_in) + 1)
        return answer
    came = RedirectResponse(to, status_code=303)
    keep_session(request, came, session)
    return came


@router.post("/sign-out")
@open_to(Role.READER)
def sign_out(request: Request, sent: InForm) -> Response:
    """End the session."""
    del sent  # it was looked at for the token of its session
    with contextlib.suppress(AccountError):
        _accounts(request).sign_out(session_of(request))
    gone = RedirectResponse("/sign-in", status_code=303)
    forget_session(request, gone)
    return gone


def _accounts(request: Request) -> Accounts:
    found = accounts_of(request)
    if found is None:
        raise HTTPException(404)
    return found


def _own(address: str) -> str:
    """A place of this reading room: nobody shall be led elsewhere by a link to the page where one signs in."""
    # Browsers take a backslash for a slash and leave out tabs and line ends.
    plain = address.startswith("/") and address[1:2] not in ("/", "\\") and address.isprintable()
    return address if plain and len(address) < 2000 else "/"
