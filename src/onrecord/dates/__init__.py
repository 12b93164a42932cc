"""When a statement was made: time expressions read by rules, and which of them says when it was said.

``date`` fills the days of an article's statements. Under it lie ``find_times`` and ``read_time`` (what the words say
of time), ``reckon`` (what day that is for a reader on the day of publication) and ``Timeline`` (both, for every place
of one text).
"""

from .attach import date
from .expressions import TimeExpression
from .finding import find_times, read_time
from .reckon import Reckoned, reckon
from .timeline import Timeline

__all__ = ["Reckoned", "TimeExpression", "Timeline", "date", "find_times", "read_time", "reckon"]
