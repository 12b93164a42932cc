"""When a statement was made: time expressions read by rules, and which of them says when it was said.

``date`` fills the days of an article's statements. ``find_times`` and ``reckon`` are its two halves: what the text says
of time, and what day that is for a reader on the day of publication.
"""

from .attach import date
from .expressions import TimeExpression, find_times
from .reckon import Reckoned, reckon

__all__ = ["Reckoned", "TimeExpression", "date", "find_times", "reckon"]
