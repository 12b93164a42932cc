"""The run of fifty feeds: its checks find what they look for, and what it serves is an article each."""

from __future__ import annotations

import pytest
from scores.watch import Worker, check_memory, check_rest, check_twice, wanted
from scores.watch_site import KINDS, Asked, Sites, listing, page

from onrecord.domain import Article
from onrecord.following import read_feed
from onrecord.reading import read_bytes


def asked(*times: float, path: str = "/1", host: str = "feed00.example", took: float = 0.1) -> list[Asked]:
    return [Asked(host, path, at, at + took, 200) for at in times]


@pytest.mark.parametrize(
    ("requests", "faults"),
    [
        (asked(0, 1.05), 0),
        (asked(0, 0.95), 1),
        (asked(0, 1.05, took=1.1), 1),  # while it still answered
        (asked(0, 0.5, path="/robots.txt"), 0),
        (asked(0) + asked(0.5, host="feed01.example"), 0),
        (asked(1.05, 0), 0),  # noted in the order in which they ended
    ],
)
def test_a_host_that_is_asked_too_soon_is_a_fault(requests, faults):
    assert len(check_rest(requests)) == faults


def test_an_article_fetched_twice_is_a_fault_unless_the_kill_came_between():
    assert check_twice(asked(0, 2), killed_at=1) == []
    assert check_twice(asked(0, 2), killed_at=3) == ["feed00.example/1: fetched 2 times"]
    assert check_twice(asked(0, 2, 4), killed_at=1) == ["feed00.example/1: fetched 3 times"]
    assert check_twice(asked(0, 2, path="/feed"), killed_at=3) == []
    changed = KINDS.index("changed")
    assert check_twice(asked(0, 2, host=f"feed{changed:02}.example"), killed_at=3) == []
    many = [one for number in range(26) for one in asked(0, 2, path=f"/{number}")]
    assert check_twice(many, killed_at=1) == ["26 articles were fetched again after the kill"]


class Ended:
    returncode = 0


@pytest.mark.parametrize(("last", "faults"), [(105, 0), (130, 1)])
def test_memory_that_grows_is_a_fault(last, faults):
    memory = [
        (float(second), kilobytes * 1024)
        for second, kilobytes in zip(range(21, 51), [100] * 20 + [last] * 10, strict=True)
    ]
    assert len(check_memory([Worker(Ended(), memory=memory)])) == faults


def test_each_article_is_read_with_words_of_its_own():
    texts = set()
    for number, article, version in [(0, 0, 0), (0, 1, 0), (1, 0, 0), (45, 0, 0), (45, 0, 1), (45, 0, 2)]:
        (read,) = read_bytes(page(number, article, version), path="a.html")
        assert isinstance(read, Article)
        assert "Ilse Marrow" in read.text
        texts.add(read.text)
    assert len(texts) == 6


@pytest.mark.parametrize("kind", ["rss", "broken", "sitemap", "json", "changed", "shared"])
def test_each_sort_of_feed_tells_of_its_articles(kind):
    sites = Sites(80, every=1, changes=1, until=0)
    for number in (number for number, own in enumerate(KINDS) if own == kind):
        body, _ = listing(sites, number)
        told = [entry.address for entry in read_feed(body, sites.feed(number)).entries]
        assert told == [sites.address(number, 0)]
        assert set(told) <= wanted(sites)
    assert len(wanted(sites)) == len(KINDS) - KINDS.count("loop") - 1 - 1
