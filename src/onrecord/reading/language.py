"""Which language a text is in: the text decides where it is long enough, what the source declares where it is not.

Templates declare ``lang="en"`` over articles in any language, so a declaration is weighed last.
"""

from __future__ import annotations

import re

_ENOUGH = 200  # letters; below this py3langid is wrong too often on names and quotations
_SAMPLE = 5_000  # code points; more changes nothing but the time it takes
_ENGLISH = frozenset("the and to that for with from".split())
# Where one word in twelve is one of these, no other language is meant: of every ninth article of an English archive the
# poorest had 9 %. Other languages have next to none, and only where this says nothing does a classifier have to load.
_SURELY = 0.08


def find_language(text: str, declared: str | None = None) -> str | None:
    """The ISO 639-1 code of ``text``; None where it is too short to tell and nothing is declared."""
    sample = text[:_SAMPLE]
    if len(re.findall(r"[^\W\d_]", sample)) < _ENOUGH:
        return declared
    found = re.findall(r"[^\W\d_]+", sample.lower())
    if sum(word in _ENGLISH for word in found) > _SURELY * len(found):
        return "en"
    # Imported here: its tables take a quarter of a second to load.
    import py3langid

    code, _ = py3langid.classify(sample)
    return str(code)
