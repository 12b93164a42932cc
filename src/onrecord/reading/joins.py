"""Whether a sentence goes on from one paragraph to the next, and whether a hyphen at a line's end belongs to its word.

Asked by every reader of texts that were set for paper: plain text, Markdown made from a PDF, PDF. The rules lean to
leaving apart: a sentence left cut is seen by the reader of the record, two sentences wrongly joined are not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

_RUNNING = 60  # headlines, bylines, datelines and list items are shorter than this; running paragraphs are longer
_REACH = 1500  # a quotation that does not close within so many letters was not cut by the break
_CLOSERS = "\"'”’»)]*_"
_OPENERS = "\"'“‘«([*_"
_TERMINAL = ".!?…:;"
_MARKUP = re.compile(r"\s*(?:#|[-*+•–] |>|\||\d{1,3}[.)] |```|~~~|\[[^\]]*\]:|!\[)")
_ADDRESS = re.compile(r"\S*(?:@|www\.|://)", re.I)
LABEL = re.compile(r"\W{0,2}[^\W\d_][^:\n]{0,60}:(?=\W)")
"""What a line of a transcript begins with; in running text it is merely a colon near the start."""

# A paragraph does not end on these: more must follow, whatever the next one begins with.
_OPEN_ENDED = frozenset(
    """a an the and or nor but of with to in into for by from at on onto upon than that which who whose whom as if
    because while although between among against under over about without within during through toward towards is
    are was were be been being has have had will would can could shall should may might must its their his her our
    your my this these those""".split()
)
# First parts that English joins with a hyphen, so that the hyphen stays when a line ends on it.
_COMPOUNDS = frozenset(
    """self well ill ex non anti pro pre post co cross half all long short high low mid full part one two three four
    five six seven eight nine ten twenty thirty forty fifty sixty seventy eighty ninety much so vice right left far
    near hard soft old new first second third best worst top free large small multi quasi semi""".split()
)


def continues(before: str, after: str) -> bool:
    """Whether ``after``, the paragraph that follows, goes on with a sentence that ``before`` leaves unfinished.

    True for a running paragraph without an end mark, where the next begins in lower case, or the last word calls for
    more ("an agreement with / Mexico"), or the next closes the quotation that was open.
    """
    tail, head = before.rstrip(), after.lstrip()
    if len(tail) < _RUNNING or not head or _MARKUP.match(before) or _MARKUP.match(after) or _ADDRESS.match(head):
        return False
    if tail.rstrip(_CLOSERS)[-1:] in _TERMINAL or LABEL.match(head):
        return False
    if head.lstrip(_OPENERS)[:1].islower():
        return True
    return tail.split()[-1].lower() in _OPEN_ENDED or (_leaves_open(tail) and _closes(head))


def within_quotation(before: str, after: str) -> bool:
    """Whether ``after`` goes on with a quotation that ``before`` leaves open, be it after a whole sentence.

    True only where the next does not open it again, as print does at each new paragraph of one quotation. To be asked
    where something known to cut, the end of a page or column, stands between the two.
    """
    return _leaves_open(before.rstrip()) and after.lstrip()[:1] not in _OPENERS and _closes(after.lstrip())


def vocabulary(text: str) -> Mapping[str, int]:
    """How often each word, with its inner hyphens, stands in ``text``; in lower case."""
    return Counter(m[0].lower() for m in re.finditer(r"[^\W\d_]+(?:-[^\W\d_]+)*", text))


def kept_hyphen(a: str, b: str, words: Mapping[str, int]) -> bool:
    """Whether ``a`` and ``b``, parted by a hyphen and a line's end, are a compound that keeps its hyphen.

    The text itself is asked first: whether it writes the word elsewhere, and how.

    Args:
        a: the letters before the hyphen.
        b: the letters at the start of the next line.
        words: ``vocabulary`` of the text.
    """
    a, b = a.lower(), b.lower()
    whole, compound = words.get(a + b, 0), words.get(f"{a}-{b}", 0)
    if whole or compound:
        return compound > whole
    # The cut itself counts each half once.
    return a in _COMPOUNDS or (words.get(a, 0) > 1 and words.get(b, 0) > 1)


def _leaves_open(tail: str) -> bool:
    """Whether the last quotation mark of ``tail`` opens a quotation."""
    at = max(tail.rfind(mark) for mark in '“”«»"')
    if at < 0 or tail[at] in "”»":
        return False
    return tail[at] in "“«" or at == 0 or not (tail[at - 1].isalnum() or tail[at - 1] in ".,!?…")


def _closes(head: str) -> bool:
    """Whether the first quotation mark of ``head`` closes one."""
    mark = re.search(r'[“”«»"]', head[:_REACH])
    if mark is None or mark[0] in "“«":
        return False
    at = mark.start()
    return mark[0] in "”»" or (at > 0 and not head[at - 1].isspace())
