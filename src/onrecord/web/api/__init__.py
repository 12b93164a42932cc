"""The record for programs: JSON under ``/api``, described by OpenAPI 3.1, and feeds of what is new.

What it answers has the shapes of ``onrecord ... --json``; what goes wrong is a problem of RFC 9457; lists go on by
cursor, and everything carries an ETag. It reads alone: what is written goes through the forms, which take a token too.
"""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import APIRouter


def routers() -> Iterable[APIRouter]:
    """The routes of the API."""
    from . import about, articles, feeds, people, sayings, statements

    return [module.router for module in (about, statements, articles, people, sayings, feeds)]
