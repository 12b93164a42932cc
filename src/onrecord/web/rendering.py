"""Templates: every value that comes from a text is escaped, and signs that could mislead an eye are shown as such."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from onrecord import __version__, views
from onrecord.domain import Span
from onrecord.views.edits import decided, review_words
from onrecord.views.safe import excerpt, one_line, shown, visible, web_address
from onrecord.views.tables import size_words
from onrecord.views.words import (
    ACTS,
    FORMS,
    REPAIRS,
    WARNINGS,
    counted,
    day_words,
    how_words,
    lead_words,
    speaker_words,
)

from . import addresses
from .entry import CSRF, visitor_of

_STATIC = resources.files(__package__) / "static"
_VIEWS = resources.files(views.__name__)


MADE = "made"
"""The cookie by which the number of an edit reaches the page that is shown after it; addresses stay what is cited."""


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page.

    Args:
        request: that it answers.
        template: its name in ``templates``.
        status: of HTTP.
        values: what the template lays out.
    """
    made = request.cookies.get(MADE, "")
    made = made if made.isascii() and made.isdecimal() else ""
    visitor = visitor_of(request)
    given = {"path": request.url.path, "made": made, "visitor": visitor, "csrf": _hidden(visitor.csrf)}
    body = _environment().get_template(template).render(given | values)
    answer = HTMLResponse(body, status)
    if made:
        answer.delete_cookie(MADE, httponly=True, samesite="strict")
    return answer


def _hidden(csrf: str) -> Markup:
    """What every form that writes brings along; nothing where nobody signs in."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(CSRF, csrf) if csrf else Markup()


@lru_cache(maxsize=1)
def files() -> dict[str, tuple[bytes, str]]:
    """The files that pages load, with their media type: those of ``static``, and the styles of ``views``."""
    kinds = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
    folder = [*_STATIC.iterdir(), _VIEWS / "marks.css"]
    return {
        file.name: (file.read_bytes(), kinds[file.name.rpartition(".")[2]])
        for file in folder
        if file.name.rpartition(".")[2] in kinds
    }


@lru_cache(maxsize=1)
def version_of_files() -> str:
    """A name for the files as they are, so that a browser may keep them for good."""
    digest = hashlib.sha256()
    for name, (content, _) in sorted(files().items()):
        digest.update(name.encode() + content)
    return digest.hexdigest()[:12]


def _file(name: str) -> str:
    files()[name]  # a misspelt name is a mistake of ours, told when the page is made
    return f"/static/{version_of_files()}/{name}"


def _marked(text: str, part: Span, matches: Sequence[Span]) -> Iterator[tuple[str, bool]]:
    """``part`` of a text in stretches, True beside those that were searched for; all in code points of the text."""
    at = part.start
    for match in matches:
        start, end = max(match.start, at), min(match.end, part.end)
        if start < end:
            yield text[at:start], False
            yield text[start:end], True
            at = end
    yield text[at : part.end], False


def _as_data(value: Any) -> Markup:
    """A value as JSON inside a script element, out of which no text of an article can lead."""
    written = json.dumps(value)  # in ASCII: no line end or half a character that only scripts know
    for sign in "<>&":
        written = written.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(written)


def _coded(text: str) -> Markup:
    """A text of ours with what stands between backticks set as code."""
    pieces = [Markup("<code>{}</code>" if n % 2 else "{}").format(piece) for n, piece in enumerate(text.split("`"))]
    return Markup().join(pieces)


def _harmless(value: Any) -> Any:
    """What a template is about to write, before it is escaped."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return shown(value)
    return "" if value is None else value


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("onrecord.web"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "day": day_words,
        "line": one_line,
        "excerpt": excerpt,
        "sentence": lambda text: one_line(text)[:1].upper() + one_line(text)[1:],
        "web_address": web_address,
        "size": size_words,
        "number": lambda value: f"{value:,}",
        "marked": _marked,
        "whole": lambda text: Span(0, max(1, len(text))),
        "visible": visible,
        "as_data": _as_data,
        "coded": _coded,
        "decided": decided,
        "reviewed": review_words,
    }
    environment.globals |= {
        "counted": counted,
        "how_words": how_words,
        "lead_words": lead_words,
        "speaker_words": speaker_words,
        "file": _file,
        "at": addresses,
        "version": __version__,
        "FORMS": FORMS,
        "ACTS": ACTS,
        "WARNINGS": WARNINGS,
        "REPAIRS": REPAIRS,
    }
    return environment
