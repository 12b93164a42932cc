"""What an address delivered: which address is the article's, and the day it was fetched on."""

from __future__ import annotations

import dataclasses
from urllib.parse import urlsplit

from onrecord.domain import Fetched, ReadingWarning

from .draft import Draft

FETCHED = "fetched"
"""The key in ``Article.meta`` of the day, ``YYYY-MM-DD``."""

CHARSET = "charset"
"""The key of the encoding that the server named, without which the bytes may read otherwise; not of UTF-8."""


def delivered(draft: Draft, fetched: Fetched, *, of_many: bool) -> Draft:
    """The draft with its address and the day it was fetched on.

    Args:
        draft: as read.
        fetched: what it was read from.
        of_many: whether that is a file of many articles, whose address is none of theirs.
    """
    url = draft.url if of_many else _own_address(draft.url, fetched.address)
    told = {FETCHED: fetched.day} if fetched.day else {}
    if fetched.charset and not of_many and fetched.charset.lower() not in ("utf-8", "utf8"):
        told[CHARSET] = fetched.charset
    doubts = draft.warnings
    if fetched.cut:
        doubts += (ReadingWarning("cut-short", f"The archive has only the beginning of this page ({fetched.cut})."),)
    return dataclasses.replace(draft, url=url, meta=told | draft.meta, warnings=doubts)


def _own_address(said: str | None, address: str) -> str:
    """The address that the page gives as its own, where it may; else the one that answered.

    A page speaks for its own site alone: else any page could pass for a new version of somebody else's. And some give
    the address of their front page for every article.
    """
    try:
        own, asked = urlsplit(said or ""), urlsplit(address)
        same_site = _site(own.hostname) == _site(asked.hostname)
    except ValueError:
        return address
    front = own.path in ("", "/") and not own.query
    return said if said and same_site and not (front and asked.path != "/") else address


def _site(host: str | None) -> str:
    return (host or "").lower().removeprefix("www.")
