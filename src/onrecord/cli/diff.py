"""``onrecord diff``: which statements of the stored articles another model would change."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.errors import UsageError

from . import screen
from .options import json_option, record_option

if TYPE_CHECKING:
    from onrecord.domain import Field
    from onrecord.evaluation.changes import Change
    from onrecord.ingest.pipeline import Extracts
    from onrecord.record import Record, StoredArticle

    Reading = Callable[[StoredArticle], Sequence[Mapping[str, Any]]]

_EPILOG = """\b
Examples:
  onrecord diff                                what an upgrade would change
  onrecord diff --articles 50 --seed 1         on 50 articles drawn at random
  onrecord diff --model 2026-11-28 --model ~/weights/mine
  onrecord diff --json | jq '.changes[] | select(.kinds == ["lost"])'

Without --model, the statements that the record holds are compared with those of
the model that comes with this version; with one, with those of that model; with
two, the two are compared. Speakers and days are worked out by this version, and
edits stand on top. Nothing is written to the record.
"""


_FIELDS: tuple[Field, ...] = ("title", "text")


@click.command("diff", epilog=_EPILOG)
@record_option
@click.option(
    "--model", "models", multiple=True, metavar="MODEL", help="A folder of weights, or a model's version; up to two."
)
@click.option("--articles", "number", type=click.IntRange(1), metavar="N", help="Compare N articles drawn at random.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed draws the same articles.")
@json_option
def command(record_target: str, models: tuple[str, ...], number: int | None, seed: int, as_json: bool) -> None:
    """Show which statements of the stored articles a model changes: gained, lost, reworded, given to another."""
    from onrecord.record import open_record

    if len(models) > 2:
        raise UsageError(f"{len(models)} models were named", where="--model", next_step="Name one or two")
    with open_record(record_target, create=False) as record, screen.progress() as bar:
        before, after = _readings(record, models)
        found = _Found(before[0], after[0])
        keys = _chosen(record, number, seed)
        task = bar.add_task("comparing", total=len(keys))
        for stored in (stored for stored in record.selected() if stored.id in keys):
            found.add(stored, _compared(stored, before[1], after[1]))
            bar.advance(task)
    screen.show_json(found.plain()) if as_json else found.show()


class _Found:
    """What differs, and the counts of all, while the articles are gone through."""

    def __init__(self, before: str, after: str) -> None:
        self.before, self.after = before, after
        self.articles = 0
        self.kinds: Counter[str] = Counter()
        self.changes: list[tuple[str, str, Change]] = []

    def add(self, stored: StoredArticle, changes: Iterable[Change]) -> None:
        """Take note of one article; of its text only what is to be shown is kept."""
        self.articles += 1
        for change in changes:
            self.kinds.update(change.kinds)
            if change.kinds != ("same",):
                field = (change.before or change.after or {})["field"]
                self.changes.append((stored.id, stored.extracted.article.field_text(field), change))

    @property
    def counts(self) -> dict[str, int]:
        """How many statements of each kind, in the order in which kinds are told."""
        from onrecord.evaluation.changes import KINDS

        return {kind: self.kinds[kind] for kind in KINDS if self.kinds[kind]}

    def plain(self) -> dict[str, Any]:
        """For a program."""
        listed = [
            {"article": article, "kinds": list(change.kinds), "before": change.before, "after": change.after}
            for article, _, change in self.changes
        ]
        sides = {"before": self.before, "after": self.after, "articles": self.articles}
        return sides | {"counts": self.counts, "changes": listed}

    def show(self) -> None:
        """For a person."""
        from onrecord.views.changes import change_line
        from onrecord.views.words import counted

        for article, text, change in self.changes:
            screen.show(*change_line(article, text, change.kinds, change.before, change.after))
        counts = ", ".join(f"{number:,} {kind}" for kind, number in self.counts.items())
        looked_at = f"{counted(self.articles, 'article')}, {self.before} -> {self.after}"
        screen.write_lines([f"{looked_at}: {counts or 'no statement in either'}."])


def _readings(record: Record, models: Sequence[str]) -> tuple[tuple[str, Reading], tuple[str, Reading]]:
    """The two sides, each with its name."""
    from onrecord.extraction import load_model

    loaded = [_load(name) for name in models]
    sides: list[tuple[str, Reading]] = [(model.version, _by_model(record, model)) for model in loaded or [load_model()]]
    if len(sides) == 1:
        sides.insert(0, ("the record", _as_stored))
    return sides[0], sides[1]


def _load(name: str) -> Extracts:
    from onrecord.extraction import Model, load_model

    folder = Path(name).expanduser()
    return Model(folder) if folder.is_dir() else load_model(name)


def _as_stored(stored: StoredArticle) -> Sequence[Mapping[str, Any]]:
    from onrecord.views.interchange import statement_object

    return [statement_object(statement) for statement in stored.extracted.statements]


def _by_model(record: Record, model: Extracts) -> Reading:
    from onrecord.ingest import extract_article
    from onrecord.views.interchange import statement_object

    def read(stored: StoredArticle) -> Sequence[Mapping[str, Any]]:
        found = extract_article(stored.extracted.article, model)
        return [statement_object(statement) for statement in record.would_stand(stored.id, found)]

    return read


def _chosen(record: Record, number: int | None, seed: int) -> set[str]:
    """Ids of all extracted articles that no later version revises, or of so many of them, drawn at random."""
    ids = [stored.id for stored in record.selected() if stored.extracted.model and not stored.revised_by]
    return set(ids if number is None else random.Random(seed).sample(sorted(ids), min(number, len(ids))))


def _compared(stored: StoredArticle, before: Reading, after: Reading) -> Iterator[Change]:
    from onrecord.evaluation.changes import changes

    old, new = before(stored), after(stored)
    for field in _FIELDS:
        one, other = ([s for s in side if s["field"] == field] for side in (old, new))
        yield from changes(stored.extracted.article.field_text(field), one, other)
