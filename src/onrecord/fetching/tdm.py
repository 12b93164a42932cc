"""Whether the rights to text and data mining are reserved: the TDM Reservation Protocol (W3C Community Group, 2024).

A page can say so itself (``<meta name="tdm-reservation" content="1">``), its answer can in a header, and its host in a
file for many pages; the nearest to the page holds. https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .patterns import matches, normal

FILE = "/.well-known/tdmrep.json"
LARGEST = 512 * 1024
"""Bytes of that file that are read; a longer one is none."""

_HEAD = 256 * 1024  # bytes of a page in which its own word is sought
_META = re.compile(rb"<meta\b[^>]{0,500}>", re.I)
_NAME = re.compile(rb"""name\s*=\s*["']?\s*tdm-reservation\s*["'\s/>]""", re.I)
_CONTENT = re.compile(rb"""content\s*=\s*["']?\s*([01])\s*["'\s/>]""", re.I)


@dataclass(frozen=True, slots=True)
class Location:
    """One rule of a host's file: whether the rights to the pages of a pattern are reserved."""

    pattern: str
    reserved: bool


def said_by_page(data: bytes) -> bool | None:
    """What an HTML page says of itself; None where it says nothing."""
    for meta in _META.findall(data[:_HEAD]):
        content = _CONTENT.search(meta) if _NAME.search(meta) else None
        if content:
            return content[1] == b"1"
    return None


def said_by_header(headers: Mapping[str, str]) -> bool | None:
    """What the headers of an answer say, by their names in lower case; None where they say nothing."""
    value = headers.get("tdm-reservation", "").strip()
    return value == "1" if value in ("0", "1") else None


def parse(data: bytes) -> tuple[Location, ...]:
    """The rules of a host's file; none where it is no such file, as where a host answers everything with a page."""
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return ()
    items = found if isinstance(found, list) else [found]
    return tuple(Location(normal(item["location"]), _is_one(item)) for item in items if _is_rule(item))


def said_by_host(rules: Sequence[Location], target: str) -> bool:
    """Whether a host's file reserves the rights to a path.

    As in robots.txt the longest pattern that fits decides; the report does not say, and of two as long we take the
    one that reserves.
    """
    path = normal(target)
    fitting = [rule for rule in rules if matches(rule.pattern, path)]
    return max(fitting, key=lambda rule: (len(rule.pattern), rule.reserved), default=Location("", False)).reserved


def _is_rule(item: Any) -> bool:
    return isinstance(item, dict) and isinstance(item.get("location"), str) and "tdm-reservation" in item


def _is_one(item: Mapping[str, Any]) -> bool:
    return str(item["tdm-reservation"]).strip() == "1"
