"""What accounts answer with: users, tokens, sessions. Frozen, and without a secret but where it is handed out."""

from __future__ import annotations

from dataclasses import dataclass, field

from . import secret
from .roles import Role


@dataclass(frozen=True, slots=True)
class User:
    """Who is there, and what they may do now.

    Attributes:
        name: as it stands beside edits.
        role: what they may; of a program with a token, what that token may.
        made_at: when the user was made, UTC, ISO 8601.
    """

    name: str
    role: Role
    made_at: str


@dataclass(frozen=True, slots=True)
class Token:
    """A key for a program, without the key.

    Attributes:
        user: the name of whose it is; label: what it is for, one of its kind a user.
        role: what was given to it; it never may more than its user.
        made_at: UTC, ISO 8601.
        expires_on: the last day on which it holds; None for no end.
        used_on: the last day on which it was used; None where it never was.
    """

    user: str
    label: str
    role: Role
    made_at: str
    expires_on: str | None
    used_on: str | None


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token that was just made. Its ``key`` is shown now and never again."""

    token: Token
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who came in with a password.

    Attributes:
        user: who.
        cookie: the secret that the browser brings.
        ends_at: when it ends for good, UTC, ISO 8601.
    """

    user: User
    cookie: str = field(repr=False)
    ends_at: str

    @property
    def csrf(self) -> str:
        """What every form of this session must bring along."""
        return secret.csrf_of(self.cookie)

    def accepts(self, csrf: str) -> bool:
        """Whether a form brought what it must."""
        return secret.same(csrf, self.csrf)
