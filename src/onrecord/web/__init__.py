"""The reading room: a record in a browser. It lays out what the record answers, and holds no rule of the trade."""

from .app import create_app

__all__ = ["create_app"]
