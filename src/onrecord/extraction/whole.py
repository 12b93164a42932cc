"""A quotation is printed whole: a content that takes in part of one takes in the rest, where nothing else claims it."""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from .decode import Draft
from .features import Words
from .quotes import quotations

# What a content has of a quotation for it to be that content's: on the held-out tenth of PolNeAR train a quarter does
# no harm in any measure, less of it does.
_LEAST = 0.25


def with_whole_quotations(text: str, words: Words, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, those that break off within a quotation grown to its marks.

    Only closed quotations of the first order are completed, and only with words that no draft has in any role.

    Args:
        text: the text that the drafts are of.
        words: it, as words.
        drafts: its statements.
    """
    stretches = list(_quoted(text, words))
    claimed = {n for draft in drafts for n in _claimed(draft)}
    return [_grown(draft, stretches, claimed, words) for draft in drafts]


def _quoted(text: str, words: Words) -> Iterator[range]:
    """Each such quotation as word numbers, its marks among them."""
    starts = [span.start for span in words.spans]
    for quotation in quotations(text):
        if quotation.closed and quotation.depth == 1:
            yield range(bisect_left(starts, quotation.span.start), bisect_left(starts, quotation.span.end))


def _claimed(draft: Draft) -> Iterator[int]:
    yield from draft.content
    for role in (draft.cue, draft.source):
        if role is not None:
            yield from range(role[0], role[1] + 1)


def _grown(draft: Draft, stretches: Sequence[range], claimed: set[int], words: Words) -> Draft:
    own = set(draft.content)
    if not own:
        return draft
    first, last = draft.content[0], draft.content[-1]
    for stretch in stretches:
        if stretch.stop <= first or stretch.start > last:
            continue
        said = [n for n in stretch if words.shape[n]]  # not signs
        inside = sum(n in own for n in said)
        if _LEAST * len(said) <= inside < len(said) and all(n in own or n not in claimed for n in stretch):
            own.update(stretch)
    return draft if len(own) == len(draft.content) else dataclasses.replace(draft, content=tuple(sorted(own)))
