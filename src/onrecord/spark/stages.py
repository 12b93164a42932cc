"""Steps that are written down: what a run has done, a later one finds, and does not do again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from .places import Place

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


class Stages:
    """Tables of Parquet in one folder, each written whole before it is read.

    Spark commits a table when all its tasks are done, and of a task that was tried several times one try; so what is
    here has no row twice, whatever was lost on the way.

    Args:
        session: an open one.
        folder: where they lie.
        begun: called with the name of each that is about to be made.
    """

    def __init__(self, session: SparkSession, folder: Place, begun: Callable[[str], object] = lambda _: None) -> None:
        self._session = session
        self._folder = folder
        self._begun = begun

    def keep(self, name: str, make: Callable[[], DataFrame]) -> DataFrame:
        """The table of that name: as it was left, else as ``make`` gives it."""
        place = self._folder / name
        if not (place / "_SUCCESS").exists():
            self._begun(name)
            make().write.mode("overwrite").parquet(place.address)
        return self._session.read.parquet(place.read_as)
