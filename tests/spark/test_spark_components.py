"""What hangs together is found over any number of links."""

from __future__ import annotations

import random

import pytest

from onrecord.spark.components import components
from onrecord.spark.places import Place
from onrecord.spark.stages import Stages

CHANCE = random.Random(2021)
LINKS = [
    *((f"way{n:02}", f"way{n + 1:02}") for n in range(12)),
    *((f"ring{n}", f"ring{(n + 1) % 7}") for n in range(7)),
    *(("star", f"ray{n}") for n in range(9)),
    *((f"any{CHANCE.randrange(40)}", f"any{CHANCE.randrange(40)}") for _ in range(25)),
    ("alone", "alone"),
]


def by_hand(links):
    """The least node of its component for each node that is linked to another."""
    found = {node: node for pair in links for node in pair if pair[0] != pair[1]}
    for _ in found:
        for a, b in links:
            if a != b:
                found[a] = found[b] = min(found[a], found[b])
    return found


def test_each_node_is_given_the_least_of_its_component(spark, tmp_path):
    links = spark.createDataFrame(LINKS, "a string, b string")
    found = components(links, Stages(spark, Place(spark, str(tmp_path))), "links").collect()
    assert len(found) == len({row.node for row in found})
    assert {row.node: row.component for row in found} == by_hand(LINKS)


def test_a_step_that_is_done_is_not_done_again(spark, tmp_path):
    stages = Stages(spark, Place(spark, str(tmp_path)))
    assert stages.keep("ten", lambda: spark.range(10)).count() == 10
    assert stages.keep("ten", lambda: pytest.fail("done already")).count() == 10
    (tmp_path / "ten" / "_SUCCESS").unlink()  # as where it was stopped
    assert stages.keep("ten", lambda: spark.range(3)).count() == 3
