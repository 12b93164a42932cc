"""What ``scores.crash`` kills: each work with all that a run of it left in peace had, step by step and at its end."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from onrecord.record import Record, StoredArticle, open_record

from . import older_schema
from .bench_data import lines
from .crash_steps import STEPS, forget_sayings, settle, take
from .speed import onrecord

WORKS = ("add", "edit", "match", "remove", "migrate")
_LENGTH = 1_200
"""Code points of an article at which it is cut, at the end of a paragraph: so that much is written in little time."""

_Marks = dict[str, str]


@dataclass(frozen=True, slots=True)
class Work:
    """What is killed, and what a run of it left in peace had.

    Attributes:
        name: for whoever watches.
        command: the program; ``{record}`` stands for the file.
        start: the record that a round begins with; None where there is none yet.
        states: of the record after each step, the first before any.
        end: its state at the end, with people and sayings.
        seconds: how long a round took.
        tells: whether the program says when it begins, and each step that is done.
        sentences: of each article of ``start``, some that stand nowhere else.
    """

    name: str
    command: tuple[str, ...]
    start: Path | None
    states: tuple[str, ...]
    end: str
    seconds: float
    tells: bool = True
    sentences: dict[str, list[bytes]] = field(default_factory=dict)

    def begin(self, record: Path) -> subprocess.Popen[str]:
        """Start the program, in a process group of its own, so that a kill takes its workers with it."""
        process = subprocess.Popen(
            [part.format(record=record) for part in self.command],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        if self.tells and process.stdout:
            process.stdout.readline()
        return process


# --- what a record is ------------------------------------------------------------------------------------------------


def marks(stored: Iterable[StoredArticle]) -> _Marks:
    """A hash of each article with its statements and their ids, by its id; moments are left out."""
    found = {}
    for one in stored:
        statements = tuple(
            dataclasses.replace(s, review=s.review and dataclasses.replace(s.review, at=""))
            for s in one.extracted.statements
        )
        whole = dataclasses.replace(one.extracted, statements=statements)
        found[one.id] = _hash((whole, one.revises, sorted(one.statement_ids.items())))
    return found


def state(record: Record) -> str:
    """A hash of all articles, statements and edits."""
    edits = [dataclasses.replace(edit, made_at="") for edit in record.edits.every()]
    return _hash((sorted(marks(record.selected()).items()), edits))


def end_state(record: Record) -> str:
    """The same, with people and sayings."""
    settle(record)
    pages = record.people(limit=1_000).items, record.sayings.listed(limit=1_000).items
    return _hash((state(record), pages))


def _hash(value: object) -> str:
    return hashlib.sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()


# --- the works, in peace ---------------------------------------------------------------------------------------------


def adding(folder: Path, archive: Path, number: int) -> Work:
    """``onrecord add``; it leaves the record at ``folder / "added.db"``."""
    articles, record = folder / "articles.jsonl", folder / "added.db"
    with articles.open("w", encoding="utf-8") as file:
        for one in islice(lines(archive), number):
            text = one["text"][:_LENGTH]
            one["text"] = text[: text.rfind("\n")] if "\n" in text else text
            file.write(json.dumps(one) + "\n")
    command = tuple(onrecord("add", str(articles), "--record", "{record}", "--jobs", "2"))
    work = Work("add", command, None, (), "", 0, tells=False)
    seconds = _in_peace(work, record)
    with open_record(record) as opened:
        found = marks(opened.selected())
        ids = [one["id"] for one in lines(articles)]
        known = [one for one in dict.fromkeys(ids) if one in found]
        states = tuple(_hash((sorted((own, found[own]) for own in known[:n]), [])) for n in range(len(known) + 1))
        return dataclasses.replace(work, states=states, end=end_state(opened), seconds=seconds)


def stepping(what: str, folder: Path, start: Path, seed: int) -> Work:
    """Edits or removals, step by step; what they leave lies at ``folder / f"{what}.db"``."""
    record, other = folder / f"{what}.db", folder / f"{what}-program.db"
    shutil.copy(start, record)
    command = (sys.executable, "-m", "scores.crash_steps", what, "{record}", str(seed))
    with open_record(record) as opened:
        settle(opened)
        states, sentences = [state(opened)], _sentences(opened)
        for step in range(1, STEPS[what] + 1):
            take(opened, what, step, seed)
            states.append(state(opened))
        work = Work(what, command, start, tuple(states), end_state(opened), 0, sentences=sentences)
    shutil.copy(start, other)
    seconds = _in_peace(work, other)
    _same_end(work, other)
    return dataclasses.replace(work, seconds=seconds)


def matching(folder: Path, start: Path) -> Work:
    """The joining of reports, in a record that has them all and no sayings yet."""
    bare, record = folder / "bare.db", folder / "matched.db"
    shutil.copy(start, bare)
    with open_record(bare) as opened:
        settle(opened)
        forget_sayings(opened)
    shutil.copy(bare, record)
    command = (sys.executable, "-m", "scores.crash_steps", "match", "{record}", "0")
    work = Work("match", command, bare, (), "", 0)
    seconds = _in_peace(work, record)
    with open_record(record) as opened:
        return dataclasses.replace(work, states=(state(opened),), end=end_state(opened), seconds=seconds)


def migrating(folder: Path, step: str, start: Path) -> Work:
    """The opening of a record of an earlier schema."""
    older, record = folder / f"schema-{step}.db", folder / f"from-{step}.db"
    older_schema.make(start, older, step)
    shutil.copy(older, record)
    command = (sys.executable, "-m", "scores.crash_steps", "migrate", "{record}", "0")
    work = Work(f"migrate from {step}", command, older, (), "", 0)
    seconds = _in_peace(work, record)
    with open_record(record) as opened:
        return dataclasses.replace(work, states=(state(opened),), end=end_state(opened), seconds=seconds)


def _in_peace(work: Work, record: Path) -> float:
    process = work.begin(record)
    begun = time.monotonic()
    process.communicate()
    if process.returncode:
        sys.exit(f"{work.name} left in peace ended with {process.returncode}")
    return time.monotonic() - begun


def _same_end(work: Work, record: Path) -> None:
    with open_record(record) as opened:
        if end_state(opened) != work.end:
            sys.exit(f"two runs of {work.name} left in peace end differently: nothing can be measured by them")


def _sentences(record: Record) -> dict[str, list[bytes]]:
    """Of each article, some stretches of forty code points that stand nowhere else."""
    texts = {one.id: one.extracted.article.text for one in record.selected()}
    found = {}
    for own, text in texts.items():
        pieces = [text[at : at + 40] for at in range(0, len(text) - 40, 160)]
        others = "\n".join(other for key, other in texts.items() if key != own)
        found[own] = [piece.encode() for piece in pieces if piece not in others]
    return found


def works(what: str, folder: Path, archive: Path, articles: int, seed: int) -> list[Work]:
    """The works that are killed in turn."""
    add = adding(folder, archive, articles)
    start = folder / "added.db"
    if what == "add":
        return [add]
    if what == "match":
        return [matching(folder, start)]
    if what != "migrate":
        return [stepping(what, folder, start, seed)]
    edited = stepping("edit", folder, start, seed)
    # Edits of statements came with step 0005; an earlier record can have none.
    starts = {step: start if step < "0005" else folder / f"{edited.name}.db" for step in older_schema.steps()}
    return [migrating(folder, step, begun) for step, begun in starts.items()]
