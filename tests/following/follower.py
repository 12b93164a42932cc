"""One record that follows, with a clock that tests turn and a model that needs no weights; and feeds for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import loopback
import quoting_model
from onrecord.following import Rounds
from onrecord.ingest import Extractor
from onrecord.record import Record


def rss(*addresses: str, title: str = "Harbour Post", said: str = "") -> str:
    """A feed: ``rss(news.url("/a"), ...)``."""
    items = "".join(f"<item><link>{address}</link><title>{said}</title></item>" for address in addresses)
    return f"<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>"


@dataclass
class Clock:
    """It stands at nine in the morning of 1 May 2031 until it is turned."""

    now: datetime = datetime(2031, 5, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Follower:
    """One record that follows; ``lines`` is what it told."""

    record: Record
    clock: Clock
    lines: list[str] = field(default_factory=list)
    stop: bool = False
    rounds: Rounds = field(init=False)

    def __post_init__(self) -> None:
        self.rounds = Rounds(
            self.record,
            Extractor(quoting_model.load),
            quoting_model.QuotingModel.version,
            loopback.client().fetch_again,
            every=timedelta(minutes=15),
            clock=self.clock,
            tell=self.lines.append,
            stopped=lambda: self.stop,
        )

    def follow(self, *addresses: str, kind: str = "feed") -> None:
        for address in addresses:
            assert self.rounds.feeds.follow(address, kind, self.clock())

    def once(self) -> dict[str, int]:
        """One round; what became of articles."""
        self.lines.clear()
        return dict(self.rounds.once().articles)

    def titles(self) -> list[str]:
        return sorted(row.title for row in self.record.articles().items)
