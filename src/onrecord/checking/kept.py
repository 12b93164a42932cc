"""Segments of an index kept on disk, so that a large record is gone through once.

They lie in the user's cache and may be thrown away at any time: the record has all that they are made of. Each is a
folder of arrays, read from the disk as far as they are needed, with the list of the texts that it holds.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .index import Segment

VERSION = 1
"""Of what is kept; another one is not read. It changes with the words (``words.fold``) and with the keys."""

_ARRAYS = ("words", "starts", "keys", "places")


@dataclass(frozen=True, slots=True)
class Kept:
    """A segment, with the id and the hash of each of its texts; ``folder`` is None where it is only in memory."""

    segment: Segment
    texts: tuple[tuple[str, str], ...]
    folder: Path | None = None


def folder_for(target: str) -> Path:
    """Where the segments of a record are kept.

    Args:
        target: the record's file or address.
    """
    home = os.environ.get("XDG_CACHE_HOME")
    base = Path(home) if home else Path.home() / ".cache"
    return base / "onrecord" / "words" / hashlib.sha256(target.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def load(folder: Path) -> Iterator[Kept]:
    """The segments in a folder, in the order of their names; one that cannot be read is passed over."""
    for place in sorted(folder.glob("*/texts.json")):
        with contextlib.suppress(OSError, ValueError, KeyError, EOFError):
            told = json.loads(place.read_text(encoding="utf-8"))
            if told["version"] == VERSION:
                arrays = [np.load(place.parent / f"{name}.npy", mmap_mode="r") for name in _ARRAYS]
                texts = tuple((text_id, digest) for text_id, digest in told["texts"])
                yield Kept(Segment(*arrays), texts, place.parent)


def save(folder: Path, segment: Segment, texts: Sequence[tuple[str, str]]) -> Kept:
    """Keep a segment: whole, or, where the disk will not have it, in memory alone."""
    name = hashlib.sha256(json.dumps([VERSION, *texts]).encode()).hexdigest()[:16]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=".part-", dir=folder))
        try:
            for array in _ARRAYS:
                np.save(part / f"{array}.npy", getattr(segment, array))
            told = {"version": VERSION, "texts": list(texts)}
            (part / "texts.json").write_text(json.dumps(told), encoding="utf-8")
            part.rename(folder / name)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError:
        return Kept(segment, tuple(texts))
    return Kept(segment, tuple(texts), folder / name)


def drop(kept: Kept) -> None:
    """Throw a segment away."""
    if kept.folder is not None:
        shutil.rmtree(kept.folder, ignore_errors=True)
