"""The names at hand while persons are made of them, and which of them are joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.domain import Name, NameLink, Sex

from .across_names import shape
from .lexicon import gender_of

SAFE_ARTICLES = 5
SAFE_SHARE = 0.95
"""A bare surname means one person where at least so many articles say whose it is, and this share of them the same.

Looked at by eye on the archive of 1,744 articles (scores/persons.py)."""
AGREED_SHARE = 0.9
"""Share of the articles giving an alias that must give it to one person."""
FAR_COMMONER = 20
"""How many times as many articles one of two contradicting persons must have for the plain name to mean that one."""


@dataclass(slots=True)
class Table:
    """The names at hand, and which of them are joined: a union-find whose joins each carry their reason."""

    names: dict[str, Name]
    links: list[NameLink]
    parent: dict[str, str] = field(default_factory=dict)
    why: dict[str, tuple[str, bool]] = field(default_factory=dict)
    following: set[str] = field(default_factory=set)  # joined as another name of somebody: never the principal name
    candidates: dict[str, list[str]] = field(default_factory=dict)
    short_forms: set[str] = field(init=False)
    longer: dict[str, list[str]] = field(init=False)  # by what they end in

    def __post_init__(self) -> None:
        self.short_forms = {link.short for link in self.links if link.sort == "short"}
        self.longer = defaultdict(list)
        for key in sorted(self.names):
            words = key.split()
            for at in range(1, len(words) - 1):
                self.longer[" ".join(words[at:])].append(key)

    def root(self, key: str) -> str:
        """The key that stands for all names joined with this one: the first of the alphabet."""
        while (above := self.parent.get(key, key)) != key:
            key = above
        return key

    def join(self, one: str, other: str) -> None:
        """Make the bearers of two names one."""
        a, b = sorted((self.root(one), self.root(other)))
        if a != b:
            self.parent[b] = a

    def follow(self, key: str, other: str, why: str, *, sure: bool) -> None:
        """Join a name to somebody whose principal name it is not."""
        self.join(key, other)
        self.following.add(key)
        self.why[key] = (why, sure)

    def is_sure(self, key: str) -> bool:
        """Whether a name is its person's for certain; what is told of such a name is no surer than that."""
        return self.why.get(key, ("", True))[1]

    def groups(self) -> dict[str, list[str]]:
        """The joined names, by root."""
        found: dict[str, list[str]] = defaultdict(list)
        for key in sorted(self.names):
            found[self.root(key)].append(key)
        return found

    def weight(self, keys: Iterable[str]) -> int:
        """In how many articles these names speak."""
        return sum(self.names[key].articles for key in keys)

    def sex(self, keys: Iterable[str]) -> Sex | None:
        """The pronoun that the articles use of a person; where they use none, the given name tells, if it can."""
        keys = list(keys)
        he, she = (sum(getattr(self.names[key], which) for key in keys) for which in ("he", "she"))
        if max(he, she) >= 3 * min(he, she) and he != she:
            return "he" if he > she else "she"
        told = {gender_of(given[0]) for key in keys if (given := shape(key).given)}
        return told.pop() if len(told) == 1 else None

    def face(self, keys: Iterable[str]) -> str:
        """The spelling by which the bearer of these names is shown: the commonest full name."""
        best = max(keys, key=lambda key: (len(key.split()) > 1, self.names[key].articles, -len(key), key))
        return self.names[best].written
