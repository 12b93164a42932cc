"""A name as it is compared over many articles: its key, the word by which it is found, and what its parts are.

Within one article a short form is read beside the full one; across articles nothing stands beside it. So what is
compared here is only full names with full names, and a name that is less than full says so (``Shape.full``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from onrecord.domain import PersonType

from .lexicon import PARTICLES, SHORT_FORMS, SUFFIXES, folded, is_given_name, listed, titles

_DEPARTMENT = re.compile(
    r"^(?:(?P<front>.+) (?P<kind>department|ministry)|(?P<kind2>department|ministry) of (?P<back>.+))$"
)
_GLUED = re.compile(r"(?<=[a-z]\.)(?=[A-Z][a-z])")
"""Where "Sen.Ted Cruz" lacks a space."""
SEX = "|"
"""Stands in the key of a bare surname before the pronoun that its article uses: "clinton|she" is not "clinton|he"."""
HAND = "@"
"""Stands in a key before the number of the edit that split the name by hand; no name has it."""

_MORE_SHORT_FORMS = (
    "laurence larry lawrence",
    "abraham abe",
    "arthur art",
    "charlotte lottie",
    "clifford cliff",
    "dorothy dot",
    "eugene gene",
    "francis frank",
    "franklin frank",
    "gerald gerry jerry",
    "gerard gerry",
    "harold hal harry",
    "jacob jake",
    "jonathan jon",
    "leonard len",
    "leonardo leo",
    "louis lou",
    "madeline maddie",
    "martin marty",
    "nathaniel nate",
    "nathan nate",
    "philip phil",
    "phillip phil",
    "rafael rafa",
    "raymond ray",
    "rebecca becky",
    "russell russ",
    "stanley stan",
    "theodore ted teddy",
    "terrence terry",
    "valerie val",
    "victoria vicky",
    "walter walt",
    "zachary zach zack",
)
"""Given names and short forms beside those that serve within an article."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The parts of a person's name, all folded.

    Attributes:
        given: what stands before the surname; empty for a bare surname or a single name.
        surname: the last word with its particles, or both words of a hyphenated or double surname that is known
            to be one.
        suffix: jr, sr, ii ...; empty where there is none.
    """

    given: tuple[str, ...]
    surname: tuple[str, ...]
    suffix: str

    @property
    def full(self) -> bool:
        """Whether it has a given name and a surname."""
        return bool(self.given)


def plain_words(name: str, kind: PersonType) -> tuple[str, ...]:
    """The words of a name that tell it from others: folded, without titles, openers and what stands in brackets."""
    bare = re.sub(r"\([^)]*\)|[\"“”][^\"“”]*[\"“”]", " ", name)
    written = _GLUED.sub(" ", bare).replace(",", " ").split()
    words = [folded(w.strip("'‘’:;[]")) for w in written]
    pairs = [(w, raw) for w, raw in zip(words, written, strict=True) if w and any(map(str.isalnum, w))]
    if kind == "organisation":
        return _plain_organisation([w for w, _ in pairs])
    pairs = pairs[_after_inner_title([w for w, _ in pairs]) :]
    while len(pairs) > 1 and _is_in_front(*pairs[0], name):
        pairs = pairs[1:]
    plain = list(_initials_together([w for w, _ in pairs]))
    twice = len(plain) > 2 and plain[-1] == plain[-2]  # a name at the end of one line and the beginning of the next
    return tuple(plain[:-1] if twice else plain)


_ONLY_TITLES = frozenset("sen rep gov".split())
"""Short forms that are nothing but titles, whatever name follows."""


def _after_inner_title(words: list[str]) -> int:
    """Where the name begins in "South Carolina Sen. Lindsey Graham": behind a title that a given name follows."""
    found = 0
    for at in range(1, len(words) - 1):
        begins = is_given_name(words[at]) or len(words[at]) == 1 or words[at - 1] in _ONLY_TITLES
        if begins and words[at - 1] in titles() and not is_given_name(words[at - 1]):
            found = at
    return found


def _is_in_front(word: str, written: str, name: str) -> bool:
    """Whether the first word of a name is a title, an opener, or a label in capitals, and no part of it."""
    if is_given_name(word):
        return False
    sections = (("titles", "before another title"), ("common_words", "openers"))
    label = not name.isupper() and len(word) > 2 and written.isupper() and "." not in written
    people = ("common_words", "adjectives of belonging")
    return label or word in titles() or any(word in listed(*where) for where in (*sections, people))


def _initials_together(words: list[str]) -> Iterator[str]:
    """ "h w" is "hw": "George H. W. Bush" and "George H.W. Bush" are written alike."""
    letters = ""
    for word in words:
        if len(word) == 1:
            letters += word
            continue
        if letters:
            yield letters
            letters = ""
        yield word
    if letters:
        yield letters


def _plain_organisation(words: list[str]) -> tuple[str, ...]:
    while len(words) > 1 and words[0] in ("the", "us") and words[1] not in ("us",):
        if words[0] == "us" and len(words) == 2 and words[1] not in ("army", "navy", "senate", "congress", "treasury"):
            break  # "US Airways", "US Steel"
        words = words[1:]
    joined = " ".join(words)
    found = _DEPARTMENT.match(joined)
    if found:
        joined = f"{found['front'] or found['back']} {found['kind'] or found['kind2']}"
    return tuple(w for w in joined.split() if w != "the")


@lru_cache(maxsize=1 << 14)
def key_of(name: str, kind: PersonType) -> str:
    """The name normalised; empty where nothing is left of it. Names with one key are one name.

    Args:
        name: as an article gives it.
        kind: what it is a name of.
    """
    words = plain_words(name, kind)
    if kind == "group" or (words and words[-1] in SUFFIXES and len(words) == 1):
        return " ".join(folded(w) for w in name.split())
    return " ".join(words)


def names_nobody(key: str, kind: PersonType) -> bool:
    """Whether the words name nobody, so that many would be one, or two would.

    They may say what sort of person it was ("Iowa Republican"), be a thing ("World War II"), two names that ran into
    one ("Ana Ruiz Tom Ruiz"), or the label of a transcript's line ("Ln").
    """
    words = key.split()
    if not words or kind != "person":
        return not words
    core = [w for w in words if w not in SUFFIXES] or words
    belonging = listed("common_words", "adjectives of belonging") | listed("common_words", "things")
    last = core[-1]
    twice = len(core) > 3 and last in core[1:-2]
    label = len(words) == 1 and len(last) < 3 and last != "ng" and not set(last) & set("aeiouy")
    return twice or label or last in belonging or last.removesuffix("s") in belonging


@lru_cache(maxsize=1 << 14)
def block_of(key: str) -> str:
    """The word under which a key is kept: the last that is no suffix, and of one with hyphens what follows the last."""
    plain = bare_key(key).split()
    words = [w for w in plain if w not in SUFFIXES] or plain
    return (words[-1].rpartition("-")[2] or words[-1]) if words else ""


def bare_key(key: str) -> str:
    """A key without what was put behind the name."""
    return key.partition(HAND)[0].partition(SEX)[0]


@lru_cache(maxsize=1 << 14)
def shape(key: str) -> Shape:
    """The parts of the name of a person with this key."""
    words = tuple(bare_key(key).split())
    suffix = words[-1] if len(words) > 1 and words[-1] in SUFFIXES else ""
    core = words[:-1] if suffix else words
    at = len(core) - 1
    while at > 0 and core[at - 1] in PARTICLES and (at > 1 or not is_given_name(core[0])):
        at -= 1  # but "Ben", "Al" and "Van" are given names too, and then the first word is one
    return Shape(_initials_apart(core[:at]), core[at:], suffix)


def without_hyphens(key: str) -> str:
    """A key with hyphens read as spaces; an article before a name ("al-Awlaki") keeps its own."""
    return " ".join(word if word[:3].rstrip("-") in PARTICLES else word.replace("-", " ") for word in key.split())


def without_suffix(key: str) -> str:
    """A key without "jr", "sr", "ii" ..."""
    return key.removesuffix(f" {shape(key).suffix}") if shape(key).suffix else key


_BETWEEN_SURNAMES = frozenset("de del da das do dos la las los y".split())


@lru_cache(maxsize=1 << 14)
def first_surname_forms(key: str) -> tuple[str, ...]:
    """The keys under which somebody of two surnames, Spanish or Portuguese, can be named by the first of them alone.

    "tomas arrieta" for "tomas arrieta de la cal": that words such as "de la" stand between the surnames tells that
    there are two, or that both are known ones. With the middle names first, then without. Empty for other names.
    """
    parts = shape(key)
    if len(parts.given) < 2 or parts.suffix or is_given_name(parts.given[-1]) or len(parts.given[-1]) < 3:
        return ()
    between = parts.surname[:-1]
    told = set(between) <= _BETWEEN_SURNAMES if between else all(map(_is_iberian, (parts.given[-1], parts.surname[-1])))
    if not told:
        return ()
    first, last = " ".join(parts.given), f"{parts.given[0]} {parts.given[-1]}"
    return (first,) if first == last or set(parts.given) & PARTICLES else (first, last)


def _is_iberian(surname: str) -> bool:
    known = listed("surnames", "spanish and portuguese")
    return any(part in known or (len(part) > 4 and part.endswith("ez")) for part in surname.split("-"))


@lru_cache(maxsize=1 << 14)
def one_name(a: str, b: str) -> str:
    """Why two keys of full names can be one person's name, in words; empty where they cannot.

    The surnames must be one; so must the suffixes, for father and son differ by nothing else. Given names must be the
    same, or one the known short form or the initial of the other. Middle names may be missing, or be initials.
    """
    one, other = shape(a), shape(b)
    if one.surname != other.surname or one.suffix != other.suffix or not (one.full and other.full):
        return ""
    given = _given(one.given[0], other.given[0])
    if not given or not _middles_fit(one.given[1:], other.given[1:]):
        return ""
    middle = "with and without a middle name" if len(one.given) != len(other.given) else ""
    return "; ".join(filter(None, (given if given != _SAME else "", middle))) or "the same name"


@lru_cache(maxsize=1 << 14)
def cannot_be_one(a: str, b: str) -> bool:
    """Whether two full names of one surname contradict each other: other given names, middle names or suffixes."""
    one, other = shape(a), shape(b)
    if one.surname != other.surname or one.suffix != other.suffix:
        return True
    x, y = one.given[0], other.given[0]
    short, long = sorted((x, y), key=len)
    letters = {w[0] for w in relatives(long)}
    agree = _given(x, y) or (len(short) == 1 and short in letters)
    return not agree or not _middles_fit(one.given[1:], other.given[1:])


_SAME = "same"


def _given(a: str, b: str) -> str:
    """Why two given names can be one's, in words; empty where they cannot."""
    if a == b:
        return _SAME
    short, long = sorted((a, b), key=lambda w: (len(w), w))
    if len(short) == 1:
        return f"{short.upper()}. for {long.title()}" if long[0] == short else ""
    if long in relatives(short) and (short in _FULL_FORMS or long in _FULL_FORMS or long.startswith(short[:-1])):
        return f"{short.title()} for {long.title()}"
    return ""


@lru_cache(maxsize=1 << 12)
def relatives(given: str) -> frozenset[str]:
    """The given names of which this is a short form, or that are short forms of it, and itself."""
    return frozenset({given}.union(*(family for family in _FAMILIES if given in family)))


_FAMILIES = tuple(frozenset(line.split()) for line in (*SHORT_FORMS, *_MORE_SHORT_FORMS))
# Two short forms of one name ("Ed", "Ted") are two people until something tells otherwise.
_FULL_FORMS = frozenset(line.split()[0] for line in (*SHORT_FORMS, *_MORE_SHORT_FORMS))


def _middles_fit(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether middle names do not contradict each other: they are missing, or the same, or initials of one another.

    Of several, some may be missing where they are written out ("Ana María Ruiz", "Ana Ruiz"), but not where they are
    initials: "George W." is not "George H. W.".
    """
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    if all(len(word) > 1 and word in rest for word in short):
        return True
    return len(one) == len(other) and all(
        x == y or (min(len(x), len(y)) == 1 and x[0] == y[0]) for x, y in zip(one, other, strict=True)
    )


def _initials_apart(given: tuple[str, ...]) -> tuple[str, ...]:
    """ "hw" is "h", "w": the key has them together."""
    apart: list[str] = []
    for word in given:
        apart += list(word) if len(word) <= 3 and not set(word) & set("aeiouy") else [word]
    return tuple(apart)
