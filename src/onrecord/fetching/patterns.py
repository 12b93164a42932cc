"""Patterns over paths as robots.txt has them: ``*`` stands for anything, a last ``$`` for the end (RFC 9309, 2.2.3).

No regular expressions: a pattern is written by whoever owns a host, and some make a regular expression search for ever.
This takes time by the lengths of pattern and path multiplied, at worst.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote_to_bytes

_ESCAPED = re.compile(r"%[0-9a-fA-F]{2}")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def normal(text: str) -> str:
    """Path or pattern with each letter escaped or not as RFC 9309 compares them."""
    return _ESCAPED.sub(_as_compared, quote(text, safe="".join(map(chr, range(33, 127)))))


def _as_compared(match: re.Match[str]) -> str:
    byte = unquote_to_bytes(match[0])
    return byte.decode("ascii") if byte[0] in _UNRESERVED else match[0].upper()


def matches(pattern: str, path: str) -> bool:
    """Whether ``path`` begins as ``pattern`` says; both as ``normal`` gives them."""
    anchored = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not rest:
        return not anchored or at == len(path)
    *between, last = rest
    for piece in between:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    if anchored:
        return len(path) - len(last) >= at and path.endswith(last)
    return path.find(last, at) >= 0
