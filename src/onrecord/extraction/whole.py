"""A quotation is printed whole: a content that takes in part of one takes in the rest, where nothing else claims it.

A long one runs over paragraphs: each opens with a mark anew, and only the last one closes (Chicago Manual of Style,
17th edition, 13.30). Who is said to have spoken one of them spoke them all.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set

from .decode import Draft
from .features import Words
from .quotes import quotations

# What a content has of a quotation for it to be that content's: on the held-out tenth of PolNeAR train a quarter does
# no harm in any measure, less of it does.
_LEAST = 0.25
_HELD = 0.5  # of a paragraph, for those beside it in the same quotation to be that content's too

Run = list[range]
"""A quotation as word numbers, its marks among them; a part for each paragraph that it is printed in."""


def with_whole_quotations(text: str, words: Words, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, those that break off within a quotation grown to its marks, and to its other paragraphs.

    Only quotations of the first order are completed, and only with words that no other draft has in any role; in other
    paragraphs of the same quotation, what is told of inside the marks stays told of.

    Args:
        text: the text that the drafts are of.
        words: it, as words.
        drafts: its statements.
    """
    runs, claims = quoted_runs(text, words), Claims(drafts)
    return [_grown(draft, runs, claims, words) for draft in drafts]


def quoted_runs(text: str, words: Words) -> list[Run]:
    """The quotations of the first order that are closed, or that go on in the next paragraph."""
    starts = [span.start for span in words.spans]
    runs: list[Run] = []
    closed: list[bool] = []
    for quotation in quotations(text):
        part = range(bisect_left(starts, quotation.span.start), bisect_left(starts, quotation.span.end))
        if quotation.depth > 1 or not part:
            continue
        if runs and not closed[-1] and _follows(text, words, part, runs[-1][-1]):
            runs[-1].append(part)
            closed[-1] = quotation.closed
        else:
            runs.append([part])
            closed.append(quotation.closed)
    return [run for run, whole in zip(runs, closed, strict=True) if whole or len(run) > 1]


def _follows(text: str, words: Words, part: range, before: range) -> bool:
    """Whether a quotation opens the paragraph after that in which another stands, with the same mark."""
    first = part.start
    opens = words.paragraph[first - 1] != words.paragraph[first]
    same = text[words.spans[first].start] == text[words.spans[before.start].start]
    return bool(same and opens and words.paragraph[first] == words.paragraph[before.start] + 1)


class Claims:
    """Which words the drafts of a text have, in any role.

    Args:
        drafts: all of them.
    """

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self._of: dict[int, list[range]] = defaultdict(list)
        for draft in drafts:
            numbers = set(_claimed(draft))
            reach = range(min(numbers), max(numbers) + 1)
            for number in numbers:
                self._of[number].append(reach)

    def free(self, part: range, own: Set[int] = frozenset()) -> bool:
        """Whether none has a word of a part of the text, but those of ``own``."""
        return all(n in own or n not in self._of for n in part)

    def only_inside(self, part: range) -> bool:
        """Whether what is told of in a part of the text is told of wholly inside it, and is not most of it."""
        taken = [n for n in part if n in self._of]
        reaches = {reach for n in taken for reach in self._of[n]}
        inside = all(part.start <= reach.start and reach.stop <= part.stop for reach in reaches)
        return inside and len(taken) <= _HELD * len(part)


def _claimed(draft: Draft) -> Iterator[int]:
    yield from draft.content
    for role in (draft.cue, draft.source):
        if role is not None:
            yield from range(role[0], role[1] + 1)


def _grown(draft: Draft, runs: Sequence[Run], claims: Claims, words: Words) -> Draft:
    own = set(draft.content)
    if not own:
        return draft
    first, last = draft.content[0], draft.content[-1]
    for run in runs:
        if run[-1].stop <= first or run[0].start > last:
            continue
        for part in run:
            if _LEAST <= _share(part, own, words) < 1 and claims.free(part, own):
                own.update(part)
        if not any(draft.cue[0] in part for part in run):  # what is told of inside a quotation is a part of it
            for part in _other_paragraphs(run, own, claims, words):
                own.update(part)
    return draft if len(own) == len(draft.content) else dataclasses.replace(draft, content=tuple(sorted(own)))


def _share(part: range, own: Set[int], words: Words) -> float:
    """How much of a quotation is in a content, of its words without the signs."""
    said = [n for n in part if words.shape[n]]
    return sum(n in own for n in said) / len(said) if said else 0.0


def _other_paragraphs(run: Run, own: Set[int], claims: Claims, words: Words) -> Iterator[range]:
    """The paragraphs before and behind those that a content has, up to one in which others have a part."""
    held = [at for at, part in enumerate(run) if _share(part, own, words) >= _HELD] if len(run) > 1 else []
    if held:
        before, behind = reversed(run[: held[0]]), run[held[0] + 1 :]
        for parts in (before, behind):
            for part in parts:
                if _share(part, own, words) < _HELD and not claims.only_inside(part):
                    break
                yield part
