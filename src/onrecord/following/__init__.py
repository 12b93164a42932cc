"""Feeds and folders watched: what is new in them becomes articles of the record, each once.

Feeds(record).follow("https://...", "feed", utc())
Rounds(record, ...).once()          one round over what is due
watch(rounds, stop.wait)            round after round
"""

from .feed import Entry, Feed, read_feed
from .followed import Feeds, Followed, Item, Refused
from .rounds import Rounds, Told
from .watching import Stop, watch

__all__ = ["Entry", "Feed", "Feeds", "Followed", "Item", "Refused", "Rounds", "Stop", "Told", "read_feed", "watch"]
