"""``onrecord edit``: a statement put right for good, or one added that the model missed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onrecord.errors import UsageError

from . import screen
from .groups import DefaultGroup
from .options import F, decision_options, for_this_record, record_option

if TYPE_CHECKING:
    from onrecord.domain import Edit, Field
    from onrecord.record import Record

_STATEMENT = "statement"
_EPILOG = """\b
Examples:
  onrecord edit 4f1c02 --speaker "Eva Ruiz" --why "her sister, see the photo"
  onrecord edit 4f1c02 --day 2021-01-13 --form quoted --why "heard the tape"
  onrecord edit n7#s3 --content "wait ... until spring" --why "cut too early"
  onrecord edit 4f1c02 --reject --why "a headline of another article"
  onrecord edit add n7 --content "in spring" --speaker "Ana Ruiz" --why missed

What the model found stays and is shown beside it. An edit holds over newer
models and later versions of the article; `onrecord edits` lists them.
"""


@click.group("edit", cls=DefaultGroup, default=_STATEMENT, epilog=_EPILOG)
def command() -> None:
    """Put a statement right for good, or add one that was missed.

    `onrecord edit ID` is short for `onrecord edit statement ID`.
    """


def _wishes(function: F) -> F:
    """The options that say what a statement shall be."""
    for role, what in (("cue", "the words that say it was said"), ("source", "whom the text names")):
        none = "; - for none"
        function = click.option(f"--{role}-at", multiple=True, metavar="START-END", help="The same by offsets.")(
            function
        )
        function = click.option(f"--{role}", metavar="WORDS", help=f"Words of the article: {what}{none}.")(function)
    texts = {
        "--form": "quoted, partly-quoted, paraphrased.",
        "--act": "said, would-not-say.",
        "--day": "When it was said: 2021-01-17, 2021-01, 2021; - for not known.",
        "--speaker-type": "person, organisation, group, unnamed, author.",
        "--speaker": "The name of who said it; - for not known.",
    }
    function = click.option(
        "--content-at", multiple=True, metavar="START-END", help="The same by offsets; more than once for pieces."
    )(function)
    function = click.option(
        "--content", metavar="WORDS", help="What was said, in words of the article; ... for what is left out."
    )(function)
    for name, text in texts.items():
        function = click.option(name, metavar="TEXT", help=text)(function)
    return function


@command.command(_STATEMENT)
@click.argument("statement", metavar="ID")
@_wishes
@click.option("--reject", is_flag=True, help="It is no statement: show and count it no more.")
@decision_options
@record_option
def _statement(statement: str, *, reject: bool, record_target: str, who: str, why: str, **wishes: Any) -> None:
    """Change the statement ID, or reject it.

    ID is the statement's id, the beginning of it, or ARTICLE#s3, as `onrecord search` shows.
    """
    from onrecord.record import open_record

    if reject and any(wishes.values()):
        raise UsageError("--reject goes without other changes", next_step="Do the one or the other")
    with open_record(record_target, create=False) as record:
        if reject:
            made = record.edits.reject(statement, who=who, why=why)
        else:
            made = record.edits.change(statement, _wish(wishes), who=who, why=why)
        _tell(record, made)


@command.command("add")
@click.argument("article", metavar="ARTICLE")
@_wishes
@click.option("--in-headline", is_flag=True, help="The words stand in the headline.")
@decision_options
@record_option
def _add(article: str, *, in_headline: bool, record_target: str, who: str, why: str, **wishes: Any) -> None:
    """Add a statement to ARTICLE that the model missed; --content says which words."""
    from onrecord.record import open_record

    field: Field = "title" if in_headline else "text"
    with open_record(record_target, create=False) as record:
        _tell(record, record.edits.add(article, _wish(wishes), who=who, why=why, field=field))


def _wish(wishes: dict[str, Any]) -> Any:
    from onrecord.record import Wish

    return Wish(**wishes)


def _tell(record: Record, made: Edit) -> None:
    from onrecord.ingest.people import update_people
    from onrecord.views.edits import decided

    update_people(record)
    undo = for_this_record(f"onrecord edits undo {made.id} --why ...")
    screen.tell(f"Edit {made.id}: {decided(made)}. To take it back: {undo}")
