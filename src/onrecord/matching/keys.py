"""By what two statements find one another, before anybody compares them: hashed runs of words, and hashed rare words.

Two kinds of keys. *Runs*: every eight consecutive quoted words, wherever and whenever they are printed. *Topics*: the
rarest words of a statement together with its speaker's surname, which count within a few days of one another. Each
statement has a number of keys that hangs on its own length alone, so finding its like costs the same in a record of
any size, but for the statements that are like it.

Runs are w-shingles (Broder 1997), kept whole: a sample of them, as in MinHash, would lose the short quotations.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from .told import Told, Words, surnames
from .weights import rarest_first, telling_words, weight_of

RUN = 8
"""Consecutive words that are seldom said twice."""

PLAIN_RUN = 30
"""Bits below which eight words are a phrase that anybody may use ("is the next president of the United States", 29).
Set by eye on pairs of the archive of 2016; "I said it, I was wrong and I apologize" has 45."""

NEAR = 3
"""Days between two publications within which a paraphrase is looked for."""

TOPICS = 6
"""Rare words by which a statement is looked for: the rarest, and of equally rare ones the first by alphabet."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one statement, each a number of 63 bits: ``runs`` count always, ``topics`` within ``NEAR`` days."""

    runs: tuple[int, ...]
    topics: tuple[int, ...]


def keys(one: Told) -> Keys:
    """The keys of a statement; none where it is too short, or nobody's."""
    return Keys(
        runs=tuple(dict.fromkeys(hashed("run", gram) for words in one.quoted for gram in runs(words))),
        topics=tuple(hashed("topic", (name, word)) for word in topics(one) for name in surnames(one.speaker)),
    )


def runs(words: Words) -> Iterator[Words]:
    """Every eight consecutive words that are no common phrase."""
    for start in range(len(words) - RUN + 1):
        gram = words[start : start + RUN]
        if weight_of(gram) >= PLAIN_RUN:
            yield gram


def topics(one: Told) -> Words:
    """The rarest words of a statement whose speaker and day are known."""
    if not one.speaker or one.day is None:
        return ()
    return tuple(rarest_first(telling(one))[:TOPICS])


def telling(one: Told) -> set[str]:
    """The words of a statement that say what it is about, without the speaker's own name."""
    return telling_words(one.words).difference(one.speaker)


def hashed(kind: str, words: Words) -> int:
    """A number of 63 bits, the same on every machine and in every version of Python."""
    digest = blake2b(" ".join((kind, *words)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
