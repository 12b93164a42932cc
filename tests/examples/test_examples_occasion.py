"""Event, place, medium and hearer of our own articles, with the gold's statements handed in, so that no model runs."""

from functools import cache

import pytest
from gold import NAMED, article_of, golds, resolve

from onrecord.domain import Speaker, Statement
from onrecord.occasion import settle

# What was reached, less some points: precision, recall in percent. Places told far from the saying stay empty.
FLOORS = {"event": (95, 95), "place": (95, 45), "medium": (95, 85), "addressee": (95, 75)}


def handed_in(gold, article):
    for number, marked in enumerate(gold["statements"]):
        spans = resolve(marked, article.field_text(marked.get("field", "text")))
        yield Statement(
            f"s{number}", spans["source"], spans["cue"], spans["content"], field=marked.get("field", "text"),
            speaker=Speaker(name=marked["speaker"]), act=marked["act"],
            within=f"s{marked['within']}" if "within" in marked else None,
        )  # fmt: skip


@cache
def tallies():
    right, given, wanted = (dict.fromkeys(NAMED, 0) for _ in range(3))
    for gold in golds():
        article = article_of(gold)
        if article.turns or article.warned("not-english"):
            continue
        found = settle(article, tuple(handed_in(gold, article)))
        for marked, statement in zip(gold["statements"], found, strict=True):
            for role in NAMED:
                named = getattr(statement, role)
                given[role] += named is not None
                wanted[role] += role in marked
                right[role] += named is not None and " ".join(named.text.split()) == marked.get(role)
    return right, given, wanted


@pytest.mark.parametrize("role", NAMED)
def test_what_is_named_is_what_the_gold_names(role):
    right, given, wanted = tallies()
    precision, recall = FLOORS[role]
    assert 100 * right[role] >= precision * given[role]
    assert 100 * right[role] >= recall * wanted[role]
