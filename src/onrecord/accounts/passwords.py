"""Passwords: which are taken, and how they are kept: as Argon2id (RFC 9106), so that guessing costs time and memory.

What is asked of a password is its length and that it is not the first that comes to mind, as NIST SP 800-63B-4 has it;
no rules about digits and signs, and no end to its life.
"""

from __future__ import annotations

import itertools
import secrets
import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from onrecord.errors import UsageError

SHORTEST = 12
"""Characters."""

LONGEST = 1024
"""Characters; there is nothing to gain beyond, and hashing megabytes would be a way to keep us busy."""

_FEWEST = 5  # different characters: "aaaaaaaaaaaa" and "121212121212" are none
_AT_ONCE = 2  # one costs 64 MiB while it lasts, and many who try at once must not fill the memory


class Passwords:
    """Keeps and compares passwords.

    Args:
        hasher: with the parameters of the library's own (RFC 9106, 4, second choice) unless said otherwise.
    """

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turns = threading.BoundedSemaphore(_AT_ONCE)
        self._nobodys: str | None = None

    def kept(self, password: str) -> str:
        """What is stored of a password, from which it cannot be had again."""
        with self._turns:
            return self._hasher.hash(_normal(password))

    def fits(self, password: str, kept: str | None) -> bool:
        """Whether it is the password.

        Args:
            password: as it was typed.
            kept: what is stored of it; None for a user that there is not, which takes just as long to find out.
        """
        if len(password) > LONGEST:
            return False
        if self._nobodys is None:
            self._nobodys = self.kept(secrets.token_urlsafe())
        with self._turns:
            try:
                return self._hasher.verify(kept or self._nobodys, _normal(password)) and kept is not None
            except (VerificationError, InvalidHashError):
                return False

    def is_old(self, kept: str) -> bool:
        """Whether it was kept with other parameters than those of today."""
        return self._hasher.check_needs_rehash(kept)


def need_good(password: str, name: str) -> None:
    """Refuse a password that would soon be guessed.

    Args:
        password: as it was typed.
        name: of its user.

    Raises:
        UsageError: with what is wrong with it.
    """
    folded = _normal(password).casefold()
    if len(password) < SHORTEST:
        _refuse(f"it has {len(password)} characters, and {SHORTEST} are asked for")
    if len(password) > LONGEST:
        _refuse(f"it has more than {LONGEST:,} characters")
    if len(set(folded)) < _FEWEST:
        _refuse("it is nearly the same character over and over")
    if _is_a_row(folded):
        _refuse("its characters follow each other in a row")
    for word in (_normal(name).casefold(), "onrecord"):
        if word in folded and len(folded.replace(word, "")) < SHORTEST // 2:
            _refuse(f'it is hardly more than "{word}"')


def _refuse(why: str) -> None:
    raise UsageError(
        f"this password is not taken: {why}", next_step="Take four or five words that nobody would guess together"
    )


def _is_a_row(text: str) -> bool:
    """Whether each character is the next of the one before, as in ``abcdefghijkl``, or the one before it."""
    steps = {ord(after) - ord(before) for before, after in itertools.pairwise(text)}
    return len(steps) == 1 and steps <= {1, -1}


def _normal(password: str) -> str:
    # The same letters come composed from one keyboard and in pieces from another.
    return unicodedata.normalize("NFKC", password)
