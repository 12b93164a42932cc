"""The accounts of a fresh record, on each store, with a clock that tests turn and passwords that cost no time."""

from __future__ import annotations

import pytest
from desk import ADA, BO, QUICK, Clock

from onrecord.accounts import Accounts, Passwords, Role
from onrecord.record import Record


@pytest.fixture
def clock() -> Clock:
    """It stands at nine in the morning of 1 May 2031."""
    return Clock()


@pytest.fixture
def accounts(record: Record, clock: Clock) -> Accounts:
    """Ada, an editor, and Bo, an admin."""
    found = Accounts(record, passwords=Passwords(QUICK), clock=clock)
    found.add("Ada", ADA, Role.EDITOR)
    found.add("Bo", BO, Role.ADMIN)
    return found
