"""The parts of a transcript's label: "SEN. JOHN SMITH (R-OH)", "ANA RUIZ, SECRETARIA DE SALUD", "DONALD TRUMP, JR."."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onrecord.domain.titles import FORMS_OF_ADDRESS

from .lexicon import SUFFIXES, folded, is_given_name, listed, titles
from .names import as_mention

_REMARK = re.compile(r"\s*(?:\(.*?\)|\[.*?\])")
_HELD_BY = re.compile(
    r"(?P<office>(?i:the)\s[^()]{3,90}?)\s*\((?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady)\.?\s)?"
    r"(?P<name>[^\W\d_a-z][\w'’.-]*(?:\s(?:de|la|van|von|[^\W\d_a-z][\w'’.-]*)){1,4})\)"
)
"""An office with who holds it, as parliaments print them: "The Prime Minister (Edith Crane)"."""
_NO_OFFICES = FORMS_OF_ADDRESS | frozenset("dr don dona sir madam madame lady senor senora".split())
_OF = frozenset("of for de del".split())
_ARTICLES = frozenset("the el la los las".split())


@dataclass(frozen=True, slots=True)
class LabelParts:
    """A label taken apart.

    Attributes:
        name: without title, office and remarks, in the letters of the label; a "Jr." behind it belongs to it.
        whole: the name with the titles before it.
        office: what stands behind a comma or before the name, in the letters of the label; None where nothing does, or
            only a form of address.
    """

    name: str
    whole: str
    office: str | None = None


@lru_cache(maxsize=4096)
def label_parts(printed: str) -> LabelParts:
    """The parts of a label as it is printed, also over several lines.

    >>> label_parts("PRESIDENTE ANA RUIZ")
    LabelParts(name='ANA RUIZ', whole='PRESIDENTE ANA RUIZ', office='PRESIDENTE')
    >>> label_parts("JAN NOVAK, JR., CNN HOST")
    LabelParts(name='JAN NOVAK JR.', whole='JAN NOVAK JR.', office='CNN HOST')
    """
    head, *behind = (piece.strip() for piece in " ".join(printed.split()).strip("*_: ").split(","))
    whole = _REMARK.sub("", head).strip("*: ")
    if (held := _HELD_BY.fullmatch(head)) and is_given_name(held["name"].split()[0]):
        return LabelParts(held["name"], held["name"], held["office"])
    if behind and folded(behind[0]).strip(". ") in SUFFIXES:
        whole += f" {behind.pop(0).strip('. ')}."
    name, title = _without_title(whole)
    return LabelParts(name, whole, ", ".join(behind).strip() or title)


def _without_title(name: str) -> tuple[str, str | None]:
    """A name without the titles before it, and those; a body's name keeps all its words."""
    mention = as_mention(name)
    words = name.split()
    if mention is not None and mention.kind in ("organisation", "place"):
        return name, None
    told = mention.title.split() if mention is not None else []
    count = len(told) if any(map(_is_title, told)) else 0
    if not count:
        count = next((at for at, word in enumerate(words) if not _is_title(word)), 0)
    if not told and words[min(count, len(words) - 1)].lower() in _OF:  # where the office ends cannot be told
        return name, None
    # "DON IMUS" is a man called Don, and "PRESIDENT" alone is nobody's name.
    if not 0 < count < len(words) or (count == 1 and len(words) == 2 and is_given_name(words[0].strip("."))):
        return name, None
    title = [word for word in words[:count] if folded(word.strip(".")) not in _NO_OFFICES]
    return " ".join(words[count:]), " ".join(title) or None


@lru_cache(maxsize=4096)
def names_a_body(name: str) -> bool:
    """Whether a name by itself is that of an organisation or a place."""
    mention = as_mention(name)
    return mention is not None and mention.kind in ("organisation", "place")


def names_only_an_office(name: str) -> bool:
    """Whether a label's words are a title and no name: "THE PRESIDENT", "MODERADORA"."""
    words = [word for word in name.split() if folded(word) not in _ARTICLES]
    return bool(words) and all(_is_title(word) for word in words) and not any(map(is_given_name, words))


def _is_title(word: str) -> bool:
    bare = folded(word.strip("."))
    return bare in titles() or bare in listed("titles", "spanish")
