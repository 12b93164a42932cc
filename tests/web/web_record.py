"""A small record for the reading room: a minister, her harbour, four outlets, and one article that means harm."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from onrecord import fetching
from onrecord.domain import Article, Extracted, Known, ReadingWarning, Span, Speaker, Statement, Term, When
from onrecord.errors import ReadError
from onrecord.following import Entry, Feeds, SavedQueries
from onrecord.ingest.people import update_people
from onrecord.ingest.sayings import update_sayings
from onrecord.record import Record, open_record

WHOLE = "The harbour was never for sale, and as long as I sit here nobody will sell one stone of it."
CHANGED = "The harbour was never for sale, and as long as I stand here nobody will sell one stone of it."
HARM = "<script>alert('x')</script>"
BIDI = "\N{RIGHT-TO-LEFT OVERRIDE}gnp.exe"
_FOLDER = tempfile.TemporaryDirectory(prefix="onrecord-room-")  # goes with this process
HARMFUL_ID = 'a/b?c#d"<'


def article(
    public_id: str,
    words: str,
    *,
    speaker: str | None = "Ilse Marrow",
    said_on: str | None = None,
    act: str = "said",
    form: str = "direct",
    **given: Any,
) -> Extracted:
    """An article with one statement, ``words``; where the speaker is ``she``, her name stands in the lead."""
    name = speaker or "an official"
    quoted = f"“{words}”" if form == "direct" else words
    cue = "would not say" if act == "refused" else "said"
    lead = f"{name} spoke at the quay. A book called “The Sea and its Price” lay there."
    text = f"{lead}\n\n{quoted}, she {cue}.\n\nRead on."
    content, she = text.index(quoted), text.index(", she ") + 2
    statement = Statement(
        "s1",
        (Span(she, she + 3),),
        (Span(she + 4, she + 4 + len(cue)),),
        (Span(content, content + len(quoted)),),
        act=act,  # type: ignore[arg-type]
        form=form,  # type: ignore[arg-type]
        confidence=0.9,
        manner="declined" if act == "refused" else None,
        asserted_by=given.get("outlet"),
        speaker=Speaker(name, "person", 0.9, reason=f"'she' <- '{name}'", evidence=(Span(0, len(name)),))
        if speaker
        else Speaker(None, "unnamed", reason="nobody is named"),
        said_on=When(said_on, "told there" if said_on else "nothing tells"),
    )
    raw = given.pop("raw", None) or text.encode("utf-8", "surrogatepass")
    values = {"published": "2026-01-10", "language": "en", "title": f"Title of {public_id}"} | given
    found = Article(public_id, text, raw, hashlib.sha256(raw).hexdigest(), "plain", "1", **values)
    return Extracted(found, (statement,), (), "m1")


def harmful() -> Extracted:
    """An article in which every field tries to be more than text."""
    return article(
        HARMFUL_ID,
        f"{HARM} & {BIDI}",
        speaker=f"Mallory {HARM}",
        outlet=f'"><img src=x onerror=alert(1)>{BIDI}',
        title=f"{HARM}{BIDI}",
        byline=HARM,
        url="javascript:alert(1)",
        path=f"/tmp/{HARM}",
        published="2026-03-01",
        warnings=(ReadingWarning("cut-short", HARM),),
    )


def build(path: Path, *, followed: bool = False) -> Record:
    """A fresh record at ``path``, with its people and sayings worked out: a copy of one that is made once.

    Args:
        path: of the file.
        followed: whether it follows feeds, too, and has a list of known people.
    """
    shutil.copy(_made(), path)
    record = open_record(path)
    if followed:
        record.persons.know([Known("Tom Okafor", (), (Term("Harbour Party", "Clerk of Lotteries", "2026-02-01"),))])
        _follow(record)
    return record


@cache
def _made() -> Path:
    path = Path(_FOLDER.name) / "onrecord.db"
    with open_record(path) as record:
        for one in _articles():
            record.add(one)
        record.add_failure("in/broken.pdf", "pdf", "the file is damaged", "Get it again")
        update_people(record)
        update_sayings(record)
    return path


def _follow(record: Record) -> None:
    """Two feeds, one of them in trouble and one with an article that is not to be had; and a saved query."""
    feeds, at = Feeds(record), datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    for name in ("ledger", "post"):
        feeds.follow(f"https://{name}.example/feed?key=1", "feed", at)
    good, bad = feeds.due(at)
    entries = [Entry(f"https://ledger.example/{name}", "x") for name in ("one", "two")]
    feeds.told(good, entries, at, at.replace(hour=10), title=f"The Ledger {HARM}", known=fetching.Known())
    feeds.refuse(feeds.waiting(at, 1)[0], ReadError("there is no page at this address (status 404)", code="gone"))
    feeds.failed(bad, ReadError("this is a page, not a feed", code="no-feed"), at, at.replace(hour=11))
    SavedQueries(record).save("harbour", "harbour act:said", at, hook="https://desk.example/hook")


def _articles() -> Iterator[Extracted]:
    yield article("ledger", WHOLE, outlet="The Ledger", said_on="2026-01-09", url="https://ledger.example/1")
    yield article("courier", CHANGED, outlet="Courier", published="2026-01-11")
    yield article("mail", "when the ferry sails", outlet="Mail", act="refused", form="indirect", said_on="2026-02")
    yield article("post", "that taxes will rise by spring", outlet="Post", form="indirect", said_on="2026-02-03")
    yield article("anon", "The price of salt is wrong", speaker=None, outlet="Post", published="2026-02-04")
    for number in range(30):
        said_on = f"2026-03-{number + 1:02}"
        words = f"Number {number} is a number of the lottery of {number * 7919}"
        yield article(f"n{number}", words, speaker="Tom Okafor", outlet="The Ledger", said_on=said_on)
    yield harmful()
