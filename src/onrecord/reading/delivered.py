"""What an address delivered: which address is the article's, and the day it was fetched on."""

from __future__ import annotations

import dataclasses
from urllib.parse import urlsplit

from onrecord.domain import Fetched

from .draft import Draft

FETCHED = "fetched"
"""The key in ``Article.meta`` of the day, ``YYYY-MM-DD``."""


def delivered(draft: Draft, fetched: Fetched, *, of_many: bool) -> Draft:
    """The draft with its address and the day it was fetched on.

    Args:
        draft: as read.
        fetched: what it was read from.
        of_many: whether that is a file of many articles, whose address is none of theirs.
    """
    url = draft.url if of_many else _own_address(draft.url, fetched.address)
    return dataclasses.replace(draft, url=url, meta={FETCHED: fetched.day, **draft.meta})


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
