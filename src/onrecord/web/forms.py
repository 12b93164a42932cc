"""What a form sends: read no further than its limit, cleaned of what no field can mean, and what was wrong in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Annotated, Any
from urllib.parse import quote, unquote

from fastapi import Depends, Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.types import Message

from onrecord.errors import OnrecordError, RecordError

from .entry import CSRF, visitor_of
from .rendering import MADE

FIELDS = 1024 * 1024
"""Bytes of a form without a file: an article's words fit in it many times."""

_WHO = "who"
_YEAR = 365 * 24 * 3600
_MOST_NAME = 80  # code points of a name that is remembered; a cookie is sent with every request

_NO_TEXT = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])
"""Control characters, which nobody types; newline and tab may stand in a text."""

_HERE: Mapping[str, tuple[str, str]] = {
    "--who": ("who", "Write your name: an edit without one can never be judged"),
    "--why": ("why", "Give a reason, in a few words: it is kept, and shown beside the edit"),
    "--content": ("content", "Copy them from the article, with ... for what you leave out"),
    "--cue": ("cue", "Copy them from the article, or leave the field empty for none"),
    "--source": ("source", "Copy them from the article, or leave the field empty for none"),
    "--day": ("day", "Write it as 2021-01-17, 2021-01 or 2021, or leave the field empty where nothing tells"),
    "--speaker": ("speaker", "Write a name, or leave the field empty where nothing tells"),
    "--speaker-type": ("speaker_type", "Name the speaker too"),
    "published": ("published", "Write it as 2021-01-17, or leave the field empty"),
}
"""By the option of the command line that an error is about: the field it is about here, and what to do here."""


@dataclass(frozen=True, slots=True)
class File:
    """An uploaded file: its name without folders, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Posted:
    """What a form sent.

    Attributes:
        values: by the name of the field, in the order sent.
        file: the file, where one was chosen.
        by_user: whether a user of the record sent it, whose name then stands in ``who``, whatever the form said.
    """

    values: Mapping[str, tuple[str, ...]]
    file: File | None = None
    by_user: bool = False

    def text(self, name: str) -> str:
        """The value of a field without white space around it; empty where it was not sent."""
        return next(iter(self.values.get(name, ())), "").strip()

    def pasted(self, name: str) -> bytes:
        """What was pasted into a field, as a file of it would be."""
        return self.text(name).replace("\r\n", "\n").encode("utf-8", "replace")

    def every(self, name: str) -> tuple[str, ...]:
        """All values of a field that may be sent several times, such as boxes that are ticked."""
        return self.values.get(name, ())

    @property
    def decision(self) -> dict[str, str]:
        """Who decides, and why, as the record's methods take them."""
        return {"who": self.text("who"), "why": self.text("why")}


@dataclass(frozen=True, slots=True)
class Wrong:
    """What was wrong in a form: in which field (empty where in none), what it was, and what to do."""

    field: str
    what: str
    next_step: str | None


def wrong(error: OnrecordError) -> Wrong:
    """An error in words for a form. The next steps that errors carry are commands, which nobody can type here."""
    if isinstance(error, RecordError) and error.code in ("not-found", "ambiguous"):
        return Wrong("", error.what, "Name it otherwise, or take the id that stands on its page")
    where = error.where or ""
    field, next_step = _HERE.get(where, (where if where.isidentifier() else "", error.next_step))
    is_command = next_step is not None and ("onrecord " in next_step or "--" in next_step)
    return Wrong(field, error.what, None if is_command else next_step)


def decision_form(request: Request, sent: Posted | None, error: OnrecordError | None) -> dict[str, Any]:
    """What every page on which something is decided lays out, for ``rendering.page``: what was wrong, who, and why.

    Args:
        request: that the page answers.
        sent: the form, where one was sent; else who decided last in this browser is offered.
        error: why it could not be done; None where nothing was tried.
    """
    return {
        "status": 400 if error else 200,
        "wrong": wrong(error) if error else None,
        "who": sent.text("who") if sent else remembered(request),
        "why": sent.text("why") if sent else "",
    }


def posted(most: int = FIELDS) -> Callable[[Request], Any]:
    """What a route depends on to be handed a ``Posted``.

    Args:
        most: bytes of the whole request. One that says it is larger is refused before anything of it is read, one that
            turns out larger as soon as it does.

    The form must be one of the session that sends it.
    """

    async def read(request: Request) -> Posted:
        said = request.headers.get("content-length", "")
        if said.isdecimal() and int(said) > most:
            raise _too_large(most)
        limited = Request(request.scope, _limited(request, most))
        async with limited.form(max_files=1, max_fields=400, max_part_size=most) as sent:
            values: dict[str, tuple[str, ...]] = {}
            file = None
            for name, value in sent.multi_items():
                if not isinstance(value, UploadFile):
                    values[name] = (*values.get(name, ()), value.translate(_NO_TEXT))
                elif value.filename:
                    file = File(_own_name(value.filename), await value.read())
        visitor = visitor_of(request)
        visitor.need_own_form("".join(values.pop(CSRF, ())))
        if visitor.name is None:
            return Posted(values, file)
        return Posted(values | {"who": (visitor.name,)}, file, by_user=True)

    return read


InForm = Annotated[Posted, Depends(posted())]
"""The type of a page's parameter that is handed what a form without a file sent."""


def _limited(request: Request, most: int) -> Callable[[], Any]:
    read = 0

    async def receive() -> Message:
        nonlocal read
        message = await request.receive()
        read += len(message.get("body", b""))
        if read > most:
            raise _too_large(most)
        return message

    return receive


def _too_large(most: int) -> HTTPException:
    return HTTPException(413, f"more was sent than the {size_limit(most)} that are taken here", {"connection": "close"})


def size_limit(most: int) -> str:
    """A limit in words."""
    return f"{most // 1024**2} MB" if most >= 1024**2 else f"{most // 1024} kB"


def _own_name(name: str) -> str:
    """A file's name without the folders that some browsers send along."""
    return PurePosixPath(name.translate(_NO_TEXT).replace("\\", "/")).name[-200:] or "file"


# --- who it was, and what was done -----------------------------------------------------------------------------------


def remembered(request: Request) -> str:
    """The name that was given last in this browser; empty where none was."""
    return unquote(request.cookies.get(_WHO, ""), errors="replace").translate(_NO_TEXT)[:_MOST_NAME]


def done(address: str, sent: Posted | None = None, edit: int | None = None) -> Response:
    """To the page where what was done can be seen.

    Args:
        address: of it.
        sent: the form, whose ``who`` is remembered for the next one where nobody signs in.
        edit: number of the edit that was made, which the page tells once.
    """
    answer = RedirectResponse(address, status_code=303)
    if sent is not None and sent.text("who") and not sent.by_user:
        name = quote(sent.text("who")[:_MOST_NAME], safe="", errors="replace")
        answer.set_cookie(_WHO, name, max_age=_YEAR, httponly=True, samesite="strict")
    if edit is not None:
        answer.set_cookie(MADE, str(edit), max_age=60, httponly=True, samesite="strict")
    return answer
