"""Which store a connection leads to."""

from __future__ import annotations

import sqlalchemy as sa

from . import postgresql, sqlite
from .store_kind import Store

_STORES: dict[str, Store] = {"sqlite": sqlite, "postgresql": postgresql}


def of(connection: sa.Connection) -> Store:
    """The store that this connection leads to."""
    return _STORES[connection.dialect.name]
