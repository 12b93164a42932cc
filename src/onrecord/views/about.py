"""What an export says of itself, so that it can be made again and cited: query, versions, day.

It travels inside the file where the format has a place for it (Parquet, JSON-LD, brat's folder), and beside it as
``FILE.about.json`` where it has none (CSV, JSON Lines).
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass

from .interchange import SCHEMA


@dataclass(frozen=True, slots=True)
class About:
    """The origin of an export.

    Attributes:
        command: what to type to make it again.
        query: what was asked for, as typed; None where all was.
        day: UTC, ``YYYY-MM-DD``, on which it was made.
        package: version of onrecord.
        models: versions of the models that made the statements.
        record_schema: step that the record's own schema stands at.
        text: whether the words are in it; without them only what may be published.
        schema: number of the shape of a statement; see ``interchange``.
    """

    command: str
    query: str | None
    day: str
    package: str
    models: tuple[str, ...]
    record_schema: str
    text: bool = True
    schema: int = SCHEMA

    def as_dict(self) -> dict[str, object]:
        """Plain values, for JSON."""
        return dataclasses.asdict(self) | {"models": list(self.models), "program": "onrecord"}

    def as_json(self) -> str:
        """One JSON document, on one line."""
        return json.dumps(self.as_dict(), ensure_ascii=False)

    def sentence(self) -> str:
        """The same for a person."""
        what = f"the query {self.query}" if self.query else "the whole record"
        models = ", ".join(self.models) or "none"
        return f"Made by onrecord {self.package} (model {models}) on {self.day} from {what}."
