"""Who speaks, over the whole record: what articles say of names, and the persons that follow from it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

from .known import Term
from .span import Span

PersonType = Literal["person", "organisation", "group"]
"""What sort of speaker a name is: a group here is a byline of several authors, who speak as one."""

Sex = Literal["he", "she"]
"""Which pronoun the articles use; the only thing that is kept of it."""

LinkSort = Literal["short", "alias", "form", "double", "apart"]
"""How an article ties a name to a fuller one: a part of it ("Trump"), another name that the text gives ("AMLO", "known
as Pelé"), another full form ("Hillary Rodham Clinton"), or what it may be named by since it has two surnames
("Enrique Peña" for "Enrique Peña Nieto"). "apart" says that both speak in the article, as two: "Jr." may be left out
elsewhere."""


@dataclass(frozen=True, slots=True)
class Office:
    """A title or office that stands beside a name.

    Attributes:
        title: as written, forms of address and abbreviations apart ("Senator" for "Sen.").
        first, last: first and last day of publication on which it was seen, ISO; None where no day is known.
        articles: in how many.
    """

    title: str
    first: str | None = None
    last: str | None = None
    articles: int = 1


@dataclass(frozen=True, slots=True)
class NameLink:
    """That an article uses one name for the bearer of another.

    Attributes:
        short: key of the name used; long: key of the name it stands for.
        sort: how it is tied.
        span: the words of the article that say so; for a part of a name, where it is used.
        articles: how many articles say so (1 where it is one article's).
    """

    short: str
    long: str
    sort: LinkSort
    span: Span | None = None
    articles: int = 1


@dataclass(frozen=True, slots=True)
class NameSeen:
    """What one article says of one speaker's name.

    Attributes:
        key: the name, normalised (``people.across_names.key_of``); names with one key are one name.
        block: the word by which names that may be one person's find each other: mostly the surname.
        written: as the article gives it.
        kind: what sort of speaker.
        statements: ids of the statements given to it.
        sex: which pronoun the article uses; None where it uses none, or both.
        offices: titles beside the name, each with the place where it stands.
        links: other names that the article uses for it.
    """

    key: str
    block: str
    written: str
    kind: PersonType
    statements: tuple[str, ...]
    sex: Sex | None = None
    offices: tuple[tuple[str, Span], ...] = ()
    links: tuple[NameLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A name with all that the record's articles say of it: a sum, so that their order does not matter.

    Attributes:
        key, block: as in ``NameSeen``.
        written: the spelling that it is shown by.
        kinds: in how many articles it was which kind.
        he, she: in how many articles which pronoun is used.
        offices: in how many articles which title stands beside it.
    """

    key: str
    block: str
    written: str
    kinds: tuple[tuple[PersonType, int], ...]
    he: int = 0
    she: int = 0
    offices: tuple[tuple[str, int], ...] = ()

    @property
    def articles(self) -> int:
        """In how many articles it speaks."""
        return sum(number for _, number in self.kinds)

    @property
    def kind(self) -> PersonType:
        """What it is in most articles; among equals an organisation, then a person."""
        order = ("group", "person", "organisation")
        return max(self.kinds, key=lambda pair: (pair[1], order.index(pair[0])))[0] if self.kinds else "person"


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of a person.

    Attributes:
        key: the name, normalised; name: as mostly written.
        why: why it is a name of this person, in words a reader can check.
        sure: False where the join rests on how often the name means this person, and not on the name itself.
        articles, statements: in how many it is the fullest name given.
    """

    key: str
    name: str
    why: str
    sure: bool = True
    articles: int = 0
    statements: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """One who speaks, over the whole record: a person, an organisation, or several authors of one byline.

    Attributes:
        id: public id, ``p-`` and ten hex digits; the ids of all names of a person lead to it, so that one that was
            cited once goes on leading there.
        name: the name it is shown by.
        type: what sort.
        aliases: every name it goes by, the principal one first.
        candidates: names of those who could be meant, where a surname alone does not tell which.
        qid: Wikidata item, given by hand; None where none was.
        short: whether all that is known is a surname or a single name, or of an outlet its last word ("Times"), so that
            several may stand behind it.
        offices: what it was called, with the days; filled where one person is asked for.
        terms: party and office by the list of known people, if it stands there; filled likewise.
    """

    id: str
    name: str
    type: PersonType
    aliases: tuple[Alias, ...]
    candidates: tuple[str, ...] = ()
    qid: str | None = None
    short: bool = False
    offices: tuple[Office, ...] = ()
    terms: tuple[Term, ...] = ()


def person_id(key: str) -> str:
    """The public id that a name's key gives: it hangs on the name alone, so that it outlives every re-reading."""
    return "p-" + hashlib.sha256(key.encode()).hexdigest()[:10]
