"""Who may come into a shared record: users with roles, passwords, sessions, tokens for programs.

    Accounts(record).sign_in(name, password, address) -> Session      a browser's, by cookie
    Accounts(record).bearer(key) -> User | None                       a program's, by token

The tables lie in the record's own database and are made by its migrations; the rules stand here, above the record,
which knows none of them. On one's own desk (127.0.0.1) there are no users and none are asked for.
"""

from .answers import NewToken, Session, Token, User
from .face import Accounts
from .passwords import Passwords
from .roles import Role, role
from .secret import csrf_of

__all__ = ["Accounts", "NewToken", "Passwords", "Role", "Session", "Token", "User", "csrf_of", "role"]
