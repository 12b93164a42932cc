"""Feeds and folders watched: what is new in them becomes articles of the record, each once. And queries followed: what
comes in that fits is told, each saying once.

Feeds(record).follow("https://...", "feed", utc())
Rounds(record, ...).once()          one round over what is due
watch(rounds, stop.wait)            round after round
SavedQueries(record).new(...)       what came in that was not told; Hooks(record, ...).once() posts it
"""

from .feed import Entry, Feed, read_feed
from .followed import Feeds, Followed, Item, Refused
from .hooks import Hooks
from .hosts import SharedTurns
from .line import Line
from .rounds import Rounds, Told
from .saved import Digest, Saved, SavedQueries
from .watching import over, watch

__all__ = [
    "Digest",
    "Entry",
    "Feed",
    "Feeds",
    "Followed",
    "Hooks",
    "Item",
    "Line",
    "Refused",
    "Rounds",
    "Saved",
    "SavedQueries",
    "SharedTurns",
    "Told",
    "over",
    "read_feed",
    "watch",
]
