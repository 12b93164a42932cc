"""onrecord reads the news and keeps the record of what was said.

The face of the package, for a notebook; docs/python.md shows all of it:

    >>> import onrecord
    >>> article = next(onrecord.read("article.html"))    # doctest: +SKIP
    >>> onrecord.extract(article).statements             # doctest: +SKIP
    >>> record = onrecord.open_record("onrecord.db")     # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from .ingest import extract, extract_frame
    from .reading import read
    from .record import open_record

__all__ = ["__version__", "extract", "extract_frame", "open_record", "read"]

_HOMES = {"read": "reading", "extract": "ingest", "extract_frame": "ingest", "open_record": "record"}


def __getattr__(name: str) -> Any:
    # Loaded when first asked for (PEP 562): model and readers take a second, and `onrecord --help` needs neither.
    if name not in _HOMES:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
