"""``onrecord add``: read files into a record, and say on one screen what that came to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from onrecord.errors import UsageError

from . import screen
from .options import confidence_option, given_options, jobs_option, json_option, need_paths, record_option, workers_for
from .stopping import stopped_by_signals

if TYPE_CHECKING:
    from onrecord.domain import Fetched
    from onrecord.ingest import Event, Extractor, Summary
    from onrecord.reading import Given
    from onrecord.record import Record

_EPILOG = """\b
Examples:
  onrecord add article.html notes.txt
  onrecord add ~/press --record press.db
  onrecord add 'archive/*.jsonl' --jobs 4
  onrecord add release.pdf --published 2026-01-17 --outlet "City Press Office"
  onrecord add ~/archive --published-from '%Y/%m/%d'    the day is in the path
  onrecord add https://news.example/2026/01/17/strike
  onrecord add ~/press --dry-run           how long, how big
  onrecord add --retry                     what failed before

What the record has already is passed over, so a run that was stopped is simply
started again; Ctrl-C ends it once the article at hand is stored, a second one
at once. A file that cannot be read costs itself alone. Metadata given as
options beats what is found in the files. What robots.txt or a reservation of
text mining forbids is not fetched: save it in a browser, and add the file.
"""


@click.command("add", epilog=_EPILOG)
@click.argument("paths", nargs=-1, metavar="PATH...")
@record_option
@click.option("--retry", is_flag=True, help="Try again what failed before.")
@click.option("--dry-run", is_flag=True, help="Reckon hours and gigabytes from a sample; store nothing.")
@jobs_option
@confidence_option
@given_options
@json_option
def command(
    *,
    paths: tuple[str, ...],
    record_target: str,
    retry: bool,
    dry_run: bool,
    jobs: int | None,
    min_confidence: float,
    given: Given,
    as_json: bool,
) -> int:
    """Read PATH... into a record.

    A PATH is a file, a folder with all below it, a pattern, an address of the web, or - for standard input.
    Understood are text, Markdown, HTML, PDF with a text layer, .docx, EPUB, e-mails, transcripts, subtitles, JSON
    Lines, tables (CSV, .xlsx, .ods), wires (NITF, NewsML-G2, ninjs), scanned newspapers (METS with ALTO; ALTO and hOCR
    alone), text exported from Nexis, Factiva and ProQuest, and web archives (WARC, WACZ).
    """
    from onrecord.extraction import load_model
    from onrecord.ingest import Extractor

    if retry and (paths or dry_run):
        raise UsageError("--retry goes without paths and without --dry-run", next_step="Try: onrecord add --retry")
    if not retry:
        need_paths(paths, "add")
    extractor = Extractor(load_model, min_confidence=min_confidence)
    if dry_run:
        return _dry_run(paths, extractor, given, jobs, as_json)
    return _add(paths, target=record_target, retry=retry, extractor=extractor, given=given, jobs=jobs, as_json=as_json)


def _add(
    paths: Sequence[str],
    *,
    target: str,
    retry: bool,
    extractor: Extractor,
    given: Given,
    jobs: int | None,
    as_json: bool,
) -> int:
    from onrecord.cli.first_screen import summary_view
    from onrecord.extraction import load_model
    from onrecord.ingest import add
    from onrecord.reading import find
    from onrecord.record import open_record

    skipped: list[str] = []
    with open_record(target, create=not retry) as record:
        if retry:
            paths = _failed(record)
        sources = list(find(paths, on_skip=skipped.append, fetch=_fetcher(paths, record)))
        many = workers_for(jobs, sources)
        version = load_model().version
        with screen.progress() as bar, stopped_by_signals() as stopped:
            watch = _watch(bar, len(sources))
            summary = add(record, sources, extractor, version, given, jobs=many, progress=watch, stopped=stopped)
        total = record.texts.days().articles
        shown = target if record.path else record.target  # an address may hold a password
    if as_json:
        screen.show_json(plain_summary(summary, skipped))
    else:
        screen.show(summary_view(summary, target, shown, total, len(skipped)))
    return int(bool(summary.failures) or summary.stopped)


def _watch(bar: Any, total: int) -> Callable[[Event], None]:
    """Shows each step: the bar moves by sources, and what fails is said at once."""
    task = bar.add_task("reading", total=total)
    seen = stored = 0

    def watch(event: Event) -> None:
        nonlocal seen, stored
        if event.kind == "source":
            # Sources are read ahead of what is stored; the one just begun is not done.
            bar.update(task, completed=seen)
            seen += 1
        elif event.kind == "failed" and event.error is not None:
            screen.complain(event.error)
        else:
            stored += 1
        bar.update(task, description=f"{stored:,} articles")

    return watch


def _failed(record: Record) -> list[str]:
    """The paths of the failures that the record keeps; a bad line of a JSON Lines file means the file."""
    paths = []
    for failure in record.failures():
        if failure.path == "-":
            screen.tell("onrecord: -: what failed on standard input is not there to be read again. Add it from a file.")
            continue
        paths.append(_source_of(failure.path))
    return list(dict.fromkeys(paths))


def _source_of(path: str) -> str:
    """The file or address in which something failed, less the number of a line in it."""
    from pathlib import Path
    from urllib.parse import urlsplit

    from onrecord.reading import is_address

    file, _, line = path.rpartition(":")
    if not (line.isdigit() and file):
        return path
    if is_address(path):  # and not the number of a port
        return file if urlsplit(file).path else path
    return path if Path(path).exists() else file


def _fetcher(paths: Sequence[str], record: Record) -> Callable[[str], Fetched] | None:
    """What fetches addresses, where there is one among ``paths``, in turn with all others at work on the record."""
    from onrecord.reading import is_address

    if not any(map(is_address, paths)):
        return None
    from onrecord.fetching import Client  # HTTP and certificates: not for files
    from onrecord.following import SharedTurns

    def wait(host: str, seconds: float) -> None:
        screen.tell(f"onrecord: {host} wants rest: waiting up to {seconds:.0f} s")

    return Client(turns=SharedTurns(record, wait)).fetch


def _dry_run(paths: Sequence[str], extractor: Extractor, given: Given, jobs: int | None, as_json: bool) -> int:
    from onrecord.cli.first_screen import reckoning_view
    from onrecord.ingest import reckon
    from onrecord.reading import find, is_address
    from onrecord.views.answers import answer

    if "-" in paths:
        raise UsageError("standard input cannot be sampled", where="-", next_step="Name files or folders.")
    if any(map(is_address, paths)):
        raise UsageError("what is fetched cannot be sampled", next_step="Name files or folders.")
    sources = list(find(paths))
    many = workers_for(jobs, sources)
    found = reckon(sources, extractor, given, many)
    if as_json:
        screen.show_json(answer(found))
    else:
        screen.show(reckoning_view(found))
    return int(found.sampled == 0)


def plain_summary(summary: Summary, skipped: Sequence[str]) -> dict[str, Any]:
    """What a run did, for a program."""
    from onrecord.views.answers import answer

    found: dict[str, Any] = answer(summary)
    found["failures"] = [
        {"path": e.where, "code": e.code, "message": e.what, "next_step": e.next_step} for e in summary.failures
    ]
    return found | {"skipped": list(skipped)}
