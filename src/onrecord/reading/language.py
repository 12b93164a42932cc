"""Which language a text is in: the text decides where it is long enough, what the source declares where it is not.

Templates declare ``lang="en"`` over articles in any language, so a declaration is weighed last.
"""

from __future__ import annotations

import re

_ENOUGH = 200  # letters; below this py3langid is wrong too often on names and quotations
_SAMPLE = 5_000  # code points; more changes nothing but the time it takes


def find_language(text: str, declared: str | None = None) -> str | None:
    """The ISO 639-1 code of ``text``; None where it is too short to tell and nothing is declared."""
    sample = text[:_SAMPLE]
    if len(re.findall(r"[^\W\d_]", sample)) < _ENOUGH:
        return declared
    # Imported here: its tables take a quarter of a second to load.
    import py3langid

    code, _ = py3langid.classify(sample)
    return str(code)
