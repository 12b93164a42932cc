"""``onrecord check``: the quotations of a draft against the record, or against files, before it goes out."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.errors import ReadError, UsageError

from . import screen
from .options import need_paths, record_option

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from onrecord.checking import Sources
    from onrecord.domain import Article, CheckedDraft, Extracted
    from onrecord.reading import Given

_EPILOG = """\b
Examples:
  onrecord check draft.docx
  onrecord check draft.md --against transcripts/ notes.txt
  pandoc draft.odt -t plain | onrecord check - --published 2026-02-03
  onrecord check drafts/*.md --json | jq 'select(.wording == "altered")'
  onrecord check draft.md --html report.html

Each quotation is sought in the full text of every article and transcript, not
in statements alone. Curly or straight marks, dashes, case and punctuation are
no difference. Dots ("...", "[...]") mark a cut, square brackets your own words;
a cut that takes "not" out of its sentence is told as a difference. Words in
quotation marks of up to three words that nobody is quoted with are passed over.

\b
Exit status: 0 all found; 1 some wording differs or not found; 2 wrong use.
That the speaker or the day differs does not change it: a machine read both.
"""


class _Variadic(click.Command):
    """Lets ``--against`` take all that follows it up to the next option: ``--against transcripts/ notes.txt``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Repeat the option before each of its values."""
        rest: list[str] = []
        taking = False
        for arg in args:
            if arg.startswith("-") and arg != "-":
                taking = arg == "--against"
                rest += [] if taking else [arg]
            else:
                rest += ["--against", arg] if taking else [arg]
        if args and args[-1] == "--against":
            rest.append("--against")  # without a value: click says so
        return super().parse_args(ctx, rest)


@click.command("check", cls=_Variadic, epilog=_EPILOG)
@click.argument("drafts", nargs=-1, metavar="DRAFT...")
@click.option(
    "--against",
    multiple=True,
    metavar="FILE|FOLDER...",
    help="Check against these files, with no record; stands after the drafts.",
)
@record_option
@click.option("--published", metavar="YYYY-MM-DD", help="The day on which the draft will appear: what “Monday” means.")
@click.option("--quotations-only", is_flag=True, help="Leave out paraphrases and figures.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON Lines: one line a quotation.")
@click.option("--github", is_flag=True, help="Write annotations for GitHub Actions.")
@click.option("--html", "page", metavar="FILE", help="Write a report to hand to an editor, too.")
def command(
    drafts: tuple[str, ...],
    against: tuple[str, ...],
    record_target: str,
    published: str | None,
    quotations_only: bool,
    as_json: bool,
    github: bool,
    page: str | None,
) -> int:
    """Check each quotation of DRAFT... against the record.

    A DRAFT is md, txt, html, docx or pdf, or - for standard input. Who speaks and when is worked out by a machine, in
    the draft and in the sources: what it says is a place to look.
    """
    from onrecord.checking import check
    from onrecord.reading import Given

    need_paths(drafts, "check")
    if as_json and github:
        raise UsageError("--json and --github exclude each other", next_step="Leave one of them out")
    told = not (quotations_only or as_json or github)
    extract = _extractor()
    failed: list[ReadError] = []
    checked: list[CheckedDraft] = []
    with ExitStack() as open_things:
        sources = _files(against, extract, failed) if against else _record(open_things, record_target)
        for article in _read(drafts, Given(published=published), failed):
            checked.append(check(extract(article), sources, told=told))
            _show(checked[-1], as_json=as_json, github=github)
    if page:
        _write_page(Path(page), checked)
    return int(bool(failed) or any(quote.needs_a_look for draft in checked for quote in draft.quotes))


def _extractor() -> Callable[[Article], Extracted]:
    from onrecord.extraction import load_model
    from onrecord.ingest import extract_article

    model = load_model()
    return lambda article: extract_article(article, model)


def _read(paths: Sequence[str], given: Given, failed: list[ReadError]) -> Iterator[Article]:
    """The articles of all paths; what cannot be read is told, and fails the command."""
    from onrecord.ingest import read_each
    from onrecord.reading import find

    def fail(error: ReadError) -> None:
        failed.append(error)
        screen.complain(error)

    return read_each(find(paths), given, fail)


def _files(paths: Sequence[str], extract: Callable[[Article], Extracted], failed: list[ReadError]) -> Sources:
    from onrecord.checking import Files
    from onrecord.reading import Given

    articles = list(_read(paths, Given(), failed))
    if not articles:
        raise UsageError("there is no text to check against", where="--against", next_step="Name files that have text")
    return Files(articles, extract, "this file" if len(articles) == 1 else "these files")


def _record(open_things: ExitStack, target: str) -> Sources:
    from onrecord.checking import Stored
    from onrecord.ingest.people import update_people
    from onrecord.record import open_record

    record = open_things.enter_context(open_record(target, create=False))
    update_people(record)
    with screen.progress() as bar:
        task = bar.add_task("indexing", total=None)
        return Stored(record, on_progress=lambda done, whole: bar.update(task, completed=done, total=whole))


def _show(draft: CheckedDraft, *, as_json: bool, github: bool) -> None:
    if as_json:
        from onrecord.views.check_json import quote_lines

        screen.write_lines(quote_lines(draft))
    elif github:
        from onrecord.views.check_github import annotation_lines

        screen.write_lines(annotation_lines(draft))
    else:
        from onrecord.views.check_terminal import draft_view

        screen.show(draft_view(draft))


def _write_page(path: Path, checked: list[CheckedDraft]) -> None:
    from onrecord.views.check_page import check_page

    from .writing import write_pieces

    write_pieces(path, [check_page(checked)])
