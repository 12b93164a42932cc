"""Web Annotations, read by a JSON-LD processor and held to the rules of the W3C's data model."""

from __future__ import annotations

import dataclasses
import json

import pytest
from pyld import jsonld

from onrecord.views.annotations import annotation_lines

OA = "http://www.w3.org/ns/oa#"
MOTIVATIONS = set(
    "assessing bookmarking classifying commenting describing editing highlighting identifying linking moderating "
    "questioning replying reviewing tagging".split()
)
# The terms used here, as the Web Annotation Vocabulary defines them; the W3C's own context cannot be fetched in a test.
CONTEXT = {
    "@context": {
        "oa": OA,
        "id": "@id",
        "type": "@type",
        **{name: f"oa:{name}" for name in (*MOTIVATIONS, "Annotation", "TextualBody", "SpecificResource")},
        **{name: f"oa:{name}" for name in ("TextQuoteSelector", "TextPositionSelector", "exact", "prefix", "suffix")},
        "start": "oa:start",
        "end": "oa:end",
        "AnnotationCollection": "http://www.w3.org/ns/activitystreams#OrderedCollection",
        "AnnotationPage": "http://www.w3.org/ns/activitystreams#OrderedCollectionPage",
        "Software": "http://www.w3.org/ns/activitystreams#Application",
        "total": "http://www.w3.org/ns/activitystreams#totalItems",
        "startIndex": "http://www.w3.org/ns/activitystreams#startIndex",
        "first": {"@type": "@id", "@id": "http://www.w3.org/ns/activitystreams#first"},
        "generator": {"@type": "@id", "@id": "http://www.w3.org/ns/activitystreams#generator"},
        "items": {"@type": "@id", "@id": "http://www.w3.org/ns/activitystreams#items", "@container": "@list"},
        "body": {"@type": "@id", "@id": "oa:hasBody"},
        "target": {"@type": "@id", "@id": "oa:hasTarget"},
        "source": {"@type": "@id", "@id": "oa:hasSource"},
        "selector": {"@type": "@id", "@id": "oa:hasSelector"},
        "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
        "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
        "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
        "format": "http://purl.org/dc/elements/1.1/format",
        "created": "http://purl.org/dc/terms/created",
        "name": "http://xmlns.com/foaf/0.1/name",
        "label": "http://www.w3.org/2000/01/rdf-schema#label",
    }
}


def load(url, _):
    assert url == "http://www.w3.org/ns/anno.jsonld"
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": CONTEXT}


@pytest.fixture
def document(stored, about):
    return json.loads("\n".join(annotation_lines([stored, stored], about)))


def items(document):
    return document["first"]["items"]


def test_a_json_ld_processor_understands_every_key(document):
    (expanded,) = jsonld.expand(document, {"documentLoader": load})
    (page,) = expanded["http://www.w3.org/ns/activitystreams#first"]
    listed = page["http://www.w3.org/ns/activitystreams#items"][0]["@list"]
    assert len(listed) == len(items(document))
    for given, found in zip(items(document), listed, strict=True):
        assert found["@type"] == [f"{OA}Annotation"]
        assert len(found) == len([key for key, value in given.items() if value is not None])
        assert {
            selector["@type"][0] for target in found[f"{OA}hasTarget"] for selector in target[f"{OA}hasSelector"]
        } == {
            f"{OA}TextQuoteSelector",
            f"{OA}TextPositionSelector",
        }


def test_the_model_s_rules_hold(document):
    """Web Annotation Data Model, sections 3 and 4: what an annotation must and must not have."""
    assert document["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert document["total"] == len(items(document))
    for one in items(document):
        assert one["type"] == "Annotation"
        assert ":" in one["id"]
        assert one["motivation"] in MOTIVATIONS
        assert len(one["target"]) >= 1
        for body in one["body"]:
            assert body["purpose"] in MOTIVATIONS
            assert ("value" in body) == (body["type"] == "TextualBody")
        for place in [*one["target"], *(body for body in one["body"] if body["type"] == "SpecificResource")]:
            assert " " not in place["source"]
            for selector in place["selector"]:
                if selector["type"] == "TextPositionSelector":
                    assert 0 <= selector["start"] < selector["end"]
                else:
                    assert selector["exact"]


def test_both_selectors_find_the_same_words(document, stored):
    article = stored.extracted.article
    for one, statement in zip(items(document), stored.extracted.statements * 2, strict=True):
        string = article.field_text(statement.field)
        for target in one["target"]:
            quoted, position = target["selector"]
            assert string[position["start"] : position["end"]] == quoted["exact"]
            assert quoted["prefix"] + quoted["exact"] + quoted["suffix"] in string


def test_a_headline_is_a_place_of_its_own(document):
    by_id = {one["id"]: one for one in items(document)}
    assert by_id["urn:onrecord:statement:public-s8"]["target"][0]["source"] == "urn:onrecord:article:harbour-1:title"
    assert by_id["urn:onrecord:statement:public-s1"]["target"][0]["source"] == "https://harbour.example/1"


def test_without_text_places_are_offsets_alone(stored, about):
    lines = "\n".join(annotation_lines([stored], dataclasses.replace(about, text=False)))
    kinds = {s["type"] for one in items(json.loads(lines)) for target in one["target"] for s in target["selector"]}
    assert kinds == {"TextPositionSelector"}
    assert "would not be sold" not in lines


def test_it_says_where_it_came_from(document, about):
    assert json.loads(document["onrecord:about"]) == about.as_dict()


def test_an_empty_record_is_an_empty_collection(about):
    document = json.loads("\n".join(annotation_lines([], about)))
    assert (document["total"], items(document)) == (0, [])
