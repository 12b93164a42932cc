"""Which of the articles that were read are one, and by which ids articles and statements are cited.

As the record decides when it is given them one after another, in the order of their files (``record.writing``). The
same bytes under one id are one article. Other bytes around the same words, right after one another at one id or
address, are one, too: what was given with the later ones takes the place of the earlier, and the id stays. Other words
at the same id are another article, with a longer id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.record.rows import ID_LENGTH

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame, WindowSpec

ORDER = ("source", "number")
"""The order in which one machine would read articles."""

_COMPARED = ("byline", "outlet", "url", "published", "modified", "language", "reader", "reader_version")
"""What makes a later reading of the same words take the place of an earlier; title and words are the same."""


def settled(read: DataFrame) -> DataFrame:
    """The articles without those that are there already: ``source``, ``number``; ``article_id``, by which each is
    cited; and whether it ``stays``, or a later reading of the same words takes its place.

    Args:
        read: rows of ``work.READ``.
    """
    from pyspark.sql import functions as f

    small = read.where(f.col("article").isNotNull()).select(
        *ORDER,
        *(f.col(f"article.{name}").alias(name) for name in ("id", "sha256", "url")),
        f.sha2(f.to_json(f.struct("article.text", "article.title")), 256).alias("words"),
        f.sha2(f.to_json(f.struct(*(f"article.{name}" for name in _COMPARED))), 256).alias("beside"),
    )
    single = small.withColumn("at", f.row_number().over(_within("id", "sha256"))).where("at = 1").drop("at")
    by_id = _settled(single.withColumns({"cited": f.col("id"), "stays": f.lit(True)}), "id")
    here = (f.col("url").isNotNull()) & f.col("stays")
    found = _settled(by_id.where(here), "url").unionByName(by_id.where(~here))
    ids = found.where("stays").withColumn("at", f.row_number().over(_within("cited")))
    longer = f.concat_ws("-", "cited", f.substring("sha256", 1, 8))
    own = ids.select(*ORDER, f.when(f.col("at") == 1, f.col("cited")).otherwise(longer).alias("article_id"))
    return found.select(*ORDER, "stays").join(own, list(ORDER), "left")


def _within(*columns: str) -> WindowSpec:
    from pyspark.sql import Window

    return Window.partitionBy(*columns).orderBy(*ORDER)


def _settled(articles: DataFrame, by: str) -> DataFrame:
    """Of those with the same words one after another, the last that differs from the one before it stays."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    def differs(column: str) -> Column:
        return ~f.lag(column).over(_within(by)).eqNullSafe(f.col(column))

    other = articles.withColumn("other", differs("words").cast("int"))
    lots = other.withColumn("lot", f.sum("other").over(_within(by)))
    news = lots.withColumn("news", (f.col("other") == 1) | differs("beside"))
    later = _within(by, "lot").rowsBetween(1, Window.unboundedFollowing)
    first = _within(by, "lot").rowsBetween(Window.unboundedPreceding, 0)
    stays = f.col("news") & ~f.coalesce(f.max("news").over(later), f.lit(False))
    told = news.withColumns({"stays": stays, "cited": f.first("cited").over(first)})
    return told.drop("other", "lot", "news")


def cited(statements: DataFrame) -> DataFrame:
    """Statements with ``statement_id``: the shortest beginning of ``digest`` that the first to have it needs.

    Args:
        statements: rows of ``telling.TOLD``.
    """
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    short = f.substring("found_digest", 1, ID_LENGTH)
    place = f.row_number().over(Window.partitionBy(short).orderBy("found_source", "found_number", "found_position"))
    longer = f.substring("found_digest", 1, 16)
    numbered = statements.withColumn("found_place", place)
    return numbered.withColumn("statement_id", f.when(f.col("found_place") == 1, short).otherwise(longer)).drop(
        "found_place"
    )
