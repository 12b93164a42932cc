"""What lies under OUT beside the tables ``articles``, ``statements``, ``people``, ``sayings`` and ``failures``."""

SCHEMA = 1
"""Number of the shape that is written; ``onrecord import`` takes this one alone."""

ABOUT = "about.json"
"""What made it. Written last, so that it says that the tables are whole."""

WORK = "_work"
"""Steps on the way, which go when the run is finished."""
