from __future__ import annotations

import json
from pathlib import Path

import pytest
from tellings import telling

from onrecord.matching import keys, same

CASES = json.loads((Path(__file__).parent / "cases" / "pairs.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_two_statements_are_one_saying_where_they_should_be(case):
    one, other = telling(**case["one"]), telling(**case["other"])
    assert same(one, other) == case["same"]
    assert same(other, one) == case["same"]


@pytest.mark.parametrize("case", [case for case in CASES if case["same"]], ids=lambda case: case["name"])
def test_reports_of_one_saying_find_one_another_by_a_key(case):
    one, other = (keys(telling(**case[side])) for side in ("one", "other"))
    assert {*one.runs, *one.topics} & {*other.runs, *other.topics}


def test_the_same_letters_of_one_article_are_one_report_and_no_pair():
    words = "“I signed the lease at midnight, I read every page of it, and I would sign it again.”"
    outer = telling(words, article="a", place=(10, 96))
    assert same(outer, telling(words, article="a", place=(12, 90))) is None
    assert same(outer, telling(words, article="a", place=(400, 480))) == "same-words"


def test_what_an_inner_statement_says_is_not_said_by_the_outer_one():
    inner = "“I signed the lease at midnight, I read every page of it, and I would sign it again.”"
    outer = telling(f"that Marrow had told the court {inner}", form="mixed", enclosed=(inner,))
    assert keys(outer).runs == ()


def test_a_name_agrees_with_its_shorter_and_longer_forms_and_with_no_relative():
    quote = "“Every lighthouse on this coast is going dark”"
    for name, agrees in (("Marrow", True), ("I. Marrow", True), ("Sen. Ilse K. Marrow", True), ("Otto Marrow", False)):
        pair = (
            telling(quote),
            telling(f"the keepers said {quote} soon", form="mixed", speaker=name, published="2026-03-01"),
        )
        assert (same(*pair) is not None) is agrees, name


@pytest.mark.parametrize("name", ["Juana Reyes", "Reyes", "de la Torre", "J. Reyes", "Juana de la Torre"])
def test_of_two_surnames_a_paper_may_print_the_first_alone(name):
    one = telling("the keel was laid in autumn by welders", form="indirect", speaker="Juana Reyes de la Torre")
    other = telling("“The keel was laid in autumn by welders”", speaker=name)
    assert same(one, other)
    assert set(keys(one).topics) & set(keys(other).topics)


def test_a_brother_with_the_same_two_surnames_is_another():
    quote = "“Every lighthouse on this coast is going dark”"
    one = telling(quote, speaker="Juana Reyes de la Torre")
    for name, agrees in (("Juana Reyes", True), ("Otto Reyes", False), ("Otto Reyes de la Torre", False)):
        other = telling(f"the keepers said {quote} soon", form="mixed", speaker=name, published="2026-03-01")
        assert (same(one, other) is not None) is agrees, name
