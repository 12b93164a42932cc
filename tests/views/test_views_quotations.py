"""schema.org Quotations, read by a JSON-LD processor: quoted words alone become one."""

from __future__ import annotations

import json

import pytest
from pyld import jsonld

from onrecord.views.quotations import quotation_lines

SCHEMA = "https://schema.org/"


@pytest.fixture
def graph(stored, about):
    return json.loads("\n".join(quotation_lines([stored], about)))


def test_a_json_ld_processor_finds_the_quotations(graph, stored):
    def load(url, _):
        assert url.startswith("https://schema.org")
        context = {"@context": {"@vocab": SCHEMA}}
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context}

    nodes = jsonld.expand(graph, {"documentLoader": load})
    found = [node for node in nodes if node["@type"] == [f"{SCHEMA}Quotation"]]
    assert len(found) == 4
    assert found[0][f"{SCHEMA}text"][0]["@value"].startswith("“We will not sell")
    assert found[0][f"{SCHEMA}creator"][0][f"{SCHEMA}name"][0]["@value"] == "Ilse Marrow"
    assert found[0][f"{SCHEMA}isPartOf"][0][f"{SCHEMA}url"][0]["@value"] == "https://harbour.example/1"


def test_paraphrases_and_refusals_are_no_quotations(graph):
    words = " ".join(node.get("text", "") for node in graph["@graph"])
    assert "would not be sold" not in words
    assert "on the talks" not in words


def test_only_a_plain_day_is_a_date(graph):
    by_id = {node["@id"]: node for node in graph["@graph"] if "@id" in node}
    assert by_id["urn:onrecord:statement:public-s2"]["dateCreated"] == "2026-01-14"
    assert "dateCreated" not in by_id["urn:onrecord:statement:public-s3"]


def test_it_says_where_it_came_from(graph, about):
    dataset = graph["@graph"][0]
    assert (dataset["@type"], json.loads(dataset["version"])) == ("Dataset", about.as_dict())
