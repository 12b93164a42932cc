"""What hangs together over any number of links, by alternating large stars and small stars.

R. Kiveris, S. Lattanzi, V. Mirrokni, V. Rastogi, S. Vassilvitskii: Connected Components in MapReduce and Beyond (2014).
Each round ties every node to the least that it knows of; the rounds grow with the logarithm of the longest way.
"""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING

from .stages import Stages

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def components(links: DataFrame, stages: Stages, name: str) -> DataFrame:
    """By ``node``, the ``component`` that it is in: the least node of it. Nodes without a link to another are left out.

    Args:
        links: pairs in the columns ``a`` and ``b``, in any order.
        stages: where each round is written down.
        name: by which the rounds are called.
    """
    from pyspark.sql import functions as f

    now = stages.keep(f"{name}-0", lambda: _ordered(links))
    was = _sum(now)
    for number in itertools.count(1):
        before = now
        now = stages.keep(f"{name}-{number}", functools.partial(_next, before))
        is_now = _sum(now)
        if is_now == was:
            break
        was = is_now
    ends = now.select(f.col("a").alias("node"), f.col("b").alias("component"))
    return ends.unionByName(now.select(f.col("b").alias("node"), f.col("b").alias("component")).distinct())


def _next(links: DataFrame) -> DataFrame:
    return _small_star(_large_star(links))


def _ordered(links: DataFrame) -> DataFrame:
    """Each link once, from the greater to the lesser."""
    from pyspark.sql import functions as f

    ends = links.select(f.greatest("a", "b").alias("a"), f.least("a", "b").alias("b"))
    return ends.where("a > b").distinct()


def _large_star(links: DataFrame) -> DataFrame:
    """The greater neighbours of each node, tied to the least of its neighbours and itself."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    both = links.unionByName(links.select(f.col("b").alias("a"), f.col("a").alias("b")))
    least = f.least("a", f.min("b").over(Window.partitionBy("a")))
    return both.withColumn("least", least).where("b > a").select(f.col("b").alias("a"), f.col("least").alias("b"))


def _small_star(links: DataFrame) -> DataFrame:
    """The lesser neighbours of each node, and itself, tied to the least of them."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    told = links.where("a > b").withColumn("least", f.min("b").over(Window.partitionBy("a")))
    own = told.select("a", f.col("least").alias("b"))
    others = told.where("b > least").select(f.col("b").alias("a"), f.col("least").alias("b"))
    return own.unionByName(others).distinct()


def _sum(links: DataFrame) -> tuple[int, int | None]:
    """By which two sets of links are known as the same."""
    from pyspark.sql import functions as f

    row = links.agg(f.count("*").alias("number"), f.bit_xor(f.xxhash64("a", "b")).alias("hashes")).first()
    return (row.number, row.hashes)
