"""``onrecord search``: statements by what was said, by whom, when and where; or articles by their words."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import click

from onrecord.errors import UsageError

from . import screen
from .asking import as_typed
from .options import json_option, page_options, record_option

if TYPE_CHECKING:
    from onrecord.record import ArticleHit, Facets, Hit, Page, Query

_EPILOG = """\b
Examples:
  onrecord search interest rates
  onrecord search '"not for sale"'              these words side by side
  onrecord search 'censor*' speaker:marrow
  onrecord search speaker:"Ilse Marrow" about:harbour after:2026 outlet:ledger
  onrecord search act:would-not-say --facets
  onrecord search harbour --in articles         the full texts
  onrecord search harbour form:quoted --json | jq '.items[].content'

\b
A query is words and filters, all of which must hold:
  word, "words side by side", begin*   in what was said; so does about:word
  speaker:NAME     words of the speaker's name, or of whom the text names
  person:ID        one person under every name; onrecord people --json has ids
  party:NAME       of whom the list of known people says so on that day;
  office:NAME      onrecord people import takes such a list
  after:DAY        said on this day, month or year, or later
  before:DAY       or earlier; both ends count
  outlet:NAME      printed by it
  form:            quoted, partly-quoted, paraphrased
  act:             said, would-not-say
  manner:          declined, no-reply, refused-position, silent, own-words
  cue:             neutral, claim, deny, promise, ask, warn
  review:          unreviewed, reviewed, edited
  meta.KEY:VALUE   what the article came with

A statement whose day is not known is in no range of days. The filters can be
given as options, too. With up to 2,000 hits the best come first, beyond that
the newest; over 10,000 are counted as "at least".
"""


@click.command("search", epilog=_EPILOG)
@click.argument("query", nargs=-1, metavar="[QUERY]...")
@record_option
@click.option("--speaker", metavar="NAME", help="Words of the speaker's name, or of whom the text names.")
@click.option("--after", metavar="DAY", help="Said on this day or later.")
@click.option("--before", metavar="DAY", help="Said on this day or earlier.")
@click.option("--outlet", metavar="NAME", help="Printed by this outlet.")
@click.option(
    "--form",
    type=click.Choice(["quoted", "partly-quoted", "paraphrased", "direct", "mixed", "indirect"]),
    metavar="quoted|partly-quoted|paraphrased",
    help="How the words are given.",
)
@click.option(
    "--act",
    type=click.Choice(["said", "would-not-say", "refused"]),
    metavar="said|would-not-say",
    help="What was done.",
)
@click.option(
    "--in",
    "place",
    type=click.Choice(["statements", "articles"]),
    default="statements",
    show_default=True,
    help="Search what was said, or the full texts of articles.",
)
@click.option("--facets", is_flag=True, help="Show who speaks in all hits, where, when and in what form.")
@page_options
@click.option("--cursor", metavar="CURSOR", help="Go on after a page, from the `next` of its JSON.")
@json_option
def command(
    query: tuple[str, ...],
    record_target: str,
    place: str,
    facets: bool,
    limit: int,
    offset: int,
    cursor: str | None,
    as_json: bool,
    **filters: str | None,
) -> None:
    """Find statements that fit all of QUERY, or articles that have its words.

    Without a query, everything.
    """
    from onrecord.record import open_record, parse_query

    asked = _with_options(parse_query(as_typed(query), limit=limit, offset=offset, cursor=cursor), filters)
    if facets and place == "articles":
        raise UsageError("--facets tells of statements", next_step="Leave out --facets, or --in articles")
    with open_record(record_target, create=False) as record:
        found = record.search_articles(asked) if place == "articles" else record.search(asked)
        about = record.facets(asked) if facets else None
    _show(found, about, as_json)


def _show(found: Page[Hit] | Page[ArticleHit], about: Facets | None, as_json: bool) -> None:
    from onrecord.views.answers import answer
    from onrecord.views.found import facets_view, found_view

    if as_json:
        screen.show_json(answer(found) | ({"facets": answer(about)} if about else {}))
        return
    if about:
        screen.show(facets_view(about))
    screen.show(found_view(found))


def _with_options(query: Query, filters: dict[str, str | None]) -> Query:
    """``query`` with what was given as options; all must hold."""
    given: dict[str, Any] = {name: value for name, value in filters.items() if value is not None}
    for name in given:
        stands = getattr(query, name)
        if stands is not None and name != "speaker":
            raise UsageError(f"{name} is given twice: as --{name} and as {name}:", next_step="Leave one of them out")
    if query.speaker and "speaker" in given:
        given["speaker"] = f"{query.speaker} {given['speaker']}"
    return dataclasses.replace(query, **given)
