"""On a person's page: quotations of the same days beside a paraphrase and a refusal, and whom the person speaks of."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
import web_record
from starlette.testclient import TestClient
from web_record import article

from onrecord.ingest.people import update_people
from onrecord.ingest.sayings import update_sayings
from onrecord.record import Query, Record
from onrecord.web import create_app


@pytest.fixture(scope="module")
def own(tmp_path_factory) -> Iterator[Record]:
    with web_record.open_record(tmp_path_factory.mktemp("around") / "onrecord.db") as record:
        for one in (
            article("quoted", "The Saint Orla ferry will sail before Easter, as Bo Novak knows", said_on="2026-04-02"),
            article(
                "told", "that the ferry would sail by Easter", said_on="2026-04-03", form="indirect", outlet="Mail"
            ),
            article("asked", "when the Saint Orla sails", said_on="2026-04-05", form="indirect", act="refused"),
            article("later", "The Saint Orla ferry sailed at Easter", said_on="2026-05-20"),
            article("taxes", "that taxes will rise", said_on="2026-04-03", form="indirect"),
            article("novak", "A word of his own", speaker="Bo Novak"),
        ):
            record.add(one)
        update_people(record)
        update_sayings(record)
        yield record


@pytest.fixture(scope="module")
def hits(own) -> dict[str, str]:
    """By article, its statement on the page of Ilse Marrow, as a reader sees it."""
    who = own.search(Query(speaker="marrow")).items[0].person
    with TestClient(create_app(own), "http://localhost") as asking:
        page = asking.get(f"/people/{who}").text
    found = {"page": page}
    for one in re.findall(r'<li class="hit">(.*?)</li>', page, re.S):
        name = re.search(r"Title of (\w+)", one)[1]
        found[name] = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", one)).split())
    return found


@pytest.mark.parametrize("name", ["told", "asked"])
def test_beside_a_paraphrase_and_a_refusal_stands_what_was_said_on_it_in_those_days(hits, name):
    assert "Said in those days, with" in hits[name]
    assert "“The Saint Orla ferry will sail before Easter, as Bo Novak knows”" in hits[name]
    assert "2 April 2026" in hits[name]
    assert "sailed at Easter" not in hits[name]


@pytest.mark.parametrize("name", ["taxes", "quoted", "later"])
def test_nothing_stands_beside_a_quotation_or_where_nothing_was_said_on_it(hits, name):
    assert "Said in those days" not in hits[name]


def test_whom_a_person_speaks_of_is_told_where_the_record_knows_them(hits):
    section = hits["page"].split('<section class="spoken-of"')[1].split("</section>")[0]
    assert re.findall(r"<bdi>([^<]*)</bdi></a> <span class=\"count\">(\d+)", section) == [("Bo Novak", "1")]
    assert "Saint Orla" not in section  # a ship, which nobody in this record is called
