"""Several ``onrecord watch`` on one PostgreSQL, as processes: they share the work, and take up what one left."""

from __future__ import annotations

import signal
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from service import start, until

import loopback
from onrecord.following import Feeds
from onrecord.record import open_record
from onrecord.record.clock import utc

HOSTS = [f"news{number}.example" for number in range(12)]  # one worker asks eight at once
PAGES = 3


@pytest.fixture
def news():
    """A site by twelve names, whose feeds are answered once all of them are being asked: by two workers, then."""
    with loopback.site() as site:
        together = threading.Barrier(len(HOSTS), timeout=100)
        for host in HOSTS:
            links = [site.url(f"/{host}/{number}", host) for number in range(PAGES)]
            for number, link in enumerate(links):
                title = f"The ferry of {host} waits for day {number}"
                site.put(f"/{host}/{number}", loopback.html(f"We sail on day {number}.", title=title))
                assert link.endswith(f"/{host}/{number}")
            items = "".join(f"<item><link>{link}</link></item>" for link in links)
            site.put(f"/{host}", once_together(together, f"<rss version='2.0'><channel>{items}</channel></rss>"))
        yield site


def once_together(barrier, feed):
    answer = loopback.answered(feed, content_type="application/rss+xml")

    def wait(request):
        barrier.wait()
        answer(request)

    return wait


# Over three seconds, since two real services must start.
def test_two_services_share_the_feeds_and_one_takes_up_what_a_killed_one_left(news, databases, tmp_path):
    address = databases()
    with open_record(address) as record:
        for host in HOSTS:
            Feeds(record).follow(news.url(f"/{host}", host), "feed", utc())
    one, other = (start(tmp_path, "watch", "--record", address) for _ in range(2))
    with ThreadPoolExecutor(2) as both:
        list(both.map(lambda service: until(service, "added: "), (one, other)))
    one.kill()
    one.communicate()
    with open_record(address) as record:
        titles = {f"The ferry of {host} waits for day {number}" for host in HOSTS for number in range(PAGES)}
        for _ in other.stderr:
            if record.articles().total == len(titles):
                break
        other.send_signal(signal.SIGTERM)
        _, rest = other.communicate(timeout=60)
        assert other.returncode == 0, rest
        assert sorted(row.title for row in record.articles(limit=100).items) == sorted(titles)
        assert record.audit().ok
        assert all(feed.stored == PAGES for feed in Feeds(record).every())
    asked = Counter(news.pages_asked())
    assert all(asked[f"/{host}"] == 1 for host in HOSTS)
    # What the killed one had asked for and not stored: sixteen that wait, one in each of eight threads, one at hand.
    assert sum(number - 1 for number in asked.values()) <= 25
