"""The loop: one round after another, with a rest between, until somebody asks for its end."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.record.clock import read

from .line import Line
from .rounds import Rounds, Told

_LONGEST_REST = 60.0  # seconds; another process may put a feed on the list meanwhile
_SHORTEST_REST = 1.0


def watch(rounds: Rounds, wait: Callable[[float], None], after: Callable[[], None] = lambda: None) -> None:
    """Go round until ``rounds.stopped``.

    Args:
        rounds: what is followed, and how.
        wait: rests for so many seconds, less where it is to end.
        after: is called after each round.
    """
    while not rounds.stopped():
        told = rounds.once()
        if told.asked or told.articles:
            rounds.tell(over(told))
        after()
        if not rounds.stopped():
            wait(_rest(rounds))


def over(told: Told) -> Line:
    """That a round is over, and what it did."""
    return Line(f"round over: {told}", asked=told.asked, failed=told.failed, articles=told.articles.total())


def _rest(rounds: Rounds) -> float:
    """Seconds until something is due."""
    due = rounds.feeds.next_due()
    seconds = (read(due) - rounds.clock()).total_seconds() if due else _LONGEST_REST
    return min(max(seconds, _SHORTEST_REST), _LONGEST_REST)
