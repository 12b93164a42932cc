"""robots.txt: what the owner of a host asks of programs that fetch (RFC 9309).

Ours, since Python's own ``urllib.robotparser`` takes the first rule that fits instead of the longest and knows no
``*`` in a path, and since the libraries that do make regular expressions of what strangers wrote (see ``patterns``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .patterns import matches, normal

PRODUCT = "onrecord"
"""The name by which robots.txt speaks of us."""

LARGEST = 512 * 1024
"""Bytes of a robots.txt that are read; RFC 9309, 2.5, asks for at least 500 KiB."""

_LONGEST_DELAY = 60.0


@dataclass(frozen=True, slots=True)
class Rule:
    """One line: whether paths that begin so are allowed."""

    allows: bool
    pattern: str

    def __str__(self) -> str:
        return f"{'Allow' if self.allows else 'Disallow'}: {self.pattern}"


@dataclass(frozen=True, slots=True)
class Robots:
    """What one robots.txt says to us.

    Attributes:
        rules: of all groups that name us; of those for everybody where none does.
        delay: seconds between two requests that it asks for (``Crawl-delay``, no part of the RFC and yet common), at
            most a minute; 0 where it does not.
    """

    rules: tuple[Rule, ...] = ()
    delay: float = 0.0

    def forbids(self, target: str) -> Rule | None:
        """The rule by which a path with its query may not be fetched; None where it may.

        The longest pattern that fits decides, and of two as long the one that allows.
        """
        path = normal(target)
        fitting = [rule for rule in self.rules if matches(rule.pattern, path)]
        rule = max(fitting, key=lambda rule: (len(rule.pattern), rule.allows), default=None)
        return rule if rule and not rule.allows and target != "/robots.txt" else None


@dataclass(slots=True)
class _Group:
    agents: set[str] = field(default_factory=set)
    rules: list[Rule] = field(default_factory=list)
    delay: float = 0.0


def parse(data: bytes, product: str = PRODUCT) -> Robots:
    """Read a robots.txt; what is no rule in it is passed over.

    Args:
        data: the bytes, or the beginning of them.
        product: whose rules are wanted.
    """
    groups = list(_groups(data))
    ours = [g for g in groups if product.lower() in g.agents] or [g for g in groups if "*" in g.agents]
    return Robots(tuple(rule for group in ours for rule in group.rules), max((g.delay for g in ours), default=0.0))


def _groups(data: bytes) -> Iterator[_Group]:
    group = _Group()
    naming = False  # whether the line before named an agent: several in a row share the rules that follow
    for name, value in _lines(data):
        if name == "user-agent":
            if not naming:
                yield group
                group = _Group()
            group.agents.add(_product(value))
            naming = True
        elif name in ("allow", "disallow"):
            naming = False
            if value:  # an empty one says nothing
                group.rules.append(Rule(name == "allow", normal(value)))
        elif name == "crawl-delay":
            naming = False
            group.delay = _seconds(value)
    yield group


def _lines(data: bytes) -> Iterator[tuple[str, str]]:
    text = data.decode("utf-8-sig", "replace")
    for line in re.split(r"[\r\n]+", text):
        name, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield name.strip().lower(), value.strip()


def _product(value: str) -> str:
    """The product token of a User-Agent line: letters, "_" and "-" at its beginning, or the asterisk."""
    match = re.match(r"\*|[A-Za-z_-]+", value)
    return match[0].lower() if match else ""


def _seconds(value: str) -> float:
    try:
        return min(max(float(value), 0.0), _LONGEST_DELAY)
    except ValueError:
        return 0.0
