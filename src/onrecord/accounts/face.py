"""``Accounts``: the users of a shared record, as a reading room and the command line ask for them."""

from __future__ import annotations

import contextlib

from onrecord.errors import AccountError, RecordError
from onrecord.record import Record
from onrecord.record.clock import Clock, utc, written

from . import limits, sessions, tokens, users
from .answers import NewToken, Session, Token, User
from .passwords import Passwords, need_good
from .roles import Role


class Accounts:
    """The users of one record. Every method may raise RecordError where the store fails.

    Several processes may use it at once; what they count and what they end, they count and end together.

    Args:
        record: whose.
        passwords: how they are kept.
        clock: the time.
    """

    def __init__(self, record: Record, *, passwords: Passwords | None = None, clock: Clock = utc) -> None:
        self._reading, self._writing = record.transactions
        self._passwords = passwords or Passwords()
        self._clock = clock

    # --- users ---

    def add(self, name: str, password: str, role: Role, *, returns: bool = False) -> User:
        """Make a user.

        Args:
            name: stands beside edits. password: at least 12 characters.
            role: what the user may.
            returns: that this is the one who bore the name before and was removed.

        Raises:
            UsageError: where name or password are not taken.
        """
        name = users.checked(name)
        need_good(password, name)
        kept = self._passwords.kept(password)
        with self._writing() as connection:
            return users.put(connection, name, role, kept, self._now(), returns=returns)

    def users(self) -> tuple[User, ...]:
        """All who are there, by name."""
        with self._reading() as connection:
            return users.every(connection)

    def user(self, name: str) -> User:
        """The user of that name.

        Raises:
            AccountError: where there is none (code ``no-user``).
        """
        with self._reading() as connection:
            return users.get(connection, name).user

    def set_role(self, name: str, role: Role) -> User:
        """Let a user do more, or less. It holds at once, in open sessions too."""
        with self._writing() as connection:
            return users.set_role(connection, name, role)

    def set_password(self, name: str, password: str) -> User:
        """Give a user another password. All their sessions end; their tokens stay."""
        need_good(password, name)
        kept = self._passwords.kept(password)
        with self._writing() as connection:
            found = users.get(connection, name)
            users.set_password(connection, found.key, kept)
            sessions.end_all(connection, found.key)
            limits.forget_user(connection, users.folded(name))
            return found.user

    def remove(self, name: str) -> User:
        """Shut a user out: sessions and tokens end at once. What they edited stays theirs; the name is kept."""
        with self._writing() as connection:
            return users.remove(connection, name, self._now())

    # --- sessions ---

    def sign_in(self, name: str, password: str, address: str, *, instead_of: str | None = None) -> Session:
        """Begin a session.

        Args:
            name, password: as they were typed.
            address: IP address they came from; that of the browser, where a proxy stands before us.
            instead_of: the cookie that the browser had before; that session ends.

        Raises:
            AccountError: where they are not right (code ``wrong``; which of the two is not said), or were tried too
                often (``too-often``).
        """
        counts = limits.scopes(users.folded(name), address)
        with self._writing() as connection:
            limits.take(connection, counts, self._clock())
        with self._reading() as connection:
            found = users.find(connection, name)
        # Outside of any transaction: it takes a tenth of a second, and others want to write.
        kept = found.password if found else None
        if not self._passwords.fits(password, kept) or found is None or kept is None:
            raise _wrong()
        renewed = self._passwords.kept(password) if self._passwords.is_old(kept) else None
        with self._writing() as connection:
            now = users.find(connection, name)
            if now is None or now.password != kept:  # changed in that tenth of a second
                raise _wrong()
            if renewed:
                users.set_password(connection, now.key, renewed)
            limits.forgive(connection, counts)
            return sessions.begin(connection, now.key, now.user, self._clock(), instead_of=instead_of)

    def session(self, cookie: str) -> Session | None:
        """The session of a browser's cookie; None where there is none, or no more."""
        now = self._clock()
        with self._reading() as connection:
            found = sessions.find(connection, cookie, now)
        if found is None:
            return None
        session, to_note = found
        if to_note:
            with _not_now(), self._writing() as connection:
                sessions.use(connection, cookie, now)
        return session

    def sign_out(self, cookie: str) -> None:
        """End a session."""
        with self._writing() as connection:
            sessions.end(connection, cookie)

    # --- tokens ---

    def make_token(self, name: str, label: str, *, role: Role | None = None, until: str | None = None) -> NewToken:
        """Make a key for a program.

        Args:
            name: whose; edits made with it bear that name.
            label: what it is for.
            role: what it may, at most what its user may; the same where None.
            until: the last day on which it holds, ``YYYY-MM-DD``; None for no end.

        Raises:
            AccountError: where there is no such user (code ``no-user``).
            UsageError: where label, role or day are not taken.
        """
        with self._writing() as connection:
            return tokens.put(connection, name, label, role, until, self._now())

    def tokens(self, name: str | None = None) -> tuple[Token, ...]:
        """All tokens, or those of one user, by user and label."""
        with self._reading() as connection:
            return tokens.every(connection, name)

    def revoke(self, name: str, label: str) -> None:
        """Take a token back; it holds no more from now on.

        Raises:
            AccountError: where there is none (code ``no-token``).
        """
        with self._writing() as connection:
            tokens.revoke(connection, name, label)

    def bearer(self, key: str) -> User | None:
        """Whose token a program sent, with what it may; None where it is none, or no more."""
        today = self._now()[:10]
        with self._reading() as connection:
            found = tokens.bearer(connection, key, today)
        if found is None:
            return None
        user, noted = found
        if not noted:
            with _not_now(), self._writing() as connection:
                tokens.use(connection, key, today)
        return user

    def _now(self) -> str:
        return written(self._clock())


def _wrong() -> AccountError:
    return AccountError("name or password is not right", next_step="Try again, or ask an admin", code="wrong")


def _not_now() -> contextlib.suppress:
    """Of a use that cannot be noted, since another writes for long or nobody may: who reads need not know."""
    return contextlib.suppress(RecordError)
