"""Folders and files where Spark sees them: on a disk, on HDFS, in a bucket."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


class Place:
    """One file or folder.

    Args:
        session: whose file systems are used.
        address: a path, or an address with a scheme (``s3a://bucket/folder``).
    """

    def __init__(self, session: SparkSession, address: str) -> None:
        self._session = session
        self._path = session._jvm.org.apache.hadoop.fs.Path(address)
        self._system = self._path.getFileSystem(session._jsc.hadoopConfiguration())
        self.address = str(self._system.makeQualified(self._path).toString())

    @property
    def read_as(self) -> str:
        """What Spark is to be asked for: it takes brackets, braces and stars in a name for those of a pattern."""
        return re.sub(r"([\\*?\[\]{}])", r"\\\1", self.address)

    def __truediv__(self, name: str) -> Place:
        return Place(self._session, f"{self.address.rstrip('/')}/{name}")

    def exists(self) -> bool:
        """Whether it is there."""
        return bool(self._system.exists(self._path))

    def matches(self) -> bool:
        """Whether there is anything that it is a pattern for."""
        return bool(self._system.globStatus(self._path))

    def is_file(self) -> bool:
        """Whether it is there and is a file."""
        return self.exists() and bool(self._system.getFileStatus(self._path).isFile())

    def is_empty(self) -> bool:
        """Whether it is not there, or a folder with nothing in it."""
        return not self.exists() or (not self.is_file() and len(self._system.listStatus(self._path)) == 0)

    def delete(self) -> None:
        """Take it away with all that is in it."""
        self._system.delete(self._path, True)

    def write_json(self, value: Any) -> None:
        """Write a small file, in the place of one that is there."""
        stream = self._system.create(self._path, True)
        try:
            stream.write(bytearray((json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()))
        finally:
            stream.close()

    def read_json(self) -> Any:
        """What a small file holds; None where there is none, or something else in it."""
        if not self.is_file():
            return None
        lines = self._session.read.text(self.read_as, wholetext=True).collect()
        try:
            return json.loads(lines[0].value) if lines else None
        except ValueError:
            return None
