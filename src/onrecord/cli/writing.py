"""Files that commands write: whole or not at all, and with a clear error where they cannot be written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.errors import OnrecordError

from . import screen


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn the system's refusal to write ``path`` into an error that says what to do."""
    try:
        yield
    except OSError as problem:
        raise OnrecordError(
            f"it could not be written ({problem.strerror or problem})",
            where=str(path),
            next_step="Name a file in a folder that is there and that you own",
            code="cannot-write",
        ) from problem


def write_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Write beside ``path`` and put the finished file in its place, so that a crash leaves no half of one there.

    Raises:
        OnrecordError: where it cannot be written.
    """
    part = path.with_name(f".{path.name}.part")
    with told(path):
        try:
            write(part)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


def write_text(path: Path, lines: Iterable[str], *, head: str = "") -> None:
    """Write lines in UTF-8, each with a bare line feed; ``head`` stands before the first."""
    write_pieces(path, (f"{line}\n" for line in headed(lines, head)))


def write_pieces(path: Path, pieces: Iterable[str]) -> None:
    """Write pieces of text in UTF-8, letter for letter."""

    def write(part: Path) -> None:
        with part.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)

    write_whole(path, write)


def write_folder(folder: Path, files: Iterable[tuple[str, str]]) -> int:
    """Write files, each by its name with its text, into a folder, which is made where there is none; how many."""
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
    number = 0
    for name, text in files:
        write_pieces(folder / name, [text])
        number += 1
    return number


def headed(lines: Iterable[str], head: str) -> Iterator[str]:
    """``lines``, with ``head`` before the first."""
    for line in lines:
        yield head + line
        head = ""


def put(output: str | None, lines: Iterable[str], *, head: str = "") -> None:
    """Lines to a file, or to standard output where ``output`` is None or ``-``."""
    if output is None or output == "-":
        screen.write_lines(headed(lines, head))
    else:
        write_text(Path(output), lines, head=head)
