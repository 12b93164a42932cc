"""Secrets that we hand out: long, random, and kept as a hash alone.

They are not guessed, so a plain SHA-256 is enough to keep them; a slow hash is for what people choose.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

TOKEN_PREFIX = "onrecord_"
"""How a token for a program begins, so that whoever finds one in a file, or looks for such, knows what it is."""

_BYTES = 32


def new(prefix: str = "") -> str:
    """A new secret, of letters, digits, ``-`` and ``_``."""
    return prefix + secrets.token_urlsafe(_BYTES)


def digest(secret: str) -> str:
    """What is stored of a secret, and found by: SHA-256, hex."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def csrf_of(secret: str) -> str:
    """The token that a form must bring along with the cookie ``secret``.

    A page of another site makes a browser send the cookie, and cannot read what stands in ours. It is worked out of the
    secret, so that nothing need be kept; and the secret cannot be had from it.
    """
    return hmac.new(secret.encode("utf-8", "surrogatepass"), b"onrecord csrf", hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two secrets are the same, found out in a time that tells nothing."""
    return hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass"))
