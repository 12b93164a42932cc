"""Every error that a user can meet, at the very bottom of the package: nothing here imports anything of ours.

An error says three things, and carries them as plain values so that each face can lay them out its own way:
*what* was wrong, *where*, and what to do *next*.

    OnrecordError
    ├── UsageError          the command or call was put wrongly (exit status 2)
    ├── ReadError           bytes that could not become an Article; the other files go on
    │   └── FetchError      an address that could not be fetched, or may not be
    ├── ExtractionError     the model is missing or does not fit this version
    ├── QueryError          a search that could not be understood
    ├── AccountError        a user, password, token or session that is not accepted
    └── RecordError         the store could not be opened, read or written
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self


class OnrecordError(Exception):
    """The root of all errors that a user can meet.

    Args:
        what: what was wrong, one short sentence without a full stop.
        where: the file, address, record or argument it happened at; None where there is no such place.
        next_step: what the user can do about it, in the imperative; None where nothing helps.
        code: a short fixed word (``empty``, ``binary`` ...) by which failures are counted and filtered.
    """

    code = "error"

    def __init__(
        self, what: str, *, where: str | None = None, next_step: str | None = None, code: str | None = None
    ) -> None:
        self.what = what
        self.where = where
        self.next_step = next_step
        if code is not None:
            self.code = code
        super().__init__(str(self))

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}. {self.next_step.rstrip('.')}." if self.next_step else head

    def at(self, where: str | None) -> Self:
        """The same error, told of another place."""
        placed = type(self)(self.what, where=where, next_step=self.next_step, code=self.code)
        vars(placed).update(vars(self) | {"where": where})
        return placed

    def __reduce__(self) -> tuple[object, ...]:
        # Errors travel from worker processes to their parent; the default pickling would call __init__ without
        # its keyword arguments and lose where and next_step.
        return (_rebuild, (type(self), self.what, self.where, self.next_step, self.code), self.__dict__)


def _rebuild(
    kind: type[OnrecordError], what: str, where: str | None, next_step: str | None, code: str
) -> OnrecordError:
    return kind(what, where=where, next_step=next_step, code=code)


class UsageError(OnrecordError):
    """The command or call was put wrongly."""

    code = "usage"


class ReadError(OnrecordError):
    """Bytes that could not become an Article. The message stays in the record, and the other files go on.

    Attributes:
        about: the id of the article that it tells of, where it tells of one; None else.
    """

    code = "unreadable"
    about: str | None = None


class FetchError(ReadError):
    """An address that could not be fetched, or may not be. It is kept as a failure like a file that cannot be read.

    Attributes:
        again_in: seconds after which it is worth trying again; None where nobody can say.
    """

    code = "fetch"
    again_in: float | None = None


class ExtractionError(OnrecordError):
    """The model is missing, damaged, or does not fit this version of the package."""

    code = "model"


class QueryError(OnrecordError):
    """A search that could not be understood.

    Attributes:
        place: the part of the search that it is about, half-open, in code points; None where it is about no one part.
    """

    code = "query"
    place: tuple[int, int] | None = None


class AccountError(OnrecordError):
    """A user, password, token or session that is not accepted.

    Attributes:
        again_in: seconds after which it may be tried again, where it was tried too often; else None.
    """

    code = "account"
    again_in: float | None = None


class RecordError(OnrecordError):
    """The store could not be opened, read or written."""

    code = "record"


def install(extra: str) -> str:
    """What to do next where an extra of onrecord is lacking."""
    return f"Install it: pip install 'onrecord[{extra}]'"


@contextmanager
def from_extra(extra: str, what: str, *, kind: type[OnrecordError] = OnrecordError, then: str = "") -> Iterator[None]:
    """Around the import of what only an extra brings.

    Args:
        extra: its name.
        what: what is lacking, and for what, should the import fail.
        kind: of the error.
        then: what the advice goes on with, from its semicolon.

    Raises:
        OnrecordError: of ``kind``, where the import fails (code ``extra``).
    """
    try:
        yield
    except ImportError as problem:
        raise kind(what, next_step=install(extra) + then, code="extra") from problem
