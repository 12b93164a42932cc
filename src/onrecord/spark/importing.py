"""What ``onrecord spark`` wrote, read back one article at a time. That takes pyarrow alone, and no Spark."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from onrecord.domain import Extracted
from onrecord.errors import OnrecordError, ReadError, from_extra

from .shape import ABOUT, SCHEMA

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem

_AT_ONCE = 16  # articles in memory
_AGAIN = "Make it again with: onrecord spark IN OUT"


class Written:
    """A folder that ``onrecord spark`` wrote.

    Args:
        address: a path, or an address of a bucket as pyarrow writes it (``s3://bucket/folder``).

    Attributes:
        about: what made it, and how many of what are in it.

    Raises:
        OnrecordError: where pyarrow is not installed (code ``extra``), or the folder is none, unfinished, or of another
            shape (``schema``).
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self._system, self._root = _opened(address)
        self.about: Mapping[str, Any] = _about(self._system, self._root, address)

    def check_model(self, version: str) -> None:
        """Raise OnrecordError (code ``model``) where another model than ``version`` extracted what is in it."""
        if self.about["model"] != version:
            raise OnrecordError(
                f"the model {self.about['model']} extracted it, and this onrecord has {version}",
                where=self.address,
                next_step=f"{_AGAIN}; or import it with the version that made it (onrecord {self.about['onrecord']})",
                code="model",
            )

    def articles(self) -> Iterator[Extracted | ReadError]:
        """The articles in the order of their files, with an error in the place of each row that was damaged; then what
        had failed.
        """
        from .work import thawed

        for where, row in self._rows("articles"):
            try:
                found = thawed(row)
            except (KeyError, TypeError, ValueError) as problem:
                yield _damaged(where, f"{type(problem).__name__}: {problem}")
                continue
            article = found.article
            if hashlib.sha256(article.raw).hexdigest() != article.sha256:
                yield _damaged(article.path or where, "its bytes are others than when they were read")
            else:
                yield found
        for _, row in self._rows("failures"):
            yield ReadError(row["message"], where=row["path"], next_step=row["next_step"], code=row["code"])

    def _rows(self, table: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """The rows of a table, each with where it stands."""
        from pyarrow import fs
        from pyarrow.parquet import ParquetFile

        files = self._system.get_file_info(fs.FileSelector(f"{self._root}/{table}"))
        for path in sorted(file.path for file in files if file.path.endswith(".parquet")):
            number = 0
            with self._system.open_input_file(path) as stream:
                for batch in ParquetFile(stream).iter_batches(batch_size=_AT_ONCE):
                    for row in batch.to_pylist():
                        number += 1
                        yield f"{path}:{number}", row


def _damaged(where: str, what: str) -> ReadError:
    return ReadError(f"the row is damaged ({what})", where=where, next_step=_AGAIN, code="damaged")


def _opened(address: str) -> tuple[FileSystem, str]:
    with from_extra("parquet", "what Spark writes is Parquet, and pyarrow, which reads it, is not installed"):
        from pyarrow import fs
    if "://" not in address:
        return fs.LocalFileSystem(), address.rstrip("/") or "/"
    try:
        system, root = fs.FileSystem.from_uri(address)
    except (ValueError, OSError) as problem:
        raise OnrecordError(
            f"it could not be opened ({problem})", where=address, next_step="Check the address", code="io"
        ) from problem
    return system, str(root).rstrip("/")


def _about(system: FileSystem, root: str, address: str) -> Mapping[str, Any]:
    try:
        with system.open_input_file(f"{root}/{ABOUT}") as stream:
            found = json.loads(stream.read())
        schema = found["schema"]
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise OnrecordError(
            "no finished run of onrecord spark lies there",
            where=address,
            next_step="Name the folder that was its OUT; where it was stopped, run it again first",
            code="not-found",
        ) from problem
    if schema != SCHEMA:
        raise OnrecordError(
            f"it is written in shape {schema}, and this onrecord reads shape {SCHEMA}",
            where=address,
            next_step=f"{_AGAIN}; or import it with the version that made it (onrecord {found.get('onrecord')})",
            code="schema",
        )
    return dict(found)
