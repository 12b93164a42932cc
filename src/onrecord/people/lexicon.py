"""The words that rules about names rest on, read once from the lists in ``data``.

They are lists, not code, so that somebody who knows the news but not Python can add the name that was missing. A file
is a row of words under ``[section]`` heads, or, under some heads, one phrase a line; ``#`` begins a comment line.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache, lru_cache
from importlib.resources import files

from onrecord.domain import Sex

PHRASE_SECTIONS = frozenset({"phrases", "names"})
"""Sections with one phrase a line; in all others white space parts the entries."""

PARTICLES = frozenset(
    "de del de' della di da das dos do du des la le las los van von der den ter ten zu zur y al el bin ibn ben abu "
    "ul ur af av".split()
)
"""Lower-case words inside a person's name."""

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
"""Parts that tell father from son."""

SHORT_FORMS = (
    "abigail abby",
    "albert al",
    "alexander alex sasha sandy",
    "andrew andy drew",
    "anthony tony",
    "barbara barb",
    "benjamin ben",
    "bernard bernie",
    "catherine katherine kathryn kate cathy kathy katie",
    "charles chuck charlie",
    "christopher chris",
    "daniel dan danny",
    "david dave",
    "deborah debbie",
    "donald don",
    "edward ed eddie ted",
    "elizabeth liz beth betsy",
    "frederick fred",
    "gregory greg",
    "james jim jimmy jamie",
    "jeffrey jeff",
    "jennifer jenny jen",
    "john jack johnny",
    "joseph joe joey",
    "joshua josh",
    "kenneth ken",
    "lawrence larry",
    "margaret maggie peggy meg",
    "matthew matt",
    "michael mike",
    "nicholas nick",
    "pamela pam",
    "patricia pat patty tricia",
    "peter pete",
    "richard rick dick rich",
    "robert bob bobby rob",
    "sandra sandy",
    "ronald ron",
    "samuel sam",
    "stephen steven steve",
    "susan sue susie",
    "thomas tom tommy",
    "timothy tim",
    "vincent vince",
    "william bill billy will",
)
"""Given names and their short forms, one family a line."""


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """A word for comparison: lower case, without accents, full stops or a possessive ending."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    plain = plain.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    return plain.replace(".", "")


@cache
def listed(name: str, section: str) -> frozenset[str]:
    """The entries of one section of ``data/NAME.txt``, folded.

    Raises:
        KeyError: where the file has no such section.
    """
    return frozenset(folded(entry) for entry in _sections(name)[section])


@cache
def _sections(name: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    section = ""
    for raw in files(__package__).joinpath("data", f"{name}.txt").read_text(encoding="utf-8").splitlines():
        line = raw.strip()
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        elif line and not line.startswith("#"):
            found[section].extend([line] if section in PHRASE_SECTIONS else line.split())
    return {k: tuple(v) for k, v in found.items()}


@cache
def titles() -> frozenset[str]:
    """All single words that stand before a person's name."""
    return listed("titles", "of men") | listed("titles", "of women") | listed("titles", "of anyone")


@lru_cache(maxsize=4096)
def is_given_name(word: str) -> bool:
    """Whether the word is known as a given name, of men or of women. Double names count by their first part."""
    first = folded(word).split("-")[0]
    return any(w in listed("given_names", s) for w in (folded(word), first) for s in ("men", "women"))


def gender_of(given: str) -> Sex | None:
    """Which pronoun a person of this given name is mostly meant by; None where it is unknown or given to both."""
    for word in (folded(given), folded(given).split("-")[0]):
        man, woman = word in listed("given_names", "men"), word in listed("given_names", "women")
        if man != woman:
            return "he" if man else "she"
    return None


def gender_of_title(title: str) -> Sex | None:
    """Which pronoun a title tells of ("Mr.", "Congresswoman"); None where it tells nothing."""
    words = folded(title).split()
    for section, gender in (("of men", "he"), ("of women", "she")):
        if any(w in listed("titles", section) for w in words):
            return gender  # type: ignore[return-value]  # the two literals above
    return None


@cache
def _families() -> dict[str, frozenset[str]]:
    return {word: frozenset(line.split()) for line in SHORT_FORMS for word in line.split()}


def same_given(one: str, other: str) -> bool:
    """Whether two given names can be one person's: the same, an initial of the other, or a known short form."""
    a, b = folded(one), folded(other)
    if a == b or b in _families().get(a, ()):
        return True
    return min(len(a), len(b)) == 1 and a[0] == b[0]
