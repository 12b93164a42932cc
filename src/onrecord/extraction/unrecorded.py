"""Words in quotation marks that no statement has: what was looked at and not recorded.

Much in quotation marks is nobody's statement: titles, nicknames, words held at a distance. And some of it is one that
the model missed. A reader who checks an article is told of all of it, and sees which.
"""

from __future__ import annotations

from onrecord.domain import Extracted, Spans

from .quotes import quotations

SHORTEST = 3
"""Words of a quotation that is told of; shorter ones are nearly always names and titles."""


def unrecorded(extracted: Extracted) -> Spans:
    """The quotations of an article's text that touch the content of no statement, in the order of the text."""
    text = extracted.article.text
    contents = [span for s in extracted.statements if s.field == "text" for span in s.content]
    return tuple(
        quotation.span
        for quotation in quotations(text)
        if quotation.depth == 1
        and len(quotation.span.of(text).split()) >= SHORTEST
        and not any(quotation.span.overlaps(span) for span in contents)
    )
